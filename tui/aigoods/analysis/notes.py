"""The caveats that a reader of an answer must see, each where it applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.coverage import coverage_notes, whole_headings
from aigoods.catalog.economies import EU27, name
from aigoods.catalog.groups import Group, find_group
from aigoods.text import listing, money, share

if TYPE_CHECKING:
    from collections.abc import Iterable

    import polars as pl

    from aigoods.analysis.question import Question

REGIONS = (
    "Regions are the United Nations' M49; Taiwan, Hong Kong and Macao are placed in Eastern Asia "
    "by this program."
)
INCOME = (
    "Income groups are the World Bank's as of January 2026 (fiscal year 2026); Ethiopia and "
    "Venezuela are not classified."
)
EU_AS_ONE = (
    "The EU is one trader of the 27 members of 2020 in every year: trade among them is left out of "
    "its value, of world trade and so of every share."
)

AS_ONE = (
    " {} is one trader: trade among its members is left out of its value, of world trade and so of "
    "every share."
)
MOST_CODES = 12
"""How many codes are listed in a sentence."""

STAGES = (
    "The stages of the chain, and which families of goods are in which, are this program's own "
    "division; families that serve all stages are in none."
)

CONCENTRATION = (
    "Concentration is the Herfindahl-Hirschman index (HHI) of economies or their groups, not of "
    "firms: the sum of squared shares in percent, up to 10,000. Below 1,000 it is called low, to "
    "1,800 moderate, above that high, as by the US Merger Guidelines of 2023."
)
GEODEP = (
    "Foreign dependent, by the criteria of CEPII's GeoDep (Lefebvre and Wibaux 2024): the HHI of "
    "the importer's sources above 4,000, that of world exports above 4,000, and imports above "
    "exports, all three in the same year, in at least two of three years. Where there are no "
    "exports the third holds."
)
OWN_CHOICE = "Which part of one supplier is too much is this program's choice, not published."
RCA_MEANS = (
    "RCA is Balassa's revealed comparative advantage (1965): the share of these goods in the "
    "economy's exports of {} over their share in the world's. Above 1 it exports more of them than "
    "the world does, for its size; symmetric RCA brings that to −1 to +1."
)
BLOCS_AS_ONE = (
    "Each group is one trader: trade among its own economies is left out of its value, of world "
    "trade and so of every share, and stands apart. Those without a group are no trader together: "
    "all of their trade counts."
)


def applicable(ask: Question, economies: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the notes on a heading, provisional years, the dataset, the grouping and the EU.

    `economies` are those that the answer lists.
    """
    view, manifest = ask.view, ask.manifest
    found = [_heading(ask)] if ask.goods.level in ("heading", "chapter") else []
    if ask.measure.against:
        found.append(RCA_MEANS.format("all goods" if view.against == "all" else "the basket"))
    found += [STAGES] if ask.goods.level == "stage" else []
    if manifest.floor_usd:
        found.append(
            f"All values are sums: each is of every {single_flow(ask)}; the rest is left out, "
            "which understates small traders most."
        )
        found += coverage_notes(ask)
    provisional = [manifest.period(n).long for n in manifest.provisional if n in ask.years]
    if provisional:
        verb = "is" if len(provisional) == 1 else "are"
        found.append(
            f"{listing(provisional)} {verb} provisional: the next release of {manifest.source} "
            "revises every year and that one most."
        )
    listed = {*economies, view.economy, view.partner}
    found += [
        note.text
        for note in manifest.notes
        if (
            (not note.codes or set(note.codes) & set(ask.goods.codes))
            and (not note.economies or set(note.economies) & listed)
            and (not note.pages or ask.rules.word in note.pages)
            and note.since <= manifest.period(max(ask.years)).year
        )
    ]
    group = find_group(view.within) if view.within else None
    kinds = {view.by, group.kind if group else ""}
    if kinds & {"region", "sub-region"}:
        found.append(REGIONS)
    if "income" in kinds:
        found.append(INCOME)
    if group and not group.of_grouping:
        found.append(_members(group))
    if view.eu == "one":
        found.append(EU_AS_ONE)
    for code, members in ask.traders.items():
        if code != EU27:
            found.append(_members(find_group(code)) + AS_ONE.format(name(code)))
        if group and 0 < len(set(members) & set(group.members)) < len(members):
            whose = "the EU" if code == EU27 else name(code)
            found.append(f"The members of {whose} that are in {group.name} are not listed.")
    if view.blocs == "one":
        found.append(BLOCS_AS_ONE)
    return tuple(found)


