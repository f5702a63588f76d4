"""A follow-up and the question before it: what it says itself, and what it leaves to that question or to its answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Protocol

from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.text import fold, has_diacritics, place_tones
from assistant.questions.actors import asked_office
from assistant.questions.corrections import conversation
from assistant.questions.documents import names_kind
from assistant.questions.figures import asked_figure
from assistant.questions.rewriting import without_spans
from assistant.questions.shown import Shown
from assistant.types import Document, Query

SHORT = 3  # words of a subject that may belong to the one before
_COUNTED = re.compile(r"(\d+\s+[^\W\d]+\s+[^\W\d]+)(?=\s)")
_OPENING = 3  # words in which a turn says that it asks of a part


@cache
def _phrases(entry: str, *, bare: bool) -> Phrases:
    said = conversation()[entry]["says"]
    return Phrases(" ".join(words(fold(phrase) if bare else phrase)) for phrase in said)


class Reader(Protocol):
    """What resolving needs of the understanding of single questions."""

    def parse(self, text: str) -> Query:
        """The query of a question that stands alone."""

    @property
    def documents(self) -> Sequence[Document]:
        """The documents that questions are asked of."""

    def document_names(self, text: str) -> list[tuple[int, int]]:
        """Where documents of the corpus are named by number."""

    def read_agencies(self, text: str) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
        """(known bodies, other bodies, their spans) that a text names."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question and the one before it, as written and as read."""

    reader: Reader
    text: str
    talked_of: Sequence[str]
    now: Query
    before: Query
    goes_on: bool  # it opens with "còn", "and", …
    shown: Callable[[], Shown | None]  # what the answer before showed
    pointed: bool  # its words stood for something in the turns before
    bound: bool  # it names the document or person that it is about, which its words stood for
    named: str | None = None  # the undertaking that the question before leans on, where it does not name it
    joined: bool = False  # it was asked in one turn with the question before

    @property
    def context(self) -> str:
        """The question before."""
        return self.before.text

    @property
    def own(self) -> Sequence[str]:
        """What it is about by its own words; a number with its unit, or what is said of anything, says nothing."""
        data = conversation()
        said = self.now.focus_words
        kinds = ("general", "units") if self.now.values else ("general",)  # "bao nhiêu tỷ" asks for money
        idle = [f" {' '.join(words(phrase))} " for name in kinds for phrase in data[name]["says"]]
        rest = f" {' '.join(word for word in said if not word.isdigit())} "
        for phrase in sorted(idle, key=len, reverse=True):
            rest = rest.replace(phrase, " ")
        return said if rest.strip() else ()

    @property
    def says_general(self) -> bool:
        """Whether it has words that are said of anything: "bao giờ xong"."""
        return bool(find_phrases(words(self.text), frozenset(conversation()["general"]["says"])))

    @property
    def names_body(self) -> bool:
        """Whether it names a body."""
        return bool(self.now.agencies or self.now.other_agencies)

    @property
    def elliptic(self) -> bool:
        """Whether it leaves its subject to the question before."""
        listed = self.now.kind in ("list", "count") and self.now.registered is not None
        duties = self.now.kind == "duties" and (self.names_body or self.now.places)
        about = self.bound and not self.now.periods
        beside = self.goes_on and not (self.before.addresses and self.now.kind != "open")
        whole = self.names_body and bool(self.now.places) and not beside and not self._before_names_body
        other = bool(self.now.unindexed) and not self.goes_on  # "Nghị định 35 nói về gì?"
        alone = listed or duties or about or whole or other
        return not (self.own or alone or self._of_register or self.of_named or self._tasked)

    @property
    def of_named(self) -> bool:
        """Whether it asks for a fact or a summary of a document that it names itself: "Kế hoạch của Sơn La ai ký?"."""
        of = self.now.facts.of if self.now.facts else None
        summary = self.now.summary
        if of is None and summary and summary.firm and _names_part(summary.of.text):
            return bool(self.now.places or self.now.documents)  # "tóm tắt phần mục tiêu của Sơn La"
        if of is None and summary and summary.firm and not summary.of.agencies:
            of = summary.of if names_kind(summary.of.text) else None
        return of is not None and not of.focus_words and bool(self.now.places or self.now.documents)

    @property
    def _tasked(self) -> bool:
        """Whether it asks what else a body does that only the answer before named: "Sở đó còn nhiệm vụ nào khác?"."""
        if not (self.pointed and self.names_body) or self._before_names_body or self.refers:
            return False
        asks = self.now.kind in ("open", "list", "count", "duties")
        return asks and bool(
            find_phrases(words(self.text), frozenset(conversation()["clause_nouns"]["tasks"]))
        )

    @property
    def _before_names_body(self) -> bool:
        return bool(self.before.agencies or self.before.other_agencies)

    @property
    def _of_register(self) -> bool:
        """Whether it asks for the targets of a place or a period, and not for the ones talked of."""
        bounded = self.now.places or self.now.periods
        tasks = self._before_names_body and self.before.registered is None and not self.goes_on
        other = bool(self.before.focus_words) or tasks
        return self.now.registered == "targets" and bool(bounded) and other and not self.refers

    @property
    def places_before(self) -> tuple[str, ...]:
        """The places that the question before names; where it names nothing that bounds it, that of the clauses shown.

        One of which there is no document only where this one points back to it.
        """
        before = self.before
        if before.places or before.documents or before.unindexed:
            points = self.refers or self.goes_on or self.pointed or self.demonstrates
            known = {document.place for document in self.reader.documents}
            return tuple(place for place in before.places if points or place in known)
        own = len(self.own) > SHORT or self.names_body or self.now.registered == "targets"
        if (own and not (self.refers or self.goes_on or self.pointed)) or self.now.kind == "compare":
            return ()
        shown = self.shown()
        ids = shown.documents if shown else ()
        places = {document.place for document in self.reader.documents if document.id in ids}
        return tuple(place for place in places if place) if len(places) == 1 else ()

    @property
    def document_before(self) -> str:
        """The document that the answer before cites, as a question names it, where the place before does not tell it.

        Nothing where that question names one itself, where several were cited, or where it is the only one of its place.
        """
        before = self.before
        if before.documents or before.unindexed or before.kind == "compare" or len(before.places) > 1:
            return ""
        shown = self.shown()
        cited = [d for d in self.reader.documents if shown and d.id in shown.documents]
        if len(cited) != 1 or not cited[0].number:
            return ""
        (document,) = cited
        of_place = [d for d in self.reader.documents if d.place == document.place]
        if document.place and (len(of_place) == 1 or (before.places and document.place not in before.places)):
            return ""
        english = self.now.language == "en"
        place = f" {'of' if english else 'của'} {document.place}" if document.place else ""
        return f"{'document' if english else 'văn bản'} {document.number}{place}"

    @property
    def article_before(self) -> str:
        """The only article that the answer before cites, by its title, where there are other documents of its place."""
        shown = None if self.before.documents or self.before.unindexed else self.shown()
        cited = [d for d in self.reader.documents if shown and d.id in shown.documents]
        if len(cited) != 1 or cited[0].tier != "press" or cited[0].number or not cited[0].place:
            return ""
        (article,) = cited
        beside = any(d.place == article.place and d.id != article.id for d in self.reader.documents)
        said = "article" if self.now.language == "en" else "bài báo"
        return f"{said} {article.title}" if beside else ""

    @property
    def compares_things(self) -> bool:
        """Whether it has a subject of its own, and asks for no place: "cấp độ cao hơn là gì?"."""
        asks_place = conversation()["asks_place"]["says"]
        return bool(self.own) and not find_phrases(words(self.text), frozenset(asks_place))

    @property
    def refers(self) -> bool:
        """Whether it has words that stand for the subject before: "việc đó"."""
        return bool(find_phrases(words(self.text), load_lexicon().anaphora))

    @property
    def demonstrates(self) -> bool:
        """Whether it points to anything at all: "ba mốc đó", "cách ấy"."""
        return bool(find_phrases(words(self.text), frozenset(conversation()["demonstratives"]["says"])))

    @property
    def narrows(self) -> bool:
        """Whether it asks the same of a part of the subject before: "riêng công nghệ cao thì sao?"."""
        bare = not has_diacritics(self.text)
        said = words(fold(self.text) if bare else self.text)[:_OPENING]
        return bool(find_phrases(said, _phrases("narrows", bare=bare)))

    @property
    def asks_mention(self) -> bool:
        """Whether it asks if something that it names is spoken of: "có nhắc tới cây quế không?"."""
        return bool(self.own) and asks_mention(self.text)

    @property
    def subject(self) -> str:
        """The question before, without the documents that it names where this one names its own.

        Where that asked where a figure comes from, it is what the figure was said of.
        """
        lead, colon, said_of = self.context.partition(": ")
        subject = said_of if colon and asked_figure(lead) else self.context
        named = {d.place for d in self.reader.documents if d.id in self.before.documents}
        if self.now.documents or (self.now.places and named != {None}):  # that of no place may speak of any
            return without_spans(subject, self.reader.document_names(subject))
        return subject


