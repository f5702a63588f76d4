"""The body that a sentence opens with, or names behind a condition, and where what it is told begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.language.bodies import body_end, find_bodies, opens_with_body, without_prefix
from assistant.language.duties import duty_words
from assistant.language.text import CAPITALS, skip_between
from assistant.language.times import skip_time

_TAKES_OBJECT = r"\b(?:của|cho|với|về|đến|thuộc|tại|giữa|và|theo|từ|cùng|là|do|trong|bởi|được)"
_ANSWERABLE = re.compile(
    rf"(?P<name>(?:[{CAPITALS}]|(?:các|những|cơ quan|đơn vị|tổ chức|chủ|bên|người)\s)"
    r"(?:[^:;.()]|(?<=\s)\([^()]{2,60}\)){2,180}?)\s+"
    r"(?=(?:(?:có|chịu) trách nhiệm|có (?:các )?(?:nhiệm vụ|nghĩa vụ)|phải)(?!\w))"
)  # whoever has a duty is a body, though no list knows it: "Giáo vụ có trách nhiệm …"
_OBLIGES = re.compile(r"(?:trách nhiệm|phải|nhiệm vụ|nghĩa vụ)(?!\w)")
_MUST = re.compile(r"phải(?! có trách nhiệm)")
_LIST = re.compile(r"(?<!\w)(?:cơ quan|bộ phận|địa phương|tổ chức|cá nhân|đơn vị),\s*$")
_LISTED = re.compile(r"(?:đơn vị|địa phương|tổ chức|lực lượng|người có thẩm quyền)(?!\w)")
_MAY_ASK = re.compile(r"có quyền (?:yêu cầu|đề nghị)(?!\w)")
_HAS_TO = re.compile(r"(?:(?:có|chịu) trách nhiệm|phải|(?:kịp thời )?phản ánh)(?!\w)")
_OWNED = re.compile(r"(?P<name>[^:;.,()]{3,60}):\s+(?=\S)")
_CHARGED = re.compile(  # behind a condition: "…, tổ chức đề nghị cấp phép có trách nhiệm bổ sung"
    r"(?:,|\bthì)\s+(?P<name>(?:các\s+)?(?:cơ quan|tổ chức|cá nhân|đơn vị|chủ|bên|người|đại diện|cơ sở|doanh nghiệp|hộ"
    r"|trường(?! hợp)|bệnh viện|bảo tàng|cấp ủy|Sở)(?!\w)(?:(?!\s(?:phải|thì"
    r"|là|mà|yêu cầu|xem xét|gửi|thống nhất|phối hợp)\s)[^:;.()]){0,180}?)(?<!,)\s+(?=(?:(?:có|chịu) trách nhiệm|phải)(?!\w))"
)
_ENFORCERS = re.compile(
    rf"(?:(?:Các\s+)?(?:ông|bà|đồng chí)[^:;.]{{0,20}}:\s*)?(?P<names>[{CAPITALS}].{{2,600}}?)\s*,?\s+"
    r"(?=(?:có\s+|chịu\s+)?trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện)"
    r" (?:Quyết định|Nghị quyết|Quy chế|Quy định|Thông tư) này)",
    re.IGNORECASE,
)
_MORE_THAN_A_NAME = re.compile(
    r"\.\.|^(?:Nội dung|Kết thúc|Việc|Trong|Trường hợp|Khi|Nếu|Để|Tại|Mọi|Hằng|Hàng|Trên|Ngoài|Đồng thời|Đây|Không|Từ|Sau|Trước"
    r"|Cùng|Chậm nhất|Muộn nhất|Quá|Tối đa)(?!\w)"
    r"|(?<!\w)(?:căn cứ|theo|trong thời hạn|khi|nếu|để|trên cơ sở|phối hợp|chủ trì|phải|là|thì|do|giao)(?!\w)",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"[^,]{3,80} được (?:giao|phân công) [^,]{3,80}"
)  # "Ủy ban nhân dân cấp xã được giao vốn làm dự án"
_TOLD_APART = re.compile(
    r"(?:(?:các|mọi)\s+)?(?:cơ quan|tổ chức|đơn vị|cá nhân|người|hộ|doanh nghiệp|cơ sở|cán bộ|công chức|viên chức)"
    r"(?:, (?:cơ quan|tổ chức|đơn vị|cá nhân|người|hộ|doanh nghiệp|cơ sở|cán bộ|công chức|viên chức)[^,]{0,20})*"
    r" (?:được|chưa|không|chủ trì|thực hiện|tổ chức|lập|đề nghị|quản lý|sử dụng|khai thác|tham gia|là|có)(?!\w)",
    re.IGNORECASE,
)
_MORE_THAN_ONE_BODY = re.compile(
    r"\.\.|(?<!\w)(?:phải|thì|do|căn cứ|trên cơ sở|trong thời hạn|đồng thời)(?!\w)|(?:,|\svà|\shoặc)$"
)
_CONDITIONS = re.compile(  # a comma ends them
    r"(?:trong )?(?:(?:một số )?trường hợp|thời hạn)|trong (?:vòng |thời gian )?\d+ (?:ngày|tháng|giờ)"
    r"|sau khi|trước khi|quá thời hạn|(?:chậm|muộn) nhất|khi|nếu"
    r"|(?:kể )?từ ngày|đối với",
    re.IGNORECASE,
)
_LONGEST_NAME = 100  # characters of a body that no list knows
_DOERS = re.compile(
    r"(?:và\s+)?(?:các\s+)?(?:tổ chức|cá nhân|hộ|người|doanh nghiệp|đơn vị|cơ sở|chủ(?! trì| động| tịch| nhiệm))(?!\w)",
    re.IGNORECASE,
)
_KIND_ALONE = re.compile(
    r"(?:Cơ quan|Đơn vị|Ngành|Ban|Ủy ban|Hội|Phòng|Vụ|Cục|Khu|Doanh nghiệp)"
)  # is no name
_WHO_IT_IS = re.compile(
    r"(?:Người|Ông|Bà|Đồng chí|Đại diện|Lãnh đạo|Mức|\d)(?!\w)"
)  # "Thư ký Hội đồng: Người làm lưu trữ": of whom a board is made up, what somebody is paid
_PARTS = re.compile(
    r"(?:đầu tư|thẩm định|đào tạo|bồi dưỡng|quản lý|tổng hợp|kiểm tra|thanh tra|thống kê|tư vấn|xây dựng|phát triển"
    r"|hỗ trợ)\s*[.;]?\s*"
)  # "Bộ phận Thẩm định đầu tư.": a part of an office
_AS_SET_OUT = re.compile(
    r"được |do |thực hiện theo "
)  # "Nhiệm vụ của Hội đồng thực hiện theo Điều lệ": of them, no task
_WHEN = re.compile(r"\s(?:(?:ngay )?(?:sau |trước )?khi|trong thời hạn)\s.*$")
_UNDERGOES = re.compile(r"\s(?:bị|chưa|đang)$")
_MAY = re.compile(  # "Chủ rừng khai thác gỗ có quyền …": what it does tells who is meant
    r"[^,;:.]{0,60}(?<!người)(?<!cá nhân)(?<!cơ quan)(?<!tổ chức) có quyền(?! lợi| hạn|,? (?:và )?(?:nghĩa vụ|trách nhiệm))(?!\w)"
)
_SUFFERS = re.compile(  # "tổ chức đo đạc sai bị thu hồi chứng chỉ"
    r"[^;:.]{0,160}?(?<!cá nhân)(?<!tổ chức)(?<!người)(?<!đối tượng)\s(?:sẽ\s)?bị (?:thu hồi|đình chỉ|xử lý|xử phạt|tước|hủy"
    r"|từ chối)(?!\w)"
)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)$")
_SHORT_NAME = re.compile(r"\s*\([^()]{2,60}\)")  # "Đài Truyền hình Việt Nam (VTV) chủ trì"


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Where a name is over, and where a body is the object of what stands before it."""
    known = duty_words()
    verbs = known.verb_pattern
    patterns = {
        "takes_object": rf"(?:{_TAKES_OBJECT}|{verbs})\s+$",
        "behind_body": rf"{known.verb.pattern}|{known.grounds.pattern}|theo |trong phạm vi|được |có văn bản |họp |sẽ ",
    }
    return {name: re.compile(each, re.IGNORECASE) for name, each in patterns.items()}


