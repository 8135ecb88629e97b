"""What shades and lines have to be: told apart from their ground, and read on it."""

import pytest

from aigoods.charts.grades import CLASSES, grades
from aigoods.charts.shades import SHADES, UNKNOWN, luminance, on_shade, shade_of, tinted
from aigoods.charts.style import CODES, ON_DARK, ON_LIGHT, Palette, Style
from aigoods.explorer.theme import DARK, LIGHT

GROUNDS: dict[Palette, str] = {
    "dark": DARK.background or "",
    "light": LIGHT.background or "",
}
OWN: tuple[Palette, ...] = ("dark", "light")
UNITS = ("usd", "growth", "rank", "rca", "symmetric_rca")


def light(colour: str) -> float:
    parts = colour.split(";")[-3:]
    if colour.startswith("#"):
        parts = [str(int(colour[place : place + 2], 16)) for place in (1, 3, 5)]
    return luminance(*map(int, parts))


def contrast(one: str, other: str) -> float:
    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_what_wcag_says() -> None:
    assert contrast("0;0;0", "255;255;255") == pytest.approx(21)
    assert contrast("119;119;119", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", OWN)
def test_lines_and_their_labels_are_read_on_their_ground(palette: Palette) -> None:
    for colour in ON_DARK if palette == "dark" else ON_LIGHT:
        assert contrast(colour, GROUNDS[palette]) >= 4.5, colour
    for ink in ("dim", "minus"):
        assert contrast(CODES[palette][ink], GROUNDS[palette]) >= 4.5, ink


@pytest.mark.parametrize("palette", OWN)
def test_shades_stand_out_from_their_ground_and_text_is_read_on_them(palette: Palette) -> None:
    style = Style(80, 24, palette)
    for shade, colour in SHADES[palette].items():
        if shade[-1].isdigit() or shade in (UNKNOWN, "here"):
            assert contrast(colour, GROUNDS[palette]) >= 3, shade
        tint = on_shade(style, shade)
        if tint is not None:
            assert contrast(SHADES[palette][tint.front], colour) >= 4.5, shade


@pytest.mark.parametrize("palette", OWN)
def test_classes_go_away_from_the_ground_one_by_one(palette: Palette) -> None:
    steps = [light(SHADES[palette][f"step{n}"]) for n in range(CLASSES)]
    assert steps == sorted(steps, reverse=palette == "light")


@pytest.mark.parametrize("palette", [*OWN, "ansi"])
@pytest.mark.parametrize("unit", UNITS)
def test_each_class_of_each_unit_has_a_shade_of_its_own(palette: Palette, unit: str) -> None:
    classes = grades(unit, [100.0])  # type: ignore[arg-type]
    shades = [shade_of(classes, grade) for grade in (*range(CLASSES), None)]
    assert len({SHADES[palette][shade] for shade in shades}) == CLASSES + 1
    assert len(classes.texts) == CLASSES


def test_the_ansi_themes_use_no_colour_that_either_ground_may_have() -> None:
    # Black and white are grounds, and yellow cannot be read on white.
    assert not {"30", "37", "33", "93", "97"} & {*CODES["ansi"].values(), *SHADES["ansi"].values()}


def test_codes_are_those_of_the_palette() -> None:
    from aigoods.charts.shades import Tint

    assert tinted("ansi", Tint("step0", "step4")) == "34;41"
    assert tinted("dark", Tint("here")) == "38;2;255;90;200"
    assert tinted("plain", Tint("here")) == tinted("mono", Tint("here")) == ""


@pytest.mark.parametrize(
    ("unit", "values", "bounds"),
    [
        ("usd", [496e9, 1.0], (2e9, 10e9, 50e9, 200e9)),
        ("usd", [1000.0], (5.0, 20.0, 100.0, 500.0)),
        ("share", [0.254], (0.001, 0.005, 0.02, 0.1)),
        ("usd", [], (0.01, 0.05, 0.2, 1.0)),
    ],
)
def test_bounds_are_nice(unit: str, values: list[float], bounds: tuple[float, ...]) -> None:
    assert grades(unit, values).bounds == pytest.approx(bounds)  # type: ignore[arg-type]


def test_a_number_is_in_the_class_that_it_begins() -> None:
    found = grades("usd", [496e9])
    assert [found.of(v) for v in (None, 0, 2e9, 9.9e9, 10e9, 199e9, 496e9)] == [
        *(None, 0, 1, 1, 2, 3, 4)
    ]
    assert found.texts == ("<$2B", "$2B+", "$10B+", "$50B+", "$200B+")
    ranks = grades("rank", [])
    assert [ranks.of(v) for v in (1, 3, 4, 10, 20, 50, 51)] == [4, 4, 3, 3, 2, 1, 0]
    assert grades("growth", []).texts == ("<−25%", "<−5%", "−5% to 5%", ">5%", ">25%")
