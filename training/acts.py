"""Train the classifier of acts: `python training/acts.py [--questions FILE …] [--check] [--out assistant/questions/acts.npz]`.

It learns from `acts.toml` beside it, from the phrases of `assistant/language/vocabulary/talk.toml`, and from questions, which are
no act: those of `dev.jsonl` and `dev2.jsonl` in `evals/questions`,
and of every `--questions FILE` (JSON lines with the field "question"
and, to hold whole documents out, "clause", which begins with the document's id and "-"). The shipped weights were trained with
some seven thousand questions about public documents which are not part of this repository: without them the weights differ.

`--check` ships nothing: it learns from `acts.toml` and two thirds of the documents, and tells how many turns of `talk.toml`
it reads at each threshold, and how many of the questions of the other documents it takes for acts.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.language.text import fold
from assistant.language.vocabulary import VOCABULARY
from assistant.questions.acts import BUCKETS, QUESTION, features

HERE = Path(__file__).parent
EVALS = HERE.parent / "evals" / "questions"
OUT = HERE.parent / "assistant" / "questions" / "acts.npz"
SEED = 7
EPOCHS = 12
BATCH = 256
RATE = 0.06
DECAY = 2e-5
NEAR = 3  # times that a turn is learnt which looks like an act and is none
PAIRS = 600  # turns of two acts
TOPICS = 10  # one topic of questions in so many is learnt as a question of its own
VARIANTS = 4  # of an utterance, as others may type it
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)
HELD_OUT = 3  # one document in so many

BEFORE = [
    "dạ",
    "à",
    "ê",
    "ủa",
    "ơ",
    "ừ",
    "ok",
    "ad ơi",
    "bạn ơi",
    "này bạn",
    "thế",
    "mà",
    "nhưng",
    "vậy",
    "thôi",
    "em ơi",
    "so",
    "well",
    "ok so",
    "please",
    "hmm",
]
BEHIND = [
    "ạ",
    "nhé",
    "nha",
    "đi",
    "với",
    "bạn",
    "bạn ơi",
    "vậy",
    "thế",
    "nào",
    "được không",
    "giúp mình",
    "giúp tôi với",
    "hả",
    "nhỉ",
    "please",
    "then",
    "đó",
    "đấy",
    "mà",
    "em ơi",
]
OPENINGS = [
    "chào bạn, ",
    "xin chào, ",
    "ok, ",
    "cảm ơn, ",
    "cho hỏi ",
    "cho mình hỏi ",
    "bạn ơi ",
    "em chào anh chị, ",
    "hi, ",
    "dạ ",
    "à ",
    "thế ",
    "vậy ",
    "tôi là cán bộ xã, ",
    "mình công tác ở sở, ",
    "bạn cho biết ",
    "hay quá, ",
]
ENDINGS = [" vậy ạ?", " nhỉ", " nhé", ", cảm ơn", " hả bạn", " vậy", " thế", " ạ", " giúp mình với"]
SHORTHAND = [
    ("không", "ko"),
    ("không", "k"),
    ("được", "đc"),
    ("gì", "j"),
    ("rồi", "r"),
    ("vậy", "v"),
    ("với", "vs"),
    ("mình", "mk"),
    ("bao nhiêu", "bn"),
    ("như thế nào", "ntn"),
]

Examples: TypeAlias = list[tuple[str, str]]  # text, class


def written() -> Examples:
    """The utterances of `acts.toml`."""
    data: dict[str, str] = tomllib.loads((HERE / "acts.toml").read_text(encoding="utf-8"))
    said = [(line, act) for act, lines in data.items() for line in lines.strip().splitlines()]
    return said + (NEAR - 1) * [(line, act) for line, act in said if act == QUESTION]


@cache
def talk() -> dict[str, Any]:
    """The phrases of the product."""
    return tomllib.loads((VOCABULARY / "talk.toml").read_text(encoding="utf-8"))


def listed(acts: Iterable[str], topics: Sequence[str], draw: random.Random) -> Examples:
    """The phrases of `talk.toml` with something for each of their gaps, its turns that are an act, and those that are none."""
    fillings = {
        **talk()["stands_for"],
        "anything": topics,
        "unasked": topics,
        "number": ["12", "40", "300"],
        "figure": ["25%", "12 tỷ", "80"],
    }
    found: Examples = []
    for act in acts:
        row = talk()["acts"][act]
        for phrase in (*row["vi"], *row["en"]):
            found.append((re.sub(r"\{(\w+)\}", lambda gap: draw.choice(fillings[gap[1]]), phrase), act))
        found += [(text, act) for text in row["read"]]
    return found + NEAR * [(text, QUESTION) for row in talk()["acts"].values() for text in row["other"]]


def paired(examples: Examples, draw: random.Random) -> Examples:
    """Turns of two acts: the one that `talk.toml` ranks first, where the figure that was heard counts before where it stands."""
    rank: dict[str, float] = {act: n for n, act in enumerate(talk()["acts"])}
    rank["challenge"] = min(rank["challenge"], rank["locate"]) - 0.5
    short = [each for each in examples if each[1] != QUESTION and len(each[0].split()) < 8]
    repeats = [each for each in short if each[1] in ("repeat", "shorten")]
    made: Examples = []
    for drawn, count in ((short, PAIRS), (repeats, PAIRS // 8)):
        for _ in range(count):
            (first, one), (second, two) = draw.choice(drawn), draw.choice(drawn)
            text = first.rstrip("?!. ") + draw.choice([", ", ". ", "? ", " ", " mà ", " nhưng "]) + second
            made.append((text, min(one, two, key=rank.__getitem__)))
    return made


def topics(questions: Sequence[str], own: Examples, draw: random.Random) -> list[str]:
    """Some words of each question in a row, no more than a quarter of which are words of talk."""
    said = {word for text, act in own if act != QUESTION for word in fold(text).split()}
    found: list[str] = []
    for question in questions:
        words = question.rstrip("?!. ").split()
        size = draw.randint(1, 5)
        start = draw.randint(0, max(0, len(words) - size))
        taken = words[start : start + size]
        if sum(fold(word) in said for word in taken) * 4 <= len(taken):
            found.append(" ".join(taken))
    return found


def asked(files: Sequence[Path]) -> list[tuple[str, str]]:
    """Questions, each with the id of a document; those of `evals` with that of their set."""
    found: list[tuple[str, str]] = []
    for name in ("dev", "dev2"):
        rows = map(json.loads, (EVALS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
        found += [(turn, name) for row in rows for turn in row["turns"]]
    for file in files:
        rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        found += [(row["question"], str(row.get("clause", "")).split("-")[0]) for row in rows]
    return found


def varied(examples: Examples, draw: random.Random) -> Examples:
    """Each utterance as it is and as others may type it; questions also behind and before talk."""
    made: Examples = []
    for text, act in examples:
        made.append((text, act))
        if act == QUESTION:
            made.append((draw.choice(OPENINGS) + text, act))
            if draw.random() < 0.5:
                made.append((fold(text.rstrip("?!. ")) + draw.choice(["", *ENDINGS]), act))
            continue
        for _ in range(VARIANTS):
            other = text.lower().rstrip("?!. ")
            other = f"{draw.choice(BEFORE)} {other}" if draw.random() < 0.4 else other
            other = f"{other} {draw.choice(BEHIND)}" if draw.random() < 0.4 else other
            for word, short in SHORTHAND:
                if draw.random() < 0.3:
                    other = re.sub(rf"\b{word}\b", short, other)
            other = fold(other) if draw.random() < 0.4 else other
            made.append((other + draw.choice(["", "", "?", ".", "!"]), act))
    return made


def train(examples: Examples, classes: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The weights and biases of multinomial logistic regression, by Adam; each example's features have unit norm."""
    rng = np.random.default_rng(SEED)
    rows = [np.array(features(text)) for text, _ in examples]
    labels = np.array([classes.index(act) for _, act in examples])
    weights, biases = np.zeros((BUCKETS, len(classes)), np.float32), np.zeros(len(classes), np.float32)
    moments = [np.zeros_like(each) for each in (weights, weights, biases, biases)]
    step = 0
    for epoch in range(EPOCHS):
        rate = RATE * (1 - epoch / EPOCHS)
        order = rng.permutation(len(rows))
        for start in range(0, len(order), BATCH):
            batch, step = order[start : start + BATCH], step + 1
            dense = np.zeros((len(batch), BUCKETS), np.float32)
            for n, index in enumerate(batch):
                dense[n, rows[index]] = 1 / np.sqrt(len(rows[index]))
            scores = dense @ weights + biases
            likely = np.exp(scores - scores.max(axis=1, keepdims=True))
            likely /= likely.sum(axis=1, keepdims=True)
            likely[np.arange(len(batch)), labels[batch]] -= 1
            likely /= len(batch)
            for value, slope, first, second in (
                (weights, dense.T @ likely + DECAY * weights, *moments[:2]),
                (biases, likely.sum(axis=0), *moments[2:]),
            ):
                first += 0.1 * (slope - first)
                second += 0.001 * (slope**2 - second)
                value -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights, biases


