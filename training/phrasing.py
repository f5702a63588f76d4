"""Count how questions are worded: `python -m training.phrasing [--check] [--out assistant/language/phrasing.npz]`.

It reads `questions.jsonl` beside it, those that were typed with diacritics. `--check` writes nothing: it counts the questions of
the documents for training alone, takes the diacritics from those of the documents for measuring, has them given back, and
tells how many words and how many whole questions come back as they were, with these counts and without.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.language.diacritics import Restorer, is_syllable
from assistant.language.phrasing import Phrasing, save_phrasing, tokens
from assistant.language.text import clean, fold, has_diacritics, place_tones
from training.material import split_of

HERE = Path(__file__).parent
QUESTIONS = HERE / "questions.jsonl"
CORPUS = HERE.parent / "corpus"
EVALS = [HERE.parent / "evals" / "questions" / f"{name}.jsonl" for name in ("dev", "dev2")]
OUT = HERE.parent / "assistant" / "language" / "phrasing.npz"
SEED = 7
LEAST_TRIPLES = 2
LEAST_FOREIGN = (
    5  # documents whose questions must have a word that is no Vietnamese syllable: others are slips
)
LEAST_ACCENTED = 0.3  # share of the words of a question that was typed with diacritics
MEASURED = 1000  # questions


def typed_with_diacritics(question: str) -> bool:
    """Whether a question was typed with diacritics throughout, so that it tells how words are spelled."""
    said = [token for token in tokens(question) if not token.isdigit()]
    return bool(said) and sum(map(has_diacritics, said)) >= LEAST_ACCENTED * len(said)


def count_phrasing(questions: Sequence[tuple[str, str]]) -> Phrasing:
    """The counts of questions, each with the name of its document."""
    said: list[list[str]] = []
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for document, question in questions:
        if typed_with_diacritics(question):
            said.append(tokens(place_tones(clean(question))))
            for token in said[-1]:
                documents[token].add(document)
    known = [word for word, having in documents.items() if is_syllable(word) or len(having) >= LEAST_FOREIGN]
    return Phrasing.count(said, known, least=LEAST_TRIPLES)


def measure(questions: Sequence[str], restore: Callable[[str], str]) -> tuple[float, float]:
    """The shares of words and of whole questions that come back as they were typed."""
    counts: Counter[str] = Counter()
    for question in questions:
        typed = place_tones(clean(question))
        meant, given = tokens(typed), tokens(restore(fold(typed)))
        same = sum(a == b for a, b in zip(meant, given, strict=False))
        counts += Counter(words=len(meant), right=same, whole=meant == given)
    return counts["right"] / counts["words"], counts["whole"] / len(questions)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true", help="measure on the documents that were not counted")
    options = parser.parse_args()
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    asked = [(row["document"], row["question"]) for row in rows]
    if not options.check:
        save_phrasing(count_phrasing(asked), options.out)
        return
    counted = count_phrasing([(d, q) for d, q in asked if split_of(d) == "train"])
    unseen = [q for d, q in asked if split_of(d) == "test" and typed_with_diacritics(q)]
    sets = {"held out": random.Random(SEED).sample(unseen, MEASURED)}
    for path in EVALS:
        turns = [
            t for line in path.read_text(encoding="utf-8").splitlines() for t in json.loads(line)["turns"]
        ]
        sets[path.stem] = [turn for turn in turns if typed_with_diacritics(turn)]
    corpus = [path.read_text(encoding="utf-8") for path in sorted(CORPUS.rglob("*.md"))]
    for name, phrasing in (("without", Phrasing.count([], [], least=1)), ("with", counted)):
        restorer = Restorer.learn(corpus, phrasing)
        for which, questions in sets.items():
            words, whole = measure(questions, restorer.restore)
            print(
                f"{name}, {which}, {len(questions)} questions: words {words:.1%}, whole questions {whole:.1%}"
            )


if __name__ == "__main__":
    main()
