"""A document that is named by its number and is not here: what clauses say of it, else that it is not here."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from assistant.answers.abridging import clip
from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.lexicon import words
from assistant.language.text import CAPITALS, fold, plain
from assistant.language.values import number_key
from assistant.messages.phrases import sentence
from assistant.questions.documents import KINDS, in_vietnamese, is_certain, mentions
from assistant.types import Section

_BEGINNING = re.compile(  # a sentence that speaks of a document: "Theo Nghị quyết số 12-NQ/TU", not "triển khai Nghị quyết …"
    r"(?:^|[.;:]\s)(?:theo\s)?[^\W\d_]+\s[^\W\d_]+\s(?:số\s*:?\s*)?\d\S*$", re.IGNORECASE
)
_BASED = re.compile(r"căn cứ|dựa trên|dựa vào|trên cơ sở", re.IGNORECASE)
_FEW = 3  # mentions that are told
_MOST_MENTIONS = 6  # in each document that are looked at
_LONGEST = 360  # characters of a citation
_OF_KIND: dict[str, tuple[str, ...]] = {"when": ("date",), "who": ("issuer",), "open": ("title",)}
_STATES = {  # what of a document stands in its citation
    "number": re.compile(r"\d[/-]"),
    "date": re.compile(r"ngày\s+\d|\d{1,2}/\d{1,2}/\d{4}"),
    "issuer": re.compile(rf"\scủa\s+[{CAPITALS}]"),
    "title": re.compile(r"(?:\svề\s|phê duyệt|ban hành|quy định|sửa đổi|tăng cường|hướng dẫn)"),
}
_KIND = re.compile(
    rf"(?:{'|'.join(sorted(map(re.escape, KINDS), key=len, reverse=True))})\s+(?:so\s*:?\s*)?$"
)
_CITED_END = re.compile(
    r"[;(\n\[]|\.(?=\s|$)|,\s+(?=Ủy ban|UBND|Hội đồng|trên cơ sở|căn cứ|cụ thể|liên hệ|để|Nghị quyết|Quyết định|Chỉ thị|Kế hoạch)"
    r"|\s+(?:và|và các)\s+(?=Nghị quyết|Quyết định|Chỉ thị|Kế hoạch|Công văn|Thông tư)"
)


def answer(case: Case) -> Draft | None:
    """The clause that says of it what is asked; else that it is not here, or None where another way may answer.

    What such a document says may stand in one that carries it out, so a question with a subject of its own goes on where
    one refers to it; a number without "số" may be no document at all ("kế hoạch 5 bước").
    """
    query = case.query
    if query.documents or query.kind == "compare" or not query.unindexed:
        return None
    if query.facts and "author" in query.facts.names and query.press:
        return None  # "bài về Nghị quyết 57 do ai viết": of the article
    facts = _facts(case)
    said = _grounds(case) if facts == ("grounds",) else None
    if facts and said is None and (told := tell_cited(case, facts)):
        return told
    if said := said or _said_of(case):
        document = case.reference.documents[said.document_id]
        press = document.tier == "press"
        key, where = "press_clause" if press else "clause", case.reference.name(document)
        draft = case.draft([Line.of(case.say(key, where=where, text=sentence(unmarked(said))), said)])
        draft.warnings += [case.say("press_only")] if press else []
        return draft
    return None if any(_goes_on(case, name) for name in query.unindexed) else tell(case)


def tell(case: Case) -> Draft | None:
    """That each such document is not here, and which documents refer to it; None where there is none."""
    reference = case.reference
    drafts = []
    for name in case.query.unindexed:
        places = _places(case, name)
        if not places and not is_certain(name, case.query.text):
            continue
        drafts.append(case.abstain("not_in_corpus", "unindexed", document=name[:1].upper() + name[1:]))
        if cited := _citations(case, name):
            for section, text in cited:
                where = reference.name(reference.documents[section.document_id])
                drafts.append(case.draft([Line.of(case.say("cited_as", where=where, text=text), section)]))
        elif places:
            names = ", ".join(
                dict.fromkeys(reference.name(reference.documents[s.document_id]) for s in places)
            )
            line = Line.of(case.say("mentioned_by", where=names), *places, kind="derived")
            drafts.append(case.draft([line]))
    return sum(drafts, case.draft()) if drafts else None


def _facts(case: Case) -> tuple[str, ...]:
    """What a question asks of such a document itself: its date, issuer, title; nothing where it has a subject beside it."""
    query = case.query
    whole = query.facts.of if query.facts else query.summary.of if query.summary else query
    named = {word for name in query.unindexed for word in words(f"{name} {in_vietnamese(name)}")}
    if set(whole.focus_words) - named or query.places or query.agencies or query.addresses:
        return ()
    if query.facts:
        return query.facts.names
    if query.summary:
        return () if query.summary.firm else ("title",)
    return _OF_KIND.get(query.kind, ())


def tell_cited(case: Case, facts: Sequence[str]) -> Draft | None:
    """How clauses cite such documents, with date, issuer and title, and that they are not here; None where none does so.

    An answer where what is asked of them stands there.
    """
    draft, stated = case.draft(), True
    for name in case.query.unindexed:
        cited = _citations(case, name)
        for section, text in cited:
            where = case.reference.name(case.reference.documents[section.document_id])
            draft.lines.append(Line.of(case.say("cited_as", where=where, text=text), section))
        draft += _not_here(case, name)
        stated = stated and bool(cited) and all(_STATES[f].search(cited[0][1]) for f in facts if f in _STATES)
    if not any(line.sources for line in draft.lines):
        return None
    draft.reason = None if stated and set(facts) <= _STATES.keys() else "not_in_corpus"
    return draft


def _not_here(case: Case, name: str) -> Draft:
    said = case.say("unindexed", document=name[:1].upper() + name[1:])
    return case.draft([Line.of(said, kind="framing")])


def _citations(case: Case, name: str) -> list[tuple[Section, str]]:
    """The clauses that cite a document most fully, with the words that do: one for each document that the name may mean."""
    pattern, reference = mentions(name), case.reference
    best: dict[str, tuple[int, Section, str]] = {}
    for document in case.allowed:
        for found in islice(pattern.finditer(document.text), _MOST_MENTIONS):
            section = reference.clause_at(document, found.start())
            text = plain(section.text) if section else ""
            for match in pattern.finditer(text) if section else ():
                words = _cited_words(text, match)
                number = re.search(r"\d[^\s,;()]*", words)
                key = number_key(number.group()) if number else ""
                fullness = bool(_STATES["date"].search(words)) + bool(_STATES["issuer"].search(words))
                if section and (key not in best or fullness > best[key][0]):
                    best[key] = (fullness, section, words)
    dated = [told for told in best.values() if told[0]]
    return [(section, words) for _, section, words in dated[:_FEW]]


def _cited_words(text: str, found: re.Match[str]) -> str:
    """A citation as it stands in a text: from the kind of document on, up to where another statement begins."""
    before = _KIND.search(fold(text[: found.start()]))
    start = before.start() if before else found.start()
    end = _CITED_END.search(text, found.end())
    words = text[start : end.start() if end else len(text)]
    return clip(words, _LONGEST).rstrip(" ,;:.")


def _places(case: Case, name: str) -> list[Section]:
    """The first clause of each of a few documents that names a document."""
    pattern, reference = mentions(name), case.reference
    found = [(d, match.start()) for d in case.allowed if (match := pattern.search(d.text))]
    return [s for d, start in found[:_FEW] if (s := reference.clause_at(d, start))]


def _goes_on(case: Case, name: str) -> bool:
    """Whether a question has a subject beside the name of a document that others refer to."""
    query = case.query
    subject = set(query.focus_words) - set(words(name)) or query.places or query.agencies
    return bool(subject and _places(case, name))


def _grounds(case: Case) -> Section | None:
    """The clause that names such a document and, behind it, on which others it is based; None where none does."""
    patterns = [mentions(name) for name in case.query.unindexed]
    for section in (s for document in case.scope for s in case.reference.sections_of(document.id)):
        text = unmarked(section)
        for found in filter(None, (pattern.search(text) for pattern in patterns)):
            based = _BASED.search(text, found.end())
            if based and re.search(r"\d[/-]", text[based.end() :]):
                return section
    return None


def _said_of(case: Case) -> Section | None:
    """The clause that names such a document and says of it what is asked, for all periods that are; None where none does."""
    query, reference = case.query, case.reference
    patterns = [mentions(name) for name in query.unindexed]
    named = {word for name in query.unindexed for word in words(f"{name} {in_vietnamese(name)}")}
    subject = tuple(None if word in named else word for word in query.focus)
    if not any(subject) and not query.periods:
        return None
    asked = replace(case, query=replace(query, focus=subject))
    years = [str(period.end) for period in query.periods]
    clauses = []
    for section in (s for document in case.scope for s in reference.sections_of(document.id)):
        text = unmarked(section)
        found = [match for pattern in patterns if (match := pattern.search(text))]
        if section.kind == "heading" or len(found) < len(patterns):
            continue
        spoken_of = all(_BEGINNING.search(text, 0, match.end()) for match in found)
        if spoken_of and all(year in text[found[0].end() :] for year in years):
            clauses.append((asked.coverage(section) if any(subject) else 1.0, section))
    share, best = max(clauses, key=lambda clause: clause[0], default=(0.0, None))
    return best if share >= judging().evidence.sure else None
