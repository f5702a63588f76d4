"""The scripted chat model for tests; it ships with `evals`, whose attacks need it too."""

from __future__ import annotations

from evals.model_server import ModelServer, Reply, Request

__all__ = ["ModelServer", "Reply", "Request"]
