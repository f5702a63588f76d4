"""The server: page, documents, widget and HTTP interface, behind what decides who may ask what and how often."""

from __future__ import annotations

from assistant.server.application import create_app, listen, serve

__all__ = [
    "create_app",
    "listen",
    "serve",
]
