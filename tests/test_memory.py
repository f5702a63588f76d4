from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

PROBE = """
import ctypes, sys
from assistant.memory import give_back, keep_large_blocks_apart

class Used(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")]

libc = ctypes.CDLL(None)
libc.mallinfo2.restype = Used
if sys.argv[1] == "apart":
    keep_large_blocks_apart()
kept = []
for _ in range(64):
    large = bytearray(4 << 20)  # the size from which blocks are mapped would follow this one
    del large
    passing = [bytearray(1 << 20) for _ in range(4)]
    kept.append([bytearray(4 << 10) for _ in range(4)])
    del passing
give_back()
print(libc.mallinfo2().hblks, libc.mallinfo2().fordblks)
"""


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "mallinfo2"), reason="of glibc")
def test_large_blocks_leave_nothing_idle_between_small_ones() -> None:
    idle = {}
    for how in ("apart", "as it is"):
        run = subprocess.run([sys.executable, "-c", PROBE, how], capture_output=True, text=True, check=True)
        idle[how] = int(run.stdout.split()[1])
    assert idle["apart"] < 2**20
    assert idle["as it is"] > 2**21
