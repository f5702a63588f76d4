"""What the clauses of a draft do not bear out is left out of it, and said."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line, is_supported
from assistant.documents import unmarked
from assistant.language.text import DOUBTFUL
from assistant.messages.phrases import Language, say, sentence
from assistant.types import Coverage


def without_unsupported(draft: Draft, case: Case) -> Draft:
    """The draft without the lines that the check leaves out; an abstention with the nearest clause where it leaves none."""
    kept, dropped = leave_out_unsupported(draft, case.query.language)
    if not dropped or draft.reason or any(line.kind == "stated" for line in kept.lines):
        return kept
    said = [line for line in kept.lines if line.kind in ("absence", "framing")]
    source, reference = dropped[0].sources[0], case.reference
    section = reference.sections[source.document_id, source.section_id]
    name = reference.name(reference.documents[source.document_id])
    nearest = Line.of(case.say("nearest", where=name, text=sentence(unmarked(section))), section)
    told = replace(kept, lines=said, coverage=None)
    return told + case.abstain("not_in_corpus", "unread") + case.draft([nearest])


def leave_out_unsupported(draft: Draft, language: Language) -> tuple[Draft, list[Line]]:
    """(the draft without the stated lines with a value that their clauses do not hold, with a warning; those lines).

    Coverage then counts what is left of the list.
    """
    dropped = [line for line in draft.lines if not is_supported(line, draft.documents)]
    lines = [line for line in draft.lines if line not in dropped]
    warnings, coverage = list(draft.warnings), draft.coverage
    if dropped:
        warnings.append(say("left_out", language, count=len(dropped)))
    if coverage:
        listed = sum(line.bullet for line in dropped)
        coverage = Coverage(max(0, coverage.shown - listed), coverage.total)
    sources = (source for line in lines for source in line.sources)
    if any(DOUBTFUL.search(draft.documents[s.document_id].text, s.start, s.end) for s in sources):
        warnings.append(say("doubtful_figure", language))
    warnings = list(dict.fromkeys(warnings))
    return replace(draft, lines=lines, coverage=coverage, warnings=warnings), dropped
