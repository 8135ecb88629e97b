"""The page of what the WTO and others published, beside what the datasets give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.view import TOPICS, View
from aigoods.pages.page import Page, Pane

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head

TITLES = {
    "": "All",
    "world-totals": "World",
    "exporter-ranking": "Ranking",
    "outlook": "2040",
    "other-lists": "Lists",
}


def opens(head: Head, key: str) -> View:
    """Lead from a figure to what a dataset is asked for it."""
    from aigoods.catalog.figures import published_figures

    if head.view.series:
        return head.view
    if head.view.topic == "mexico":
        return View("importers" if "-imports-" in key else "exporters", year=2022)
    for figure in published_figures():
        if figure.id == key.partition("@")[0] and figure.view:
            return pages.parse(figure.view.split()[-1])
    return head.view


def panes(view: View) -> tuple[Pane, ...]:
    """Return all topics as panes."""
    topics = tuple(
        Pane(
            TITLES.get(topic, topic.capitalize()),
            View("published", topic=topic),
            not view.series and topic == view.topic,
        )
        for topic in ("", *TOPICS)
    )
    return (*topics, Pane("US", View("published", series="us-ai-imports"), bool(view.series)))


PAGE = Page(
    name="published",
    title="Published",
    help="Compare published figures with the datasets.",
    about="Each figure that the WTO and others published stands beside what each dataset on this "
    "machine gives on the nearest equal footing, with their ratio and why they differ.",
    columns="Columns: key, id, topic, economy, partner, flow, goods, measure, figure, period, "
    "published, value, unit, qualifier, scenario, published_rank, dataset, computed, "
    "computed_value, rank, ratio, why, source, date, confidence, caveat, view. "
    "Of the topic mexico, its place in 2022 under each treatment: key, dataset, goods, flow, eu, "
    "hubs, rank, traders, value_usd, above, below, view. "
    "Of the series us-ai-imports: year (the month, as 202301), ai, other, all.",
    examples=(
        "aigoods published --topic exporter-ranking",
        "aigoods published --topic outlook --chart",
    ),
    answer="published:published",
    fields=("topic", "series", "sort"),
    groupings=("figure",),
    measures=("value",),
    shelf=True,
    opens=opens,
    panes=panes,
    keeps=(),
    filters=False,
    order="figure",
    beside=240,
)
