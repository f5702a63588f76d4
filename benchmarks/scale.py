"""How answers, opening, memory and indexing grow with a corpus: the same questions to indexes of several sizes.

`python -m benchmarks.scale FOLDER --work DIR` builds an index of the first documents of the folder for each size. Beyond
what the folder holds, documents are varied: copies under other numbers and names of places, with other figures. Every index
gets the same vectors, those of a stand-in encoder (sums of a vector for each syllable), made once: so nothing here measures
the encoder. `--embed` times that one apart, on 2,000 chunks. Answers are those without reading; processor times are those
of the asking thread. `--tree DIR` measures the code of another checkout of this repository beside this one. `--switches COUNT`
tells the memory of a process that goes from one index of the smallest size to another and back; `benchmarks.plain` puts
LangChain's store beside our search.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZES = (1_000, 10_000, 27_000, 100_000)  # clauses
EMBEDDED = 2_000  # chunks
ASKED_ABOUT = 20  # documents
TABLE = 4096  # vectors of syllables
MEBIBYTE = 1024 * 1024


class StandIn:
    """Vectors of texts as sums of a vector for each syllable: alike where words are, and free."""

    def __init__(self, identifier: str, dimension: int = 384) -> None:
        self.id, self.dimension = identifier, dimension
        self._table = np.random.default_rng(0).standard_normal((TABLE, dimension)).astype(np.float32)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions."""
        return np.stack([self._vector(text) for text in texts])

    embed_passages = embed_queries

    def _vector(self, text: str) -> NDArray[np.float32]:
        syllables = re.findall(r"\w+", text.lower()) or [""]
        rows = [zlib.crc32(syllable.encode()) % TABLE for syllable in syllables]
        vector = self._table[rows].sum(axis=0)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def varied(documents: Sequence[Any], places: Sequence[str]) -> Iterator[Any]:
    """The documents, then copies of them without end, each with another number, another place and other figures."""
    yield from documents
    drawn = random.Random(0)
    turn = 1
    while True:
        turn += 1
        for document in documents:
            place = drawn.choice(places) if document.place else None
            text = re.sub(r"(?<=\d)[1-8](?=[\d.,]*(?:\s?%|\s+[^\W\d]))", _other_digit(drawn), document.text)
            if document.place and place:
                text = text.replace(document.place, place)
            yield replace(
                document,
                id=f"{document.id}-v{turn}",
                number=f"{turn}{document.number}" if document.number else None,
                title=document.title.replace(document.place or "\0", place or ""),
                short_title=f"{document.short_title} ({turn})",
                place=place,
                text=text,
                page_starts=(),
                pages_about=False,
            )


def _other_digit(drawn: random.Random) -> Any:
    return lambda match: str(drawn.randint(1, 8))


def prepare(folder: Path, sizes: Sequence[int], work: Path) -> None:
    """Catalogs of all sizes, as files; each holds the documents of the smaller ones."""
    from assistant.documents import load_corpus
    from assistant.index import build_catalog
    from assistant.settings import Settings
    from assistant.types import Catalog

    documents = load_corpus(folder)
    places = sorted({d.place for d in documents if d.place})
    order = random.Random(0).sample(list(documents), len(documents))
    pending = varied(order, places)
    parts: list[Catalog] = []
    count = seconds = 0.0
    for size in sorted(sizes):
        started = time.perf_counter()
        while count < size:
            parts.append(build_catalog((next(pending),), Settings()))
            count += len(parts[-1].sections)
        seconds += time.perf_counter() - started
        joined = Catalog(
            *(
                tuple(row for part in parts for row in getattr(part, name))
                for name in ("documents", "sections", "chunks", "targets", "responsibilities")
            )
        )
        (work / f"{size}.pickle").write_bytes(pickle.dumps((joined, round(seconds, 1), len(documents))))


def write_vectors(catalog: Any, index: Path, identifier: str) -> None:
    """The stand-in's vectors of all chunks, where a build looks for those that it knows."""
    from assistant.index.cache import VectorCache, cache_key

    index.mkdir(parents=True, exist_ok=True)
    encoder = StandIn(identifier)
    with VectorCache(index / "vectors.sqlite3") as cache:
        for start in range(0, len(catalog.chunks), 1000):
            texts = [chunk.indexed_text for chunk in catalog.chunks[start : start + 1000]]
            cache.write([cache_key(identifier, text) for text in texts], encoder.embed_passages(texts))


