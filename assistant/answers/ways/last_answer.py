"""Turns about the last answer: is it right, again, in one sentence, what else, where, who says so (`vocabulary/talk.toml`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers import facts
from assistant.answers.case import Answered, Case
from assistant.answers.draft import Draft, Line, Source
from assistant.answers.evidence import chunk_periods
from assistant.answers.sources import by_document, clause_of, described, located, sources_of
from assistant.answers.statements import Claims, match_claims
from assistant.answers.ways.going_on import continued
from assistant.answers.ways.recap import recapped
from assistant.answers.ways.shorter import shortened
from assistant.answers.ways.talk import declined, examples, reply
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.persons import find_persons
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics, plain
from assistant.language.values import YEAR, Value, find_periods, find_values
from assistant.messages.phrases import period_phrase, sentence
from assistant.questions.documents import mentions
from assistant.registers.amounts import counted_as, measured
from assistant.types import Act, Document

_MOST_CLAUSES = 4  # that are repeated word for word; a longer answer is repeated as it was
_MOST_NAMING = 1  # that name a document
_MOST_FIGURES = 3  # that are set against the one that was heard
_WITH_CLAUSES: tuple[Act, ...] = ("drafting", "translating", "opinion", "prediction", "legal")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_UNIT = re.compile(r"\s?([^\W\d_]+)")
_SPANS = re.compile(r"năm|tháng|tuần|ngày|giờ|phút|years?|months?|weeks?|days?|hours?")
_SPANS_BARE = {fold(span): span for span in ("năm", "tháng", "tuần", "ngày", "giờ", "phút")}
_DIVISION = re.compile(r"\b(?:diem|khoan|gach|dieu) (?:dau dong )?(?:nao|may|thu may)\b")
_ISSUING = re.compile(r"\b(?:ban hanh|issue[ds]?|publish(?:ed)?|dang|bao nao|cap nao)\b")
_ISSUES = re.compile(r"(?<!\w)(?:đã ra|ban hành|đã thông qua|do .{1,60} (?:ra|ký))(?!\w)", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:trang|page)\b")


def answer(case: Case) -> Draft | None:
    """What is said of the last answer; a request for a question where there is none."""
    act = case.query.act
    if act in _WITH_CLAUSES:
        return _beyond(case, act)
    if act == "citing":
        return _cited(case)
    if act is None or (say_of := _ACTS.get(act)) is None:
        return None
    if (previous := case.previous) is None:
        suggested = examples(case)
        return case.draft([Line.of(case.say("last_none"), kind="framing"), *suggested])
    draft = say_of(case, previous)
    also = _ACTS.get(case.query.also) if case.query.also else None
    return draft + also(case, previous) if also else draft


def _beyond(case: Case, act: Act) -> Draft | None:
    """What is asked for and not done, with the clauses of the last answer at hand; None where there are none."""
    previous = case.previous
    repeated = _clauses(case, previous) if previous and not previous.draft.reason else []
    if not repeated:
        return None
    return declined(case, act) + case.draft([Line.of(case.say("last_clauses"), kind="framing"), *repeated])


def _cited(case: Case) -> Draft | None:
    """How a clause is cited, with those of the last answer as the sources to name; None where it has none."""
    previous = case.previous
    if previous is None or previous.draft.reason or not sources_of(previous.draft.lines):
        return None
    return case.draft(reply(case, "citing")) + _located(case, previous)


def _clauses(case: Case, previous: Answered) -> list[Line]:
    """The clauses that an answer rests on, word for word, each once; none where they are too many to repeat."""
    sections = dict.fromkeys((s.document_id, s.section_id) for s in sources_of(previous.draft.lines))
    if named := {
        place.name for place in find_places(case.query.question)
    }:  # "trích nguyên văn chỗ của Sơn La"
        there = [key for key in sections if case.reference.documents[key[0]].place in named]
        sections = dict.fromkeys(there or sections)
    if len(sections) > _MOST_CLAUSES:
        return []
    return [clause_of(case, case.reference.documents[d], s) for d, s in sections]


def _challenged(case: Case, previous: Answered) -> Draft:
    """The clauses word for word; a figure that was heard is set against those of the answer."""
    figures = _figures(case.query.question)
    previous = _doubted(previous, figures)
    judged = [_verdict(case, previous, value, figures) for value in figures]
    judged = judged or [_verdict_on_period(case, previous)]
    verdicts = [verdict for verdict in judged if verdict]
    repeated = _clauses(case, previous)
    denied = [v for verdict, v in zip(judged, figures, strict=False) if verdict and verdict.kind == "absence"]
    if previous.draft.reason or not repeated:
        theirs = [line for value in denied for line in _of_other_places(case, previous, value)]
        unchanged = Line.of(case.say("last_unchanged"), kind="framing")
        return case.draft([*(theirs or verdicts), unchanged]) + _repeated(case, previous)
    others = [
        line
        for value in denied
        for line in _of_others(case, previous, value) or _of_other_places(case, previous, value)
    ]
    heard = verdicts or [Line.of(case.say("last_checked"), kind="framing")]
    return case.draft([*heard, *repeated, *others])


def _doubted(previous: Answered, heard: Sequence[Value]) -> Answered:
    """The answer that a turn doubts: behind a refusal the last one that shows a figure which the turn says; else the last."""
    keys = {value.key for value in heard}
    told: Answered | None = previous if previous.draft.reason else None
    while told:
        shown = (figure.key for line in told.draft.lines if line.sources for figure in _figures(line.text))
        if keys.intersection(shown):
            return told
        told = told.case.previous
    return previous


def _of_others(case: Case, previous: Answered, heard: Value) -> list[Line]:
    """The clause of the same documents, of those not cited the likest to what was asked, that has a figure of another thing."""
    reference, unit = case.reference, _unit(case.query.question, heard)
    cited = {(source.document_id, source.section_id) for source in sources_of(previous.draft.lines)}
    having = [
        section
        for document_id in dict.fromkeys(document for document, _ in cited)
        for section in reference.sections_of(document_id)
        for figure in _figures(section.text)
        if (figure.key, figure.kind) == (heard.key, heard.kind)
        and (not unit or _unit(section.text, figure) == unit)
    ]
    bare = heard.kind == "number" and not unit  # it may be of anything
    if not having or bare or any((section.document_id, section.id) in cited for section in having):
        return []
    likest = max(having, key=previous.case.coverage)
    where = reference.name(reference.documents[likest.document_id])
    text = case.say("clause", where=where, text=sentence(unmarked(likest)))
    value = f"{heard.written} {unit}".strip()
    return [Line.of(case.say("of_other", figure=value, text=text), likest)]


def _of_other_places(case: Case, previous: Answered, heard: Value) -> list[Line]:
    """The clause of a document that was not asked, the likest to what was, that states the figure: it is that of another."""
    reference, unit = case.reference, _unit(case.query.question, heard)
    asked = _asked_of(case, previous)
    having = [
        section
        for document in case.allowed
        if document.id not in asked
        for section in reference.sections_of(document.id)
        for figure in _figures(section.text)
        if figure.key == heard.key
        and _alike(heard, figure)
        and (not unit or _unit(section.text, figure) == unit)
        and previous.case.coverage(section) >= judging().evidence.sure
    ]
    if not having:
        return []
    likest = max(having, key=previous.case.coverage)
    where = reference.name(reference.documents[likest.document_id])
    shown = any(source.section_id == likest.id for source in sources_of(previous.draft.lines))
    text = f"{where}." if shown else case.say("clause", where=where, text=sentence(unmarked(likest)))
    key = "of_other_day" if heard.kind == "date" else "of_other"
    return [Line.of(case.say(key, figure=f"{heard.written} {unit}".strip(), text=text), likest)]


def _alike(heard: Value, figure: Value) -> bool:
    """Whether a figure may be what was heard: a share may be named without its sign."""
    return figure.kind == heard.kind or (heard.kind == "number" and figure.kind == "percent")


def _figures(text: str) -> list[Value]:
    """The percentages, numbers and dates of a text that are no years."""
    found = (value for value in find_values(text) if value.kind in ("percent", "number", "date"))
    return [value for value in found if not re.fullmatch(YEAR, value.written)]


def _verdict(case: Case, previous: Answered, heard: Value, beside: Sequence[Value]) -> Line | None:
    """Whether the last answer states a figure; else which it states in its place, of `beside` that the turn says too rather
    than of others. None where it has several, and neither the answer nor the turn tells which is meant."""
    unit = _unit(case.query.question, heard)
    value = f"{heard.written} {unit}".strip()
    stated: dict[str, tuple[Source, ...]] = {}  # amount, as it is emphasised or alone -> where it stands
    same: dict[str, tuple[Source, ...]] = {}  # of these those that are the figure
    asked_of = _asked_of(case, previous)  # what another states beside it confirms nothing
    if not asked_of:
        return _of_place_told(case, previous, heard)
    within = any if len(asked_of) == len(previous.case.asked) else all  # a line may compare the two
    for line in previous.draft.lines:
        own = bool(line.sources) and within(source.document_id in asked_of for source in line.sources)
        for figure in _figures(line.text) if own else ():
            if _alike(heard, figure) and (not unit or _unit(line.text, figure) == unit):
                amount = _amount(line.text, figure)
                stated.setdefault(amount, line.sources)
                if figure.key == heard.key:
                    same.setdefault(amount, line.sources)
    if not stated:
        return Line.of(case.say("last_unstated", value=value), kind="absence")
    asked = {amount: where for amount, where in stated.items() if "**" in amount}  # what was asked for
    said_too = {value.key for value in beside if value.key != heard.key}  # "là 12 mà, bạn chắc là 9 chứ?"
    repeated = {a: w for a, w in stated.items() if said_too & {figure.key for figure in _figures(a)}}
    key, told = "last_denied", asked or repeated or stated
    meant = _meant(case, previous, heard) if same else None
    if meant:
        key = "last_elsewhere"
        told = {a: w for a, w in stated.items() if any(v.key in meant for v in _figures(a))}
    elif same and meant is None and not asked and len(stated) > len(same):
        return None
    elif same and meant is None and asked and not asked.keys() & same.keys():
        key = "last_elsewhere"
    elif same:
        key, told = "last_confirmed", {a: w for a, w in asked.items() if a in same} or same
    told = dict(list(told.items())[:_MOST_FIGURES])
    sources = dict.fromkeys(source for where in told.values() for source in where)
    said = case.say(key, stated=", ".join(told), value=value)
    return Line(said, tuple(sources), "derived" if key == "last_confirmed" else "absence", bullet=False)


def _asked_of(case: Case, previous: Answered) -> set[str]:
    """The documents that the last answer was asked of; of these those of the places that a turn names."""
    places = {place.name for place in find_places(case.query.question)}
    return {document.id for document in previous.case.asked if not places or document.place in places}


def _of_place_told(case: Case, previous: Answered, heard: Value) -> Line | None:
    """That a figure which a turn says of another place is that of the one that was told of; None where it is not."""
    unit = _unit(case.query.question, heard)
    for source in sources_of(previous.draft.lines):
        section = case.reference.sections[source.document_id, source.section_id]
        for figure in _figures(section.text):
            alike = figure.key == heard.key and _alike(heard, figure)
            if alike and (not unit or _unit(section.text, figure) == unit):
                where = case.reference.name(case.reference.documents[section.document_id])
                value = f"{heard.written} {unit}".strip()
                said = case.say("of_other", figure=value, text=f"{where}.")
                return Line(said, (source,), "derived", bullet=False)
    return None


def _verdict_on_period(case: Case, previous: Answered) -> Line | None:
    """Whether the clauses of the last answer are of the period that a turn names; None where it names none, or they several."""
    heard = find_periods(case.query.question)
    sources = sources_of(previous.draft.lines)
    periods = {
        period
        for source in sources
        for chunk in case.reference.chunks_of(source.document_id)
        if chunk.section_id == source.section_id
        for period in chunk_periods(chunk)[:1]
    }
    if len(heard) != 1 or len(periods) != 1 or previous.draft.reason:
        return None
    (period,) = periods
    language = case.query.language
    same = period.answers(heard[0])
    key = "last_period_confirmed" if same else "last_period_denied"
    said = case.say(key, stated=period_phrase(period, language), value=period_phrase(heard[0], language))
    return Line(said, tuple(sources), "derived", bullet=False)


def _meant(case: Case, previous: Answered, heard: Value) -> set[str] | None:
    """The keys of other figures of the clauses that the words of a turn fit better than the one that was heard; none of
    them where they fit that best, None where they tell nothing."""
    claims, reference = Claims.of(case.query), case.reference
    numbers = [n for n, claim in enumerate(claims.own) if claim.figure.key == heard.key]
    asked_of = {document.id for document in previous.case.asked}
    for source in sources_of(previous.draft.lines) if numbers else ():
        section = reference.sections[source.document_id, source.section_id]
        matches = (
            match_claims(claims, section, reference)[numbers[0]] if section.document_id in asked_of else []
        )
        own = [match for match in matches if match.statement.figure.key == heard.key]
        if own and all(match.outdone for match in own):
            return {match.statement.figure.key for match in matches if match.outdoes}
        if any(match.outdoes for match in own):
            return set()
    return None


def _unit(text: str, value: Value) -> str:
    """The word behind a number that measures or is counted: "tỷ", "năm"; none behind a percentage, or of "80 thôi à?"."""
    found = _UNIT.match(text, value.end) if value.kind == "number" else None
    word = found[1].lower() if found else ""
    word = word if has_diacritics(text) else _SPANS_BARE.get(word, word)  # "3 nam"
    return word if found and (_SPANS.fullmatch(word) or measured(text[value.end :], counted=True)) else ""


def _amount(text: str, value: Value) -> str:
    """A figure as the answer emphasises it, "**đạt trên 80%**"; else alone."""
    for match in _BOLD.finditer(text):
        if match.start() < value.start < match.end():
            return match.group()
    unit = _unit(text, value)
    return f"{value.written} {(counted_as(text[value.end :]) or unit) if unit else ''}".strip()


def _repeated(_: Case, previous: Answered) -> Draft:
    """The last answer again."""
    draft = previous.draft
    return replace(draft, lines=list(draft.lines), warnings=list(draft.warnings))


def _located(case: Case, previous: Answered) -> Draft:
    """Where the clauses of the last answer stand, document by document, with the pages where the text has any."""
    asked = fold(case.query.question)
    lines = located(case, previous.draft.lines, spelled=_DIVISION.search(asked) is not None)
    head = Line.of(case.say("last_sources" if lines else "last_uncited"), kind="framing")
    documents = case.reference.documents
    paged = any(documents[s.document_id].page_at(s.start) for s in sources_of(previous.draft.lines))
    asks_page = lines and not paged and _PAGE.search(asked)
    return case.draft(
        [head, *lines, *([Line.of(case.say("last_pages"), kind="framing")] if asks_page else [])]
    )


def _issued(case: Case, previous: Answered) -> Draft:
    """Who issued the documents of the last answer; of one that cites none, those that its question was about."""
    if mentioned := _mentions(case, previous):
        return case.draft(mentioned)
    lines = [] if _ISSUING.search(fold(case.query.question)) else _speakers(case, previous)
    if lines:
        return case.draft(lines)
    for document, sources in by_document(case, previous.draft.lines) or _asked_about(case, previous):
        issuer = document.outlet if document.tier == "press" else document.issuer
        what = "outlet" if document.tier == "press" else "issuer"
        key = f"last_{what}" if issuer else f"last_no_{what}"
        said = case.say(key, document=described(document, case.query.language), issuer=issuer)
        clause = facts.of_issuer(case.reference, document) if issuer and what == "issuer" else None
        cited = (Source.of(clause),) if clause else tuple(sources[:1])
        lines.append(Line(said, cited, "derived", bullet=False))
    return case.draft(lines or [Line.of(case.say("last_uncited"), kind="framing")])


def _mentions(case: Case, previous: Answered) -> list[Line]:
    """Of a document that is not here, "nghị quyết này": what those that the last answer cites say of it."""
    asked = f" {fold(case.query.question)} "
    names = [name for name in previous.query.unindexed if f" {fold(name).split(' ')[0]} " in asked]
    cited = dict.fromkeys(s.document_id for s in sources_of(previous.draft.lines))
    sections = [section for document in cited for section in case.reference.sections_of(document)]
    found = [s for s in sections if any(mentions(name).search(plain(s.text)) for name in names)]
    found.sort(key=lambda s: _ISSUES.search(plain(s.text)) is None)  # what says that it was issued first
    return [clause_of(case, case.reference.documents[s.document_id], s.id) for s in found[:_MOST_NAMING]]


def _speakers(case: Case, previous: Answered) -> list[Line]:
    """The clauses of the last answer that name the person who says what they state; else what names one above them."""
    cited = dict.fromkeys((s.document_id, s.section_id) for s in sources_of(previous.draft.lines))
    documents = case.reference.documents
    press = [key for key in cited if documents[key[0]].tier == "press"]
    named = [key for key in press if find_persons(case.reference.sections[key].text)]
    named = named or list(dict.fromkeys(filter(None, (_named_above(case, *key) for key in press))))
    return [clause_of(case, documents[d], s) for d, s in named[:_MOST_CLAUSES]]


def _named_above(case: Case, document_id: str, section_id: str) -> tuple[str, str] | None:
    """The last clause above one, under the same headings, that names a person; None where none does."""
    sections = case.reference.sections_of(document_id)
    own = case.reference.sections[document_id, section_id]
    above = [s for s in sections if s.start < own.start and s.headings == own.headings]
    return next(((s.document_id, s.id) for s in reversed(above) if find_persons(s.text)), None)


def _asked_about(case: Case, previous: Answered) -> list[tuple[Document, list[Source]]]:
    """The documents that a question names, by their place or themselves, with no clause."""
    query = previous.query
    asked = [d for d in case.allowed if d.id in query.documents] or [
        d for d in case.allowed if d.place in query.places and d.tier == "official"
    ]
    return [(document, []) for document in asked]


_ACTS: dict[Act, Callable[[Case, Answered], Draft]] = {
    "challenge": _challenged,
    "recap": recapped,
    "repeat": _repeated,
    "shorten": shortened,
    "continue": continued,
    "locate": _located,
    "issuer": _issued,
}
