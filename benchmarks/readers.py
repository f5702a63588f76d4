"""Measures how well files are read: texts of a folder are laid out as files of several kinds and read again.

`python -m benchmarks.readers FOLDER… [--kinds docx,docx-office] [--limit N] [--json]`. For each kind and layout:

- markers: of the clauses with a mark, those that come back with the same mark and words;
- address: of the clauses that the parser finds in the text, those that it finds in the reading with the same id and words;
- rows: of the tables' rows, those that come back cell by cell;
- milliseconds for a page of 1,800 characters, in the process that reads.

Kinds that an office program makes need LibreOffice (`soffice`). Another kind is another line in `KINDS`. The lists of a page
hold numbers and nothing around them ("a)" is "a.", "Điều 5." is "5.", "+" a bullet): of html, clauses are compared without that.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from assistant.documents import parse_sections
from assistant.language.marks import read_mark
from assistant.language.text import nfc, plain, tidy
from assistant.readers import READERS, find_format, render
from assistant.readers.reading import read_data
from assistant.types import Document
from assistant.types.readings import Reading
from benchmarks.layouts import LAYOUTS, Layout, Paragraph, Piece, Table, pieces_of, text_of, to_word

_Key = TypeVar("_Key", bound=Hashable)
PAGE = 1800  # characters
_SECONDS = 120  # for a conversion


def convert(data: bytes, suffix: str, *filters: str) -> bytes:
    """A Word file as LibreOffice saves it in another form; "docx" too."""
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("LibreOffice (soffice) is not installed")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in", "document.docx")
        source.parent.mkdir()
        source.write_bytes(data)
        form = ":".join([suffix, *filters])
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", form,
             "--outdir", folder, str(source)],
            check=True, capture_output=True, timeout=_SECONDS,
        )  # fmt: skip
        return Path(folder, f"document.{suffix}").read_bytes()


# The kinds of files, each made of a text that python-docx laid out.
KINDS: dict[str, Callable[[bytes], bytes]] = {
    "docx": lambda data: data,
    "docx-office": lambda data: convert(data, "docx"),
    "pdf": lambda data: convert(data, "pdf"),
    "doc": lambda data: convert(data, "doc"),
    "rtf": lambda data: convert(data, "rtf"),
    "odt": lambda data: convert(data, "odt"),
    "html": lambda data: convert(data, "html"),
}


@dataclass(slots=True)
class Tally:
    """What came back, of how much."""

    kind: str
    layout: str
    files: int = 0
    markers: tuple[int, int] = (0, 0)
    address: tuple[int, int] = (0, 0)
    rows: tuple[int, int] = (0, 0)
    seconds: float = 0.0
    pages: float = 0.0

    def shares(self) -> dict[str, object]:
        """The shares, and milliseconds for a page."""
        row: dict[str, object] = {"kind": self.kind, "layout": self.layout, "files": self.files}
        for name in ("markers", "address", "rows"):
            found, of = getattr(self, name)
            row[name] = round(found / of, 4) if of else None
        return row | {"ms_a_page": round(1000 * self.seconds / self.pages, 1) if self.pages else None}


def measure(text: str, pieces: Sequence[Piece], data: bytes, tally: Tally, *, show: bool = False) -> None:
    """Reads a file that was made of a text and adds to the tally what came back."""
    started = time.perf_counter()
    name = find_format(data)
    assert name in READERS, f"no reader of {name}"
    reading = read_data(name, data)
    tally.seconds += time.perf_counter() - started
    tally.files += 1
    tally.pages += max(1.0, len(text) / PAGE)
    bare = tally.kind == "html"
    found, of = _markers(pieces, reading, bare=bare, show=show)
    tally.markers = tally.markers[0] + found, tally.markers[1] + of
    found, of = _rows(pieces, reading, show=show)
    tally.rows = tally.rows[0] + found, tally.rows[1] + of
    found, of = _address(text, render(reading).text, bare=bare, show=show)
    tally.address = tally.address[0] + found, tally.address[1] + of


def _markers(pieces: Sequence[Piece], reading: Reading, *, bare: bool, show: bool) -> tuple[int, int]:
    true = Counter(
        _clause_key(p.marker, p.text, bare) for p in pieces if isinstance(p, Paragraph) and p.marker
    )
    read = Counter(_clause_key(b.marker, b.text, bare) for b in reading.blocks if b.text or b.marker)
    return _shared("marker", true, read, show=show)


def _rows(pieces: Sequence[Piece], reading: Reading, *, show: bool) -> tuple[int, int]:
    true = Counter(
        tuple(filter(None, map(_key, row)))
        for p in pieces
        if isinstance(p, Table) and not p.side_by_side
        for row in p.rows
    )
    read = Counter(tuple(filter(None, (_key(c.text) for c in b.cells))) for b in reading.blocks if b.cells)
    return _shared("row", true, read, show=show)


def _clause_key(marker: str, text: str, bare: bool) -> str:
    line = f"{marker} {text}".strip()
    mark = read_mark(line)
    if not bare or mark is None or mark.rule.is_named:
        return _key(line)
    return _key("-" if mark.kind == "plus" else mark.label, ":", line[mark.end :])


def _address(text: str, rendered: str, *, bare: bool, show: bool) -> tuple[int, int]:
    true, read = (
        Counter(
            (section.id, _clause_key("", section.text, bare))
            for section in parse_sections(_document(version))
        )
        for version in (text, rendered)
    )
    return _shared("clause", true, read, show=show)


def _shared(what: str, true: Counter[_Key], read: Counter[_Key], *, show: bool) -> tuple[int, int]:
    if show:
        for lost in (true - read).elements():
            print(f"  {what} lost: {str(lost)[:160]}")
    return (true & read).total(), true.total()


def _key(*words: str) -> str:
    """Words without emphasis, spaces and the lines that letterheads draw."""
    return "".join(
        character
        for character in plain(nfc(" ".join(words)))
        if not character.isspace() and character not in "|-*_"
    )


def _document(text: str) -> Document:
    return Document("d", "", "", "plan", "official", tidy(text))


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--kinds", default="docx", help=", ".join(KINDS))
    parser.add_argument("--layouts", default=",".join(LAYOUTS))
    parser.add_argument("--limit", type=int, default=0, help="texts of each folder")
    parser.add_argument("--show", action="store_true", help="what was lost")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    files = [
        file for folder in options.folders for file in sorted(folder.glob("*.md"))[: options.limit or None]
    ]
    rows = []
    for kind in options.kinds.split(","):
        for layout in options.layouts.split(","):
            tally = Tally(kind, layout)
            for file in files:
                pieces = list(pieces_of(tidy(file.read_text(encoding="utf-8"))))
                text = text_of(pieces)
                chosen: Layout = layout
                if options.show:
                    print(f"{kind} {layout} {file.name}")
                measure(text, pieces, KINDS[kind](to_word(pieces, chosen)), tally, show=options.show)
            rows.append(tally.shares())
            if not options.json:
                print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    if options.json:
        print(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
