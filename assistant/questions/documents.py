"""Documents named in a question: by number ("Kế hoạch số 31/KH-UBND", "kế hoạch 31"), or by title as a citation prints it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from assistant.language.lexicon import expand_abbreviations, load_lexicon, words
from assistant.language.places import Place, as_typed, find_places, present_name
from assistant.language.text import fold
from assistant.language.values import YEAR, Value, find_values, number_key
from assistant.types import Document

# Kinds of document, folded, with what stands for them in a document number.
KINDS = {
    "ke hoach": "kh", "quyet dinh": "qd", "nghi quyet": "nq", "nghi dinh": "nd", "chi thi": "ct", "thong tu": "tt",
    "cong van": "", "thong bao": "tb", "huong dan": "hd", "bao cao": "bc", "to trinh": "ttr", "chuong trinh": "ctr",
    "cong dien": "cd", "ket luan": "kl", "van ban": "",
    "plan": "kh", "decision": "qd", "resolution": "nq", "decree": "nd", "directive": "ct", "circular": "tt",
}  # fmt: skip
_IN_VIETNAMESE = {  # how documents name one that a question names in English
    "plan": "kế hoạch", "decision": "quyết định", "resolution": "nghị quyết", "decree": "nghị định",
    "directive": "chỉ thị", "circular": "thông tư",
}  # fmt: skip
_KIND = "|".join(sorted(KINDS, key=len, reverse=True))
_KIND_BEFORE = re.compile(rf"(?<![^\W_])({_KIND})\s+(?:so\s*:?\s*|no\.?\s*|number\s+)?$")
_SHORT = re.compile(
    rf"(?<![^\W_])({_KIND})\s+(so\s*:?\s*|no\.?\s*|number\s+)?(?!{YEAR}(?!\d))(\d{{1,5}}(?:\.\d{{1,2}}(?=/))?)"
    rf"(?:/({YEAR}))?(?![\w%]|[.,-]\d|\s?/)"  # "kế hoạch 5G" has no number
    # "kế hoạch 5 năm" is a plan for five years, "kế hoạch 31 năm 2026" one of that number.
    r"(?!\s+(?:nam|thang|tuan|ngay|phan tram|ty(?! le| trong)|trieu|nghin|year|month)(?!\s+\d))"
)
_CARRIES_OUT = re.compile(  # "kế hoạch triển khai thực hiện" before "Quyết định 12" names the plan
    rf"(?<![^\W_])({_KIND})\s+(?:hanh dong\s+)?(?:(?:to chuc|trien khai|thuc hien|thi hanh|cu the hoa)\s+){{1,3}}$"
    r"|(?<![^\W_])(plan)\s+(?:to (?:carry out|implement)|for carrying out|implementing|carrying out|on)\s+$"
)
_GOES_ON = re.compile(
    r"\s+(?:noi|neu|quy dinh|yeu cau|giao|ve|cua|la|co|ban hanh|duoc|ngay|say|says|state|states|of|is|about)(?![^\W_])"
)
_DATED = re.compile(r"\s*,?\s*(?:ngay\s+)?(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2} thang \d{1,2} nam \d{4})")
_WORD = re.compile(r"[^\W_]+")
_LEVEL = r"tinh|tp\.?|thanh pho|xa|phuong|dac khu|huyen|quan|thi xa|thi tran"
_LEVEL_BEFORE = re.compile(rf"(?:{_LEVEL})\s+")
_PLACED = re.compile(rf"(?<![^\W_])(?:{_LEVEL}|o|tai|cua|ben|voi|so|in|of|for|province|city)\s+$")
_LEAST_TITLE = 4  # words of a title that cannot stand in a question by chance


@dataclass(frozen=True, slots=True)
class Named:
    """What a question names: documents of the corpus by id, numbers that none of them has, where they stand."""

    documents: tuple[str, ...]
    unindexed: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]  # of the indexed ones: their words are no part of what is asked
    numbers: tuple[str, ...] = ()  # running numbers of all of them
    elsewhere: tuple[tuple[int, int], ...] = ()  # where the names of the others stand


NOTHING_NAMED = Named((), (), ())


@dataclass(frozen=True)
class DocumentNames:
    """The numbers and titles of a corpus."""

    documents: tuple[Document, ...]

    @cached_property
    def _by_running(self) -> dict[str, list[Document]]:
        table: dict[str, list[Document]] = {}
        for document in self.documents:
            if document.number:
                table.setdefault(leading_number(document.number), []).append(document)
        return table

    @cached_property
    def _by_named(self) -> dict[str, list[Document]]:
        """The documents whose title names another one by number, by the running number of that one."""
        table: dict[str, list[Document]] = {}
        for document in self.documents:
            for value in find_values(document.title):
                if value.kind == "document":
                    table.setdefault(leading_number(value.key), []).append(document)
        return table

    @cached_property
    def _titles(self) -> list[tuple[str, str]]:
        """(folded words of a title as it is or with its abbreviations written out, document id), longest first."""
        titles = {
            (" ".join(_WORD.findall(fold(text))), document.id)
            for document in self.documents
            for title in (document.short_title, document.title)
            for text in (title, expand_abbreviations(title))
        }
        kept = [(title, identifier) for title, identifier in titles if title.count(" ") + 1 >= _LEAST_TITLE]
        return sorted(kept, key=lambda item: (-len(item[0]), item))

    @cached_property
    def _unlisted(self) -> dict[str, tuple[str, str]]:
        """Folded names of the places in no list -> (name without its level, place as its documents have it)."""
        places = {d.place for d in self.documents if d.place and not present_name(d.place)}
        names = {p: p[m.end() :] if (m := _LEVEL_BEFORE.match(fold(p))) else p for p in sorted(places)}
        return {fold(name): (name, place) for place, name in names.items()}

    def places(self, text: str) -> list[Place]:
        """The places that a text names, in order: those that are listed, and those that documents are of."""
        found, folded = find_places(text), fold(text)
        for spelling, (name, place) in self._unlisted.items():
            for match in re.finditer(rf"(?<![^\W_]){re.escape(spelling)}(?![^\W_])", folded):
                start, end = match.span()
                typed = text[start:end]
                cased = all(word[0].isupper() for word in typed.split()) or text == text.lower()
                placed = _PLACED.search(folded[:start]) or (" " in spelling and not _is_word(name))
                apart = all(end <= other.start or other.end <= start for other in found)
                if cased and placed and apart and as_typed(typed, (name,)):
                    found.append(Place(place, name, start, end))
        return sorted(found, key=lambda each: each.start)

    def by_title(self, text: str) -> Named:
        """The documents whose title stands in a text, word for word: of titles inside one another the longest."""
        folded = fold(text)
        joined = f" {' '.join(_WORD.findall(folded))} "
        documents: list[str] = []
        spans: list[tuple[int, int]] = []
        for title, identifier in self._titles:
            if f" {title} " not in joined:
                continue
            pattern = r"(?<![^\W_])" + r"[\W_]+".join(title.split()) + r"(?![^\W_])"
            for match in re.finditer(pattern, folded):
                if match.span() in spans or all(match.end() <= s or e <= match.start() for s, e in spans):
                    spans.append(match.span())
                    documents.append(identifier)
        return Named(tuple(dict.fromkeys(documents)), (), tuple(dict.fromkeys(spans)))

    def by_number(self, text: str) -> Named:
        """The documents that a text names by number."""
        folded = fold(text)
        documents: list[str] = []
        unindexed: list[str] = []
        spans: list[tuple[int, int]] = []
        numbers: list[str] = []
        elsewhere: list[tuple[int, int]] = []
        full = [value for value in find_values(text) if value.kind == "document"]
        for value in full:
            kind = _KIND_BEFORE.search(folded[: value.start])
            start = kind.start() if kind else value.start
            numbers.append(leading_number(value.key))
            own = self._of_number(value)
            if outer := self._carrying_out(numbers[-1], folded[:start]):
                start, own = outer
            if own:
                documents += [document.id for document in own]
                spans.append((start, self._end(folded, value.end, own)))
            else:
                unindexed.append(text[start : value.start] + "".join(value.written.split()))
                elsewhere.append((start, value.end))
        for match in _SHORT.finditer(folded):
            if any(value.start < match.end() and match.start() < value.end for value in full):
                continue
            numbers.append(leading_number(match.group(3)))
            code = KINDS[match.group(1)]
            own = self._of_kind(numbers[-1], code, match.group(4)) or self._called_after(numbers[-1], code)
            start = match.start()
            if outer := self._carrying_out(numbers[-1], folded[:start]):
                start, own = outer
            if own:
                documents += [document.id for document in own]
                spans.append((start, self._end(folded, match.end(), own)))
            else:
                unindexed.append(text[match.start() : match.end()])
                elsewhere.append(match.span())
        return Named(
            tuple(dict.fromkeys(documents)), tuple(dict.fromkeys(unindexed)), tuple(spans),
            tuple(dict.fromkeys(numbers)), tuple(elsewhere),
        )  # fmt: skip

    def _of_number(self, value: Value) -> list[Document]:
        """The documents of a full number; one without its year is that of any year."""
        same = self._by_running.get(leading_number(value.key), [])
        asked = number_key(value.key)
        exact = [d for d in same if d.number and number_key(d.number) == asked]
        return exact or [d for d in same if d.number and _without_year(number_key(d.number)) == asked]

    def _of_kind(self, running: str, code: str, year: str | None) -> list[Document]:
        """The documents of a running number and year: of the kind that is named, else all ("kế hoạch 12" in a decision 12)."""
        same = [
            d
            for d in self._by_running.get(running, [])
            if year is None or year in (_year_of(d.number), (d.date or "")[:4])
        ]
        of_kind = [
            d for d in same if d.number and code and re.search(rf"[-/]{code}(?![a-z])", number_key(d.number))
        ]
        return of_kind or same

    def _called_after(self, running: str, code: str) -> list[Document]:
        """The documents of a kind that are called by the number of what they carry out: "kế hoạch 57" of a resolution 57."""
        kinds = tuple(kind for kind, same in KINDS.items() if code and same == code)
        return [d for d in self._by_named.get(running, []) if fold(d.title).startswith(kinds)]

    def _carrying_out(self, running: str, ahead: str) -> tuple[int, list[Document]] | None:
        """(where a name like "kế hoạch thực hiện" begins that ends a folded text, the documents that carry out a number).

        None where the text ends with no such name, or no document is called so.
        """
        if (outer := _CARRIES_OUT.search(ahead)) is None:
            return None
        own = self._called_after(running, KINDS[outer.group(1) or outer.group(2)])
        return (outer.start(), own) if own else None

    @staticmethod
    def _end(folded: str, end: int, documents: Iterable[Document]) -> int:
        """Where a document's name ends: behind its date and its issuer, as a citation prints them."""
        if dated := _DATED.match(folded, end):
            end = dated.end()
        for document in documents:
            of_issuer = f" cua {fold(document.issuer or '')}"
            if document.issuer and folded.startswith(of_issuer, end):
                return end + len(of_issuer)
        return end


