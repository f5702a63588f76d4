"""How many questions are answered from documents as offices have them as they are from clean text.

`python -m benchmarks.facts FOLDER QUESTIONS --work DIR [--forms text,typed,automatic,pdf,scan] [--pages N]`. FOLDER holds texts;
a line of QUESTIONS is a JSON object: `document` (a file's name without suffix), `question`, and `facts`, what an answer has to
hold, each a list of ways to say it. The texts are laid out and made files of each form, and each form is indexed and asked by
itself. Of scans the first pages are read, and what does not stand there is not asked. LibreOffice makes the files, Tesseract
reads the scans; files and indexes that are in DIR already are kept.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import PolicyAssistant
from assistant.indexing import build
from assistant.language.text import fold, tidy
from assistant.readers import ReaderProcess, page_starts, render
from assistant.settings import Settings
from benchmarks.layouts import pieces_of, text_of, to_word
from benchmarks.readers import convert
from benchmarks.scans import to_scan

FORMS = ("text", "typed", "automatic", "pdf", "scan")


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a document, and what its answer has to hold."""

    document: str
    text: str
    facts: tuple[tuple[str, ...], ...]

    def is_met(self, answer: str) -> bool:
        """Whether a text holds every fact, in one of its wordings."""
        told = _key(answer)
        return all(any(_key(way) in told for way in ways) for ways in self.facts)


def _key(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum() or character in "%,.")


def read_questions(path: Path) -> list[Question]:
    """The questions of a file."""
    rows = map(json.loads, filter(None, path.read_text(encoding="utf-8").splitlines()))
    return [Question(row["document"], row["question"], tuple(map(tuple, row["facts"]))) for row in rows]


def make(text: str, form: str, pages: int) -> tuple[str, bytes]:
    """(suffix, data) of a text as a file."""
    pieces = list(pieces_of(tidy(text)))
    if form == "text":
        return "md", text_of(pieces).encode()
    data = to_word(pieces, "automatic" if form == "automatic" else "typed")
    if form in ("typed", "automatic"):
        return "docx", convert(data, "docx")
    pdf = convert(data, "pdf")
    return "pdf", to_scan(pdf, pages=pages) if form == "scan" else pdf


def answers_of(
    form: str, folder: Path, questions: Sequence[Question], work: Path, pages: int
) -> dict[Question, str]:
    """The answers from the documents in one form, those to what does not stand in it left out."""
    corpus = work / form
    corpus.mkdir(parents=True, exist_ok=True)
    for name in sorted({question.document for question in questions}):
        if not list(corpus.glob(f"{name}.*")):
            suffix, data = make((folder / f"{name}.md").read_text(encoding="utf-8"), form, pages)
            (corpus / f"{name}.{suffix}").write_bytes(data)
    settings = Settings(
        corpus_dir=corpus, index_dir=work / f"index-{form}", additions_dir=work / f"added-{form}"
    )
    report = build(settings)
    for file in report.skipped:
        print(f"  {form}: {file}")
    if form == "scan":
        questions = [
            q for q in questions if q.is_met(_first_pages(work / "pdf" / f"{q.document}.pdf", pages))
        ]
    with PolicyAssistant.open(settings) as assistant:
        return {question: assistant.ask(question.text).text for question in questions}


def _first_pages(pdf: Path, pages: int) -> str:
    with ReaderProcess() as reader:
        reading = reader.read("pdf", pdf.read_bytes())
    rendering = render(reading)
    starts = page_starts(reading, rendering)
    return rendering.text[: starts[pages]] if len(starts) > pages else rendering.text


def main() -> None:
    """Prints for each form how many answers hold the facts, and how many of those that do from text."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.facts", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder for files and indexes")
    parser.add_argument("--forms", default=",".join(FORMS))
    parser.add_argument("--pages", type=int, default=3, help="of a scan that are read")
    options = parser.parse_args()
    questions = read_questions(options.questions)
    forms = [form for form in options.forms.split(",") if form != "text"]
    clean = answers_of("text", options.folder, questions, options.work, options.pages)
    right = [question for question in questions if question.is_met(clean[question])]
    print(f"text: {len(right)} of {len(questions)} answers hold what is asked for", flush=True)
    for question in questions:
        if question not in right:
            print(f"  not: {question.text}")
    for form in forms:
        answers = answers_of(form, options.folder, questions, options.work, options.pages)
        asked = [question for question in right if question in answers]
        kept = [question for question in asked if question.is_met(answers[question])]
        alike = sum(answers[question] == clean[question] for question in answers)
        share = len(kept) / max(1, len(asked))
        print(
            f"{form}: {len(kept)} of {len(asked)} as from text ({share:.1%}); "
            f"word for word {alike} of {len(answers)}",
            flush=True,
        )
        for question in asked:
            if question not in kept:
                print(f"  lost: {question.text}\n    {' '.join(answers[question].split())[:300]}")


if __name__ == "__main__":
    main()
