"""The index folder: one folder per generation, a pointer to the current one, a lock for the writer.

    current                      the name of the generation in use, replaced atomically
    gen-000002-5f0c1a/           catalog.json, chroma/, vectors.f32 and, of many, sketches.f32, lexical/, readings/;
                                 once all is verified, manifest.json
    vectors.sqlite3              vectors by content, kept from build to build
    readings.sqlite3             what readers made of files, by content
    documents.sqlite3            what was made of documents, by content
    build.lock, building.json    the writer's lock, and who holds it

Readers see no generation without a manifest, and of one with a manifest nothing is ever changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from assistant.errors import IndexBusyError, IndexUnavailableError
from assistant.readers.checking import report_reading
from assistant.readers.records import KeptReading, decode_reading
from assistant.types import Catalog
from assistant.types.readings import ReadingReport

FORMAT = 4
POINTER = "current"
CATALOG = "catalog.json"
MANIFEST = "manifest.json"
CHROMA = "chroma"
VECTORS = "vectors.f32"
SKETCHES = "sketches.f32"  # of many vectors
LEXICAL = "lexical"
READINGS = (
    "readings"  # of the documents that are not text themselves, ID.reading; reports.json: of all of them
)
_COLLECTION = (
    "collection"  # where the collection lives on a server: its name, known before it is created there
)
_REPORTS = "reports.json"
_NAME = re.compile(r"gen-(\d{6,})-[0-9a-f]{6}")
_REBUILD = "run `policy-assistant index`"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Size and sha256 of a file; the hash is None for Chroma's database, which readers may touch."""

    size: int
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a finished generation holds."""

    generation: str
    index_id: str
    encoder_id: str
    dimension: int
    catalog_fingerprint: str
    chunk_count: int
    documents: dict[str, str]  # sha256 by document id
    collection: str
    on_server: bool
    files: dict[str, StoredFile]
    removed: int = 0  # records that were taken out of the vectors since they were last written as a whole
    format: int = FORMAT


def sha256(data: bytes) -> str:
    """The SHA-256 of the data, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def identify_index(catalog_fingerprint: str, encoder: str) -> str:
    """The id of an index: the same documents and the same encoder have the same one on every machine."""
    return sha256(f"{FORMAT} {catalog_fingerprint} {encoder}".encode())[:12]


def identify_documents(catalog: Catalog) -> dict[str, str]:
    """A hash of each document, its metadata included, by id."""
    return {
        document.id: sha256(json.dumps(document.to_dict(with_text=True), sort_keys=True).encode())
        for document in catalog.documents
    }


def pointer_stamp(index: Path) -> tuple[int, int, int] | None:
    """What changes when the pointer is replaced (time, inode, size); None where there is none."""
    try:
        status = (index / POINTER).stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


