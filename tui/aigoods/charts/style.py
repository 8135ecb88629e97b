"""How a picture looks: its size, its colours and its characters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aigoods.text import to_ascii

Kind = Literal["lines", "bars", "stacked"]
Palette = Literal["dark", "light", "ansi", "plain"]
Ink = int | Literal["", "dim", "grid", "strong", "minus"]
"""What a cell is drawn in: the number of a series, or a role."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size in cells, palette (`plain`: no colour codes), characters and scale of a picture.

    `log` and `index` hold for lines of levels; `index` sets each line's first shown year to 100.
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


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a picture: one `marker` a line, one `fill` a segment, the frame."""

    canvas: str
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
    mark: str
    skip: str
    ellipsis: str


UNICODE = Glyphs(
    canvas="braille",
    markers="●■▲◆▼○",
    fills="█▓░▒▚",
    horizontal="─",
    vertical="│",
    corner="└",
    y_tick="┤",
    x_tick="┬",
    grid="┈",
    lower=" ▁▂▃▄▅▆▇",
    left_half="▐",
    less="█",
    mark="▸",
    skip="⋮",
    ellipsis="…",
)
ASCII = Glyphs(
    canvas="",
    markers="*+ox#@",
    fills="#+:x%",
    horizontal="-",
    vertical="|",
    corner="+",
    y_tick="+",
    x_tick="+",
    grid=". ",
    lower="",
    left_half="",
    less="-",
    mark=">",
    skip=":",
    ellipsis="...",
)

_OKABE_ITO_ON_DARK = ("230;159;0", "86;180;233", "0;178;130", "240;228;66", "230;110;40")
_OKABE_ITO_ON_LIGHT = ("158;92;0", "0;104;168", "0;120;86", "128;112;0", "190;76;0")
CODES: dict[Palette, dict[Ink, str]] = {
    "dark": {
        **{ink: f"38;2;{rgb}" for ink, rgb in enumerate(_OKABE_ITO_ON_DARK)},
        5: "38;2;160;160;160",
        "dim": "38;2;140;140;140",
        "grid": "38;2;75;75;75",
        "strong": "1",
        "minus": "38;2;230;110;40",
    },
    "light": {
        **{ink: f"38;2;{rgb}" for ink, rgb in enumerate(_OKABE_ITO_ON_LIGHT)},
        5: "38;2;100;100;100",
        "dim": "38;2;105;105;105",
        "grid": "38;2;200;200;200",
        "strong": "1",
        "minus": "38;2;190;76;0",
    },
    "ansi": {
        0: "33",
        1: "36",
        2: "32",
        3: "35",
        4: "31",
        5: "2",
        "dim": "2",
        "grid": "2",
        "strong": "1",
        "minus": "31",
    },
    "plain": {},
}
"""The SGR parameters of each ink: Okabe and Ito's order, without black and the dark blue."""
