"""The `eval` commands: thin, everything they do is a function of another module."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from assistant.documents import load_corpus
from assistant.settings import Settings, load_settings
from evals.ablating_cli import ablate_constants
from evals.asking import Askable, SourceDocument
from evals.checking_cli import attacks, grounding
from evals.conversations_cli import conversations
from evals.embedding_cache import CachedEncoder, default_cache
from evals.freezing import freeze as freeze_set
from evals.gate import compare_runs, gate_problems
from evals.html_report import as_html
from evals.jsonl import write_text
from evals.options import (
    Cache,
    Corpus,
    GoldFolder,
    IndexFolder,
    ReportFormat,
    ReportLanguage,
    RunFolder,
    Sets,
    opened,
    read_settings,
    source_texts,
)
from evals.records import Question, check_against_documents
from evals.register_fields import Row
from evals.register_gold import GOLD_FOLDER, check_gold, load_gold
from evals.registers import score_register
from evals.reporting import (
    as_json,
    as_junit,
    as_markdown,
    open_report,
    update_readme,
)
from evals.resuming import ResumedAssistant
from evals.running import make_run, run_name
from evals.runs import QUESTIONS, load_run, load_scores, score_run
from evals.sets import QUESTIONS_FOLDER, check_sets, resolve_sets
from evals.terminal import (
    console,
    notes,
    print_comparison,
    print_register,
    print_summary,
    shown_progress,
)

BASELINE_RUN = Path(__file__).parent / "baseline"  # the smoke set, for the gate
SCORECARD_RUN = Path(__file__).parent / "scorecard"  # the frozen test set with all baselines, for the README
RUNS = Path("evals/runs")

app = typer.Typer(
    help="Measure how good the answers are: question sets, runs, reports, the gate.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)


@app.command()
def validate(sets: Sets = None, corpus: Corpus = None, gold: GoldFolder = None) -> None:
    """Check question sets: format, ids, quotes, locks, and that dev and test share no clause.

    With --gold, or where no set is named, check the gold registers too.
    """
    loaded = resolve_sets(sets or [])
    texts = source_texts(load_corpus(read_settings(corpus, None).corpus_dir))
    warnings = check_sets(loaded, texts)
    registers = load_gold(gold or GOLD_FOLDER) if gold or not sets else ()
    for register in registers:
        check_gold(register, texts)
    for warning in warnings:
        notes.print(f"warning: {escape(warning)}", soft_wrap=True, highlight=False)
    table = Table("set", "questions", "answerable", "unanswerable", "multi-turn", "English")
    for each in loaded:
        questions = each.questions
        counts = (
            len(questions),
            sum(question.answerable for question in questions),
            sum(not question.answerable for question in questions),
            sum(len(question.turns) > 1 for question in questions),
            sum(question.language == "en" for question in questions),
        )
        table.add_row(each.name, *map(str, counts))
    console.print(table)
    if registers:
        table = Table("gold register", "rows", "documents")
        for register in registers:
            table.add_row(register.name, str(len(register.rows)), ", ".join(sorted(register.documents)))
        console.print(table)


@app.command()
def run(
    sets: Sets = None,
    baselines: Annotated[bool, typer.Option("--baselines", help="Ask the five baselines too.")] = False,
    robustness: Annotated[
        bool, typer.Option("--robustness", help="Ask again without diacritics, in lower case, with typos …")
    ] = False,
    answers: Annotated[
        Path | None, typer.Option(help="Score the answers of this `batch` output instead of asking.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The run folder; by default named after what produced it.")
    ] = None,
    resume: Annotated[
        Path | None,
        typer.Option(
            help="Keep each answer in this file as it comes, and ask only what it does not hold yet."
        ),
    ] = None,
    corpus: Corpus = None,
    index: IndexFolder = None,
    cache: Cache = None,
) -> None:
    """Ask every question, score the answers, write a run folder with its report."""
    folder = _make_run(
        sets or [], out, read_settings(corpus, index), cache, baselines, robustness, answers, resume
    )
    print_summary(load_run(folder))


def _make_run(
    names: Sequence[str],
    out: Path | None,
    settings: Settings,
    cache: Path | None = None,
    baselines: bool = False,
    robustness: bool = False,
    answers: Path | None = None,
    resume: Path | None = None,
) -> Path:
    loaded = resolve_sets(names)
    with opened(settings) as (assistant, documents, open_ms), shown_progress() as progress:
        for warning in check_sets(loaded, source_texts(documents)):
            notes.print(f"warning: {escape(warning)}", soft_wrap=True, highlight=False)
        folder = out or RUNS / run_name(loaded, "given" if answers else settings.settings_id())

        def opened_baselines(questions: Sequence[Question]) -> Mapping[str, Askable]:
            return _open_baselines(assistant, documents, settings, cache, questions, progress)

        make_run(
            folder,
            loaded,
            documents,
            ResumedAssistant(assistant, resume, settings.settings_id()) if resume else assistant,
            settings={"system": str(answers) if answers else "policy-assistant", **_recorded(settings)},
            baselines=opened_baselines if baselines else None,
            robustness=robustness,
            answers_file=answers,
            open_ms=open_ms,
            progress=progress,
        )
    made = load_run(folder)
    write_text(folder / "report.html", as_html(open_report(made, "vi")))
    write_text(folder / "report.md", as_markdown(open_report(made, "en")))
    return folder


def _recorded(settings: Settings) -> dict[str, Any]:
    kept = settings.model_dump(
        mode="json",
        exclude={"corpus_dir", "index_dir", "prompts_dir", "encoder_api_key", "llm_api_key", "llm_url"},
    )
    return {"settings_id": settings.settings_id(), "settings": kept}


def _open_baselines(
    assistant: Askable,
    documents: Sequence[SourceDocument],
    settings: Settings,
    cache: Path | None,
    questions: Sequence[Question],
    progress: Callable[[str, int], Callable[[], None]],
) -> Mapping[str, Askable]:
    from assistant.index import open_encoder
    from evals.baselines import open_baselines, paragraphs, tutorial_chunks

    last_turns = [question.turns[-1] for question in questions]
    total = len(paragraphs(documents)) + len(tutorial_chunks(documents)) + len(set(last_turns))
    step = progress("embeddings for the baselines", total)
    encoder = CachedEncoder(open_encoder(settings), cache or default_cache(), _repeat(step))
    return open_baselines(assistant, documents, encoder, last_turns)


def _repeat(step: Callable[[], None]) -> Callable[[int], None]:
    def advance(count: int) -> None:
        for _ in range(count):
            step()

    return advance


@app.command()
def score(run: RunFolder) -> None:
    """Score the answers of a run again; nothing is asked."""
    loaded = load_run(run)
    score_run(loaded)
    print_summary(loaded)


@app.command()
def report(
    run: RunFolder,
    format: Annotated[ReportFormat, typer.Option(help="What to write.")] = ReportFormat.HTML,  # noqa: A002 - the option's name
    language: Annotated[
        ReportLanguage | None, typer.Option(help="By default vi for HTML, en for the rest.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The file; by default standard output, for HTML in the run.")
    ] = None,
    base_url: Annotated[
        str, typer.Option(help="Address of a running assistant, to open clauses there.")
    ] = "",
    readme: Annotated[
        Path | None, typer.Option(help="Put the figures between the markers of this file.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only say whether the README has these figures.")
    ] = False,
) -> None:
    """Report a run for managers (html), for a page of text (md) or for machines (json, junit)."""
    loaded = load_run(run)
    chosen = str(language or ("vi" if format is ReportFormat.HTML else "en"))
    if readme is not None:
        if update_readme(readme, loaded, chosen, write=not check) and check:
            notes.print(f"{readme} does not have the figures of {run}", soft_wrap=True, highlight=False)
            raise typer.Exit(1)
        return
    opened_report = open_report(loaded, chosen)
    if format is ReportFormat.HTML:
        target = out or run / "report.html"
        write_text(target, as_html(opened_report, base_url))
        console.print(str(target), soft_wrap=True, highlight=False)
        return
    writers = {ReportFormat.MD: as_markdown, ReportFormat.JSON: as_json, ReportFormat.JUNIT: as_junit}
    content = writers[format](opened_report)
    if out is None:
        typer.echo(content, nl=False)
    else:
        write_text(out, content)


@app.command()
def compare(
    run_a: Annotated[Path, typer.Argument(metavar="RUN_A", help="The run before.")],
    run_b: Annotated[Path, typer.Argument(metavar="RUN_B", help="The run after.")],
    as_object: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Compare two runs on the same questions: paired intervals, McNemar, the questions that moved."""
    after = load_run(run_b)
    comparison = compare_runs(load_run(run_a), after)
    if as_object:
        typer.echo(json.dumps(comparison.to_dict(), ensure_ascii=False, indent=1))
    else:
        print_comparison(comparison, after)


@app.command()
def gate(
    run: Annotated[
        Path | None, typer.Argument(metavar="[RUN]", help="The run to judge; asked now if not given.")
    ] = None,
    baseline: Annotated[Path, typer.Option(help="The run to compare with.")] = BASELINE_RUN,
    corpus: Corpus = None,
    index: IndexFolder = None,
) -> None:
    """Hard floors, and no regression against the baseline. Exit 0: passed, 1: failed, 2: invalid data."""
    before = load_run(baseline)
    load_scores(before)
    if run is None:
        names = [str(each["name"]) for each in before.settings["sets"]]
        packaged = all((QUESTIONS_FOLDER / f"{name}.jsonl").is_file() for name in names)
        asked = names if packaged else [str(baseline / QUESTIONS)]
        run = _make_run(asked, RUNS / "gate", read_settings(corpus, index))
    after = load_run(run)
    score_run(after)
    comparison = compare_runs(before, after)
    print_comparison(comparison, after)
    problems = gate_problems(comparison, load_scores(after))
    for problem in problems:
        notes.print(f"gate: {problem}", style="red", soft_wrap=True, highlight=False, markup=False)
    if problems:
        notes.print(f"report: {run / 'report.html'}", soft_wrap=True, highlight=False)
        raise typer.Exit(1)
    console.print("gate: passed", highlight=False)


