"""Damaged files beside good ones: what is checked after each batch, on a few of each kind that needs no LibreOffice."""

from __future__ import annotations

import random
from pathlib import Path

from assistant.settings import Settings
from benchmarks.damage import damaged
from benchmarks.damaged_folders import KINDS, Outcome, try_folder
from benchmarks.layouts import pieces_of
from tests.index_helpers import serve_embeddings

TEXT = "KẾ HOẠCH\n\nPhòng, chống sạt lở ven sông\n\n" + "\n\n".join(
    f"{number}. Ủy ban nhân dân xã Tân Lập {number} kè {number} km bờ sông trước ngày 31/12/2028." for number in range(1, 9)
)  # fmt: skip


def test_damaged_files_are_refused_or_whole_and_leave_nothing(tmp_path: Path) -> None:
    chance, outcome = random.Random(3), Outcome()
    pieces = list(pieces_of(TEXT))
    variants = {
        f"de-an-{n}.{kind}": damaged(KINDS[kind](pieces), chance)
        for kind in ("docx", "xlsx", "xls")
        for n in range(4)
    } | {"cut-short.docx": KINDS["docx"](pieces)[:3000], "empty.pdf": b""}
    with serve_embeddings() as endpoint:
        settings = Settings(
            corpus_dir=tmp_path / "corpus",
            index_dir=tmp_path / "index",
            additions_dir=tmp_path / "added",
            encoder="openai:test",
            encoder_url=endpoint.url,
        )
        try_folder(variants, settings, outcome)
    assert outcome.faults == []
    assert sum(said.total() for said in outcome.said.values()) == len(variants)
    assert outcome.said["pdf"] == {"refused": 1}
    assert sum(said["refused"] for said in outcome.said.values()) > 2
