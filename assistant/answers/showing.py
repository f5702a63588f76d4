"""What an answer showed, as far as the next turn may point to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.answers.case import Answered
from assistant.answers.draft import Line
from assistant.answers.figures import shares_another
from assistant.answers.library import Reference
from assistant.documents import unmarked
from assistant.language.lexicon import words
from assistant.language.text import fold, plain
from assistant.questions.shown import Item, Shown


def what_was_shown(reference: Reference, answered: Answered) -> Shown:
    """What an answer showed, as far as a turn may point to it."""
    lines = [line for line in answered.draft.lines if line.sources]
    told = (
        lines if answered.draft.outcome == "answered" else []
    )  # what only may be related is no item of a list
    near = lines if answered.draft.outcome in ("answered", "possible") else []
    cited = [source for line in lines for source in line.sources]
    first = None
    if cited and (section := reference.sections.get((cited[0].document_id, cited[0].section_id))):
        first = Item(plain(unmarked(section)), section.document_id, str(section.address))
    return Shown(
        documents=tuple(dict.fromkeys(source.document_id for line in near for source in line.sources)),
        lines=tuple(plain(line.text) for line in lines),
        first=first,
        items=tuple(
            Item(plain(line.text), line.sources[0].document_id, str(line.sources[0].address))
            for line in [line for line in lines if line.bullet] or _one_for_each_clause(told)
        ),
        bulleted=any(line.bullet for line in lines),
    )


def _one_for_each_clause(lines: Sequence[Line]) -> list[Line]:
    """The lines of an answer without list, of those of one clause the last."""
    return list({line.sources[0]: line for line in lines}.values())


def only_repeats(told: Answered, previous: Answered | None, own: Collection[str]) -> bool:
    """Whether an answer tells no more than the last one did, and nothing that a turn's own words ask for.

    Who said or does something the same clause may tell, without a word of the turn.
    """
    if previous is None or not own or told.query.kind == "who":
        return False
    cited = {(source.document_id, source.section_id) for line in told.draft.lines for source in line.sources}
    shown = {(s.document_id, s.section_id) for line in previous.draft.lines for s in line.sources}
    if not cited <= shown:
        return False
    said = " ".join(line.text for line in told.draft.lines)
    if told.query.percent and shares_another(own, said):
        return True
    if any(value.written in said for value in told.query.values):
        return False
    spell = str if told.query.accented else fold  # "hồ sơ" is no "Sở"
    return frozenset(map(spell, own)).isdisjoint(map(spell, words(plain(said))))
