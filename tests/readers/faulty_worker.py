"""The process that reads, with a reader that does what its file says."""

from __future__ import annotations

import os
import time

from assistant.readers.formats import READERS, Reader
from assistant.readers.limits import page_done
from assistant.readers.worker import main
from assistant.types.readings import Block, Reading


def read(data: bytes) -> Reading:
    """A reading of the words of the file, unless they are an order."""
    match data:
        case b"crash":
            os.abort()
        case b"hang":
            time.sleep(60)
        case b"swell":
            bytearray(600_000_000)
        case b"raise":
            raise ZeroDivisionError(data)
        case b"slow":
            for _ in range(8):
                time.sleep(0.25)
                page_done()
    return Reading("faulty", (Block("clause", f"{os.getpid()}"),))


if __name__ == "__main__":
    READERS["docx"] = Reader("tests.readers.faulty_worker", 1)
    main()
