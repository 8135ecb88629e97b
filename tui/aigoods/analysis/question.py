"""What every question begins with: the View filled in, and what it takes of the dataset."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from aigoods.analysis.against import basis, refusal
from aigoods.analysis.measures import MEASURES, Measure
from aigoods.analysis.sums import as_sums
from aigoods.catalog.economies import (
    EU27,
    economies,
    eu27_members,
    name,
)
from aigoods.catalog.groups import as_traders, trader
from aigoods.errors import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Answer
    from aigoods.analysis.view import View
    from aigoods.catalog.goods import Goods
    from aigoods.catalog.periods import Grain, Period
    from aigoods.dataset.folder import Collect, Dataset
    from aigoods.dataset.manifest import Capability, Manifest

LACKS: dict[Capability, str] = {
    "partners": "has no partners; that takes one with the flows between economies",
    "partners-by-code": (
        "does not tell who trades what with whom; that takes a dataset with partners by code"
    ),
    "totals": "does not know exports of all goods; that takes a dataset",
    "unit-values": (
        "knows no quantities of flows, so there are no unit values here; that takes a dataset"
    ),
    "intra-eu": (
        "does not tell trade among EU members from trade with others, so the EU cannot be one "
        "trader here; that takes a dataset"
    ),
}
"""What is missing without a capability, and what has it."""

MEMBERS = eu27_members()


class Rules(NamedTuple):
    """What a page asks of its questions.

    `word` is its name in messages and in the notes of datasets. The rows are grouped by one of
    `groupings`: the first, unless `usual` returns another for the level of the goods. `needs` are
    fields that must be given. `partners` tells whether it answers from flows among economies,
    `takes` what else a dataset must be able to, `areas` whether it can be about an area not
    specified, `several` whether it compares economies, among which groups can be sums.
    """

    word: str
    groupings: tuple[str, ...]
    usual: Callable[[str], str] | None = None
    needs: tuple[str, ...] = ()
    partners: bool = False
    takes: tuple[Capability, ...] = ()
    areas: bool = True
    several: bool = False


class Neighbour(NamedTuple):
    """One of the datasets on the shelf, to be asked by address as `pages.answer` is.

    `answer` raises an AigoodsError as that does. `listed` are the codes of the WTO's list that it
    has where it tells them from others, and `on_list` asks for those alone.
    """

    manifest: Manifest
    answer: Callable[[str], Answer]
    listed: frozenset[str]
    on_list: Callable[[str], Answer]


def nobody() -> tuple[Neighbour, ...]:
    """Return no dataset: the shelf of who has none."""
    return ()


class Inner(NamedTuple):
    """Another question that a page asks of the same dataset, with its answer.

    `command` is the command line that prints it; `traceable` tells whether its numbers are sums of
    flows of this dataset.
    """

    question: Question
    answer: Answer
    command: str
    traceable: bool


def unanswered(_: str) -> Inner:
    """Answer no other question."""
    raise QueryError("This page asks no other.")


@dataclass(frozen=True, slots=True)
class Question:
    """A View that a dataset can answer: all that the View leaves open is decided.

    `view` has year and by filled in, and for an RCA what it is against; `rules` are those of its
    page; `goods` is its node of the basket; `years` are those that its page can show; `traders` are
    the groups that are one trader each, by code, with their members, `sums` those that are the sum
    of theirs. `run` runs its queries, `shelf` returns the datasets that a page may ask beside its
    own, `answered` what the own one answers to another address.
    """

    view: View
    rules: Rules
    dataset: Dataset
    goods: Goods
    year: int
    since: int
    years: tuple[int, ...]
    traders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sums: dict[str, tuple[str, ...]] = field(default_factory=dict)
    run: Collect = pl.LazyFrame.collect
    shelf: Callable[[], tuple[Neighbour, ...]] = nobody
    answered: Callable[[str], Inner] = unanswered

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

    `rules` are those of its page. The series of a list stands in the place of the dataset.

    Raises:
        QueryError: a year is outside the dataset, or an economy that the page needs is unknown.

    """
    if view.list:
        from aigoods.sources.whole_list import whole_list

        dataset = whole_list()
    manifest = dataset.manifest
    goods = manifest.basket.node(view.goods)
    sums = as_sums(view, manifest) if rules.several else {}
    view = view if sums else _merged(view)
    traders = as_traders(view.merged)
    partners = rules.partners or view.blocs == "one" or bool(view.one)
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
    for capability in rules.takes:
        require(manifest, capability)
    for needed in rules.needs:
        if not getattr(view, needed):
            raise QueryError(f"The page {rules.word} needs the {needed}, such as {needed}=MEX.")
    if view.one and not rules.partners:
        require(manifest, "partners-by-code")
    for iso3 in (*view.economies, *([view.partner] if view.partner else [])):
        if iso3 not in sums:
            _known(iso3, traders, dataset, rules)
    if view.partner and view.economy == view.partner:
        raise QueryError("A pair is two economies; give another partner.")
    usual = rules.usual(goods.level) if rules.usual else rules.groupings[0]
    by = view.by or usual
    levels = ("segment", "family", "code")
    listed = by != usual and by in levels and goods.level in levels
    if listed and levels.index(by) < levels.index(goods.level):
        below = (*levels[levels.index(goods.level) :], "year")
        raise QueryError(
            f"{goods.name} is one {goods.level} and cannot be listed by {by}; give by="
            f"{' or by='.join(each for each in below if each in rules.groupings)}."
        )
    if view.blocs == "one":
        _check_blocs(by, manifest)
    filled = view.but(year=year, by=by)
    if MEASURES[view.measure].against:
        filled = filled.but(against=basis(view, manifest))
        if filled.against == "all":
            require(manifest, "totals")
    if reason := refusal(filled, manifest):
        raise QueryError(reason)
    collect = run or pl.LazyFrame.collect
    return Question(filled, rules, dataset, goods, year, since, years, traders, sums, collect)


def _merged(view: View) -> View:
    """Return `view` with the groups that it is about among those that are one trader each."""
    groups = [code for code in (*view.economies, view.partner) if trader(code)]
    return view.but(one=",".join(filter(None, (view.one, *groups)))) if groups else view


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


def _known(iso3: str, traders: dict[str, tuple[str, ...]], dataset: Dataset, rules: Rules) -> None:
    """Check that the page of this View can be about an economy."""
    if iso3 in traders:
        return
    known = economies().get(iso3)
    if known is None and not _trades(iso3, dataset):
        raise QueryError(f"There is no economy {iso3}; give an ISO code such as MEX or TWN.")
    for code, members in traders.items():
        if iso3 in members:
            union = code == EU27
            raise QueryError(
                f"{name(iso3)} is part of {'the EU' if union else name(code)}, which is one trader "
                f"here: ask for economy={code} or leave out {'eu=one' if union else 'one=' + code}."
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
