"""No answer depends on how many threads compute it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import aigoods
from addresses import EVERY, start
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.pages import answer, every, parse

ANSWERS = """
import sys
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.pages import answer, parse
import polars as pl
dataset = open_dataset(embedded_folder(sys.argv[1]))
for address in sys.argv[2:]:
    found = answer(parse(address), dataset)
    print(address, found.notes, found.table.write_ndjson())
print(pl.thread_pool_size())
"""


OF_CODES = (
    *(str(start(page)) for page in every() if page.takes),
    "matrix?goods=854231",
    "pair?economy=MEX&partner=USA&by=code",
    "partners?economy=MEX&goods=8542",
)
"""Views that take partners by code."""


@pytest.mark.parametrize(("name", "addresses"), [("core-hs4", EVERY), ("chips-hs6", OF_CODES)])
def test_four_threads_give_the_answers_of_this_process(
    name: str, addresses: tuple[str, ...]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANSWERS, name, *addresses],
        env={
            **os.environ,
            "POLARS_MAX_THREADS": "4",
            "PYTHONPATH": str(Path(aigoods.__file__).parents[1]),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    dataset = open_dataset(embedded_folder(name))
    found = (answer(parse(address), dataset) for address in addresses)
    lines = (
        f"{address} {each.notes} {each.table.write_ndjson()}\n"
        for address, each in zip(addresses, found, strict=True)
    )
    assert done.stdout == "".join(lines) + "4\n"
