"""Texts into vectors while an index is built: those that are known, those that a cluster makes, and the others here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant.documents.cluster import Cluster, Job
from assistant.index.build import Progress
from assistant.index.cache import VectorCache
from assistant.index.encoders import Encoder, encoder_id, open_encoder
from assistant.settings import Settings

EMBEDDED_AT_ONCE = 16  # texts; vectors are kept after each, so that a stopped build goes on from there
_encoders: dict[str, Encoder] = {}  # of a worker, which keeps it open


@dataclass(slots=True)
class Embedding:
    """The vectors, `known` by the keys of their texts; what is made is kept in the cache at once.

    `earlier` are those of the index before.
    """

    encoder: Encoder
    cache: VectorCache
    earlier: Mapping[bytes, NDArray[np.float32]]
    progress: Progress
    known: dict[bytes, NDArray[np.float32]] = field(default_factory=dict)

    def share(self, texts: Mapping[bytes, str], settings: Settings, cluster: Cluster) -> set[bytes]:
        """Has the workers of a cluster make what is not known; the keys of what they made."""
        pending = self._missing(texts)
        parts = [pending[n : n + EMBEDDED_AT_ONCE] for n in range(0, len(pending), EMBEDDED_AT_ONCE)]
        jobs = [
            Job(f"passages, part {n}", keys[0], (settings, [texts[key] for key in keys]))
            for n, keys in enumerate(parts, start=1)
        ]
        keys_of = {keys[0]: keys for keys in parts}
        made: set[bytes] = set()
        for job, vectors in cluster.run(embed_elsewhere, jobs):
            self._keep(keys_of[job.key], vectors)
            made.update(keys_of[job.key])
            self.progress("embed", len(made), len(pending))
        return made

    def complete(self, texts: Mapping[bytes, str]) -> set[bytes]:
        """Makes what is not known; the keys of what had to be made."""
        pending = self._missing(texts)
        for start in range(0, len(pending), EMBEDDED_AT_ONCE):
            self.progress("embed", start, len(pending))
            keys = pending[start : start + EMBEDDED_AT_ONCE]
            self._keep(keys, self.encoder.embed_passages([texts[key] for key in keys]))
        self.progress("embed", len(pending), len(pending))
        return set(pending)

    def _missing(self, texts: Mapping[bytes, str]) -> list[bytes]:
        found = {key: self.earlier[key] for key in texts if key in self.earlier}
        found |= self.cache.read([key for key in texts if key not in found and key not in self.known])
        # An encoder behind an address is asked for its dimension only where there is something to compare.
        self.known |= {key: v for key, v in found.items() if len(v) == self.encoder.dimension}
        return [key for key in texts if key not in self.known]

    def _keep(self, keys: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        self.cache.write(keys, vectors)
        self.known.update(zip(keys, vectors, strict=True))


def embed_elsewhere(settings: Settings, texts: Sequence[str]) -> NDArray[np.float32]:
    """What a worker makes of texts, with an encoder that it keeps open."""
    name = encoder_id(settings)
    if name not in _encoders:
        _encoders[name] = open_encoder(settings, for_passages=True)
    return _encoders[name].embed_passages(texts)
