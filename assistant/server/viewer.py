"""A document as a page of its own: properties, contents, and the text with every clause at its own address.

The page needs nothing but itself: style and script stand in it, and its policy allows just these two by hash.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from assistant.language.text import plain
from assistant.messages import Language, document_kind, say
from assistant.messages.phrases import display_date
from assistant.readers.records import KeptReading
from assistant.revisions import VersionComparison
from assistant.server.assets import ASSETS
from assistant.server.shield import framing
from assistant.types import Document, Section
from assistant.types.readings import Box, Page

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_HEADING_MARK = re.compile(r"^\s*#{1,6}\s+")
_BLANK_LINES = re.compile(r"\n\s*\n")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_DEEPEST = 6
_ENDED = re.compile(r"hết hiệu lực|thay thế|bãi bỏ|replaced|repealed|no longer", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    """A line of the contents."""

    section: Section
    children: list[_Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Block:
    """A clause with its depth in the tree, or the rows of one table."""

    section: Section
    depth: int
    words: Markup
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Section, tuple[str, ...]], ...] = ()

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return max(len(self.columns), *(len(cells) for _, cells in self.rows))


def render_document(
    document: Document,
    sections: Sequence[Section],
    language: Language,
    *,
    versions: Sequence[Mapping[str, str | None]] = (),
    outdated: bool = False,
) -> str:
    """The page of a document. Everything of the document is escaped.

    `versions`: those of the document, the current one first. `outdated`: a newer version has replaced this one.
    """
    template = _environment().get_template("viewer.html")
    return template.render(
        document=document,
        properties=_properties(document, language),
        status=status_badge(document, language),
        contents=_contents(sections),
        blocks=list(_blocks(sections)),
        versions=[
            row | {"replaced": display_date((row["replaced"] or "")[:10], language)}
            for row in map(dict, versions[1:])
        ],
        outdated=outdated,
        pictures=has_pictures(document) and not outdated,
        pages=_page_marks(document, sections, language),
        language=language,
        say=partial(_say, language),
        style=_asset("viewer.css"),
        script=_asset("viewer.js"),
    )


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of the original, with the lines that are marked on it."""

    page: Page
    boxes: tuple[Box, ...]


def pages_of(reading: KeptReading, document: Document, section: Section | None, page: int) -> list[ShownPage]:
    """The pages on which a clause stands with its lines marked, or one page; empty where there is no such page."""
    boxes: tuple[Box, ...] = ()
    numbers = {page}
    if section is not None:
        boxes = reading.boxes_between(section.start, section.end)
        numbers = {box.page for box in boxes} or {document.page_at(section.start) or page}
    return [
        ShownPage(shown, tuple(box for box in boxes if box.page == shown.number))
        for shown in reading.reading.pages
        if shown.number in numbers
    ]


def render_original(
    document: Document, section: Section | None, pages: Sequence[ShownPage], last: int, language: Language
) -> str:
    """The pages of the original as pictures, the lines of a clause marked; `last` is the number of its pages."""
    template = _environment().get_template("original.html")
    return template.render(
        document=document,
        section=section,
        pages=pages,
        marked=next((shown for shown in pages if shown.boxes), None),
        last=last,
        language=language,
        say=partial(_say, language),
        style=_asset("viewer.css"),
    )


def has_pictures(document: Document) -> bool:
    """Whether the pages of the original can be shown as pictures."""
    return (document.reader or "").startswith("pdf") and bool(document.page_starts)


def render_comparison(comparison: VersionComparison, language: Language) -> str:
    """The page that shows what a version changed, clause by clause. Everything of the documents is escaped."""
    template = _environment().get_template("changes.html")
    return template.render(
        comparison=comparison,
        counts=comparison.clauses.counts(),
        language=language,
        say=partial(_say, language),
        style=_asset("viewer.css"),
        replaced=lambda old, new: old != new,
    )


def _page_marks(document: Document, sections: Sequence[Section], language: Language) -> dict[str, str]:
    """The page of the file, by the first clause that stands on it: "trang 7", or "khoảng trang 7"."""
    marks: dict[str, str] = {}
    last = None
    for section in sections:
        page = document.page_at(section.start)
        if page is not None and page != last:
            key = "page_about" if document.pages_about else "page_at"
            marks[section.id] = say(key, language, page=page)
            last = page
    return marks


def render_message(title: str, text: str, language: Language) -> str:
    """A page that says one thing, such as that there is no such document."""
    template = _environment().get_template("message.html")
    say_here = partial(_say, language)
    return template.render(
        title=title, text=text, language=language, say=say_here, style=_asset("viewer.css")
    )


@cache
def content_security_policy(frame_ancestors: tuple[str, ...] = ()) -> str:
    """The policy of these pages: their own style and script, by hash, and nothing else from anywhere.

    `frame_ancestors`: the origins that may embed the page, in whose panel these pages stand.
    """
    style, script = (_hash_source(_asset(name)) for name in ("viewer.css", "viewer.js"))
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; img-src 'self' data:; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {framing(frame_ancestors)}"
    )


