"""No answer depends on how many threads compute it."""

import os
import subprocess
import sys
from pathlib import Path

import aigoods
from addresses import EVERY
from aigoods.dataset.folder import Dataset
from aigoods.pages import answer, parse

ANSWERS = """
import sys
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.pages import answer, parse
import polars as pl
dataset = open_dataset(embedded_folder())
for address in sys.argv[1:]:
    found = answer(parse(address), dataset)
    print(address, found.notes, found.table.write_ndjson())
print(pl.thread_pool_size())
"""


def test_four_threads_give_the_answers_of_this_process(dataset: Dataset) -> None:
    done = subprocess.run(
        [sys.executable, "-c", ANSWERS, *EVERY],
        env={
            **os.environ,
            "POLARS_MAX_THREADS": "4",
            "PYTHONPATH": str(Path(aigoods.__file__).parents[1]),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    found = (answer(parse(address), dataset) for address in EVERY)
    lines = (
        f"{address} {each.notes} {each.table.write_ndjson()}\n"
        for address, each in zip(EVERY, found, strict=True)
    )
    assert done.stdout == "".join(lines) + "4\n"
