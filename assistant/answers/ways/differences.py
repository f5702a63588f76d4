"""What one of two sides has and the other lacks, told by two clauses that speak of one thing: items, clauses, or words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.answers.case import Case
from assistant.answers.choose import ranked
from assistant.answers.cited import cited_by
from assistant.answers.draft import Draft, Line
from assistant.answers.listed import LEAST_SHARED, Listed, told_by_one
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.text import fold
from assistant.messages.phrases import sentence
from assistant.questions.differing import asks_difference, differing_things, only_more, shared_things
from assistant.questions.sameness import without_sameness
from assistant.types import Document, Section

_MOST = 8  # clauses of a document that may be what is asked about
_MOST_BESIDE = 4  # that one side has beside those that both have
_MOST_RUNS = 2  # stretches of words that one clause has and the other lacks
_LONGEST_RUN = 12  # words
_MARKS = " ,;:.…"
_DEFINED = re.compile(r"(?<!\w)([A-ZĐ]{2,}\w*)\s*\(([^()]+,[^()]+)\)")  # "STEM (khoa học, công nghệ …)"


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two clauses that speak of one thing, and how far they are what is asked about."""

    first: Listed
    second: Listed
    told: int  # how many of them the last answer told
    value: float

    @property
    def shared(self) -> str:
        """The items that both list; nothing where they list no more than one."""
        named = (self.first.examples, self.second.examples)
        own, other = named if all(named) else (self.first.items, self.second.items)
        both = {key: written for key, written in own.items() if key in other}
        return told_by_one(both, {}) if len(both) >= LEAST_SHARED else ""

    @property
    def only(self) -> list[tuple[Listed, str]]:
        """The items that each side lists alone; nothing where they do not list the same kind of thing."""
        if len(self.first.items.keys() & self.second.items.keys()) < LEAST_SHARED:
            return []
        sides = (self.first, self.second), (self.second, self.first)
        return [(own, items) for own, other in sides if (items := told_by_one(own.items, other.items))]


def answer(case: Case) -> Draft | None:
    """What the two sides do not share; None where none is asked for, or no two clauses are of one thing."""
    query = case.query
    shared = shared_things(query.question)
    if not (shared or asks_difference(query.question)) or query.aspect or query.registered == "targets":
        return None
    if without_sameness(query.question) is not None:
        return None
    if told := _of_terms(case):
        return told
    if only_more(query.question) and not find_places(query.question):
        return None  # "chương trình phải thêm môn gì" sets no sides beside each other
    sides = _sides(case)
    if sides is None:
        return None
    if told := cited_by(case, sides):
        return told
    told_of = set(_told_of(case))
    pairs = sorted(_pairs(case, sides, told_of), key=lambda pair: (pair.told, pair.value), reverse=True)
    if shared:
        both = next((pair for pair in pairs if pair.shared), None)
        return _written(case, both, [case.say("both_list", items=both.shared)]) if both else None
    headed = _of_headings(case, sides, told_of)
    if headed and (_was_told(case, headed[1:], told_of) or _speaks_of(case, headed)):
        return headed[0]
    if listed := next((pair for pair in pairs if pair.only), None):
        return _written(case, listed, [_only(case, own, items) for own, items in listed.only])
    if pairs and (runs := list(_runs(pairs[0]))):
        return _written(case, pairs[0], [_only(case, own, f"“{run}”") for own, run in runs])
    return None


def _sides(case: Case) -> tuple[list[Document], list[Document]] | None:
    """The documents of the two places that are set side by side; of one that is named and that of the last answer."""
    places = list(case.query.places)
    previous = case.previous if len(places) < 2 else None
    if previous:
        cited = [case.reference.documents[id_] for id_, _ in _told_of(case)]
        places += [d.place for d in cited if d.place]
    named = list(dict.fromkeys(places))
    if len(named) != 2:
        return None
    first, second = ([d for d in case.allowed if d.place == place] for place in named)
    return (first, second) if first and second else None


def _told_of(case: Case) -> Iterator[tuple[str, str]]:
    """The clauses that the last answer states, by document and id."""
    previous = case.previous
    for line in previous.draft.lines if previous else ():
        for source in line.sources if line.kind == "stated" else ():
            yield source.document_id, source.section_id


def _likely(case: Case, document: Document, told_of: Iterable[tuple[str, str]]) -> list[Section]:
    """The clauses of a document that may be what is asked about: those of the last answer, then the best found."""
    found = [e for e in case.found.of(document, case.allowed) if not e.marginal]
    best = [e.chunk.section_id for e in ranked(case.asking("open"), found)[:_MOST]]
    ids = dict.fromkeys([*(section for id_, section in told_of if id_ == document.id), *best])
    return [case.reference.sections[document.id, id_] for id_ in ids]