def questions(catalog: Any, count: int) -> list[str]:
    """Questions about the documents of a catalog: as they are, with a document's number, with its place."""
    from benchmarks.bounds import make_questions

    drawn = random.Random(0)
    asked: list[str] = []
    for document in catalog.documents:
        for number, question in enumerate(make_questions(catalog, document, 12, drawn)):
            named = f"Theo văn bản số {document.number}, " if document.number and number % 3 == 1 else ""
            of = f" của {document.place}" if document.place and number % 3 == 2 else ""
            asked.append(named + question.rstrip("?") + of + "?")
        if len(asked) >= count:
            break
    return asked


def ask(index: Path, asked: Sequence[str]) -> dict[str, Any]:
    """Opens an index, asks, and tells times and memory; in a process of its own."""
    from assistant import PolicyAssistant
    from assistant.index import encoder_id, open_encoder
    from assistant.settings import Settings

    settings = Settings(index_dir=index, reader=False)
    resident = open_encoder(settings)  # it counts among the memory, and is not asked
    encoder = StandIn(encoder_id(settings), resident.dimension)
    started, worked = time.perf_counter(), time.process_time()
    assistant = PolicyAssistant(settings, encoder=encoder)
    opened = time.perf_counter() - started
    opening = time.process_time() - worked
    started = time.perf_counter()
    assistant.ask("Sở Tài chính làm gì?")
    first = time.perf_counter() - started
    for question in asked[::4]:
        assistant.ask(question.replace("?", " như thế nào?"))
    times: list[float] = []
    processor: list[float] = []
    stages: dict[str, list[float]] = {}
    outcomes: list[str] = []
    for question in asked:
        started, worked = time.perf_counter(), time.thread_time()
        answer = assistant.ask(question)
        times.append((time.perf_counter() - started) * 1000)
        processor.append((time.thread_time() - worked) * 1000)
        outcomes.append(answer.outcome)
        for stage, taken in answer.timings_ms.items():
            stages.setdefault(stage, []).append(taken)
    resident_mib, peak_mib = memory_mib()
    return {
        "open_s": round(opened, 2),
        "open_processor_s": round(opening, 2),
        "first_answer_s": round(first, 2),
        "p50_ms": round(float(np.percentile(times, 50)), 1),
        "p95_ms": round(float(np.percentile(times, 95)), 1),
        "processor_p50_ms": round(float(np.percentile(processor, 50)), 1),
        "processor_p95_ms": round(float(np.percentile(processor, 95)), 1),
        "stages_p50_ms": {stage: round(float(np.median(taken)), 1) for stage, taken in stages.items()},
        "answered": outcomes.count("answered"),
        "asked": len(asked),
        "memory_mib": resident_mib,
        "peak_mib": peak_mib,
    }


