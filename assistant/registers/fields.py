"""What the words of one duty say: its role, the bodies it is done with, to whom it goes, what comes out, what stays open."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from assistant.language.bodies import (
    body_end,
    is_group,
    mask_names,
    opens_with_body,
    split_bodies,
)
from assistant.language.deadlines import find_deadline
from assistant.language.duties import duty_words
from assistant.language.text import skip_between
from assistant.language.times import skip_time
from assistant.types import Responsibility

DEFAULT_ROLE = "thực hiện"
_DONE_BY_OTHERS = re.compile(r",?\s+để\s+(?:tổng hợp|theo dõi|báo cáo|Sở\b|Ủy ban|UBND)")
_TOGETHER = re.compile(
    r"(?:^|[,;.:(]\s*|\b(?:và|chủ trì|chủ động|thường xuyên|tích cực|tiếp tục|trách nhiệm|tăng cường|được giao|phối hợp)\s+)"
    r"phối hợp(?:\s+(?:chặt chẽ|thường xuyên|tốt))?(?:\s+(?:với|cùng với|cùng|giữa))?\s+",
    re.IGNORECASE,
)
_BROUGHT = re.compile(
    r"\s+(?:(?:xem xét|phê duyệt|ban hành|quyết định|thông qua|cho ý kiến)(?:,| và|, và|:)?\s+)*"
)
_LEADER = re.compile(
    r"^((?:các\s+)?(?:cơ quan|đơn vị)(?:, (?:cơ quan|đơn vị))? (?:chủ trì|thường trực))\s+(?:thực hiện"
    r"|triển khai|xây dựng)(?!\w).*$"
)
_NO_VERB = re.compile(
    r"(?:ngày|chi phí|chương|quá|quy|công|lộ|tờ|giáo|(?<!địa )phương|chế độ|thông tin|cán bộ|công chức|viên chức"
    r"|người|người làm|công tác|kỹ năng|việc|hoạt động|mục tiêu|kinh phí|quá trình|tiến độ|nội dung|thời gian|trình tự|nguyên tắc"
    r"|tư vấn|đơn vị|cơ quan|nhà thầu|luật|(?:công tác|hoạt động|việc) tham mưu) $",
    re.IGNORECASE,
)
_ITSELF = re.compile(  # it is not brought forth by the duty
    r"(?:Kế hoạch|Chương trình|Đề án|Quyết định|Nghị quyết)(?: (?:này|số)\b.*|$)|[Kk]ế hoạch này"
)
_DECIDES = re.compile(r"(?:quyết định|quy định)(?:[,.;]|$)")  # it, and nothing that is decided on
_CAUSES = re.compile(  # what another body makes is no product of this one
    r"(?<!\w)(?:chỉ đạo|hướng dẫn|yêu cầu|đề nghị|đôn đốc|giao|kiểm tra|giám sát|hỗ trợ)\s+", re.IGNORECASE
)
_HAS_TO = re.compile(r",?\s*(?:(?:phải|cần|chủ động|khẩn trương|tiếp tục|có trách nhiệm)\s+)*")
_PERSONS = re.compile(
    r"(?:cán bộ|công chức|viên chức|người|hộ|cá nhân|học sinh|nhân dân)(?!\w)[^;.:]{0,80}(?<!,)\s",
    re.IGNORECASE,
)
_WHILE = re.compile(
    r"\b(?:khi|nếu|trường hợp)\s[^,;.:)]*$", re.IGNORECASE
)  # "quyết định đầu tư khi chưa có kế hoạch"
_CITED = re.compile(
    r"\bsố\s+\d[\w/.-]*\s[^;:]*\bcủa\s[^;:,]{3,80}$"
)  # "Quyết định số 5/QĐ-TTg … của Thủ tướng ban hành …"
_NO_SUBJECT = re.compile(r"báo cáo(?: ngay| kịp thời| đầy đủ| bằng văn bản| trực tiếp)*$", re.IGNORECASE)
_DRAFT = re.compile(r"(?:dự thảo|các)\s+", re.IGNORECASE)
_APPLICANTS = re.compile(r"(?:các )?(?:tổ chức|cá nhân|người|hộ|doanh nghiệp)(?!\w)")
_NOBODY = re.compile(r"(?:các )?(?:đơn vị|doanh nghiệp)")
_ASKED = re.compile(r"(?:^|,|\bvà)\s*(?:kiến nghị|đề nghị)\s+(?=[^,;.]*$)", re.IGNORECASE)
_APPROVED = re.compile(r"(?:phê duyệt|chấp thuận) $")  # what was proposed
_SENDING = ("gửi", "nộp")
_NO_SENDER = re.compile(r"(?:người|tiền|ngày|lệ phí|cơ quan|đơn vị|tổ chức|cá nhân|văn thư) $", re.IGNORECASE)
_SUBMITS = re.compile(r"(?:^|[\s,])trình\s+", re.IGNORECASE)
_BRINGING = re.compile(r"(?:có trách nhiệm\s+)?(?:tham mưu|giúp|trình)(?!\w)", re.IGNORECASE)
_GOES_ON = re.compile(r"báo cáo(?:,| và)? (?:tham mưu|đề xuất|trình)(?!\w)")  # verbs, and no report
_FIGURES = re.compile(
    r"\b(?:số liệu|hệ thống thông tin|chế độ|mẫu|xem xét|tiếp nhận|(?<!định )kỳ) $", re.IGNORECASE
)  # "số liệu báo cáo" is a noun
_TO_BODY = re.compile(
    r"\s(?:về|gửi|đến|lên|cho|tới)\s+"
    r"(?=[A-ZĐỦ]|cơ quan|cấp|(?:ban )?giám đốc|hiệu trưởng|thủ trưởng|người đứng đầu)"
)
_SENT = re.compile(r"gửi\s+(?!báo cáo)")
_UNNAMED = re.compile(r"^(?:các\s+)?(?:cơ quan|cấp)(?: có)? thẩm quyền|^các cấp\b", re.IGNORECASE)
_LEAD_IN = re.compile(
    r"(?:(?:nhiệm vụ|nghĩa vụ|quyền hạn|nội dung|công việc|giải pháp)(?:\s+\S+){0,3}\s+sau(?: đây)?|như sau|cụ thể)$"
    r"|^(?:(?:có|chịu) trách nhiệm"
    r"|có (?:(?:các |những )?(?:nhiệm vụ|quyền hạn|quyền|trách nhiệm|nghĩa vụ)(?:, | và |$)){2,})(?: sau(?: đây)?)?$"
    r"|^cần$|^phải$",
    re.IGNORECASE,
)
_ADVISING = re.compile(r"\s*\b(?:tham mưu(?:,? giúp| cho)?|giúp)\s+(?=[^,;.]*$)", re.IGNORECASE)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """The vocabulary of duties as the patterns that are looked for here."""
    known = duty_words()
    verbs = known.verb_pattern
    patterns = {
        "submitting": rf"(?<!\w)(?<!phê duyệt )(?<!chấp thuận )(?:{known.submitting})(?!\w)",
        "informing": rf"(?<!\w)(?:{known.informing})(?!\w)",
        "direct": rf",?\s+(?:(?:ngay|kịp thời|định kỳ|báo cáo|và|,)\s+)*(?:{known.reported}\s+)?(?:(?:{known.towards})\s+)?",
        "towards": rf"\s+(?:(?:{known.towards})\s+)?",
        "making": (
            rf"(?<!\w)(?:{known.making})(?:(?:,| và|, và)?\s+(?:{known.making}|{known.making_too}))*\s+"
            rf"(?:đầy đủ |cụ thể )?(?P<product>(?:(?:các|những)\s+)?(?:{known.products})(?!\w)(?! hóa)[^;.:()]*)"
        ),
        "product": rf"(?:(?:các|những)\s+)?(?:{known.products})(?!\w)",
    }
    small = {
        "after_comma": rf"(?:,|\bđể|\bbằng)\s+(?=(?:{verbs})(?!\w)(?! của(?!\w)))",
        "anywhere": rf"(?<!vào)(?<!theo)(?<!của)\s(?=(?:{verbs})(?!\w)(?! của(?!\w)))",  # "căn cứ vào báo cáo của …"
        "after_product": rf",?\s+(?:{known.after_product})(?!\w)",
        "next_task": rf",\s+(?=(?:{verbs})(?!\w))",
        "enumerates": rf"(?:{verbs})$",
    }
    return {name: re.compile(each, re.IGNORECASE) for name, each in patterns.items()} | {
        name: re.compile(each) for name, each in small.items()
    }


def opens_with_duty(words: str, *, grounds: bool = True) -> bool:
    """Whether a sentence opens with a verb of duties, behind adverbs, words of time and, where `grounds`, what it rests on."""
    known = duty_words()
    if known.verb.match(words) and not known.adverbs.match(words):  # "hoàn thành trước ngày 30/6"
        return True
    start = lead_verb(words) if grounds else skip_time(words)
    adverbs = known.adverbs.match(words, start)
    return known.verb.match(words, adverbs.end() if adverbs else start) is not None


def lead_verb(task: str) -> int:
    """Where the first verb of a task stands, behind adverbs, words of time and grounds ("Căn cứ …, tham mưu …")."""
    known, position = duty_words(), 0
    while True:
        start = position
        position = skip_time(task, position)
        if adverbs := known.adverbs.match(task, position):
            position = adverbs.end()
        position = skip_between(task, position)
        if known.grounds.match(task, position):
            return _behind_ground(task, position)
        if position == start:
            return position


def _behind_ground(task: str, start: int) -> int:
    masked = mask_names(task)
    end = re.search(r"[;.]\s", masked[start:])
    within = masked[: start + end.start()] if end else masked
    found = _words()["after_comma"].search(within, start) or _words()["anywhere"].search(within, start + 8)
    return start if found is None else found.end() + lead_verb(task[found.end() :])


def role_of(task: str) -> str:
    """The role by the first verb."""
    position = lead_verb(task)
    for role, spoken in duty_words().roles:
        if spoken.match(task, position):
            return role
    sent = _SENT.match(task, position)  # "gửi Bộ Tài chính báo cáo …"
    if (
        sent
        and opens_with_body(task[sent.end() :])
        and task[body_end(task, sent.end()) :].startswith(" báo cáo")
    ):
        return "báo cáo"
    return DEFAULT_ROLE


def partners_of(task: str) -> tuple[str, ...]:
    """The bodies that a task is done together with, each as worded."""
    found: list[str] = []
    for together in _TOGETHER.finditer(task):
        if opens_with_body(task[together.end() :]):
            end = body_end(task, together.end())
            named = task[together.end() : end]
            if not task[end:].strip(
                " .;"
            ):  # "phối hợp với cơ quan chủ trì thực hiện các nhiệm vụ": what is to be done, no name
                named = _LEADER.sub(r"\1", named)
            found += split_bodies(named)
    return tuple(dict.fromkeys(found))


def recipient_of(text: str) -> str | None:
    """The body (or bodies) to which a duty's result goes: reported, sent, submitted, advised, proposed to."""
    span = _recipient_span(text)
    return text[slice(*span)] if span else None


