"""A period is a value: a year, a half-year, a quarter or a month, with its forms and its past."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

_FORM = re.compile(r"([12][0-9]{3})(?:-(?:h([12])|q([1-4])|(0[1-9]|1[0-2])))?\Z", re.ASCII)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Grain(Enum):
    """How long a period is; the value says how many of them make a year."""

    YEAR = 1
    HALF = 2
    QUARTER = 4
    MONTH = 12

    @property
    def year_on(self) -> int:
        """How much larger the number of a period is a year later.

        Tables hold the number of a period: `2022`, `20221` for a half-year, `20223` for a quarter,
        `202207` for a month. A table a year later is its number plus this.
        """
        return {Grain.YEAR: 1, Grain.HALF: 10, Grain.QUARTER: 10, Grain.MONTH: 100}[self]


class Period(NamedTuple):
    """A period: its year, and which half-year, quarter or month of it, 0 for the whole year.

    Periods of one grain sort in the order of time.
    """

    year: int
    part: int = 0
    grain: Grain = Grain.YEAR

    @classmethod
    def numbered(cls, number: int, grain: Grain = Grain.YEAR) -> Period:
        """Return the period that tables of `grain` hold as `number`.

        Raises:
            ValueError: no period of this grain has that number.

        """
        year, part = divmod(number, grain.year_on) if grain is not Grain.YEAR else (number, 0)
        if not 1000 <= year <= 2999 or (part == 0) is not (grain is Grain.YEAR):
            raise ValueError(f"{number} is no {grain.name.lower()}")
        if part > grain.value:
            raise ValueError(f"{number} is no {grain.name.lower()}")
        return cls(year, part, grain)

    @classmethod
    def parse(cls, text: str) -> Period:
        """Return the period that prints as `text`: `2022`, `2022-h1`, `2022-q3` or `2022-07`.

        Raises:
            ValueError: it is not of one of these forms.

        """
        found = _FORM.match(text)
        if found is None:
            raise ValueError(f"{text!r} is no period")
        year, half, quarter, month = found.groups()
        for grain, part in ((Grain.HALF, half), (Grain.QUARTER, quarter), (Grain.MONTH, month)):
            if part is not None:
                return cls(int(year), int(part), grain)
        return cls(int(year))

    def __str__(self) -> str:
        """Print the form for addresses, which `parse` reads; it sorts in the order of time."""
        part = {
            Grain.YEAR: "",
            Grain.HALF: f"-h{self.part}",
            Grain.QUARTER: f"-q{self.part}",
            Grain.MONTH: f"-{self.part:02}",
        }[self.grain]
        return f"{self.year}{part}"

    @property
    def number(self) -> int:
        """The period as tables hold it."""
        return self.year if self.grain is Grain.YEAR else self.year * self.grain.year_on + self.part

    def before(self) -> Period:
        """Return the same period of the year before, with which growth compares."""
        return self._replace(year=self.year - 1)

    def next(self, step: int = 1) -> Period:
        """Return the period that follows after `step` periods of this grain; negative goes back."""
        if self.grain is Grain.YEAR:
            return self._replace(year=self.year + step)
        year, part = divmod(self.year * self.grain.value + self.part - 1 + step, self.grain.value)
        return self._replace(year=year, part=part + 1)

    def years_since(self, first: Period) -> float:
        """Return how many years lie between two periods of one grain: the span of a CAGR.

        Raises:
            ValueError: the grains differ.

        """
        if self.grain is not first.grain:
            raise ValueError(f"{self} and {first} are of two lengths")
        return self.year - first.year + (self.part - first.part) / self.grain.value

    @property
    def long(self) -> str:
        """The period for a sentence: `2022`, `first half of 2022`, `Q3 2022`, `Jul 2022`."""
        if self.grain is Grain.HALF:
            return f"{'first' if self.part == 1 else 'second'} half of {self.year}"
        return f"{self._part} {self.year}".lstrip()

    @property
    def short(self) -> str:
        """The period where its neighbours stand beside it: `22`, `H1 22`, `Q3 22`, `Jul 22`."""
        return f"{self._part} {self.year % 100:02}".lstrip()

    @property
    def _part(self) -> str:
        return {
            Grain.YEAR: "",
            Grain.HALF: f"H{self.part}",
            Grain.QUARTER: f"Q{self.part}",
            Grain.MONTH: _MONTHS[self.part - 1],
        }[self.grain]


def span(first: Period, last: Period) -> str:
    """Return two periods in a few cells: `2023-24`, `Q3 22-Q3 23`; one alone is itself."""
    if first == last:
        return first.long
    if first.grain is Grain.YEAR and first.year // 100 == last.year // 100:
        return f"{first.year}-{last.short}"
    if first.grain is Grain.YEAR:
        return f"{first.year}-{last.year}"
    return f"{first.short}-{last.short}"


def spelled(listed: tuple[int, ...], grain: Grain = Grain.YEAR) -> str:
    """Return numbers of periods in words: `2024`, `2017–2024` or `2017, 2019, 2024`."""
    if not listed:
        return f"no {grain.name.lower()}"
    periods = [Period.numbered(number, grain) for number in listed]
    if len(listed) > 1 and listed == numbers(periods[0], periods[-1]):
        return f"{periods[0].long}–{periods[-1].long}"
    return ", ".join(period.long for period in periods)


def numbers(first: Period, last: Period) -> tuple[int, ...]:
    """Return the numbers of all periods of one grain from `first` to `last`, both among them."""
    found = []
    while first <= last:
        found.append(first.number)
        first = first.next()
    return tuple(found)