def _names_part(text: str) -> bool:
    """Whether a text names a part that plans have: "định hướng 2045"."""
    bare = not has_diacritics(text)
    return bool(find_phrases(words(fold(text) if bare else text), _phrases("parts", bare=bare)))


def is_foreign(it: FollowUp) -> bool:
    """Whether it is about what the documents of the question before do not speak of in any two of its words, and others do."""
    runs = " ".join(word or "|" for word in it.now.focus).split("|")
    units = conversation()["units"]["says"]
    bare = (_without_class(run.split()) for run in runs)
    subjects = [run for run in bare if " " in run and run not in units]
    if not subjects or it.now.language == "en" or _of_body_before(it):
        return False

    def speaks(document: Document, runs: Sequence[str]) -> bool:
        return any(run in place_tones(document.text).lower() for run in runs)

    before, documents = it.before, it.reader.documents
    own = [d for d in documents if d.id in before.documents or d.place in before.places]
    pairs = [" ".join(pair) for run in subjects for pair in pairwise(run.split())]
    elsewhere = (d for d in documents if d not in own)
    return (
        bool(own)
        and not any(speaks(document, pairs) for document in own)
        and any(speaks(document, subjects) for document in elsewhere)
    )


def _without_class(run: Sequence[str]) -> str:
    """The words of a subject without those for things of its kind: "các trường đại học" may be spoken of as "đại học"."""
    classes = conversation()["classes"]["says"]
    start = next((n for n, word in enumerate(run) if word not in classes), 0)
    return " ".join(run[start:] if len(run) - start > 1 else run)


