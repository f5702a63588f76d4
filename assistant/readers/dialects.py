"""Markdown as other programs write it (pandoc, markitdown, scripts around Word) into the plain form that is parsed.

What has none of their traits stays as it is, byte for byte: each rule needs the mark of such a program to be there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from itertools import pairwise

from assistant.language.marks import read_mark
from assistant.language.text import normalise_space
from assistant.readers.docx.symbols import raised
from assistant.readers.html import read as read_html
from assistant.readers.rendering import NOTE, render

_TAGS = "u|b|i|em|strong|span|font|a|center|div|p|small|big|s|mark|ins|img|hr|figure|figcaption|section|details|summary"
_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_RAISED = re.compile(r"<sup>([^<]{1,40})</sup>|(?<=\S)\^([\d]{1,3})\^", re.IGNORECASE)
_LOWERED = re.compile(r"<sub>([^<]{1,40})</sub>|(?<=\w)~(\d{1,3})~", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|apos|ndash|mdash|ldquo|rdquo|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_PICTURE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)(?:\{[^}\n]*\})?")
_SPAN = re.compile(r"\[([^\[\]\n]*)\]\{[^}\n]*\}")
_ATTRIBUTES = re.compile(r"(?<=\S)[ \t]+\{[.#][^}\n]*\}$", re.MULTILINE)
_FENCE = re.compile(r"^:{3,}.*\n?", re.MULTILINE)
_LOCAL_LINK = re.compile(r"\[([^\[\]\n]*)\]\(#[^)\n]*\)")
_NOTE_TEXT = re.compile(r"^\[\^([\w-]+)\]:[ \t]*", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[\w-]+\](?!:)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINE_END = re.compile(r"\\$", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]+((?:\*\*|__)?)(.*?)\1[ \t]*#*$", re.MULTILINE)
_GRID = re.compile(r"^\+(?:[-=:]+\+)+$")
_RULED = re.compile(r"^\s*-{3,}(?:\s+-{2,})+\s*$")
_PAGE = re.compile(
    r"^(?:\{\d+\}-{8,}|\[?(?:Page|Trang)\s+(\d+)(?:\s*(?:/|of|trên)\s*\d+)?\]?|[-–—]\s*(\d+)\s*[-–—])$",
    re.IGNORECASE | re.MULTILINE,
)
_WIDEST_WRAPPED = 84  # characters of a line of a text that a program wrapped
_LEAST_WRAPPED = 0.6  # of its paragraphs of several lines


def normalise_dialect(text: str) -> str:
    """A text in whatever Markdown in the form that the parser reads."""
    steps: list[tuple[str, Callable[[str], str]]] = [
        ("<!--", lambda t: _COMMENT.sub("", t)),
        ("<table", lambda t: _TABLE.sub(_read_table, t)),
        ("<TABLE", lambda t: _TABLE.sub(_read_table, t)),
        ("+-", _read_grids),
        ("+=", _read_grids),
        ("-- --", _read_ruled),
        ("--  --", _read_ruled),
        ("![", lambda t: _PICTURE.sub("", t)),
        ("]{", lambda t: _SPAN.sub(r"\1", t)),
        ("{", lambda t: _ATTRIBUTES.sub("", t)),
        (":::", lambda t: _FENCE.sub("", t)),
        ("](#", lambda t: _LOCAL_LINK.sub(r"\1", t)),
        ("[^", lambda t: _NOTE_MARK.sub("", _NOTE_TEXT.sub(NOTE, t))),
        ("<", _read_tags),
        ("^", lambda t: _RAISED.sub(_raise, t)),
        ("~", lambda t: _LOWERED.sub(lambda m: m[1] or m[2], t)),
        ("&", lambda t: _ENTITY.sub(lambda m: html.unescape(m[0]), t)),
        ("\\", _read_escapes),
        ("#", lambda t: _HEADING.sub(_lower_heading, t)),
    ]
    text = _drop_pages(text)
    text = _unwrap(text)
    for sign, step in steps:
        if sign in text:
            text = step(text)
    return text


def _read_table(match: re.Match[str]) -> str:
    lines = render(read_html(f"<html><body>{match[0]}</body></html>".encode())).text
    return f"\n\n{lines}\n\n"


def _read_tags(text: str) -> str:
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if "<" in line:
            line = _BREAK.sub(" " if line.lstrip().startswith("|") else "\n", line)
            line = _LOWERED.sub(lambda m: m[1] or m[2], _RAISED.sub(_raise, line))
            lines[n] = _TAG.sub("", line)
    return "\n".join(lines)


def _raise(match: re.Match[str]) -> str:
    return raised(match[1] or match[2])


def _read_escapes(text: str) -> str:
    text = _LINE_END.sub("", text)
    return _ESCAPED.sub(lambda match: "¦" if match[1] == "|" else match[1], text)


def _lower_heading(match: re.Match[str]) -> str:
    """A heading that has a mark of its own is that mark's clause: "## Điều 5. …"."""
    words = match[2].strip()
    mark = read_mark(words)
    return (
        match[0]
        if mark is None or mark.kind in ("heading", "dash", "plus")
        else f"{match[1]}{words}{match[1]}"
    )