def _pairs(
    case: Case, sides: tuple[list[Document], list[Document]], told_of: set[tuple[str, str]]
) -> Iterator[_Pair]:
    """The clauses of the two sides that are alike, of which one at least is likely to be what is asked about."""
    likely = [[s for d in side for s in _likely(case, d, told_of)] for side in sides]
    every = [[s for d in side for s in case.reference.sections_of(d.id)] for side in sides]
    near = [
        *((one, other) for one in likely[0] for other in _alike(case, one, every[1])),
        *((one, other) for other in likely[1] for one in _alike(case, other, every[0])),
    ]
    for one, other in dict.fromkeys(near):
        first, second = (Listed.of(case, each.document_id, each.id) for each in (one, other))
        told = sum((each.document_id, each.id) in told_of for each in (one, other))
        asked = case.coverage(one) + case.coverage(other)
        if told or (asked >= 1 and len(case.query.focus_words) > 1):  # half of what is asked, in each
            yield _Pair(first, second, told, asked + first.likeness(second))


def _alike(case: Case, section: Section, others: Iterable[Section]) -> list[Section]:
    """Of other clauses those that share enough of their words with one, and have none below them."""
    said = set(words(unmarked(section)))
    bar = judging().choice.alike

    def alike(other: Section) -> bool:
        own = set(words(unmarked(other)))
        return bool(said | own) and len(said & own) >= bar * len(said | own)

    if case.reference.children(section):
        return []
    return [each for each in others if alike(each) and not case.reference.children(each)]


def _of_headings(
    case: Case, sides: tuple[list[Document], list[Document]], told_of: set[tuple[str, str]]
) -> tuple[Draft, Section, Section] | None:
    """The clauses below a heading that only one side has there, with the two headings; None where no two are alike."""
    heads = [_heads(case, side, told_of) for side in sides]
    best: tuple[float, Section, Section] | None = None
    for first in heads[0]:
        for second in heads[1]:
            both = _beside(case, first, second)
            if both is None:
                continue
            asked = sum(
                case.coverage(head) + ((head.document_id, head.id) in told_of) for head in (first, second)
            )
            if best is None or asked > best[0]:
                best = asked, first, second
    if best is None:
        return None
    _, first, second = best
    own = _beside(case, first, second)
    lines = []
    for head, beside in zip((first, second), own or (), strict=True):
        if beside:
            name = case.reference.name(case.reference.documents[head.document_id])
            lines.append(Line.of(case.say("only_one_states", name=name), first, second, kind="derived"))
            lines += [Line.of(sentence(unmarked(section)), section, bullet=True) for section in beside]
    lines.append(Line.of(case.say("both_state"), first, second, kind="derived"))
    lines += [
        Line.of(sentence(unmarked(section)), section, other, bullet=True)
        for section, other in _shared(case, first, second)
    ]
    return case.draft(lines), first, second


def _heads(case: Case, side: Sequence[Document], told_of: set[tuple[str, str]]) -> list[Section]:
    """The headings that stand above what is likely to be asked about, are it, or name it."""
    things = fold(differing_things(case.query.question))
    found: dict[tuple[str, str], Section] = {}
    for document in side:
        own = case.reference.sections_of(document.id)
        named = [section for section in own if things and _names(section, things)]
        across = [case.reference.sections[key] for key in told_of if key[0] != document.id]
        like = [section for told in across for section in _alike(case, told, own)]
        for section in (*_likely(case, document, told_of), *named, *like):
            head = section if case.reference.children(section) else _parent(case, section)
            if head:
                found[document.id, head.id] = head
    return list(found.values())


def _parent(case: Case, section: Section) -> Section | None:
    return case.reference.sections.get((section.document_id, section.parent or ""))


def _beside(case: Case, first: Section, second: Section) -> tuple[list[Section], list[Section]] | None:
    """The clauses below each of two headings that none below the other is like; None where the headings are of two things."""
    sides = [
        [Listed.of(case, head.document_id, each.id) for each in case.reference.children(head)]
        for head in (first, second)
    ]
    bar = judging().choice.alike
    own, others = (
        [one for one in side if not any(one.likeness(other) >= bar for other in across)]
        for side, across in ((sides[0], sides[1]), (sides[1], sides[0]))
    )
    shared = len(sides[0]) - len(own)
    if not shared or shared < max(len(own), len(others)) or not (own or others):
        return None
    if max(len(own), len(others)) > _MOST_BESIDE:
        return None
    return [one.section for one in own], [one.section for one in others]


