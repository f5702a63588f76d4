"""Files of Word before 2007: LibreOffice makes a Word file of them where it is installed, else antiword gives their words."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from lxml import etree

from assistant.errors import CorpusError
from assistant.language.text import nfc, normalise_space
from assistant.readers import docx
from assistant.readers.archives import SAVE_AGAIN, parse_xml
from assistant.readers.layout import Row, table_blocks
from assistant.readers.legacy import Run, decode_paragraphs
from assistant.readers.limits import SILENT_SECONDS
from assistant.types.readings import Block, Cell, Reading, Remark

if sys.platform != "win32":
    import resource

OFFICE = "soffice"
ANTIWORD = "antiword"
_PICTURE = "[pic]"
_PROPERTIES = re.compile(rb"<title>[^<]*</title>\s*<bookinfo>.*?</bookinfo>|<!DOCTYPE[^>]*>", re.DOTALL)
_SECONDS = SILENT_SECONDS - 10  # for a conversion; before whoever waits for this process gives up
_MEMORY = 2_000_000_000  # bytes that LibreOffice may hold
# No macros, no links, nothing that asks a question; the profile is of this conversion alone.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""  # noqa: E501


def read(data: bytes) -> Reading:
    """A file of Word before 2007 as blocks. Raises: CorpusError, also where no program that reads it is installed."""
    if shutil.which(OFFICE):
        converted = _to_docx(data)
        if converted is not None:
            return replace(docx.read(converted), reader="doc")
    if shutil.which(ANTIWORD):
        return _read_with_antiword(data)
    raise CorpusError(
        "is a file of Word before 2007, which LibreOffice reads and this machine does not have",
        hint="install LibreOffice (or antiword), or save it as .docx",
    )


def _run(command: Sequence[str], folder: str, data: bytes | None = None) -> bytes | None:
    """What a program writes to its output; None where it fails or takes too long, with all that it started ended."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={**os.environ, "HOME": folder, "SAL_USE_VCLPLUGIN": "svp"},
        start_new_session=True,
        preexec_fn=_bound_memory if sys.platform != "win32" else None,
    )
    try:
        output, _ = process.communicate(data, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        output = None
    finally:
        with suppress(ProcessLookupError, PermissionError, AttributeError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return output if process.returncode == 0 else None


def _bound_memory() -> None:
    """Gives the program more memory than the process that reads has, yet not all there is."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = _MEMORY if most == resource.RLIM_INFINITY else min(_MEMORY, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))


def _to_docx(data: bytes) -> bytes | None:
    """The file as LibreOffice saves it; None where it makes none, whatever its exit status says."""
    with tempfile.TemporaryDirectory(prefix="policy-assistant-", ignore_cleanup_errors=True) as folder:
        user = Path(folder, "profile", "user")
        user.mkdir(parents=True)
        (user / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        Path(folder, "document.doc").write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        _run(
            [OFFICE, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
             "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, "document.doc"],
            folder,
        )  # fmt: skip
        made = Path(folder, "document.docx")
        return made.read_bytes() if made.is_file() and made.stat().st_size else None


def _read_with_antiword(data: bytes) -> Reading:
    with tempfile.TemporaryDirectory(prefix="policy-assistant-") as folder:
        book = _run([ANTIWORD, "-x", "db", "-"], folder, data)
        lines = _run([ANTIWORD, "-m", "UTF-8.txt", "-w", "0", "-"], folder, data)
    if not book or lines is None:
        raise CorpusError("is damaged, or of a Word that antiword does not read", hint=SAVE_AGAIN)
    # The title comes from the file's properties, in whatever code; it is not part of the text.
    root = parse_xml(_PROPERTIES.sub(b"", book, count=2), "what antiword makes of it")
    reader = _BookReader(lines.decode("utf-8", "replace"))
    reader.walk(root)
    return reader.reading()


class _BookReader:
    """Blocks of the DocBook that antiword writes; the numbers of lists, which it leaves out, from its plain text."""

    def __init__(self, text: str) -> None:
        self._lines = [normalise_space(nfc(line)) for line in text.splitlines()]
        self._position = 0
        self._items: list[str | list[Row]] = []
        self._lost = 0

    def walk(self, element: etree._Element, *, listed: bool = False) -> None:
        """Adds what an element holds."""
        for child in element:
            name = etree.QName(child).localname
            if name == "informaltable":
                self._items.append(self._table(child))
            elif name in ("para", "title") and not any(True for _ in child.iter("informaltable")):
                self._paragraph("".join(child.itertext()), listed=listed)
            elif name == "para":
                self._mixed(child, listed=listed)
            else:
                self.walk(child, listed=listed or name == "listitem")

    def _mixed(self, element: etree._Element, *, listed: bool) -> None:
        words = element.text or ""
        for child in element:
            if etree.QName(child).localname == "informaltable":
                self._paragraph(words, listed=listed)
                self._items.append(self._table(child))
                words = child.tail or ""
            else:
                words += "".join(child.itertext()) + (child.tail or "")
        self._paragraph(words, listed=listed)

    def _paragraph(self, words: str, *, listed: bool) -> None:
        text = normalise_space(nfc(words))
        if not text or text == _PICTURE:
            return
        marker = self._marker(text) if listed else ""
        self._lost += listed and not marker
        self._items.append(f"{marker} {text}".strip())

    def _marker(self, text: str) -> str:
        """What stands before a paragraph in the plain text."""
        for position in range(self._position, len(self._lines)):
            line = self._lines[position]
            if line.endswith(text) and len(line) - len(text) < 12:
                self._position = position + 1
                return line[: len(line) - len(text)].strip()
        return ""

    def _table(self, table: etree._Element) -> list[Row]:
        return [
            Row(tuple(Cell(_lines_of(entry), n) for n, entry in enumerate(row.iter("entry"))))
            for row in table.iter("row")
        ]

    def reading(self) -> Reading:
        """The blocks, with a remark where numbers are lost."""
        texts = [
            text
            for item in self._items
            for text in ([item] if isinstance(item, str) else [c.text for row in item for c in row.cells])
        ]
        decoded, fonts = decode_paragraphs([[Run(text, "")] for text in texts])
        plain = iter("".join(run.text for run in runs) for runs in decoded)
        blocks: list[Block] = []
        tables = 0
        for item in self._items:
            if isinstance(item, str):
                blocks.append(Block("clause", text=next(plain)))
                continue
            rows = [Row(tuple(replace(cell, text=next(plain)) for cell in row.cells)) for row in item]
            blocks += table_blocks(rows, tables)
            tables += 1
        remarks = [Remark("decoded", detail=font) for font in fonts]
        if self._lost:
            remarks.append(Remark("numbers_lost", detail=str(self._lost)))
        return Reading("doc", tuple(blocks), remarks=tuple(remarks))


def _lines_of(element: etree._Element) -> str:
    lines = ("".join(element.itertext())).split("\n")
    return "\n".join(filter(None, (normalise_space(nfc(line)) for line in lines)))
