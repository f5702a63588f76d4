"""The form of a sentence: plain text of one script, no markup, no addresses, markers that name clauses given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from assistant.checks.problems import Problem
from assistant.checks.words import load_vocabulary
from assistant.language.lexicon import expand_abbreviations
from assistant.language.places import find_places

MARKER = re.compile(r"\[(\d{1,3})\]")
_BRACKETS = re.compile(r"\[[^\]\n]{0,40}\]?|\]|[【〔［⟦][^】〕］⟧\n]{0,40}")
_NAMED_SOURCE = re.compile(
    r"\(\s*(?:nguồn|xem nguồn|trích dẫn|source|sources|ref|reference|citation|cite)\s*:?\s*\d+[^)]*\)",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"[*_`~^\\|{}#$]{1,3}"  # emphasis, code, headings, tables, formulas
    r"|!\["  # images
    r"|</?[a-z!?][^>]*>?"  # HTML
    r"|&(?:#\d+|#x[\da-f]+|[a-z]{2,8});"  # entities
    r"|^\s*>"  # quotations
    r"|\]\s*\("  # links
    r"|%[\da-f]{2}(?=%|\w{2})",  # percent-encoding
    re.IGNORECASE | re.MULTILINE,
)
_SCHEME = re.compile(
    r"\b(?:[a-z][a-z0-9+.-]{1,12}:(?://|\\\\)|(?:javascript|data|mailto|tel|vbscript|file):)\S*",
    re.IGNORECASE,
)
_DOMAIN = re.compile(
    r"(?<![\w@.-])(?:www\.\S+|(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?![\w.]*[^\W\da-z])(?:[:/?]\S*)?)",
    re.IGNORECASE,
)
_MAIL = re.compile(r"\S*@\S+")
_HOST = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{1,3}){3}(?![\w.,]?\d)")
_SPACED_DOT = re.compile(
    r"\w+\s*(?:\[\.\]|\(\.\)|\s(?:dot|chấm)\s)\s*(?:com|net|org|vn|info|io)\b", re.IGNORECASE
)


_IMAGE_OR_LINK = re.compile(r"!?\[([^\]\n]*)\]\s*\([^)\n]*\)?")
_BREAK = re.compile(
    r"\s*</?(?:br|p|div|li|ul|ol|tr|td|th)\b[^<>\n]*>\s*", re.IGNORECASE
)  # what it parts stays apart
_TAG = re.compile(r"<(?=[/!?a-z|])[^<>\n]*>?", re.IGNORECASE)
_ACTIVE = re.compile(
    r"\b(?:https?://|ftp://|(?:javascript|vbscript|data|file|mailto|tel):(?=\S))", re.IGNORECASE
)
_ODD_BRACKETS = str.maketrans("【】〔〕［］⟦⟧", "()()()()")
_PLAIN = re.compile(r"[\]\[<&:【〔［⟦]")  # nothing to defuse without one of them


def defuse(text: str) -> str:
    """The words of a document without what a page would act upon: images, links, tags, schemes, unseen characters.

    What a citation quotes stays verbatim; this is for the sentence that is shown.
    """
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    if not _PLAIN.search(text):
        return text
    text = _BREAK.sub(" ", text).strip()
    text = _ACTIVE.sub("", _TAG.sub("", _IMAGE_OR_LINK.sub(r"\1", text))).translate(_ODD_BRACKETS)
    return re.sub(r"&(?=#|\w{2,8};)", "& ", text)


def check_form(
    text: str, evidence: str, *, numbers: Collection[int], addresses: Collection[str]
) -> Iterator[Problem]:
    """Problems of a sentence's form. `evidence`: all that is cited, whose characters are allowed too."""
    if strange := _strange(text, evidence):
        yield Problem("characters", strange)
    if links := _links(text, addresses):
        yield Problem("link", links)
    if fake := _fake_markers(text, numbers):
        yield Problem("marker", fake)
    bare = MARKER.sub(" ", text)
    if markup := tuple(dict.fromkeys(m.group().strip() for m in _MARKUP.finditer(bare))):
        yield Problem("markup", markup)


def _strange(text: str, evidence: str) -> tuple[str, ...]:
    """Characters of no use in a sentence: invisible ones, other scripts, look-alikes, loose accents."""
    vocabulary = load_vocabulary()
    known = vocabulary.allowed | vocabulary.letters
    visible_in_evidence = {c for c in evidence if unicodedata.category(c)[0] in "LNPS"}
    found = []
    for character in dict.fromkeys(unicodedata.normalize("NFC", text)):
        if (character.isascii() and character.isprintable()) or character in known:
            continue
        alone = character in visible_in_evidence and not _mixed(character, text)
        if not alone:
            found.append(f"{character if character.isprintable() else ''}U+{ord(character):04X}")
    return tuple(found)


def _mixed(character: str, text: str) -> bool:
    """Whether a foreign letter stands inside a Latin word."""
    return character.isalpha() and any(
        character in word and any(c.isascii() and c.isalpha() for c in word)
        for word in re.findall(r"\w+", text)
    )


def _fake_markers(text: str, numbers: Collection[int]) -> tuple[str, ...]:
    found = []
    for match in _BRACKETS.finditer(text):
        marker = MARKER.fullmatch(match.group())
        if marker is None or int(marker[1]) not in numbers or marker[1].startswith("0"):
            found.append(match.group())
    found += [match.group() for match in _NAMED_SOURCE.finditer(text)]
    return tuple(dict.fromkeys(found))


def _links(text: str, addresses: Collection[str]) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", text)
    for address in sorted(addresses, key=len, reverse=True):
        text = re.sub(rf"{re.escape(address)}(?![\w/?#&=.-]*\w)", " ", text)
    found = [m.group() for pattern in (_SCHEME, _MAIL, _HOST, _SPACED_DOT) for m in pattern.finditer(text)]
    for place in reversed(find_places(text)):
        text = text[: place.start] + " " + text[place.end :]  # "TP.HCM" is no domain
    found += [m.group() for m in _DOMAIN.finditer(text) if expand_abbreviations(m.group()) == m.group()]
    return tuple(dict.fromkeys(found))
