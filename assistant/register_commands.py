"""The commands on the registers: targets, responsibilities, deadlines, compare; as tables, JSON and files."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from contextlib import nullcontext, redirect_stdout
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from io import StringIO
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.options import (
    PROGRAM,
    Corpus,
    Debug,
    Documents,
    IndexFolder,
    Json,
    Places,
    open_assistant,
    read_settings,
    typed_texts,
)

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.exporting import Report
    from assistant.types import RowFilter


_LINE = 100  # characters of a row's words
_NOT_COMPARED = {
    "first_build": "as there was no index before",
    "unreadable": "as another version of the program wrote the index before",
}


class OutputFormat(StrEnum):
    """How a register is written."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    docx = "docx"
    ics = "ics"


class OutputLanguage(StrEnum):
    """The language of column heads."""

    vi = "vi"
    en = "en"


Format = Annotated[
    OutputFormat | None,
    typer.Option(
        "--format", help="How to write the rows; by default a table, or what the name of --out says."
    ),
]
Out = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Write to this file instead of standard output.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file of --out if it exists.")]
Language = Annotated[
    OutputLanguage | None,
    typer.Option("--language", help="Language of column heads; by default that of the settings."),
]
Periods = Annotated[
    list[str] | None,
    typer.Option("--period", metavar="YEARS", help="Only this period: 2030, 2030-2035; may be repeated."),
]
Agencies = Annotated[
    list[str] | None, typer.Option("--agency", metavar="NAME", help="Only this agency; may be repeated.")
]
Roles = Annotated[
    list[str] | None,
    typer.Option("--role", metavar="ROLE", help="Only this role: chủ trì, phối hợp…; may be repeated."),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", metavar="KIND", help="Only quantitative (định lượng) or qualitative (định tính)."),
]
Text = Annotated[
    str | None,
    typer.Option(
        "--text", metavar="WORDS", help="Only rows with these words, typed with or without diacritics."
    ),
]
After = Annotated[
    str | None, typer.Option("--after", metavar="DATE", help="Only what falls due on this day or later.")
]
Before = Annotated[
    str | None, typer.Option("--before", metavar="DATE", help="Only what falls due on this day or earlier.")
]


def add_register_commands(app: typer.Typer) -> None:
    """Adds the commands to the program, in this order."""
    app.command("targets")(_targets)
    app.command("responsibilities")(_responsibilities)
    app.command("deadlines")(_deadlines)
    app.command("compare")(_compare)


