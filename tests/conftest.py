"""What every test may use. The corpus is indexed once per session, in a temporary folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.documents import load_corpus
from assistant.index import Library, build_catalog
from assistant.indexing import build
from assistant.questions import Understanding
from assistant.settings import Settings
from assistant.types import Catalog


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="also run the tests that take minutes")
    parser.addoption(
        "--documents",
        action="append",
        default=[],
        metavar="DIR",
        help="a further folder for tests/test_every_row.py",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes minutes; runs with --slow only")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--slow"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes: add --slow"))


@pytest.fixture(scope="session", autouse=True)
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings and data of whoever runs the tests are neither read nor written."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
            patch.delenv(name)
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def untouched(surroundings: None) -> Iterator[None]:
    """The project's own corpus is as it was when the tests end: those that change documents do so on a copy."""
    folder = Settings().corpus_dir

    def files() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}

    before = files()
    yield
    assert files() == before


@pytest.fixture(scope="session")
def catalog(surroundings: None) -> Catalog:
    """What is known of the project's own corpus; needs no index."""
    settings = Settings()
    return build_catalog(load_corpus(settings.corpus_dir), settings)


@pytest.fixture(scope="session")
def understanding(catalog: Catalog) -> Understanding:
    """The reader of questions on the project's own corpus."""
    return Understanding.of(Library(catalog))


@pytest.fixture(scope="session")
def corpus_settings(surroundings: None, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of the project's own corpus, which is indexed; tests must not build over it. All is read, however slow it goes."""
    settings = Settings(index_dir=tmp_path_factory.mktemp("corpus") / "index", reading_seconds=60.0)
    build(settings)
    return settings


@pytest.fixture(scope="session")
def assistant(corpus_settings: Settings) -> Iterator[PolicyAssistant]:
    """The assistant on the project's own corpus."""
    with PolicyAssistant.open(corpus_settings) as opened:
        yield opened
