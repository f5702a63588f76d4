"""The commands on versions: which a document has, and what one changed, of versions and of files."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from assistant.cli import main

PLAN = "KẾ HOẠCH\nNuôi cá\n\nI. MỤC TIÊU\n1. Thả {} con cá giống.\n2. Đào ao.\n"


@pytest.fixture
def folders(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[str]:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    options = ["--corpus", str(corpus), "--index", str(tmp_path / "index")]
    for count in (300, 500):
        (corpus / "ca.txt").write_text(PLAN.format(count), encoding="utf-8")
        assert main(["index", *options]) == 0
    (tmp_path / "truoc.txt").write_text(PLAN.format(300), encoding="utf-8")
    capsys.readouterr()
    return options


def test_a_version_and_a_file_with_the_same_words_are_compared_alike(
    tmp_path: Path, folders: list[str], capsys: pytest.CaptureFixture[str]
):
    assert main(["versions", "ca", "--json", *folders]) == 0
    newest, before = json.loads(capsys.readouterr().out)
    assert (newest["replaced"], before["document_id"]) == (None, "ca")
    for old in (f"ca@{before['version']}", str(tmp_path / "truoc.txt")):
        assert main(["compare-versions", old, "ca", "--json", *folders]) == 0
        compared = json.loads(capsys.readouterr().out)
        assert compared["counts"] == {
            "added": 0, "dropped": 0, "figures": 1, "words": 0, "unchanged": 4, "moved": 0,
        }  # fmt: skip
        (change,) = compared["changes"]
        assert change["figures"] == {"old": ["300"], "new": ["500"]}
        assert change["new"]["url"] == f"/documents/ca?version={newest['version']}#i.1"
        assert compared["registers"]["targets"]["counts"]["changed"] == 1


def test_the_changes_are_written_as_a_word_file(tmp_path: Path, folders: list[str]):
    out = tmp_path / "thay-doi.docx"
    assert main(["compare-versions", str(tmp_path / "truoc.txt"), "ca", "--out", str(out), *folders]) == 0
    (table, *_) = docx.Document(str(out)).tables
    assert "1. Thả 500 con cá giống." in [cell.text for cell in table.rows[1].cells]


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Nội dung hai bản như nhau."), ("en", "Both versions say the same.")]
)
def test_versions_that_say_the_same_are_told(
    tmp_path: Path,
    folders: list[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    said: str,
):
    monkeypatch.setenv("ASSISTANT_LANGUAGE", language)
    file = str(tmp_path / "truoc.txt")
    assert main(["compare-versions", file, file, *folders]) == 0
    written = capsys.readouterr()
    assert (written.out, written.err) == (
        "",
        f"0 added, 0 dropped, 0 figures, 0 words, 5 unchanged\n{said}\n",
    )


@pytest.mark.parametrize("name", ["ca@000000000000", "khong-co", "khong-co.txt", "ca@", "@"])
def test_what_is_no_version_is_told(folders: list[str], capsys: pytest.CaptureFixture[str], name: str):
    assert main(["compare-versions", name, "ca", *folders]) == 2
    assert f"error: “{name}” is no document, no version and no file" in capsys.readouterr().err
