"""The commands on the registers, on the project's own corpus: as a table, as JSON, as files; and with bad input."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from icalendar import Calendar

from assistant import PolicyAssistant
from assistant.cli import main
from assistant.settings import PACKAGE, Settings
from assistant.types import RowFilter

COMMANDS = {
    "targets": [],
    "responsibilities": [],
    "deadlines": [],
    "compare": ["hue-1002", "can-tho-1002"],
}


@dataclass(frozen=True, slots=True)
class Finished:
    """What one run of the command left behind."""

    status: int
    out: bytes
    err: str

    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def text(self) -> str:
        return self.out.decode("utf-8-sig")


Run = Callable[..., Finished]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], corpus_settings: Settings) -> Run:
    """Runs the command in this process, on the index of the corpus."""

    def run_command(command: str, *arguments: str) -> Finished:
        status = main([command, "--index", str(corpus_settings.index_dir), *arguments])
        captured = capsysbinary.readouterr()
        return Finished(status, captured.out, captured.err.decode())

    return run_command


def assert_refused(finished: Finished, error: str, hint: str = "") -> None:
    first, second = finished.err.splitlines()
    assert finished.status == 2
    assert finished.out == b""
    assert first.startswith("error: ")
    assert error in first
    assert second.startswith("hint: ")
    assert hint in second


class TestFilters:
    def test_json_is_every_row_of_the_register(self, run: Run, assistant: PolicyAssistant) -> None:
        assert run("targets", "--json").json() == json.loads(
            json.dumps([row.to_dict() for row in assistant.targets()])
        )
        rows = run("responsibilities", "--format", "json").json()
        assert {row["document_id"] for row in rows} == {"hue-1002", "can-tho-1002"}

    def test_targets_as_officials_ask_for_them(self, run: Run) -> None:
        rows = run(
            "targets", "--json", "--place", "can tho", "--period", "den 2030", "--text", "qua dao tao"
        ).json()
        # The second is the part of the first: the words stand in the clause of both.
        assert [(row["place"], row["value"], row["address"]) for row in rows] == [
            ("Cần Thơ", 90.0, "mục II.2.a"), ("Cần Thơ", 20.0, "mục II.2.a"),
        ]  # fmt: skip

    def test_responsibilities_by_an_abbreviated_agency(self, run: Run) -> None:
        rows = run("responsibilities", "--json", "--agency", "Sở GDĐT", "--place", "hue").json()
        assert rows
        assert {row["agency_name"] for row in rows} == {"Sở Giáo dục và Đào tạo"}
        everyone = run("responsibilities", "--json", "--place", "hue").json()
        assert len(rows) < len(everyone)

    def test_filters_may_be_repeated(self, run: Run) -> None:
        both = run("targets", "--json", "--period", "2030", "--period", "2045").json()
        each = [run("targets", "--json", "--period", year).json() for year in ("2030", "2045")]
        assert len(both) == len(each[0]) + len(each[1])

    def test_deadlines_come_in_order_and_between_days(self, run: Run) -> None:
        rows = run("deadlines", "--json", "--after", "1/1/2027", "--before", "2027-12-31").json()
        days = [row["due"] for row in rows]
        assert "2027-11-15" in days
        assert days == sorted(days)
        assert all(day.startswith("2027") for day in days)
        assert run("deadlines", "--json", "--after", "16/11/2027", "--before", "30/11/2027").json() == []

    def test_no_row_is_said_on_standard_error(self, run: Run) -> None:
        assert run("targets", "--place", "Huế", "--document", "can-tho-1002") == Finished(
            0, b"", "no row fits\n"
        )
        assert run("targets", "--json", "--text", "tàu vũ trụ") == Finished(0, b"[]\n", "no row fits\n")

    @pytest.mark.parametrize(
        ("command", "arguments", "error", "hint"),
        [
            ("targets", ["--document", "hue-1003"], "hue-1003", "hue-1002"),
            ("targets", ["--place", "Atlantis"], "Atlantis", "Cần Thơ"),
            ("targets", ["--place", "Đà Nẵng"], "Đà Nẵng", "Cần Thơ"),
            ("targets", ["--period", "2041"], "2041", "2030, 2030-2035, 2045"),
            ("targets", ["--kind", "x"], "“x”", "định lượng"),
            ("responsibilities", ["--agency", "Sở Giáo dụk"], "Sở Giáo dụk", "Sở Giáo dục và Đào tạo"),
            ("responsibilities", ["--role", "chu tro"], "chu tro", "chủ trì"),
            ("responsibilities", ["--kind", "quantitative"], "no such option", "--help"),
            ("deadlines", ["--before", "mai"], "mai", "30/6/2026"),
            ("deadlines", ["--after", "2/1/2027", "--before", "1/1/2027"], "comes after", "--after"),
            ("compare", ["hue-1002"], "two documents", "--period"),
            ("compare", [], "missing argument", "--help"),
            ("compare", ["hue-1002", "Atlantis"], "Atlantis", "hue-1002"),
            ("compare", ["hue", "ha noi"], "no official document", "official"),
            ("compare", ["hue", "--period", "2030"], "two periods", "--period"),
            ("compare", ["hue", "can tho", "--period", "1999"], "1999", "2030"),
        ],
    )
    def test_what_names_nothing_is_two_lines_and_exit_code_2(
        self, run: Run, command: str, arguments: list[str], error: str, hint: str
    ) -> None:
        assert_refused(run(command, *arguments), error, hint)


class TestCompare:
    def test_two_documents(self, run: Run) -> None:
        found = run("compare", "--json", "hue-1002", "can tho").json()
        assert found["sides"] == [
            {"document_id": "hue-1002", "period": None},
            {"document_id": "can-tho-1002", "period": None},
        ]
        shared = [row for row in found["rows"] if all(row["targets"])]
        values = [[target["value"] for target in row["targets"]] for row in shared]
        at = values.index([80.0, 90.0])
        assert shared[at]["verdicts"] == [None, "not_comparable"]  # over 80 against 90
        assert [target["address"] for target in shared[at]["targets"]] == [
            "mục II.2, gạch đầu dòng 1",
            "mục II.2.a",
        ]
        assert "Cần Thơ: đánh giá" in run("compare", "hue-1002", "can tho").text

    def test_two_periods_of_one_document(self, run: Run) -> None:
        found = run("compare", "--json", "Huế", "--period", "2030", "--period", "2030-2035").json()
        assert [side["period"] for side in found["sides"]] == ["2030", "2030-2035"]
        for row in found["rows"]:
            assert [t and t["period"] for t in row["targets"]] in [
                ["2030", "2030-2035"], ["2030", None], [None, "2030-2035"],
            ]  # fmt: skip

    def test_rows_stay_whole_when_a_filter_keeps_one_side(self, assistant: PolicyAssistant) -> None:
        everything = assistant.compare(["hue-1002", "can-tho-1002"])
        kept = assistant.compare(["hue-1002", "can-tho-1002"], where=RowFilter(places=("Huế",)))
        assert kept.rows == tuple(row for row in everything.rows if row.targets[0])
        assert any(row.targets[1] for row in kept.rows)


class TestFiles:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_every_register_in_every_form(self, run: Run, tmp_path: Path, command: str) -> None:
        arguments = COMMANDS[command]
        found = run(command, *arguments, "--json").json()
        count = len(found["rows"] if command == "compare" else found)
        assert count > 4
        for form in ("csv", "xlsx", "docx"):
            out = tmp_path / f"out.{form}"
            finished = run(command, *arguments, "--out", str(out))  # the name tells the format
            assert finished == Finished(0, b"", f"{out}: {count} rows\n")
        assert len(list(csv.reader(io.StringIO((tmp_path / "out.csv").read_text("utf-8-sig"))))) == count + 1
        assert openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0].max_row == count + 1
        assert len(docx.Document(str(tmp_path / "out.docx")).tables[0].rows) == count + 1
        assert {path.name for path in tmp_path.iterdir()} == {"out.csv", "out.xlsx", "out.docx"}

    def test_a_calendar_of_deadlines(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "han.ics"
        finished = run("deadlines", "--out", str(out))
        rows = run("deadlines", "--json").json()
        events = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
        undated = sum(row["due"] is None for row in rows)
        assert undated
        assert len(events) == len(rows) - undated
        assert f"not in the calendar: {undated} of {len(rows)} deadlines" in finished.err

    def test_csv_goes_to_standard_output(self, run: Run) -> None:
        finished = run("targets", "--format", "csv", "--place", "hue", "--language", "en")
        assert finished.out.startswith(b"\xef\xbb\xbfNo.,Place,Indicator,Level,Period,Address")

    def test_binary_forms_go_into_a_pipe(self, run: Run) -> None:
        data = run("targets", "--format", "xlsx").out
        assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Chỉ tiêu", "Văn bản"]

    def test_binary_forms_are_not_poured_over_a_terminal(self, corpus_settings: Settings) -> None:
        leader, follower = pty.openpty()
        try:
            done = subprocess.run(
                [sys.executable, "-m", "assistant", "targets", "--format", "xlsx",
                 "--index", str(corpus_settings.index_dir)],
                cwd=PACKAGE.parent, stdout=follower, stderr=subprocess.PIPE, check=False, text=True,
            )  # fmt: skip
        finally:
            os.close(follower)
            os.close(leader)
        assert done.returncode == 2
        assert "xlsx is no text for a terminal; name a file with --out" in done.stderr

    def test_a_file_that_is_there_is_replaced_only_by_force(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "a.csv"
        out.write_text("mine", encoding="utf-8")
        assert_refused(run("targets", "--out", str(out)), "--force replaces it")
        assert out.read_text(encoding="utf-8") == "mine"
        assert run("targets", "--out", str(out), "--force").status == 0
        assert "Huế" in out.read_text(encoding="utf-8-sig")

    def test_a_table_in_a_file_is_plain_text(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "bang.txt"
        run("targets", "--out", str(out), "--place", "hue")
        text = out.read_text(encoding="utf-8")
        assert "mục II.2, gạch đầu dòng 1" in text
        assert "\x1b" not in text

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            (["--format", "ics"], "only deadlines"),
            (["--out", "a.ics"], "only deadlines"),
            (["--format", "pdf"], "invalid value for '--format'"),
            (["--json", "--format", "csv"], "two formats"),
            (["--format", "csv", "--out", "a.xlsx"], "named .xlsx"),
            (["--out", "."], "is a folder"),
            (["--out", "missing/a.csv"], "cannot be written"),
            (["--language", "fr"], "invalid value for '--language'"),
        ],
    )
    def test_what_cannot_be_written(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], error: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        assert_refused(run("targets", *arguments), error)
        assert list(tmp_path.iterdir()) == []

    def test_a_device_is_written_to_and_not_replaced(self, run: Run) -> None:
        assert run("targets", "--out", os.devnull).status == 0
        assert not Path(os.devnull).is_file()

    def test_a_file_says_by_what_its_rows_were_chosen(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "a.docx"
        chosen = [
            "--document",
            "can-tho-1002",
            "--role",
            "chủ trì",
            "--after",
            "1/2/2026",
            "--as-of",
            "5/1/2026",
        ]
        assert run("deadlines", *chosen, "--out", str(out)).status == 0
        lines = [line.text for line in docx.Document(str(out)).paragraphs]
        assert lines[1] == (
            "Chỉ gồm các dòng theo bộ lọc: Văn bản: Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Cần Thơ; Vai trò: chủ trì; "
            "Có hiệu lực vào ngày: 05/01/2026; Đến hạn từ ngày: 01/02/2026."
        )
        sheet = tmp_path / "a.xlsx"
        named = ["hue-1002", "can-tho-1002", "--period", "2030", "--text", "lao dong"]
        assert run("compare", *named, "--language", "en", "--out", str(sheet)).status == 0
        rows = openpyxl.load_workbook(sheet).worksheets[1].iter_rows(values_only=True)
        assert {row[0]: row[1] for row in rows}["Filters"] == "Periods: 2030; Find in the table: lao dong"
        assert run("targets", "--out", str(out), "--force").status == 0
        assert not any("bộ lọc" in line.text for line in docx.Document(str(out)).paragraphs)

    def test_no_row_makes_a_file_with_heads(self, run: Run, tmp_path: Path) -> None:
        out = tmp_path / "a.csv"
        finished = run("targets", "--text", "tàu vũ trụ", "--out", str(out))
        assert finished.status == 0
        assert "no row fits" in finished.err
        assert len(out.read_text(encoding="utf-8-sig").splitlines()) == 1


PLAN = """KẾ HOẠCH
Phát triển nguồn nhân lực