@app.command()
def retrieval(
    beir: Annotated[Path, typer.Option(help="Folder with corpus.jsonl, queries.jsonl and qrels.tsv.")],
    as_object: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    cache: Cache = None,
) -> None:
    """Measure retrieval on a public benchmark, with and without diacritics."""
    from assistant.index import open_encoder
    from evals.beir import load_benchmark, measure

    benchmark = load_benchmark(beir)
    settings = load_settings()
    with shown_progress() as progress:
        step = progress("embeddings", len(benchmark.passages) * 2 + len(benchmark.queries) * 2)
        encoder = CachedEncoder(open_encoder(settings), cache or default_cache(), _repeat(step))
        figures = measure(benchmark, encoder, settings)
    if as_object:
        typer.echo(json.dumps(figures, indent=1))
        return
    table = Table("measure", "as typed", "without diacritics")
    for name, value in figures["no_diacritics"].items():
        table.add_row(name, f"{figures[name]:.4f}", f"{value:.4f}")
    console.print(table)


@app.command()
def registers(
    gold: GoldFolder = None,
    corpus: Corpus = None,
    index: Annotated[
        Path | None,
        typer.Option("--index", help="Measure the registers of this index, instead of extracting them now."),
    ] = None,
    floor: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Exit with 1 where a precision or a recall is below this."),
    ] = None,
    failures: Annotated[
        bool, typer.Option("--failures", help="List wrong fields too, not only missing and spurious rows.")
    ] = False,
    as_object: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure the registers of targets and responsibilities against the gold, row by row and field by field."""
    wanted = load_gold(gold or GOLD_FOLDER)
    texts, rows = _extracted(read_settings(corpus, index), stored=index is not None)
    for register in wanted:
        check_gold(register, texts)
    scores = [score_register(register, rows[register.name], texts) for register in wanted]
    problems = [] if floor is None else [problem for score in scores for problem in score.below(floor)]
    if as_object:
        shown = {"registers": {score.name: score.to_dict() for score in scores}, "below_floor": problems}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for score in scores:
            print_register(score, with_fields=failures)
    for problem in problems:
        notes.print(f"below {floor}: {problem}", style="red", soft_wrap=True, highlight=False, markup=False)
    if problems:
        raise typer.Exit(1)


def _extracted(settings: Settings, *, stored: bool) -> tuple[dict[str, str], dict[str, list[Row]]]:
    """The texts of the documents and the rows of each register, of the index or extracted now."""
    from assistant.index import build_catalog

    if stored:
        with opened(settings) as (assistant, documents, _):
            targets, responsibilities = assistant.targets(), assistant.responsibilities()
    else:
        catalog = build_catalog(tuple(load_corpus(settings.corpus_dir)), settings)
        documents, targets, responsibilities = catalog.documents, catalog.targets, catalog.responsibilities
    return source_texts(documents), {
        "targets": [row.to_dict() for row in targets],
        "responsibilities": [row.to_dict() for row in responsibilities],
    }


@app.command()
def freeze(
    question_set: Annotated[str, typer.Argument(metavar="SET", help="Name or path.")],
    corpus: Corpus = None,
) -> None:
    """Freeze a set: write the hashes of its questions and of the corpus beside it."""
    (loaded,) = resolve_sets([question_set])
    texts = source_texts(load_corpus(read_settings(corpus, None).corpus_dir))
    check_against_documents(loaded, texts)
    console.print(str(freeze_set(loaded, texts)), soft_wrap=True, highlight=False)


app.command("ablate")(ablate_constants)
app.command()(attacks)
app.command()(grounding)
app.command()(conversations)
