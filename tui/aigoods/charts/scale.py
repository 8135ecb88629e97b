"""Axes of values: where an axis ends, its ticks at nice steps, and the text of a number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aigoods.text import (
    MINUS,
    MISSING,
    growth,
    money,
    points,
    rca,
    share,
    short_growth,
    symmetric_rca,
    three_figures,
    unit_value,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aigoods.analysis.column import Unit

NICE = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from its bottom to its top (bottom > top for ranks), with its ticks.

    `reference` is the value of a line to compare with: no growth, an index of 100, an RCA of 1.
    """

    bottom: float
    top: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    log: bool = False
    reference: float | None = None

    def part(self, value: float) -> float:
        """Return where `value` stands: 0 at the bottom, 1 at the top."""
        if self.log:
            return math.log(value / self.bottom) / math.log(self.top / self.bottom)
        return (value - self.bottom) / (self.top - self.bottom)


def axis(unit: Unit, values: Iterable[float], steps: int, *, log: bool = False) -> Axis:
    """Return the axis for `values` of a unit with at most `steps` steps (at least 2).

    Levels start at 0 unless `log` is set, which leaves out what is not above 0.
    """
    known = list(values)
    if unit == "rank":
        return _ranks(int(max(known, default=1)), steps)
    if log and unit in ("usd", "share", "index", "unit_value", "rca"):
        positive = [value for value in known if value > 0]
        if positive:
            return _logarithmic(unit, min(positive), max(positive), steps)
    least, most = min(known, default=0.0), max(known, default=0.0)
    reference = {
        "growth": 0.0,
        "points": 0.0,
        "index": 100.0,
        "rca": 1.0,
        "symmetric_rca": 0.0,
    }.get(unit)
    base = 0.0 if reference is None else reference
    least = 0.0 if unit == "rca" else least
    ticks = nice_ticks(min(least, base), max(most, base), steps)
    if unit == "growth" and ticks[0] < -1 <= least:
        # Nothing can shrink by more than all of it.
        ticks = (-1.0, *ticks[1:])
    return _named(unit, ticks[0], ticks[-1], ticks, reference=reference)


def nice_ticks(low: float, high: float, steps: int) -> tuple[float, ...]:
    """Return ticks around `low`..`high`: whole multiples of 1, 2, 2.5 or 5 times a power of ten.

    There are at most `steps` steps between them (at least 2), and for 5 steps at least 4 ticks.
    """
    span = high - low
    if span <= 0:
        span = abs(high) or 1.0
        low, high = (low, low + span) if low >= 0 else (low, low + span / 2)
    power = math.floor(math.log10(span / steps))
    sizes = (size * 10.0**p for p in range(power, power + 3) for size in NICE)
    for step in sizes:
        # A hair is forgiven, so that 0.3 is three tenths.
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= steps:
            break
    return tuple(float(f"{place * step:.12g}") for place in range(first, last + 1))


def tick_text(unit: Unit, value: float, said: Callable[[float], str] | None = None) -> str:
    """Return a number for an axis: `$250B`, `20%`, `150` or `3`; `said` writes its digits."""
    said = said or _number
    sign, size = (MINUS if value < 0 else ""), abs(value)
    if unit == "unit_value":
        return f"{tick_text('usd', value, said)}/kg"
    if unit == "usd":
        for least, letter in ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")):
            if size >= least:
                return f"{sign}${said(size / least)}{letter}"
        return f"{sign}${said(size)}"
    if unit in ("share", "growth"):
        return f"{sign}{said(size * 100)}%"
    if unit == "points":
        return f"{sign}{said(size * 100)} pp"
    return f"{sign}{said(size)}"


def value_text(unit: Unit, value: float | None) -> str:
    """Return a value as tables write it."""
    words: dict[Unit, Callable[[float | None], str]] = {
        "usd": money,
        "share": share,
        "growth": growth,
        "points": points,
        "unit_value": unit_value,
        "rca": rca,
        "symmetric_rca": symmetric_rca,
    }
    if unit in words:
        return words[unit](value)
    return MISSING if value is None else f"{value:,.0f}"


def short_text(unit: Unit, value: float | None) -> str:
    """Return a value in few cells: `$496B`, `+16%`, `25.4%` or `3`; of points without `pp`."""
    if value is None:
        return MISSING
    if unit == "growth":
        return short_growth(value)
    if unit == "points":
        return points(value).removesuffix(" pp")
    return tick_text(unit, value, three_figures) if unit == "usd" else value_text(unit, value)


def _number(size: float) -> str:
    return f"{size:,.0f}" if size >= 1000 else f"{size:.4g}"


def _named(
    unit: Unit,
    bottom: float,
    top: float,
    ticks: Iterable[float],
    *,
    log: bool = False,
    reference: float | None = None,
) -> Axis:
    kept = tuple(ticks)
    return Axis(bottom, top, kept, tuple(tick_text(unit, t) for t in kept), log, reference)


def _ranks(worst: int, steps: int) -> Axis:
    """Return an axis with rank 1 on top."""
    if worst <= steps + 1:
        bottom = max(2, worst)
        return _named("rank", bottom, 1, range(bottom, 0, -1))
    sizes = (size * 10**power for power in range(10) for size in (1, 2, 5))
    step = next(size for size in sizes if math.ceil(worst / size) <= steps)
    bottom = math.ceil(worst / step) * step
    return _named("rank", bottom, 1, [*range(bottom, 0, -step), 1])


def _logarithmic(unit: Unit, least: float, most: float, steps: int) -> Axis:
    """Return an axis whose ticks are 1, 2 and 5 times powers of ten, or powers of ten alone."""
    first, last = math.floor(math.log10(least)), math.ceil(math.log10(most))
    grid = [size * 10.0**power for power in range(first - 1, last + 1) for size in (1, 2, 5)]
    bottom = max(tick for tick in grid if tick <= least * (1 + 1e-9))
    above = [tick for tick in (*grid, 10.0 ** (last + 1)) if tick >= most * (1 - 1e-9)]
    top = min(tick for tick in above if tick > bottom)
    ticks = [tick for tick in (*grid, top) if bottom <= tick <= top]
    if len(ticks) > steps + 1:
        last = max(last, first + 1)
        stride = math.ceil((last - first) / steps)
        ticks = [10.0**power for power in range(first, last + stride, stride)]
        bottom, top = ticks[0], ticks[-1]
    return _named(unit, bottom, top, dict.fromkeys(ticks), log=True)
