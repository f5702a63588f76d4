"""What an answer rests on: its clauses, the documents that they are of, and where in these they stand."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.answers.case import Case
from assistant.answers.draft import Line, Source
from assistant.documents import unmarked
from assistant.documents.citations import spell_address
from assistant.messages import say as say_on_page
from assistant.messages.phrases import Language, say, sentence
from assistant.types import Document


def sources_of(lines: Sequence[Line]) -> list[Source]:
    """What some lines rest on, each once."""
    return list(dict.fromkeys(source for line in lines for source in line.sources))


def clause_of(case: Case, document: Document, section_id: str) -> Line:
    """A clause of a document word for word, behind the name of that."""
    section = case.reference.sections[document.id, section_id]
    key = "press_clause" if document.tier == "press" else "clause"
    words = case.say(key, where=case.reference.name(document), text=sentence(unmarked(section)))
    return Line.of(words, section)


def by_document(case: Case, lines: Sequence[Line]) -> list[tuple[Document, list[Source]]]:
    """The documents that some lines cite, in their order, with the clauses of each."""
    sources = sources_of(lines)
    order = list(dict.fromkeys(source.document_id for source in sources))
    sources.sort(key=lambda source: order.index(source.document_id))
    grouped = groupby(sources, key=lambda source: source.document_id)
    return [(case.reference.documents[document], list(of_it)) for document, of_it in grouped]


def located(case: Case, lines: Sequence[Line], *, spelled: bool, short: bool = False) -> list[Line]:
    """Where the clauses stand that some lines cite, document by document, with the pages where the text has any.

    `spelled`: each address also as it is spoken, "khoản 2 mục IV". `short`: documents by their place, as answers name them.
    """
    told = []
    for document, sources in by_document(case, lines):
        places = []
        for source in sources:
            page = document.page_at(source.start)
            spoken = spell_address(source.address) if spelled else ""
            again = f" ({spoken})" if spoken and spoken != str(source.address) else ""
            places.append(f"{source.address}{again}{case.say('last_page', page=page) if page else ''}")
        named = described(document, case.query.language)
        if short:
            named = document.place or document.number or document.title
        addresses = "; ".join(dict.fromkeys(places))
        said = case.say("last_source", document=named, addresses=addresses)
        told.append(Line(said, tuple(sources), "derived", bullet=True))
    return told


def described(document: Document, language: Language) -> str:
    """A document's title, with its number, place, date and status where they are known and the title does not name them."""
    number, date = document.number, document.date and written_date(document.date, language)
    facts = [
        say("talk_number", language, number=number) if number and number not in document.title else "",
        document.place if document.place and document.place not in document.title else "",
        say("talk_date", language, date=date) if date and date not in document.title else "",
        document.status or "",
        say_on_page("press_digest", language) if document.tier == "press" else "",
    ]
    about = ", ".join(filter(None, facts))
    return f"{document.title} ({about})" if about else document.title


def written_date(date: str, language: Language) -> str:
    """A day as a reader of a language writes it, of "2025-11-30"."""
    return "/".join(reversed(date.split("-"))) if language == "vi" else date
