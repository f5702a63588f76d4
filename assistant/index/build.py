"""Builds an index generation in a process of its own: a crash in native code costs a build, not the service.

`build_index` runs in the caller's process: it starts the builder, passes its progress on and returns its
report. They speak JSON lines: a job in, messages out.
"""

from __future__ import annotations

import base64
import json
import logging
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from typing import IO, Any, cast

from assistant.documents.omissions import Omission, find_omissions
from assistant.errors import AssistantError, CorpusError, IndexUnavailableError
from assistant.index.catalog_json import encode_catalog
from assistant.index.earlier import DATABASE, database_is_sound
from assistant.index.encoders import encoder_id
from assistant.index.generations import (
    CHROMA,
    LEXICAL,
    check_files,
    current_generation,
    identify_index,
    read_manifest,
    sha256,
)
from assistant.index.history import RegisterReport, read_catalog_before, record_changes, report_changes
from assistant.index.open import Index
from assistant.index.versions import keep_versions
from assistant.processes import module_process
from assistant.settings import Settings
from assistant.types import Catalog, Conflict, Document, Failure, Section, SkippedFile
from assistant.types.readings import ReadingReport

logger = logging.getLogger(__name__)
Progress = Callable[
    [str, int, int], None
]  # stage ("read", "extract", "embed", "write", "verify"), done, total


@dataclass(frozen=True, slots=True)
class KindCounts:
    """How many documents of a kind are indexed, and what they hold."""

    kind: str
    documents: int
    clauses: int
    targets: int
    responsibilities: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `reused` counts the chunks whose vectors were known already."""

    generation: str
    index_id: str
    embedded: int
    reused: int
    document_count: int
    chunk_count: int
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    seconds: float
    unchanged: bool
    registers: RegisterReport | None = None
    skipped: tuple[SkippedFile, ...] = ()  # files of the folder that are in no index
    copies: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # other files of a document, by its id
    omissions: tuple[Omission, ...] = ()  # what is left out of documents, and why
    failures: tuple[Failure, ...] = ()  # what of a document a fault of the program left out
    conflicts: tuple[Conflict, ...] = ()  # where another file of a number states other figures
    not_indexed: Mapping[str, tuple[str, ...]] = field(
        default_factory=dict
    )  # numbers of what a document changes and is not there, by its id
    readings: Mapping[str, ReadingReport] = field(
        default_factory=dict
    )  # of what is not text itself, by document
    kinds: tuple[KindCounts, ...] = ()  # the most frequent first

    def to_dict(self) -> dict[str, Any]:
        """The report as `index --json` prints it."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return row | {
            "registers": self.registers.to_dict() if self.registers else None,
            "skipped": [asdict(file) for file in self.skipped],
            "omissions": [asdict(omission) for omission in self.omissions],
            "failures": [asdict(failure) for failure in self.failures],
            "conflicts": [asdict(conflict) for conflict in self.conflicts],
            "readings": {name: report.to_dict() for name, report in self.readings.items()},
            "kinds": [asdict(counts) for counts in self.kinds],
        }


def count_kinds(catalog: Catalog) -> tuple[KindCounts, ...]:
    """What is indexed, for each kind of document."""
    kinds = {document.id: document.kind for document in catalog.documents}
    documents = Counter(kinds.values())
    rows = [
        Counter(kinds[row.document_id] for row in register)
        for register in (catalog.sections, catalog.targets, catalog.responsibilities)
    ]
    return tuple(
        KindCounts(kind, count, *(row[kind] for row in rows)) for kind, count in documents.most_common()
    )


def build_index(
    catalog: Catalog,
    settings: Settings,
    *,
    readings: Mapping[str, bytes] | None = None,
    superseded: Mapping[str, tuple[Document, ...]] | None = None,
    withdrawn: Collection[str] = (),
    whole: bool = False,
    cluster: str | None = None,
    progress: Progress | None = None,
) -> BuildReport:
    """Builds the catalog's index beside the current one and switches to it, unless nothing has changed.

    A large index in which little has changed is a changed copy of the one before, which keeps traces of what was taken out;
    `whole`: every file is written anew if there are any. `cluster`: the address of a Dask scheduler whose workers encode.

    `readings` are kept with it, by document, as `readers.records` writes them. What a document replaces is kept as a
    version of it: its file before, and `superseded`, older files of it, by its id. Documents that are `withdrawn` may come
    back, so that their versions are kept.

    Raises: IndexBusyError while another process builds, CorpusError for a catalog without a chunk,
    DependencyError for an encoder or a Chroma server that is not available, IndexUnavailableError for a
    folder that cannot be written or a builder that died. The index before it goes on answering each time.
    """
    started = time.perf_counter()
    if not catalog.chunks:
        raise CorpusError(
            "there is nothing to index", hint="check the corpus folder: it holds no document with text"
        )
    job = encode_catalog(catalog)
    report = _unchanged(catalog, sha256(job), settings, whole=whole)
    replaced: tuple[Document, ...] = ()
    if report is None:
        before = read_catalog_before(settings.index_path())
        replaced = before[1].documents if before[1] else ()
        report = _run_builder(job, readings or {}, settings, progress, [whole, cluster])
        registers = report_changes(before, catalog)
        with suppress(OSError):  # the index is in place; only the record of what it changed is not
            record_changes(settings.index_path(), report.generation, registers)
        report = replace(report, registers=registers)
    with suppress(OSError, sqlite3.Error):  # likewise: only what was replaced cannot be opened any more
        keep_versions(settings.index_path(), replaced, catalog.documents, superseded or {}, withdrawn)
    clauses: dict[str, list[Section]] = {}
    for section in catalog.sections:
        clauses.setdefault(section.document_id, []).append(section)
    missing: dict[str, tuple[str, ...]] = {}
    for relation in catalog.relations:
        if relation.target is None and relation.number not in (told := missing.get(relation.document_id, ())):
            missing[relation.document_id] = (*told, relation.number)
    return replace(
        report,
        seconds=round(time.perf_counter() - started, 3),
        copies={name: tuple(str(d.file) for d in others) for name, others in (superseded or {}).items()},
        omissions=tuple(o for d in catalog.documents for o in find_omissions(d, clauses.get(d.id, ()))),
        failures=catalog.failures,
        conflicts=catalog.conflicts,
        not_indexed=missing,
    )


