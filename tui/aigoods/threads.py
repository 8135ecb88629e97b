"""Work in threads: ahead of its taker, behind its giver, in order, or left behind."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor

Given = TypeVar("Given")
Made = TypeVar("Made")

AHEAD = 3
"""Items that may be at work or wait to be taken, which bounds the memory that they hold."""


class Ahead(Generic[Made]):
    """Runs through `items` in a thread of its own, at most `most` before they are taken.

    It begins at once. What `items` raises is raised where they are taken. Use it in a `with`, so
    that the thread ends whatever happens.
    """

    def __init__(self, items: Iterable[Made], most: int) -> None:
        self._ready: _Passage[Made] = _Passage(most)
        self._thread = threading.Thread(target=self._run, args=(items,), daemon=True)
        self._thread.start()

    def __enter__(self) -> Ahead[Made]:
        return self

    def __exit__(self, *_: object) -> None:
        self._ready.close()
        self._thread.join()

    def __iter__(self) -> Iterator[Made]:
        return iter(self._ready)

    def _run(self, items: Iterable[Made]) -> None:
        error = None
        try:
            for item in items:
                if not self._ready.put(item):
                    return
        except BaseException as failure:  # Whatever it is, the thread that takes must raise it.
            error = failure
        self._ready.put(_End(error))


class Behind(Generic[Given]):
    """Lets `work` run in a thread of its own on what is given, at most `most` before it is taken.

    What `work` raises is raised where more is given, and where its end is waited for.
    """

    def __init__(self, work: Callable[[Iterator[Given]], object], most: int) -> None:
        self._given: _Passage[Given] = _Passage(most)
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def give(self, item: Given) -> None:
        """Hand on an item, once there is room for it."""
        if not self._given.put(item) and self._error is not None:
            raise self._error

    def end(self) -> None:
        """Say that no more comes; `work` goes on with what it has."""
        self._given.put(_End())

    def wait(self) -> None:
        """Wait until `work` has ended."""
        self._thread.join()
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Let the thread end, whatever it is waiting for: InterruptedError is raised in `work`."""
        self._given.close()
        self._thread.join()

    def _run(self, work: Callable[[Iterator[Given]], object]) -> None:
        try:
            work(iter(self._given))
        except BaseException as failure:  # Whatever it is, also Ctrl-C: the other thread tells it.
            self._error = failure
        self._given.close()


class _End:
    """Stands behind the last item, with what went wrong."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class _Passage(Generic[Given]):
    """Hands items from one thread to another, at most `most` waiting, until it is closed."""

    def __init__(self, most: int) -> None:
        self._waiting: queue.Queue[Given | _End] = queue.Queue(most)
        self._closed = threading.Event()

    def put(self, item: Given | _End) -> bool:
        """Wait for room; return whether the item was handed on."""
        while not self._closed.is_set():
            with contextlib.suppress(queue.Full):
                self._waiting.put(item, timeout=0.1)
                return True
        return False

    def close(self) -> None:
        """Let neither thread wait any more."""
        self._closed.set()
        with contextlib.suppress(queue.Full):
            self._waiting.put_nowait(_End())

    def __iter__(self) -> Iterator[Given]:
        while True:
            item = self._waiting.get()
            if self._closed.is_set():
                raise InterruptedError
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item


def in_order(
    pool: Executor, work: Callable[[Given], Made], items: Iterable[Given], ahead: int = AHEAD
) -> Iterator[Made]:
    """Yield `work(item)` for each of `items`, in their order, made by the threads of `pool`.

    The next item is fetched in the caller's thread while the pool is at work.
    """
    waiting: deque[Future[Made]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        while waiting and (len(waiting) > ahead or waiting[0].done()):
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def abandonable(work: Callable[[], Made], check: Callable[[], object], every: float) -> Made:
    """Return what `work` returns, which runs in a thread of its own that ends with the program.

    Every so many seconds `check` is called; what it raises leaves the work behind.
    """
    made: Future[Made] = Future()

    def run() -> None:
        try:
            made.set_result(work())
        except BaseException as failure:  # Whatever it is, the thread that waits must raise it.
            made.set_exception(failure)

    threading.Thread(target=run, name="abandonable", daemon=True).start()
    while not wait([made], every).done:
        check()
    return made.result()
