"""The golden file: all that a change of the inside must leave as it is, to be compared byte by byte.

`python -m evals.golden NEW [FOLDER]… [--against OLD]` writes the answers to three question sets, and the clauses and
registers of the indexed corpus and of further folders, a JSON object a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant import PolicyAssistant
from assistant.documents import load_corpus
from assistant.errors import AssistantError
from assistant.index import build_catalog
from assistant.settings import Settings, load_settings
from evals.asking import AsDictionary, ask_all
from evals.jsonl import write_json_lines
from evals.sets import resolve_sets
from evals.terminal import notes

SETS = ("dev", "dev2", "smoke")
CHANGING = ("index_id", "settings_id", "as_of")  # they tell versions and days apart
SHOWN = 5  # lines that differ


def answer_rows(assistant: PolicyAssistant) -> Iterator[dict[str, Any]]:
    """The answer to every question of the sets; the place of its hits for each that can be answered."""
    for question_set in resolve_sets(SETS):
        asked = ask_all(assistant, question_set.questions)
        for answer in asked.answers:
            kept = {name: value for name, value in answer.items() if name not in CHANGING}
            yield {"part": "answer", "of": question_set.name} | kept
        for hits in asked.hits:
            yield {"part": "hits", "of": question_set.name} | hits


def register_rows(folder: Path, settings: Settings) -> Iterator[dict[str, Any]]:
    """The documents of a folder with their clauses and both registers; needs no index."""
    catalog = build_catalog(load_corpus(folder), settings)
    parts: Mapping[str, Sequence[AsDictionary]] = {
        "document": catalog.documents,
        "section": catalog.sections,
        "target": catalog.targets,
        "responsibility": catalog.responsibilities,
    }
    for part, rows in parts.items():
        for row in rows:
            yield {"part": part, "of": folder.name} | row.to_dict()


def differences(new: Path, old: Path) -> list[str]:
    """The lines that differ, each with its number and both forms."""
    lines = (path.read_text(encoding="utf-8").split("\n") for path in (new, old))
    return [
        f"line {number}:\n- {before}\n+ {after}"
        for number, (after, before) in enumerate(zip_longest(*lines, fillvalue=""), start=1)
        if after != before
    ]


def write(
    new: Annotated[Path, typer.Argument(help="The file to write.")],
    folders: Annotated[list[Path] | None, typer.Argument(help="Further folders of documents.")] = None,
    against: Annotated[
        Path | None, typer.Option(help="An earlier file; exit code 1 where it differs.")
    ] = None,
) -> None:
    """Write the golden file of this version, and compare it with that of an earlier one."""
    settings = load_settings()
    with PolicyAssistant.open(settings) as assistant:
        rows = list(answer_rows(assistant))
    for folder in (settings.corpus_dir, *(folders or ())):
        rows += register_rows(folder, settings)
    write_json_lines(new, rows)
    changed = differences(new, against) if against else []
    for shown in changed[:SHOWN]:
        notes.print(shown, markup=False, highlight=False, soft_wrap=True)
    notes.print(f"{len(rows)} lines written, {len(changed)} of them changed", markup=False, highlight=False)
    raise typer.Exit(1 if changed else 0)


def main() -> None:
    """Run the command; an expected failure is told in one line."""
    try:
        typer.run(write)
    except AssistantError as error:
        notes.print(f"error: {error.message}", markup=False, highlight=False)
        raise SystemExit(error.exit_status) from None


if __name__ == "__main__":
    main()