def sums_note(ask: Question) -> tuple[str, ...]:
    """Return what the lines of groups are that are sums of their members, nothing without them."""
    if not ask.sums:
        return ()
    said = listing([name(code) for code in ask.sums])
    verb, whose = ("is the sum", "its") if len(ask.sums) == 1 else ("are sums", "their")
    listed = [iso3 for code in ask.view.economies for iso3 in ask.sums.get(code, (code,))]
    why = (
        f"the dataset {ask.manifest.name} does not tell that trade in all years"
        if len(listed) == len({*listed})
        else "an economy is in two of those compared"
    )
    return (
        f"{said} {verb} of {whose} members, with the trade among them and without a rank: {why}.",
        *dict.fromkeys(_members(find_group(code)) for code in ask.sums),
    )


def _members(group: Group) -> str:
    """Return who is in a group that no grouping has."""
    if group.of_grouping:
        return REGIONS if group.kind != "income" else INCOME
    if group.kind == "own":
        return f"{group.name} is a group of your settings: {listing(list(group.members))}."
    return f"{group.name}: {group.note}. Its members of today are taken in every year."


def _heading(ask: Question) -> str:
    """Return what of a heading or chapter the figures are."""
    goods, codes = ask.goods, ask.goods.codes
    listed = listing(list(codes)) if len(codes) <= MOST_CODES else f"{len(codes)} codes"
    if goods.key in whole_headings(ask):
        return f"{goods.key} stands for the sum of all its codes ({listed})."
    only = "the only code" if len(codes) == 1 else "the sum of the codes"
    return (
        f"{goods.key} stands for {only} of the basket in that {goods.level} ({listed}), not for "
        f"all of the {goods.level}."
    )


def single_flow(ask: Question) -> str:
    """Return what the smallest flow behind an answer is where smaller ones were left out, else "".

    `single flow of one code between two economies of $10 m or more`: from such a dataset nothing
    can be said of what is not in it.
    """
    scope, apart = ask.manifest.partners, not ask.rules.partners
    least = ask.manifest.floor_usd if apart or not scope else scope.least_usd
    if not least:
        return ""
    of = (
        "between two economies" if scope and scope.together else "of one code between two economies"
    )
    return f"single flow {of} of {money(least).replace('.0 ', ' ')} or more"


def weighed(ask: Question, values: Iterable[pl.DataFrame]) -> tuple[str, ...]:
    """Return what must be known of unit values, none where the View does not ask for them.

    `values` are the sums, with the years in the column year, of all that the answer is about.
    """
    if "quantity_t" not in ask.measure.parts:
        return ()
    years = [each.filter(year=ask.year) for each in values]
    whole = sum(sum(year["value_usd"].drop_nulls().to_list()) for year in years)
    known = sum(sum(year["valued_usd"].drop_nulls().to_list()) for year in years)
    said = (
        f"Unit values are of the flows whose quantity is known, {share(known / whole)} of the "
        f"value in {ask.period.long}"
        if whole
        else f"There are no flows in {ask.period.long} whose quantity is known"
    )
    if len(ask.goods.codes) > 1:
        said += "; those of several codes together mix prices with what is traded"
    return (f"{said}.",)


def missing_note(ask: Question) -> str:
    """Return the sentence that stands where the economy of the View has no row."""
    who, flow = name(ask.view.economy), ask.view.flow
    return nothing(ask, f"{flow} of {ask.goods.phrase} by {who} in {ask.period.long}")


def nothing(ask: Question, what: str) -> str:
    """Return the sentence that the source, or what was kept of it, has none of `what`."""
    if single := single_flow(ask):
        return f"The dataset {ask.manifest.name} has no {single} among the {what}."
    return f"The source reports no {what}."


def here(ask: Question) -> str:
    """Return the year and where one looked: `in 2024 in this dataset`, and what it holds."""
    single = single_flow(ask)
    held = f", which holds no other than each {single}" if single else ""
    return f"in {ask.period.long} in this dataset{held}"


def nobody_note(ask: Question) -> str:
    """Return the sentence that stands where no economy trades, or none of the View's group."""
    view = ask.view
    group = f" in the group {find_group(view.within).name}" if view.within else ""
    said = f"{view.flow} of {ask.goods.phrase}"
    if view.economy:
        way = "to" if view.flow == "exports" else "from"
        return f"{name(view.economy)} has no {said} {way} an economy{group} {here(ask)}."
    return f"No economy{group} has {said} {here(ask)}."


def published_world_totals() -> str:
    """Return one sentence with the world totals that the WTO published, labelled as such."""
    from aigoods.catalog import figures

    said = listing(
        [
            f"${figure.value / 1000:g} tn for {figure.period} ({figure.work})"
            for figure in figures.published_world_totals()
        ]
    )
    return (
        f"Published by the WTO for its whole list: {said}. These figures are not one series, and "
        "not comparable with the computed ones here."
    )
