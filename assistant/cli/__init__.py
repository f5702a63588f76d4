"""The command `policy-assistant`: a module for each group of commands, which parses, calls and prints."""

from __future__ import annotations

from assistant.cli.commands import app, main

__all__ = [
    "app",
    "main",
]
