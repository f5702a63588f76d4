"""The targets that the words of a clause state, one for each amount: what is measured, of what, for when, as part of which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from assistant.language.text import normalise_space, place_tones
from assistant.language.values import YEAR, Period, find_periods, name_periods
from assistant.registers.amounts import Amount, find_amounts, in_figures, pattern, target_words

_STOP = re.compile(r";(?:\s|$)|(?<!\.)\.(?:\s|$)")  # "xi măng, lò hơi... trên cả nước" goes on
_SENTENCE = re.compile(r"(?<=[^.][.;])\s+")
_INCLUDING = re.compile(r"(?:^|[,;.(]\s*|\s)trong đó(?:\s+có)?\s*[,:]?\s*", re.IGNORECASE)
SINCE = re.compile(
    rf"\b(?:so với|kể từ|từ|lần(?=\s+năm))\b[^,;.()]*?{YEAR}(?!\s+trở (?:đi|về sau))", re.IGNORECASE
)  # a base year, no goal
_SPANS = ("giai doan", "thoi ky")
_ONWARDS = re.compile(r"^\s*trở (?:đi|về sau)(?!\w)", re.IGNORECASE)  # "từ năm 2027 trở đi"
_COMMA_BEFORE, _COMMA_BEHIND = re.compile(r",\s*$"), re.compile(r"^\s*,")
_SCOPE = re.compile(r"^([^:;.]{3,80}):\s+")
_CLAUSE = re.compile(
    r"(?:\S+\s+){3,}?\S+,\s+"
)  # a clause of its own in front of a comma, not one of two verbs
_JOINED = re.compile(r"\s+([,;])")
_AND_BEFORE = re.compile(r"\s(?:và|hoặc)\s+$")
_CONJUNCTION = re.compile(r"(?:^|\s+)(?:và|hoặc)$")
_CHANGES = re.compile(r"(?P<how>tăng|giảm)(?: thêm)?(?!\w)", re.IGNORECASE)
_IMPROVES = re.compile(r"\s*nâng (?:cấp|cao)(?!\w)", re.IGNORECASE)
_OF_PEOPLE = re.compile(r"[^/]+/[^/]*dân")  # "bác sĩ/vạn dân"
_CLOSES = re.compile(r"[^()]*\)")  # a bracket that was opened before
_RATE = re.compile(r"(?:tốc độ|nhịp độ)$", re.IGNORECASE)
_THING = re.compile(r"(?<!\w)(?:thiết|trang|chuẩn) $", re.IGNORECASE)  # "thiết bị"
_NOTHING = re.compile(
    r"^(?:bình quân|trung bình|hằng năm|hàng năm|mỗi năm|trong|giai đoạn|này|\s)*$", re.IGNORECASE
)
_RATE_ALONE = re.compile(
    r"^(?:tốc độ|mức)(?:\s+(?:tăng|giảm|tăng trưởng))?(?:\s+(?:bình quân|trung bình))?$", re.IGNORECASE
)
_EACH = re.compile(r",\s+(?:bình quân\s+)?mỗi\s+(\w+(?:\s\w+)?)[^,;.]*$", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s*(?:(?:tổng\s+)?số\s+)?(?:người|hộ|trạm|trường|nhà trường|học sinh|xã|thôn|cơ sở|doanh nghiệp|lao động)(?!\w)"
)
_ABOUT_TO = re.compile(r"\s(?:đã|đang|sẽ)$")
_WHEN = re.compile(r"(?<!\w)(?:khi|nếu) $", re.IGNORECASE)  # "khi có yêu cầu"
_THAT_HAS = re.compile(r"có (?:người|nguy cơ|nhu cầu|hoàn cảnh|lượng|đủ điều kiện)(?!\w)", re.IGNORECASE)
_CALLED_AFTER = re.compile(r"(?:người|công chức|viên chức|cán bộ|nhân viên|học sinh|đối tượng)\s*$")
FIRST_YEAR = 2020  # years before it are those of what was, in a plan that is in force
_NAME_WORDS = 14  # of a name of an indicator
_SENTENCE_WORDS = 6  # words from which a sentence states something of its own


@dataclass(frozen=True, slots=True)
class Part:
    """One target of a clause; `parent` is the position of the part that it is a part of."""

    indicator: str
    amount: Amount | None
    base: str | None
    period: Period | None
    parent: int | None


def read_parts(text: str) -> Iterator[Part]:
    """The targets of a clause's words, one for each amount."""
    text = in_figures(place_tones(text))
    amounts = _own_amounts(text)
    start, within, persists, scope = 0, False, False, ""
    led: Period | None = None  # what the sentence begins with: "Đến năm 2028 xây 25 km kè, sửa 40 km đê"
    made: list[Part] = []
    for number, (amount, following) in enumerate(zip_longest(amounts, amounts[1:])):
        marks = list(_INCLUDING.finditer(text, start, amount.opens))
        if marks and made:
            within, persists = True, ":" in marks[-1].group()
        elif within and not persists and re.search(r"[;.]\s", text[amounts[number - 1].end : amount.opens]):
            within = False
        begins = marks[-1].end() if marks else _last_sentence(text, start, amount.opens)
        ends = len(text) if following is None else _boundary(text, amount.end, following.opens)
        if found := _SCOPE.match(text[begins : amount.opens]):
            scope, begins = found[1], begins + found.end()
        parent = _parent(amount, made) if within else None
        part = _part(text, begins, ends, amount, made, parent, scope)
        if number and re.search(r"[;.]\s", text[amounts[number - 1].end : amount.opens]):
            led = None
        if said := find_periods(SINCE.sub(" ", text[begins : amount.opens])):
            led = said[-1] if said[-1].end >= FIRST_YEAR else None
        elif part.period is None:
            part = replace(part, period=led)
        made.append(part)
        start = ends
    for part, following in zip_longest(made, made[1:]):
        yield _with_predicate_of(part, following, text) if following else part


