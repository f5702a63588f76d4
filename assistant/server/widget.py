"""The widget for portals: a script that adds a button to their pages, and the page in the frame that it opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import FileResponse, HTMLResponse

from assistant.feedback import VERDICTS
from assistant.messages import Language, say
from assistant.server.assets import ASSETS
from assistant.server.shield import framing
from assistant.server.suggestions import Suggested
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

PAGE = "/widget"
FILES = {
    path: ASSETS / path.rpartition("/")[2] for path in ("/widget.js", "/widget/panel.js", "/widget/panel.css")
}
SUGGESTED = 4
_BOUNDS = 10  # places or documents that a portal may name
_THEMES = ("light", "dark", "auto")
_ERRORS = ("invalid_question", "index_unavailable", "rate_limited", "busy", "timeout", "other")


def create_router(assistant: PolicyAssistant, settings: Settings, *, portals: tuple[str, ...]) -> APIRouter:
    """The script, the page in the frame and its files. `portals`: the origins whose frames may hold it."""
    router = APIRouter(include_in_schema=False)
    panel = _Panel(assistant, settings, portals)

    @router.get("/widget.js")
    def read_script() -> FileResponse:
        headers = {"Cache-Control": "public, max-age=300", "Cross-Origin-Resource-Policy": "cross-origin"}
        return FileResponse(FILES["/widget.js"], media_type="text/javascript", headers=headers)

    @router.get(PAGE)
    def show(request: Request) -> HTMLResponse:
        return HTMLResponse(panel.render(request), headers={"Content-Security-Policy": panel.policy})

    @router.get("/widget/{name}")
    def read_file(name: str) -> FileResponse:  # only the names of `FILES` come through the shield
        return FileResponse(FILES[f"/widget/{name}"], headers={"Cache-Control": "no-cache"})

    return router


class _Panel:
    """The page in the frame. What a portal asks for in the address and is not known is left out."""

    def __init__(self, assistant: PolicyAssistant, settings: Settings, portals: tuple[str, ...]) -> None:
        self._assistant = assistant
        self._settings = settings
        self._portals = portals
        self._suggested: dict[Language, Suggested] = {"vi": Suggested("vi"), "en": Suggested("en")}
        environment = Environment(loader=FileSystemLoader(ASSETS), autoescape=True, undefined=StrictUndefined)
        self._template = environment.get_template("panel.html")
        self.policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
            f"form-action 'self'; base-uri 'none'; frame-ancestors {framing(portals)}"
        )

    def render(self, request: Request) -> str:
        """The page as the address asks for it."""
        asked = request.query_params
        language: Language = "en" if asked.get("language", self._settings.language) == "en" else "vi"
        theme = asked.get("theme", "")
        bounds = {name: _split(asked.get(name, "")) for name in ("places", "documents")}
        return self._template.render(
            language=language,
            theme=theme if theme in _THEMES else _THEMES[0],
            say=partial(_say, language),
            suggestions=() if any(bounds.values()) else self._suggestions(language),
            settings={
                **bounds,
                "parents": self._portals,
                "question_characters": self._settings.question_characters,
                "history_turns": self._settings.history_turns,
                "leads_on": not any(bounds.values()),  # what is suggested is not bounded
                "titles": {document.id: document.short_title for document in self._assistant.documents()},
                "language": language,
                "words": _words(language),
            },
        )

    def _suggestions(self, language: Language) -> tuple[str, ...]:
        found = self._suggested[language].of(self._assistant)[:SUGGESTED]
        return tuple(each.question for each in found)


def _words(language: Language) -> dict[str, Any]:
    """What the script says, by its own names."""
    keys = {
        "sources": "sources", "press": "press_digest", "note": "note", "open": "open_clause", "question": "question_label",
        "send": "send", "stop": "widget_stop", "stopped": "widget_stopped", "working": "widget_working",
        "next": "next_questions", "feedback": "feedback", "comment": "feedback_comment", "comment_hint": "feedback_comment_hint",
        "send_comment": "feedback_send", "thanks": "feedback_thanks", "unheard": "feedback_failed",
    }  # fmt: skip
    words: dict[str, Any] = {name: say(key, language) for name, key in keys.items()}
    words["verdicts"] = {verdict: say(f"feedback_{verdict}", language) for verdict in VERDICTS}
    return words | {"errors": {code: say(f"widget_error_{code}", language) for code in _ERRORS}}


def _split(text: str) -> list[str]:
    return [part.strip()[:200] for part in text.split(",") if part.strip()][:_BOUNDS]


def _say(language: Language, key: str) -> str:
    return say(key, language)
