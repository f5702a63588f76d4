"""The process that reads files, one after the other: `python -m assistant.readers.worker`, started by `process`.

A job is a line with the format and the number of bytes, then the bytes. Answers are lines of JSON: "ready" at first, "page" for
each page that is done, then "error", or "reading" with the number of bytes that follow.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any

from assistant.errors import AssistantError
from assistant.readers.limits import MEMORY, TOTAL_SECONDS, when_page_done
from assistant.readers.reading import read_data
from assistant.readers.records import encode_reading

if sys.platform != "win32":
    import resource


def main() -> None:
    """Reads the jobs of standard input until it closes."""
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the answers

    def send(*answer: Any, data: bytes = b"") -> None:
        channel.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n" + data)
        channel.flush()

    when_page_done(lambda: send("page"))
    _bound_memory()
    send("ready")
    while job := sys.stdin.buffer.readline():
        name, size = json.loads(job)
        data = sys.stdin.buffer.read(size)
        _bound_time()
        try:
            reading = encode_reading(read_data(name, data))
        except AssistantError as error:
            send("error", error.message, error.hint)
        except MemoryError:
            send("memory")
            return  # what is left of the memory is not worth much
        except Exception:  # noqa: BLE001 - whatever a file does to a library, the caller says that it is damaged
            traceback.print_exc()
            send("damaged")
        else:
            send("reading", len(reading), data=reading)


def _bound_memory() -> None:
    """Bounds what this process may hold; one that it starts (LibreOffice) may raise the bound again."""
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_time() -> None:
    """Ends this process where a file takes too much of the processor and nobody waits any more."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        seconds = int(used.ru_utime + used.ru_stime + TOTAL_SECONDS)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, most))


if __name__ == "__main__":
    main()
