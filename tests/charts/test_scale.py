import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.analysis.column import Unit
from aigoods.charts.scale import axis, nice_ticks, tick_text, value_text

NUMBERS = st.floats(-1e14, 1e14).filter(lambda x: x == 0 or abs(x) > 1e-9)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 496e9, (0, 100e9, 200e9, 300e9, 400e9, 500e9)),
        (0, 0.254, (0, 0.1, 0.2, 0.3)),
        (0, 0.3, (0, 0.1, 0.2, 0.3)),
        (0, 9.5, (0, 2, 4, 6, 8, 10)),
        (0, 11, (0, 2.5, 5, 7.5, 10, 12.5)),
        (-0.18, 0.33, (-0.2, 0, 0.2, 0.4)),
        (0, 0, (0, 0.2, 0.4, 0.6, 0.8, 1)),
    ],
)
def test_ticks_are_nice(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(low, high, 5) == pytest.approx(ticks)


@given(NUMBERS, NUMBERS, st.integers(2, 5))
def test_ticks_enclose_the_values_in_equal_steps(a: float, b: float, steps: int) -> None:
    low, high = min(a, b), max(a, b)
    ticks = nice_ticks(min(low, 0), max(high, 0), steps)
    step = ticks[1] - ticks[0]
    assert 2 <= len(ticks) <= steps + 1
    assert ticks[0] <= low + 1e-6 * step
    assert ticks[-1] >= high - 1e-6 * step
    assert all(b - a == pytest.approx(step) for a, b in itertools.pairwise(ticks))
    lead = step / 10 ** math.floor(math.log10(step) + 1e-9)
    assert any(lead == pytest.approx(nice) for nice in (1, 2, 2.5, 5))


@given(st.floats(1e-6, 1e14))
def test_levels_have_four_to_six_ticks_from_zero(most: float) -> None:
    found = axis("usd", [most], 5)
    assert found.bottom == 0
    assert 4 <= len(found.ticks) <= 6
    assert len(found.labels) == len(set(found.labels)) or most < 1


@given(st.lists(st.integers(1, 250), min_size=1), st.integers(2, 5))
def test_rank_one_is_on_top(ranks: list[int], steps: int) -> None:
    found = axis("rank", ranks, steps)
    assert found.part(1) == 1
    assert found.ticks[-1] == 1
    assert all(0 <= found.part(rank) <= 1 for rank in ranks)
    assert all(tick == int(tick) for tick in found.ticks)


@given(st.lists(st.floats(1e-3, 1e14), min_size=1), st.integers(2, 5))
def test_log_axis_encloses_its_values(values: list[float], steps: int) -> None:
    found = axis("usd", values, steps, log=True)
    assert found.log
    assert 2 <= len(found.ticks) <= steps + 2
    assert all(-1e-6 <= found.part(value) <= 1 + 1e-6 for value in values)


def test_log_axis_of_nothing_above_zero_is_plain() -> None:
    assert not axis("usd", [0.0], 5, log=True).log
    assert not axis("growth", [-0.5, 2.0], 5, log=True).log


def test_growth_shows_zero_and_never_less_than_minus_all() -> None:
    found = axis("growth", [-0.4, 80.0], 5)
    assert found.reference == 0
    assert 0 in found.ticks
    assert found.bottom == -1


@pytest.mark.parametrize(
    ("unit", "value", "text"),
    [
        ("usd", 0, "$0"),
        ("usd", 250e9, "$250B"),
        ("usd", 1.2e12, "$1.2T"),
        ("usd", 1.25e12, "$1.25T"),
        ("usd", 500_000, "$500k"),
        ("usd", -2.5e9, "−$2.5B"),
        ("share", 0.2, "20%"),
        ("share", 0.025, "2.5%"),
        ("growth", -0.2, "−20%"),
        ("growth", 50.0, "5,000%"),
        ("rank", 3, "3"),
        ("index", 150, "150"),
    ],
)
def test_tick_text(unit: Unit, value: float, text: str) -> None:
    assert tick_text(unit, value) == text


def test_value_text_is_that_of_tables() -> None:
    assert value_text("usd", 216.3e9) == "$216.3 bn"
    assert value_text("growth", 0.123) == "+12.3%"
    assert value_text("rank", 3) == "3"
    assert [value_text(unit, None) for unit in ("usd", "share", "growth", "rank")] == ["—"] * 4
