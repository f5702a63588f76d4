"""A folder of documents: its manifest where there is one, else what the documents' own heads say."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from assistant.documents.files import FileReader, FileText, find_files, read_bytes, shown
from assistant.errors import CorpusError
from assistant.language.places import find_places, present_name
from assistant.language.text import clean, fold, normalise_space, vietnamese_key
from assistant.types import Document, SkippedFile

MANIFEST = "manifest.json"
UNKNOWN_KIND = "document"  # of what neither manifest nor head says what it is
_FIELDS = (
    "title", "short_title", "kind", "number", "issuer", "place", "date", "status", "tier", "source", "rights", "outlet",
)  # fmt: skip
KINDS = (
    "KẾ HOẠCH", "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "NGHỊ ĐỊNH", "THÔNG TƯ", "CHỈ THỊ", "CÔNG VĂN", "CHƯƠNG TRÌNH", "ĐỀ ÁN",
    "BÁO CÁO", "TỜ TRÌNH", "HƯỚNG DẪN", "THÔNG BÁO", "CÔNG ĐIỆN", "LUẬT", "QUY CHẾ", "CHIẾN LƯỢC", "QUY ĐỊNH",
)  # fmt: skip
_KIND_LINE = re.compile(rf"^(?:{'|'.join(KINDS)})\b")
# A scanned head leaves a gap at the slash; agencies are joined with "&" and "," too.
_NUMBER = re.compile(
    r"\bSố\s*:\s*(\d[\w.]*(?:\s?/\s?\d{4}(?=\s?[-–/]))?(?:\s?/\s?(?=[A-ZĐ])|[\w./–-])*[A-ZĐ](?:[\w./&–-]|,(?=[A-ZĐ]{2}))*)"
)
_DATE = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
_ISSUER = re.compile(
    r"(?:ỦY BAN|UỶ BAN|HỘI ĐỒNG) NHÂN DÂN\s+(?:TỈNH|THÀNH PHỐ|XÃ|PHƯỜNG)\s+[A-ZÀ-Ỹ .]+"
    r"|BỘ [A-ZÀ-Ỹ ,]+|THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|QUỐC HỘI"
)
_HEAD_CHARACTERS = 6000
_OTHER_HEAD = re.compile(r"XÃ HỘI CHỦ NGHĨA|Độc lập|\bSố\s*:|\bngày\b|[-–—]{3}")
_ISSUER_LINES = 3  # an issuer on lines of its own may stand above the national heading


@dataclass(frozen=True, slots=True)
class Corpus:
    """A folder as it was read: its documents, and the files that could not be used.

    `readings` are those of the documents that are not text themselves, by id, as `readers.records` writes them.
    """

    documents: tuple[Document, ...]
    skipped: tuple[SkippedFile, ...]
    readings: Mapping[str, bytes] = field(default_factory=dict)


def load_corpus(folder: Path, *, cache: Path | None = None) -> tuple[Document, ...]:
    """The documents of `read_corpus`."""
    return read_corpus(folder, cache=cache).documents


def read_corpus(folder: Path, *, cache: Path | None = None) -> Corpus:
    """The documents of a folder, in the manifest's order or by name; a file that cannot be used holds up no other.

    Links are followed to what lies in the folder, never out of it. `cache` is a file of the readings that are known.
    Raises: CorpusError when the folder or the manifest cannot be used, or no document can.
    """
    if not folder.is_dir():
        raise CorpusError(f"corpus folder {folder} does not exist", hint="name a folder with --corpus DIR")
    root = Path(os.path.realpath(folder))
    with FileReader(root, cache) as reader:
        named = os.path.lexists(root / MANIFEST)
        corpus = _from_manifest(root, reader) if named else _from_files(root, reader)
    if corpus.documents:
        return corpus
    if not corpus.skipped:
        raise CorpusError(f"{folder} holds no document", hint="put Word, PDF or text files there")
    first, *others = corpus.skipped
    more = f" (and {len(others)} more)" if others else ""
    raise CorpusError(f"no file of {folder} can be indexed: {first}{more}", hint=first.hint)


def _from_manifest(root: Path, reader: FileReader) -> Corpus:
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
    for entry, (identifier, name) in zip(entries, names, strict=True):
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", identifier) or identifier in taken:
            raise CorpusError(
                f"{path}: id “{identifier}” is not a slug, or is used twice", hint="use a-z, 0-9 and dashes"
            )
        unknown = set(entry) - {"id", "path", *_FIELDS}
        if unknown:
            raise CorpusError(
                f"{path}: document “{identifier}” has unknown fields {sorted(unknown)}",
                hint=f"known are {_FIELDS}",
            )
        if entry.get("tier", "official") not in ("official", "press"):
            raise CorpusError(
                f"{path}: document “{identifier}” has tier {entry['tier']!r}", hint="official or press"
            )
        given = {field: entry[field] for field in _FIELDS if field in entry}
        wrong = [
            field
            for field, value in given.items()
            if not isinstance(value, str | None) or (field == "date" and not _is_date(value))
        ]
        if wrong:
            raise CorpusError(
                f"{path}: document “{identifier}” has a value that cannot be used for {wrong}",
                hint="every field is a string or null, a date is written 2025-09-15",
            )
        taken.add(identifier)
        file = root / name
        try:
            content = reader.read(file)
            if (first := used.setdefault(os.path.realpath(file), identifier)) != identifier:
                raise CorpusError(
                    f"is the file of “{first}” already", hint="give each document a file of its own"
                )
            documents.append(_document(identifier, shown(name), content, given))
            if content.reading:
                readings[identifier] = content.reading
        except CorpusError as error:
            skipped.append(SkippedFile(shown(name), error.message, error.hint))
    return Corpus(tuple(documents), tuple(skipped), readings)


def _is_date(value: str | None) -> bool:
    try:
        return value is None or date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _from_files(root: Path, reader: FileReader) -> Corpus:
    files: dict[str, Path] = {}  # by the file itself, so that no link brings it in a second time
    skipped: list[SkippedFile] = []
    for file in sorted(find_files(root, skipped), key=lambda file: (file.is_symlink(), file)):
        files.setdefault(os.path.realpath(file), file)
    documents: dict[Path, Document] = {}
    readings: dict[str, bytes] = {}
    taken: set[str] = set()
    for file in sorted(files.values()):
        name = file.relative_to(root)
        try:
            content = reader.read(file)
        except CorpusError as error:
            skipped.append(SkippedFile(shown(name), error.message, error.hint))
            continue
        base = _slug(str(name.with_suffix("")))
        identifier = next(
            i for i in (base, *(f"{base}-{n}" for n in range(2, len(files) + 2))) if i not in taken
        )
        taken.add(identifier)
        documents[name] = _document(identifier, shown(name), content, {})
        if content.reading:
            readings[identifier] = content.reading
    by_name = sorted(documents, key=lambda name: vietnamese_key(str(name.with_suffix(""))))
    ordered = tuple(documents[name] for name in by_name)
    return Corpus(ordered, tuple(sorted(skipped, key=lambda s: s.path)), readings)


def _document(identifier: str, file: str, content: FileText, given: dict[str, Any]) -> Document:
    text = content.text
    given = {name: clean(value) if isinstance(value, str) else value for name, value in given.items()}
    fields = read_head(text) | given
    if not fields.get("title"):
        fields["title"] = next(
            (words[:200] for line in text.splitlines() if (words := line.strip("#*_ "))), identifier
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
        **{name: fields.get(name) for name in _FIELDS},  # type: ignore[arg-type]
    )  # fmt: skip


def read_head(text: str) -> dict[str, Any]:
    """Kind, number, issuer, place, date and title as the document's own head states them; absent where it does not.

    A number that the title cites ("… thực hiện Quyết định số …") is another document's and is not taken.
    """
    raw = [re.sub(r"[*_#]+", "", line).strip() for line in text[:_HEAD_CHARACTERS].splitlines()]
    raw = [line for line in raw if line]
    lines = [normalise_space(line) for line in raw]
    letterhead = next((n for n, line in enumerate(lines) if "XÃ HỘI CHỦ NGHĨA" in line), 0)
    found = next(
        (
            (n, m)
            for n, line in enumerate(lines[letterhead : letterhead + 15], letterhead)
            if (m := _KIND_LINE.match(line))
        ),
        None,
    )
    if found is None:
        return {}
    kind_at, kind_words = found
    head = " \n".join(lines[letterhead:kind_at])
    rest = lines[kind_at][kind_words.end() :].strip(" :")
    title = rest or (lines[kind_at + 1] if kind_at + 1 < len(lines) else "")
    issuer = _ISSUER.search(
        head.split("|")[1]
        if "|" in head
        else _issuer_lines(raw[max(0, letterhead - _ISSUER_LINES) : kind_at])
    )
    number, dated = _NUMBER.search(head), _DATE.search(head)
    kind = kind_words.group().capitalize()
    issuer_name = _title_case(issuer.group().strip()) if issuer else None
    dateline = head[: dated.start()] if dated else ""
    opening = " ".join(lines[kind_at + 1 : kind_at + 8])
    own = [p.name for p in find_places(issuer_name or "")] or [p.name for p in find_places(dateline)]
    if not own and not number:
        within = re.search(
            r"(?:trên địa bàn|ủy ban nhân dân)\s+(?:tỉnh|thành phố)\s+.{2,40}", opening, re.IGNORECASE
        )
        own = [p.name for p in find_places(within.group())] if within else []
    if issuer_name and not present_name(issuer_name) and "nhân dân" not in issuer_name:
        own = []  # a central body signs in Hà Nội for the whole country
    return {
        "kind": kind,
        "number": "".join(number.group(1).split()) if number else None,
        "issuer": issuer_name,
        "place": own[0] if own else None,
        "date": f"{dated.group(3)}-{int(dated.group(2)):02}-{int(dated.group(1)):02}" if dated else None,
        "title": f"{kind} {_sentence_case(title)}".strip(),
        "tier": "official",
    }


def _issuer_lines(head: list[str]) -> str:
    """What a letterhead without a table says of the issuer: lines of its own, or the left of two columns."""
    left = [re.split(r"\t|\s{3,}", line)[0] for line in head]
    return normalise_space(" ".join(words for words in left if not _OTHER_HEAD.search(words)))


def _title_case(words: str) -> str:
    """ "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK" as it is written in running text: "Ủy ban nhân dân tỉnh Đắk Lắk"."""
    lowered = words.lower().replace("chính phủ", "Chính phủ")
    for place in find_places(lowered):
        lowered = lowered[: place.start] + lowered[place.start : place.end].title() + lowered[place.end :]
    if lowered.startswith("bộ "):
        return "Bộ " + lowered[3].upper() + lowered[4:]
    return lowered[0].upper() + lowered[1:]


def _sentence_case(title: str) -> str:
    """A title in block capitals as running text; document numbers and place names keep their capitals."""
    if title != title.upper():
        return title
    words = []
    for word in title.split():
        acronym = word in _ACRONYMS or (
            word.isascii() and word.isalpha() and len(word) <= 6 and not _SYLLABLE.fullmatch(word)
        )
        words.append(word if acronym or re.search(r"\d", word) else word.lower())
    lowered = " ".join(words)
    for place in find_places(lowered):
        lowered = lowered[: place.start] + lowered[place.start : place.end].title() + lowered[place.end :]
    return lowered


# A Vietnamese syllable that has no diacritics, as far as its letters tell; what is none in a title is an acronym.
_SYLLABLE = re.compile(
    r"(?:NGH|NG|NH|GH|GI|KH|PH|QU|TH|TR|CH|[BCDGHKLMNPRSTVX])?(?:OAI|OEO|UAO|UYA|UYE|IEU|YEU|UOI|UOU|A[IOUY]|E[OU]?|I[AEU]?|O[AEIO]?|U[AEIOUY]?|[AY])"
    r"(?:CH|NG|NH|[CMNPT])?"
)
_ACRONYMS = frozenset("AI EU IOT IT OECD".split())


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "document"
