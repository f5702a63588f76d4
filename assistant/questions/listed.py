"""Items of a list that was shown, and clauses by where they stand, that a turn points to: "ý thứ hai", "điểm b khoản ấy"."""

from __future__ import annotations

import re

from assistant.language.addresses import ClauseAddress
from assistant.language.enumerations import beside
from assistant.language.lexicon import words
from assistant.language.persons import listed_persons
from assistant.language.text import fold
from assistant.questions.addressing import put_beside
from assistant.questions.before import Before, Resolved, is_alone, name_of, replaced
from assistant.questions.corrections import conversation
from assistant.questions.references import (
    Rule,
    alone_ordinal,
    asks_office,
    only_reads,
    points_into_list,
    position_of,
)
from assistant.questions.shown import LEAST_LISTED, Shown, has_list, inside_a_clause, self_numbered
from assistant.types import Document, Query, Unclear

_SECTIONS = ("muc", "phan", "this section", "that section")  # what is no single point of them
_LETTER = re.compile(r"\.[^\W\d_]$")


def item_meant(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    """ "Ý thứ hai chép nguyên văn": with the item of the list that was shown in its place, by its address where it has one."""
    query, rest = before.query, f"{text[: found.start()]} {text[found.end() :]}"
    others = set(own.places) - set(query.places) or own.documents or set(own.agencies) - set(query.agencies)
    if others or any(len(address.segments) > 1 for address in own.addresses):
        return None  # of something else than what was listed, or it says itself where it stands
    clauses = conversation()["clause_nouns"]["says"]
    if found.group("noun") in clauses and any(said in str(a) for a in query.addresses for said in clauses):
        beside_it = f"gạch đầu dòng {position_of(found)}"
        return Resolved(beside_it) if only_reads(rest) else replaced(text, found, beside_it)
    alone = alone_ordinal(found)
    if found.group("only"):  # "còn thứ ba?"
        if points_into_list(query.text):
            return None  # the same is asked of another item of that name
        rest = ""
    any_item = bool(alone) or found.group("noun") in conversation()["clause_nouns"]["any"]
    shown = before.listed(any_item)
    if shown is None or not shown.items:
        return None
    position = position_of(found)
    if found.group("noun") in conversation()["person_nouns"]["says"]:
        return _person(text, found, position, shown)
    of_tasks = found.group("noun") in conversation()["clause_nouns"]["tasks"]
    if of_tasks and not has_list(shown) and position > len(shown.items) and (earlier := before.listed(True)):
        shown = earlier  # the answer before told of one thing, and the list stands above it
    if numbered := self_numbered(shown, found.group("ordinal") or alone or ""):
        if shown.bulleted and position_of(found) > len(shown.items):
            return Resolved(text, unclear=Unclear("item", (str(len(shown.items)),)))
        asked = "nói gì" if only_reads(rest) else " ".join(rest.split())
        return Resolved(f"{numbered} {asked}")
    if inner := inside_a_clause(shown, position, query):
        shown = inner
    elif len(shown.items) < LEAST_LISTED and abs(position) > len(shown.items) and not any_item:
        return None  # no list was shown: "quan điểm thứ tư nói gì?" asks for what a document numbers itself
    count = len(shown.items)
    if not -count <= position <= count or position == 0:
        return Resolved(text, unclear=Unclear("item", (str(count),)))
    item = shown.items[position - 1 if position > 0 else position]
    document = next((d for d in before.documents if d.id == item.document_id), None)
    if (
        document
        and item.address
        and _is_told_by_its_place(document, before)
        and (set(own.focus_words) <= set(words(found.group())) or only_reads(rest))
        and own.kind in ("open", "list", "value", "duties", "yes_no")
    ):
        where = name_of("kế hoạch" if own.language == "vi" else "the plan", document, before, own)
        return Resolved(f"{item.address} {where}" if own.language == "vi" else f"{item.address} of {where}")
    place = f" ({document.place})" if document and document.place and not own.places else ""
    return Resolved(f"{' '.join(rest.split()).rstrip(' ?.!')}: {item.opening}{place}".removeprefix(": "))


def _person(text: str, found: re.Match[str], position: int, shown: Shown) -> Resolved | None:
    """ "Người thứ hai giữ chức gì?": with the person of the first line that lists some in the place of the words."""
    persons = next((p for line in shown.lines if len(p := listed_persons(line)) > 1), [])
    if not persons:
        return None
    if not -len(persons) <= position <= len(persons) or position == 0:
        return Resolved(text, unclear=Unclear("item", (str(len(persons)),)))
    person = persons[position - 1 if position > 0 else position]
    return Resolved(f"{person} là ai") if asks_office(text) else replaced(text, found, person)


def _is_told_by_its_place(document: Document, before: Before) -> bool:
    """Whether "kế hoạch của Sơn La", or its number, names this document and no other."""
    return bool(document.number) or (document.tier == "official" and is_alone(document, before))


def clause_meant(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    """ "Điểm b khoản ấy": with the address of the clause that was shown first; of one beside it with the label beside."""
    asked = own.summary.of if own.summary else own  # "tóm mục đó thành 3 ý"
    pointed = own.addresses or set(asked.focus_words) <= set(words(found.group()))
    if own.places or own.documents or not pointed or (shown := before.shown()) is None or not shown.first:
        return None
    document = next((d for d in before.documents if d.id == shown.first.document_id), None)
    address = shown.first.address
    if rule.which != "same":
        label = re.search(r"[^\W_]+$", address)
        written = label.group() if label else ""
        other = beside(written.lower(), forward=rule.which == "next")
        address = (
            f"{address[: label.start()]}{other.upper() if written.isupper() else other}"
            if label and other
            else ""
        )
    elif fold(found.group()).startswith(_SECTIONS) and not (own.addresses or before.query.addresses):
        address = _section_of(address)
    if not address or document is None:
        return None
    where = name_of("kế hoạch" if own.language == "vi" else "the plan", document, before, own)
    address, start = put_beside(address, text, found.start())
    of = " of" if own.language == "en" else ""
    return Resolved(f"{text[:start]}{address}{of} {where}{text[found.end() :]}")


def _section_of(address: str) -> str:
    """The section that a clause stands in, as it is printed: "mục V.8" of "mục V.8.c" and of "mục V.8, gạch đầu dòng 2"."""
    parts = ClauseAddress(address).parts
    last = max((n for n, part in enumerate(parts) if fold(part).startswith(_SECTIONS)), default=-1)
    return _LETTER.sub("", ", ".join(parts[: last + 1])) if last >= 0 else address
