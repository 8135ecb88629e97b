"""The lines above the table: pages, the view as a sentence, the way to it, years and modes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from aigoods import pages
from aigoods.explorer.widgets.pressed import Pressed, joined, part, running, with_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.explorer.chips import Chip
    from aigoods.explorer.theme import Ink
    from aigoods.explorer.way import Crumb
    from aigoods.pages.page import Page, Pane

FORMS = ((9, "  "), (3, "  "), (3, " "), (2, " "))
"""How many letters other pages have and what stands between them, the best first."""
WITH_NAME = 76
STEP, LEFT_OUT = " › ", "… › "


class Heading(Pressed):
    """Four lines of text, three on a low screen, made anew for each View and width."""

    def __init__(self) -> None:
        super().__init__(id="heading")


def heading(
    head: Head | None,
    view: View,
    way: Sequence[Crumb],
    modes: Sequence[Chip],
    width: int,
    ink: Ink,
    *,
    low: bool = False,
) -> Text:
    """Return the lines; before there is an answer they say that the dataset is opened.

    On a `low` screen the modes that are on stand in place of the way, which the title says, too.
    """
    if head is None:
        lines = [page_line(view, width, ink)]
        lines.append(Text(" Opening the dataset …", ink.strong))
        return Text("\n").join(lines)
    view = head.view
    lines = [
        page_line(view, width, ink, pages.of(view).panes(view)),
        title_line(head, width, ink),
    ]
    years = year_strip(head, width, ink)
    room = max(0, width - years.cell_len - 2)
    on = chip_line([chip for chip in modes if chip.on], room, ink) if low else Text()
    here = on if on.plain.strip() else way_line(way, room, ink)
    lines.append(with_right(here, years, width))
    if not low:
        lines.append(chip_line(modes, width, ink))
    return Text("\n").join(lines)


def page_line(view: View, width: int, ink: Ink, panes: tuple[Pane, ...] = ()) -> Text:
    """Return the pages with their digits and, at the right, the panes of the present one.

    What is present is lit. The names of other pages are cut where room is short; where it is not
    enough, those that are farthest from the present one are left out.
    """
    right = Text("" if panes or width < WITH_NAME else "aigoods", ink.muted)
    for place, pane in enumerate(panes):
        right.append(" · " if place else "", ink.muted)
        style = f"{ink.strong} underline" if pane.here else ink.muted
        right.append(part(pane.name, style, ("screen.follow", (str(pane.view),))))
    if panes and width >= 60:
        right.append(part("  tab", ink.muted, running("next_pane")))
    page = pages.of(view)
    lit = pages.named(page.under) if page.under else page
    shown = [page for page in pages.every() if page.key or page is lit]
    room = width - (right.cell_len + 3 if right else 0)
    if room < _names([lit], lit, *FORMS[-1], ink).cell_len:
        right, room = Text(), width
    lines = (_names(shown, lit, longest, gap, ink) for longest, gap in FORMS)
    line = next((line for line in lines if line.cell_len <= room), None)
    while line is None:
        here = shown.index(lit)
        shown.pop(0 if here > len(shown) - 1 - here else -1)
        narrowest = _names(shown, lit, *FORMS[-1], ink)
        line = narrowest if narrowest.cell_len <= room or shown == [lit] else None
    return with_right(line, right, width)


def _names(shown: list[Page], lit: Page, longest: int, gap: str, ink: Ink) -> Text:
    """Return the names of pages, those that are not lit with so many letters at most."""
    line = Text(" ", no_wrap=True)
    for page in shown:
        present = page is lit
        title = page.title if present else page.title[:longest]
        style = f"{ink.strong} underline" if present else ink.muted
        press = "screen.page", (page.name,)
        line.append(part(f"{page.key} " if page.key else "", ink.muted, press))
        line.append(part(title, style, press))
        line.append(gap if page is not shown[-1] else "")
    return line


def title_line(head: Head, width: int, ink: Ink) -> Text:
    """Return the title and, at the right, what its cells leave out, then source, unit and grain.

    The title is whole before any of these but the first has room.
    """
    left = Text(f" {head.title}", ink.strong, no_wrap=True)
    cells = Text(head.cell_unit, ink.strong)
    room = width - left.cell_len - 3
    words = source_words(head, room - cells.cell_len - (3 if cells else 0))
    rest = Text(" · ".join(words), ink.muted)
    parts = [each for each in (cells, rest) if each]
    return with_right(left, joined(parts, " · ", ink.muted), width)


def source_words(head: Head, room: int) -> list[str]:
    """Return as many of source and release, unit, grain and basket as fit; the last go first."""
    known = head.manifest
    words = [f"{known.source} {known.release}", head.unit, f"{known.grain}s"]
    if known.basket.name != known.name:
        words.append(known.basket.name)
    while words and cell_len(" · ".join(words)) > room:
        words.pop()
    return words


def source_above(head: Head, width: int) -> bool:
    """Return whether the line of the title has room for the source."""
    cells = cell_len(head.cell_unit) + 3 if head.cell_unit else 0
    return bool(source_words(head, width - cell_len(head.title) - 4 - cells))


def way_line(way: Sequence[Crumb], room: int, ink: Ink) -> Text:
    """Return the way, each step but the last to be clicked; the first ones go where it is long."""
    shown = [
        part(crumb.words, ink.muted, ("screen.follow", (str(crumb.view),))) for crumb in way[:-1]
    ]
    shown += [Text(crumb.words, ink.spark) for crumb in way[-1:]]
    line = joined(shown, STEP, ink.muted)
    while line.cell_len > room - 1 and len(shown) > 1:
        shown.pop(0)
        line = Text(LEFT_OUT, ink.muted, no_wrap=True).append(joined(shown, STEP, ink.muted))
    return Text(" ", no_wrap=True).append(line)


def chip_line(modes: Sequence[Chip], room: int, ink: Ink) -> Text:
    """Return the modes that fit, each with its key; what is switched on stands out and stays."""
    kept, room = set(), room + 1
    for chip in sorted(modes, key=lambda chip: (chip.on, chip.weight), reverse=True):
        taken = cell_len(chip.key + chip.words) + 3
        if taken <= room:
            kept.add(chip)
            room -= taken
    parts = []
    for chip in (chip for chip in modes if chip in kept):
        press = running(chip.command)
        style = f"bold {ink.mark}" if chip.on else ink.muted
        key = part(f"{chip.key} " if chip.key else "", ink.spark, press)
        parts.append(key.append(part(chip.words, style, press)))
    return Text(" ", no_wrap=True).append(joined(parts, "  ", ink.muted))


def year_strip(head: Head, width: int, ink: Ink) -> Text:
    """Return `2017 18 19 [20] 21`, or `2017 ‹2020› 2024` where room is short."""
    strip = Text()
    years, year, known = head.years, head.view.year, head.manifest
    if not years or year is None:
        return strip
    full = (1 + len(known.period(years[0]).short)) * len(years) + 16
    if full <= width * 0.6:
        for place, each in enumerate(years):
            period = known.period(each)
            word = period.long if place == 0 or each == year else period.short
            word += "p" if each in known.provisional else ""
            strip.append("" if place == 0 else " ")
            lit = each == year
            word = f"[{word}]" if lit else word
            strip.append(part(word, ink.strong if lit else ink.muted, _to_year(each)))
        return strip
    if year != years[0]:
        strip.append(part(f"{known.period(years[0]).long} ", ink.muted, _to_year(years[0])))
    strip.append(part("‹", ink.strong, running("year_back")))
    strip.append(known.tagged(head.period.number), ink.strong)
    strip.append(part("›", ink.strong, running("year_on")))
    if year != years[-1]:
        strip.append(part(f" {known.period(years[-1]).long}", ink.muted, _to_year(years[-1])))
    return strip


def _to_year(year: int) -> tuple[str, tuple[int]]:
    return "screen.year", (year,)
