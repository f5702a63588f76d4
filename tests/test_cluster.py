"""An index that a cluster makes is the one that is made without: also when a worker is killed, or the build itself."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.documents.cache import DOCUMENT_CACHE
from assistant.documents.cluster import Job, open_cluster
from assistant.errors import DependencyError
from assistant.index import Index
from assistant.index.catalog_json import encode_catalog
from assistant.indexing import build
from assistant.settings import Settings
from tests.index_helpers import serve_embeddings

distributed = pytest.importorskip("distributed")
ROOT = Path(__file__).parents[1]
COUNT = 24


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers:
        yield workers


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serve_embeddings(384) as served:
        yield served.url


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for number in range(COUNT):
        lines = [
            f"{clause}. Chi cục Thủy sản thả {number * 100 + clause} nghìn con giống ở hồ số {clause} "
            f"trước ngày {clause % 28 + 1}/9/2027.\n"
            for clause in range(1, 60)
        ]
        text = f"KẾ HOẠCH\nThả cá giống vùng {number}\n\n" + "\n".join(lines)
        (folder / f"ke-hoach-{number:02}.txt").write_text(text, encoding="utf-8")
    (folder / "hong.docx").write_bytes(b"PK\x03\x04 no document")
    return folder


@pytest.fixture
def settings(tmp_path: Path, corpus: Path, url: str) -> Settings:
    return Settings(corpus_dir=corpus, index_dir=tmp_path / "index", encoder="openai:test", encoder_url=url)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, corpus: Path, url: str) -> bytes:
    """The catalog of a build without a cluster."""
    folder = tmp_path_factory.mktemp("alone")
    settings = Settings(corpus_dir=corpus, index_dir=folder, encoder="openai:test", encoder_url=url)
    build(settings)
    return catalog_of(settings)


def catalog_of(settings: Settings) -> bytes:
    index = Index.open(settings)
    try:
        return encode_catalog(index.catalog)
    finally:
        index.close()


def marks(settings: Settings) -> set[tuple[bytes, int]]:
    path = settings.index_path() / DOCUMENT_CACHE
    if not path.exists():
        return set()
    try:
        with sqlite3.connect(path, timeout=10) as connection:
            return set(connection.execute("SELECT key, rowid FROM documents"))
    except sqlite3.OperationalError:  # its table is not there yet
        return set()


def wait_for_marks(settings: Settings, count: int) -> None:
    deadline = time.monotonic() + 120
    while len(marks(settings)) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_worker_that_is_killed_changes_nothing(settings: Settings, cluster: Any, alone: bytes) -> None:
    pids = [worker.pid for worker in cluster.workers.values()]
    killed: list[int] = []

    def kill() -> None:
        wait_for_marks(settings, 5)
        os.kill(pids[0], signal.SIGKILL)
        killed.append(pids[0])

    killer = threading.Thread(target=kill)
    killer.start()
    report = build(settings, cluster=cluster.scheduler_address)
    killer.join()
    assert killed
    assert catalog_of(settings) == alone
    assert [file.path for file in report.skipped] == ["hong.docx"]
    assert report.embedded == report.chunk_count


def test_a_build_that_is_killed_goes_on(settings: Settings, cluster: Any, alone: bytes) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom assistant.indexing import build\n"
        "from assistant.settings import Settings\n"
        "build(Settings(corpus_dir=Path(sys.argv[1]), index_dir=Path(sys.argv[2]), encoder='openai:test', "
        "encoder_url=sys.argv[3]), cluster=sys.argv[4])"
    )
    arguments = [
        settings.corpus_dir,
        settings.index_path(),
        str(settings.encoder_url),
        cluster.scheduler_address,
    ]
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    wait_for_marks(settings, 30)
    process.kill()
    process.wait()
    before = marks(settings)
    assert len(before) >= 30
    build(settings, cluster=cluster.scheduler_address)
    assert before <= marks(settings)  # none was made a second time
    assert len(marks(settings)) == 3 * COUNT
    assert catalog_of(settings) == alone


def test_what_fails_on_the_workers_is_told_and_left_out(cluster: Any) -> None:
    with open_cluster(cluster.scheduler_address) as workers:
        assert workers is not None
        jobs = [Job(f"file {number}", bytes([number]), (number,)) for number in range(3)]
        made = {job.name: result for job, result in workers.run(_third_of, jobs)}
        assert made == {"file 1": 3.0, "file 2": 1.5}
        assert workers.failed == ["file 0"]


def _third_of(number: int) -> float:
    return 3 / number


def test_a_cluster_that_does_not_answer_is_named(settings: Settings) -> None:
    with pytest.raises(DependencyError, match=r"the cluster tcp://127\.0\.0\.1:9 does not answer"):
        build(settings, cluster="tcp://127.0.0.1:9")
