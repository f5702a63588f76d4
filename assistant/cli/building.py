"""The index built in the terminal: progress, report, and the folder of the documents followed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from assistant.cli.options import PROGRAM
from assistant.cli.output import print_changes
from assistant.cli.terminal import note, show_progress, tell, terminal_language, told
from assistant.messages.readings import describe_reading

if TYPE_CHECKING:
    from assistant.index import BuildReport
    from assistant.settings import Settings
    from assistant.watching import FolderWatch

CONFLICTS_SHOWN = 10
CHANGES_SHOWN = 10  # rows of the registers, after a build
NAMES_SHOWN = 10  # documents, or files that are not indexed; of more their number is told
STAGES = ("read", "extract", "embed", "write", "verify")


def build_shown(settings: Settings, *, whole: bool = False, cluster: str | None = None) -> BuildReport:
    """Builds the index with its progress on standard error; names the files that are not in it.

    `whole`: nothing that was taken out is left in its files. `cluster`: where its work is shared.
    """
    from assistant.indexing import build

    with show_progress({stage: told(f"stage_{stage}") for stage in STAGES}) as progress:
        report = build(settings, whole=whole, cluster=cluster, progress=progress)
    _warn(report)
    return report


def print_build(report: BuildReport) -> None:
    """What a build did, and what it changed in the registers."""
    size = told("size", documents=f"{report.document_count:,}", chunks=f"{report.chunk_count:,}")
    if report.unchanged:
        print(told("up_to_date", size=size, generation=report.generation))
        return
    print(
        told(
            "indexed",
            size=size,
            seconds=f"{report.seconds:.1f}",
            embedded=f"{report.embedded:,}",
            reused=f"{report.reused:,}",
            generation=report.generation,
        )
    )
    for name, ids in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        if ids:
            shown = ", ".join(ids) if len(ids) <= NAMES_SHOWN else told("documents", count=f"{len(ids):,}")
            print(told(name, names=shown))
    if report.document_count > NAMES_SHOWN:
        _print_kinds(report)
    if report.registers:
        print_changes(report.registers.to_dict(), limit=CHANGES_SHOWN)


def _print_kinds(report: BuildReport) -> None:
    """What is indexed, a row for each kind of document, and all together."""
    from assistant.cli.terminal import print_table

    rows = [(row.kind, row.documents, row.clauses, row.targets, row.responsibilities) for row in report.kinds]
    sums = [sum(column) for column in list(zip(*rows, strict=True))[1:]]
    lines = [(name, *(f"{number:,}" for number in numbers)) for name, *numbers in [*rows, ("all", *sums)]]
    print_table(("kind", "documents", "clauses", "targets", "responsibilities"), lines)


def follow(settings: Settings, *, confirm: bool) -> None:
    """Builds the index, then follows the folder until Ctrl-C; with `confirm`, a person agrees to each change."""
    from assistant.errors import AssistantError
    from assistant.watching import LOOK_SECONDS, FolderWatch, take_snapshot

    indexed = take_snapshot(settings.corpus_dir)
    try:
        print_build(build_shown(settings))
    except AssistantError as error:  # a folder that is empty today may be filled tomorrow
        tell("warning", message=error.message, hint=error.hint)
    watch = FolderWatch(
        settings, confirm=confirm, announce=note, reported=_report, indexed=indexed, progress=None
    )
    tell("following", folder=settings.corpus_dir)
    stop = threading.Event()
    while not stop.wait(LOOK_SECONDS):
        watch.look()
        if confirm and watch.state.waiting and _agreed():
            watch.confirm()


def _report(report: BuildReport) -> None:
    _warn(report)
    print_build(report)
    sys.stdout.flush()


def _warn(report: BuildReport) -> None:
    for file in report.skipped[:NAMES_SHOWN]:
        tell("not_indexed", file=file, hint=file.hint)
    if len(report.skipped) > NAMES_SHOWN:
        tell("not_indexed_more", count=f"{len(report.skipped):,}", program=PROGRAM)
    for failure in report.failures:
        if failure.part != "document":  # a skipped file
            tell("failed_part", document=failure.document_id, failure=failure)
    for identifier, files in report.copies.items():
        tell("copies", document=identifier, files=", ".join(files))
    for conflict in report.conflicts[:CONFLICTS_SHOWN]:
        tell("conflict", one=conflict.document_id, other=conflict.other, quote=conflict.quote)
    if (more := len(report.conflicts) - CONFLICTS_SHOWN) > 0:
        tell("conflicts_more", count=more)
    new = (*report.added, *report.changed)
    remarks = [
        told("omission", document=o.document_id, part=o) for o in report.omissions if o.document_id in new
    ]
    remarks += [
        told("amends_absent", document=identifier, numbers=", ".join(numbers))
        for identifier in new
        if (numbers := report.not_indexed.get(identifier))
    ]
    remarks += [
        f"{identifier}: {'; '.join(phrases)}"
        for identifier in new
        if (reading := report.readings.get(identifier))
        and (phrases := describe_reading(reading, terminal_language()))
    ]
    for line in remarks[:NAMES_SHOWN]:
        note(line)
    if (more := len(remarks) - NAMES_SHOWN) > 0:
        tell("remarks_more", count=f"{more:,}", program=PROGRAM)


def _agreed() -> bool:
    """Whether the person at the terminal agrees; the end of the input stops the watch."""
    print(told("agree"), end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt
    return answer.strip().lower() in ("y", "yes", "c", "có", "co")


def announce(address: str) -> None:
    """Says where the page is."""
    tell("serving", address=address)


@contextmanager
def watching(settings: Settings, *, watch: bool) -> Iterator[FolderWatch | None]:
    """The folder followed in a thread of its own, where the option or the settings ask for it."""
    if not watch and settings.watch == "off":
        yield None
        return
    from assistant.aside import call_aside
    from assistant.indexing import build
    from assistant.watching import LOOK_SECONDS, FolderWatch

    make = partial(call_aside, build)
    follower = FolderWatch(settings, confirm=settings.watch == "confirm", announce=note, make=make)
    stop = threading.Event()
    thread = threading.Thread(target=follower.run, args=(stop,), name="watch", daemon=True)
    thread.start()
    tell("following_beside", folder=settings.corpus_dir)
    try:
        yield follower
    finally:
        stop.set()
        thread.join(timeout=LOOK_SECONDS + 1)
