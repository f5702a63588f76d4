"""What a file is, by its first bytes (a name may say anything), and which reader reads it."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal

from assistant.readers.tesseract import traineddata

Format = Literal["text", "docx", "doc", "odt", "rtf", "pdf", "html", "xlsx", "xls"]
# Names under which a document is looked for in a folder; what it is, its bytes say.
SUFFIXES = (
    ".txt", ".md", ".docx", ".docm", ".dotx", ".doc", ".dot", ".odt", ".rtf", ".pdf",
    ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".xlsx", ".xlsm", ".xls",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader of a format. Raise `version` whenever it would make another reading of the same file.

    `tools` are modules and programs that it uses where they are installed: with another of them it reads again.
    """

    module: str
    version: int
    tools: tuple[str, ...] = ()


READERS: dict[Format, Reader] = {
    "doc": Reader("assistant.readers.doc", 2, ("soffice",)),
    "docx": Reader("assistant.readers.docx", 2),
    "html": Reader("assistant.readers.html", 3),
    "pdf": Reader("assistant.readers.pdf", 5, ("tesserocr",)),
    "odt": Reader("assistant.readers.odt", 3),
    "rtf": Reader("assistant.readers.rtf", 2),
    "xls": Reader("assistant.readers.xls", 1),
    "xlsx": Reader("assistant.readers.xlsx", 1),
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE_STREAMS: tuple[tuple[Format, bytes], ...] = (
    ("doc", "WordDocument".encode("utf-16-le")),
    ("xls", "Workbook".encode("utf-16-le")),
    ("xls", "Book\0".encode("utf-16-le")),
)
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|div|table|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related", re.IGNORECASE
)
_HEAD = 4096
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def find_format(data: bytes) -> Format | Literal["encrypted", "damaged"] | None:
    """The format of a file; "encrypted" for an Office file behind a password, "damaged" for one of before 2007 whose list of
    parts names no text, None for what is no document.

    What is none of the others is text, unless it holds binary zeros.
    """
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    if data.startswith(b"PK"):
        return _find_in_archive(data)
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            return "encrypted"
        return next((name for name, stream in _OLE_STREAMS if stream in data), "damaged")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    if head.startswith(_UTF16):
        head = head.decode("utf-16", "replace").encode()
    if _HTML.match(head) or _MHTML.match(head):
        return "html"
    return None if b"\0" in head else "text"


def _find_in_archive(data: bytes) -> Format | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # A half-written archive has no list of its parts at the end; the names of the parts stand before each.
        names = [part for part in ("xl/", "word/", "[Content_Types].xml") if part.encode() in data][:1]
    if any(name.startswith("word/") for name in names) or names == ["[Content_Types].xml"]:
        return "docx"
    if any(name.startswith("xl/") for name in names):
        return "xlsx"
    return "odt" if b"application/vnd.oasis.opendocument.text" in data[:_HEAD] else None


def reader_id(name: Format) -> str:
    """The reader of a format as it is installed here: its version, and the tools that it finds."""
    reader = READERS[name]
    found = [tool for tool in reader.tools if _is_there(tool)]
    return " ".join([name, str(reader.version), *found])


def _is_there(tool: str) -> bool:
    """Whether a tool can be used; Tesseract with its model of Vietnamese only."""
    return traineddata() is not None if tool == "tesserocr" else bool(find_spec(tool) or shutil.which(tool))
