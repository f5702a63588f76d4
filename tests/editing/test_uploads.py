"""Files as they come from editors: names, sizes, kinds, macros, a full disk, a connection that ends."""

from __future__ import annotations

import io
import resource
import signal
import zipfile
from pathlib import Path

import pytest

from assistant.editing.errors import NoRoomError, UploadError, UploadTooLargeError
from assistant.editing.uploads import MOST, Uploads, safe_name
from assistant.errors import CorpusError
from assistant.readers.limits import MAX_BYTES
from assistant.settings import Settings
from tests.editing.office import word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    settings = Settings(corpus_dir=tmp_path, index_dir=tmp_path / "index", additions_dir=tmp_path / "added")
    return Uploads(settings, tuple)


def packed(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, b"<x/>")
    return written.getvalue()


def bomb() -> bytes:
    """A small file that is far larger unpacked."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", bytes(90_000_000))
    return written.getvalue()


def kept(folder: Path) -> list[str]:
    return [str(path) for path in (folder / "added").rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Kế hoạch.docx", "Kế hoạch.docx"),
        ("../../etc/cron.d/x.pdf", "x.pdf"),
        ("C:\\Users\\lan\\Báo cáo.DOC", "Báo cáo.DOC"),
        ("<img src=x onerror=alert(1)>.docx", "img src=x onerror=alert(1).docx"),
        ("a\nb\x00c.txt", "abc.txt"),
        ("...docx", "document.docx"),
        ("ố" * 300 + ".docx", "ố" * 58 + ".docx"),
    ],
)
def test_a_name_has_no_folders_no_markup_and_no_control_characters(given: str, name: str):
    assert safe_name(given) == name


@pytest.mark.parametrize("given", ["x.exe", "docx", "a.docx.zip", "", "../", "x.docx/"])
def test_other_kinds_are_refused_by_their_name(given: str):
    with pytest.raises(UploadError):
        safe_name(given)


def test_a_file_that_is_too_large_is_refused_before_and_while_it_comes(uploads: Uploads, tmp_path: Path):
    with pytest.raises(UploadTooLargeError):
        uploads.begin("a.pdf", "lan", 200_000_000)
    with pytest.raises(UploadTooLargeError), uploads.begin("a.pdf", "lan") as incoming:  # noqa: PT012
        for _ in range(MAX_BYTES // 10_000_000 + 1):
            incoming.write(bytes(10_000_000))
    assert kept(tmp_path) == []


def test_what_breaks_off_leaves_nothing(uploads: Uploads, tmp_path: Path):
    with pytest.raises(ConnectionError), uploads.begin("a.pdf", "lan") as incoming:  # noqa: PT012
        incoming.write(b"%PDF-")
        raise ConnectionError
    assert kept(tmp_path) == []
    assert uploads.of("lan") == []


def test_an_empty_file_is_refused(uploads: Uploads, tmp_path: Path):
    with pytest.raises(UploadError), uploads.begin("a.pdf", "lan", 0) as incoming:
        incoming.finish()
    assert kept(tmp_path) == []


def test_a_disk_without_room_is_told_before_a_byte_is_sent(tmp_path: Path):
    settings = Settings(corpus_dir=tmp_path, index_dir=tmp_path / "index", additions_dir=tmp_path / "added")
    with pytest.raises(NoRoomError):
        Uploads(settings, tuple, reserve=10**18).begin("a.pdf", "lan", 10)


def test_a_disk_that_fills_up_leaves_nothing(uploads: Uploads, tmp_path: Path):
    bounds = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        with pytest.raises(NoRoomError), uploads.begin("a.pdf", "lan") as incoming:  # noqa: PT012
            resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, bounds[1]))
            incoming.write(bytes(300_000))
            incoming.finish()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, bounds)
        signal.signal(signal.SIGXFSZ, before)
    assert kept(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.docm", packed("word/document.xml", "word/vbaProject.bin"), "carries macros"),
        ("a.docx", packed("word/document.xml", "word/VBAPROJECT.BIN"), "carries macros"),
        ("a.doc", OLE + bytes(64) + "_VBA_PROJECT".encode("utf-16-le"), "carries macros"),
        ("a.docx", OLE + bytes(64) + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
        ("a.docx", b"\x00\x01\x02", "holds binary data"),
        ("a.docx", word_file()[:3000], "is damaged"),
        ("a.docx", bomb(), "is far larger unpacked"),
    ],
)
def test_macros_passwords_and_damage_are_told(uploads: Uploads, name: str, data: bytes, message: str):
    with uploads.begin(name, "lan", len(data)) as incoming:
        incoming.write(data)
        upload = incoming.finish()
    uploads.get(upload.id, "lan", wait=60)
    assert upload.state == "refused"
    assert isinstance(upload.problem, CorpusError)
    assert upload.problem.message.startswith(message)


def test_so_many_files_wait_and_no_more(uploads: Uploads):
    for number in range(MOST):
        with uploads.begin(f"{number}.txt", "lan", 1) as incoming:
            incoming.write(b"a")
            incoming.finish()
    with pytest.raises(NoRoomError):
        uploads.begin("x.txt", "lan", 1)
    uploads.discard(uploads.of("lan")[0].id, "lan")
    with uploads.begin("x.txt", "lan", 1) as incoming:
        incoming.write(b"a")
