"""Which rows of a register are wanted: what officials type for places, periods, agencies and words, applied to rows.

Typed values are read like questions: without diacritics, with abbreviations. A value that names nothing is an error which
says what comes nearest; values that name something may still leave no row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path

from assistant.errors import AssistantError, UnknownDocumentError
from assistant.language.lexicon import expand_abbreviations, words
from assistant.language.places import find_places, place_names
from assistant.language.spellings import agency_spellings, nearest_agencies
from assistant.language.text import clean, fold, vietnamese_key
from assistant.language.values import Period, find_periods
from assistant.types import Document, Responsibility, RowFilter, Side, Target

Row = Target | Responsibility
KINDS = {"quantitative": "định lượng", "qualitative": "định tính"}
_SHOWN = 8  # names in a hint
_PLACE_WORDS = {"tinh", "thanh", "pho", "tp", "ke", "hoach", "cua"}  # "kế hoạch của TP Huế"
_FINAL_Y = re.compile(r"^([^\W\daeiouyăâêôơư]+)([yýỳỷỹỵ])$")  # "tỷ" and "tỉ", "kỹ" and "kĩ" are one word
_CAPITALS = re.compile(r"[A-ZĐ&]{2}")
_I_FOR_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


class FilterError(AssistantError):
    """A filter names something that no row has, or a field that the register does not have."""

    code = "invalid_filter"


@dataclass(frozen=True, slots=True)
class _Filter:
    """A filter as it was understood; None bounds nothing."""

    documents: frozenset[str] | None
    places: frozenset[str] | None
    periods: tuple[Period, ...] | None
    texts: tuple[list[str], ...]  # ways to spell the words that are looked for
    abbreviations: Path | None

    def takes(self, row: Row, periods: Iterable[Period], text: str) -> bool:
        """Whether the row of this text and these periods is wanted."""
        if self.documents is not None and row.document_id not in self.documents:
            return False
        if self.places is not None and row.place not in self.places:
            return False
        if self.periods is not None and not any(p.answers(asked) for p in periods for asked in self.periods):
            return False
        if not self.texts:
            return True
        return any(
            contains_words(there, typed)
            for there in _spelled_words(text, self.abbreviations)
            for typed in self.texts
        )


@lru_cache(maxsize=10_000)  # rows
def _spelled_words(text: str, abbreviations: Path | None) -> tuple[list[str], ...]:
    """The words of a row, as they stand and with its abbreviations written out."""
    if not _CAPITALS.search(text):
        return (words(text),)
    return words(text), words(expand_abbreviations(text, abbreviations))


def filter_targets(
    rows: Sequence[Target],
    documents: Sequence[Document],
    where: RowFilter,
    *,
    abbreviations: Path | None = None,
) -> tuple[Target, ...]:
    """The targets that are wanted, in their order. Raises: UnknownDocumentError, FilterError."""
    if where.agencies or where.roles:
        raise FilterError("targets name no agency and no role", hint="filter the responsibilities by them")
    wanted = _read(where, rows, documents, _target_periods, abbreviations)
    kinds = [_kind(typed) for typed in where.kinds]
    return tuple(
        row
        for row in rows
        if wanted.takes(row, _target_periods(row), _join(row.indicator, row.unit, row.base, row.quote))
        and (not kinds or row.kind in kinds)
    )


def filter_responsibilities(
    rows: Sequence[Responsibility],
    documents: Sequence[Document],
    where: RowFilter,
    *,
    abbreviations: Path | None = None,
) -> tuple[Responsibility, ...]:
    """The responsibilities that are wanted, in their order; their periods are those that task and deadline name.

    Raises: UnknownDocumentError, FilterError.
    """
    if where.kinds:
        raise FilterError("responsibilities have no kind", hint="filter the targets by it")
    wanted = _read(where, rows, documents, _duty_periods, abbreviations)
    agencies = {
        name
        for typed in where.agencies
        for name in match_agencies(typed, [name for row in rows for name in row.agencies], abbreviations)
    }
    roles = {role for typed in where.roles for role in _match_roles(typed, [row.role for row in rows])}
    return tuple(
        row
        for row in rows
        if wanted.takes(row, _duty_periods(row), _duty_text(row))
        and (not where.agencies or agencies & set(row.agencies))
        and (not where.roles or row.role in roles)
    )


def match_documents(typed: str, documents: Sequence[Document]) -> tuple[Document, ...]:
    """The document of this id or number. Raises: UnknownDocumentError naming the nearest ids."""
    asked = fold(clean(typed))
    found = [d for d in documents if asked in (fold(d.id), fold(d.number or "\0"))]
    if found:
        return tuple(found)
    named = {key: d.id for d in documents for key in (fold(d.id), fold(d.short_title), fold(d.number or ""))}
    raise UnknownDocumentError(
        f"there is no document “{typed}”",
        hint=_nearest(asked, named, "there are: {}", [d.id for d in documents]),
    )


def match_places(typed: str, documents: Sequence[Document]) -> tuple[str, ...]:
    """The present names of the places that a text names, one of which has a document.

    Raises: UnknownDocumentError naming the nearest places.
    """
    text = clean(typed)
    found = [p.name for p in find_places(text) or find_places(f"tinh {text}")]
    known = sorted({d.place for d in documents if d.place}, key=vietnamese_key)
    if not found:
        named = {fold(name): name for name in place_names()}
        raise UnknownDocumentError(
            f"“{typed}” is no province or city",
            hint=_nearest(fold(text), named, "there are documents of: {}", known),
        )
    if not set(found) & set(known):
        raise UnknownDocumentError(
            f"no document of {', '.join(found)} is indexed",
            hint=f"there are documents of: {_listed(known)}",
        )
    return tuple(dict.fromkeys(found))


def match_periods(typed: str) -> tuple[Period, ...]:
    """The periods that a text names ("den 2030", "2030-2035"). Raises: FilterError where it names none."""
    found = find_periods(clean(typed))
    if not found:
        raise FilterError(f"“{typed}” names no period", hint="type a year or two, such as 2030 or 2030-2035")
    return tuple(found)


def match_agencies(typed: str, names: Iterable[str], abbreviations: Path | None = None) -> tuple[str, ...]:
    """The agencies that a text names: all whose names open with it ("cong an"), else that go by it, else that hold it.

    Raises: FilterError naming the nearest agencies.
    """
    known = list(dict.fromkeys(names))
    asked = words(expand_abbreviations(clean(typed), abbreviations))
    spelled = {name: [words(spelling) for spelling in agency_spellings(name)] for name in known}
    exact = [
        name
        for name, spellings in spelled.items()
        if any(len(s) == len(asked) and contains_words(s, asked) for s in spellings)
    ]
    opening = [name for name in known if contains_words(words(name)[: len(asked)], asked)]
    found = opening or exact or [name for name in known if contains_words(words(name), asked)]
    if not asked or not found:
        nearest = nearest_agencies(" ".join(asked), known)
        raise FilterError(
            f"no agency “{typed}” has responsibilities",
            hint=f"did you mean {_either(nearest)}?" if nearest else f"there are: {_listed(known)}",
        )
    return tuple(found)


def match_sides(
    typed_documents: Sequence[str],
    typed_periods: Sequence[str],
    documents: Sequence[Document],
    targets: Sequence[Target],
) -> tuple[Side, ...]:
    """The columns of a comparison: documents by id, number or place, each for every period that is given.

    Raises: UnknownDocumentError, FilterError where fewer than two columns come of it, or one would be empty.
    """
    chosen = list(dict.fromkeys(_compared_document(typed, documents) for typed in typed_documents))
    periods = list(dict.fromkeys(p for typed in typed_periods for p in match_periods(typed)))
    if len(chosen) * max(len(periods), 1) < 2:
        raise FilterError(
            "a comparison needs two documents, or one document and two periods",
            hint="name another document or place, or add --period twice",
        )
    for document in chosen:
        known = {row.years for row in targets if row.document_id == document.id and row.years}
        if not any(row.document_id == document.id for row in targets):
            raise FilterError(
                f"“{document.short_title}” states no target",
                hint=f"there are targets in: {_listed(list(dict.fromkeys(r.document_id for r in targets)))}",
            )
        for asked in periods:
            if not any(period.answers(asked) for period in known):
                raise FilterError(
                    f"“{document.short_title}” states no target for {asked}",
                    hint=f"it has targets for: {_listed([str(period) for period in sorted(known)])}",
                )
    return tuple(Side(d.id, period) for d in chosen for period in (periods or (None,)))


def _compared_document(typed: str, documents: Sequence[Document]) -> Document:
    try:
        found: Sequence[Document] = match_documents(typed, documents)
    except UnknownDocumentError:
        if not _is_place(clean(typed)):
            raise
        names = match_places(typed, documents)
        found = [d for d in documents if d.place in names and d.tier == "official"]
    if not found:
        raise FilterError(
            f"no official document of “{typed}” is indexed", hint="targets come from official documents"
        )
    if len(found) > 1:
        raise FilterError(
            f"“{typed}” has {len(found)} documents", hint=f"name one of: {_listed([d.id for d in found])}"
        )
    return found[0]


def _is_place(text: str) -> bool:
    """Whether a text names a place and nothing else; "hue-1003" is a document that there is not."""
    named = f"tinh {text}"
    rest = fold(named)
    for place in find_places(named):
        rest = rest[: place.start] + " " * (place.end - place.start) + rest[place.end :]
    return set(re.findall(r"\w+", rest)) <= _PLACE_WORDS and rest != fold(named)


def contains_words(text: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether typed words stand in a text one after the other; words without diacritics stand for all with them."""
    if not typed:
        return False
    return any(
        all(map(_is_word, text[start : start + len(typed)], typed))
        for start in range(len(text) - len(typed) + 1)
    )


