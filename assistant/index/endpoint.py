"""The encoder behind an OpenAI-compatible embeddings endpoint: patient with passages, quick to give up on questions.

An index of thousands of documents takes hours, and one slow answer must not end it: what was not answered in time is asked
again in smaller batches, what was turned down again later. A question has somebody waiting: after two failures in a row
the endpoint rests, and questions fail at once but for the one that tries it again.
"""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any

import numpy as np

from assistant.errors import DependencyError
from assistant.index.encoders import (
    PASSAGE_CHARACTERS,
    QUERY_CHARACTERS,
    Vectors,
    encodable,
    encoder_id,
    prefixes,
    unit,
)
from assistant.settings import Settings

logger = logging.getLogger(__name__)
BATCH = 32  # texts of a request, as long as they are answered in time
QUERY_ATTEMPTS = 3
QUERY_WAIT_SECONDS = 2.0  # longest wait that an endpoint may ask of a question
PATIENCE_SECONDS = 600.0  # for passages that are not answered, before indexing gives up
LONGEST_WAIT_SECONDS = 120.0  # before a passage is tried again, whatever the endpoint asks for
FIRST_WAIT_SECONDS = 0.5
REST_SECONDS = 5.0
FAILURES_BEFORE_REST = 2
_GROWING = 16  # batches in a row after which a smaller batch grows again
_SAME = 1e-3  # cosine by which two vectors of one text may differ from batch to batch


