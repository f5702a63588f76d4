"""What was said about answers as a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from assistant.exporting.reports import Cell, Field, Language, Report, make_report
from assistant.feedback import Feedback
from assistant.messages import say


def feedback_report(rows: Sequence[Feedback], *, language: Language, index_id: str, made: datetime) -> Report:
    """One line for each answer that something was said about."""

    def of(name: str) -> Callable[[Feedback], Cell]:
        return lambda row: getattr(row, name) or None

    fields = [
        Field("made", ("Lúc (UTC)", "At (UTC)"), 20, of("made"), on_screen=True),
        Field(
            "verdict",
            ("Đánh giá", "Verdict"),
            14,
            lambda row: say(f"feedback_{row.verdict}", language),
            on_screen=True,
        ),
        Field("comment", ("Góp ý", "Comment"), 40, of("comment"), on_screen=True),
        Field("question", ("Câu hỏi", "Question"), 40, of("question"), on_screen=True),
        Field("standalone_question", ("Câu hỏi đã hiểu", "Question as understood"), 40, of("standalone_question"), printed=False),
        Field("answer", ("Câu trả lời", "Answer"), 60, of("answer")),
        Field("sources", ("Nguồn", "Sources"), 40, of("sources")),
        Field("mode", ("Cách trả lời", "Mode"), 14, of("mode"), printed=False),
        Field("index_id", ("Mã bản dữ liệu", "Index"), 20, of("index_id"), printed=False),
        Field("settings_id", ("Cấu hình", "Settings"), 16, of("settings_id"), printed=False),
        Field("reference", ("Mã", "Reference"), 18, of("reference"), printed=False),
    ]  # fmt: skip
    return make_report(
        ("Góp ý", "Feedback"), ("Góp ý về câu trả lời", "Feedback on answers"), fields, rows, {},
        language=language, index_id=index_id, made=made,
    )  # fmt: skip
