"""Numbers as people read them, at the edges of their units; foreign text made safe."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods import text


@pytest.mark.parametrize(
    ("usd", "shown"),
    [
        (None, "—"),
        (0, "$0"),
        (0.4, "$0"),
        (-0.4, "$0"),
        (1, "$1"),
        (999, "$999"),
        (999.5, "$1 k"),
        (1_000, "$1 k"),
        (1_499, "$1 k"),
        (820_000, "$820 k"),
        (999_499, "$999 k"),
        (999_500, "$1.0 m"),
        (1_000_000, "$1.0 m"),
        (999_949_999, "$999.9 m"),
        (999_950_000, "$1.0 bn"),
        (216_253_581_668, "$216.3 bn"),
        (1_949_561_508_748, "$1,949.6 bn"),
        (-17_895_032_759, "−$17.9 bn"),
        (-1, "−$1"),
        (-999_500, "−$1.0 m"),
    ],
)
def test_money(usd: float | None, shown: str) -> None:
    assert text.money(usd) == shown


@pytest.mark.parametrize(
    ("largest", "scale", "unit"),
    [
        (0, 0, "$"),
        (9_999, 0, "$"),
        (10_000, 2, "$k"),
        (999_999, 2, "$k"),
        (1_000_000, 3, "$k"),
        (9_999_999, 3, "$k"),
        (10_000_000, 5, "$m"),
        (10**9, 6, "$m"),
        (10**10, 8, "$bn"),
        (82_878_659_430, 8, "$bn"),
        (10**12, 9, "$bn"),
        (10**15, 9, "$bn"),
    ],
)
def test_a_common_unit_leaves_four_digits_for_the_largest(
    largest: int, scale: int, unit: str
) -> None:
    assert (text.scale_of(largest), text.scale_unit(scale)) == (scale, unit)
    if largest < 10**13:
        assert len(text.scaled(largest, scale).replace(",", "")) <= 6


@pytest.mark.parametrize(
    ("usd", "scale", "shown"),
    [
        (82_878_659_430, 8, "82.9"),
        (1_191_263_217_947, 8, "1,191.3"),
        (49_999_999, 8, "<0.1"),
        (50_000_001, 8, "0.1"),
        (0, 8, "0.0"),
        (1_212_600_000, 6, "1,213"),
        (400_000, 6, "<1"),
        (45_000_000, 5, "45.0"),
        (5_000_400, 3, "5,000"),
        (500_000, 2, "500.0"),
        (900, 0, "900"),
        (2 * 10**12, 9, "2,000"),
        (-82_878_659_430, 8, "−82.9"),
    ],
)
def test_dollars_in_a_common_unit(usd: int, scale: int, shown: str) -> None:
    assert text.scaled(usd, scale) == shown


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (0.0, "+0.0%"),
        (-0.0001, "−0.0%"),
        (-0.0, "+0.0%"),
        (0.031, "+3.1%"),
        (-0.031, "−3.1%"),
        (0.0996, "+10%"),
        (-0.12, "−12%"),
        (9.99, "+999%"),
        (10.0, ">+999%"),
        (-0.994, "−99%"),
        (-0.997, "−99.7%"),
        (-0.9999999, "−99.9%"),
        (-1.0, "−100%"),
    ],
)
def test_growth_in_six_characters(rate: float, shown: str) -> None:
    assert text.short_growth(rate) == shown


@given(st.floats(-1, 1e6))
def test_short_growth_is_short(rate: float) -> None:
    assert len(text.short_growth(rate)) <= 6


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (None, "—"),
        (0, "0.0%"),
        (1e-9, "<0.1%"),
        (0.000499, "<0.1%"),
        (0.000501, "0.1%"),
        (0.2541, "25.4%"),
        (1, "100.0%"),
        (-0.25, "−25.0%"),
    ],
)
def test_share(part: float | None, shown: str) -> None:
    assert text.share(part) == shown


@pytest.mark.parametrize(
    ("rate", "shown"),
    [
        (None, "—"),
        (0, "+0.0%"),
        (0.0001, "+0.0%"),
        (-0.0001, "−0.0%"),
        (-0.0, "+0.0%"),
        (0.123, "+12.3%"),
        (-0.1, "−10.0%"),
        (-1, "−100.0%"),
        (9.994, "+999.4%"),
        (9.9996, "+1,000%"),
        (10, "+1,000%"),
        (123.4, "+12,340%"),
        (999.99, "+99,999%"),
        (1e12, ">+99,999%"),
        (float("inf"), ">+99,999%"),
    ],
)
def test_growth(rate: float | None, shown: str) -> None:
    assert text.growth(rate) == shown


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (None, "—"),
        (0.0, "+0.0 pp"),
        (0.0532, "+5.3 pp"),
        (-0.0006, "−0.1 pp"),
        (0.0002, "+0.02 pp"),
        (-0.00006, "−0.01 pp"),
        (0.00004, "+<0.01 pp"),
        (-1e-9, "−<0.01 pp"),
    ],
)
def test_points(part: float | None, shown: str) -> None:
    assert text.points(part) == shown


@pytest.mark.parametrize(
    ("places", "shown"), [(None, ""), (0, "="), (2, "▲2"), (-1, "▼1"), (-113, "▼113")]
)
def test_rank_change(places: int | None, shown: str) -> None:
    assert text.rank_change(places) == shown


@pytest.mark.parametrize(
    ("number", "shown"), [(None, "—"), (0, "0"), (2500, "2,500"), (-2500, "−2,500"), (9.6, "10")]
)
def test_count(number: float | None, shown: str) -> None:
    assert text.count(number) == shown


@pytest.mark.parametrize(
    ("words", "shown"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_listing(words: list[str], shown: str) -> None:
    assert text.listing(words) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Integrated circuits", "integrated circuits"),
        ("LEDs", "LEDs"),
        ("A", "a"),
        ("", ""),
        ("8542", "8542"),
    ],
)
def test_lower_first(written: str, shown: str) -> None:
    assert text.lower_first(written) == shown


def test_possessive() -> None:
    assert [text.possessive(n) for n in ("Mexico", "Netherlands")] == ["Mexico's", "Netherlands'"]


@pytest.mark.parametrize(
    ("written", "folded", "word"),
    [
        ("Integrated circuits", "integrated circuits", "integrated-circuits"),
        ("Côte d'Ivoire", "cote d ivoire", "cote-d-ivoire"),
        ("  TÜRKİYE ", "turkiye", "turkiye"),
        ("Straße", "strasse", "strasse"),
        ("a_b/c", "a b c", "a-b-c"),
        ("", "", ""),
        ("−–—", "", ""),
    ],
)
def test_fold_and_slug(written: str, folded: str, word: str) -> None:
    assert text.fold(written) == folded
    assert text.slug(written) == word


@given(st.text())
def test_folding_twice_is_folding_once(written: str) -> None:
    once = text.fold(written)
    assert text.fold(once) == once


@pytest.mark.parametrize(
    ("values", "low_is_high", "shown"),
    [
        ([], False, ""),
        ([None, None], False, ""),
        ([0, 50, 100], False, "▁▄▆"),
        ([900, 950, 1000], False, "▁▄▆"),
        ([100, None, 100], False, "▄ ▄"),
        ([100, None, 110], False, "▁ ▆"),
        ([-100, 0, 100], False, "▁▄▆"),
        ([5], False, "▄"),
        ([0, 0], False, "▄▄"),
        ([1, 2, 8], True, "▆▆▁"),
        ([3, 3], True, "▄▄"),
        ([None, 1, 9], True, " ▆▁"),
    ],
)
def test_spark(values: list[float | None], low_is_high: bool, shown: str) -> None:
    assert text.spark(values, low_is_high=low_is_high) == shown


@given(st.lists(st.none() | st.floats(-1e15, 1e15), max_size=12), st.booleans())
def test_a_spark_has_a_cell_for_each_value(values: list[float | None], low: bool) -> None:
    drawn = text.spark(values, low_is_high=low)
    known = [value for value in values if value is not None]
    assert len(drawn) == (len(values) if known else 0)
    assert set(drawn) <= set(text.SPARKS) | {" "}
    if known:
        best, worst = (min, max) if low else (max, min)
        flat = best(known) == worst(known)
        assert drawn[values.index(best(known))] == ("▄" if flat else "▆")
        assert drawn[values.index(worst(known))] == ("▄" if flat else "▁")
        assert drawn.count(" ") == len(values) - len(known)


def test_sparks_of_two_rows_never_touch() -> None:
    assert not set(text.SPARKS) & set("▇█")


@pytest.mark.parametrize(
    ("part", "width", "shown"),
    [
        (None, 8, ""),
        (0, 8, ""),
        (-1, 8, ""),
        (0.5, 0, ""),
        (1, 4, "████"),
        (2, 4, "████"),
        (0.5, 4, "██"),
        (1 / 32, 4, "▏"),
        (1e-9, 4, "▏"),
        (7 / 32, 4, "▉"),
        (9 / 32, 4, "█▏"),
    ],
)
def test_bar(part: float | None, width: int, shown: str) -> None:
    assert text.bar(part, width) == shown


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 60))
def test_a_longer_bar_is_a_larger_part(one: float, other: float, width: int) -> None:
    eighths = {block: n for n, block in enumerate("▏▎▍▌▋▊▉█", 1)}
    low, high = (sum(eighths[c] for c in text.bar(p, width)) for p in sorted((one, other)))
    assert low <= high <= width * 8
    assert abs(high - max(one, other) * width * 8) <= 1


@given(st.text(), st.integers(0, 50))
def test_clean_text_is_safe_for_a_terminal(written: str, limit: int) -> None:
    safe = text.clean(written, limit)
    assert len(safe) <= limit
    assert not [c for c in safe if unicodedata.category(c)[0] == "C"]
    assert not set(safe) & set("\n\r\t\v\f\x1b\u2028\u2029\x85\x9b")
    assert text.clean(safe, limit).split() == safe.split()


@given(st.text(st.characters(exclude_categories=["C", "Z"]), max_size=50))
def test_clean_text_stays_as_it_is(written: str) -> None:
    assert text.clean(written) == written


def test_clean_takes_out_what_a_terminal_would_obey() -> None:
    assert text.clean("\x1b]0;title\x07a\r\nb\tc\u202ed\u200b\ufeff") == "]0;titlea b cd"
    assert text.clean("\x9b31mred") == "31mred"
    assert len(text.clean("x" * 5000)) == 2000


@pytest.mark.parametrize(
    ("hhi", "said"),
    [
        (None, "—"),
        (0.2, "0, low"),
        (999.4, "999, low"),
        (999.6, "1,000, moderate"),
        (1800.4, "1,800, moderate"),
        (1801, "1,801, high"),
        (10_000, "10,000, high"),
    ],
)
def test_concentration(hhi: float | None, said: str) -> None:
    assert text.concentration(hhi) == said


@pytest.mark.parametrize(
    ("place", "shown"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")],
)
def test_ordinal(place: int, shown: str) -> None:
    assert text.ordinal(place) == shown
