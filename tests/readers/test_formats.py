"""What a file is: told by its bytes, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from assistant.documents import read_corpus
from assistant.errors import CorpusError
from assistant.readers import ReadingCache, find_format, tesseract
from assistant.readers.formats import reader_id
from assistant.types.readings import Block, Reading
from tests.readers.word_files import p, tbl, tc, tr, word_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def packed(*names: str, first: bytes = b"") -> bytes:
    """The bytes of an archive; the same ones at any time, since tests are named by them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if first:
            archive.writestr(zipfile.ZipInfo("mimetype"), first)
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (packed("word/document.xml"), "docx"),
        (packed("word/document.xml")[:60], "docx"),
        (packed("xl/workbook.xml"), "xlsx"),
        (packed("content.xml", first=b"application/vnd.oasis.opendocument.text"), "odt"),
        (packed("readme.txt"), None),
        (OLE + "WordDocument".encode("utf-16-le"), "doc"),
        (OLE + "Workbook".encode("utf-16-le"), "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE, "damaged"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\r\n\r\n%PDF-1.4", "pdf"),
        (b"{\\rtf1\\ansi", "rtf"),
        (b"\xef\xbb\xbf<!DOCTYPE HTML PUBLIC>", "html"),
        (b"<?xml version='1.0'?>\n<!-- saved -->\n<html>", "html"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "html"),
        ("KẾ HOẠCH <b>".encode(), "text"),
        (b"\x89PNG\r\n\x1a\n\0\0", None),
        (b"", "text"),
    ],
)
def test_first_bytes(data: bytes, name: str | None):
    assert find_format(data) == name


def test_a_word_file_under_any_name_is_read_and_a_file_that_cannot_be_holds_up_no_other(tmp_path: Path):
    body = (
        p("KẾ HOẠCH")
        + p("Phát triển nghề muối")
        + p("I. Mục tiêu")
        + tbl(tr("TT", "Xã"), tr("1", tc("Bạch Long")))
    )
    files = {
        "ke-hoach.doc": word_file(body),
        "khoa.docx": OLE + "EncryptedPackage".encode("utf-16-le"),
        "hong.docx": word_file(p("x"))[:200],
        "cat.doc": OLE + bytes(9000),
        "anh.pdf": b"\x89PNG\r\n\x1a\n\0\0",
        "~$khoa.docx": b"\0",
        "van-ban.txt": "Phụ lục".encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    corpus = read_corpus(tmp_path)
    plan, text = corpus.documents
    assert (plan.id, plan.file, plan.reader) == ("ke-hoach", "ke-hoach.doc", "docx 2")
    assert plan.text.endswith("I. Mục tiêu\n\n| TT | Xã |\n| --- | --- |\n| 1 | Bạch Long |")
    assert (text.text, text.reader, list(corpus.readings)) == ("Phụ lục", None, ["ke-hoach"])
    assert [(file.path, file.reason) for file in corpus.skipped] == [
        ("anh.pdf", "holds binary data"),
        ("cat.doc", "is damaged or half written, or is no document of Word or Excel"),
        ("hong.docx", "is damaged or half written: the list of its parts is missing"),
        ("khoa.docx", "is encrypted"),
    ]


def test_a_packed_file_that_is_far_larger_unpacked_is_refused(tmp_path: Path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 90_000_000)
    (tmp_path / "a.docx").write_bytes(out.getvalue())
    with pytest.raises(CorpusError, match="far larger unpacked"):
        read_corpus(tmp_path)


def test_the_cache_reads_each_content_once_and_remembers_refusals(tmp_path: Path):
    made: list[str] = []

    def make() -> Reading:
        made.append("read")
        return Reading("docx 1", (Block("clause", "một"),))

    def refuse() -> Reading:
        made.append("refused")
        raise CorpusError("is damaged", hint="save it again")

    for _ in range(2):
        with ReadingCache(tmp_path / "readings.sqlite3") as cache:
            assert cache.read("a", "docx 1", make).blocks[0].text == "một"
            with pytest.raises(CorpusError, match="is damaged") as error:
                cache.read("b", "docx 1", refuse)
            assert error.value.hint == "save it again"
    assert made == ["read", "refused"]
    with ReadingCache(tmp_path / "readings.sqlite3") as cache:
        cache.read("a", "docx 2", make)
        cache.keep_only_used()
    with ReadingCache(tmp_path / "readings.sqlite3") as cache:
        cache.read("a", "docx 2", make)
        cache.read("a", "docx 1", make)
    assert made == ["read", "refused", "read", "read"]


def test_a_damaged_cache_is_made_anew(tmp_path: Path):
    path = tmp_path / "readings.sqlite3"
    path.write_bytes(b"no database" * 500)
    with ReadingCache(path) as cache:
        assert cache.read("a", "x 1", lambda: Reading("x 1", (Block("clause", "một"),))).reader == "x 1"


def test_a_scan_is_read_again_once_the_model_of_vietnamese_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tesserocr.py").write_text("", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(tesseract, "_PLACES", ())
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    tesseract.traineddata.cache_clear()
    before = reader_id("pdf")
    (tmp_path / "vie.traineddata").write_bytes(b"")
    tesseract.traineddata.cache_clear()
    assert reader_id("pdf") == f"{before} tesserocr"
    tesseract.traineddata.cache_clear()
