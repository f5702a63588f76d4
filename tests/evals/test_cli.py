"""The commands from end to end, on a small corpus whose embeddings count syllables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli import main
from evals.runs import BASELINES, load_run
from tests.evals.material import CAN_THO, HUE, ROWS, write_set
from tests.index_helpers import serve_embeddings


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a corpus, its index and a question set; the encoder is an endpoint on the loopback."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "corpus").mkdir()
    for name, text in (("hue", HUE), ("can-tho", CAN_THO)):
        (folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    write_set(folder / "small.jsonl")
    with serve_embeddings(384) as endpoint, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_ENCODER", "openai:syllables")
        patch.setenv("ASSISTANT_ENCODER_URL", endpoint.url)
        patch.setenv("ASSISTANT_READER", "false")  # it weighs what vectors of a real encoder say
        patch.setenv("ASSISTANT_CORPUS_DIR", str(folder / "corpus"))
        patch.setenv("ASSISTANT_INDEX_DIR", str(folder / "index"))
        assert main(["index"]) == 0
        yield folder


def test_a_run_with_baselines_and_variations(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = place / "run"
    arguments = [str(place / "small.jsonl"), "--out", str(out), "--cache", str(place / "cache")]
    assert main(["eval", "run", *arguments, "--baselines", "--robustness"]) == 0
    assert "Trusted rate" in capsys.readouterr().out
    run = load_run(out)
    assert sorted(path.name for path in (out / BASELINES).iterdir()) == [
        "always_abstain", "bm25", "encoder", "langchain_tutorial", "top_passage",
    ]  # fmt: skip
    assert (out / "report.html").is_file()
    assert json.loads((out / "timings.json").read_text())["answer_ms"]["count"] == len(ROWS)
    assert run.settings["settings"]["encoder"] == "openai:syllables"
    assert "corpus_dir" not in run.settings["settings"]


def test_the_gate_asks_again_where_no_run_is_given(
    place: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    baseline = tmp_path / "baseline"
    assert main(["eval", "run", str(place / "small.jsonl"), "--out", str(baseline)]) == 0
    status = main(["eval", "gate", "--baseline", str(baseline)])
    printed = capsys.readouterr()
    unsupported = "values are unsupported" in printed.err
    assert status == int(unsupported)
    assert (tmp_path / "evals/runs/gate/report.html").is_file()
    assert "lost 0, won 0, McNemar p = 1.000" in printed.out


def test_batch_output_is_scored(place: Path, tmp_path: Path) -> None:
    questions = place / "small.jsonl"
    assert main(["batch", str(questions), "--out", str(tmp_path / "answers.jsonl")]) == 0
    given = ["--answers", str(tmp_path / "answers.jsonl"), "--out", str(tmp_path / "run")]
    assert main(["eval", "run", str(questions), *given]) == 0
    summary = json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))
    assert summary["questions"] == len(ROWS)
    assert summary["errors"] == 0


def test_validate_and_freeze(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions = str(write_set(tmp_path / "mine.jsonl"))
    assert main(["eval", "validate", questions]) == 0
    assert main(["eval", "freeze", questions]) == 0
    assert main(["eval", "validate", questions]) == 0
    write_set(tmp_path / "mine.jsonl", ROWS[:-1])
    capsys.readouterr()
    assert main(["eval", "validate", questions]) == 2
    assert (
        "field `questions_sha256` of mine.lock.json: frozen with other questions" in capsys.readouterr().err
    )
    assert main(["eval", "freeze", questions]) == 0
    assert main(["eval", "validate", questions]) == 0


def test_compare_prints_json(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = str(tmp_path / "run")
    assert main(["eval", "run", str(place / "small.jsonl"), "--out", run]) == 0
    capsys.readouterr()
    assert main(["eval", "compare", run, run, "--json"]) == 0
    comparison = json.loads(capsys.readouterr().out)
    assert comparison["lost"] == comparison["won"] == []
    assert comparison["mcnemar_p"] == 1


def test_an_ablation_counts_the_answers_that_change(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = place / "ablation.json"
    arguments = ["--sets", str(place / "small.jsonl"), "--cache", str(place / "cache"), "--out", str(out)]
    assert main(["eval", "ablate", *arguments, "--only", "evidence.sure", "--steps", "1,1.6"]) == 0
    assert "evidence.sure" in capsys.readouterr().out
    report = json.loads(out.read_text(encoding="utf-8"))
    assert [each["name"] for each in report["sets"]] == ["small"]
    same, surer = report["variations"]
    assert (same["changed"], same["differences"]) == ([], {})
    assert surer["value"] == 0.992
    assert surer["changed"] == ["d-1"]


def test_a_step_of_an_ablation_is_a_number(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "ablate", "--steps", "0.9,more"]) == 2
    assert "step 'more' is no number" in capsys.readouterr().err
