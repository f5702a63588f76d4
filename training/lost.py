"""At which step an answer gets lost: `python -m training.lost MATERIAL --corpus FOLDER --index FOLDER`, or `--help`.

The answered questions of the material to the documents for measuring are asked of an index of these. Of each it is told whether
the clause that it was written for is cited, and if not how far it came: searched, read, first, told.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

from assistant import PolicyAssistant
from assistant import Turn as Earlier
from assistant.answers import weighing
from assistant.answers.case import Case, Weight
from assistant.language.text import fold
from assistant.settings import load_settings
from training.material import Example, read_clauses, read_examples

STEPS = (
    "told",
    "shown only",
    "first, not told",
    "read, not first",
    "found, not read",
    "not found",
    "not searched",
)
_UNTIL_READ = 60.0  # seconds for the clauses of a question

Weighed = tuple[Case, dict[str, Weight]]


def step_of(example: Example, citations: Sequence[str], outcome: str, weighed: Sequence[Weighed]) -> str:
    """How far the clause of a question came, one of `STEPS`: in the weighing that brought it furthest."""
    if any(_same(example, quote) for quote in citations):
        return "told" if outcome in ("answered", "partly") else "shown only"
    return min((_step_in(example, *one) for one in weighed), key=STEPS.index, default="not searched")


def _step_in(example: Example, case: Case, weights: dict[str, Weight]) -> str:
    own = [e.chunk.id for e in case.found.within(case.asked) if _same(example, e.chunk.text)]
    if not own:
        return "not found"
    read = [chunk for chunk in own if chunk in weights]
    if not read:
        return "found, not read"
    best = max(weights, key=lambda chunk: weights[chunk])
    return "first, not told" if best in read else "read, not first"


def _same(example: Example, text: str) -> bool:
    """Whether a text is that of the clause, or a part of it, or the other way round: versions cut documents otherwise."""
    own, other = (
        " ".join(fold(words.replace("*", "")).split()) for words in (example.clause.passage.text, text)
    )
    return own in other or other in own


@contextmanager
def _recorded() -> Iterator[list[Weighed]]:
    weighed, original = list[Weighed](), weighing._weighed

    def recording(case: Case, read: Any) -> dict[str, Weight]:
        weights = original(case, read)
        weighed.append((case, weights))
        return weights

    with mock.patch.object(weighing, "_weighed", recording):
        yield weighed


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints how many questions of each kind came how far, as JSON."""
    options = _parser().parse_args(arguments)
    written = read_examples(options.material, read_clauses(options.material))
    asked = [example for example in written if example.split == "test" and example.answers]
    asked = random.Random(options.seed).sample(asked, min(options.count, len(asked)))
    steps: dict[str, Counter[str]] = defaultdict(Counter)
    settings = load_settings(corpus_dir=options.corpus, index_dir=options.index, reading_seconds=_UNTIL_READ)
    with PolicyAssistant.open(settings) as assistant, _recorded() as weighed:
        for number, example in enumerate(asked, start=1):
            history = list[Earlier]()
            for question in example.earlier:
                answer = assistant.ask(question, history=history)
                history.append(Earlier(question, answer.standalone_question or None))
            weighed.clear()
            answer = assistant.ask(example.question, history=history)
            step = step_of(example, [c.quote for c in answer.citations], answer.outcome, weighed)
            steps["all"][step] += 1
            steps[example.kind][step] += 1
            if options.show and step != "told":
                print(f"{step}: {example.question} → {answer.text[:200]!r}", file=sys.stderr)
            if number % 20 == 0:
                print(f"asked {number} of {len(asked)}, told {steps['all']['told']}", file=sys.stderr)
    told = {kind: {step: steps[kind][step] for step in STEPS if steps[kind][step]} for kind in sorted(steps)}
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.lost", description="Tells at which step the clauses that answer get lost."
    )
    parser.add_argument("material", type=Path, help="folder with clauses.jsonl and questions.jsonl")
    parser.add_argument("--corpus", type=Path, required=True, help="folder of the documents for measuring")
    parser.add_argument("--index", type=Path, required=True, help="folder of their index")
    parser.add_argument("--count", type=int, default=400, help="questions that are asked (400)")
    parser.add_argument(
        "--show", action="store_true", help="print every question that is not answered by its clause"
    )
    parser.add_argument("--seed", type=int, default=0)
    return parser


if __name__ == "__main__":
    main()
