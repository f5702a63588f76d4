"""A turn with several questions, taken apart: "… đặt mục tiêu gì, ai chủ trì?"; the words are in `conversation.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from assistant.language.english import is_english
from assistant.language.lexicon import Phrases, find_phrases, load_lexicon, words
from assistant.language.places import find_places
from assistant.language.text import fold, has_diacritics
from assistant.questions.about import is_of_cited, read_facts
from assistant.questions.corrections import any_of, as_compared, conversation
from assistant.questions.firsts import asks_first_only
from assistant.questions.follow_ups import without_frame

_SENTENCE = re.compile(r"(?<=[?!])[\s?!.…]+(?=\w)|(?<=[^\W\d_])\.\s+(?=\w)|\s*;\s+")
_NUMBERED = re.compile(r"(?:^|(?<=[\s:;,.?]))\(?([1-9])[.)]\s+(?=\D)")
_ENDS = " ,;:.?!…–-"
_LEAST_DEMANDED = 3  # words that say what is demanded
_OPENING = 2  # words before the one with which an English sentence asks: "through which", "and by what"
_NEAR, _NEAR_BEHIND_COMMA, _NEAR_BEHIND_BOTH = 4, 6, 8  # words within which a question has to ask
_NEAR_BEHIND_ASKED = 12  # behind a comma before which a question ended with the word that asks
_ALONE = re.compile(
    r"(?:\w+\s+){1,2}(?:nào|nao)|\w+\s+(?:gì|gi)|ai|who|what"
)  # "đơn vị nào": asks, but says nothing
_YES_NO = re.compile(r"\b(?:có|co|đã|da|phải|phai)\b.*\b(?:không|khong|chưa|chua)$")


def split_questions(text: str, is_one: Callable[[str], bool] = lambda phrase: False) -> list[str]:
    """The questions of a turn, in order; the turn as it is where it is one. `is_one`: whether documents say a phrase as one."""
    sentences = _numbered(text) or _sentences(text)
    parts = [part for sentence in sentences for part in _clauses(sentence, is_one)]
    return [text] if len(parts) < 2 else parts


def goes_on_with(text: str) -> bool:
    """Whether a turn goes on with something that it names, and asks nothing of it: "thế còn máy gặt"."""
    named = without_frame(text)
    return named != text and _asked_at(named) is None


def may_be_several(text: str) -> bool:
    """Whether a turn has a mark or a word at which it might be taken apart; most have none."""
    return bool(_SENTENCE.search(text) or _NUMBERED.search(text) or _joints(bare=True).search(fold(text)))


def _data() -> dict[str, Any]:
    data: dict[str, Any] = conversation()["several"]
    return data


@cache
def _phrases(name: str, *, bare: bool) -> Phrases:
    return Phrases(" ".join(words(fold(said) if bare else said)) for said in _data()[name])


def _asked_at(text: str) -> int | None:
    """The position of the first word that asks; None where none does."""
    bare, said = not has_diacritics(text), words(text)
    demanded = find_phrases(said, _phrases("demands", bare=bare))
    if demanded and demanded[0][0] == 0:
        return 0
    if found := find_phrases(said, _phrases("asks", bare=bare)):
        return found[0][0]
    if _YES_NO.search(" ".join(said)):
        return 0
    return None


def _is_noun(text: str) -> bool:
    """Whether a text opens with the name of what is asked for and says little more."""
    said, bare = words(text), not has_diacritics(text)
    found = find_phrases(said, _phrases("nouns", bare=bare))
    return bool(found) and found[0][0] == 0 and len(said) - found[0][1] <= 2


def _only_demands(text: str) -> bool:
    """Whether a text demands what was asked before it: "kể hết", "liệt kê giúp em"."""
    said, bare = words(text), not has_diacritics(text)
    demanded = find_phrases(said, _phrases("demands", bare=bare))
    if asks_first_only(text):
        return True
    if not demanded or demanded[0][0] != 0:
        return False
    rest = said[demanded[0][1] :]
    if _is_noun(" ".join(rest)) or find_phrases(rest, _phrases("asks", bare=bare)):
        return False
    stop = find_phrases(rest, load_lexicon().stop)
    return len(rest) - sum(end - start for start, end in stop) < _LEAST_DEMANDED


def _numbered(text: str) -> list[str]:
    """The points of "1. … 2. …"; nothing where a turn is not numbered from 1."""
    marks = list(_NUMBERED.finditer(text))
    if len(marks) < 2 or [int(m.group(1)) for m in marks] != list(range(1, len(marks) + 1)):
        return []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    points = [text[m.end() : end].strip(_ENDS) for m, end in zip(marks, ends, strict=True)]
    lead = text[: marks[0].start()].strip(_ENDS)
    return [f"{lead} {points[0]}" if lead else points[0], *points[1:]]


def _sentences(text: str) -> list[str]:
    """The sentences that ask something, each with those before it that do not."""
    found: list[str] = []
    waiting, position = 0, 0
    english = is_english(text)
    for mark in [*_SENTENCE.finditer(text), None]:
        end = mark.start() if mark else len(text)
        sentence = text[position:end]
        closed = sentence.rstrip().endswith("?")
        repeats = bool(found) and _only_demands(sentence)
        asks = _asks(sentence, english=english) and not repeats
        if (closed and len(words(sentence)) > 1 and not repeats) or asks or (found and _is_noun(sentence)):
            found.append(text[waiting:end].strip(_ENDS))
            waiting = mark.end() if mark else end
        position = mark.end() if mark else end
    return found


def _asks(sentence: str, *, english: bool) -> bool:
    """Whether a sentence asks; in English it opens with that: "they must report how it went" states something."""
    at = _asked_at(sentence)
    return at is not None and not (english and at > _OPENING)


@cache
def _joints(*, bare: bool) -> re.Pattern[str]:
    joins = any_of(_data()["joins"], bare=bare)
    return re.compile(rf",\s+(?:(?:{joins})\s+)?(?=\w)|\s+(?:{joins})\s+(?=\w)")


def _clauses(sentence: str, is_one: Callable[[str], bool]) -> list[str]:
    """The questions of a sentence."""
    bare = not has_diacritics(sentence)
    sentence = re.sub(
        rf"^(?:{any_of(['và', 'rồi', 'and'], bare=bare)})\s+", "", sentence, flags=re.IGNORECASE
    )
    compared = as_compared(sentence, bare=bare)
    if len(compared) != len(sentence) or find_phrases(words(compared), _phrases("whole", bare=bare)):
        return [sentence]
    parts: list[str] = []
    position = 0
    for joint in _joints(bare=bare).finditer(compared):
        before = sentence[position : joint.start()]
        behind = sentence[joint.end() :]
        if _parts_here(before, behind, joint.group(), compared, joint.span(), is_one):
            parts.append(before.strip(_ENDS))
            position = joint.end()
    return [*parts, sentence[position:].strip(_ENDS)]


def _is_manner(clause: str, *, bare: bool) -> bool:
    """Whether a clause asks by no word but one for the manner, at its end: "chậm trễ sao"."""
    said = words(clause)
    found = find_phrases(said, _phrases("asks", bare=bare))
    how = find_phrases(said, _phrases("manner", bare=bare))
    return len(found) == 1 and found == how and found[0][1] == len(said)


@cache
def _some_of(*, bare: bool) -> re.Pattern[str]:
    """ "mấy" for some and not for how many: behind what is done, and with no other word that asks before it."""
    counts = any_of(_data()["counting"], bare=bare)
    asks = any_of([said for said in _data()["asks"] if said != "mấy"], bare=bare)
    some = any_of(["mấy"], bare=bare)
    return re.compile(rf"^(?!.*(?<!\w)(?:{asks})(?!\w)).*(?<!\w)(?!(?:{counts})\s)\w+\s+{some}\s+\w")


def _says_nothing(clause: str) -> bool:
    """Whether a clause asks and says nothing else: "đơn vị nào", but not "đăng ngày nào"."""
    said, bare = words(clause), not has_diacritics(clause)
    timed = find_phrases(said, _phrases("alone", bare=bare))
    return _ALONE.fullmatch(" ".join(said)) is not None and not (timed and timed[0][0] > 0)


def _ends_asking(before: str, *, bare: bool) -> bool:
    """Whether the last word of a text asks, and a whole question stands before it: "nghị quyết ấy mang số nào"."""
    said = words(before)
    found = find_phrases(said, _phrases("asks", bare=bare))
    return bool(found) and found[-1][1] == len(said) and found[0][0] > 1


def _asks_another(before: str, clause: str, *, bare: bool) -> bool:
    """Whether a clause ends with the only word by which it asks, and what stands before it asks how much: "chi bao nhiêu cho quỹ
    và bắt đầu từ năm nào"."""
    said, asks = words(clause), _phrases("asks", bare=bare)
    found, amounts = find_phrases(said, asks), _phrases("amounts", bare=bare)
    return len(found) == 1 and found[0][1] == len(said) and bool(find_phrases(words(before), amounts))


