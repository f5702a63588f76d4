"""Yes or no: figures, days and rhythms of a question beside what the clauses state of the same thing.

Right, wrong, or right in part where some of them are, where the bound is another, or for another period. Nothing is denied
because of a clause about another thing: then this way has no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.answers.bearing import denies
from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.evidence import Evidence
from assistant.answers.figures import is_year
from assistant.answers.statements import Claims, Match, Statement, match_claims, statements_of
from assistant.answers.stating import target_line
from assistant.answers.ways.claims import is_dated
from assistant.documents import headings_of, unmarked
from assistant.judging import judging
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.text import CAPITALS, plain
from assistant.language.times import find_time_words
from assistant.language.values import find_periods, find_values
from assistant.messages.phrases import period_phrase, sentence
from assistant.registers.amounts import find_amounts
from assistant.types import Document, Section, Target

_LONG = 300  # characters of a clause of which only the statement is told
_COMMITTEE = "Ủy ban nhân dân "
_MOST = 3  # figures that one claim is set right with
_LEAST_LABEL, _MOST_LABEL = 2, 12  # words of a name before a colon
_MOST_ROWS = 2  # the same of cells of tables, which are of finer things
_BEHIND = re.compile(  # "629/731 trường", "2 lần/năm"
    r"/\d[\d.,]*\d(?: [^\W\d_]+)?|(?: lần)?/(?:năm|tháng|quý|tuần|ngày|người|hộ|ha)(?!\w)"
)
_CLOCK = re.compile(r"\s?(?:h|giờ)\s?\d{2}(?!\d)(?:\s?phút|[’'])?|h(?!\w)")  # behind the hour of "16h30’"
_LEADING = re.compile(r"(?<!\w)(?:ngày|tháng|quý) $", re.IGNORECASE)
_GROUP = re.compile(r"(?<!\w)(?:nhóm|tốp|diện|lứa|nhom|top|dien|lua)\s+(\d[\d.,]*\d)")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_FOR = re.compile(r"^đối với (?P<names>.+?) (?:mỗi|từng|đề nghị|chọn|được|thì|phải)(?!\w)", re.IGNORECASE)
_DOER = re.compile(rf"(?<!\w)(?:do|by)\s+(?P<name>[{CAPITALS}]\w*(?:\s+[{CAPITALS}]\w*)*(?:\s+\d[\d.]*\d)?)")
_BREAK = re.compile(r"[;:]\s|(?<=\w\w\w)\.\s")


@dataclass(frozen=True, slots=True)
class _Judged:
    """A figure of the question with the figures of clauses that bear it out, or else those that are right."""

    claim: Statement
    right: tuple[Match, ...]
    stated: tuple[Match, ...]
    elsewhen: bool = False  # it is right for another period


def answer(case: Case) -> Draft | None:
    """The verdict that a question asks for; None where it states no figure, or no clause states one of the same thing."""
    query = case.query
    if not (case.confirming or _asserts(case)) or query.of_register or not query.focus_words:
        return None
    claims = Claims.of(query)
    if not claims.own or denies(query.text):
        return None
    told = (
        e for e in case.evidence if not case.reference.is_time_alone(e.chunk)
    )  # of its task `records` tells it
    about = [e for e in _speaking(told) if _is_of_group(e, query.text)]
    judged, silent = _judge_each(case, claims, [e for e in about if e.period_fits is not False])
    otherwise = _judge(case, claims, [e for e in about if e.period_fits is False], elsewhen=True)
    if not _is_decided(judged):
        judged, otherwise, silent = otherwise, [], []
        if not any(each.right for each in judged):
            return None
    if not _is_decided(judged) or any(_is_stated(case, each, about) for each in judged if not each.right):
        return None
    if _is_done_by_another(case, judged):
        return None
    elsewhere = [e for e in case.everywhere if e.chunk.document_id not in {d.id for d in case.scope}]
    others = _judge(case, claims, _speaking(elsewhere)) if any(not each.right for each in judged) else []
    return _verdict(case, judged, [*otherwise, *others], silent)


def _is_done_by_another(case: Case, judged: Sequence[_Judged]) -> bool:
    """Whether a question names who does it ("… do Next 1.000 đào tạo") and no clause that bears a figure out does."""
    doer = _DOER.search(case.query.text)
    right = [match.section for each in judged for match in each.right]
    if doer is None or not right:
        return False
    told = (" ".join(words(" ".join((*section.headings, section.text)))) for section in right)
    return not any(" ".join(words(doer["name"])) in text for text in told)


def _asserts(case: Case) -> bool:
    """Whether a turn asks nothing in words and states a figure of its own: "Lào Cai trồng 40 ha chè".

    What begins with its figure names a thing: "8 công nghệ chiến lược"; a year alone is no claim: "Lào Cai tea 2027", nor is
    what is to be summed up: "tóm gọn 4 nguyên tắc".
    """
    query, asking = case.query, load_lexicon().asking
    if query.summary and query.summary.firm:
        return False
    asks = any(find_phrases(words(text), asking) for text in (query.question, query.text))
    figures = find_values(query.text)
    named = bool(figures) and not query.text[: figures[0].start].strip()
    states = any(not is_year(value) for value in find_values(query.question))
    return query.kind == "open" and not asks and not named and states


def _is_of_group(evidence: Evidence, text: str) -> bool:
    """Whether a clause speaks of the group that a question tells by its number: "nhóm 40.000 kia có phải học 2 năm không"."""
    numbers = {number.strip(".,") for number in _GROUP.findall(text.lower())}
    said = " ".join((*evidence.chunk.headings[1:], evidence.chunk.text))  # the title names all groups
    return numbers <= set(_NUMBER.findall(said))


def _speaking(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The clauses that speak of the subject at all, the likeliest first; those of a named body where there are any."""
    about = [e for e in evidence if e.coverage >= judging().evidence.possible and not e.marginal]
    own = [e for e in about if e.agency_fits is not False or _names_communes(e)]
    return sorted(own or about, key=lambda e: -e.strength)[: judging().premise.candidates]


