"""The command on what officials said about answers: feedback."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import Debug, Json
from assistant.cli.output import Output, OutputFormat


class Verdict(StrEnum):
    """What was said about an answer."""

    right = "right"
    wrong = "wrong"
    missing = "missing"
    comment = "comment"


def add_feedback_commands(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("feedback")(_feedback)


def _feedback(
    verdict: Annotated[
        Verdict | None, typer.Option("--verdict", help="Only what was said so: wrong, missing (a source)…")
    ] = None,
    form: Annotated[
        OutputFormat | None,
        typer.Option("--format", help="How to write it; by default a table, or what the name of --out says."),
    ] = None,
    json: Json = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write to this file instead of standard output."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --out if it exists.")] = False,
    debug: Debug = False,
) -> None:
    """List or export what was said about answers."""
    from assistant.exporting import export_feedback, feedback_report
    from assistant.feedback import feedback_store
    from assistant.settings import load_settings

    output = Output.choose(form, json=json, out=out, force=force)
    settings = load_settings()
    rows = feedback_store(settings).all(verdict=verdict)
    output.write(
        len(rows),
        lambda: [row.to_dict() for row in rows],
        partial(feedback_report, rows),
        partial(export_feedback, rows),
        {"language": settings.language, "made": datetime.now(), "index_id": ""},
    )