def _targets(
    format_: Format = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
    document: Documents = None,
    place: Places = None,
    period: Periods = None,
    kind: Kinds = None,
    text: Text = None,
    language: Language = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """List the targets of the documents."""
    output = _Output.choose(format_, json=json, out=out, force=force)
    where = _where(document=document, place=place, period=period, kind=kind, text=text)
    with open_assistant(read_settings(corpus, index)) as assistant:
        from assistant.exporting import export_targets, targets_report

        rows = assistant.targets(where)
        output.write(
            len(rows),
            lambda: [row.to_dict() for row in rows],
            partial(targets_report, rows),
            partial(export_targets, rows),
            _provenance(assistant, language),
        )


def _responsibilities(
    format_: Format = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
    document: Documents = None,
    place: Places = None,
    period: Periods = None,
    agency: Agencies = None,
    role: Roles = None,
    text: Text = None,
    language: Language = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """List who does what, and by when."""
    output = _Output.choose(format_, json=json, out=out, force=force)
    where = _where(document=document, place=place, period=period, agency=agency, role=role, text=text)
    with open_assistant(read_settings(corpus, index)) as assistant:
        from assistant.exporting import export_responsibilities, responsibilities_report

        rows = assistant.responsibilities(where)
        output.write(
            len(rows),
            lambda: [row.to_dict() for row in rows],
            partial(responsibilities_report, rows),
            partial(export_responsibilities, rows),
            _provenance(assistant, language),
        )


def _deadlines(
    format_: Format = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
    after: After = None,
    before: Before = None,
    document: Documents = None,
    place: Places = None,
    period: Periods = None,
    agency: Agencies = None,
    role: Roles = None,
    text: Text = None,
    language: Language = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """List what falls due, the next first."""
    from assistant.scheduling import DateError, read_date

    output = _Output.choose(format_, json=json, out=out, force=force, calendar=True)
    first, last = (read_date(typed) if typed is not None else None for typed in (after, before))
    if first and last and first > last:
        raise DateError(f"{first} comes after {last}", hint="--after is the first day, --before the last one")
    where = _where(document=document, place=place, period=period, agency=agency, role=role, text=text)
    with open_assistant(read_settings(corpus, index)) as assistant:
        from assistant.exporting import count_undated, deadlines_report, export_deadlines
        from assistant.terminal import note

        rows = assistant.deadlines(where, last, first)
        output.write(
            len(rows),
            lambda: [row.to_dict() for row in rows],
            partial(deadlines_report, rows),
            partial(export_deadlines, rows),
            _provenance(assistant, language),
        )
        if output.form is OutputFormat.ics and (undated := count_undated(rows)):
            note(f"without a date, and so not in the calendar: {undated} of {len(rows)} deadlines")


def _compare(
    documents: Annotated[
        list[str],
        typer.Argument(metavar="DOC...", help="Ids, numbers or places of documents; `documents` lists them."),
    ],
    format_: Format = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
    period: Annotated[
        list[str] | None,
        typer.Option(
            "--period", metavar="YEARS", help="Only this period; twice or more: one document's periods."
        ),
    ] = None,
    kind: Kinds = None,
    text: Text = None,
    language: Language = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Set the targets of documents, or of one document's periods, side by side."""
    output = _Output.choose(format_, json=json, out=out, force=force)
    where = _where(kind=kind, text=text)
    with open_assistant(read_settings(corpus, index)) as assistant:
        from assistant.exporting import comparison_report, export_comparison

        comparison = assistant.compare(typed_texts(documents), typed_texts(period), where)
        output.write(
            len(comparison.rows),
            lambda: asdict(comparison),
            partial(comparison_report, comparison),
            partial(export_comparison, comparison),
            _provenance(assistant, language),
        )


def print_changes(record: dict[str, Any], *, limit: int | None = None) -> None:
    """What a build changed in the registers (`RegisterReport.to_dict`): counts, then rows, up to a limit."""
    from assistant.terminal import printable

    if record["reason"]:
        print(f"registers: not compared, {_NOT_COMPARED[record['reason']]}")
        return
    said: list[str] = []
    moved: list[str] = []
    for register in ("targets", "responsibilities"):
        changes = record[register]
        counts = ", ".join(f"{count} {name}" for name, count in changes["counts"].items())
        elsewhere = [row for row in changes["changed"] if set(row["fields"]) == {"address"}]
        only = f", of which {len(elsewhere)} only moved" if elsewhere else ""
        print(f"{register}: {counts}{only} (since {record['since']})")
        for mark, name in (("+", "appeared"), ("~", "changed"), ("-", "vanished")):
            said += [f"{mark} {_change_line(row)}" for row in changes[name] if row not in elsewhere]
        moved += [f"~ {_change_line(row)}" for row in elsewhere]
    lines = said + moved
    for line in lines[:limit]:
        print(printable(line))
    if limit is not None and len(lines) > limit:
        print(f"{len(lines) - limit} more: `{PROGRAM} index --changes`")


def _change_line(row: dict[str, Any]) -> str:
    said = row.get("indicator") or f"{row.get('agency_name')}: {row.get('task')}"
    line = f"{row['document_id']}, {row['address']}: {shorten(said, _LINE, placeholder='…')}"
    for name, values in row.get("fields", {}).items():
        old, new = (shorten(str(value), _LINE, placeholder="…") for value in (values["old"], values["new"]))
        line += f"\n    {name}: {old} → {new}"
    return line


@dataclass(frozen=True, slots=True)
class _Output:
    """Where rows go and in which form; checked before anything is opened."""

    form: OutputFormat
    out: Path | None

    @classmethod
    def choose(
        cls, form: OutputFormat | None, *, json: bool, out: Path | None, force: bool, calendar: bool = False
    ) -> _Output:
        """Raises: BadParameter for what cannot be written or would be lost."""
        ending = out.suffix.lower().removeprefix(".") if out else ""
        named = OutputFormat(ending) if ending in set(OutputFormat) - {OutputFormat.table} else None
        if json and form not in (None, OutputFormat.json):
            raise typer.BadParameter(f"--json and --format {form} are two formats")
        chosen = OutputFormat.json if json else form or named or OutputFormat.table
        if named and named is not chosen:
            raise typer.BadParameter(f"the file {out} is named .{named}, but the format is {chosen}")
        if chosen is OutputFormat.ics and not calendar:
            raise typer.BadParameter("only deadlines have the format ics")
        if out is None and chosen in (OutputFormat.xlsx, OutputFormat.docx) and sys.stdout.isatty():
            raise typer.BadParameter(f"{chosen} is no text for a terminal; name a file with --out")
        if out and out.is_dir():
            raise typer.BadParameter(f"{out} is a folder; name a file with --out")
        if out and out.is_file() and not force:
            raise typer.BadParameter(f"{out} exists; --force replaces it")
        return cls(chosen, out)

    def write(
        self,
        count: int,
        to_json: Callable[[], Any],
        report: Callable[..., Report],
        export: Callable[..., bytes],
        provenance: dict[str, Any],
    ) -> None:
        """Writes the rows, and says on standard error when there are none or which file they went to."""
        from assistant.terminal import note, print_json

        with StringIO() as text, redirect_stdout(text) if self.out else nullcontext():
            if self.form is OutputFormat.json:
                print_json(to_json())
            elif self.form is OutputFormat.table and count:
                _print_report(report(**provenance))
            written = text.getvalue().encode("utf-8", "backslashreplace")
        if self.form not in (OutputFormat.json, OutputFormat.table):
            written = export(format_=self.form.value, **provenance)
        if self.out:
            _write_file(self.out, written)
            note(f"{self.out}: {count} {'row' if count == 1 else 'rows'}")
        elif written:
            sys.stdout.flush()
            sys.stdout.buffer.write(written)
        if not count:
            note("no row fits")


def _print_report(report: Report) -> None:
    from assistant.exporting import shown_cell
    from assistant.terminal import print_table

    shown = report.select(lambda column: column.on_screen)
    heads = [column.head for column in shown.columns]
    print_table(heads, ([shown_cell(cell) or None for cell in line.cells] for line in shown.lines))


def _write_file(path: Path, data: bytes) -> None:
    """Replaces the file at once; a device or a pipe takes the bytes as they come. Raises: ExportError."""
    from assistant.exporting import ExportError

    target = path.resolve()
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        part.write_bytes(data)
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise ExportError(
            f"{path} cannot be written: {error.strerror}",
            hint="name a file in a folder that exists and can be written",
        ) from None


def _provenance(assistant: PolicyAssistant, language: OutputLanguage | None) -> dict[str, Any]:
    """What every report says of itself."""
    return {
        "documents": assistant.documents(),
        "language": language.value if language else assistant.settings.language,
        "index_id": assistant.index_id,
        "made": datetime.now().astimezone(),
    }


def _where(
    *,
    document: list[str] | None = None,
    place: list[str] | None = None,
    period: list[str] | None = None,
    agency: list[str] | None = None,
    role: list[str] | None = None,
    kind: list[str] | None = None,
    text: str | None = None,
) -> RowFilter:
    from assistant.terminal import typed_text
    from assistant.types import RowFilter

    return RowFilter(
        documents=tuple(typed_texts(document)),
        places=tuple(typed_texts(place)),
        periods=tuple(typed_texts(period)),
        agencies=tuple(typed_texts(agency)),
        roles=tuple(typed_texts(role)),
        kinds=tuple(typed_texts(kind)),
        text=typed_text(text) if text is not None else None,
    )
