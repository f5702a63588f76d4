"""What the terminal shows: answers and tables on standard output, progress and errors on standard error."""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from assistant.messages import MESSAGES, Language, say
from assistant.types import Answer, CheckedSentence, Document, Done, Event, Hit, Section

if TYPE_CHECKING:
    from rich.console import Console

Progress = Callable[[str, int, int], None]
LINE_SECONDS = 60.0  # between two lines on the progress of a stage, where there is no terminal
_PIPED_WIDTH = 160  # columns, where no terminal says how wide it is
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_SURROGATES = re.compile("[\ud800-\udfff]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def use_utf8() -> None:
    """Makes the standard streams UTF-8 in every locale; what has no UTF-8 is escaped, in JSON's way."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="replace" if stream is sys.stdin else "backslashreplace"
            )


def typed_text(argument: str) -> str:
    """A command-line argument as text: bytes that were no UTF-8 become replacement characters."""
    return _SURROGATES.sub("\ufffd", argument)


def printable(text: str) -> str:
    """The text without characters that steer a terminal."""
    return _CONTROLS.sub("", text)


def print_json(value: Any, *, indent: int | None = 2) -> None:
    """Writes a value as JSON and nothing else."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


def print_error(message: str, hint: str = "") -> None:
    """One line of what is wrong, one of what to do."""
    tell("error", message=message)
    if hint:
        tell("hint", hint=hint)


def terminal_language() -> Language:
    """The language of notes and errors: that of `ASSISTANT_LANGUAGE`, or else Vietnamese in a Vietnamese locale alone."""
    names = ("ASSISTANT_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next(filter(None, map(os.environ.get, names)), "")
    return "vi" if chosen.lower().startswith("vi") else "en"


def told(key: str, **values: object) -> str:
    """A sentence of the commands in that language."""
    return say(f"terminal_{key}", terminal_language(), **values)


def tell(key: str, **values: object) -> None:
    """The same as a note."""
    note(told(key, **values))


def print_failure(code: str, message: str, hint: str) -> None:
    """An error of the assistant; its own words are English, so others get what its code says before them."""
    if terminal_language() == "en":
        print_error(message, hint)
        return
    key = f"error_{code}" if f"terminal_error_{code}" in MESSAGES else "error_error"
    print_error(f"{told(key, program='policy-assistant')} ({message})", hint)


def note(line: str) -> None:
    """A line for the person at the terminal, on standard error."""
    print(printable(line), file=sys.stderr, flush=True)


def open_console() -> Console:
    """Standard output; colours and wrapping only in a terminal."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _PIPED_WIDTH
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)


def print_events(events: Iterable[Event], titles: Mapping[str, str], *, quotes: bool = True) -> Answer:
    """A running answer: each sentence as it comes, then notes and sources: number, document, address, quote."""
    for event in events:
        if isinstance(event, CheckedSentence):
            _print_text(event.text)
            sys.stdout.flush()
        elif isinstance(event, Done):
            print()
            _print_rest(event.answer, titles, quotes=quotes)
            return event.answer
    raise AssertionError("an answer ends with Done")


def _print_text(written: str) -> None:
    from rich.text import Text

    text = Text()
    for position, part in enumerate(_BOLD.split(printable(written))):
        text.append(part, "bold" if position % 2 else None)
    text.highlight_regex(r"\[\d+\]", "cyan")
    open_console().print(text, soft_wrap=True, end="")


def _print_rest(answer: Answer, titles: Mapping[str, str], *, quotes: bool) -> None:
    from rich.text import Text

    console = open_console()
    for warning in answer.warnings:
        console.print(Text(f"{say('note', answer.language)}: {printable(warning)}", "yellow"), soft_wrap=True)
    if answer.citations:
        console.print()
        console.print(Text(say("sources", answer.language), "bold"))
        print_sources(answer, titles, quotes=quotes)


def print_sources(answer: Answer, titles: Mapping[str, str], *, quotes: bool) -> None:
    """The numbered sources of an answer."""
    from rich.text import Text

    console = open_console()
    for citation in answer.citations:
        title = titles.get(citation.document_id, citation.document_title)
        line = Text(f"[{citation.number}]", "cyan")
        line.append(f" {printable(title)}, {printable(citation.address)}", "default")
        if citation.tier == "press":
            line.append(f" ({say('press_digest', answer.language)})", "magenta")
        console.print(line, soft_wrap=True)
        if quotes:
            for quoted in filter(str.strip, printable(citation.quote).splitlines()):
                console.print(Text(f"    {quoted}", "dim"), soft_wrap=True)


def print_hits(hits: Iterable[Hit], titles: Mapping[str, str]) -> None:
    """Found clauses, best first."""
    from rich.text import Text

    console = open_console()
    for hit in hits:
        chunk = hit.chunk
        title = titles.get(chunk.document_id, chunk.document_id)
        head = f"{hit.rank:>3}  {hit.score:6.2f}  {printable(title)}, {printable(str(chunk.address))}"
        console.print(Text(head, "bold"), soft_wrap=True)
        console.print(Text(f"             {' '.join(printable(chunk.text).split())}"), soft_wrap=True)


def print_sections(document: Document, sections: Sequence[Section]) -> None:
    """The clause tree, two spaces a level."""
    from rich.text import Text

    console = open_console()
    depths: dict[str | None, int] = {None: 0}
    console.print(Text(printable(document.title), "bold"), soft_wrap=True)
    for section in sections:
        depths[section.id] = depths.get(section.parent, 0) + 1
        words = " ".join(printable(section.text).split())
        indent = "  " * (depths[section.id] - 1)
        line = Text.assemble(indent, (f"{printable(str(section.address))}: ", "cyan"), words)
        console.print(line, no_wrap=True, overflow="ellipsis")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table; None is shown as a dash."""
    from rich.table import Table
    from rich.text import Text

    table = Table(*columns, header_style="bold")
    for row in rows:
        table.add_row(*(Text("–" if cell is None else printable(str(cell))) for cell in row))
    open_console().print(table)


@contextmanager
def show_progress(names: Mapping[str, str]) -> Iterator[Progress]:
    """A callback for (stage, done, total): bars with rate and remaining time in a terminal, a line a minute elsewhere."""
    if not sys.stderr.isatty():
        yield _print_lines(names)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(names.get(stage, stage), total=total, rate="")
            speed = bars.tasks[tasks[stage]].speed
            bars.update(tasks[stage], completed=done, total=total, rate=f"{speed:,.1f}/s" if speed else "")

        yield report


def _print_lines(names: Mapping[str, str]) -> Progress:
    """A line when a minute of a stage has passed, with what is left, and one at its end."""
    begun: dict[str, float] = {}
    printed: dict[str, float] = {}

    def report(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        started = begun.setdefault(stage, now)
        if done < total and now - printed.setdefault(stage, started) < LINE_SECONDS:
            return
        printed[stage] = now
        line = f"{names.get(stage, stage)}: {done:,}/{total:,}"
        if 0 < done < total and now > started:
            rate = done / (now - started)
            line += f", {rate:,.1f}/s, {told('left', time=_duration((total - done) / rate))}"
        note(line)

    return report


def _duration(seconds: float) -> str:
    """A time as people say it: "40 s", "12 min", "2 h 05 min"."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 1:
        return f"{rest} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min"
