"""In what form an answer is wanted ("trong 3 ý", "as a table"), and the question without it; data in `vocabulary/forms.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant.language.english import is_english
from assistant.language.lexicon import Phrases, find_phrases, words
from assistant.language.text import fold, has_diacritics, place_tones
from assistant.language.vocabulary import VOCABULARY
from assistant.messages.phrases import Language
from assistant.questions.corrections import conversation
from assistant.questions.locating import without_place
from assistant.questions.summaries import read_summary
from assistant.types import Form, Query

_PIECE_END = re.compile(r"\s*[,;:.?!…]+(?:\s+|$)|\s+[-–]\s+")
_LEAST_LEFT = 2  # words that a question keeps
_DEMANDS = ("liệt kê", "nêu", "kể", "kể ra", "cho biết", "list", "give me", "tell me")
_MOST = 20  # points that an answer is bounded to


@dataclass(frozen=True, slots=True)
class FormRequest:
    """A form that a turn asks for, and what is left of the turn: nothing where it asks for a form alone."""

    form: Form
    rest: str


@cache
def form_data() -> dict[str, Any]:
    """The entries of `forms.toml`, with turns that ask for a form and turns that do not."""
    return tomllib.loads((VOCABULARY / "forms.toml").read_text(encoding="utf-8"))


def read_form(text: str) -> FormRequest | None:
    """The form that a turn asks for; None where it asks for none."""
    bare = not has_diacritics(text)
    typed = fold(text) if bare else place_tones(text).lower()
    if len(typed) != len(text):
        return None
    grammar = _grammar(bare=bare)
    bounds = [(m.start(), m.end()) for m in _PIECE_END.finditer(typed)]
    starts, ends = [0, *(end for _, end in bounds)], [*(start for start, _ in bounds), len(typed)]
    pieces = [(s, e) for s, e in zip(starts, ends, strict=True) if typed[s:e].strip()]
    found: list[re.Match[str]] = []
    start, end = 0, len(text)
    while pieces and (match := grammar.whole.fullmatch(typed, *pieces[-1])):
        found.append(match)
        end = _sentence_end(text, pieces.pop()[0])
    while pieces and (match := grammar.whole.fullmatch(typed, *pieces[0])):
        found.append(match)
        pieces.pop(0)
        start = pieces[0][0] if pieces else end
    inside = None
    if pieces and (match := grammar.ending.search(typed, pieces[-1][0], pieces[-1][1])):
        found.append(match)
        end = match.start()
    if pieces and (inside := grammar.inside.match(typed, pieces[0][0])):
        found.append(inside)
    if not found:
        return None
    if not pieces:
        return FormRequest(_form(found, bare=bare), "")
    rest = text[start : inside.start("form")] + text[inside.end() : end] if inside else text[start:end]
    form = _form(found, bare=bare)
    if (
        form.language
        and words(rest)[:1]
        and fold(words(rest)[0]) in map(fold, form_data()["words"]["reasons"])
    ):
        return FormRequest(form, "")  # "in English please, my boss is Dutch"
    if len(words(rest)) < _LEAST_LEFT:
        return None
    return FormRequest(form, rest.rstrip(" ,;:–-"))


def without_form(text: str) -> tuple[str, Form | None]:
    """(a question without the form that it asks for, the form); a request for a summary that asks nothing else is left whole."""
    if unplaced := without_place(text):
        rest, form = without_form(unplaced)
        return rest, replace(form or Form(), located=True)
    asked = read_form(text)
    if asked is None or not asked.rest:
        return text, None
    summary, bare = read_summary(text), not has_diacritics(text)
    if summary and summary.firm and not find_phrases(words(asked.rest), _asks(bare=bare)):
        # "5 dong thoi" gets no diacritics from documents.
        return (
            (asked.rest, asked.form) if bare and asked.form.points and not is_english(text) else (text, None)
        )
    return asked.rest, asked.form


@cache
def _asks(*, bare: bool) -> Phrases:
    """The words with which a question asks."""
    return Phrases(fold(word) if bare else word for word in conversation()["several"]["asks"])


def _sentence_end(text: str, start: int) -> int:
    """Where the text before a piece ends: behind its question mark, before its comma."""
    return len(text[:start].rstrip(" ,;:–-"))


@dataclass(frozen=True, slots=True)
class _Grammar:
    """A piece that is a form and nothing else; a form that ends a piece; one behind a demand at its beginning."""

    whole: re.Pattern[str]
    ending: re.Pattern[str]
    inside: re.Pattern[str]


@cache
def _grammar(*, bare: bool) -> _Grammar:
    data = form_data()

    def any_of(phrases: Iterable[str]) -> str:
        spelled = {fold(p) if bare else place_tones(p) for p in phrases}
        return "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in sorted(spelled, key=len, reverse=True))

    said, forms, each = data["words"], data["forms"], data["each"]
    numbers = any_of(number for row in said["numbers"] for number in row)
    lead, into, behind = (any_of(said[name]) for name in ("lead", "into", "behind"))
    only, at_end = any_of(said["only"]), any_of(said["at_end"])
    units = any_of([*forms["points"], *forms["sentences"]])
    counted = rf"(?:\d{{1,2}}|{numbers})\s+(?:{units})"
    table, short = any_of(forms["table"]), any_of(forms["short"])
    single = any_of([*forms["names"], *forms["figures"]])
    language = any_of([*forms["vi"], *forms["en"]])
    alone = rf"(?:{only})\s+(?:(?:{lead})\s+)*(?:{single})|(?:{single})\s+(?:{at_end})"
    of_each = rf"(?:{any_of(each['begins'])})\s+(?:\w+\s+){{1,4}}?(?:{any_of(each['ends'])})"
    spoken = rf"(?:(?:{lead})\s+)*(?:{language})"
    core = rf"(?:(?:(?:{into})\s+)*(?:{counted}|{table})|{short}|{alone}|{of_each}|{spoken})"
    tail = rf"(?:\s+(?:{core}|{behind}))*"
    return _Grammar(
        re.compile(rf"\s*(?:(?:{lead})\s+)*{core}{tail}\s*"),
        re.compile(
            rf"\s+(?:(?:(?:{into})\s+)+(?:{counted}|{table})|(?<!\w)(?:{short})|{alone}){tail}\s*[.?!…]*\s*$"
        ),
        re.compile(
            rf"\s*(?:{any_of(_DEMANDS)})(?P<form>\s+(?:{short}|{alone})(?:\s+(?:{short}|{alone}))*)(?=\s+\w)"
        ),
    )


def _form(found: Iterable[re.Match[str]], *, bare: bool) -> Form:
    """The form that some matches ask for together."""
    data = form_data()
    said = " ".join(match.groupdict().get("form") or match.group() for match in found)

    def has(phrases: Iterable[str]) -> bool:
        spelled = (fold(p) if bare else place_tones(p) for p in phrases)
        return any(re.search(rf"(?<!\w){re.escape(p)}(?!\w)", said) for p in spelled)

    rows = [[fold(n) if bare else place_tones(n) for n in row] for row in data["words"]["numbers"]]
    names, figures = (has(data["forms"][name]) for name in ("names", "figures"))
    each = has(data["each"]["begins"]) and has(data["each"]["ends"])
    points, sentences = None, False
    for name in () if each else ("sentences", "points"):
        units = "|".join(
            re.escape(fold(u) if bare else place_tones(u))
            for u in sorted(data["forms"][name], key=len, reverse=True)
        )
        numbers = "|".join(re.escape(n) for row in rows for n in row)
        if points is None and (
            match := re.search(rf"(?<!\w)(\d{{1,2}}|{numbers})\s+(?:{units})(?!\w)", said)
        ):
            number = match[1]
            count = (
                int(number) if number.isdigit() else next(n for n, row in enumerate(rows, 1) if number in row)
            )
            points, sentences = min(max(count, 1), _MOST), name == "sentences"
    spoken: tuple[Language, ...] = ("vi", "en")
    language = next((name for name in spoken if has(data["forms"][name])), None)
    return Form(
        points=points,
        sentences=sentences,
        names=names,
        figures=figures,
        table=has(data["forms"]["table"]) and not (bare and language),  # "bang tieng Viet" is no table
        short=each or has(data["forms"]["short"]),
        language=language,
    )


def in_form(query: Query, form: Form | None) -> Query:
    """A query in the form that is wanted, in another language where one is."""
    return replace(query, form=form, language=form.language if form and form.language else query.language)
