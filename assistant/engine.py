"""What belongs to one generation of the index: a question is read, bounded and looked up with it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import Any

from assistant.answers import Answered, Case, Reference, Search, answer, join_answers, open_case, timed
from assistant.answers.beside import beside_answered, with_shared
from assistant.answers.joining import without_repeats
from assistant.answers.scope import bounded_to
from assistant.answers.shaping import shaped
from assistant.answers.showing import only_repeats, what_was_shown
from assistant.checks import Background
from assistant.errors import QuestionError
from assistant.index import Encoder, Index, Reranker, Retriever
from assistant.language.diacritics import Restorer
from assistant.language.text import clean
from assistant.messages.phrases import Language
from assistant.precedence import Precedence
from assistant.questions import Shown, Understanding, is_joined, main_question, search_terms, split_correction
from assistant.questions.conversations import as_typed
from assistant.questions.each import for_all_periods, for_each_named, for_each_period, for_later_periods
from assistant.questions.forms import in_form, read_form, without_form
from assistant.questions.references import names_subject
from assistant.questions.talk import as_query, from_own_body, read_talk, without_talk
from assistant.reading import Reader
from assistant.recent import Recent
from assistant.settings import Settings
from assistant.types import Query, Turn
from assistant.wording import Consultation

Model = Consultation | None  # what a chat model does for an answer; None: none is set, or none is asked
_ANSWERS = 128  # remembered: the last of each conversation under way; some 0.1 MiB each
_VERDICTS = 2048
MOST_QUESTIONS = 4  # of one turn


@dataclass(frozen=True, slots=True)
class Engine:
    """The stages of an answer, wired over one open index; safe to share between threads."""

    index: Index
    settings: Settings
    settings_id: str
    understanding: Understanding
    retriever: Retriever
    reference: Reference
    background: Background  # for the check of what a chat model words
    reader: Reader | None  # none: clauses are judged by their words
    precedence: Precedence = field(default_factory=Precedence)
    recent: Recent[str, Answered] = field(default_factory=partial(Recent, _ANSWERS))  # to single questions
    previous: Recent[tuple[Turn, ...], Answered] = field(default_factory=partial(Recent, _ANSWERS))
    verdicts: Recent[str, bool] = field(default_factory=partial(Recent, _VERDICTS))
    days: dict[int, Engine] = field(default_factory=dict)  # of other days, see `engine_on`

    @classmethod
    def of(
        cls,
        index: Index,
        encoder: Encoder,
        settings: Settings,
        reranker: Reranker | None,
        reader: Reader | None = None,
        precedence: Precedence | None = None,
    ) -> Engine:
        """The engine of an index. Raises: IndexUnavailableError when another encoder made it."""
        reference = Reference(index.catalog)
        return cls(
            index,
            settings,
            settings.settings_id(),
            Understanding.of(reference, abbreviations=settings.abbreviations_file),
            Retriever(index, encoder, settings, reranker=reranker),
            reference,
            Background(reference),
            reader,
            precedence or Precedence(),
        )

    @property
    def words(self) -> Restorer:
        """The words that documents and lexicon hold."""
        return self.understanding.normaliser.restorer

    def read(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        allowed: frozenset[str] = frozenset(),
        *,
        page: Language | None = None,
    ) -> Query:
        """What is understood of a turn that is asked of some documents; of all where there are none.

        `page`: the language around the question, for turns that are of neither. Raises: QuestionError.
        """
        text = _checked(question, self.settings.question_characters)
        if talk := read_talk(text, self.words, [turn.question for turn in turns], page):
            return as_query(text, talk)
        return self._read(Turn(without_talk(text)), turns, allowed)

    def read_all(
        self,
        question: str,
        turns: Sequence[Turn] = (),
        allowed: frozenset[str] = frozenset(),
        *,
        page: Language | None = None,
    ) -> list[Query]:
        """What `read` understands of each question of a turn; the others lean on the first's subject. Raises: QuestionError."""
        text = _checked(question, self.settings.question_characters)
        if talk := read_talk(text, self.words, [turn.question for turn in turns], page):
            said = as_query(text, talk)
            wanted = read_form(text) if talk.act == "shorten" else None
            if turns and wanted and wanted.form.language:  # "in English please": the last question, asked so
                again = self.read_all(turns[-1].text, turns[:-1], allowed, page=page)
                return [replace(in_form(query, wanted.form), question=question) for query in again]
            return [replace(said, form=wanted.form) if wanted else said]
        text, form = without_form(without_talk(text))
        if turns and (split := split_correction(self.understanding.within(allowed), text)):
            corrected = self._read(Turn(split[0]), turns, allowed)
            text, turns = split[1], [*turns, Turn(split[0], corrected.text)]
        if parts := _split(self, text, allowed):
            queries = _read_parts(self, parts, turns, allowed)
        else:
            query = self._read(Turn(text), turns, allowed)
            queries = _read_for_each(self, query, turns, allowed) or [query]
        return [in_form(query, form) for query in queries]

    def _read(self, turn: Turn, earlier: Sequence[Turn], allowed: frozenset[str], **how: Any) -> Query:
        """What is understood of a turn behind others, whose answers are worked out where it points to them; `how` it was
        asked: `written_out`, `joined` of `Understanding.read`."""

        def told(turns: Sequence[Turn]) -> Shown | None:
            answered = _previous(self, turns, allowed)
            return what_was_shown(self.reference, answered) if answered else None

        said = turn.question, earlier, turn.standalone_question, told
        return self.understanding.within(allowed).read(*said, **how)

    def turns(self, history: Iterable[str | Turn]) -> list[Turn]:
        """The last earlier questions, each within the length of a question, with how often each went on; mere talk is none."""
        limit = self.settings.question_characters
        said: list[Turn] = []
        given = list(map(Turn.of, history))
        for n, turn in enumerate(given):
            question = from_own_body(turn.question[:limit], given[:n])
            before = [earlier.question for earlier in said]
            talk = read_talk(clean(question), self.words, before)
            if talk and talk.act == "continue" and said:
                said[-1] = replace(said[-1], continued=said[-1].continued + 1)
            elif talk is None and clean(question):
                alone = clean(turn.standalone_question or "")[:limit]
                said.append(Turn(without_form(without_talk(question))[0], alone or None))
        return said[-self.settings.history_turns or len(said) :]

    def bounds(self, documents: Iterable[str], places: Iterable[str]) -> frozenset[str]:
        """The ids of the documents that a request is bounded to; empty: no bound. Raises: UnknownDocumentError."""
        return bounded_to(self.reference.documents, documents, places)

    def case(
        self,
        query: Query,
        allowed: frozenset[str],
        turns: Sequence[Turn] = (),
        model: Model = None,
        *,
        again: bool = False,
    ) -> Case:
        """The case of a question after some turns, of an earlier one `again`; what a way asks of it is searched for."""
        seconds = self.settings.reading_seconds / max(1, self.precedence.running)
        conversation = as_typed(self.understanding.normaliser, query, turns)
        own = self.reader.within(query.text, seconds, conversation) if self.reader else None
        return open_case(
            query,
            self.reference,
            _search(self),
            read=model.reading(query, own) if model else own,
            allowed=allowed,
            before=lambda: _previous(self, turns, allowed),
            again=again,
            continued=turns[-1].continued if turns else 0,
            conversation=conversation,
        )

    def answer(
        self,
        query: Query,
        allowed: frozenset[str],
        turns: Sequence[Turn] = (),
        model: Model = None,
        *,
        again: bool = False,
    ) -> Answered:
        """A question answered; a follow-up without an answer of its own in another way to read it, where that has one.

        `again`: it is the question of an earlier turn.
        """
        case = self.case(query, allowed, turns, model, again=again)
        answered = Answered(query, case, answer(case))
        if answered.draft.outcome != "answered" and (second := _reread(self, query, turns, allowed, model)):
            answered = second
        if query.act is None and query.unclear is None:
            self.recent.add(answered.query.text, allowed, answered)  # the whole of it, for what follows
        draft = shaped(case, answered.draft)
        return answered if draft is answered.draft else replace(answered, draft=draft)

    def answer_all(
        self,
        question: str,
        queries: Sequence[Query],
        allowed: frozenset[str],
        turns: Sequence[Turn] = (),
        model: Model = None,
    ) -> list[Answered]:
        """The questions of a turn answered in order; as one where the same clauses answer all, or none is answered alone."""
        each = _answer_each(self, queries[:MOST_QUESTIONS], allowed, turns, model)
        found = beside_answered(without_repeats(with_shared(each)))
        alike = len({_ground(part) for part in found}) == 1
        if len(found) > 1 and (alike or all(part.draft.outcome != "answered" for part in found)):
            alone = without_talk(_checked(question, self.settings.question_characters))
            whole = self.answer(self._read(Turn(alone), turns, allowed), allowed, turns, model)
            if alike:  # a part may be answered where the whole, which has more words, is not
                best = max(whole, *found, key=lambda part: part.draft.outcome == "answered")
                return [timed(best, found)]
            if whole.draft.outcome == "answered":
                return [whole]
        return found


