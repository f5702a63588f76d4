"""The documents of a corpus into an index: read, parsed, extracted, written aside, switched to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from assistant.documents import read_corpus
from assistant.documents.cache import DOCUMENT_CACHE, DocumentCache
from assistant.documents.cluster import open_cluster
from assistant.index import BuildReport, Progress, build_catalog, build_index, count_kinds
from assistant.readers import READING_CACHE
from assistant.readers.checking import report_reading
from assistant.readers.records import decode_reading
from assistant.settings import Settings
from assistant.types import SkippedFile


def build(
    settings: Settings,
    *,
    progress: Progress | None = None,
    unsettled: Collection[str] = (),
    whole: bool = False,
    cluster: str | None = None,
) -> BuildReport:
    """Read the corpus and build or update its index, without the files that are still being written, `unsettled`.

    What has not changed since the last build is taken from it. `whole`: nothing that was taken out is left in the files.
    `cluster`: the address of a Dask scheduler whose workers read, parse, extract and encode, or `local`.
    """
    index = settings.index_path()
    reading, extracting = (partial(progress, stage) if progress else None for stage in ("read", "extract"))
    with open_cluster(cluster) as workers, DocumentCache(index / DOCUMENT_CACHE) as kept:
        corpus = read_corpus(
            settings.corpus_dir,
            cache=index / READING_CACHE,
            kept=kept,
            cluster=workers,
            unsettled=unsettled,
            additions=settings.additions_path(),
            progress=reading,
        )
        catalog = build_catalog(
            corpus.documents,
            settings,
            superseded=corpus.superseded,
            kept=kept,
            cluster=workers,
            progress=extracting,
        )
        report = build_index(
            catalog,
            settings,
            readings=corpus.readings,
            superseded=corpus.superseded,
            withdrawn=corpus.withdrawn,
            whole=whole,
            cluster=workers.address if workers else None,
            progress=progress,
        )
        kept.keep_only_used()
    failed = tuple(
        SkippedFile(failure.path, f"internal error ({failure.error})", "please report it")
        for failure in catalog.failures
        if failure.part == "document"
    )
    reports = {name: report_reading(decode_reading(data).reading) for name, data in corpus.readings.items()}
    return replace(report, skipped=(*corpus.skipped, *failed), readings=reports, kinds=count_kinds(catalog))
