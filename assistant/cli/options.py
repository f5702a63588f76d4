"""Options that commands share, and what they open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.settings import Settings

PROGRAM = "policy-assistant"


@dataclass(slots=True)
class Invocation:
    """What one run of the command has learnt from its options."""

    debug: bool = False


def _remember_debug(context: typer.Context, value: bool) -> bool:
    if value and isinstance(context.obj, Invocation):
        context.obj.debug = True
    return value


Corpus = Annotated[Path | None, typer.Option("--corpus", metavar="DIR", help="Folder of the documents.")]
IndexFolder = Annotated[Path | None, typer.Option("--index", metavar="DIR", help="Folder of the index.")]
Debug = Annotated[
    bool, typer.Option("--debug", callback=_remember_debug, help="Show the traceback of an error.")
]
Purge = Annotated[
    bool,
    typer.Option(
        "--purge", help="Then remove for good what earlier indexes held, such as deleted documents."
    ),
]
ClusterAddress = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="local|ADDRESS",
        help="Share the work between processes, by Dask (the extra cluster).",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Documents = Annotated[
    list[str] | None, typer.Option("--document", metavar="ID", help="Only this document; may be repeated.")
]
Places = Annotated[
    list[str] | None, typer.Option("--place", metavar="NAME", help="Only this place; may be repeated.")
]

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What is in force on this day; today unless it is given."),
]


def read_settings(corpus: Path | None, index: Path | None) -> Settings:
    """The settings, with the folders of the options. Raises: SettingsError."""
    from assistant.settings import load_settings

    return load_settings(corpus_dir=corpus, index_dir=index)


def open_assistant(settings: Settings) -> PolicyAssistant:
    """The assistant of the settings. Raises: IndexUnavailableError, DependencyError."""
    from assistant.assistant import PolicyAssistant

    return PolicyAssistant.open(settings)


def read_day(typed: str | None) -> date | None:
    """The day of an option; None where it is not given. Raises: DateError."""
    from assistant.registers import read_date

    return None if typed is None else read_date(typed)


def typed_texts(values: Iterable[str] | None) -> list[str]:
    """What was typed for an option that may be repeated, as text."""
    from assistant.cli.terminal import typed_text

    return [typed_text(value) for value in values or ()]