def _is_word(name: str) -> bool:
    """Whether a name is a term of the lexicon, too, with or without its diacritics."""
    return fold(name) in map(fold, load_lexicon().synonyms)


def _without_year(key: str) -> str:
    return re.sub(r"^([\d.]+)/\d{4}(?=[/-])", r"\1", key)


def _year_of(number: str | None) -> str | None:
    """The year in a document number: 2025 of 12/2025/QĐ-UBND."""
    match = re.match(r"[\d.]+/(\d{4})(?!\d)", number or "")
    return match.group(1) if match else None


def leading_number(number: str) -> str:
    """The running number of a document number: 165 of 0165/KH-UBND, 66.7 of 66.7/2025/NQ-CP."""
    return re.match(r"(?:\d+(?:\.\d{1,2}(?!\d))?)?", number).group().lstrip("0")  # type: ignore[union-attr]


def is_certain(unindexed: str, text: str) -> bool:
    """Whether a number is a document's without doubt: whole, behind "số", or before nothing that it could count."""
    if any(v.kind == "document" for v in find_values(unindexed)) or re.search(
        r"(?:so|no)\W*\d+$", fold(unindexed)
    ):
        return True
    behind = fold(text).partition(fold(unindexed))[2]
    return not re.match(r"\s+[^\W\d_]", behind) or bool(_GOES_ON.match(behind))


