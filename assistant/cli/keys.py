"""The commands on the keys of the server: keys create, keys list, keys revoke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.options import Debug, Json

if TYPE_CHECKING:
    from assistant.server.keys import KeyStore

LONGEST_DAYS = 3650

keys = typer.Typer(
    name="keys",
    help="Create, list and revoke the keys of the server.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def add_key_commands(app: typer.Typer) -> None:
    """Adds the group to the command."""
    app.add_typer(keys)


@keys.command("create")
def _create(
    name: Annotated[str, typer.Argument(help="Whom or what the key is for.")],
    days: Annotated[
        int | None, typer.Option("--days", min=1, max=LONGEST_DAYS, help="How long it lasts.")
    ] = None,
    role: Annotated[
        Literal["user", "editor"],
        typer.Option("--role", help="What its holder may do: editors add and change documents too."),
    ] = "user",
    groups: Annotated[
        list[str] | None,
        typer.Option(
            "--group", help="A role for which its holder sees documents that are not for all; repeatable."
        ),
    ] = None,
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Make a key and show it, once."""
    from assistant.cli.terminal import print_json, tell, typed_text

    store = _store()
    key, token = store.create(typed_text(name), days=days, role=role, groups=groups or ())
    if json:
        row = {"id": key.id, "name": key.name, "role": key.role, "key": token, "expires": key.expires}
        print_json(row)
        return
    print(token)
    tell("key_made", id=key.id, name=key.name, path=store.path)


@keys.command("list")
def _list(json: Json = False, debug: Debug = False) -> None:
    """List the keys, without the keys themselves."""
    from assistant.cli.terminal import print_json, print_table

    columns = ("id", "name", "role", "state", "created", "expires", "revoked")
    rows = [[getattr(key, column) for column in columns] for key in _store().all()]
    if json:
        print_json([dict(zip(columns, row, strict=True)) for row in rows])
    else:
        print_table(columns, rows)


@keys.command("revoke")
def _revoke(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The id of the key; `keys list` shows it.")],
    debug: Debug = False,
) -> None:
    """Refuse a key from now on; a running server needs no restart."""
    from assistant.cli.terminal import typed_text

    key = _store().revoke(typed_text(identifier))
    print(f"key {key.id} for {key.name} is revoked")


def _store() -> KeyStore:
    from assistant.server.keys import KeyStore, key_path
    from assistant.settings import load_settings

    return KeyStore(key_path(load_settings()))