class _UnansweredError(Exception):
    """A request that may be answered another time: after `wait` seconds, or, where it was `too_much`, in parts."""

    def __init__(self, reason: str, *, wait: float = 0.0, too_much: bool = False, slow: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.wait, self.too_much, self.slow = reason, wait, too_much, slow


class EndpointEncoder:
    """An OpenAI-compatible embeddings endpoint (TEI, vLLM, llama.cpp, hosted ones)."""

    def __init__(self, model: str, settings: Settings) -> None:
        import httpx

        key = settings.encoder_api_key
        self._model = model
        self._url = str(settings.encoder_url).rstrip("/") + "/embeddings"
        self._seconds = settings.service_timeout_seconds
        self._client = httpx.Client(
            timeout=self._seconds,
            headers={"Authorization": f"Bearer {key.get_secret_value()}"} if key else {},
        )
        weakref.finalize(self, self._client.close)
        self._prefixes = prefixes(model)
        self.id = encoder_id(settings)
        self._length: int | None = None  # of the vectors that came so far
        self._batch, self._answered = BATCH, 0
        self._in_order = False  # whether that was looked at
        self._rest = _Rest()

    @cached_property
    def dimension(self) -> int:
        """The length of a vector, asked of the endpoint once."""
        return int(self.embed_queries(["a"]).shape[1])

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions. Raises: DependencyError, at once while the endpoint rests."""
        prepared = [self._prefixes[0] + encodable(text, limit=QUERY_CHARACTERS) for text in texts]
        self._rest.begin(self._failure)
        for attempt in range(QUERY_ATTEMPTS):
            try:
                vectors = self._ask(prepared)
            except _UnansweredError as error:
                if (
                    error.slow
                    or error.too_much
                    or error.wait > QUERY_WAIT_SECONDS
                    or attempt + 1 == QUERY_ATTEMPTS
                ):
                    self._rest.failed()
                    raise self._failure(error.reason) from None
                time.sleep(max(error.wait, 0.2 * 4**attempt))
            else:
                self._rest.worked()
                return vectors
        raise AssertionError("unreachable")

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages; an endpoint that has answered before is asked again for ten minutes. Raises: DependencyError."""
        prepared = [self._prefixes[1] + encodable(text, limit=PASSAGE_CHARACTERS) for text in texts]
        found: list[Vectors] = []
        done = tries = 0
        since = time.monotonic()
        while done < len(prepared):
            batch = prepared[done : done + self._batch]
            try:
                vectors = self._ask(batch)
                self._check_order(batch, vectors)
            except _UnansweredError as error:
                if (error.slow or error.too_much) and len(batch) > 1:
                    self._batch, self._answered = len(batch) // 2, 0
                    continue
                unknown = self._length is None and tries + 1 >= QUERY_ATTEMPTS  # it has never answered
                if error.too_much or unknown or time.monotonic() - since > PATIENCE_SECONDS:
                    raise self._failure(error.reason) from None
                if not tries:
                    logger.warning("the embeddings endpoint is tried again: %s", error.reason)
                time.sleep(min(LONGEST_WAIT_SECONDS, max(error.wait, FIRST_WAIT_SECONDS * 2**tries)))
                tries = min(tries + 1, 6)
                continue
            found.append(vectors)
            done += len(batch)
            tries, since = 0, time.monotonic()
            self._grow()
        return np.concatenate(found) if found else np.empty((0, self.dimension), dtype=np.float32)

    def _grow(self) -> None:
        """Larger batches again, once smaller ones were answered for a while."""
        self._answered += 1
        if self._answered >= _GROWING and self._batch < BATCH:
            self._batch, self._answered = min(BATCH, self._batch * 2), 0

    def _check_order(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Embeds the last of the first texts alone: its vector must be the last one. Raises: DependencyError."""
        if self._in_order or len(texts) < 2:
            return
        cosines = vectors @ self._ask(texts[-1:])[0]
        if cosines[-1] < cosines.max() - _SAME:
            raise self._failure("the vectors come back in another order than the texts")
        self._in_order = True

    def _ask(self, texts: Sequence[str]) -> Vectors:
        """The vectors of some texts, by one request. Raises: DependencyError, _UnansweredError."""
        import httpx

        try:
            response = self._client.post(
                self._url, json={"model": self._model, "input": list(texts), "encoding_format": "float"}
            )
        except httpx.TimeoutException:
            raise _UnansweredError(f"no answer within {self._seconds:g} s", slow=True) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _UnansweredError(str(error) or type(error).__name__) from None
        status = response.status_code
        if status == 200:
            return self._vectors(response, len(texts))
        if status == 413:
            raise _UnansweredError(f"status {status}", too_much=True)
        if status in (408, 429) or status >= 500:
            raise _UnansweredError(f"status {status}", wait=_retry_after(response.headers.get("Retry-After")))
        raise self._failure(f"status {status}")

    def _vectors(self, response: Any, count: int) -> Vectors:
        try:
            rows = sorted(response.json()["data"], key=lambda row: row["index"])
            vectors = [[float(value) for value in row["embedding"]] for row in rows]
            places = [row["index"] for row in rows]
        except (ValueError, KeyError, TypeError):
            raise self._failure("the answer is not a list of embeddings") from None
        if len(vectors) != count:
            raise self._failure(f"{len(vectors)} vectors came back for {count} texts")
        if places != list(range(count)):
            raise self._failure("the answer does not say which vector is of which text")
        lengths = {len(vector) for vector in vectors}
        if len(lengths) > 1:
            raise self._failure("vectors of different lengths came back")
        (length,) = lengths
        if self._length not in (None, length):
            raise self._failure(f"vectors of {length} numbers came back, and of {self._length} before")
        made = unit(np.array(vectors, dtype=np.float32), "the embeddings endpoint")
        self._length = length
        return made

    def _failure(self, reason: str) -> DependencyError:
        return DependencyError(
            f"the embeddings endpoint {self._url} failed: {reason}",
            hint="check ASSISTANT_ENCODER_URL, ASSISTANT_ENCODER_API_KEY and that the service is running",
        )


class _Rest:
    """Whether questions leave the endpoint alone: one at a time tries it again once it has rested."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._until = 0.0

    def begin(self, failure: Callable[[str], DependencyError]) -> None:
        """Raises: what `failure` makes of the reason, while the endpoint rests."""
        with self._lock:
            if self._failures < FAILURES_BEFORE_REST:
                return
            if time.monotonic() < self._until:
                raise failure("it failed moments ago and is tried again in a few seconds")
            self._until = time.monotonic() + REST_SECONDS  # the others wait for what this one finds

    def failed(self) -> None:
        """A question was not answered."""
        with self._lock:
            self._failures += 1
            self._until = time.monotonic() + REST_SECONDS

    def worked(self) -> None:
        """A question was answered."""
        with self._lock:
            self._failures = 0


def _retry_after(written: str | None) -> float:
    """The seconds that a header asks to wait, given as seconds or as a date; 0 without one."""
    if written is None:
        return 0.0
    try:
        return max(0.0, float(written))
    except ValueError:
        pass
    try:
        until = parsedate_to_datetime(written)
    except ValueError:
        return 0.0
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())
