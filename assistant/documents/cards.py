"""The card of a document: what its own head and foot say of it, and the table that a portal puts above it.

The head counts first, then the portal's table, then what the document's own attachments call it ("(Kèm theo Quyết định
số …)"). A number that a title or the grounds cite is another document's and is never taken.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from assistant.documents.letterheads import (
    NATIONAL,
    Cell,
    card_words,
    kinds_in_capitals,
    name_issuer,
    read_cells,
    write_body,
)
from assistant.documents.portals import iso_date, issuer_of_portal, portal_labels, read_portal
from assistant.documents.signatures import read_recipients, read_signature
from assistant.language.places import find_places, present_name
from assistant.language.text import normalise_space

_WITHIN = 15  # lines of a head, from the letterhead to the kind
_ABOVE = 4  # lines of a letterhead that may stand before the national heading: issuer, number
_FORM_BELOW = 6  # a national heading so far below the kind is that of a form
_TITLE_LINES = 4
_LEAST_CAPITALS = 5  # words in capitals that are a title of their own before running text
_GROUNDS_WITHIN = 15_000  # characters

# Letters of other alphabets that look like ours, as keyboards and OCR leave them in codes.
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧÐƉ", "ABEKMHOPCTYXISJABEZHIKMNOPTYXĐĐ")
_CODE = r"(?:\s?/\s?(?=[A-ZĐ])|[\w./–-])*[A-ZĐ](?:[\w./&–-]|,\s?(?=[A-ZĐ]{2,}(?:[,-]|\s*$))|,(?=[A-ZĐ]{2}))*"
_NUMBER_ITSELF = rf"\d[\w.]*(?:\s?[-–]\s?(?=[A-ZĐ]+/))?(?:\s?/\s?\d{{4}}(?=\s?[-–/]))?{_CODE}"
_NUMBER = re.compile(rf"\bSố\s*:\s*({_NUMBER_ITSELF})")
_OWN_LINE = re.compile(rf"^(?:(?:Luật |Pháp lệnh )?[Ss]ố\s*:?\s*)?({_NUMBER_ITSELF})(?=$|\s)")
_STANDARD = re.compile(r"^(QCVN \d+(?:-\d+)*:\d{4}(?:/[A-ZĐ]+)?)$")  # of a technical regulation, and no date
_DATE = re.compile(
    r"ngày\s*(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})(?!\d)", re.IGNORECASE
)
_SUBJECT = re.compile(r"\b[Vv]/[Vv]\s*:?\s*(.+)|^Về việc\s+(.+)")
_OF_PROVINCE = re.compile(r"(?:Ủy ban|Hội đồng) nhân dân (?:tỉnh|thành phố) ([^\W\d_]+(?: [^\W\d_]+){0,3})")
_ADDRESSED = re.compile(r"^Kính (?:gửi|gởi|trình)\b", re.IGNORECASE)
_ATTACHED = re.compile(
    rf"^\(.{{0,40}}?kèm theo (\w+(?: \w+){{0,3}}?) số\s*:?\s*({_NUMBER_ITSELF})(.{{0,200}})", re.IGNORECASE
)
# As the gazette and portals write the head of an older document: "Quyết định của Bộ trưởng … số 5/QĐ ngày … về …".
_GAZETTE = re.compile(
    r"^(?P<kind>[^\W\d_]+(?: [^\W\d_]+){0,2}?)\s(?:liên tịch\s)?của (?P<issuer>.{3,150}?)"
    rf"[,;]? số\s*:?\s*(?P<number>{_NUMBER_ITSELF})"
    rf"[,;]? (?P<day>{_DATE.pattern})[,;:]?\s*(?P<title>.{{0,400}})",
    re.IGNORECASE,
)
_GAZETTE_LINES = 6
_GROUND = re.compile(r"^[-–]?\s*(?:Căn cứ|Theo đề nghị|Xét đề nghị|Xét Tờ trình|Thực hiện)\b.+")
_GROUNDS_END = re.compile(r"^(?:Điều 1\b|Chương I\b|(?:I|1|A)[.\-)]|QUYẾT NGHỊ|QUYẾT ĐỊNH\s*:)")
_TITLE_ENDS = re.compile(
    r"^(?:[IVX]+|[A-ZĐ]|\d+)\s?[.\-)/]|^(?:PHẦN|CHƯƠNG|ĐIỀU|MỤC|PHỤ LỤC|CĂN CỨ|KÍNH GỬI)\b|^[-–—]|[.;:]$"
    r"|^(?:CHỦ TỊCH|BỘ TRƯỞNG|THỐNG ĐỐC|GIÁM ĐỐC|TRƯỞNG BAN|CỤC TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI)\b"
    r"|^(?:HỘI ĐỒNG NHÂN DÂN|[ỦU][YỶ] BAN NHÂN DÂN)\b"
)


@dataclass(frozen=True, slots=True)
class Card:
    """What a document says of itself; None where it does not say it. Dates are written 2026-11-27."""

    kind: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_office: str | None = None
    grounds: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


def read_card(text: str) -> Card:
    """The card of a text as it is stored."""
    cells = read_cells(text)
    lines = _lines(cells)
    told = read_portal(cells)
    start, kind_at = _find_head(cells, lines)
    if kind_at is None and start is None and (gazette := _gazette(lines)):
        return replace(
            gazette, signer=read_signature(text)[0], signer_office=read_signature(text)[1],
            grounds=_grounds(text), recipients=read_recipients(text),
        )  # fmt: skip
    if kind_at is None and start is None and not told and not _opens_as_letter(lines):
        return Card()
    head = _head_cells(cells, start, kind_at)
    number, dated = _number(head), _date_of(head)
    kind, title = _kind_and_title(cells, lines, head, kind_at, number or told.get("number"))
    issuer = name_issuer(head)
    kind = kind or told.get("kind")
    if number is None and "number" not in told:
        number, dated = _from_attachments(text, kind, title, dated)
    number = number or told.get("number")
    kind = kind or kind_of_number(number)
    signer, office = read_signature(text)
    place = _place(issuer, head, cells, kind_at, told, number=number)
    return Card(
        kind=kind,
        number=number,
        issuer=issuer or issuer_of_portal(told, number),
        place=place,
        date=dated or told.get("date"),
        title=_whole_title(kind, title, number),
        signer=signer or told.get("signer"),
        signer_office=office if signer else None,
        grounds=_grounds(text),
        recipients=read_recipients(text),
    )


def _gazette(lines: Sequence[str]) -> Card | None:
    """The card of a head in running text, over its first lines; None where there is none."""
    known = {name.lower(): name for name in card_words()["kinds"]}
    joined: list[str] = []
    for line in lines[:_GAZETTE_LINES]:
        if _GROUND.match(line):
            break
        joined.append(line)
    found = _GAZETTE.match(" ".join(joined))
    kind = known.get(" ".join(found["kind"].split()).lower()) if found else None
    if found is None or kind is None or _cites(found["issuer"]):
        return None
    dated = _DATE.search(found["day"])
    issuer = found["issuer"] if found["issuer"] != found["issuer"].upper() else write_body(found["issuer"])
    return Card(
        kind=kind,
        number="".join(found["number"].split()).rstrip(".,-–/"),
        issuer=issuer[0].upper() + issuer[1:],
        place=next((place.name for place in find_places(issuer)), None),
        date=iso_date(*dated.groups()) if dated else None,
        title=_whole_title(kind, sentence_case(found["title"].strip()), found["number"]),
    )


def _cites(words: str) -> bool:
    """Whether words that should be a body's name speak of another document."""
    return any(re.search(rf"\b{name}\b", words, re.IGNORECASE) for name in card_words()["kinds"])


