"""The command line: one function a command; heavy imports happen inside them."""

from __future__ import annotations

from typing import Annotated

import typer

from aigoods import __version__

app = typer.Typer(
    name="aigoods",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"aigoods {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    dataset: Annotated[
        str,
        typer.Option(
            "--dataset", help="Name or folder of a dataset; the embedded one if left out."
        ),
    ] = "",
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin with the exporters, not with the last view.")
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Explore world trade in AI-enabling goods by keyboard: who exports what, and since when.

    The explorer starts on the data that comes with the program and needs no network; press ? in it
    for the keys and q to leave.
    """
    del version
    from aigoods.explorer.run import run

    raise typer.Exit(run(dataset=dataset, fresh=fresh))
