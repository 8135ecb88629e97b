"""The options of the questions: those that stand for fields of a View, and those of the output."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.scene import GROUNDS, KINDS
from aigoods.analysis.view import (
    AGAINST,
    BLOC_FORMS,
    EU_FORMS,
    FLOWS,
    GROUPINGS,
    LEVELS,
    LISTS,
    MEASURES,
    PUBLISHED_SERIES,
    TOPICS,
    YEAR_FIELDS,
)
from aigoods.commandline.language import DATASET_OPTION, Argument, Offer, Option, Whole
from aigoods.output.formats import FORMATS, SVG
from aigoods.pages.command import option as written
from aigoods.text import alternatives

if TYPE_CHECKING:
    from aigoods.pages.page import Page

QUESTION, OUTPUT, CHART = "Question", "Output", "Chart"


def usual(words: tuple[str, ...]) -> str:
    """Return alternatives of which the first one is taken where none is given."""
    return alternatives([f"{words[0]} (the default)", *words[1:]])


def _field(
    name: str,
    help: str,  # noqa: A002
    value: str,
    words: tuple[str, ...] = (),
    offer: Offer = "",
    also: tuple[str, ...] = (),
) -> Option:
    """Return the option of a field; `also` are other words for it."""
    read = Whole() if name in YEAR_FIELDS else None
    dest = "by" if name == "level" else name.replace("-", "_")
    return Option(
        dest, (*also, f"--{name}"), help, value, QUESTION, None, read, words=words, offer=offer
    )


FIELDS: dict[str, Option] = {
    option.flags[-1].removeprefix("--"): option
    for option in (
        _field("year", "Year; the last if left out.", "YEAR", offer="years", also=("--to",)),
        _field("flow", f"{usual(FLOWS)}.", "FLOW", words=FLOWS),
        _field(
            "goods",
            "Code, family or segment, by code or name: 8542, equipment; all if left out.",
            "GOODS",
            offer="goods",
        ),
        _field("by", f"{usual(GROUPINGS)}.", "GROUPING", words=GROUPINGS),
        _field("level", f"{alternatives(LEVELS)}.", "LEVEL", words=LEVELS),
        _field(
            "within",
            "Only the economies of a group: asean, oecd, eastern-asia, or one of yours.",
            "GROUP",
            offer="groups",
        ),
        _field(
            "eu", "members (the default), or one: the EU as one trader.", "FORM", words=EU_FORMS
        ),
        _field(
            "one",
            "Groups that are one trader each, with commas between: EU27,ASEAN.",
            "GROUPS",
            offer="ones",
        ),
        _field(
            "blocs",
            "members (the default), or one: each group is one trader (with --by region).",
            "FORM",
            words=BLOC_FORMS,
        ),
        _field(
            "list",
            f"The whole list of the WTO, whatever the dataset: {alternatives(LISTS)}.",
            "LIST",
            words=LISTS,
        ),
        _field(
            "measure",
            f"What the series holds: {usual(MEASURES)}.",
            "MEASURE",
            words=MEASURES,
        ),
        _field(
            "against",
            "What an RCA compares with: all goods (the default where known) or the basket.",
            "WHAT",
            words=AGAINST,
        ),
        _field("index", "Year that is 100.", "YEAR", offer="years"),
        _field(
            "since",
            "Baseline: first year of a change, CAGR or slope; the first known.",
            "YEAR",
            offer="years",
            also=("--from",),
        ),
        _field("topic", f"{alternatives(TOPICS)}; all if left out.", "TOPIC", words=TOPICS),
        _field(
            "series",
            f"A series that others published, instead: {alternatives(PUBLISHED_SERIES)}.",
            "SERIES",
            words=PUBLISHED_SERIES,
        ),
        _field(
            "of",
            "Suppliers whose part together is wanted, with commas between: CHN,HKG.",
            "ECONOMIES",
            offer="traders",
        ),
        _field("at-least", "Dollars from which on a row counts: 100m, 1.5bn.", "DOLLARS"),
        _field("across", "Leading partners that have a column; 12 if left out.", "NUMBER"),
        _field("threshold", "Percentage that is called too much; 50 if left out.", "PERCENT"),
        _field("decompose", "Part each change into the effects of world, mix and the rest.", ""),
        _field("sort", "Column to sort by; -growth from the top.", "COLUMN"),
    )
}
"""The options that stand for fields of a View, by their names; `level` stands for `by`."""

ARGUMENTS: dict[str, Argument] = {
    argument.dest: argument
    for argument in (
        Argument("economy", "ISO code, name or trade code: MEX, Mexico, 484.", offer="economies"),
        Argument("partner", "The other economy.", offer="economies"),
        Argument("about", "Address of an answer: exporters?year=2022 (A copies the command)."),
        Argument("row", "Key of a row: MEX, 8542, 2022, or MEX>USA in a matrix."),
        Argument("column", "Column of the number: share, or share_2019 in a series."),
        Argument("goods", "Code, family or segment; all if left out.", offer="goods"),
    )
}
"""The fields of a View that a command takes without an option."""
SEVERAL = "Some economies; the leading five if left out."


def options(page: Page) -> tuple[Option, ...]:
    """Return the options of the fields that a page has."""
    found = {name: FIELDS[written(page, name)] for name in page.options}
    if page.measures != MEASURES and "measure" in found:
        said = f"{page.cells}: {usual(page.measures)}."
        found["measure"] = found["measure"]._replace(help=said, words=page.measures)
    return tuple(found.values())


def arguments(page: Page) -> tuple[Argument, ...]:
    """Return what the command of a page takes without an option."""
    found = []
    for name in page.arguments:
        argument = ARGUMENTS[name]._replace(least=int(name in page.needs))
        if page.several and name == "economy":
            argument = argument._replace(many=True, help=SEVERAL)
        found.append(argument)
    return tuple(found)


OUTPUTS: tuple[Option, ...] = (
    DATASET_OPTION._replace(
        help=f"{DATASET_OPTION.help} With auto another one answers where that cannot.",
        group=OUTPUT,
    ),
    Option(
        "format",
        ("--format",),
        f"{alternatives([*FORMATS, SVG])} (the chart); a table on a terminal, CSV in a pipe.",
        "FORMAT",
        OUTPUT,
        default="",
        words=(*FORMATS, SVG),
    ),
    Option(
        "output",
        ("-o", "--output"),
        "File to write, with its metadata beside it.",
        "FILE",
        OUTPUT,
        offer="files",
    ),
    Option("top", ("--top",), "Only the first rows.", "N", OUTPUT, read=Whole(1)),
    Option(
        "filter",
        ("--filter",),
        "Only the rows that fit: korea, asia, '!EU', '>1bn', 'growth>20%'.",
        "TEXT",
        OUTPUT,
        default="",
    ),
    Option(
        "marks",
        ("--marks",),
        "Rows to mark and to draw, with commas between: CHN,TWN.",
        "ROWS",
        OUTPUT,
        default="",
        offer="marks",
    ),
    Option(
        "width", ("--width",), "Cells across, from 20 to 500.", "N", OUTPUT, read=Whole(20, 500)
    ),
    Option("ascii", ("--ascii",), "Plain ASCII only.", group=OUTPUT),
    Option(
        "color",
        ("--color", "--no-color"),
        "Colours on a terminal, or none.",
        group=OUTPUT,
        default=True,
        negated=True,
    ),
    Option("quiet", ("-q", "--quiet"), "No notes on stderr.", group=OUTPUT),
    Option("explore", ("-i", "--open"), "Open the explorer at this view.", group=OUTPUT),
    Option(
        "chart",
        ("--chart",),
        f"Draw the chart below the table: {alternatives(KINDS)}, or the one that suits best.",
        "KIND",
        CHART,
        default="",
        bare=True,
        words=KINDS,
    ),
    Option("log", ("--log",), "Lines on a logarithmic scale.", group=CHART),
    Option("indexed", ("--indexed",), "Each line begins at 100.", group=CHART),
    Option(
        "highlight",
        ("--highlight",),
        "Row to bring out, beside those drawn.",
        "ROW",
        CHART,
        default="",
        offer="economies",
    ),
    Option(
        "ground",
        ("--ground",),
        f"What a chart in SVG stands on: {usual(GROUNDS)}.",
        "GROUND",
        CHART,
        default="white",
        words=GROUNDS,
    ),
    Option(
        "height",
        ("--height",),
        "Lines of the chart, from 8 to 200.",
        "N",
        CHART,
        read=Whole(8, 200),
    ),
)
"""The options that every question has: how its answer is given."""
