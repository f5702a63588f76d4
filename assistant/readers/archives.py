"""Packed office files (docx, xlsx, odt): their parts within limits, and XML without entities, network and huge trees."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from assistant.errors import CorpusError
from assistant.readers.limits import MAX_EXPANDED, MAX_PART, MAX_PARTS

SAVE_AGAIN = "open it in the program that it comes from and save it again"
_CHUNK = 1 << 20


def damaged(what: str) -> CorpusError:
    """The error of a file that is not whole."""
    return CorpusError(f"is damaged or half written: {what}", hint=SAVE_AGAIN)


class Archive:
    """The parts of a packed file by their names."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._parts = {info.filename.lstrip("/"): info for info in archive.infolist()}
        self._read = 0

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def read(self, name: str) -> bytes:
        """The bytes of a part, which what its head says does not bound. Raises: CorpusError."""
        data = bytearray()
        try:
            with self._archive.open(self._parts[name]) as part:
                while chunk := part.read(_CHUNK):
                    data += chunk
                    self._read += len(chunk)
                    if len(data) > MAX_PART or self._read > MAX_EXPANDED:
                        raise _too_large()
        except KeyError:
            raise damaged(f"it has no {name}") from None
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            if isinstance(error, RuntimeError) and "password" in str(error):
                raise CorpusError("is encrypted", hint="save it without a password") from None
            raise damaged(f"{name} cannot be unpacked") from None
        return bytes(data)

    def xml(self, name: str) -> etree._Element:
        """A part as a tree. Raises: CorpusError."""
        return parse_xml(self.read(name), name)


@contextmanager
def open_archive(data: bytes) -> Iterator[Archive]:
    """The parts of a packed file. Raises: CorpusError for what is damaged, or larger unpacked than the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise damaged("the list of its parts is missing") from None
    with archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_EXPANDED:
            raise _too_large()
        yield Archive(archive)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """XML as a tree; entities stay unresolved, nothing is fetched. Raises: CorpusError."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise damaged(f"{name} is no XML") from None


def _too_large() -> CorpusError:
    return CorpusError(
        "is far larger unpacked than a document is",
        hint="save it again without what is attached, or split it",
    )
