"""What torch computes while it trains and what ONNX Runtime computes afterwards. Needs torch (`make test-extras`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.reading import Passage, Reader

REASON = "torch is not installed"
CLAUSE = "Ban Quản lý cảng nạo vét luồng trước ngày 15/8 hằng năm."
KINDS = (
    ("direct", True, "Khi nào nạo vét luồng?"),
    ("near", False, "Nạo vét luồng tốn bao nhiêu tiền?"),
)


@pytest.fixture(scope="module")
def trained(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A folder with material and a finished run of two steps, and the module that trains."""
    pytest.importorskip("torch", reason=REASON)
    from training import reader

    folder = tmp_path_factory.mktemp("training")
    clauses, questions = [], []
    for number in range(40):
        clauses.append(
            {
                "clause": f"{number}",
                "document": f"plan-{number}",
                "context": f"Kế hoạch {number}",
                "text": CLAUSE,
            }
        )
        for kind, answers, question in KINDS:
            row = {"clause": f"{number}", "question": question, "answers": answers, "type": kind}
            questions.append(row | ({"span": "trước ngày 15/8"} if answers else {}))
    for name, rows in (("clauses", clauses), ("questions", questions)):
        (folder / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    arguments = [str(folder), str(folder / "work"), "--frozen", "11", "--rank", "2", "--rate", "0.01"]
    reader.main([*arguments, "--epochs", "3", "--device", "cpu"])
    return folder, reader


def test_the_graph_computes_what_torch_computes(trained: tuple[Path, Any]) -> None:
    folder, module = trained
    import torch

    from assistant.index.builtin.weights import WeightFile, find_weights
    from training.network import Network
    from training.states import compute_states

    weights = WeightFile(find_weights())
    examples = module.prepare(folder, seed=0, share=1.0)
    states = compute_states(examples, weights, 11, folder / "work", threads=1)
    network = Network(weights, before=11, rank=2, seed=0, device="cpu")
    kept = torch.load(folder / "work" / "checkpoint.pt", weights_only=True)["parameters"]
    with torch.no_grad():
        for name, values in kept.items():
            network.parameters[name].copy_(values)
    logits, spans = module.predict(network, range(4), states)
    reader = Reader(folder / "work" / "reader.npz", path=folder / "reader.onnx")
    for example, logit, span in zip(examples[:4], logits, spans, strict=True):
        (reading,) = reader.read(example.question, [example.clause.passage])
        assert reading is not None
        assert reading.logit == pytest.approx(logit, abs=0.1)
        assert CLAUSE[slice(*span)].startswith(CLAUSE[reading.start : reading.end])


def test_training_tells_the_two_questions_apart(trained: tuple[Path, Any]) -> None:
    folder, _ = trained
    reader = Reader(folder / "work" / "reader.npz", path=folder / "reader.onnx")
    answered, missed = (
        reader.read(question, [Passage("Kế hoạch 50", CLAUSE)])[0] for _, _, question in KINDS
    )
    assert answered is not None
    assert missed is not None
    assert answered.probability > missed.probability


def test_a_finished_run_is_not_trained_again(
    trained: tuple[Path, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    folder, reader = trained
    before = (folder / "work" / "reader.npz").read_bytes()
    arguments = [str(folder), str(folder / "work"), "--frozen", "11", "--rank", "2", "--rate", "0.01"]
    reader.main([*arguments, "--epochs", "3", "--device", "cpu"])
    assert "step" not in capsys.readouterr().err
    assert (folder / "work" / "reader.npz").read_bytes() == before


def test_a_run_with_other_options_is_not_continued(trained: tuple[Path, Any]) -> None:
    folder, reader = trained
    with pytest.raises(SystemExit, match="another run"):
        reader.main([str(folder), str(folder / "work"), "--frozen", "11", "--rank", "3", "--device", "cpu"])
