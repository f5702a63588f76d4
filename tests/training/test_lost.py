"""How far the clause that answers a question came."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from assistant.reading import Passage
from training.lost import step_of
from training.material import Clause, Example

WRITTEN = Clause("k", "ke-hoach", Passage("Kế hoạch > I", "- **Nạo vét** 12 km kênh."))
EXAMPLE = Example("test", WRITTEN, "Nạo vét mấy km?", (), True, "direct", None, False)
OTHER = "Trồng 3 ha rừng."


def weighed(texts: dict[str, tuple[float, float, bool] | None]) -> Any:
    """A case in which these clauses are found, and the weights of those that are read."""
    found = [SimpleNamespace(chunk=SimpleNamespace(id=text, text=text)) for text in texts]
    case = SimpleNamespace(asked=(), found=SimpleNamespace(within=lambda asked: found))
    return case, {text: weight for text, weight in texts.items() if weight}


@pytest.mark.parametrize(
    ("citations", "outcome", "cases", "step"),
    [
        (["Nạo vét 12 km kênh."], "answered", [], "told"),
        (["- Nạo vét 12 km kênh."], "possible", [], "shown only"),
        ([OTHER], "answered", [], "not searched"),
        ([], "not_stated", [weighed({OTHER: (1.0, 0.5, False)})], "not found"),
        ([], "not_stated", [weighed({OTHER: (1.0, 0.5, False), WRITTEN.passage.text: None})], "found, not read"),
        (
            [OTHER],
            "answered",
            [weighed({OTHER: (2.0, 0.5, False), WRITTEN.passage.text: (1.0, 0.0, False)}), weighed({OTHER: None})],
            "read, not first",
        ),
        ([], "not_stated", [weighed({OTHER: None, WRITTEN.passage.text: (1.0, -0.3, False)})], "first, not told"),
    ],
)  # fmt: skip
def test_the_step_is_the_furthest_that_the_clause_came(
    citations: list[str], outcome: str, cases: list[Any], step: str
) -> None:
    assert step_of(EXAMPLE, citations, outcome, cases) == step
