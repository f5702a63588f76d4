"""Pictures of a file's pages, drawn in a process of its own: `python -m assistant.readers.pictures NUMBER WIDTH`.

The file comes by standard input, the picture leaves by standard output; a line of JSON on standard error says why there is none.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from assistant.errors import CorpusError
from assistant.processes import module_process
from assistant.readers.limits import MEMORY

if sys.platform != "win32":
    import resource

SECONDS = 20
_DAMAGED = "has a page that cannot be drawn", "open the original"


def draw_page(data: bytes, number: int, width: int) -> bytes:
    """A page of a PDF, from 1, as PNG of this width in pixels. Raises: CorpusError."""
    try:
        drawn: subprocess.CompletedProcess[bytes] = subprocess.run(
            **module_process("assistant.readers.pictures", str(number), str(width)),
            input=data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CorpusError("has a page that takes too long to draw", hint="open the original") from None
    if drawn.returncode == 0 and drawn.stdout.startswith(b"\x89PNG"):
        return drawn.stdout
    try:
        message, hint = json.loads(drawn.stderr.splitlines()[-1])
    except (ValueError, IndexError, TypeError):
        message, hint = _DAMAGED
    raise CorpusError(message, hint=hint)


def main() -> int:
    """Draws the page of the arguments."""
    from assistant.readers.pdf.pictures import page_picture

    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, most))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    number, width = map(int, sys.argv[1:])
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up in the picture
    try:
        picture = page_picture(sys.stdin.buffer.read(), number, width)
    except CorpusError as error:
        print(json.dumps([error.message, error.hint]), file=sys.stderr)
        return 2
    except Exception:  # noqa: BLE001 - whatever a file does to the library, there is no picture
        print(json.dumps(_DAMAGED), file=sys.stderr)
        return 3
    with channel:
        channel.write(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