def _only_goes_on(before: str) -> bool:
    """Whether what stands before a comma only says of what the question behind it is asked: "còn Sơn La, ai chủ trì?"."""
    rest = without_frame(before)
    return rest != before and bool(find_places(rest)) and len(words(rest)) <= _LEAST_DEMANDED


def _only_heard(before: str) -> bool:
    """Whether what stands before a comma tells or laments something, and "mấy" is all of it that could ask: "nghe mấy bác bảo",
    "mấy xã xa quá"."""
    bare = not has_diacritics(before)
    reported = conversation()["reported"]
    hears, tells = (any_of(reported[name], bare=bare) for name in ("hears", "tells"))
    asks = any_of([said for said in _data()["asks"] if said != "mấy"], bare=bare)
    said = as_compared(before, bare=bare)
    heard = re.search(rf"(?<!\w)(?:{hears})\s+(?:\w+\s+){{1,6}}?(?:{tells})(?!\w)", said)
    heard = heard or re.search(rf"(?<!\w)(?:{any_of(_data()['exclaims'], bare=bare)})\W*$", said)
    return heard is not None and re.search(rf"(?<!\w)(?:{asks})(?!\w)", said) is None


def _lacks(behind: str, joint: str, *, bare: bool) -> bool:
    """Whether "còn" says that something is still so: "xã nào còn thiếu nước thì có được hỗ trợ không?"."""
    still = any_of(conversation()["follow_ups"]["kept_before"], bare=bare)
    alone = as_compared(joint.strip(), bare=bare) == as_compared("còn", bare=bare)
    return alone and re.match(rf"(?:{still})(?!\w)", as_compared(behind, bare=bare)) is not None


