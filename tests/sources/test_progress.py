"""Lines of progress: what they say, and how often they are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aigoods.sources.progress import Lines, Progress, duration, fetched, said

if TYPE_CHECKING:
    from collections.abc import Callable

MB = 1_000_000


def at(file: int, done: int, seconds: float = 2.0) -> Progress:
    return Progress(f"Y{file}.csv", file, 2, done * MB, 100 * MB, 1234, seconds)


def lines_at(moments: list[float], every: float = 0.2) -> tuple[Lines, list[str]]:
    """Return Lines whose clock shows one moment after the other, and what they tell."""
    told: list[str] = []
    clock: Callable[[], float] = iter(moments).__next__
    return Lines(told.append, every, clock), told


def test_an_import_tells_file_part_rows_speed_and_time_left() -> None:
    assert said(at(1, 25)) == "Y1.csv · 1 of 2 · 25% · 1,234 rows kept · 12 MB/s · 6 s left"
    assert said(at(2, 100)) == "Y2.csv · 2 of 2 · 100% · 1,234 rows kept · 50 MB/s"
    assert said(at(1, 0, 0.0)) == "Y1.csv · 1 of 2 · 0% · 1,234 rows kept · 0 MB/s"


def test_a_download_tells_bytes_speed_and_time_left() -> None:
    assert fetched("a.zip", 5 * MB, 20 * MB, 50_000) == (
        "a.zip · 5.0 MB of 20.0 · 25% · 50 KB/s · 5 min 0 s left"
    )
    assert fetched("a.zip", 5 * MB, None, 0.0) == "a.zip · 5.0 MB · 0 KB/s"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-1, "0 s"), (59.4, "59 s"), (60, "1 min 0 s"), (3599, "59 min 59 s"), (6000, "1 h 40 min")],
)
def test_times_are_said_as_people_do(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_lines_of_an_import_come_at_intervals_and_with_each_file_and_at_the_end() -> None:
    lines, told = lines_at([0.0, 0.1, 0.19, 0.2, 0.25, 0.3, 0.31])
    for progress in (at(1, 1), at(1, 2), at(1, 3), at(1, 4), at(1, 5), at(2, 6), at(2, 100)):
        lines.imported(progress)
    assert told == [said(each) for each in (at(1, 1), at(1, 4), at(2, 6), at(2, 100))]


def test_the_speed_of_a_download_is_that_of_this_run() -> None:
    # Each report asks the clock twice: for the speed and for the interval.
    lines, told = lines_at([0.0, 0.0, 0.1, 0.1, 10.0, 10.0, 10.1, 10.1])
    for done in (40, 41, 50, 100):
        lines.fetched("a.zip", done * MB, 100 * MB)
    assert [line.split(" · ")[2:4] for line in told] == [
        ["40%", "0 KB/s"],
        ["50%", "1,000 KB/s"],
        ["100%", "5,941 KB/s"],
    ]
