"""Questions that ask where in a document something stands, beside what it says; data in `vocabulary/locating.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import Any

from assistant.language.text import fold, has_diacritics, place_tones
from assistant.language.vocabulary import VOCABULARY

_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2}[.!;])\s+(?=\w)")


@cache
def place_data() -> dict[str, Any]:
    """The entries of `locating.toml`, with turns that ask where something stands and turns that do not."""
    return tomllib.loads((VOCABULARY / "locating.toml").read_text(encoding="utf-8"))


def without_place(text: str) -> str | None:
    """A question without that it asks where something stands; None where it does not, or asks nothing else."""
    if len(sentences := _SENTENCE_END.split(text)) > 1:  # "Back to Sơn La. Which section covers dykes?"
        said = without_place(sentences[-1])
        return said and f"{text.removesuffix(sentences[-1])}{said}"
    bare = not has_diacritics(text)
    typed = fold(text) if bare else place_tones(text).lower()
    if len(typed) != len(text):
        return None
    ends, opens = _patterns(bare=bare)
    for pattern in opens:
        if found := pattern.match(typed):
            about = text[found.end() :].strip(" ?.!")
            return f"{about} {text[slice(*found.span('of'))].strip()}".strip() if about else None
    for pattern in ends:
        if found := pattern.search(typed):
            return f"{text[: found.start()].rstrip(' ,')} {text[found.end() :].strip(' ?.!,')}".strip()
    return None


@cache
def _patterns(*, bare: bool) -> tuple[list[re.Pattern[str]], list[re.Pattern[str]]]:
    data = place_data()
    divisions, english, which, tells = (
        "|".join(sorted(data[name], key=len, reverse=True))
        for name in ("divisions", "english", "which", "tells")
    )
    division = rf"(?:{divisions})\s+(?:{which})(?![^\W_])"

    def written(pattern: str) -> re.Pattern[str]:
        for name, words in (("division", division), ("english", english), ("tells", tells)):
            pattern = pattern.replace(f"{{{name}}}", words)
        if bare:
            pattern = re.sub(r"[^\x00-\x7f]", lambda letter: fold(letter.group()), pattern)
        return re.compile(pattern)

    ends = [rf"(?:{pattern})(?=[\s?.!]*$|\s+(?:trong|của|ở)\s)" for pattern in data["ends"]]
    return (
        [written(rf"(?<=[\w”\"])[\s,]+{pattern}") for pattern in (*ends, *data["inside"])],
        [written(rf"\W*(?:{pattern})(?![^\W_])") for pattern in data["opens"]],
    )