def _unchanged(catalog: Catalog, fingerprint: str, settings: Settings, *, whole: bool) -> BuildReport | None:
    """The report where the current generation holds just this and is intact."""
    try:
        generation = current_generation(settings.index_path())
        manifest = read_manifest(generation)
        if manifest.index_id != identify_index(fingerprint, encoder_id(settings)):
            return None
        if whole and manifest.removed:
            return None
        check_files(generation, manifest, under=LEXICAL)
        Index.open(settings).close()
    except IndexUnavailableError:
        return None
    if not manifest.on_server and not database_is_sound(generation / CHROMA / DATABASE):
        return None
    return BuildReport(
        generation=manifest.generation,
        index_id=manifest.index_id,
        embedded=0,
        reused=manifest.chunk_count,
        document_count=len(catalog.documents),
        chunk_count=manifest.chunk_count,
        added=(),
        changed=(),
        removed=(),
        seconds=0.0,
        unchanged=True,
        registers=report_changes((manifest.generation, catalog), catalog),
    )


def _run_builder(
    job: bytes,
    readings: Mapping[str, bytes],
    settings: Settings,
    progress: Progress | None,
    options: Sequence[bool | str | None],
) -> BuildReport:
    how = module_process("assistant.index.build_process")
    # Threads of numpy's library wait for each other all the time that another process takes their processor.
    how["env"]["OPENBLAS_NUM_THREADS"] = "1"
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(**how, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints) as process,
    ):
        try:
            report = _converse(process, job, readings, settings, progress, options)
            status = process.wait()
        finally:
            process.kill()
        complaints.seek(0)
        details = complaints.read().decode("utf-8", "replace")[-4000:]
    if report is not None:
        return report
    logger.error("the index builder ended with status %s: %s", status, details)
    if status < 0:
        name = signal.Signals(-status).name
        raise IndexUnavailableError(
            f"the process that builds the index was stopped ({name}); the index before it is unchanged",
            hint="run `policy-assistant index` again",
        )
    raise RuntimeError(f"the index builder failed with status {status}:\n{details}")


def _converse(
    process: subprocess.Popen[bytes],
    job: bytes,
    readings: Mapping[str, bytes],
    settings: Settings,
    progress: Progress | None,
    options: Sequence[bool | str | None],
) -> BuildReport | None:
    """Sends the job and follows the messages. Raises: the error that the builder reports."""
    stdin, stdout = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
    values = settings.model_dump(mode="json")
    if settings.encoder_api_key:
        values["encoder_api_key"] = settings.encoder_api_key.get_secret_value()
    try:
        stdin.write(json.dumps([values, *options]).encode() + b"\n" + job + b"\n")
        encoded = {name: base64.b64encode(reading).decode() for name, reading in readings.items()}
        stdin.write(json.dumps(encoded).encode() + b"\n")
        # It stays open after the job: when it closes, the builder knows that it is alone and stops.
        stdin.flush()
    except BrokenPipeError:
        return None
    for line in stdout:
        kind, *values = json.loads(line)
        if kind == "progress":
            if progress:
                progress(*values)
        elif kind == "error":
            code, message, hint = values
            raise _error_class(code)(message, hint=hint)
        elif kind == "report":
            report: dict[str, Any] = values[0]
            for name in ("added", "changed", "removed", "skipped", "kinds"):
                report[name] = tuple(report[name])
            return BuildReport(**report)
    return None


def _error_class(code: str) -> type[AssistantError]:
    pending = [AssistantError]
    while pending:
        candidate = pending.pop()
        if candidate.code == code:
            return candidate
        pending.extend(candidate.__subclasses__())
    return AssistantError
