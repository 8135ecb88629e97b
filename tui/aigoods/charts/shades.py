"""Cells in the shades of classes, alone and two in one, and the legend that says what they are."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

if TYPE_CHECKING:
    from aigoods.charts.canvas import Canvas
    from aigoods.charts.grades import Grades
    from aigoods.charts.style import Palette, Style

UNKNOWN, HERE, CLEAR = "unknown", "here", ""
"""What has no number, the row under the cursor, and the ground."""

BLACK, WHITE = "black", "white"
MIDDLE = 0.179
"""The luminance from which on black has more contrast than white."""


class Tint(NamedTuple):
    """An ink of two shades: that of the glyph and that behind it."""

    front: str
    back: str = CLEAR


def _named(unknown: str, here: str, steps: str, changes: str) -> dict[str, str]:
    found = {UNKNOWN: unknown, HERE: here, BLACK: "0;0;0", WHITE: "255;255;255"}
    for name, colours in (("step", steps), ("change", changes)):
        found |= {f"{name}{place}": each for place, each in enumerate(colours.split())}
    return found


SHADES: dict[Palette, dict[str, str]] = {
    "dark": _named(
        "104;104;104",
        "255;90;200",
        "70;112;190 44;150;178 90;190;140 190;215;80 255;240;150",
        "255;124;36 196;146;112 226;226;226 104;160;200 64;164;255",
    ),
    "light": _named(
        "144;144;144",
        "214;0;120",
        "122;146;40 22;134;112 10;104;152 52;62;156 72;10;92",
        "190;70;0 178;118;72 84;84;84 70;132;178 0;88;168",
    ),
    "ansi": _named("90", "39", "34 36 32 35 31", "31 35 32 36 34"),
}
"""Classes from the lowest: levels go away from the ground in light and in hue, changes from orange
for falls to blue for rises, which all eyes tell apart. Those of sixteen colours are codes; that of
the text, which stands for the row under the cursor, is no ground for a glyph."""


def shade_of(grades: Grades, grade: int | None) -> str:
    """Return the shade of a class, that of what is not known where there is none."""
    return UNKNOWN if grade is None else f"{'change' if grades.diverging else 'step'}{grade}"


def coloured(style: Style) -> bool:
    """Return whether cells can be filled with colours; else glyphs stand for shades."""
    return style.palette in SHADES and not style.ascii


def on_shade(style: Style, shade: str) -> Tint | None:
    """Return the ink of text on a shade, None where there are no colours to set it on."""
    rgb = SHADES.get(style.palette, {}).get(shade, "").split(";")
    if len(rgb) < 3 or shade == UNKNOWN or style.ascii:
        return None
    return Tint(BLACK if luminance(*map(int, rgb)) > MIDDLE else WHITE, shade)


def luminance(red: int, green: int, blue: int) -> float:
    """Return the relative luminance of a colour, from 0 to 1, as WCAG 2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (red / 255, green / 255, blue / 255)
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@cache
def tinted(palette: Palette, tint: Tint) -> str:
    """Return the SGR parameters of two shades."""
    colours = SHADES.get(palette, {})
    codes = []
    for shade, lead, more in ((tint.front, "38;2;", 0), (tint.back, "48;2;", 10)):
        if shade in colours:
            own = colours[shade]
            codes.append(lead + own if ";" in own else str(int(own) + more))
    return ";".join(codes)


def legend(
    canvas: Canvas, row: int, grades: Grades, style: Style, *, filled: bool, unknown: bool
) -> None:
    """Write what the shades mean, the highest class first.

    `filled` tells that they are cells of a colour, not glyphs, `unknown` that no data is one.
    """
    glyphs = style.glyphs
    words = [*reversed(list(enumerate(grades.texts))), *([(None, "no data")] if unknown else [])]
    for size, gap in ((2, 2), (1, 2), (1, 1)):
        room = sum(size + 1 + cell_len(style.text(text)) + gap for _, text in words) - gap
        if room <= style.width:
            break
    column = 0
    for grade, text in words:
        glyph = glyphs.unknown if grade is None else glyphs.classes[grade]
        said = style.text(text)
        if column + size + 1 + cell_len(said) > style.width:
            break
        shown = "█" if filled else glyph
        canvas.put(row, column, shown * size, Tint(shade_of(grades, grade)))
        canvas.put(row, column + size + 1, said, "dim")
        column += size + 1 + cell_len(said) + gap