def save(
    path: Path, weights: NDArray[np.float32], biases: NDArray[np.float32], classes: Sequence[str]
) -> None:
    """Store weights in 8 bits with a scale for each class."""
    scales = (np.abs(weights).max(axis=0) / 127).astype(np.float32)
    stored = np.round(weights / scales).astype(np.int8)
    np.savez_compressed(
        path, weights=stored, scales=scales, biases=biases.astype(np.float32), classes=np.array(classes)
    )


def read(
    texts: Sequence[str], weights: NDArray[np.float32], biases: NDArray[np.float32]
) -> NDArray[np.float64]:
    """How likely each text is of each class: shape (texts, classes)."""
    scores = np.array([weights[f].sum(axis=0) / np.sqrt(len(f)) + biases for f in map(features, texts)])
    likely = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    shares: NDArray[np.float64] = likely / likely.sum(axis=1, keepdims=True)
    return shares


def examples(
    own: Examples, questions: Sequence[str], classes: Sequence[str], *, with_listed: bool
) -> Examples:
    """What is learnt from: utterances, those of the product too where wanted, pairs of them, questions and parts of these."""
    draw = random.Random(SEED)
    parts = topics(questions, own, draw)[::TOPICS]
    acts = [act for act in classes if act != QUESTION]
    said = own + (listed(acts, parts, draw) if with_listed else [])
    return varied([*said, *paired(said, draw), *((text, QUESTION) for text in (*questions, *parts))], draw)


