"""Who may use the server: this machine alone, holders of keys, users of a proxy's single sign-on, or everyone."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from assistant.errors import AssistantError, SettingsError
from assistant.server.keys import KeyStore, key_path
from assistant.settings import Settings

COOKIE = "policy_assistant_key"  # the page's browser keeps the key in it
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(?::\d{1,5})?|https?://\[[0-9a-f:]+\](?::\d{1,5})?")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "via")
_USER_CHARACTERS = 200


class ExposedError(AssistantError):
    """The server would be open to more than this machine, and nobody has said to whom."""

    code = "exposed"


class NotLocalError(AssistantError):
    """A request that does not come from this machine reaches a server that is for it alone."""

    code = "local_only"
    http_status = 403


class SignInNeededError(AssistantError):
    """Nobody knows who asks."""

    code = "sign_in_needed"
    http_status = 401


class ForeignProxyError(AssistantError):
    """The request comes past the reverse proxy that signs users in."""

    code = "not_through_proxy"
    http_status = 403


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: `client` is the name for limits and log, `name` the one that others read beside a change of theirs."""

    client: str
    name: str = ""
    edits: bool = False  # may add and change documents
    roles: frozenset[str] = frozenset()  # which documents of named roles are seen

    @property
    def sees(self) -> frozenset[str] | None:
        """The roles that decide which documents are seen; None: all are, as editors keep them."""
        return None if self.edits else self.roles


class Access:
    """Names the client of a request, or refuses it. Raises: SettingsError for addresses that are none."""

    def __init__(self, settings: Settings) -> None:
        self._mode = settings.access
        self._user_header = settings.user_header
        self._groups_header = settings.groups_header
        self._editor_groups = frozenset(settings.editor_groups)
        self._proxy_count = settings.proxy_count
        self._proxies = read_networks(settings.trusted_proxies)
        self.keys = KeyStore(key_path(settings))

    @property
    def takes_keys(self) -> bool:
        """Whether a key lets somebody in."""
        return self._mode == "keys"

    def identify(self, headers: Headers, peer: str) -> Person:
        """Who sends a request.

        Raises: NotLocalError, SignInNeededError, ForeignProxyError, KeyFileError.
        """
        match self._mode:
            case "local":
                return self._local(headers, peer)
            case "keys":
                return self._holder(headers)
            case "proxy":
                return self._user(headers, peer)
        return Person(self.address(headers, peer))

    def address(self, headers: Headers, peer: str) -> str:
        """Where a request comes from; of IPv6 the network of 64 bits, since its hosts choose the rest freely."""
        address = _ip(peer)
        if self._is_proxy(peer):
            hops = ",".join(headers.getlist("x-forwarded-for")).split(",")
            # What stands further left was written by the client, or by nobody we know.
            forwarded = (
                _ip(_without_port(hops[-self._proxy_count])) if len(hops) >= self._proxy_count else None
            )
            address = forwarded or address
        if isinstance(address, ipaddress.IPv6Address):
            return f"address {ipaddress.ip_network((address, 64), strict=False)}"
        return f"address {address or peer}"

    def is_https(self, scheme: str, headers: Headers, peer: str) -> bool:
        """Whether the browser came through TLS, as far as we or a known proxy can tell."""
        return scheme == "https" or (self._is_proxy(peer) and headers.get("x-forwarded-proto") == "https")

    def _is_proxy(self, peer: str) -> bool:
        address = _ip(peer)
        return address is not None and any(address in network for network in self._proxies)

    def _local(self, headers: Headers, peer: str) -> Person:
        # A page elsewhere can give its own name our address (DNS rebinding), and a proxy can stand before us.
        if not is_loopback(urlsplit(f"//{headers.get('host', '')}").hostname or "") or any(
            name in headers for name in _FORWARDED
        ):
            raise NotLocalError(
                "this server is for its own machine alone",
                hint="the administrator can set ASSISTANT_ACCESS to keys, proxy or public",
            )
        return Person(self.address(headers, peer), "local", edits=True)

    def _holder(self, headers: Headers) -> Person:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            token = read_cookie(headers)
        key = self.keys.find(token.strip())
        if key is None:
            raise SignInNeededError(
                "a valid key is needed", hint="send it as Authorization: Bearer KEY, or sign in on the page"
            )
        return Person(f"key {key.id}", key.name, edits=key.role == "editor", roles=frozenset(key.groups))

    def _user(self, headers: Headers, peer: str) -> Person:
        if not self._is_proxy(peer):
            raise ForeignProxyError("this server is reached through its reverse proxy only")
        names = [name.strip() for name in headers.getlist(self._user_header)]
        if len(names) != 1 or not names[0] or len(names[0]) > _USER_CHARACTERS:
            raise SignInNeededError(
                "the reverse proxy names no user", hint=f"it has to send one header {self._user_header}"
            )
        groups = {name.strip() for name in ",".join(headers.getlist(self._groups_header)).split(",")} - {""}
        edits = bool(groups & self._editor_groups)
        return Person(f"user {names[0]}", names[0], edits=edits, roles=frozenset(groups))


def check_exposure(host: str, settings: Settings) -> None:
    """Refuses to listen more widely than somebody has decided. Raises: ExposedError, SettingsError."""
    if settings.access == "local" and not is_loopback(host):
        raise ExposedError(
            f"{host} is reached from other machines, and nothing says who may use it",
            hint="set ASSISTANT_ACCESS to keys, proxy or public (docs/integration/access.md)",
        )
    if settings.access == "proxy" and not settings.trusted_proxies:
        raise SettingsError(
            "with ASSISTANT_ACCESS=proxy the addresses of the proxies are needed",
            hint="set ASSISTANT_TRUSTED_PROXIES, such as 127.0.0.1 or 10.0.0.0/24",
        )
    read_networks(settings.trusted_proxies)


def is_loopback(host: str) -> bool:
    """Whether a name or an address means this machine only."""
    address = _ip(host)
    return address.is_loopback if address else host.lower() == "localhost"


def read_networks(values: Iterable[str]) -> tuple[Network, ...]:
    """Networks from addresses and networks. Raises: SettingsError."""
    try:
        return tuple(ipaddress.ip_network(value) for value in values)
    except ValueError as error:
        raise SettingsError(
            f"setting ASSISTANT_TRUSTED_PROXIES: {error}",
            hint="write addresses such as 10.0.0.5 or 10.0.0.0/24",
        ) from None


def read_origins(values: Iterable[str], setting: str) -> tuple[str, ...]:
    """Origins as browsers send them. Raises: SettingsError."""
    origins = tuple(value.lower().rstrip("/") for value in values)
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise SettingsError(
                f"setting {setting}: {origin} is no origin",
                hint="write https://portal.example, without a path",
            )
    return origins


def read_cookie(headers: Headers) -> str:
    """The key that the browser keeps, empty where it has none."""
    try:
        cookie = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return cookie[COOKIE].value if COOKIE in cookie else ""


@lru_cache(maxsize=4096)
def _ip(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        address = ipaddress.ip_address(text.strip().strip("[]"))
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _without_port(hop: str) -> str:
    hop = hop.strip()
    if hop.startswith("["):
        return hop.partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop
