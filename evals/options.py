"""What the commands of the evaluation share: options, and the assistant that they open."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.settings import Settings, load_settings
from evals.asking import SourceDocument

Corpus = Annotated[Path | None, typer.Option(help="Folder of the documents.")]
IndexFolder = Annotated[Path | None, typer.Option("--index", help="Folder of the index.")]
Sets = Annotated[
    list[str] | None, typer.Argument(metavar="[SET]…", help="Names or paths; all where none is given.")
]
RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="A run folder.")]
GoldFolder = Annotated[Path | None, typer.Option(help="Folder of the gold registers; by default evals/gold.")]
Cache = Annotated[Path | None, typer.Option(help="Folder in which embeddings are kept.")]


class ReportFormat(StrEnum):
    """The formats of a report."""

    HTML = "html"
    MD = "md"
    JSON = "json"
    JUNIT = "junit"


class ReportLanguage(StrEnum):
    """The languages of a report."""

    VI = "vi"
    EN = "en"


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[Any, Sequence[SourceDocument], float]]:
    """The assistant, its documents, and the ms that opening took."""
    from assistant import PolicyAssistant

    started = time.perf_counter()
    with PolicyAssistant.open(settings) as assistant:
        yield assistant, assistant.documents(), (time.perf_counter() - started) * 1000


def source_texts(documents: Sequence[SourceDocument]) -> dict[str, str]:
    """Document id → source text."""
    return {document.id: document.text for document in documents}


def read_settings(corpus: Path | None, index: Path | None) -> Settings:
    """The settings, with the folders that were given."""
    return load_settings(corpus_dir=corpus, index_dir=index)
