"""What editors do to documents: in the index once it is built, as before where that fails, undone in turn."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.documents import read_corpus
from assistant.documents.additions import LIBRARY, read_additions
from assistant.editing import Desk, NewDocument, list_withdrawn
from assistant.editing.errors import ChangeError, ConflictError, NotReadyError, UnknownUploadError
from assistant.errors import CorpusError, IndexUnavailableError
from assistant.index import BuildReport
from assistant.index.versions import old_versions
from assistant.indexing import build
from assistant.settings import Settings
from assistant.types import Document
from tests.editing.office import ROADS, word_file

SECONDS = 120.0


class Office:
    """A folder with one plan, and a desk. Its builds read the documents and embed nothing; `fails` has the next ones fail."""

    def __init__(self, folder: Path, *, whole: bool = False) -> None:
        """`whole`: the index is built."""
        corpus = folder / "corpus"
        corpus.mkdir()
        (corpus / "duong.txt").write_text(ROADS, encoding="utf-8")
        self.settings = Settings(
            corpus_dir=corpus, index_dir=folder / "index", additions_dir=folder / "additions"
        )
        self.whole = whole
        self.fails: BaseException | None = None
        self.read: tuple[Document, ...] = ()
        self.make(self.settings)
        self.desk = Desk(self.settings, self.documents, make=self.make)

    def make(self, settings: Settings, **options: Any) -> BuildReport:
        if self.fails:
            raise self.fails
        corpus = read_corpus(settings.corpus_dir, additions=settings.additions_path())
        self.read = corpus.documents
        if self.whole:
            return build(settings, **options)
        counts: dict[str, Any] = dict.fromkeys(("embedded", "reused", "document_count", "chunk_count"), 0)
        changes: dict[str, Any] = dict.fromkeys(("added", "changed", "removed"), ())
        return BuildReport("", "", **counts, **changes, seconds=0.0, unchanged=False, skipped=corpus.skipped)

    def documents(self) -> Collection[Document]:
        return self.read

    def ids(self) -> list[str]:
        return [document.id for document in self.documents()]

    def send(self, data: bytes, name: str = "Cây xanh.docx", who: str = "lan") -> NewDocument:
        with self.desk.uploads.begin(name, who, len(data)) as incoming:
            incoming.write(data)
            upload = incoming.finish()
        return NewDocument(self.desk.uploads.get(upload.id, who, wait=SECONDS), {})

    def settle(self) -> None:
        assert self.desk.indexing.wait(SECONDS)

    def add(self, data: bytes, **given: Any) -> str:
        item = self.send(data)
        (act,) = self.desk.add("Lan", [NewDocument(item.upload, **({"card": {}} | given))])
        self.settle()
        return act.document

    def outcomes(self) -> list[tuple[str, str, str]]:
        """The acts as (who, kind, outcome), the last first."""
        return [(act.who, act.kind, act.outcome) for act in self.desk.journal.last()]

    def files(self) -> list[str]:
        """What was added, as paths in the folder of the additions."""
        folder = self.settings.additions_path()
        return sorted(path.name for path in folder.glob("files/*/*"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.settle()


def test_a_file_is_read_then_added_withdrawn_brought_back_and_deleted_for_good(office: Office):
    item = office.send(word_file())
    preview = item.upload.preview()
    assert (preview.card["number"], preview.card["date"]) == ("57/KH-UBND", "2027-03-12")
    assert (preview.target_count, preview.duty_count, preview.missing) == (2, 2, ())
    assert office.ids() == ["duong"]

    office.desk.add("Lan", [item])
    office.settle()
    assert office.ids() == ["duong", "cay-xanh"]
    with pytest.raises(UnknownUploadError):
        office.desk.uploads.get(item.upload.id, "lan")

    withdrawn = office.desk.withdraw("Minh", "cay-xanh")
    office.settle()
    assert office.ids() == ["duong"]
    (out,) = list_withdrawn(office.desk.journal, office.desk.standings)
    assert (out.id, out.title, out.undo, out.ours) == ("cay-xanh", "Kế hoạch 57/KH-UBND", withdrawn.id, True)

    office.desk.undo("Lan", withdrawn.id)
    office.settle()
    assert office.ids() == ["duong", "cay-xanh"]
    with pytest.raises(ChangeError, match="withdraw"):
        office.desk.delete("Lan", "cay-xanh")

    office.desk.withdraw("Lan", "cay-xanh")
    office.settle()
    office.desk.delete("Lan", "cay-xanh")
    office.settle()
    assert office.files() == []
    assert list_withdrawn(office.desk.journal, office.desk.standings) == []
    assert [act.undoes for act in office.desk.journal.last() if act.before or act.after] == []
    assert office.outcomes() == [
        ("Lan", "deleted", "done"),
        ("Lan", "withdrawn", "done"),
        ("Lan", "undone", "done"),
        ("Minh", "withdrawn", "done"),
        ("Lan", "added", "done"),
    ]


def test_a_new_version_takes_the_place_and_is_undone_to_the_one_before(tmp_path: Path):
    office = Office(tmp_path, whole=True)
    added = office.add(word_file(14))
    second = office.add(word_file(15), replaces=added)
    assert second == added
    assert office.ids() == ["duong", added]
    (newest,) = [document for document in office.documents() if document.id == added]
    assert "15.500 cây xanh" in newest.text
    (old,) = old_versions(office.settings.index_path(), added)
    act = office.desk.journal.last(limit=1)[0]
    office.desk.undo("Lan", act.id)
    office.settle()
    (before,) = [document for document in office.documents() if document.id == added]
    assert (before.version, "14.500 cây xanh" in before.text) == (old.version, True)


def test_a_file_of_the_folder_is_replaced_and_comes_back_untouched(office: Office):
    (before,) = office.documents()
    office.add(word_file(), replaces="duong")
    (after,) = office.documents()
    assert (after.id, after.number) == ("duong", "57/KH-UBND")
    office.desk.undo("Lan", office.desk.journal.last(limit=1)[0].id)
    office.settle()
    assert tuple(office.documents()) == (before,)
    assert (office.settings.corpus_dir / "duong.txt").read_text(encoding="utf-8") == ROADS


def test_a_card_is_corrected_before_and_after_and_a_correction_taken_back(office: Office):
    added = office.add(word_file(), card={"signer": "Lê Thị Hoa", "status": "Còn hiệu lực"})
    (document,) = [one for one in office.documents() if one.id == added]
    assert (document.signer, document.status, document.corrected) == (
        "Lê Thị Hoa",
        "Còn hiệu lực",
        ("signer", "status"),
    )
    office.desk.correct("Lan", added, {"number": "75/KH-UBND"}, ["status"])
    office.settle()
    (document,) = [one for one in office.documents() if one.id == added]
    assert (document.number, document.status, document.corrected) == (
        "75/KH-UBND",
        None,
        ("number", "signer"),
    )
    office.desk.correct("Lan", "duong", {"number": "9/KH-UBND"})  # of a file of the folder
    office.settle()
    assert [document.number for document in office.documents()] == ["9/KH-UBND", "75/KH-UBND"]
    with pytest.raises(CorpusError):
        office.desk.correct("Lan", added, {"date": "31/2/2027"})
    with pytest.raises(ChangeError):
        office.desk.correct("Lan", added, {"number": "75/KH-UBND"})


def test_of_two_editors_the_second_is_told_who_was_first(office: Office):
    seen = office.desk.standings.revision("duong")
    office.desk.correct("Minh", "duong", {"number": "9/KH-UBND"}, seen=seen)
    with pytest.raises(ConflictError, match="by Minh"):
        office.desk.correct("Lan", "duong", {"number": "10/KH-UBND"}, seen=seen)
    office.settle()
    assert [document.number for document in office.documents()] == ["9/KH-UBND"]


def test_a_change_is_undone_only_while_nothing_came_after_it(office: Office):
    first = office.desk.correct("Lan", "duong", {"number": "9/KH-UBND"})
    office.settle()
    second = office.desk.correct("Lan", "duong", {"number": "10/KH-UBND"})
    office.settle()
    with pytest.raises(ConflictError):
        office.desk.undo("Minh", first.id)
    office.desk.undo("Minh", second.id)
    office.settle()
    office.desk.undo("Minh", first.id)
    office.settle()
    assert [document.number for document in office.documents()] == [None]


def test_what_cannot_be_indexed_is_taken_back_and_the_index_before_answers(office: Office):
    office.fails = IndexUnavailableError("No space left on device")
    before = office.desk.standings.of("duong")
    item = office.send(word_file())
    office.desk.add("Lan", [item])
    office.desk.correct("Lan", "duong", {"number": "9/KH-UBND"})
    office.settle()
    assert {outcome for *_, outcome in office.outcomes()} == {"failed"}
    assert {act.problem for act in office.desk.journal.last()} == {"index_unavailable"}
    assert office.ids() == ["duong"]
    assert office.files() == []
    assert office.desk.standings.of("duong") == before
    office.fails = None
    assert office.add(word_file()) == "cay-xanh-2"  # an id is never given twice


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_change_that_a_stopped_server_left_is_brought_in_at_the_next_start(office: Office):
    office.fails = SystemExit()  # ends the thread that builds
    office.desk.add("Lan", [office.send(word_file())])
    office.settle()
    assert office.outcomes() == [("Lan", "added", "waiting")]
    office.fails = None
    again = Desk(office.settings, office.documents, make=office.make)
    assert again.indexing.wait(SECONDS)
    assert office.ids() == ["duong", "cay-xanh"]
    assert office.outcomes() == [("Lan", "added", "done")]


def test_the_same_file_is_not_added_twice_nor_the_only_document_withdrawn(office: Office):
    office.add(word_file())
    with pytest.raises(ChangeError, match="there already"):
        office.desk.add("Lan", [office.send(word_file(), "Bản khác.docx")])
    office.desk.withdraw("Lan", "duong")
    office.settle()
    with pytest.raises(ChangeError, match="only document"):
        office.desk.withdraw("Lan", "cay-xanh")
    with pytest.raises(ChangeError, match="folder"):
        office.desk.delete("Lan", "duong")


def test_a_file_that_could_not_be_read_is_not_added(office: Office):
    item = office.send(b"%PDF-1.7 cut off", "cut.pdf")
    assert item.upload.state == "refused"
    with pytest.raises(NotReadyError):
        office.desk.add("Lan", [item])
    assert office.outcomes() == []


def test_a_document_like_one_that_is_there_is_told(office: Office):
    office.add(word_file(14))
    others = [(one.id, one.why) for one in office.send(word_file(15)).upload.preview().alike]
    assert others == [("cay-xanh", "number")]
    others = [(one.id, one.why) for one in office.send(word_file(14), "x.docx").upload.preview().alike]
    assert others == [("cay-xanh", "file")]


def test_a_damaged_record_is_told_and_nothing_is_lost_in_silence(office: Office):
    office.add(word_file())
    path = office.settings.additions_path() / LIBRARY
    path.write_text('{"added": [{"id": "../x", "path": "y", "replaces": false}], "withdrawn": []}')
    with pytest.raises(CorpusError, match="cannot be used"):
        read_additions(office.settings.additions_path())
    with pytest.raises(CorpusError, match="cannot be used"):
        read_corpus(office.settings.corpus_dir, additions=office.settings.additions_path())


def test_of_a_document_that_is_deleted_for_good_no_word_is_left(tmp_path: Path):
    office = Office(tmp_path, whole=True)
    words = [form.encode() for form in ("cây xanh trên các tuyến phố", "Phòng Kinh tế chủ trì")]

    def holding() -> list[str]:
        files = [path for folder in ("index", "additions") for path in (tmp_path / folder).rglob("*")]
        return [str(path) for path in files if path.is_file() and any(w in path.read_bytes() for w in words)]

    office.desk.add("Lan", [office.send(word_file())])
    office.settle()
    office.desk.withdraw("Lan", "cay-xanh")
    office.settle()
    assert holding()
    office.desk.delete("Lan", "cay-xanh")
    office.settle()
    assert office.outcomes()[0] == ("Lan", "deleted", "done")
    assert holding() == []
