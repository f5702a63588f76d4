"""The operations of whoever runs the assistant: figures, health, and what is to be looked into. For editors alone."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from assistant.index.generations import MANIFEST, current_generation
from assistant.messages.readings import describe_reading
from assistant.operating import Case, ObservationStore, Worklist
from assistant.operating.observations import SLOW_MS
from assistant.operating.records import Judgement
from assistant.server.api.editing import Editor, Shown
from assistant.server.api.failures import failures
from assistant.server.api.requests import Text

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.operating import Recorder
    from assistant.server.api.workers import Workers
    from assistant.settings import Settings

DAYS = 60  # with figures that are shown
SLOW = 50
JSON_LINES = "application/jsonl"
WRITTEN_SECONDS = 2.0  # to wait for what was noted last
Reference = Annotated[str, Path(max_length=100)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Mark(_Body):
    """What became of a case."""

    done: bool = Field(description="Whether nothing is left to be done.")
    note: Annotated[Text, Field(max_length=1000)] = ""


class Judged(_Body):
    """What somebody says of the answer that a case gets now."""

    judgement: Judgement = Field(
        description="`not_in_documents`: the documents do not say it; `shown_is_right`: the clauses that are cited answer it; "
        "`should_differ`: another answer is right, which is filled in later."
    )


def create_operating_router(
    assistant: PolicyAssistant, settings: Settings, workers: Workers, recorder: Recorder
) -> APIRouter:
    """All routes of the tab."""
    router = APIRouter(tags=["operating"])
    observations, worklist = ObservationStore.of(settings), Worklist.of(settings)

    @router.get("/operating", summary="Figures by day, slow answers, the index", responses=failures())
    def overview(who: Editor, language: Shown = "en") -> Response:
        recorder.flush(WRITTEN_SECONDS)
        days = [asdict(day) | {"asked": day.asked} for day in observations.days(DAYS)]
        slow = [asdict(one) for one in observations.slow(SLOW)]
        kept = {"questions_kept": settings.log_questions, "days_kept": settings.feedback_days}
        index = _describe_index(assistant, settings, language)
        return JSONResponse({"days": days, "slow": slow, "slow_ms": SLOW_MS, "index": index, **kept})

    @router.get("/operating/cases", summary="What is to be looked into", responses=failures())
    def list_cases(
        who: Editor,
        done: Annotated[bool | None, Query(description="Only what is done, or not.")] = None,
        limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    ) -> Response:
        recorder.flush(WRITTEN_SECONDS)
        cases = worklist.cases()
        wanted = [case for case in cases if done is None or case.done == done]
        counts = {"open": sum(not case.done for case in cases), "done": sum(case.done for case in cases)}
        records = sum(case.recorded for case in cases)
        shown = [asdict(case) for case in wanted[:limit]]
        return JSONResponse({"cases": shown, "count": len(wanted), "records": records, **counts})

    @router.post("/operating/cases/{reference}", summary="Note what became of it", responses=failures(404))
    def mark(who: Editor, reference: Reference, body: Mark) -> Response:
        return JSONResponse(asdict(worklist.mark(reference, done=body.done, note=body.note)))

    @router.post(
        "/operating/cases/{reference}/record",
        summary="Make a question record for the evaluation of it",
        responses=failures(404, 409, 504),
    )
    async def judge(who: Editor, reference: Reference, body: Judged, request: Request) -> Response:
        case: Case = await run_in_threadpool(worklist.find, reference)
        answer = await workers.run(partial(assistant.ask, case.question))  # as the documents are now
        return JSONResponse(await run_in_threadpool(worklist.judge, reference, body.judgement, answer))

    @router.get(
        "/operating/records",
        summary="The records, as JSON Lines",
        response_class=Response,
        responses=failures() | {200: {"content": {JSON_LINES: {}}}},
    )
    def list_records(who: Editor) -> Response:
        lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in worklist.records())
        headers = {"Content-Disposition": 'attachment; filename="from-use.jsonl"'}
        return Response(lines, media_type=JSON_LINES, headers=headers)

    @router.post("/operating/forget", summary="Delete the questions that are kept", responses=failures())
    def forget(who: Editor) -> Response:
        recorder.flush(WRITTEN_SECONDS)
        return JSONResponse({"forgotten": observations.forget_questions()})

    return router


def _describe_index(
    assistant: PolicyAssistant, settings: Settings, language: Literal["vi", "en"]
) -> dict[str, Any]:
    """What the index holds, since when, and what was noted when its files were read."""
    documents = assistant.documents()
    titles = {document.id: document.short_title for document in documents}
    reports = assistant.reading_reports()
    warnings = [
        {"document": name, "title": titles.get(name, name), "said": said}
        for name, report in reports.items()
        if (said := describe_reading(report, language))
    ]
    built = (current_generation(settings.index_path()) / MANIFEST).stat().st_mtime
    return {
        "id": assistant.index_id,
        "built": datetime.fromtimestamp(built, UTC).isoformat(timespec="seconds"),
        "documents": len(documents),
        "clauses": sum(len(assistant.sections(document.id)) for document in documents),
        "targets": len(assistant.targets()),
        "duties": len(assistant.responsibilities()),
        "warnings": warnings,
        "free_bytes": shutil.disk_usage(settings.index_path()).free,
    }