def _drop_pages(text: str) -> str:
    """The text without lines that only number its pages, where they follow each other."""
    found = list(_PAGE.finditer(text))
    numbers = [int(n) for match in found if (n := match[1] or match[2])]
    marked = any(match[0].startswith("{") for match in found)
    follow = len(numbers) > 1 and all(second - first == 1 for first, second in pairwise(numbers))
    return _PAGE.sub("", text) if marked or follow else text


def _unwrap(text: str) -> str:
    """A text whose lines a program broke at some width, a paragraph on a line again."""
    blocks = re.split(r"(\n[ \t]*\n+)", text)
    several = [block.split("\n") for block in blocks[::2] if "\n" in block and not _is_table(block)]
    long = [
        lines for lines in several if all(len(line) > _WIDEST_WRAPPED * _LEAST_WRAPPED for line in lines[:-1])
    ]
    widest = max(
        (len(line) for block in blocks[::2] if not _is_table(block) for line in block.split("\n")), default=0
    )
    if widest > _WIDEST_WRAPPED or len(long) < 3 or len(long) < _LEAST_WRAPPED * len(several):
        return text
    return "".join(block if n % 2 or _is_table(block) else _joined(block) for n, block in enumerate(blocks))


def _joined(block: str) -> str:
    lines: list[str] = []
    for line in block.split("\n"):
        bare = line.strip().replace("\\", "")
        if lines and not lines[-1].endswith("\\") and read_mark(bare.strip("*_")) is None:
            lines[-1] = f"{lines[-1].rstrip()} {line.strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _is_table(block: str) -> bool:
    return any(line.lstrip().startswith(("|", "+-", "+=", "--", "<")) for line in block.split("\n"))


def _read_grids(text: str) -> str:
    """Pandoc's grid tables as rows."""
    lines = text.split("\n")
    result: list[str] = []
    n = 0
    while n < len(lines):
        if not _GRID.match(lines[n].strip()):
            result.append(lines[n])
            n += 1
            continue
        end = n
        while end < len(lines) and lines[end].strip().startswith(("+", "|")):
            end += 1
        result += _grid([line.strip() for line in lines[n:end]])
        n = end
    return "\n".join(result)


def _grid(lines: list[str]) -> list[str]:
    bars = [n for n, sign in enumerate(lines[0]) if sign == "+"]
    rows: list[str] = []
    cells: list[list[str]] = []
    for line in lines:
        if line.startswith("+"):
            if cells:
                rows.append(_row([normalise_space(" ".join(cell)) for cell in cells]))
            if "=" in line and rows:
                rows.append(f"|{' --- |' * len(cells)}")
            cells = []
            continue
        inner = [b for b in bars[1:-1] if len(line) > b and line[b] == "|"]
        cuts = [0, *inner, len(line) - 1]
        parts = [line[first + 1 : last].strip() for first, last in pairwise(cuts)]
        cells = cells if len(cells) == len(parts) else [[] for _ in parts]
        for cell, part in zip(cells, parts, strict=True):
            cell.append(part)
    return ["", *rows, ""]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '¦') for cell in cells)} |"


def _read_ruled(text: str) -> str:
    """Pandoc's simple and multiline tables, whose columns a line of dashes shows, as rows."""
    lines = text.split("\n")
    result: list[str] = []
    n = 0
    while n < len(lines):
        if not _RULED.match(lines[n]):
            result.append(lines[n])
            n += 1
            continue
        spans = [match.span() for match in re.finditer(r"-{2,}", lines[n])]
        heads: list[str] = []
        while result and result[-1].strip() and not set(result[-1].strip()) <= {"-"}:
            heads.insert(0, result.pop())
        if framed := bool(result) and len(result[-1].strip()) > 2 and set(result[-1].strip()) <= {"-"}:
            result.pop()
        n += 1
        body: list[str] = []
        while n < len(lines) and (framed or lines[n].strip()) and not re.match(r"^\s*-{3,}[\s-]*$", lines[n]):
            body.append(lines[n])
            n += 1
        n += n < len(lines) and bool(lines[n].strip())
        result += _ruled(spans, heads, body, framed=framed)
    return "\n".join(result)


def _ruled(spans: list[tuple[int, int]], heads: list[str], body: list[str], *, framed: bool) -> list[str]:
    ends = [first for first, _ in spans[1:]] + [10_000]

    def cut(line: str) -> list[str]:
        return [line[first:end].strip() for (first, _), end in zip(spans, ends, strict=True)]

    def join(group: list[str]) -> str:
        return _row([normalise_space(" ".join(parts)) for parts in zip(*map(cut, group), strict=True)])

    groups: list[list[str]] = [[]]
    for line in body:
        if not line.strip():
            groups.append([])
        elif framed and "" in body:
            groups[-1].append(line)
        else:
            groups.append([line])
    rows = [join(group) for group in groups if group]
    head = [join(heads), f"|{' --- |' * len(spans)}"] if heads else []
    return ["", *head, *rows, ""]
