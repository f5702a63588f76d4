"""The generation before, as far as the next one can be made of it: its vectors, its Chroma folder to copy, its words."""

from __future__ import annotations

import logging
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexUnavailableError
from assistant.index.cache import cache_key
from assistant.index.catalog_json import decode_catalog
from assistant.index.generations import (
    CATALOG,
    CHROMA,
    LEXICAL,
    VECTORS,
    Manifest,
    check_files,
    current_generation,
    read_manifest,
)
from assistant.index.lexical import LexicalIndex
from assistant.index.rows import ROW_TYPE
from assistant.types import Chunk

logger = logging.getLogger(__name__)
DATABASE = "chroma.sqlite3"  # in Chroma's folder
LEAST_COPIED = 500  # records; fewer are written anew in a second
MOST_CHANGED = 4  # a copy takes out and puts in at most one record in as many
MOST_REMOVED = 4  # what is taken out of a graph stays in its files, at most one record in as many


@dataclass(frozen=True, slots=True)
class Earlier:
    """An intact generation of the same encoder; `vectors` in the order of its `chunks`."""

    folder: Path
    manifest: Manifest
    chunks: tuple[Chunk, ...]
    vectors: NDArray[np.float32]

    def known(self) -> dict[bytes, NDArray[np.float32]]:
        """The vectors by the keys of their texts."""
        keys = (cache_key(self.manifest.encoder_id, chunk.indexed_text) for chunk in self.chunks)
        return dict(zip(keys, self.vectors, strict=True))

    def lexical_index(self, chunks: Sequence[Chunk]) -> LexicalIndex | None:
        """The lexical index of other chunks, made from that of these; None where it is damaged or an earlier version's."""
        places = {(chunk.id, chunk.indexed_text): place for place, chunk in enumerate(chunks)}
        known = [places.get((chunk.id, chunk.indexed_text), -1) for chunk in self.chunks]
        try:
            check_files(self.folder, self.manifest, under=LEXICAL)
            return LexicalIndex.build_from(
                self.folder / LEXICAL,
                np.array(known, dtype=np.intp),
                [chunk.indexed_text for chunk in chunks],
            )
        except (IndexUnavailableError, OSError, ValueError, KeyError) as error:
            logger.info("the words of all texts are counted anew: %s", error)
            return None

    def copy_records(self, folder: Path) -> None:
        """Copies Chroma's files; its database as SQLite copies one, since a reader may be writing into it.

        Raises: OSError, sqlite3.Error.
        """
        shutil.copytree(self.folder / CHROMA, folder, ignore=shutil.ignore_patterns(f"{DATABASE}*"))
        with (
            closing(_open_to_read(self.folder / CHROMA / DATABASE)) as database,
            closing(sqlite3.connect(folder / DATABASE)) as copy,
        ):
            copy.execute(
                "PRAGMA synchronous = OFF"
            )  # all files reach the disk before the manifest is written
            copy.execute("PRAGMA journal_mode = OFF")
            database.backup(copy)

    def changes(self, chunks: Sequence[Chunk], dimension: int) -> Changes | None:
        """What makes the records of other chunks of these; None where it is better to write them all."""
        before = {chunk.id: chunk for chunk in self.chunks}
        added = tuple(n for n, chunk in enumerate(chunks) if before.get(chunk.id) != chunk)
        after = {chunk.id: chunk for chunk in chunks}
        removed = tuple(id_ for id_, chunk in before.items() if after.get(id_) != chunk)
        if (
            self.manifest.on_server
            or self.manifest.dimension != dimension
            or len(before) < LEAST_COPIED
            or (len(added) + len(removed)) * MOST_CHANGED > len(chunks)
            or (self.manifest.removed + len(removed)) * MOST_REMOVED > len(chunks)
            or not database_is_sound(self.folder / CHROMA / DATABASE)
        ):
            return None
        return Changes(added, removed)


@dataclass(frozen=True, slots=True)
class Changes:
    """Positions of the chunks whose records are put in, and the ids of the records that are taken out before."""

    added: tuple[int, ...]
    removed: tuple[str, ...]


def read_earlier(index: Path, encoder: str) -> Earlier | None:
    """The current generation; None where it is not of the encoder with that id, damaged, or not there."""
    try:
        folder = current_generation(index)
        manifest = read_manifest(folder)
        if manifest.encoder_id != encoder:
            return None
        check_files(folder, manifest)
        chunks = decode_catalog((folder / CATALOG).read_bytes(), only=["chunks"]).chunks
        vectors = np.fromfile(folder / VECTORS, dtype=ROW_TYPE).reshape(len(chunks), manifest.dimension)
    except (IndexUnavailableError, OSError, ValueError):
        return None
    return Earlier(folder, manifest, chunks, vectors)


def database_is_sound(path: Path) -> bool:
    """Whether SQLite finds no damage. Chroma would notice only once a question needs the page."""
    try:
        with closing(_open_to_read(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _open_to_read(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
