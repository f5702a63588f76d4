"""Fits what weighs clauses: `[weighing.*]` and `[certainty.*]` of `assistant/judging.toml`, or `--help`.

`python -m training.weighing collect ROWS SET…` asks the questions of sets of conversations and keeps which clauses were read
for each, with all that speaks for and against them; `fit ROWS…` has them read by a reader and prints the weights that it gives.
The clause that is cited in the gold should come first, and be certain where it does.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from assistant import PolicyAssistant
from assistant import Turn as Earlier
from assistant.answers import weighing
from assistant.answers.case import Case
from assistant.answers.evidence import Evidence
from assistant.judging import judging
from assistant.reading import ClauseReading, Passage, Reader
from assistant.reading.adapter import FILE
from assistant.settings import load_settings
from evals.conversations import Turn, cites, load_scripts
from training.figures import area_under_curve

_BY_HAND = ("lists", "near")  # of too few questions to be fitted
_CERTAIN = (
    "logit",
    "period",
    "agency",
    "other_agency",
    "marginal",
    "no_value",
)  # what certainty has beside score and margin
_SEARCHED = ("answer", "not_stated", "partly")  # what a turn expects that looks for clauses
_UNTIL_READ = 600.0  # seconds for the clauses of a question
Values = NDArray[Any]
Told = Sequence[
    tuple[Evidence, dict[str, float]]
]  # clauses that were read, and what speaks for them and against them


@dataclass(frozen=True, slots=True)
class Row:
    """A clause that was read for a question; `rivals`: which of the question's rows only one can be meant with it."""

    context: str
    text: str
    features: dict[str, float]
    rivals: tuple[bool, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the clauses that were read for it."""

    set: str
    turn: str
    question: str
    rows: tuple[Row, ...]
    conversation: tuple[str, ...] = ()  # with which they are read too


def collect(paths: Sequence[Path], corpus: Path | None, index: Path | None) -> list[Asked]:
    """The questions of sets for which clauses were read, each with these."""
    asked: list[Asked] = []
    seen: dict[str, tuple[Told, tuple[str, ...]]] = {}
    weighed = weighing._weighed

    def recording(case: Case, read: Sequence[tuple[Evidence, ClauseReading]]) -> Any:
        near = case.talked_of
        told = [(e, weighing.features(case, e, reading, near=near)) for e, reading in read]
        seen.setdefault(case.query.text, (told, case.conversation))
        return weighed(case, read)

    settings = load_settings(corpus_dir=corpus, index_dir=index, reading_seconds=60.0)
    with PolicyAssistant.open(settings) as assistant, mock.patch.object(weighing, "_weighed", recording):
        for path in paths:
            for script in load_scripts(path):
                history: list[str | Earlier] = []
                for number, turn in enumerate(script.turns, start=1):
                    seen.clear()
                    question = assistant.ask(turn.ask, history=history).standalone_question
                    history.append(Earlier(turn.ask, question or None))
                    if (
                        question in seen
                        and turn.expect in _SEARCHED
                        and (turn.cites or turn.expect == "not_stated")
                    ):
                        told, conversation = seen[question]
                        named = path.stem, f"{script.id}.{number}", question
                        asked.append(Asked(*named, _rows(turn, told), conversation))
            print(f"{path.stem}: {len(asked)} questions", file=sys.stderr)
    return asked


def _rows(turn: Turn, told: Told) -> tuple[Row, ...]:
    return tuple(
        Row(
            evidence.chunk.context,
            evidence.chunk.text,
            features,
            tuple(weighing._is_rival(evidence, other) for other, _ in told),
            turn.expect != "not_stated" and any(cites(evidence.chunk.text, quote) for quote in turn.cites),
        )
        for evidence, features in told
    )


def read_again(reader: Reader, asked: Sequence[Asked]) -> list[Asked]:
    """The same with the logits of another reader."""
    again = []
    for number, one in enumerate(asked, start=1):
        read = reader.within(one.question, _UNTIL_READ, one.conversation)
        readings = read([Passage(row.context, row.text) for row in one.rows])
        rows = [
            replace(row, features=row.features | {"logit": reading.logit, "turn": reading.turn or 0.0})
            for row, reading in zip(one.rows, readings, strict=True)
            if reading
        ]
        again.append(replace(one, rows=tuple(rows)))
        if number % 100 == 0:
            print(f"read {number} of {len(asked)} questions", file=sys.stderr)
    return again


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by their names, and how they do."""

    weighing: dict[str, float]
    certainty: dict[str, float]
    scale: float  # of a score in terms of strength


def fit(asked: Sequence[Asked]) -> Fit:
    """The weights with which the clauses that answer come first, and with which the first is as certain as it is right."""
    names = [name for name in asked[0].rows[0].features if name not in _BY_HAND]
    hand = asdict(judging().weighing)
    given = [
        (_columns(one, names), _columns(one, _BY_HAND) @ [hand[name] for name in _BY_HAND], _right(one))
        for one in asked
        if _right(one).any()
    ]
    weights = _newton(partial(_listwise, given), _spread([columns for columns, _, _ in given]))
    scored = dict(zip(names, weights.tolist(), strict=True))
    best = [(one, *_best(one, scored)) for one in asked]
    columns = np.array([_certain_columns(one, place, scores) for one, place, scores in best])
    labels = np.array([one.rows[place].right for one, place, _ in best], dtype=float)
    own = asdict(judging().certainty)
    fixed = np.array(
        [sum(own[name] * one.rows[place].features[name] for name in _BY_HAND) for one, place, _ in best]
    )
    certain = _newton(partial(_logistic, columns, labels, fixed), _spread([columns]))
    named = dict(zip(("offset", "score", "margin", *_CERTAIN), certain.tolist(), strict=True))
    strengths = np.array([_strength(one.rows[place].features) for one, place, _ in best])
    first = np.array([scores[place] for _, place, scores in best])
    return Fit(scored, named, float(first @ strengths / (first @ first)))


def _strength(told: dict[str, float]) -> float:
    """What counting words makes of a clause, as `Evidence.strength` does."""
    constants = judging().evidence
    beside, found = constants.adjacency_weight, constants.retrieval_weight
    whole = (1 - beside - found) * told["coverage"] + beside * told["adjacency"] + found * told["retrieval"]
    return whole * constants.marginal if told["marginal"] else whole


def judge(found: Fit, asked: Sequence[Asked]) -> tuple[Values, Values, Values]:
    """Of each question: how certain its best clause is, whether that is right, whether a right one was read."""
    weights = np.array(list(found.certainty.values()))
    own = asdict(judging().certainty)
    certain, right, among = [], [], []
    for one in asked:
        place, scores = _best(one, found.weighing)
        by_hand = sum(own[name] * one.rows[place].features[name] for name in _BY_HAND)
        certain.append(float(_certain_columns(one, place, scores) @ weights) + by_hand)
        right.append(one.rows[place].right)
        among.append(bool(_right(one).any()))
    return np.array(certain), np.array(right), np.array(among)


def _best(one: Asked, weights: dict[str, float]) -> tuple[int, Values]:
    """The place of the best clause, and the scores of all."""
    hand = asdict(judging().weighing)
    known = {name: weights.get(name, hand[name]) for name in one.rows[0].features}
    scores = _columns(one, tuple(known)) @ list(known.values())
    return int(scores.argmax()), scores


def _certain_columns(one: Asked, place: int, scores: Values) -> Values:
    rivals = scores[np.array(one.rows[place].rivals)]
    margin = scores[place] - np.logaddexp.reduce(rivals) if len(rivals) else judging().certainty.alone
    told = one.rows[place].features
    return np.array([1.0, scores[place], margin, *(float(told[name]) for name in _CERTAIN)])


def _columns(one: Asked, names: Sequence[str]) -> Values:
    return np.array([[float(row.features[name]) for name in names] for row in one.rows])


def _right(one: Asked) -> Values:
    return np.array([row.right for row in one.rows])


Slope = tuple[Values, Values]  # gradient and Hessian of a loss


def _listwise(given: Sequence[tuple[Values, Values, Values]], weights: Values) -> Slope:
    """Of the loss that the clauses which answer share what a softmax gives."""
    gradient, bend = np.zeros(len(weights)), np.zeros((len(weights),) * 2)
    for columns, fixed, right in given:
        chances = _softmax(columns @ weights + fixed)
        wanted = np.where(right, chances, 0.0) / chances[right].sum()
        gradient += columns.T @ (chances - wanted)
        mean = columns.T @ chances
        bend += columns.T @ (columns * chances[:, np.newaxis]) - np.outer(mean, mean)
    return gradient, bend


def _softmax(scores: Values) -> Values:
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum())