def _is_stated(case: Case, judged: _Judged, about: Sequence[Evidence]) -> bool:
    """Whether another clause that may be meant has the very figure of a claim, with its unit: then none denies it.

    Of several places that a question names, another clause of the place that denies it.
    """
    claim, asked = judged.claim, words(case.query.text)
    said = re.compile(rf"(?<![\d/.,]){re.escape(f'{claim.figure.written} {claim.unit}'.lower())}(?!\w)")
    denying = {m.section.id for m in judged.stated}
    if len(denying) > 1:  # one may state what another denies
        denying = {m.section.id for m in judged.stated if m.statement.figure.key == claim.figure.key}
    places = {case.reference.documents[m.section.document_id].place for m in judged.stated}
    if len(case.query.places) > 1:
        about = [e for e in about if case.reference.documents[e.chunk.document_id].place in places]
    labels = {e.chunk.id: _labels(case.reference.section(e.chunk)) for e in about}
    named = {key for key, own in labels.items() if own and find_phrases(asked, own)}
    return bool(claim.unit) and any(
        said.search(plain(e.chunk.text).lower())
        for e in about
        if e.period_fits is not False
        and e.chunk.section_id not in denying
        and (not named or e.chunk.id in named or not labels[e.chunk.id])
    )


def _names_communes(evidence: Evidence) -> bool:
    """Whether a clause speaks of the communes whose committees a question names: "xã, phường" of "Ủy ban nhân dân xã, phường"."""
    named = (*evidence.query.agencies, *evidence.query.other_agencies)
    groups = (name.removeprefix(_COMMITTEE) for name in named if name.startswith(_COMMITTEE))
    return any(name in evidence.chunk.text for name in groups if name.islower())


def _judge(
    case: Case, claims: Claims, evidence: Sequence[Evidence], *, elsewhen: bool = False
) -> list[_Judged]:
    """Each figure of the question beside what the clauses state of the same thing."""
    reference = case.reference
    sections = list(dict.fromkeys(reference.section(e.chunk) for e in evidence))
    found = [match_claims(claims, section, reference) for section in sections]
    judged = []
    for number, claim in enumerate(claims.own):
        matches = [
            match
            for of_section in found
            for match in of_section[number]
            if elsewhen or match.row is None or is_dated(match.row, case.query)
        ]
        matches = _of_named(matches, words(case.query.text))
        judged.append(_judged(claim, sorted(matches, key=lambda m: -m.rank), elsewhen))
    return judged