def _read(
    where: RowFilter,
    rows: Sequence[Row],
    documents: Sequence[Document],
    periods_of: Callable[..., Iterable[Period]],
    abbreviations: Path | None,
) -> _Filter:
    ids = [document.id for typed in where.documents for document in match_documents(typed, documents)]
    places = [name for typed in where.places for name in match_places(typed, documents)]
    periods: list[Period] = []
    if where.periods:
        known = {period for row in rows for period in periods_of(row)}
        for typed in where.periods:
            found = match_periods(typed)
            periods += found
            if not any(period.answers(asked) for period in known for asked in found):
                listed = [str(period) for period in sorted(known)]
                raise FilterError(
                    f"no row is of the period “{typed}”",
                    hint=f"there are: {_listed(listed)}" if listed else "no row names a period",
                )
    texts: list[list[str]] = []
    if where.text is not None:
        typed = clean(where.text)
        texts = [words(typed), words(expand_abbreviations(typed, abbreviations))]
        if not texts[0]:
            raise FilterError(f"“{where.text}” holds no word", hint="type a word or several")
    return _Filter(
        documents=frozenset(ids) if where.documents else None,
        places=frozenset(places) if where.places else None,
        periods=tuple(periods) if where.periods else None,
        texts=tuple(texts),
        abbreviations=abbreviations,
    )


