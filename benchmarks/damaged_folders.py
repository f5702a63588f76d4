"""Puts damaged files beside good ones into a folder and indexes it: none may be half in the index, nor disturb the others.

`python -m benchmarks.damaged_folders FOLDER --work DIR [--kinds …] [--texts 12] [--batches 8] [--seed N]`. FOLDER holds texts; of
as many for each kind files are made (LibreOffice makes most) and kept in DIR. A batch has one damaged variant of each file.
Vectors are of few dimensions, from a stand-in for an encoder, as what is looked at does not depend on them.

Of each batch it is checked that a damaged file is refused in one sentence, or in the index as its reading alone has it, that the
good documents are there as before and answer, that chunks, vectors, words and registers refer to one another, that nothing of
the damaged ones is left when they are gone, and that a folder of nothing but refused files leaves the index before it answering.
"""

from __future__ import annotations

import argparse
import base64
import io
import random
import shutil
import time
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

from assistant import PolicyAssistant
from assistant.errors import CorpusError
from assistant.index import Index
from assistant.indexing import build
from assistant.language.text import tidy
from assistant.readers import READERS, ReaderProcess, find_format, render
from assistant.settings import Settings
from assistant.types import Catalog, Chunk, Responsibility, Target
from benchmarks.damage import damaged
from benchmarks.layouts import Paragraph, Piece, pieces_of, to_word
from benchmarks.readers import convert
from benchmarks.scans import to_scan
from tests.index_helpers import serve_embeddings
from tests.readers.test_sheets import XLS

_PIECES = 40  # of a text: the first
_PAGES = 1  # of a scan
GOOD = {
    "ke-hoach-nha-o.md": "Số: 3011/KH-UBND\n\nKẾ HOẠCH\n\nNhà ở cho hộ nghèo của tỉnh An Bình\n\n1. Sở Xây dựng chủ trì rà soát "
    "nhà ở của hộ nghèo trước ngày 30/6/2027.\n\n2. Tỷ lệ nhà ở kiên cố đạt 93,5% vào năm 2027.\n",
    "ke-hoach-nuoc-sach.md": "Số: 3012/KH-UBND\n\nKẾ HOẠCH\n\nNước sạch nông thôn của tỉnh Hòa Lạc\n\n1. Sở Y tế kiểm tra chất "
    "lượng nước mỗi quý.\n\n2. Tỷ lệ hộ dùng nước sạch đạt 88,2% vào năm 2028.\n",
}  # fmt: skip
QUESTIONS = {
    "ke-hoach-nha-o": ("Theo Kế hoạch 3011/KH-UBND, tỷ lệ nhà ở kiên cố đạt bao nhiêu?", "93,5%"),
    "ke-hoach-nuoc-sach": ("Theo Kế hoạch 3012/KH-UBND, tỷ lệ hộ dùng nước sạch đạt bao nhiêu?", "88,2%"),
}


