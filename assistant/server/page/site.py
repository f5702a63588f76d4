"""What every part of the page works with: the assistant, the language, errors as sentences."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import gradio as gr
from gradio.context import LocalContext

from assistant.errors import AssistantError
from assistant.messages import Language, describe_error, say
from assistant.server.access import Person
from assistant.server.seeing import NOBODY, Roles
from assistant.settings import Settings
from assistant.types import Document

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.operating import Recorder
    from assistant.watching import FolderWatch

logger = logging.getLogger(__name__)


def roles_of_event() -> Roles:
    """Of whoever's event of the page is under way; nobody's where there is none. Gradio's tasks are of no request."""
    request = LocalContext.request.get(None)
    within = request.request if isinstance(request, gr.Request) else None
    person = within.scope.get("state", {}).get("person") if within else None
    return person.sees if isinstance(person, Person) else NOBODY


def offer(choices: Sequence[str] | Sequence[tuple[str, str]], chosen: Sequence[str] | None) -> dict[str, Any]:
    """The update of a list of several choices; of those `chosen`, the ones that are still offered stay."""
    offered = {each if isinstance(each, str) else each[1] for each in choices}
    return gr.update(choices=choices, value=[each for each in chosen or () if each in offered])


@dataclass(frozen=True, slots=True)
class Site:
    """The page in one language. Addresses in it are relative, so that they hold under any prefix of a proxy."""

    assistant: PolicyAssistant
    settings: Settings
    language: Language
    watch: FolderWatch | None = None  # of the folder of the documents
    recorder: Recorder | None = None  # notes answers
    roles: Callable[[], Roles] = lambda: None  # of whoever's event is under way

    def say(self, key: str, **values: object) -> str:
        """The sentence `key` in the language of the page."""
        return say(key, self.language, **values)

    def shown(self, key: str, **values: object) -> str:
        """The same as HTML."""
        return escape(self.say(key, **values))

    def documents(self) -> dict[str, Document]:
        """The indexed documents by id."""
        return {document.id: document for document in self.assistant.documents()}

    def explain(self, error: Exception) -> str:
        """What the user is told of an error; the log gets the traceback of what is a mistake of ours."""
        if isinstance(error, AssistantError):
            limit = self.settings.question_characters
            return describe_error(error.code, self.language, question_characters=limit)
        reference = secrets.token_hex(4)
        logger.error("error %s on the page", reference, exc_info=error)
        return self.say("error_internal", reference=reference)


def clause_address(document_id: str, section_id: str) -> str:
    """The address of a clause in its document, relative to the page."""
    return f"documents/{quote(document_id)}#{quote(section_id)}"
