"""Opening a dataset and answering questions of it, in one warm process.

    python tests/benchmarks/questions.py DATASET [DATASET ...] [--runs 21]

A DATASET is a name or a folder, such as one year and twelve years of BACI. It prints medians in
milliseconds, of opening the ratio to the first dataset, and of some questions the ratio to what
DuckDB takes for the sums behind them (`peers.py`): both in turns, so that noise strikes both.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from polars import thread_pool_size

from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import find_dataset
from aigoods.pages import answer, parse

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.peers import peers

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
    "economy?economy=MEX&measure=rca",
    "goods",
    "world",
    "movers",
    "movers?decompose=1",
    "concentration",
    "chain?economy=MYS",
    "dependence?economy=MEX",
    "exposure?economy=KOR&goods=854232",
    "series?economy=MEX,EU27&index={first}",
    "explain?about=dependence%3Feconomy%3DMEX&row=854231&column=hhi",
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
    print(f"{'milliseconds, warm':62}" + "".join(f"{d.manifest.name:>10}" for d in opened))
    print(f"{'opening':62}" + "".join(f"{each:10.1f}" for each in opening))
    print(
        f"{'opening, ratio to the first':62}" + "".join(f"{e / opening[0]:10.2f}" for e in opening)
    )
    for address in QUESTIONS:
        asked = [
            partial(answer, parse(address.format(first=d.manifest.years[0])), d) for d in opened
        ]
        times = [_median(work, given.runs) for work in asked]
        print(f"{address:62}" + "".join(f"{each:10.1f}" for each in times), flush=True)
    print("\nratio to DuckDB on the same files")
    for place, dataset in zip(places, opened, strict=True):
        years = dataset.manifest.years
        for address, other in peers(place, years[0], years[-1], thread_pool_size()).items():
            ratio = _ratio(partial(answer, parse(address), dataset), other, given.runs)
            print(f"{dataset.manifest.name:15}{address:47}{ratio:10.2f}", flush=True)


def _ratio(work: Callable[[], object], other: Callable[[], object], runs: int) -> float:
    """Return the median of how many times as long `work` takes as `other`, measured in turns."""
    return statistics.median(_median(work, 1) / _median(other, 1) for _ in range(runs))


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
