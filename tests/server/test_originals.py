"""Originals in the browser: pages as pictures with the lines of a clause marked, drawn once and kept."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from starlette.testclient import TestClient

from assistant import PolicyAssistant
from assistant.errors import CorpusError
from assistant.indexing import build
from assistant.readers.pictures import draw_page
from assistant.server import create_app
from assistant.settings import Settings
from tests.readers.pdf_writer import PdfWriter


def write_pdf(path: Path) -> None:
    """Two pages; the goal stands on the second one, half way down."""
    pdf = PdfWriter()
    page = pdf.page()
    page.centred(80, "KẾ HOẠCH").centred(110, "Đào giếng", bold=False)
    page.text(90, 160, "I. MỤC TIÊU CHUNG CỦA XÃ", bold=True)
    page.text(90, 200, "Mọi hộ dân trong xã đều có đủ nước sạch để dùng quanh năm.")
    page = pdf.page()
    page.text(90, 80, "II. MỤC TIÊU CỤ THỂ CỦA XÃ", bold=True)
    page.text(90, 421, "1. Đào bốn mươi giếng ở các thôn trong năm tới.")
    path.write_bytes(pdf.save())


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("originals")
    (folder / "corpus").mkdir()
    return Settings(corpus_dir=folder / "corpus", index_dir=folder / "index")


@pytest.fixture(scope="module")
def client(settings: Settings) -> Iterator[TestClient]:
    write_pdf(settings.corpus_dir / "gieng.pdf")
    (settings.corpus_dir / "chu.txt").write_text("Quy ước thôn\nGiữ gìn đường làng.", encoding="utf-8")
    build(settings)
    with PolicyAssistant.open(settings) as assistant:
        yield TestClient(create_app(assistant, settings), base_url="http://127.0.0.1")


def test_the_page_of_a_clause_is_shown_with_its_line_marked(client: TestClient):
    shown = client.get("/documents/gieng/original?clause=ii.1")
    assert "trang 2/2" in shown.text
    (mark,) = re.findall(r'<rect class="mark" id="mark" x="([\d.]+)" y="([\d.]+)"', shown.text)
    assert 80 < float(mark[0]) < 95
    assert 400 < float(mark[1]) < 425
    assert re.findall(r'<image href="pages/(\d+)"', shown.text) == ["2"]


def test_a_page_is_drawn_once_and_kept(client: TestClient, settings: Settings):
    picture = client.get("/documents/gieng/pages/2")
    assert picture.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (1400, 1982)
    (kept,) = (settings.index_path() / "pages").glob("*-2.png")
    kept.write_bytes(b"kept")
    assert client.get("/documents/gieng/pages/2").content == b"kept"
    kept.unlink()


@pytest.mark.parametrize(
    "address",
    [
        "gieng/pages/3",
        "gieng/pages/0",
        "gieng/original?page=3",
        "gieng/original?clause=x",
        "chu/original",
        "chu/pages/1",
        "mat/pages/1",
    ],
)
def test_what_there_is_no_picture_of_is_not_found(client: TestClient, address: str):
    assert client.get(f"/documents/{address}").status_code == 404


def test_the_text_says_on_which_page_it_stands_and_leads_to_the_picture(client: TestClient):
    text = client.get("/documents/gieng").text
    assert re.findall(r'<p class="page">(trang \d)', text) == ["trang 1", "trang 2"]
    assert "img-src 'self' data:" in client.get("/documents/gieng").headers["content-security-policy"]


def test_what_is_no_pdf_cannot_be_drawn():
    with pytest.raises(CorpusError):
        draw_page(b"%PDF-1.7 nothing", 1, 100)
