"""The responsibility register (bảng phân công): the clauses that give a body something to do.

Four places hold them: the parts that share out the work, where a heading names the body or a clause opens with it;
clauses elsewhere that plainly give a body something ("các cơ quan … lập dự toán, gửi Sở Tài chính"); tasks with
labels ("Cơ quan chủ trì: …"); rows of task tables. A clause is one row, unless its sentences speak of different bodies.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.language.bodies import (
    agency_names,
    agency_of_heading,
    opens_with_body,
    without_prefix,
)
from assistant.language.deadlines import Deadline, find_deadline
from assistant.language.duties import duty_words
from assistant.language.values import YEAR
from assistant.registers.assigned import of_labels, of_table
from assistant.registers.columns import read_rows
from assistant.registers.fields import (
    is_admonition,
    is_general,
    is_lead_in,
    lead_verb,
    left_open,
    opens_with_duty,
    own_part,
    partners_of,
    product_of,
    recipient_of,
    role_of,
    submitted,
)
from assistant.registers.labels import labelled_duties
from assistant.registers.openings import read_opening
from assistant.registers.statements import (
    Context,
    Statement,
    clause_words,
    issuer_end,
    read_statements,
    without_issuer,
)
from assistant.registers.surroundings import SHORT_TITLE, Surroundings, tells_nobody
from assistant.types import Document, Responsibility, Section

_NO_DUTIES = ("table_row", "boilerplate", "recipients", "preamble")
_ENFORCED = re.compile(
    r"chịu trách nhiệm (?:tổ chức )?(?:thi hành|thực hiện) (?:Quyết định|Nghị quyết|Quy chế|Quy định|Thông tư) này"
)
_OF_PROCEDURE = re.compile(
    r"(?:cơ quan|đơn vị|đối tượng|người|địa điểm)[^:]{0,80}(?:thủ tục hành chính|TTHC)\s*:", re.IGNORECASE
)  # "Cơ quan thực hiện TTHC: …"
_WHEN = re.compile(r"Thời (?:gian|hạn)(?: [^\W\d]+){0,3}\s*:\s*(?P<when>[^;:]{4,120}?)[\s.;]*$")
_ABOUT = re.compile(r"\bđối với\b")
_DIRECTED = re.compile(r"\s(?:chỉ đạo|giao)\s")
_BLANK, _BLANKS = re.compile(r"\.{3}|…"), re.compile(r"\.{4}|…{2}|_{4}")
_OWNED = re.compile(r"(?:nhiệm vụ|nghĩa vụ|trách nhiệm)(?:(?: và|,) quyền hạn)? của\s*$", re.IGNORECASE)
_MAY = re.compile(
    r"(?:(?:Khi|Nếu|Trường hợp|Trong quá trình)\s[^;.]*,\s)?[^,;.]{2,80}(?<!nhưng)\s(?:có thể|(?:có|được) quyền|được làm việc)\s"
)  # "Khi cần, thành viên có thể …"
_OBJECTS = re.compile(r"(?:gồm|đối với):$")  # a line whose items are what its duty is about
_SAYS_MORE = re.compile(
    r"(?<!\w)(?:khi|trong (?:việc|công tác|quá trình|quản lý|lĩnh vực)|đối với)\s"
)  # behind "Trách nhiệm của …": of what, no name
_TELLS = re.compile(r"\s(?:yêu cầu|giao|chỉ đạo|đề nghị)(?: [^\W\d]+){0,4}\s*:$")
_DESCRIBED = re.compile(
    r"(?P<name>[^,;:.()]{3,100}?)(?:\s\([^()]*\))?\s+là\s+(?:cơ quan|đơn vị|tổ chức)(?!\w)"
)
_TASKS_AND_POWERS = re.compile(r"(?:(?:Vị trí|Chức năng|chức năng),? )*[Nn]hiệm vụ(?:,| và) quyền hạn[.:]?")


def extract_responsibilities(document: Document, sections: tuple[Section, ...]) -> tuple[Responsibility, ...]:
    """One row per duty, in the order of the document; press gives nobody duties."""
    if document.tier != "official":
        return ()
    tables = read_rows(sections)
    labelled = {duty.sections[-1].id: duty for duty in labelled_duties(sections)}
    taken = {s.id for duty in labelled.values() for s in (*duty.sections, duty.task_section)}
    rows: list[Responsibility] = []
    made: Counter[str] = Counter()  # rows by clause
    reader = _Reader(sections)
    for section in sections:
        if section.id in taken:
            found = [of_labels(document, labelled[section.id])] if section.id in labelled else []
        elif section.kind == "table_row":
            found = list(of_table(document, tables[section.id])) if section.id in tables else []
        elif section.kind in _NO_DUTIES:
            if section.kind == "preamble":
                reader.remember(section, clause_words(section))
            continue
        elif (
            rows
            and rows[-1].section_id == section.parent
            and (due := _WHEN.match(clause_words(section)))
            and rows[-1].deadline is None
        ):  # "Thời gian thực hiện: …" below a duty
            rows[-1] = _due(document, rows[-1], section, due["when"])
            continue
        else:
            statements = (statement for statement in reader.read(section) if not _tells_nothing(statement))
            found = [_row(document, section, statement) for statement in statements]
        for row in found:
            made[row.id] += 1
            again = f"/{made[row.id]}" if made[row.id] > 1 else ""
            rows.append(replace(row, id=row.id + again, left_open=left_open(row)))
    return tuple(rows)


class _Reader:
    """Reads clauses in order and remembers what headings and lead-ins say of those that follow."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._around = Surroundings(sections)
        self._described: str | None = None  # the body that an article before says what it is
        self._told: set[str | None] = (
            set()
        )  # what the clauses stand below that follow "…, Bộ trưởng yêu cầu:"
        self._below: dict[str, Context] = {}  # for the items of a clause
        self._after: dict[str | None, Context] = {}  # for the clauses behind a lead-in

    def read(self, section: Section) -> Iterator[Statement]:
        """The duties of a clause."""
        context = self._context(section)
        words, has_items = clause_words(section), self._around.has_items(section)
        if _OF_PROCEDURE.match(words) or self._around.is_in_no_list(section):
            return
        lists = not tells_nobody(words)
        self.remember(section, words)
        heading = self._heading(words) if has_items and lists else None
        if heading is not None:
            self._below[section.id] = heading
            return
        if not (context.given or context.owned or context.requested or self._around.shares_out(section)):
            if lists and (given := self._given(words)):
                self._introduce(section, given, has_items=has_items)
                return
            yield from (s for s in read_statements(section, Context()) if self._is_plain_duty(section, s))
            return
        if context.agency and lists and is_lead_in(words, has_children=has_items):
            made = replace(
                context,
                role=context.role or _own_role(words),
                partners=partners_of(words) or context.partners,
                given=True,
                recipient=recipient_of(words) or context.recipient,
            )
            self._introduce(section, made, has_items=has_items)
            return
        if has_items and context.agency and len(words) <= SHORT_TITLE and not words.endswith((".", ";")):
            return
        for statement in read_statements(section, context):
            owned = context.owned or context.given
            made = Context(statement.agency, statement.requested, unsure=context.unsure, owned=owned)
            if lists and is_lead_in(statement.task, has_children=has_items):
                role, partners = _own_role(statement.task), partners_of(statement.task)
                recipient = recipient_of(statement.task)
                made = replace(made, role=role, partners=partners, given=True, recipient=recipient)
                self._introduce(section, made, has_items=has_items)
                return
            if has_items:
                self._below[section.id] = made
            if self._is_object(section, statement) or self._may_be_no_duty(section, context, statement):
                continue  # an article on a body tells who is in it too
            if _MAY.match(statement.task) and not (
                statement.opens or opens_with_duty(statement.task, grounds=False)
            ):
                continue
            titles = has_items and words.endswith(":") and not statement.opens
            if titles and not opens_with_duty(statement.task):
                continue  # "b) Thành phần của tổ công tác:"
            urges = self._urges(section, statement) and not _ENFORCED.search(statement.words)
            if not (urges and is_admonition(statement.task)):
                yield statement

    def remember(self, section: Section, words: str) -> None:
        """Keeps what a clause says of others: which body it describes, that its issuer tells those behind it what to do."""
        if (described := _DESCRIBED.match(words)) and opens_with_body(words):
            self._described = described["name"]
        if section.kind in ("paragraph", "preamble") and _TELLS.search(words):
            self._told.add(section.parent)

    @staticmethod
    def _given(words: str) -> Context | None:
        """What a clause says that only tells whose duties follow: "Chủ đập có trách nhiệm:", "Sở Y tế có nhiệm vụ sau:"."""
        if not words.rstrip().endswith(":"):
            return None
        said = without_issuer(words)
        opening = read_opening(said, adverbial=False)
        task = said[opening.end :] if opening else ""
        if opening is None or not is_lead_in(task, has_children=True):
            return None
        if _ABOUT.search(task):
            return None  # "quyết định đối với các nội dung sau:" lists what it may decide on
        return Context(opening.agency, opening.requested, _own_role(task), partners_of(task), given=True)

    def _introduce(self, section: Section, context: Context, *, has_items: bool) -> None:
        if has_items:
            self._below[section.id] = context
        else:
            self._after[section.parent] = context

    def _context(self, section: Section) -> Context:
        if section.parent in self._after and section.kind != "paragraph":
            return self._after[section.parent]
        self._after.pop(section.parent, None)
        for above in self._around.above(section):
            if above.id in self._below:
                return self._below[above.id]
        return Context()

    def _heading(self, words: str) -> Context | None:
        """What a heading that only names a body, or has the tasks of the one that was described, says of the clauses below it."""
        if self._described and _TASKS_AND_POWERS.fullmatch(words):
            return Context(self._described, owned=True)
        prefix, rest = without_prefix(words)
        agency = agency_of_heading(words)
        if agency is None:
            return None
        behind = rest[len(agency) :].strip(" :.;,")
        if prefix.rstrip().endswith("của"):
            name = _SAYS_MORE.split(agency, maxsplit=1)[0].rstrip()
            behind = "" if name != agency or _SAYS_MORE.match(behind) else behind
            agency = name
        if behind and not is_lead_in(behind, has_children=True):
            return None
        return Context(
            agency,
            requested="đề nghị" in prefix.lower(),
            role=_own_role(behind) if behind else None,
            partners=partners_of(behind),
            unsure=bool(_DIRECTED.match(f" {behind} ")),
            given=bool(behind),
            owned=_OWNED.search(prefix) is not None,
        )

    def _may_be_no_duty(self, section: Section, context: Context, statement: Statement) -> bool:
        """Whether a statement stands in an article on a body, which tells who is in it too, and opens with no verb of duties."""
        sure = statement.opens or context.given or opens_with_duty(statement.task)
        if sure or self._around.is_part(section):
            return False
        return context.owned or any(above.kind == "article" for above in self._around.above(section))

    def _is_object(self, section: Section, statement: Statement) -> bool:
        """Whether a clause is listed as what a duty is about: "Sở Y tế quản lý đối với: a) Các trạm y tế;"."""
        above = next(self._around.above(section), None)
        return (
            above is not None
            and _OBJECTS.search(clause_words(above)) is not None
            and not opens_with_duty(statement.task)
        )

    def _urges(self, section: Section, statement: Statement) -> bool:
        return section.kind == "closing" or issuer_end(statement.words) >= 0

    def _is_plain_duty(self, section: Section, statement: Statement) -> bool:
        """Whether a clause outside those parts gives its body something to do, and not only everyone a wish."""
        if _ENFORCED.search(statement.words):
            return True
        known = duty_words()
        if (
            (self._around.directs(section) or section.parent in self._told)
            and opens_with_duty(statement.task)
            and not is_general(statement.task)
        ):
            return section.kind != "closing"
        if is_admonition(statement.task):
            return False
        if statement.assigned:  # points below "…, bất cập cần khắc phục:" are what was
            return statement.opens or self._around.directs(section) is not False
        begins = re.compile(rf"(?:{known.assigning})(?!\w)", re.IGNORECASE)
        if section.kind == "closing":
            return recipient_of(statement.task) is not None and not statement.words.startswith("Trên đây")
        task = statement.task
        return begins.match(task, lead_verb(task)) is not None or bool(
            re.match(r"(?:có|chịu) trách nhiệm\b", task)
        )


