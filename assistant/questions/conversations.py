"""The turns of a conversation, one after another, each as a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, Protocol

from assistant.language.dotted import with_sections
from assistant.language.english import is_english
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics
from assistant.language.values import name_periods
from assistant.questions.antecedents import body_meant, resolve_references, without
from assistant.questions.before import Before, Resolved
from assistant.questions.corrections import (
    Correction,
    any_of,
    as_compared,
    conversation,
    read_correction,
    without_reporter,
)
from assistant.questions.differing import asks_difference
from assistant.questions.ellipsis import Reader
from assistant.questions.follow_ups import resolve, without_frame
from assistant.questions.introductions import own_body_named, says_own
from assistant.questions.mentioned import of_figure_said
from assistant.questions.normalising import Normaliser
from assistant.questions.recalling import recalled
from assistant.questions.references import (
    find_references,
    goes_on_from_first,
    names_subject,
    points_back,
    points_into_list,
    spelled,
)
from assistant.questions.rewriting import replace_places
from assistant.questions.sameness import asks_same_level, without_sameness
from assistant.questions.shown import Shown, has_list
from assistant.questions.things import of_those_before, with_name, with_subject
from assistant.questions.undertakings import proper_name
from assistant.questions.whether import without_likened_elsewhere
from assistant.types import Catalog, Document, Query, Turn

_MOST_BESIDE = 2  # words beside what is named, that are no subject: "chi nhánh của tôi ở Sơn La"
_LEAST_SPELLED = 3  # words, of which few others are written alike
_CORRECTED = re.compile(
    r"[.!;…]+\s+(?=\w)|,\s+(?=v[ậa]y\s)"
)  # where a correction may end and questions begin
_READ_BEFORE = 2  # turns before one, with which clauses are read
_MOST_MEANT = 4  # words of a noun that corrects another
_MOST_LISTS = 2  # turns in which a list is looked for
Told = Callable[[Sequence[Turn]], Shown | None]  # what the answer to the last of some turns showed


class Listener(Reader, Protocol):
    """What a conversation needs of the understanding of single questions."""

    @property
    def normaliser(self) -> Normaliser:
        """What writes a question out."""

    def split(self, text: str) -> list[str]:
        """The questions of a turn."""

    @property
    def catalog(self) -> Catalog:
        """What is known of the documents."""


def nothing_told(turns: Sequence[Turn]) -> Shown | None:
    """What is known of answers where none can be given."""
    return None


def stand_alone(
    reader: Listener,
    question: str,
    history: Sequence[str | Turn],
    told: Told = nothing_told,
    *,
    written_out: bool = False,
    joined: bool = False,
) -> Resolved:
    """The question with what points to earlier turns resolved.

    `written_out`: it was normalised with others; `joined`: it was asked in one turn with the last of them.
    """
    turns, question = [Turn.of(turn) for turn in history], with_sections(question)
    if says_own(question):
        asked = question if written_out else reader.normaliser.normalise(question)
        named_own = own_body_named(asked, lambda text: reader.read_agencies(text)[2])
        question = question if named_own == asked else named_own
    context, first, talked_of = "", "", list[str]()
    alone: list[str] = []  # each turn, as it stands alone
    understood = 0  # turns up to the last that was understood
    listed: list[int] = []  # up to each that is no item of a list
    named: str | None = None  # the undertaking that all turns since lean on
    for number, turn in enumerate(turns, start=1):
        if context and turn.standalone_question is None:
            shown = partial(told, turns[:understood]), partial(_last_list, told, [turns[:n] for n in listed])
            resolved = _resolved(
                reader, _main(reader, turn.question), context, talked_of, *shown, named=named
            )
            if resolved.unclear:
                continue
            context = resolved.text
        else:
            several = turn.standalone_question is None or is_joined(turn.standalone_question)
            context = reader.normaliser.normalise(_main(reader, turn.text) if several else turn.text)
        named = proper_name(context) or (named if leans(turn.question, context) else None)
        talked_of = list(dict.fromkeys([*talked_of, *(p.name for p in find_places(context))]))
        understood, first = number, first or context
        alone += [context] * (number - len(alone))
        if not points_into_list(turn.question) or is_joined(turn.standalone_question or ""):
            listed.append(number)
    if understood and (rest := goes_on_from_first(question)) is not None:
        if not rest:
            return Resolved(first)
        return stand_alone(reader, rest, [Turn(first, first)], told, written_out=written_out)
    if understood and (again := recalled(question, turns)):
        return Resolved(reader.normaliser.normalise(again))
    if not context:
        return Resolved(question if written_out else reader.normaliser.normalise(without_reporter(question)))
    if not written_out and (of_figure := of_figure_said(question, [turn.text for turn in turns])):
        return Resolved(reader.normaliser.normalise(of_figure))
    if (level := _same_level(reader, question, turns, alone)) is not None:
        return Resolved(level)
    if without_sameness(question) is not None:
        understood = _last_answered(told, turns, understood)
        context = alone[understood - 1]
    shown = partial(told, turns[:understood]), partial(_last_list, told, [turns[:n] for n in listed])
    spoken = " ".join(turn.text for turn in turns)
    state: Any = {"written_out": written_out, "spoken": spoken, "named": named, "joined": joined}
    state["earlier"] = lambda: told(turns[: _last_answered(told, turns, understood - 1)])
    return _resolved(reader, question, context, talked_of, *shown, **state)


def split_correction(reader: Listener, text: str) -> tuple[str, str] | None:
    """The correction that a turn opens with, and what it asks behind it: "ý tôi là Huế. Vậy ai phải nộp?"; None of any other."""
    for end in _CORRECTED.finditer(text):
        said, rest = text[: end.start()], text[end.end() :]
        correction = read_correction(said)
        if correction is None or not correction.meant or _asks(correction.meant) or not _asks(rest):
            continue
        meant = reader.parse(reader.normaliser.normalise(correction.meant))
        named = meant.places or meant.periods or meant.agencies or meant.other_agencies
        if named and len(meant.focus_words) <= _MOST_BESIDE and not find_places(rest):
            return said, rest
    return None


def leans(question: str, alone: str) -> bool:
    """Whether a turn took something over from those before it: its standalone form says more than it."""
    added = words(alone)[len(words(question)) :]
    return bool(added) or fold(question).split()[:1] != fold(alone).split()[:1]


def as_typed(normaliser: Normaliser, query: Query, turns: Sequence[Turn]) -> tuple[str, ...]:
    """A question and the last before it, each as it was typed, written out, it last; nothing where it does not lean on them."""
    if not turns:
        return ()
    turn = normaliser.normalise(query.question)
    before = turns[-_READ_BEFORE:] if leans(turn, query.text) else ()
    return (*(normaliser.normalise(earlier.question) for earlier in before), turn) if before else ()


def _same_level(reader: Listener, question: str, turns: Sequence[Turn], alone: Sequence[str]) -> str | None:
    """The last question for a level that leaned on none before it, of the place that a turn asks the same of."""
    if not asks_same_level(question):
        return None
    now = reader.parse(reader.normaliser.normalise(question))
    asked = [
        (turn, text) for turn, text in zip(turns, alone, strict=False) if reader.parse(text).kind == "value"
    ]
    own = [text for turn, text in asked if not leans(turn.question, text)] or [text for _, text in asked]
    if not (own and now.places) or now.periods or now.agencies:
        return None
    return replace_places(own[-1], now.places, reader.parse(own[-1]).language)


def _last_answered(told: Told, turns: Sequence[Turn], understood: int) -> int:
    """The number of the last turn to which a clause was shown: nothing is like one to which none was; else the last turn's."""
    answered = (n for n in range(understood, 0, -1) if (shown := told(turns[:n])) and shown.lines)
    return next(answered, understood)


