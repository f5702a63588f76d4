"""Every format of the report, and the figures of the README."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assistant.cli import main
from evals.errors import EvaluationDataError
from evals.html_report import as_html
from evals.jsonl import write_json_lines
from evals.reporting import (
    FIGURES_END,
    FIGURES_START,
    as_json,
    as_junit,
    as_markdown,
    open_report,
    percent,
    update_readme,
    with_figures,
    with_interval,
)
from evals.runs import Run, load_run, score_run

Copy = Callable[[str], Run]


@pytest.fixture
def faulty(copied: Copy) -> Run:
    """The small run with a wrong figure, a guess, and text that HTML would take for markup."""
    run = copied("faulty")
    path = run.folder / "answers.jsonl"
    rows = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    for part in (rows["t-1"], rows["t-1"]["sentences"][0]):
        part["text"] = part["text"].replace("80%", "81% <script>alert(1)</script>")
    rows["u-1"]["abstained"] = False
    write_json_lines(path, rows.values())
    score_run(run)
    return load_run(run.folder)


class Page(HTMLParser):
    """Collects anchors, links and tags."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(content)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            if name == "id" and value:
                self.ids.append(value)
            if name in ("href", "src") and value:
                self.links.append(value)


def test_the_page_needs_nothing_from_outside(faulty: Run) -> None:
    page = Page(as_html(open_report(faulty, "vi")))
    assert not page.tags & {"script", "link", "img", "iframe"}
    assert page.links
    assert all(link.startswith("#") for link in page.links)


def test_every_link_of_the_page_has_its_clause(faulty: Run) -> None:
    page = Page(as_html(open_report(faulty, "vi")))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_shows_each_failure_with_answer_gold_and_reason(faulty: Run, language: str) -> None:
    content = as_html(open_report(faulty, language))
    assert content.count("<details") == 2
    assert "81% &lt;script&gt;alert(1)&lt;/script&gt;" in content
    reason = {"vi": "thiếu: 80%; thiếu căn cứ: 81% (stated)", "en": "missing: 80%; unsupported: 81% (stated)"}
    assert reason[language] in content
    assert "Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%</a>" in content


def test_clauses_open_in_a_running_assistant(faulty: Run) -> None:
    page = Page(as_html(open_report(faulty, "vi"), "http://127.0.0.1:7860/"))
    assert "http://127.0.0.1:7860/documents/hue" in page.links


def test_every_label_is_worded_in_both_languages() -> None:
    labels = json.loads((Path(__file__).parents[2] / "evals/data/labels.json").read_text(encoding="utf-8"))
    assert all(set(wording) == {"vi", "en"} for wording in labels.values())


def test_junit_has_a_case_for_every_question(faulty: Run) -> None:
    root = ElementTree.fromstring(as_junit(open_report(faulty, "en")).partition("\n")[2])
    assert [suite.attrib["name"] for suite in root] == ["targets", "deadlines", "comparison", "unanswerable"]
    assert [(suite.attrib["tests"], suite.attrib["failures"]) for suite in root] == [
        ("2", "1"), ("1", "0"), ("1", "0"), ("2", "1"),
    ]  # fmt: skip
    failure = root.find(".//testcase[@name='u-1']/failure")
    assert failure is not None
    assert failure.attrib["message"] == "answered although the documents do not say"


def test_json_holds_summary_and_scores(faulty: Run) -> None:
    content = json.loads(as_json(open_report(faulty, "en")))
    assert content["summary"]["figures"]["exact"]["value"] == 0.75
    assert len(content["scores"]) == 6


def test_markdown_tables_are_rectangular(faulty: Run) -> None:
    content = as_markdown(open_report(faulty, "en"))
    tables = re.findall(r"(?:^\|.*\|\n?)+", content, re.MULTILINE)
    assert len(tables) == 2
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1
    assert "- `t-1`: missing: 80%; unsupported: 81% (stated)" in content


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [(0.8715, "vi", "87,2 %"), (0.8715, "en", "87.2 %"), (1, "vi", "100,0 %")],
)
def test_percentages_are_written_in_the_language(value: float, language: str, written: str) -> None:
    assert percent(value, language) == written


def test_a_figure_is_written_with_its_interval() -> None:
    figure = {"value": 0.5, "low": 0.25, "high": 0.75}
    assert with_interval("exact", figure, "vi") == "50,0 % (25,0–75,0)"
    assert with_interval("mrr", figure, "en") == "0.500 (0.250–0.750)"
    assert with_interval("mrr", None, "en") == "–"


def test_the_figures_of_a_readme_are_replaced(flawless: Run, tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"Before\n{FIGURES_START}\nold\n{FIGURES_END}\nAfter\n", encoding="utf-8")
    command = ["eval", "report", str(flawless.folder), "--format", "md", "--readme", str(readme)]
    assert main([*command, "--check"]) == 1
    assert "old" in readme.read_text(encoding="utf-8")
    assert main(command) == 0
    written = readme.read_text(encoding="utf-8")
    assert written.startswith(f"Before\n{FIGURES_START}\n| Measure |")
    assert written.endswith(f"\n{FIGURES_END}\nAfter\n")
    assert "| Trusted rate | 100.0 % (100.0–100.0) | 6 |" in written
    assert [line.split(" | ")[0][2:].partition(" (")[0] for line in written.split("\n\n")[0].splitlines()[4:]] == [
        "Trusted rate", "Exact", "Gold clauses cited", "Unsupported values", "False answers", "False refusals",
    ]  # fmt: skip
    assert main([*command, "--check"]) == 0
    assert not update_readme(readme, flawless, write=False)


def test_a_readme_without_markers_is_refused() -> None:
    with pytest.raises(EvaluationDataError, match="no place for the figures"):
        with_figures("# Title\n", "table")


def test_reports_are_written_by_the_command(
    faulty: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "report", str(faulty.folder), "--format", "junit"]) == 0
    assert capsys.readouterr().out.startswith("<?xml")
    assert main(["eval", "report", str(faulty.folder), "--out", str(tmp_path / "page.html")]) == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
