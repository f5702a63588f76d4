"""Damaged files of each kind: a reading or one sentence, whatever the damage; `benchmarks.damage` tries hundreds."""

from __future__ import annotations

import random

import pytest

from assistant.readers import ReaderProcess
from benchmarks.damage import Outcome, try_variants
from tests.readers.word_files import abstract, num, p, tbl, tr, word_file

FILES = {
    "docx": word_file(
        "".join(p(f"Tuyến đường {n}", list_=1, level=n % 2) for n in range(12)) + tbl(tr("TT", "Xã"), tr("1", "Tân Lập")),
        numbering=abstract(1, ("decimal", "%1."), ("lowerLetter", "%2)")) + num(1, 1),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", FILES)
def test_forty_damaged_variants(kind: str):
    outcome = Outcome()
    with ReaderProcess() as reader:
        try_variants(reader, FILES[kind], 40, random.Random(1), outcome)
    assert outcome.said.total() == 40
    assert outcome.said["read"] < 40
    assert outcome.slowest < 60
