"""Files of Word before 2007, with LibreOffice and without; damaged ones too."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from assistant.errors import CorpusError
from assistant.readers import ReaderProcess
from assistant.readers.doc import read
from assistant.types.readings import Reading
from benchmarks.damage import Outcome, try_variants

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("word")
    document = Document()
    document.add_paragraph("KẾ HOẠCH").runs[0].add_break()
    document.paragraphs[0].add_run("Nạo vét kênh cấp ba")
    document.add_paragraph("1. Xã Hồng Lạc nạo vét 12 km kênh trước 15/4.")
    for words in ("Khơi thông cống", "Đắp bờ vùng"):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, (("TT", "Kênh", "Chiều dài"), ("1", "N5", "2,5 km")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_paragraph("Lưu: VT.")
    data = io.BytesIO()
    document.save(data)
    (folder / "a.docx").write_bytes(data.getvalue())
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "doc",
         "--outdir", str(folder), str(folder / "a.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / "a.doc").read_bytes()


def lines(reading: Reading) -> list[str]:
    return [
        f"{block.marker} {block.text}".strip() or " | ".join(cell.text for cell in block.cells)
        for block in reading.blocks
    ]


EXPECTED = [
    *("KẾ HOẠCH\nNạo vét kênh cấp ba", "1. Xã Hồng Lạc nạo vét 12 km kênh trước 15/4."),
    *("1. Khơi thông cống", "2. Đắp bờ vùng", "TT | Kênh | Chiều dài", "1 | N5 | 2,5 km", "Lưu: VT."),
]


@pytest.fixture(params=["with LibreOffice", "without"])
def office(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> bool:
    there: bool = request.param == "with LibreOffice"
    if not there:
        monkeypatch.setenv("PATH", str(tmp_path))
    return there


@needs_office
@pytest.mark.usefixtures("office")
def test_words_rows_and_computed_numbers(old_word: bytes) -> None:
    reading = read(old_word)
    assert reading.reader == "doc"
    assert lines(reading) == EXPECTED
    assert reading.remarks == ()


def test_what_only_begins_like_a_word_file_is_damaged(office: bool) -> None:
    with pytest.raises(CorpusError) as caught:
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 5000)
    assert caught.value.message == "is damaged, or of a Word before 97"
    assert ("LibreOffice" in caught.value.hint) is (not office or shutil.which("soffice") is None)


@needs_office
@pytest.mark.usefixtures("office")
def test_a_password_is_told(old_word: bytes) -> None:
    head = old_word.index(b"\xec\xa5")  # the stream of the text; its flags say whether it is encrypted
    data = bytearray(old_word)
    data[head + 11] |= 1
    with pytest.raises(CorpusError) as caught:
        read(bytes(data))
    assert caught.value.message == "is encrypted"


@needs_office
def test_damaged_variants_are_read_or_refused_in_a_sentence(old_word: bytes, office: bool) -> None:
    count = 4 if office else 20
    outcome = Outcome()
    with ReaderProcess() as reader:
        try_variants(reader, old_word, count, random.Random(3), outcome)
    assert outcome.said.total() == count
    assert 0 < outcome.said["read"] < count
    assert outcome.slowest < 60
