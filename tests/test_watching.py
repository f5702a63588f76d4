"""The folder of the documents followed: what waits, what is taken, what holds up nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from assistant.index.open import Index
from assistant.settings import Settings
from assistant.watching import FolderChange, FolderWatch, build_beside, compare_snapshots, take_snapshot

PLAN = "KẾ HOẠCH\nNạo vét kênh {}\n\nI. MỤC TIÊU\nNạo vét {} km kênh trong năm 2027.\n"


class Followed:
    """A folder with one document that is watched, and a clock of its own."""

    def __init__(self, folder: Path, *, confirm: bool = False) -> None:
        self.folder = folder / "corpus"
        self.folder.mkdir()
        self.write("a.txt", "A")
        self.settings = Settings(corpus_dir=self.folder, index_dir=folder / "index")
        self.said: list[str] = []
        self.watch = FolderWatch(self.settings, confirm=confirm, announce=self.said.append, indexed={})
        self.now = 100.0

    def write(self, name: str, what: str) -> None:
        (self.folder / name).write_text(PLAN.format(what, len(what) + 4), encoding="utf-8")

    def look(self, after: float = 4.0) -> bool:
        """Whether a look, some seconds later, built the index."""
        self.now += after
        return self.watch.look(self.now) is not None

    def indexed(self) -> list[str]:
        with closing(Index.open(self.settings)) as index:
            return [document.id for document in index.catalog.documents]


def test_a_new_a_changed_and_a_removed_file_are_taken_once_they_rest(tmp_path: Path):
    followed = Followed(tmp_path)
    assert [followed.look(), followed.look(), followed.look()] == [False, True, False]
    followed.write("b.txt", "B")
    followed.write("a.txt", "A mới")
    assert [followed.look(1), followed.look(1), followed.look(1), followed.look(1)] == [
        False,
        False,
        False,
        True,
    ]
    assert followed.watch.state.last == FolderChange(("b.txt",), ("a.txt",), ())
    assert followed.indexed() == ["a", "b"]
    (followed.folder / "b.txt").unlink()
    assert [followed.look(), followed.look()] == [False, True]
    assert followed.indexed() == ["a"]
    assert followed.said == ["added: a.txt", "added: b.txt", "changed: a.txt", "removed: b.txt"]


def test_a_file_that_is_still_being_written_is_waited_for_but_holds_up_no_other_for_ever(tmp_path: Path):
    followed = Followed(tmp_path)
    built = []
    for second in range(20):
        followed.write("dang-ghi.txt", "x" * second)
        built.append(followed.look(1))
    assert built.index(True) == 15  # five times as long as a file must rest
    assert built.count(True) == 1
    assert followed.indexed() == ["a"]
    assert [followed.look(1), followed.look(3)] == [False, True]
    assert followed.indexed() == ["a", "dang-ghi"]


def test_a_bad_file_is_told_and_the_others_are_taken(tmp_path: Path):
    followed = Followed(tmp_path)
    (followed.folder / "hong.txt").write_bytes(b"")
    followed.look()
    report = followed.watch.look(followed.now + 4)
    assert report is not None
    assert [file.path for file in report.skipped] == ["hong.txt"]
    assert followed.indexed() == ["a"]
    assert not followed.look()  # it is not tried again and again


def test_where_nothing_can_be_indexed_the_index_before_goes_on_until_the_folder_changes(tmp_path: Path):
    followed = Followed(tmp_path)
    followed.look()
    assert followed.look()
    (followed.folder / "a.txt").unlink()
    assert [followed.look(), followed.look(), followed.look()] == [False, False, False]
    assert "holds no document" in str(followed.watch.state.problem)
    assert followed.indexed() == ["a"]
    followed.write("c.txt", "C")
    assert [followed.look(), followed.look()] == [False, True]
    assert followed.watch.state.last == FolderChange(("c.txt",))
    assert followed.indexed() == ["c"]


def test_a_change_that_must_be_agreed_to_waits_and_is_told_once(tmp_path: Path):
    followed = Followed(tmp_path, confirm=True)
    followed.watch.confirm()  # there is nothing yet that one could agree to
    assert [followed.look(), followed.look(), followed.look()] == [False, False, False]
    assert followed.watch.state.waiting == FolderChange(("a.txt",))
    assert followed.said == ["waiting for you to agree: added: a.txt"]
    followed.watch.confirm()
    assert followed.look()
    assert followed.watch.state.waiting == FolderChange()
    followed.write("b.txt", "B")
    assert [followed.look(), followed.look()] == [False, False]  # each change is agreed to anew


@pytest.mark.parametrize("name", ["manifest.json", "cards.json"])
def test_what_is_said_of_the_documents_is_followed_too(tmp_path: Path, name: str):
    before = take_snapshot(tmp_path)
    (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "anh.png").write_bytes(b"no document")
    assert compare_snapshots(before, take_snapshot(tmp_path)) == FolderChange((name,))


def test_what_an_editor_brought_in_waits_for_nobody(tmp_path: Path):
    followed = Followed(tmp_path, confirm=True)
    build_beside(followed.watch)(followed.settings)
    assert not followed.look()
    assert followed.watch.state.waiting == FolderChange()
    followed.write("b.txt", "B")
    followed.look()
    followed.look()
    assert followed.watch.state.waiting == FolderChange(added=("b.txt",))
    build_beside(followed.watch)(followed.settings)
    followed.look()
    assert followed.watch.state.waiting == FolderChange()
    assert followed.indexed() == ["a", "b"]
