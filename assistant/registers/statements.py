"""What the sentences and numbered points of a clause say of whose duties they are: one statement for each duty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest

from assistant.documents import unmarked
from assistant.language.bodies import agency_names, agency_of_heading, opens_with_body, without_prefix
from assistant.language.text import CAPITALS, plain
from assistant.registers.fields import (
    ends_in_partners,
    names_alone,
    opens_with_duty,
    recipient_of,
)
from assistant.registers.openings import Opening, names_enforcers, read_opening
from assistant.types import Section

_SENTENCE = re.compile(rf"(?<=[\w”\")\]][.;])[*_]*\s+(?=[*_]*[{CAPITALS}])")
_PERFORMATIVE = re.compile(
    r"^(?:Ủy ban nhân dân|UBND|Chủ tịch|Thủ tướng)[^;.]{0,60}?\s(?=(?:giao|yêu cầu|đề nghị)\s)"
    r"|^(?:Hội đồng nhân dân|HĐND|Bộ)\s(?:[^\W\d]+(?:,(?=\s(?-i:[A-ZĐ])))?\s){1,9}?"
    r"(?=(?:giao|yêu cầu|đề nghị)\s(?-i:các\s|Ủy ban|UBND|Sở\s|Bộ\s|Chủ tịch|Công an|Ban\s))"
    r"|^(?=(?:Yêu cầu|Đề nghị)\s)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(  # body behind a semicolon: "…; các đơn vị liên quan có trách nhiệm phối hợp"
    r"(?<=;)\s+(?=(?:(?:các|những) |cơ quan |đơn vị |tổ chức |chủ |bên |người |ủy ban )"
    r"[^;:.()]{2,100}?\s(?:có|chịu) trách nhiệm(?!\w))"
)
_SUBJECT = re.compile(r"^[^:.;]{3,120}:\s*")  # "Phát triển hạ tầng: Giao Sở Xây dựng …"
_STEP = re.compile(r"Bước \d{1,2}\s*[:.]\s+")
_POINT = re.compile(r"[*_]*\((\d{1,2}|[ivx]{1,4})\)[*_]*\s*")  # within a paragraph
_POINT_FOLLOWS = re.compile(r"(?:^|[:;.,])[*_\s]*$")
_NOTE = re.compile(r"\s?\[\d{1,3}\](?P<gap>\s?(?=\w))?")  # "2.[18] Chủ trì …" in a consolidated text
_FEW = 3  # words of a lead-in: "tập trung:"


@dataclass(frozen=True, slots=True)
class Context:
    """What the headings and lead-ins above a clause say of it."""

    agency: str | None = None
    requested: bool = False
    role: str | None = None
    partners: tuple[str, ...] = ()
    unsure: bool = False
    given: bool = False  # by words that say so: "có trách nhiệm:"
    owned: bool = False  # by a heading: "Nhiệm vụ của …"
    recipient: str | None = None  # of what is listed: "Trình Ủy ban nhân dân tỉnh:"


@dataclass(slots=True)
class Statement:
    """The sentences of a clause that speak of one body; `task` is what follows the body."""

    context: Context
    agency: str
    requested: bool
    task: str
    start: int
    end: int
    words: str
    assigned: bool = False  # by "Giao …"
    opens: bool = False  # with its body

    def add(self, end: int, words: str) -> None:
        """A sentence that only says more of the duty."""
        self.end, self.words, self.task = end, f"{self.words} {words}", f"{self.task} {words}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a numbered point, of a clause."""

    start: int
    end: int
    words: str
    point: str = ""  # "1" or "i", as its points are numbered


def read_statements(section: Section, context: Context) -> list[Statement]:
    """The statements of a clause, in order: one for each sentence or point that gives its body something to do."""
    closes = section.kind == "closing"
    if section.kind == "paragraph" and issuer_end(clause_words(section)) >= 0:
        context, closes = Context(), True  # the issuer speaks to everyone, not of the body above
    reader = _Statements(context, closes)
    sentences = _sentences(section)
    for sentence, following in zip_longest(sentences, sentences[1:]):
        reader.read(sentence, following)
    return reader.found


