"""What nobody should type and somebody will: every question gets an answer or one clear error, and nothing is lost."""

from __future__ import annotations

import random
import shutil
import unicodedata
from pathlib import Path

import pytest

from assistant import PolicyAssistant
from assistant.answers import read_markers
from assistant.errors import QuestionError
from assistant.language.text import clean
from assistant.questions import Understanding
from assistant.settings import Settings

LABOUR = "Tỷ lệ lao động qua đào tạo của Huế đến 2030?"
PACKED = 900  # characters of a string; a question may have 1,000
BIG_BLOCKS = [(0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xE000, 0xF8FF), (0x17000, 0x18CFF), (0x20000, 0x10FFFF)]


def survive(assistant: PolicyAssistant, question: str, history: tuple[str, ...] = ()) -> None:
    """A question is answered with markers that resolve, or refused for being empty or too long."""
    if clean(question) == "" or len(clean(question)) > 1000:
        with pytest.raises(QuestionError) as caught:
            assistant.ask(question, history=history)
        assert caught.value.message
        assert caught.value.hint
        return
    answer = assistant.ask(question, history=history)
    assert answer.question == question
    assert answer.text
    assert list(dict.fromkeys(read_markers(answer.text))) == [c.number for c in answer.citations]
    answer.text.encode("utf-8")
    answer.standalone_question.encode("utf-8")


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "the question is empty"),
        ("   \n\t ", "the question is empty"),
        ("\x00\x01\x7f", "the question is empty"),
        ("\ud800\udfff", "the question is empty"),
        ("\u200b\u202e\ufeff", "the question is empty"),
        ("a" * 20_000, "the question has 20,000 characters, more than 1,000"),
        ("Huế " * 300, "the question has 1,199 characters, more than 1,000"),
    ],
)
def test_an_empty_or_endless_question_gets_one_clear_sentence_and_a_hint(
    assistant: PolicyAssistant, question: str, message: str
):
    for call in (assistant.ask, assistant.search):
        with pytest.raises(QuestionError) as caught:
            call(question)
        assert caught.value.message == message
        assert caught.value.hint
        assert caught.value.exit_status == 2


def test_a_question_of_just_the_longest_length_is_answered(assistant: PolicyAssistant):
    survive(assistant, (LABOUR + " ") * 22)
    assert len(clean("a" * 1000)) == 1000
    survive(assistant, "a" * 1000)


STRANGE = [
    "😀😀😀", "👩‍👩‍👧‍👦 Huế", "㎯" * 9, "a\x00b", "mục tiêu \ud800 của Huế", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "PK\x03\x04\x14\x00\x08",
    "???", "...", "%", "2030", "II", "mục", "mục II.2.3.4.5.6", "[1] [2] [99]", "<script>alert(1)</script>",
    "{0} {place} {", "%s %d",
    "\\", "'; DROP TABLE chunks; --", "($%^&*(", "((((((((",
    "*" * 60, "-" * 60, "_" * 60, "Điều " * 30, "2030-2035-" * 5, "9" * 200 + "%",
    "１００％ 学生", "𝟚𝟘𝟛𝟘", "مرحبا بالعالم", "١٢٣٪", "Z̷̡̛a̴l̸g̵o̶" * 5, "ế" * 60, unicodedata.normalize("NFD",
    "ế" * 60), "İ" * 50, "ŉ" * 50, "ß" * 50,
    "Còn?", "thì sao?", "Còn nữa?", "cái đó", "Đến 2035?", "Đơn vị nào?", "and?", "31/02/2030", "1.000.00%",
    "0/0", "1/1/1/1/1", "-1", "1e999",
]  # fmt: skip


@pytest.mark.parametrize("question", STRANGE, ids=range(len(STRANGE)))
def test_a_strange_question_is_answered(assistant: PolicyAssistant, question: str):
    survive(assistant, question)
    survive(assistant, question, (LABOUR,))
    survive(assistant, "Còn Cần Thơ thì sao?", (question,))


def packed(points: list[int]) -> list[str]:
    return ["".join(map(chr, points[start : start + PACKED])) for start in range(0, len(points), PACKED)]


SCRIPTS = packed([p for p in range(0x110000) if not any(first <= p <= last for first, last in BIG_BLOCKS)])


def test_every_character_outside_the_big_blocks_is_understood(understanding: Understanding):
    for text in SCRIPTS:
        understanding.read(text).text.encode("utf-8")


@pytest.mark.parametrize("text", SCRIPTS[::40], ids=lambda text: f"U+{ord(text[0]):04X}")
def test_some_of_them_are_answered(assistant: PolicyAssistant, text: str):
    survive(assistant, text)


@pytest.mark.slow
def test_every_unicode_code_point_is_answered(assistant: PolicyAssistant):
    for text in packed(list(range(0x110000))):
        survive(assistant, text)


ALPHABETS = [
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ   ",
    "0123456789.,/-–% đếnnămgiaiđoạn",
    "abcdefghijklmnopqrstuvwxyz '?",
    "IVX.đ)(abc mụcđiềukhoản 123",
    "".join(map(chr, range(0x20, 0x7F))),
]
WORDS = (
    "Huế Cần Thơ hue can tho mục tiêu tỷ lệ lao động 2030 2035 2045 II.2 V.4.a Sở GDĐT UBND làm gì bao nhiêu so sánh liệt kê ai "
    "khi nào báo cáo không và của đến R&D % 90% 15/11 1002/QĐ-TTg what is the target of còn thì sao đó chủ trì ? ! , . ( ) [1]"
).split()


def random_question(generator: random.Random) -> str:
    kind = generator.randrange(4)
    if kind == 0:
        return "".join(chr(generator.randrange(0x110000)) for _ in range(generator.randrange(1, 30)))
    if kind == 1:
        return "".join(generator.choices(generator.choice(ALPHABETS), k=generator.randrange(1, 50)))
    if kind == 2:
        return " ".join(generator.choices(WORDS, k=generator.randrange(1, 15)))
    return generator.randbytes(generator.randrange(1, 50)).decode("utf-8", "surrogateescape")


def ask_random(assistant: PolicyAssistant, count: int) -> None:
    generator = random.Random(1002)
    history: tuple[str, ...] = ()
    for _ in range(count):
        question = random_question(generator)
        survive(assistant, question, history if generator.random() < 0.3 else ())
        history = (*history[-2:], question)


def test_random_questions_stop_nothing(assistant: PolicyAssistant):
    ask_random(assistant, 200)


@pytest.mark.slow
def test_ten_thousand_random_questions_stop_nothing(assistant: PolicyAssistant):
    ask_random(assistant, 10_000)


def test_a_history_of_rubbish_does_not_stop_a_question(assistant: PolicyAssistant):
    answer = assistant.ask(LABOUR, history=["", "\x00", "😀", "a" * 20_000, "\ud800", "㎯" * 9, "?"])
    assert answer.text == assistant.ask(LABOUR).text


def test_an_open_assistant_goes_on_answering_when_its_index_is_deleted(
    corpus_settings: Settings, tmp_path: Path
):
    folder = tmp_path / "index"
    shutil.copytree(corpus_settings.index_path(), folder)
    with PolicyAssistant.open(corpus_settings.model_copy(update={"index_dir": folder})) as assistant:
        before = assistant.ask(LABOUR)
        shutil.rmtree(folder)
        after, other = assistant.ask(LABOUR), assistant.ask("Công an thành phố làm gì?")
    assert (after.text, after.citations) == (before.text, before.citations)
    assert [c.address for c in other.citations] == ["mục V.4.a", "mục V.4.b"]
