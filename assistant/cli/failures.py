"""What a failure becomes: two lines on standard error and an exit code."""

from __future__ import annotations

import os
import sys

import typer

from assistant.cli.options import PROGRAM
from assistant.errors import AssistantError


def report_failure(error: BaseException) -> int:
    """Says what went wrong and returns the exit code."""
    from assistant.cli.terminal import print_error, print_failure, told

    match error:
        case AssistantError():
            print_failure(error.code, error.message, error.hint)
            return error.exit_status
        case typer.TyperException():
            context = getattr(error, "ctx", None)
            path = context.command_path if context else PROGRAM
            print_error(_lower_first(error.format_message()), told("usage_hint", path=path))
            return 2
        case KeyboardInterrupt() | typer.Abort():
            print(file=sys.stderr)
            return 130
        case BrokenPipeError():
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for the flush when Python ends
            return 1
        case SystemExit():
            return error.code if isinstance(error.code, int) else 1
        case OSError() if error.filename is not None:
            print_error(f"{error.filename}: {error.strerror}", told("file_hint"))
            return 2
        case _:
            print_error(told("internal", name=type(error).__name__), told("internal_hint"))
            return 3


def _lower_first(message: str) -> str:
    message = message.strip().splitlines()[0] if message.strip() else "wrong usage"
    return message[0].lower() + message[1:].rstrip(".")
