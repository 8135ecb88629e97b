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
    """The styles of text that is painted cell by cell, in the words of Rich."""

    strong: str
    muted: str
    bar: str
    spark: str
    up: str
    down: str
    mark: str
    palette: Palette


INKS = {
    DARK.name: Ink(
        "bold #ffffff", "#7f8c9a", "#56b4e9", "#8fa7bf", "#4cc38a", "#f27d72", "#e69f00", "dark"
    ),
    LIGHT.name: Ink(
        "bold #000000", "#616b75", "#0072b2", "#48607a", "#0b7a4b", "#b3261e", "#a85300", "light"
    ),
    "ansi-dark": Ink("bold", "bright_black", "cyan", "cyan", "green", "red", "yellow", "ansi"),
    "ansi-light": Ink("bold", "bright_black", "blue", "blue", "green", "red", "magenta", "ansi"),
}


def starting_theme(color_system: str | None, *, no_color: bool) -> str:
    """Return the theme for a terminal: an ANSI one where colours are few or not wanted."""
    return DARK.name if color_system in ("256", "truecolor") and not no_color else "ansi-dark"
