"""A question understood: language, kind of answer, places, periods, agencies, values, and what it is about.

Follow-ups are resolved into a question that stands alone and is then read like any other, so that what was understood can
be shown to the person who asked. Modules beside this one read one thing each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from assistant.index import Library
from assistant.language.addresses import Address, join_addresses, read_addresses
from assistant.language.english import is_english, read_english, translate
from assistant.language.lexicon import find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.text import clean, fold, has_diacritics, lexical_terms, place_tones
from assistant.language.values import YEAR, find_periods, find_values
from assistant.questions.about import read_facts
from assistant.questions.actors import is_charged
from assistant.questions.answer_types import read_answer_type
from assistant.questions.aspects import read_aspect
from assistant.questions.bodies import BodyNames, Bounds
from assistant.questions.conversations import Told, nothing_told, stand_alone
from assistant.questions.documents import KINDS, NOTHING_NAMED, DocumentNames, Named, is_certain
from assistant.questions.figures import named_numbers, required_figures
from assistant.questions.firsts import without_first
from assistant.questions.kinds import read_kind
from assistant.questions.normalising import Normaliser
from assistant.questions.quantities import with_shared_subject
from assistant.questions.registers import read_register_question
from assistant.questions.rewriting import without_places
from assistant.questions.several import may_be_several, split_questions
from assistant.questions.summaries import read_summary
from assistant.questions.whether import without_likened
from assistant.types import Aspect, Catalog, Document, Facts, Query, Summary, Turn

_OF = r"[\s,–-]*(?:(?:cua|thuoc|tai|trong|ban hanh kem theo|kem theo|of|in|under|the)\s+)*"
_OF_LAW = re.compile(
    _OF
    + r"((?:bo luat|luat|phap lenh|hien phap|law|code|ordinance|constitution)(?!\s+(?:nay|do))(?![^\W_]).*)"
)
_HAS = re.compile(rf"{_OF}(?:(?:{'|'.join(KINDS)})(?!\w)\s*)?(?:thi )?(?:co|have|contain)(?: a)?")
_OF_A_KIND = re.compile(rf"{_OF}(?:(?:{'|'.join(KINDS)})(?!\w)\s*)?{_OF}[\s,;–-]*")
_OR_NOT = re.compile(r"(?:\s+(?:nao|hay|khong|ko|k|chua|a|nhi))*\W*$")
_LOOKED_THROUGH = 50  # documents, for a phrase
_COUNTED = re.compile(r"(?:bao nhiêu|mấy|số lượng|về số)\s+((?:[^\W\d]+\s?){1,3})")
_EACH = ("mỗi", "hằng", "hàng", "từng")  # "bao nhiêu mỗi năm" counts no years
_VISITS = ["lượt", "người"]  # of whomever: who asks for them is told "100 lượt cán bộ"
_PERCENT_ASKED = re.compile(
    r"phần trăm|%|tỷ lệ|tỉ lệ|tỷ trọng|percent|\bshare\b|proportion|\bportion\b|\brate\b"
    r"|(?<!gồm )(?<!có )(?<!chia )(?<!làm )(?<!thành )mấy phần\b"
)


@dataclass(frozen=True)
class Understanding:
    """Reads questions against one library: its agencies, its places, its syllables."""

    library: Library
    names: DocumentNames
    normaliser: Normaliser
    bodies: BodyNames
    allowed: frozenset[str] = frozenset()  # the documents that questions are asked of; all where it is empty

    @classmethod
    def of(cls, library: Library, *, abbreviations: Path | None = None) -> Understanding:
        """An understanding of the documents of a library; what it needs of them it learns with the first question."""
        names = DocumentNames(library.catalog.documents)
        return cls(
            library, names, Normaliser(names, abbreviations), BodyNames(library.catalog.responsibilities)
        )

    def within(self, allowed: frozenset[str]) -> Understanding:
        """The same for questions that are asked of some documents; of all where there are none."""
        return replace(self, allowed=allowed)

    @property
    def catalog(self) -> Catalog:
        """What is known of the documents."""
        return self.library.catalog

    @property
    def documents(self) -> list[Document]:
        """The documents that questions are asked of."""
        return [d for d in self.catalog.documents if not self.allowed or d.id in self.allowed]

    def read(
        self,
        question: str,
        history: Sequence[str | Turn] = (),
        standalone_question: str | None = None,
        told: Told = nothing_told,
        *,
        written_out: bool = False,
        joined: bool = False,
    ) -> Query:
        """The query of a question and the turns before it; `standalone_question` where that is known already.

        `written_out`: the question is one of several that `split` gave; `joined`: and the last turn before it another.
        """
        resolved = stand_alone(
            self,
            standalone_question or question,
            () if standalone_question else history,
            told,
            written_out=written_out,
            joined=joined,
        )
        query = self.parse(resolved.text)
        return replace(
            query,
            question=question,
            alternative=resolved.alternative,
            unclear=resolved.unclear,
            accented=has_diacritics(clean(question)) or query.language == "en",
        )

    def parse(self, text: str) -> Query:
        """The query of a question that stands alone."""
        english = is_english(text)
        listed, first = without_first(text := text if english else without_likened(text))
        query = replace(self._parse(listed, english=english), text=text, first=first)
        if asked := read_facts(text):
            query = replace(query, facts=Facts(self._parse(asked.rest, english=english), asked.facts))
        if wanted := read_summary(text):
            of = self._parse(wanted.rest, english=english)
            query = _asking_for(query, Summary(of, wanted.points, wanted.firm))
        return query

    def _parse(self, text: str, *, english: bool) -> Query:
        lexicon = load_lexicon()
        titled = self.names.by_title(text)
        addresses = read_addresses(_blank(text, titled.spans))
        if not addresses:
            titled = NOTHING_NAMED  # a title on its own is what is asked about
        spans = [*titled.spans, *((a.start, a.end) for a in addresses)]
        named = self.names.by_number(_blank(text, spans))
        addresses = _joined(text, addresses, named)
        spans += named.spans
        body = _blank(text, spans)
        read = read_english(body) if english else text
        places = self.names.places(body)
        within = self.bodies.places_within(read)
        blanked = _blank(read, _outside([(p.start, p.end) for p in self.names.places(read)], within))
        if not english:
            blanked = _blank(blanked, spans)
        place_names = tuple(dict.fromkeys(p.name for p in places))
        documents = tuple(dict.fromkeys([*titled.documents, *named.documents]))
        agencies, other, spans = self.read_agencies(blanked, place_names, documents)
        charged = bool(agencies or other) and is_charged(blanked, spans, asked=text)
        periods = (english and find_periods(body)) or find_periods(blanked)  # "after 2030" loses its "after"
        found = find_values(blanked)
        values, figures = required_figures(found, blanked, text)
        without_agencies = _blank(blanked, spans)
        kind = read_kind(
            text, without_agencies if not agencies else blanked, names_body=bool(agencies or other)
        )
        if english:
            numbers = [(v.start, v.end) for v in named_numbers(found, text)]
        else:
            numbers = [(s, e) for s, e in named.elsewhere if is_certain(text[s:e], text)]
        focus = _subject(without_agencies, figures, numbers)
        registered = _registered(text, read)
        if len(place_names) > 1 and find_phrases(words(text), lexicon.comparison["beside"]):
            kind = "compare"
        asked = read_aspect(text)
        aspect: Aspect | None = None
        aspect_of: str | None = None
        if (
            asked
            and not values
            and registered != "other"
            and (registered or len(place_names) > 1)
            and asked.words.issuperset(filter(None, focus))
        ):
            aspect, aspect_of, focus, kind = asked.aspect, asked.of, (), "compare"
        of_register = None
        titles = tuple(map(self.library.title_words, self.catalog.documents))
        of_all = None if aspect else read_register_question(text, read, kind, focus, spans, titles)
        if of_all:
            of_register, used = of_all
            focus = tuple(word for word in focus if word not in used)
            if of_register.due:
                values = ()  # the month of "trước tháng 12" is no figure that a document must hold
        return Query(
            question=text,
            text=text,
            read=read,
            language="en" if english else "vi",
            kind=kind,
            focus=focus,
            places=place_names,
            former_places=tuple(dict.fromkeys(p.written for p in places if p.is_former)),
            periods=tuple(periods),
            agencies=agencies,
            other_agencies=other,
            charged=charged,
            with_bodies=_focus(blanked, figures) if agencies or other else (),
            values=values,
            numbers=named.numbers,
            addresses=tuple(
                a for a in addresses if not _is_elsewhere(text, a, named, self.catalog.documents)
            ),
            documents=documents,
            unindexed=named.unindexed,
            aspect=aspect,
            aspect_of=aspect_of,
            registered=registered,
            counted=None if english else _counted(read),
            of_register=of_register,
            percent=bool(_PERCENT_ASKED.search(f"{read} {text}".lower())),
            answer_type=read_answer_type(text, read),
            press=bool(find_phrases(words(read), lexicon.press)),
        )

    def says_as_one(self, phrase: str) -> bool:
        """Whether a document has a phrase, word for word: what it enumerates is no end of a question."""
        return any(phrase in place_tones(d.text).lower() for d in self.documents[:_LOOKED_THROUGH])

    def split(self, text: str) -> list[str]:
        """The questions of a turn, written out; the turn as it is where it is one."""
        several = may_be_several(text)
        if not several:
            return [text]
        return with_shared_subject(split_questions(self.normaliser.normalise(text), self.says_as_one))

    def document_names(self, text: str) -> list[tuple[int, int]]:
        """Where documents of the corpus are named by number."""
        addresses = [(a.start, a.end) for a in read_addresses(text)]
        return sorted(self.names.by_number(_blank(text, addresses)).spans)

    def read_agencies(
        self, text: str, places: tuple[str, ...] = (), documents: tuple[str, ...] = ()
    ) -> tuple[tuple[str, ...], tuple[str, ...], list[tuple[int, int]]]:
        """(bodies with duties, others, their spans) that a text names, asked of documents by their places or their ids."""
        if not (self.allowed or places or documents):
            return self.bodies.read(text)
        asked: dict[str | None, frozenset[str]] = {}
        for document in self.catalog.documents:
            named = document.id in documents or document.place in places or not (documents or places)
            if named and (not self.allowed or document.id in self.allowed):
                asked[document.place] = asked.get(document.place, frozenset()) | {document.id}
        return self.bodies.read(text, Bounds(places, asked))


def _is_elsewhere(text: str, address: Address, named: Named, documents: Iterable[Document]) -> bool:
    """Whether an address is one in a law or a document that the corpus lacks: "Điều 5 Luật Trẻ em"."""
    behind = fold(text[address.end :])
    if any(
        re.fullmatch(_OF, behind[: start - address.end])
        for start, _ in named.elsewhere
        if start >= address.end
    ):
        return True
    law = _OF_LAW.match(behind)
    titles = (fold(d.title) for d in documents)
    return law is not None and not any(
        t.startswith(("luat", "bo luat")) and law.group(1).startswith(t) for t in titles
    )


def _asking_for(query: Query, summary: Summary) -> Query:
    """A query that asks for a summary: "sum up" and "in two sentences" are no words of what is asked."""
    if query.language == "en" and summary.firm:
        query = replace(query, focus=summary.of.focus, read=summary.of.read)
    return replace(query, summary=summary)


def _joined(text: str, addresses: Sequence[Address], named: Named) -> list[Address]:
    """The addresses, those as one between which only a document's name stands: "phụ lục 1 kế hoạch 12, mục 2"."""
    joined: list[Address] = []
    for address in addresses:
        if joined:
            outer = joined[-1]
            names = [(s, e) for s, e in named.spans if outer.end <= s and e <= address.start]
            if len(names) == 1:
                (start, end), behind = names[0], fold(text)
                around = behind[outer.end : start], behind[end : address.start]
                if all(re.fullmatch(_OF + r"[\s,;–-]*", between) for between in around):
                    joined[-1] = join_addresses(outer, address)
                    continue
            if _names_a_document(text[outer.end : address.start]) or _asks_whether_within(
                text, outer, address
            ):
                joined[-1] = join_addresses(outer, address)
                continue
        joined.append(address)
    return joined


