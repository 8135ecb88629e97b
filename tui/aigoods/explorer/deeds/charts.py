"""What turns charts: which one, where it stands, its scale; one not seen says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.scene import FORMS
from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.explorer.screens.painted import Painted
    from aigoods.explorer.screens.seen import Panels


def chart(screen: Painted) -> None:
    """Show the next chart; where there is no room beside the table, the table follows it."""
    possible, now = screen.kinds_here, screen.kind
    if not possible or now is None:
        screen.say("There is nothing to draw on this page.")
        return
    if not screen.chart_shown:
        screen.panels = "both" if screen.together else "chart"
        following = possible[0] if not screen.together else now
    else:
        place = possible.index(now) + 1
        if place == len(possible) and not screen.together:
            screen.panels = "both"
        following = possible[place % len(possible)]
        if following == now and screen.chart_shown:
            screen.say(f"This page has no other chart than its {now}.")
            return
    screen.history.here.look(chart=following)
    screen.paint()


def choose(screen: Painted) -> None:
    """Choose one of the charts of the page by its name."""
    from aigoods.explorer.screens.picker import Choice, Found, Picker

    if not screen.kinds_here:
        screen.say("There is nothing to draw on this page.")
        return
    every = [
        Choice("chart", kind, f"{kind}: {FORMS[kind]}", "shown" if shown else "")
        for kind in screen.kinds_here
        for shown in (screen.chart_shown and kind == screen.kind,)
    ]

    def fitting(text: str) -> Found:
        wanted = text.casefold().split()
        choices = [c for c in every if all(word in c.name.casefold() for word in wanted)]
        return Found(choices, "" if choices else f"No chart of this page fits {clean(text, 30)!r}.")

    def show(choice: Choice | None) -> None:
        if choice is not None:
            if not screen.chart_shown:
                screen.panels = "both" if screen.together else "chart"
            screen.history.here.look(chart=choice.key)
            screen.paint()

    screen.app.push_screen(Picker("Charts", fitting), show)


def table(screen: Painted) -> None:
    """Show table and chart, the table alone or the chart alone."""
    if not screen.kinds_here:
        screen.say("There is nothing to draw on this page, so the table stands alone.")
        return
    order: tuple[Panels, ...] = ("both", "table", "chart") if screen.together else ("both", "chart")
    now = screen.panels if screen.panels in order else "both"
    screen.panels = order[(order.index(now) + 1) % len(order)]
    screen.paint()


def log(screen: Painted) -> None:
    """Draw lines on a logarithmic scale, or not."""
    if _of_lines(screen, "A logarithmic scale"):
        here = screen.history.here
        here.look(log=not here.scene.log)
        screen.paint_frame()
        screen.paint_chart()


def index(screen: Painted) -> None:
    """Draw lines as an index of the first year, or not."""
    if screen.view.index is not None:
        screen.say(f"This page is an index already, {screen.view.index} = 100.")
    elif _of_lines(screen, "An index"):
        here = screen.history.here
        here.look(index=not here.scene.index)
        screen.paint_frame()
        screen.paint_chart()


def _of_lines(screen: Painted, what: str) -> bool:
    """Return whether lines are shown that can have `what`; if not, say so."""
    from aigoods.charts.words import ABOVE_ZERO

    chart = screen.key_of("chart")
    lines = screen.answer.drawing("lines") if screen.answer else None
    if lines is None or "lines" not in screen.kinds_here:
        screen.say(f"{what} is for lines, and this page has none.")
    elif not screen.chart_shown or screen.kind != "lines":
        screen.say(f"{what} is for lines; {chart} shows them.")
    elif lines.unit not in ABOVE_ZERO:
        screen.say(f"{what} is for values and shares, not for {screen.view.measure}.")
    else:
        return True
    return False