def status_badge(document: Document, language: Language) -> Markup:
    """Whether the document is in force, and on which days, as badges; the words of its record, else that they are not stated."""
    days = _days_in_force(document, language)
    badges = []
    if document.status is not None:
        badges.append(("ended" if _ENDED.search(document.status) else "force", document.status))
    elif document.tier == "official" and not days:
        badges.append(("unknown", say("status_unknown", language)))
    if days:
        badges.append(("unknown" if badges else _force_today(document), days))
    badge = Markup('<span class="pa-status pa-status-{}">{}</span>')
    return Markup(" ").join(badge.format(kind, words) for kind, words in badges)


def _days_in_force(document: Document, language: Language) -> str:
    """The first and the last day on which it is in force, as far as they are known."""
    first, last = (display_date(day, language) for day in (document.effective, document.expires))
    if first and last:
        return say("force_between", language, first=first, last=last)
    if first:
        return say("force_from", language, first=first)
    return say("force_until", language, last=last) if last else ""


def _force_today(document: Document) -> str:
    today = date.today().isoformat()
    if document.expires and document.expires < today:
        return "ended"
    return "unknown" if document.effective and document.effective > today else "force"


def _hash_source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _say(language: Language, key: str, **values: object) -> str:
    return say(key, language, **values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


@cache
def _asset(name: str) -> Markup:
    return Markup((ASSETS / name).read_text(encoding="utf-8"))  # a file of the package


def _signer(document: Document) -> str | None:
    """Who signed, with the office: "Nguyễn Văn A, Phó Chủ tịch"."""
    return ", ".join(filter(None, (document.signer, document.signer_office))) or None


def _properties(document: Document, language: Language) -> list[tuple[str, str | None, bool]]:
    """Names, values and whether a person corrected them; None where the text does not state what its tier has."""
    official = document.tier == "official"
    rows = [
        ("kind", document_kind(document.kind, language), official),
        ("number", document.number, official),
        ("issuer", document.issuer, official),
        ("signer", _signer(document), official),
        ("outlet", document.outlet, not official),
        ("place", document.place, False),
        ("date", display_date(document.date, language), True),
        ("status", document.status, official),
        ("effective", display_date(document.effective, language), False),
        ("expires", display_date(document.expires, language), False),
        ("source", document.source, False),
        ("rights", document.rights, False),
    ]
    return [
        (say(f"field_{name}", language), value, name in document.corrected)
        for name, value, expected in rows
        if value or expected
    ]


def _contents(sections: Sequence[Section]) -> list[_Entry]:
    """The clauses that have a heading, each under the nearest one above it that has one."""
    entries: dict[str, _Entry] = {}
    top: list[_Entry] = []
    parents = {section.id: section.parent for section in sections}
    for section in sections:
        if not section.heading:
            continue
        above = section.parent
        while above is not None and above not in entries:
            above = parents.get(above)
        entries[section.id] = entry = _Entry(section)
        (entries[above].children if above is not None else top).append(entry)
    return top


def _blocks(sections: Sequence[Section]) -> Iterator[_Block]:
    depths: dict[str | None, int] = {None: 0}
    table: list[Section] = []
    for section in sections:
        depths[section.id] = min(depths.get(section.parent, 0) + 1, _DEEPEST)
        if table and (section.kind != "table_row" or section.columns != table[0].columns):
            yield _table(table)
            table = []
        if section.kind == "table_row":
            table.append(section)
        else:
            yield _Block(section, depths[section.id], _words(section))
    if table:
        yield _table(table)


def _table(sections: Sequence[Section]) -> _Block:
    rows = tuple((section, _cells(section.text)) for section in sections)
    columns = sections[0].columns if any(sections[0].columns) else ()
    return _Block(sections[0], 0, Markup(), columns, rows)


def _cells(row: str) -> tuple[str, ...]:
    cells = _CELL_BORDER.split(row.strip())
    if cells and not cells[0].strip():
        cells = cells[1:]
    if cells and not cells[-1].strip():
        cells = cells[:-1]
    plain_cells = tuple(plain(cell.replace("<br>", " ").replace("\\|", "|")) for cell in cells)
    filled = tuple(filter(None, plain_cells))
    return filled if len(filled) == 1 else plain_cells  # a row with one filled cell is a heading of rows


def _words(section: Section) -> Markup:
    """The clause's own words, escaped; Markdown's marks for headings and bold become what they stand for."""
    text = _BLANK_LINES.sub("\n", section.text.strip())  # page breaks leave blank lines within a clause
    if section.kind == "heading":
        text = _HEADING_MARK.sub("", text)
    return Markup(_BOLD.sub(r"<strong>\1</strong>", str(escape(text))))
