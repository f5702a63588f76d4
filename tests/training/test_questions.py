"""What torch computes of a question while it trains, and what ONNX Runtime does afterwards. Needs torch (`make test-extras`)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.index.builtin.engine import GraphEngine

CLAUSES = (
    (
        "dredging",
        "Ban Quản lý cảng nạo vét luồng trước ngày 15/8 hằng năm.",
        "khi nào phải khơi sâu lối tàu vào?",
    ),
    ("lighting", "Công ty Chiếu sáng thay đèn của 40 tuyến đường.", "đổi bóng ở bao nhiêu con phố?"),
)


@pytest.fixture(scope="module")
def finished(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A folder with material and a finished run, and the module that trains."""
    pytest.importorskip("torch", reason="torch is not installed")
    from training import questions

    folder = tmp_path_factory.mktemp("questions")
    clauses, asked = [], []
    for number in range(20):
        for name, text, question in CLAUSES:
            key = f"{name} {number}"
            clauses.append(
                {"clause": key, "document": f"plan-{number}", "context": f"Kế hoạch {number}", "text": text}
            )
            asked.append(
                {"clause": key, "question": f"{question} ({number})", "answers": True, "type": "para"}
            )
    asked.append(
        {"clause": "lighting 0", "question": "Thay đèn hết bao nhiêu tiền?", "answers": False, "type": "near"}
    )
    for file, rows in (("clauses", clauses), ("questions", asked)):
        (folder / f"{file}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    arguments = ["--rank", "2", "--epochs", "4", "--batch", "8", "--device", "cpu", "--strength", "1"]
    questions.main([str(folder), str(folder / "work"), *arguments])
    return folder, questions


def test_a_question_comes_nearer_to_its_clause(finished: tuple[Path, Any]) -> None:
    folder, _ = finished
    before, after = GraphEngine(), GraphEngine(folder / "graph", adapter=folder / "work" / "questions.npz")
    texts = [f"Kế hoạch 3\n{text}" for _, text, _ in CLAUSES]
    passages = before.encode(texts, is_query=False)
    leads = []
    for engine in (before, after):
        cosines = engine.encode([f"{question} (3)" for _, _, question in CLAUSES], is_query=True) @ passages.T
        leads.append([cosines[0, 0] - cosines[0, 1], cosines[1, 1] - cosines[1, 0]])
    assert all(late > early for early, late in zip(*leads, strict=True))


def test_the_graph_computes_what_torch_computes(finished: tuple[Path, Any]) -> None:
    folder, module = finished
    import torch

    from assistant.index.builtin.adapters import load_adapter

    path = folder / "work" / "questions.npz"
    encoder = module.QuestionEncoder(rank=2, seed=1, device="cpu")
    with torch.no_grad():
        for name, values in load_adapter(path).arrays.items():
            encoder.parameters[name].copy_(torch.from_numpy(values))
        computed = encoder.encode([question for _, _, question in CLAUSES]).numpy()
    engine = GraphEngine(folder / "float32", precision="float32", adapter=path)
    written = engine.encode([question for _, _, question in CLAUSES], is_query=True)
    assert ((computed * written).sum(axis=1) > 0.999).all()  # torch multiplies in bfloat16
