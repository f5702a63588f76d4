"""Reads files in a process of its own: one that crashes it, hangs it or swells in it costs a sentence, not the caller.

The process is kept for the files that follow, and replaced where one has ended it.
"""

from __future__ import annotations

import json
import logging
import subprocess
import tempfile
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import IO, cast

from assistant.errors import CorpusError
from assistant.processes import module_process
from assistant.readers.archives import SAVE_AGAIN
from assistant.readers.formats import Format
from assistant.readers.limits import SILENT_SECONDS, TOTAL_SECONDS
from assistant.readers.records import decode_reading
from assistant.types.readings import Reading

logger = logging.getLogger(__name__)


class ReaderProcess:
    """Reads one file at a time. Use as a context manager, or close it."""

    def __init__(
        self,
        *,
        silent_seconds: float = SILENT_SECONDS,
        total_seconds: float = TOTAL_SECONDS,
        worker: str = "assistant.readers.worker",
    ) -> None:
        """`silent_seconds` bound the time without a page done, `total_seconds` that of a file; `worker` is the module to run."""
        self._worker = worker
        self._silent_seconds = silent_seconds
        self._total_seconds = total_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._complaints: IO[bytes] | None = None

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the process."""
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                with suppress(OSError):  # what was not sent yet goes nowhere
                    cast("IO[bytes]", stream).close()
        if self._complaints:
            self._complaints.close()
            self._complaints = None

    def read(self, name: Format, data: bytes) -> Reading:
        """The reading of a file. Raises: CorpusError that says what is wrong with it but not its name."""
        process = self._process or self._start()
        deadline = _Deadline(process, self._silent_seconds, self._total_seconds)
        answer: list[object] = []
        payload = b""
        try:
            stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
            stdin.write(json.dumps([name, len(data)]).encode() + b"\n" + data)
            stdin.flush()
            while answer[:1] in ([], ["page"]) and (line := stdout.readline()):
                answer = json.loads(line)
                deadline.put_off()
            if answer[:1] == ["reading"]:
                payload = stdout.read(cast("int", answer[1]))
        except (BrokenPipeError, ValueError):
            answer = []
        finally:
            deadline.cancel()
        match answer:
            case ["reading", int(size)] if len(payload) == size:
                return decode_reading(payload).reading
            case ["error", str(message), str(hint)]:
                raise CorpusError(message, hint=hint)
            case ["damaged"]:
                self._log(name)
                raise CorpusError(f"is damaged, or is no {name} file that can be read", hint=SAVE_AGAIN)
        too_long = deadline.passed
        self._log(name)
        self.close()
        if too_long:
            raise CorpusError(
                "takes too long to read", hint="split it into several documents, or save it again"
            )
        if answer == ["memory"]:
            raise CorpusError(
                "needs more memory than a document does", hint="split it into several documents"
            )
        raise CorpusError("cannot be read: it ended the process that reads it", hint=SAVE_AGAIN)

    def _start(self) -> subprocess.Popen[bytes]:
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the process
        self._process = subprocess.Popen(
            **module_process(self._worker),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
        )
        start = _Deadline(self._process, SILENT_SECONDS, SILENT_SECONDS)
        cast(
            "IO[bytes]", self._process.stdout
        ).readline()  # "ready"; where it does not start, the next message fails
        start.cancel()
        return self._process

    def _log(self, name: Format) -> None:
        """Where the reader failed, without what it read: the last line of a traceback may quote the file."""
        complaints = cast("IO[bytes]", self._complaints)
        complaints.seek(0)
        lines = complaints.read().decode("utf-8", "replace").splitlines()
        complaints.seek(0)
        complaints.truncate()
        places = [line.strip() for line in lines if line.startswith('  File "')]
        kind = lines[-1].partition(":")[0] if places else ""
        logger.info("a %s file cannot be read: %s %s", name, kind, "; ".join(places[-3:]))


class _Deadline:
    """Kills a process that is silent, or works on one file, for too long."""

    def __init__(self, process: subprocess.Popen[bytes], silent_seconds: float, total_seconds: float) -> None:
        self.passed = False
        self._process = process
        self._silent_seconds = silent_seconds
        self._ends = time.monotonic() + total_seconds
        self._timer: threading.Timer | None = None
        self.put_off()

    def put_off(self) -> None:
        """The process gave a sign of life."""
        self.cancel()
        seconds = max(0.0, min(self._silent_seconds, self._ends - time.monotonic()))
        self._timer = threading.Timer(seconds, self._kill)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        """The work is over."""
        if self._timer:
            self._timer.cancel()

    def _kill(self) -> None:
        self.passed = True
        self._process.kill()