def own_part(text: str) -> str:
    """A duty's words without what the recipient does with it ("… về Sở Y tế để tổng hợp, báo cáo …")."""
    others = _DONE_BY_OTHERS.search(text)
    cut = others.start() if others else len(text)
    span = _recipient_span(text)
    if span and re.match(r"\s*,?\s*(?:để\s+|và\s+)?(?:tổng hợp|theo dõi)", text[span[1] :]):
        cut = min(cut, span[1])
    return text[:cut]


def _recipient_span(text: str) -> tuple[int, int] | None:
    others = _DONE_BY_OTHERS.search(text)
    own = text[: others.start()] if others else text
    words = _words()
    for verb in chain(words["submitting"].finditer(own), words["informing"].finditer(own)):
        if asked := _ASKED.search(
            own, 0, verb.start()
        ):  # "đề nghị Bộ Y tế trình Chính phủ": so that it submits
            end = body_end(own, asked.end())
            if opens_with_body(own[asked.end() :]) and end >= verb.start() - 1:
                return asked.end(), end
        if (_NO_SENDER if verb.group() in _SENDING else _NO_VERB).search(own[: verb.start()]):
            continue
        direct = _words()["direct"].match(own, verb.end())
        start = direct.end() if direct else verb.end()
        if not opens_with_body(own[start:]):
            piece = re.compile(r"[^;.]{0,200}").match(own, verb.end())
            within = own[: piece.end()] if piece else own
            start = next(
                (m.end() for m in _TO_BODY.finditer(within, verb.end()) if opens_with_body(own[m.end() :])),
                -1,
            )
        if start >= 0:
            end = body_end(own, start)
            informs = words["informing"].match(verb.group()) and _APPLICANTS.match(own, start)
            if end > start and not informs and not _NOBODY.fullmatch(own, start, end):
                return start, end
    return None


