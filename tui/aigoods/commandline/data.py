"""The commands of `aigoods data`: datasets come, go, and are looked at."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aigoods.commandline.finding import tell
from aigoods.commandline.importing import FETCH, IMPORT
from aigoods.commandline.language import Argument, Command, Group, Option
from aigoods.dataset.places import find_dataset
from aigoods.errors import DataError, UsageError
from aigoods.out import put, say, terminal
from aigoods.text import clean, size

if TYPE_CHECKING:
    from argparse import Namespace


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
                known.spelled(known.years),
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
        raise DataError(f"{name} is embedded in the program and cannot be removed.")
    if not given.yes:
        if not terminal(sys.stdin):
            raise UsageError(f"Removing {name} takes a yes; give --yes.")
        say(f"Remove {name}, {size(found.size)}, in {found.folder}? [y/N] ", end="")
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            say("It stays.")
            return 0
    say(remove(name))
    return 0


def _path(given: Namespace) -> int:
    place = find_dataset(given.dataset or "")
    if isinstance(place, Path) and not place.is_dir():
        raise DataError(f"There is no dataset in {place}.")
    put(os.fsencode(place) + b"\n")
    return 0


NAMED = Argument("dataset", "Name of a dataset.", offer="datasets")
MAYBE_NAMED = Argument(
    "dataset", "Name of a dataset; the one in use if left out.", least=0, offer="datasets"
)
DATA = Group(
    "data",
    "Datasets: import or fetch, list, use, verify and remove them.",
    (
        IMPORT,
        FETCH,
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
            ("The embedded datasets stay.",),
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
