"""Files of Word before 2007, with the programs that read them and without."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from docx import Document

from assistant.errors import CorpusError
from assistant.readers.doc import read
from assistant.types.readings import Reading

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
needs_antiword = pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")


@pytest.fixture(scope="module")
def old_word(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("word")
    document = Document()
    document.add_paragraph("KẾ HOẠCH NẠO VÉT KÊNH CẤP BA")
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
    *("KẾ HOẠCH NẠO VÉT KÊNH CẤP BA", "1. Xã Hồng Lạc nạo vét 12 km kênh trước 15/4."),
    *("1. Khơi thông cống", "2. Đắp bờ vùng", "TT | Kênh | Chiều dài", "1 | N5 | 2,5 km", "Lưu: VT."),
]


@needs_office
def test_libreoffice_gives_words_rows_and_computed_numbers(old_word: bytes) -> None:
    reading = read(old_word)
    assert reading.reader == "doc"
    assert lines(reading) == EXPECTED


def path_with(program: str, folder: Path) -> str:
    found = shutil.which(program)
    assert found is not None
    (folder / program).symlink_to(found)
    return str(folder)


@needs_office
@needs_antiword
def test_antiword_gives_words_and_rows_and_tells_of_lost_numbers(
    old_word: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path_with("antiword", tmp_path))
    reading = read(old_word)
    assert [line.removeprefix("1. ").removeprefix("2. ") for line in lines(reading)[2:4]] == [
        "Khơi thông cống", "Đắp bờ vùng",
    ]  # fmt: skip
    assert lines(reading)[:2] + lines(reading)[4:] == EXPECTED[:2] + EXPECTED[4:]
    assert [(remark.code, remark.detail) for remark in reading.remarks] == [("numbers_lost", "2")]


def test_without_a_program_one_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CorpusError) as caught:
        read(b"\xd0\xcf\x11\xe0")
    assert caught.value.message.startswith("is a file of Word before 2007")
    assert caught.value.hint == "install LibreOffice (or antiword), or save it as .docx"


@needs_antiword
def test_what_only_begins_like_a_word_file_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", path_with("antiword", tmp_path))
    with pytest.raises(CorpusError) as caught:
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 5000)
    assert caught.value.message.startswith("is damaged")