def _parts_here(
    before: str,
    behind: str,
    joint: str,
    whole: str,
    span: tuple[int, int],
    is_one: Callable[[str], bool],
) -> bool:
    """Whether a question ends before a comma or an "and", and another begins behind it."""
    if _asked_at(before) is None or _says_nothing(before):
        return False
    bare = not has_diacritics(f"{before} {behind}")
    if _lacks(behind, joint, bare=bare) or _only_goes_on(before) or _only_heard(before):
        return False
    next_joint = _joints(bare=bare).search(as_compared(behind, bare=bare))
    clause = behind[: next_joint.start()] if next_joint else behind
    clause = clause.strip(_ENDS)
    said = " ".join(words(clause))
    if said in _phrases("belongs", bare=bare):
        return False
    if is_of_cited(clause) and (asked := read_facts(before)) and "grounds" in asked.facts:
        return False
    if said in _phrases("alone", bare=bare) or _is_noun(clause):
        return True
    at = _asked_at(clause)
    comma, joined = joint.startswith(","), bool(words(joint))
    near = _NEAR_BEHIND_BOTH if comma and joined else _NEAR_BEHIND_COMMA if comma else _NEAR
    if comma and _ends_asking(before, bare=bare):
        near = _NEAR_BEHIND_ASKED
    if not comma and _asks_another(before, clause, bare=bare):
        near = _NEAR_BEHIND_BOTH
    if at is None or at >= near or _only_demands(clause) or _says_nothing(clause):
        return False
    if is_english(whole) and not all(word in load_lexicon().stop_english for word in words(clause)[:at]):
        return False  # "which wards and villages to visit when it rains" asks one thing
    if _is_manner(clause, bare=bare) and _some_of(bare=bare).search(as_compared(before, bare=bare)):
        return False  # "xử lý mấy vụ vi phạm, chậm trễ sao?" asks how, of both
    left, right = whole[: span[0]].split()[-2:], whole[span[1] :].split()[:2]
    return not is_one(f"{' '.join(left)}{whole[span[0] : span[1]]}{' '.join(right)}".strip(_ENDS))
