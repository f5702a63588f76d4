"""The parts of a Word file: the document, and what it refers to, by kind; both namespaces of the standard are one."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache

from lxml import etree

from assistant.errors import CorpusError
from assistant.readers.archives import Archive, damaged, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_VALUE = f"{W}val"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """A Word file."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self.name = next(
            (target for kind, target, _ in self._relations("") if kind == "officeDocument"),
            "word/document.xml",
        )
        self._related = list(self._relations(self.name))

    def document(self) -> etree._Element:
        """The body of the document. Raises: CorpusError."""
        body = self._xml(self.name).find(f"{W}body")
        if body is None:
            raise damaged("it has no text")
        return body

    def part(self, kind: str) -> etree._Element | None:
        """A part that the document refers to ("styles", "numbering", "footnotes"); None where there is none."""
        return next(self.parts(kind), None)

    def parts(self, kind: str) -> Iterator[etree._Element]:
        """All parts of a kind, as trees; those that are missing or damaged are left out."""
        for found, target, _ in self._related:
            if found == kind and target in self._archive:
                try:
                    yield self._xml(target)
                except CorpusError:
                    continue

    def attached(self, identifier: str | None) -> bytes | None:
        """The bytes of a part that the document takes in by its id; None where it lies outside of the file."""
        for _, target, own in self._related:
            if own == identifier and target in self._archive:
                return self._archive.read(target)
        return None

    def _xml(self, name: str) -> etree._Element:
        data = self._archive.read(name)
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
        return parse_xml(data, name)

    def _relations(self, name: str) -> Iterator[tuple[str, str, str]]:
        """(kind, target in the file, id) of what a part refers to; what lies outside is left out."""
        folder, base = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self._archive:
            return
        for relation in self._archive.xml(path).iter(_RELATION):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                yield relation.get("Type", "").rpartition("/")[2], target.lstrip("/"), relation.get("Id", "")


def value(element: etree._Element | None, path: str) -> str | None:
    """The attribute `val` of a child ("pPr/pStyle"); None where there is no such child or it has none."""
    if element is None:
        return None
    child = element.find(_path(path))
    return None if child is None else child.get(_VALUE)


@cache
def _path(path: str) -> str:
    return "/".join(W + step for step in path.split("/"))


def number(text: str | None, otherwise: int) -> int:
    """A whole number as the file has it, within what a page can mean."""
    try:
        return max(-32_768, min(int(text or ""), 32_767))
    except ValueError:
        return otherwise


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property such as `vanish` is set; None where nothing is said."""
    child = None if properties is None else properties.find(W + name)
    if child is None:
        return None
    return child.get(f"{W}val", "1") not in ("0", "false", "off", "none")
