"""A newer index is prepared by one caller, while the others answer from the one before; what deletes for good waits for it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from threading import Event, Lock
from typing import Any

import pytest

import assistant.engines
from assistant import PolicyAssistant
from assistant.editing import Desk, NewDocument
from assistant.errors import DependencyError
from assistant.index import BuildReport
from assistant.indexing import build
from assistant.settings import Settings
from tests.editing.office import word_file


def written(folder: Path, name: str) -> None:
    text = f"KẾ HOẠCH\nTrồng rừng {name}\n\nI. NHIỆM VỤ\n1. Sở Nông nghiệp và Môi trường chủ trì trồng 40 ha rừng {name}.\n"
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def of_one_document(folder: Path) -> Settings:
    """An index of a corpus that holds one document."""
    corpus = folder / "corpus"
    corpus.mkdir()
    settings = Settings(corpus_dir=corpus, index_dir=folder / "index", additions_dir=folder / "added")
    written(corpus, "dau-nguon")
    build(settings)
    return settings


def test_who_does_not_prepare_it_does_not_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = of_one_document(tmp_path)
    preparing, go_on = Event(), Event()

    def warm(_: object) -> None:
        preparing.set()
        assert go_on.wait(60)

    with PolicyAssistant.open(settings) as opened, ThreadPoolExecutor(1) as pool:
        written(settings.corpus_dir, "ven-bien")
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
    settings = of_one_document(tmp_path)

    def fail(*_: object) -> bool:
        raise DependencyError("the endpoint is down", hint="try again")

    with PolicyAssistant.open(settings) as opened:
        written(settings.corpus_dir, "ven-bien")
        build(settings)
        monkeypatch.setattr(assistant.engines, "can_answer", fail)
        assert len(opened.documents()) == 2


class ToldLock:
    """A lock that tells when somebody begins to wait for it."""

    def __init__(self, told: Queue[str]) -> None:
        self._lock, self._told = Lock(), told
        self.release = self._lock.release

    def acquire(self, blocking: bool = True) -> bool:
        if blocking:
            self._told.put("waits")
        return self._lock.acquire(blocking)

    def __enter__(self) -> None:
        self.acquire()

    def __exit__(self, *raised: object) -> None:
        self.release()


def test_what_is_deleted_for_good_is_purged_when_nobody_prepares_an_index_any_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = of_one_document(tmp_path)
    told, preparing, go_on = Queue[str](), Event(), Event()

    def warm(_: object) -> None:
        preparing.set()
        assert go_on.wait(60)

    with PolicyAssistant.open(settings) as opened, ThreadPoolExecutor(1) as pool:

        def make(settings: Settings, *, whole: bool = False, **options: Any) -> BuildReport:
            report = build(settings, whole=whole, **options)
            if whole:
                monkeypatch.setattr(assistant.engines, "_warm", warm)
                pool.submit(opened.documents)  # somebody asks
                assert preparing.wait(60)
            return report

        desk = Desk(settings, opened.documents, make=make, follow=opened.follow)
        with desk.uploads.begin("Cây xanh.docx", "lan", len(word_file())) as incoming:
            incoming.write(word_file())
            upload = incoming.finish()
        desk.uploads.get(upload.id, "lan", wait=60)
        for act in (
            lambda: desk.add("Lan", [NewDocument(upload, {})]),
            lambda: desk.withdraw("Lan", "cay-xanh"),
        ):
            act()
            assert desk.indexing.wait(60)
        monkeypatch.setattr(opened._engines, "_preparing", ToldLock(told))
        monkeypatch.setattr("assistant.editing.desk.purge_index", lambda _: told.put("purges"))
        desk.delete("Lan", "cay-xanh")
        try:
            assert told.get(timeout=60) == "waits"
        finally:
            go_on.set()
        assert told.get(timeout=60) == "purges"
        assert desk.indexing.wait(60)