@dataclass(frozen=True, slots=True)
class Opening:
    """The body that a sentence opens with; `end` is where its task begins."""

    agency: str
    prefix: str
    end: int

    @property
    def requested(self) -> bool:
        """Whether the body is asked, not told."""
        return "đề nghị" in self.prefix.lower()


def read_opening(words: str, *, adverbial: bool) -> Opening | None:
    """The body that a sentence gives something to do: a name at its head, then a verb or a colon.

    Behind "Hằng năm, …" too where it is told that it has to ("có trách nhiệm"), and, where `adverbial`, whatever it is told.
    """
    prefix, rest = without_prefix(words)
    if (owned := _OWNED.match(rest)) and prefix.rstrip().lower().endswith("của"):  # "Nhiệm vụ của giáo vụ: …"
        return Opening(owned["name"], prefix, len(prefix) + owned.end())
    if all_named := _ENFORCERS.match(rest):
        return Opening(all_named["names"], prefix, len(prefix) + all_named.end())
    may_be_named = _OBLIGES.search(rest) and not (
        prefix and rest[:1].islower()
    )  # "Đối với các hồ cũ, chủ hồ phải"
    named = _ANSWERABLE.match(rest) if may_be_named else None
    must = named is not None and _MUST.match(rest, named.end())  # "Hồ sơ phải …" has no body
    if named and _is_name(named["name"]) and (not must or _DOERS.match(rest)):
        name = _WHEN.sub("", _IN_BRACKETS.sub("", named["name"]))
        return Opening(name, prefix, len(prefix) + named.end())
    if opens_with_body(rest):
        opening = _opening_at(words, len(prefix), prefix)
        titled = (
            prefix.rstrip().lower().endswith("của")
        )  # "Nghĩa vụ của chủ hồ được quy định như sau" tells nobody
        if opening and titled and ":" not in words[len(prefix) : opening.end]:
            is_title = not words.rstrip().endswith((".", ";", ","))
            return None if is_title or _AS_SET_OUT.match(words, opening.end) else opening
        return opening
    conditional = _CONDITIONS.match(words) is not None
    starts_so = conditional or duty_words().grounds.match(words) or skip_time(words) > 0
    if not starts_so:
        return None
    charged = _CHARGED.search(words)
    while charged and _LIST.search(
        words, 0, charged.start("name")
    ):  # "đơn của tổ chức, cá nhân, chủ bến có trách nhiệm"
        charged = _CHARGED.search(words, charged.start("name") + 1)
    for body in find_bodies(words):
        if charged and body.start() >= charged.start("name"):
            break
        before = words[: body.start()]
        asked = re.search(r"(?:đề nghị|giao|yêu cầu)\s*$", before)
        if conditional and not re.search(r"(?:[,;]|\bthì)\s+(?:(?:đề nghị|giao|yêu cầu)\s+)?$", before):
            continue
        if not asked and (_words()["takes_object"].search(before) or _MAY_ASK.search(before)):
            continue
        if _LISTED.match(body.group()) and _LIST.search(before):
            continue  # "khi cơ quan, đơn vị có thành tích": it is the list that the condition is of
        found = _opening_at(words, body.start(), asked.group() if asked else "")
        if found and " thì " in found.agency:
            continue  # "…, Chi nhánh Bến Đông thì Ủy ban nhân dân xã": the case goes on up to "thì"
        if found and (adverbial or _HAS_TO.match(words, found.end)):
            return found
    return Opening(_WHEN.sub("", charged["name"]), "", charged.end()) if charged else None


