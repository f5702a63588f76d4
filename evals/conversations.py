"""Whole conversations: scripts of several turns, each with what a right reply says and cites; asked, checked, kept.

The scripts were written, and the first replies to them judged, without sight of the code (`evals/README.md`). The checks here are
deterministic: words that a reply must hold, words that it must not, quotes that its citations must cover, its outcome.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from assistant import Turn as Earlier
from assistant.errors import AssistantError
from evals.errors import EvaluationDataError
from evals.jsonl import Record, read_json, read_json_lines
from evals.normalise import normalise, plain
from evals.statistics import Interval, wilson

FOLDER = Path(__file__).parent / "conversations"
LOST = FOLDER / "known-faults.json"
EXPECTED = {  # what a turn expects -> the outcomes that fit it
    "answer": ("answered", "talk"),  # "which documents are there?" is answered as talk
    "not_stated": ("not_stated",),
    "partly": ("partly", "answered"),
    "talk": ("talk", "answered", "not_stated"),  # "say that again" repeats what was answered
}
_ALTERED = "wrong-premise"  # a tag: what the question takes for granted is not so
VERDICTS = ("right", "partial", "wrong", "false refusal", "right refusal")
_SUMMARY_SHARE = 0.8  # of the main points that a summary must tell


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Words of a clause that a set does not hold itself: how many characters they have, normalised, and their sha256."""

    length: int
    sha256: str

    @classmethod
    def of(cls, quote: str) -> Fingerprint:
        """The fingerprint of a quote."""
        words = normalise(quote)
        return cls(len(words), _digest(words))

    def __str__(self) -> str:
        return f"{self.length} characters {self.sha256[:8]}…"


@dataclass(frozen=True, slots=True)
class Turn:
    """What is typed, and what a right reply is: of each group of `says` any wording, none of `bans`, each quote of `cites`."""

    ask: str
    expect: str
    says: tuple[tuple[str, ...], ...]
    bans: tuple[str, ...]
    cites: tuple[str | Fingerprint, ...]
    gold: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation."""

    id: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back to a turn; `turn` counts from 1. An error is an outcome of its own, with its message as the text."""

    id: str
    turn: int
    ask: str
    standalone: str
    outcome: str
    text: str
    quotes: tuple[str, ...]
    ms: float

    @property
    def key(self) -> str:
        """The name of the turn: "a-001.3"."""
        return f"{self.id}.{self.turn}"


class Conversing(Protocol):
    """What is asked: the product's `PolicyAssistant`, or another."""

    def ask(self, question: str, *, history: Sequence[str | Earlier] = ()) -> Any:
        """The answer to a question after earlier ones."""


def load_scripts(path: Path) -> tuple[Script, ...]:
    """The scripts of a file. Raises: EvaluationDataError naming line and field."""
    return tuple(_script(record) for record in read_json_lines(path))


def _script(record: Record) -> Script:
    script = Script(record.text("id"), tuple(_turn(turn) for turn in record.children("turns")))
    record.optional_text("title")
    record.refuse_unknown()
    return script


def _turn(record: Record) -> Turn:
    groups = record.items("says")
    if not all(isinstance(group, list) and group for group in groups):
        raise record.error("says", "expected a list of lists of wordings")
    turn = Turn(
        ask=record.text("ask"),
        expect=record.choice("expect", EXPECTED),
        says=tuple(tuple(map(str, group)) for group in groups),
        bans=record.texts("not"),
        cites=tuple(map(partial(_quote, record), record.items("cites"))),
        gold=record.text("gold"),
        tags=record.texts("tags"),
    )
    record.refuse_unknown()
    return turn


def _quote(record: Record, item: Any) -> str | Fingerprint:
    match item:
        case str():
            return item
        case {"length": int(length), "sha256": str(digest)}:
            return Fingerprint(length, digest)
    raise record.error("cites", "expected a text, or an object with length and sha256")


def converse(
    assistant: Conversing, scripts: Iterable[Script], advance: Callable[[], None] = lambda: None
) -> list[Reply]:
    """The replies to all turns, each asked with those before it."""
    replies = []
    for script in scripts:
        history: list[str | Earlier] = []
        for number, turn in enumerate(script.turns, start=1):
            started = time.perf_counter()
            try:
                answer = assistant.ask(turn.ask, history=history)
                said = answer.standalone_question, answer.outcome, answer.text
                quotes = tuple(citation.quote for citation in answer.citations)
            except AssistantError as error:
                said, quotes = ("", "error", error.message), ()
            taken = round((time.perf_counter() - started) * 1000, 1)
            replies.append(Reply(script.id, number, turn.ask, *said, quotes, taken))
            history.append(Earlier(turn.ask, said[0] or None))
            advance()
    return replies


