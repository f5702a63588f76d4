"""What `index` says while it builds and once it has built."""

from __future__ import annotations

import io
import re
import time

import pytest

from assistant.cli.building import print_build
from assistant.cli.terminal import show_progress
from assistant.index import BuildReport, KindCounts, count_kinds
from assistant.types import Catalog


def report_of(count: int, *kinds: KindCounts) -> BuildReport:
    return BuildReport(
        generation="gen-000007-0a1b2c",
        index_id="0a1b2c3d4e5f",
        embedded=4000,
        reused=12,
        document_count=count,
        chunk_count=4012,
        added=tuple(f"ke-hoach-{number}" for number in range(count)),
        changed=(),
        removed=("cu",),
        seconds=61.04,
        unchanged=False,
        kinds=kinds,
    )


def test_a_few_documents_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    print_build(report_of(2, KindCounts("Kế hoạch", 2, 40, 3, 5)))
    assert capsys.readouterr().out.splitlines() == [
        "Indexed 2 documents, 4,012 chunks in 61.0 s: 4,000 embedded, 12 reused (gen-000007-0a1b2c).",
        "added: ke-hoach-0, ke-hoach-1",
        "removed: cu",
    ]


def test_many_documents_are_counted_by_their_kind(capsys: pytest.CaptureFixture[str]) -> None:
    kinds = KindCounts("Kế hoạch", 1200, 40310, 900, 1500), KindCounts("Thông báo", 34, 500, 0, 7)
    print_build(report_of(1234, *kinds))
    _, added, removed, *table = capsys.readouterr().out.splitlines()
    assert (added, removed) == ("added: 1,234 documents", "removed: cu")
    assert [re.findall(r"[\w,]+(?: \w+)?", line) for line in table if "│" in line] == [
        ["Kế hoạch", "1,200", "40,310", "900", "1,500"],
        ["Thông báo", "34", "500", "0", "7"],
        ["all", "1,234", "40,810", "900", "1,507"],
    ]


def test_the_kinds_of_a_catalog_are_counted_with_what_they_hold(catalog: Catalog) -> None:
    counted = count_kinds(catalog)
    assert sum(row.documents for row in counted) == len(catalog.documents)
    assert sum(row.clauses for row in counted) == len(catalog.sections)
    assert sum(row.targets for row in counted) == len(catalog.targets)
    assert sum(row.responsibilities for row in counted) == len(catalog.responsibilities)


def test_without_a_terminal_a_stage_has_a_line_at_its_end(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress({"embed": "embedding"}) as progress:
        for done in range(1501):
            progress("embed", done, 1500)
    assert capsys.readouterr().err.splitlines() == ["embedding: 1,500/1,500"]


def test_without_a_terminal_a_line_a_minute_tells_rate_and_remaining_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.cli.terminal.LINE_SECONDS", 0.2)
    with show_progress({}) as progress:
        progress("embed", 0, 1_000_000)
        time.sleep(0.3)
        progress("embed", 10, 1_000_000)
        progress("embed", 11, 1_000_000)
    (line,) = capsys.readouterr().err.splitlines()
    told = re.fullmatch(r"embed: 10/1,000,000, ([\d.]+)/s, (\d+) h \d\d min left", line)
    assert told
    assert 1 < float(told[1]) < 34
    assert int(told[2]) >= 8


def test_a_terminal_shows_a_bar_with_rate_and_remaining_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with show_progress({"embed": "embedding"}) as progress:
        for done in range(0, 101, 20):
            progress("embed", done, 200)
            time.sleep(0.05)
    plain = re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", shown.getvalue())
    assert "embedding " in plain
    assert re.search(r"100/200 [\d.,]+/s \d:\d\d:\d\d \d:\d\d:\d\d", plain)
