"""From the blocks of BACI's files to flows, in threads."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.editions import basket_code
from aigoods.sources.baci.rows import check_header, line_pattern, read_rows, wanted_lines
from aigoods.threads import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor

    from aigoods.sources.progress import Meter

TEXT_BATCH = 4 << 20
"""Bytes of wanted lines that are parsed at once."""


def flows(
    names: Sequence[str],
    codes: Mapping[str, str] | None,
    blocks: Iterable[tuple[int, bytes]],
    pool: Executor,
    meter: Meter,
) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield the flows of files, a frame without rows at the end of each.

    `names` are those of the files, `blocks` their blocks, each with the place of its file, `codes`
    the codes that are wanted, all where it is None.

    Raises:
        DataError: a file is no table of BACI.

    """
    pattern = None if codes is None else line_pattern(codes)
    for place, of_file in groupby(blocks, itemgetter(0)):
        name = names[place]
        contents = (block for _, block in of_file)
        check_header(next(contents), name)
        wanted = partial(wanted_lines, pattern=pattern, name=name)
        lines = in_order(pool, wanted, meter.counted(place, contents))
        for frame in in_order(pool, partial(read_rows, name=name), gathered(lines, TEXT_BATCH)):
            yield place, _of_wanted_codes(frame, codes)
        if place < len(names) - 1:
            meter.ended(place)
        yield place, read_rows(b"", name)


def _of_wanted_codes(frame: pl.DataFrame, codes: Mapping[str, str] | None) -> pl.DataFrame:
    """Return the rows of wanted codes: some show only when they are read that they are none."""
    if codes is None:
        return frame
    found = frame["code"].unique()
    others = [code for code in found if basket_code(codes, code.upper()) is None]
    return frame.filter(~pl.col("code").is_in(others)) if others else frame


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
