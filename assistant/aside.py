"""Work beside the answers: functions called in a process of their own, of low priority, so that questions need not wait.

The process is `python -m assistant.aside`. It is kept a while for the call that follows, since it takes a second to start.
"""

from __future__ import annotations

import atexit
import os
import pickle
import queue
import signal
import subprocess
import threading
from collections.abc import Callable
from typing import IO, Any, ParamSpec, TypeVar, cast

from assistant.processes import module_process

Given = ParamSpec("Given")
Result = TypeVar("Result")
_KEPT_SECONDS = 60.0
_PRIORITY = 15  # of 19, the lowest


def call_aside(function: Callable[..., Result], *given: Any, **named: Any) -> Result:
    """The result of a function of the assistant's modules. Raises: what it raises; ChildProcessError where its process ends.

    Arguments and result are copied. Of an argument `progress` the calls come back.
    """
    progress = named.pop("progress", None)
    process = _take()
    try:
        pickle.dump((function, given, named, progress is not None), cast("IO[bytes]", process.stdin))
        cast("IO[bytes]", process.stdin).flush()
        while True:
            kind, value = pickle.load(cast("IO[bytes]", process.stdout))
            if kind != "progress":
                break
            progress(*value)
    except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
        _end(process)
        raise ChildProcessError(f"{function.__name__} ended its process") from error
    except BaseException:
        _end(process)
        raise
    _keep(process)
    if kind == "error":
        raise value
    return cast("Result", value)


_kept: list[tuple[subprocess.Popen[bytes], threading.Timer]] = []
_lock = threading.Lock()


def _take() -> subprocess.Popen[bytes]:
    with _lock:
        while _kept:
            process, timer = _kept.pop()
            timer.cancel()
            if process.poll() is None:
                return process
            _end(process)
    return subprocess.Popen(
        **module_process("assistant.aside"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def _keep(process: subprocess.Popen[bytes]) -> None:
    """One process; a further one that was needed at the same time ends."""
    with _lock:
        if not _kept:
            timer = threading.Timer(_KEPT_SECONDS, _let_go)
            timer.daemon = True
            timer.start()
            _kept.append((process, timer))
            return
    _end(process)


@atexit.register
def _let_go() -> None:
    with _lock:
        left = [*_kept]
        _kept.clear()
    for process, timer in left:
        timer.cancel()
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    with process:
        pass  # closes its pipes and waits


def _work() -> None:
    """Calls what standard input names, one after the other; ends with it, in the middle of a call too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not end up among the results
    if hasattr(os, "nice"):
        os.nice(_PRIORITY)
    jobs: queue.SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], bool]] = (
        queue.SimpleQueue()
    )
    threading.Thread(target=_receive, args=(jobs,), daemon=True).start()

    def send(kind: str, value: Any) -> None:
        channel.write(pickle.dumps((kind, value)))
        channel.flush()

    while True:
        function, given, named, followed = jobs.get()
        if followed:
            named["progress"] = lambda *values: send("progress", values)
        try:
            result = function(*given, **named)
        except Exception as error:  # noqa: BLE001 - the caller gets it
            send("error", error)
        else:
            send("result", result)


def _receive(jobs: queue.SimpleQueue[Any]) -> None:
    with os.fdopen(os.dup(0), "rb") as source:
        while True:
            try:
                jobs.put(pickle.load(source))
            except EOFError:
                os._exit(0)  # nobody is left to wait for the result


if __name__ == "__main__":
    _work()
