"""From the blocks of BACI's files to flows, in threads."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import polars as pl

from aigoods.sources.baci.everything import Everything, read_everything
from aigoods.sources.baci.rows import (
    check_header,
    line_pattern,
    of_wanted_codes,
    read_rows,
    wanted_lines,
)
from aigoods.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from aigoods.sources.progress import Meter

TEXT_BATCH = 4 << 20
"""Bytes of wanted lines that are parsed at once."""

ROW_BATCH = 100_000
"""Rows of wanted codes that are handed on at once."""


def flows(
    names: Sequence[str],
    codes: Mapping[str, str] | None,
    blocks: Iterable[tuple[int, bytes]],
    pool: Executor,
    meter: Meter,
    take_sums: Callable[[pl.DataFrame], None] | None = None,
) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield the flows of files, a frame without rows at the end of each.

    `names` are those of the files, `blocks` their blocks, each with the place of its file, `codes`
    the codes that are wanted, all where it is None. `take_sums` is given what the lines of some
    codes and of all others hold together, as `Everything.sums` has it, a part at a time.

    Raises:
        DataError: a file is no table of BACI.

    """
    pattern = None if codes is None else line_pattern(codes)
    for place, of_file in groupby(blocks, itemgetter(0)):
        name = names[place]
        contents = (block for _, block in of_file)
        check_header(next(contents), name)
        counted = meter.counted(place, contents)
        if codes is not None and take_sums is not None:
            read = partial(read_everything, codes=codes, name=name)
            for frame in _without_sums(in_order(pool, read, counted), take_sums):
                yield place, frame
        else:
            wanted = partial(wanted_lines, pattern=pattern, name=name)
            lines = gathered(in_order(pool, wanted, counted), TEXT_BATCH)
            for frame in in_order(pool, partial(read_rows, name=name), lines):
                yield place, of_wanted_codes(frame, codes)
        if place < len(names) - 1:
            meter.ended(place)
        yield place, read_rows(b"", name)


def _without_sums(
    found: Iterable[Everything], take_sums: Callable[[pl.DataFrame], None]
) -> Iterator[pl.DataFrame]:
    """Yield the rows of blocks, many together, and hand their sums on."""
    held: list[pl.DataFrame] = []
    for each in found:
        take_sums(each.sums)
        held.append(each.rows)
        if sum(rows.height for rows in held) >= ROW_BATCH:
            yield pl.concat(held)
            held = []
    if held:
        yield pl.concat(held)


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
