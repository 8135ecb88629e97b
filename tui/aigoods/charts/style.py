"""How a picture looks: its size, its colours and its characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aigoods.analysis.scene import Kind as Kind
from aigoods.charts.shades import Tint, tinted
from aigoods.text import to_ascii

Palette = Literal["dark", "light", "ansi", "mono", "plain"]
Ink = int | Literal["", "dim", "grid", "strong", "minus"] | Tint
"""What a cell is drawn in: the number of a series (with BOLD added for a bold one), a role, or the
shades of classes."""

BOLD = 100


@dataclass(frozen=True, slots=True, repr=False)
class Style:
    """Size in cells, palette, characters and scale of a picture.

    The palette `mono` has no colours, `plain` no codes at all. `log` and `index` hold for lines of
    levels; `index` sets each line's first shown year to 100.
    """

    width: int
    height: int
    palette: Palette = "plain"
    ascii: bool = False
    log: bool = False
    index: bool = False

    @property
    def glyphs(self) -> Glyphs:
        """Return the characters to draw with."""
        return ASCII if self.ascii else UNICODE

    def text(self, text: str) -> str:
        """Return `text` in the characters of this style."""
        return to_ascii(text) if self.ascii else text


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Glyphs:
    """The characters of a picture: one `marker` a line, one `fill` a segment, the frame.

    The last fill is that of segments gathered as one. `classes` are shades from the lowest class,
    `unknown` is that of no data, `spot` that of the row under the cursor.
    """

    dots: str
    markers: str
    fills: str
    horizontal: str
    vertical: str
    corner: str
    y_tick: str
    x_tick: str
    grid: str
    lower: str
    left_half: str
    less: str
    sliver: str
    mark: str
    cursor: str
    here: str
    skip: str
    ellipsis: str
    classes: str
    unknown: str
    spot: str


UNICODE = Glyphs(
    dots="braille",
    markers="●■▲◆▼○□△◇▽",
    fills="█▓░▒▚╱",
    horizontal="─",
    vertical="│",
    corner="└",
    y_tick="┤",
    x_tick="┬",
    grid="┈",
    lower=" ▁▂▃▄▅▆▇",
    left_half="▐",
    less="█",
    sliver="▕",
    mark="●",
    cursor="▸",
    here="▲",
    skip="⋮",
    ellipsis="…",
    classes=":░▒▓█",
    unknown="·",
    spot="◆",
)
ASCII = Glyphs(
    dots="",
    markers="*+ox#@%&$=",
    fills="#+:x%/",
    horizontal="-",
    vertical="|",
    corner="+",
    y_tick="+",
    x_tick="+",
    grid=". ",
    lower="",
    left_half="",
    less="-",
    sliver=".",
    mark="*",
    cursor=">",
    here="^",
    skip=":",
    ellipsis="...",
    classes=":=*#@",
    unknown=".",
    spot="X",
)

ON_DARK = (
    "230;159;0",
    "86;180;233",
    "0;178;130",
    "230;110;40",
    "110;140;255",
    "214;134;180",
    "225;225;225",
    "176;132;88",
    "160;160;160",
    "240;228;66",
)
ON_LIGHT = (
    "158;92;0",
    "0;104;168",
    "0;120;86",
    "190;76;0",
    "40;60;170",
    "160;70;125",
    "40;40;40",
    "110;74;36",
    "100;100;100",
    "120;104;0",
)
_OF_SIXTEEN = ("36", "35", "32", "31", "34", "39")


def _codes(
    series: tuple[str, ...], *, dim: str, grid: str, minus: str, lead: str = "38;2;"
) -> dict[Ink, str]:
    found: dict[Ink, str] = {"dim": lead + dim, "grid": lead + grid, "minus": lead + minus}
    found["strong"] = "1"
    for ink, code in enumerate(series):
        found |= {ink: lead + code, ink + BOLD: f"1;{lead}{code}".rstrip(";")}
    return found


CODES: dict[Palette, dict[Ink, str]] = {
    "dark": _codes(ON_DARK, dim="140;140;140", grid="75;75;75", minus="230;110;40"),
    "light": _codes(ON_LIGHT, dim="105;105;105", grid="200;200;200", minus="190;76;0"),
    "ansi": _codes((_OF_SIXTEEN * 2)[:10], dim="2", grid="2", minus="31", lead=""),
    "mono": _codes(("",) * 10, dim="", grid="", minus="", lead="") | {"dim": "2", "grid": "2"},
    "plain": {},
}
"""The SGR parameters of each ink.

Okabe and Ito's order, with yellow last and, on white, as olive; their black is the foreground, and
brown and grey are added to make ten. Sixteen colours have no yellow, since it cannot be read where
the ground is white, and begin anew after the sixth line, which its marker tells from the first.
"""


def sgr(palette: Palette, ink: Ink) -> str:
    """Return the SGR parameters of an ink, empty for that of plain text."""
    return tinted(palette, ink) if isinstance(ink, Tint) else CODES[palette].get(ink, "")
