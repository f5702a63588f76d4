"""Words the evidence of an extractive answer with a chat model, and lets nothing through that was not checked.

The extractive answer is the floor: what the model leaves out is added from it, what the model gets wrong is replaced by
it, and where the model fails it is the answer.
"""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Generator as Generated
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from assistant.answers import Draft, Line
from assistant.checks import Background, mentions
from assistant.documents import count_tokens
from assistant.judging import judging
from assistant.language.places import find_places
from assistant.language.text import clean, fold
from assistant.language.values import find_values
from assistant.messages.phrases import say
from assistant.settings import Settings
from assistant.types import Query
from assistant.wording.attribution import Attribution, share
from assistant.wording.models import ChatModel, ChatModelError, Failure, Turn, open_chat_model
from assistant.wording.prompts import Language, PromptName, Prompts, as_data, load_prompts
from assistant.wording.sentences import read_sentence, split_sentences

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_MOST_SENTENCES = 12
_MOST_SUMMARISING = 2  # sentences below a list
_LONGEST_SUMMARY = 300  # characters of such a sentence; a longer one repeats the list
_MOST_REPAIRS = 3
_MOST_FAILURES = 4  # sentences, before anything could be shown
_RESERVE_TOKENS = 64  # what the templates of chat models add around two messages


class Counters:
    """How often what happened, since the start; for the metrics of a service."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()

    def add(self, name: str, count: int = 1) -> None:
        """Count."""
        with self._lock:
            self._counts[name] += count

    def snapshot(self) -> dict[str, int]:
        """The counts so far, by name."""
        with self._lock:
            return dict(sorted(self._counts.items()))


class Generator:
    """A chat model and its prompts. Safe to share between threads."""

    def __init__(
        self, model: ChatModel, prompts: Prompts, *, context_tokens: int, answer_tokens: int, reads: bool
    ) -> None:
        self.model = model
        self.prompts = prompts
        self.reads = reads
        self.prompt_tokens = context_tokens - answer_tokens - _RESERVE_TOKENS
        self.counters = Counters()

    @classmethod
    def open(cls, settings: Settings) -> Generator:
        """The generator of the settings. Raises: SettingsError, DependencyError."""
        return cls(
            open_chat_model(settings),
            load_prompts(settings.prompts_dir),
            context_tokens=settings.llm_context_tokens,
            answer_tokens=settings.llm_answer_tokens,
            reads=settings.llm_reads,
        )

    def condense(
        self,
        question: str,
        history: Sequence[str],
        language: Language,
        *,
        keep: Iterable[str] = (),
        until: float | None = None,
    ) -> str | None:
        """A follow-up as a question that stands alone, by the model; None where it gives none that can be trusted.

        It must hold most of the words to `keep`, and no figure or place that neither the question nor the turns before
        name.
        """
        prompt = self.prompts.get("condense", language)
        room = self.prompt_tokens - count_tokens(prompt.system + prompt.user + question)
        kept: list[str] = []
        for turn in reversed(history):  # the latest turns matter most
            room -= count_tokens(turn) + 4
            if room < 0:
                break
            kept.insert(0, turn)
        messages = prompt.fill(
            history="\n".join(f"- {as_data(clean(turn))}" for turn in kept), question=as_data(clean(question))
        )
        try:
            with self.model.turn(until) as turn_:
                reply = "".join(split_sentences([turn_.complete(messages)]))
        except ChatModelError as error:
            self.counters.add(f"failed_{error.failure}")
            return None
        lines = [line for line in map(clean, reply.splitlines()) if line]
        condensed = lines[-1].strip("\"'“”*`- ") if lines else ""
        known = " ".join([*kept, question])
        known_values = {value.key for value in find_values(known)}
        known_places = {place.name for place in find_places(known)}
        invented = any(value.key not in known_values for value in find_values(condensed)) or any(
            place.name not in known_places for place in find_places(condensed)
        )
        lost = 1 - share(" ".join(keep), condensed) > judging().checks.left_out
        if not condensed or invented or lost or len(condensed) > 2 * len(known) + 100:
            self.counters.add("condensed_refused")
            return None
        self.counters.add("condensed")
        return condensed


@dataclass(slots=True)
class WordedAnswer:
    """One answer being worded; iterate over `lines()` once, then look at `mode`.

    The background is of the catalog that the draft comes from. `until`: a time of `time.monotonic()`; `failure`: how the
    model failed before, while it read for this answer.
    """

    generator: Generator
    query: Query
    draft: Draft
    background: Background
    until: float | None = None
    failure: Failure | None = None
    worded: list[Line] = field(default_factory=list)
    _attribution: Attribution = field(init=False)
    _used: set[int] = field(default_factory=set)  # positions of the draft's lines that were shown as they are
    _seen: set[str] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)
    _label: str = ""  # the last line of the prompt

    def __post_init__(self) -> None:
        self._attribution = Attribution(self.draft.documents, self.background, self.query.language)

    @property
    def mode(self) -> str:
        """Whether the model has a part in the answer."""
        return "generated" if self.worded else "extractive"

    def lines(self) -> Generated[Line, None, None]:
        """The answer line by line; what is shown was checked. Closing the iterator stops the model's work.

        What was computed and what is absent keep the words of the draft. Lists are whole and there at once; only a section
        that was asked for by its number is summarised, below its list. Warnings go to the draft.
        """
        drafted = self.draft.lines
        shown = next((n for n, line in enumerate(drafted) if line.kind == "stated"), len(drafted))
        if self._listed:
            shown = len(drafted)
        yield from self._show(range(shown))
        failure: str | None = None
        if any(line.kind == "stated" for line in drafted) and (self.query.addresses or not self._listed):
            try:
                if self.failure:
                    raise ChatModelError(self.failure, "it failed while it read")
                with self.generator.model.turn(self.until) as turn, closing(self._worded(turn)) as lines:
                    yield from lines
                failure = None if self.worded or self._used.difference(range(shown)) else "unusable"
            except ChatModelError as error:
                failure = error.failure
        self._report(failure)
        yield from self._show(self._missing())

    @property
    def _listed(self) -> bool:
        return any(line.bullet for line in self.draft.lines)

    def _show(self, positions: Iterable[int]) -> Iterator[Line]:
        for position in positions:
            if position not in self._used:
                self._used.add(position)
                yield self.draft.lines[position]

    # The model's part.

    def _worded(self, turn: Turn) -> Generated[Line, None, None]:
        listed = self._listed
        name: PromptName = "summarise" if listed else "compare" if self.query.kind == "compare" else "answer"
        prompt = self.generator.prompts.get(name, self.query.language)
        question = as_data(self.query.text)
        shown = "" if listed else as_data("\n".join(self.draft.lines[n].text for n in sorted(self._used)))
        room = self.generator.prompt_tokens - count_tokens(prompt.system + prompt.user + question + shown)
        cited = dict.fromkeys(s for line in self.draft.lines for s in line.sources if line.kind == "stated")
        sources = self._attribution.show(cited, room)
        if not sources:
            self._counts["too_long"] += 1
            return
        messages = prompt.fill(question=question, sources="\n".join(sources), shown=shown)
        self._label = prompt.user.rsplit("\n", 1)[-1]
        failures = 0
        with closing(turn.stream(messages)) as pieces:
            for raw in split_sentences(pieces):
                before = len(self.worded) + len(self._used)
                yield from self._accept(turn, raw)
                failures = 0 if len(self.worded) + len(self._used) > before else failures + 1
                most = _MOST_SUMMARISING if listed else _MOST_SENTENCES
                if len(self.worded) >= most or failures >= _MOST_FAILURES:
                    return

    def _accept(self, turn: Turn, raw: str) -> Iterator[Line]:
        """What may be shown of a sentence: itself, corrected, the clauses it cites, or nothing."""
        line = self._read(raw)
        if line is None or (key := fold(line.text)) in self._seen:
            return
        if self._listed and len(line.text) > _LONGEST_SUMMARY:
            return
        self._seen.add(key)
        line = self._attribution.attribute(line)
        reasons = self._attribution.problems(line)
        if not line.sources and not reasons:
            return  # "This is what the plan says:" states nothing
        if not reasons:
            self._counts["shown"] += 1
            self.worded.append(line)
            yield line
            return
        if repaired := self._repaired(turn, line, reasons):
            self._counts["repaired"] += 1
            self.worded.append(repaired)
            yield repaired
            return
        clauses = [
            n
            for n, drafted in enumerate(self.draft.lines)
            if drafted.kind == "stated" and _places(drafted) & _places(line)
        ]
        if clauses and not self._listed:
            self._counts["replaced"] += 1
            yield from self._show(clauses)
        else:
            self._counts["dropped"] += 1

    def _read(self, raw: str) -> Line | None:
        """A sentence of the model as a line; None where it says nothing."""
        said = read_sentence(raw, self._label)
        if said is None:
            return None
        shown = self._attribution.shown
        sources = tuple(dict.fromkeys(shown[n - 1] for n in said.numbers if 1 <= n <= len(shown)))
        return Line(said.text, sources, "stated", said.bullet)

    def _repaired(self, turn: Turn, line: Line, reasons: Sequence[str]) -> Line | None:
        """The sentence as the model corrects it; None where that fails too."""
        if self._counts["repairs"] >= _MOST_REPAIRS:
            return None
        self._counts["repairs"] += 1
        prompt = self.generator.prompts.get("repair", self.query.language)
        wanted, problem = line.sources or self._attribution.most_like(line), " ".join(reasons)
        room = self.generator.prompt_tokens - count_tokens(prompt.system + prompt.user + line.text + problem)
        sources = self._attribution.show_again(wanted, room)
        messages = prompt.fill(
            sources="\n".join(sources), sentence=as_data(line.text), reason=as_data(problem)
        )
        with closing(turn.stream(messages)) as pieces:
            again = self._read(next(split_sentences(pieces), ""))
        if again is None or fold(again.text) in self._seen:
            return None
        self._seen.add(fold(again.text))
        again = self._attribution.attribute(again)
        return again if again.sources and not self._attribution.problems(again) else None

    # The draft's part.

    def _missing(self) -> list[int]:
        """The draft's lines that the model's words do not make superfluous, in order."""
        drafted = self.draft.lines
        leads = {place for line in drafted if _BOLD.search(line.text) for place in _places(line)}

        def superfluous(line: Line) -> bool:
            if line.kind != "stated" or not self.worded:
                return False
            if not _BOLD.search(line.text) and _places(line) & leads:
                return True  # its lead says what matters, and is told or added
            told = " ".join(worded.text for worded in self.worded if _places(worded) & _places(line))
            return bool(told) and _tells(told, line, self.query.language)

        missing = [n for n, line in enumerate(drafted) if n not in self._used and not superfluous(line)]
        if self.worded:
            self._counts["appended"] += sum(drafted[n].kind == "stated" for n in missing)
        return missing

    def _report(self, failure: str | None) -> None:
        """Warnings for the reader, counts for the operator."""
        language, counters = self.query.language, self.generator.counters
        if self._counts["too_long"]:
            failure = "too_long"
        if failure:
            why = say(f"model_{failure}", language)
            self.draft.warnings.append(
                say("model_rest" if self.worded else "model_failed", language, why=why)
            )
            counters.add(f"failed_{failure}")
        for name in ("replaced", "dropped"):
            if self._counts[name]:
                self.draft.warnings.append(say(f"model_{name}", language, count=self._counts[name]))
        counters.add(f"answers_{self.mode}")
        for name in ("shown", "repaired", "replaced", "dropped", "appended"):
            if self._counts[name]:
                counters.add(f"sentences_{name}", self._counts[name])


def _places(line: Line) -> set[tuple[str, str]]:
    """The clauses of a line; a piece of a clause counts as the clause."""
    return {(source.document_id, source.section_id) for source in line.sources}


def _tells(told: str, line: Line, language: Language) -> bool:
    """Whether a text holds what a line is there for: its emphasised words, else its values and most of its words."""
    known = {value.key for value in find_values(told)}
    vital = _BOLD.findall(line.text) or [line.text]
    if any(value.key not in known for part in vital for value in find_values(part)):
        return False
    if vital == [line.text]:
        # The words of an English sentence about a Vietnamese clause cannot be compared with it.
        return language == "en" or share(line.text, told) >= judging().checks.retold
    return all(find_values(part) or mentions(told, part) for part in vital)
