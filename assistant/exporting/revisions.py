"""What a version changed as a report: one line for each clause that is not the same, with both citations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from assistant.documents.citations import cite_clause
from assistant.exporting.reports import Cell, Field, Language, Report, make_report
from assistant.messages import say
from assistant.registers.revisions import ClauseChange
from assistant.types import Document, Section

if TYPE_CHECKING:
    from assistant.revisions import VersionComparison


def revision_report(
    comparison: VersionComparison, *, language: Language, index_id: str, made: datetime
) -> Report:
    """One line for each change, in the order of the new version."""

    def cited(side: str, document: Document) -> Callable[[ClauseChange], Cell]:
        def cell(change: ClauseChange) -> Cell:
            section: Section | None = getattr(change, side)
            return None if section is None else cite_clause(section.address, document)

        return cell

    def words(side: str) -> Callable[[ClauseChange], Cell]:
        def cell(change: ClauseChange) -> Cell:
            section: Section | None = getattr(change, side)
            return None if section is None else section.text.strip()

        return cell

    def figures(position: int) -> Callable[[ClauseChange], Cell]:
        return lambda change: "; ".join(change.figures[position]) or None

    old, new = comparison.old, comparison.new
    fields = [
        Field("kind", ("Thay đổi", "Change"), 14, lambda change: say(f"change_{change.kind}", language), on_screen=True),
        Field("old_address", ("Vị trí ở bản cũ", "Place in the earlier version"), 26, cited("old", old), on_screen=True),
        Field("old_words", ("Bản cũ", "Earlier version"), 50, words("old"), on_screen=True),
        Field("new_address", ("Vị trí ở bản mới", "Place in the new version"), 26, cited("new", new), on_screen=True),
        Field("new_words", ("Bản mới", "New version"), 50, words("new"), on_screen=True),
        Field("old_figures", ("Số liệu cũ", "Earlier figures"), 18, figures(0), on_screen=True),
        Field("new_figures", ("Số liệu mới", "New figures"), 18, figures(1), on_screen=True),
    ]  # fmt: skip
    return make_report(
        ("Thay đổi", "Changes"),
        ("Những thay đổi giữa hai bản", "What changed between two versions"),
        fields,
        comparison.clauses.changes,
        {},
        language=language,
        index_id=index_id,
        made=made,
    )
