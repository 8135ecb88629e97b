"""Work in threads, results in order: one core inflates while the others read."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

Given = TypeVar("Given")
Made = TypeVar("Made")


class Ahead(Generic[Made]):
    """Runs through `items` in a thread of its own, at most `most` before they are taken.

    It begins at once. What `items` raises is raised where they are taken. Use it in a `with`, so
    that the thread ends whatever happens.
    """

    def __init__(self, items: Iterable[Made], most: int) -> None:
        self._ready: queue.Queue[Made | _End] = queue.Queue(most)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(items,), daemon=True)
        self._thread.start()

    def __enter__(self) -> Ahead[Made]:
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def __iter__(self) -> Iterator[Made]:
        while True:
            item = self._ready.get()
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item

    def _run(self, items: Iterable[Made]) -> None:
        end = _End()
        try:
            for item in items:
                self._put(item)
                if self._stopped.is_set():
                    return
        except BaseException as error:  # Whatever it is, the thread that takes must raise it.
            end.error = error
        self._put(end)

    def _put(self, item: Made | _End) -> None:
        while not self._stopped.is_set():
            with contextlib.suppress(queue.Full):
                self._ready.put(item, timeout=0.1)
                return


class _End:
    """Stands behind the last item, with what went wrong."""

    error: BaseException | None = None


AHEAD = 3
"""Items that may be at work or wait to be taken, which bounds the memory that they hold."""


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


def gathered(texts: Iterable[bytes], least: int) -> Iterator[bytes]:
    """Yield the texts joined to such of at least `least` bytes; the last may be shorter."""
    held: list[bytes] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= least:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)