def _names_a_document(between: str) -> bool:
    """Whether a document is named by its kind and place and nothing else is said: "mục 2 kế hoạch Sơn La, điểm c"."""
    places = find_places(between)
    return bool(places) and _OF_A_KIND.fullmatch(fold(without_places(between)).strip()) is not None


def _asks_whether_within(text: str, outer: Address, inner: Address) -> bool:
    """Whether a text asks if a division has one within it: "khoản 6 mục V của Sơn La có điểm k không?"."""
    if outer.end > inner.start or not _OR_NOT.match(fold(text[inner.end :])):
        return False
    return _HAS.fullmatch(fold(without_places(text[outer.end : inner.start])).strip()) is not None


def _registered(text: str, read: str) -> Literal["targets", "other"] | None:
    """Whether a question names targets, or other things that are counted in plans."""
    lexicon = load_lexicon()
    tokens = [*words(text), "|", *words(read)]
    named = {" ".join(tokens[start:end]) for start, end in find_phrases(tokens, lexicon.countable)}
    if find_phrases(tokens, lexicon.comparison["target_words"]):
        return "targets"
    return "other" if named else None


def _focus(text: str, spans: list[tuple[int, int]]) -> tuple[str | None, ...]:
    """The words that carry the subject, None where something was left out between them."""
    lexicon = load_lexicon()
    blanked = _blank(text, spans)
    focus: list[str | None] = []
    for piece in re.split(r"[,;:.?!…()\"“”]|\s-\s", blanked):
        tokens = [t for t in words(piece) if not re.fullmatch(YEAR, t)]
        said = find_phrases(tokens, lexicon.spoken)
        kept = {
            i
            for start, end in find_phrases(tokens, lexicon.compounds)
            # "giám đốc" is a subject, and none in "tôi là giám đốc".
            if not any(first <= start and end <= last for first, last in said)
            and " ".join(tokens[start:end]) not in lexicon.stop
            for i in range(start, end)
        }
        covered = {i for start, end in find_phrases(tokens, lexicon.stop) for i in range(start, end)} - kept
        for index, token in enumerate(tokens):
            if index in covered:
                if focus and focus[-1] is not None:
                    focus.append(None)
            else:
                focus.append(token)
        if focus and focus[-1] is not None:
            focus.append(None)
    return tuple(focus[:-1] if focus and focus[-1] is None else focus)


