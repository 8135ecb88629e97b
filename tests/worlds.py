"""Made-up worlds: random bilateral flows and, derived from them, the tables of a dataset.

The derivation is plain Python, so the tables are balanced whatever the program computes.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import polars as pl
from hypothesis import strategies as st

from aigoods.catalog.goods import Basket, Code
from aigoods.dataset.folder import Dataset
from aigoods.dataset.manifest import Manifest, Note, PartnerScope
from aigoods.dataset.schema import economy_schema, partners_schema

EU = frozenset({"DEU", "FRA", "NLD"})
RESIDUAL = frozenset({"R20", "PUS"})
FORMER = {"SCG": 2005}
PLAIN = ("USA", "CHN", "TWN", "MEX", "HKG", "GBR", "NAM", "XYZ")
ECONOMIES = (*sorted(EU), *sorted(RESIDUAL), *sorted(FORMER), *PLAIN)
SPAN = tuple(range(2003, 2009))

CODES = (
    Code("280461", "Silicon", "raw materials", "Silicon and gases"),
    Code("811292", "Gallium", "raw materials", "Critical metals"),
    Code("847330", "Parts", "intermediate inputs", "Shared family"),
    Code("854231", "Processors", "intermediate inputs", "Integrated circuits"),
    Code("854239", "Other circuits", "intermediate inputs", "Integrated circuits"),
    Code("847150", "Servers", "equipment", "Shared family"),
    Code("848620", "Chip-making machines", "equipment", "Chip-making machines"),
    Code("903141", "Inspection", "equipment", "Equipment"),
)
"""A family under two segments and one with the name of its segment are in it on purpose."""

Flow = tuple[int, str, str, str, int]


@dataclass(frozen=True)
class World:
    """Flows (year, exporter, importer, code, value) with the codes and years of their dataset.

    `tons` are the quantities of the flows, in their order; none are known where it is empty.
    """

    codes: tuple[Code, ...]
    years: tuple[int, ...]
    flows: tuple[Flow, ...]
    tons: tuple[float | None, ...] = ()

    def values(
        self, flow: str, codes: Iterable[str] | None = None, *, eu_as_one: bool = False
    ) -> dict[tuple[int, str], int]:
        """Return the value of each year and economy in some codes, by default in all."""
        wanted = {code.code for code in self.codes} if codes is None else set(codes)
        found: dict[tuple[int, str], int] = defaultdict(int)
        for year, exporter, importer, code, value in self.flows:
            who, whom = (exporter, importer) if flow == "exports" else (importer, exporter)
            inside = eu_as_one and who in EU and whom in EU
            if code in wanted:
                found[year, "EU27" if eu_as_one and who in EU else who] += 0 if inside else value
        return dict(found)

    def economy(self) -> pl.DataFrame:
        """Return the economy table of these flows."""
        rows: dict[tuple[int, str, str, str], list[int]] = defaultdict(lambda: [0, 0])
        for year, exporter, importer, code, value in self.flows:
            inside = value if exporter in EU and importer in EU else 0
            for who, flow in ((exporter, "exports"), (importer, "imports")):
                row = rows[year, who, flow, code]
                row[0] += value
                row[1] += inside
        listed = [
            (*key, value, None, inside if key[1] in EU else None)
            for key, (value, inside) in rows.items()
        ]
        return pl.DataFrame(listed, economy_schema(), orient="row")

    def partners(self) -> pl.DataFrame:
        """Return the partner table of these flows."""
        tons = self.tons or (None,) * len(self.flows)
        listed = [(*flow, quantity) for flow, quantity in zip(self.flows, tons, strict=True)]
        return pl.DataFrame(listed, partners_schema(), orient="row")

    def dataset(self) -> Dataset:
        """Return the dataset of these flows as if it had been opened."""
        return Dataset(made_manifest(self), self.economy().lazy(), self.partners().lazy())


def made_manifest(world: World, **changes: Any) -> Manifest:
    """Return a manifest for a made-up world."""
    whole = Manifest(
        name="made",
        title="Made up for a test",
        source="Nobody",
        release="V1",
        edition="HS2017",
        grain="HS6 code",
        basket=Basket("made-basket", "codes of a test", world.codes),
        years=world.years,
        provisional=(world.years[-1],),
        licence="none",
        citation="none",
        origin="tests/worlds.py",
        retrieved="2026-11",
        partners=PartnerScope(years=world.years, quantities=bool(world.tons)),
        notes=(Note("Silicon is made up.", codes=("280461",)), Note("All is made up.")),
    )
    return replace(whole, **changes)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a world of a few economies, codes and years, with gaps between the years."""
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=6, unique=True))
    years = draw(st.lists(st.sampled_from(SPAN), min_size=2, max_size=4, unique=True))
    who = draw(st.lists(st.sampled_from(ECONOMIES), min_size=2, max_size=9, unique=True))
    pairs = [(a, b) for a in who for b in who if a != b]
    value = st.one_of(st.integers(1, 4), st.integers(1, 10**12))
    keys = st.tuples(st.sampled_from(years), st.sampled_from(pairs), st.sampled_from(codes))
    drawn = draw(
        st.lists(st.tuples(keys, value), min_size=1, max_size=60, unique_by=lambda row: row[0])
    )
    flows = tuple(
        (year, exporter, importer, code.code, usd)
        for (year, (exporter, importer), code), usd in drawn
    )
    ordered = tuple(code for code in CODES if code in codes)
    quantity = st.none() | st.integers(0, 10**9).map(lambda kilograms: kilograms / 1000)
    tons = draw(st.lists(quantity, min_size=len(flows), max_size=len(flows)))
    return World(ordered, tuple(sorted(years)), flows, tuple(tons))


SMALL = World(
    codes=CODES[:5],
    years=(2004, 2005, 2006, 2008),
    flows=(
        (2004, "TWN", "USA", "854231", 500),
        (2004, "DEU", "FRA", "854231", 100),
        (2004, "SCG", "DEU", "854239", 40),
        (2005, "TWN", "USA", "854231", 600),
        (2005, "DEU", "FRA", "854231", 150),
        (2005, "SCG", "DEU", "854239", 60),
        (2005, "MEX", "USA", "280461", 60),
        (2006, "TWN", "USA", "854231", 900),
        (2006, "SCG", "DEU", "854239", 30),
        (2006, "R20", "USA", "854239", 70),
        (2006, "HKG", "TWN", "854231", 20),
        (2008, "TWN", "DEU", "854231", 1000),
        (2008, "FRA", "DEU", "847330", 300),
        (2008, "DEU", "USA", "811292", 200),
    ),
)
"""A fixed world: a former economy that outlives itself, a residual area and a gap in 2007."""

TONS = replace(SMALL, tons=tuple(0.0037 * n**3 or None for n in range(len(SMALL.flows))))
"""SMALL with a quantity of every flow but the first."""

SECTIONS = (
    "animals",
    "vegetables",
    "fats",
    "beverages",
    "minerals",
    "chemicals",
    "plastics",
    "hides",
    "wood",
    "textiles",
    "footwear",
    "machinery",
)
TWELVE_SEGMENTS = World(
    codes=tuple(
        Code(f"{n + 10}0000", f"Goods {n}", f"{word} and things made of them", f"Family {n}")
        for n, word in enumerate(SECTIONS)
    ),
    years=(2004, 2005, 2006),
    flows=tuple(
        (year, "DEU", "USA", f"{n + 10}0000", 10**10 * (n * 5 % 12 + 1) + year)
        for year in (2004, 2005, 2006)
        for n in range(12)
    ),
)
"""A basket whose segments are many, with long names and of different sizes."""
