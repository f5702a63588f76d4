"""Names of bodies (cơ quan, đơn vị): where one opens and ends, lists of them, and one name for each."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.language.duties import duty_words, one_of
from assistant.language.lexicon import expand_abbreviations
from assistant.language.marks import read_mark
from assistant.language.places import find_places
from assistant.language.text import CAPITALS, SMALL, fold, place_tones, plain
from assistant.language.vocabulary import VOCABULARY

_BETWEEN_NAMES = "; "
_LONGEST_UNKNOWN = 80  # characters of a name behind "Trách nhiệm của" that no list knows
_LONGEST_OPENING = 60  # characters of the words that a name opens with, and of what follows them
_LONGEST = 200  # characters of a name, or of a list of names in a heading
_LONGEST_LIST = 300
_SEPARATOR = re.compile(
    r"\s*;\s*(?:và\s+|-\s*)?|\s*,\s*(?:và\s+)?|\s+(?:và|cùng với|cùng|hoặc)\s+|\s*/\s*(?=[A-ZĐ])"
    r"|\.?\s+-\s+(?!Cơ quan (?:thường trực|chủ trì|đầu mối))(?=[A-ZĐ])"  # "Sở Y tế - Cơ quan thường trực" is one
)
_JOINT_OFFICE = re.compile(
    r"Văn phòng(?: Đoàn ĐBQH và)? (?:HĐND|Hội đồng nhân dân)$"
)  # "Văn phòng HĐND và UBND tỉnh"
_AUTHORITY = re.compile(  # behind it another word than these is of another part: "cấp có thẩm quyền cấp biên chế"
    r"(?:cấp|cơ quan|người) có thẩm quyền(?=\s+(?!(?:của|theo|ở|tại|trong|về|và|hoặc|liên quan|thuộc|quản lý|các|cùng"
    r"|ra quyết định|cấp (?:trên|dưới|tỉnh|xã|huyện))(?!\w))\w)"
)
_TAIL = re.compile(
    r"^\s*(?:của\s+)?(?:(?:tỉnh|thành phố|cấp tỉnh|TP\.?)\b\s*)?(?:(?P<place>[A-ZĐ].*))?$", re.IGNORECASE
)
_FULL_STOP = re.compile(r"[:;(]|\.(?:\s|$)|\./")
_GOES_ON_WITHOUT = re.compile(
    r"\s+(?!(?:tỉnh|thành phố|và|hoặc|cùng|các|của|tại|cấp|khu vực|có|liên quan|trên|trực thuộc)\b)"
    rf"[{SMALL}]"
)
# What is brought before a body stands behind its name: "trình Thủ tướng Chính phủ Đề án …", not "Ban Chỉ đạo Đề án …".
_BRINGS = re.compile(
    r"(?<=\w)(?<!đạo)(?<!Đạo)(?<! lý)(?<!"
    r" Lý)(?<!định)(?<!hòng)(?<!phối)(?<!trực)(?<!việc)(?<!viên)(?<!trình)(?<!các)(?<!công"
    r" tác)(?<!thuộc)(?<!theo)(?<!của)\s+(?=(?:Chương trình|Đề án|Kế hoạch|Chiến lược|Quyết định"
    r"|Nghị quyết|Nghị định"
    r"|Thông tư|Quy hoạch|Danh mục|Quy chế|Báo cáo|Tờ trình|Dự thảo|Hồ sơ|Dự án)(?!\w))"
)
# Behind one of these a name goes on with a capital or with few words: "Công an tỉnh trích xuất dữ liệu" is over.
_PLACED = re.compile(
    r"(?<!các )(?<!những )(?<![\w-])(?:[Tt]hành phố|tỉnh|cấp (?:tỉnh|xã|huyện))"
    r"(?=\s+(?!(?:tỉnh|thành phố|và|hoặc|cùng|các|của|tại|cấp|khu vực|có|liên quan|trên|trực thuộc|thuộc|nơi"
    r"|phía|miền|ven|xã|phường|đặc khu|nay|cũ|sau|trước|ủy|đoàn|đội)(?!\w))"
    rf"[{SMALL}])"
)
_GOVERNING = re.compile(
    r"(?:tỉnh|thành phố|xã)(?=\s+quản lý (?:nhà nước|tài liệu|công tác|việc))"
)  # what it does
_SIDE = re.compile(r"(?:bên|chủ)\s", re.IGNORECASE)  # "bên mua điện, bên bán điện" are two
_LISTED = re.compile(  # "các sở: Tài chính, Xây dựng", "các xã: Tân Lập, An Hòa"
    r"\b[Cc]ác\s+(?:[Ss]ở|[Bb]ộ|[Ss]ở, (?:ban, )?ngành|(?:tỉnh|thành phố|xã|phường"
    r"|đặc khu)(?:,? (?:và )?(?:tỉnh|thành phố|xã|phường|đặc khu))*)$"
)
_NAMES = re.compile(r"\s*[A-ZĐ][\w ]{2,40}(?:,| và )\s*[A-ZĐ]")
_ELLIPTIC = re.compile(r"^(?:Các\s+|các\s+)?(?P<head>[Ss]ở|[Bb]ộ)s?\s*(?::\s*|\s+)(?P<names>[A-ZĐ].+)$")


@dataclass(frozen=True, slots=True)
class _AgencyWords:
    named: re.Pattern[str]
    general: re.Pattern[str]
    group: re.Pattern[str]
    no_bodies: re.Pattern[str]  # "các" and something else: "tham mưu Ủy ban nhân dân tỉnh các dự án"
    prefixes: re.Pattern[str]
    standard: tuple[str, ...]


@cache
def _agency_words() -> _AgencyWords:
    data = tomllib.loads((VOCABULARY / "bodies.toml").read_text(encoding="utf-8"))
    heads = [place_tones(head) for head in data["heads"]]
    spelled = one_of([*heads, *(head.upper() for head in heads)])
    none, of_bodies = one_of(data["no_kinds"]), one_of(data["of_bodies"])
    kinds = rf"(?!(?:{none})(?![^\W_]))(?:{one_of(data['kinds'])})"
    return _AgencyWords(
        named=re.compile(rf"(?!(?:{one_of(data['other'])})(?![^\W_]))(?:{spelled})(?![^\W_])"),
        general=re.compile(
            rf"(?:(?:các|những|mọi|toàn thể)\s+{kinds}(?![^\W_])|(?:{one_of(data['alone'])})(?![^\W_]))",
            re.IGNORECASE,
        ),
        group=re.compile(
            rf"(?:{one_of(data['groups'])})(?!\w)|(?:{one_of(data['enumerated'])})\s*,", re.IGNORECASE
        ),
        no_bodies=re.compile(rf"(?<=\w)\s(?:các|những)\s(?!_|(?i:{kinds}|{of_bodies})(?![^\W_]))"),
        prefixes=re.compile(rf"(?:(?:{one_of(data['prefixes'])})\s+)+", re.IGNORECASE),
        standard=tuple(data["standard"]),
    )


def standard_agencies() -> tuple[str, ...]:
    """Names of bodies that every province or the State has, whether a plan names them or not."""
    return _agency_words().standard


def opens_with_body(words: str) -> bool:
    """Whether words open with the name of a body, or with a group of bodies."""
    placed, known = place_tones(words[:_LONGEST_OPENING]), _agency_words()
    return known.named.match(placed) is not None or known.general.match(placed) is not None


def is_group(agency: str) -> bool:
    """Whether a name stands for a group of bodies none of which is named: "Các sở, ban, ngành liên quan"."""
    return any(_agency_words().group.match(body) for body in split_bodies(agency))


def without_prefix(words: str) -> tuple[str, str]:
    """(what stands before the body: a mark, "Đề nghị", "Giao"; the words from the body on)."""
    mark = read_mark(words)
    start = mark.end if mark and not mark.rule.is_named else 0
    prefix = _agency_words().prefixes.match(words, start)
    end = prefix.end() if prefix else start
    return words[:end], words[end:]


def body_end(words: str, start: int = 0) -> int:
    """Where the name, or the list of names, that opens at `start` ends: at a verb, a colon, a full stop and the like."""
    masked = mask_names(words)
    ends = [len(words), start + _LONGEST_LIST]
    stops = (s for s in _FULL_STOP.finditer(masked, start) if not _lists_on(masked, s))
    if stop := next(stops, None):
        ends.append(stop.start())
    word, others = (
        duty_words().end_of_name.search(masked, start + 1),
        _agency_words().no_bodies.search(masked, start),
    )
    papers = _BRINGS.search(words, start)
    ends += [found.start() for found in (word, others, papers) if found]
    if authority := _AUTHORITY.match(words, start):
        ends.append(authority.end())
    if governing := _GOVERNING.search(words, start):
        ends.append(governing.end())
    if placed := _PLACED.search(masked, start):
        ends.append(placed.end())
    ends += _ends_of_standard_names(words, start, min(ends))
    end = min(ends)
    return len(re.sub(r"(?:\s+(?:và|hoặc|cùng|có)|[\s,])+$", "", words[start:end])) + start


def _ends_of_standard_names(words: str, start: int, end: int) -> Iterator[int]:
    """Where a department's name is over though an unknown verb follows ("Sở Y tế liên thông dữ liệu")."""
    for body in find_bodies(words[start:end]):
        name = next((s for s in _longest_first() if words.startswith(s, start + body.start())), None)
        if name and name.startswith(("Sở ", "Bộ ")):
            after = start + body.start() + len(name)
            if _GOES_ON_WITHOUT.match(words[after:end]):
                yield after


