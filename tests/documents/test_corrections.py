"""Corrections of cards: kept beside the documents, taken back, and what cannot be one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.documents import load_corpus
from assistant.documents.corrections import CARDS, correct, read_corrections
from assistant.errors import CorpusError

HEAD = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: {}/KH-SXD\n\nKẾ HOẠCH\nSửa cầu\n\nI. MỤC TIÊU\nSửa {} cầu.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cau.txt").write_text(HEAD.format(4, 4), encoding="utf-8")
    return tmp_path


def test_a_correction_beats_the_head_and_survives_a_new_version_of_the_file(folder: Path):
    correct(folder, "cau", {"number": "14/KH-SXD", "date": "2027-03-02", "kind": None})
    (folder / "cau.txt").write_text(HEAD.format(5, 5), encoding="utf-8")
    (document,) = load_corpus(folder)
    assert (document.number, document.date, document.kind) == ("14/KH-SXD", "2027-03-02", "document")
    assert document.corrected == ("date", "kind", "number")
    assert "Sửa 5 cầu" in document.text


def test_a_correction_beats_the_manifest(folder: Path):
    entry = {"id": "cau", "path": "cau.txt", "number": "1/KH-SXD", "signer": "Lý Văn Sáu"}
    (folder / "manifest.json").write_text(json.dumps({"documents": [entry]}), encoding="utf-8")
    correct(folder, "cau", {"number": "2/KH-SXD"})
    (document,) = load_corpus(folder)
    assert (document.number, document.signer) == ("2/KH-SXD", "Lý Văn Sáu")


def test_a_correction_is_taken_back_and_with_the_last_one_the_file_goes(folder: Path):
    correct(folder, "cau", {"number": "14/KH-SXD", "issuer": "Sở Xây dựng"})
    assert correct(folder, "cau", {}, ["issuer"]) == {"cau": {"number": "14/KH-SXD"}}
    correct(folder, "cau", {}, ["number"])
    assert not (folder / CARDS).exists()
    (document,) = load_corpus(folder)
    assert (document.number, document.corrected) == ("4/KH-SXD", ())


@pytest.mark.parametrize(
    ("given", "taken_back", "message"),
    [
        ({"nummer": "1"}, [], "no field “nummer”"),
        ({"text": "x"}, [], "no field “text”"),
        ({"effective": "2/3/2027"}, [], "effective: “2/3/2027” is no date"),
        ({"date": "2027-13-01"}, [], "is no date"),
        ({"title": "x" * 1001}, [], "cannot be the title"),
        ({}, ["number"], "was not corrected"),
    ],
)
def test_what_cannot_be_a_correction_is_refused_and_nothing_is_kept(
    folder: Path, given: dict[str, str], taken_back: list[str], message: str
):
    with pytest.raises(CorpusError, match=message):
        correct(folder, "cau", given, taken_back)
    assert read_corrections(folder) == {}


@pytest.mark.parametrize(
    "content", ["", "[]", '{"documents": 3}', '{"documents": {"cau": {"number": 5}}}', "[" * 100_000]
)
def test_a_file_of_corrections_that_cannot_be_used_stops_the_build_with_its_name(folder: Path, content: str):
    (folder / CARDS).write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match="cannot be used"):
        load_corpus(folder)
