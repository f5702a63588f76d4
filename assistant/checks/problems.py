"""What is wrong with a worded sentence, said so that a model can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.checks.words import load_vocabulary

ProblemKind = Literal[
    "marker",  # a marker that names no clause given
    "uncited",  # it states something and cites nothing
    "characters",  # letters of other scripts, invisible characters
    "markup",  # Markdown, HTML, code
    "link",  # an address outside the list of documents
    "value",  # a figure or date that no cited clause has
    "binding",  # a figure of the clause, said of something else
    "comparator",  # "at least" for "at most"
    "period",  # of another year or period
    "place",  # of another place
    "document",  # a document number that no cited clause has
    "agency",  # a body that no cited clause names
    "role",  # it coordinates where the clause makes it lead
    "negation",  # the clause's meaning turned round
    "unsupported",  # content words that no cited clause has
    "person",  # it speaks as somebody
    "instruction",  # the clause cited gives orders to a machine
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that keeps a sentence from being shown; `words` are the offending ones."""

    kind: ProblemKind
    words: tuple[str, ...]

    def reason(self, language: Literal["vi", "en"] = "vi") -> str:
        """What is wrong and what to do about it, for the model that wrote the sentence."""
        quoted = "; ".join(f"“{word}”" for word in self.words) or "…"
        return load_vocabulary().reasons[language][self.kind].format(words=quoted)
