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
    assert (way.files_outside_language, way.trunk, way.encoder_calls) == ((), (), 0)


def test_what_runs_again_and_again_is_no_trunk() -> None:
    def often() -> None:
        for _ in range(11):
            table_cells("| Sở Y tế | Chủ trì |")

    once = trace(lambda: table_cells("| Sở Y tế | Chủ trì |"))
    assert once.trunk == ("documents/tables.py:table_cells",)
    assert once.files_outside_language == ("documents/tables.py",)
    assert trace(often).trunk == ()


def test_a_search_passes_the_encoder(assistant: PolicyAssistant) -> None:
    way = traced(assistant, "Bao nhiêu phần trăm lao động được đào tạo nghề ở Cần Thơ?")
    assert way.encoder_calls == 1
    assert way.trunk[:2] == ("assistant.py:PolicyAssistant.ask", "assistant.py:PolicyAssistant.stream")
    assert "index/encoders.py:BuiltInEncoder.embed_queries" in way.trunk


def test_the_script_prints_the_way_of_each_question(
    corpus_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX_DIR", str(corpus_settings.index_path()))
    main(["Cảm ơn bạn", "--json"])
    (row,) = json.loads(capsys.readouterr().out).values()
    assert row["encoder_calls"] == 0
    assert row["trunk"][:2] == ["assistant.py:PolicyAssistant.ask", "assistant.py:PolicyAssistant.stream"]
    main([])
    out = capsys.readouterr().out
    kinds = [line.partition(":")[0] for line in out.splitlines() if not line.startswith(" ")]
    assert kinds == [
        "value", "address", "list", "duties", "register", "deadlines", "comparison", "who", "absence", "talk",
    ]  # fmt: skip