def _subject(
    text: str, figures: list[tuple[int, int]], numbers: list[tuple[int, int]]
) -> tuple[str | None, ...]:
    """The words that a question is about, without the numbers of documents where that leaves any.

    "Quyết định 12 giao ai trồng rừng?" is about forests, "Quyết định 12 ban hành khi nào?" about the decision.
    """
    focus = _focus(_blank(text, numbers), figures)
    return focus if numbers and _has_subject(focus) else _focus(text, figures)


def _has_subject(focus: Sequence[str | None]) -> bool:
    """Whether words are left that are said of more than a document itself."""
    tokens = [word or "|" for word in focus]
    of_document = {i for s, e in find_phrases(tokens, load_lexicon().of_document) for i in range(s, e)}
    return any(word and i not in of_document for i, word in enumerate(focus))


def _counted(text: str) -> str | None:
    """The noun that a "how many" asks the number of: "bao nhiêu giáo viên" gives "giáo viên"."""
    match = _COUNTED.search(" ".join(words(text)))
    if match is None:
        return None
    following = match.group(1).split()
    nouns = [" ".join(following[:n]) for n in (3, 2, 1) if len(following) >= n]
    lexicon = load_lexicon()
    if following[:2] == _VISITS:
        return _VISITS[0]
    if following[0] in _EACH or (
        following[0] in lexicon.stop and not any(n in lexicon.synonyms for n in nouns)
    ):
        return None
    known = (n for n in nouns if n in lexicon.synonyms or n in lexicon.counted)
    return next(known, " ".join(following[:2]))


def _outside(spans: Iterable[tuple[int, int]], of: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans that lie within none of others."""
    return [(s, e) for s, e in spans if not any(start <= s and e <= end for start, end in of)]


def _blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + "." * (end - start) + text[end:] if end - start > 1 else text
    return text


def search_terms(query: Query) -> list[str]:
    """What the lexical index is asked for: the question's terms and, once, the synonyms of its phrases."""
    text = translate(query.text) if query.language == "en" else query.text
    terms = lexical_terms(text)
    for start, end in find_phrases(words(text), load_lexicon().terms):
        for other in load_lexicon().synonyms[" ".join(words(text)[start:end])]:
            terms += [t for t in lexical_terms(other) if t not in terms]
    return terms
