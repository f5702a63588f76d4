"""A chat model in a GGUF file, run inside this process by llama.cpp, as a LangChain chat model."""

from __future__ import annotations

import asyncio
import secrets
import threading
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, convert_to_openai_messages
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr

from assistant.errors import DependencyError, SettingsError

_BATCH = 128  # tokens of a prompt read at a stretch: as often can reading be stopped


class LocalChatModel(BaseChatModel):
    """Streams with `astream`, and stops at once when the stream is closed, even while it reads the prompt."""

    path: Path
    context_tokens: int
    max_tokens: int = 800
    temperature: float = 0.0
    seed: int = 0
    top_p: float = 1.0
    _server: Any = PrivateAttr()

    def model_post_init(self, context: Any, /) -> None:
        """Load the weights. Raises: SettingsError without a file; DependencyError without a runtime or a model."""
        super().model_post_init(context)
        if not self.path.is_file():
            raise SettingsError(f"there is no model file {self.path}", hint="check ASSISTANT_LLM")
        try:
            import xllamacpp
        except ImportError:
            raise DependencyError(
                "xllamacpp is not installed", hint="pip install 'policy-assistant[local-llm]'"
            ) from None
        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(self.path)
        parameters.n_ctx = self.context_tokens
        parameters.n_parallel = 1
        parameters.n_batch = parameters.n_ubatch = _BATCH
        parameters.verbosity = -1
        parameters.offline = True
        # It listens on the loopback whether asked to or not: nobody else gets in.
        parameters.api_keys = [secrets.token_urlsafe(32)]
        parameters.cors_origins = ""
        parameters.ui = parameters.endpoint_slots = False
        try:
            self._server = xllamacpp.Server(parameters)
        except Exception as error:
            raise DependencyError(
                f"{self.path} cannot be loaded as a model", hint="check the file and the free memory"
            ) from error

    @property
    def _llm_type(self) -> str:
        return "gguf"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> ChatResult:
        answer = self._server.handle_chat_completions(self._request(messages, stop, options))
        choice = _only_choice(answer)
        message = AIMessage(choice["message"].get("content") or "")
        return ChatResult(generations=[ChatGeneration(message=message)])

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **options: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        loop, stopped = asyncio.get_running_loop(), threading.Event()
        events: asyncio.Queue[Mapping[str, Any] | BaseException | None] = asyncio.Queue()
        request = self._request(messages, stop, options) | {"stream": True, "return_progress": True}

        def tell(event: Mapping[str, Any] | BaseException | None) -> bool:
            if not loop.is_closed():
                loop.call_soon_threadsafe(events.put_nowait, event)
            return stopped.is_set()  # True ends the work of llama.cpp

        def work() -> None:
            try:
                self._server.handle_chat_completions(request, tell)
                tell(None)
            except BaseException as error:  # noqa: BLE001 - handed to the stream that waits
                tell(error)

        threading.Thread(target=work, daemon=True, name="local-chat-model").start()
        try:
            while (event := await events.get()) is not None:
                if isinstance(event, BaseException):
                    raise event
                text = _only_choice(event)["delta"].get("content")
                if text:
                    yield ChatGenerationChunk(message=AIMessageChunk(content=text))
        finally:
            stopped.set()

    def _request(
        self, messages: Sequence[BaseMessage], stop: Sequence[str] | None, options: Mapping[str, Any]
    ) -> dict[str, Any]:
        fields = ("max_tokens", "temperature", "seed", "top_p")
        return {
            "messages": convert_to_openai_messages(messages),
            **{name: options.get(name, getattr(self, name)) for name in fields},
            **({"stop": list(stop)} if stop else {}),
        }


def _only_choice(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The one choice of an answer. Raises: DependencyError where it is an error, such as a prompt that is too long."""
    if "choices" not in answer:
        kind = (answer.get("error") or {}).get("type", "no answer")
        raise DependencyError(f"the local chat model failed: {kind}")
    choice: dict[str, Any] = answer["choices"][0]
    return choice
