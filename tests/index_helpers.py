"""Small catalogs, an embeddings endpoint whose vectors mean something, and a real Chroma server."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.language.addresses import ClauseAddress
from assistant.language.text import nfc, tokens
from assistant.settings import Settings
from assistant.types import Catalog, Chunk, Document, Section, Turn

HUE = (
    "Tỷ lệ lao động qua đào tạo của thành phố đạt trên 80%.",
    "Hình thành mạng lưới chuyên gia về trí tuệ nhân tạo.",
    "Sở Y tế bồi dưỡng bác sĩ vận hành thiết bị chẩn đoán.",
)
CAN_THO = (
    "Tỷ lệ lao động qua đào tạo đạt 90%.",
    "Công an thành phố bảo đảm an ninh mạng cho các trường đại học.",
    "Báo cáo kết quả thực hiện gửi Sở Giáo dục và Đào tạo trước ngày 15 tháng 11.",
)
PLACES = {"hue": "Huế", "can-tho": "Cần Thơ"}


def make_catalog(documents: Mapping[str, Sequence[str]]) -> Catalog:
    """A catalog with one chunk per text; the context is the document's place, or its id."""
    rows: list[Document] = []
    sections: list[Section] = []
    chunks: list[Chunk] = []
    for name, texts in documents.items():
        source = nfc("\n".join(texts))
        place = PLACES.get(name)
        rows.append(Document(name, f"Kế hoạch {name}", name, "plan", "official", source, place=place))
        start = 0
        for number, text in enumerate(map(nfc, texts), start=1):
            clause, address = f"{name}-{number}", ClauseAddress(f"mục {number}")
            span = (start, start + len(text))
            sections.append(Section(clause, name, None, "dash", str(number), address, "", (), text, *span))
            chunks.append(
                Chunk(
                    clause,
                    name,
                    clause,
                    address,
                    ("MỤC TIÊU",),
                    place or name,
                    text,
                    *span,
                    "official",
                    place,
                    "dash",
                )
            )
            start += len(text) + 1
    return Catalog(tuple(rows), tuple(sections), tuple(chunks), (), ())


def two_plans() -> Catalog:
    """Three clauses of Huế and three of Cần Thơ."""
    return make_catalog({"hue": HUE, "can-tho": CAN_THO})


def bag_of_syllables(text: str, dimension: int) -> NDArray[np.float32]:
    """A vector that counts syllables: texts that share words are near. Not of unit length."""
    vector = np.zeros(dimension, dtype=np.float32)
    for syllable in tokens(text):
        vector[zlib.crc32(syllable.encode()) % dimension] += 1
    return vector


class EmbeddingsEndpoint:
    """What an OpenAI-compatible server answers; `requests` keeps the bodies and headers that came in."""

    def __init__(self, dimension: int = 64) -> None:
        self.dimension = dimension
        self.requests: list[tuple[dict[str, Any], dict[str, str]]] = []
        self.replies: list[tuple[int, Any]] = []  # given out first: status and body
        self.retry_after: str | None = None  # sent with every refusal
        self.before_reply: Callable[[int], None] = lambda number: None
        self.url = ""

    def reply(self, body: dict[str, Any]) -> tuple[int, Any]:
        """The next prepared reply, or the vectors, last text first: the client has to sort them."""
        if self.replies:
            return self.replies.pop(0)
        rows = [
            {"index": index, "embedding": bag_of_syllables(text, self.dimension).tolist()}
            for index, text in enumerate(body["input"])
        ]
        return 200, {"data": rows[::-1]}


@contextmanager
def asking(folder: Path, texts: Mapping[str, str]) -> Iterator[PolicyAssistant]:
    """An assistant over documents of these texts, by the names of their files, in a folder of its own."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in texts.items():
        (corpus / f"{name}.md").write_text(text, encoding="utf-8")
    settings = Settings(corpus_dir=corpus, index_dir=folder / "index", reading_seconds=60.0)
    build(settings)
    with PolicyAssistant.open(settings) as assistant:
        yield assistant


def last(assistant: PolicyAssistant, *turns: str) -> tuple[str, str, list[tuple[str, str]]]:
    """(outcome, text, clauses cited) of the last of some turns."""
    history: list[Turn] = []
    for turn in turns:
        answer = assistant.ask(turn, history=history)
        history.append(Turn(turn, answer.standalone_question))
    return answer.outcome, answer.text, [(c.document_id, c.address) for c in answer.citations]


@contextmanager
def serve_embeddings(dimension: int = 64) -> Iterator[EmbeddingsEndpoint]:
    """An endpoint on the loopback, for as long as the block runs."""
    endpoint = EmbeddingsEndpoint(dimension)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            endpoint.requests.append((body, dict(self.headers)))
            endpoint.before_reply(len(endpoint.requests))
            status, answer = endpoint.reply(body)
            data = answer.encode() if isinstance(answer, str) else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            if status != 200 and endpoint.retry_after:
                self.send_header("Retry-After", endpoint.retry_after)
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class ChromaServer:
    """`chroma run` on the loopback."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it and waits until it answers."""
        command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(self._folder)]
        command += ["--host", "127.0.0.1", "--port", str(self.port)]
        quiet = subprocess.DEVNULL
        self._process = subprocess.Popen(command, stdout=quiet, stderr=quiet, cwd=self._folder)
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"{self.url}/api/v2/heartbeat", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError("the Chroma server did not start")

    def collections(self) -> list[str]:
        """The names of all collections."""
        with urllib.request.urlopen(self._collections(), timeout=5) as answer:
            return sorted(row["name"] for row in json.load(answer))

    def delete(self, name: str) -> None:
        """Deletes a collection."""
        request = urllib.request.Request(f"{self._collections()}/{name}", method="DELETE")
        urllib.request.urlopen(request, timeout=5).close()

    def _collections(self) -> str:
        return f"{self.url}/api/v2/tenants/default_tenant/databases/default_database/collections"

    def freeze(self, *, frozen: bool = True) -> None:
        """Stops answering without closing a connection, or goes on."""
        if self._process:
            os.kill(self._process.pid, signal.SIGSTOP if frozen else signal.SIGCONT)

    def stop(self) -> None:
        """Ends it."""
        if self._process:
            self.freeze(frozen=False)
            self._process.kill()
            self._process.wait()
            self._process = None