def _due(document: Document, row: Responsibility, section: Section, when: str) -> Responsibility:
    """A duty with the time that stands on a line of its own below it."""
    return replace(
        row, deadline=Deadline.parse(when), end=section.end, quote=document.text[row.start : section.end]
    )


def _is_past(when: str, document: Document) -> bool:
    """Whether a day or a year lay behind when a document was issued: it says of what a duty is, not by when."""
    years = [int(year) for year in re.findall(YEAR, when)]
    return bool(years and document.date) and max(years) < int((document.date or "")[:4])


def _tells_nothing(statement: Statement) -> bool:
    """Whether a statement gives no task, or has blanks to be filled in where it names its body or begins to tell what to do."""
    if duty_words().no_tasks.match(statement.task.strip()):
        return True
    return (
        _BLANK.search(statement.agency) is not None
        or _BLANKS.search(statement.task[:SHORT_TITLE]) is not None
    )


def _own_role(words: str) -> str | None:
    role = role_of(words)
    return role if role in ("chủ trì", "phối hợp", "tham mưu") else None


def _row(document: Document, section: Section, statement: Statement) -> Responsibility:
    task, context = statement.task.strip(), statement.context
    deadline = find_deadline(own_part(statement.words))
    if deadline is not None and _is_past(deadline.written, document):
        deadline = None
    if context.recipient and opens_with_duty(task):  # an item with a verb of its own
        context = replace(context, recipient=None, role=None if context.role == "tham mưu" else context.role)
    role = "đề nghị" if statement.requested else context.role or role_of(task)
    return Responsibility(
        id=f"{document.id}#{section.id}",
        document_id=document.id,
        section_id=section.id,
        place=document.place,
        agency=statement.agency,
        agencies=agency_names(statement.agency),
        role=role,
        task=task,
        partners=partners_of(task) or context.partners,
        product=product_of(task) or (submitted(task) if context.recipient else None),
        deadline=Deadline.parse(deadline.written) if deadline else None,
        recipient=recipient_of(task) or context.recipient,
        address=section.address,
        quote=document.text[statement.start : statement.end],
        start=statement.start,
        end=statement.end,
        unsure=context.unsure,
    )
