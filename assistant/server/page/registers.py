"""The tabs of the registers: targets; who does what, and by when. Filters above, the table and its exports below."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.exporting import deadlines_report, responsibilities_report, targets_report
from assistant.language.text import vietnamese_key
from assistant.messages.phrases import role_phrase
from assistant.registers import measured_first, read_date
from assistant.server.page.site import Site, offer
from assistant.server.page.tables import export_links, filter_query, notice, render_table
from assistant.types import RowFilter

if TYPE_CHECKING:
    from gradio.components import Component

Choices = list[str] | list[tuple[str, str]]
_FORMATS = ("xlsx", "docx", "csv")


class _Register:
    """A register with its filters: which there are, and what fits them."""

    multiple: tuple[str, ...] = ()  # fields of `RowFilter` that are chosen from lists

    def __init__(self, site: Site) -> None:
        self.site = site

    def choices(self, field: str) -> Choices:
        """What the rows offer for a field, as the index is now."""
        documents = self.site.documents()
        match field:
            case "documents":
                used = dict.fromkeys(row.document_id for row in self.rows())
                return [(documents[id_].short_title, id_) for id_ in used]
            case "places":
                return sorted({row.place for row in self.rows() if row.place}, key=vietnamese_key)
            case _:
                return self.own_choices(field)

    def rows(self) -> Any:
        """All rows."""
        raise NotImplementedError

    def own_choices(self, field: str) -> Choices:
        """What the rows offer for a field that other registers do not have."""
        raise NotImplementedError

    def show(self, *given: Any) -> str:
        """The table of the rows that fit the filters, in the order of the controls."""
        try:
            return self.render(*given)
        except Exception as error:  # noqa: BLE001 - the user gets a sentence, the log the traceback
            return notice(self.site.explain(error), "pa-error")

    def render(self, *given: Any) -> str:
        """The same; raises what the filters raise."""
        raise NotImplementedError

    def where(self, lists: tuple[Any, ...], text: str | None) -> RowFilter:
        """The filter of what was chosen and typed."""
        chosen: dict[str, Any] = {
            name: tuple(value or ()) for name, value in zip(self.multiple, lists, strict=True)
        }
        return RowFilter(**chosen, text=(text or "").strip() or None)


class Targets(_Register):
    """The target register."""

    multiple = ("documents", "places", "periods", "kinds")

    def rows(self) -> Any:
        """All targets."""
        return self.site.assistant.targets()

    def own_choices(self, field: str) -> Choices:
        """Periods as the rows state them; kinds."""
        if field == "kinds":
            return [(self.site.say(kind), kind) for kind in ("quantitative", "qualitative")]
        return sorted({str(row.period) for row in self.rows() if row.period})

    def render(self, *given: Any) -> str:
        """The targets that fit."""
        *lists, text = given
        where = self.where(tuple(lists), text)
        rows = measured_first(self.site.assistant.targets(where))
        if not rows:
            return notice(self.site.say("no_rows" if where != RowFilter() else "no_register"))
        documents = self.site.documents()
        report = targets_report(
            rows, list(documents.values()), language=self.site.language, index_id="", made=datetime.now(),
            register=self.rows(),
        )  # fmt: skip
        links = export_links(self.site, "targets", filter_query(where), _FORMATS)
        return links + render_table(self.site, report, rows, documents)


class Duties(_Register):
    """The responsibility register; the same by the day on which they fall due."""

    multiple = ("documents", "places", "agencies", "roles", "periods")

    def rows(self) -> Any:
        """All responsibilities."""
        return self.site.assistant.responsibilities()

    def own_choices(self, field: str) -> Choices:
        """Agencies and roles as the rows have them; the periods are those of the targets."""
        match field:
            case "agencies":
                return sorted({name for row in self.rows() for name in row.agencies}, key=vietnamese_key)
            case "roles":
                roles = dict.fromkeys(row.role for row in self.rows())
                return [(role_phrase(role, self.site.language), role) for role in roles]
            case _:
                return sorted({str(row.period) for row in self.site.assistant.targets() if row.period})

    def render(self, *given: Any) -> str:
        """The responsibilities that fit; where only deadlines are wanted, the next one first."""
        *lists, text, only_deadlines, after, before = given
        where = self.where(tuple(lists), text)
        documents = self.site.documents()
        made, language = datetime.now(), self.site.language
        if only_deadlines or _typed(after) or _typed(before):
            first, last = _day(after), _day(before)
            due = self.site.assistant.deadlines(where, last, first)
            if not due:
                return notice(self.site.say("no_rows"))
            report = deadlines_report(
                due, list(documents.values()), language=language, index_id="", made=made
            )
            query = filter_query(
                where, after=first.isoformat() if first else None, before=last.isoformat() if last else None
            )
            links = export_links(self.site, "deadlines", query, (*_FORMATS, "ics"))
            return links + render_table(self.site, report, [row.responsibility for row in due], documents)
        rows = self.site.assistant.responsibilities(where)
        if not rows:
            return notice(self.site.say("no_rows" if where != RowFilter() else "no_register"))
        report = responsibilities_report(
            rows, list(documents.values()), language=language, index_id="", made=made
        )
        links = export_links(self.site, "responsibilities", filter_query(where), _FORMATS)
        return links + render_table(self.site, report, rows, documents)


def _typed(value: str | None) -> bool:
    return bool((value or "").strip())


def _day(typed: str | None) -> date | None:
    return read_date(typed) if typed and typed.strip() else None


def build_targets(site: Site, page: gr.Blocks, renewed: gr.Textbox) -> None:
    """The tab of the targets."""
    _build(Targets(site), page, renewed, extra=())


def build_duties(site: Site, page: gr.Blocks, renewed: gr.Textbox) -> None:
    """The tab of the responsibilities."""
    _build(Duties(site), page, renewed, extra=("only_deadlines", "after", "before"))


def _build(register: _Register, page: gr.Blocks, renewed: gr.Textbox, *, extra: tuple[str, ...]) -> None:
    site = register.site
    with gr.Row(elem_classes="pa-filters"):
        lists = [
            gr.Dropdown(
                label=site.say(f"filter_{field}"), choices=[], multiselect=True, scale=1, min_width=170
            )
            for field in register.multiple
        ]
        text = gr.Textbox(label=site.say("filter_text"), max_length=200, lines=1, max_lines=1, min_width=170)
        controls: list[Component] = [*lists, text]
        if extra:
            controls.append(
                gr.Checkbox(label=site.say("only_deadlines"), container=False, elem_classes="pa-check")
            )
            controls += [
                gr.Textbox(
                    label=site.say(f"filter_{name}"), placeholder=site.say("date_hint"), max_length=40, lines=1,
                    max_lines=1, min_width=150,
                )
                for name in extra[1:]
            ]  # fmt: skip
        clear = gr.Button(
            site.say("clear_filters"), size="sm", scale=0, min_width=110, elem_classes="pa-quiet"
        )
    shown = gr.Markdown(elem_classes="pa-result")
    empty: list[Any] = [[] for _ in lists] + [""] + ([False, "", ""] if extra else [])

    def renew(*given: Any) -> list[Any]:
        updates = [
            offer(register.choices(field), chosen)
            for field, chosen in zip(register.multiple, given, strict=False)
        ]
        return [*updates, register.show(*(update["value"] for update in updates), *given[len(lists) :])]

    def reset() -> list[Any]:
        return [*empty, register.show(*empty)]

    quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    page.load(lambda: renew(*empty), [], [*lists, shown], **quiet)
    renewed.change(renew, controls, [*lists, shown], **quiet)
    changes: list[Any] = [control.input for control in lists]
    changes += [control.input for control in controls[len(lists) :] if isinstance(control, gr.Checkbox)]
    changes += [text.change]
    typed = [control for control in controls[len(lists) + 1 :] if isinstance(control, gr.Textbox)]
    changes += [trigger for control in typed for trigger in (control.submit, control.blur)]
    gr.on(changes, register.show, controls, shown, trigger_mode="always_last", **quiet)
    gr.on([clear.click], reset, [], [*controls, shown], **quiet)
