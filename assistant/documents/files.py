"""The files of a corpus folder: which are documents, and each as text; whatever one is, it holds up no other."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from assistant.documents.cache import DocumentCache, cache_key
from assistant.documents.cards import Card, read_card
from assistant.documents.cluster import Cluster, Job
from assistant.errors import CorpusError
from assistant.readers import (
    READERS,
    SUFFIXES,
    Format,
    ReaderProcess,
    ReadingCache,
    find_format,
    page_starts,
    reader_id,
    render,
)
from assistant.readers.archives import SAVE_AGAIN
from assistant.readers.limits import MAX_BYTES
from assistant.readers.plain import read_plain
from assistant.readers.records import encode_reading
from assistant.types import SkippedFile
from assistant.types.readings import Reading

MAX_TEXT_BYTES = 10_000_000
_LEADS_OUT = "lies outside the corpus folder", "move the file into the folder"
_WORKING = ("~$", ".~lock.")  # what Word and LibreOffice put beside a file that is open


@dataclass(frozen=True, slots=True)
class FileText:
    """A file as tidy text, and what it was made of; `reading` is None where the file is text itself."""

    text: str
    sha256: str
    card: Card  # what the text says of itself
    reader: str | None = None
    page_starts: tuple[int, ...] = ()
    pages_about: bool = False
    reading: bytes | None = None  # as `readers.records` writes it


class FileReader:
    """Reads the files of a folder; what is not text in a process of its own, once for each content."""

    def __init__(
        self,
        root: Path,
        cache: Path | None = None,
        unsettled: Collection[str] = (),
        *,
        documents: DocumentCache | None = None,
        cluster: Cluster | None = None,
        all_read: bool = True,
    ) -> None:
        """`cache` is the file of the readings that are known, `documents` what was made of them; `unsettled` files are still
        being written; `cluster` reads what is not known yet.

        `all_read`: every file of the corpus is read, so that the cache of readings may forget the others.
        """
        self._root = root
        self._documents = documents or DocumentCache(None)
        self._cluster = cluster
        self._unsettled = unsettled
        self._cache = ReadingCache(cache)
        self._process = ReaderProcess()
        self._all_read = all_read

    def __enter__(self) -> FileReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._all_read:
            self._cache.keep_only_used()
        self._cache.close()
        self._process.close()

    def prepare(self, paths: Sequence[Path], progress: Callable[[int, int], None]) -> None:
        """Has the files that are not known yet read by the cluster, where there is one."""
        if self._cluster is None:
            return
        jobs: list[Job] = []
        for path in paths:
            name = shown(os.path.relpath(path, self._root))
            try:
                data = read_bytes(path, self._root)
            except CorpusError:
                continue
            kind = find_format(data)
            if name in self._unsettled or (kind != "text" and kind not in READERS):
                continue
            sha256 = hashlib.sha256(data).hexdigest()
            key = cache_key("text", _reader_of(kind), sha256)
            if self._documents.read(key) is None:
                jobs.append(Job(name, key, (kind, data, sha256)))
        for job, content in self._cluster.run(read_elsewhere, jobs, progress):
            if content is not None:
                kind, _, sha256 = job.arguments
                self._keep(_reader_of(kind), sha256, content)

    def read(self, path: Path, root: Path | None = None) -> FileText:
        """A file as text; `root` is its folder where that is another. Raises: CorpusError that says what is wrong with it but
        not its name.
        """
        if shown(os.path.relpath(path, self._root)) in self._unsettled:
            raise CorpusError("is still being written", hint="it is read once it rests")
        data = read_bytes(path, root or self._root)
        sha256 = hashlib.sha256(data).hexdigest()
        name = find_format(data)
        if name == "text":
            return self._kept(_reader_of(name), sha256, lambda: _as_text(data, sha256))
        if name is None:
            raise CorpusError("holds binary data", hint="only documents can be indexed: Word, PDF, text")
        if name == "encrypted":
            raise CorpusError("is encrypted", hint="save it without a password")
        if name == "damaged":
            raise CorpusError(
                "is damaged or half written, or is no document of Word or Excel", hint=SAVE_AGAIN
            )
        if name not in READERS:
            raise CorpusError(
                f"is a file of the kind {name}, which is not read", hint="save it as .docx or .txt"
            )
        reader = reader_id(name)
        self._cache.use(sha256, reader)
        return self._kept(reader, sha256, lambda: self._read(name, data, sha256))

    def _read(self, name: Format, data: bytes, sha256: str) -> FileText:
        reading = self._cache.read(sha256, reader_id(name), lambda: self._process.read(name, data))
        return _as_rendered(reading, sha256)

    def _kept(self, reader: str, sha256: str, make: Callable[[], FileText]) -> FileText:
        """What a reader makes of a file, made where it is not known."""
        key, key_of_reading = (cache_key(step, reader, sha256) for step in ("text", "reading"))
        known, reading = self._documents.read(key), self._documents.read(key_of_reading)
        if known is not None and (content := _decode_text(known, reading)):
            return content
        content = make()
        self._keep(reader, sha256, content)
        return content

    def _keep(self, reader: str, sha256: str, content: FileText) -> None:
        if content.reading is not None:
            self._cache.write(sha256, reader, content.reading)
            self._documents.write(cache_key("reading", reader, sha256), content.reading)
        self._documents.write(cache_key("text", reader, sha256), _encode_text(content))


_of_thread = threading.local()  # a process that reads, for each thread of a worker


def read_elsewhere(name: Format, data: bytes, sha256: str) -> FileText | None:
    """What a worker makes of a file; None where it is refused, which is left to who says so."""
    try:
        if name == "text":
            return _as_text(data, sha256)
        if not hasattr(_of_thread, "process"):
            _of_thread.process = ReaderProcess()
        return _as_rendered(_of_thread.process.read(name, data), sha256)
    except CorpusError:
        return None


def _reader_of(name: Format) -> str:
    return "text" if name == "text" else reader_id(name)


def _as_rendered(reading: Reading, sha256: str) -> FileText:
    rendering = render(reading)
    return FileText(
        rendering.text,
        sha256,
        read_card(rendering.text),
        reading.reader,
        page_starts(reading, rendering),
        any(block.about for block in reading.blocks),
        encode_reading(reading, rendering.spans),
    )


def _as_text(data: bytes, sha256: str) -> FileText:
    text = _decode(data)
    return FileText(text, sha256, read_card(text))


def _encode_text(content: FileText) -> bytes:
    """A file as text, without its reading, as JSON."""
    row = asdict(content)
    row["reading"] = content.reading is not None
    return json.dumps(row, ensure_ascii=False).encode()


def _decode_text(data: bytes, reading: bytes | None) -> FileText | None:
    """What `_encode_text` wrote; None where it had a reading, and that is not there."""
    row: dict[str, Any] = json.loads(data)
    if row.pop("reading") != (reading is not None):
        return None
    card = Card(**_with_tuples(row.pop("card")))
    return FileText(card=card, reading=reading, **_with_tuples(row))


def _with_tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def find_files(root: Path, skipped: list[SkippedFile]) -> Iterator[Path]:
    """What is named like a document; folders that are not entered are added to `skipped`."""

    def unreadable(error: OSError) -> None:
        name = os.path.relpath(error.filename, root)
        skipped.append(SkippedFile(shown(name), f"cannot be read: {error.strerror}", "check its permissions"))

    for parent, folders, files in os.walk(root, onerror=unreadable):  # which enters no link
        for name in folders:
            path = Path(parent, name)
            if path.is_symlink() and not _is_inside(path, root):
                skipped.append(SkippedFile(shown(path.relative_to(root)), *_LEADS_OUT))
        for name in files:
            path = Path(parent, name)
            if (
                path.suffix.lower() in SUFFIXES
                and name.lower() != "readme.md"
                and not name.startswith(_WORKING)
            ):
                yield path


def shown(name: str | Path) -> str:
    """A file name as text; bytes that are no UTF-8 become replacement characters."""
    return str(name).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read_text(path: Path, root: Path) -> str:
    """A file of the folder `root` as tidy text: what is stored, quoted and counted in offsets.

    Raises: CorpusError that says what is wrong with it but not its name, where it is missing, outside, too large, empty,
    damaged or of no kind that is read.
    """
    with FileReader(root) as reader:
        return reader.read(path).text


def _decode(data: bytes) -> str:
    if len(data) > MAX_TEXT_BYTES:
        raise _too_large(len(data), MAX_TEXT_BYTES)
    text = read_plain(data)
    if not text.strip():
        raise CorpusError("is empty", hint="remove it or fill it")
    return text


def read_bytes(path: Path, root: Path) -> bytes:
    """The bytes of a file of the folder `root`. Raises: CorpusError that says what is wrong with it but not its name."""
    if not _is_inside(path, root):
        message, hint = _LEADS_OUT
        raise CorpusError(message, hint=hint)
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise CorpusError("is a folder", hint="name a file")
        if not stat.S_ISREG(state.st_mode):  # to open a pipe would be to wait for its writer
            raise CorpusError("is a pipe, a socket or a device", hint="remove it or put a file there")
        if state.st_size > MAX_BYTES:
            raise _too_large(state.st_size, MAX_BYTES)
        data = path.read_bytes()
        after = path.stat()
    except OSError as error:
        raise CorpusError(f"cannot be read: {error.strerror}", hint="check the file and its name") from None
    if (after.st_mtime_ns, after.st_size) != (state.st_mtime_ns, state.st_size):
        raise CorpusError("was changed while it was read", hint="index again once it is finished")
    return data


def _too_large(size: int, most: int) -> CorpusError:
    return CorpusError(f"has {size:,} bytes, more than {most:,}", hint="split it into several documents")


def _is_inside(path: Path, root: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(root)
