"""Labels one above the other, and how wide text is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.charts.svg.labels import apart
from aigoods.charts.svg.letters import balanced, cut, width, wrapped
from aigoods.charts.svg.paper import number

places = st.floats(-500, 1500, allow_nan=False)
labels = st.lists(st.tuples(places, st.floats(4, 40)), min_size=1, max_size=12)
words = st.text(st.characters(exclude_categories=["C"]), max_size=60)


@given(labels)
def test_labels_are_in_order_apart_and_inside(given_: list[tuple[float, float]]) -> None:
    wanted, heights = [each[0] for each in given_], [each[1] for each in given_]
    found = apart(wanted, heights, 0, 600)
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    for above, below in pairwise(order):
        assert found[below] - found[above] >= (heights[above] + heights[below]) / 2 - 1e-6
    assert found[order[0]] - heights[order[0]] / 2 >= -1e-6
    assert found[order[-1]] + heights[order[-1]] / 2 <= 600 + 1e-6


@given(st.lists(st.floats(0, 580), min_size=1, max_size=8, unique=True))
def test_labels_with_room_stay_where_they_are_wanted(wanted: list[float]) -> None:
    gaps = [b - a for a, b in pairwise(sorted(wanted))]
    height = min([20.0, *gaps])
    if height > 1e-3:
        inside = [max(height / 2, place) for place in wanted]
        found = apart(inside, [height] * len(inside), 0, 600)
        assert found == pytest.approx(inside, abs=height)


def test_two_labels_at_one_place_share_the_way() -> None:
    assert apart([100, 100], [20, 10], 0, 600) == pytest.approx([92.5, 107.5])
    assert apart([100, 101, 300], [20, 20, 20], 0, 600) == pytest.approx([90.5, 110.5, 300])
    assert apart([1, 2], [20, 20], 0, 600) == pytest.approx([10, 30])
    assert apart([599, 598], [20, 20], 0, 600) == pytest.approx([590, 570])


def test_labels_without_room_overlap_evenly() -> None:
    assert apart([5, 5, 5], [20, 20, 20], 0, 30) == pytest.approx([5, 15, 25])


@given(words, st.floats(20, 400), st.booleans())
def test_text_is_cut_to_its_room(text: str, room: float, bold: bool) -> None:
    found = cut(text, room, 13, bold=bold)
    assert width(found, 13, bold=bold) <= max(room, 13 * 1.2)
    assert found == text or found.endswith("…")
    lines = wrapped(text, room, 13, bold=bold)
    assert all(width(line, 13, bold=bold) <= max(room, 13 * 1.2) for line in lines)
    if not any("…" in line for line in lines):
        assert " ".join(lines).split() == text.split()


def test_titles_are_balanced_and_lose_nothing() -> None:
    title = "Trade of Mexico with United States in semiconductors and chip-making machines, 2024"
    lines = balanced(title, 900, 19)
    assert " ".join(lines) == title
    assert len(lines) == 2
    assert len(lines[1]) > 30


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("iiii", 4 * 278),
        ("China", 698 + 634 + 278 + 634 + 613),
        ("中", 1000),
        ("é", 615),
        ("ﬁ", 352 + 278),
    ],
)
def test_the_width_of_letters(text: str, expected: float) -> None:
    assert width(text, 1000) == pytest.approx(expected, rel=0.01)


def test_a_letter_with_a_mark_is_as_wide_as_without() -> None:
    assert width("Côte d'Ivoire", 13) == width("Cote d'Ivoire", 13)


@pytest.mark.parametrize(
    ("value", "expected"), [(1.0, "1"), (0.04, "0"), (-0.04, "0"), (12.25, "12.2"), (1e5, "100000")]
)
def test_numbers_are_short(value: float, expected: str) -> None:
    assert number(value) == expected
