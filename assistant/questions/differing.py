"""Turns that ask what one of two has and the other lacks: "Sơn La có thêm nguyên tắc nào?"; words in `conversation.toml`."""

from __future__ import annotations

import re
from functools import cache

from assistant.language.text import has_diacritics
from assistant.questions.corrections import any_of, as_compared, conversation


@cache
def _asked(*, bare: bool) -> re.Pattern[str]:
    data = conversation()["differing"]
    more, lacks, differs, denies, sides = (
        any_of(data[name], bare=bare) for name in ("more", "lacks", "differs", "denies", "one_side")
    )
    which = any_of(["nào", "gì"], bare=bare)
    named = rf"(?:(?P<thing>\w+(?:\s+\w+){{0,3}}?)\s+)?(?:{which})"
    whose = any_of(["mà"], bare=bare)
    return re.compile(
        rf"(?<!\w)(?:(?:{more}|{lacks})\s+{named}"
        rf"|(?:{differs})\s+(?:\w+\s+){{0,4}}?(?:{which})"
        rf"|(?P<those>\w+(?:\s+\w+)?)\s+(?:{which})\s+(?:{whose})\s+(?:\w+\s+){{1,6}}?(?:{denies})"
        rf"|(?P<which>\w+(?:\s+\w+)?)\s+(?:{which})\s+(?:{sides})"
        rf"|{any_of(data['english'], bare=True)})(?!\w)"
    )


def asks_difference(text: str) -> bool:
    """Whether a turn asks what one of two has and the other lacks, or where they differ."""
    return _found(text) is not None


def only_more(text: str) -> bool:
    """Whether a turn only asks what more there is, and says of nothing that it lacks it or differs: "có thêm nguyên tắc nào?"."""
    found = _found(text)
    if found is None:
        return False
    data, bare = conversation()["differing"], not has_diacritics(text)
    others = any_of([*data["lacks"], *data["differs"], *data["denies"]], bare=bare)
    more = re.match(rf"(?:{any_of(data['more'], bare=bare)})(?!\w)", found.group())
    return more is not None and re.search(rf"(?<!\w)(?:{others})(?!\w)", as_compared(text, bare=bare)) is None


def differing_things(text: str) -> str:
    """What one is asked to have more or less of: "nguyên tắc" of "có thêm nguyên tắc nào"; empty where that is not said."""
    found = _found(text)
    said = (found[name] for name in ("thing", "those", "which")) if found else ()
    return next(filter(None, said), "")


def shared_things(text: str) -> str:
    """What both sides are asked to have: "nghị quyết" of "cùng nhắc nghị quyết nào"; empty where that is not asked."""
    bare = not has_diacritics(text)
    both, which = (any_of(said, bare=bare) for said in (conversation()["differing"]["both"], ["nào", "gì"]))
    shared = re.compile(
        rf"(?<!\w)(?:{both})\s+(?:những\s+|các\s+)?(?P<thing>\w+(?:\s+\w+)?)\s+(?:{which})(?!\w)"
    )
    found = shared.search(as_compared(text, bare=bare))
    return found["thing"] if found else ""


def asks_in_common(text: str) -> bool:
    """Whether a turn asks which items of what was listed another has too: "trong số đó cái nào Sơn La cũng trồng?"."""
    bare, data = not has_diacritics(text), conversation()["differing"]
    among, also, which = (any_of(data[name], bare=bare) for name in ("among", "also", "which"))
    compared = as_compared(text, bare=bare)
    said = (re.search(rf"(?<!\w)(?:{each})(?!\w)", compared) for each in (among, also, which))
    return all(said)


def _found(text: str) -> re.Match[str] | None:
    bare = not has_diacritics(text)
    return _asked(bare=bare).search(as_compared(text, bare=bare))
