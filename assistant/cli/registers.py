"""The commands on the registers: targets, responsibilities, deadlines, compare; as tables, JSON and files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from assistant.cli.options import (
    AsOf,
    Corpus,
    Debug,
    Documents,
    IndexFolder,
    Json,
    Places,
    open_assistant,
    read_day,
    read_settings,
    typed_texts,
)
from assistant.cli.output import Output, OutputFormat

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.types import RowFilter


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
    as_of: AsOf = None,
    period: Periods = None,
    kind: Kinds = None,
    text: Text = None,
    language: Language = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """List the targets of the documents."""
    output = Output.choose(format_, json=json, out=out, force=force)
    where = _where(document=document, place=place, period=period, kind=kind, text=text, as_of=as_of)
    with open_assistant(read_settings(corpus, index)) as assistant:
        from assistant.exporting import export_targets, targets_report

        rows = assistant.targets(where)
        output.write(
            len(rows),
            lambda: [row.to_dict() for row in rows],
            partial(targets_report, rows, register=assistant.targets()),
            partial(
                export_targets, rows, register=assistant.targets(), **_chosen(assistant, where, language)
            ),
            _provenance(assistant, language),
        )


def _responsibilities(
    format_: Format = None,
    json: Json = False,
    out: Out = None,
    force: Force = False,
    document: Documents = None,
    place: Places = None,
    as_of: AsOf = None,
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
    output = Output.choose(format_, json=json, out=out, force=force)
    where = _where(
        document=document, place=place, period=period, agency=agency, role=role, text=text, as_of=as_of
    )
    with open_assistant(read_settings(corpus, index)) as assistant:
        from assistant.exporting import export_responsibilities, responsibilities_report

        rows = assistant.responsibilities(where)
        output.write(
            len(rows),
            lambda: [row.to_dict() for row in rows],
            partial(responsibilities_report, rows),
            partial(export_responsibilities, rows, **_chosen(assistant, where, language)),
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
    as_of: AsOf = None,
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
    from assistant.registers import read_date

    output = Output.choose(format_, json=json, out=out, force=force, calendar=True)
    first, last = (read_date(typed) if typed is not None else None for typed in (after, before))
    where = _where(
        document=document, place=place, period=period, agency=agency, role=role, text=text, as_of=as_of
    )
    with open_assistant(read_settings(corpus, index)) as assistant:
        from assistant.cli.terminal import tell
        from assistant.exporting import count_undated, deadlines_report, export_deadlines

        rows = assistant.deadlines(where, last, first)
        output.write(
            len(rows),
            lambda: [row.to_dict() for row in rows],
            partial(deadlines_report, rows),
            partial(export_deadlines, rows, **_chosen(assistant, where, language, after=first, before=last)),
            _provenance(assistant, language),
        )
        if output.form is OutputFormat.ics and (undated := count_undated(rows)):
            tell("undated", undated=undated, count=len(rows))


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
    as_of: AsOf = None,
    kind: Kinds = None,
    text: Text = None,
    language: Language = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Set the targets of documents, or of one document's periods, side by side."""
    output = Output.choose(format_, json=json, out=out, force=force)
    where = _where(kind=kind, text=text, as_of=as_of)
    with open_assistant(read_settings(corpus, index)) as assistant:
        from assistant.exporting import comparison_report, export_comparison

        comparison = assistant.compare(typed_texts(documents), typed_texts(period), where)
        named = replace(where, periods=tuple(typed_texts(period)))
        output.write(
            len(comparison.rows),
            comparison.to_dict,
            partial(comparison_report, comparison),
            partial(export_comparison, comparison, **_chosen(assistant, named, language)),
            _provenance(assistant, language),
        )


def _provenance(assistant: PolicyAssistant, language: OutputLanguage | None) -> dict[str, Any]:
    """What every report says of itself."""
    return {
        "documents": assistant.documents(),
        "language": _language(assistant, language),
        "index_id": assistant.index_id,
        "made": datetime.now().astimezone(),
    }


def _language(assistant: PolicyAssistant, language: OutputLanguage | None) -> Literal["vi", "en"]:
    return language.value if language else assistant.settings.language


def _chosen(
    assistant: PolicyAssistant, where: RowFilter, language: OutputLanguage | None, **days: date | None
) -> dict[str, Any]:
    """What a file says of its rows beside that: by what they were chosen, and of which day the documents are."""
    from assistant.exporting import name_filters

    documents = {document.id: document for document in assistant.documents()}
    filters = name_filters(where, documents, _language(assistant, language), **days)
    return {"filters": filters, "indexed_on": assistant.indexed_on}


def _where(
    *,
    document: list[str] | None = None,
    place: list[str] | None = None,
    period: list[str] | None = None,
    agency: list[str] | None = None,
    role: list[str] | None = None,
    kind: list[str] | None = None,
    text: str | None = None,
    as_of: str | None = None,
) -> RowFilter:
    from assistant.cli.terminal import typed_text
    from assistant.types import RowFilter

    return RowFilter(
        documents=tuple(typed_texts(document)),
        places=tuple(typed_texts(place)),
        periods=tuple(typed_texts(period)),
        agencies=tuple(typed_texts(agency)),
        roles=tuple(typed_texts(role)),
        kinds=tuple(typed_texts(kind)),
        text=typed_text(text) if text is not None else None,
        as_of=read_day(as_of),
    )
