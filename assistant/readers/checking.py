"""Whether a reading can be trusted, and what a person should know of it."""

from __future__ import annotations

from assistant.errors import CorpusError
from assistant.readers.syllables import LEAST_SHARE, is_english, share_of_syllables
from assistant.types.readings import Reading, ReadingReport, RemarkCode

_LOST = "\ufffd"  # what programs write for a letter that they could not read
_MOST_LOST = 0.1  # of a text's characters; Vietnamese whose every marked letter was lost has .2


def check_characters(text: str) -> None:
    """Raises: CorpusError for a text whose letters were lost before it came here."""
    characters = "".join(text.split())
    if (lost := characters.count(_LOST)) > _MOST_LOST * len(characters):
        raise CorpusError(
            f"has lost its letters: {lost / len(characters):.0%} of its characters are “{_LOST}”",
            hint="get the file again, or save it from its program as UTF-8",
        )


def check_reading(reading: Reading) -> None:
    """Raises: CorpusError, which says what to do, for a reading without text, or whose text is no language."""
    text = _text(reading)
    if not text.strip():
        pictures = any(page.origin == "none" for page in reading.pages) or any(
            remark.code == "left_out" and remark.detail.startswith("pictures") for remark in reading.remarks
        )
        if pictures:
            raise CorpusError(
                "holds pictures of pages and no text",
                hint="install the extra `ocr`, or export it with its text",
            )
        raise CorpusError("holds no text", hint="remove it, or export it from its program again")
    check_characters(text)
    share = share_of_syllables(text)
    if share is not None and share < LEAST_SHARE and not is_english(text):
        raise CorpusError(
            f"cannot be trusted: of its words only {share:.0%} are Vietnamese as it is read",
            hint="export it from its program again, as .docx or as PDF with Unicode fonts",
        )


def report_reading(reading: Reading) -> ReadingReport:
    """What a person should know of a reading."""
    details: dict[RemarkCode, list[str]] = {}
    for remark in reading.remarks:
        details.setdefault(remark.code, []).append(remark.detail)
    numbers: dict[RemarkCode, set[int]] = {}
    for remark in reading.remarks:
        if remark.page:
            numbers.setdefault(remark.code, set()).add(remark.page)
    share = share_of_syllables(_text(reading))
    told = max((block.page or 0 for block in reading.blocks), default=0)
    by_ocr = numbers.get("page_by_ocr", set()) | {p.number for p in reading.pages if p.origin == "ocr"}
    without = numbers.get("page_without_text", set()) | {
        p.number for p in reading.pages if p.origin == "none"
    }
    missing: tuple[RemarkCode, ...] = ("numbers_lost", "handwriting", "cut")
    return ReadingReport(
        reader=reading.reader,
        pages=len(reading.pages) or told,
        pages_about=any(block.about for block in reading.blocks),
        pages_without_text=tuple(sorted(without)),
        pages_unreadable=tuple(sorted(numbers.get("page_unreadable", set()))),
        pages_by_ocr=tuple(sorted(by_ocr)),
        syllable_share=None if share is None else round(share, 3),
        unsure_figures=tuple(details.get("figure_unsure", [])),
        left_out=tuple(details.get("left_out", [])),
        missing=tuple(
            f"{code}: {detail}" if detail else code for code in missing for detail in details.get(code, [])
        ),
        decoded=tuple(dict.fromkeys(details.get("decoded", []))),
    )


def _text(reading: Reading) -> str:
    pieces = (
        text
        for block in reading.blocks
        if block.kind != "running_head"
        for text in (block.text, *(cell.text for cell in block.cells))
    )
    return "\n".join(filter(None, pieces))
