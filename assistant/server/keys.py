"""Keys of the API and the page: a file of hashes. A key itself is shown once, when it is made."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock
from platformdirs import user_data_path

from assistant.errors import AssistantError
from assistant.settings import Settings

PREFIX = "pa"
_LOCK_SECONDS = 10
Role = Literal["user", "editor"]  # an editor adds and changes documents


class KeyFileError(AssistantError):
    """The file of the keys cannot be read or written; nobody is let in."""

    code = "keys_unavailable"
    http_status = 503


class UnknownKeyError(AssistantError):
    """There is no key of this id."""

    code = "unknown_key"


@dataclass(frozen=True, slots=True)
class Key:
    """What is kept of a key. Times are ISO 8601, UTC; a key without `expires` lasts until it is revoked."""

    id: str
    name: str
    digest: str  # SHA-256 of the whole key, which has 256 random bits: nothing that could be guessed
    created: str
    expires: str | None = None
    revoked: str | None = None
    role: Role = "user"
    groups: tuple[str, ...] = ()  # the roles for which its holder sees documents

    @property
    def state(self) -> str:
        """`valid`, `revoked` or `expired`."""
        if self.revoked:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= _now() else "valid"


def key_path(settings: Settings) -> Path:
    """Where the keys are kept."""
    return settings.keys_file or user_data_path("policy-assistant") / "keys.json"


class KeyStore:
    """The keys in a file. A running server follows the file: what is revoked there is refused at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._read: tuple[tuple[int, int, int] | None, dict[str, Key]] = (None, {})

    def all(self) -> tuple[Key, ...]:
        """Every key that was made, oldest first. Raises: KeyFileError."""
        return tuple(self._current().values())

    def create(
        self, name: str, *, days: int | None = None, role: Role = "user", groups: Iterable[str] = ()
    ) -> tuple[Key, str]:
        """A new key and what is kept of it. Raises: KeyFileError."""
        identifier = secrets.token_hex(4)
        token = f"{PREFIX}_{identifier}_{secrets.token_urlsafe(32)}"
        expires = _now(timedelta(days=days)) if days is not None else None
        key = Key(identifier, name, _digest(token), _now(), expires, role=role, groups=tuple(groups))
        with self._writing() as keys:
            self._write([*keys, key])
        return key, token

    def revoke(self, identifier: str) -> Key:
        """Refuses a key from now on. Raises: UnknownKeyError, KeyFileError."""
        with self._writing() as keys:
            found = next((key for key in keys if key.id == identifier), None)
            if found is None:
                raise UnknownKeyError(
                    f"there is no key {identifier}", hint="`policy-assistant keys list` lists them"
                )
            gone = replace(found, revoked=found.revoked or _now())
            self._write(gone if key is found else key for key in keys)
        return gone

    def find(self, token: str) -> Key | None:
        """The valid key that this is. Raises: KeyFileError."""
        prefix, _, rest = token.partition("_")
        key = self._current().get(rest.partition("_")[0]) if prefix == PREFIX else None
        if key is None or not hmac.compare_digest(key.digest, _digest(token)):
            return None
        return key if key.state == "valid" else None

    def _current(self) -> dict[str, Key]:
        try:
            state = self.path.stat()
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise _unusable(self.path, error) from None
        with self._lock:
            if self._read[0] != stamp:
                self._read = (stamp, {key.id: key for key in _load(self.path)})
            return self._read[1]

    def _writing(self) -> _Writing:
        return _Writing(self.path)

    def _write(self, keys: Iterable[Key]) -> None:
        """Replaces the file in one step, so that a server never reads half of it."""
        text = json.dumps({"keys": [asdict(key) for key in keys]}, ensure_ascii=False, indent=2)
        try:
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=f".{self.path.name}.")  # mode 0600
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(self.path)
        except OSError as error:
            raise _unusable(self.path, error) from None


class _Writing:
    """The keys as they are, while no other process changes them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = FileLock(f"{path}.lock", timeout=_LOCK_SECONDS)

    def __enter__(self) -> list[Key]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock.acquire()
        except OSError as error:  # a time-out is one, too
            raise _unusable(self._path, error) from None
        try:
            return _load(self._path) if self._path.exists() else []
        except BaseException:
            self._lock.release()
            raise

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _load(path: Path) -> list[Key]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["keys"]
        return [Key(**row | {"groups": tuple(row.get("groups", ()))}) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unusable(path, error) from None


def _unusable(path: Path, error: Exception) -> KeyFileError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return KeyFileError(
        f"the keys in {path} cannot be used: {reason}", hint="check the file and ASSISTANT_KEYS_FILE"
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now(later: timedelta = timedelta()) -> str:
    return (datetime.now(UTC) + later).strftime("%Y-%m-%dT%H:%M:%SZ")