def counted_elsewhere(it: FollowUp) -> bool:
    """Whether it names so many of something as only documents do that the question before is not about: "còn 5 cây cầu?"."""
    counted = _COUNTED.match(it.text)
    before, documents = it.before, it.reader.documents
    if counted is None or it.text == it.context:
        return False

    def speaks(document: Document) -> bool:
        return re.search(rf"(?<!\w){re.escape(counted[1].lower())}(?!\w)", document.text.lower()) is not None

    own = [d for d in documents if d.id in before.documents or d.place in before.places]
    return bool(own) and not any(map(speaks, own)) and any(speaks(d) for d in documents if d not in own)


def _of_body_before(it: FollowUp) -> bool:
    """Whether it asks who heads a body that the question before or its answer speaks of: "ai làm chủ tịch hội đồng?"."""
    office = asked_office(it.text)
    body = [word for word in it.own if fold(word) not in (office or "").split()]
    if office is None or not body:
        return False
    shown = it.shown()
    said = " ".join([it.context, *(shown.lines if shown else ())])
    return bool(find_phrases(words(said), Phrases([" ".join(body)])))


def asks_mention(text: str) -> bool:
    """Whether a turn asks if something is spoken of at all."""
    bare = not has_diacritics(text)
    return bool(find_phrases(words(fold(text) if bare else text), _phrases("mentions", bare=bare)))


def asks_time_alone(text: str) -> bool:
    """Whether a turn asks when, and says nothing else: "trong giai đoạn nào?"."""
    return _asks_alone(text, "time_alone")


def asks_body_alone(text: str) -> bool:
    """Whether a turn asks who leads or is charged, and says nothing else: "Đơn vị nào chủ trì?"."""
    return _asks_alone(text, "body_alone")


def _asks_alone(text: str, name: str) -> bool:
    """Whether a turn has phrases of an entry, and else only words that say nothing."""
    bare = not has_diacritics(text)
    said = words(fold(text) if bare else text)
    asked = find_phrases(said, _phrases(name, bare=bare))
    if not asked:
        return False
    rest = list(said)
    for start, end in asked:
        rest[start:end] = ["|"] * (end - start)
    lexicon = load_lexicon()
    idle = (*find_phrases(rest, _phrases("general", bare=bare)), *find_phrases(rest, lexicon.stop))
    spent = {n for start, end in (*asked, *idle) for n in range(start, end)}
    return all(n in spent or word in lexicon.stop_english for n, word in enumerate(rest))