class _Statements:
    """Reads the sentences of a clause in order."""

    def __init__(self, context: Context, closes: bool) -> None:
        self.found: list[Statement] = []
        self._context = context
        self._closes = closes
        self._listing = ""  # the numbers of points that a duty lists
        self._introduced = False  # by the sentence before: whose duties the points are

    def read(self, sentence: Sentence, following: Sentence | None) -> None:
        """One sentence, and whether it introduces the points behind it."""
        words = sentence.words
        said = without_issuer(words)
        opening = read_opening(said, adverbial=self._context.agency is None)
        if following and following.point not in ("", sentence.point) and words.endswith(":"):
            if self._introduces(sentence, following, said, opening):
                return
        elif self._listing and sentence.point == self._listing and self.found:
            self.found[-1].add(sentence.end, words)
            return
        if opening is None or not self._opens(sentence, said, opening):
            self._goes_on(sentence)

    def _introduces(
        self, sentence: Sentence, following: Sentence, said: str, opening: Opening | None
    ) -> bool:
        """Whether a sentence says whose duties the points behind it are, or what they are about; else its own duty lists them."""
        if opening is None:
            named = None if sentence.point else agency_of_heading(said)  # "b) Sở Y tế: (1) …; (2) …"
        else:  # "(2) các huyện tập trung: (i) …; (ii) …"
            named = opening.agency if len(said[opening.end :].split()) <= _FEW else None
        lists = opening is not None or bool(sentence.point)
        self._listing = following.point if lists and not named else ""
        if named:
            self._context = Context(named, unsure=self._context.unsure)
        self._introduced = named is not None
        return not self._listing

    def _opens(self, sentence: Sentence, said: str, opening: Opening) -> bool:
        """Whether a sentence that names its body is a statement of its own."""
        names, context = agency_names(opening.agency), self._context
        same = bool(self.found) and agency_names(self.found[-1].agency)[:1] == names[:1]
        if same and not self._closes and not sentence.point:
            return False
        if names != agency_names(context.agency or opening.agency):
            context = Context(unsure=context.unsure)  # what is said above is of another
        self._add(
            sentence, context, opening.agency, opening.requested,
            task=said[opening.end :], assigned="giao" in opening.prefix.lower(), opens=True,
        )  # fmt: skip
        return True

    def _goes_on(self, sentence: Sentence) -> None:
        """Adds a sentence that names no body of its own."""
        words, context = sentence.words, self._context
        last = self.found[-1] if self.found else None
        if last and self._closes and recipient_of(words):
            self._add(sentence, context, last.agency, "đề nghị" in words.lower())
        elif self._introduced and context.agency:
            self._add(sentence, context, context.agency, context.requested, assigned=True)
            self._introduced = False
        elif last and (sentence.point or opens_with_duty(words, grounds=False)):
            assigned = last.assigned and bool(sentence.point)
            self._add(sentence, last.context, last.agency, last.requested, assigned=assigned)
        elif last:
            last.add(sentence.end, words)
        elif context.agency:
            said = without_issuer(words)
            own = read_opening(said, adverbial=True)  # "Căn cứ dự toán của các xã, Sở Y tế tham mưu …"
            of_it = own and own.end and agency_names(own.agency) == agency_names(context.agency)
            task = said[own.end :] if own and of_it else None
            self._add(sentence, context, context.agency, context.requested, task=task)

    def _add(
        self, sentence: Sentence, context: Context, agency: str, requested: bool,
        *, task: str | None = None, assigned: bool = False, opens: bool = False,
    ) -> None:  # fmt: skip
        words = sentence.words
        self.found.append(
            Statement(
                context, agency, requested, words if task is None else task, sentence.start, sentence.end,
                words, assigned, opens,
            )
        )  # fmt: skip


def clause_words(section: Section) -> str:
    """The words of a clause without its mark and those of notes."""
    return _without_notes(unmarked(section))


def _without_notes(words: str) -> str:
    return _NOTE.sub(lambda note: "" if note["gap"] is None else " ", words).lstrip()


def issuer_end(words: str) -> int:
    """Where what the issuer says to a body begins ("UBND tỉnh giao Sở Y tế …"), or -1: who hands over land tells nobody."""
    spoken = _PERFORMATIVE.match(words)
    if spoken is None:
        return -1
    told = words.startswith(("giao ", "Giao "), spoken.end())
    if told and spoken.end() and not opens_with_body(without_prefix(words[spoken.end() :])[1]):
        return -1
    return spoken.end()


def without_issuer(words: str) -> str:
    """The words of a sentence from the body on that it tells what to do: without the issuer, or a title of its own."""
    if (told := issuer_end(words)) >= 0:
        return words[told:]
    words = words[step.end() :] if (step := _STEP.match(words)) else words
    titled = None if opens_with_body(words) else _SUBJECT.match(words)
    return (
        words[titled.end() :]
        if titled and opens_with_body(without_prefix(words[titled.end() :])[1])
        else words
    )


def _sentences(section: Section) -> list[Sentence]:
    """The sentences and numbered points of a clause, its mark left out of the words of the first."""
    text, mark = section.text, len(plain(section.text).lstrip("# ")) - len(unmarked(section))
    found: list[Sentence] = []
    position, point = 0, ""
    for end, following, opened in [*_cuts(text), (len(text), len(text), "")]:
        words = plain(text[position:end])
        if position == 0:
            words = words.lstrip("# ")[mark:].strip()
        words = _without_notes(words)
        if (
            not opened
            and text[end - 1 : end] == ";"
            and end < len(text)
            and (
                ends_in_partners(words)
                or names_alone(words)
                or read_opening(plain(text[following:]), adverbial=False) is None
                or names_enforcers(plain(text[position:]))
            )
        ):
            continue  # a semicolon parts duties where another body follows it
        if words:
            found.append(Sentence(section.start + position, section.start + end, words, point))
        position, point = following, opened
    return found


def _cuts(text: str) -> list[tuple[int, int, str]]:
    """(end, start of what follows, how that is numbered if it is a point) of the sentences of a text."""
    cuts = {
        cut.start(): (cut.start(), cut.end(), "")
        for cut in (*_SENTENCE.finditer(text), *_ANOTHER.finditer(text))
    }
    points = [p for p in _POINT.finditer(text) if _POINT_FOLLOWS.search(text, 0, p.start())]
    if len(points) > 1 and points[0][1] in ("1", "i"):
        for point in points:
            end = len(text[: point.start()].rstrip(" *_"))
            cuts[end] = (end, point.end(), "1" if point[1].isdigit() else "i")
    return sorted(cuts.values())
