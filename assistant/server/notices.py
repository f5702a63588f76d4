"""Pages that say one thing, and the page to sign in on. They need nothing but themselves."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cached_property, partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assistant.messages import MESSAGES, Language, say
from assistant.server.assets import ASSETS
from assistant.server.shield import framing


class Notices:
    """The pages in one language, for the frames of these origins and of our own."""

    def __init__(self, language: Language, frame_ancestors: Iterable[str]) -> None:
        self._language: Language = language
        self._frame_ancestors = tuple(frame_ancestors)
        self._environment = Environment(
            loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined
        )
        self._style = (ASSETS / "notice.css").read_text(encoding="utf-8")

    @cached_property
    def policy(self) -> str:
        """The policy of these pages: their own style by its hash, their own form."""
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        return (
            f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
            f"frame-ancestors {framing(self._frame_ancestors)}"
        )

    def refusal(self, code: str, text: str = "") -> str:
        """Why a request was refused; `text` in place of the message of the code."""
        key = f"refused_{code}" if f"refused_{code}" in MESSAGES else "refused"
        return self._render(title=say(f"{key}_title", self._language), text=text or say(key, self._language))

    def sign_in(self, action: str, following: str, *, refused: bool = False) -> str:
        """The form for a key: where it is sent, and where the browser goes on to, relative to our root."""
        return self._render(
            title=say("sign_in_title", self._language),
            text=say("sign_in_text", self._language),
            action=action,
            following=following,
            refused=refused,
        )

    def _render(self, **values: object) -> str:
        shown = {"action": "", "following": "", "refused": False} | values
        return self._environment.get_template("notice.html").render(
            language=self._language,
            say=partial(_say, self._language),
            style=Markup(self._style),  # a file of the package
            **shown,
        )


def _say(language: Language, key: str) -> str:
    return say(key, language)
