"""The last answer in fewer words or in another form: in one sentence, in so many points, as a table, names alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers.abridging import Abridger, clip, content
from assistant.answers.case import Answered, Case
from assistant.answers.digest import of_role
from assistant.answers.draft import Draft, Line
from assistant.answers.roles import is_bound, without_formula
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
_QUESTION = re.compile(r"\*\*\d+\. .*\?\*\*$")  # of several in one turn: "**1. Ai trồng rừng?**"
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
    if told := _aim(case, previous) or _of_section(case, previous) or _labelled(case, lines):
        return case.draft(told)
    return case.draft(in_sentences(previous))


def in_sentences(answered: Answered) -> list[Line]:
    """An answer in one sentence; in one for each question of a turn that asked several."""
    parts = _parts(answered.draft.lines)
    return [_sentence(part) for part in parts if any(line.kind in ("stated", "derived") for line in part)]


def _parts(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of each question of a turn; all lines where it asked one."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if line.kind == "framing" and _QUESTION.match(line.text):
            parts.append([])
        parts[-1].append(line)
    return parts


def _sentence(answer: Sequence[Line]) -> Line:
    """The lines that answer a question in one sentence."""
    lines = [line for line in answer if line.kind in ("stated", "derived")]
    leads = [line for line in lines if "**" in line.text and not line.bullet]
    items = [line for line in lines if line.bullet]
    told = leads[:_MOST_LEADS] or _first_of_each(lines)
    said = "; ".join(_emphasised(line.text) for line in told)
    if told[0].columns:  # a table of values, below what they are of, where they are all of one thing
        told, said = items, "" if answer[0].columns else answer[0].text
    headed = not leads and bool(items) and lines == [lines[0], *items]  # a heading, with what stands below it
    if headed:
        said = f"{_MARK.sub('', said).rstrip(' .:')}:"
    if not said or said.endswith(":"):
        kept = _fitting(items)
        if headed or len(kept) < len(items):
            told = list(dict.fromkeys([*told, *kept])) if said else kept
        said = f"{said} {_named(kept)}".strip() if kept else said[:-1]
    elif not leads:
        said = "; ".join(_brief(line.text) for line in told)
    return Line(f"{said}.", tuple(sources_of(told)), told[0].kind, bullet=False)


def _first_of_each(lines: Sequence[Line]) -> list[Line]:
    """The first line of each document, where nothing is listed; else the first."""
    if any(line.bullet for line in lines):
        return list(lines[:1])
    first = {line.sources[0].document_id: line for line in reversed(lines) if line.sources}
    return [line for line in lines if line in first.values()][:_MOST_LEADS] or list(lines[:1])


def _brief(text: str) -> str:
    """The first sentence of a line, cut where a statement of it ends."""
    text = _CLAUSE_END.split(text)[0].rstrip(" ;.") if len(text) > _LONG else text
    where, colon, words = text.partition(": ")
    return f"{where}{colon}{clip(without_formula(words), judging().summary.item)}".rstrip(_ITEM_END)


def _fitting(items: Sequence[Line]) -> list[Line]:
    """The items of a list in a few words each, as many as a sentence holds, and one at least: its head alone says nothing."""
    room, kept = judging().summary.line, list[Line]()
    each = max(judging().summary.item, room // max(1, len(items)))
    for cut in (clip, _cut):
        kept = []
        for item in items:
            whole = item.cells or "**" in item.text
            text = item.text if whole else cut(without_formula(item.text), each).rstrip(_ITEM_END)
            if kept and len(_named([*kept, replace(item, text=text)])) > room:
                break
            kept.append(replace(item, text=text))
        if len(kept) == len(items):
            break
    return kept


def _cut(words: str, room: int) -> str:
    """Words up to the last part of them that ends within so many characters; where none does, to the end of a statement."""
    ends = [match.start() for match in _PART_END.finditer(words, judging().summary.item // 2)]
    within = [end for end in ends if end <= room and not is_bound(words[end:])]
    return words[: within[-1]] if within else clip(words, room)


def _named(items: Sequence[Line]) -> str:
    return "; ".join(" – ".join(item.text.rstrip(" .").split(" | ")) for item in items)


def _of_section(case: Case, previous: Answered) -> list[Line]:
    """Of the summary of sections what each of them says, in a sentence; none of the summary of anything else."""
    asked = previous.query.summary
    if asked is None or not asked.firm or asked.of.agencies:
        return []
    told = []
    for source in sources_of([line for line in previous.draft.lines if line.kind == "derived"]):
        section = case.reference.sections[source.document_id, source.section_id]
        text, clauses = Abridger(case.reference).tell(section, judging().summary.line, titled=True)
        where = case.reference.name(case.reference.documents[section.document_id])
        told.append(Line.of(case.say("clause", where=where, text=sentence(text)), *clauses))
    return told


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
    """A sentence up to where the words end that it has in bold: what comes behind them says more than was asked; behind the
    body in bold, what that does."""
    end = text.rfind("**")
    if text[end + 2 : end + 3] == ":":
        return f"{text[: end + 4]}{clip(without_formula(text[end + 4 :]), judging().summary.item)}".rstrip(
            _ITEM_END
        )
    stop = _PART_END.search(text, end) if end >= 0 else None
    return (text[: stop.start()] if stop else text).rstrip(" .")
