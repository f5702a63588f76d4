"""The kind of answer that a question asks for: rules in order, each with examples, in `vocabulary/kinds.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.vocabulary import VOCABULARY
from assistant.types import QuestionKind


@dataclass(frozen=True, slots=True)
class KindRule:
    """An entry of `kinds.toml`, with questions that it decides and questions that it leaves to others."""

    name: str
    kind: QuestionKind
    says: Phrases
    pattern: re.Pattern[str] | None
    beside_body: bool
    reads: tuple[str, ...]
    leaves: tuple[str, ...]

    def decides(self, text: list[str], read: list[str], *, names_body: bool) -> bool:
        """Whether a question, as it stands and with its policy terms in Vietnamese, has words of it."""
        if self.beside_body and not names_body:
            return False
        if self.pattern is not None and self.pattern.search(" ".join([*read, "|", *text])):
            return True
        return bool(find_phrases(read, self.says) or find_phrases(text, self.says))


@cache
def _entries() -> dict[str, Any]:
    return tomllib.loads((VOCABULARY / "kinds.toml").read_text(encoding="utf-8"))


@cache
def kind_rules() -> tuple[KindRule, ...]:
    """The rules in the order in which they decide."""
    entries = _entries()["kinds"]
    said = {entry["name"]: entry.get("says", ()) for entry in entries}
    countable = "|".join(map(re.escape, sorted(load_lexicon().countable, key=len, reverse=True)))
    return tuple(
        KindRule(
            name=entry["name"],
            kind=entry["kind"],
            says=Phrases(" ".join(words(phrase)) for phrase in said[entry.get("like", entry["name"])]),
            pattern=re.compile(entry["pattern"].replace("{countable}", countable))
            if "pattern" in entry
            else None,
            beside_body=entry.get("beside_body", False),
            reads=tuple(entry["reads"]),
            leaves=tuple(entry["leaves"]),
        )
        for entry in entries
    )


@cache
def several() -> re.Pattern[str]:
    """A word for several of something, "mấy", that does not ask how many."""
    return re.compile(_entries()["several"]["pattern"])


@cache
def higher() -> re.Pattern[str]:
    """ "cao hơn" that tells a level from others and compares nothing: "cấp độ cao hơn là gì"."""
    return re.compile(_entries()["higher"]["pattern"])


@cache
def bound() -> re.Pattern[str]:
    """ "lớn hơn" that tells a bound or a condition and compares nothing: "ao lớn hơn 2 ha thì ai cấp phép"."""
    return re.compile(_entries()["bound"]["pattern"])


@cache
def parties() -> re.Pattern[str]:
    """ "hai bên nào" that asks who several are and compares nothing: "hai bên nào cùng ký?"."""
    return re.compile(_entries()["parties"]["pattern"])


@cache
def in_case() -> re.Pattern[str]:
    """An English "when" that says in which case: "how does it choose wards when it checks dykes"."""
    return re.compile(_entries()["in_case"]["pattern"])


def find_kind_rule(text: str, read: str, *, names_body: bool) -> KindRule | None:
    """The first rule that decides; None where a question has words of none."""
    said, meant = (_asking(" ".join(words(typed))).split() for typed in (text, read))
    return next((rule for rule in kind_rules() if rule.decides(said, meant, names_body=names_body)), None)


def _asking(text: str) -> str:
    """A question's words without those that look like asking and do not."""
    text = bound().sub(
        r"\g<before>\g<behind>", higher().sub(r"\g<level>", several().sub("", parties().sub("", text)))
    )
    return in_case().sub(r"\g<asked>", text)


def read_kind(text: str, read: str, *, names_body: bool) -> QuestionKind:
    """The kind of answer of a question; `read` has its policy terms in Vietnamese and may lack what names something."""
    rule = find_kind_rule(text, read, names_body=names_body)
    return rule.kind if rule else "open"
