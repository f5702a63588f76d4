"""Prints how long answers, indexing and a cold start take on this machine, and how much memory they need.

Run with `make bench`, or `python -m benchmarks.latency [--json]`, and with nothing else running.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import numpy as np

from assistant import PolicyAssistant
from assistant.index import open_encoder
from assistant.settings import Settings
from evals.sets import resolve_sets

WARM_UP = 20  # questions
COLD_RUNS = 5
MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Distribution:
    """Milliseconds per call."""

    p50: float
    p95: float
    maximum: float
    calls: int

    @classmethod
    def of(cls, milliseconds: Sequence[float]) -> Distribution:
        """The distribution of measured times."""
        p50, p95 = np.percentile(milliseconds, [50, 95])
        return cls(round(p50, 1), round(p95, 1), round(max(milliseconds), 1), len(milliseconds))

    def __str__(self) -> str:
        return f"p50 {self.p50:.1f} ms, p95 {self.p95:.1f} ms, max {self.maximum:.1f} ms ({self.calls} calls)"


@dataclass(frozen=True, slots=True)
class Process:
    """One run of the command: wall time in seconds, peak memory of the largest process in MiB."""

    seconds: float
    peak_mib: float


def questions() -> list[tuple[str, list[str]]]:
    """Every question of the sets with the turns before it, each wording once."""
    seen: dict[tuple[str, ...], None] = {}
    for question_set in resolve_sets([]):
        seen |= dict.fromkeys(tuple(question.turns) for question in question_set.questions)
    return [(turns[-1], list(turns[:-1])) for turns in seen]


def timed(call: Callable[[], object]) -> float:
    """How long the call takes, ms."""
    started = time.perf_counter()
    call()
    return (time.perf_counter() - started) * 1000


def run_command(*arguments: str) -> Process:
    """Runs `policy-assistant` in a process of its own. Raises: SystemExit with its words where it fails."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr
    errors = process.stderr.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"policy-assistant {' '.join(arguments)} failed:\n{errors}")
    # It includes the children that the process waited for; kibibytes on Linux, bytes on macOS.
    peak = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
    return Process(time.perf_counter() - started, peak / MEBIBYTE)


def main() -> None:
    """Measures, and prints the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.latency", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    as_json = parser.parse_args().json
    with tempfile.TemporaryDirectory() as folder:
        indexed = run_command("index", "--index", folder)
        unchanged = run_command("index", "--index", folder)
        asked = questions()
        cold = [
            run_command("ask", "--index", folder, "--", question)
            for question, _ in asked[:: len(asked) // COLD_RUNS][:COLD_RUNS]
        ]
        settings = Settings(index_dir=Path(folder))
        assistant = PolicyAssistant.open(settings)
        for question, history in asked[:WARM_UP]:
            assistant.ask(question, history=history)
        answers = [timed(partial(assistant.ask, question, history=history)) for question, history in asked]
        encoder = open_encoder(settings)
        encodings = [timed(partial(encoder.embed_queries, [question])) for question, _ in asked]
        own_peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEBIBYTE
    warm, encoder_calls = Distribution.of(answers), Distribution.of(encodings)
    figures = {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "questions": len(asked),
        "warm_ask_ms": asdict(warm),
        "encoder_call_ms": asdict(encoder_calls),
        "ratio_p50": round(warm.p50 / encoder_calls.p50, 2),
        "cold_ask_seconds": round(float(np.median([run.seconds for run in cold])), 2),
        "index_seconds": round(indexed.seconds, 1),
        "index_unchanged_seconds": round(unchanged.seconds, 1),
        "peak_memory_mib": {
            "index": round(indexed.peak_mib),
            "cold_ask": round(max(run.peak_mib for run in cold)),
            "warm_ask": round(own_peak),
        },
    }
    if as_json:
        print(json.dumps(figures, indent=2))
        return
    print(f"machine              {figures['machine']}")
    print(f"warm ask             {warm}")
    print(f"one encoder call     {encoder_calls}, the same questions")
    print(f"ratio of the medians {figures['ratio_p50']}")
    print(f"cold ask             {figures['cold_ask_seconds']} s (median of {len(cold)} processes)")
    print(f"index from nothing   {indexed.seconds:.1f} s; when nothing changed {unchanged.seconds:.1f} s")
    peaks = (indexed.peak_mib, max(run.peak_mib for run in cold), own_peak)
    print("peak memory          index {:.0f} MiB, cold ask {:.0f} MiB, warm ask {:.0f} MiB".format(*peaks))


if __name__ == "__main__":
    main()
