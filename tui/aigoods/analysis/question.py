"""What every question begins with: the View filled in, the flows it is about, the EU as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import polars as pl

from aigoods.analysis.formulas import VALUE, WEIGHED, known_sum, whole
from aigoods.analysis.measures import MEASURES, Measure
from aigoods.catalog.economies import (
    EU27,
    UNCLASSIFIED,
    Grouping,
    economies,
    eu27_members,
    name,
)
from aigoods.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.view import View
    from aigoods.catalog.goods import Basket, Goods, Level
    from aigoods.catalog.periods import Grain, Period
    from aigoods.dataset.folder import Collect, Dataset
    from aigoods.dataset.manifest import Capability, Manifest

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
LACKS: dict[Capability, str] = {
    "partners": "has no partners; that takes one with the flows between economies",
    "partners-by-code": (
        "does not tell who trades what with whom, so groups cannot be one trader each here; that "
        "takes a dataset with partners by code"
    ),
    "unit-values": (
        "knows no quantities of flows, so there are no unit values here; that takes a dataset"
    ),
    "intra-eu": (
        "does not tell trade among EU members from trade with others, so the EU cannot be one "
        "trader here; that takes a dataset"
    ),
}
"""What is missing without a capability, and what has it."""

_KEY = pl.col("key")
MEMBERS = eu27_members()


class Rules(NamedTuple):
    """What a page asks of its questions.

    `word` is its name in messages and in the notes of datasets. The rows are grouped by one of
    `groupings`: the first, unless `usual` returns another for the level of the goods. `needs` are
    fields that must be given. `partners` tells whether it answers from flows among economies,
    `areas` whether it can be about an area not specified.
    """

    word: str
    groupings: tuple[str, ...]
    usual: Callable[[str], str] | None = None
    needs: tuple[str, ...] = ()
    partners: bool = False
    areas: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A View that a dataset can answer: all that the View leaves open is decided.

    `view` has year and by filled in; `rules` are those of its page; `goods` is its node of the
    basket; `years` are those that its page can show. `run` runs its queries.
    """

    view: View
    rules: Rules
    dataset: Dataset
    goods: Goods
    year: int
    since: int
    years: tuple[int, ...]
    run: Collect = pl.LazyFrame.collect

    @property
    def measure(self) -> Measure:
        """The measure of the View."""
        return MEASURES[self.view.measure]

    @property
    def manifest(self) -> Manifest:
        """The manifest of the dataset."""
        return self.dataset.manifest

    @property
    def grain(self) -> Grain:
        """How long the periods of the dataset are."""
        return self.manifest.period_grain

    @property
    def period(self) -> Period:
        """The period that is asked about."""
        return self.manifest.period(self.year)

    @property
    def before(self) -> int:
        """The same period a year before, with which growth compares."""
        return self.period.before().number

    @property
    def year_on(self) -> pl.Expr:
        """The column `year` a year later: what is joined by it is the value before."""
        return pl.col("year") + self.grain.year_on

    @property
    def spelled(self) -> str:
        """The periods that the page can show, in words."""
        return self.manifest.spelled(self.years)

    def collect(self, query: pl.LazyFrame) -> pl.DataFrame:
        """Return what a query finds.

        Raises:
            DataError: a table of the dataset is damaged.
            NetworkError: the address of the dataset cannot be reached.

        """
        return self.dataset.collect(query, self.run)