def _workbook(pieces: Sequence[Piece]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Danh mục")
        for number, piece in enumerate(pieces):
            row = (piece.marker, piece.text) if isinstance(piece, Paragraph) else piece.rows[0]
            sheet.write_row(number, 0, row)
    return out.getvalue()


# The kinds of files, by their suffix, each made of the pieces of a text.
KINDS: dict[str, Callable[[Sequence[Piece]], bytes]] = {
    "docx": lambda pieces: to_word(pieces, "automatic"),
    "pdf": lambda pieces: convert(to_word(pieces, "typed"), "pdf"),
    "rtf": lambda pieces: convert(to_word(pieces, "automatic"), "rtf"),
    "odt": lambda pieces: convert(to_word(pieces, "automatic"), "odt"),
    "html": lambda pieces: convert(to_word(pieces, "automatic"), "html"),
    "xlsx": _workbook,
    "xls": lambda _: zlib.decompress(base64.b85decode(XLS)),  # one for all texts
    "doc": lambda pieces: convert(to_word(pieces, "automatic"), "doc"),
    "scan.pdf": lambda pieces: to_scan(convert(to_word(pieces, "typed"), "pdf"), dpi=150, pages=_PAGES),
}


@dataclass(slots=True)
class Outcome:
    """What became of the damaged files of each kind, and whatever was not as it should be."""

    said: dict[str, Counter[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def count(self, file: str, what: str) -> None:
        """A damaged file was refused, or is indexed."""
        self.said.setdefault(file.partition(".")[2], Counter())[what] += 1


def try_folder(variants: Mapping[str, bytes], settings: Settings, outcome: Outcome) -> None:
    """Indexes damaged files, by their names, beside the good ones, and takes them out again; adds to the outcome."""
    corpus = settings.corpus_dir
    shutil.rmtree(corpus, ignore_errors=True)
    corpus.mkdir(parents=True)
    for name, text in GOOD.items():
        (corpus / name).write_text(text, encoding="utf-8")
    build(settings)
    before, _ = _checked(settings, outcome)
    for name, data in variants.items():
        (corpus / name).write_bytes(data)
    report = build(settings)
    outcome.faults += [f"{failure}" for failure in report.failures]
    catalog, texts = _checked(settings, outcome)
    _check_good(before, catalog, outcome)
    refused = {file.path: file for file in report.skipped}
    others = {file for files in report.copies.values() for file in files}
    with ReaderProcess() as reader:
        for name, data in variants.items():
            if (file := refused.get(name)) is not None:
                outcome.count(name, "refused")
                sentence = file.reason.strip()
                if not sentence or "\n" in sentence or name in texts:
                    outcome.faults.append(f"{name}: refused as {file}")
            elif name in others:
                outcome.count(name, "older version")
            elif name not in texts:
                outcome.faults.append(f"{name}: neither refused nor indexed")
            else:
                outcome.count(name, "indexed")
                kind = find_format(data)
                if kind in READERS and texts[name] != render(reader.read(kind, data)).text:
                    outcome.faults.append(f"{name}: not indexed as it is read")
    for name in variants:
        (corpus / name).unlink()
    build(settings)
    after, _ = _checked(settings, outcome)
    if (after.documents, after.chunks) != (before.documents, before.chunks):
        outcome.faults.append("something is left of files that are gone")
    _check_alone({name: variants[name] for name in refused if name in variants}, settings, before, outcome)


def _check_alone(refused: Mapping[str, bytes], settings: Settings, before: Catalog, outcome: Outcome) -> None:
    """Nothing but refused files: no new index, and the one before it answers."""
    if not refused:
        return
    for name in GOOD:
        (settings.corpus_dir / name).unlink()
    for name, data in refused.items():
        (settings.corpus_dir / name).write_bytes(data)
    try:
        build(settings)
        outcome.faults.append("a folder of refused files was indexed")
    except CorpusError:
        pass
    catalog, _ = _checked(settings, outcome)
    _check_good(before, catalog, outcome)


def _checked(settings: Settings, outcome: Outcome) -> tuple[Catalog, dict[str, str]]:
    """The catalog in the index, and its texts by file; checks that its parts fit, and that the good documents answer."""
    index = Index.open(settings)
    try:
        catalog = index.catalog
        stored = index._store.ids()
        words = index._lexical.text_count
    finally:
        index.close()
    chunks = [chunk.id for chunk in catalog.chunks]
    clauses = {(section.document_id, section.id) for section in catalog.sections}
    documents = {document.id: document for document in catalog.documents}
    if sorted(stored) != sorted(chunks) or words != len(chunks):
        outcome.faults.append(
            f"{len(chunks)} chunks, {len(stored)} vectors, {words} texts in the lexical index"
        )
    rows: list[Chunk | Target | Responsibility] = [
        *catalog.chunks,
        *catalog.targets,
        *catalog.responsibilities,
    ]
    for row in rows:
        if (row.document_id, row.section_id) not in clauses or row.document_id not in documents:
            outcome.faults.append(f"{row} refers to what is not there")
    for clause in catalog.sections:
        if clause.document_id not in documents:
            outcome.faults.append(f"{clause.id} is of no document")
    if without := documents.keys() - {chunk.document_id for chunk in catalog.chunks}:
        outcome.faults.append(f"documents without a chunk: {without}")
    with PolicyAssistant.open(settings) as assistant:
        for document, (question, expected) in QUESTIONS.items():
            answer = assistant.ask(question)
            if expected not in answer.text or document not in {c.document_id for c in answer.citations}:
                outcome.faults.append(f"{question} → {answer.text[:200]}")
    return catalog, {str(document.file): document.text for document in catalog.documents}


def _check_good(before: Catalog, catalog: Catalog, outcome: Outcome) -> None:
    for what in ("documents", "sections", "chunks", "targets", "responsibilities"):
        if lost := set(map(repr, getattr(before, what))) - set(map(repr, getattr(catalog, what))):
            outcome.faults.append(f"{what} of good files are gone or changed: {min(lost)[:200]}")


def make_files(folder: Path, kinds: Sequence[str], texts: int, work: Path) -> dict[str, bytes]:
    """Whole files, by name: as many texts for each kind, each of another text; those that are in `work` already are kept."""
    work.mkdir(parents=True, exist_ok=True)
    sources = sorted(folder.glob("*.md"))
    files: dict[str, bytes] = {}
    for nth, source in enumerate(sources[: len(kinds) * texts]):
        kind = kinds[nth % len(kinds)]
        path = work / f"{source.stem}.{kind}"
        if not path.exists():
            pieces = list(pieces_of(tidy(source.read_text(encoding="utf-8"))))[:_PIECES]
            path.write_bytes(KINDS[kind](pieces))
        files[path.name] = path.read_bytes()
    return files


def main() -> None:
    """Prints what became of the damaged files of each kind, and what was not as it should be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder for files and indexes")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--texts", type=int, default=12, help="for each kind")
    parser.add_argument("--batches", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    files = make_files(options.folder, options.kinds.split(","), options.texts, options.work / "files")
    outcome = Outcome()
    with serve_embeddings() as endpoint:
        for batch in range(options.batches):
            started = time.perf_counter()
            variants = {name: damaged(data, chance) for name, data in files.items()}
            settings = Settings(
                corpus_dir=options.work / "corpus",
                index_dir=options.work / f"index-{options.seed}-{batch}",
                additions_dir=options.work / "added",
                encoder="openai:test",
                encoder_url=endpoint.url,
                reading_seconds=0.1,  # what answers here is told by its words
            )
            try_folder(variants, settings, outcome)
            shutil.rmtree(settings.index_path(), ignore_errors=True)
            print(
                f"batch {batch + 1}: {time.perf_counter() - started:.0f} s, {len(outcome.faults)} faults",
                flush=True,
            )
    for kind, said in outcome.said.items():
        print(f"{kind}: {', '.join(f'{what} {count}' for what, count in said.most_common())}")
    for fault in outcome.faults:
        print(f"  {fault[:400]}")


if __name__ == "__main__":
    main()