def product_of(task: str) -> str | None:
    """The document, plan, budget or report that a duty is to bring forth, as worded."""
    for match in _words()["making"].finditer(task):
        proposed = match.group().startswith("đề xuất") and _APPROVED.search(task, 0, match.start())
        if proposed or _is_spoken_of(task[: match.start()]) or _is_made_by_another(task, match.start()):
            continue
        words = task[match.start("product") : match.end("product")]
        if _ITSELF.match(words.strip()):
            continue
        return words[: _product_end(words)].strip(' ,“”"') or None
    own = own_part(task)
    recipient = _recipient_span(own)
    if (
        recipient
        and (brought := _BROUGHT.match(task, recipient[1]))
        and task[: recipient[0]].rstrip().lower().endswith("trình")
    ):
        words = task[brought.end() :]  # "trình Thủ tướng Chính phủ phê duyệt Đề án …"
        if _words()["product"].match(words) and not (_ITSELF.match(words) or _DECIDES.match(words)):
            return words[: _product_end(words)].strip(' ,.;“”"') or None
    for report in re.finditer(r"báo cáo(?! (?:viên|của))[^;.:()]*", own, re.IGNORECASE):
        start, end = report.start(), report.start() + _report_end(report.group())
        if recipient and start + len("báo cáo") <= recipient[0] < end:
            end = recipient[0]
        named = own[start:end].strip(" ,")
        before = own[: report.start()]
        no_report = _NO_SUBJECT.match(named) or _GOES_ON.match(named)
        if not (_NO_VERB.search(before) or _FIGURES.search(before) or no_report):
            return named
    return None


