"""What a newer file replaces is kept, found by document and version, and goes with the document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.index.versions import VERSIONS, keep_versions, old_versions, read_version
from assistant.types import Document

FIRST = Document(
    "d", "Kế hoạch", "KH", "plan", "official", "Một", sha256="1" * 64, grounds=("Căn cứ Luật",), page_starts=(0, 2)
)  # fmt: skip
SECOND = replace(FIRST, text="Hai", sha256="2" * 64)
THIRD = replace(FIRST, text="Ba", sha256="3" * 64)
OTHER = replace(FIRST, id="e", text="Khác", sha256="4" * 64)


def test_each_version_that_was_replaced_is_kept_whole_and_the_last_one_comes_first(tmp_path: Path):
    keep_versions(tmp_path, [FIRST], [SECOND], {})
    keep_versions(tmp_path, [SECOND], [THIRD], {})
    assert [v.version for v in old_versions(tmp_path, "d")] == ["2" * 12, "1" * 12]
    assert read_version(tmp_path, "d", "1" * 12) == (FIRST, "d")
    assert read_version(tmp_path, "d") == (SECOND, "d")
    assert read_version(tmp_path, "d", "3" * 12) is None


def test_a_build_that_changes_no_file_keeps_nothing(tmp_path: Path):
    keep_versions(tmp_path, [FIRST], [replace(FIRST, title="Đính chính")], {})
    assert not (tmp_path / VERSIONS).exists()
    assert old_versions(tmp_path, "d") == ()


def test_an_older_file_of_the_folder_is_a_version_of_the_newest_one(tmp_path: Path):
    keep_versions(tmp_path, [OTHER], [FIRST], {"d": (OTHER,)})
    keep_versions(tmp_path, [FIRST], [FIRST], {"d": (OTHER,)})  # it is kept once
    assert [(v.document_id, v.successor) for v in old_versions(tmp_path, "d")] == [("e", "d")]
    assert read_version(tmp_path, "e") == (OTHER, "d")


def test_with_the_document_its_versions_go(tmp_path: Path):
    keep_versions(tmp_path, [FIRST], [SECOND], {})
    keep_versions(tmp_path, [SECOND], [OTHER], {})
    assert read_version(tmp_path, "d", "1" * 12) is None
