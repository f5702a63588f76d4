"""Memory that was freed goes back to the system where the C library is glibc; elsewhere nothing is done.

Left to itself, glibc raises the size from which blocks have a mapping of their own to that of the largest one freed so
far, up to 32 MiB. From then on large blocks that live for a moment lie between small ones that stay, and a server that
answers grows by what lies idle between them: 244 MB of 431 after four minutes of 50 visitors.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress

_MMAP_THRESHOLD = -3  # as <malloc.h> numbers it
_MAPPED_BYTES = 128 * 1024  # glibc's own first value


def keep_large_blocks_apart() -> None:
    """From now on, blocks of 128 KiB and more go back to the system as soon as they are freed."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _MAPPED_BYTES)


def give_back() -> None:
    """What is free at this moment goes back to the system, as far as it lies together."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