def _with_predicate_of(part: Part, following: Part, text: str) -> Part:
    """A share that is joined to another with what is said of both: "80% số xã và 100% số phường có loa"."""
    first, second = part.amount, following.amount
    if first is None or second is None or part.base != part.indicator or not following.base:
        return part
    joined = _AND_BEFORE.search(text, first.end, second.opens) and not re.search(
        r"[,;]", text[first.end : second.opens]
    )
    said = following.indicator.removeprefix(following.base) if following.base != part.base else ""
    return replace(part, indicator=f"{part.indicator}{said}") if joined and said[:1] == " " else part


def names_indicator_alone(words: str) -> bool:
    """Whether words only name what is measured, and nothing that is to become of it: a line of an outline."""
    edges = _edges()
    return (
        len(words.split()) <= _NAME_WORDS
        and edges["subjects"].match(words) is not None
        and not re.search(r"\d", words)
        and not any(edges[name].search(words) for name in ("passive", "predicates", "levels"))
    )


def _own_amounts(text: str) -> list[Amount]:
    """The amounts that are targets of their own, not part of what a share is of ("100% cơ quan dùng ít nhất 01 ứng dụng")."""
    kept: list[Amount] = []
    for amount in find_amounts(text):
        before = kept[-1] if kept else None
        each = _EACH.match(text[before.end : amount.opens]) if before and before.counted else None
        each = each or (_EACH.search(text[before.end : amount.opens]) if before and before.counted else None)
        if (
            before
            and before.counted
            and each
            and before.counted.lower().startswith(each[1].lower().split()[0])
        ):
            continue  # "xây 05 trạm, mỗi trạm 2 tỷ đồng"
        if (
            before is not None
            and (before.unit or "").startswith("%")
            and not (amount.unit or "").startswith("%")
        ):
            between = text[before.end : amount.opens]
            leads = (
                between[:1].isspace()
                and between.lstrip()[:1].isalpha()
                and not _edges()["modifiers"].match(between)
            )
            apart = re.search(r"[;.](?:\s|$)", between) or _INCLUDING.search(between)
            opens = any(
                _edges()["starts"].match(between[m.end() :]) for m in re.finditer(r",\s+|\s+và\s+", between)
            )
            if leads and not apart and not opens and between.rstrip()[-1:].isalpha():
                continue
        kept.append(amount)
    return kept


