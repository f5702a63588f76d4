"""Questions about a document itself: its number, date, issuer, signer, recipients, grounds, force and sections, or all of it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.answers import facts
from assistant.answers.case import Case
from assistant.answers.digest import tops
from assistant.answers.draft import Draft, Line
from assistant.answers.meant import documents_meant, which
from assistant.answers.standing import tell_standing, tell_successors
from assistant.documents import unmarked
from assistant.language.text import fold, plain
from assistant.messages.phrases import sentence
from assistant.questions.documents import KINDS
from assistant.types import Document, Section

_FOR_WHOM = re.compile(r"(?<!\w)(?:ky thay|thay mat|thay ai|on (?:whose )?behalf)(?!\w)")
_SIGNED_BY = re.compile(
    r"(?<!\w)(?:chu tich|bo truong|giam doc|lanh dao) ky(?!\w)"
)  # who it was may be another
_CARD = ("number", "date", "issuer", "signer", "force", "sections")
_OF_ORDERS = frozenset(
    {"grounds", "recipients", "replaces", "successor", "force"}
)  # facts of official documents
_MOST = 5  # documents whose facts are told
_COUNTED = {"dieu": "article", "phu luc": "appendix"}  # asked divisions and what sections are of them
_LISTED = 12  # sections, grounds and recipients that are told


def answer(case: Case) -> Draft | None:
    """The facts that a question asks of documents; of each that does not state one, that it does not."""
    asked = case.query.facts
    if asked is None or case.missing:
        return None
    of, of_article = asked.of, "author" in asked.names
    if of_article:  # "bài về Nghị quyết 57" names an article by what it tells of
        of = replace(of, press=True, unindexed=(), values=(), agencies=())
    if of.values or of.agencies or of.addresses or of.aspect or of.unindexed or of.registered == "targets":
        return None
    documents, left = documents_meant(case, of)
    if left or not documents:
        return None
    if all(document.tier == "press" for document in documents) and _OF_ORDERS.issuperset(asked.names):
        return None  # an article has none: those of a document that it tells of are meant
    if of_article and all(document.tier == "official" for document in documents):
        return None
    if len(documents) > _MOST:
        return which(case, documents)
    draft = case.draft()
    for document in documents:
        if "card" in asked.names:
            draft.lines += _card(case, document)
            continue
        told = dict.fromkeys(
            [*asked.names, *(["signer"] if _SIGNED_BY.search(fold(case.query.question)) else [])]
        )
        for name in told:
            draft.lines += _fact(case, document, name, case.reference.name(document))
    if all(line.kind == "absence" for line in draft.lines):
        draft.reason = "not_in_corpus"
    return draft


def _card(case: Case, document: Document) -> list[Line]:
    lines = [Line.of(case.say("fact_card", title=document.title), kind="framing")]
    name = case.reference.name(document)
    for fact in _CARD:
        for line in _fact(case, document, fact, name):
            said = line.text.removeprefix(name).lstrip(" :,")  # the heading names the document
            lines.append(Line(said[:1].upper() + said[1:], line.sources, line.kind, bullet=True))
    targets, duties = case.reference.targets_of(document.id), case.reference.duties_of(document.id)
    if targets or duties:
        keys = [row.section_id for row in targets[:1]] + [row.section_id for row in duties[:1]]
        cited = dict.fromkeys(case.reference.sections[document.id, key] for key in keys)
        said = case.say("fact_counts", targets=len(targets), duties=len(duties))
        lines.append(Line.of(said, *cited, kind="derived", bullet=True))
    return lines


def _fact(case: Case, document: Document, fact: str, name: str) -> list[Line]:
    """What a document says of one fact, or that it does not."""
    reference = case.reference
    if fact == "number":
        return _stated(case, fact, name, facts.of_number(reference, document), number=document.number)
    if fact == "date":
        date = document.date and "/".join(str(int(part)) for part in reversed(document.date.split("-")))
        return _stated(case, fact, name, facts.of_date(reference, document), date=date)
    if fact == "issuer":
        return _stated(case, fact, name, facts.of_issuer(reference, document), issuer=document.issuer)
    if fact == "signer":
        signed = facts.signature(reference, document)
        if signed is None:
            return [_absent(case, fact, name)]
        who = _stated(case, fact, name, signed.clause, signer=signed.name, office=signed.office)
        office, body = signed.behalf if _FOR_WHOM.search(fold(case.query.question)) else (None, None)
        more = [("fact_signed_for", office), ("fact_signed_behalf", body)]
        return [*who, *(Line.of(case.say(key, of=of), signed.clause) for key, of in more if of)]
    if fact == "recipients":
        names, clauses = facts.recipients(reference, document)
        told = "; ".join(names[:_LISTED]) + ("; …" if len(names) > _LISTED else "")
        if not names:
            return [_absent(case, fact, name)]
        return [Line.of(case.say("fact_recipients", name=name, recipients=told), *clauses)]
    if fact == "author":
        return _credits(case, document, name)
    if fact == "sections":
        return _sections(case, document, name)
    if fact == "title":
        return [
            Line.of(case.say("fact_title", title=document.title), *_of_title(case, document), kind="derived")
        ]
    if fact == "force":
        return _force(case, document, name)
    if fact == "successor":
        return tell_successors(case, document) or [_absent(case, fact, name)]
    clauses = _grounds_asked(case, document) if fact == "grounds" else facts.replaced(reference, document)
    if not clauses:
        return [_absent(case, fact, name)]
    listed = [below for clause in clauses for below in (clause, *reference.children(clause))]
    return [
        Line.of(case.say(f"fact_{fact}", name=name), *listed, kind="derived"),
        *(Line.of(sentence(unmarked(s)), s, bullet=True) for s in listed[:_LISTED]),
    ]


def _grounds_asked(case: Case, document: Document) -> list[Section]:
    """The paragraphs on which a document rests; of a question for one kind those that name one: "chỉ thị nào"."""
    every = facts.grounds(case.reference, document)
    asked = fold(case.query.question)
    kinds = [kind for kind in KINDS if f"{kind} nao" in asked and kind != "van ban"]
    named = [s for s in every if any(re.search(rf"{kind} (?:so )?\d", fold(plain(s.text))) for kind in kinds)]
    return named or every


def _credits(case: Case, document: Document, name: str) -> list[Line]:
    """The sentences that say who wrote an article, and which paper has it, where its record says so."""
    clauses = facts.written_by(case.reference, document)
    lines = [Line.of(case.say("fact_author", name=name, text=sentence(unmarked(s))), s) for s in clauses]
    if document.outlet:
        lines.append(Line.of(case.say("last_outlet", document=name, issuer=document.outlet), kind="derived"))
    return lines or [_absent(case, "author", name)]


def _stated(case: Case, fact: str, name: str, clause: Section | None, **values: str | None) -> list[Line]:
    """A fact with the clause that states it; of one that only the list of documents gives, without."""
    if not all(values.values()):
        return [_absent(case, fact, name)]
    said = case.say(f"fact_{fact}", name=name, **values)
    return [Line.of(said, clause) if clause else Line.of(said, kind="derived")]


def _absent(case: Case, fact: str, name: str) -> Line:
    return Line.of(case.say(f"fact_no_{fact}", name=name), kind="absence")


def _sections(case: Case, document: Document, name: str) -> list[Line]:
    asked = fold(case.query.question)
    for level, kinds in _COUNTED.items():
        if re.search(rf"(?:bao nhieu|may|nhung|cac) {level}(?!\w)", asked):
            return _of_kind(case, document, name, kinds)
    own = [s for s in case.reference.top(document) if s.kind not in ("table_row", "dash", "plus")] or tops(
        case, document
    )
    titles = "; ".join(plain(s.heading or s.text).strip("# ").rstrip(" :.") for s in own[:_LISTED])
    titles += "; …" if len(own) > _LISTED else ""
    said = case.say("fact_sections", name=name, count=len(own), titles=titles)
    return [Line.of(said, *own[:_LISTED], kind="derived")] if own else []


def _of_kind(case: Case, document: Document, name: str, kind: str) -> list[Line]:
    """How many articles or annexes a document has, and their headings."""
    own = [s for s in case.reference.sections_of(document.id) if s.kind == kind]
    if not own:
        return [Line.of(case.say(f"fact_no_{kind}", name=name), kind="absence")]
    titles = "; ".join(plain(s.heading or s.text).strip("# ").rstrip(" :.") for s in own[:_LISTED])
    titles += "; …" if len(own) > _LISTED else ""
    said = case.say(f"fact_{kind}", name=name, count=len(own), titles=titles)
    return [Line.of(said, *own[:_LISTED], kind="derived")]


def _force(case: Case, document: Document, name: str) -> list[Line]:
    standing = tell_standing(case, document)
    lines = [standing] if standing else []
    if clause := facts.force(case.reference, document):
        lines.append(Line.of(case.say("fact_force", name=name, text=sentence(unmarked(clause))), clause))
    if document.status:
        lines.append(Line.of(case.say("fact_status", name=name, status=document.status), kind="derived"))
    if standing is None:
        lines += tell_successors(case, document)
    return lines or [_absent(case, "force", name)]


def _of_title(case: Case, document: Document) -> list[Section]:
    """The clauses of a document's head that its title stands in."""
    title = " ".join(plain(document.title).lower().split())
    head = [s for s in case.reference.sections_of(document.id) if s.kind == "preamble"]
    return [s for s in head if len(plain(s.text)) > 1 and " ".join(plain(s.text).lower().split()) in title]
