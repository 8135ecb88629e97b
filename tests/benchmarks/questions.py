"""Opening a dataset and answering questions of it, in one warm process.

    python tests/benchmarks/questions.py DATASET [DATASET ...] [--runs 21]

A DATASET is a name or a folder, such as one year and twelve years of BACI. It prints medians in
milliseconds, and of opening the ratio to the first dataset.
"""

from __future__ import annotations

import argparse
import statistics
import time
from functools import partial
from typing import TYPE_CHECKING

from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import find_dataset
from aigoods.pages import answer, parse

if TYPE_CHECKING:
    from collections.abc import Callable

QUESTIONS = (
    "partners?economy=DEU",
    "partners?economy=DEU&flow=imports",
    "partners?economy=CHN&flow=imports&goods=854231",
    "pair?economy=MEX&partner=USA",
    "pair?economy=MEX&partner=USA&by=code",
    "matrix",
    "exporters",
    "exporters?goods=854231",
    "exporters?eu=one",
    "exporters?by=region&blocs=one",
    "economy?economy=MEX",
    "goods",
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("datasets", nargs="+")
    parser.add_argument("--runs", type=int, default=21)
    given = parser.parse_args()
    places = [find_dataset(name) for name in given.datasets]
    opened = [open_dataset(place) for place in places]
    opening = [_median(partial(open_dataset, place), given.runs) for place in places]
    print(f"{'milliseconds, warm':50}" + "".join(f"{d.manifest.name:>22}" for d in opened))
    print(f"{'opening':50}" + "".join(f"{each:22.1f}" for each in opening))
    print(
        f"{'opening, ratio to the first':50}" + "".join(f"{e / opening[0]:22.2f}" for e in opening)
    )
    for address in QUESTIONS:
        view = parse(address)
        times = [_median(partial(answer, view, dataset), given.runs) for dataset in opened]
        print(f"{address:50}" + "".join(f"{each:22.1f}" for each in times), flush=True)


def _median(work: Callable[[], object], runs: int) -> float:
    """Return the median of `runs` runs in milliseconds, after one that warms the caches."""
    work()
    found = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return statistics.median(found) * 1000


if __name__ == "__main__":
    main()
