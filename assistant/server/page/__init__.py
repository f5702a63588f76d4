"""The web page: a tab for each kind of work. The only package that knows Gradio."""

from __future__ import annotations

from assistant.server.page.mounting import FILES, PATH_PREFIXES, PATHS, mount

__all__ = [
    "FILES",
    "PATHS",
    "PATH_PREFIXES",
    "mount",
]
