"""What the mark of a clause ("Điều 5.", "a)", "-") makes of its id and its address."""

from __future__ import annotations

from assistant.documents.tables import row_in_words
from assistant.language.addresses import ClauseAddress
from assistant.language.marks import MARK_RULES
from assistant.language.text import fold, plain
from assistant.types import Section, SectionKind


def unmarked(section: Section) -> str:
    """The clause's words without its mark ("a)", "-", "1."), a table row's by its columns: what an answer repeats."""
    if section.cells:
        if section.label == "group":
            return " ".join(filter(None, section.cells))
        return row_in_words(section.cells, section.columns)
    words = plain(section.text).lstrip("# ")
    for rule in MARK_RULES:
        if rule.kind == section.kind and not rule.is_named:
            return rule.pattern.sub("", words, count=1).strip()
    return words


def identifier_part(kind: SectionKind, label: str, position: int) -> str:
    """The last part of a clause's id: "dieu-5", "a", "1", "c2"."""
    prefix = {"appendix": "pl", "article": "dieu-", "dash": "", "plus": "+", "heading": "h"}.get(kind, "")
    if kind in ("dash", "heading"):
        return f"{prefix}{position}"
    if kind == "plus":
        return f"c{position}"
    return prefix + (fold(label).replace(" ", "-") if label != "đ" else "dd")


def marked_address(
    above: ClauseAddress, outer: SectionKind, kind: SectionKind, label: str, position: int, number: str
) -> ClauseAddress:
    """The address of a marked clause below the address `above` of a clause of the kind `outer`.

    `position`: among its siblings of its kind. `number`: the label of the nearest number above it, or nothing.
    """
    if kind == "appendix":
        return ClauseAddress(f"Phụ lục {label}".strip())
    if kind == "part":
        word, numeral = label.split(maxsplit=1)
        inside = above if outer in ("part", "appendix") else ClauseAddress("")
        return inside.below(f"{word.capitalize()} {numeral}")
    if kind == "dash":
        return above.below(f"gạch đầu dòng {position}")
    if kind == "plus":
        return above.below(f"dấu cộng {position}")
    if kind == "article":
        return above.below(f"Điều {label}")
    if outer == "article" and kind == "number":
        return above.below(f"khoản {label}")
    if kind == "letter" and any(step.level == "clause" for step in above.steps):
        return above.below(f"điểm {label}")
    if kind == "number" and number and label.startswith(f"{number}."):
        return above.dotted(
            label[len(number) + 1 :]
        )  # dotted numbers repeat the one above: 4.1 stands under 4
    if outer in ("roman", "number", "capital", "letter") and above.goes_on_with_dots:
        return above.dotted(label)
    return above.below(f"mục {label}")