def submitted(words: str) -> str | None:
    """The document that an item names below a line that says to whom it is submitted: "Dự thảo quyết định về …"."""
    draft = _DRAFT.match(words)
    if not _words()["product"].match(words, draft.end() if draft else 0):
        return None
    start = draft.end() if draft else 0
    return words[: start + _product_end(words[start:])].strip(" ,.;") or None


def _is_spoken_of(before: str) -> bool:
    """Whether what stands before a verb of making tells that nothing is made: a noun, what is cited, a condition, brackets."""
    unmade = (_NO_VERB, _CITED, _WHILE)
    return any(words.search(before) for words in unmade) or before.count("(") > before.count(")")


def _is_made_by_another(task: str, making: int) -> bool:
    """Whether a verb of making is said of a body that is told to: "hướng dẫn các xã lập kế hoạch"."""
    return any(
        (opens_with_body(task[told.end() :]) and _goes_on_to(task, body_end(task, told.end()), making))
        or _PERSONS.fullmatch(task, told.end(), making)
        for told in _CAUSES.finditer(task, 0, making)
    )


def _goes_on_to(task: str, end: int, making: int) -> bool:
    """Whether nothing but "phải" and the like stands between the end of a name and a verb, or the verb within the name."""
    return end >= making or _HAS_TO.fullmatch(task, end, making) is not None


def _report_end(words: str) -> int:
    """Where the subject of a report ends: at the body it goes to ("báo cáo kết quả thực hiện về Sở Y tế")."""
    start = len("báo cáo")
    for towards in _words()["towards"].finditer(words, start):
        if opens_with_body(words[towards.end() :]) and (towards.start() == start or towards.group().strip()):
            return towards.start()
    return start + _product_end(words[start:])


def _product_end(words: str) -> int:
    """Where the name of a product ends: at a word of another part, or at a comma behind which another task begins."""
    noun = _words()["product"].match(words)
    start = noun.end() if noun else 0
    behind = _words()["after_product"].search(words, start)
    end = behind.start() if behind else len(words)
    masked = mask_names(words)
    for comma in _words()["next_task"].finditer(masked, start, end):
        if not _words()["enumerates"].search(
            masked[start : comma.start()]
        ):  # "kế hoạch đào tạo, bồi dưỡng …"
            return comma.start()
    return end


