"""Prints which way questions take through the package: the definitions and files that they enter, and the trunk.

Run as `python -m benchmarks.trace [QUESTION]… [--json]`; without questions those of `evals/data/traced.toml` are asked.

The trunk is what a reader opens to follow one question: the definitions below which lies a tenth of its calls, and
those above a call of the encoder; but for the tools in `language/`, and for what runs again for each hit or row. Calls
inside the encoder do not count. Each question is asked once before it is traced, so that what is read once for a process
(vocabulary, prompts) is there. Comprehensions and lambdas belong to the definition that they stand in.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from inspect import CO_GENERATOR
from pathlib import Path
from types import CodeType, FrameType

from assistant import PolicyAssistant
from assistant.settings import PACKAGE, load_settings

QUESTIONS = Path(__file__).parents[1] / "evals" / "data" / "traced.toml"
TRUNK_SHARE = 0.1  # of a question's calls
MOST_ENTRIES = 10  # of a definition of the trunk; more are those of a loop
ENCODING = "embed_queries"  # the method of every encoder
TOOLS = "language/"
ANOTHER = "kế hoạch"  # a text that is searched for between two questions


@dataclass(frozen=True, slots=True)
class Trace:
    """The way of one question. A definition is `file:qualified name`, the file as seen from the package's folder."""

    definitions: tuple[str, ...]  # in the order in which they were first called
    trunk: tuple[str, ...]  # in the same order
    encoder_calls: int

    @property
    def files(self) -> tuple[str, ...]:
        """The files that were entered, but for the tools."""
        return _files(self.definitions)

    @property
    def trunk_files(self) -> tuple[str, ...]:
        """The files of the trunk."""
        return _files(self.trunk)


def _files(definitions: Iterable[str]) -> tuple[str, ...]:
    files = dict.fromkeys(definition.partition(":")[0] for definition in definitions)
    return tuple(file for file in files if not file.startswith(TOOLS))


def trace(call: Callable[[], object]) -> Trace:
    """What a call enters, in its own thread."""
    names: dict[CodeType, str] = {}
    stack: list[CodeType] = []
    entered: Counter[str] = Counter()
    below: Counter[str] = Counter()  # calls: the definition's own and those below it
    above_encoder: set[str] = set()
    encoder_calls = encoding = 0

    def observe(frame: FrameType, event: str, _: object) -> None:
        nonlocal encoder_calls, encoding
        code = frame.f_code
        if event == "call":
            name = names.setdefault(code, _definition(code))
            stack.append(code)
            if not code.co_flags & CO_GENERATOR:  # it is entered again for each thing that it yields
                entered[name] += 1
            if not encoding and name:
                below.update({names[each] for each in stack})
            if code.co_name == ENCODING:
                encoder_calls += 1
                encoding += 1
                above_encoder.update(names[each] for each in stack)
        elif event == "return" and stack:
            encoding -= stack.pop().co_name == ENCODING

    sys.setprofile(observe)
    try:
        call()
    finally:
        sys.setprofile(None)
    definitions = tuple(dict.fromkeys(name for name in names.values() if name))
    total = max(below.values(), default=0)
    trunk = (
        name
        for name in definitions
        if (below[name] >= TRUNK_SHARE * total or name in above_encoder)
        and entered[name] <= MOST_ENTRIES
        and not name.startswith(TOOLS)
    )
    return Trace(definitions, tuple(trunk), encoder_calls)


def _definition(code: CodeType) -> str:
    """file:qualified name; nothing for the code of others and for what belongs to another definition."""
    file = Path(code.co_filename)
    if code.co_name.startswith("<") or not file.is_relative_to(PACKAGE):
        return ""
    return f"{file.relative_to(PACKAGE).as_posix()}:{code.co_qualname}"


def traced(assistant: PolicyAssistant, question: str) -> Trace:
    """The way of a question, all that is read once being there."""
    assistant.ask(question)
    assistant.search(ANOTHER)  # the vector of the last text is kept
    return trace(lambda: assistant.ask(question))


def main(arguments: Sequence[str] | None = None) -> None:
    """Traces, and prints the figures."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.trace", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("questions", metavar="QUESTION", nargs="*", help="asked instead of those of the file")
    parser.add_argument("--json", action="store_true", help="print definitions, trunk and files as JSON")
    options = parser.parse_args(arguments)
    known = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    asked = {question: question for question in options.questions} or known
    with PolicyAssistant.open(load_settings()) as assistant:
        traces = {name: traced(assistant, question) for name, question in asked.items()}
    if options.json:
        rows = {
            name: asdict(way) | {"files": way.files, "trunk_files": way.trunk_files}
            for name, way in traces.items()
        }
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for name, way in traces.items():
        print(
            f"{name}: {len(way.definitions)} definitions; {len(way.files)} files outside language/; "
            f"{way.encoder_calls} encoder calls; trunk of {len(way.trunk)} in {len(way.trunk_files)} files:"
        )
        for definition in way.trunk:
            print(f"  {definition}")


if __name__ == "__main__":
    main()
