"""Many clients ask a server at the same time, each every few seconds; prints how long they waited.

Run with `python -m benchmarks.load [--clients 50] [--seconds 60] [--every 5] [--page] [--pages 100] [--until-slow] [--json]`,
with nothing else running. It starts a server of its own on a copy of the default corpus, limits lifted, or asks the one that
`--address` names. With `--page` the clients ask as browsers do, and look for what leads on from each answer, else over the API;
with `--pages` an editor sends and adds a Word file of so many pages meanwhile; with `--until-slow` 25 more clients ask each time,
until it is too slow. Memory and processor time are those of the server's process. Exit status 1 where a request failed, the file
was not added, or the 95th percentile is above 1.5 s.
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
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from assistant.settings import Settings
from benchmarks.latency import Distribution
from evals.sets import resolve_sets

P95_MS = 1500.0
TIMEOUT_SECONDS = 30.0
STARTING_SECONDS = 600.0
MORE_CLIENTS = 10
SETTLING_SECONDS = 60.0  # from which on memory should stay what it is
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
    processor_seconds: float | None = None  # of the server's process, its children not counted
    mebibytes: list[tuple[float, float]] = field(default_factory=list)  # second, memory of the process

    @property
    def growth(self) -> float | None:
        """By what share memory grew after the first minute; None for shorter runs."""
        settled = [size for second, size in self.mebibytes if second >= SETTLING_SECONDS]
        return settled[-1] / settled[0] - 1 if len(settled) > 1 else None


class Server(NamedTuple):
    """A server, and its process where it is one of this machine."""

    address: str
    process: int | None = None

    def processor_seconds(self) -> float | None:
        """Used by the process until now."""
        if self.process is None:
            return None
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def mebibytes(self) -> float | None:
        """Memory of the process."""
        if self.process is None:
            return None
        resident = int(Path(f"/proc/{self.process}/statm").read_text().split()[1])
        return resident * os.sysconf("SC_PAGE_SIZE") / 2**20


def requests() -> list[dict[str, Any]]:
    """Each wording of the development questions once, with the turns before it."""
    wordings = dict.fromkeys(tuple(question.turns) for question in resolve_sets(["dev"])[0].questions)
    return [{"question": turns[-1], "history": list(turns[:-1])} for turns in wordings]


@contextmanager
def own_server() -> Iterator[Server]:
    """A server process that ends with the block."""
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
                yield Server(found[0].rstrip("/"), server.pid)
            finally:
                server.terminate()


async def ask_api(client: httpx.AsyncClient, asked: dict[str, Any]) -> tuple[str, float]:
    """Asks over the API: what was wrong, and how many seconds it took."""
    started = time.perf_counter()
    response = await client.post("/api/v1/ask", json=asked)
    wrong = "" if response.status_code == 200 else f"status {response.status_code}"
    return wrong, time.perf_counter() - started


class Browser:
    """What a browser does on the page for one visitor."""

    def __init__(self, client: httpx.AsyncClient, config: dict[str, Any]) -> None:
        self._client = client
        self._session = secrets.token_hex(6)
        field = next(c["id"] for c in config["components"] if c["props"].get("elem_id") == "pa-question")
        asking = next(d for d in config["dependencies"] if [field, "submit"] in d["targets"])
        after = next(d for d in config["dependencies"] if d.get("trigger_after") == asking["id"])
        self._asking, self._after = asking["id"], after["id"]
        self._looking: asyncio.Task[str] | None = None

    async def ask(self, asked: dict[str, Any]) -> tuple[str, float]:
        """Asks: what was wrong, and how many seconds it took. What leads on from the answer is looked for behind it."""
        if self._looking:
            await self._looking  # the visitor reads meanwhile; a session has one stream
        started = time.perf_counter()
        shown = await self._run(self._asking, [asked["question"], None, [], []])
        seconds = time.perf_counter() - started
        if "pa-error" in shown or "pa-answer" not in shown:
            return "no answer on the page", seconds
        self._looking = asyncio.create_task(self._run(self._after, [None]))
        return "", seconds

    async def _run(self, event: int, data: list[Any]) -> str:
        """Runs an event of the page; all that came back."""
        body = {"data": data, "fn_index": event, "session_hash": self._session}
        (await self._client.post("/gradio_api/queue/join", json=body)).raise_for_status()
        came: list[str] = []
        given = {"session_hash": self._session}
        async with self._client.stream("GET", "/gradio_api/queue/data", params=given) as stream:
            async for line in stream.aiter_lines():
                came.append(line)
                if '"close_stream"' in line:
                    break
        return "".join(came)

    async def leave(self) -> None:
        """Waits for what is still looked for."""
        if self._looking:
            await self._looking


async def ask_repeatedly(
    ask: Callable[[dict[str, Any]], Awaitable[tuple[str, float]]],
    asked: Iterator[dict[str, Any]],
    tally: Tally,
    *,
    every: float,
    until: float,
    first: float,
) -> None:
    """One client: waits `first` seconds, then asks every `every` seconds, a fifth more or less."""
    wait = random.Random(first)
    await asyncio.sleep(first)
    while (started := time.monotonic()) < until:
        try:
            problem, seconds = await ask(next(asked))
        except httpx.HTTPError as error:
            problem, seconds = type(error).__name__, 0.0
        if problem:
            tally.failures[problem] += 1
        else:
            tally.milliseconds.append(seconds * 1000)
        await asyncio.sleep(max(0.0, every * wait.uniform(0.8, 1.2) - (time.monotonic() - started)))


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


async def watch(server: Server, tally: Tally) -> None:
    """Notes memory every second."""
    started = time.monotonic()
    while (size := server.mebibytes()) is not None:
        tally.mebibytes.append((time.monotonic() - started, size))
        await asyncio.sleep(1)


async def measure(
    server: Server,
    asked: Sequence[dict[str, Any]],
    *,
    clients: int,
    seconds: float,
    every: float,
    page: bool = False,
    pages: int = 0,
) -> Tally:
    """Lets all clients ask for so long; their first requests are spread over one interval. With `pages`, beside an upload."""
    tally, source = Tally(), itertools.cycle(each for each in asked if not (page and each["history"]))
    address, used = server.address, server.processor_seconds()
    adding = asyncio.create_task(add_document(address, word_file(pages))) if pages else None
    watching = asyncio.create_task(watch(server, tally))
    limits = httpx.Limits(max_connections=clients, max_keepalive_connections=clients)
    async with httpx.AsyncClient(base_url=address, timeout=TIMEOUT_SECONDS, limits=limits) as client:
        (await client.get("/health/ready")).raise_for_status()
        config = (await client.get("/config")).json() if page else {}
        browsers = [Browser(client, config) for _ in range(clients)] if page else []
        asks = [each.ask for each in browsers] or [partial(ask_api, client)] * clients
        until = time.monotonic() + seconds
        await asyncio.gather(
            *(
                ask_repeatedly(ask, source, tally, every=every, until=until, first=every * n / clients)
                for n, ask in enumerate(asks)
            )
        )
        await asyncio.gather(*(each.leave() for each in browsers))
    watching.cancel()
    if (now := server.processor_seconds()) is not None and used is not None:
        tally.processor_seconds = now - used
    tally.adding_seconds = await adding if adding else None
    return tally


def told(clients: int, every: float, seconds: float, pages: int, tally: Tally) -> str:
    """The figures of a run, for people."""
    count = len(tally.milliseconds)
    lines = [
        f"{clients} clients, each every {every:g} s for {seconds:g} s: {Distribution.of(tally.milliseconds)}",
        f"failed requests: {sum(tally.failures.values())} {dict(tally.failures) or ''}".rstrip(),
    ]
    if tally.processor_seconds is not None:
        lines.append(f"processor time of the server: {tally.processor_seconds / count:.2f} s a question")
    if tally.growth is not None:
        lines.append(
            f"memory: {tally.mebibytes[-1][1]:.0f} MiB, {tally.growth:+.1%} since the end of the first minute"
        )
    if tally.adding_seconds is not None:
        lines.append(f"{pages} pages added meanwhile, in {tally.adding_seconds:.0f} s")
    return "\n".join(lines)


def figures(clients: int, every: float, seconds: float, pages: int, tally: Tally) -> dict[str, Any]:
    """The same for programs."""
    return {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "clients": clients,
        "seconds": seconds,
        "every_seconds": every,
        "answered_ms": asdict(Distribution.of(tally.milliseconds)),
        "failures": dict(tally.failures),
        "processor_seconds": tally.processor_seconds,
        "memory_mib": tally.mebibytes[-1][1] if tally.mebibytes else None,
        "memory_growth": tally.growth,
        "pages": pages,
        "adding_seconds": tally.adding_seconds,
        "load_average": os.getloadavg(),
    }


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
    parser.add_argument("--page", action="store_true", help="ask as browsers do")
    parser.add_argument("--pages", type=int, default=0, help="of a Word file that is added meanwhile")
    parser.add_argument("--until-slow", action="store_true", help="with more clients each time")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    asked = requests()
    random.Random(SEED).shuffle(asked)
    given = {name: getattr(options, name) for name in ("seconds", "every", "page")}
    clients, pages = options.clients, options.pages
    with nullcontext(Server(options.address.rstrip("/"))) if options.address else own_server() as server:
        while True:
            tally = asyncio.run(measure(server, asked, clients=clients, pages=pages, **given))
            if not tally.milliseconds:
                sys.exit(f"no request was answered: {dict(tally.failures)}")
            described = (clients, options.every, options.seconds, pages, tally)
            print(json.dumps(figures(*described), indent=2) if options.json else told(*described), flush=True)
            slow = bool(tally.failures) or Distribution.of(tally.milliseconds).p95 > P95_MS
            if slow or not options.until_slow:
                return int(slow)
            clients, pages = clients + MORE_CLIENTS, 0  # the file is there by now


if __name__ == "__main__":
    sys.exit(main())
