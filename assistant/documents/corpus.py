"""A folder of documents: its manifest where there is one, else what the documents' own heads say."""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Any

from assistant.documents.additions import read_additions
from assistant.documents.cache import DocumentCache
from assistant.documents.cards import is_notice
from assistant.documents.cluster import Cluster
from assistant.documents.corrections import Corrections, read_corrections
from assistant.documents.duplicates import newest_versions, without_copies
from assistant.documents.effect import DRAFT, is_draft, read_effect
from assistant.documents.files import FileReader, FileText, find_files, read_bytes, shown
from assistant.errors import CorpusError
from assistant.language.text import clean, fold, vietnamese_key
from assistant.types import Document, SkippedFile

logger = logging.getLogger(__name__)
MANIFEST = "manifest.json"
UNKNOWN_KIND = "document"  # of what neither manifest nor head says what it is
_FIELDS = (
    "title", "short_title", "kind", "number", "issuer", "place", "date", "status", "tier", "source", "rights", "outlet",
    "signer", "signer_office", "effective", "expires", "seen_by",
)  # fmt: skip
_DAYS = ("date", "effective", "expires")
_LISTS = ("replaces", "amends")  # of numbers of other documents


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder as it was read: its documents, and the files that could not be used.

    `readings` are those of the documents that are not text themselves, by id, as `readers.records` writes them.
    `superseded` are older files of a document that lie in the folder too, by the id of the newest one. `withdrawn` are
    the ids of documents that an editor took out.
    """

    documents: tuple[Document, ...]
    skipped: tuple[SkippedFile, ...]
    readings: Mapping[str, bytes] = field(default_factory=dict)
    superseded: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    withdrawn: tuple[str, ...] = ()


def load_corpus(
    folder: Path, *, cache: Path | None = None, additions: Path | None = None
) -> tuple[Document, ...]:
    """The documents of `read_corpus`."""
    return read_corpus(folder, cache=cache, additions=additions).documents


def read_corpus(
    folder: Path,
    *,
    cache: Path | None = None,
    kept: DocumentCache | None = None,
    cluster: Cluster | None = None,
    unsettled: Collection[str] = (),
    additions: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Corpus:
    """The documents of a folder, in the manifest's order or by name; a file that cannot be used holds up no other.

    Links are followed to what lies in the folder, never out of it. `cache` is a file of the readings that are known, `kept`
    what was made of documents before, `cluster` reads what is not there; `unsettled` are files, by their path in the
    folder, that are still being written; `additions` is the folder of what editors added, which comes after the others;
    `progress` is told how many files are read, of how many.
    Raises: CorpusError when the folder or the manifest cannot be used, or no document can.
    """
    if not folder.is_dir():
        raise CorpusError(f"corpus folder {folder} does not exist", hint="name a folder with --corpus DIR")
    root = Path(os.path.realpath(folder))
    corrections = read_corrections(root)
    with FileReader(root, cache, unsettled, documents=kept, cluster=cluster) as reader:
        named = os.path.lexists(root / MANIFEST)
        corpus = (_from_manifest if named else _from_files)(root, reader, corrections, progress or _untold)
        if additions is not None:
            corpus = _with_additions(corpus, additions, reader, corrections)
    if corpus.documents:
        if progress:
            files = len(corpus.documents) + len(corpus.skipped) + sum(map(len, corpus.superseded.values()))
            progress(files, files)
        return corpus
    if not corpus.skipped:
        raise CorpusError(f"{folder} holds no document", hint="put Word, PDF or text files there")
    first, *others = corpus.skipped
    more = f" (and {len(others)} more)" if others else ""
    raise CorpusError(f"no file of {folder} can be indexed: {first}{more}", hint=first.hint)


@contextmanager
def _leaving_out(path: str, skipped: list[SkippedFile]) -> Iterator[None]:
    """Makes a document of a file; one that cannot be used, or meets a fault of the program, is told in `skipped`."""
    try:
        yield
    except CorpusError as error:
        skipped.append(SkippedFile(path, error.message, error.hint))
    except MemoryError:
        raise
    except Exception as error:
        logger.exception("%s could not be read", path)
        skipped.append(SkippedFile(path, f"internal error ({type(error).__name__})", "please report it"))


def _untold(done: int, total: int) -> None:
    """Nobody is told how far the reading is."""


def _from_manifest(
    root: Path, reader: FileReader, corrections: Corrections, progress: Callable[[int, int], None]
) -> Corpus:
    path = root / MANIFEST
    try:
        entries = json.loads(read_bytes(path, root).decode("utf-8-sig"))["documents"]
        names = [(str(entry["id"]), str(entry["path"]).replace("\0", "")) for entry in entries]
    except CorpusError as error:
        raise CorpusError(f"{path} {error.message}", hint=error.hint) from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CorpusError(
            f"{path} is not a manifest: {type(error).__name__} {error}",
            hint='it is {"documents": [{"id": …, "path": …, "title": …}]}',
        ) from None
    documents: list[Document] = []
    skipped: list[SkippedFile] = []
    taken: set[str] = set()
    readings: dict[str, bytes] = {}
    used: dict[str, str] = {}  # the id of each document, by the file itself
    reader.prepare([root / name for _, name in names], progress)
    for done, (entry, (identifier, name)) in enumerate(zip(entries, names, strict=True)):
        progress(done, len(names))
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", identifier) or identifier in taken:
            raise CorpusError(
                f"{path}: id “{identifier}” is not a slug, or is used twice", hint="use a-z, 0-9 and dashes"
            )
        unknown = set(entry) - {"id", "path", *_FIELDS, *_LISTS}
        if unknown:
            raise CorpusError(
                f"{path}: document “{identifier}” has unknown fields {sorted(unknown)}",
                hint=f"known are {(*_FIELDS, *_LISTS)}",
            )
        if entry.get("tier", "official") not in ("official", "press"):
            raise CorpusError(
                f"{path}: document “{identifier}” has tier {entry['tier']!r}", hint="official or press"
            )
        given = {field: entry[field] for field in _FIELDS if field in entry}
        wrong = [
            field
            for field, value in given.items()
            if not isinstance(value, str | None) or (field in _DAYS and not _is_date(value))
        ]
        lists = {field: entry[field] for field in _LISTS if field in entry}
        wrong += [
            field
            for field, value in lists.items()
            if not isinstance(value, list) or not all(isinstance(number, str) for number in value)
        ]
        if wrong:
            raise CorpusError(
                f"{path}: document “{identifier}” has a value that cannot be used for {wrong}",
                hint="every field is a string or null, a date is written 2025-09-15, and what it replaces is a list",
            )
        taken.add(identifier)
        file = root / name
        with _leaving_out(shown(name), skipped):
            content = reader.read(file)
            if (first := used.setdefault(os.path.realpath(file), identifier)) != identifier:
                raise CorpusError(
                    f"is the file of “{first}” already", hint="give each document a file of its own"
                )
            corrected = corrections.get(identifier, {})
            document = _document(identifier, shown(name), content, given, corrected)
            replaces, amends = (tuple(lists.get(field, ())) for field in _LISTS)
            documents.append(replace(document, replaces=replaces, amends=amends))
            if content.reading:
                readings[identifier] = content.reading
    current, superseded = without_copies(documents)
    return Corpus(current, tuple(skipped), readings, superseded)


def _is_date(value: str | None) -> bool:
    try:
        return value is None or date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _from_files(
    root: Path, reader: FileReader, corrections: Corrections, progress: Callable[[int, int], None]
) -> Corpus:
    files: dict[str, Path] = {}  # by the file itself, so that no link brings it in a second time
    skipped: list[SkippedFile] = []
    for file in sorted(find_files(root, skipped), key=lambda file: (file.is_symlink(), file)):
        files.setdefault(os.path.realpath(file), file)
    documents: dict[Path, Document] = {}
    readings: dict[str, bytes] = {}
    taken: set[str] = set()
    reader.prepare(sorted(files.values()), progress)
    for done, file in enumerate(sorted(files.values())):
        progress(done, len(files))
        name = file.relative_to(root)
        with _leaving_out(shown(name), skipped):
            content = reader.read(file)
            base = slug(str(name.with_suffix("")))
            identifier = next(i for i in chain([base], (f"{base}-{n}" for n in count(2))) if i not in taken)
            taken.add(identifier)
            documents[name] = _document(identifier, shown(name), content, {}, corrections.get(identifier, {}))
            if content.reading:
                readings[identifier] = content.reading
    by_name = sorted(documents, key=lambda name: vietnamese_key(str(name.with_suffix(""))))
    current, superseded = newest_versions([documents[name] for name in by_name], root)
    kept = {document.id for document in current}
    readings = {identifier: data for identifier, data in readings.items() if identifier in kept}
    return Corpus(current, tuple(sorted(skipped, key=lambda s: s.path)), readings, superseded)


def _with_additions(corpus: Corpus, folder: Path, reader: FileReader, of_the_folder: Corrections) -> Corpus:
    """The corpus with what editors added and replaced, and without what they withdrew."""
    additions = read_additions(folder)
    corrections = read_corrections(folder)
    root = Path(os.path.realpath(folder))
    documents = {document.id: document for document in corpus.documents}
    readings, skipped = dict(corpus.readings), list(corpus.skipped)
    for added in additions.added:
        if added.id in additions.withdrawn:
            continue
        with _leaving_out(shown(added.path), skipped):
            if added.id in documents and not added.replaces:
                raise CorpusError(
                    f"has the id “{added.id}” of a document of the folder",
                    hint="withdraw the one that was added, or rename the file of the folder",
                )
            content = reader.read(root / added.path, root)
            older = of_the_folder.get(added.id, {}) if added.replaces else {}
            corrected = {**older, **corrections.get(added.id, {})}
            before = documents.get(added.id)
            given = {"seen_by": before.seen_by} if before and added.replaces else {}  # it opens nothing
            documents[added.id] = _document(added.id, shown(added.path), content, given, corrected)
            readings.pop(added.id, None)
            if content.reading:
                readings[added.id] = content.reading
    for name in additions.withdrawn:
        documents.pop(name, None)
        readings.pop(name, None)
    return Corpus(
        tuple(documents.values()),
        tuple(skipped),
        readings,
        {name: others for name, others in corpus.superseded.items() if name in documents},
        additions.withdrawn,
    )


def read_file(path: Path) -> Document:
    """One file as a document, by its own head. Raises: CorpusError that says what is wrong with it but not its name."""
    folder = Path(os.path.realpath(path.parent))
    with FileReader(folder) as reader:
        return as_document(path.name, reader.read(folder / path.name))


def as_document(name: str, content: FileText) -> Document:
    """What a reader made of the file of this name, as a document, by its own head."""
    return _document(slug(Path(name).stem), shown(name), content, {}, {})


def _document(
    identifier: str,
    file: str,
    content: FileText,
    given: dict[str, Any],
    corrected: Mapping[str, str | None],
) -> Document:
    text = content.text
    given = {name: clean(value) if isinstance(value, str) else value for name, value in given.items()}
    fields: dict[str, Any] = asdict(content.card)
    told = given | dict(corrected)
    effect = read_effect(text, told.get("date", fields["date"]))
    status = DRAFT if is_draft(text) else None
    fields |= asdict(effect) | {"status": status} | told
    if not fields.get("title"):
        fields["title"] = next(
            (
                words[:200]
                for line in text.splitlines()
                if (words := line.strip("#*_ ")) and not is_notice(line)
            ),
            identifier,
        )
    # An official document of a kind that nobody told is still official; a digest of the press says so in the manifest.
    of_press = fields.get("outlet") or fields.get("kind") == "press digest"
    fields["tier"] = given.get("tier") or ("press" if of_press else "official")
    fields["kind"] = fields.get("kind") or UNKNOWN_KIND
    place = fields.get("place")
    if not fields.get("short_title"):
        named = fields.get("number") and fields["kind"] != UNKNOWN_KIND
        short = f"{fields['kind']} {fields['number']}" if named else fields["title"]
        fields["short_title"] = short if not place or place in short else f"{short} – {place}"
    return Document(
        id=identifier, text=text, file=file, sha256=content.sha256, reader=content.reader,
        page_starts=content.page_starts, pages_about=content.pages_about,
        grounds=fields["grounds"], recipients=fields["recipients"], corrected=tuple(sorted(corrected)),
        **{name: fields.get(name) for name in _FIELDS},  # type: ignore[arg-type]
    )  # fmt: skip


def slug(name: str) -> str:
    """An id from a name: a-z, 0-9 and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "document"