def _split(engine: Engine, text: str, allowed: frozenset[str]) -> list[str]:
    """The questions of a turn without what is mere talk; none where it is one question."""
    parts = engine.understanding.within(allowed).split(text)
    if len(parts) < 2:
        return []
    return [part for part in parts if names_subject(part) or read_talk(part, engine.words, part=True) is None]


def _read_parts(
    engine: Engine, parts: Sequence[str], turns: Sequence[Turn], allowed: frozenset[str]
) -> list[Query]:
    """Each question of a turn: the main one behind the turns before, the others behind that one."""
    first = main_question(engine.understanding.within(allowed), parts)
    main = engine._read(Turn(parts[first]), turns, allowed, written_out=True)
    behind = [*turns, Turn(parts[first], main.text)]
    return [
        main if n == first else engine._read(Turn(part), behind, allowed, written_out=True, joined=True)
        for n, part in enumerate(parts)
    ]


def _answer_each(
    engine: Engine, queries: Sequence[Query], allowed: frozenset[str], turns: Sequence[Turn], model: Model
) -> list[Answered]:
    """Each of some questions answered: the main one behind the turns before, the others behind that one."""
    if len(queries) == 1:
        return [engine.answer(queries[0], allowed, turns, model)]
    understanding = engine.understanding.within(allowed)
    first = main_question(understanding, [query.question for query in queries])
    main = engine.answer(queries[first], allowed, turns, model)
    behind = [*turns, Turn(queries[first].question, main.query.text)]
    if main.query.text != queries[first].text:  # it was answered in another way to read it: so are the others
        how: Any = {"written_out": True, "joined": True}
        queries = [engine._read(Turn(query.question), behind, allowed, **how) for query in queries]
    return [
        main if n == first else engine.answer(query, allowed, behind, model)
        for n, query in enumerate(queries)
    ]


