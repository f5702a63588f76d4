"""Which documents a question is asked of: those that it names by number or place, of those that the request allows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from assistant.answers.case import Answered, Case, Found, Read, Search, nothing_before
from assistant.answers.draft import Line
from assistant.answers.library import Reference
from assistant.errors import UnknownDocumentError
from assistant.language.places import find_places
from assistant.language.text import fold, vietnamese_key
from assistant.messages.phrases import say
from assistant.types import Document, Query


def open_case(
    query: Query,
    reference: Reference,
    search: Search,
    *,
    read: Read | None = None,
    allowed: frozenset[str] = frozenset(),
    before: Callable[[], Answered | None] = nothing_before,
    again: bool = False,
    continued: int = 0,
    conversation: tuple[str, ...] = (),
) -> Case:
    """The case of a question; `allowed` bounds the documents, all when empty. Nothing is searched for yet.

    `before` answers the question before this one, where a way asks for it; `continued`: how often that was asked to go on;
    `again`: this one is such a question itself; `read`: reads clauses with the question; `conversation`: the
    last questions as they were typed, this one last, where it leans on those before.
    """
    found = Found(query, search, reference.judge)
    documents = tuple(d for d in reference.catalog.documents if not allowed or d.id in allowed)
    preface = _former_places(query)
    scope = documents
    if query.documents:
        # Who names a document by its number asks of that one, whatever place it is of.
        beside = query.places if query.kind == "compare" else ()
        wanted = {*query.documents, *reference.amending(query.documents)}
        scope = tuple(d for d in scope if d.id in wanted or d.place in beside)
        if len(query.numbers) == 1 and not beside:
            # "Kế hoạch 57 của Huế", where plans of several places are called so.
            scope = tuple(d for d in scope if d.place in query.places) or scope
        # Unless it takes the document for one of a place that is not its own and that it does not speak of.
        if not beside and any(reference.speaks_of(d, place) for place in query.places for d in scope):
            query = replace(query, places=())
    known = {d.place for d in scope}
    unplaced = set(query.places) - known  # a document of no place is of those that its title names
    titled = (
        [d for d in scope if d.place is None and reference.places_titled(d) & unplaced] if unplaced else []
    )
    known.update(*map(reference.places_titled, titled))
    missing = tuple(place for place in query.places if place not in known)
    # "Chỉ tiêu nào chỉ Huế có?" sets one place against all others.
    alone = query.aspect_of is not None and len(query.places) == 1 and len(query.periods) < 2
    if len(missing) < len(query.places):
        if missing:
            key, values = no_document_of(missing, scope)
            preface = (*preface, Line.of(say(key, query.language, **values), kind="absence"))
        if not alone:
            scope = tuple(d for d in scope if d.place in query.places or d in titled)
    case = Case(query, reference, found, documents, scope, scope, missing, preface, before, again, continued)
    return replace(case, read=read, conversation=conversation)


def no_document_of(missing: Iterable[str], scope: tuple[Document, ...]) -> tuple[str, dict[str, str]]:
    """The message that there is no document of some places, and what it is filled with: the places that there are."""
    known, place = places_of(scope), ", ".join(missing)
    key = "absent_place" if known else "absent_place_alone"
    return key, {"place": place, "known": known}


def places_of(documents: tuple[Document, ...]) -> str:
    """The places of documents, each once, in the order of the Vietnamese alphabet."""
    return ", ".join(sorted({d.place for d in documents if d.place}, key=vietnamese_key))


def _former_places(query: Query) -> tuple[Line, ...]:
    """What the places are called today that a question names by a former name."""
    lines = []
    for former in query.former_places:
        place = next((found.name for found in find_places(former)), query.places[0])
        lines.append(Line.of(say("former_place", query.language, former=former, place=place), kind="framing"))
    return tuple(lines)


def bounded_to(
    known: Mapping[str, Document], documents: Iterable[str], places: Iterable[str]
) -> frozenset[str]:
    """The ids of the documents that a request is bounded to; empty: no bound.

    Raises: UnknownDocumentError.
    """
    wanted = list(documents)
    for identifier in wanted:
        if identifier not in known:
            raise UnknownDocumentError(
                f"there is no document “{identifier}”", hint=f"there are: {', '.join(known)}"
            )
    chosen = set(wanted or known)
    names = [name for place in places for name in _place_names(place, known.values())]
    if names:
        chosen &= {d.id for d in known.values() if d.place in names}
        if not chosen:
            there_are = sorted({d.place for d in known.values() if d.place}, key=vietnamese_key)
            raise UnknownDocumentError(
                f"no document of {', '.join(names)} is indexed", hint=f"there are: {', '.join(there_are)}"
            )
    return frozenset(chosen) if wanted or names else frozenset()


def _place_names(place: str, documents: Iterable[Document]) -> list[str]:
    """The present names of the places that a text names.

    Raises: UnknownDocumentError when it names none.
    """
    found = [p.name for p in find_places(place)]
    found = found or list({d.place for d in documents if d.place and fold(d.place) == fold(place)})
    if not found:
        known = sorted({d.place for d in documents if d.place}, key=vietnamese_key)
        raise UnknownDocumentError(
            f"“{place}” is no province or city", hint=f"there are documents of: {', '.join(known)}"
        )
    return found