def faults(turn: Turn, reply: Reply) -> list[str]:
    """What is wrong with a reply; nothing where it is right."""
    text = _comparable(reply.text)
    found = []
    missed = [group[0] for group in turn.says if not any(_says(text, wording) for wording in group)]
    if len(missed) > _allowed(turn, len(turn.says)):
        found.append(f"does not say: {', '.join(missed)}")
    if banned := [wording for wording in turn.bans if _says(text, wording)]:
        found.append(f"says: {', '.join(banned)}")
    quotes = [normalise(quote) for quote in reply.quotes]
    uncited = [str(quote) for quote in turn.cites if not any(_holds(cited, quote) for cited in quotes)]
    if len(uncited) > _allowed(turn, len(turn.cites)) and turn.expect in ("answer", "partly"):
        found.append(f"does not cite: {'; '.join(uncited)}")
    if reply.outcome not in _fitting(turn):
        found.append(f"is {reply.outcome}, not {turn.expect}")
    return found


def _fitting(turn: Turn) -> tuple[str, ...]:
    """The outcomes that fit a turn; one that sets a wrong premise right is an abstention by contract, an answer to readers."""
    fitting = EXPECTED[turn.expect]
    return (*fitting, "not_stated") if turn.expect == "answer" and _ALTERED in turn.tags else fitting


def cites(text: str, quote: str | Fingerprint) -> bool:
    """Whether a clause has a quote in it."""
    return _holds(normalise(text), quote)


def _holds(text: str, quote: str | Fingerprint) -> bool:
    """Whether a normalised text has a quote in it."""
    if isinstance(quote, str):
        return normalise(quote) in text
    last = len(text) - quote.length
    return any(_digest(text[at : at + quote.length]) == quote.sha256 for at in range(last + 1))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _allowed(turn: Turn, count: int) -> float:
    """How many of the groups of a turn may be missed: any but one of talk, a fifth of a summary, else none."""
    if turn.expect == "talk":
        return max(count - 1, 0)
    return (1 - _SUMMARY_SHARE) * count + 1e-9 if "summary" in turn.tags else 0


def _comparable(text: str) -> str:
    return normalise(plain(text))


def _says(text: str, wording: str) -> bool:
    """Whether a wording stands in a text; a number not as part of a longer one."""
    needle = re.escape(_comparable(wording))
    before = r"(?<!\d)(?<!\d[.,])" if needle[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if needle[-1:].isdigit() else ""
    return re.search(before + needle + after, text) is not None


def turns_by_key(scripts: Iterable[Script]) -> dict[str, Turn]:
    """The turns of scripts by their names."""
    return {f"{script.id}.{n}": turn for script in scripts for n, turn in enumerate(script.turns, start=1)}


def faulty(scripts: Iterable[Script], replies: Iterable[Reply]) -> dict[str, list[str]]:
    """The turns that are not right by their names, with what is wrong."""
    turns = turns_by_key(scripts)
    return {reply.key: found for reply in replies if (found := faults(turns[reply.key], reply))}


def rates(scripts: Iterable[Script], wrong: Iterable[str]) -> dict[str, tuple[int, Interval]]:
    """Turns and the share of right ones with Wilson's interval: of all, by what is expected, by tag; the larger first."""
    turns, lost = turns_by_key(scripts), set(wrong)
    groups: dict[str, list[str]] = {"all": list(turns)}
    for key, turn in turns.items():
        for name in {turn.expect, *turn.tags}:
            groups.setdefault(name, []).append(key)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return {
        name: (len(keys), wilson(sum(key not in lost for key in keys), len(keys))) for name, keys in ordered
    }


def load_verdicts(path: Path) -> dict[str, str]:
    """A second person's verdicts by turn. Raises: EvaluationDataError where one is none of `VERDICTS`."""
    verdicts = {}
    for record in read_json_lines(path):
        verdicts[f"{record.text('id')}.{record.integer('turn')}"] = record.choice("verdict", VERDICTS)
    return verdicts


def known_faults(path: Path = LOST) -> dict[str, list[str]]:
    """The turns of each set that are recorded as not right. Raises: EvaluationDataError."""
    record = read_json(path)
    return {name: list(record.texts(name)) for name in record.fields}


def load_replies(path: Path) -> list[Reply]:
    """Replies as they were kept. Raises: EvaluationDataError where a line is none."""
    try:
        return [
            Reply(**(record.fields | {"quotes": tuple(record.texts("quotes"))}))
            for record in read_json_lines(path)
        ]
    except TypeError as error:
        raise EvaluationDataError(f"{path}: {error}") from None


def as_rows(replies: Iterable[Reply], wrong: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Replies as they are written, with what is wrong."""
    return [asdict(reply) | {"faults": list(wrong.get(reply.key, ()))} for reply in replies]
