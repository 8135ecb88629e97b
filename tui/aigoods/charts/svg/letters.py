"""How wide text is: an estimate that no usual sans-serif font exceeds, so that nothing is cut."""

from __future__ import annotations

import unicodedata
from functools import cache

FONTS = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""Fonts that systems have; none is loaded."""

_WIDTHS = (
    *(318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337),
    *(636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531),
    *(1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787),
    *(603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500),
    *(500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612),
    *(635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838),
)
"""The advances of the characters from blank to tilde, in thousandths of the size.

Source: DejaVu Sans 2.37, the widest of the fonts above.
"""
_OTHERS = {"–": 500, "·": 318, "›": 412, "…": 1000, "−": 838, "—": 1000}
_WIDE, _UNKNOWN = 1000, 780
_BOLD = 1.14
"""How much wider bold text is, at most."""

ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how much room `text` needs at a size of its font, in the units of that size."""
    return sum(map(_advance, text)) * size / 1000 * (_BOLD if bold else 1)


def cut(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return `text` in at most `room`, with an ellipsis where something is missing."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(text + ELLIPSIS, size, bold=bold) > room:
        text = text[:-1].rstrip()
    return text + ELLIPSIS


def wrapped(
    text: str, room: float, size: float, *, bold: bool = False, most: int = 100
) -> list[str]:
    """Return `text` in at most `most` lines of at most `room`, broken at blanks.

    A word that is longer than a line, and what remains after the last line, is cut.
    """
    lines = [""]
    words = text.split()
    while words:
        longer = f"{lines[-1]} {words[0]}".strip()
        if width(longer, size, bold=bold) <= room or not lines[-1]:
            lines[-1] = longer
            words.pop(0)
        elif len(lines) < most:
            lines.append("")
        else:
            lines[-1] = " ".join([lines[-1], *words])
            break
    return [cut(line, room, size, bold=bold) for line in lines]


def balanced(text: str, room: float, size: float) -> list[str]:
    """Return bold `text` in as few lines as `wrapped` needs, about as long as one another."""
    lines = wrapped(text, room, size, bold=True)
    while room > size and len(closer := wrapped(text, room - size, size, bold=True)) == len(lines):
        lines, room = closer, room - size
    return lines


@cache
def _advance(character: str) -> int:
    if " " <= character <= "~":
        return _WIDTHS[ord(character) - 32]
    if character in _OTHERS:
        return _OTHERS[character]
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    parts = unicodedata.normalize("NFKD", character)
    return sum(map(_advance, parts)) if parts != character else _UNKNOWN
