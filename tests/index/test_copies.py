"""A large index in which little changed is a changed copy of the one before: it answers as one that is written anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.index import Index, Retriever, build_index, open_encoder
from assistant.index.catalog_json import encode_catalog
from assistant.index.generations import CATALOG, CHROMA, current_generation, read_manifest
from assistant.settings import Settings
from assistant.types import Catalog
from tests.index_helpers import make_catalog, serve_embeddings

CROPS = ("lúa nước", "ngô lai", "chè shan", "cà phê", "hồ tiêu", "sầu riêng", "bưởi da xanh")
NAME = "Phùng Thị Ánh Tuyết"
QUESTIONS = ("diện tích chè shan của xã 17", "cà phê 91 ha", f"bà {NAME}", "đàn trâu", "hồ tiêu xã 300")


def texts(numbers: Sequence[int]) -> list[str]:
    return [f"Xã {number} trồng {number * 7} ha {CROPS[number % 7]}." for number in numbers]


FIRST = texts(range(200))
SECOND = texts(range(200, 600))
OTHERS = [f"Bà {NAME} nuôi đàn trâu {number} con." for number in range(60)]
CHANGES = {
    "added": {"hue": FIRST, "can-tho": SECOND, "da-nang": OTHERS},
    "one removed": {"hue": FIRST, "can-tho": SECOND[:-1]},
    "changed": {"hue": [*FIRST[:-20], *OTHERS[:20]], "can-tho": SECOND},
    "moved": {"can-tho": [*SECOND[:-10], *SECOND[-9:], SECOND[-10]], "hue": FIRST},
}


@pytest.fixture(scope="module")
def endpoint_url() -> Iterator[str]:
    with serve_embeddings(384) as served:
        yield served.url


def settings_of(folder: Path, url: str) -> Settings:
    return Settings(index_dir=folder, encoder="openai:test", encoder_url=url)


def graph_of(settings: Settings) -> str:
    """The folder of the graph, which Chroma names anew for each collection that is created."""
    (folder,) = (p for p in (current_generation(settings.index_path()) / CHROMA).iterdir() if p.is_dir())
    return folder.name


def hits(settings: Settings) -> list[list[tuple[str, float]]]:
    index = Index.open(settings)
    try:
        retriever = Retriever(index, open_encoder(settings), settings)
        found = [retriever.search(question, k=20) for question in QUESTIONS]
        return [[(hit.chunk.id, round(hit.score, 4)) for hit in own] for own in found]
    finally:
        index.close()


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_copy_answers_as_one_written_anew(tmp_path: Path, endpoint_url: str, change: str) -> None:
    after = make_catalog(CHANGES[change])
    copied = settings_of(tmp_path / "copied", endpoint_url)
    build_index(make_catalog({"hue": FIRST, "can-tho": SECOND}), copied)
    graph = graph_of(copied)
    report = build_index(after, copied)
    anew = settings_of(tmp_path / "anew", endpoint_url)
    assert build_index(after, anew).index_id == report.index_id
    assert graph_of(copied) == graph
    catalogs = [(current_generation(s.index_path()) / CATALOG).read_bytes() for s in (copied, anew)]
    assert catalogs[0] == catalogs[1] == encode_catalog(after)
    assert hits(copied) == hits(anew)


def test_copy_upon_copy_is_as_good(tmp_path: Path, endpoint_url: str) -> None:
    settings = settings_of(tmp_path / "index", endpoint_url)
    build_index(make_catalog({"hue": FIRST, "can-tho": SECOND}), settings)
    graph = graph_of(settings)
    for number in range(1, 4):
        last = make_catalog({"hue": FIRST[: -number * 8], "can-tho": SECOND, "da-nang": OTHERS[: number * 9]})
        build_index(last, settings)
    assert graph_of(settings) == graph
    assert read_manifest(current_generation(settings.index_path())).removed > 0
    encoder, index = open_encoder(settings), Index.open(settings)
    for position in range(0, len(last.chunks), 40):
        (vector,) = encoder.embed_passages([last.chunks[position].indexed_text])
        nearest, cosines = index.dense(vector, 5)
        assert position in nearest[np.isclose(cosines, cosines[0], atol=1e-4)]
    index.close()


@pytest.mark.parametrize(
    "documents",
    [{"hue": texts(range(5000, 5200)), "can-tho": SECOND}, {"can-tho": SECOND}],
    ids=["much changed", "much removed"],
)
def test_after_large_changes_all_is_written_anew(
    tmp_path: Path, endpoint_url: str, documents: dict[str, list[str]]
) -> None:
    settings = settings_of(tmp_path / "index", endpoint_url)
    build_index(make_catalog({"hue": FIRST, "can-tho": SECOND}), settings)
    graph = graph_of(settings)
    build_index(make_catalog(documents), settings)
    assert graph_of(settings) != graph
    assert read_manifest(current_generation(settings.index_path())).removed == 0


def test_a_damaged_database_is_not_copied(tmp_path: Path, endpoint_url: str) -> None:
    settings = settings_of(tmp_path / "index", endpoint_url)
    build_index(make_catalog({"hue": FIRST, "can-tho": SECOND}), settings)
    graph = graph_of(settings)
    path = current_generation(settings.index_path()) / CHROMA / "chroma.sqlite3"
    data = bytearray(path.read_bytes())
    damaged = slice(len(data) // 4, None)  # to the end: half of the pages are free, and damage there is none
    data[damaged] = b"\xa5" * len(data[damaged])
    path.write_bytes(data)
    build_index(make_catalog(CHANGES["added"]), settings)
    assert graph_of(settings) != graph
    assert len(hits(settings)) == len(QUESTIONS)


def test_whole_leaves_no_trace_of_what_was_taken_out(tmp_path: Path, endpoint_url: str) -> None:
    settings = settings_of(tmp_path / "index", endpoint_url)
    build_index(make_catalog(CHANGES["added"]), settings)
    last: Catalog = make_catalog({"hue": FIRST, "can-tho": SECOND})
    build_index(last, settings)
    assert holds_name(settings)
    assert build_index(last, settings).unchanged
    assert not build_index(last, settings, whole=True).unchanged
    assert not holds_name(settings)
    assert build_index(last, settings, whole=True).unchanged


def holds_name(settings: Settings) -> bool:
    files = (p for p in current_generation(settings.index_path()).rglob("*") if p.is_file())
    return any(NAME.encode() in path.read_bytes() for path in files)
