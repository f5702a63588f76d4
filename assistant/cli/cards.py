"""The command on the card of a document: shown, corrected, and a correction taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.options import PROGRAM, Corpus, Debug, IndexFolder, Json, read_settings
from assistant.errors import CorpusError, UnknownDocumentError


def add_card_commands(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("card")(_card)


def _card(
    document_id: Annotated[str, typer.Argument(metavar="ID", help="A document; `documents` lists them.")],
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Correct a field; without a value: the document has none. May be repeated.",
        ),
    ] = None,
    taken_back: Annotated[
        list[str] | None,
        typer.Option("--unset", metavar="FIELD", help="Take a correction back. May be repeated."),
    ] = None,
    json: Json = False,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Show or correct what is known of a document: number, kind, issuer, date, signer…"""
    from assistant.cli.terminal import print_json, print_table, tell, typed_text
    from assistant.documents.additions import read_additions
    from assistant.documents.corrections import CORRECTABLE, correct, read_corrections
    from assistant.index.history import read_catalog_before
    from assistant.index.versions import old_versions

    settings = read_settings(corpus, index)
    identifier = typed_text(document_id)
    _, catalog = read_catalog_before(settings.index_path())
    document = next((d for d in catalog.documents if d.id == identifier), None) if catalog else None
    if document is None:
        raise UnknownDocumentError(
            f"there is no document “{identifier}” in the index", hint=f"`{PROGRAM} documents` lists them"
        )
    current = {one.id for one in catalog.documents} if catalog else set()
    older = {version.document_id for version in old_versions(settings.index_path(), identifier)} - current
    added = read_additions(settings.additions_path()).find(identifier)
    folder = settings.additions_path() if added else settings.corpus_dir
    if given or taken_back:
        values = dict(_field_and_value(typed_text(text)) for text in given or ())
        kept = correct(folder, identifier, values, map(typed_text, taken_back or ()), older)
        tell("card_kept", program=PROGRAM)
    else:
        kept = read_corrections(folder)
    own = kept.get(identifier, {})
    inherited = {name for one in older for name in kept.get(one, {})} & set(document.corrected) - set(own)
    # What the documents say of these shows once it is indexed.
    back = set(document.corrected) - set(own) - inherited
    shown = {
        name: own[name] if name in own else None if name in back else getattr(document, name)
        for name in CORRECTABLE
    }
    if json:
        print_json({"document_id": identifier, "card": shown, "corrected": sorted(own)})
        return
    told = dict.fromkeys(own, "corrected") | dict.fromkeys(back, "after the next `index`")
    told |= dict.fromkeys(inherited, "corrected in an older version")
    print_table(
        ("field", "value", "by a person"),
        ((name, value, told.get(name, "")) for name, value in shown.items()),
    )


def _field_and_value(text: str) -> tuple[str, str | None]:
    name, separator, value = text.partition("=")
    if not separator:
        raise CorpusError(f"“{text}” sets no field", hint="write it as number=12/KH-UBND")
    return name.strip(), value.strip() or None
