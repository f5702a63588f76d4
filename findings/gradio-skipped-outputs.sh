#!/usr/bin/env bash
# gradio 6.31.0: an output that a handler now skips and now sets leaves one more component in the visitor's session, with its value,
# each time; sessions that go on grow until they end.
#
# Valid input: a generator that yields gr.skip() and then a plain string for a Markdown, as is usual for steps of an answer.
# Seen, components kept for one session after 1 and after 31 calls of the event:
#   gr.skip(), then "text"                      one more for each call, each with the text that it was given
#   gr.skip(), then gr.update(value="text")     as many as after the first call
# A skipped output is a component made anew with a number of its own; the value behind it is kept under that number. Who sets such
# outputs by gr.update alone keeps one.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check gradio==6.31.0
GRADIO_ANALYTICS_ENABLED=False "$folder/venv/bin/python" - <<'PYTHON'
import gradio as gr
from gradio_client import Client


def kept(by_update: bool) -> tuple[int, int]:
    """Components in the session after the first call and after thirty more."""

    def answer(question):
        yield gr.skip()
        text = f"answer to {question}"
        yield gr.update(value=text) if by_update else text

    with gr.Blocks() as page:
        question, shown = gr.Textbox(), gr.Markdown()
        question.submit(answer, question, shown, api_name="answer")
    page.launch(server_name="127.0.0.1", prevent_thread_lock=True, quiet=True)
    try:
        client = Client(page.local_url, verbose=False)
        counts = []
        for n in range(31):
            client.predict(f"question {n}", api_name="/answer")
            session = page.app.state_holder[client.session_hash]
            counts.append(len(session.blocks_config.blocks))
        return counts[0], counts[-1]
    finally:
        page.close()


first, last = kept(by_update=False)
print(f"plain values: {first} components, then {last}")
assert last - first == 30, (first, last)
first, last = kept(by_update=True)
print(f"updates: {first} components, then {last}")
assert first == last, (first, last)
PYTHON