def _last_list(told: Told, turns: Sequence[Sequence[Turn]], back: bool) -> Shown | None:
    """What the last turn showed; `back`: of the last few the one that showed a list, where any did."""
    if not turns:
        return None
    last = told(turns[-1])
    earlier = reversed(turns[-_MOST_LISTS:-1]) if back and not (last and has_list(last)) else ()
    return next((shown for each in earlier if (shown := told(each)) and has_list(shown)), last)


def is_joined(standalone_question: str) -> bool:
    """Whether a question that stands alone joins several, as `ask` gives them; one with a comma was answered as one."""
    return re.search(r"\?\s+\S", standalone_question) is not None


def _main(reader: Listener, text: str) -> str:
    """Of several questions in a turn the one that says what all are about; the turn as it is where it is one."""
    parts = reader.split(text)
    return text if len(parts) < 2 else parts[main_question(reader, parts)]


def main_question(reader: Reader, parts: Sequence[str]) -> int:
    """The position of the first of several questions that has a subject of its own."""
    queries = map(reader.parse, parts)
    return next(
        (
            n
            for n, q in enumerate(queries)
            if q.focus_words or q.agencies or q.places or q.registered == "targets" or points_back(q.text)
        ),
        0,
    )


def _resolved(
    reader: Listener,
    question: str,
    context: str,
    talked_of: Sequence[str],
    shown: Callable[[], Shown | None],
    listed: Callable[[bool], Shown | None],
    *,
    written_out: bool = False,
    spoken: str = "",
    named: str | None = None,
    joined: bool = False,
    earlier: Callable[[], Shown | None] = lambda: None,
) -> Resolved:
    """A turn behind a question that stands alone, as one that stands alone itself.

    `spoken`: all that was asked before; `named`: the undertaking that the question before leans on.
    """
    before = Before(
        query=reader.parse(context),
        talked_of=talked_of,
        shown=shown,
        listed=listed,
        documents=reader.documents,
        targets=reader.catalog.targets,
        bodies_in=lambda text: reader.read_agencies(text)[0],
        named=named,
        earlier=earlier,
    )
    correction = None if asks_difference(question) else read_correction(question)
    if correction and correction.ruled_out:
        denied = reader.parse(reader.normaliser.normalise(correction.ruled_out))
        of_named = denied.places or denied.periods or denied.agencies or denied.other_agencies
        if not of_named and (replaced := _instead(context, correction)):
            return Resolved(replaced)
        asked = bool(denied.focus_words) and set(denied.focus_words) <= set(words(spoken or context))
        meant = correction.meant and not _asks(correction.meant)
        opens = frozenset(conversation()["corrections"]["opens"])
        insists = correction.ruled_out and find_phrases(words(question), opens)  # "không phải A, ý tôi hỏi B"
        if not (
            of_named
            or (meant and (asked or insists))
            or (correction.meant and points_back(correction.ruled_out))
        ):
            correction = None  # "không phải báo cáo"
        elif not correction.meant:
            return without(denied, before)
    if (
        correction
        and not correction.ruled_out
        and (other := _of_other_noun(reader, context, correction.meant))
    ):
        return Resolved(other)
    text = correction.meant if correction else without_reporter(question)
    text = without_likened_elsewhere(text, before.query.places)
    text = _place_of_letters(text, reader.documents) or text
    text = text if written_out else _spelled_out(text, before)
    if others := _asked_of_others(reader, text):
        text = others
    elif not written_out:
        text = _with_references(text, reader.normaliser.normalise(text))
    bound, pointing = names_subject(text), points_back(text)
    if not pointing and (named_so := with_name(text, before, reader.parse(text))):
        text, pointing = named_so, True
    elif pointing:
        pointed = resolve_references(text, before, reader.parse(text))
        if pointed.unclear:
            return pointed
        text = of_those_before(pointed.text, before) or pointed.text
    said: Any = {"pointed": pointing, "bound": bound, "named": named, "joined": joined}
    return resolve(reader, text, before.query, talked_of, shown, **said)


