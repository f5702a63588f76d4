"""The commands on versions of documents: which there are, and what one changed."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.options import PROGRAM, Corpus, Debug, IndexFolder, Json, read_settings
from assistant.cli.output import Output, OutputFormat
from assistant.errors import UnknownDocumentError

Version = Annotated[
    str, typer.Argument(metavar="VERSION", help="A document's id, a version as ID@VERSION, or a file.")
]


def add_version_commands(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("versions")(_versions)
    app.command("compare-versions")(_compare_versions)


def _versions(
    document_id: Annotated[str, typer.Argument(metavar="ID", help="A document; `documents` lists them.")],
    json: Json = False,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """List the versions of a document that can be read."""
    from assistant.cli.terminal import print_json, print_table, typed_text
    from assistant.index.history import read_catalog_before
    from assistant.revisions import list_versions

    settings = read_settings(corpus, index)
    _, catalog = read_catalog_before(settings.index_path())
    identifier = typed_text(document_id)
    document = next((d for d in catalog.documents if d.id == identifier), None) if catalog else None
    if document is None:
        raise UnknownDocumentError(
            f"there is no document “{identifier}” in the index", hint=f"`{PROGRAM} documents` lists them"
        )
    rows = list_versions(settings, document)
    if json:
        print_json(list(rows))
        return
    print_table(
        ("version", "file", "replaced"),
        ((f"{row['document_id']}@{row['version']}", row["file"], row["replaced"]) for row in rows),
    )


def _compare_versions(
    old: Version,
    new: Version,
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
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Show clause by clause what a version added, dropped and changed."""
    from assistant.cli.terminal import note, typed_text
    from assistant.exporting import export_revision, revision_report
    from assistant.index.history import read_catalog_before
    from assistant.messages import say
    from assistant.revisions import compare_versions, find_version

    output = Output.choose(form, json=json, out=out, force=force)
    settings = read_settings(corpus, index)
    _, catalog = read_catalog_before(settings.index_path())
    documents = catalog.documents if catalog else ()
    before, after = (find_version(settings, typed_text(name), documents) for name in (old, new))
    comparison = compare_versions(before, after, settings)
    counts = comparison.clauses.counts() | {"unchanged": comparison.clauses.unchanged}
    note(", ".join(f"{count} {name}" for name, count in counts.items()))
    output.write(
        len(comparison.clauses.changes),
        comparison.to_dict,
        partial(revision_report, comparison),
        partial(export_revision, comparison),
        {"language": settings.language, "made": datetime.now(), "index_id": ""},
        say("changes_none", settings.language),
    )
