"""Turns that say who somebody is, and "sở mình" behind them; the examples are those of `introductions.toml`."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from assistant.language.text import fold
from assistant.language.vocabulary import VOCABULARY
from assistant.questions.introductions import introduces, of_own_body, own_body

DATA: dict[str, Any] = tomllib.loads((VOCABULARY / "introductions.toml").read_text(encoding="utf-8"))


def is_talk(piece: str) -> bool:
    return fold(piece).strip() in ("em chao anh chi", "hello", "chao dong chi")


@pytest.mark.parametrize("example", DATA["examples"], ids=lambda example: example["read"])
def test_who_somebody_is_and_of_which_body(example: dict[str, str]):
    assert introduces(example["read"], is_talk)
    assert own_body([example["read"]], is_talk) == (example["body"] or None)


@pytest.mark.parametrize("turn", DATA["questions"]["other"])
def test_a_turn_that_asks_introduces_nobody(turn: str):
    assert not introduces(turn, is_talk)


@pytest.mark.parametrize("turn", ["tôi ở Lào Cai", "em ở Sơn La ạ"])
def test_a_place_alone_answers_where_a_question_is_asked_of(turn: str):
    assert not introduces(turn, is_talk)


@pytest.mark.parametrize(
    ("turn", "meant"),
    [
        ("sở mình phải trồng bao nhiêu cây?", "Sở Xây dựng phải trồng bao nhiêu cây?"),
        ("so em nop bao cao khi nao", "Sở Xây dựng nop bao cao khi nao"),
        ("What does my department do?", "What does Sở Xây dựng do?"),
        ("Sở Y tế làm gì?", "Sở Y tế làm gì?"),
        ("Sở chị phải làm gì?", "Sở Xây dựng phải làm gì?"),
        ("phuong chi dao viec gi", "phuong chi dao viec gi"),
        ("Sở chỉ đạo việc gì?", "Sở chỉ đạo việc gì?"),
        ("Hội chị em phụ nữ được vay không?", "Hội chị em phụ nữ được vay không?"),
    ],
)
def test_ones_own_body_is_the_last_that_was_named(turn: str, meant: str):
    said = ["em ở Sở Tư pháp", "mình ở Sở Xây dựng, mới nhận việc", "tỉnh trồng cây gì?"]
    assert of_own_body(turn, said, is_talk) == meant


def test_nothing_is_put_in_where_nobody_said_which_body_it_is():
    assert of_own_body("sở mình làm gì?", ["tỉnh trồng cây gì?"], is_talk) == "sở mình làm gì?"


def test_a_commune_of_ones_own_is_one_of_the_communes_whoever_asks():
    assert of_own_body("xã em nộp báo cáo ở đâu?", ["tỉnh trồng cây gì?"], is_talk) == (
        "ủy ban nhân dân các xã, phường nộp báo cáo ở đâu?"
    )
    assert of_own_body("phuong chi dao viec gi", ["tỉnh trồng cây gì?"], is_talk) == "phuong chi dao viec gi"
