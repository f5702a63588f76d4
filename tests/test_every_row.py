"""Every row of the registers asked about: no answer is empty, coverage is what is shown, every citation resolves.

The project's own corpus always; any other folder with `--documents DIR`, as often as wanted.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.answers import read_markers
from assistant.indexing import build
from assistant.messages.answers import PHRASES
from assistant.settings import Settings
from assistant.types import Answer, Document

_SHOWN = 20  # faults that a failure prints
_LEFT_OUT = tuple(phrase.partition("{")[0] for phrase in PHRASES["left_out"])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    folders = ["corpus", *metafunc.config.getoption("--documents")]
    metafunc.parametrize("documents", folders, indirect=True, scope="module")


@pytest.fixture(scope="module")
def documents(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PolicyAssistant]:
    if request.param == "corpus":
        yield request.getfixturevalue("assistant")
        return
    settings = Settings(
        corpus_dir=Path(request.param).resolve(), index_dir=tmp_path_factory.mktemp("asked") / "index"
    )
    build(settings)
    with PolicyAssistant.open(settings) as opened:
        yield opened


def questions(assistant: PolicyAssistant) -> list[tuple[str, str]]:
    """(document id, question) for each target, each duty, each body, and the registers as a whole."""
    asked = []
    for target in assistant.targets():
        when = f" năm {target.period}" if str(target.period or "").isdigit() else ""
        asked.append((target.document_id, f"{target.indicator}{when} là bao nhiêu?"))
    for duty in assistant.responsibilities():
        asked.append((duty.document_id, f"Cơ quan nào {duty.role} {duty.task}?"))
        asked.append((duty.document_id, f"{duty.agency_name} có những nhiệm vụ gì?"))
    for document in assistant.documents():
        asked += [(document.id, "Có bao nhiêu chỉ tiêu?"), (document.id, "Liệt kê các nhiệm vụ có thời hạn")]
    limit = assistant.settings.question_characters
    return list(dict.fromkeys((name, question[:limit]) for name, question in asked))


def faults(answer: Answer, documents: dict[str, Document], clauses: set[tuple[str, str]]) -> Iterator[str]:
    """What no answer may be."""
    if not answer.text.strip():
        yield "empty"
    lines = answer.text.split("\n")
    headings = 2 * sum(line.startswith("| ---") for line in lines)
    listed = sum(line.startswith(("- ", "| ")) for line in lines) - headings
    if answer.coverage and answer.coverage.shown != listed:
        yield f"says that it shows {answer.coverage.shown}, and shows {listed}"
    if any(warning.startswith(_LEFT_OUT) for warning in answer.warnings):
        yield f"left lines out: {answer.warnings}"
    if list(dict.fromkeys(read_markers(answer.text))) != [c.number for c in answer.citations]:
        yield "markers and citations differ"
    for citation in answer.citations:
        quoted = documents[citation.document_id].text[citation.start : citation.end]
        clause = (citation.document_id, citation.url.partition("#")[2])
        if not quoted or quoted != citation.quote or clause not in clauses:
            yield f"[{citation.number}] does not resolve"


def test_every_row_of_the_registers_has_an_answer_that_holds(documents: PolicyAssistant):
    known = {document.id: document for document in documents.documents()}
    clauses = {(section.document_id, section.id) for name in known for section in documents.sections(name)}
    asked = questions(documents)
    found = [
        f"{name}: {question[:120]} → {fault}"
        for name, question in asked
        for fault in faults(documents.ask(question, documents=[name]), known, clauses)
    ]
    shown = "\n".join(found[:_SHOWN])
    assert not found, f"{len(found)} faults in {len(asked)} questions:\n{shown}"
