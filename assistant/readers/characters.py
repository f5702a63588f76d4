"""The bytes of a text file into characters: marked encodings, then UTF-8, then those of Windows and of old fonts."""

from __future__ import annotations

import codecs
import re

from assistant.language.text import nfc
from assistant.readers.legacy import decode
from assistant.readers.syllables import share_of_syllables

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_ASCII_ZEROS = re.compile(rb"^(?:[^\0]\0){8}|^(?:\0[^\0]){8}")


def decode_bytes(data: bytes, *, declared: str = "") -> str:
    """The text of a file whose encoding only its bytes tell, or what it says of itself; NFC."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return nfc(data[len(mark) :].decode(name, "replace"))
    if _ASCII_ZEROS.match(data):
        return nfc(data.decode("utf-16-be" if data[0] == 0 else "utf-16-le", "replace"))
    try:
        return nfc(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    tried = ["cp1258", "latin-1"]
    if declared and _is_known(declared) and declared.lower() not in ("utf-8", "utf8"):
        tried.insert(0, declared)
    elif data[:4096].count(b"\xef\xbf\xbd") or _mostly_utf8(data):
        return nfc(data.decode("utf-8", "replace"))
    texts = [nfc(data.decode(name, "replace")) for name in tried]
    return max(texts, key=_likeness)


def is_marked(data: bytes) -> bool:
    """Whether the first bytes of a text name its encoding."""
    return any(data.startswith(mark) for mark, _ in _MARKS)


def _likeness(text: str) -> float:
    """How Vietnamese a text is, as it stands or from an old font."""
    return share_of_syllables(decode(text)[0]) or 0.0


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name) is not None
    except LookupError:
        return False


def _mostly_utf8(data: bytes) -> bool:
    """Whether a text is UTF-8 with some damage: few characters that are none, of many beyond ASCII."""
    text = data.decode("utf-8", "replace")
    beyond = sum(not character.isascii() for character in text)
    return text.count("\ufffd") * 20 < beyond
