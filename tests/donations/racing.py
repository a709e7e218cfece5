"""Letting things happen at the same moment, on connections of their own."""

import time
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

BEGUN_SECONDS = 0.3


def at_once(*acts: Callable[[], Any], behind: QuerySet | None = None) -> list[Any]:
    """Run acts in threads that start together; gives what each answered, or what it raised.

    Rows in `behind` are locked until all have begun: who reads them without a lock of their own then reads old news.
    """
    barrier = Barrier(len(acts))
    answers: list[Any] = [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        barrier.wait()
        try:
            answers[place] = act()
        except Exception as error:
            answers[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    with transaction.atomic():
        if behind is not None:
            list(behind.select_for_update())
        for thread in threads:
            thread.start()
        if behind is not None:
            time.sleep(BEGUN_SECONDS)
    for thread in threads:
        thread.join()
    return answers
