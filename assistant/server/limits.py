"""Limits of how often clients may ask, each alone and all together; counted in the memory of this one process."""

from __future__ import annotations

import math
import time

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from assistant.errors import SettingsError
from assistant.settings import Settings


class Limiter:
    """Counts requests. Raises: SettingsError for a rate that cannot be read."""

    def __init__(self, settings: Settings) -> None:
        self._windows = FixedWindowRateLimiter(MemoryStorage())
        self._of_client = _read_rates(settings.client_rate, "ASSISTANT_CLIENT_RATE")
        self._of_all = _read_rates(settings.total_rate, "ASSISTANT_TOTAL_RATE")

    def wait(self, client: str, *, stranger: bool = False) -> int:
        """Counts a request; how many seconds it comes too early, 0 when it may pass.

        Strangers, and who is past the own limit, take nothing from the others' share.
        """
        counted = [(self._of_client, client), (self._of_all, "all")]
        for rates, identifier in counted[:1] if stranger else counted:
            for rate in rates:
                if not self._windows.hit(rate, identifier):
                    reset = self._windows.get_window_stats(rate, identifier).reset_time
                    return max(1, math.ceil(reset - time.time()))
        return 0


def _read_rates(text: str, setting: str) -> list[RateLimitItem]:
    try:
        return parse_many(text) if text.strip() else []
    except ValueError:
        raise SettingsError(
            f"setting {setting}: “{text}” is no rate", hint="write one such as 600/minute, or nothing"
        ) from None
