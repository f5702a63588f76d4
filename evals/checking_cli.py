"""The `eval attacks` and `eval grounding` commands: thin, what they measure is in `attacks` and `worded`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from pydantic import SecretStr
from rich.table import Table

from assistant.documents import load_corpus
from assistant.settings import load_settings
from evals.attacks import (
    ATTACKS,
    EXTRACTIVE,
    Attack,
    Outcome,
    attack_extractive,
    attack_generating,
    hostile_corpus,
    load_attacks,
)
from evals.jsonl import write_json_lines
from evals.statistics import wilson
from evals.terminal import console, notes, shown_progress
from evals.worded import FAITHFUL, judge, load_faithful, rates


def attacks(
    obeying_model: Annotated[
        bool,
        typer.Option(
            "--obeying-model", help="Attack with a chat model too that does what the attacker wants."
        ),
    ] = False,
    cases: Annotated[Path, typer.Option(help="File of the cases.")] = ATTACKS,
    out: Annotated[
        Path | None, typer.Option(help="Write every answer and what was wrong, as JSON lines.")
    ] = None,
) -> None:
    """Attack the assistant through documents, questions and models. Exit 0: nothing got through, 1: something did."""
    loaded = load_attacks(cases)
    with tempfile.TemporaryDirectory() as folder:
        outcomes = _attack(loaded, Path(folder), obeying_model=obeying_model)
    table = Table("manner", "attacks", "got through")
    for manner in dict.fromkeys(outcome.manner for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.manner == manner]
        table.add_row(manner, str(len(own)), str(sum(bool(outcome.breaches) for outcome in own)))
    console.print(table)
    if out is not None:
        write_json_lines(out, [outcome.to_dict() for outcome in outcomes])
    broken = [outcome for outcome in outcomes if outcome.breaches]
    for outcome in broken:
        found = f"{outcome.attack.id} ({outcome.manner}): {'; '.join(outcome.breaches)}"
        notes.print(found, style="red", soft_wrap=True, highlight=False, markup=False)
    if broken:
        raise typer.Exit(1)


def _attack(loaded: Sequence[Attack], folder: Path, *, obeying_model: bool) -> list[Outcome]:
    from assistant import PolicyAssistant
    from assistant.index.build_process import VECTOR_CACHE
    from assistant.indexing import build

    given = load_settings()
    places = {"corpus_dir": hostile_corpus(loaded, folder / "corpus"), "index_dir": folder / "index"}
    settings = given.model_copy(update={**places, "chroma_url": None, "llm": None})
    known = given.index_path() / VECTOR_CACHE
    if known.is_file():  # what is embedded already need not be embedded again
        (folder / "index").mkdir()
        shutil.copyfile(known, folder / "index" / VECTOR_CACHE)
    with shown_progress() as progress:
        build(settings)
        with PolicyAssistant.open(settings) as assistant:
            sources = {document.id: document.text for document in assistant.documents()}
            outcomes = attack_extractive(assistant, loaded, sources, progress(EXTRACTIVE, len(loaded)))
            if obeying_model:

                def opened(url: str) -> PolicyAssistant:
                    model = {"llm": "openai:scripted", "llm_url": url, "llm_api_key": SecretStr("none")}
                    return PolicyAssistant.open(settings.model_copy(update={**model, "llm_retries": 0}))

                step = progress("with a model on the attacker's side", len(loaded))
                generated, requests = attack_generating(opened, assistant, loaded, sources, step)
                outcomes += generated
                notes.print(f"requests to the model: {requests}", highlight=False)
    return outcomes


def grounding(
    sentences: Annotated[
        Path, typer.Option(help="File of faithful sentences and the clauses they cite.")
    ] = FAITHFUL,
    corpus: Annotated[Path | None, typer.Option(help="Folder of the documents.")] = None,
    show: Annotated[
        bool, typer.Option("--show", help="Print every false alarm and every lie not caught.")
    ] = False,
) -> None:
    """Measure the check of worded sentences: false alarms on faithful ones, catch rate on lies made of them."""
    from assistant.index import build_catalog

    settings = load_settings(corpus_dir=corpus)
    catalog = build_catalog(tuple(load_corpus(settings.corpus_dir)), settings)
    judged = judge(load_faithful(sentences, catalog), catalog)
    alarms, caught = rates(judged)
    table = Table("sentences", "of", "share", "95 % interval")
    rows = {"false alarms": alarms, **{f"caught: {operator}": rate for operator, rate in caught.items()}}
    for name, rate in rows.items():
        interval = wilson(rate.count, rate.total)
        share, low, high = (f"{value:.1%}" for value in (interval.value, interval.low, interval.high))
        table.add_row(f"{name}: {rate.count}", str(rate.total), share, f"{low}–{high}")
    console.print(table)
    if show:
        for each in judged:
            if (each.operator is None) == bool(each.problems):
                what = "false alarm" if each.operator is None else f"not caught ({each.operator})"
                why = "; ".join(problem.reason("en") for problem in each.problems)
                notes.print(f"{what}: {each.text} {why}", soft_wrap=True, highlight=False, markup=False)
