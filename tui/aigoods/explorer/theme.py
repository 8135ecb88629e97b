"""The looks: two themes of our own, the two ANSI themes, and the colours of cells in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.theme import Theme

from aigoods.explorer.names import THEMES

if TYPE_CHECKING:
    from aigoods.charts.style import Palette

DARK = Theme(
    name="aigoods-dark",
    primary="#56b4e9",
    secondary="#8fa7bf",
    accent="#e69f00",
    foreground="#d7dde4",
    background="#11161c",
    surface="#171e26",
    panel="#1f2832",
    success="#4cc38a",
    warning="#e69f00",
    error="#f27d72",
    dark=True,
    variables={
        "block-cursor-background": "#2b4a63",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-text-style": "none",
        "muted": "#7f8c9a",
    },
)
LIGHT = Theme(
    name="aigoods-light",
    primary="#0072b2",
    secondary="#48607a",
    accent="#a85300",
    foreground="#1c232b",
    background="#fbfbf9",
    surface="#f2f2ee",
    panel="#e6e7e2",
    success="#0b7a4b",
    warning="#a85300",
    error="#b3261e",
    dark=False,
    variables={
        "block-cursor-background": "#cfe3f1",
        "block-cursor-foreground": "#0b1a26",
        "block-cursor-text-style": "none",
        "muted": "#616b75",
    },
)
NAMES = THEMES


class Ink(NamedTuple):
    """The styles of text that is painted cell by cell, in the words of Rich.

    `heat` are those of the eight depths of shaded cells, `fall` those of negative ones; where
    colours are few there are none, and a block beside the number shows its size instead.
    """

    strong: str
    muted: str
    bar: str
    spark: str
    up: str
    down: str
    mark: str
    palette: Palette
    heat: tuple[str, ...] = ()
    fall: tuple[str, ...] = ()


def _shades(text: str, grounds: str) -> tuple[str, ...]:
    return tuple(f"{text} on #{ground}" for ground in grounds.split())


INKS = {
    DARK.name: Ink(
        "bold #ffffff",
        "#7f8c9a",
        "#56b4e9",
        "#8fa7bf",
        "#4cc38a",
        "#f27d72",
        "#e69f00",
        "dark",
        _shades("#f4f7fa", "141c25 16232f 182d3e 1a3850 1b4565 1b547d 1b6497 1a74b2"),
        _shades("#f4f7fa", "1e1a15 2a2117 372819 46301a 573a1a 6b4619 805216 965f10"),
    ),
    LIGHT.name: Ink(
        "bold #000000",
        "#616b75",
        "#0072b2",
        "#48607a",
        "#0b7a4b",
        "#b3261e",
        "#a85300",
        "light",
        _shades("#0b1a26", "f3f6f8 e6eff5 d6e6f1 c2dbec a9cde6 8dbcdd 6fa9d2 5196c6"),
        _shades("#0b1a26", "f8f4ee f6ecdd f3e1c8 efd4af eac593 e4b477 dca25b d28f41"),
    ),
    "ansi-dark": Ink("bold", "bright_black", "cyan", "cyan", "green", "red", "yellow", "ansi"),
    "ansi-light": Ink("bold", "bright_black", "blue", "blue", "green", "red", "magenta", "ansi"),
}


def starting_theme(color_system: str | None, *, no_color: bool) -> str:
    """Return the theme for a terminal: an ANSI one where colours are few or not wanted."""
    return DARK.name if color_system in ("256", "truecolor") and not no_color else "ansi-dark"