def is_notice(line: str) -> bool:
    """Whether a line is what a site writes around a document, so that it is no title."""
    words = line.strip("#*_|> ")
    return words.startswith(tuple(card_words()["site"]["notices"])) or line.lstrip().startswith("|")


@cache
def _kind_line() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(kinds_in_capitals())})\b")


def kind_of_number(number: str | None) -> str | None:
    """The kind that the letters of a number tell: "12/KH-UBND" is a plan's."""
    parts = re.split(r"[/–-]", number or "")[1:]
    codes = {code: name for name, codes in card_words()["kinds"].items() for code in codes}
    return next((codes[part] for part in parts if part in codes), None)


def _lines(cells: Sequence[Cell]) -> list[str]:
    """The lines of a head; the cells of a row are joined by bars."""
    joined: dict[int, list[str]] = {}
    for cell in cells:
        joined.setdefault(cell.line, []).append(cell.words)
    last = max(joined, default=-1)
    return [" | ".join(joined.get(number, [])) for number in range(last + 1)]


def _find_head(cells: Sequence[Cell], lines: Sequence[str]) -> tuple[int | None, int | None]:
    """The line of the national heading, and the position of the cell with the kind."""
    opened = next((cell.line for cell in cells if NATIONAL.search(cell.words)), None)
    kinds = [
        position
        for position, cell in enumerate(cells)
        if _kind_line().match(cell.words) and (cell.column == 0 or _after_number(cells, position))
    ]
    first = next((position for position in kinds if cells[position].line < _WITHIN), None)
    if first is not None and (opened is None or cells[first].line < opened - _FORM_BELOW):
        return None, first
    if opened is None:
        return None, None
    below = (
        position
        for position, cell in enumerate(cells)
        if opened <= cell.line < opened + _WITHIN and (position in kinds or _is_kind(cell.words))
    )
    return opened, next(below, None)


