"""Puts the questions to their clauses: `python -m training.gather OUT FOLDER…`, or `--help`.

`questions.jsonl` beside this module names documents and clauses, but holds none of their words: a clause is known by a
hash, a span by its offsets. The folders hold the documents, as the index reads them. What is written to OUT is the
material that `training.reader` and `training.measure` take.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant.documents import load_corpus
from assistant.index import build_catalog
from assistant.settings import Settings

QUESTIONS = Path(__file__).with_name("questions.jsonl")
UNRELATED = Path(__file__).with_name("unrelated.jsonl")
_LEAST_WORDS = 8  # of a further clause


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes the material, and tells what is missing."""
    options = _parser().parse_args(arguments)
    settings = Settings()
    chunks = [
        chunk for folder in options.folders for chunk in build_catalog(load_corpus(folder), settings).chunks
    ]
    known = {(chunk.document_id, clause_key(chunk.text)): chunk for chunk in chunks}
    clauses: dict[str, dict[str, Any]] = {}
    questions, missing = [], set()
    for row in _rows(QUESTIONS):
        chunk = known.get((row["document"], row["clause"]))
        if chunk is None:
            missing.add((row["document"], row["clause"]))
            continue
        key = f"{row['document']}/{row['clause']}"
        clauses[key] = {
            "clause": key, "document": row["document"], "context": chunk.context, "text": chunk.text
        }  # fmt: skip
        question = {name: value for name, value in row.items() if name not in ("document", "span")}
        question["clause"] = key
        if "span" in row:
            start, end = row["span"]
            question["span"] = chunk.text[start:end]
        questions.append(question)
    of_material = {row["document"] for row in clauses.values()}
    passages = (
        {"document": chunk.document_id, "context": chunk.context, "text": chunk.text}
        for chunk in chunks
        if chunk.document_id in of_material and len(chunk.text.split()) >= _LEAST_WORDS
    )
    options.out.mkdir(parents=True, exist_ok=True)
    write_rows(options.out / "clauses.jsonl", clauses.values())
    write_rows(options.out / "questions.jsonl", questions)
    write_rows(options.out / "passages.jsonl", passages)
    write_rows(options.out / "unrelated.jsonl", _rows(UNRELATED))
    told = f"{len(questions)} questions to {len(clauses)} clauses of {len(of_material)} documents"
    print(f"{told}; {len(missing)} clauses of {len({name for name, _ in missing})} documents were not found")
    if not questions:
        sys.exit(1)


def clause_key(text: str) -> str:
    """What a clause is known by: 16 hexadecimal digits of the SHA-256 of its words, each behind a space."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """A JSON object a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.gather", description="Puts the questions of this folder to their clauses."
    )
    parser.add_argument("out", type=Path, help="folder to write")
    parser.add_argument("folders", type=Path, nargs="+", help="folders with the documents")
    return parser


if __name__ == "__main__":
    main()
