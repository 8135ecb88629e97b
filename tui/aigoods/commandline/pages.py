"""The commands that print a page: what the help says of each, and the fields that it has."""

from __future__ import annotations

from typing import NamedTuple

from aigoods.analysis.view import OWN_MEASURES
from aigoods.commandline.language import Argument, Option
from aigoods.commandline.options import FIELDS, usual
from aigoods.output.command import OPTIONS

PARTNERS = "The dataset must have partners; the embedded one has them for 2024 and semiconductors."
ECONOMY = Argument("economy", "ISO code, name or trade code: MEX, Mexico, 484.", offer="economies")


class PageCommand(NamedTuple):
    """A page on the command line: a sentence, paragraphs, two examples, and what it takes.

    `columns` says which columns the page prints, `cells` what is by the measure asked for.
    """

    name: str
    help: str
    columns: str
    examples: tuple[str, str]
    about: str = ""
    arguments: tuple[Argument, ...] = ()
    cells: str = "What the series holds"

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of the fields that the page has."""
        own = OWN_MEASURES.get(self.name)
        found = {name: FIELDS[name] for name in OPTIONS[self.name]}
        if own:
            said = f"{self.cells}: {usual(own)}."
            found["measure"] = found["measure"]._replace(help=said, words=own)
        return tuple(found.values())


EXPORTERS = PageCommand(
    "exporters",
    "Rank the exporters of some goods.",
    "Columns: rank, iso3, economy, value_usd, share, growth, rank_change, cagr, and the measure in "
    "each year (value_2017 ...); with --by region and the like: rank, key, the group, and the "
    "same, with --blocs one also intra_usd; with --measure unit-value also quantity_t and "
    "unit_value.",
    (
        "aigoods exporters --year 2022 --goods 8542 --top 10",
        "aigoods exporters --by sub-region --format json",
    ),
)
IMPORTERS = PageCommand(
    "importers",
    "Rank the importers of some goods.",
    "The columns are those of exporters.",
    (
        'aigoods importers --goods "chip-making machines" --top 5',
        "aigoods importers --within eastern-asia --sort -growth",
    ),
)
ECONOMY_PAGE = PageCommand(
    "economy",
    "Show what an economy trades.",
    "Columns by goods: key, goods, segment, value_usd, share, growth, world_share, rank, cagr, and "
    "the measure in each year. By year: year, then usd, growth, share and rank of exports and of "
    "imports, and balance_usd.",
    (
        "aigoods economy Mexico --year 2022",
        "aigoods economy MEX --goods 8471 --level year --chart",
    ),
    "Its goods in one year, or its trade year by year (--level year, and for a single code).",
    (ECONOMY,),
)
GOODS = PageCommand(
    "goods",
    "Show world trade by goods.",
    "Columns of the tree: level, key, goods, value_usd, share, growth, leader_iso3, leader, "
    "leader_share, hhi, cagr, and the measure in each year. Of one good: year, value_usd, growth, "
    "and for exporters and importers their number, HHI, leader and the leader's share.",
    ("aigoods goods --level family", "aigoods goods 8542 --format csv"),
    "The tree of segments, families and codes, or one code year by year.",
    (Argument("goods", "Code, family or segment; all if left out.", least=0, offer="goods"),),
)
PARTNERS_PAGE = PageCommand(
    "partners",
    "Rank the partners of an economy.",
    "Columns: rank, iso3, economy, value_usd, share; where it has several years also growth, "
    "rank_change, cagr and the series.",
    ("aigoods partners Taiwan --top 10", "aigoods partners MEX --flow imports --format tsv"),
    PARTNERS,
    (ECONOMY,),
)
PAIR = PageCommand(
    "pair",
    "Show the trade of two economies.",
    "Columns: year (or key and goods), then exports_usd, exports_share, partner_imports_share, "
    "imports_usd, imports_share, partner_exports_share, balance_usd; with several years also the "
    "growth of both flows.",
    ('aigoods pair Mexico "United States"', "aigoods pair CHN KOR --format json"),
    PARTNERS,
    (ECONOMY, Argument("partner", "The other economy.", offer="economies")),
    "What stands in the columns",
)
SERIES = PageCommand(
    "series",
    "Compare economies year by year.",
    "Columns: iso3, economy, the measure in each year (value_2017 ..., or index_2017 ...), cagr.",
    (
        "aigoods series CHN TWN MEX --goods 8542 --index 2017",
        "aigoods series Vietnam Malaysia --measure share --chart",
    ),
    arguments=(
        Argument(
            "economy",
            "Some economies; the leading five if left out.",
            least=0,
            many=True,
            offer="economies",
        ),
    ),
)
WORLD = PageCommand(
    "world",
    "Show world trade by segment and year.",
    "Columns: year, value_usd, growth, and the usd and share of each segment.",
    ("aigoods world", "aigoods world --format markdown -o world.md"),
    cells="What stands in the columns",
)
MATRIX = PageCommand(
    "matrix",
    "Show who trades with whom.",
    "Columns: rank, iso3, economy, value_usd of all trade of the row, share of the world; then one "
    "a leading importer (to_usa ...) and to_rest, of imports from_usa ... and from_rest. Cells "
    "hold the value in US dollars, its share of value_usd, or its growth. With --by region and the "
    "like: key and the group in place of iso3 and economy. --sort -to_mex adds that column if it "
    "is not there.",
    (
        "aigoods matrix --year 2024 --top 10",
        "aigoods matrix --flow imports --by region --measure share",
    ),
    "Exporters by the twelve leading importers, with --flow imports the other way round. "
    + PARTNERS,
    cells="What the cells hold",
)

PAGES: dict[str, PageCommand] = {
    page.name: page
    for page in (
        EXPORTERS,
        IMPORTERS,
        ECONOMY_PAGE,
        GOODS,
        PARTNERS_PAGE,
        PAIR,
        SERIES,
        WORLD,
        MATRIX,
    )
}
