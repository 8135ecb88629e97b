"""The command line: one function a command; those that answer a question return its View."""

from __future__ import annotations

import inspect
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aigoods import __version__
from aigoods.analysis.view import View, parse
from aigoods.data_commands import data
from aigoods.dataset.manifest import read_manifest
from aigoods.dataset.places import asked
from aigoods.errors import UsageError
from aigoods.options import (
    Blocs,
    By,
    CellMeasure,
    DatasetOption,
    Economies,
    Economy,
    Eu,
    Flow,
    GoodsArgument,
    GoodsOption,
    Index,
    Level,
    Measure,
    Partner,
    Since,
    Sort,
    Within,
    Year,
    output_options,
)
from aigoods.printing import give

if TYPE_CHECKING:
    from collections.abc import Callable

app = typer.Typer(
    name="aigoods",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _asks(function: Callable[..., View]) -> Callable[..., View]:
    """Register a command that returns a View: it gets the options of the output, and answers."""
    own = inspect.signature(function, eval_str=True)
    common = inspect.signature(output_options, eval_str=True).parameters

    def command(**given: Any) -> None:
        how = output_options(**{name: given.pop(name) for name in common})
        if "goods" in given:
            from aigoods.catalog.search import resolve_goods

            with asked(how.dataset) as place:
                basket = read_manifest(place).basket
            given["goods"] = resolve_goods(given["goods"], basket).goods.key
        raise typer.Exit(give(function(**given), how))

    command.__signature__ = own.replace(  # type: ignore[attr-defined]
        parameters=[
            *(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own.parameters.values()),
            *common.values(),
        ],
        return_annotation=None,
    )
    app.command(function.__name__, help=inspect.cleandoc(function.__doc__ or ""))(command)
    return function


def _iso3(text: str) -> str:
    from aigoods.catalog.economies import find

    return find(text)


@_asks
def exporters(
    goods: GoodsOption = "all",
    year: Year = None,
    by: By = "",
    within: Within = "",
    eu: Eu = "members",
    blocs: Blocs = "members",
    measure: Measure = "value",
    sort: Sort = "",
    since: Since = None,
) -> View:
    """Rank the exporters of some goods.

    Columns: rank, iso3, economy, value_usd, share, growth, rank_change, cagr, and the measure in
    each year (value_2017 ...); with --by region and the like: rank, key, the group, and the same,
    with --blocs one also intra_usd; with --measure unit-value also quantity_t and unit_value.

    \b
    Examples:
      aigoods exporters --year 2022 --goods 8542 --top 10
      aigoods exporters --by sub-region --format json
    """
    return View(
        "exporters",
        goods=goods,
        year=year,
        by=by,
        within=within,
        eu=eu,
        blocs=blocs,
        measure=measure,
        sort=sort,
        since=since,
    )


@_asks
def importers(
    goods: GoodsOption = "all",
    year: Year = None,
    by: By = "",
    within: Within = "",
    eu: Eu = "members",
    blocs: Blocs = "members",
    measure: Measure = "value",
    sort: Sort = "",
    since: Since = None,
) -> View:
    """Rank the importers of some goods.

    The columns are those of exporters.

    \b
    Examples:
      aigoods importers --goods "chip-making machines" --top 5
      aigoods importers --within eastern-asia --sort -growth
    """
    return exporters(goods, year, by, within, eu, blocs, measure, sort, since).but(page="importers")


@_asks
def economy(
    economy: Economy,
    flow: Flow = "exports",
    goods: GoodsOption = "all",
    year: Year = None,
    level: Level = "",
    measure: Measure = "value",
    sort: Sort = "",
    since: Since = None,
) -> View:
    """Show what an economy trades.

    Its goods in one year, or its trade year by year (--level year, and for a single code).

    Columns by goods: key, goods, segment, value_usd, share, growth, world_share, rank, cagr, and
    the measure in each year. By year: year, then usd, growth, share and rank of exports and of
    imports, and balance_usd.

    \b
    Examples:
      aigoods economy Mexico --year 2022
      aigoods economy MEX --goods 8471 --level year --chart
    """
    return View(
        "economy",
        economy=_iso3(economy),
        flow=flow,
        goods=goods,
        year=year,
        by=level,
        measure=measure,
        sort=sort,
        since=since,
    )


@_asks
def goods(
    goods: GoodsArgument = "all",
    flow: Flow = "exports",
    year: Year = None,
    level: Level = "",
    eu: Eu = "members",
    measure: Measure = "value",
    sort: Sort = "",
    since: Since = None,
) -> View:
    """Show world trade by goods.

    The tree of segments, families and codes, or one code year by year.

    Columns of the tree: level, key, goods, value_usd, share, growth, leader_iso3, leader,
    leader_share, hhi, cagr, and the measure in each year. Of one good: year, value_usd, growth, and
    for exporters and importers their number, HHI, leader and the leader's share.

    \b
    Examples:
      aigoods goods --level family
      aigoods goods 8542 --format csv
    """
    return View(
        "goods",
        flow=flow,
        goods=goods,
        year=year,
        by=level,
        eu=eu,
        measure=measure,
        sort=sort,
        since=since,
    )


@_asks
def partners(
    economy: Economy,
    flow: Flow = "exports",
    goods: GoodsOption = "all",
    year: Year = None,
    by: By = "",
    within: Within = "",
    eu: Eu = "members",
    measure: Measure = "value",
    sort: Sort = "",
    since: Since = None,
) -> View:
    """Rank the partners of an economy.

    The dataset must have partners; the embedded one has them for 2024 and semiconductors.

    Columns: rank, iso3, economy, value_usd, share; where it has several years also growth,
    rank_change, cagr and the series.

    \b
    Examples:
      aigoods partners Taiwan --top 10
      aigoods partners MEX --flow imports --format tsv
    """
    return View(
        "partners",
        economy=_iso3(economy),
        flow=flow,
        goods=goods,
        year=year,
        by=by,
        within=within,
        eu=eu,
        measure=measure,
        sort=sort,
        since=since,
    )


@_asks
def pair(
    economy: Economy,
    partner: Partner,
    flow: Flow = "exports",
    goods: GoodsOption = "all",
    year: Year = None,
    level: Level = "",
    eu: Eu = "members",
    measure: Measure = "value",
    sort: Sort = "",
) -> View:
    """Show the trade of two economies.

    The dataset must have partners; the embedded one has them for 2024 and semiconductors.

    Columns: year (or key and goods), then exports_usd, exports_share, partner_imports_share,
    imports_usd, imports_share, partner_exports_share, balance_usd; with several years also the
    growth of both flows.

    \b
    Examples:
      aigoods pair Mexico "United States"
      aigoods pair CHN KOR --format json
    """
    return View(
        "pair",
        economy=_iso3(economy),
        partner=_iso3(partner),
        flow=flow,
        goods=goods,
        year=year,
        by=level,
        eu=eu,
        measure=measure,
        sort=sort,
    )


@_asks
def series(
    economies: Economies = None,
    flow: Flow = "exports",
    goods: GoodsOption = "all",
    measure: Measure = "value",
    index: Index = None,
    eu: Eu = "members",
    sort: Sort = "",
    since: Since = None,
) -> View:
    """Compare economies year by year.

    Columns: iso3, economy, the measure in each year (value_2017 ..., or index_2017 ...), cagr.

    \b
    Examples:
      aigoods series CHN TWN MEX --goods 8542 --index 2017
      aigoods series Vietnam Malaysia --measure share --chart
    """
    return View(
        "series",
        economy=",".join(_iso3(economy) for economy in economies or ()),
        flow=flow,
        goods=goods,
        measure=measure,
        index=index,
        eu=eu,
        sort=sort,
        since=since,
    )


@_asks
def world(goods: GoodsOption = "all", measure: Measure = "value", sort: Sort = "") -> View:
    """Show world trade by segment and year.

    Columns: year, value_usd, growth, and the usd and share of each segment.

    \b
    Examples:
      aigoods world
      aigoods world --format markdown -o world.md
    """
    return View("world", goods=goods, measure=measure, sort=sort)


@_asks
def matrix(
    goods: GoodsOption = "all",
    year: Year = None,
    flow: Flow = "exports",
    by: By = "",
    within: Within = "",
    eu: Eu = "members",
    measure: CellMeasure = "value",
    sort: Sort = "",
) -> View:
    """Show who trades with whom.

    Exporters by the twelve leading importers, with --flow imports the other way round. The
    dataset must have partners; the embedded one has them for 2024 and semiconductors.

    Columns: rank, iso3, economy, value_usd of all trade of the row, share of the world; then one a
    leading importer (to_usa ...) and to_rest, of imports from_usa ... and from_rest. Cells hold the
    value in US dollars, its share of value_usd, or its growth. With --by region and the like: key
    and the group in place of iso3 and economy. --sort -to_mex adds that column if it is not there.

    \b
    Examples:
      aigoods matrix --year 2024 --top 10
      aigoods matrix --flow imports --by region --measure share
    """
    return View(
        "matrix",
        flow=flow,
        goods=goods,
        year=year,
        by=by,
        within=within,
        eu=eu,
        measure=measure,
        sort=sort,
    )


@app.command("open")
def open_address(
    address: Annotated[str, typer.Argument(help="Such as 'exporters?year=2022&goods=8542'.")],
    dataset: DatasetOption = "",
) -> None:
    """Start the explorer at an address.

    The word open may be left out.

    \b
    Examples:
      aigoods open "economy?economy=MEX&goods=8471"
      aigoods "exporters?year=2022&goods=8542"
    """
    view = parse(address)
    from aigoods.explorer.run import run

    raise typer.Exit(run(view, dataset=dataset))


@app.command()
def search(
    text: Annotated[str, typer.Argument(help="A part of a name or a code.")],
    dataset: DatasetOption = "",
    most: Annotated[int, typer.Option("--top", min=1, help="At most so many.")] = 20,
) -> None:
    """Find economies and goods by name.

    Accents and case do not matter. One a line, tabs between: kind, key, name.

    \b
    Examples:
      aigoods search ivoire
      aigoods search chips
    """
    from aigoods.catalog.search import candidates
    from aigoods.catalog.search import search as find
    from aigoods.errors import QueryError

    with asked(dataset) as place:
        basket = read_manifest(place).basket
    found = find(text, candidates(basket), most)
    if not found:
        raise QueryError(f"Nothing is called {text!r}.")
    for each in found:
        print(f"{each.kind}\t{each.key}\t{each.name}")


@app.command()
def info(
    dataset: DatasetOption = "",
) -> None:
    """Show source, licence and citation.

    All that is known of a dataset, its notes too. One fact a line, a tab between its name and its
    value.

    \b
    Examples:
      aigoods info
      aigoods info --dataset core-hs4 | grep licence
    """
    from aigoods.printing import print_info

    print_info(dataset)


config = typer.Typer(help="Settings: where they are, what they say, whether they are right.")
app.add_typer(config, name="config")
app.add_typer(data, name="data")


@config.command("path")
def config_path() -> None:
    """Print where the settings are.

    \b
    Examples:
      aigoods config path
      $EDITOR "$(aigoods config path)"
    """
    from aigoods.dataset.places import places
    from aigoods.explorer.settings import SETTINGS_FILE

    print(places().config / SETTINGS_FILE)


@config.command("show")
def config_show() -> None:
    """Print the settings in force, as TOML.

    \b
    Examples:
      aigoods config show
      aigoods config show > settings.toml
    """
    from aigoods.dataset.places import places
    from aigoods.explorer.settings import load_settings, to_toml

    print(to_toml(load_settings(places().config)), end="")


@config.command("check")
def config_check() -> None:
    """Check the settings; exit code 2 and a sentence where they are wrong.

    \b
    Examples:
      aigoods config check
      aigoods config check && aigoods
    """
    from aigoods.dataset.places import places
    from aigoods.explorer.settings import SETTINGS_FILE, load_settings

    folder = places().config
    load_settings(folder)
    there = (folder / SETTINGS_FILE).exists()
    print("The settings are right." if there else "There is no settings file; all is as usual.")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"aigoods {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    dataset: DatasetOption = "",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin with the exporters, not with the last view.")
    ] = False,
    print_marked: Annotated[
        bool,
        typer.Option(
            "--print-marked", help="When the explorer ends, print the marked rows as TSV."
        ),
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """World trade in AI-enabling goods: who exports what to whom, and since when.

    Without a command the explorer starts, on the data that comes with the program; press ? in it
    for the keys and q to leave. The commands print the same answers: a table on a terminal, CSV in
    a pipe. Data goes to stdout, notes to stderr.

    \b
    Exit codes: 0 fine, 1 data or question, 2 usage or settings, 3 network, 130 interrupted.
    """
    del version
    if context.invoked_subcommand is not None and (dataset or fresh or print_marked):
        # Taken silently, the command would answer from another dataset than the one named.
        raise UsageError(
            "--dataset, --fresh and --print-marked before a command are for the explorer; put "
            f"--dataset after {context.invoked_subcommand}."
        )
    if context.invoked_subcommand is None:
        from aigoods.explorer.run import run

        raise typer.Exit(run(dataset=dataset, fresh=fresh, print_marked=print_marked))


def run_command_line() -> None:
    """Run the command that the arguments name; an address alone opens the explorer there."""
    arguments = sys.argv[1:]
    if arguments and "?" in arguments[0] and not arguments[0].startswith("-"):
        arguments = ["open", *arguments]
    app(arguments, prog_name="aigoods")
