"""Handlers of events whose outputs are updates of components."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from inspect import isgeneratorfunction
from typing import Any

import gradio as gr


def on(
    triggers: Sequence[Any],
    handler: Callable[..., Any],
    inputs: Sequence[Any],
    outputs: Sequence[Any],
    **how: Any,
) -> Any:
    """`gr.on`, with what the handler gives as updates."""
    return gr.on(triggers, as_updates(handler, outputs), inputs, outputs, **how)


def as_updates(handler: Callable[..., Any], outputs: Sequence[Any]) -> Callable[..., Any]:
    """The handler, with values for `outputs` wrapped as updates.

    An output that is skipped once and given a plain value later leaves one more component in the session of the visitor,
    each time, with its value (`findings/gradio-skipped-outputs.sh`). An update takes the place of the one before it.
    """

    def wrapped(given: Any) -> Any:
        values = given if len(outputs) > 1 else [given]
        updates = [
            value if isinstance(output, gr.State) or _is_update(value) else gr.update(value=value)
            for output, value in zip(outputs, values, strict=True)
        ]
        return updates if len(outputs) > 1 else updates[0]

    @wraps(handler)
    def steps(*given: Any) -> Iterator[Any]:
        for step in handler(*given):
            yield wrapped(step)

    @wraps(handler)
    def once(*given: Any) -> Any:
        return wrapped(handler(*given))

    return steps if isgeneratorfunction(handler) else once


def _is_update(value: object) -> bool:
    """Of either form: `gr.update`, or a component."""
    return isinstance(value, gr.blocks.Block) or (
        isinstance(value, dict) and value.get("__type__") == "update"
    )