I. MỤC TIÊU
1. Mục tiêu đến năm 2030
a) Tỷ lệ lao động qua đào tạo đạt 80%.
{more}
II. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
a) {task}
b) Bồi dưỡng bác sĩ vận hành thiết bị chẩn đoán.
"""


class TestChanges:
    """`index` says what became of the registers."""

    @pytest.fixture
    def build(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
        corpus = tmp_path / "corpus"
        corpus.mkdir()

        def build_index(*options: str, text: str | None = None) -> str:
            if text is not None:
                (corpus / "plan.txt").write_text(text, encoding="utf-8")
            status = main(["index", "--corpus", str(corpus), "--index", str(tmp_path / "index"), *options])
            assert status == 0
            return capsys.readouterr().out

        return build_index

    def test_rows_that_appeared_changed_and_vanished(self, build: Callable[..., str], tmp_path: Path) -> None:
        report = "Báo cáo kết quả về Sở Nội vụ trước ngày 15 tháng 11."
        first = build(text=PLAN.format(more="", task=report))
        assert "registers: not compared, as there was no index before" in first
        assert "registers: not compared" in build("--changes")
        again = json.loads(build("--json"))
        assert again["unchanged"] is True
        assert again["registers"]["targets"]["counts"] == {"appeared": 0, "changed": 0, "vanished": 0}

        more = "b) Tỷ lệ trường học kết nối mạng đạt 100%.\n"
        later = report.replace("ngày 15", "ngày 20")
        said = build(text=PLAN.format(more=more, task=later).replace("80%", "85%")).splitlines()
        assert any(
            line.startswith("targets: 1 appeared, 1 changed, 0 vanished (since gen-000001") for line in said
        )
        assert any(line.startswith("+ plan, mục I.1.b: ") for line in said)
        at = next(n for n, line in enumerate(said) if line.startswith("~ plan, mục I.1.a: "))
        assert "    value: 80.0 → 85.0" in said[at + 1 :]
        assert any("deadline: trước ngày 15 tháng 11 → trước ngày 20 tháng 11" in line for line in said)
        shown = json.loads(build("--changes", "--json"))
        (row,) = shown["targets"]["appeared"]
        assert (row["document_id"], row["address"]) == ("plan", "mục I.1.b")
        (changed,) = shown["targets"]["changed"]
        assert changed["fields"]["value"] == {"old": 80.0, "new": 85.0}

        report = json.loads(build("--json", text=PLAN.format(more="", task=later)))
        assert report["registers"]["targets"]["counts"] == {"appeared": 0, "changed": 1, "vanished": 1}

    def test_an_index_that_another_version_wrote_is_not_compared(
        self, build: Callable[..., str], tmp_path: Path
    ) -> None:
        build(text=PLAN.format(more="", task="Báo cáo."))
        (catalog,) = (tmp_path / "index").glob("gen-*/catalog.json")
        catalog.write_text("{}", encoding="utf-8")
        said = build(text=PLAN.format(more="", task="Báo cáo về Sở Nội vụ."))
        assert "registers: not compared, as another version of the program wrote the index before" in said

    def test_many_rows_are_cut_short_and_shown_on_request(self, build: Callable[..., str]) -> None:
        build(text=PLAN.format(more="", task="Báo cáo."))
        more = "".join(f"- Xây dựng {number} trường học đạt chuẩn mức {number}.\n" for number in range(2, 20))
        said = build(text=PLAN.format(more=more, task="Báo cáo."))
        rows = [line for line in said.splitlines() if line.startswith(("+", "~", "-"))]
        assert len(rows) == 10
        assert "more: `policy-assistant index --changes`" in said
        everything = [line for line in build("--changes").splitlines() if line.startswith(("+", "~", "-"))]
        assert len(everything) > 10
        assert everything[:10] == rows
