"""Which of the clauses that a model was shown bear a sentence of its out, and what is wrong where none does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from assistant.answers import Line, Source, cite
from assistant.checks import Background, check_sentence, unsupported_values
from assistant.documents import count_tokens
from assistant.judging import judging
from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.text import normalise_space, tokens
from assistant.messages.phrases import say
from assistant.types import Document, Sentence
from assistant.wording.prompts import Language, fenced
from assistant.wording.words import load_words

_MOST_TRIED = 12  # other sources that a sentence is tried with
_MOST_TOGETHER = 4  # sources that a sentence may rest on where it names none


@dataclass(slots=True)
class Attribution:
    """The clauses that a model is shown, in the order of their numbers, and the sentences it makes of them."""

    documents: dict[str, Document]
    background: Background
    language: Language
    shown: list[Source] = field(default_factory=list)

    def show(self, sources: Iterable[Source], room: int) -> list[str]:
        """The sources as the model is shown them, as many as fit into so many tokens; the first one may be cut."""
        texts: list[str] = []
        for source in sources:
            quoted = self._quoted(source)
            while quoted:
                text = self._fenced(source, len(texts) + 1, quoted)
                if (tokens_needed := count_tokens(text)) <= room:
                    room -= tokens_needed
                    texts.append(text)
                    self.shown.append(source)
                    break
                quoted = quoted[: len(quoted) * 3 // 4] if not texts else ""
        return texts

    def show_again(self, wanted: Collection[Source], room: int) -> list[str]:
        """Some of the sources with the numbers that they have, as many as fit."""
        texts: list[str] = []
        for number, source in enumerate(self.shown, start=1):
            if source not in wanted:
                continue
            text = self._fenced(source, number, self._quoted(source))
            if (tokens_needed := count_tokens(text)) <= room:
                room -= tokens_needed
                texts.append(text)
        return texts

    def _quoted(self, source: Source) -> str:
        return normalise_space(self.documents[source.document_id].text[source.start : source.end])

    def _fenced(self, source: Source, number: int, quoted: str) -> str:
        title = self.documents[source.document_id].short_title
        return fenced(number, quoted, document=title, address=str(source.address), headings=source.headings)

    def attribute(self, line: Line) -> Line:
        """The sentence with the sources that bear it out: the one that does so alone, of those it cites or else of the
        others; or the few whose words are most like it.

        Models mix up numbers, cite more than they use, or cite nothing.
        """
        others = [source for source in self.shown if source not in line.sources]
        for source in (*line.sources, *others[:_MOST_TRIED]):
            alone = replace(line, sources=(source,))
            if not self.problems(alone) and (source in line.sources or self._retells(alone)):
                return alone
        if not line.sources:
            ranked = self.most_like(line)
            for count in range(2, len(ranked) + 1):
                together = replace(line, sources=ranked[:count])
                if not self.problems(together) and self._retells(together):
                    return together
        return line

    def most_like(self, line: Line) -> tuple[Source, ...]:
        """The few sources whose words are most like a sentence, the best first."""
        ranked = sorted(
            self.shown, key=lambda s: -share(line.text, self._cited_text(replace(line, sources=(s,))))
        )
        return tuple(ranked[:_MOST_TOGETHER])

    def problems(self, line: Line) -> list[str]:
        """What is wrong with a sentence, for the model to correct; empty where nothing is."""
        citations = [cite(s, n, self.documents) for n, s in enumerate(line.sources, start=1)]
        problems = check_sentence(line.text, citations, background=self.background, language=self.language)
        reasons = [problem.reason(self.language) for problem in problems]
        if not line.sources:
            return reasons
        known = load_words()
        # Before a figure, what compares only bounds it.
        if compared := self._added(line, known.relations, lambda word: word[0].isdigit()):
            reasons.append(say("model_compares", self.language, words=", ".join(compared)))
        if done := self._added(line, known.done, known.laid_down.__contains__):
            reasons.append(say("model_done", self.language, words=", ".join(done)))
        numbered = Sentence(line.text, tuple(c.number for c in citations), line.kind)
        if not reasons and (missing := unsupported_values(numbered, citations)):
            reasons.append(
                say("model_unsupported", self.language, words=", ".join(v.written for v in missing))
            )
        return reasons

    def _retells(self, line: Line) -> bool:
        """Whether the words of a sentence come from its clauses; English ones cannot be compared."""
        return share(line.text, self._cited_text(line)) >= judging().checks.retold

    def _added(self, line: Line, phrases: Phrases, excused: Callable[[str], bool]) -> list[str]:
        """Phrases that the clauses do not have, but for those before a word that excuses them."""
        said, cited = words(line.text), f" {' '.join(words(self._cited_text(line)))} "
        return [
            phrase
            for start, end in find_phrases(said, phrases)
            if f" {(phrase := ' '.join(said[start:end]))} " not in cited
            and not (end < len(said) and excused(said[end]))
        ]

    def _cited_text(self, line: Line) -> str:
        """The words of the clauses that a sentence cites, and of the headings above them."""
        return " ".join(
            " ".join([*s.headings, self.documents[s.document_id].text[s.start : s.end]]) for s in line.sources
        )


def share(said: str, text: str) -> float:
    """How many of the words occur in the text, 0 to 1."""
    wanted = set(tokens(said))
    return len(wanted & set(tokens(text))) / len(wanted) if wanted else 1.0
