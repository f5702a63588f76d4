"""The turns of a conversation, one after another, each as a question that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from assistant.language.places import find_places
from assistant.questions.antecedents import Before, Resolved, Shown, resolve_references, without
from assistant.questions.corrections import read_correction
from assistant.questions.follow_ups import Reader, resolve
from assistant.questions.normalising import Normaliser
from assistant.questions.references import names_subject, points_back, points_into_list
from assistant.types import Catalog, Turn

Told = Callable[[Sequence[Turn]], Shown | None]  # what the answer to the last of some turns showed


class Listener(Reader, Protocol):
    """What a conversation needs of the understanding of single questions."""

    @property
    def normaliser(self) -> Normaliser:
        """What writes a question out."""

    @property
    def catalog(self) -> Catalog:
        """What is known of the documents."""


def nothing_told(turns: Sequence[Turn]) -> Shown | None:
    """What is known of answers where none can be given."""
    return None


def stand_alone(
    reader: Listener, question: str, history: Sequence[str | Turn], told: Told = nothing_told
) -> Resolved:
    """The question with what points to earlier turns resolved."""
    turns = [Turn.of(turn) for turn in history]
    context, talked_of = "", list[str]()
    understood = listed = (
        0  # turns up to the last that was understood, and to the last that is no item of a list
    )
    for number, turn in enumerate(turns, start=1):
        if context and turn.standalone_question is None:
            shown = partial(told, turns[:understood]), partial(told, turns[:listed])
            resolved = _resolved(reader, turn.question, context, talked_of, *shown)
            if resolved.unclear:
                continue
            context = resolved.text
        else:
            context = reader.normaliser.normalise(turn.text)
        talked_of = list(dict.fromkeys([*talked_of, *(p.name for p in find_places(context))]))
        understood = number
        if not points_into_list(turn.question):
            listed = number
    if not context:
        return Resolved(reader.normaliser.normalise(question))
    shown = partial(told, turns[:understood]), partial(told, turns[:listed])
    return _resolved(reader, question, context, talked_of, *shown)


def _resolved(
    reader: Listener,
    question: str,
    context: str,
    talked_of: Sequence[str],
    shown: Callable[[], Shown | None],
    listed: Callable[[], Shown | None],
) -> Resolved:
    """A turn behind a question that stands alone, as one that stands alone itself."""
    before = Before(
        query=reader.parse(context),
        talked_of=talked_of,
        shown=shown,
        listed=listed,
        documents=reader.documents,
        targets=reader.catalog.targets,
        bodies_in=lambda text: reader.read_agencies(text)[0],
    )
    correction = read_correction(question)
    if correction and correction.ruled_out:
        denied = reader.parse(reader.normaliser.normalise(correction.ruled_out))
        if not (denied.places or denied.periods or denied.agencies or denied.other_agencies):
            correction = None  # "không phải báo cáo"
        elif not correction.meant:
            return without(denied, before)
    text = reader.normaliser.normalise(correction.meant if correction else question)
    bound = names_subject(text)
    if points_back(text):
        pointed = resolve_references(text, before, reader.parse(text))
        if pointed.unclear:
            return pointed
        text = pointed.text
    return resolve(reader, text, before.query, talked_of, shown, bound=bound)
