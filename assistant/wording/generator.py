"""Words the evidence of an extractive answer with a chat model, and lets nothing through that was not checked.

The extractive answer is the floor: what the model leaves out is added from it, what the model gets wrong is replaced by
it, and where the model fails it is the answer.
"""

from __future__ import annotations

import re
import threading
import tomllib
from collections import Counter
from collections.abc import Generator as Generated
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache

from assistant.answers import Draft, Line, Source, cite
from assistant.checks import Background, check_sentence, mentions, unsupported_values
from assistant.documents import count_tokens
from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.places import find_places
from assistant.language.text import clean, fold, normalise_space, tokens
from assistant.language.values import find_values
from assistant.language.vocabulary import VOCABULARY
from assistant.messages.phrases import say, sentence
from assistant.settings import Settings
from assistant.types import Query, Sentence
from assistant.wording.models import ChatModel, ChatModelError, Turn, open_chat_model
from assistant.wording.prompts import Language, PromptName, Prompts, as_data, fenced, load_prompts

_THOUGHT, _THOUGHT_ENDS = "<think>", "</think>"
_MARKER = re.compile(
    r"\s*[\[【]\s*(?:(?:nguồn|source|số)\s+)?(\d{1,3}(?:\s*[-–,;]\s*\d{1,3})*)\s*[\]】]", re.IGNORECASE
)
_BOUNDARY = re.compile(
    r"\n"
    r"|(?<=[.!?…])(?:\s*[\[【][^\]】\n]{1,30}[\]】])*(?=\s+[^\s\[【])"  # a full stop, its markers, another word
    r"|(?<=[\]】])[.!?…]?(?=\s+[A-ZÀ-ỸĐ])"  # markers without a full stop, a capital
)
_INITIALS = re.compile(r"(?:^\s*\d{1,2}|\b[A-ZĐ]\w?[A-ZĐ]{0,2})\.$")  # "1.", "TP.", "ThS."
_LIST_MARK = re.compile(r"^\s*(?:#{1,6}\s+|>\s+|(?P<bullet>[-*•+–])\s+|\d{1,2}[.)]\s+)+")
_EMPHASIS = re.compile(r"\*\*|__|`|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LONGEST_SENTENCE = 1500  # characters
_MOST_SENTENCES = 12
_MOST_SUMMARISING = 2  # sentences below a list
_LONGEST_SUMMARY = 300  # characters of such a sentence; a longer one repeats the list
_MOST_REPAIRS = 3
_MOST_TRIED = 12  # other sources that a sentence is tried with
_MOST_TOGETHER = 4  # sources that a sentence may rest on where it names none
_MOST_FAILURES = 4  # sentences, before anything could be shown
_RETOLD = 0.5  # share of a clause's syllables from which it counts as told
_LOST = 1 / 3  # share of a question's own words that its rewriting may leave out
_RESERVE_TOKENS = 64  # what the templates of chat models add around two messages


@dataclass(frozen=True, slots=True)
class _Words:
    """`vocabulary/wording.toml`."""

    relations: Phrases
    done: Phrases
    laid_down: frozenset[str]
    abbreviations: frozenset[str]


@cache
def _words() -> _Words:
    table = tomllib.loads((VOCABULARY / "wording.toml").read_text(encoding="utf-8"))
    relations, done = (
        Phrases(" ".join(words(phrase)) for phrase in table[name]["phrases"])
        for name in ("relations", "done")
    )
    return _Words(
        relations, done, frozenset(table["done"]["laid_down"]), frozenset(table["abbreviations"]["words"])
    )


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

    def word(self, query: Query, draft: Draft, background: Background) -> Wording:
        """The lines of a draft in the model's words; the background is of the catalog that the draft comes from."""
        return Wording(self, query, draft, background)

    def condense(
        self, question: str, history: Sequence[str], language: Language, *, keep: Iterable[str] = ()
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
        lost = 1 - _share(" ".join(keep), condensed) > _LOST
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
    background: Background
    worded: list[Line] = field(default_factory=list)
    _sources: list[Source] = field(
        default_factory=list
    )  # what the model was shown, in the order of its numbers
    _used: set[int] = field(default_factory=set)  # positions of the draft's lines that were shown as they are
    _seen: set[str] = field(default_factory=set)
    _counts: Counter[str] = field(default_factory=Counter)
    _label: str = ""  # the last line of the prompt

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
        failure = None
        if any(line.kind == "stated" for line in drafted) and (self.query.addresses or not self._listed):
            try:
                with self.generator.model.turn() as turn, closing(self._worded(turn)) as lines:
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
        sources = self._evidence(room)
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

    def _evidence(self, room: int) -> list[str]:
        """The sources as the model is shown them, as many as fit into so many tokens; the last one may be cut."""
        cited = dict.fromkeys(s for line in self.draft.lines for s in line.sources if line.kind == "stated")
        texts: list[str] = []
        for source in cited:
            document = self.draft.documents[source.document_id]
            quoted = normalise_space(document.text[source.start : source.end])
            while quoted:
                text = fenced(
                    len(texts) + 1, quoted, document=document.short_title, address=source.address,
                    headings=source.headings,
                )  # fmt: skip
                if (tokens_needed := count_tokens(text)) <= room:
                    room -= tokens_needed
                    texts.append(text)
                    self._sources.append(source)
                    break
                quoted = quoted[: len(quoted) * 3 // 4] if not texts else ""
        return texts

    def _accept(self, turn: Turn, raw: str) -> Iterator[Line]:
        """What may be shown of a sentence: itself, corrected, the clauses it cites, or nothing."""
        line = self._read(raw)
        if line is None or (key := fold(line.text)) in self._seen:
            return
        if self._listed and len(line.text) > _LONGEST_SUMMARY:
            return
        self._seen.add(key)
        line = self._attributed(line)
        reasons = self._problems(line)
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
        """A sentence of the model without its markers and ornaments; None where it says nothing."""
        numbers: list[int] = []
        for match in _MARKER.finditer(raw):
            for part in re.split(r"\s*[,;]\s*", match.group(1)):
                first, *last = (int(n) for n in re.split(r"\s*[-–]\s*", part))
                numbers += range(first, min(last[0], first + 40) + 1) if last else [first]
        text = _MARKER.sub("", raw).strip().removeprefix(self._label)  # small models repeat it
        mark = _LIST_MARK.match(text)
        text = clean(_EMPHASIS.sub("", text[mark.end() :] if mark else text))
        text = re.sub(r"\s+([.,;:!?])", r"\1", text)
        if not re.search(r"[^\W\d_]{2}", text) or len(raw) > _LONGEST_SENTENCE:
            return None
        sources = tuple(dict.fromkeys(self._sources[n - 1] for n in numbers if 1 <= n <= len(self._sources)))
        return Line(sentence(text), sources, "stated", bool(mark and mark["bullet"]))

    def _attributed(self, line: Line) -> Line:
        """The sentence with the sources that bear it out: the one that does so alone, of those it cites or else of the
        others; or the few whose words are most like it.

        Models mix up numbers, cite more than they use, or cite nothing.
        """
        others = [source for source in self._sources if source not in line.sources]
        for source in (*line.sources, *others[:_MOST_TRIED]):
            alone = replace(line, sources=(source,))
            if not self._problems(alone) and (source in line.sources or self._retells(alone)):
                return alone
        if not line.sources:
            ranked = self._most_like(line)
            for count in range(2, len(ranked) + 1):
                together = replace(line, sources=ranked[:count])
                if not self._problems(together) and self._retells(together):
                    return together
        return line

    def _most_like(self, line: Line) -> tuple[Source, ...]:
        """The few sources whose words are most like a sentence, the best first."""
        ranked = sorted(
            self._sources, key=lambda s: -_share(line.text, self._cited_text(replace(line, sources=(s,))))
        )
        return tuple(ranked[:_MOST_TOGETHER])

    def _retells(self, line: Line) -> bool:
        """Whether the words of a sentence come from its clauses; English ones cannot be compared."""
        return _share(line.text, self._cited_text(line)) >= _RETOLD

    def _problems(self, line: Line) -> list[str]:
        """What is wrong with a sentence, for the model to correct; empty where nothing is."""
        citations = [cite(s, n, self.draft.documents) for n, s in enumerate(line.sources, start=1)]
        language = self.query.language
        problems = check_sentence(line.text, citations, background=self.background, language=language)
        reasons = [problem.reason(language) for problem in problems]
        if line.sources and (compared := self._relations(line)):
            reasons.append(say("model_compares", language, words=", ".join(compared)))
        if line.sources and (done := self._done(line)):
            reasons.append(say("model_done", language, words=", ".join(done)))
        numbered = Sentence(line.text, tuple(c.number for c in citations), line.kind)
        if not reasons and line.sources and (missing := unsupported_values(numbered, citations)):
            reasons.append(say("model_unsupported", language, words=", ".join(v.written for v in missing)))
        return reasons

    def _done(self, line: Line) -> list[str]:
        """Phrases that call something done, though the clauses do not."""
        said, cited = words(line.text), f" {' '.join(words(self._cited_text(line)))} "
        return [
            phrase
            for start, end in find_phrases(said, _words().done)
            if f" {(phrase := ' '.join(said[start:end]))} " not in cited
            and not (end < len(said) and said[end] in _words().laid_down)
        ]

    def _relations(self, line: Line) -> list[str]:
        """Phrases that compare, though the clauses do not have them; before a figure they only bound it."""
        said = words(line.text)
        cited = f" {' '.join(words(self._cited_text(line)))} "
        return [
            phrase
            for start, end in find_phrases(said, _words().relations)
            if f" {(phrase := ' '.join(said[start:end]))} " not in cited
            and not (end < len(said) and said[end][0].isdigit())
        ]

    def _cited_text(self, line: Line) -> str:
        """The words of the clauses that a sentence cites, and of the headings above them."""
        return " ".join(
            " ".join([*s.headings, self.draft.documents[s.document_id].text[s.start : s.end]])
            for s in line.sources
        )

    def _repaired(self, turn: Turn, line: Line, reasons: Sequence[str]) -> Line | None:
        """The sentence as the model corrects it; None where that fails too."""
        if self._counts["repairs"] >= _MOST_REPAIRS:
            return None
        self._counts["repairs"] += 1
        prompt = self.generator.prompts.get("repair", self.query.language)
        wanted, problem = line.sources or self._most_like(line), " ".join(reasons)
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
        with closing(turn.stream(messages)) as pieces:
            again = self._read(next(split_sentences(pieces), ""))
        if again is None or fold(again.text) in self._seen:
            return None
        self._seen.add(fold(again.text))
        again = self._attributed(again)
        return again if again.sources and not self._problems(again) else None

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


def split_sentences(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences with their markers, as soon as they are complete; what a model thinks aloud is left out."""
    text = ""
    for piece in _spoken(pieces):
        text += piece
        start = 0
        for match in _BOUNDARY.finditer(text):
            said = text[start : match.end()]
            if match.group() != "\n" and _abbreviated(said):
                continue
            if said.strip():
                yield said
            start = match.end()
        text = text[start:]
        if len(text) > _LONGEST_SENTENCE:  # no sentence, and perhaps no end
            yield text
            text = ""
    if text.strip():
        yield text


def _spoken(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without what stands between the tags of thoughts."""
    text, thinking = "", False
    for piece in pieces:
        text += piece
        while (tag := _THOUGHT_ENDS if thinking else _THOUGHT) in text:
            before, _, text = text.partition(tag)
            if not thinking:
                yield before
            thinking = not thinking
        held = next(
            (n for n in range(len(tag) - 1, 0, -1) if text.endswith(tag[:n])), 0
        )  # a tag may come in pieces
        if not thinking:
            yield text[: len(text) - held]
        text = text[len(text) - held :]
    if not thinking:
        yield text


def _abbreviated(text: str) -> bool:
    """Whether a text ends with a full stop that ends no sentence."""
    last = text.removesuffix(".").rsplit(maxsplit=1)[-1:]
    return bool(_INITIALS.search(text)) or (
        text.endswith(".") and set(map(str.lower, last)) <= _words().abbreviations
    )


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
        return language == "en" or _share(line.text, told) >= _RETOLD
    return all(find_values(part) or mentions(told, part) for part in vital)


def _share(said: str, text: str) -> float:
    """How many of the words occur in the text, 0 to 1."""
    wanted = set(tokens(said))
    return len(wanted & set(tokens(text))) / len(wanted) if wanted else 1.0