def _of_other_noun(reader: Listener, context: str, meant: str) -> str | None:
    """The question before of a noun that corrects its own; None where a place, a period, a body or a question is said."""
    read = reader.parse(reader.normaliser.normalise(meant))
    named = (read.places, read.periods, read.agencies, read.other_agencies, read.addresses, read.values)
    if (
        any(named)
        or read.documents
        or not read.focus_words
        or len(words(meant)) > _MOST_MEANT
        or _asks(meant)
    ):
        return None
    return with_subject(context, meant)


def _asked_of_others(reader: Listener, text: str) -> str | None:
    """The places, bodies and periods of a turn that asks whether the same holds of them; None of any other turn."""
    if (rest := without_sameness(text)) is None:
        return None
    rest = reader.normaliser.normalise(rest)
    if len(reader.parse(rest).focus_words) > _MOST_BESIDE:
        return None  # "Sơn La có giao đất trồng rừng như vậy không?" has a subject of its own
    places = [(place.start, place.end) for place in find_places(rest)]
    periods = [(period.start, period.end) for period in name_periods(rest)]
    joined: list[tuple[int, int]] = []
    for start, end in sorted([*places, *periods, *reader.read_agencies(rest)[2]]):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return " ".join(rest[start:end] for start, end in joined) or None


