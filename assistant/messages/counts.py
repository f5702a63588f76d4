"""Sentences filled in, with words in the singular or the plural by the count before them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_COUNTED = re.compile(r"\{(?P<name>\w+):(?P<one>[^{}|]+)\|(?P<several>[^{}|]+)\}")


def fill(sentence: str, values: Mapping[str, object]) -> str:
    """The sentence with its values: `{count:duty|duties}` is "1 duty" or "3 duties", all else is as `str.format` has it."""

    def counted(found: re.Match[str]) -> str:
        word = "one" if str(values[found["name"]]) == "1" else "several"
        return f"{{{found['name']}}} {found[word]}"

    return _COUNTED.sub(counted, sentence).format(**values)