def memory_mib() -> tuple[int, int]:
    """The resident memory of this process, now and at most."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    now, most = (round(int(status[name].split()[0]) / 1024) for name in ("VmRSS", "VmHWM"))
    return now, most


def switch(work: Path, size: int, index: Path, count: int) -> dict[str, Any]:
    """The memory of a process that answers from an index while that is switched `count` times between two generations."""
    from assistant import PolicyAssistant
    from assistant.index import build_index, encoder_id, open_encoder
    from assistant.index.generations import current_generation, switch_to
    from assistant.settings import Settings

    settings = Settings(index_dir=index, reader=False)
    catalog = pickle.loads((work / f"{size}.pickle").read_bytes())[0]
    write_vectors(catalog, index, encoder_id(settings))
    generations = []
    for targets in (catalog.targets[:-1], catalog.targets):
        build_index(replace(catalog, targets=targets), settings)
        generations.append(current_generation(index))
    resident = open_encoder(settings)
    assistant = PolicyAssistant(settings, encoder=StandIn(encoder_id(settings), resident.dimension))
    memory: list[int] = []
    for number in range(count + 1):
        switch_to(generations[number % 2])
        assistant.ask("Sở Tài chính làm gì?")
        memory.append(memory_mib()[0])
    return {"switches": count, "memory_mib": memory[:: max(1, count // 10)]}


def measure(work: Path, size: int, name: str, asked: Path) -> dict[str, Any]:
    """The figures of one size, its index built where it is not there yet."""
    index = work / f"index-{name}-{size}"
    figures: dict[str, Any] = {}
    if not (index / "current").exists():
        figures |= _stage("build", work, size, index)
    return figures | _stage("ask", work, size, index, asked)


def _stage(stage: str, work: Path, size: int, index: Path, *more: Path | int) -> dict[str, Any]:
    command = [
        sys.executable,
        "-P",
        __file__,
        "--stage",
        stage,
        str(work),
        str(size),
        str(index),
        *map(str, more),
    ]
    printed = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    figures: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return figures


def build(work: Path, size: int, index: Path) -> dict[str, Any]:
    """Builds the index of one size, from vectors that are known."""
    import resource

    from assistant.index import build_index, encoder_id
    from assistant.settings import Settings

    catalog, reading, _ = pickle.loads((work / f"{size}.pickle").read_bytes())
    settings = Settings(index_dir=index, reader=False)
    write_vectors(catalog, index, encoder_id(settings))
    started = time.perf_counter()
    build_index(catalog, settings)
    taken = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / MEBIBYTE
    disk = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    return {
        "documents": len(catalog.documents),
        "clauses": len(catalog.sections),
        "chunks": len(catalog.chunks),
        "catalog_s": reading,
        "write_s": round(taken, 1),
        "write_peak_mib": round(peak),
        "disk_mib": round(disk / MEBIBYTE),
    }


def time_embedding(catalog: Any) -> dict[str, float]:
    """How long the encoder takes for chunks of a catalog."""
    from assistant.index import open_encoder
    from assistant.settings import Settings

    encoder = open_encoder(Settings())
    chunks = random.Random(0).sample(list(catalog.chunks), min(EMBEDDED, len(catalog.chunks)))
    started = time.perf_counter()
    for start in range(0, len(chunks), 16):
        encoder.embed_passages([chunk.indexed_text for chunk in chunks[start : start + 16]])
    taken = time.perf_counter() - started
    return {
        "chunks": len(chunks),
        "seconds": round(taken, 1),
        "ms_each": round(taken / len(chunks) * 1000, 1),
    }


def main() -> None:
    """Prepares what is not there yet, measures, and prints a JSON object for each size."""
    if sys.argv[1:2] == ["--stage"]:
        stage, work, size, index, *more = sys.argv[2:]
        if stage == "prepare":
            prepare(Path(index), json.loads(more[0]), Path(work))
            return
        if stage == "build":
            print(json.dumps(build(Path(work), int(size), Path(index))))
        elif stage == "switch":
            print(json.dumps(switch(Path(work), int(size), Path(index), int(more[0]))))
        else:
            print(json.dumps(ask(Path(index), json.loads(Path(more[0]).read_text(encoding="utf-8")))))
        return
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("folder", type=Path, help="folder of documents")
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for catalogs and indexes; what is there is kept"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="clauses")
    parser.add_argument(
        "--tree", type=Path, nargs="*", default=[], help="checkouts to measure beside this one"
    )
    parser.add_argument("--switches", type=int, metavar="COUNT", help="switch an index so often, too")
    parser.add_argument("--embed", action="store_true", help="time the encoder, too")
    options = parser.parse_args()
    here = Path(__file__).resolve().parent.parent
    options.work.mkdir(parents=True, exist_ok=True)
    os.environ["PYTHONPATH"] = str(here)
    if missing := [size for size in options.sizes if not (options.work / f"{size}.pickle").exists()]:
        command = [
            sys.executable,
            "-P",
            __file__,
            "--stage",
            "prepare",
            str(options.work),
            "0",
            str(options.folder),
        ]
        subprocess.run([*command, json.dumps(sorted({*missing, *options.sizes}))], check=True)
    asked = options.work / "questions.json"
    smallest = pickle.loads((options.work / f"{min(options.sizes)}.pickle").read_bytes())[0]
    if not asked.exists():
        asked.write_text(
            json.dumps(questions(smallest, 3 * ASKED_ABOUT), ensure_ascii=False), encoding="utf-8"
        )
    for size in options.sizes:
        for tree in [*options.tree, here]:
            os.environ["PYTHONPATH"] = str(tree.resolve())
            figures = measure(options.work, size, tree.resolve().name, asked)
            print(json.dumps({"size": size, "code": tree.resolve().name} | figures), flush=True)
    if options.switches:
        folder = options.work / "switched"
        print(json.dumps(_stage("switch", options.work, min(options.sizes), folder, options.switches)))
    if options.embed:
        print(json.dumps(time_embedding(smallest)))


if __name__ == "__main__":
    main()
