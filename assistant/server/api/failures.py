"""Every failure as the same JSON: `{"error": {"code", "message", "hint"}}`."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError
from assistant.server.log import request_id
from assistant.server.shield import error_body, local_path

RETRY_SECONDS = 5


class Failure(BaseModel):
    """What went wrong, and what to do about it."""

    code: str
    message: str
    hint: str


class ErrorBody(BaseModel):
    """The body of every response that is no success."""

    error: Failure


class BusyError(AssistantError):
    """So many requests wait that another one would wait too long."""

    code = "busy"
    http_status = 503


class SlowAnswerError(AssistantError):
    """The answer took longer than the settings allow."""

    code = "timeout"
    http_status = 504


def failures(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The OpenAPI entry of the failures that every operation shares, and of these."""
    return {
        status: {"model": ErrorBody}
        for status in sorted({400, 401, 403, 413, 421, 422, 429, 431, 503, *statuses})
    }


def describe(error: Exception, request: Request) -> tuple[int, dict[str, Any]]:
    """(HTTP status, body) of an error. What is not expected is told by its request id alone."""
    if isinstance(error, AssistantError):
        return error.http_status, error_body(error.code, error.message, error.hint)
    hint = f"give the administrator the request id {request_id(request.scope)}"
    return 500, error_body("internal", "something went wrong", hint)


def handle_failures(api: FastAPI) -> None:
    """Registers the handlers of all failures."""
    api.exception_handler(AssistantError)(_on_error)
    api.exception_handler(Exception)(_on_error)
    api.exception_handler(HTTPException)(_on_http)
    api.exception_handler(RequestValidationError)(_on_invalid)


async def _on_error(request: Request, error: Exception) -> JSONResponse:
    status, body = describe(error, request)
    headers = {"Retry-After": str(RETRY_SECONDS)} if status == HTTPStatus.SERVICE_UNAVAILABLE else None
    return JSONResponse(body, status, headers)


async def _on_http(request: Request, error: HTTPException) -> JSONResponse:
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    match error.status_code:
        case 404:
            body = error_body(
                "not_found", "there is nothing at this address", "openapi.json lists what there is"
            )
        case 405:
            # Of a path with several routes, the framework names the methods of the first one alone.
            methods = request.app.openapi()["paths"].get(local_path(request.scope), {})
            allowed = ", ".join(sorted(method.upper() for method in methods)) or headers.get("allow", "")
            headers["allow"] = allowed
            body = error_body("method_not_allowed", f"{request.method} is not allowed here", f"use {allowed}")
        case status:
            phrase = HTTPStatus(status).phrase
            body = error_body(phrase.lower().replace(" ", "_"), str(error.detail or phrase), "")
    return JSONResponse(body, error.status_code, headers)


async def _on_invalid(request: Request, error: RequestValidationError) -> JSONResponse:
    """Names the field and never repeats what was sent: it may be a question."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path"))
    said = str(first["msg"]).removeprefix("Value error, ")
    message = f"{where}: {said}" if where and first["type"] != "json_invalid" else said
    hint = "openapi.json describes the request; a body is JSON with Content-Type: application/json"
    return JSONResponse(error_body("invalid_request", message, hint), 422)
