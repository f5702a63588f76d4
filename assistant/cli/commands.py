"""The command `policy-assistant`: reads what was typed, calls the core, shows what came back.

Exit codes: 0 done, 1 a check failed, 2 wrong usage or bad input, 3 an internal error, 130 stopped by Ctrl-C.
Whatever is slow to import is imported inside the command that needs it, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import __version__
from assistant.cli.cards import add_card_commands
from assistant.cli.failures import report_failure
from assistant.cli.feedback import add_feedback_commands
from assistant.cli.keys import add_key_commands
from assistant.cli.options import (
    PROGRAM,
    AsOf,
    ClusterAddress,
    Corpus,
    Debug,
    Documents,
    IndexFolder,
    Invocation,
    Json,
    Places,
    Purge,
    open_assistant,
    read_day,
    read_settings,
    typed_texts,
)
from assistant.cli.registers import add_register_commands
from assistant.cli.versions import add_version_commands
from assistant.errors import DependencyError, QuestionError

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

QUESTION_BYTES = 1_000_000  # of standard input; the core refuses far shorter questions with a better message


def _print_version(value: bool) -> None:
    if value:
        print(f"{PROGRAM} {__version__}")
        raise typer.Exit


app = typer.Typer(
    name=PROGRAM,
    help="Answers policy questions from plan documents; every statement cites the clause it rests on.",
    add_completion=False,
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def _program(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
    debug: Debug = False,
) -> None:
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise typer.Exit(2)


@app.command("index")
def _index(
    changes: Annotated[
        bool,
        typer.Option(
            "--changes", help="Build nothing; show all that the last build changed in the registers."
        ),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Then follow the folder: index what is new, changed or gone.")
    ] = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="With --watch: ask before each change is indexed.")
    ] = False,
    purge: Purge = False,
    cluster: ClusterAddress = None,
    json: Json = False,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Build or update the index."""
    from assistant.cli.building import build_shown, follow, print_build
    from assistant.cli.output import print_changes
    from assistant.cli.terminal import print_json, tell

    settings = read_settings(corpus, index)
    if changes:
        from assistant.index.history import read_changes

        record = read_changes(settings.index_path())
        if json:
            print_json(record)
        elif record is None:
            tell("no_changes_kept")
        else:
            print_changes(record)
        return
    if watch:
        follow(settings, confirm=confirm)
        return
    report = build_shown(settings, whole=purge, cluster=cluster)
    if json:
        print_json(report.to_dict())
    else:
        print_build(report)
    if purge:
        from assistant.index.purging import purge_index

        tell("purged", count=purge_index(settings))


