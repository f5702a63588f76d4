"""Prompts as files: loaded and checked before anything is asked, and filled in so that data stays data.

A file has a TOML head between two lines `+++` (its `version`), and under `# system` and `# user` the two messages.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING, Literal, get_args

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

Language = Literal["vi", "en"]
PromptName = Literal["answer", "compare", "summarise", "repair", "condense", "read"]
PLACEHOLDERS: dict[PromptName, frozenset[str]] = {
    "answer": frozenset(["question", "sources", "shown"]),
    "compare": frozenset(["question", "sources", "shown"]),
    "summarise": frozenset(["question", "sources", "shown"]),
    "repair": frozenset(["sentence", "reason", "sources"]),
    "condense": frozenset(["history", "question"]),
    "read": frozenset(["question", "clauses"]),
}
_FILE = re.compile(
    r"\A\+\+\+\n(?P<head>.*?)^\+\+\+\n\s*^# system\n(?P<system>.*?)^# user\n(?P<user>.*)\Z",
    re.MULTILINE | re.DOTALL,
)
# Our fences are tags, our markers stand in square brackets, and chat templates use both; data gets other ones.
_NEUTRAL = str.maketrans({"<": "‹", ">": "›", "[": "(", "]": ")"})
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt in one language."""

    name: PromptName
    language: Language
    version: int
    system: str
    user: str

    def fill(self, **values: str) -> list[BaseMessage]:
        """The messages; braces in values are left as they are."""
        from langchain_core.messages import HumanMessage, SystemMessage

        return [SystemMessage(self.system.format(**values)), HumanMessage(self.user.format(**values))]


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompts in both languages."""

    by_name: dict[tuple[PromptName, Language], Prompt]

    def get(self, name: PromptName, language: Language) -> Prompt:
        """The prompt of a name in a language."""
        return self.by_name[name, language]


def load_prompts(folder: Path) -> Prompts:
    """The prompts of a folder: `vi/answer.md`, `en/answer.md` and so on.

    Raises: SettingsError naming the file, and the placeholder that is missing, unknown or malformed.
    """
    languages: tuple[Language, ...] = get_args(Language)
    return Prompts(
        {
            (name, language): _load(folder / language / f"{name}.md", name, language)
            for name in PLACEHOLDERS
            for language in languages
        }
    )


def _load(path: Path, name: PromptName, language: Language) -> Prompt:
    hint = "check the file, or unset ASSISTANT_PROMPTS_DIR"
    try:
        match = _FILE.match(path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        if match is None:
            raise SettingsError(f"the prompt {path} lacks its head, “# system” or “# user”", hint=hint)
        version = tomllib.loads(match["head"]).get("version")
        found = [field for _, field, _, _ in Formatter().parse(match["system"] + match["user"])]
    except (OSError, ValueError) as error:  # broken text, TOML or braces, too
        raise SettingsError(f"the prompt {path} cannot be read: {error}", hint=hint) from None
    if not isinstance(version, int):
        raise SettingsError(f"the prompt {path} states no version", hint=hint)
    placeholders = {field for field in found if field is not None}
    for problem, fields in (
        ("lacks", PLACEHOLDERS[name] - placeholders),
        ("has the unknown placeholder", placeholders - PLACEHOLDERS[name]),
    ):
        if fields:
            raise SettingsError(f"the prompt {path} {problem} {{{min(fields)}}}", hint=hint)
    return Prompt(name, language, version, match["system"].strip(), match["user"].strip())


def as_data(text: str) -> str:
    """A text that can neither close a fence nor look like a marker or a chat template's token; as long as it was."""
    return _CONTROLS.sub(" ", text).translate(_NEUTRAL)


def fenced(number: int, text: str, *, document: str, address: str, headings: tuple[str, ...] = ()) -> str:
    """A source for a prompt: numbered, between tags that nothing inside can close."""
    where = as_data(f"{document}, {address}").replace('"', "'")
    above = as_data(" > ".join(headings))
    lines = [
        f'<source number="{number}" from="{where}">',
        *([above] if above else []),
        as_data(text),
        "</source>",
    ]
    return "\n".join(lines)
