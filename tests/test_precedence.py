"""What can wait gives way to answers, though not for ever."""

import math
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from assistant.precedence import Precedence


def test_nothing_waits_where_nothing_is_answered() -> None:
    started = time.monotonic()
    assert Precedence().give_way(math.inf)
    assert time.monotonic() - started < 0.5


def test_what_can_wait_goes_on_when_the_answers_are_done() -> None:
    precedence, answered = Precedence(), Event()

    def wait() -> bool:
        precedence.give_way(math.inf)
        return answered.is_set()

    with ThreadPoolExecutor(1) as pool:
        with precedence.first(), precedence.first():
            waiting = pool.submit(wait)
            time.sleep(0.1)
            answered.set()
        assert waiting.result(10)


def test_an_answer_that_waits_itself_is_not_waited_for() -> None:
    precedence = Precedence()
    with precedence.first():  # what other tests left running may keep the processor for a second or two
        assert any(precedence.give_way(math.inf) for _ in range(5))


def test_what_can_wait_is_given_up_where_answers_keep_the_processor() -> None:
    precedence, over = Precedence(), Event()

    def work() -> None:
        with precedence.first():
            while not over.is_set():
                sum(range(1000))

    with ThreadPoolExecutor(1) as pool:
        pool.submit(work)
        while not precedence.give_way(math.inf):
            over.set()
    assert over.is_set()


def test_what_nobody_waits_for_any_more_is_given_up() -> None:
    precedence = Precedence()
    assert not precedence.give_way(time.monotonic() - 1.0)