def resolve(view: View, dataset: Dataset, rules: Rules, run: Collect | None = None) -> Question:
    """Return the question that `view` asks of `dataset`, whose queries `run` runs.

    `rules` are those of its page.

    Raises:
        QueryError: a year is outside the dataset, or an economy that the page needs is unknown.

    """
    manifest = dataset.manifest
    goods = manifest.basket.node(view.goods)
    partners = rules.partners or view.blocs == "one"
    scope = manifest.partners if partners else None
    years = scope.years if scope else manifest.years
    first, last = years[0], years[-1]
    year = last if view.year is None else view.year
    since = (first if first < year else year) if view.since is None else view.since
    for wanted in (year, since, *([view.index] if view.index is not None else [])):
        if wanted not in years:
            what = "partners" if partners else "data"
            raise QueryError(
                f"The dataset {manifest.name} has {what} for {manifest.spelled(years)}, "
                f"not for {wanted}."
            )
    if since > year:
        start, end = manifest.period(since).long, manifest.period(year).long
        raise QueryError(f"The CAGR runs from {start} to {end}, which is backwards.")
    if need := MEASURES[view.measure].need:
        require(manifest, need)
    for field in rules.needs:
        if not getattr(view, field):
            raise QueryError(f"The page {rules.word} needs the {field}, such as {field}=MEX.")
    if EU27 in (*view.economies, view.partner):
        view = view.but(eu="one")
    for iso3 in (*view.economies, *([view.partner] if view.partner else [])):
        _known(iso3, view, dataset, rules)
    if view.partner and view.economy == view.partner:
        raise QueryError("A pair is two economies; give another partner.")
    by = view.by or (rules.usual(goods.level) if rules.usual else rules.groupings[0])
    levels = ("segment", "family", "code")
    listed = len(rules.groupings) > 1 and by in levels and goods.level in levels
    if listed and levels.index(by) < levels.index(goods.level):
        raise QueryError(
            f"{goods.name} is one {goods.level} and cannot be listed by {by}; give by="
            f"{' or by='.join((*levels[levels.index(goods.level) :], 'year'))}."
        )
    if view.blocs == "one":
        _check_blocs(by, manifest)
    filled = view.but(year=year, by=by)
    return Question(filled, rules, dataset, goods, year, since, years, run or pl.LazyFrame.collect)


def economy_values(ask: Question, *flows: str) -> pl.LazyFrame:
    """Return `year`, `flow`, `key` (economy), `code` and `value_usd` of the goods asked for.

    Where the View wants the EU as one, the 27 members of 2020 are EU27, with their extra-EU trade
    alone: their values less their intra-EU values, 0 where they trade among themselves alone.

    Raises:
        QueryError: the EU as one is wanted and the dataset does not know intra-EU trade.

    """
    codes = list(ask.goods.codes)
    found = ask.dataset.economy.filter(
        pl.col("flow").is_in(flows or (ask.view.flow,)), pl.col("code").is_in(codes)
    )
    key = pl.col("economy")
    if ask.view.eu == "one":
        require(ask.manifest, "intra-eu")
        member = key.is_in(MEMBERS)
        found = found.with_columns(
            pl.when(member).then(VALUE - pl.col("intra_eu_usd")).otherwise(VALUE)
        )
        key = pl.when(member).then(pl.lit(EU27)).otherwise(key)
    return found.select("year", "flow", key.alias("key"), "code", "value_usd")


def totals(flows: Frame, *keys: str) -> Frame:
    """Return the values of `flows` summed to one row for each of `keys` (year, key by default)."""
    return flows.group_by(keys or ("year", "key")).agg(whole(VALUE), known_sum(WEIGHED))


def standing(flows: pl.LazyFrame, who: str, *over: str) -> pl.LazyFrame:
    """Return where the economy `who` stands in the world, for each of `over`.

    Columns: `over`, value_usd (its own), world_usd and rank among the economies that are ranked
    (1 + the number of those with a higher value). Where it has no trade there is no row.
    """
    own = pl.col("key") == who
    return (
        totals(flows, *over, "key")
        .group_by(over)
        .agg(
            own.any().alias("there"),
            VALUE.filter(own).sum(),
            whole(VALUE).alias("world_usd"),
            (1 + (VALUE.filter(is_trader()) > VALUE.filter(own).max()).sum())
            .cast(pl.Int64)
            .alias("rank"),
        )
        .filter(pl.col("there"), is_trader(pl.lit(who)))
        .drop("there")
    )


