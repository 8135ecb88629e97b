"""How a picture for a document looks: its size, its ground and its colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aigoods.charts.style import ON_DARK, ON_LIGHT

if TYPE_CHECKING:
    from aigoods.analysis.scene import Ground


class Colours(NamedTuple):
    """The colours on one ground, which has none where `paper` is empty.

    `ink` and `muted` are for text, `lesser` is for bars of less interest, `grid` for lines.
    """

    paper: str
    ink: str
    muted: str
    lesser: str
    grid: str
    minus: str
    series: tuple[str, ...]


def _hex(colours: tuple[str, ...]) -> tuple[str, ...]:
    return tuple("#" + "".join(f"{int(part):02x}" for part in c.split(";")) for c in colours)


WHITE = Colours(
    paper="#ffffff",
    ink="#1c232b",
    muted="#59636d",
    lesser="#87919b",
    grid="#dfe3e7",
    minus="#be4c00",
    series=_hex(ON_LIGHT),
)
DARK = Colours(
    paper="#11161c",
    ink="#d7dde4",
    muted="#94a1ae",
    lesser="#6a7885",
    grid="#2b3641",
    minus="#e66e28",
    series=_hex(ON_DARK),
)
_COLOURS = {"white": WHITE, "dark": DARK, "none": WHITE._replace(paper="")}


@dataclass(frozen=True, slots=True)
class Sheet:
    """Size in pixels, ground and scale of a picture; `log` and `index` are those of a Style."""

    width: int = 960
    height: int = 600
    ground: Ground = "white"
    log: bool = False
    index: bool = False

    @property
    def colours(self) -> Colours:
        """The colours on the ground; where there is none, those on white."""
        return _COLOURS[self.ground]
