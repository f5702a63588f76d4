"""The way a question goes decides whether anything is searched for; what no way answers is said not to be stated."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import PolicyAssistant
from assistant.index import build_index
from assistant.settings import Settings
from assistant.types import Catalog, Done, Retrieved
from tests.index_helpers import EmbeddingsEndpoint, serve_embeddings


@pytest.fixture(scope="module")
def endpoint() -> Iterator[EmbeddingsEndpoint]:
    with serve_embeddings() as served:
        yield served


@pytest.fixture(scope="module")
def counted(
    small: Catalog, endpoint: EmbeddingsEndpoint, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PolicyAssistant]:
    """An assistant on the two plans whose encoder counts what it is asked."""
    folder = tmp_path_factory.mktemp("counted") / "index"
    settings = Settings(index_dir=folder, encoder="openai:test", encoder_url=endpoint.url)
    build_index(small, settings)
    with PolicyAssistant.open(settings) as assistant:
        yield assistant


@pytest.mark.parametrize(
    ("question", "calls", "begins"),
    [
        ("cảm ơn", 0, "Không có gì. Bạn cứ hỏi tiếp khi cần."),
        ("Mục I.1 của kế hoạch Cần Thơ nói gì?", 0, "Cần Thơ: 1. Mục tiêu đến năm 2030. [1]\n- Tỷ lệ"),
        ("Khoản 2 mục I quy định gì về nước sạch?", 0, "Huế: 2. Mục tiêu đến năm 2045. [1]\n- Tỷ lệ"),
        ("Kế hoạch Huế do ai ký?", 0, "Huế: tệp văn bản đã nạp không có phần chữ ký"),
        (
            "Có bao nhiêu chỉ tiêu nêu tỷ lệ phần trăm đến năm 2030?",
            0,
            "Huế, đến năm 2030: 2 chỉ tiêu nêu tỷ lệ",
        ),
        ("So sánh các chỉ tiêu của Huế và Cần Thơ đến năm 2030", 0, "Huế và Cần Thơ cùng nêu 2 chỉ tiêu"),
        ("Sở Xây dựng làm gì?", 0, "Huế giao **Sở Xây dựng** 2 nhiệm vụ"),
        (
            "Sở Xây dựng làm gì về trồng cây xanh?",
            0,
            "Trong các nhiệm vụ Huế giao **Sở Xây dựng**, 1 nhiệm vụ khớp với câu hỏi: [1]\n- Hướng dẫn",
        ),
        ("Liệt kê các mục tiêu của Huế đến năm 2030", 0, "Huế, “Mục tiêu đến năm 2030”, gồm 3 nội dung"),
        ("Tỷ lệ hộ dân có nước sạch của Huế đến năm 2030 là bao nhiêu?", 1, "Huế, đến năm 2030: Tỷ lệ"),
        ("Đơn vị nào chủ trì quy hoạch công viên ở Huế?", 1, "Huế, **Sở Xây dựng**: Chủ trì"),
    ],
)
def test_only_a_way_that_looks_something_up_has_the_question_encoded(
    counted: PolicyAssistant, endpoint: EmbeddingsEndpoint, question: str, calls: int, begins: str
):
    asked = len(endpoint.requests)
    found, *_, done = counted.stream(question)
    assert len(endpoint.requests) - asked == calls
    assert isinstance(found, Retrieved)
    assert isinstance(done, Done)
    assert bool(found.hits) == ("retrieving" in done.answer.timings_ms) == (calls > 0)
    assert done.answer.text.startswith(begins)