def _target_periods(row: Target) -> list[Period]:
    return [row.years] if row.years else []


def _duty_periods(row: Responsibility) -> list[Period]:
    return find_periods(_join(row.task, str(row.deadline or "")))


def _duty_text(row: Responsibility) -> str:
    return _join(
        row.agency,
        row.agency_name,
        row.role,
        row.task,
        *row.partners,
        row.product,
        str(row.deadline or ""),
        row.recipient,
        row.quote,
    )


def _match_roles(typed: str, roles: Iterable[str]) -> list[str]:
    known = list(dict.fromkeys(roles))
    asked = words(clean(typed))
    found = [role for role in known if contains_words(words(role), asked)]
    if not found:
        named = {fold(role): role for role in known}
        raise FilterError(
            f"no responsibility has the role “{typed}”",
            hint=_nearest(fold(clean(typed)), named, "there are: {}", known),
        )
    return found


def _kind(typed: str) -> str:
    asked = fold(clean(typed))
    for kind, vietnamese in KINDS.items():
        if asked in (kind, fold(vietnamese)):
            return kind
    raise FilterError(
        f"there is no kind “{typed}”",
        hint="kinds are: " + ", ".join(f"{kind} ({said})" for kind, said in KINDS.items()),
    )


def _is_word(there: str, typed: str) -> bool:
    (spelled, folded), (asked, bare) = _forms(there), _forms(typed)
    return spelled == asked or (asked == bare == folded)


@lru_cache(maxsize=50_000)  # syllables are few, and each is met in every row
def _forms(word: str) -> tuple[str, str]:
    """A word in one spelling, and that without diacritics."""
    match = _FINAL_Y.match(word)
    spelled = match[1] + match[2].translate(_I_FOR_Y) if match else word
    return spelled, fold(spelled)


def _join(*parts: str | None) -> str:
    return "\n".join(part for part in parts if part)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    separator = "; " if any("," in name for name in names) else ", "
    return separator.join(names[:_SHOWN]) + more


def _either(names: Sequence[str]) -> str:
    return " or ".join(names)


def _nearest(asked: str, named: dict[str, str], others: str, known: Sequence[str]) -> str:
    """A hint: the names nearest to the asked one, else those there are."""
    close = get_close_matches(asked, [name for name in named if name], n=3)
    nearest = list(dict.fromkeys(named[name] for name in close))
    return f"did you mean {_either(nearest)}?" if nearest else others.format(_listed(known))


def measured_first(rows: Sequence[Target]) -> tuple[Target, ...]:
    """The rows, of each document those first that state an amount or a time: a general objective does neither.

    Parts stay with the target that they are part of.
    """
    by_id = {row.id: row for row in rows}
    documents = list(dict.fromkeys(row.document_id for row in rows))

    def whole(row: Target) -> str:
        while (above := by_id.get(row.parent or "")) is not None:
            row = above
        return row.id

    measured = {whole(row) for row in rows if row.value is not None or row.period is not None}
    return tuple(sorted(rows, key=lambda row: (documents.index(row.document_id), whole(row) not in measured)))