def _parent(amount: Amount, made: Sequence[Part]) -> int:
    """Which target one behind "trong đó" is a part of: the last whole one of its unit, else the last whole one."""
    whole = [n for n, part in enumerate(made) if part.parent is None]
    alike = [n for n in whole if (other := made[n].amount) is not None and other.unit == amount.unit]
    return (alike or whole)[-1]


def _last_sentence(text: str, start: int, end: int) -> int:
    cuts = [match.end() for match in _SENTENCE.finditer(text, start, end)]
    return cuts[-1] if cuts else start


def _boundary(text: str, start: int, end: int) -> int:
    """Where, between two amounts, what is said of the second begins."""
    between = text[start:end]
    if included := _INCLUDING.search(between):
        return start + included.start()
    if joined := _AND_BEFORE.search(between):
        return start + joined.end()  # "… và ít nhất 50% hộ khác"
    cuts = [match.start() + 1 for match in re.finditer(r"[;.](?=\s)", between)]
    if cuts:
        return start + cuts[-1]
    commas = [match.end() for match in re.finditer(r",\s+|\s+và\s+|\s+hoặc\s+|\(", between)]
    starts = _edges()["starts"]
    for cut in commas:
        if starts.match(between[cut:]):
            return start + cut
    if commas and not _stripped(between[commas[-1] :], front=True).strip():
        return start + commas[-1]
    return start + (commas[0] if commas else 0)


@cache
def _edges() -> dict[str, re.Pattern[str]]:
    words, base = target_words()["indicator"], target_words()["base"]
    at_start = {
        name: pattern(words[name], at="start") for name in ("opening", "starts", "modifiers", "conditions")
    }
    inside = {name: pattern(base[name]) for name in ("shares", "passive", "predicates", "attributes")}
    at_start["subjects"] = pattern(words["subjects"], at="start")
    inside["levels"] = pattern(words["levels"])
    return at_start | inside | {"closing": pattern(words["closing"], at="end")}


def _stripped(words: str, *, front: bool) -> str:
    """Words without those of striving in front, or without the comparing ones behind."""
    edge = _edges()["opening" if front else "closing"]
    while (match := edge.search(words)) and match.group().strip():
        if front and _IMPROVES.match(words, match.start()):
            break  # "nâng cấp 07 chợ" is what is to be done
        if not front and _AND_BEFORE.search(words, 0, match.start()):
            break  # "ở mức tốt và trung bình"
        words = words[match.end() :].lstrip(" ,") if front else words[: match.start()].rstrip(" ,")
    return words


def _without_periods(words: str) -> str:
    """The words without the periods that they are led to ("đến năm 2030,"), and the commas beside them."""
    for named in reversed(name_periods(words)):
        begins = bool(named.unit) and not _stripped(words[: named.start], front=True).strip(" ,")
        if named.lead or named.unit in _SPANS or begins:
            before, after = words[: named.start], _ONWARDS.sub("", words[named.end :])
            words = f"{_COMMA_BEFORE.sub('', before)} {_COMMA_BEHIND.sub('', after)}"
    return words


