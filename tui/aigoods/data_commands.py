"""The commands of `aigoods data`: datasets come, go, and are looked at."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aigoods.dataset.places import EMBEDDED, find_dataset
from aigoods.errors import DataError, UsageError
from aigoods.options import (
    EditionOption,
    GoodsToKeep,
    NamedDataset,
    NameOption,
    ReleaseOption,
    UseOption,
    YearsToKeep,
)
from aigoods.painter import Painter
from aigoods.text import clean, size
from aigoods.text import years as years_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.sources.importing import Wanted

data = typer.Typer(
    help="Datasets: import BACI, list, use, verify and remove them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@data.command("import")
def import_files(
    paths: Annotated[
        list[Path],
        typer.Argument(help="A BACI_*.zip, a folder of its files, or CSVs."),
    ],
    goods: GoodsToKeep = "wto-2025",
    years: YearsToKeep = "",
    name: NameOption = "",
    edition: EditionOption = "",
    release: ReleaseOption = "",
    use: UseOption = False,
) -> None:
    """Import BACI from files on this machine.

    The name of the new dataset goes to stdout, all else to stderr. One of the same name is
    replaced when the new one is whole; until then it can be used.

    \b
    Examples:
      aigoods data import BACI_HS17_V202601.zip --use
      aigoods data import BACI_HS22_V202601.zip --goods core-hs4 --years 2022-2024
    """
    from aigoods.sources.importing import Wanted, read_years

    wanted = Wanted(goods, read_years(years), name, edition, release)
    _import(paths, wanted, use=use)


@data.command()
def fetch(
    source: Annotated[str, typer.Argument(help="baci")],
    edition: EditionOption = "HS17",
    release: ReleaseOption = "",
    goods: GoodsToKeep = "wto-2025",
    years: YearsToKeep = "",
    name: NameOption = "",
    mirror: Annotated[
        str, typer.Option("--mirror", help="Address of another server with CEPII's folders.")
    ] = "",
    use: UseOption = False,
) -> None:
    """Download BACI from CEPII and import it.

    The newest release, unless --release names one. CEPII sends some 50 KB a second: HS22 takes
    hours. A download that was interrupted goes on where it ended; the archive is kept, so that
    other goods can be imported from it. Where there is no network: download the archive on
    another machine, bring it over with scp, and import the file.

    \b
    Examples:
      aigoods data fetch baci --edition HS22 --use
      aigoods data fetch baci --release V202601 --years 2020-2024
    """
    from aigoods.sources.importing import Wanted, fetch_baci, read_years

    if source.lower() != "baci":
        raise UsageError(f"There is no source {clean(source, 40)!r} to fetch; there is baci.")
    wanted = Wanted(goods, read_years(years), name, edition, release)
    painter = Painter()
    try:
        archive = fetch_baci(wanted, mirror, painter.fetched)
    except KeyboardInterrupt:
        painter.close()
        raise _interrupted("What came is kept; the same command goes on from there.") from None
    finally:
        painter.close()
    print(f"The archive lies in {archive}.", file=sys.stderr)
    _import([archive], wanted, use=use)


def _import(paths: Sequence[Path], wanted: Wanted, *, use: bool) -> None:
    """Import, tell what came of it, and use the dataset if that is wanted."""
    from aigoods.dataset import shelf
    from aigoods.sources.importing import import_baci

    gc.enable()
    painter = Painter()
    try:
        made = import_baci(paths, wanted, painter.imported)
    except KeyboardInterrupt:
        painter.close()
        raise _interrupted("Interrupted; the datasets are as they were.") from None
    finally:
        painter.close()
    rows = sum(entry.rows for entry in made.files.values())
    bytes_written = sum(entry.size for entry in made.files.values())
    print(
        f"{made.name}: {made.basket.name} in {years_text(made.years)}, {rows:,} rows, "
        f"{size(bytes_written)}.",
        file=sys.stderr,
    )
    for note in made.notes:
        print(f"Note: {note.text}", file=sys.stderr)
    if use:
        shelf.use(made.name)
        print("Questions go to it from now on.", file=sys.stderr)
    else:
        print(
            f"aigoods data use {made.name} makes it the one that questions go to.", file=sys.stderr
        )
    print(made.name)


@data.command("list")
def list_datasets() -> None:
    """List the datasets on this machine.

    One a line, a tab between: name, used (* for the one in use), source, release, edition, basket,
    years, rows, bytes. On a terminal the columns are aligned.

    \b
    Examples:
      aigoods data list
      aigoods data list | cut -f1
    """
    from aigoods.dataset.shelf import shelved

    rows: list[tuple[str, ...]] = [
        ("name", "used", "source", "release", "edition", "basket", "years", "rows", "bytes")
    ]
    for each in shelved():
        known = each.manifest
        if known is None:
            rows.append((clean(each.name, 64), "*" * each.used, *["—"] * 6, str(each.size)))
            print(f"aigoods: {clean(each.trouble)}", file=sys.stderr)
            continue
        rows.append(
            (
                each.name,
                "*" * each.used,
                known.source,
                known.release,
                known.edition,
                known.basket.name,
                years_text(known.years),
                str(sum(entry.rows for entry in known.files.values())),
                str(each.size),
            )
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        if sys.stdout.isatty():
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            print("  ".join(cells).rstrip())
        else:
            print("\t".join(row))


@data.command("info")
def info_of(name: NamedDataset = "") -> None:
    """Show source, licence and citation of a dataset.

    As aigoods info does; the one in use where none is named.

    \b
    Examples:
      aigoods data info
      aigoods data info core-hs4 | grep citation
    """
    from aigoods.printing import print_info

    print_info(name)


@data.command()
def use(name: NamedDataset) -> None:
    """Let questions go to a dataset where none else is named.

    \b
    Examples:
      aigoods data use core-hs4
      aigoods data use core-hs4 && aigoods exporters --top 3
    """
    from aigoods.dataset.shelf import use as use_dataset

    use_dataset(name)
    print(f"Questions go to {name} from now on.", file=sys.stderr)


@data.command()
def verify(name: NamedDataset = "") -> None:
    """Check a dataset against the hashes of its manifest; exit code 1 where it is damaged.

    \b
    Examples:
      aigoods data verify
      aigoods data verify core-hs4
    """
    from aigoods.dataset.folder import verify as verify_folder

    gc.enable()
    folder = find_dataset(name)
    verify_folder(folder)
    print(f"{folder} is as it was written.")


@data.command()
def remove(
    name: NamedDataset,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing.")] = False,
) -> None:
    """Remove a dataset from this machine, after a yes.

    The embedded dataset stays.

    \b
    Examples:
      aigoods data remove baci-hs17-v202601
      aigoods data remove baci-hs17-v202601 --yes
    """
    from aigoods.dataset.shelf import find_shelved
    from aigoods.dataset.shelf import remove as remove_dataset

    found = find_shelved(name)
    if found.embedded:
        raise DataError(f"{EMBEDDED} is embedded in the program and cannot be removed.")
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError(f"Removing {name} takes a yes; give --yes.")
        print(
            f"Remove {name}, {size(found.size)}, in {found.folder}? [y/N] ", end="", file=sys.stderr
        )
        sys.stderr.flush()
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            print("It stays.", file=sys.stderr)
            return
    remove_dataset(name)
    print(f"{name} is removed.", file=sys.stderr)


@data.command()
def path(name: NamedDataset = "") -> None:
    """Print where a dataset lies; the one in use where none is named.

    \b
    Examples:
      aigoods data path core-hs4
      ls -l "$(aigoods data path)"
    """
    place = find_dataset(name)
    if isinstance(place, Path) and not place.is_dir():
        raise DataError(f"There is no dataset in {place}.")
    print(place)


def _interrupted(sentence: str) -> typer.Exit:
    print(f"aigoods: {sentence}", file=sys.stderr)
    return typer.Exit(130)
