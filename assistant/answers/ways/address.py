"""The clauses of asked addresses ("khoản 2 Điều 5"), with what stands below them; which there are where one is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answers.case import Case
from assistant.answers.choose import find_in
from assistant.answers.draft import Draft, Line
from assistant.answers.outline import Listing
from assistant.answers.stating import state
from assistant.answers.ways import counterpart
from assistant.answers.ways.lists import written
from assistant.documents import unmarked
from assistant.judging import judging
from assistant.language.address_matches import innermost_level, without_last
from assistant.language.addresses import Address
from assistant.language.lexicon import words
from assistant.language.text import plain
from assistant.messages.phrases import addresses_phrase, sentence
from assistant.types import Coverage, Document, Section

_MAX_BELOW = 40  # clauses below one that are shown
_MAX_DOCUMENTS = 5  # documents of which each gives its clause of an address
_MAX_PLACES = 8  # clauses of one document that an address may mean, that are shown
_FEW = 3  # documents that are told one by one
_LEAST_SHARED = 2  # words of a heading that do not stand in a question by chance
_COUNTS = re.compile(
    r"(?<!\w)(?:mấy|bao nhiêu|how many)\s+(?:gạch đầu dòng|gạch|khoản|điểm|ý|mục|nội dung|đầu việc|nhóm|việc|nhiệm vụ|giải pháp"
    r"|bullets|points|items)(?!\w)"
)
_CITED = 12  # clauses that a line about what there is cites
_ASKS_FOR_ONE = frozenset(
    ["value", "when", "who", "where_to"]
)  # kinds of question that one part of a clause answers
Asked = tuple[Document, Address]
Place = tuple[Document, Address, list[Section]]  # the clauses of a document that an address may mean


def answer(case: Case) -> Draft | None:
    """The clauses of the addresses that a question names."""
    query, reference = case.query, case.reference
    if not query.addresses:
        return None
    named = [d for d in case.scope if d.id in query.documents] or case.scope  # not those that amend them
    asked = [(document, address) for address in query.addresses for document in named]
    found = [(d, a, there) for d, a in asked if (there := reference.at_address(d, a))]
    if not found:
        return _counterpart(case, asked) or _absent(case, asked)
    if len(found) > 1 and query.focus_words and not query.documents:
        found = _about_subject(case, found)
    of = list(dict.fromkeys(document.id for document, _, _ in found))
    if len(of) > _MAX_DOCUMENTS:
        names = ", ".join(reference.documents[d].short_title for d in of[:_MAX_DOCUMENTS]) + ", …"
        told = ", ".join(map(str, query.addresses))
        return case.abstain("ambiguous", "several_documents", count=len(of), address=told, names=names)
    if len(found) == 1 and (draft := _asked_within(case, found[0][2])):
        return draft
    found = [(document, address, _headed(case, there)) for document, address, there in found]
    if _COUNTS.search(query.text.lower()) and (counted := _counted(case, found)):
        return counted
    lines = [line for document, address, there in found for line in stated(case, document, there, address)]
    if query.places or query.documents or len(query.addresses) > 1:
        lacking = [(d, a) for d, a in asked if all((d.id, a) != (e.id, b) for e, b, _ in found)]
        for document, address in lacking:
            said = case.say("absent_address", address=address, place=reference.name(document))
            lines.append(Line.of(said, kind="absence"))
    total = sum(len(reference.children(there[0])) for _, _, there in found if len(there) == 1)
    shown = sum(line.bullet for line in lines)
    return case.draft(lines, coverage=Coverage(min(shown, total), total) if total else None)


def _counterpart(case: Case, missing: Sequence[Asked]) -> Draft | None:
    """Where only the place of the question before changed, the clause there that says the same, at another address."""
    draft = counterpart.there(case) if len(missing) == 1 else None
    if draft is None:
        return None
    ((document, address),) = missing
    absent = case.say("absent_address", address=address, place=case.reference.name(document))
    return case.draft([Line.of(absent, kind="framing"), *draft.lines])


def stated(
    case: Case, document: Document, there: Sequence[Section], address: Address | None = None
) -> list[Line]:
    """A clause and what stands directly below it; of several the words of each."""
    where = case.reference.name(document)
    if len(there) > 1:
        shown = there[:_MAX_PLACES]
        said = case.say("several_clauses", place=where, count=len(there), address=address)
        return [
            Line.of(said, *shown, kind="derived"),
            *(Line.of(f"{s.address}: {_words(s)}", s, kind="derived", bullet=True) for s in shown),
        ]
    section = there[0]
    below = case.reference.children(section)[:_MAX_BELOW]
    return [
        Line.of(case.say("clause", where=where, text=_words(section, marked=True)), section),
        *(Line.of(_words(child), child, bullet=True) for child in below),
    ]


def _about_subject(case: Case, found: Sequence[Place]) -> list[Place]:
    """Of the documents that have an address those whose clauses there speak most of the question's subject."""

    def share(sections: Sequence[Section]) -> float:
        inside = {(s.document_id, i) for s in sections for i in case.reference.within(s)}
        return max(case.coverage(case.reference.sections[key]) for key in inside)

    shares = [share(sections) for _, _, sections in found]
    least = max(shares) - judging().choice.subject_tie
    return [one for one, own in zip(found, shares, strict=True) if own > least]


