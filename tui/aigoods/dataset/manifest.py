"""The manifest of a dataset: what it holds, where that comes from and under which licence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from aigoods.catalog.periods import Grain, Period, spelled
from aigoods.dataset.schema import TOTALS_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aigoods.catalog.goods import Basket

Capability = Literal["partners", "partners-by-code", "unit-values", "intra-eu", "totals"]


class Note(NamedTuple):
    """A caveat the reader must see, wherever its codes, economies or pages come into a view.

    An empty tuple means any; `since` is the first year that it is about, 0 for every year.
    """

    text: str
    codes: tuple[str, ...] = ()
    economies: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    since: int = 0


class PartnerScope(NamedTuple):
    """What the partner table holds: its years, and whether codes come only as a sum.

    `together` are the codes whose sum alone is known, under the code `together_code`, named
    `together_name`; empty where every code stands for itself. Flows below `least_usd` are absent,
    and where codes stand for themselves the table of economies is the sum of those that are there.
    `quantities` tells whether quantities are known, of some flows at least.
    """

    years: tuple[int, ...]
    together: tuple[str, ...] = ()
    together_name: str = ""
    least_usd: int = 0
    quantities: bool = False

    @property
    def together_code(self) -> str:
        """The code of the sum in the partner table, `8486+8541+8542`."""
        return "+".join(self.together)


class FileEntry(NamedTuple):
    """One file of a dataset as it was written."""

    sha256: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True, repr=False)
class Manifest:
    """All that a reader of a dataset must know before its tables are opened.

    `grain` is what one code is, such as an HS4 heading; `years` and `provisional` are numbers of
    periods of `period_grain`.
    """

    name: str
    title: str
    source: str
    release: str
    edition: str
    grain: str
    basket: Basket
    years: tuple[int, ...]
    provisional: tuple[int, ...]
    licence: str
    citation: str
    origin: str
    retrieved: str
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    partners: PartnerScope | None = None
    notes: tuple[Note, ...] = ()
    period_grain: Grain = Grain.YEAR

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the dataset can do: with partners by code it knows trade inside the EU, too."""
        scope = self.partners
        can: set[Capability] = {"partners"} if scope else set()
        if scope and not scope.together:
            can |= {"partners-by-code", "intra-eu"}
            can |= {"unit-values"} if scope.quantities else set()
        can |= {"totals"} if TOTALS_FILE in self.files else set()
        return frozenset(can)

    def period(self, number: int) -> Period:
        """Return the period that the tables hold as `number`."""
        return Period.numbered(number, self.period_grain)

    def tagged(self, number: int) -> str:
        """Return a period in words, with a `p` where it is provisional: `2024p`."""
        return self.period(number).long + ("p" if number in self.provisional else "")

    def spelled(self, periods: tuple[int, ...]) -> str:
        """Return numbers of periods in words: `2017–2024`."""
        return spelled(periods, self.period_grain)

    @property
    def floor_usd(self) -> int:
        """The smallest flow of one code between two economies that the dataset holds, 0 for all."""
        return self.partners.least_usd if self.partners and not self.partners.together else 0
