"""What is asked of a document as a whole: what it is paid from, and when it is carried out. Its section on that tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from assistant.answers.case import Case
from assistant.answers.draft import Draft
from assistant.answers.roles import role_of
from assistant.answers.ways.address import stated
from assistant.language.text import place_tones, plain
from assistant.language.vocabulary import VOCABULARY
from assistant.types import Document, Query, Section

_MOST = 2  # documents of which each tells its own
_SOURCES = re.compile(r"[\W\d]*(?:[a-zđ][.)]\s*)?nguồn(?!\w)")  # a heading that opens with them
_TIMES = re.compile(
    r"[\W\d]*(?:[a-zđ][.)]\s*|[ivx]+\.\s*)?(?:thời gian|thời hạn)(?: thực hiện| triển khai)?\W*"
)


def answer(case: Case) -> Draft | None:
    """The section of each document that is named; None where less than the whole is asked about, or there is none."""
    query = case.query
    asked = None if query.agencies or query.other_agencies else _asked(query)
    if asked is None:
        return None
    named = [document for document in case.scope if _is_meant(case, document, asked)]
    telling = _on_money if asked == "funding" else _on_time
    told = [(d, s) for d in named if (s := telling(case, case.reference.sections_of(d.id)))]
    if not told or len(told) > _MOST:
        return None
    return case.draft([line for d, s in told for line in stated(case, d, [s])])


def _asked(query: Query) -> str | None:
    """What is asked of the whole: "funding" or "time"."""
    if query.answer_type and query.answer_type.name == "funding":
        return "funding"
    named = "thời gian" in query.read.lower() and query.kind == "open"
    return "time" if query.kind == "when" or named else None


def _is_meant(case: Case, document: Document, asked: str) -> bool:
    """Whether a question says nothing beside the document's title but what it asks of the whole."""
    query = case.query
    if not query.focus_words and not query.documents:
        return False
    return _general(asked).issuperset(case.reference.beside_title(query, document))


@cache
def _general(asked: str) -> frozenset[str]:
    """The syllables of what is said of money, or of time, and of carrying something out, which narrows no question."""
    data = tomllib.loads((VOCABULARY / "summary.toml").read_text(encoding="utf-8"))["whole"]
    return frozenset(syllable for phrase in data[asked] for syllable in phrase.split())


def _on_money(case: Case, sections: Sequence[Section]) -> Section | None:
    """The section whose heading speaks of money; where a part of it tells the sources, or alone speaks of money, that part."""
    speaking = [s for s in sections if _speaks_of_money(s)]
    if not speaking:
        return None
    below = case.reference.children(speaking[0])
    own = [part for part in below if _speaks_of_money(part)]
    told = next(
        (part for part in below if _SOURCES.match(_heading(part))), own[0] if len(own) == 1 else speaking[0]
    )
    return _only_part(case, told)


def _on_time(case: Case, sections: Sequence[Section]) -> Section | None:
    """The only section that is headed by nothing but time: where there are several, each is of a task."""
    headed = [s for s in sections if s.heading and _TIMES.fullmatch(_heading(s))]
    if len(headed) != 1:
        return None
    return _only_part(case, headed[0])


def _only_part(case: Case, section: Section) -> Section:
    """The clause that is all that stands below a heading; the section itself where there is more."""
    parts = case.reference.children(section)
    return parts[0] if len(parts) == 1 and not case.reference.children(parts[0]) else section


def _speaks_of_money(section: Section) -> bool:
    role = role_of(section.heading, "") if section.heading else None
    return role is not None and role.name == "funding"


def _heading(section: Section) -> str:
    return place_tones(plain(section.heading or "")).lower()