def _is_kind(words: str) -> bool:
    """Whether a line is a kind and nothing else, in whatever case it is typed."""
    return _kind_line().fullmatch(words.upper()) is not None


def _after_number(cells: Sequence[Cell], position: int) -> bool:
    """Whether a cell of a row follows the number or the date of a letterhead in that row."""
    line = cells[position].line
    return any(
        cell.line == line and (_NUMBER.search(cell.words) or _DATE.search(cell.words))
        for cell in cells[:position]
    )


def _opens_as_letter(lines: Sequence[str]) -> bool:
    return bool(lines) and _ADDRESSED.match(lines[0]) is not None


def _head_cells(cells: Sequence[Cell], start: int | None, kind_at: int | None) -> list[Cell]:
    """The cells of the letterhead: from a few lines above the national heading to the kind, or to whom a letter goes."""
    if start is None and kind_at is None:
        return []
    first = 0 if start is None else max(0, start - _ABOVE)
    last = cells[kind_at].line if kind_at is not None else (start or 0) + _WITHIN
    labels = portal_labels()
    head: list[Cell] = []
    for position, cell in enumerate(cells):
        if not first <= cell.line <= last or (kind_at is not None and position >= kind_at):
            continue
        if kind_at is None and (_ADDRESSED.match(cell.words) or _GROUND.match(cell.words)):
            break
        if cell.words.rstrip(" :") in labels:  # a portal's table, not the document's head
            head.clear()
            continue
        head.append(cell)
    return head


def _number(head: Sequence[Cell]) -> str | None:
    for pattern, only_first in ((_NUMBER, False), (_OWN_LINE, True)):
        for cell in head:
            words = re.sub(r"\d\S*.*", lambda m: m.group().translate(_LOOK_ALIKES), cell.words)
            found = pattern.match(words) if only_first else pattern.search(words)
            if found and (not only_first or "/" in found[1]):
                return "".join(found[1].split()).rstrip(".,-–/")
    return next((found[1] for cell in head if (found := _STANDARD.match(cell.words))), None)


def _date_of(head: Sequence[Cell]) -> str | None:
    for cell in head:
        if (found := _DATE.search(cell.words)) and (written := iso_date(*found.groups())):
            return written
    return None


def _kind_and_title(
    cells: Sequence[Cell], lines: Sequence[str], head: Sequence[Cell], kind_at: int | None, number: str | None
) -> tuple[str | None, str]:
    """The kind, and the title without it; a letter has no kind of its own and is named by its subject."""
    coded = kind_of_number(number)
    if kind_at is not None:
        words = cells[kind_at].words
        kind_words = _kind_line().match(words.upper())
        assert kind_words is not None  # noqa: S101  # it was found by this pattern
        kind = kind_words.group().capitalize()
        title = _title(cells, kind_at, words[kind_words.end() :].strip(" :"))
        if coded == "Văn bản hợp nhất" != kind:  # the title is that of the document which was consolidated
            return coded, f"{kind} {sentence_case(title)}"
        return kind, sentence_case(title)
    subject = next((m for cell in head if (m := _SUBJECT.search(cell.words))), None)
    about = normalise_space(subject[1] or subject[2]).strip(" .*") if subject else ""
    if subject or any(map(_ADDRESSED.match, lines[: _WITHIN * 2])):
        coded = "Công văn"  # whatever its number tells: "5363/CT-CS" is of the Cục Thuế, and no chỉ thị
    return coded, f"về việc {about}" if about else ""


def _title(cells: Sequence[Cell], kind_at: int, rest: str) -> str:
    """The title: what follows the kind in its line, or the lines below it that are set as one."""
    below = [cell.words for cell in cells[kind_at + 1 : kind_at + 1 + _TITLE_LINES] if cell.column == 0]
    if not rest:
        if not below or any(ends.match(below[0]) for ends in (_GROUND, _GROUNDS_END, _ADDRESSED)):
            return ""
        rest = below.pop(0)
    capitals = _capitals(rest)
    if capitals != rest:
        return capitals
    if rest == rest.upper() and not re.search(r"[.;:]$", rest):
        for words in below:
            if words != words.upper() or _TITLE_ENDS.search(words) or not re.search(r"[^\W\d_]{2}", words):
                break
            rest = f"{rest} {words}"
    return rest


