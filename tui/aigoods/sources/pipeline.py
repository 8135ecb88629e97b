"""Work in threads, results in order: one core inflates while the others read."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future

Given = TypeVar("Given")
Made = TypeVar("Made")

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
