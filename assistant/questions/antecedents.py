"""What words that point back stand for: looked for in the question before and, only then, in what its answer showed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.language.persons import find_persons
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics
from assistant.language.values import EACH_YEAR, OPEN_END, Period
from assistant.messages.phrases import period_phrase
from assistant.questions.before import Before, Resolved, is_nameable, name_of, replaced
from assistant.questions.firsts import without_first
from assistant.questions.listed import clause_meant, item_meant
from assistant.questions.references import (
    Rule,
    asks_office,
    bodies_of,
    body_noun,
    called,
    count_of,
    find_references,
)
from assistant.questions.rewriting import replace_period, replace_places
from assistant.questions.shown import Shown, names_of_kind
from assistant.questions.stretches import moved
from assistant.questions.undertakings import name_behind
from assistant.types import Document, Query, Unclear

_LEAD = re.compile(
    r"(?i)(?<!\w)(?:ở|o|trong|vào|vao|đến|den|tới|toi|cho|by|in|at|for|during)\s+$"
)  # before a period
_ARTICLE = re.compile(r"(?:ca |toan )?bai(?: (?:bao|viet))?(?: (?P<of>\w+ \w+))?(?: \w+)?$")
_CITED_KINDS = ("nghị quyết", "quyết định", "chỉ thị", "thông tư", "kế hoạch")  # that articles speak of


def resolve_references(text: str, before: Before, own: Query) -> Resolved:
    """A turn with what was meant in the place of the words that point back; `own` is the turn read by itself."""
    for stands_for, resolver in _RESOLVERS.items():
        for rule, found in list(find_references(text)):
            if rule.stands_for != stands_for or (stands_for == "item" and without_first(text)[1]):
                continue  # "kể 2 bước đầu thôi" wants the first two
            resolved = resolver(text, rule, found, before, own)
            if resolved is not None:
                if resolved.unclear:
                    return resolved
                text = resolved.text
    return Resolved(text)


def without(denied: Query, before: Before) -> Resolved:
    """The question before with the other of two in the place of what is ruled out; unclear where more remain."""
    text, query = before.query.text, before.query
    if denied.places:
        known = (
            before.talked_of if len(before.talked_of) > 1 else [d.place for d in before.documents if d.place]
        )
        others = [name for name in dict.fromkeys(known) if name not in denied.places]
        if len(others) == 1:
            return Resolved(replace_places(text, others, query.language))
        return Resolved(text, unclear=Unclear("place", tuple(others)))
    if denied.periods:
        ended = {p.end for p in denied.periods}
        left = [p for p in _known_periods(before) if p.end not in ended]
        if len(left) == 1:
            return Resolved(replace_period(text, period_phrase(left[0], query.language)))
        return Resolved(text, unclear=Unclear("period", tuple(map(str, left))))
    return Resolved(text, unclear=Unclear("body"))


def _place(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    if own.places or find_places(text):
        return None
    query, joined = before.query, " và " if own.language == "vi" else " and "
    shown = _places_shown(before)
    if rule.which == "same":
        names = query.places or shown
        if not names:
            return None
        kept = text[found.start() : found.end()].split()[0]
        lead = f"{kept} " if kept.lower() in ("ở", "o", "trên") and own.language == "vi" else ""
        return replaced(text, found, f"{'ở ' if lead else ''}{joined.join(names)}")
    known = _known_places(before)
    if rule.which == "each":
        return replaced(text, found, joined.join(query.places)) if len(query.places) > 1 else None
    if rule.which == "both":
        names = _two_places(known, before)
        return replaced(text, found, joined.join(names)) if names else None
    if rule.which == "plans":
        names = _two_places(known, before, official=True)
        noun, of = ("plans", "of") if own.language == "en" else ("kế hoạch", "của")
        return replaced(text, found, f"{noun} {of} {joined.join(names)}") if names else None
    spoken = query.places or shown
    others = [p for p in before.talked_of if p not in spoken] or [p for p in known if p not in spoken]
    if len(spoken) == 1 and len(others) == 1:
        return replaced(text, found, others[0])
    return Resolved(text, unclear=Unclear("place", tuple(others)))


def _two_places(known: Sequence[str], before: Before, *, official: bool = False) -> tuple[str, ...]:
    """The two places last asked of together, or last talked of; the only two that are known. `official`: with such documents."""
    with_one = {d.place for d in before.documents if d.tier == "official" or not official}
    spoken = [name for name in before.talked_of if name in with_one or not official]
    both = before.query.places if len(before.query.places) == 2 else spoken[-2:]
    if len(both) == 2 and (not official or with_one.issuperset(both)):
        return tuple(both)
    return tuple(spoken[-2:]) if len(spoken) > 1 else tuple(known) if len(known) == 2 else ()


def _known_places(before: Before) -> list[str]:
    """The places of the documents, those of official ones where the question before is of a place with one."""
    official = [d.place for d in before.documents if d.place and d.tier == "official"]
    every = [d.place for d in before.documents if d.place]
    return list(dict.fromkeys(official if set(before.query.places) <= set(official) else every))


def _places_shown(before: Before) -> tuple[str, ...]:
    if before.query.places:
        return ()
    shown = before.shown()
    ids = shown.documents if shown else ()
    places = dict.fromkeys(d.place for d in before.documents if d.id in ids and d.place)
    return tuple(places) if len(places) == 1 else ()


def _period(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    if own.periods:
        return None
    if not before.query.periods:
        if rule.which == "same":
            return None
        stated = tuple(map(str, _known_periods(before)))
        return None if own.focus_words else Resolved(text, unclear=Unclear("period", stated))
    current = before.query.periods[-1]
    if rule.which == "same":
        lead = _LEAD.search(text[: found.start()])
        start = lead.start() if lead else found.start()
        return Resolved(f"{text[:start]}{period_phrase(current, own.language)}{text[found.end() :]}")
    if current == EACH_YEAR or current.end == OPEN_END:
        return None
    known = _known_periods(before)
    counted = next(
        (value for name, value in found.groupdict().items() if name.startswith("n") and value), None
    )
    said = found.group()
    years = count_of(counted) if counted else 1 if re.search(r"năm|nam|year", said) else None
    forward = rule.which == "next"
    target = moved(current, years, known, forward=forward)
    if target is None:
        return Resolved(text, unclear=Unclear("period", tuple(map(str, known))))
    if years == 1:
        return replaced(text, found, f"năm {target}" if own.language == "vi" else f"in {target}")
    return replaced(text, found, period_phrase(target, own.language))


def _known_periods(before: Before) -> list[Period]:
    """The periods for which the documents that are talked of set targets, in order."""
    query = before.query
    rows = [row for row in before.targets if row.years and row.years.end != OPEN_END]
    shown = None if query.documents or query.places else before.shown()
    if asked := query.documents or (shown.documents if shown else ()):
        rows = [row for row in rows if row.document_id in asked]
    elif query.places:
        rows = [row for row in rows if row.place in query.places]
    return sorted({row.years for row in rows if row.years})


def _document(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    if own.documents or own.numbers or own.unindexed or own.places:
        return None
    query = before.query
    documents = [d for d in before.documents if d.id in query.documents]
    shown = None if documents else before.shown()
    if named := _of_its_kind(found.group(), before, shown, documents):
        return replaced(text, found, named)
    if not documents and shown:
        documents = [d for d in before.documents if d.id in shown.documents]
    if not documents and query.places:
        documents = [d for d in before.documents if d.place in query.places]
    articles = _articles(found.group(), before, documents)
    of_another = len(articles) == 1 and articles[0] not in documents
    documents = articles or documents
    if of_another and articles[0].place and not is_nameable(articles[0], before):
        said = " ".join(found.group().split()[:-1]) if " " in found.group() else found.group()
        return replaced(text, found, f"{said} của {articles[0].place}")
    if len(documents) != 1 or ((own.facts or own.summary) and not is_nameable(documents[0], before)):
        return None
    return replaced(text, found, name_of(text[found.start() : found.end()], documents[0], before, own))


def _articles(said: str, before: Before, documents: Sequence[Document]) -> list[Document]:
    """Of the articles that "bài hội thảo này" may mean those with its words in the title; none where no article is meant.

    Behind an answer from a plan it is one of a place that was talked of.
    """
    named = _ARTICLE.match(fold(said))
    if named is None:
        return []
    of_places = [d for d in before.documents if d.place in before.talked_of]
    press = [d for d in documents if d.tier == "press"] or [d for d in of_places if d.tier == "press"]
    return [d for d in press if named["of"] and named["of"] in fold(d.title)] or press


def _of_its_kind(said: str, before: Before, shown: Shown | None, documents: Sequence[Document]) -> str | None:
    """ "Nghị quyết này" behind a clause about a resolution, which is no document of its own here; None where none is meant.

    Of a kind that what was asked and what was cited is not: a plan's clause may speak of the decision that it serves.
    """
    kind = " ".join(said.split()[:-1])
    if kind not in _CITED_KINDS:
        return None
    named = [name for name in before.query.unindexed if fold(name).startswith(fold(kind))]
    shown = shown or before.shown()
    cited = [d for d in before.documents if shown and d.id in shown.documents]
    if not named and shown and cited and not any(_is_of_kind(d, kind) for d in (*documents, *cited)):
        named = names_of_kind(kind, shown.lines)
    return named[0] if len(named) == 1 else None


def _is_of_kind(document: Document, kind: str) -> bool:
    """Whether "nghị quyết này" may be said of a document, by its kind or its title."""
    return any(fold(said).startswith(fold(kind)) for said in (document.kind, document.title))


def _body(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    body = body_meant(found.group(), before)
    return replaced(text, found, body) if body else None


def body_meant(said: str, before: Before) -> str | None:
    """ "Sở đó": the body that was asked about, or the one of the answer; of several the only one that is called so."""
    noun = body_noun(said)
    bodies = called(noun, bodies_of(before.query))
    for showing in (before.shown, before.earlier):
        if not bodies and (shown := showing()):
            heads = [line.partition(": ")[0] for line in shown.lines[:1]]  # whose duty is told
            lines = [before.bodies_in(line) for line in (*heads, *shown.lines)]
            first = next(filter(None, lines), ())
            bodies = called(noun, first) or called(noun, [name for names in lines for name in names])
    return bodies[0] if len(bodies) == 1 else None


def _they(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    """ "Họ báo cáo ai?": the body that was asked about; "của họ" is said of the place, which the turn takes over."""
    if own.places or own.agencies or own.other_agencies or own.language == "en":
        return None
    bodies = (*before.query.agencies, *before.query.other_agencies)
    possessive = re.match(r"của\s+", found.group())
    if len(bodies) == 1:
        return replaced(text, found, f"{possessive.group() if possessive else ''}{bodies[0]}")
    if possessive and not bodies and (before.query.places or _places_shown(before)):
        return Resolved(" ".join(f"{text[: found.start()]}{text[found.end() :]}".split()))
    return None


def _person(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    names = list(dict.fromkeys(find_persons(before.query.text)))
    if not names and (shown := before.shown()):
        names = list(dict.fromkeys(name for line in shown.lines for name in find_persons(line)))
    if not names and before.query.facts and asks_office(text):  # "ai ký?" told a name without "ông"
        return Resolved(f"{before.query.text.rstrip(' ?.!')}, chức vụ gì")
    if len({n.split()[-1] for n in names}) != 1:
        return None
    if own.language == "vi" and asks_office(text):
        return Resolved(f"{names[-1]} là ai")
    titled = r"^(?:ông|bà|đồng chí) "
    name = names[-1] if own.language == "vi" else re.sub(titled, "", names[-1], flags=re.IGNORECASE)
    if found.group() == "his":
        name = f"{name}'s"
    return replaced(text, found, name)


def _undertaking(text: str, rule: Rule, found: re.Match[str], before: Before, own: Query) -> Resolved | None:
    bare = not has_diacritics(text)
    noun = found.group("noun") or found.group("noun_en") or found.group("noun_of")
    if name := name_behind(noun, before.query.text, bare=bare):
        return replaced(text, found, name)
    shown = before.shown()
    lines = shown.lines if shown else ()
    name = next((n for line in lines if (n := name_behind(noun, line, bare=bare))), before.named)
    if name is None:
        return None
    places = (
        () if own.places else _places_shown(before)
    )  # a name of one document may be a common noun of others
    resolved = replaced(text, found, name)
    return Resolved(f"{resolved.text.rstrip(' ?.!')} ({places[0]})") if places else resolved


_Resolver = Callable[[str, Rule, re.Match[str], Before, Query], Resolved | None]
_RESOLVERS: dict[str, _Resolver] = {
    "item": item_meant,
    "clause": clause_meant,
    "document": _document,
    "undertaking": _undertaking,
    "person": _person,
    "they": _they,
    "body": _body,
    "place": _place,
    "period": _period,
}
