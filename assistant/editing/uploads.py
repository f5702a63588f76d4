"""Files that editors sent and have not added yet: checked, kept aside, read in the background, dropped after a day."""

from __future__ import annotations

import errno
import hashlib
import io
import logging
import re
import secrets
import shutil
import threading
import time
import unicodedata
import zipfile
from collections.abc import Callable, Collection
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO

from assistant.editing.errors import (
    NoRoomError,
    NotReadyError,
    UnknownUploadError,
    UploadError,
    UploadTooLargeError,
)
from assistant.editing.previews import Preview, preview_file
from assistant.errors import AssistantError, CorpusError
from assistant.readers import SUFFIXES
from assistant.readers.limits import MAX_BYTES
from assistant.settings import Settings
from assistant.types import Document

logger = logging.getLogger(__name__)
MOST = 60  # files that wait, of all editors
MOST_BYTES = 2_000_000_000  # of these together
RESERVE = 200_000_000  # bytes of the disk that stay free
KEPT_SECONDS = 24 * 3600
_LONGEST_NAME = 180  # bytes; file systems take 255
_AT_ONCE = 2  # files that are read
_NO_NAME = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")  # what programs and systems do not take in a name
_OLE_MACROS = "_VBA_PROJECT".encode("utf-16-le")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(slots=True)
class Upload:
    """A file that waits to be added, of one editor. It is being read until `reading` is done."""

    id: str
    owner: str
    name: str
    size: int
    path: Path
    sha256: str
    at: float  # of the monotonic clock
    reading: Future[Preview] = field(default_factory=Future)

    @property
    def state(self) -> str:
        """`reading`, `ready` or `refused`."""
        if not self.reading.done():
            return "reading"
        return "refused" if self.problem else "ready"

    @property
    def problem(self) -> BaseException | None:
        """Why it cannot be added."""
        return self.reading.exception() if self.reading.done() and not self.reading.cancelled() else None

    def preview(self) -> Preview:
        """What was read. Raises: NotReadyError."""
        if self.state != "ready":
            raise NotReadyError(
                f"“{self.name}” is not read yet, or could not be", hint="look at the upload first"
            )
        return self.reading.result()


class Uploads:
    """The files in a folder of this process; what lies there from before goes in time. Safe to share between threads."""

    def __init__(
        self,
        settings: Settings,
        documents: Callable[[], Collection[Document]],
        *,
        reserve: int = RESERVE,
        preview: Callable[..., Preview] = preview_file,
    ) -> None:
        """`documents` gives those that are there, to compare with. `reserve` bytes of the disk stay free.

        `preview` is `preview_file`, wherever it runs.
        """
        self._folder = settings.additions_path() / "uploads" / secrets.token_hex(8)
        self._settings = settings
        self._documents = documents
        self._reserve = reserve
        self._preview = preview
        self._waiting: dict[str, Upload] = {}
        self._coming = 0  # bytes that are announced
        self._lock = threading.Lock()
        self._slots = threading.Semaphore(_AT_ONCE)
        _forget_others(self._folder.parent)

    def begin(self, name: str, owner: str, size: int | None = None) -> Incoming:
        """Takes a file in; `size` is what was announced. Raises: UploadError, UploadTooLargeError, NoRoomError."""
        name = safe_name(name)
        if size is not None and size > MAX_BYTES:
            raise _too_large()
        self._drop_old()
        with self._lock:
            held = sum(upload.size for upload in self._waiting.values())
            if len(self._waiting) >= MOST or held + (size or 0) > MOST_BYTES:
                raise NoRoomError(
                    "too many files wait to be added", hint="add or drop those that wait, then try again"
                )
        identifier = secrets.token_urlsafe(12)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if shutil.disk_usage(self._folder).free < self._reserve + (size or 0):
                raise _full()
            folder = self._folder / identifier
            folder.mkdir()
            return Incoming(self, identifier, owner, folder / name)
        except OSError as error:
            raise _full() if error.errno in _FULL else _unusable(error) from None

    def take(self, incoming: Incoming) -> Upload:
        """The file, once it is whole; it is being read. Called by `Incoming.finish`."""
        upload = Upload(
            incoming.id, incoming.owner, incoming.path.name, incoming.size, incoming.path,
            incoming.hash.hexdigest(), time.monotonic(),
        )  # fmt: skip
        with self._lock:
            self._waiting[upload.id] = upload
        # Not a pool: its threads would keep a server that is stopped waiting for a long scan.
        threading.Thread(target=self._read, args=(upload,), name="preview", daemon=True).start()
        return upload

    def of(self, owner: str) -> list[Upload]:
        """The files of an editor, oldest first."""
        self._drop_old()
        with self._lock:
            return [upload for upload in self._waiting.values() if upload.owner == owner]

    def get(self, identifier: str, owner: str, *, wait: float = 0) -> Upload:
        """A file of an editor, after at most `wait` seconds of its being read. Raises: UnknownUploadError."""
        with self._lock:
            upload = self._waiting.get(identifier)
        if upload is None or upload.owner != owner:
            raise UnknownUploadError(
                "no such file waits to be added", hint="it was added, dropped, or waited too long"
            )
        if wait:
            wait_for([upload.reading], timeout=wait)
        return upload

    def discard(self, identifier: str, owner: str) -> None:
        """Drops a file. Raises: UnknownUploadError."""
        self.release(self.get(identifier, owner))

    def release(self, upload: Upload) -> None:
        """Forgets a file, and removes what is left of it."""
        with self._lock:
            self._waiting.pop(upload.id, None)
        upload.reading.cancel()
        shutil.rmtree(upload.path.parent, ignore_errors=True)

    def _read(self, upload: Upload) -> None:
        with self._slots:
            if not upload.reading.set_running_or_notify_cancel():
                return  # it was dropped
            try:
                check_macros(upload.path)
                upload.reading.set_result(self._preview(upload.path, self._settings, self._documents()))
            except Exception as error:
                if not isinstance(error, AssistantError | FileNotFoundError):  # it was dropped
                    logger.exception("a file that was sent cannot be read")
                upload.reading.set_exception(error)

    def _drop_old(self) -> None:
        limit = time.monotonic() - KEPT_SECONDS
        with self._lock:
            old = [upload for upload in self._waiting.values() if upload.at < limit]
        for upload in old:
            self.release(upload)


