"""The marker of each line: its shape tells it from others where colours do not."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING

from aigoods.charts.svg.paper import around

if TYPE_CHECKING:
    from aigoods.charts.svg.paper import Look, Paper

_CORNERS = ((0, 0), (4, 45), (3, 0), (4, 0), (3, 180))
"""How many corners the shapes have, none for a circle, and how far they are turned."""

SHAPES = 2 * len(_CORNERS)
"""So many markers there are: the filled shapes, then the hollow ones."""


def draw_mark(
    paper: Paper, x: float, y: float, series: int, colour: str, ground: str, size: float = 4.5
) -> None:
    """Draw the marker of a series; hollow ones are filled with the colour of the ground."""
    corners, turned = _CORNERS[series % len(_CORNERS)]
    hollow = series % SHAPES >= len(_CORNERS)
    look: Look = {
        "fill": (ground or "#ffffff") if hollow else colour,
        "stroke": colour if hollow else ground or "#ffffff",
        "stroke_width": 1.8 if hollow else 1.0,
    }
    if not corners:
        paper.draw("circle", cx=x, cy=y, r=size, **look)
        return
    reach = size * (1.3 if corners == 4 else 1.45)
    angles = ((turned - 90) * pi / 180 + 2 * pi * corner / corners for corner in range(corners))
    points = ((x + reach * cos(angle), y + reach * sin(angle)) for angle in angles)
    paper.draw("path", d=around(points), **look)
