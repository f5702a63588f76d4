"""Files as offices have them, from the folder to a cited answer: text, page, blocks, report; read once for each content."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.index import BuildReport
from assistant.indexing import build
from assistant.readers import READING_CACHE
from assistant.settings import Settings
from tests.readers.word_files import abstract, num, p, tbl, tr, word_file

TURNED = "<w:r><w:lastRenderedPageBreak/></w:r>"
BODY = (
    tbl(tr("UBND TỈNH LẠNG SƠN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), tr("Số: 31/KH-UBND", "Lạng Sơn, ngày 4 tháng 5 năm 2026"))
    + p("KẾ HOẠCH")
    + p("Phát triển cây hồi giai đoạn 2026 - 2030")
    + p("MỤC TIÊU", list_=1)
    + p("Diện tích hồi được cấp mã vùng trồng đạt 12.500 ha vào năm 2030.", list_=1, level=1)
    + p(TURNED, "TỔ CHỨC THỰC HIỆN", '<w:r><w:commentReference w:id="0"/></w:r>', list_=1)
    + p("Sở Nông nghiệp và Môi trường chủ trì cấp mã vùng trồng cây hồi.", list_=1, level=1)
)  # fmt: skip
NUMBERING = abstract(1, ("upperRoman", "%1."), ("decimal", "%2.")) + num(1, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("van-ban")
    (folder / "hoi.docx").write_bytes(word_file(BODY, numbering=NUMBERING))
    (folder / "ghi-chu.txt").write_text("Cây hồi ra hoa hai vụ.", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def settings(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(corpus_dir=folder, index_dir=tmp_path_factory.mktemp("chi-muc"))


@pytest.fixture(scope="module")
def built(settings: Settings) -> BuildReport:
    return build(settings)


@pytest.fixture(scope="module")
def assistant(built: BuildReport, settings: Settings) -> Iterator[PolicyAssistant]:
    with PolicyAssistant.open(settings) as assistant:
        yield assistant


def test_an_answer_cites_the_page_and_the_computed_number(assistant: PolicyAssistant):
    answer = assistant.ask("Cơ quan nào chủ trì cấp mã vùng trồng cây hồi?")
    (citation,) = answer.citations
    assert (citation.address, citation.page) == ("mục II.1", 2)
    assert citation.quote == "Sở Nông nghiệp và Môi trường chủ trì cấp mã vùng trồng cây hồi."
    text, plan = assistant.documents()
    assert (plan.number, plan.date, plan.place) == ("31/KH-UBND", "2026-05-04", "Lạng Sơn")
    assert (text.reader, text.page_at(3), plan.pages_about) == (None, None, True)


def test_the_index_keeps_the_reading_beside_the_text(assistant: PolicyAssistant):
    text, plan = assistant.documents()
    kept = assistant.reading(plan.id)
    assert kept is not None
    start = plan.text.index("12.500")
    (block,) = kept.blocks_between(start, start + 6)
    assert (block.marker, block.page, block.about) == ("1.", 1, True)
    assert assistant.reading(text.id) is None


def test_reports_say_what_was_left_out(assistant: PolicyAssistant, built: BuildReport):
    (report,) = built.readings.values()
    assert (report.pages, report.pages_about, report.left_out) == (2, True, ("comments: 1",))
    assert assistant.reading_reports() == dict(built.readings)


def test_what_has_not_changed_is_not_read_again(built: BuildReport, settings: Settings, folder: Path):
    with sqlite3.connect(settings.index_path() / READING_CACHE) as connection:
        before = connection.execute("SELECT sha256, rowid FROM readings ORDER BY rowid").fetchall()
    assert build(settings).unchanged
    (folder / "them.docx").write_bytes(word_file(p("Ghi chú về cây quế.")))
    try:
        report = build(settings)
    finally:
        (folder / "them.docx").unlink()
    assert (report.added, report.changed) == (("them",), ())
    with sqlite3.connect(settings.index_path() / READING_CACHE) as connection:
        assert (
            connection.execute("SELECT sha256, rowid FROM readings ORDER BY rowid").fetchall()[:1] == before
        )
