"""Many clients ask a server at the same time, each every few seconds; prints how long they waited.

Run with `python -m benchmarks.load [--clients 50] [--seconds 60] [--every 5] [--pages 100] [--json]`, with nothing else running.
It starts a server of its own on a copy of the default corpus, limits lifted, or asks the one that `--address` names. With
`--pages` an editor sends and adds a Word file of so many pages meanwhile. Exit status 1 where a request failed, the file was
not added, or the 95th percentile is above 1.5 s.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import itertools
import json
import os
import platform
import random
import re
import shutil
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

from assistant.settings import Settings
from benchmarks.latency import Distribution
from evals.sets import resolve_sets

P95_MS = 1500.0
TIMEOUT_SECONDS = 30.0
STARTING_SECONDS = 120.0
SEED = 1002
CLAUSES_PER_PAGE = 10
ADDING_SECONDS = 600.0
LIFTED = {"ASSISTANT_CLIENT_RATE": "", "ASSISTANT_TOTAL_RATE": ""}


@dataclass(slots=True)
class Tally:
    """What the clients saw: milliseconds of the answered requests, and how the others failed."""

    milliseconds: list[float] = field(default_factory=list)
    failures: Counter[str] = field(default_factory=Counter)
    adding_seconds: float | None = None  # of the file that was added meanwhile


def requests() -> list[dict[str, object]]:
    """Each wording of the development questions once, with the turns before it."""
    wordings = dict.fromkeys(tuple(question.turns) for question in resolve_sets(["dev"])[0].questions)
    return [{"question": turns[-1], "history": list(turns[:-1])} for turns in wordings]


@contextmanager
def own_server() -> Iterator[str]:
    """The address of a server process that ends with the block."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        corpus = shutil.copytree(Settings().corpus_dir, f"{folder}/corpus")
        own = {
            "ASSISTANT_CORPUS_DIR": corpus,
            "ASSISTANT_ADDITIONS_DIR": f"{folder}/added",
            "ASSISTANT_FEEDBACK_FILE": f"{folder}/feedback.sqlite3",
        }
        command = [sys.executable, "-m", "assistant", "serve", "--port", "0", "--index", f"{folder}/index"]
        with (
            log.open("w") as file,
            subprocess.Popen(command, stderr=file, env={**os.environ, **LIFTED, **own}) as server,
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


def word_file(pages: int) -> bytes:
    """A plan as a Word file: about so many pages of numbered clauses with duties and figures, each different."""
    import docx

    document = docx.Document()
    for line in (
        "ỦY BAN NHÂN DÂN TỈNH AN BÌNH",
        "Số: 901/KH-UBND",
        "KẾ HOẠCH",
        "Phát triển hạ tầng nông thôn",
    ):
        document.add_paragraph(line)
    draw = random.Random(SEED)
    works = ("đường liên xã", "kênh tưới", "trạm bơm", "nhà văn hóa", "chợ xã", "điểm trường", "hồ chứa nước")
    bodies = ("Sở Xây dựng", "Sở Tài chính", "Sở Nông nghiệp và Môi trường", "Ủy ban nhân dân cấp xã")
    for page in range(1, pages + 1):
        document.add_paragraph(f"Điều {page}. Công trình năm {2026 + page % 10}")
        for number in range(1, CLAUSES_PER_PAGE):
            work, body = draw.choice(works), draw.choice(bodies)
            document.add_paragraph(
                f"{number}. {body} chủ trì, phối hợp với các cơ quan liên quan xây dựng {draw.randint(2, 90)} {work} tại "
                f"{draw.randint(2, 40)} xã, hoàn thành trước ngày 28 tháng {draw.randint(1, 12)} năm {2026 + page % 10}; "
                f"kinh phí {draw.randint(3, 400)} tỷ đồng từ ngân sách tỉnh, báo cáo kết quả trước ngày 15 tháng 12 hằng năm."
            )
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


async def add_document(address: str, data: bytes) -> float:
    """Sends a file as an editor does and adds it; the seconds until answers come from it."""
    started = time.monotonic()
    async with httpx.AsyncClient(base_url=f"{address}/api/v1", timeout=ADDING_SECONDS) as client:
        upload = (await client.post("/uploads", params={"name": "ke-hoach.docx"}, content=data)).json()
        while upload["state"] == "reading":
            upload = (await client.get(f"/uploads/{upload['id']}", params={"wait": 10})).json()
        added = await client.post("/documents", json={"documents": [{"upload": upload["id"]}]})
        added.raise_for_status()
        while (change := (await client.get("/changes")).json()["changes"][0])["outcome"] == "waiting":
            await asyncio.sleep(0.5)
    if change["outcome"] != "done":
        sys.exit(f"the file was not added: {change['problem']}")
    return time.monotonic() - started


async def measure(
    address: str,
    asked: Sequence[dict[str, object]],
    *,
    clients: int,
    seconds: float,
    every: float,
    pages: int = 0,
) -> Tally:
    """Lets all clients ask for so long; their first requests are spread over one interval. With `pages`, beside an upload."""
    tally, source = Tally(), itertools.cycle(asked)
    adding = asyncio.create_task(add_document(address, word_file(pages))) if pages else None
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
    tally.adding_seconds = await adding if adding else None
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
    parser.add_argument("--pages", type=int, default=0, help="of a Word file that is added meanwhile")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    asked = requests()
    random.Random(SEED).shuffle(asked)
    with nullcontext(options.address) if options.address else own_server() as address:
        given = {name: getattr(options, name) for name in ("clients", "seconds", "every", "pages")}
        tally = asyncio.run(measure(address.rstrip("/"), asked, **given))
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
            "pages": options.pages,
            "adding_seconds": tally.adding_seconds,
            "load_average": os.getloadavg(),
        }
        print(json.dumps(figures, indent=2))
    else:
        print(
            f"{options.clients} clients, each every {options.every:g} s for {options.seconds:g} s: {answered}"
        )
        print(f"failed requests: {failed} {dict(tally.failures) or ''}")
        if tally.adding_seconds is not None:
            print(f"{options.pages} pages added meanwhile, in {tally.adding_seconds:.0f} s")
    return 1 if failed or answered.p95 > P95_MS else 0


if __name__ == "__main__":
    sys.exit(main())
