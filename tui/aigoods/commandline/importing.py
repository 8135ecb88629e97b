"""The commands that bring datasets: from files on this machine, or from a source elsewhere."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from aigoods.commandline.language import Argument, Command, Option
from aigoods.errors import UsageError
from aigoods.out import put, say
from aigoods.text import clean, size
from aigoods.text import years as years_text

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from aigoods.sources.importing import Wanted


def _wanted(given: Namespace) -> Wanted:
    from aigoods.sources.importing import Wanted, read_years

    years = read_years(given.years)
    return Wanted(given.goods, years, given.name, given.edition, given.release)


def _import(given: Namespace) -> int:
    return _import_files([Path(path) for path in given.file], _wanted(given), use=given.use)


def _fetch(given: Namespace) -> int:
    from aigoods.commandline.painter import Painter
    from aigoods.sources.importing import fetch_baci

    if given.source.lower() != "baci":
        raise UsageError(f"There is no source {clean(given.source, 40)!r} to fetch; there is baci.")
    wanted = _wanted(given)
    painter = Painter()
    try:
        archive = fetch_baci(wanted, given.mirror, painter.fetched)
    except KeyboardInterrupt:
        painter.close()
        return _interrupted("What came is kept; the same command goes on from there.")
    finally:
        painter.close()
    say(f"The archive lies in {archive}.")
    return _import_files([archive], wanted, use=given.use)


def _import_files(paths: Sequence[Path], wanted: Wanted, *, use: bool) -> int:
    """Import, tell what came of it, and use the dataset if that is wanted."""
    from aigoods.commandline.painter import Painter
    from aigoods.dataset import shelf
    from aigoods.sources.importing import import_baci

    gc.enable()
    painter = Painter()
    try:
        made = import_baci(paths, wanted, painter.imported)
    except KeyboardInterrupt:
        painter.close()
        return _interrupted("Interrupted; the datasets are as they were.")
    finally:
        painter.close()
    rows = sum(entry.rows for entry in made.files.values())
    bytes_written = sum(entry.size for entry in made.files.values())
    years = years_text(made.years)
    say(f"{made.name}: {made.basket.name} in {years}, {rows:,} rows, {size(bytes_written)}.")
    for note in made.notes:
        say(f"Note: {note.text}")
    if use:
        shelf.use(made.name)
        say("Questions go to it from now on.")
    else:
        say(f"aigoods data use {made.name} makes it the one that questions go to.")
    put(f"{made.name}\n")
    return 0


def _interrupted(sentence: str) -> int:
    say(f"aigoods: {sentence}")
    return 130


KEPT = (
    Option(
        "goods",
        ("--goods",),
        "wto-2025, core-hs4, all, or a CSV file with code, description, segment, family.",
        "GOODS",
        default="wto-2025",
        words=("wto-2025", "core-hs4", "all"),
        offer="files",
    ),
    Option("years", ("--years",), "Such as 2017-2024; all if left out.", "YEARS", default=""),
    Option(
        "name",
        ("--name",),
        "Name of the dataset; of edition and release if left out.",
        "NAME",
        default="",
    ),
)
EDITION = Option(
    "edition",
    ("--edition",),
    "HS12, HS17 or HS22.",
    "EDITION",
    default="",
    words=("HS12", "HS17", "HS22"),
)
RELEASE = Option("release", ("--release",), "Such as V202601.", "RELEASE", default="")
USE = Option("use", ("--use",), "Let questions go to it from now on.")

IMPORT = Command(
    "data import",
    "Import BACI from files on this machine.",
    _import,
    (
        "The name of the new dataset goes to stdout, all else to stderr. One of the same "
        "name is replaced when the new one is whole; until then it can be used.",
    ),
    (
        "aigoods data import BACI_HS17_V202601.zip --use",
        "aigoods data import BACI_HS22_V202601.zip --goods core-hs4 --years 2022-2024",
    ),
    (
        Argument(
            "file",
            "A BACI_*.zip, a folder of its files, or CSVs.",
            many=True,
            offer="files",
        ),
    ),
    (*KEPT, EDITION, RELEASE, USE),
)
FETCH = Command(
    "data fetch",
    "Download BACI from CEPII and import it.",
    _fetch,
    (
        "The newest release, unless --release names one. CEPII sends some 50 KB a second: "
        "HS22 takes hours. A download that was interrupted goes on where it ended; the "
        "archive is kept, so that other goods can be imported from it. Where there is no "
        "network: download the archive on another machine, bring it over with scp, and "
        "import the file.",
    ),
    (
        "aigoods data fetch baci --edition HS22 --use",
        "aigoods data fetch baci --release V202601 --years 2020-2024",
    ),
    (Argument("source", "baci", words=("baci",)),),
    (
        EDITION._replace(default="HS17", help="HS12, HS17 or HS22; HS17 if left out."),
        RELEASE,
        *KEPT,
        Option(
            "mirror",
            ("--mirror",),
            "Address of another server with CEPII's folders.",
            "ADDRESS",
            default="",
        ),
        USE,
    ),
)