def _asked_within(case: Case, sections: Sequence[Section]) -> Draft | None:
    """Where something in clauses of a document is asked for ("theo Điều 6, hạn là bao lâu?"), the part that says it."""
    query, reference = case.query, case.reference
    inside = {identifier for section in sections for identifier in reference.within(section)}
    if query.kind not in _ASKS_FOR_ONE or not query.focus_words or len(inside) == 1:
        return None
    document = reference.documents[sections[0].document_id]
    finding = find_in(case, document, [e for e in case.of(document) if e.chunk.section_id in inside])
    return state(case, [finding]) if finding else None


def _counted(case: Case, found: Sequence[Place]) -> Draft | None:
    """How many clauses stand directly below one of an address, with them; None where it is several, or nothing stands there."""
    sections = [section for _, _, there in found for section in there]
    below = case.reference.children(sections[0]) if len(sections) == 1 else ()
    return written(case, [Listing(sections[0], tuple(below))]) if below else None


def _headed(case: Case, there: list[Section]) -> list[Section]:
    """Of a clause the part whose heading has most words of the question ("mục IV, nguyên tắc dùng tiền"), where one has.

    The first few parts ("ba đơn vị đầu tiên") are asked of the whole.
    """
    if case.query.first:
        return there
    asked = set(case.query.focus_words)
    parts = (
        [part for section in there for part in case.reference.children(section)] if len(there) == 1 else []
    )
    shares = [
        (len(asked & set(words(unmarked(part)))), part) for part in parts if case.reference.children(part)
    ]
    most = max((share for share, _ in shares), default=0)
    best = [part for share, part in shares if share == most]
    return best if most >= _LEAST_SHARED and len(best) == 1 else there


def _words(section: Section, *, marked: bool = False) -> str:
    """A clause's words as a sentence, with its mark where it is wanted."""
    return sentence(plain(section.text) if marked and not section.cells else unmarked(section))


def _absent(case: Case, missing: Sequence[Asked]) -> Draft:
    """No clause has the asked address: say which there are where it was looked for, of a few documents.

    Of many documents those count that have the division in which it should stand.
    """
    reference = case.reference
    if len({document.id for document, _ in missing}) > _FEW:
        beside = [(d, a) for d, a in missing if (above := without_last(a)) and reference.at_address(d, above)]
        missing = beside or missing
    draft = case.draft()
    if len({document.id for document, _ in missing}) > _FEW:
        for address in case.query.addresses:
            draft += case.abstain("not_in_corpus", "absent_address_everywhere", address=address)
        return draft
    told: dict[tuple[Line, ...], list[Asked]] = {}  # what there is instead -> what is asked for
    for document, address in missing:
        told.setdefault(tuple(_present(case, document, address)), []).append((document, address))
    for present, lacking in told.items():
        for document in dict.fromkeys(document for document, _ in lacking):
            addresses = ", ".join(str(address) for of, address in lacking if of is document)
            place = reference.name(document)
            draft += case.abstain("not_in_corpus", "absent_address", address=addresses, place=place)
        draft += case.draft(present)
    return draft


def _present(case: Case, document: Document, address: Address) -> list[Line]:
    """The clauses beside which an absent one would stand: those of the innermost division that there is."""
    reference = case.reference
    lacking, above = address, without_last(address)
    found: list[Section] = []
    while above is not None and not (found := reference.at_address(document, above)):
        lacking, above = above, without_last(above)
    holder = found[0] if len(found) == 1 else None
    if holder:
        there = [s for s in reference.children(holder) if s.kind != "paragraph"]
    else:
        there = reference.of_level(document, innermost_level(lacking)) or reference.top(document)
    name = reference.name(document)
    if not there:
        if holder is None:
            return []
        below = reference.children(holder)
        return [
            Line.of(case.say("nearest", where=name, text=sentence(plain(holder.text))), holder),
            *(Line.of(_words(child), child, bullet=True) for child in below[:_MAX_PLACES]),
        ]
    said = case.say(
        "present_addresses" if holder else "present_in_document",
        address=holder.address if holder else "",
        place=name,
        present=addresses_phrase([(s.kind, s.label, s.address) for s in there], case.query.language),
    )
    cited = [*([holder] if holder else []), *there[:_CITED]]
    return [Line.of(said[:1].upper() + said[1:], *cited, kind="derived")]
