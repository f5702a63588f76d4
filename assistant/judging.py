"""The constants that decide answers, by name; their values, meaning and origin are data in `judging.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Literal, get_type_hints

_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class EvidenceConstants:
    """How far the words of a question stand in a clause."""

    heading_share: float
    title_share: float
    synonym_share: float
    other_tone_share: float
    torn_share: float
    untranslated: float
    general: float
    missing: float
    marginal: float
    adjacency_weight: float
    retrieval_weight: float
    sure: float
    possible: float
    count_reach: int
    percent_reach: int
    smoothing: float


@dataclass(frozen=True, slots=True)
class ReadingConstants:
    """Which clauses are read, and when one of them answers."""

    clauses: int
    further: int
    doubt: float
    subject: int
    answers: float
    worded: float
    possible: float
    shown: float
    scale: float
    twin: float
    spoken: float


@dataclass(frozen=True, slots=True)
class WeighingConstants:
    """How well a clause answers, next to others: what speaks for it and against it."""

    logit: float
    turn: float
    dense: float
    translation: float
    retrieval: float
    coverage: float
    adjacency: float
    titled: float
    period: float
    other_period: float
    agency: float
    other_agency: float
    other_figure: float
    no_value: float
    marginal: float
    lists: float
    near: float
    picked: float


@dataclass(frozen=True, slots=True)
class CertaintyConstants:
    """How certain it is that the best clause answers."""

    offset: float
    score: float
    logit: float
    margin: float
    alone: float
    period: float
    agency: float
    other_agency: float
    marginal: float
    no_value: float
    lists: float
    near: float
    picked: float
    passed_over: float
    unspoken: float


@dataclass(frozen=True, slots=True)
class PremiseConstants:
    """Whether a figure of a clause is said of what a question's is said of."""

    own: float
    before: float
    clause: float
    title: float
    beside: float
    close: float
    narrower: float
    contrast: float
    sure: float
    same: float
    tie: float
    within: float
    candidates: int


@dataclass(frozen=True, slots=True)
class ChoiceConstants:
    """Which clauses answer."""

    margin: float
    least_coverage: float
    closer: float
    retrieval_alone: float
    rare: int
    tie: float
    alike: float
    alike_duty: float
    charged: float
    others_task: float
    others_lead: float
    duty_bonus: float
    recipient_bonus: float
    dated_bonus: float
    time_bonus: float
    target_bonus: float
    period_bonus: float
    period_order: float
    agency_order: float
    contrary_order: float
    subject_tie: float
    target_tie: float
    named: float
    compared: float
    off_topic: float


@dataclass(frozen=True, slots=True)
class OutlineConstants:
    """Which heading a list is asked of."""

    enough: float
    sure: float
    tie: float
    heading_weight: float
    least_focus: float
    unfocused: float
    bodies_share: float
    bodies_bonus: float
    period_bonus: float
    other_period: float
    no_period: float
    unasked_period: float


@dataclass(frozen=True, slots=True)
class ChecksConstants:
    """The check between a chat model and a person."""

    supported: float
    supported_english: float
    untranslated: float
    invented_run: float
    untranslated_run: float
    bound: float
    rival: float
    heading_near: float
    torn_share: float
    title_share: float
    outer_near: float
    inherited_near: float
    half_near: float
    accented: float
    function_words: float
    retold: float
    left_out: float


@dataclass(frozen=True, slots=True)
class ComparisonConstants:
    """Which rows of two registers are one indicator."""

    pair: float
    same: float
    tie: float
    head: int
    tail_weight: float
    added: float
    replaced: float
    function_word: float
    contrary: float
    other_unit: float
    other_kind: float
    other_parent: float
    parent_gain: float
    same_clause: float
    said_alike: float
    about: float
    reworded: float


@dataclass(frozen=True, slots=True)
class TypingConstants:
    """How a question is read that is typed without diacritics, with errors or in English."""

    back_off: float
    pair_discount: float
    unseen: float
    asked: float
    asked_prior: float
    meant_bare: float
    other_tone: float
    invalid_tone: float
    typo: float
    mostly: float
    english_words: float
    vietnamese_words: float
    offered: float
    offered_words: float


@dataclass(frozen=True, slots=True)
class SummaryConstants:
    """What stands in a summary."""

    room: int
    share: float
    most: int
    line: int
    longest: int
    point: int
    item: int
    whole: int
    heading: int
    unknown: float
    before: float
    least: float
    points: int
    figures: float
    length: float
    decay: float
    minor: float
    titled: float


@dataclass(frozen=True, slots=True)
class ActsConstants:
    """How likely a turn that no listed phrase tells must be talk."""

    sure: float
    short: float
    short_words: int
    named: float
    share: float


@dataclass(frozen=True, slots=True)
class Judging:
    """All constants, by group."""

    evidence: EvidenceConstants
    reading: ReadingConstants
    weighing: WeighingConstants
    certainty: CertaintyConstants
    premise: PremiseConstants
    choice: ChoiceConstants
    outline: OutlineConstants
    checks: ChecksConstants
    comparison: ComparisonConstants
    typing: TypingConstants
    summary: SummaryConstants
    acts: ActsConstants

    def changed(self, name: str, value: float) -> Judging:
        """These constants with another value for one ("evidence.sure"). Raises: KeyError where there is none."""
        group, _, field = name.partition(".")
        if name not in constants():
            raise KeyError(name)
        kind = type(constants()[name].value)
        return replace(self, **{group: replace(getattr(self, group), **{field: kind(value)})})


@dataclass(frozen=True, slots=True)
class Constant:
    """A constant as its file describes it."""

    name: str  # group and field: "evidence.sure"
    value: float
    does: str
    source: str
    until: Literal["reader"] | None  # what will replace it


@cache
def constants() -> dict[str, Constant]:
    """The constants by name, in the order of the file."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        f"{group}.{field}": Constant(
            f"{group}.{field}", entry["value"], entry["does"], entry["source"], entry.get("until")
        )
        for group, entries in data.items()
        for field, entry in entries.items()
    }


@cache
def _shipped() -> Judging:
    groups = {
        group: made(**{field: constants()[f"{group}.{field}"].value for field in made.__dataclass_fields__})
        for group, made in get_type_hints(Judging).items()
    }
    return Judging(**groups)


_current: ContextVar[Judging | None] = ContextVar("judging", default=None)


def judging() -> Judging:
    """The constants in force."""
    return _current.get() or _shipped()


@contextmanager
def judged_by(other: Judging) -> Iterator[None]:
    """Within the block, in this thread, other constants are in force: for measuring what depends on them.

    Open the assistant inside: its parts keep what they worked out.
    """
    token = _current.set(other)
    try:
        yield
    finally:
        _current.reset(token)