def _lists_on(words: str, stop: re.Match[str]) -> bool:
    """Whether names follow a semicolon or a colon ("các sở, ngành; Ủy ban nhân dân các xã", "các sở: Tài chính, Xây dựng")."""
    if stop.group() == ":":
        listed, names = _LISTED.search(words, 0, stop.start()), _NAMES.match(words, stop.end())
        said = words[stop.end() :].lstrip()
        return bool(listed and names) and not duty_words().end_of_name.match(said[:1].lower() + said[1:])
    return stop.group() == ";" and opens_with_body(words[stop.end() :].lstrip())


@lru_cache(maxsize=2048)  # a clause's words are looked at from several sides
def mask_names(words: str) -> str:
    """The words with verbs inside names ("tổ chức chính trị") made unreadable; as long as `words`."""
    return duty_words().names_with_verbs.sub(lambda m: "_" * len(m.group()), place_tones(words))


def split_bodies(words: str) -> tuple[str, ...]:
    """The bodies of a list, each as worded; a group with one attribute ("các sở, ngành liên quan") stays one."""
    if len(elliptic := _elliptic(words)) > 1:
        return elliptic
    bodies: list[str] = []
    start = 0
    for separator in _SEPARATOR.finditer(words):
        rest = words[separator.end() :]
        if _starts_another(words[start : separator.start()], separator.group(), rest):
            bodies.append(words[start : separator.start()])
            start = separator.end()
    bodies.append(words[start:])
    return tuple(body for b in bodies if (body := b.strip(" ,;.-")))


