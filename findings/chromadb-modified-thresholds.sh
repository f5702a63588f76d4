#!/usr/bin/env bash
# chromadb 1.5.9, Collection.modify(configuration=…): new thresholds are kept and shown, and the index that is open goes on with
# the old ones; nothing says so.
#
# Valid input: "sync_threshold" and "batch_size" of a collection's "hnsw" configuration, both of those that may be changed.
# Seen, after eight records were added to a collection in a folder:
#   made with sync_threshold 5                                 the index is saved (index_metadata.pickle is there)
#   made with 1000, changed to 5 before its first record       the index is saved
#   made with 1000, changed to 5 after its first record        the configuration says 5, and the index is not saved
# Who lowers the threshold so that a finished index lies in its files, and other processes need not build it again, gets none; with
# the thresholds set when the collection is made, it does.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check chromadb==1.5.9
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys
from pathlib import Path

import chromadb
from chromadb.config import Settings

LOW = {"hnsw": {"sync_threshold": 5, "batch_size": 3}}
HIGH = {"hnsw": {"sync_threshold": 1000, "batch_size": 100}}


def is_saved(name: str, made: dict, *, changed: str = "never") -> bool:
    """Whether the index lies in its files after eight records; `changed`: when the thresholds become the low ones."""
    folder = Path(sys.argv[1], name)
    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.create_collection("plans", embedding_function=None, configuration=made)
    if changed == "before":
        collection.modify(configuration=LOW)
    collection.add(ids=["first"], embeddings=[[0.0, 1.0]])
    if changed == "after":
        collection.modify(configuration=LOW)
        collection = client.get_collection("plans", embedding_function=None)
        assert collection.configuration["hnsw"]["sync_threshold"] == 5
    collection.add(ids=[f"r{n}" for n in range(8)], embeddings=[[float(n), 1.0] for n in range(8)])
    saved = bool(list(folder.rglob("index_metadata.pickle")))
    print(f"{name}: {'saved' if saved else 'not saved'}")
    return saved


assert is_saved("made-so", LOW)
assert is_saved("changed-before", HIGH, changed="before")
assert not is_saved("changed-after", HIGH, changed="after")
PYTHON
