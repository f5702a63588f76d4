from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from training.weighing import Asked, Row, fit, judge, left_out, main

_FEATURES = (
    "logit", "dense", "retrieval", "coverage", "adjacency", "titled", "period", "other_period", "agency",
    "other_agency", "other_figure", "no_value", "marginal", "lists", "near",
)  # fmt: skip


def _asked(number: int, *, answerable: bool = True) -> Asked:
    """A question with three clauses: one that reads well, one that is found first, one that has its words."""
    chance = np.random.default_rng(number)
    rows = [dict.fromkeys(_FEATURES, 0.0) | {"dense": float(chance.normal(0.4, 0.02))} for _ in range(3)]
    rows[0]["logit"] = float(chance.normal(2.0 if answerable else -1.0, 0.7))
    rows[1] |= {"logit": float(chance.normal(-1.0, 0.7)), "retrieval": 1.0}
    rows[2] |= {"logit": float(chance.normal(-1.0, 0.7)), "coverage": float(chance.random())}
    return Asked(
        "odd" if number % 2 else "even",
        f"s-{number}",
        "Ai nạo vét luồng?",
        tuple(
            Row("Kế hoạch > Cảng", f"Khoản {place}", row, tuple(place != p for p in range(3)), answerable and not place)
            for place, row in enumerate(rows)
        ),
    )  # fmt: skip


@pytest.fixture
def asked() -> list[Asked]:
    return [_asked(number, answerable=number % 4 != 0) for number in range(200)]


def test_what_tells_the_right_clause_gets_the_weight(asked: list[Asked]) -> None:
    found = fit(asked)
    assert found.weighing["logit"] > 1.0
    assert (
        abs(found.weighing["retrieval"]) > abs(found.weighing["titled"]) == 0.0
    )  # found first is never right here
    assert found.weighing["retrieval"] < 0.0
    assert "lists" not in found.weighing


def test_the_right_clause_comes_first_and_is_certain_where_there_is_one(asked: list[Asked]) -> None:
    certain, right, among = judge(fit(asked), asked)
    assert right[among].mean() > 0.95
    assert not right[~among].any()
    assert np.median(certain[among]) > 0.0 > np.median(certain[~among])


def test_certainty_is_a_logit_of_how_often_the_first_is_right(asked: list[Asked]) -> None:
    certain, right, _ = judge(fit(asked), asked)
    assert (1 / (1 + np.exp(-certain))).mean() == pytest.approx(right.mean(), abs=0.02)


def test_each_set_is_judged_with_the_weights_of_the_others(asked: list[Asked]) -> None:
    turned = [one for one in asked if one.set == "even"] + [
        Asked(one.set, one.turn, one.question, tuple(reversed([_swapped(row) for row in one.rows])))
        for one in asked
        if one.set == "odd"
    ]
    figures = left_out(turned)
    assert set(figures) == {"even", "odd"}
    assert (figures["odd"]["first, of those read"] or 0.0) < 0.5  # what reads well is wrong in this set alone


def _swapped(row: Row) -> Row:
    return Row(row.context, row.text, row.features | {"logit": -row.features["logit"]}, row.rivals, row.right)


def test_the_command_prints_the_weights_of_collected_rows(
    asked: list[Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in asked))
    main(["fit", str(path)])
    told = json.loads(capsys.readouterr().out)
    assert told["weighing"]["logit"] == round(fit(asked).weighing["logit"], 3)
    assert told["figures"]["all"]["questions"] == 200
    assert set(told["figures"]["left out"]) == {"even", "odd"}