def is_trader(key: pl.Expr = _KEY) -> pl.Expr:
    """Return whether `key` is an economy that is ranked in its row's year.

    Residual areas (trade not specified by economy) are in every total and in no ranking; a former
    economy is ranked up to its last year.
    """
    residual = [e.iso3 for e in economies().values() if e.kind == "residual area"]
    former = {e.iso3: e.last_year or 0 for e in economies().values() if e.kind == "former"}
    last = key.replace_strict(former, default=9999, return_dtype=pl.Int32)
    number = pl.col("year")  # Of a month it has two digits more than a year, else one.
    year = pl.when(number > 99_999).then(number // 100).otherwise(number)
    year = pl.when(number.is_between(10_000, 99_999)).then(number // 10).otherwise(year)
    return ~key.is_in(residual) & (year <= last)


def traders(values: Frame) -> Frame:
    """Return the rows of `values` whose key is an economy that is ranked."""
    return values.filter(is_trader())


def economy_group(key: pl.Expr, by: Grouping, eu: str = "members") -> pl.Expr:
    """Return the name of the group of the economy in `key`.

    EU27 is a group of its own, since its members' groups differ; with the EU as `one` they are in
    it.
    """
    groups = {e.iso3: e.group(by) for e in economies().values()} | {EU27: name(EU27)}
    if eu == "one":
        groups |= dict.fromkeys(MEMBERS, name(EU27))
    return key.replace_strict(groups, default=UNCLASSIFIED, return_dtype=pl.String)


def grouped(values: pl.DataFrame, by: Grouping) -> pl.DataFrame:
    """Return `values` with the economies in `key` summed to their groups, by the group's name."""
    parts = [column for column in values.columns if column not in ("year", "key")]
    named = values.with_columns(economy_group(pl.col("key"), by))
    return named.group_by("year", "key").agg(known_sum(pl.col(part)) for part in parts)


def as_nodes(flows: Frame, basket: Basket, level: Level, column: str) -> Frame:
    """Return `flows` with `column`: the key of the node of `level` that holds the row's code."""
    nodes = {code: node.key for node in basket.level(level) for code in node.codes}
    return flows.with_columns(
        pl.col("code").replace_strict(nodes, return_dtype=pl.String).alias(column)
    )


def _check_blocs(by: str, manifest: Manifest) -> None:
    """Check that the rows of this View are groups that can be one trader each."""
    if by == "economy":
        raise QueryError(
            "blocs=one makes one trader of each group where exporters or importers are ranked by "
            "region, sub-region or income; give by=region, or leave blocs out."
        )
    require(manifest, "partners-by-code")


def require(manifest: Manifest, capability: Capability) -> None:
    """Check that a dataset can do what a question takes.

    Raises:
        QueryError: it cannot; the sentence says what is missing.

    """
    if capability not in manifest.capabilities:
        raise QueryError(f"The dataset {manifest.name} {LACKS[capability]}, such as BACI in full.")


def _known(iso3: str, view: View, dataset: Dataset, rules: Rules) -> None:
    """Check that the page of this View can be about an economy."""
    if iso3 == EU27:
        return
    known = economies().get(iso3)
    if known is None and not _trades(iso3, dataset):
        raise QueryError(f"There is no economy {iso3}; give an ISO code such as MEX or TWN.")
    if view.eu == "one" and iso3 in MEMBERS:
        raise QueryError(
            f"{name(iso3)} is part of the EU, which is one trader here: ask for economy={EU27} or "
            "leave out eu=one."
        )
    if not rules.areas and known and known.kind == "residual area":
        raise QueryError(
            f"{name(iso3)} is no economy but an area not specified: it is in every total and in "
            "no ranking."
        )


def _trades(iso3: str, dataset: Dataset) -> bool:
    """Return whether a code that no table of economies has is in the data all the same."""
    rows = dataset.economy.filter(pl.col("economy") == iso3).select(pl.len())
    return bool(dataset.collect(rows).item())
