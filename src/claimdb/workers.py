"""Work shared out to processes, its results in the order of the work, and no process left behind."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from typing import Any, TypeVar

from claimdb.errors import ClaimdbError

Result = TypeVar("Result")

AHEAD = 2
"""How many parts of the work are handed out for each process before the first of them is taken back."""


def in_order(do: Callable[..., Result], work: Sequence[tuple[Any, ...]], *, jobs: int) -> Iterator[Result]:
    """``do(*part)`` for each part of the work, in ``jobs`` processes.

    When it is left early, by an error or Ctrl-C, the processes end at once.  Raises ``ClaimdbError`` when one
    of them dies.
    """
    # Fresh processes, not copies of this one: a copy could hold a lock, or a database's open file.
    context = get_context("spawn")
    leave, left = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(leave,))
    waiting: deque[Future[Result]] = deque()
    remaining = iter(work)
    finished = False
    try:
        for part in remaining:
            waiting.append(pool.submit(do, *part))
            if len(waiting) >= jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
        finished = True
    except BrokenProcessPool:
        raise ClaimdbError(
            "a worker process ended unexpectedly: with too many jobs for the memory, or called from a script "
            'without if __name__ == "__main__"; what was done is in the database, run the same again'
        ) from None
    finally:
        if not finished:
            left.send_bytes(b"leave")
        pool.shutdown(cancel_futures=True)
        leave.close()
        left.close()


def _begin(leave: connection.Connection) -> None:
    """In a new worker: leave Ctrl-C to the parent, and watch for the moment to go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(leave,), daemon=True).start()


def _watch(leave: connection.Connection) -> None:
    """End this process as soon as the parent says so, or is gone."""
    parent = parent_process()
    connection.wait([leave] if parent is None else [leave, parent.sentinel])
    os._exit(1)