def _starts_another(before: str, separator: str, rest: str) -> bool:
    placed, known = place_tones(rest[:_LONGEST_OPENING]), _agency_words()
    if ";" in separator:
        return True
    if _JOINT_OFFICE.search(before) and rest.startswith(("UBND", "Ủy ban nhân dân")):
        return False
    if " " not in before.strip() and "," not in separator:
        return False  # "Báo và Đài Phát thanh - Truyền hình"
    if not known.named.match(placed):
        article = re.match(r"(?:các|những|mọi)\s", placed, re.IGNORECASE)
        group_goes_on = "," in separator and (
            known.general.search(place_tones(before)) is not None or " " not in before.strip()
        )
        # "các sở, ngành, địa phương" goes on; "Sở Y tế, các sở" and "UBND xã và cơ quan liên quan" do not.
        if not known.general.match(placed):
            return False
        if article or before.rstrip().endswith("liên quan") or _SIDE.match(placed):
            return True
        return not group_goes_on and known.named.match(place_tones(before)) is not None
    return not (known.general.match(place_tones(before)) and placed[:1].islower())


def _elliptic(words: str) -> tuple[str, ...]:
    """ "Các Sở: Tài chính, Xây dựng và Y tế" names three departments; () where it does not resolve."""
    match = _ELLIPTIC.match(words.strip())
    if match is None:
        return ()
    head, rest = match["head"].capitalize(), match["names"].strip(" .;")
    names: list[str] = []
    while rest:
        found = next(
            (
                name
                for name in sorted(standard_agencies(), key=len, reverse=True)
                if name.startswith(f"{head} ") and fold(rest).startswith(fold(name[len(head) + 1 :]))
            ),
            None,
        )
        if found is None:
            return ()
        names.append(found)
        rest = re.sub(r"^\s*(?:[,;]|và\b)\s*(?:và\s+)?", "", rest[len(found) - len(head) - 1 :])
        rest = re.sub(rf"^{head}\s+", "", rest, flags=re.IGNORECASE)
    return tuple(names)


# "Ủy ban nhân dân các xã: Gia Thuận, Tân Điền" is one name.
_NAMES_ALONE = re.compile(rf":\s*[{CAPITALS}][\w-]*(?:[ ,]+(?:và )?[{CAPITALS}][\w-]*)*\s*$")


def agency_of_heading(heading: str) -> str | None:
    """The body that a heading names ("4. Đề nghị Đại học Huế"), or None where it names a subject."""
    prefix, words = without_prefix(plain(heading))
    words = words.rstrip(" :.;")
    elliptic = bool(_elliptic(words))
    if not elliptic and not _NAMES_ALONE.search(words):
        words = re.split(r":", words)[0].strip()
    if strong := _PREDICATE.search(mask_names(words)):
        words = words[: strong.start()].rstrip(" ,;")
    owned = prefix.rstrip().lower().endswith((" của", "\u00a0của")) and len(words) <= _LONGEST_UNKNOWN
    return words if (elliptic or owned or opens_with_body(words)) and len(words) <= _LONGEST else None