class Incoming:
    """A file that arrives. Use as a context manager: what is not finished leaves nothing behind."""

    def __init__(self, uploads: Uploads, identifier: str, owner: str, path: Path) -> None:
        self.id, self.owner, self.path = identifier, owner, path
        self.size = 0
        self.hash = hashlib.sha256()
        self._uploads = uploads
        self._file: IO[bytes] | None = path.open("xb")

    def __enter__(self) -> Incoming:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file:
            with suppress(OSError):  # what could not be written is not missed
                self._file.close()
            shutil.rmtree(self.path.parent, ignore_errors=True)

    def write(self, data: bytes) -> None:
        """Adds to the file. Raises: UploadTooLargeError, NoRoomError."""
        self.size += len(data)
        if self.size > MAX_BYTES:
            raise _too_large()
        self.hash.update(data)
        try:
            if self._file:
                self._file.write(data)
        except OSError as error:
            raise _full() if error.errno in _FULL else _unusable(error) from None

    def finish(self) -> Upload:
        """The file is whole. Raises: UploadError for an empty one, NoRoomError."""
        if not self.size:
            raise UploadError("the file is empty", hint="choose the file again")
        try:
            if self._file:
                self._file.close()
        except OSError as error:
            raise _full() if error.errno in _FULL else _unusable(error) from None
        self._file = None
        return self._uploads.take(self)


def _forget_others(folder: Path) -> None:
    """Removes what a process left that was stopped a day ago."""
    with suppress(OSError):
        for left in folder.iterdir():
            if left.stat().st_mtime < time.time() - KEPT_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def safe_name(name: str) -> str:
    """The name of a file, without folders and without what no name has. Raises: UploadError for a kind that is not read."""
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode())
    name = _NO_NAME.sub("", name.replace("\\", "/").rpartition("/")[2]).rstrip(" .")
    stem, dot, suffix = name.rpartition(".")
    if not dot or f".{suffix.lower()}" not in SUFFIXES:
        raise UploadError(
            "a file of this kind is not read", hint=f"kinds that are read: {', '.join(SUFFIXES)}"
        )
    while len(f"{stem}.{suffix}".encode()) > _LONGEST_NAME:
        stem = stem[:-1]
    return f"{stem.strip(' .') or 'document'}.{suffix}"


def check_macros(path: Path) -> None:
    """Raises: CorpusError for an Office file that carries macros: whoever downloads it could run them."""
    data = path.read_bytes()
    carries = _OLE_MACROS in data
    if data.startswith(b"PK"):
        with (
            suppress(zipfile.BadZipFile, ValueError, OSError, NotImplementedError),
            zipfile.ZipFile(io.BytesIO(data)) as archive,
        ):
            carries = any(name.lower().endswith("vbaproject.bin") for name in archive.namelist())
    if carries:
        raise CorpusError("carries macros", hint="save it as .docx or .xlsx, without macros")


def describe_problem(problem: BaseException) -> AssistantError:
    """What a person is told of a reading that failed."""
    if isinstance(problem, AssistantError):
        return problem
    return CorpusError("cannot be read", hint="open it in its program and save it again")


def _too_large() -> UploadTooLargeError:
    return UploadTooLargeError(
        f"a file has at most {MAX_BYTES:,} bytes", hint="split it into several documents"
    )


def _full() -> NoRoomError:
    return NoRoomError("the disk of the server is full; nothing was added", hint="tell the administrator")


def _unusable(error: OSError) -> NoRoomError:
    return NoRoomError(
        f"the file cannot be kept: {error.strerror}",
        hint="tell the administrator: check ASSISTANT_ADDITIONS_DIR",
    )
