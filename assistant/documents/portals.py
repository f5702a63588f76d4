"""What a portal puts around a document: the table above it, by the fields of a card, and what it says to its visitors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from assistant.documents.letterheads import Cell, card_words
from assistant.language.text import plain


@cache
def portal_labels() -> dict[str, str]:
    """The field of a card that each label of such a table tells."""
    return {label: field for field, labels in card_words()["portal"].items() for label in labels}


@cache
def _visitors() -> tuple[re.Pattern[str], tuple[str, ...]]:
    site = card_words()["site"]
    said = "|".join(map(re.escape, site["visitors"]))
    return re.compile(rf"(?<!\w)(?:{said})(?!\w)"), tuple(site["offers"])


def is_for_visitors(text: str) -> bool:
    """Whether a paragraph is what a site says to its own visitors: no clause of a document."""
    words = plain(text).lower()
    anywhere, beginnings = _visitors()
    return bool(anywhere.search(words)) or words.startswith(beginnings)


def read_portal(cells: Sequence[Cell]) -> dict[str, str]:
    """What the table of a portal says, by the field of the card; empty where there is none."""
    labels, unknown = portal_labels(), card_words()["portal"]["unknown"]
    told: dict[str, str] = {}
    seen = set()
    for position, cell in enumerate(cells):
        label = re.split(r"(?<=\.\.\.)\s*", cell.words)[-1].rstrip(" :")
        after = cells[position + 1] if position + 1 < len(cells) else None
        if label not in labels or after is None or after.words.rstrip(" :") in labels:
            continue
        if not (cell.words.endswith(":") or cell.of_table) or after.line > cell.line + 1:
            continue
        seen.add(label)
        if after.words not in unknown:
            told.setdefault(labels[label], after.words)
    if len(seen) < 3:
        return {}
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", told.pop("date", ""))
    if found and (written := iso_date(*found.groups())):
        told["date"] = written
    for field in ("unknown", "other"):
        told.pop(field, None)
    if kind := told.get("kind"):
        told["kind"] = kind[0].upper() + kind[1:].lower()
    return told


def issuer_of_portal(told: dict[str, str], number: str | None) -> str | None:
    """The body that a portal names; of a province it names the province alone, and the number which of its bodies."""
    issuer = told.get("issuer")
    if issuer and re.match(r"(?:Tỉnh|Thành phố|TP\.?)\s", issuer):
        body = {"UBND": "Ủy ban nhân dân", "HĐND": "Hội đồng nhân dân"}.get((number or "")[-4:])
        return f"{body} {issuer[0].lower()}{issuer[1:]}" if body else None
    return issuer


def iso_date(day: str, month: str, year: str) -> str | None:
    """A day as 2026-11-27; None where there is no such day."""
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