def engine_on(engine: Engine, day: date) -> Engine:
    """The engine that answers as of a day; the same for all days between which nothing changes."""
    force = engine.reference.force
    passed, own = (bisect_right(force.days, d.isoformat()) for d in (day, force.day))
    if passed not in (own, *engine.days):
        on = Reference(engine.index.catalog, day)
        engine.days[passed] = replace(
            engine,
            reference=on,
            background=Background(on),
            recent=Recent(_ANSWERS),
            previous=Recent(_ANSWERS),
            verdicts=Recent(_VERDICTS),
        )
    return engine if passed == own else engine.days[passed]


def _previous(engine: Engine, turns: Sequence[Turn], allowed: frozenset[str]) -> Answered | None:
    """The last of the turns answered again, as it was asked: within the same bounds and after the turns before it.

    Remembered by all turns: each question of a turn may point to the answer before it, and so on to the first.
    """
    if not turns:
        return None
    asked = tuple(turns)
    given = engine.previous.get(asked, allowed)
    if given is None:
        given = _answered_again(engine, turns, allowed)
        engine.previous.add(asked, allowed, given)
    return given


def _answered_again(engine: Engine, turns: Sequence[Turn], allowed: frozenset[str]) -> Answered:
    *earlier, last = turns
    alone = last.standalone_question
    if parts := _split(engine, last.text, allowed) if alone is None or is_joined(alone) else []:
        queries = _read_parts(engine, parts, () if last.standalone_question else earlier, allowed)
        return join_answers(engine.answer_all(last.text, queries, allowed, earlier))
    query = engine._read(last, earlier, allowed)
    given = None if query.unclear else engine.recent.get(query.text, allowed)
    return given or engine.answer(query, allowed, earlier, again=True)