@app.command("ask")
def _ask(
    question: Annotated[list[str], typer.Argument(help="The question; - reads it from standard input.")],
    json: Json = False,
    document: Documents = None,
    place: Places = None,
    as_of: AsOf = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Answer one question."""
    from assistant.cli.terminal import print_events, print_json

    text, day, settings = _question(question), read_day(as_of), read_settings(corpus, index)
    with open_assistant(settings) as assistant:
        bounds: dict[str, Any] = {"documents": typed_texts(document), "places": typed_texts(place)}
        bounds |= {"language": settings.language, "as_of": day}
        if json:
            print_json(assistant.ask(text, **bounds).to_dict())
        else:
            print_events(assistant.stream(text, **bounds), _titles(assistant))


@app.command("chat")
def _chat(
    document: Documents = None,
    place: Places = None,
    as_of: AsOf = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Ask in a conversation."""
    from assistant.cli.conversation import converse

    settings, day = read_settings(corpus, index), read_day(as_of)
    bounds = {"documents": typed_texts(document), "places": typed_texts(place)}
    with open_assistant(settings) as assistant:
        converse(assistant, settings.language, **bounds, as_of=day)


@app.command("batch")
def _batch(
    questions: Annotated[
        Path, typer.Argument(metavar="IN.jsonl", help='{"id": "…", "turns": ["…"]} on each line.')
    ],
    out: Annotated[Path, typer.Option("--out", metavar="OUT.jsonl", help="File for the answers.")],
    document: Documents = None,
    place: Places = None,
    as_of: AsOf = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """Answer a file of questions."""
    import json

    from assistant.cli.batch import BatchError, read_batch, replacing
    from assistant.cli.terminal import show_progress, tell, told

    items = read_batch(questions)
    if out.exists() and out.samefile(questions):
        raise BatchError("the answers would replace the questions", hint="name another file with --out")
    bounds: dict[str, Any] = {"documents": typed_texts(document), "places": typed_texts(place)}
    bounds["as_of"] = read_day(as_of)
    refused = 0
    with (
        open_assistant(read_settings(corpus, index)) as assistant,
        replacing(out) as file,
        show_progress({"answering": told("stage_answer")}) as progress,
    ):
        for position, item in enumerate(items):
            progress("answering", position, len(items))
            *history, question = item.turns
            try:
                answer = assistant.ask(question, history=history, **bounds)
                row: dict[str, Any] = {"id": item.id} | answer.to_dict()
            except QuestionError as error:
                refused += 1
                row = {
                    "id": item.id,
                    "error": {"code": error.code, "message": error.message, "hint": error.hint},
                }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        progress("answering", len(items), len(items))
    if refused:
        tell("batch_refused", refused=refused, count=len(items))
    return 1 if refused else 0


@app.command("search")
def _search(
    query: Annotated[list[str], typer.Argument(help="The query; - reads it from standard input.")],
    count: Annotated[int, typer.Option("-k", min=1, max=1000, metavar="N", help="How many clauses.")] = 10,
    json: Json = False,
    document: Documents = None,
    place: Places = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Find clauses, best first."""
    from assistant.cli.terminal import print_hits, print_json

    text = _question(query)
    with open_assistant(read_settings(corpus, index)) as assistant:
        hits = assistant.search(text, k=count, documents=typed_texts(document), places=typed_texts(place))
        if json:
            print_json({"query": text, "hits": [hit.to_dict() for hit in hits]})
        else:
            print_hits(hits, _titles(assistant))


@app.command("documents")
def _documents(
    json: Json = False, corpus: Corpus = None, index: IndexFolder = None, debug: Debug = False
) -> None:
    """List what is indexed."""
    from assistant.cli.terminal import print_json, print_table
    from assistant.messages import document_kind

    settings = read_settings(corpus, index)
    with open_assistant(settings) as assistant:
        documents = assistant.documents()
        told = {name: report.to_dict() for name, report in assistant.reading_reports().items()}
    if json:
        print_json([document.to_dict() | {"reading": told.get(document.id)} for document in documents])
        return
    columns = ("id", "title", "kind", "number", "date", "place", "tier")
    rows = (
        (d.id, d.short_title, document_kind(d.kind, settings.language), d.number, d.date, d.place, d.tier)
        for d in documents
    )
    print_table(columns, rows)


@app.command("sections")
def _sections(
    document_id: Annotated[str, typer.Argument(metavar="ID", help="A document; `documents` lists them.")],
    json: Json = False,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Show the clause tree of a document."""
    from assistant.cli.terminal import print_json, print_sections, typed_text

    identifier = typed_text(document_id)
    with open_assistant(read_settings(corpus, index)) as assistant:
        sections = assistant.sections(identifier)
        document = next(document for document in assistant.documents() if document.id == identifier)
    if json:
        print_json({"document_id": identifier, "clauses": [section.to_dict() for section in sections]})
    else:
        print_sections(document, sections)


add_card_commands(app)
add_version_commands(app)
add_register_commands(app)
add_key_commands(app)
add_feedback_commands(app)


@app.command(
    "eval",
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    options_metavar="COMMAND [ARGS]...",
)
def _eval(context: typer.Context) -> Any:
    """Measure the answers on question sets."""
    # The evaluation stands beside the package in a checkout and uses it; the package does not know it.
    if find_spec("evals") is None:
        raise DependencyError(
            "the evaluation is not part of the installed package", hint="run it in a checkout of the project"
        )
    command = typer.main.get_command(import_module("evals.cli").app)
    return command.main(context.args, f"{PROGRAM} eval", standalone_mode=False, obj=context.obj)


@app.command("serve")
def _serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.")] = 7860,
    watch: Annotated[
        bool, typer.Option("--watch", help="Follow the folder of the documents; see the setting `watch`.")
    ] = False,
    corpus: Corpus = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> None:
    """Serve the web page."""
    from assistant.cli.building import announce, build_shown, watching
    from assistant.cli.terminal import tell
    from assistant.memory import keep_large_blocks_apart
    from assistant.server import listen, serve
    from assistant.server.access import check_exposure

    keep_large_blocks_apart()
    settings = read_settings(corpus, index)
    check_exposure(host, settings)
    with listen(host, port) as listener:  # before anything slow: a port that is taken is told at once
        from assistant.index.generations import pointer_stamp

        if pointer_stamp(settings.index_path()) is None:
            tell("no_index_yet")
            build_shown(settings)
        tell("opening")
        with (
            open_assistant(settings) as assistant,
            watching(settings, watch=watch) as follower,
            suppress(KeyboardInterrupt),
        ):
            serve(assistant, settings, listener, announce=announce, watch=follower)


@app.command("doctor")
def _doctor(
    json: Json = False, corpus: Corpus = None, index: IndexFolder = None, debug: Debug = False
) -> int:
    """Show what is installed, configured and reachable."""
    from assistant.cli.doctor import diagnose
    from assistant.cli.terminal import print_json, print_table

    diagnosis = diagnose(corpus_dir=corpus, index_dir=index)
    if json:
        print_json(diagnosis.to_dict())
    else:
        print_table(("package", "version"), diagnosis.versions.items())
        print_table(
            ("setting", "value", "from", "meaning"),
            ((row.name, row.value, row.origin, row.meaning) for row in diagnosis.settings),
        )
        print_table(
            ("check", "result", "found", "what to do"),
            ((check.name, check.state, check.detail, check.hint or None) for check in diagnosis.checks),
        )
    return 0 if diagnosis.healthy else 1


def _question(words: Sequence[str]) -> str:
    from assistant.cli.terminal import typed_text

    if list(words) != ["-"]:
        return typed_text(" ".join(words))
    return sys.stdin.buffer.read(QUESTION_BYTES).decode("utf-8-sig", "replace").strip()


def _titles(assistant: PolicyAssistant) -> dict[str, str]:
    return {document.id: document.short_title for document in assistant.documents()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code; an expected failure prints two lines and no traceback."""
    from assistant.cli.terminal import use_utf8

    use_utf8()
    invocation = Invocation()
    command = typer.main.get_command(app)
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        status = command.main(given, PROGRAM, standalone_mode=False, obj=invocation)
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - whatever happened, it becomes two lines and an exit code
        if invocation.debug and isinstance(error, Exception) and not isinstance(error, BrokenPipeError):
            traceback.print_exc()
        return report_failure(error)
    return status if isinstance(status, int) else 0
