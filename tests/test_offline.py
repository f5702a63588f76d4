"""The main job runs where no network is, and does not even try one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from assistant.settings import bundled

ROOT = Path(__file__).parents[1]
# A namespace of its own has no route to anywhere: the kernel counts there what native code tries, too.
ISOLATE = ("unshare", "--map-root-user", "--net")
COUNT = '"$@"; status=$?; cp /proc/self/net/snmp "$COUNTERS"; exit $status'


@dataclass(frozen=True)
class Run:
    status: int
    output: str
    errors: str
    attempts: list[str]  # what Python code tried to reach


def can_isolate() -> bool:
    try:
        return subprocess.run([*ISOLATE, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def run_blocked(tmp_path: Path):
    def run(arguments: Sequence[str]) -> Run:
        log, counters = tmp_path / "attempts", tmp_path / "counters"
        log.write_text("")
        command = [sys.executable, *arguments]
        if can_isolate():
            command = [*ISOLATE, "sh", "-c", COUNT, "sh", *command]
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "PYTHONPATH": str(ROOT / "tests" / "no_network"),
            "NETWORK_LOG": str(log),
            "COUNTERS": str(counters),
        }
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        attempts = log.read_text().splitlines()
        if counters.exists():
            unrouted = unrouted_packets(counters.read_text())
            attempts += [f"{unrouted} packets without a route"] if unrouted else []
        return Run(done.returncode, done.stdout, done.stderr, attempts)

    return run


def unrouted_packets(counters: str) -> int:
    names, values = (line.split() for line in counters.splitlines() if line.startswith("Ip:"))
    return int(values[names.index("OutNoRoutes")])


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 443))",
        "socket.getaddrinfo('example.invalid', 443)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_an_attempt_is_noticed(run_blocked, attempt):
    run = run_blocked(["-c", f"import socket; {attempt}"])
    assert "the network is blocked" in run.errors
    assert len(run.attempts) == 1


@pytest.mark.skipif(not can_isolate(), reason="needs the right to create network namespaces")
def test_an_attempt_of_native_code_is_noticed(run_blocked):
    # A program of its own does not load the guard; the kernel's counter sees it all the same.
    lookup = "import subprocess, sys; subprocess.run([sys.executable, '-I', '-S', '-c', sys.argv[1]])"
    run = run_blocked(["-c", lookup, "import socket; socket.create_connection(('192.0.2.1', 443))"])
    assert run.attempts == ["1 packets without a route"]


def test_indexing_and_asking_need_no_network(run_blocked, tmp_path):
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    shutil.copy(bundled("corpus") / "plans" / "hue-1002.txt", corpus)
    folders = ["--corpus", str(corpus), "--index", str(index)]
    indexed = run_blocked(["-m", "assistant", "index", *folders])
    assert (indexed.status, indexed.attempts) == (0, []), indexed.errors
    question = "Tỷ lệ lao động qua đào tạo đến năm 2030?"
    asked = run_blocked(["-m", "assistant", "ask", "--json", *folders, question])
    assert (asked.status, asked.attempts) == (0, []), asked.errors
    answer = json.loads(asked.output)
    assert not answer["abstained"]
    assert "80%" in answer["text"]
    assert "mục II.2, gạch đầu dòng 1" in {citation["address"] for citation in answer["citations"]}


@pytest.mark.skipif(not can_isolate(), reason="needs the right to create network namespaces")
def test_what_stays_open_for_a_while_tries_nothing_and_leaves_no_trace(run_blocked, tmp_path):
    # What native code reports home it does not try at once: ONNX Runtime waits some nine seconds.
    opened = "from assistant.index import open_encoder; from assistant.settings import Settings"
    vector = "open_encoder(Settings()).embed_queries(['x'])"
    run = run_blocked(["-c", f"import time; {opened}; {vector}; time.sleep(14)"])
    assert (run.status, run.attempts) == (0, []), run.errors
    made = {path.name for path in tmp_path.rglob("*") if path.is_dir()}
    assert "Microsoft" not in made
    assert "policy-assistant" in made  # the cache is looked for where it would be
