"""The colours of pictures for documents: what they stand on, and that they are read there."""

from collections.abc import Callable

import pytest

from aigoods.analysis.answer import Answer
from aigoods.analysis.column import Unit
from aigoods.analysis.scene import GROUNDS, Ground
from aigoods.charts.grades import grades
from aigoods.charts.svg.picture import draw
from aigoods.charts.svg.shades import colour_of, text_on
from aigoods.charts.svg.sheet import DARK, WHITE, Colours, Sheet
from charts.svg.seen import parsed

Ask = Callable[[str], Answer]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [WHITE, DARK])
def test_contrast(colours: Colours) -> None:
    for text in (colours.ink, colours.muted, *colours.series):
        assert contrast(text, colours.paper) >= 4.5, text
    for shape in (colours.lesser, colours.minus):
        assert contrast(shape, colours.paper) >= 3, shape


@pytest.mark.parametrize("ground", ["white", "dark"])
@pytest.mark.parametrize("unit", ["usd", "growth"])
def test_numbers_are_read_on_their_shades(ground: Ground, unit: Unit) -> None:
    classes = grades(unit, (1.0, 100.0))
    for grade in range(5):
        colour = colour_of(classes, grade, Sheet(ground=ground))
        assert contrast(text_on(colour), colour) >= 4.5


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_ground_is_what_is_asked_for(ask: Ask, ground: Ground) -> None:
    root = parsed(draw(ask("world"), "stacked", Sheet(ground=ground)))
    first = root[2]
    wanted = {"white": "#ffffff", "dark": "#11161c", "none": ""}[ground]
    filled = first.attrib["fill"] if first.attrib.get("width") == root.attrib["width"] else ""
    assert filled == wanted
