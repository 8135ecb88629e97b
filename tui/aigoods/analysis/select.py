"""What every question begins with: the View filled in, the flows it is about, the EU as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from aigoods.analysis.measures import VALUE
from aigoods.analysis.view import BY
from aigoods.catalog.economies import EU27, Grouping, economies, name
from aigoods.errors import QueryError
from aigoods.text import years as years_text

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.catalog.goods import Basket, Goods, Level
    from aigoods.dataset.folder import Dataset
    from aigoods.dataset.manifest import Manifest

PARTNER_PAGES = ("partners", "pair", "matrix")
MEMBERS = sorted(economy.iso3 for economy in economies().values() if economy.eu27)


@dataclass(frozen=True, slots=True)
class Question:
    """A View that a dataset can answer: all that the View leaves open is decided.

    `view` has year and by filled in; `goods` is its node of the basket; `years` are those
    that its page can show.
    """

    view: View
    dataset: Dataset
    goods: Goods
    year: int
    since: int
    years: tuple[int, ...]

    @property
    def manifest(self) -> Manifest:
        """The manifest of the dataset."""
        return self.dataset.manifest


def resolve(view: View, dataset: Dataset) -> Question:
    """Return the question that `view` asks of `dataset`.

    Raises:
        QueryError: a year is outside the dataset, or an economy that the page needs is unknown.

    """
    manifest = dataset.manifest
    goods = manifest.basket.node(view.goods)
    years = available_years(view, dataset)
    first, last = years[0], years[-1]
    year = last if view.year is None else view.year
    since = (first if first < year else year) if view.since is None else view.since
    for wanted in (year, since, *([view.index] if view.index is not None else [])):
        if wanted not in years:
            what = "partners" if view.page in PARTNER_PAGES else "data"
            raise QueryError(
                f"The dataset {manifest.name} has {what} for {years_text(years)}, not for {wanted}."
            )
    if since > year:
        raise QueryError(f"The CAGR runs from {since} to {year}, which is backwards.")
    needed = {"economy": "economy", "partners": "economy", "pair": "economy partner"}
    for field in needed.get(view.page, "").split():
        if not getattr(view, field):
            raise QueryError(f"The page {view.page} needs the {field}, such as {field}=MEX.")
    for iso3 in (*view.economies, *([view.partner] if view.partner else [])):
        _known(iso3, view, dataset)
    if view.page == "pair" and view.economy == view.partner:
        raise QueryError("A pair is two economies; give another partner.")
    by = view.by or BY[view.page][0]
    if not view.by and view.page == "pair":
        by = "year"
    elif not view.by and view.page in ("economy", "goods"):
        by = "year" if goods.level == "code" else "code"
    levels = ("segment", "family", "code")
    listed = view.page != "world" and by in levels and goods.level in levels
    if listed and levels.index(by) < levels.index(goods.level):
        raise QueryError(
            f"{goods.name} is one {goods.level} and cannot be listed by {by}; give by="
            f"{' or by='.join((*levels[levels.index(goods.level) :], 'year'))}."
        )
    if EU27 in (*view.economies, view.partner):
        view = view.but(eu="one")
    filled = view.but(year=year, by=by)
    return Question(filled, dataset, goods, year, since, years)


def available_years(view: View, dataset: Dataset) -> tuple[int, ...]:
    """Return the years that the page of this View can show.

    Raises:
        QueryError: the page needs partners and the dataset has none.

    """
    if view.page not in PARTNER_PAGES:
        return dataset.manifest.years
    scope = dataset.manifest.partners
    return scope.years if scope else dataset.manifest.years


def economy_values(ask: Question, flow: str) -> pl.DataFrame:
    """Return `year`, `key` (economy), `code` and `value_usd` of one flow in the goods asked for.

    Where the View wants the EU as one, the 27 members of 2020 are one row a year and code, EU27,
    with their extra-EU trade alone: their values less their intra-EU values.

    Raises:
        QueryError: the EU as one is wanted and the dataset does not know intra-EU trade.

    """
    codes = list(ask.goods.codes)
    flows = ask.dataset.economy.filter(pl.col("flow") == flow, pl.col("code").is_in(codes))
    if ask.view.eu == "one":
        member = pl.col("economy").is_in(MEMBERS)
        inside = pl.col("intra_eu_usd")
        if flows.filter(member, inside.is_null()).height:
            raise QueryError(
                f"The dataset {ask.manifest.name} does not tell trade among EU members from "
                "trade with others, so the EU cannot be one trader here; that takes a "
                "dataset such as BACI in full."
            )
        flows = (
            flows.with_columns(
                VALUE - pl.when(member).then(inside).otherwise(0),
                pl.when(member).then(pl.lit(EU27)).otherwise("economy").alias("economy"),
            )
            .group_by("year", "economy", "code")
            .agg(VALUE.sum())
            .filter(VALUE > 0)
        )
    return flows.select("year", pl.col("economy").alias("key"), "code", "value_usd")


def totals(flows: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """Return the values of `flows` summed to one row for each of `keys` (year, key by default)."""
    return flows.group_by(keys or ("year", "key")).agg(VALUE.sum())


def traders(values: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of `values` whose key is an economy that is ranked.

    Residual areas (trade not specified by economy) are in every total and in no ranking; a former
    economy is ranked up to its last year.
    """
    residual = [e.iso3 for e in economies().values() if e.kind == "residual area"]
    former = {e.iso3: e.last_year or 0 for e in economies().values() if e.kind == "former"}
    last = pl.col("key").replace_strict(former, default=9999, return_dtype=pl.Int32)
    return values.filter(~pl.col("key").is_in(residual), pl.col("year") <= last)


def grouped(values: pl.DataFrame, by: Grouping) -> pl.DataFrame:
    """Return `values` with the economies in `key` summed to their groups, by the group's name.

    The EU as one trader is a group of its own, since its members' groups differ.
    """
    groups = {e.iso3: e.group(by) for e in economies().values()} | {EU27: name(EU27)}
    named = pl.col("key").replace_strict(groups, default="Not classified", return_dtype=pl.String)
    return totals(values.with_columns(named))


def as_nodes(flows: pl.DataFrame, basket: Basket, level: Level, column: str) -> pl.DataFrame:
    """Return `flows` with `column`: the key of the node of `level` that holds the row's code."""
    nodes = {code: node.key for node in basket.level(level) for code in node.codes}
    return flows.with_columns(
        pl.col("code").replace_strict(nodes, return_dtype=pl.String).alias(column)
    )


def _known(iso3: str, view: View, dataset: Dataset) -> None:
    """Check that the page of this View can be about an economy."""
    if iso3 == EU27:
        return
    known = economies().get(iso3)
    if known is None and not dataset.economy.filter(pl.col("economy") == iso3).height:
        raise QueryError(f"There is no economy {iso3}; give an ISO code such as MEX or TWN.")
    if view.eu == "one" and iso3 in MEMBERS:
        raise QueryError(
            f"{name(iso3)} is part of the EU, which is one trader here: ask for economy={EU27} or "
            "leave out eu=one."
        )
    if view.page in ("economy", "series") and known and known.kind == "residual area":
        raise QueryError(
            f"{name(iso3)} is no economy but an area not specified: it is in every total and in "
            "no ranking."
        )
