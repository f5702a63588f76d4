from __future__ import annotations

from pathlib import Path

import pytest

from assistant.cli import main
from assistant.cli.terminal import terminal_language

VARIABLES = ("ASSISTANT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "de_DE.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "vi_VN"}, "vi"),
        ({"LANG": "en_US.UTF-8", "ASSISTANT_LANGUAGE": "vi"}, "vi"),
        ({"LANG": "vi_VN.UTF-8", "ASSISTANT_LANGUAGE": "en"}, "en"),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": ""}, "vi"),
    ],
)
def test_the_language_is_that_of_the_setting_or_the_locale(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: str
) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert terminal_language() == language


def test_building_and_errors_are_told_in_vietnamese(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "vi")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text(
        "KẾ HOẠCH\nTrồng rừng\n\n1. Trồng 30 ha rừng năm 2027.\n", "utf-8"
    )
    (tmp_path / "corpus" / "b.exe").write_bytes(b"MZ")
    index = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]
    assert main(["ask", *index, "Trồng bao nhiêu ha rừng?"]) == 2
    told = capsys.readouterr().err
    assert told.splitlines()[0].startswith(
        "lỗi: chưa có chỉ mục dùng được; chạy `policy-assistant index` (there is no"
    )
    assert told.splitlines()[1] == "cách xử lý: run `policy-assistant index`"
    assert main(["index", *index]) == 0
    out, told = capsys.readouterr()
    assert out.startswith("Đã lập chỉ mục 1 văn bản, ")
    assert "bảng chỉ tiêu, phân công: không so với trước, vì chưa có chỉ mục nào\n" in out
    assert "đọc tệp: 1/1\n" in told
    assert main(["index", *index]) == 0
    assert capsys.readouterr().out.startswith("Chỉ mục đã đúng với thư mục: 1 văn bản, ")
    assert main(["targets", *index, "--text", "không có chữ này"]) == 0
    assert capsys.readouterr().err == "không có dòng nào phù hợp\n"


def test_what_programs_read_is_the_same_in_both(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("KẾ HOẠCH\nTrồng rừng\n\n1. Trồng 30 ha rừng năm 2027.\n", "utf-8")
    index = ["--corpus", str(tmp_path), "--index", str(tmp_path / "index")]
    assert main(["index", *index]) == 0
    said = []
    for language in ("vi", "en"):
        monkeypatch.setenv("ASSISTANT_LANGUAGE", language)
        capsys.readouterr()
        assert main(["documents", *index, "--json"]) == 0
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]
