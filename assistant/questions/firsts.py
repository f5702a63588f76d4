"""Questions that ask for the first few of a list: "ba đơn vị đầu tiên"; data in `vocabulary/forms.toml`."""

from __future__ import annotations

import re
from functools import cache

from assistant.language.text import has_diacritics
from assistant.questions.corrections import any_of, as_compared
from assistant.questions.forms import form_data


def without_first(text: str) -> tuple[str, int | None]:
    """(a question for the first few of a list as one for all, how many it asks for); None where it asks for no such few."""
    bare = not has_diacritics(text)
    compared = as_compared(text, bare=bare)
    found = _pattern(bare=bare).search(compared) if len(compared) == len(text) else None
    if found is None:
        return text, None
    if found["of"] and (alone := _alone(bare=bare).search(compared)) and text[: alone.start()].strip():
        return text[: alone.start()].rstrip(" ,.;:?!"), _number(found["n"])
    name = "of" if found["of"] else "of_en"
    of = text[slice(*found.span(name))]
    many = "the" if name == "of_en" else "cac" if bare else "các"
    return f"{text[: found.start()]}{many} {of}{text[found.end() :]}", _number(found["n"] or found["n_en"])


def _number(said: str) -> int:
    rows = form_data()["words"]["numbers"]
    if said.isdigit():
        return max(int(said), 1)
    return next(
        n
        for n, row in enumerate(rows, 1)
        if said in (as_compared(word, bare=bare) for word in row for bare in (True, False))
    )


def asks_first_only(text: str) -> bool:
    """Whether a piece says only that the first few are wanted of what stands before it: "kể trước 3 mục đầu thôi"."""
    bare = not has_diacritics(text)
    return _alone(bare=bare).fullmatch(as_compared(f", {text}", bare=bare)) is not None


@cache
def _alone(*, bare: bool) -> re.Pattern[str]:
    """The last piece of a turn, where it says nothing but how many are wanted first."""
    demands = any_of(form_data()["first"]["demands"], bare=bare)
    return re.compile(rf"[,.;:?!]\s+(?:(?:{demands})\s+)+(?:{_pattern(bare=bare).pattern})[\s,.?!…]*$")


@cache
def _pattern(*, bare: bool) -> re.Pattern[str]:
    data = form_data()
    numbers = any_of([word for row in data["words"]["numbers"] for word in row if " " not in word], bare=bare)
    times, behind = (any_of(data["first"][name], bare=bare) for name in ("never", "behind"))
    number = rf"\d{{1,2}}|{numbers}"
    return re.compile(
        rf"(?<![\w.,])(?P<n>{number})\s+(?!(?:{times})(?!\w))(?P<of>\w+(?:\s+\w+){{0,3}}?)\s+(?:{behind})(?!\w)"
        rf"|(?<!\w)the\s+first\s+(?P<n_en>{number})\s+(?!(?:{times})(?!\w))(?P<of_en>\w+)"
    )