def in_vietnamese(name: str) -> str:
    """A document's name with the kind that it begins with in Vietnamese: "nghị quyết 12" of "Resolution 12"."""
    kind, _, rest = name.partition(" ")
    return f"{_IN_VIETNAMESE.get(kind.lower(), kind)} {rest}".strip()


def names_kind(text: str) -> bool:
    """Whether a text calls a document by its kind: "kế hoạch này"."""
    said = f" {fold(' '.join(words(text)))} "
    return any(f" {kind} " in said for kind in KINDS)


def mentions(unindexed: str) -> re.Pattern[str]:
    """What finds a document in other documents' texts that a question names by number: "Quyết định 12", "số 12/QĐ-UBND"."""
    value = next((v for v in find_values(unindexed) if v.kind == "document"), None)
    if value:
        running, _, rest = re.sub(r"([-/])", r" \1", number_key(value.key), count=1).partition(" ")
        letters = re.escape(rest).replace("d", "[dđ]").replace(r"\-", "[-–]")
        return re.compile(rf"(?<![\d/.,])0*{re.escape(running)}\s?{letters}(?!\w)", re.IGNORECASE)
    words, number = re.match(r"(.*?)(\d[\d./]*)$", unindexed).groups()  # type: ignore[union-attr]
    kind = re.sub(r"\s+(?:số\s*:?|so\s*:?|no\.?)\s*$", "", words.strip() + " ").strip()
    kind = in_vietnamese(kind)
    return re.compile(
        rf"{re.escape(kind)}\s+(?:số\s*:?\s*)?0*{re.escape(number.lstrip('0'))}(?=[/\s,;:)-]|\.\D|$)",
        re.IGNORECASE,
    )
