"""Work on documents shared between processes, of this machine or of several, by Dask.

What workers make goes into the caches of the index, as what this process makes does: so the index is the same, and what was
made when a build is killed is not made again. What fails on the workers is left to this process.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from assistant.documents.cache import code_id
from assistant.errors import DependencyError

LOCAL = "local"
RETRIES = 2  # of a task that raises; one whose worker dies is begun again on another, four times
QUEUED = 4  # tasks for each worker, at once
CONNECT_SECONDS = 10
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What one task works on, by whose name it is told."""

    name: str
    key: bytes
    arguments: tuple[Any, ...]


@dataclass(slots=True)
class Cluster:
    """An open connection to a scheduler; `failed` names what workers could not do."""

    client: Any
    address: str
    failed: list[str] = field(default_factory=list)

    def run(
        self,
        function: Callable[..., Any],
        jobs: Sequence[Job],
        progress: Callable[[int, int], None] | None = None,
    ) -> Iterator[tuple[Job, Any]]:
        """What the function makes of each job, as it comes in; jobs that fail are told and left out."""
        from distributed import as_completed

        pending = iter(jobs)
        submitted: dict[Any, Job] = {}

        def submit(job: Job) -> Any:
            future = self.client.submit(
                _checked, code_id(), function, job.arguments, retries=RETRIES, pure=False
            )
            submitted[future] = job
            return future

        first = islice(pending, max(1, len(self.client.scheduler_info()["workers"])) * QUEUED)
        completed = as_completed([submit(job) for job in first])
        for done, future in enumerate(completed, start=1):
            job = submitted.pop(future)
            if future.status == "finished":
                yield job, future.result()
            else:
                self.failed.append(job.name)
                logger.warning("%s failed on the cluster and is done here: %s", job.name, future.exception())
            if (following := next(pending, None)) is not None:
                completed.add(submit(following))
            if progress:
                progress(done, len(jobs))


def _checked(code: str, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    if code != code_id():
        raise RuntimeError("the worker has another version of policy-assistant")
    return function(*arguments)


@contextmanager
def open_cluster(address: str | None) -> Iterator[Cluster | None]:
    """The cluster of an address (tcp://host:8786), or one of this machine's processors for `local`; None for None.

    Raises: DependencyError.
    """
    if address is None:
        yield None
        return
    try:
        from distributed import Client, LocalCluster
    except ImportError:
        raise DependencyError(
            "a cluster needs the package distributed",
            hint="install it: pip install 'policy-assistant[cluster]'",
        ) from None
    own: Any = None
    try:
        if address == LOCAL:
            own = LocalCluster(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None)
        client = Client(own or address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise DependencyError(
            f"the cluster {address} does not answer: {error}",
            hint="start `dask scheduler`, and `dask worker` where policy-assistant is installed, or use --cluster local",
        ) from None
    try:
        yield Cluster(client, client.scheduler.address)
    finally:
        client.close()
        if own:
            own.close()
