from __future__ import annotations

from pathlib import Path

from assistant.indexing import build
from assistant.messages.editing import EDITING_MESSAGES
from assistant.settings import Settings
from tests.editing.office import ROADS


def test_every_stage_of_a_build_has_its_words_in_both_languages(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "duong.txt").write_text(ROADS, encoding="utf-8")
    stages = set[str]()
    build(
        Settings(corpus_dir=tmp_path / "corpus", index_dir=tmp_path / "index"),
        progress=lambda stage, done, total: stages.add(stage),
    )
    assert {"read", "extract", "embed", "write"} <= stages
    for stage in stages:
        assert all(EDITING_MESSAGES[f"editing_stage_{stage}"][language] for language in ("vi", "en"))
