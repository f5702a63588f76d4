"""An answer in the form that is wanted: so many points or sentences, names or figures alone, a table, in short.

Nothing is added: lines are set together, cut at the ends of statements, or left with what they emphasise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.answers.abridging import clip, lead_of, shortened
from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line, Source
from assistant.answers.sources import located
from assistant.judging import judging
from assistant.language.text import CAPITALS
from assistant.messages.phrases import sentence
from assistant.registers.amounts import find_amounts
from assistant.types import Coverage, Form, Section

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_BODY = re.compile(r"\*\*([^*]+)\*\*\s+\(")  # "**Sở Y tế** (chủ trì): …"
_LABEL = re.compile(r"\*\*[^*]+:\*\*|[^*;.]{3,80}:(?=\s)")
_SENTENCE_END = re.compile(rf"(?<=\w{{3}}[.;])\s+(?=[{CAPITALS}“])")
_FULL_STOP = re.compile(rf"(?<=\w{{3}})\.\s+(?=[{CAPITALS}“])")
_END = " .;,:/"


def shaped(case: Case, draft: Draft) -> Draft:
    """The draft in the form that its question asks for; as it is where it asks for none, or nothing was found."""
    form = case.query.form
    if form is None or draft.outcome not in ("answered", "possible") or case.query.act:
        return draft
    if draft.outcome == "possible":
        form = Form(located=form.located)
    return in_form(case, draft, form)


def in_form(case: Case, draft: Draft, form: Form) -> Draft:
    """A draft in a form."""
    lines = list(draft.lines)
    if form.figures:
        lines = _figures(lines)
    elif form.names:
        lines = _names(case, lines)
    if form.points:
        lines = in_points(lines, form.points, sentences=form.sentences)
    elif form.short and not (form.names or form.figures):
        lines = _short(lines)
    if form.table:
        lines = _table(case, lines)
    if form.located:
        lines = [*_where(case, lines), *lines]
    return replace(draft, lines=lines, warnings=list(draft.warnings))


def first_items(draft: Draft, count: int | None) -> Draft:
    """The draft with so many items of its list alone, from its beginning; as it is where it has no more, or none are bounded."""
    items = [line for line in draft.lines if line.bullet and line.sources]
    if count is None or len(items) <= count or draft.outcome != "answered":
        return draft
    lines = draft.lines[: draft.lines.index(items[count])]
    total = draft.coverage.total if draft.coverage else len(items)
    return replace(draft, lines=lines, coverage=Coverage(count, total), rest=items[count:])


def _where(case: Case, lines: Sequence[Line]) -> list[Line]:
    """Where it stands what some lines say: of items of one list where these all lie."""
    told = [line for line in lines if line.sources]
    parents = {_lies_in(case, line.sources[0]) for line in told if line.bullet}
    if len(told) > 1 and len(parents) == 1 and (parent := parents.pop()):
        told = [Line.of("", parent)]
    return [replace(line, bullet=len(told) > 1) for line in located(case, told, spelled=True, short=True)]


def _lies_in(case: Case, source: Source) -> Section | None:
    """The clause that one lies in, where it lies in one."""
    section = case.reference.sections.get((source.document_id, source.section_id))
    above = section and section.parent
    return case.reference.sections.get((source.document_id, above)) if above else None


def _items(lines: Sequence[Line]) -> list[Line]:
    """The items of a list; where there is none, the sentences that say something."""
    listed = [line for line in lines if line.bullet and line.sources]
    return listed or [line for line in lines if line.sources]


def _figures(lines: list[Line]) -> list[Line]:
    """Of sentences with a figure the figure alone, with its clause; tables and lists have theirs beside what they are of."""
    told = [line for line in lines if line.sources and not line.bullet and not line.text.endswith(":")]
    alone = []
    for line in told:
        bold = [amount for amount in _BOLD.findall(line.text) if re.search(r"\d", amount)]
        amounts = find_amounts(line.text)
        if not bold and len(amounts) == 1:
            bold = [line.text[amounts[0].start : amounts[0].end]]
        if bold:
            alone.append(replace(line, text=f"**{'; '.join(dict.fromkeys(bold))}**.", bullet=False))
    return alone if alone and len(told) == len(_items(lines)) else lines


def _names(case: Case, lines: list[Line]) -> list[Line]:
    """Each item by its name: the body that it is given to, what heads it, else its first words; each name once."""
    named: dict[str, Line] = {}
    for line in lines:
        if not line.bullet or not line.sources:
            bold = _BOLD.findall(line.text) if not line.text.endswith(":") else []
            text = f"{', '.join(bold)}." if bold and line.sources else line.text
        elif line.cells:
            text = line.cells[0][0]
        elif body := _BODY.match(line.text):
            text = body[1]
        else:
            text = _name(case, line)
        before = named.get(text)
        sources = tuple(dict.fromkeys([*(before.sources if before else ()), *line.sources]))
        named[text] = replace(before or line, text=text, sources=sources, columns=(), cells=())
    return list(named.values())


def _name(case: Case, line: Line) -> str:
    source = line.sources[0]
    section = case.reference.sections.get((source.document_id, source.section_id))
    label = lead_of(section) if section else ""
    if not label and (found := _LABEL.match(line.text)):
        label = found.group().strip("* :")
    return label or clip(line.text, judging().summary.item).rstrip(_END)


def in_points(lines: list[Line], count: int, *, sentences: bool = False) -> list[Line]:
    """An answer in at most so many points: neighbouring items together, each cut where a statement of it ends."""
    items = _items(lines)
    heads = [line for line in lines if line not in items]
    if not sentences and len(items) <= count:
        return lines
    if sentences and len(items) == 1 and not items[0].bullet:
        return [*heads, _first_sentences(items[0], count)]
    groups = _groups(items, min(count, len(items)))
    room = max(judging().summary.item, count * judging().summary.line // len(items))
    told = [_together(group, room, sentence_of_its_own=sentences) for group in groups]
    if sentences:
        told = [replace(line, bullet=False) for line in told]
    return [*heads, *told]


def _groups(items: Sequence[Line], count: int) -> list[list[Line]]:
    """Items in order, in so many groups of about as many."""
    bounds = [round(n * len(items) / count) for n in range(count + 1)]
    return [list(items[start:end]) for start, end in pairwise(bounds)]


def _together(items: Sequence[Line], room: int, *, sentence_of_its_own: bool) -> Line:
    """Several items as one, each within about so many characters; rows of a table with their cells set beside each other."""
    said = []
    for item in items:
        words = " – ".join(filter(None, item.text.split(" | "))) if item.cells else item.text
        words = clip(shortened(words), room) if len(words) > room and "**" not in words else words
        said.append(words.rstrip(_END))
    text = "; ".join(said)
    if sentence_of_its_own:
        text = _FULL_STOP.sub("; ", text)
    sources = tuple(dict.fromkeys(source for item in items for source in item.sources))
    return Line(sentence(text), sources, items[0].kind, bullet=True)


def _first_sentences(line: Line, count: int) -> Line:
    ends = [match.start() for match in _SENTENCE_END.finditer(line.text)]
    return replace(line, text=line.text[: ends[count - 1]].rstrip(" ;,") if len(ends) >= count else line.text)


def _short(lines: list[Line]) -> list[Line]:
    """Each item within a line; of sentences that answer, the first of each."""
    if any(line.bullet for line in lines):
        room = judging().summary.whole
        return [
            line
            if not line.bullet or line.cells or len(line.text) <= room or "**" in line.text
            else replace(line, text=sentence(clip(shortened(line.text), room).rstrip(_END)))
            for line in lines
        ]
    return [
        _first_sentences(line, 1) if line.sources and len(line.text) > judging().summary.line else line
        for line in lines
    ]


def _table(case: Case, lines: list[Line]) -> list[Line]:
    """The items of a list as the rows of a table, numbered; a table that there is stays."""
    items = [line for line in lines if line.bullet and line.sources]
    if not items or any(line.cells for line in items):
        return lines
    columns = (case.say("column_number"), case.say("column_content"))
    rows = {
        id(line): Line(line.text, line.sources, line.kind, True, columns, _cells(number, line))
        for number, line in enumerate(items, start=1)
    }
    return [rows.get(id(line), line) for line in lines]


def _cells(number: int, line: Line) -> tuple[tuple[str, tuple[Source, ...]], ...]:
    return (str(number), ()), (line.text, line.sources)
