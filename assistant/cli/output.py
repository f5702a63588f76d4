"""Where the rows of a register go: a terminal, a file, and in which form; and what a build changed in them."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable
from contextlib import nullcontext, redirect_stdout
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any

import typer

from assistant.cli.options import PROGRAM

if TYPE_CHECKING:
    from assistant.exporting import Report

_LINE = 100  # characters of a row's words


class OutputFormat(StrEnum):
    """How a register is written."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    docx = "docx"
    ics = "ics"


@dataclass(frozen=True, slots=True)
class Output:
    """Where rows go and in which form; checked before anything is opened."""

    form: OutputFormat
    out: Path | None

    @classmethod
    def choose(
        cls, form: OutputFormat | None, *, json: bool, out: Path | None, force: bool, calendar: bool = False
    ) -> Output:
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
        none: str = "",
    ) -> None:
        """Writes the rows, and says on standard error when there are none (`none`) or which file they went to."""
        from assistant.cli.terminal import note, print_json, tell, told

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
            tell("rows", file=self.out, count=count)
        elif written:
            sys.stdout.flush()
            sys.stdout.buffer.write(written)
        if not count:
            note(none or told("no_row"))


def _print_report(report: Report) -> None:
    from assistant.cli.terminal import print_table
    from assistant.exporting import shown_cell

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


def print_changes(record: dict[str, Any], *, limit: int | None = None) -> None:
    """What a build changed in the registers (`RegisterReport.to_dict`): counts, then rows, up to a limit."""
    from assistant.cli.terminal import printable, told

    if record["reason"]:
        print(told(f"registers_not_compared_{record['reason']}"))
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
