"""What the first turn of a process costs: the vocabulary of talk is made ready with it, for every command and every server."""

from __future__ import annotations

import json
import subprocess
import sys

PROBE = """
import json, resource, time
from assistant.language.diacritics import Restorer
from assistant.questions.talk import read_talk, without_talk

known, began = Restorer.learn([]), time.process_time()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
talk = read_talk(without_talk("Sở Xây dựng chủ trì việc nạo vét kênh nào?"), known)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([talk, time.process_time() - began, (after - before) / 1024]))
"""
SECONDS, MEBIBYTES = 8, 150


def test_the_first_turn_takes_seconds_of_a_processor_and_little_memory() -> None:
    run = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    talk, seconds, grown = json.loads(run.stdout)
    assert talk is None
    assert seconds < SECONDS
    assert grown < MEBIBYTES
