"""Many clients ask a server at the same time, each every few seconds; prints how long they waited.

Run with `python -m benchmarks.load [--clients 50] [--seconds 60] [--every 5] [--json]`, with nothing else running. It starts
a server of its own on the default corpus, limits lifted, or asks the one that `--address` names. Exit status 1 where a request
failed or the 95th percentile is above 1.5 s.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path

import httpx

from benchmarks.latency import Distribution
from evals.sets import resolve_sets

P95_MS = 1500.0
TIMEOUT_SECONDS = 30.0
STARTING_SECONDS = 120.0
SEED = 1002
LIFTED = {"ASSISTANT_CLIENT_RATE": "", "ASSISTANT_TOTAL_RATE": ""}


@dataclass(slots=True)
class Tally:
    """What the clients saw: milliseconds of the answered requests, and how the others failed."""

    milliseconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)


def requests() -> list[dict[str, object]]:
    """Each wording of the development questions once, with the turns before it."""
    wordings = dict.fromkeys(tuple(question.turns) for question in resolve_sets(["dev"])[0].questions)
    return [{"question": turns[-1], "history": list(turns[:-1])} for turns in wordings]


@contextmanager
def own_server() -> Iterator[str]:
    """The address of a server process that ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        command = [sys.executable, "-m", "assistant", "serve", "--port", "0", "--index", f"{folder}/index"]
        with (
            log.open("w") as file,
            subprocess.Popen(command, stderr=file, env={**os.environ, **LIFTED}) as server,
        ):
            until = time.monotonic() + STARTING_SECONDS
            while not (found := re.search(r"http://\S+", log.read_text())):
                if server.poll() is not None or time.monotonic() > until:
                    server.kill()
                    sys.exit(f"the server did not start:\n{log.read_text()}")
                time.sleep(0.1)
            try:
                yield found[0]
            finally:
                server.terminate()


async def ask_repeatedly(
    client: httpx.AsyncClient,
    asked: Iterator[dict[str, object]],
    tally: Tally,
    *,
    every: float,
    until: float,
    first: float,
) -> None:
    """One client: waits `first` seconds, then asks every `every` seconds, a fifth more or less."""
    wait = random.Random(first)
    await asyncio.sleep(first)
    while time.monotonic() < until:
        started = time.perf_counter()
        try:
            response = await client.post("/api/v1/ask", json=next(asked))
            problem = "" if response.status_code == 200 else f"status {response.status_code}"
        except httpx.HTTPError as error:
            problem = type(error).__name__
        elapsed = time.perf_counter() - started
        if problem:
            tally.failures[problem] += 1
        else:
            tally.milliseconds.append(elapsed * 1000)
        await asyncio.sleep(max(0.0, every * wait.uniform(0.8, 1.2) - elapsed))


async def measure(
    address: str, asked: Sequence[dict[str, object]], *, clients: int, seconds: float, every: float
) -> Tally:
    """Lets all clients ask for so long; their first requests are spread over one interval."""
    tally, source = Tally(), itertools.cycle(asked)
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=address, timeout=TIMEOUT_SECONDS, limits=limits) as client:
        (await client.get("/health/ready")).raise_for_status()
        until = time.monotonic() + seconds
        await asyncio.gather(
            *(
                ask_repeatedly(client, source, tally, every=every, until=until, first=every * n / clients)
                for n in range(clients)
            )
        )
    return tally


def main() -> int:
    """Measures, and prints the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.load", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--address", help="a running server; its limits have to be lifted")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument(
        "--every", type=float, default=5.0, help="seconds between the questions of one client"
    )
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    asked = requests()
    random.Random(SEED).shuffle(asked)
    with nullcontext(options.address) if options.address else own_server() as address:
        tally = asyncio.run(
            measure(address, asked, clients=options.clients, seconds=options.seconds, every=options.every)
        )
    if not tally.milliseconds:
        sys.exit(f"no request was answered: {dict(tally.failures)}")
    answered = Distribution.of(tally.milliseconds)
    failed = sum(tally.failures.values())
    if options.json:
        figures = {
            "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
            "clients": options.clients,
            "seconds": options.seconds,
            "every_seconds": options.every,
            "answered_ms": asdict(answered),
            "failures": dict(tally.failures),
        }
        print(json.dumps(figures, indent=2))
    else:
        print(
            f"{options.clients} clients, each every {options.every:g} s for {options.seconds:g} s: {answered}"
        )
        print(f"failed requests: {failed} {dict(tally.failures) or ''}")
    return 1 if failed or answered.p95 > P95_MS else 0


if __name__ == "__main__":
    sys.exit(main())