def _is_name(words: str) -> bool:
    parts = [part.strip() for part in words.split(",")]
    if _GIVEN.fullmatch(words) and opens_with_body(words):
        return True
    if _TOLD_APART.match(words):  # "Cơ quan lập đề án theo khoản 1": what it does tells which one is meant
        return all(parts) and not _MORE_THAN_ONE_BODY.search(words)
    if not all(parts) or _MORE_THAN_A_NAME.search(words):
        return False
    verbs = (n for n, part in enumerate(parts) if duty_words().verb.match(part) and not _DOERS.match(part))
    first = next(verbs, len(parts))
    # "tổ chức, cá nhân khai thác, sử dụng nước": what they do tells who is meant
    doers = any(_DOERS.match(part) for part in parts[:first])
    return (doers or (first == len(parts) and len(words) <= _LONGEST_NAME)) and not words.endswith(" và")


def _opening_at(words: str, start: int, prefix: str) -> Opening | None:
    end = body_end(words, start)
    rest = words[end:]
    short = _SHORT_NAME.match(rest)
    position = end + skip_between(rest, short.end() if short else 0)
    suffers = _DOERS.match(words, start) and _SUFFERS.match(words, position)
    if suffers or _MAY.match(words, position):
        return None
    if _UNDERGOES.search(words[start:end]) or words.count(")", start, end) > words.count("(", start, end):
        return None
    if end == start or position >= len(words) or _KIND_ALONE.fullmatch(words[start:end]):
        return None
    if _PARTS.fullmatch(words, position):
        return None
    if rest.lstrip().startswith(":") and _WHO_IT_IS.match(words, position):
        return None
    if not rest.lstrip().startswith(":") and not _words()["behind_body"].match(words, position):
        return None
    return Opening(words[start:end], prefix, position)


def names_enforcers(words: str) -> bool:
    """Whether words are a list of bodies that all are to enforce a decision."""
    found = _ENFORCERS.match(words)
    return found is not None and all(opens_with_body(name.strip()) for name in found["names"].split(";"))