def _judge_each(
    case: Case, claims: Claims, evidence: Sequence[Evidence]
) -> tuple[list[_Judged], list[Document]]:
    """(the figures of a question beside what the clauses of each place state that it names, the documents of those
    places whose clauses state nothing of the kind): of both it may be half true."""
    documents = case.reference.documents
    by_place: dict[str, list[_Judged]] = {}
    places = case.query.places if len(case.query.places) > 1 else ()
    for place in places:
        own = [e for e in evidence if documents[e.chunk.document_id].place == place]
        judged = [
            each
            for each, of in zip(_judge(case, claims, own), claims.places, strict=True)
            if of in (None, place)
        ]
        if own and judged and _is_decided(judged):
            by_place[place] = judged
    if not by_place:
        return _judge(case, claims, evidence), []
    silent = {d.place: d for d in case.scope if d.place in places and d.place not in by_place}
    return [one for judged in by_place.values() for one in judged], list(silent.values())


def _of_named(matches: list[Match], asked: list[str]) -> list[Match]:
    """Of clauses like "Tổ giám sát cộng đồng: 05 người" those whose thing is named word for word, where one is."""
    labels = [_labels(match.section) for match in matches]
    named = [bool(own and find_phrases(asked, own)) for own in labels]
    if not any(named):
        return matches
    return [m for m, own, is_named in zip(matches, labels, named, strict=True) if is_named or not own]


def _labels(section: Section) -> list[str]:
    """What a clause begins with that names what it is about, or holds for ("Đối với Sở A; Sở B mỗi đơn vị …")."""
    text = unmarked(section)
    if holds_for := _FOR.match(text):
        return [" ".join(words(name)) for name in holds_for["names"].split(";")]
    name, colon, _ = text.partition(":")
    label = words(name)
    return [" ".join(label)] if colon and _LEAST_LABEL <= len(label) <= _MOST_LABEL else []


def _judged(claim: Statement, matches: Sequence[Match], elsewhen: bool) -> _Judged:
    """A claim beside the figures that could be said of the same thing, the likeliest first.

    Of several that are told apart by nothing, those are meant that stand highest: what names no part is about the whole. Where
    another of them has the very figure, none is set right.
    """
    bars = judging().premise
    best = alike = [m for m in matches if m.rank >= matches[0].rank - bars.tie]
    highest = min(map(_depth, best), default=(False, 0))
    best = [m for m in best if _depth(m) == highest]
    leading: dict[str, float] = {}  # of one clause the likeliest figures alone
    for match in best:
        leading.setdefault(match.section.id, match.rank)
    best = [m for m in best if m.rank >= leading[m.section.id] - bars.within]
    right = [m for m in best if _bears_out(m, claim)]
    sure = [m for m in reversed(best) if m.share >= (bars.same if m.outdoes else bars.sure)]
    if not right and any(_bears_out(m, claim) for m in alike):
        sure = []
    stated = {m.statement.figure.key: m for m in sure}
    clear = (
        tuple(stated.values())[::-1] if len(stated) <= _MOST else ()
    )  # of more it is not known which is meant
    return _Judged(claim, tuple(right[:1]), clear, elsewhen)


def _bears_out(match: Match, claim: Statement) -> bool:
    same = match.statement.against(claim) == "same"
    return same and match.share >= judging().premise.same and not match.outdone


def _depth(match: Match) -> tuple[bool, int]:
    return match.row is not None, len(match.section.address.steps)


def _is_decided(judged: Sequence[_Judged]) -> bool:
    """Whether a clause bears a figure out, or clauses set all of them right."""
    claimed = [each for each in judged if not (each.claim.is_condition and each.right)] or judged
    return any(each.right for each in claimed) or all(each.stated for each in claimed)


def _verdict(
    case: Case, judged: Sequence[_Judged], others: Sequence[_Judged], silent: Sequence[Document]
) -> Draft:
    """Yes, no or partly, each with the clauses that say so; then whose a wrong figure is, and what no clause states."""
    judged = [each for each in judged if not (each.claim.is_condition and each.right)] or judged
    wrong = [each for each in judged if not each.right]
    exact = all(m.statement.is_exact(each.claim) for each in judged for m in each.right)
    whole = not (wrong or silent or judged[0].elsewhen) and exact
    verdict = "yes" if whole else "partly" if len(wrong) < len(judged) else "no"
    told = list(dict.fromkeys(m for each in judged for m in each.right or each.stated))
    draft = case.draft(_lines(case, told, verdict, dated=judged[0].elsewhen))
    wrong_claims = {id(each.claim) for each in wrong}
    theirs = {
        m.section.id: (each.claim, m) for each in others if id(each.claim) in wrong_claims for m in each.right
    }
    draft.lines += [_of_other(case, claim, match) for claim, match in theirs.values()]
    unstated = [_written(case, each.claim) for each in wrong if not each.stated]
    if unstated:
        said = case.say("wrong_value", value=", ".join(unstated))
        draft += case.draft([Line.of(said, kind="absence")])
    if silent:
        said = case.say("absent", place=case.reference.names(silent))
        draft += case.draft([Line.of(said, kind="absence")])
    draft.reason = "wrong_premise" if wrong else None
    return draft


