"""Files that crash, hang or swell the process that reads them: one sentence each, and the next file is read."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest

from assistant.errors import CorpusError
from assistant.readers import ReaderProcess
from tests.readers.word_files import p, word_file

FAULTY = "tests.readers.faulty_worker"


@pytest.fixture
def reader() -> Iterator[ReaderProcess]:
    with ReaderProcess(worker=FAULTY) as process:
        yield process


def process_of(reader: ReaderProcess) -> str:
    return reader.read("docx", b"fine").blocks[0].text


def test_files_that_follow_each_other_are_read_by_one_process(reader: ReaderProcess):
    assert process_of(reader) == process_of(reader)


@pytest.mark.parametrize(
    ("order", "message"),
    [
        (b"crash", "ended the process"),
        pytest.param(
            b"swell", "more memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process"),
        ),
    ],
)  # fmt: skip
def test_a_dead_process_is_replaced(reader: ReaderProcess, order: bytes, message: str):
    before = process_of(reader)
    with pytest.raises(CorpusError, match=message) as error:
        reader.read("docx", order)
    assert error.value.hint
    assert process_of(reader) != before


def test_a_process_that_says_nothing_is_stopped():
    with ReaderProcess(worker=FAULTY, silent_seconds=1.5) as reader:
        with pytest.raises(CorpusError, match="takes too long"):
            reader.read("docx", b"hang")
        assert process_of(reader)


def test_one_that_tells_of_each_page_may_take_its_time_up_to_a_limit():
    with ReaderProcess(worker=FAULTY, silent_seconds=1.8) as reader:
        assert reader.read("docx", b"slow").reader == "docx 1"
    with (
        ReaderProcess(worker=FAULTY, total_seconds=1.0) as reader,
        pytest.raises(CorpusError, match="takes too long"),
    ):
        reader.read("docx", b"slow")


def test_an_error_in_a_reader_is_a_damaged_file_and_the_log_does_not_quote_it(
    reader: ReaderProcess, caplog: pytest.LogCaptureFixture
):
    before = process_of(reader)
    with caplog.at_level(logging.INFO), pytest.raises(CorpusError, match="is damaged, or is no docx"):
        reader.read("docx", b"raise")
    assert process_of(reader) == before
    assert "ZeroDivisionError" in caplog.text
    assert "faulty_worker.py" in caplog.text
    assert "raise" not in caplog.text.replace("reraise", "")


def test_a_word_file_is_read_in_the_process():
    with ReaderProcess() as reader:
        assert [block.text for block in reader.read("docx", word_file(p("Kế hoạch"))).blocks] == ["Kế hoạch"]
        with pytest.raises(CorpusError, match="holds no text"):
            reader.read("docx", word_file(p("")))
        with pytest.raises(CorpusError, match="cannot be trusted"):
            reader.read(
                "docx", word_file(p("Hoa'i ddi.nh kxm nuwowcs trieenr khai zzay gwq pqls vieetj tws " * 3))
            )
