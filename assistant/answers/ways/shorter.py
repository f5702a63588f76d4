"""The last answer in fewer words or in another form: in one sentence, in so many points, as a table, names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.abridging import Abridger, clip, content
from assistant.answers.case import Answered, Case
from assistant.answers.digest import of_role
from assistant.answers.draft import Draft, Line
from assistant.answers.roles import without_formula
from assistant.answers.shaping import in_form
from assistant.answers.sources import sources_of
from assistant.answers.ways import summary
from assistant.judging import judging
from assistant.messages.phrases import sentence
from assistant.types import Form

_MOST_LEADS = 4  # that one sentence holds
_LONG = 300  # characters of a clause of which the first sentence is enough
_ITEM_END = " .;,…"
_CLAUSE_END = re.compile(r"(?<=\w\w\w[.;])\s")  # not that of "TP." or "GS."
_MARK = re.compile(r"(?<=: )(?:\d{1,2}|[^\W\d_]{1,4})[.)]\s+(?=\S)")  # of a heading: "Lào Cai: 2. Trường …"
_PART_END = re.compile(r"[,;.]\s")
_LABELLED = re.compile(r"\*\*[^*]+:\*\*")  # "**Mục tiêu:** …"


def shortened(case: Case, previous: Answered) -> Draft:
    """The last answer in the form that is asked for; where none is, or one sentence, in one sentence."""
    form = case.query.form or Form()
    if previous.draft.outcome != "answered":
        return _in_a_sentence(case, previous)
    if form.points and (again := _summed_up(previous, form.points)):
        return again
    if form.names or form.figures or form.table or (form.points or 0) > 1:
        return in_form(case, previous.draft, form)
    return _in_a_sentence(case, previous)


def _summed_up(previous: Answered, points: int) -> Draft | None:
    """The summary that the last answer was, in so many points; None where it was none, or one sentence is asked for."""
    asked = previous.query.summary
    if asked is None or points == 1:
        return None
    query = replace(previous.query, summary=replace(asked, points=points), form=None)
    return summary.answer(replace(previous.case, query=query).narrowed())


def _in_a_sentence(case: Case, previous: Answered) -> Draft:
    """The last answer in one sentence: what it emphasises of each document; else its head, or its first sentence."""
    draft = previous.draft
    lines = [line for line in draft.lines if line.kind in ("stated", "derived")]
    if draft.reason or not lines:
        return replace(draft, lines=[line for line in draft.lines if line.kind == "absence"][:1])
    if told := _aim(case, previous) or _labelled(case, lines):
        return case.draft(told)
    leads = [line for line in lines if "**" in line.text and not line.bullet]
    items = [line for line in lines if line.bullet]
    told = leads[:_MOST_LEADS] or lines[:1]
    said = "; ".join(_emphasised(line.text) for line in told)
    if told[0].columns:  # a table of values, below what they are of, where they are all of one thing
        told, said = items, "" if draft.lines[0].columns else draft.lines[0].text
    headed = not leads and bool(items) and lines == [lines[0], *items]  # a heading, with what stands below it
    if headed:
        said = f"{_MARK.sub('', said).rstrip(' .:')}:"
    if not said or said.endswith(":"):
        kept = _fitting(items)
        if headed or len(kept) < len(items):
            told = list(dict.fromkeys([*told, *kept])) if said else kept
        said = f"{said} {_named(kept)}".strip() if kept else said[:-1]
    elif not leads:
        said = _CLAUSE_END.split(said)[0].rstrip(" ;.") if len(said) > _LONG else said
        where, colon, words = said.partition(": ")
        said = f"{where}{colon}{clip(without_formula(words), judging().summary.item)}".rstrip(_ITEM_END)
    return case.draft([Line(f"{said}.", tuple(sources_of(told)), told[0].kind, bullet=False)])


def _fitting(items: Sequence[Line]) -> list[Line]:
    """The items of a list in a few words each, as many as a sentence holds, and one at least: its head alone says nothing."""
    room = judging().summary.line
    each = max(judging().summary.item, room // max(1, len(items)))
    kept: list[Line] = []
    for item in items:
        short = item.cells or "**" in item.text
        told = item if short else replace(item, text=clip(without_formula(item.text), each).rstrip(_ITEM_END))
        if kept and len(_named([*kept, told])) > room:
            break
        kept.append(told)
    return kept


def _named(items: Sequence[Line]) -> str:
    return "; ".join(" – ".join(item.text.rstrip(" .").split(" | ")) for item in items)


def _aim(case: Case, previous: Answered) -> list[Line]:
    """Of the summary of a document what it aims at, in a sentence; none of others, or where no section says it."""
    documents = {s.document_id for line in previous.draft.lines for s in line.sources}
    if previous.query.summary is None or not previous.query.summary.firm or len(documents) != 1:
        return []
    document = case.reference.documents[documents.pop()]
    sections = of_role(case, document, "objective") or of_role(case, document, "targets")
    cited = {s.section_id for line in previous.draft.lines for s in line.sources}
    sections = [s for s in sections if cited & case.reference.within(s)]
    if not sections:
        return []
    first = next(iter(content(case.reference.children(sections[0]))), sections[0])  # "1. Mục tiêu chung"
    text, told = Abridger(case.reference).tell(first, judging().summary.line, titled=True)
    words = case.say("clause", where=case.reference.name(document), text=sentence(text))
    return [Line.of(words, *told)]


def _labelled(case: Case, lines: Sequence[Line]) -> list[Line]:
    """Of points with labels the one that says what is aimed at, else the first, by its first sentence; none without labels."""
    labelled = [line for line in lines if _LABELLED.match(line.text)]
    if not labelled:
        return []
    aims = tuple(f"**{case.say(f'summary_{role}')}:**" for role in ("objective", "targets"))
    told = next((line for line in labelled if line.text.startswith(aims)), labelled[0])
    documents = {case.reference.documents[source.document_id] for source in told.sources}
    places = {document.place for document in documents}
    head = [Line.of(f"{place}:", kind="framing") for place in places if place and len(places) == 1]
    return [*head, replace(told, text=f"{_CLAUSE_END.split(told.text)[0].rstrip(' ;.')}.")]


def _emphasised(text: str) -> str:
    """A sentence up to where the words end that it has in bold: what comes behind them says more than was asked."""
    end = text.rfind("**")
    stop = _PART_END.search(text, end) if end >= 0 else None
    return (text[: stop.start()] if stop else text).rstrip(" .")
