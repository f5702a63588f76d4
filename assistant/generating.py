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

from assistant.chat_model import ChatModel, ChatModelError, Turn, open_chat_model
from assistant.chunking import count_tokens
from assistant.drafting import Draft, Line, Source, cite
from assistant.grounding import mentions, unsupported_values
from assistant.phrases import say, sentence
from assistant.places import find_places
from assistant.prompting import Language, PromptName, Prompts, as_data, fenced, load_prompts
from assistant.settings import Settings
from assistant.text import clean, fold, normalise_space, tokens
from assistant.types import Query, Sentence
from assistant.values import find_values

_THOUGHTS = re.compile(r"<think>.*?</think>", re.DOTALL)
_MARKER = re.compile(
    r"\s*[\[【]\s*(?:(?:nguồn|source|số)\s+)?(\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*)\s*[\]】]", re.IGNORECASE
)
_BOUNDARY = re.compile(
    r"\n"
    r"|(?<=[.!?…])(?:\s*[\[【][^\]】\n]{1,30}[\]】])*(?=\s+[^\s\[【])"  # a full stop, its markers, another word
    r"|(?<=[\]】])[.!?…]?(?=\s+[A-ZÀ-ỸĐ])"  # markers without a full stop, a capital
)
_ABBREVIATION = re.compile(r"(?:^\s*\d{1,2}|\b(?:[A-ZĐ]\w{0,3}|v\.v|tr|tp|st|no))\.$")
_LIST_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s+|(?P<bullet>[-*•+–])\s+|\d{1,2}[.)]\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LONGEST_SENTENCE = 1500  # characters
_MOST_SENTENCES = 12
_MOST_REPAIRS = 3
_MOST_FAILURES = 4  # sentences, before anything could be shown
_RETOLD = 0.5  # share of a clause's syllables from which it counts as told
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
        self, model: ChatModel, prompts: Prompts, *, context_tokens: int, answer_tokens: int
    ) -> None:
        self.model = model
        self.prompts = prompts
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
        )

    def word(self, query: Query, draft: Draft) -> Wording:
        """The lines of a draft in the model's words."""
        return Wording(self, query, draft)

    def condense(
        self, question: str, history: Sequence[str], language: Language, *, keep: Iterable[str] = ()
    ) -> str | None:
        """A follow-up as a question that stands alone, by the model; None where it gives none that can be trusted.

        It must hold the words to `keep`, and no figure or place that neither the question nor the turns before name.
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
            with self.model.turn() as turn_:
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
        lost = set(tokens(" ".join(keep))) - set(tokens(condensed))
        if not condensed or invented or lost or len(condensed) > 2 * len(known) + 100:
            self.counters.add("condensed_refused")
            return None
        self.counters.add("condensed")
        return condensed


@dataclass(slots=True)
class Wording:
    """One answer being worded; iterate over `lines()` once, then look at `mode`."""

    generator: Generator
    query: Query
    draft: Draft
    worded: list[Line] = field(default_factory=list)
    _sources: list[Source] = field(
        default_factory=list
    )  # what the model was shown, in the order of its numbers
    _used: set[int] = field(default_factory=set)  # positions of the draft's lines that were shown as they are
    _seen: set[str] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)

    @property
    def mode(self) -> str:
        """Whether the model has a part in the answer."""
        return "generated" if self.worded else "extractive"

    def lines(self) -> Generated[Line, None, None]:
        """The answer line by line; what is shown was checked. Closing the iterator stops the model's work.

        What was computed and what is absent keep the words of the draft, and lists stay whole: the model introduces
        them. Warnings go to the draft.
        """
        drafted = self.draft.lines
        opening = next((n for n, line in enumerate(drafted) if self._is_told(line)), len(drafted))
        yield from self._show(range(opening))
        failure = None
        if any(line.kind == "stated" for line in drafted):
            try:
                with self.generator.model.turn() as turn, closing(self._worded(turn)) as lines:
                    yield from lines
                failure = None if self.worded or self._used.difference(range(opening)) else "unusable"
            except ChatModelError as error:
                failure = error.failure
        self._report(failure)
        yield from self._show(self._missing())

    def _is_told(self, line: Line) -> bool:
        """Whether the model's words come before this line: the first stated one, or the head of a list."""
        listed = any(other.bullet for other in self.draft.lines)
        return line.kind == "stated" or (listed and line.kind == "derived")

    def _show(self, positions: Iterable[int]) -> Iterator[Line]:
        for position in positions:
            if position not in self._used:
                self._used.add(position)
                yield self.draft.lines[position]

    # The model's part.

    def _worded(self, turn: Turn) -> Generated[Line, None, None]:
        listed = any(line.bullet for line in self.draft.lines)
        name: PromptName = "summarise" if listed else "compare" if self.query.kind == "compare" else "answer"
        prompt = self.generator.prompts.get(name, self.query.language)
        question = as_data(self.query.text)
        shown = as_data("\n".join(self.draft.lines[n].text for n in sorted(self._used)))
        room = self.generator.prompt_tokens - count_tokens(prompt.system + prompt.user + question + shown)
        sources = self._evidence(room)
        if not sources:
            self._counts["too_long"] += 1
            return
        messages = prompt.fill(question=question, sources="\n".join(sources), shown=shown)
        failures = 0
        with closing(turn.stream(messages)) as pieces:
            for raw in split_sentences(pieces):
                before = len(self.worded) + len(self._used)
                yield from self._accept(turn, raw, listed=listed)
                failures = 0 if len(self.worded) + len(self._used) > before else failures + 1
                if len(self.worded) >= _MOST_SENTENCES or failures >= _MOST_FAILURES:
                    return

    def _evidence(self, room: int) -> list[str]:
        """The sources as the model is shown them, as many as fit into so many tokens; the last one may be cut."""
        cited = dict.fromkeys(s for line in self.draft.lines for s in line.sources if line.kind == "stated")
        texts: list[str] = []
        for source in cited:
            document = self.draft.documents[source.document_id]
            words = normalise_space(document.text[source.start : source.end])
            while words:
                text = fenced(
                    len(texts) + 1, words, document=document.short_title, address=source.address,
                    headings=source.headings,
                )  # fmt: skip
                if (tokens_needed := count_tokens(text)) <= room:
                    room -= tokens_needed
                    texts.append(text)
                    self._sources.append(source)
                    break
                words = words[: len(words) * 3 // 4] if not texts else ""
        return texts

    def _accept(self, turn: Turn, raw: str, *, listed: bool) -> Iterator[Line]:
        """What may be shown of a sentence: itself, corrected, the clauses it cites, or nothing."""
        line = self._read(raw)
        if line is None or (key := fold(line.text)) in self._seen:
            return
        self._seen.add(key)
        line = self._attributed(line)
        problem = self._problem(line)
        if problem is None:
            self._counts["shown"] += 1
            self.worded.append(line)
            yield line
            return
        telling = bool(line.sources or find_values(line.text))
        if telling and (repaired := self._repaired(turn, line, problem)):
            self._counts["repaired"] += 1
            self.worded.append(repaired)
            yield repaired
            return
        places = {(s.document_id, s.section_id) for s in line.sources}
        clauses = [
            n
            for n, drafted in enumerate(self.draft.lines)
            if drafted.kind == "stated" and places & {(s.document_id, s.section_id) for s in drafted.sources}
        ]
        if clauses and not listed:
            self._counts["replaced"] += 1
            yield from self._show(clauses)
        elif telling:
            self._counts["dropped"] += 1

    def _read(self, raw: str) -> Line | None:
        """A sentence of the model without its markers and ornaments; None where it says nothing."""
        numbers: list[int] = []
        for match in _MARKER.finditer(raw):
            for part in re.split(r"\s*[,;]\s*", match.group(1)):
                first, *last = (int(n) for n in re.split(r"\s*[-–]\s*", part))
                numbers += range(first, min(last[0], first + 40) + 1) if last else [first]
        text = _MARKER.sub("", raw)
        mark = _LIST_MARK.match(text)
        text = clean(_EMPHASIS.sub("", text[mark.end() :] if mark else text))
        text = re.sub(r"\s+([.,;:!?])", r"\1", text)
        if not re.search(r"[^\W\d_]{2}", text) or len(text) > _LONGEST_SENTENCE:
            return None
        sources = tuple(dict.fromkeys(self._sources[n - 1] for n in numbers if 1 <= n <= len(self._sources)))
        return Line(sentence(text), sources, "stated", bool(mark and mark["bullet"]))

    def _attributed(self, line: Line) -> Line:
        """A sentence without markers with the one source that bears it out, where there is one."""
        if line.sources:
            return line
        candidates = (Line(line.text, (source,), line.kind, line.bullet) for source in self._sources)
        return next(
            (each for each in candidates if self._problem(each) is None and _retold(each, self.draft)), line
        )

    def _problem(self, line: Line) -> str | None:
        """What is wrong with a sentence, for the model to correct; None where nothing is."""
        if not line.sources:
            return say("model_uncited", self.query.language)
        numbers = tuple(range(1, len(line.sources) + 1))
        citations = [cite(s, n, self.draft.documents) for n, s in zip(numbers, line.sources, strict=True)]
        wrong = unsupported_values(Sentence(line.text, numbers, "stated"), citations)
        if wrong:
            written = ", ".join(value.written for value in wrong)
            return say("model_unsupported", self.query.language, words=written)
        return None

    def _repaired(self, turn: Turn, line: Line, problem: str) -> Line | None:
        """The sentence as the model corrects it; None where that fails too."""
        if self._counts["repairs"] >= _MOST_REPAIRS:
            return None
        self._counts["repairs"] += 1
        prompt = self.generator.prompts.get("repair", self.query.language)
        wanted = line.sources or tuple(self._sources)
        room = self.generator.prompt_tokens - count_tokens(prompt.system + prompt.user + line.text + problem)
        sources: list[str] = []
        for number, source in enumerate(self._sources, start=1):
            document = self.draft.documents[source.document_id]
            text = fenced(
                number, normalise_space(document.text[source.start : source.end]),
                document=document.short_title, address=source.address, headings=source.headings,
            )  # fmt: skip
            if source in wanted and (tokens_needed := count_tokens(text)) <= room:
                room -= tokens_needed
                sources.append(text)
        messages = prompt.fill(
            sources="\n".join(sources), sentence=as_data(line.text), reason=as_data(problem)
        )
        replies = list(split_sentences([turn.complete(messages)]))
        again = self._read(replies[0]) if replies else None
        if again is None or fold(again.text) in self._seen:
            return None
        self._seen.add(fold(again.text))
        return again if self._problem(again) is None else None

    # The draft's part.

    def _missing(self) -> list[int]:
        """The draft's lines that the model's words do not make superfluous, in order."""
        drafted = self.draft.lines
        if any(line.bullet for line in drafted):
            return list(range(len(drafted)))
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


def split_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences with their markers, as soon as they are complete; what a model thinks aloud is left out."""
    text = ""
    for piece in pieces:
        text = _THOUGHTS.sub("", text + piece)
        if "<think>" in text:
            continue
        position = 0
        while match := _BOUNDARY.search(text, position):
            position = match.end()
            if match.group() != "\n" and _ABBREVIATION.search(text[: match.end()]):
                continue
            if text[: match.end()].strip():
                yield text[: match.end()]
            text, position = text[match.end() :], 0
    if text.strip() and "<think>" not in text:
        yield text


def _places(line: Line) -> set[tuple[str, str]]:
    """The clauses of a line; a piece of a clause counts as the clause."""
    return {(source.document_id, source.section_id) for source in line.sources}


def _tells(told: str, line: Line, language: Language) -> bool:
    """Whether a text holds what a line is there for: its emphasised words, else its values and most of its words."""
    known = {value.key for value in find_values(told)}
    vital = _BOLD.findall(line.text) or [line.text]
    if any(value.key not in known for words in vital for value in find_values(words)):
        return False
    if vital == [line.text]:
        # The words of an English sentence about a Vietnamese clause cannot be compared with it.
        return language == "en" or _share(line.text, told) >= _RETOLD
    return all(find_values(words) or mentions(told, words) for words in vital)


def _retold(line: Line, draft: Draft) -> bool:
    """Whether the words of a sentence come from its source."""
    (source,) = line.sources
    own = draft.documents[source.document_id].text[source.start : source.end]
    return _share(line.text, " ".join([own, *source.headings])) >= _RETOLD


def _share(words: str, text: str) -> float:
    """How many of the words occur in the text, 0 to 1."""
    wanted = set(tokens(words))
    return len(wanted & set(tokens(text))) / len(wanted) if wanted else 1.0
