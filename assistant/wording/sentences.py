"""Sentences of a chat model: cut from its stream as they end, read without markers and ornaments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.language.text import CAPITALS, clean
from assistant.messages.phrases import sentence
from assistant.wording.words import load_words

_THOUGHT, _THOUGHT_ENDS = "<think>", "</think>"
_MARKER = re.compile(
    r"\s*[\[【]\s*(?:(?:nguồn|source|số)\s+)?(\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*)\s*[\]】]", re.IGNORECASE
)
_BOUNDARY = re.compile(
    r"\n"
    r"|(?<=[.!?…])(?:\s*[\[【][^\]】\n]{1,30}[\]】])*(?=\s+[^\s\[【])"  # a full stop, its markers, another word
    rf"|(?<=[\]】])[.!?…]?(?=\s+[{CAPITALS}])"  # markers without a full stop, a capital
)
_INITIALS = re.compile(r"(?:^\s*\d{1,2}|\b[A-ZĐ]\w?[A-ZĐ]{0,2})\.$")  # "1.", "TP.", "ThS."
_LIST_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s+|(?P<bullet>[-*•+–])\s+|\d{1,2}[.)]\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_LONGEST_SENTENCE = 1500  # characters


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of the model; `numbers` are those of its markers, whether there is such a source or not."""

    text: str
    numbers: tuple[int, ...]
    bullet: bool


def split_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences with their markers, as soon as they are complete; what a model thinks aloud is left out."""
    text = ""
    for piece in spoken(pieces):
        text += piece
        start = 0
        for match in _BOUNDARY.finditer(text):
            said = text[start : match.end()]
            if match.group() != "\n" and _abbreviated(said):
                continue
            if said.strip():
                yield said
            start = match.end()
        text = text[start:]
        if len(text) > _LONGEST_SENTENCE:  # no sentence, and perhaps no end
            yield text
            text = ""
    if text.strip():
        yield text


def spoken(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without what stands between the tags of thoughts."""
    text, thinking = "", False
    for piece in pieces:
        text += piece
        while (tag := _THOUGHT_ENDS if thinking else _THOUGHT) in text:
            before, _, text = text.partition(tag)
            if not thinking:
                yield before
            thinking = not thinking
        held = next(
            (n for n in range(len(tag) - 1, 0, -1) if text.endswith(tag[:n])), 0
        )  # a tag may come in pieces
        if not thinking:
            yield text[: len(text) - held]
        text = text[len(text) - held :]
    if not thinking:
        yield text


def _abbreviated(text: str) -> bool:
    """Whether a text ends with a full stop that ends no sentence."""
    last = text.removesuffix(".").rsplit(maxsplit=1)[-1:]
    return bool(_INITIALS.search(text)) or (
        text.endswith(".") and set(map(str.lower, last)) <= load_words().abbreviations
    )


def read_sentence(raw: str, label: str) -> Said | None:
    """A sentence without its markers, its ornaments and the prompt's last line; None where it says nothing."""
    numbers: list[int] = []
    for match in _MARKER.finditer(raw):
        for part in re.split(r"\s*[,;]\s*", match.group(1)):
            first, *last = (int(n) for n in re.split(r"\s*[-–]\s*", part))
            numbers += range(first, min(last[0], first + 40) + 1) if last else [first]
    text = _MARKER.sub("", raw).strip().removeprefix(label)  # small models repeat it
    mark = _LIST_MARK.match(text)
    text = clean(_EMPHASIS.sub("", text[mark.end() :] if mark else text))
    text = re.sub(r"\s+([.,;:!?])", r"\1", text)
    if not re.search(r"[^\W\d_]{2}", text) or len(raw) > _LONGEST_SENTENCE:
        return None
    return Said(sentence(text), tuple(dict.fromkeys(numbers)), bool(mark and mark["bullet"]))