# What follows a body in a heading that is a sentence: "2. Các bộ, ngành có trách nhiệm:".
_PREDICATE = re.compile(
    r"(?<=\w)\s*,?\s+(?:có trách nhiệm|có (?:các |những )?(?:quyền|nhiệm vụ|nghĩa vụ)|là (?:cơ quan"
    r"|đầu mối|đơn vị|tổ chức|_+)|chịu trách nhiệm|chủ trì|phối hợp|tham mưu|giúp|căn cứ|chỉ đạo|hướng dẫn|báo cáo"
    r"|thực hiện|"
    r"triển khai|tổ chức|tăng cường|tập trung|thường xuyên|cần|phải|theo chức năng|trong phạm vi|tiếp tục|xây dựng|nghiên cứu|"
    r"rà soát|tuân thủ)(?!\w)"
)


def agency_names(agency: str) -> tuple[str, ...]:
    """One name for each body of a list: abbreviations written out, one spelling."""
    return tuple(dict.fromkeys(_one_name(body) for body in split_bodies(without_prefix(agency)[1])))


def agency_name(agency: str) -> str:
    """One name for one body, of several the names as `join_names` joins them."""
    return join_names(agency_names(agency))


def join_names(names: Iterable[str]) -> str:
    """The names of bodies in one text."""
    return _BETWEEN_NAMES.join(names)


def read_names(joined: str) -> tuple[str, ...]:
    """The names that `join_names` joined."""
    return tuple(joined.split(_BETWEEN_NAMES))


@lru_cache(maxsize=2048)
def _one_name(body: str) -> str:
    short = _by_initials(body)
    name = place_tones(short or without_prefix(expand_abbreviations(body))[1]).strip(" :.,;")
    name = re.sub(r"\s*/\s*", ", ", name) if name.startswith("Ủy ban nhân dân") else name
    name = re.sub(r"\b(Tỉnh|Thành phố)$", lambda m: m.group().lower(), name)
    spelled = fold(body) != body.lower().replace("đ", "d")  # "TT VHTT" is no name set in capitals
    if body == body.upper() and " " in body and spelled and not short:
        name = _sentence_case(name)
    name = re.sub(r"^Ủy ban nhân dân các ", "Ủy ban nhân dân ", name)
    name = re.sub(r"^(Ủy ban nhân dân) (?:phường(?:, | và )xã|xã và phường)\b", r"\1 xã, phường", name)
    for standard in _longest_first():
        if name.lower().startswith(standard.lower()) and standard.startswith(("Sở", "Bộ ")):
            tail = _TAIL.match(name[len(standard) :])
            if tail and (not tail["place"] or find_places(tail["place"])):
                return standard
    return name[:1].upper() + name[1:]


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(standard_agencies(), key=len, reverse=True))


def _by_initials(body: str) -> str | None:
    """The department that initials stand for, however they are set: "Sở GD&ĐT", "Sở GD và ĐT", "Bộ NN-MT"."""
    match = re.match(
        r"^(Sở|Bộ)\s+([A-ZĐ][A-ZĐ&,\s./-]*(?:\s+và\s+[A-ZĐ]+)*)(?:\s+(?:tỉnh|thành phố|TP)\b.*)?$",
        body.strip(),
    )
    if match is None:
        return None
    return _initials().get((match[1], re.sub(r"và|[^A-ZĐ]", "", match[2])))


@cache
def _initials() -> dict[tuple[str, str], str]:
    table: dict[tuple[str, str], str] = {}
    for name in standard_agencies():
        head, _, rest = name.partition(" ")
        if head in ("Sở", "Bộ"):
            letters = "".join(word[0].upper() for word in re.findall(r"[^\W_]+", rest) if word != "và")
            table.setdefault((head, letters), name)
    return table


def _sentence_case(name: str) -> str:
    """A name set in capitals as it is written elsewhere."""
    standard = next((s for s in _longest_first() if s.upper() == name.upper()), None)
    if standard:
        return standard
    lowered = name.lower()
    for place in reversed(find_places(lowered)):
        lowered = lowered[: place.start] + place.written + lowered[place.end :]
    return lowered[:1].upper() + lowered[1:]


def find_bodies(words: str) -> Iterator[re.Match[str]]:
    """Where bodies open in a text, in order, lists and groups included."""
    known, placed = _agency_words(), place_tones(words)
    opens = re.compile(rf"(?<![\w-])(?:{known.named.pattern}|(?i:{known.general.pattern}))")
    yield from opens.finditer(placed)
