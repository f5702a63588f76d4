"""What a person corrected on the cards of documents: kept beside the documents, apart from their files.

`cards.json` lies in the corpus folder and not in the index, as the index can be made anew at any time and a correction
cannot; it goes with the documents where they are moved or backed up, and a new file of a document keeps it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

from assistant.errors import CorpusError
from assistant.language.text import clean
from assistant.types.clauses import split_roles

CARDS = "cards.json"
CORRECTABLE = (
    "number", "kind", "issuer", "date", "title", "short_title", "signer", "signer_office", "place", "status", "effective",
    "expires", "seen_by",
)  # fmt: skip
MAX_BYTES = 5_000_000
_LONGEST = 1000  # characters of a value

Corrections = dict[str, dict[str, str | None]]  # values by field, by document; None: the document has none


def read_corrections(folder: Path) -> Corrections:
    """The corrections of a corpus folder. Raises: CorpusError for a file that cannot be used: none is lost in silence."""
    path = folder / CARDS
    if not path.is_file() or path.is_symlink():
        return {}
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError(f"more than {MAX_BYTES:,} bytes")
        documents = json.loads(path.read_bytes())["documents"]
        for fields in documents.values():
            for name, value in fields.items():
                _check(name, value)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, CorpusError) as error:
        raise CorpusError(
            f"{path} cannot be used: {error}",
            hint="mend it, or move it away: the corrections in it are lost then",
        ) from None
    return {str(identifier): dict(fields) for identifier, fields in documents.items()}


def correct(
    folder: Path,
    document_id: str,
    given: Mapping[str, str | None],
    taken_back: Iterable[str] = (),
    older: Iterable[str] = (),
) -> Corrections:
    """Keeps the corrections of a document and takes others back; returns all that there are then.

    `older` are the ids of its older files: what was corrected on their cards holds for it, and is taken back with its own.
    Raises: CorpusError for a field that no card has, a value that cannot be one, or a folder that cannot be written.
    """
    kept = read_corrections(folder)
    own = kept.setdefault(document_id, {})
    cards = [own, *(kept[one] for one in older if one in kept)]
    for name, value in given.items():
        own[name] = _check(name, value)
    for name in taken_back:
        _check(name, None)
        holding = [card for card in cards if name in card]
        if not holding:
            raise CorpusError(
                f"{name} of “{document_id}” was not corrected",
                hint="`policy-assistant card ID` shows what was",
            )
        for card in holding:
            del card[name]
    _write(folder / CARDS, {name: fields for name, fields in kept.items() if fields})
    return kept


def put_corrections(folder: Path, document_id: str, fields: Mapping[str, str | None]) -> None:
    """Keeps these as all the corrections of a document. Raises: CorpusError as `correct` does."""
    kept = read_corrections(folder)
    kept[document_id] = check_card(fields)
    _write(folder / CARDS, {name: own for name, own in kept.items() if own})


def check_card(fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """The fields as they are kept. Raises: CorpusError for a field that no card has, or a value that cannot be one."""
    return {name: _check(name, value) for name, value in fields.items()}


def _check(name: str, value: str | None) -> str | None:
    if name not in CORRECTABLE:
        raise CorpusError(f"a card has no field “{name}”", hint=f"it has {', '.join(CORRECTABLE)}")
    if value is None:
        return None
    value = clean(value).strip()
    if not value or len(value) > _LONGEST:
        raise CorpusError(f"“{value[:40]}” cannot be the {name}", hint="at most 1,000 characters")
    if name in ("date", "effective", "expires"):
        with suppress(ValueError):
            if date.fromisoformat(value).isoformat() == value:
                return value
        raise CorpusError(f"{name}: “{value}” is no date", hint="a date is written 2025-09-15")
    if name == "seen_by":
        if not split_roles(value):
            raise CorpusError(f"“{value}” names no role", hint="separate roles by commas: van-thu, tai-chinh")
        return ", ".join(sorted(split_roles(value)))
    return value


def _write(path: Path, documents: Corrections) -> None:
    content = json.dumps({"documents": documents}, ensure_ascii=False, indent=1) + "\n"
    temporary = path.with_name(f".{path.name}.new")
    try:
        if not documents:
            path.unlink(missing_ok=True)
            return
        temporary.write_text(content, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise CorpusError(
            f"{path} cannot be written: {error.strerror}",
            hint="corrections are kept in the folder of the documents: allow writing there",
        ) from None
