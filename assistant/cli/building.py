"""The index built in the terminal: progress, report, and the folder of the documents followed."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.cli.options import PROGRAM
from assistant.cli.output import print_changes
from assistant.cli.terminal import note, show_progress
from assistant.messages.readings import describe_reading

if TYPE_CHECKING:
    from assistant.index import BuildReport
    from assistant.settings import Settings
    from assistant.watching import FolderWatch

CONFLICTS_SHOWN = 10
CHANGES_SHOWN = 10  # rows of the registers, after a build
NAMES_SHOWN = 10  # documents, or files that are not indexed; of more their number is told
STAGES = {
    "read": "reading",
    "extract": "extracting",
    "embed": "embedding",
    "write": "writing",
    "verify": "verifying",
}


def build_shown(settings: Settings, *, whole: bool = False, cluster: str | None = None) -> BuildReport:
    """Builds the index with its progress on standard error; names the files that are not in it.

    `whole`: nothing that was taken out is left in its files. `cluster`: where its work is shared.
    """
    from assistant.indexing import build

    with show_progress(STAGES) as progress:
        report = build(settings, whole=whole, cluster=cluster, progress=progress)
    _warn(report)
    return report


def print_build(report: BuildReport) -> None:
    """What a build did, and what it changed in the registers."""
    size = f"{report.document_count:,} documents, {report.chunk_count:,} chunks"
    if report.unchanged:
        print(f"The index is up to date: {size} ({report.generation}).")
        return
    print(
        f"Indexed {size} in {report.seconds:.1f} s: {report.embedded:,} embedded, {report.reused:,} reused "
        f"({report.generation})."
    )
    for name, ids in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        if ids:
            print(f"{name}: {', '.join(ids) if len(ids) <= NAMES_SHOWN else f'{len(ids):,} documents'}")
    if report.document_count > NAMES_SHOWN:
        _print_kinds(report)
    if report.registers:
        print_changes(report.registers.to_dict(), limit=CHANGES_SHOWN)


def _print_kinds(report: BuildReport) -> None:
    """What is indexed, a row for each kind of document, and all together."""
    from assistant.cli.terminal import print_table

    rows = [(row.kind, row.documents, row.clauses, row.targets, row.responsibilities) for row in report.kinds]
    sums = [sum(column) for column in list(zip(*rows, strict=True))[1:]]
    told = [(name, *(f"{number:,}" for number in numbers)) for name, *numbers in [*rows, ("all", *sums)]]
    print_table(("kind", "documents", "clauses", "targets", "responsibilities"), told)


def follow(settings: Settings, *, confirm: bool) -> None:
    """Builds the index, then follows the folder until Ctrl-C; with `confirm`, a person agrees to each change."""
    from assistant.errors import AssistantError
    from assistant.watching import LOOK_SECONDS, FolderWatch, take_snapshot

    indexed = take_snapshot(settings.corpus_dir)
    try:
        print_build(build_shown(settings))
    except AssistantError as error:  # a folder that is empty today may be filled tomorrow
        note(f"warning: {error.message} ({error.hint})")
    watch = FolderWatch(
        settings, confirm=confirm, announce=note, reported=_report, indexed=indexed, progress=None
    )
    note(f"following {settings.corpus_dir} (Ctrl-C stops it)")
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
        note(f"warning: not indexed: {file} ({file.hint})")
    if len(report.skipped) > NAMES_SHOWN:
        note(f"warning: {len(report.skipped):,} files are not indexed; `{PROGRAM} index --json` names all")
    for failure in report.failures:
        if failure.part != "document":  # a skipped file
            note(f"warning: {failure.document_id}: {failure} (please report it)")
    for identifier, files in report.copies.items():
        note(f"{identifier}: other files of the same document are not asked: {', '.join(files)}")
    for conflict in report.conflicts[:CONFLICTS_SHOWN]:
        note(
            f"warning: {conflict.document_id} and {conflict.other} bear one number and state other figures: "
            f"“{conflict.quote}” in {conflict.other} (check them against the original and take the wrong one out)"
        )
    if (more := len(report.conflicts) - CONFLICTS_SHOWN) > 0:
        note(f"warning: {more} more such figures")
    new = (*report.added, *report.changed)
    told = [f"{o.document_id}: left out: {o}" for o in report.omissions if o.document_id in new]
    told += [
        f"{identifier} changes documents that are not indexed: {', '.join(numbers)}"
        for identifier in new
        if (numbers := report.not_indexed.get(identifier))
    ]
    told += [
        f"{identifier}: {'; '.join(phrases)}"
        for identifier in new
        if (reading := report.readings.get(identifier)) and (phrases := describe_reading(reading, "en"))
    ]
    for line in told[:NAMES_SHOWN]:
        note(line)
    if (more := len(told) - NAMES_SHOWN) > 0:
        note(f"{more:,} more such remarks; `{PROGRAM} index --json` has all")


def _agreed() -> bool:
    """Whether the person at the terminal agrees; the end of the input stops the watch."""
    print("index these changes? [y/N] ", end="", file=sys.stderr, flush=True)
    answer = sys.stdin.readline()
    if not answer:
        raise KeyboardInterrupt
    return answer.strip().lower() in ("y", "yes", "c", "có", "co")


@contextmanager
def watching(settings: Settings, *, watch: bool) -> Iterator[FolderWatch | None]:
    """The folder followed in a thread of its own, where the option or the settings ask for it."""
    if not watch and settings.watch == "off":
        yield None
        return
    from assistant.watching import LOOK_SECONDS, FolderWatch

    follower = FolderWatch(settings, confirm=settings.watch == "confirm", announce=note)
    stop = threading.Event()
    thread = threading.Thread(target=follower.run, args=(stop,), name="watch", daemon=True)
    thread.start()
    note(f"following {settings.corpus_dir}")
    try:
        yield follower
    finally:
        stop.set()
        thread.join(timeout=LOOK_SECONDS + 1)
