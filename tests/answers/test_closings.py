"""The clause that ends a document names it, and answers what it says besides."""

from __future__ import annotations

import pytest

from assistant.answers.closings import only_names_document
from assistant.index import Library, build_catalog
from assistant.language.text import nfc
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Document

PLAN = """KẾ HOẠCH
I. NHIỆM VỤ
- Nạo vét kênh ở các xã.

Trên đây là Kế hoạch chống hạn cho cây trồng vụ đông xuân của tỉnh. Trong quá trình thực hiện,\
 nếu có vướng mắc vượt thẩm quyền, các đơn vị phản ánh về Sở Xây dựng.
"""


@pytest.mark.parametrize(
    ("question", "only"),
    [
        ("Kế hoạch chống hạn cho cây trồng chọn vùng nào trọng điểm?", True),
        ("Chống hạn vụ đông xuân lấy máy bơm ở đâu?", True),
        ("Kế hoạch chống hạn cho cây trồng: vượt thẩm quyền thì phản ánh về đâu?", False),
        ("Chống hạn cho cây trồng mà có vướng mắc thì sao?", False),
        ("Máy bơm hỏng thì gọi ai?", False),
    ],
)
def test_words_of_the_title_alone_make_it_no_answer(question: str, only: bool) -> None:
    document = Document("han", "Kế hoạch chống hạn", "KH hạn", "plan", "official", nfc(PLAN))
    catalog = build_catalog((document,), Settings())
    (closing,) = (chunk for chunk in catalog.chunks if chunk.kind == "closing")
    query = Understanding.of(Library(catalog)).read(question)
    assert only_names_document(query, closing) is only