def _part(
    text: str, begins: int, ends: int, amount: Amount, made: Sequence[Part], parent: int | None, scope: str
) -> Part:
    before, after = text[begins : amount.opens], text[amount.end : ends]
    owner = made[parent] if parent is not None else None
    period = _own_period(
        f"{before}{' ' * (amount.start - amount.opens)}{text[amount.start : ends]}", amount.start - begins
    ) or (owner.period if owner else None)
    bracketed = before.count("(") > before.count(")") or _CLOSES.match(after) is not None
    if bracketed:
        before, after = before[before.rfind("(") + 1 :], after.partition(")")[0]
    bare = _without_periods(before).strip(" ,;.:(")
    amount = _with_change(amount, bare, made, text)
    before = _stripped(_stripped(bare, front=True), front=False).strip(" ,:(")
    if _RATE.search(before) and (grows := _CHANGES.match(amount.comparator or "")):
        before, amount = f"{before} {grows['how'].lower()}", replace(amount, comparator=None)
    after = _without_periods(_STOP.split(after)[0]).strip()
    named = _names(before, amount, after)
    closing = _CONJUNCTION.sub("", after.rstrip(" ,;.("))
    closing = closing if closing.count("(") == closing.count(")") else closing.rstrip(")")
    nameless = (
        (bracketed or (_NOTHING.match(before) and not after)) and not _follows(after) and not _counted(amount)
    )
    of_people = _OF_PEOPLE.fullmatch(amount.unit or "")
    said_before = made[-1] if made and nameless and not (of_people and not bracketed) else None
    conditional = bool(made) and not before and _edges()["conditions"].match(after) is not None
    if conditional and made[-1].amount and amount.comparator is None:
        amount = replace(amount, comparator=made[-1].amount.comparator)
    if conditional:  # "giảm 8% và 15% khi có vốn ngoài": of the same, on another condition
        indicator = f"{made[-1].indicator.partition(':')[0]}: {closing}"
    elif said_before:  # "(giảm 20% so với năm 2024)" says more of the amount before
        indicator, period = said_before.indicator, period or said_before.period
    elif named:  # "tỷ lệ … đạt 35%": what stands behind the amount only says more of it
        indicator = before
    else:
        clauses = list(_CLAUSE.finditer(before))
        if clauses and _edges()["starts"].match(before[clauses[-1].end() :]):
            before = before[clauses[-1].end() :]
        place = f"{before}:" if before and (amount.unit or "").startswith("%") else before
        indicator = _JOINED.sub(r"\1", " ".join(filter(None, (place, _counted(amount), closing))))
    if made and _RATE_ALONE.match(indicator):
        indicator = f"{indicator} – {made[-1].indicator}"
    elif scope and not said_before:
        indicator = f"{scope}: {indicator}"
    indicator = normalise_space(indicator).rstrip(" :")
    if not indicator and of_people:
        indicator = f"số {amount.unit}"  # "phấn đấu 9,5 bác sĩ/vạn dân"
    indicator = indicator or text.strip(" ;.")
    if said_before:
        base = said_before.base if _is_of_the_same(amount, said_before) else None
    else:
        base = _base(amount, before, closing, owner, made, named=named)
    return Part(indicator, amount, base, period, parent)


def _with_change(amount: Amount, before: str, made: Sequence[Part], text: str) -> Amount:
    """An amount by which something is to change: "giảm phát thải 8%", "tăng thêm 20% số nhóm trẻ và 10% số lớp"."""
    if amount.comparator is not None:
        return amount
    last = made[-1].amount if made else None
    joined = (
        last and not before and _AND_BEFORE.fullmatch(text, text.rfind(" và ", 0, amount.opens), amount.opens)
    )
    change = _CHANGES.match(before) or (_CHANGES.match((last and last.comparator) or "") if joined else None)
    return replace(amount, comparator=change["how"].lower()) if change else amount


def _is_of_the_same(amount: Amount, before: Part) -> bool:
    """Whether an amount that says more of the one before is a share of the same: "85% …; đến năm 2030 là 100%"."""
    changes = _CHANGES.match(amount.comparator or "")
    return before.amount is not None and amount.unit == before.amount.unit and changes is None


def _counted(amount: Amount) -> str:
    """What an amount counts or is a share of, as far as it names what is measured."""
    if amount.whole and amount.whole.upper() != amount.whole:
        return amount.whole
    return "" if amount.counted is None or amount.counted.lower() == "người" else amount.counted


def _follows(after: str) -> bool:
    """Whether words follow an amount that name what it is of."""
    return after[:1].isalpha() and not _edges()["modifiers"].match(after)


