"""The looks."""

import pytest
from rich.style import Style
from textual.theme import Theme

from aigoods.explorer.theme import DARK, INKS, LIGHT, NAMES, starting_theme


@pytest.mark.parametrize(
    ("colours", "no_color", "theme"),
    [
        ("truecolor", False, "aigoods-dark"),
        ("256", False, "aigoods-dark"),
        ("standard", False, "ansi-dark"),
        ("windows", False, "ansi-dark"),
        (None, False, "ansi-dark"),
        ("truecolor", True, "ansi-dark"),
        (None, True, "ansi-dark"),
    ],
)
def test_few_or_no_colours_start_with_an_ansi_theme(
    colours: str | None, no_color: bool, theme: str
) -> None:
    assert starting_theme(colours, no_color=no_color) == theme


def test_every_theme_has_its_inks_in_words_that_rich_knows() -> None:
    assert set(INKS) == set(NAMES)
    for name, ink in INKS.items():
        for style in (ink.strong, ink.muted, ink.bar, ink.spark, ink.up, ink.down, ink.mark):
            colour = Style.parse(style).color
            assert (
                (colour is None)
                or colour.is_default
                or colour.is_system_defined == (name.startswith("ansi"))
            )


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_text_can_be_read_on_its_ground(theme: Theme) -> None:
    ink = INKS[theme.name]
    assert theme.foreground
    for ground in (theme.background, theme.surface):
        assert ground
        for style in (ink.muted, ink.spark, ink.up, ink.down, ink.mark, theme.foreground):
            light, dark = sorted((luminance(style), luminance(ground)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (style, ground)
