"""The commands of `aigoods data`: datasets come, go, and are looked at."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aigoods.commandline.finding import tell
from aigoods.commandline.language import Argument, Command, Group, Option
from aigoods.dataset.places import EMBEDDED, find_dataset
from aigoods.errors import DataError, UsageError
from aigoods.out import put, say, terminal
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


def _list(_: Namespace) -> int:
    from aigoods.dataset.shelf import shelved

    rows: list[tuple[str, ...]] = [
        ("name", "used", "source", "release", "edition", "basket", "years", "rows", "bytes")
    ]
    for each in shelved():
        known = each.manifest
        if known is None:
            rows.append((clean(each.name, 64), "*" * each.used, *["—"] * 6, str(each.size)))
            say(f"aigoods: {clean(each.trouble)}")
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
    if terminal(sys.stdout):
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in rows
        ]
    else:
        lines = ["\t".join(row) for row in rows]
    put("".join(f"{line}\n" for line in lines))
    return 0


def _use(given: Namespace) -> int:
    from aigoods.dataset.shelf import use

    use(given.dataset)
    say(f"Questions go to {given.dataset} from now on.")
    return 0


def _verify(given: Namespace) -> int:
    from aigoods.dataset.folder import verify

    gc.enable()
    folder = find_dataset(given.dataset or "")
    verify(folder)
    put(f"{folder} is as it was written.\n")
    return 0


def _remove(given: Namespace) -> int:
    from aigoods.dataset.shelf import find_shelved, remove

    name = given.dataset
    found = find_shelved(name)
    if found.embedded:
        raise DataError(f"{EMBEDDED} is embedded in the program and cannot be removed.")
    if not given.yes:
        if not terminal(sys.stdin):
            raise UsageError(f"Removing {name} takes a yes; give --yes.")
        say(f"Remove {name}, {size(found.size)}, in {found.folder}? [y/N] ", end="")
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            say("It stays.")
            return 0
    remove(name)
    say(f"{name} is removed.")
    return 0


def _path(given: Namespace) -> int:
    place = find_dataset(given.dataset or "")
    if isinstance(place, Path) and not place.is_dir():
        raise DataError(f"There is no dataset in {place}.")
    put(os.fsencode(place) + b"\n")
    return 0


def _interrupted(sentence: str) -> int:
    say(f"aigoods: {sentence}")
    return 130


NAMED = Argument("dataset", "Name of a dataset.", offer="datasets")
MAYBE_NAMED = Argument(
    "dataset", "Name of a dataset; the one in use if left out.", least=0, offer="datasets"
)
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

DATA = Group(
    "data",
    "Datasets: import BACI, list, use, verify and remove them.",
    (
        Command(
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
        ),
        Command(
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
        ),
        Command(
            "data list",
            "List the datasets on this machine.",
            _list,
            (
                "One a line, a tab between: name, used (* for the one in use), source, release, "
                "edition, basket, years, rows, bytes. On a terminal the columns are aligned.",
            ),
            ("aigoods data list", "aigoods data list | cut -f1"),
        ),
        Command(
            "data info",
            "Show source, licence and citation of a dataset.",
            lambda given: tell(given.dataset or ""),
            ("As aigoods info does; the one in use where none is named.",),
            ("aigoods data info", "aigoods data info core-hs4 | grep citation"),
            (MAYBE_NAMED,),
        ),
        Command(
            "data use",
            "Let questions go to a dataset where none else is named.",
            _use,
            (),
            (
                "aigoods data use core-hs4",
                "aigoods data use core-hs4 && aigoods exporters --top 3",
            ),
            (NAMED,),
        ),
        Command(
            "data verify",
            "Check a dataset against the hashes of its manifest; exit code 1 where it is damaged.",
            _verify,
            (),
            ("aigoods data verify", "aigoods data verify core-hs4"),
            (MAYBE_NAMED,),
        ),
        Command(
            "data remove",
            "Remove a dataset from this machine, after a yes.",
            _remove,
            ("The embedded dataset stays.",),
            (
                "aigoods data remove baci-hs17-v202601",
                "aigoods data remove baci-hs17-v202601 --yes",
            ),
            (NAMED,),
            (Option("yes", ("-y", "--yes"), "Ask nothing."),),
        ),
        Command(
            "data path",
            "Print where a dataset lies; the one in use where none is named.",
            _path,
            (),
            ("aigoods data path core-hs4", 'ls -l "$(aigoods data path)"'),
            (MAYBE_NAMED,),
        ),
    ),
)
