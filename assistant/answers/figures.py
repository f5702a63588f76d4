"""The figures of clauses beside those of a question: the same one, and one of the kind that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.judging import judging
from assistant.language.lexicon import load_lexicon, words
from assistant.language.measures import magnitude
from assistant.language.text import fold, plain
from assistant.language.values import Value
from assistant.questions.answer_types import gives, is_money
from assistant.questions.figures import figures_in
from assistant.types import Query, Target

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_STATEMENT_END = re.compile(r";\s|(?<=\w\w)\.\s")
_PEOPLE = (
    "giáo viên",
    "giảng viên",
    "học sinh",
    "sinh viên",
    "cán bộ",
    "lao động",
    "nhân lực",
    "chuyên gia",
    "kỹ sư",
    "lượt",
)


def states(text: str, asked: Value, question: str) -> bool:
    """Whether a text has a figure of a question, or one that is equal to it in another unit."""
    told, amount = plain(text), magnitude(question, asked)
    return any(
        _same_value(asked, found)
        or (found.kind == asked.kind == "number" and magnitude(told, found) == amount)
        for found in _values_of(text)
    )


@lru_cache(maxsize=4096)
def _values_of(text: str) -> tuple[Value, ...]:
    return figures_in(plain(text))


def _same_value(asked: Value, found: Value) -> bool:
    """Whether a figure of the question is one of the clause; a date may leave out its year."""
    if asked.kind == "date":
        return found.kind == "date" and (found.key == asked.key or found.key.startswith(f"{asked.key}/"))
    return asked.key == found.key and (asked.kind == "percent") == (found.kind == "percent")


def has_value(query: Query, text: str) -> bool:
    """Whether a clause has a value of the asked kind: a share, a number of the asked things, any figure."""
    if query.answer_type and query.answer_type.alone:
        return gives(query.answer_type, plain(text))
    figures = [v for v in _values_of(text) if v.kind == "percent" or (v.kind == "number" and not is_year(v))]
    if query.percent:
        return any(v.kind == "percent" for v in figures) and not shares_another(query.focus_words, text)
    if query.counted is None:
        return bool(figures)
    constants = judging().evidence
    names = {
        query.counted,
        *load_lexicon().synonyms.get(query.counted, ()),
        *(_PEOPLE if query.counted == "người" else ()),
    }
    return any(
        _counts(plain(text)[v.end :], {query.counted}, constants.percent_reach)
        if v.kind == "percent"
        else not is_money(plain(text), v.start)
        and _counts(plain(text)[v.end :], names, constants.count_reach)
        for v in figures
    )


def shares_another(own: Iterable[str], text: str) -> bool:
    """Whether a text speaks of some words only in a statement behind the last share, which then is one of another thing: "… từ
    60% trở lên; ưu tiên người học là nữ"."""
    told, asked = plain(text), set(own)
    last = max((v.end for v in _values_of(text) if v.kind == "percent"), default=None)
    end = _STATEMENT_END.search(told, last) if last is not None else None
    if end is None:
        return False
    return bool(asked & set(words(told[end.end() :]))) and not asked & set(words(told[: end.start()]))


def has_value_in_cells(query: Query, row: str, heads: str) -> bool:
    """Whether a row of a table has a number in a cell, and the asked kind in another or in a head: "đồng/tấn", "Tỷ lệ (%)"."""
    asked = "%" if query.percent else query.counted
    cells = [plain(cell).strip().lower() for cell in f"{heads}|{row}".split("|")]
    if asked is None or not any(_NUMBER.fullmatch(cell) for cell in cells):
        return False
    return any(re.search(rf"(?:^|\(){re.escape(asked)}(?!\w)", cell) for cell in cells)


def is_year(value: Value) -> bool:
    """Whether a number can be a year."""
    return len(value.written) == 4 and value.written.isdigit() and 1900 < int(value.written) < 2100


def _counts(behind: str, names: set[str], reach: int) -> bool:
    """Whether a number counts one of the named things, judged from the words behind it."""
    following = " ".join(words(behind)[:reach])
    return any(f" {name} " in f" {following} " for name in names)


def counts(query: Query, row: Target) -> bool:
    """Whether a target has a value of the asked kind: a share, or so many of the asked thing."""
    if query.percent and not query.counted:
        return (row.unit or "").startswith("%")
    if query.counted is None:
        return True
    said = f" {' '.join(words(f'{row.unit or str()} {row.indicator}'))} "
    return f" {query.counted} " in said or (not query.accented and f" {fold(query.counted)} " in fold(said))
