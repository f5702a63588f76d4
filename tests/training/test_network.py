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
            row = {
                "clause": f"{number}",
                "question": question,
                "answers": answers,
                "type": kind,
                "pair": "fact",
            }
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


def test_the_questions_of_a_pair_stand_in_one_batch_spelled_alike(trained: tuple[Path, Any]) -> None:
    folder, module = trained
    from types import SimpleNamespace

    examples = module.prepare(folder, seed=0, share=1.0)
    states = SimpleNamespace(pairs=[SimpleNamespace(ids=range(9 + n % 5)) for n in range(len(examples))])
    spelled = set()
    for epoch in (1, 2):
        for batch in module._batches(examples, states, SimpleNamespace(seed=0, batch=4), epoch):
            answered, missed = module._pairs([examples[row] for row in batch])
            assert 2 * len(answered) == sum(bool(examples[row].pair) for row in batch)
            for yes, no in zip(answered, missed, strict=True):
                one, other = examples[batch[yes]], examples[batch[no]]
                assert (one.answers, other.answers, one.pair) == (True, False, other.pair)
                assert one.bare == other.bare
                spelled.add(one.bare)
    assert spelled == {True, False}


def test_a_run_begins_with_the_adapters_of_another(
    trained: tuple[Path, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, reader = trained
    arguments = [str(folder), "--frozen", "11", "--rank", "2", "--epochs", "0", "--device", "cpu"]
    for number, start in enumerate(("checkpoint.pt", "reader.npz")):
        reader.main(
            [
                *arguments[:1],
                str(tmp_path / str(number)),
                *arguments[1:],
                "--start",
                str(folder / "work" / start),
            ]
        )
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["auroc"] == second["auroc"] == 1.0