def _with_references(typed: str, written: str) -> str:
    """A turn written out, with the words that point back as they were typed: "giai đoạn sau thì sao" has no "sâu".

    Typed without diacritics, several such words get theirs: "con so do" is "con số đó", not "con số đo".
    """
    pieces, kept = re.split(r"(\s+)", written), typed.split()
    if len(pieces[::2]) != len(kept):
        return written
    bare = not has_diacritics(typed)
    pointing = [found for _, found in find_references(typed)]
    for found in [*pointing, *_anaphora().finditer(fold(typed))] if bare else pointing:
        first, said = len(typed[: found.start()].split()), found.group().split()
        if bare:
            for n in (first + at for at, word in enumerate(said) if word == "thu"):
                pieces[2 * n] = "thứ"  # "nhom thu 3"
            said = (spelled(found.group()) or "").split()
            if len(said) < _LEAST_SPELLED:
                continue
            kept[first : first + len(said)] = said
        pieces[2 * first : 2 * (first + len(said)) - 1 : 2] = kept[first : first + len(said)]
    return "".join(pieces)


def _spelled_out(text: str, before: Before) -> str:
    """A turn typed without diacritics with those that only what was talked of tells: "con so ben Sơn La" behind a department."""
    if has_diacritics(text) or is_english(text):
        return text
    for rule, found in find_references(text):
        opening = fold(text[: found.start()])
        figure = " " in found.group() and opening.endswith("con ")  # "con so do" is a figure
        body = body_meant(found.group(), before) if rule.stands_for == "body" and not figure else None
        if body:
            where = re.sub(r"^ ben (?=\w)", " ở ", text[found.end() :])
            behind = f"{fold(body)}{where}"  # all is written out together
            return behind if opening == "con " else f"{text[: found.start()]}{behind}"
    opening, _, rest = text.partition(" ")
    spelled = (said for said in conversation()["follow_ups"]["spelled"] if fold(said) == fold(opening))
    return f"{next(spelled, opening)} {rest}" if rest else text


@cache
def _anaphora() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(list(load_lexicon().anaphora), bare=True)})(?!\w)")


def _place_of_letters(text: str, documents: Sequence[Document]) -> str | None:
    """The place whose first letters a turn is, and nothing else: "ct?", "còn ct thì sao" for Cần Thơ; None where none is."""
    typed = without_frame(text).strip(" ?.!…")
    letters = fold(typed)
    places = {d.place for d in documents if d.place and _initials(d.place) == letters}
    return text.replace(typed, places.pop()) if len(places) == 1 else None


def _initials(name: str) -> str:
    letters = "".join(word[0] for word in fold(name).split())
    return letters if len(letters) > 1 else ""


def _instead(context: str, correction: Correction) -> str | None:
    """The question before with what is meant in the place of what is ruled out: "không phải nguồn vốn, tôi cần thời hạn"."""
    if not (correction.meant and correction.ruled_out) or _asks(correction.meant):
        return None
    said, before = (as_compared(text, bare=False) for text in (correction.ruled_out, context))
    found = re.search(rf"(?<!\w){re.escape(said)}(?!\w)", before)
    return f"{context[: found.start()]}{correction.meant}{context[found.end() :]}" if found else None


def _asks(text: str) -> bool:
    """Whether a text has a word that asks."""
    return bool(find_phrases(words(text), frozenset(conversation()["several"]["asks"])))
