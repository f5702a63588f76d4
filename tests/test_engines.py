"""A newer index is prepared by one caller, while the others answer from the one before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

import assistant.engines
from assistant import PolicyAssistant
from assistant.errors import DependencyError
from assistant.indexing import build
from assistant.settings import Settings


def written(folder: Path, name: str) -> None:
    text = f"KẾ HOẠCH\nTrồng rừng {name}\n\nI. NHIỆM VỤ\n1. Sở Nông nghiệp và Môi trường chủ trì trồng 40 ha rừng {name}.\n"
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def test_who_does_not_prepare_it_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    settings = Settings(corpus_dir=corpus, index_dir=tmp_path / "index", additions_dir=tmp_path / "added")
    written(corpus, "dau-nguon")
    build(settings)
    preparing, go_on = Event(), Event()

    def warm(_: object) -> None:
        preparing.set()
        assert go_on.wait(60)

    with PolicyAssistant.open(settings) as opened, ThreadPoolExecutor(1) as pool:
        written(corpus, "ven-bien")
        build(settings)
        monkeypatch.setattr(assistant.engines, "_warm", warm)
        first = pool.submit(lambda: len(opened.documents()))
        assert preparing.wait(60)
        try:
            assert len(opened.documents()) == 1
        finally:
            go_on.set()
        assert first.result(60) == 2
        assert len(opened.documents()) == 2


def test_what_fails_while_it_is_prepared_keeps_nobody_from_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    settings = Settings(corpus_dir=corpus, index_dir=tmp_path / "index", additions_dir=tmp_path / "added")
    written(corpus, "dau-nguon")
    build(settings)

    def fail(*_: object) -> bool:
        raise DependencyError("the endpoint is down", hint="try again")

    with PolicyAssistant.open(settings) as opened:
        written(corpus, "ven-bien")
        build(settings)
        monkeypatch.setattr(assistant.engines, "can_answer", fail)
        assert len(opened.documents()) == 2
