"""The HTTP interface below `/api/v1`: JSON in, JSON or a stream of events out, described by an OpenAPI document."""

from __future__ import annotations

from assistant.server.api.editing import PREFIX, STREAMED
from assistant.server.api.operations import create_api, create_health_router

__all__ = [
    "PREFIX",
    "STREAMED",
    "create_api",
    "create_health_router",
]