def _logistic(columns: Values, labels: Values, fixed: Values, weights: Values) -> Slope:
    chances = 1 / (1 + np.exp(-(columns @ weights + fixed)))
    return columns.T @ (chances - labels), columns.T @ (columns * (chances * (1 - chances))[:, np.newaxis])


def _spread(columns: Sequence[Values]) -> Values:
    """How far each column varies; 1 where it does not."""
    deviation = np.concatenate(columns).std(axis=0)
    return np.where(deviation > 0.0, deviation, 1.0)


def _newton(slope: Callable[[Values], Slope], spread: Values, ridge: float = 0.5, rounds: int = 60) -> Values:
    """Where a loss is least, with half of `ridge` times the squares of the weights of like columns added; steps of at most 1."""
    weights, held = np.zeros(len(spread)), ridge * spread**2
    for _ in range(rounds):
        gradient, bend = slope(weights)
        step = np.linalg.solve(bend + np.diag(held), gradient + held * weights)
        weights -= step / max(1.0, float(np.abs(step * spread).max()))
    return weights


def left_out(asked: Sequence[Asked]) -> dict[str, dict[str, float | None]]:
    """The figures of each set with weights that are fitted on the others."""
    figures = {}
    for name in sorted({one.set for one in asked}):
        found = fit([one for one in asked if one.set != name])
        figures[name] = _figures(*judge(found, [one for one in asked if one.set == name]))
    return figures


def _figures(certain: Values, right: Values, among: Values) -> dict[str, float | None]:
    told = certain > judging().reading.answers
    both = bool(right.any()) and not right.all()
    return {
        "questions": len(right),
        "first, of those read": _mean(right[among]),
        "area": round(area_under_curve(certain, right), 3) if both else None,
        "told": _mean(told),
        "right of those told": _mean(right[told]),
        "right ones told": _mean(told[right]),
    }


def _mean(values: Values) -> float | None:
    return round(float(values.mean()), 3) if len(values) else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Collects, or prints weights and figures as JSON."""
    options = _parser().parse_args(arguments)
    if options.task == "collect":
        asked = collect(options.sets, options.corpus, options.index)
        with options.rows.open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in asked)
        return
    asked = []
    for path in options.rows:
        with path.open(encoding="utf-8") as file:
            asked += [_read(json.loads(line)) for line in file]
    if options.adapter:
        asked = read_again(Reader(options.adapter), asked)
    found = fit(asked)
    figures = {"all": _figures(*judge(found, asked)), "left out": left_out(asked)}
    told = {
        "weighing": _rounded(found.weighing),
        "certainty": _rounded(found.certainty),
        "reading": _rounded({"scale": found.scale}),
        "figures": figures,
    }
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _rounded(weights: dict[str, float]) -> dict[str, float]:
    return {name: round(weight, 3) for name, weight in weights.items()}


def _read(fields: dict[str, Any]) -> Asked:
    rows = [Row(**(row | {"rivals": tuple(row["rivals"])})) for row in fields["rows"]]
    return Asked(**(fields | {"rows": tuple(rows), "conversation": tuple(fields.get("conversation", ()))}))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.weighing", description="Fits what weighs the clauses that are read."
    )
    tasks = parser.add_subparsers(dest="task", required=True)
    collecting = tasks.add_parser(
        "collect", help="ask the questions of sets, keep the clauses that were read"
    )
    collecting.add_argument("rows", type=Path, help="the file to write, JSON lines")
    collecting.add_argument("sets", type=Path, nargs="+", help="files of conversations")
    collecting.add_argument("--corpus", type=Path, help="folder of the documents (the shipped ones)")
    collecting.add_argument("--index", type=Path, help="folder of the index")
    fitting = tasks.add_parser("fit", help="print weights, and the figures of each set left out in turn")
    fitting.add_argument("rows", type=Path, nargs="+", help="files that were collected")
    fitting.add_argument(
        "--adapter", type=Path, help=f"have the clauses read by this one; shipped: {FILE.name}"
    )
    return parser


if __name__ == "__main__":
    main()
