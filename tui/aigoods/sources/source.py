"""What a source of flows is: what it asks for, what it plans, how it fetches and what it yields.

A new source is a folder beside this file whose `__init__.py` has a `SOURCE`, and one line in
`aigoods.sources.SOURCES`. Forms, commands and jobs are made from what it says of itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from aigoods.errors import DataError, UsageError
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from contextlib import AbstractContextManager
    from pathlib import Path

    import polars as pl

    from aigoods.dataset.manifest import Manifest
    from aigoods.sources.progress import Meter

USUAL_GOODS = "wto-2025"
ALL_GOODS = "all"
YES, NO = "yes", "no"
NAMED_GOODS = (USUAL_GOODS, "core-hs4", ALL_GOODS)
_SPAN = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?\Z")


class Field(NamedTuple):
    """One thing to ask for: a line of a form, an option of a command.

    `help` is a sentence, `empty` what no answer means, `default` the answer where none is given,
    `words` are answers to offer, with `files` names of files, too; a `switch` is
    answered with yes or no, and declined by the option `--no-` and its name. `read` returns what a
    text says, or raises UsageError.
    """

    name: str
    help: str
    empty: str
    default: str = ""
    words: tuple[str, ...] = ()
    files: bool = False
    switch: bool = False
    read: Callable[[str], Any] = str


class Request(NamedTuple):
    """What was asked for: basket, years (all where empty), the dataset's name, and `own` answers.

    An empty name stands for the one that the plan gives. `own` are the answers to what the source
    alone asks for, by the names of its fields. `totals` are trade in all goods by economy.
    """

    goods: str = USUAL_GOODS
    years: tuple[int, ...] = ()
    name: str = ""
    own: Mapping[str, str] = MappingProxyType({})
    totals: bool = True


class File(NamedTuple):
    """A file to be read: name, bytes, and the year of all its flows, None where it may hold any."""

    name: str
    size: int
    year: int | None


class NothingThereError(DataError):
    """No file of the source lies at the paths."""


@dataclass(slots=True)
class Findings:
    """What an import came upon: the years and codes it found, and what it could not place.

    `merged` are codes that count under a code of the basket; `unknown` trade codes with the value
    of their flows, `own_trade_usd` flows of an economy with itself, which were left out,
    `total_usd` the value of all that was kept; values are current US dollars. `quantities` says
    that some are known.
    """

    years: set[int] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    merged: dict[str, set[str]] = field(default_factory=dict)
    unknown: dict[int, int] = field(default_factory=dict)
    own_trade_usd: int = 0
    total_usd: int = 0
    quantities: bool = False


class Plan(NamedTuple):
    """What will become of a request: all that is known before a flow is read.

    `name` is that of the dataset, `release` names what it is made from; `codes` gives for HS codes,
    by their first digits, the code of the basket under which they count, and is None where all are
    kept. `reading` begins to read in a `with` and gives what yields the flows in the columns of
    `aigoods.sources.intake.FLOWS`, with the place of their file, and a frame without rows at the
    end of each file. `manifest` says what was found, without the entries of its files. `totals`
    tells that the sums of all goods are kept, too: where some codes are wanted, the reading hands
    them on.
    """

    name: str
    release: str
    files: tuple[File, ...]
    years: tuple[int, ...]
    codes: Mapping[str, str] | None
    reading: Callable[[], AbstractContextManager[Reading]]
    manifest: Callable[[str, Findings], Manifest]
    totals: bool = False


class Reading(Protocol):
    """Yields flows, made by the threads of a pool; a meter is told of what was read."""

    def __call__(
        self,
        pool: Executor,
        meter: Meter,
        take_sums: Callable[[pl.DataFrame], None] | None = None,
    ) -> Iterator[tuple[int, pl.DataFrame]]:
        """Yield flows with the place of their file.

        `take_sums` is handed the sums of all goods part by part: year, exporter, importer, as in
        FLOWS, and value_usd. It is given only where the plan says that there are totals.
        """


class Source(Protocol):
    """Where flows come from.

    `publisher` is who sends its files, `files` says what they are, `example` is the name of one,
    `about` a sentence about fetching it. `to_import` and `to_fetch` are what to ask for.
    """

    name: str
    title: str
    publisher: str
    files: str
    example: str
    about: str
    to_import: tuple[Field, ...]
    to_fetch: tuple[Field, ...]

    def plan(self, paths: Sequence[Path], request: Request) -> Plan:
        """Return what will be imported from files.

        Raises:
            NothingThereError: none of them is of this source.
            DataError: a file cannot be read.
            UsageError: there is no such basket, or something must be said that the files do not.

        """

    def fetch(
        self, request: Request, folder: Path, progress: Callable[[str, int, int | None], None]
    ) -> Path:
        """Download what is asked for into a folder and return where it lies.

        What is there is gone on with. `progress` is told a name, the bytes that are there and
        those of the whole.

        Raises:
            NetworkError: the server does not answer as it should, or has no such release.
            DataError: the basket cannot be read, or the disk is full.
            UsageError: what is asked for does not exist.

        """


def read_request(fields: Sequence[Field], texts: Mapping[str, str]) -> Request:
    """Return what the texts that were given for fields ask for; a field may be left out.

    Raises:
        UsageError: a text is not well formed.

    """
    found = {each.name: each.read(texts.get(each.name, "") or each.default) for each in fields}
    common = {name: found.pop(name) for name in Request._fields if name in found}
    return Request(**common, own=found)


def read_goods(text: str) -> str:
    """Return the name of a basket, or the path of the CSV file that is one."""
    from aigoods.dataset.places import typed_path

    return str(typed_path(text)) if text.lower().endswith(".csv") else text


def read_years(text: str) -> tuple[int, ...]:
    """Return the years in a text such as `2017-2024` or `2012,2017-2019`.

    Raises:
        UsageError: it is not well formed, or runs backwards.

    """
    found: set[int] = set()
    for part in text.replace(" ", "").split(",") if text.strip() else ():
        span = _SPAN.match(part)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, -1)
        if last < first:
            raise UsageError(
                f"{clean(part, 20)!r} are no years; give such as 2022, 2017-2024 or 2012,2022."
            )
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def read_name(text: str) -> str:
    """Return the name of a dataset, or nothing.

    Raises:
        UsageError: it is not well formed, or that of the embedded dataset.

    """
    from aigoods.dataset.shelf import check_name

    return text and check_name(text)


def read_yes(text: str) -> bool:
    """Return whether a text is yes.

    Raises:
        UsageError: it is neither yes nor no.

    """
    if text.lower() not in (YES, NO):
        raise UsageError(f"{clean(text, 20)!r} is neither yes nor no.")
    return text.lower() == YES


GOODS = Field(
    "goods",
    "wto-2025, core-hs4, all, or a CSV file with code, description, segment, family.",
    "wto-2025 core-hs4 all .csv",
    USUAL_GOODS,
    NAMED_GOODS,
    files=True,
    read=read_goods,
)
YEARS = Field("years", "Such as 2017-2024; all if left out.", "all, or 2017-2024", read=read_years)
NAME = Field(
    "name", "Name of the dataset; made from the files if left out.", "such as mine", read=read_name
)
TOTALS = Field(
    "totals",
    "Keep trade in all goods by economy, which an RCA takes (the default), or not.",
    "yes, or no: trade in all goods",
    YES,
    (YES, NO),
    switch=True,
    read=read_yes,
)
"""What every source asks for, but totals, which are for those that can tell."""