def _capitals(line: str) -> str:
    """The title in capitals that a line opens with, where running text follows it in the same line."""
    words = line.split()
    taken = 0
    while taken < len(words) and (words[taken] == words[taken].upper() or re.search(r"[\d/]", words[taken])):
        taken += 1
    return " ".join(words[:taken]) if _LEAST_CAPITALS <= taken < len(words) else line


def _whole_title(kind: str | None, title: str, number: str | None) -> str | None:
    if title:
        return f"{kind} {title}".strip() if kind else title
    return f"{kind} số {number}" if kind and number else None


def _place(
    issuer: str | None,
    head: Sequence[Cell],
    cells: Sequence[Cell],
    kind_at: int | None,
    told: dict[str, str],
    *,
    number: str | None,
) -> str | None:
    dated = next((cell.words for cell in head if _DATE.search(cell.words)), "")
    dateline = _DATE.split(dated)[0] if dated else ""
    own = (
        [p.name for p in find_places(issuer or "")]
        or [p.name for p in find_places(dateline)]
        or [p.name for p in find_places(told.get("issuer", ""))]
    )
    if not own and not number and kind_at is not None:
        opening = " ".join(cell.words for cell in cells[kind_at + 1 : kind_at + 8])
        within = re.search(
            r"(?:trên địa bàn|ủy ban nhân dân)\s+(?:tỉnh|thành phố)\s+.{2,40}", opening, re.IGNORECASE
        )
        own = [p.name for p in find_places(within.group())] if within else []
    if issuer and not present_name(issuer) and not re.search(r"nhân dân|^Sở |[Đđ]ảng|ủy\b", issuer):
        return None  # a central body signs in Hà Nội for the whole country
    return own[0] if own else _unlisted(issuer or "")


def _unlisted(issuer: str) -> str | None:
    """The province or city of a people's committee or council that is in no list: "Ủy ban nhân dân tỉnh Tân Giang"."""
    named = _OF_PROVINCE.fullmatch(issuer)
    return named[1] if named and named[1] == named[1].title() else None


def _from_attachments(
    text: str, kind: str | None, title: str, dated: str | None
) -> tuple[str | None, str | None]:
    """Number and date by which the document's own attachments name it, where all of them agree."""
    named: dict[str, str | None] = {}
    for line in text.splitlines():
        words = normalise_space(re.sub(r"[*_#]+", "", line)).strip("| ")
        if (found := _ATTACHED.match(words)) and (kind or "").lower() == found[1].lower():
            number = "".join(found[2].translate(_LOOK_ALIKES).split()).rstrip(".,-–/")
            day = _DATE.search(found[3])
            named[number] = named.get(number) or (iso_date(*day.groups()) if day else None)
    if len(named) != 1 or next(iter(named)).lower() in title.lower():
        return None, dated
    ((number, day_named),) = named.items()
    return number, dated or day_named


def _grounds(text: str) -> tuple[str, ...]:
    grounds = []
    for line in text[:_GROUNDS_WITHIN].splitlines():
        words = normalise_space(re.sub(r"[*_#]+", "", line))
        if _GROUNDS_END.match(words):
            break
        if _GROUND.match(words) and words[-1:] in ";,.":
            grounds.append(words.lstrip("-– ").rstrip(";,. "))
    return tuple(grounds)


def sentence_case(title: str) -> str:
    """A title in block capitals as running text; document numbers and place names keep their capitals."""
    if title != title.upper():
        return title
    words = []
    for word in title.split():
        acronym = word in _ACRONYMS or (
            word.isascii() and word.isalpha() and len(word) <= 6 and not _SYLLABLE.fullmatch(word)
        )
        words.append(word if acronym or re.search(r"\d", word) else word.lower())
    lowered = " ".join(words)
    for place in find_places(lowered):
        lowered = lowered[: place.start] + lowered[place.start : place.end].title() + lowered[place.end :]
    return lowered


# A Vietnamese syllable that has no diacritics, as far as its letters tell; what is none in a title is an acronym.
_SYLLABLE = re.compile(
    r"(?:NGH|NG|NH|GH|GI|KH|PH|QU|TH|TR|CH|[BCDGHKLMNPRSTVX])?(?:OAI|OEO|UAO|UYA|UYE|IEU|YEU|UOI|UOU|A[IOUY]|E[OU]?|I[AEU]?|O[AEIO]?|U[AEIOUY]?|[AY])"
    r"(?:CH|NG|NH|[CMNPT])?"
)
_ACRONYMS = frozenset("AI EU IOT IT OECD".split())
