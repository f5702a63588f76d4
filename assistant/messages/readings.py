"""What is said of how well a file was read, in Vietnamese and English; nothing where all of it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.types.readings import ReadingReport

Language = Literal["vi", "en"]
_SHOWN = 8  # pages or figures of a list
_SENTENCES = {
    "without_text": ("không có chữ: {pages}", "without text: {pages}"),
    "unreadable": ("lớp chữ hỏng, không đọc được: {pages}", "text layer damaged, not read: {pages}"),
    "by_ocr": (
        "nhận dạng từ ảnh (OCR), cần đối chiếu: {pages}",
        "read from pictures (OCR), to be checked: {pages}",
    ),
    "figures": ("chữ số chưa chắc: {figures}", "figures in doubt: {figures}"),
    "decoded": ("chuyển từ phông chữ cũ: {fonts}", "converted from old fonts: {fonts}"),
    "syllables": (
        "chỉ {share:.0%} số từ là tiếng Việt đúng chính tả: nên đối chiếu bản gốc",
        "only {share:.0%} of the words are Vietnamese as spelt: check the original",
    ),
    "left_out": ("không đưa vào: {things}", "left out: {things}"),
    "missing": ("chưa đọc được: {things}", "could not be read: {things}"),
    "pages": ("trang {list}", "page {list}"),
    "and_more": (" và {count} nữa", " and {count} more"),
}
_THINGS = {
    "comments": ("góp ý bên lề", "comments"),
    "contents": ("mục lục", "table of contents"),
    "cut": ("phần vượt giới hạn", "what lies behind a limit"),
    "attachment": ("tệp đính kèm", "an attached file"),
    "deletions": ("đoạn đã xóa (theo dõi thay đổi)", "tracked deletions"),
    "handwriting": ("chữ viết tay", "handwriting"),
    "hidden": ("chữ ẩn", "hidden text"),
    "numbers_lost": ("số thứ tự tự động", "automatic numbers"),
    "pictures": ("hình ảnh", "pictures"),
    "running heads": ("đầu trang, chân trang", "running heads"),
    "signature": ("thông tin chữ ký số", "details of a digital signature"),
    "subdocument": ("văn bản con", "a subdocument"),
}
_ORDINARY = 0.9  # share of real syllables that texts of offices have and more


def describe_reading(report: ReadingReport, language: Language) -> list[str]:
    """What a person should know of a reading, a phrase each; what is left out as a rule comes last."""
    phrases = []
    for key, pages in (
        ("without_text", report.pages_without_text),
        ("unreadable", report.pages_unreadable),
        ("by_ocr", report.pages_by_ocr),
    ):
        if pages:
            listed = _say("pages", language, list=_listed([str(page) for page in pages], language))
            phrases.append(_say(key, language, pages=listed))
    if report.unsure_figures:
        phrases.append(_say("figures", language, figures=_listed(report.unsure_figures, language)))
    if report.syllable_share is not None and report.syllable_share < _ORDINARY:
        phrases.append(_say("syllables", language, share=report.syllable_share))
    if report.decoded:
        phrases.append(
            _say("decoded", language, fonts=_listed(list(filter(None, report.decoded)), language) or "?")
        )
    for key, things in (("missing", report.missing), ("left_out", report.left_out)):
        if things:
            named = list(dict.fromkeys(_thing(thing, language) for thing in things))
            phrases.append(_say(key, language, things=_listed(named, language)))
    return phrases


def _say(key: str, language: Language, **values: object) -> str:
    return _SENTENCES[key][language == "en"].format(**values)


def _thing(thing: str, language: Language) -> str:
    """A thing by its name and, in brackets, how much of it or which; a reader's own words where it has no name."""
    name, _, detail = thing.partition(": ")
    if name not in _THINGS:
        return thing
    words = _THINGS[name][language == "en"]
    return f"{words} ({detail})" if detail else words


def _listed(items: Sequence[str], language: Language) -> str:
    more = len(items) - _SHOWN
    return ", ".join(items[:_SHOWN]) + (_say("and_more", language, count=more) if more > 0 else "")
