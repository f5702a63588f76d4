"""Questions about a document itself: who signed it, and of what day it is, from its head and foot."""

from __future__ import annotations

import re

from assistant.answers.case import Case
from assistant.answers.draft import Draft, Line
from assistant.answers.stating import clause
from assistant.language.text import plain
from assistant.language.values import find_values
from assistant.types import Chunk

# Whoever signs stands below the office in capitals: "KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn A" (Decree 30/2020/NĐ-CP, annex I).
_SIGNED = re.compile(
    r"(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CỤC TRƯỞNG|VỤ TRƯỞNG|CHÁNH VĂN PHÒNG)"
)
_ABOUT_DOCUMENT = frozenset(["ký", "ban", "hành", "phát", "người", "văn"])


def answer(case: Case) -> Draft | None:
    """Who signed the documents, or their date; of each that does not say it, that it does not."""
    query = case.query
    if not query.focus_words or query.values or not set(query.focus_words) <= _ABOUT_DOCUMENT:
        return None
    if query.kind not in ("when", "who", "open", "value"):
        return None
    part = "recipients" if query.kind == "who" else "preamble"
    draft = case.draft()
    for document in case.scope if query.places else [d for d in case.scope if d.tier == "official"]:
        own = [c for c in case.reference.chunks_of(document.id) if c.kind == part]
        if query.kind == "who":
            own = [chunk for chunk in own if _SIGNED.search(plain(chunk.text))]
        else:
            own = [chunk for chunk in own if document.date and _dated(chunk, document.date)]
        if own:
            draft.lines.append(clause(case, document, own[-1 if query.kind == "who" else 0]))
        else:
            said = case.say("absent", place=case.reference.name(document), about="")
            draft.lines.append(Line.of(said, kind="absence"))
    if not any(line.kind == "stated" for line in draft.lines):
        draft.reason = "not_in_corpus"
    return draft


def _dated(chunk: Chunk, date: str) -> bool:
    year, month, day = date.split("-")
    return any(
        v.kind == "date" and v.key == f"{int(day)}/{int(month)}/{year}" for v in find_values(chunk.text)
    )
