"""The options of the questions: those that stand for fields of a View, and those of the output."""

from __future__ import annotations

from typing import get_args

from aigoods.analysis.scene import Kind
from aigoods.analysis.view import (
    BLOC_FORMS,
    EU_FORMS,
    FLOWS,
    GROUPINGS,
    LEVELS,
    MEASURES,
    YEAR_FIELDS,
)
from aigoods.commandline.language import DATASET_OPTION, Offer, Option, Whole
from aigoods.output.formats import FORMATS
from aigoods.text import alternatives

QUESTION, OUTPUT, CHART = "Question", "Output", "Chart"
KINDS: tuple[str, ...] = get_args(Kind)
FIRST = "first"
"""What `--chart` means without a kind: the one that suits the page best."""


def usual(words: tuple[str, ...]) -> str:
    """Return alternatives of which the first one is taken where none is given."""
    return alternatives([f"{words[0]} (the default)", *words[1:]])


def _field(
    name: str,
    help: str,  # noqa: A002
    value: str,
    words: tuple[str, ...] = (),
    offer: Offer = "",
) -> Option:
    read = Whole() if name in YEAR_FIELDS else None
    dest = "by" if name == "level" else name
    return Option(dest, (f"--{name}",), help, value, QUESTION, None, read, words=words, offer=offer)


FIELDS: dict[str, Option] = {
    option.flags[0].removeprefix("--"): option
    for option in (
        _field("year", "Year; the last if left out.", "YEAR", offer="years"),
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
            "Only the economies of a group, such as eastern-asia.",
            "GROUP",
            offer="groups",
        ),
        _field(
            "eu", "members (the default), or one: the EU as one trader.", "FORM", words=EU_FORMS
        ),
        _field(
            "blocs",
            "members (the default), or one: each group is one trader (with --by region).",
            "FORM",
            words=BLOC_FORMS,
        ),
        _field(
            "measure",
            f"What the series holds: {usual(MEASURES)}.",
            "MEASURE",
            words=MEASURES,
        ),
        _field("index", "Year that is 100.", "YEAR", offer="years"),
        _field("since", "First year of the CAGR; the first known.", "YEAR", offer="years"),
        _field("sort", "Column to sort by; -growth from the top.", "COLUMN"),
    )
}
"""The options that stand for fields of a View, by their names; `level` stands for `by`."""

OUTPUTS: tuple[Option, ...] = (
    DATASET_OPTION._replace(group=OUTPUT),
    Option(
        "format",
        ("--format",),
        f"{alternatives(FORMATS)}; a table on a terminal, CSV in a pipe.",
        "FORMAT",
        OUTPUT,
        default="",
        words=FORMATS,
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
        "Only the rows with this in their name.",
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
        "height",
        ("--height",),
        "Lines of the chart, from 8 to 200.",
        "N",
        CHART,
        read=Whole(8, 200),
    ),
)
"""The options that every question has: how its answer is given."""
