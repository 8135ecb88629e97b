"""An SVG picture as it is seen: its texts with the room they take, and what it is made of."""

from __future__ import annotations

import re
from itertools import combinations
from typing import NamedTuple
from xml.etree import ElementTree

from aigoods.charts.svg.letters import width

NAMESPACE = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "rect", "path", "circle", "text"}


class Box(NamedTuple):
    """A line of text and the room that it takes, at most."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether two texts lie on one another, by more than a hair."""
        across = min(self.right, other.right) - max(self.left, other.left)
        along = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 0.5 and along > 0.5


def parsed(picture: str) -> ElementTree.Element:
    """Return the root of a picture; it is valid XML of a few elements that load nothing."""
    root = ElementTree.fromstring(picture)  # noqa: S314
    tags = {each.tag.removeprefix(NAMESPACE) for each in root.iter()}
    assert tags <= ALLOWED
    assert root[0].tag == f"{NAMESPACE}title"
    assert root[0].text
    assert root[1].tag == f"{NAMESPACE}desc"
    assert root[1].text
    for element in root.iter():
        for name, value in element.attrib.items():
            assert name not in ("href", "style", "class", "id", "onload")
            assert not re.search(r"url\(|://", value)
            assert not re.search(r"\bnan\b|\binf\b", value), (name, value)
    return root


def size_of(root: ElementTree.Element) -> tuple[float, float]:
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
    return float(root.attrib["width"]), float(root.attrib["height"])


def boxes(root: ElementTree.Element) -> list[Box]:
    """Return the texts of a picture; capitals reach 0.74 of the size up, tails 0.2 down."""
    found = []
    for each in root.iter(f"{NAMESPACE}text"):
        size = float(each.attrib["font-size"])
        x, y = float(each.attrib["x"]), float(each.attrib["y"])
        text = each.text or ""
        wide = width(text, size, bold=each.attrib.get("font-weight") == "bold")
        anchor = each.attrib.get("text-anchor", "start")
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        found.append(Box(text, left, y - 0.74 * size, left + wide, y + 0.2 * size))
    return found


def misplaced(picture: str) -> list[tuple[Box, ...]]:
    """Return the texts that leave the picture, and the pairs of those that lie on one another."""
    root = parsed(picture)
    wide, high = size_of(root)
    texts = boxes(root)
    outside = [
        (box,)
        for box in texts
        if box.left < -0.5 or box.top < -0.5 or box.right > wide + 0.5 or box.bottom > high + 0.5
    ]
    return [*outside, *(pair for pair in combinations(texts, 2) if pair[0].meets(pair[1]))]