def is_lead_in(words: str, *, has_children: bool) -> bool:
    """Whether words only introduce what follows: "có trách nhiệm:", "Chủ trì, phối hợp với các sở:", "một số nhiệm vụ sau:"."""
    bare = words.rstrip(" :")
    if not has_children and not words.rstrip().endswith(":"):
        return False
    if not bare or (_LEAD_IN.search(bare) and len(bare) < 160 and ";" not in bare and "." not in bare):
        return True
    brought = list(_SUBMITS.finditer(bare)) if _BRINGING.match(bare) else []
    if brought and opens_with_body(bare[brought[-1].end() :]):
        behind = bare[body_end(bare, brought[-1].end()) :]
        if len(bare) < 160 and _BROUGHT.fullmatch(f"{behind} "):
            return True  # "Tham mưu Sở Y tế trình Ủy ban nhân dân tỉnh ban hành:"
    rest = re.sub(r"^chủ trì(?:,|\s+và)?\s*", "", bare, flags=re.IGNORECASE)
    advised = _ADVISING.search(rest)
    if advised and body_end(rest, advised.end()) >= len(rest) and opens_with_body(rest[advised.end() :]):
        rest = rest[: advised.start()]
    return not rest or (_TOGETHER.match(rest) is not None and ends_in_partners(rest))


def ends_in_partners(words: str) -> bool:
    """Whether words break off behind the bodies that something is done with, before they say what."""
    bare = words.rstrip(" ,.;:")
    starts = [m.end() for m in _TOGETHER.finditer(bare) if opens_with_body(bare[m.end() :])]
    return bool(starts) and body_end(bare, starts[-1]) >= len(bare)


def names_alone(words: str) -> bool:
    """Whether words are nothing but names of bodies."""
    bare = words.rstrip(" ,.;:").replace(":", ",")  # "Giám đốc: Bệnh viện A, Bệnh viện B"
    return opens_with_body(bare) and body_end(bare) >= len(bare)


def is_admonition(task: str) -> bool:
    """Whether words only urge everyone to carry out the plan."""
    return (
        duty_words().admonition.match(task) is not None
        and recipient_of(task) is None
        and find_deadline(task) is None
    )


def is_general(task: str) -> bool:
    """Whether words name no task of their own: "tổ chức thực hiện các nhiệm vụ được giao"."""
    pieces = [p.strip(" ,.") for p in re.split(r"[;.]\s+", task[lead_verb(task) :]) if p.strip(" ,.")]
    return all(duty_words().general.fullmatch(piece) for piece in pieces)


def left_open(row: Responsibility) -> tuple[str, ...]:
    """Which of the six that must be clear (6 rõ) a duty leaves open.

    người: no body is named, only a group ("các sở, ngành liên quan").
    việc: the words only say to carry out the plan or the tasks given.
    thời gian: no date, quarter, year or interval ("định kỳ" and "thường xuyên" alone leave it open).
    trách nhiệm: it is not said who answers for it: several bodies of which none leads, or one that works with nobody named.
    sản phẩm: nothing is named that is to come out.
    thẩm quyền: nobody is named who decides, or to whom it is submitted or reported ("cấp có thẩm quyền" names nobody).
    """
    deadline = row.deadline
    several = is_group(row.agency) or len(row.agencies) > 1
    helps = row.role == "phối hợp" and not any(not is_group(partner) for partner in row.partners)
    open_points = {
        "người": is_group(row.agency),
        "việc": is_general(row.task),
        "thời gian": deadline is None or (not deadline.is_dated and deadline.rhythm in ("none", "periodic")),
        "trách nhiệm": helps or (several and row.role not in ("chủ trì", "báo cáo")),
        "sản phẩm": row.product is None and row.role != "báo cáo",  # a report comes out
        "thẩm quyền": row.recipient is None or _UNNAMED.match(row.recipient) is not None,
    }
    return tuple(name for name, is_open in open_points.items() if is_open)
