"""Text files in whatever encoding and dialect into tidy text; what is plain UTF-8 already keeps its every character."""

from __future__ import annotations

from assistant.errors import CorpusError
from assistant.language.text import tidy
from assistant.readers.characters import decode_bytes, is_marked
from assistant.readers.checking import check_characters
from assistant.readers.dialects import normalise_dialect
from assistant.readers.legacy import decode
from assistant.readers.syllables import LEAST_SHARE, share_of_syllables


def read_plain(data: bytes) -> str:
    """The text of a file that is text itself: old fonts decoded before anything is cleaned, then the dialect, then tidy.

    Raises: CorpusError for bytes that are text in no encoding which Vietnamese is written in.
    """
    text, _ = decode(decode_bytes(data))
    if not is_marked(data):
        _check(data, text)
    check_characters(text)
    if "\0" in text:
        raise CorpusError("holds binary data", hint="only documents can be indexed: Word, PDF, text")
    return tidy(normalise_dialect(text.replace("\r\n", "\n")))


def _check(data: bytes, text: str) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if (share_of_syllables(text) or 0.0) < LEAST_SHARE:
            raise CorpusError(
                f"is not UTF-8 text (byte {error.start})", hint="save it again as UTF-8"
            ) from None
