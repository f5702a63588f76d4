"""The `eval ablate` command: thin, what it measures is in `ablating`."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from assistant.judging import constants
from assistant.settings import load_settings
from evals.ablating import CHECKS, Answers, Checks, Measured, Variation, ablate, chosen
from evals.embedding_cache import CachedEncoder, default_cache
from evals.errors import EvaluationDataError
from evals.jsonl import write_json
from evals.records import QuestionSet, merge_sets
from evals.sets import resolve_sets
from evals.terminal import console, shown_progress


def ablate_constants(
    sets: Annotated[
        str, typer.Option(help="Names or paths of question sets, separated by commas.")
    ] = "dev,dev2",
    steps: Annotated[
        str, typer.Option(help="What each constant is multiplied by, separated by commas.")
    ] = "0.75,0.9,1.1,1.25",
    only: Annotated[
        str, typer.Option(help="Groups or names of constants, separated by commas; all where none is given.")
    ] = "",
    search: Annotated[
        bool,
        typer.Option("--search", help="Search too, for constants that order hits; takes twice the time."),
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Write every change and every figure, as JSON.")] = None,
    index: Annotated[Path | None, typer.Option("--index", help="Folder of the index.")] = None,
    cache: Annotated[Path | None, typer.Option(help="Folder in which embeddings are kept.")] = None,
) -> None:
    """Multiply each constant that decides answers, and count the answers and figures that change.

    Each step asks the questions again whose answers depend on the constant.
    """
    from assistant import PolicyAssistant
    from assistant.documents import load_corpus
    from assistant.index import build_catalog, open_encoder

    names, factors = chosen(_listed(only)), [_factor(step) for step in _listed(steps)]
    started = time.perf_counter()
    settings = load_settings(index_dir=index)
    encoder = CachedEncoder(open_encoder(settings), cache or default_cache())
    loaded = resolve_sets(_listed(sets))
    found: list[Variation] = []
    figures: dict[str, float | None] = {}

    def vary(measure: Callable[[str | None], Measured], of: Sequence[str], label: str) -> None:
        with shown_progress() as progress:
            step = progress(label, 1 + len(of) * len(factors))
            for made in ablate(measure, of, factors):
                if isinstance(made, Variation):
                    found.append(made)
                else:
                    figures.update(made.figures)
                if out is not None:  # after each step: a run takes long, and what is done is kept
                    seconds = round(time.perf_counter() - started)
                    write_json(out, _rows(loaded, seconds, figures, found))
                step()

    with PolicyAssistant(settings, encoder=encoder) as assistant:
        texts = {document.id: document.text for document in assistant.documents()}
    if answering := [name for name in names if not name.startswith(CHECKS)]:
        questions = merge_sets(loaded)
        opened = partial(PolicyAssistant, settings, encoder=encoder)
        vary(Answers(opened, questions, texts, search=search), answering, "answers")
    if checking := [name for name in names if name.startswith(CHECKS)]:
        catalog = build_catalog(tuple(load_corpus(settings.corpus_dir)), settings)
        vary(Checks(catalog), checking, "sentences checked")
    _print(found, factors)


def _rows(
    sets: Sequence[QuestionSet],
    seconds: int,
    figures: Mapping[str, float | None],
    found: Sequence[Variation],
) -> dict[str, Any]:
    return {
        "sets": [{"name": each.name, "sha256": each.sha256} for each in sets],
        "seconds": seconds,
        "figures": dict(figures),
        "variations": [each.to_dict() for each in found],
    }


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _factor(step: str) -> float:
    try:
        return float(step)
    except ValueError:
        raise EvaluationDataError(f"step {step!r} is no number", hint="such as 0.9,1.1") from None


def _print(found: Sequence[Variation], factors: Sequence[float]) -> None:
    """A row for each constant: how many outcomes each step changed."""
    table = Table("constant", "value", *(f"×{factor:g}" for factor in factors), "until")
    for name in dict.fromkeys(each.name for each in found):
        own = [each for each in found if each.name == name]
        constant = constants()[name]
        table.add_row(
            name,
            f"{constant.value:g}",
            *(f"{len(each.changed)} of {each.total}" for each in own),
            constant.until or "",
        )
    console.print(table)
