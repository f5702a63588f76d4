from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import IndexBusyError, IndexUnavailableError
from assistant.index.catalog_json import decode_catalog, encode_catalog
from assistant.index.generations import (
    create_generation,
    current_generation,
    identify_documents,
    identify_index,
    obsolete_generations,
    pointer_stamp,
    switch_to,
    write_durably,
    writing,
)
from assistant.language.addresses import ClauseAddress
from assistant.language.deadlines import Deadline
from assistant.language.values import Period
from assistant.types import Responsibility, Target
from tests.index_helpers import HUE, make_catalog, two_plans


def test_catalog_comes_back_as_it_was() -> None:
    target = Target(
        "t1", "hue", "hue-1", "Huế", "trained", "lao động qua đào tạo", ">", 80.0, None, "%", None,
        Period(2035, 2030), "quantitative", None, ClauseAddress("mục 1"), HUE[0], 0, len(HUE[0]),
    )  # fmt: skip
    duty = Responsibility(
        "r1", "hue", "hue-3", "Huế", "so-y-te", ("Sở Y tế", "BHXH"), "lead", HUE[2], ("Sở Nội vụ", "BHXH"), None,
        Deadline.parse("Quý III/2028, theo yêu cầu"), None, ClauseAddress("mục 3"), HUE[2], 0, len(HUE[2]), unsure=True,
    )  # fmt: skip
    catalog = replace(two_plans(), targets=(target,), responsibilities=(duty,))
    assert decode_catalog(encode_catalog(catalog)) == catalog


def test_the_fields_that_are_wanted_are_read_and_no_others() -> None:
    catalog = two_plans()
    # A text that looks like the beginning of a table.
    sections = (replace(catalog.sections[0], text='"chunks":{"fields":["a"]}'), *catalog.sections[1:])
    data = encode_catalog(replace(catalog, sections=sections))
    assert decode_catalog(data).sections == sections
    broken = data.replace(b'"sections":{"fields":["', b'"sections":{"fields":[[', 1)
    read = decode_catalog(broken, only=["documents", "chunks"])
    assert read.documents == catalog.documents
    assert [chunk.indexed_text for chunk in read.chunks] == [c.indexed_text for c in catalog.chunks]
    assert (read.sections, read.targets, {chunk.kind for chunk in read.chunks}) == ((), (), {""})
    with pytest.raises(ValueError):  # noqa: PT011  # whatever the JSON reader says
        decode_catalog(broken)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[: len(data) // 2],
        lambda data: b"[]",
        lambda data: data.replace(b'"headings"', b'"heads"', 1),
        lambda data: b"\xff" + data,
    ],
    ids=["cut", "not a catalog", "other fields", "not UTF-8"],
)
def test_damaged_catalog_is_recognised(damage) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # whatever the JSON reader says
        decode_catalog(damage(encode_catalog(two_plans())))


def test_index_id_depends_on_documents_and_encoder_alone() -> None:
    assert identify_index("catalog", "encoder") == identify_index("catalog", "encoder")
    assert len({identify_index(*pair) for pair in (("a", "b"), ("a", "c"), ("b", "b"))}) == 3


def test_document_is_changed_by_its_metadata_too() -> None:
    catalog = two_plans()
    moved = replace(catalog.documents[0], date="2026-01-02")
    changed = identify_documents(replace(catalog, documents=(moved, catalog.documents[1])))
    before = identify_documents(catalog)
    assert changed["hue"] != before["hue"]
    assert changed["can-tho"] == before["can-tho"]


def test_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom pathlib import Path\nfrom assistant.index.generations import writing\n"
        "with writing(Path(sys.argv[1])):\n    print('ready', flush=True)\n    sys.stdin.read()\n"
    )
    root = Path(__file__).parents[2]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], cwd=root, stdin=pipe, stdout=pipe, text=True
    ) as writer:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
        with pytest.raises(IndexBusyError, match=rf"\(process {writer.pid}\)"), writing(tmp_path):
            pass
        writer.communicate("")
    with writing(tmp_path):
        assert json.loads((tmp_path / "building.json").read_text()) == {"pid": os.getpid()}
    assert not (tmp_path / "building.json").exists()


def test_lock_of_a_killed_writer_does_not_stay(tmp_path: Path) -> None:
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom assistant.index.generations import writing\n"
        "with writing(Path(sys.argv[1])):\n    os.kill(os.getpid(), 9)\n"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=root, check=False)
    assert (tmp_path / "building.json").exists()
    with writing(tmp_path):
        pass


def test_generation_names_are_never_used_twice(tmp_path: Path) -> None:
    first, _ = create_generation(tmp_path, on_server=False)
    assert first.name.startswith("gen-000001-")
    first.rmdir()
    again, _ = create_generation(tmp_path, on_server=False)
    following, _ = create_generation(tmp_path, on_server=False)
    assert again.name != first.name
    assert following.name.startswith("gen-000002-")


def test_all_but_the_current_generation_is_obsolete(tmp_path: Path) -> None:
    (first, _), (second, _) = (create_generation(tmp_path, on_server=False) for _ in range(2))
    remote, collection = create_generation(tmp_path, on_server=True)
    (tmp_path / "gen-notes").mkdir()
    (tmp_path / "vectors.sqlite3").touch()
    switch_to(second)
    assert list(obsolete_generations(tmp_path)) == [(first, None), (remote, collection)]


def test_with_an_unreadable_pointer_finished_generations_stay(tmp_path: Path) -> None:
    (finished, _), (half_built, _) = (create_generation(tmp_path, on_server=False) for _ in range(2))
    (finished / "manifest.json").touch()
    (tmp_path / "current").write_bytes(b"\xff")
    assert list(obsolete_generations(tmp_path)) == [(half_built, None)]


def test_pointer_is_followed_and_its_replacement_noticed(tmp_path: Path) -> None:
    assert pointer_stamp(tmp_path) is None
    (first, _), (second, _) = (create_generation(tmp_path, on_server=False) for _ in range(2))
    switch_to(first)
    before = pointer_stamp(tmp_path)
    assert current_generation(tmp_path) == first
    switch_to(second)
    assert pointer_stamp(tmp_path) != before
    assert current_generation(tmp_path) == second


@pytest.mark.parametrize("content", [b"", b"../elsewhere\n", b"gen-1\n", b"\xff\xfe"])
def test_damaged_pointer_is_recognised(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "current").write_bytes(content)
    with pytest.raises(IndexUnavailableError) as caught:
        current_generation(tmp_path)
    assert caught.value.hint == "run `policy-assistant index`"


def test_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_durably(path, b"old")
    (tmp_path / ".file.new").mkdir()  # what is in the way of the new one
    with pytest.raises(OSError, match="directory"):
        write_durably(path, b"new")
    assert path.read_bytes() == b"old"


def test_catalog_of_a_hundred_clauses_is_compact() -> None:
    catalog = make_catalog({"hue": HUE * 34})
    assert len(encode_catalog(catalog)) < 6 * len(catalog.documents[0].text.encode())
