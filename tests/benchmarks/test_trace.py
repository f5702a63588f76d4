from __future__ import annotations

import json

import pytest

from assistant import PolicyAssistant
from assistant.documents.tables import table_cells
from assistant.language.places import find_places
from assistant.settings import Settings
from benchmarks.trace import main, trace, traced


def test_tools_are_entered_and_no_trunk() -> None:
    way = trace(lambda: find_places("các xã của Lào Cai"))
    assert way.definitions[0] == "language/places.py:find_places"
    assert (way.files, way.trunk, way.encoder_calls) == ((), (), 0)


def test_what_runs_again_and_again_is_no_trunk() -> None:
    def often() -> None:
        for _ in range(11):
            table_cells("| Sở Y tế | Chủ trì |")

    once = trace(lambda: table_cells("| Sở Y tế | Chủ trì |"))
    assert once.trunk == ("documents/tables.py:table_cells",)
    assert once.files == ("documents/tables.py",)
    assert trace(often).trunk == ()


def test_a_search_passes_the_encoder(assistant: PolicyAssistant) -> None:
    way = traced(assistant, "Bao nhiêu phần trăm lao động được đào tạo nghề ở Cần Thơ?")
    assert way.encoder_calls == 1
    assert way.trunk[:2] == ("assistant.py:PolicyAssistant.ask", "assistant.py:PolicyAssistant.stream")
    assert "index/encoders.py:BuiltInEncoder.embed_queries" in way.trunk


def test_only_what_looks_something_up_calls_the_encoder(
    corpus_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(corpus_settings.index_path()))
    main(["--json"])
    ways = json.loads(capsys.readouterr().out)
    assert {kind: way["encoder_calls"] for kind, way in ways.items()} == {
        "value": 1, "address": 0, "list": 0, "duties": 0, "register": 0, "deadlines": 0, "comparison": 0, "who": 1,
        "absence": 1, "talk": 0,
    }  # fmt: skip


def test_questions_that_are_typed_are_traced(
    corpus_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(corpus_settings.index_path()))
    main(["Cảm ơn bạn"])
    first, *trunk = capsys.readouterr().out.splitlines()
    assert first.startswith("Cảm ơn bạn: ")
    assert trunk[:2] == ["  assistant.py:PolicyAssistant.ask", "  assistant.py:PolicyAssistant.stream"]
