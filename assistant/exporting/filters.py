"""What the rows of a register were chosen by, as people read it: each choice under the name that the page gives it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assistant.messages import Language, say
from assistant.messages.phrases import display_date, role_phrase
from assistant.types import Document, RowFilter

_KINDS = ("quantitative", "qualitative")


def name_filters(
    where: RowFilter,
    documents: Mapping[str, Document],
    language: Language,
    *,
    after: date | None = None,
    before: date | None = None,
) -> str:
    """ "Địa phương: Huế; Vai trò: chủ trì", "" where nothing was chosen; `documents` by id, what names none stays as typed."""
    chosen: dict[str, list[str]] = {
        "documents": [documents[id_].short_title if id_ in documents else id_ for id_ in where.documents],
        "places": list(where.places),
        "agencies": list(where.agencies),
        "roles": [role_phrase(role, language) for role in where.roles],
        "periods": list(where.periods),
        "kinds": [say(kind, language) if kind in _KINDS else kind for kind in where.kinds],
        "text": [where.text] if where.text else [],
    }
    for name, day in (("as_of", where.as_of), ("after", after), ("before", before)):
        chosen[name] = [display_date(day.isoformat(), language) or ""] if day else []
    return "; ".join(
        f"{say(f'filter_{name}', language)}: {', '.join(each)}" for name, each in chosen.items() if each
    )