def current_generation(index: Path) -> Path:
    """The folder of the current generation. Raises: IndexUnavailableError."""
    try:
        name = (index / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise IndexUnavailableError(f"there is no index in {index}", hint=_REBUILD) from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexUnavailableError(f"the index in {index} cannot be read: {error}", hint=_REBUILD) from None
    if not _NAME.fullmatch(name):
        raise IndexUnavailableError(f"the pointer file {index / POINTER} is damaged", hint=_REBUILD)
    return index / name


def read_manifest(generation: Path) -> Manifest:
    """The manifest of a generation. Raises: IndexUnavailableError."""
    try:
        values = json.loads((generation / MANIFEST).read_bytes())
        if values.get("format") != FORMAT:
            raise IndexUnavailableError(f"the index in {generation.parent} has another format", hint=_REBUILD)
        values["files"] = {name: StoredFile(**entry) for name, entry in values["files"].items()}
        return Manifest(**values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise IndexUnavailableError(
            f"the index in {generation.parent} is damaged: {generation.name} has no readable manifest",
            hint=_REBUILD,
        ) from None


def check_files(generation: Path, manifest: Manifest, *, under: str | None = None) -> None:
    """Compares the files with the manifest: all but the lexical ones, or those in the folder `under`.

    Raises: IndexUnavailableError naming the first that differs. Chroma answers from a cut HNSW file without
    complaint, so this comes before it is opened.
    """
    for name, stored in manifest.files.items():
        if name.startswith(f"{LEXICAL}/") != (under == LEXICAL):
            continue
        path = generation / name
        try:
            size = path.stat().st_size
            intact = size == stored.size if stored.sha256 else size >= stored.size
            if intact and stored.sha256:
                intact = _hash_file(path) == stored.sha256
        except OSError:
            intact = False
        if not intact:
            raise IndexUnavailableError(
                f"the index in {generation.parent} is damaged: {generation.name}/{name} is missing or cut",
                hint=_REBUILD,
            )


def _hash_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def writing(index: Path) -> Iterator[None]:
    """Holds the writer's lock of the index folder. Raises: IndexBusyError, OSError."""
    index.mkdir(parents=True, exist_ok=True)
    holder = index / "building.json"
    lock = FileLock(index / "build.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        try:
            process = f" (process {int(json.loads(holder.read_bytes())['pid'])})"
        except (OSError, ValueError, TypeError, KeyError):
            process = ""  # it has not written its number yet
        raise IndexBusyError(
            f"another process is building the index in {index}{process}", hint="wait until it has finished"
        ) from None
    try:
        holder.write_text(json.dumps({"pid": os.getpid()}), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def create_generation(index: Path, *, on_server: bool) -> tuple[Path, str]:
    """A new folder and the name of its collection.

    Names are never used twice, not even after the folder was deleted: a reader may still hold old files.
    """
    numbers = [int(found[1]) for path in index.iterdir() if (found := _NAME.fullmatch(path.name))]
    generation = index / f"gen-{max(numbers, default=0) + 1:06d}-{secrets.token_hex(3)}"
    generation.mkdir()
    if not on_server:
        return generation, "clauses"
    collection = f"policy-{secrets.token_hex(4)}-{generation.name}"
    write_durably(generation / _COLLECTION, collection.encode())
    return generation, collection


def write_readings(generation: Path, readings: Mapping[str, bytes]) -> None:
    """Writes the readings of a generation, by document, and a report on each."""
    folder = generation / READINGS
    folder.mkdir()
    reports = {}
    for name, data in readings.items():
        (folder / f"{name}.reading").write_bytes(data)
        reports[name] = report_reading(decode_reading(data).reading).to_dict()
    (folder / _REPORTS).write_text(json.dumps(reports, ensure_ascii=False), encoding="utf-8")


def read_reading(generation: Path, document_id: str) -> KeptReading | None:
    """The reading of a document; None where it is text itself. Raises: IndexUnavailableError."""
    path = generation / READINGS / f"{document_id}.reading"
    try:
        return decode_reading(path.read_bytes()) if path.exists() else None
    except (OSError, ValueError):
        raise IndexUnavailableError(f"the reading of {document_id} is damaged", hint=_REBUILD) from None


def read_reports(generation: Path) -> dict[str, ReadingReport]:
    """The reports on the readings of a generation, by document. Raises: IndexUnavailableError."""
    try:
        rows = json.loads((generation / READINGS / _REPORTS).read_bytes())
        return {name: ReadingReport.of(row) for name, row in rows.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        raise IndexUnavailableError("the reports on the readings are damaged", hint=_REBUILD) from None


def finish_generation(generation: Path, manifest: Manifest) -> None:
    """Brings every file to the disk, then writes the manifest."""
    for path in sorted(generation.rglob("*"), reverse=True):
        _sync(path)
    _sync(generation)
    write_durably(generation / MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())


def list_files(generation: Path) -> dict[str, StoredFile]:
    """Size and hash of every file of a generation, by its path inside."""
    listed = {}
    for path in sorted(generation.rglob("*")):
        # A graph of a single record is never saved: its files hold nothing, and readers write them anew.
        if not path.is_file() or (
            path.suffix == ".bin" and not (path.parent / "index_metadata.pickle").exists()
        ):
            continue
        hashed = None if path.suffix == ".sqlite3" else _hash_file(path)
        listed[path.relative_to(generation).as_posix()] = StoredFile(path.stat().st_size, hashed)
    return listed


def switch_to(generation: Path) -> None:
    """Makes the generation the current one."""
    write_durably(generation.parent / POINTER, f"{generation.name}\n".encode())


def obsolete_generations(index: Path) -> Iterator[tuple[Path, str | None]]:
    """The folders of all generations but the current one, each with its collection on a server, if any.

    Where the pointer cannot be read, whatever has a manifest is left alone.
    """
    try:
        current = current_generation(index).name
    except IndexUnavailableError:
        current = None
    for path in sorted(index.iterdir()):
        if not _NAME.fullmatch(path.name) or path.name == current:
            continue
        if current is None and (index / POINTER).exists() and (path / MANIFEST).exists():
            continue
        try:
            collection = (path / _COLLECTION).read_text(encoding="utf-8")
        except OSError:
            collection = None
        yield path, collection


def remove_generation(generation: Path) -> None:
    """Removes a generation, its manifest first, so that nobody opens what is half gone."""
    (generation / MANIFEST).unlink(missing_ok=True)
    shutil.rmtree(generation, ignore_errors=True)


def write_durably(path: Path, data: bytes) -> None:
    """Replaces the file at once: readers see the old content or the new one, also after a power cut."""
    temporary = path.with_name(f".{path.name}.new")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except PermissionError:  # Windows opens no folders
        return
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