def _names(before: str, amount: Amount, after: str) -> bool:
    """Whether what is measured stands in front of the amount."""
    if not before:
        return False
    if amount.unit and amount.unit.startswith("%"):
        return bool(_edges()["shares"].search(before)) or not _follows(after)
    changes = amount.opens < amount.start
    reached = changes or (amount.comparator or "").lower().startswith(("đạt", "chiếm", "còn", "bằng"))
    return not _follows(after) and (amount.counted is None or reached)


def _own_period(words: str, position: int) -> Period | None:
    """The period that is said with an amount: the last one in front of it, else the first behind it."""
    words = SINCE.sub(lambda match: " " * len(match.group()), words)
    front, behind = find_periods(words[:position]), find_periods(words[position:])
    chosen = front[-1] if front else behind[0] if behind else None
    return chosen if chosen and chosen.end >= FIRST_YEAR else None


def _base(
    amount: Amount, before: str, after: str, owner: Part | None, made: Sequence[Part], *, named: bool
) -> str | None:
    """What a share is a share of."""
    if not (amount.unit or "").startswith("%"):
        return None
    if amount.whole:
        return amount.whole
    if owner is not None:
        return owner.base if owner.base and not (owner.amount and owner.amount.whole) else owner.indicator
    if share := _edges()["shares"].search(before):
        return _whole_of(before[share.end() :], share=True)
    if named:
        return None
    whole = _whole_of(after, share=False)
    # "100% bộ, ngành đạt cấp độ 4 và 90% đạt cấp độ 5": both are shares of the same.
    return whole or (made[-1].base if made and after and _edges()["predicates"].match(after) else None)


def _whole_of(words: str, *, share: bool) -> str | None:
    """The noun of a share without its predicate: "học sinh tốt nghiệp" of "học sinh tốt nghiệp theo học các ngành STEM"."""
    if total := re.search(r"(?:trên|trong) tổng số\s+(.+)$", words) or re.match(r"\s*so với\s+(.+)$", words):
        return total[1].strip(" ,.")
    edges = _edges()
    if share:
        found = (edges[name].search(words, 1) for name in ("passive", "predicates", "attributes"))
        end = next((match.start() for match in found if match), len(words))
        return _ABOUT_TO.sub("", words[:end].strip(" ,.")) or None
    predicate = edges["passive"].search(words) or _predicate(words)
    if predicate:
        return _ABOUT_TO.sub("", words[: predicate.start()].strip(" ,")) or None
    return (
        words.strip(" ,.;") or None if _PEOPLE.match(words) else None
    )  # "cho 100% hộ nghèo": nothing else is said


def _predicate(words: str) -> re.Match[str] | None:
    """Where what is said of the counted begins: not at what people are called after ("công chức xây dựng pháp luật có …")."""
    no_predicate = (_WHEN, _THING)
    found = [
        m
        for m in _edges()["predicates"].finditer(words)
        if not any(before.search(words, 0, m.start()) for before in no_predicate)
    ]
    if len(found) > 1 and _THAT_HAS.match(words, found[0].start()):
        found = found[1:]  # "xã có người nghiện bố trí …": which ones are meant
    called = bool(found) and _CALLED_AFTER.search(words, 0, found[0].start()) is not None
    return next(iter(found[1:] if called else found), None)


def goal_ahead(text: str) -> str | None:
    """A goal without an amount that a clause states in a sentence of its own before those with amounts."""
    first = find_amounts(in_figures(text))[0]
    words = text[: _last_sentence(text, 0, first.opens)].strip(" ;.")
    return words if len(words.split()) >= _SENTENCE_WORDS and not words.endswith(":") else None


def share_base(name: str, amount: Amount) -> str | None:
    """What a share in a table row is a share of, as the row is called."""
    share = _edges()["shares"].match(name) if (amount.unit or "").startswith("%") else None
    return _whole_of(name[share.end() :], share=True) if share else None
