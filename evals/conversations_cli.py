"""The `eval conversations` command: thin, what it does is in `conversations`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from evals.conversations import (
    FOLDER,
    Reply,
    Script,
    as_rows,
    converse,
    faulty,
    known_faults,
    load_replies,
    load_scripts,
    load_verdicts,
    rates,
)
from evals.errors import EvaluationDataError
from evals.jsonl import write_json_lines
from evals.options import Corpus, IndexFolder, opened, read_settings
from evals.terminal import console, notes, shown_progress


def conversations(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[SET]…", help="Names or paths; all where none is given.")
    ] = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    replies: Annotated[
        Path | None, typer.Option(help="Check these replies of one set; nothing is asked.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the replies and what is wrong, as JSON lines.")
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Print every turn that is not right.")] = False,
) -> None:
    """Run whole conversations. Exit 0: no turn got lost, 1: one that was right before is not."""
    paths = (
        [_path(name) for name in names]
        if names
        else sorted(path for path in FOLDER.glob("*.jsonl") if "." not in path.stem)
    )
    scripts = {path.stem: load_scripts(path) for path in paths}
    if replies is not None:
        if len(scripts) != 1:
            raise EvaluationDataError("--replies are those of one set; name it")
        held = {name: load_replies(replies) for name in scripts}
    else:
        with opened(read_settings(corpus, index)) as (assistant, _, _), shown_progress() as progress:
            held = {
                name: converse(assistant, own, progress(name, sum(len(script.turns) for script in own)))
                for name, own in scripts.items()
            }
    lost = [_reported(name, scripts[name], found, show=show) for name, found in held.items()]
    if out is not None:
        rows = [row for name in held for row in as_rows(held[name], faulty(scripts[name], held[name]))]
        write_json_lines(out, rows)
    if any(lost):
        raise typer.Exit(1)


def _path(name: str) -> Path:
    path = Path(name) if name.endswith(".jsonl") else FOLDER / f"{name}.jsonl"
    if not path.is_file():
        raise EvaluationDataError(f"there is no set of conversations {path}")
    return path


def _reported(name: str, scripts: tuple[Script, ...], replies: list[Reply], *, show: bool) -> list[str]:
    """Prints the figures of a set, and gives the turns that got lost."""
    wrong = faulty(scripts, replies)
    table = Table(name, "turns", "right", "95 % interval")
    for group, (count, rate) in rates(scripts, wrong).items():
        table.add_row(group, str(count), f"{rate.value:.1%}", f"{rate.low:.1%}–{rate.high:.1%}")
    console.print(table)
    judged = FOLDER / f"{name}.verdicts.jsonl"
    if judged.is_file():
        verdicts = load_verdicts(judged)
        counts = Counter(verdicts.values())
        said = ", ".join(f"{verdict} {count}" for verdict, count in counts.most_common())
        notes.print(f"first replies as a second person judged them: {said}", highlight=False)
    if show:
        for reply in replies:
            if reply.key in wrong:
                why = "; ".join(wrong[reply.key])
                notes.print(
                    f"{reply.key} {reply.ask}\n  {why}\n  {reply.text}", highlight=False, markup=False
                )
    lost = sorted(set(wrong) - set(known_faults().get(name, ())))
    if lost and name in known_faults():
        notes.print(f"lost: {', '.join(lost)}", style="red", highlight=False, markup=False)
        return lost
    return []
