"""Answers that the browser keeps, and what comes back from it."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import replace

import pytest

from assistant import PolicyAssistant
from assistant.messages import say
from assistant.server.page.conversation import _Conversation, find_choices
from assistant.server.page.downloads import Shelf
from assistant.server.page.keeping import LARGEST, keep, pack, read_turns, restore, unpack, written
from assistant.server.page.site import Site
from assistant.server.page.turns import Turn, history_of
from assistant.settings import Settings
from assistant.types import Answer

QUESTION = "Sở Tài chính thành phố Huế được giao những nhiệm vụ gì?"


@pytest.fixture(scope="module")
def answer(assistant: PolicyAssistant) -> Answer:
    return assistant.ask(QUESTION)


@pytest.fixture
def site(assistant: PolicyAssistant, corpus_settings: Settings) -> Site:
    return Site(assistant, corpus_settings, "vi")


def packed(fields: object) -> str:
    return base64.b64encode(zlib.compress(json.dumps(fields).encode())).decode()


def sent(*turns: dict[str, object], name: str = "a/1", first: bool = True) -> str:
    return json.dumps({"name": name, "first": first, "turns": turns})


def kept(answer: Answer) -> dict[str, object]:
    fields: dict[str, object] = json.loads(written(Turn("r1", QUESTION, True), answer))
    return fields


class TestPacking:
    def test_an_answer_comes_back_as_it_was(self, answer: Answer) -> None:
        assert unpack(pack(answer)) == answer
        assert len(pack(answer)) < len(json.dumps(answer.to_dict())) / 2

    def test_the_text_that_is_given_out_has_a_line_for_each_item_and_each_source(
        self, answer: Answer
    ) -> None:
        cited = tuple(
            replace(answer.citations[0], number=number, form=f"Khoản {number} mục V Kế hoạch 12/KH-UBND")
            for number in (1, 2)
        )
        listed = replace(
            answer, text="Sở Tài chính có 2 việc:\n\n- **Lập** dự toán [1]\n- Báo cáo [2]", citations=cited
        )
        assert kept(listed)["text"] == (
            "Sở Tài chính có 2 việc:\n\n- Lập dự toán [1]\n- Báo cáo [2]\n\nNguồn\n"
            "[1] Khoản 1 mục V Kế hoạch 12/KH-UBND\n[2] Khoản 2 mục V Kế hoạch 12/KH-UBND"
        )
        assert kept(replace(answer, text="Chào bạn.", citations=()))["text"] == "Chào bạn."

    @pytest.mark.parametrize(
        "text",
        [
            "", "không phải", "AAAA", packed([]), packed({"question": "?"}), packed(None),
            base64.b64encode(zlib.compress(b" " * (LARGEST + 1))).decode(),
            base64.b64encode(zlib.compress(b"{}")[:-4]).decode(),
        ],
    )  # fmt: skip
    def test_what_is_no_packed_answer_is_none(self, text: str) -> None:
        assert unpack(text) is None

    @pytest.mark.parametrize(
        "url", ["javascript:alert(1)", "http://example.com/", "//example.com/documents/"]
    )
    def test_sources_lead_to_our_documents_alone(self, answer: Answer, url: str) -> None:
        forged = replace(answer, citations=(replace(answer.citations[0], url=url),))
        assert unpack(pack(forged)) is None

    @pytest.mark.parametrize(
        "text", ["", "[]", "{", '{"name": 1}', '{"name": "a", "first": true, "turns": 5}']
    )
    def test_what_the_script_did_not_write_restores_nothing(self, text: str) -> None:
        assert read_turns(text) == ("", False, [])


class TestRestoring:
    def test_turns_come_back_in_parts_and_a_follow_up_leans_on_them(self, site: Site, answer: Answer) -> None:
        messages, turns, send, stop, _, taken = restore(site, sent(kept(answer)), [Turn("old", "?", True)])
        assert (send["visible"], stop["visible"]) == (True, False)
        assert [turn.question for turn in turns] == [QUESTION]
        messages, turns, *_, taken = restore(site, sent(kept(answer), name="a/2", first=False), turns)
        assert taken == '<p class="pa-taken" title="a/2"></p>'
        assert len(messages) == 4
        assert messages[1]["content"].count("Sở Tài chính") > 0
        assert history_of(turns)[-1].standalone_question == answer.standalone_question

    def test_what_was_understood_can_be_changed_again(self, site: Site, answer: Answer) -> None:
        messages, turns, *_ = restore(site, sent(kept(answer)), [])
        assert messages[1]["content"].count('<details class="pa-chip"') == 2
        assert "Bỏ “Huế”" in find_choices(site, f"{turns[0].reference} 1", turns)
        unread = replace(answer, standalone_question="x" * 100_000)
        messages, *_ = restore(site, sent(kept(unread)), [])
        assert "pa-chip" not in messages[1]["content"]
        assert "Sở Tài chính" in messages[1]["content"]

    def test_an_answer_from_other_documents_says_so(self, site: Site, answer: Answer) -> None:
        for index, said in ((answer.index_id, False), ("0123456789ab", True)):
            messages, *_ = restore(site, sent(kept(replace(answer, index_id=index))), [])
            assert (say("kept_changed", "vi") in messages[1]["content"]) is said

    def test_words_that_come_back_are_shown_and_never_run(self, site: Site, answer: Answer) -> None:
        forged = replace(answer, text="<script>alert(1)</script>", warnings=("<img src=x>",))
        messages, *_ = restore(site, sent(kept(forged) | {"question": "<b>?</b>"}), [])
        shown = messages[0]["content"] + messages[1]["content"]
        assert [shown.count(tag) for tag in ("<script", "<img", "<b>")] == [0, 0, 0]

    def test_what_cannot_be_read_is_left_out(self, site: Site, answer: Answer) -> None:
        _, turns, *_ = restore(site, sent({"question": "?", "packed": "x"}, kept(answer)), [])
        assert [turn.question for turn in turns] == [QUESTION]

    def test_a_turn_without_an_answer_is_not_kept(self, answer: Answer) -> None:
        unanswered = Turn("r", "?", True)
        assert "pa-kept" not in str(keep([unanswered]))
        assert "pa-kept" not in str(keep([]))
        answered = Turn("r", QUESTION, True)
        answered.answer = answer
        assert 'class="pa-kept"' in keep([answered])


@pytest.mark.parametrize(("index", "key"), [(None, "link_same"), ("feedc0de", "link_changed")])
def test_a_link_asks_again_and_says_whether_the_documents_are_those_of_its_time(
    site: Site, answer: Answer, index: str | None, key: str
) -> None:
    linked = json.dumps({"question": QUESTION, "alone": True, "index": index or answer.index_id})
    *_, last = _Conversation(site, Shelf()).answer_linked(linked, [], None, None)
    day = f"{site.assistant.indexed_on:%d/%m/%Y}"
    assert say(key, "vi", date=day) in last[0][-1]["content"]
    assert f'<p class="pa-note" title="{index or answer.index_id}">' in last[0][-1]["content"]
