"""Questions to a whole register: which targets name a percentage, who leads what, what is due before December."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from assistant.language.deadlines import Deadline, find_deadline
from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.text import fold
from assistant.types import QuestionKind, RegisterQuestion


def read_register_question(
    text: str,
    read: str,
    kind: QuestionKind,
    focus: Sequence[str | None],
    agency_spans: Sequence[tuple[int, int]],
    titles: Sequence[Set[str]] = (),
) -> tuple[RegisterQuestion, frozenset[str]] | None:
    """(what is asked of a register, the words that say so), or None where a question asks about one thing.

    `read` is the question with its policy terms in Vietnamese, and the agency spans are positions in it. Words
    that only repeat a title (`titles`: the folded words of each) say which document is meant: "trong kế hoạch giao thông, các
    sở làm gì?" asks about all duties in it.
    """
    lexicon = load_lexicon()
    tokens = [*words(text), "|", *words(read)]
    said = {
        name: _said(tokens, phrases) for name, phrases in lexicon.registers.items() if name != "to_agency"
    }
    roles = {role: found for role, phrases in lexicon.roles.items() if (found := _said(tokens, phrases))}
    subject = {word for word in focus if word}
    if said["targets"]:
        measure = next((m for m in ("qualitative", "quantitative", "percent") if said[m]), None)
        used = frozenset(said["targets"] | (said[measure] if measure else set()))
        if kind in ("list", "count") and (measure or kind == "count" or subject):
            return RegisterQuestion("targets", measure=measure), used  # type: ignore[arg-type]
        return None
    due = find_deadline(read)
    dated = due is not None and (due.month is not None or due.quarter is not None)
    in_time = set(words(due.written)) if due and dated else set()
    used = frozenset(said["deadlines"] | said["duties"] | in_time)
    if (said["deadlines"] or (dated and said["duties"])) and not agency_spans and subject <= used:
        return RegisterQuestion("deadlines", due=_bound(due) if due and dated else None), used
    bodies, group = next(
        ((begin, found) for begin, phrases in lexicon.bodies.items() if (found := _said(tokens, phrases))),
        (None, set()),
    )
    used = frozenset(
        said["duties"] | said["everyone"] | group | {word for found in roles.values() for word in found}
    )
    if kind not in ("who", "list", "count", "duties", "open"):
        return None
    beside = {fold(word) for word in subject - used}
    tasks = kind == "duties" or said["duties"] - group or (bodies and kind == "list")
    of_titled = not beside or any(beside <= title for title in titles)
    if bodies is not None and tasks and kind != "who" and not agency_spans and of_titled:
        return RegisterQuestion("responsibilities", roles=tuple(roles), bodies=bodies), used
    if beside:
        return None
    if (
        "báo cáo" in roles
        and agency_spans
        and kind in ("who", "list")
        and _is_recipient(read, agency_spans[0])
    ):
        return RegisterQuestion("responsibilities", roles=("báo cáo",), to_agency=True), used
    if roles and (said["duties"] or kind in ("list", "count")):
        return RegisterQuestion("responsibilities", roles=tuple(roles)), used
    if said["everyone"] and not agency_spans:
        return RegisterQuestion("responsibilities"), used
    return None


def _bound(due: Deadline) -> Deadline:
    """The deadline that its words are from the bound on: "trước tháng 12" of "xong trước tháng 12"."""
    bound = re.search(r"\b(?:trước|đến|hết|chậm nhất|muộn nhất|trong)\b", due.written)
    return Deadline.parse(due.written[bound.start() if bound else 0 :])


def _said(tokens: list[str], phrases: Phrases) -> set[str]:
    """The words of a question that are those of one of the phrases."""
    return {word for start, end in find_phrases(tokens, phrases) for word in tokens[start:end]}


def _is_recipient(text: str, span: tuple[int, int]) -> bool:
    """Whether a body is named as the one that something goes to."""
    before = f" {' '.join(fold(word) for word in words(text[: span[0]]))}"
    return any(before.endswith(f" {fold(phrase)}") for phrase in load_lexicon().registers["to_agency"])
