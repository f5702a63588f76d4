"""The sentences by which a document changes others: "Sửa đổi khoản 2 Điều 5 như sau", "Bãi bỏ …", "thay thế cụm từ …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.documents.effect import first_day, leading_day
from assistant.language.addresses import Address, read_addresses
from assistant.language.values import Value, find_values
from assistant.types import Change

_HIDDEN = "¤"  # stands for each character of a quotation while verbs and addresses are looked for
_QUOTE = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”|\"([^\"]*)\"")
_MARK = re.compile(
    r"[\W_]*(?:Điều \d+[a-zđ]?\s*[.:]?|\d{1,2}(?:\.\d{1,2})*[a-zđ]?[.)]|[a-zđ]\d?[.)]|[IVX]+\.|[-–+])?\s*"
)
_STATEMENT = re.compile(r"[;.](?=\s)(?!\s*¤)")
_KIND = (
    r"(?:Quyết định|Nghị quyết|Nghị định|Thông tư liên tịch|Thông tư|Chỉ thị|Kế hoạch|Chương trình|Quy định|Quy chế"
    r"|Hướng dẫn|Đề án|Luật|Pháp lệnh|Công văn|Văn bản|Kết luận|Thông báo)"
)
_WORDS = r"(?:các )?(?:cụm )?từ(?: ngữ)?"
_PHRASE = re.compile(
    rf"(?:thay thế|thay|sửa đổi|sửa)\s+{_WORDS}\s*(?P<old>¤+)\s*(?:được )?(?:thay )?(?:bằng|thành)\s+(?:{_WORDS}\s*)?(?P<new>¤+)",
    re.IGNORECASE,
)
_PHRASE_SAID = re.compile(
    rf"{_WORDS}\s*(?P<old>¤+)\s*(?P<rest>.*?)được (?:thay thế|thay|sửa đổi|sửa)\s+(?:bằng|thành)\s+(?:{_WORDS}\s*)?(?P<new>¤+)",
    re.IGNORECASE,
)
_DROPPED = re.compile(rf"(?:bãi bỏ|bỏ)\s+{_WORDS}\s*(?P<old>¤+)", re.IGNORECASE)
_VERBS: tuple[tuple[Change, str], ...] = (
    ("replace", r"sửa đổi(?:,? (?:và )?bổ sung)?|thay thế"),
    ("insert", r"bổ sung"),
    ("repeal", r"bãi bỏ|hủy bỏ|huỷ bỏ"),
)
_LEADING = re.compile(
    "|".join(f"(?P<{change}>{verb})(?: toàn bộ)?(?!\\w)" for change, verb in _VERBS), re.IGNORECASE
)
# "Quyết định này có hiệu lực từ ngày … và thay thế Quyết định số …": the document itself is what changes others.
_OWN = re.compile(
    rf"{_KIND}\s+này\b(?:[^;.]*?(?:,|\bvà|\bđồng thời|:))?\s+(?:{'|'.join(f'(?P<{c}>{v})' for c, v in _VERBS if c != 'insert')})"
    r"(?: cho)?(?: toàn bộ)?(?!\w)"
)
_PASSIVE = re.compile(r"được (?:sửa đổi(?:,? (?:và )?bổ sung)?|thay thế)\b.*như sau", re.IGNORECASE)
_ENDED = re.compile(r"\bhết hiệu lực(?: thi hành)?|\bđược (?:bãi bỏ|thay thế bởi)", re.IGNORECASE)
_STARTS = re.compile(r"\btrừ\s+(?P<what>[^;.]*?)\s+có hiệu lực(?: thi hành)?\s*(?P<rest>[^;.]*)")
_LISTED = re.compile(
    rf"(?:^|[,;:]|\bvà|\bcác)\s*(?:toàn bộ\s+)?(?:{_KIND}|các {_KIND.lower()})?\s*(?:số)?\s*:?\s*$",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"\b(?:theo quy định tại|theo|thực hiện|căn cứ|triển khai)\s+(?:các\s+)?\w+(?:\s\w+)?\s*(?:số)?\s*:?\s*$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    rf"[\s;:,]*(?:toàn bộ\s+)?(?:(?:điểm|khoản|điều|phụ lục)\s|{_KIND}\s+(?:số\s*:?\s*)?\d)", re.IGNORECASE
)
_DESCRIBED = re.compile(r"\b(?:sửa đổi|bổ sung|hướng dẫn|chi tiết|ban hành|bãi bỏ)\b", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:vào\s+)?(?:phía\s+)?(?:sau|trước)\b|\bvào\b", re.IGNORECASE)
_NEXT = re.compile(
    r"((?:Điều|điều)\s+\d+[a-zđ]?)\s*(?:,|;|\bvà\b)\s+(?=(?:điểm|khoản)\s[^;.]*?(?:Điều|điều)\s|Điều\s|Phụ lục\s|mục\s)"
)
_DATED = re.compile(r"^\s*,?\s*(?=ngày\s)")
_SINCE = re.compile(r"(?:kể )?từ (?=ngày \d)|\bcó hiệu lực(?: thi hành)?\s*(?=kể|từ|sau)")
_NOTE = re.compile(
    r"^[\W\d_]*(?:Điều|Khoản|Điểm|Mục|Chương|Phụ lục|Đoạn|Nội dung|Tiết|Cụm từ ¤+) ?(?:này)?\s*(?:đã )?được "
    r"(?P<verb>bổ sung|sửa đổi|bãi bỏ|thay thế)",
)


@dataclass(frozen=True, slots=True)
class Operation:
    """What a sentence changes: a document by its number, or clauses of it by their addresses.

    `number` None: the document's own clauses. `span`: where in the clause new text stands.
    """

    change: Change
    number: str | None
    dated: str | None = None
    addresses: tuple[Address, ...] = ()
    attached: bool = False  # the addresses are those of what was issued with the document
    since: str | None = None
    span: tuple[int, int] | None = None
    old: str | None = None
    new: str | None = None


def read_operations(text: str, above: Sequence[str], title: str) -> Iterator[Operation]:
    """What a clause changes. Where it names no document, the nearest clause above that does names it, or the title."""
    flat = re.sub(r"[*_\n]", " ", text)
    hidden = _QUOTE.sub(lambda quote: _HIDDEN * len(quote.group()), flat)
    begin = _MARK.match(hidden)
    position = begin.end() if begin else 0
    context = (*above, title)
    listed = _listing(above[0]) if above else None
    for end in (*(m.end() for m in _STATEMENT.finditer(hidden, position)), len(hidden)):
        statement = hidden[position:end]
        if statement.strip(" .;"):
            found = list(_read_statement(statement, flat[position:end], position, context))
            if not found and listed and _ITEM.match(statement):
                found = list(_targets(listed, statement, statement, flat[position:end], position, context))
            yield from found
            ends_item = hidden[end : end + 1] == ";" or hidden[end - 1 : end] == ";"
            done = found[-1].change if found and ends_item else listed
            listed = done if done in ("replace", "repeal") else None
        position = end


def _listing(above: str) -> Change | None:
    """What is done to the documents and clauses that are listed below a clause such as "Bãi bỏ các văn bản sau đây:"."""
    flat = re.sub(r"[*_\n]", " ", above).rstrip()
    begin = _MARK.match(flat)
    words = flat[begin.end() if begin else 0 :]
    if not words.endswith(":"):
        return None
    if verb := _LEADING.match(words) or _OWN.search(words):
        change: Change = next(name for name, found in verb.groupdict().items() if found)  # type: ignore[misc]
        return change if change != "insert" else None
    return "repeal" if _ENDED.search(words) else None


def read_note(text: str) -> Operation | None:
    """What a note of a consolidated text tells: "Khoản này được bổ sung theo … Thông tư số …, có hiệu lực từ ngày …"."""
    flat = re.sub(r"[*_\n]", " ", text)
    hidden = _QUOTE.sub(lambda quote: _HIDDEN * len(quote.group()), flat)
    found = _NOTE.match(re.sub(r"^\s*\[\d+\]\s*", "", hidden))
    if found is None:
        return None
    number = next((v.written for v in find_values(hidden) if v.kind == "document"), None)
    change: Change = "repeal" if found["verb"] == "bãi bỏ" else "note"
    return Operation(change, number, since=_since(hidden))


def _read_statement(statement: str, words: str, offset: int, context: Sequence[str]) -> Iterator[Operation]:
    if phrase := _PHRASE.match(statement.lstrip()) or _PHRASE_SAID.match(statement.lstrip()):
        yield from _phrase(phrase, statement, words, context)
        return
    if dropped := _DROPPED.match(statement.lstrip()):
        yield from _phrase(dropped, statement, words, context)
        return
    if starts := _STARTS.search(statement):
        addresses = tuple(read_addresses(starts["what"]))
        if addresses and (since := first_day(starts["rest"], None)):
            yield Operation("start", None, addresses=addresses, since=since)
    lead = statement.lstrip()
    if verb := _LEADING.match(lead) or _OWN.search(lead):
        change: Change = next(name for name, found in verb.groupdict().items() if found)  # type: ignore[misc]
        yield from _targets(change, lead[verb.end() :], statement, words, offset, context)
    elif passive := _PASSIVE.search(lead) or _ENDED.search(lead):
        change = "replace" if passive.re is _PASSIVE else "repeal"
        if "này" not in lead[: passive.start()].split():
            yield from _targets(change, lead[: passive.start()], statement, words, offset, context)


def _phrase(found: re.Match[str], statement: str, words: str, context: Sequence[str]) -> Iterator[Operation]:
    """Words that make way for others, in the clauses that are named behind them or before."""
    indent = len(statement) - len(statement.lstrip())

    def quoted(name: str) -> str:
        start, end = found.span(name)
        return words[start + indent : end + indent].strip('“”" ')

    new = quoted("new") if "new" in found.re.groupindex else ""
    rest = statement.lstrip()[found.end() :]
    if "rest" in found.re.groupindex:
        rest = f"{found['rest']} {rest}"
    for operation in _targets("phrase", rest, statement, words, 0, context):
        yield replace(operation, change="phrase", old=quoted("old"), new=new, span=None)


def _targets(
    change: Change, rest: str, statement: str, words: str, offset: int, context: Sequence[str]
) -> Iterator[Operation]:
    """The documents and clauses that a verb is said of."""
    numbers = [value for value in find_values(rest) if value.kind == "document"]
    since = _since(statement)
    span = _span(statement, words, offset) if change in ("replace", "insert") else None
    position = 0
    for value in numbers:
        gap = rest[position : value.start]
        addresses = _addresses(change, gap)
        listed = _LISTED.search(gap) and not any(v.kind == "document" for v in find_values(gap))
        if not (addresses or listed) and (position or _CITED.search(gap)):
            continue
        if position and not listed and _DESCRIBED.search(gap):
            continue  # "Bãi bỏ Nghị quyết số … sửa đổi Điều 3 Nghị quyết số …"
        operation = Operation(
            change, value.written, _dated(rest, value), addresses, "kèm theo" in gap.lower(), since, span
        )
        if not addresses and (not listed or change == "insert" or _is_amending(change, statement)):
            operation = replace(operation, change="amend", span=None)
        yield operation
        position = value.end
    if numbers:
        return
    addresses = _addresses(change, rest)
    named = next((v for text in context for v in _named(text)), None)
    if addresses and named:
        text, value = named
        attached = "kèm theo" in text[: value.start].lower() or any("kèm theo" in t.lower() for t in context)
        yield Operation(change, value.written, _dated(text, value), addresses, attached, since, span)


def _is_amending(change: Change, statement: str) -> bool:
    """Whether a statement without addresses changes something of the documents that it names, not them as a whole."""
    return change == "replace" and re.match(r"\s*sửa đổi", statement, re.IGNORECASE) is not None


def _named(text: str) -> Iterator[tuple[str, Value]]:
    flat = re.sub(r"[*_\n]", " ", text)
    yield from ((flat, value) for value in find_values(flat) if value.kind == "document")


def _addresses(change: Change, words: str) -> tuple[Address, ...]:
    """The clauses that are named; of one that is put in, its own address within what it is put into."""
    found: list[Address] = []
    for piece in _NEXT.sub(r"\1\n", words).split("\n"):
        for part in piece.split(";"):
            placed = _PLACED.search(part) if change == "insert" else None
            if placed is None:
                found += read_addresses(part)
                continue
            inserted, beside = read_addresses(part[: placed.start()]), read_addresses(part[placed.end() :])
            outer = beside[0].segments[1:] if placed.group().lower() != "vào" and beside else ()
            if beside and placed.group().lower() == "vào":
                outer = beside[0].segments
            found += [_within(address, outer) for address in inserted]
    return tuple(dict.fromkeys(found))


def _within(address: Address, outer: tuple[tuple[object, ...], ...]) -> Address:
    levels = {"article": "Điều", "clause": "khoản", "point": "điểm", "section": "mục", "appendix": "Phụ lục"}
    known = {segment[0].level for segment in address.segments}
    more = tuple(s for s in outer if s[0].level not in known)  # type: ignore[attr-defined]
    written = " ".join(
        [address.written, *(f"{levels.get(s[0].level, '')} {s[0].label}".strip() for s in more)]  # type: ignore[attr-defined]
    )
    return replace(address, written=written, segments=(*address.segments, *more))  # type: ignore[arg-type]


def _dated(text: str, value: Value) -> str | None:
    """The day that stands behind a document's number."""
    behind = text[value.end : value.end + 40]
    return leading_day(behind.lstrip(" ,")) if _DATED.match(behind) else None


def _since(statement: str) -> str | None:
    """The day from which a statement itself says that it holds."""
    for found in _SINCE.finditer(statement):
        if day := leading_day(statement[found.end() :]) or first_day(statement[found.end() :], None):
            return day
    return None


def _span(statement: str, words: str, offset: int) -> tuple[int, int] | None:
    """Where the new text is quoted in a statement itself."""
    quote = re.search(rf"như sau\s*:?\s*({_HIDDEN}+)", statement)
    return (offset + quote.start(1) + 1, offset + quote.end(1) - 1) if quote else None