def check(
    own: Examples, others: Examples, questions: Sequence[tuple[str, str]], classes: Sequence[str]
) -> None:
    """Print what is read of turns by another hand, and of questions on documents that it has not learnt from."""
    documents = sorted({document for _, document in questions})
    held = set(documents[::HELD_OUT])
    learnt = [text for text, document in questions if document not in held]
    weights, biases = train(examples(own, learnt, classes, with_listed=False), classes)
    turns = [(text, act) for text, act in others if act != QUESTION]
    unseen = [text for text, document in questions if document in held]
    none = classes.index(QUESTION)
    acts, asks = read([text for text, _ in turns], weights, biases), read(unseen, weights, biases)
    best = np.delete(acts, none, axis=1).argmax(axis=1)
    right = best == np.array([[c for c in classes if c != QUESTION].index(act) for _, act in turns])
    print(f"{len(turns)} turns of another hand, {len(unseen)} questions of {len(held)} unseen documents")
    print("threshold  acts read  of these right  questions taken for acts")
    for least in THRESHOLDS:
        told, taken = 1 - acts[:, none] >= least, 1 - asks[:, none] >= least
        print(
            f"{least:9.2f}  {told.mean():9.3f}  {right[told].mean():14.3f}  {taken.sum():5d} of {len(unseen)}"
        )
    for n in asks[:, none].argsort()[:10]:
        print(f"  {1 - asks[n, none]:.2f}  {unseen[n]}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    own, questions = written(), asked(options.questions)
    classes = sorted({act for _, act in own})
    if options.check:
        parts = topics([text for text, _ in questions], own, random.Random(SEED))
        acts = [act for act in classes if act != QUESTION]
        check(own, listed(acts, parts, random.Random(SEED)), questions, classes)
        return
    learnt = examples(own, [text for text, _ in questions], classes, with_listed=True)
    weights, biases = train(learnt, classes)
    save(options.out, weights, biases, classes)
    print(f"{len(learnt)} examples, {len(classes)} classes, {options.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
