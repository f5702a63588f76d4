"""Public benchmarks: figures by hand, a small benchmark through the product's retriever, damaged folders."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from assistant.cli import main
from assistant.settings import Settings
from evals.beir import graded_ndcg, load_benchmark, measure, ranking_figures, recall, reciprocal_rank_of_hits
from evals.embedding_cache import CachedEncoder
from evals.errors import EvaluationDataError
from tests.evals.material import SyllableCounter

PASSAGES = [
    ("p1", "", "Thư viện mở cửa từ thứ hai đến thứ bảy."),
    ("p2", "Học phí", "Sinh viên nộp học phí trước ngày 15 tháng 9."),
    ("p3", "", "Ký túc xá dành cho sinh viên năm thứ nhất."),
]
QUERIES = [
    ("q1", "Thư viện mở cửa ngày nào?"),
    ("q2", "Nộp học phí trước ngày mấy?"),
    ("q3", "Không ai chấm"),
]


def write_benchmark(folder: Path, qrels: str = "query-id\tcorpus-id\tscore\nq1\tp1\t1\nq2\tp2\t2\n") -> Path:
    folder.mkdir(exist_ok=True)
    corpus = [{"_id": name, "title": title, "text": text} for name, title, text in PASSAGES]
    queries = [{"_id": name, "text": text} for name, text in QUERIES]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_graded_ndcg_by_hand() -> None:
    relevant = {"a": 2, "b": 1}
    gain = 1 / 1 + 2 / math.log2(4)  # b first, a third
    assert graded_ndcg(["b", "x", "a"], relevant) == pytest.approx(gain / (2 + 1 / math.log2(3)))
    assert graded_ndcg(["x"] * 10 + ["a"], relevant) == 0


def test_recall_and_reciprocal_rank_by_hand() -> None:
    assert recall(["x", "a", "b"], {"a": 1, "c": 1}, 2) == 0.5
    assert reciprocal_rank_of_hits(["x", "y", "a"], {"a": 1}) == pytest.approx(1 / 3)
    assert reciprocal_rank_of_hits(["x"], {"a": 1}) == 0


def test_figures_are_means_over_the_judged_queries() -> None:
    figures = ranking_figures({"q1": ["a"], "q2": ["x", "b"]}, {"q1": {"a": 1}, "q2": {"b": 1}})
    assert figures == {
        "ndcg@10": 0.8155, "recall@1": 0.5, "recall@5": 1.0, "recall@10": 1.0, "mrr": 0.75,
    }  # fmt: skip


def test_a_benchmark_is_ranked_with_and_without_diacritics(tmp_path: Path) -> None:
    benchmark = load_benchmark(write_benchmark(tmp_path / "small"))
    assert list(benchmark.queries) == ["q1", "q2"]
    figures = measure(benchmark, CachedEncoder(SyllableCounter(), tmp_path / "cache"), Settings())
    best = dict.fromkeys(("ndcg@10", "recall@1", "recall@5", "recall@10", "mrr"), 1.0)
    assert figures == best | {"no_diacritics": best}


@pytest.mark.parametrize(
    ("qrels", "message"),
    [
        ("q1\tp1\n", "qrels.tsv:1: expected query-id, corpus-id and score, found 2 fields"),
        ("q1\tp1\t1\nq9\tp1\t1\n", "qrels.tsv:2: field `query-id`: 'q9' is not in queries.jsonl"),
        ("q1\tp9\t1\n", "qrels.tsv:1: field `corpus-id`: 'p9' is not in corpus.jsonl"),
        ("q1\tp1\thigh\n", "qrels.tsv:1: field `score`: 'high' is not a whole number"),
        ("query-id\tcorpus-id\tscore\n", "qrels.tsv: no query has a relevant passage"),
    ],
)
def test_damaged_judgements_are_refused(tmp_path: Path, qrels: str, message: str) -> None:
    with pytest.raises(EvaluationDataError) as caught:
        load_benchmark(write_benchmark(tmp_path / "bad", qrels))
    assert caught.value.message.endswith(message)


def test_judgements_may_lie_in_a_folder(tmp_path: Path) -> None:
    folder = write_benchmark(tmp_path / "beir")
    (folder / "qrels").mkdir()
    (folder / "qrels.tsv").rename(folder / "qrels" / "test.tsv")
    assert load_benchmark(folder).relevance == {"q1": {"p1": 1}, "q2": {"p2": 2}}


@pytest.mark.parametrize(
    ("missing", "message"),
    [
        ("qrels.tsv", "no judgements"),
        ("corpus.jsonl", "corpus.jsonl cannot be read"),
        ("queries.jsonl", "cannot be read"),
    ],
)
def test_the_command_refuses_an_incomplete_folder(
    tmp_path: Path, missing: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_benchmark(tmp_path / "bad")
    (folder / missing).unlink()
    assert main(["eval", "retrieval", "--beir", str(folder)]) == 2
    assert message in capsys.readouterr().err


def test_a_repeated_passage_is_refused(tmp_path: Path) -> None:
    folder = write_benchmark(tmp_path / "bad")
    with (folder / "corpus.jsonl").open("a", encoding="utf-8") as stream:
        stream.write('\n{"_id": "p1", "text": "again"}')
    with pytest.raises(EvaluationDataError, match=r"corpus.jsonl:4: field `_id`: 'p1' occurs twice"):
        load_benchmark(folder)
