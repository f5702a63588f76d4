"""Labels that are addresses without a word of division, for what they look like: "III.7" is "mục III.7"."""

from __future__ import annotations

import re

from assistant.language.addresses import read_addresses, word_of
from assistant.language.english import is_english

# A roman number with a number behind its dot, in capitals, or of two letters at least: "i.5" may be anything.
_DOTTED = re.compile(
    r"(?<![\w.,/&-])(?:(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})|(?=[ivx]{2})x{0,3}(?:ix|iv|v?i{0,3}))"
    r"\.\d{1,2}(?:\.(?:\d{1,2}|[a-zđ]))*(?![\w/&%-]|[.,]\w)"
)


def with_sections(text: str) -> str:
    """A question with the word of division before each dotted label that has none."""
    if not _DOTTED.search(text):
        return text
    named = [(address.start, address.end) for address in read_addresses(text)]
    word = "section" if is_english(text) else word_of("section")

    def spelled(label: re.Match[str]) -> str:
        inside = any(start < label.start() < end for start, end in named)
        return label.group() if inside else f"{word} {label.group()}"

    return _DOTTED.sub(spelled, text)
