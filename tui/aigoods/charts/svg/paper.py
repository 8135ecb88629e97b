"""The paper: elements of SVG one after the other, each with its numbers short and its text safe."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from aigoods.charts.svg.letters import FONTS
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

Point = tuple[float, float]
Said = str | float
"""The value of an attribute."""
Look = dict[str, Said]
"""Attributes by their names; underscores stand for hyphens: `text_anchor`."""


class Paper:
    """A picture in the making; what is drawn later lies above."""

    def __init__(self, width: float) -> None:
        self.width = width
        self.height = 0.0
        self._parts: list[str] = []

    def draw(self, tag: str, **attributes: Said) -> None:
        """Draw an element without content."""
        self._parts.append(f"<{tag}{_attributes(attributes)}/>")

    def begin_window(self, x: float, y: float, width: float, height: float) -> None:
        """Begin a window: what is drawn until `end_window` is seen inside it alone."""
        look: Look = {"x": x, "y": y, "width": width, "height": height, "overflow": "hidden"}
        box = " ".join(map(number, (x, y, width, height)))
        self._parts.append(f'<svg{_attributes(look)} viewBox="{box}">')

    def end_window(self) -> None:
        """End the window."""
        self._parts.append("</svg>")

    def text(self, x: float, y: float, text: str, fill: str, size: float, **more: Said) -> None:
        """Write a line of text whose base is at `y`."""
        said: Look = {"x": x, "y": y, "fill": fill, "font_size": size, **more}
        self._parts.append(f"<text{_attributes(said)}>{escape(clean(text))}</text>")

    def path(self, points: Iterable[Point], stroke: str, width: float, **more: Said) -> None:
        """Draw a line through points."""
        self.draw("path", d=through(points), fill="none", stroke=stroke, stroke_width=width, **more)

    def line(self, start: Point, end: Point, stroke: str, width: float = 1.0, **more: Said) -> None:
        """Draw a straight line."""
        self.path((start, end), stroke, width, **more)

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, **more: Said
    ) -> None:
        """Draw a filled rectangle."""
        self.draw("rect", x=x, y=y, width=width, height=height, fill=fill, **more)

    def svg(self, title: str, description: Iterable[str], ground: str) -> str:
        """Return the whole picture as an element of SVG 1.1; `ground` is its colour, or nothing."""
        width, height = number(self.width), number(self.height)
        size = f'width="{width}" height="{height}"'
        lines = [
            f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" {size} '
            f'viewBox="0 0 {width} {height}" role="img" font-family="{FONTS}">',
            f"<title>{escape(clean(title))}</title>",
            f"<desc>{escape(' '.join(map(clean, description)))}</desc>",
            *([f'<rect {size} fill="{ground}"/>'] if ground else []),
            *self._parts,
            "</svg>",
        ]
        return "".join(f"{line}\n" for line in lines)


def number(value: float) -> str:
    """Return a number with at most one decimal, which is a tenth of a pixel."""
    return f"{round(value, 1) + 0.0:.10g}"


def through(points: Iterable[Point]) -> str:
    """Return the data of a path through points."""
    return "M" + " L".join(f"{number(x)} {number(y)}" for x, y in points)


def around(points: Iterable[Point]) -> str:
    """Return the data of a closed path around points, each told from the one before."""
    (x, y), *rest = ((round(x, 1), round(y, 1)) for x, y in points)
    steps = []
    last = x, y
    for place in rest:
        if place != last:
            steps.append(f"{number(place[0] - last[0])} {number(place[1] - last[1])}")
            last = place
    return f"M{number(x)} {number(y)}l{' '.join(steps)}z".replace(" -", "-")


def _attributes(given: Look) -> str:
    said = {n: escape(v) if isinstance(v, str) else number(v) for n, v in given.items()}
    return "".join(f' {name.replace("_", "-")}="{value}"' for name, value in said.items())
