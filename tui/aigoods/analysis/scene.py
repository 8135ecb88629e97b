"""A Scene is a View and how it is looked at: the chart, its scale, the marks and the filter."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal, get_args
from urllib.parse import quote, unquote

from aigoods.errors import UsageError
from aigoods.text import alternatives, clean

if TYPE_CHECKING:
    from aigoods.analysis.view import View

Kind = Literal["lines", "bars", "stacked", "heat", "slope", "map", "diverging"]
"""The kinds of charts."""

KINDS: tuple[str, ...] = get_args(Kind)
FORMS: dict[Kind, str] = {
    "lines": "each row over the years",
    "bars": "the rows side by side",
    "stacked": "the parts of a whole over the years",
    "heat": "rows by years in shades, with their numbers",
    "slope": "two years, and what changed between them",
    "map": "all economies on a map of the world",
    "diverging": "gains to the right of 0, losses to the left",
}
"""What each kind of chart shows."""
FIRST = "first"
"""The chart that suits a page best, whichever it is."""

Ground = Literal["white", "dark", "none"]
"""What a picture for a document stands on; on none are the colours of white."""
GROUNDS: tuple[Ground, ...] = get_args(Ground)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is on the screen.

    `chart` is the kind of chart beside or below the table, empty for none; `log` and `index` are
    the scale of its lines. `marks` are keys of rows; `filter` leaves the rows that fit it;
    `highlight` is the key of the row that the chart brings out beside those that it draws.
    """

    view: View
    chart: str = ""
    log: bool = False
    index: bool = False
    marks: tuple[str, ...] = ()
    filter: str = ""
    highlight: str = ""

    def __str__(self) -> str:
        """Print the address: `exporters?year=2022#chart=lines&marks=MEX,VNM&log=1`."""
        how = [f"{name}={_said(value)}" for name in LOOKS if (value := getattr(self, name))]
        return f"{self.view}#{'&'.join(how)}" if how else str(self.view)


LOOKS = tuple(field.name for field in fields(Scene) if field.name != "view")
"""What may stand after the `#` of an address."""


def looked_at(view: View, how: str) -> Scene:
    """Return `view` as looked at in the way that `how`, the part of an address after `#`, says.

    Raises:
        UsageError: it is not well formed, or names something unknown or twice.

    """
    given: dict[str, Any] = {}
    for pair in how.split("&") if how else ():
        name, _, value = pair.partition("=")
        if name not in LOOKS:
            raise UsageError(
                f"After # an address has no {clean(name, 40)!r}; there are {', '.join(LOOKS)}."
            )
        if name in given or not value:
            raise UsageError(f"After # an address names {name} once, with a value, or not at all.")
        if name in ("log", "index") and value != "1":
            raise UsageError(f"After # an address has {name}=1, or no {name}.")
        words = tuple(clean(unquote(word)) for word in value.split(","))
        given[name] = {"marks": words, "log": True, "index": True}.get(name, ",".join(words))
    check_chart(given.get("chart", ""))
    return Scene(view, **given)


def check_chart(chart: str) -> None:
    """Check that there is such a kind of chart.

    Raises:
        UsageError: there is none.

    """
    if chart not in ("", FIRST, *KINDS):
        raise UsageError(f"There is no chart {clean(chart, 40)!r}; give {alternatives(KINDS)}.")


def ground(word: str) -> Ground:
    """Return what a picture for a document stands on.

    Raises:
        UsageError: there is no such ground.

    """
    for each in GROUNDS:
        if each == word:
            return each
    raise UsageError(f"There is no ground {clean(word, 40)!r}; give {alternatives(GROUNDS)}.")


def _said(value: bool | str | tuple[str, ...]) -> str:
    if value is True:
        return "1"
    words = value if isinstance(value, tuple) else (str(value),)
    return ",".join(quote(word, safe="", errors="replace") for word in words)
