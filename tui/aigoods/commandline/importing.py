"""The commands that bring datasets: from files on this machine, or from a source elsewhere."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from aigoods.commandline.language import Argument, Command, Option
from aigoods.out import put, say
from aigoods.sources import SOURCES, every, fetch_fields, find_source, import_fields
from aigoods.sources.source import NO, read_request
from aigoods.text import alternatives, size

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from aigoods.sources.source import Field, Request


def _import(given: Namespace) -> int:
    request = read_request(import_fields(), _texts(given))
    return _import_files([Path(path) for path in given.file], request, use=given.use)


def _fetch(given: Namespace) -> int:
    from aigoods.commandline.painter import Painter
    from aigoods.sources.importing import fetch

    source = find_source(given.source)
    request = read_request(source.to_fetch, _texts(given))
    painter = Painter()
    try:
        archive = fetch(source, request, painter.fetched)
    except KeyboardInterrupt:
        painter.close()
        return _interrupted("What came is kept; the same command goes on from there.")
    finally:
        painter.close()
    say(f"The archive lies in {archive}.")
    return _import_files([archive], request, use=given.use)


def _import_files(paths: Sequence[Path], request: Request, *, use: bool) -> int:
    """Import, tell what came of it, and use the dataset if that is wanted."""
    from aigoods.commandline.painter import Painter
    from aigoods.dataset import shelf
    from aigoods.sources.importing import import_files

    gc.enable()
    painter = Painter()
    try:
        made = import_files(paths, request, painter.imported)
    except KeyboardInterrupt:
        painter.close()
        return _interrupted("Interrupted; the datasets are as they were.")
    finally:
        painter.close()
    rows = sum(entry.rows for entry in made.files.values())
    bytes_written = sum(entry.size for entry in made.files.values())
    years = made.spelled(made.years)
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


def _texts(given: Namespace) -> dict[str, str]:
    """Return what was given as texts; what was declined is no."""
    return {name: NO if value is False else str(value) for name, value in vars(given).items()}


def _options(fields: Sequence[Field]) -> tuple[Option, ...]:
    """Return the options that ask for what the fields do."""
    return tuple(
        Option(
            each.name,
            (f"--{each.name}", f"--no-{each.name}"),
            each.help,
            default=each.default,
            negated=True,
        )
        if each.switch
        else Option(
            each.name,
            (f"--{each.name}",),
            each.help,
            each.name.upper(),
            default="",
            words=each.words,
            offer="files" if each.files else "",
        )
        for each in fields
    )


USE = Option("use", ("--use",), "Let questions go to it from now on.")
_ALL = every()
_EXAMPLE = _ALL[0].example
_NAME = _ALL[0].name

IMPORT = Command(
    "data import",
    f"Import {alternatives([each.title for each in _ALL])} from files on this machine.",
    _import,
    (
        "The name of the new dataset goes to stdout, all else to stderr. One of the same "
        "name is replaced when the new one is whole; until then it can be used.",
    ),
    (
        f"aigoods data import {_EXAMPLE} --use",
        f"aigoods data import {_EXAMPLE} --goods core-hs4 --years 2022-2024",
    ),
    (
        Argument(
            "file",
            f"Such as {alternatives([each.files for each in _ALL])}.",
            many=True,
            offer="files",
        ),
    ),
    (*_options(import_fields()), USE),
)
FETCH = Command(
    "data fetch",
    f"Download {alternatives([f'{e.title} from {e.publisher}' for e in _ALL])} and import it.",
    _fetch,
    (
        f"The newest release, unless another is named. {' '.join(each.about for each in _ALL)} "
        "A download that was interrupted goes on where it ended; the archive is kept, so that "
        "other goods can be imported from it. Where there is no network: download the archive on "
        "another machine, bring it over with scp, and import the file.",
    ),
    (
        f"aigoods data fetch {_NAME} --goods core-hs4 --use",
        f"aigoods data fetch {_NAME} --years 2020-2024",
    ),
    (Argument("source", f"{alternatives([*SOURCES])}.", words=tuple(SOURCES)),),
    (*_options(fetch_fields()), USE),
)
