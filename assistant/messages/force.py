"""What is said of the force of documents and clauses: replaced, amended, repealed, expired, not yet in force; conflicts."""

from __future__ import annotations

FORCE: dict[str, tuple[str, str]] = {
    # Since when, where it is known; it stands behind a word, within the sentences below.
    "since": (" từ ngày {day}", " from {day}"),
    "until": (" trước ngày {day}", " before {day}"),
    # A document that is changed and is not among those indexed.
    "not_loaded": ("văn bản số {number} (chưa có trong kho)", "document {number} (not indexed)"),
    "clause_amended": ("{clause} được sửa đổi{since} theo {by}.", "{clause} was amended{since} by {by}."),
    "clause_inserted": ("{clause} được bổ sung{since} theo {by}.", "{clause} was added{since} by {by}."),
    "clause_repealed": (
        "**Không còn áp dụng:** {clause} đã bị bãi bỏ{since} theo {by}.",
        "**No longer in force:** {clause} was repealed{since} by {by}.",
    ),
    "document_replace": ("{by} thay thế {clause}{since}.", "{by} replaced {clause}{since}."),
    "document_repeal": ("{by} bãi bỏ {clause}{since}.", "{by} repealed {clause}{since}."),
    "document_amend": ("{by} sửa đổi, bổ sung {clause}{since}.", "{by} amended {clause}{since}."),
    "will_replace": (
        "Sắp thay đổi: {clause} được thay bằng nội dung khác{since} theo {by}.",
        "About to change: other text takes the place of {clause}{since} by {by}.",
    ),
    "will_repeal": (
        "Sắp thay đổi: {clause} bị bãi bỏ{since} theo {by}.",
        "About to change: {clause} is repealed{since} by {by}.",
    ),
    "before_amended": ("Trước đó: “{text}”", "Before: “{text}”"),
    "old": ("Quy định cũ, không còn áp dụng – {text}", "Old text, no longer in force – {text}"),
    "old_until": ("Quy định cũ, áp dụng{until} – {text}", "Old text, in force{until} – {text}"),
    "old_cell": ("(cũ) {text}", "(old) {text}"),
    "draft_text": ("Dự thảo, chưa ban hành – {text}", "Draft, not issued – {text}"),
    "not_yet": ("Chưa có hiệu lực, áp dụng{since} – {text}", "Not yet in force, applies{since} – {text}"),
    "phrase_changed": (
        "Cụm từ “{old}” được thay bằng “{new}”{since} theo {by}.",
        "The words “{old}” were replaced by “{new}”{since} by {by}.",
    ),
    "phrase_dropped": (
        "Cụm từ “{old}” được bỏ{since} theo {by}.",
        "The words “{old}” were taken out{since} by {by}.",
    ),
    "standing_replaced": (
        "{name} không còn hiệu lực: bị thay thế{since} theo {by}.",
        "{name} is no longer in force: it was replaced{since} by {by}.",
    ),
    "standing_repealed": (
        "{name} không còn hiệu lực: bị bãi bỏ{since} theo {by}.",
        "{name} is no longer in force: it was repealed{since} by {by}.",
    ),
    "standing_expired": ("{name} đã hết hiệu lực{since}.", "{name} has expired{since}."),
    "standing_draft": (
        "{name} là dự thảo, chưa được ban hành; nội dung chưa có hiệu lực.",
        "{name} is a draft that has not been issued; it is not in force.",
    ),
    "standing_not_yet": (
        "{name} chưa có hiệu lực; áp dụng{since}.",
        "{name} is not yet in force; it applies{since}.",
    ),
    "fact_no_successor": (
        "Trong kho văn bản không có văn bản nào thay thế, bãi bỏ hoặc sửa đổi {name}.",
        "No indexed document replaces, repeals or amends {name}.",
    ),
    "conflict": (
        "Hai tệp cùng mang số {number} ghi số liệu khác nhau: {file} như trên, {other} ghi “{quote}”. Hãy đối chiếu bản chính.",
        "Two files bear the number {number} and differ: {file} as above, {other} says “{quote}”. Check the original.",
    ),
}
