from __future__ import annotations

import asyncio
from typing import Any

import gradio as gr
from gradio.state_holder import SessionState

from assistant import PolicyAssistant
from assistant.server.page.blocks import build_page
from assistant.server.page.downloads import Shelf
from assistant.server.page.site import Site
from assistant.server.page.turns import Turn
from assistant.server.page.updates import as_updates
from assistant.settings import Settings


async def run(page: gr.Blocks, function: Any, session: SessionState, given: list[Any]) -> None:
    """One event of a visitor, with all its steps."""
    iterator = None
    while True:
        result = await page.process_api(function, given, state=session, iterator=iterator)
        iterator = result.get("iterator")
        if not result.get("is_generating"):
            return


def test_a_conversation_that_goes_on_keeps_no_more_components(
    assistant: PolicyAssistant, corpus_settings: Settings
) -> None:
    async def ask() -> tuple[list[int], list[Turn]]:
        page = build_page(Site(assistant, corpus_settings, "vi"), Shelf(), "en/")
        session = SessionState(page)
        asking = next(function for function in page.fns.values() if function.name == "answer")
        leading = next(function for function in page.fns.values() if function.trigger_after == asking._id)
        counts = []
        for question in ("xin chào", "", "Sở Tài chính làm gì?", "cảm ơn", "Còn Công an thành phố?"):
            await run(page, asking, session, [question, None, [], []])
            await run(page, leading, session, [None])
            counts.append(len(session.blocks_config.blocks))
        (turns,) = session.state_data.values()
        return counts, turns

    counts, turns = asyncio.run(ask())
    assert len(set(counts)) == 1
    assert [turn.question for turn in turns] == [
        "xin chào",
        "Sở Tài chính làm gì?",
        "cảm ơn",
        "Còn Công an thành phố?",
    ]


def test_states_updates_and_components_pass_as_they_are() -> None:
    async def build() -> tuple[list[Any], gr.Button]:
        with gr.Blocks():
            return [gr.State(), gr.Textbox(), gr.Button(), gr.Markdown()], gr.Button(visible=False)

    outputs, button = asyncio.run(build())
    given = [["kept"], gr.update(visible=False), button, "text"]
    assert as_updates(lambda: given, outputs)() == [*given[:3], gr.update(value="text")]
    assert as_updates(lambda: "text", outputs[3:])() == gr.update(value="text")