def _was_told(case: Case, heads: Iterable[Section], told_of: set[tuple[str, str]]) -> bool:
    """Whether the last answer told the list below one of the headings, and not a clause of it alone."""
    for head in heads:
        below = [(each.document_id, each.id) for each in case.reference.children(head)]
        if (head.document_id, head.id) in told_of or len(told_of.intersection(below)) > 1:
            return True
    return False


def _shared(case: Case, first: Section, second: Section) -> Iterator[tuple[Section, Section]]:
    """The clauses below a heading with those that are like them below another."""
    others = [Listed.of(case, second.document_id, each.id) for each in case.reference.children(second)]
    for each in case.reference.children(first):
        own = Listed.of(case, first.document_id, each.id)
        like = max(others, key=own.likeness)
        if own.likeness(like) >= judging().choice.alike:
            yield each, like.section


def _speaks_of(case: Case, headed: tuple[Draft, Section, Section]) -> bool:
    """Whether the headings themselves name what is asked for: "nguyên tắc" of "Nguyên tắc sử dụng"."""
    things = fold(differing_things(case.query.question))
    focus = set(map(fold, case.query.focus_words))

    def speaks(head: Section) -> bool:
        said = set(words(fold(unmarked(head))))
        return bool(things and _names(head, things)) or 2 * len(focus & said) >= len(focus)

    return all(map(speaks, headed[1:]))


def _names(section: Section, things: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(things)}(?!\w)", fold(unmarked(section))) is not None


def _runs(pair: _Pair) -> Iterator[tuple[Listed, str]]:
    """The words that each of two clauses has within what both say; nothing where they differ all over."""
    first, second = (unmarked(side.section).split() for side in (pair.first, pair.second))
    plain = [[word.lower().strip(_MARKS) for word in said] for said in (first, second)]
    compared = SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    steps = [ends for tag, *ends in compared.get_opcodes() if tag != "equal"]
    if not steps or len(steps) > 2 * _MOST_RUNS:
        return
    for side, said, at in ((pair.first, first, 0), (pair.second, second, 2)):
        for ends in steps:
            run = said[ends[at] : ends[at + 1]]
            text = " ".join(run).strip(_MARKS)
            if 0 < len(run) <= _LONGEST_RUN and _says_something(text):
                yield side, text


def _says_something(text: str) -> bool:
    """Whether a stretch of words has one that is not said of anything, as "các" and "của" are."""
    return any(not find_phrases([word], load_lexicon().stop) for word in words(text))


def _of_terms(case: Case) -> Draft | None:
    """ "RAT khác RHC ở chỗ nào?": what the documents write in brackets behind each of two terms, and what only one has."""
    asked = set(words(fold(case.query.question)))
    found: dict[str, tuple[Section, dict[str, str]]] = {}
    sections = (section for document in case.scope for section in case.reference.sections_of(document.id))
    for section in sorted(sections, key=lambda section: len(section.text)):
        for term, inside in _DEFINED.findall(section.text):
            parts = re.split(r",\s+|\s+và\s+|\s+and\s+", inside)
            if fold(term) in asked:
                found.setdefault(term, (section, {part.strip().lower(): part.strip() for part in parts}))
    if len(found) != 2:
        return None
    (one, (_, own)), (two, (_, other)) = found.items()
    lines = [
        Line.of(case.say("only_one_has", name=term, items=items), found[term][0], kind="derived")
        for term, mine, others in ((one, own, other), (two, other, own))
        if (items := told_by_one(mine, others))
    ]
    stated = [_clause(case, section) for section, _ in found.values()]
    return case.draft([*lines, *stated]) if lines else None


def _only(case: Case, side: Listed, said: str) -> str:
    return case.say("only_one_lists", name=case.reference.name(side.document), items=said)


def _written(case: Case, pair: _Pair, told: Sequence[str]) -> Draft:
    sections = pair.first.section, pair.second.section
    lines = [Line.of(said, *sections, kind="derived") for said in told]
    return case.draft([*lines, *(_clause(case, section) for section in sections)])


def _clause(case: Case, section: Section) -> Line:
    document = case.reference.documents[section.document_id]
    key = "press_clause" if document.tier == "press" else "clause"
    said = case.say(key, where=case.reference.name(document), text=sentence(unmarked(section)))
    return Line.of(said, section)