def _search(engine: Engine) -> Search:
    """What searches the index for a query within documents."""
    return lambda query, within: engine.retriever.search(
        query.text,
        k=engine.settings.candidate_count,
        lexical_text=" ".join(search_terms(query)),
        document_ids=within,
    )


def _read_for_each(
    engine: Engine, query: Query, turns: Sequence[Turn], allowed: frozenset[str]
) -> list[Query]:
    """ "Còn Huế?" behind several questions: each of them of Huế; "còn 2035 với 2045?": of each; nothing for any other turn."""
    understanding = engine.understanding.within(allowed)
    before = turns[-1].standalone_question if turns else None
    each = for_each_period(understanding, query.question) if turns else []
    if before and not each:
        each = for_later_periods(understanding, query.question, before, understanding.catalog.targets)
    if not (each or query.unclear):
        each = for_each_named(query.question, query.kind)
    if not (each or query.unclear):
        each = for_all_periods(understanding, query.text, understanding.catalog.targets)
    asked = [(part, turns) for part in each]
    parts = _split(engine, before, allowed) if before and is_joined(before) and not asked else []
    if len(parts) > 1 and not query.unclear:
        own = understanding.parse(query.question)
        if (own.places or own.periods) and own.kind != "compare" and not (own.focus_words or own.agencies):
            asked = [(query.question, [Turn(part, part)]) for part in parts]
    read = [engine._read(Turn(typed), behind, allowed) for typed, behind in asked]
    return [replace(one, question=one.text) for one in read]


def _checked(question: str, limit: int) -> str:
    """The question cleaned. Raises: QuestionError when it is empty or too long."""
    text = clean(question)
    if not text:
        raise QuestionError("the question is empty", hint="type a question, such as: Sở Tài chính làm gì?")
    if len(text) > limit:
        raise QuestionError(
            f"the question has {len(text):,} characters, more than {limit:,}",
            hint="ask it in fewer words",
        )
    return text


def _reread(
    engine: Engine, query: Query, turns: Sequence[Turn], allowed: frozenset[str], model: Model
) -> Answered | None:
    """A follow-up that has no answer as a question of its own, read in another way that has one; None where none has.

    With the subject of the turn before it; then, where there is a chat model, as that model words it.
    """
    understanding = engine.understanding.within(allowed)
    own = understanding.parse(understanding.normaliser.normalise(query.question)).focus_words

    def answered(text: str, *, worded: bool = False) -> Answered | None:
        other = replace(understanding.read(text), question=query.question)
        case = engine.case(other, allowed, turns, model)
        if worded:
            case = replace(case, read=None)
        told = Answered(other, case, answer(case))
        again = worded and only_repeats(told, _previous(engine, turns, allowed), own)
        return told if told.draft.outcome == "answered" and not again else None

    if query.alternative is None:
        return None
    # A clause of the subject before must have the turn's own words too: by all else, it always looks like an answer.
    if second := answered(query.alternative, worded=True):
        return second
    if model:
        earlier = [turn.question for turn in turns]
        if text := model.condense(query.question, earlier, query.language, keep=own):
            return answered(text)
    return None


def _ground(answered: Answered) -> tuple[str | None, frozenset[tuple[str, str]], str]:
    """What an answer rests on: its clauses, or the words that say why there is none."""
    draft = answered.draft
    cited = frozenset((s.document_id, s.section_id) for line in draft.lines for s in line.sources)
    return draft.reason, cited, " ".join(line.text for line in draft.lines) if draft.reason else ""