def _number(case: Case, claim: Statement) -> str:
    """The figure of a claim alone, as the question has it."""
    values = (v.written for v in case.query.values if v.written in _written(case, claim))
    return next(values, _written(case, claim))


def _written(case: Case, claim: Statement) -> str:
    """A figure as the question has it."""
    found = _where(case.query.text, claim)
    return case.query.text[found[0] : found[1]].strip() if found else claim.figure.written


def _lines(case: Case, told: Iterable[Match], verdict: str, *, dated: bool) -> list[Line]:
    """What each clause states of the claims, the verdict before the first."""
    by_section: dict[tuple[str, str, str], list[Match]] = {}
    for match in told:
        key = match.section.document_id, match.section.id, match.row.id if match.row else ""
        by_section.setdefault(key, []).append(match)
    lines: list[Line] = []
    for matches in by_section.values():
        row = _row(case, matches)
        line = target_line(case, row) if row else _line(case, matches, dated=dated)
        lines.append(line if lines else replace(line, text=case.say(verdict, text=line.text)))
    return lines


def _of_other(case: Case, claim: Statement, match: Match) -> Line:
    """Whose a figure is that is wrong of what was asked."""
    row = _row(case, [match])
    line = target_line(case, row) if row else _line(case, [match], dated=True)
    return replace(line, text=case.say("of_other", figure=_number(case, claim), text=line.text))


def _row(case: Case, matches: Sequence[Match]) -> Target | None:
    """The target that a figure of a short clause is, by the register; None where it has none or several figures are told."""
    match = matches[0]
    if match.row or len(matches) > 1 or len(match.section.text) > _LONG:
        return match.row
    rows = case.reference.targets.get((match.section.document_id, match.section.id), ())
    key = match.statement.figure.key
    return next(
        (r for r in rows if r.value is not None and key in (f"{r.value:.15g}", f"{r.upper or 0:.15g}")), None
    )


def _line(case: Case, matches: Sequence[Match], *, dated: bool) -> Line:
    """A clause, or of a long one the statement, with the figures in bold."""
    section = matches[0].section
    document = case.reference.documents[section.document_id]
    text = sentence(unmarked(section))
    spans = sorted({span for m in matches if (span := _where(text, m.statement))})
    where = [case.reference.name(document)]
    held = [p for heading in headings_of(section)[::-1] for p in find_periods(heading)][:1]
    if held and (dated or held[0] in case.query.periods) and str(held[0].last_year) not in text:
        where.append(period_phrase(held[0], case.query.language))
    key = "press_clause" if document.tier == "press" else "clause"
    return Line.of(case.say(key, where=", ".join(where), text=_cut(text, spans)), section)


def _where(text: str, statement: Statement) -> tuple[int, int] | None:
    """Where a figure stands in a text, with its bound and its unit."""
    amounts, times = find_amounts(text), find_time_words(text, bare=False)
    for value in find_values(text):
        spans = [(t.start, t.end) for t in times] + [(a.start, a.end) for a in amounts]
        around = (each for each in spans if each[0] <= value.start < each[1])
        start, end = next(around, (value.start, value.end))
        end = clock.end() if (clock := _CLOCK.match(text, value.end)) else end
        if any(s.figure.key == statement.figure.key for s in statements_of(text[value.start : end])):
            behind, leading = _BEHIND.match(text, end), _LEADING.search(text, 0, start)
            return leading.start() if leading else start, behind.end() if behind else end
    return None


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text with spans in bold; of a long one what stands around them."""
    left, right = 0, len(text)
    if len(text) > _LONG and spans:
        breaks = [(m.start(), m.end()) for m in _BREAK.finditer(text)]
        left = max((end for _, end in breaks if end <= spans[0][0]), default=0)
        right = min((start for start, _ in breaks if start >= spans[-1][1]), default=len(text))
    bold = text[left:right]
    for start, end in reversed(spans):
        words = text[start:end].strip()
        first = text.index(words, start) - left
        bold = f"{bold[:first]}**{words}**{bold[first + len(words) :]}"
    return f"{'… ' if left else ''}{bold.strip()}{' …' if right < len(text) else ''}"
