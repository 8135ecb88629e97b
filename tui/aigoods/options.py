"""The options of the command line, each with its help and what the shell offers for it."""

from pathlib import Path
from typing import Annotated

import typer

from aigoods import completion
from aigoods.printing import Output

DatasetOption = Annotated[
    str,
    typer.Option(
        "--dataset",
        help="Name, folder or address of a dataset; the one in use if left out.",
        autocompletion=completion.datasets,
    ),
]
NamedDataset = Annotated[
    str,
    typer.Argument(
        help="Name of a dataset; the one in use if left out.", autocompletion=completion.datasets
    ),
]
GoodsToKeep = Annotated[
    str,
    typer.Option(
        "--goods",
        help="wto-2025, core-hs4, all, or a CSV file with code, description, segment, family.",
    ),
]
YearsToKeep = Annotated[str, typer.Option("--years", help="Such as 2017-2024; all if left out.")]
NameOption = Annotated[
    str, typer.Option("--name", help="Name of the dataset; of edition and release if left out.")
]
EditionOption = Annotated[str, typer.Option("--edition", help="HS12, HS17 or HS22.")]
ReleaseOption = Annotated[str, typer.Option("--release", help="Such as V202601.")]
UseOption = Annotated[bool, typer.Option("--use", help="Let questions go to it from now on.")]
Partner = Annotated[
    str, typer.Argument(help="The other economy.", autocompletion=completion.economies)
]
Economies = Annotated[
    list[str] | None,
    typer.Argument(
        help="Some economies; the leading five if left out.", autocompletion=completion.economies
    ),
]
GoodsArgument = Annotated[
    str, typer.Argument(help="Code, family or segment.", autocompletion=completion.goods)
]
Index = Annotated[
    int | None,
    typer.Option("--index", help="Year that is 100.", autocompletion=completion.years),
]
Economy = Annotated[
    str,
    typer.Argument(
        help="ISO code, name or trade code: MEX, Mexico, 484.", autocompletion=completion.economies
    ),
]
GoodsOption = Annotated[
    str,
    typer.Option(
        "--goods",
        help="Code, family or segment, by code or name: 8542, equipment.",
        autocompletion=completion.goods,
    ),
]
Year = Annotated[
    int | None,
    typer.Option("--year", help="Year; the last if left out.", autocompletion=completion.years),
]
Since = Annotated[
    int | None,
    typer.Option(
        "--since", help="First year of the CAGR; the first known.", autocompletion=completion.years
    ),
]
By = Annotated[str, typer.Option("--by", help="economy, region, sub-region or income.")]
Level = Annotated[str, typer.Option("--level", help="segment, family, code or year.")]
Within = Annotated[
    str, typer.Option("--within", help="Only the economies of a group, such as eastern-asia.")
]
Eu = Annotated[str, typer.Option("--eu", help="members, or one: the EU as one trader.")]
Blocs = Annotated[
    str,
    typer.Option("--blocs", help="members, or one: each group is one trader (with --by region)."),
]
Measure = Annotated[
    str,
    typer.Option(
        "--measure", help="What the series holds: value, share, growth, rank or unit-value."
    ),
]
CellMeasure = Annotated[
    str, typer.Option("--measure", help="What the cells hold: value, share or growth.")
]
Flow = Annotated[str, typer.Option("--flow", help="exports or imports.")]
Sort = Annotated[str, typer.Option("--sort", help="Column to sort by; -growth from the top.")]


def output_options(
    *,
    dataset: DatasetOption = "",
    format: Annotated[  # noqa: A002
        str,
        typer.Option(
            "--format",
            help="table, csv, tsv, json, ndjson, parquet, markdown or html; a table on a terminal, "
            "CSV in a pipe.",
        ),
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="File to write, with its metadata beside it."),
    ] = None,
    top: Annotated[int | None, typer.Option("--top", min=1, help="Only the first rows.")] = None,
    chart: Annotated[bool, typer.Option("--chart", help="Draw the chart below the table.")] = False,
    width: Annotated[
        int | None, typer.Option("--width", min=20, max=500, help="Cells across.")
    ] = None,
    height: Annotated[
        int | None, typer.Option("--height", min=8, max=200, help="Lines of the chart.")
    ] = None,
    ascii: Annotated[bool, typer.Option("--ascii", help="Plain ASCII only.")] = False,  # noqa: A002
    color: Annotated[
        bool, typer.Option("--color/--no-color", help="Colours on a terminal.")
    ] = True,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No notes on stderr.")] = False,
    explore: Annotated[
        bool, typer.Option("-i", "--open", help="Open the explorer at this view.")
    ] = False,
) -> Output:
    """Gather the options that every answering command has."""
    return Output(dataset, format, output, top, chart, width, height, ascii, color, quiet, explore)
