"""The command `card`: shows a card, corrects it, takes a correction back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.cli import main
from assistant.documents.additions import Addition, Additions, write_additions
from assistant.documents.corrections import read_corrections

PLAN = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 6/KH-SYT\n\nKẾ HOẠCH\nTiêm chủng\n\nI. MỤC TIÊU\nTiêm cho 90% trẻ em.\n"


@pytest.fixture
def folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "tiem.txt").write_text(PLAN, encoding="utf-8")
    options = ["--corpus", str(corpus), "--index", str(tmp_path / "index")]
    assert main(["index", *options]) == 0
    capsys.readouterr()
    return options


def test_a_card_is_corrected_indexed_and_taken_back(folders: list[str], capsys: pytest.CaptureFixture[str]):
    def card(*arguments: str) -> Any:
        assert main(["card", "tiem", *arguments, "--json", *folders]) == 0
        return json.loads(capsys.readouterr().out)

    assert (card()["card"]["number"], card()["corrected"]) == ("6/KH-SYT", [])
    set_ = card("--set", "number=16/KH-SYT", "--set", "signer=Bùi Văn Năm")
    assert set_["corrected"] == ["number", "signer"]
    assert main(["index", *folders]) == 0
    capsys.readouterr()
    assert main(["documents", "--json", *folders]) == 0
    (document,) = json.loads(capsys.readouterr().out)
    assert (document["number"], document["signer"], document["corrected"]) == (
        "16/KH-SYT",
        "Bùi Văn Năm",
        ["number", "signer"],
    )
    assert card("--unset", "number")["corrected"] == ["signer"]


def test_the_card_of_a_newer_file_shows_what_was_corrected_in_an_older(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    options = ["--corpus", str(corpus), "--index", str(tmp_path / "index")]
    head = "SỞ Y TẾ TỈNH LÀO CAI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 6/KH-SYT\nLào Cai, ngày 3 tháng 2 năm 2026\n"
    text = head + PLAN.partition("SYT\n")[2] + "".join(f"{n}. Việc thứ {n}.\n" for n in range(1, 9))
    (corpus / "cu.txt").write_text(text, encoding="utf-8")
    assert main(["index", *options]) == 0
    assert main(["card", "cu", "--set", "signer=Bùi Văn Năm", *options]) == 0
    (corpus / "moi.txt").write_text(text + "9. Việc mới.\n", encoding="utf-8")
    assert main(["index", *options]) == 0
    capsys.readouterr()
    assert main(["card", "moi", "--json", *options]) == 0
    assert json.loads(capsys.readouterr().out)["card"]["signer"] == "Bùi Văn Năm"
    assert main(["card", "moi", "--set", "place=sơn la", "--unset", "signer", *options]) == 0
    cells = [[cell.strip() for cell in line.split("│")] for line in capsys.readouterr().out.splitlines()]
    assert [row[1:4] for row in cells if row[3:] and row[3]] == [
        ["signer", "–", "after the next `index`"], ["place", "sơn la", "corrected"],
    ]  # fmt: skip
    assert json.loads((corpus / "cards.json").read_text(encoding="utf-8")) == {
        "documents": {"moi": {"place": "sơn la"}}
    }
    assert main(["index", *options]) == 0
    capsys.readouterr()
    assert main(["card", "moi", "--json", *options]) == 0
    assert json.loads(capsys.readouterr().out)["card"]["signer"] is None
    assert main(["card", "moi", "--unset", "signer", *options]) != 0
    assert "signer of “moi” was not corrected" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["mất", "--set", "number=1"], "there is no document “mất” in the index"),
        (["tiem", "--set", "number"], "“number” sets no field"),
        (["tiem", "--set", "so=1"], "a card has no field “so”"),
        (["tiem", "--unset", "number"], "number of “tiem” was not corrected"),
    ],
)
def test_what_cannot_be_corrected_is_told(
    folders: list[str], capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
):
    assert main(["card", *arguments, *folders]) in (1, 2)
    told = capsys.readouterr().err
    assert message in told
    assert "hint: " in told


def test_the_card_of_a_document_that_an_editor_added_is_corrected_beside_its_file(
    folders: list[str], capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    added = tmp_path / "added"
    (added / "files").mkdir(parents=True)
    (added / "files" / "b.txt").write_text(PLAN.replace("6/", "7/"), encoding="utf-8")
    write_additions(added, Additions((Addition("b", "files/b.txt"),)))
    monkeypatch.setenv("ASSISTANT_ADDITIONS_DIR", str(added))
    assert main(["index", *folders]) == 0
    assert main(["card", "b", "--set", "number=17/KH-SYT", *folders]) == 0
    assert read_corrections(added) == {"b": {"number": "17/KH-SYT"}}
    assert read_corrections(tmp_path / "corpus") == {}
    capsys.readouterr()
