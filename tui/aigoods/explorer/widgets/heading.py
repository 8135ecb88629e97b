"""The lines above the table: pages, the view as a sentence, the way here and the years."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from aigoods.analysis.answer import Head
from aigoods.analysis.view import View
from aigoods.explorer.moves import current_pane, panes
from aigoods.explorer.theme import Ink
from aigoods.output.cells import cell_unit

PAGES = (
    ("Exporters", ("exporters",)),
    ("Importers", ("importers",)),
    ("Economy", ("economy", "partners", "pair", "series")),
    ("Goods", ("goods",)),
    ("World", ("world",)),
    ("Matrix", ("matrix",)),
)
FORMS = ((9, "  "), (3, "  "), (3, " "), (2, " "))
"""How many letters other pages have and what stands between them, the best first."""
WITH_NAME = 76


class Heading(Static):
    """Three lines of text, made anew for each View and width."""

    def __init__(self) -> None:
        super().__init__(id="heading")


def heading(head: Head | None, view: View, crumbs: list[str], width: int, ink: Ink) -> Text:
    """Return the three lines; before there is an answer they say that the dataset is opened."""
    if head is None:
        lines = [page_line(view.page, [], 0, width, ink)]
        lines.append(Text(" Opening the dataset …", ink.strong))
        return Text("\n").join(lines)
    view, source = head.view, head.manifest
    names = [pane.name for pane in panes(view)]
    lines = [
        page_line(view.page, names, current_pane(view), width, ink),
        title_line(head.title, cell_unit(head), width, ink),
        way_line(crumbs, head.years, view.year, source.provisional, width, ink),
    ]
    return Text("\n").join(lines)


def page_line(page: str, names: list[str], current: int, width: int, ink: Ink) -> Text:
    """Return the pages with their digits and, at the right, the panes of the present one.

    What is present is lit; the names of other pages are cut where room is short.
    """
    right = Text("" if names or width < WITH_NAME else "aigoods", ink.muted)
    for place, pane in enumerate(names):
        right.append(" · " if place else "", ink.muted)
        right.append(pane, f"{ink.strong} underline" if place == current else ink.muted)
    if names and width >= 60:
        right.append("  tab", ink.muted)
    for longest, gap in FORMS:
        line = Text(" ", no_wrap=True)
        for number, (title, pages) in enumerate(PAGES, start=1):
            here = page in pages
            line.append(f"{number} ", ink.muted)
            line.append(
                title if here else title[:longest], f"{ink.strong} underline" if here else ink.muted
            )
            line.append(gap if number < len(PAGES) else "")
        if line.cell_len + (right.cell_len + 3 if right else 0) <= width:
            break
    return _with_right(line, right, width)


def title_line(title: str, unit: str, width: int, ink: Ink) -> Text:
    """Return the title of the view and, at the right, the unit that its cells leave out."""
    return _with_right(Text(f" {title}", ink.strong, no_wrap=True), Text(unit, ink.strong), width)


def way_line(
    crumbs: list[str],
    years: tuple[int, ...],
    year: int | None,
    provisional: tuple[int, ...],
    width: int,
    ink: Ink,
) -> Text:
    """Return the way to the view and, at the right, the years with the present one lit."""
    strip = _year_strip(years, year, provisional, width, ink)
    room = max(0, width - strip.cell_len - 2)
    way = " › ".join(crumbs)
    if cell_len(way) > room - 1:
        way = f"… › {crumbs[-1]}" if len(crumbs) > 1 else crumbs[-1]
    return _with_right(Text(f" {way}", ink.muted, no_wrap=True), strip, width)


def _year_strip(
    years: tuple[int, ...], year: int | None, provisional: tuple[int, ...], width: int, ink: Ink
) -> Text:
    """Return `2017 18 19 [20] 21`, or `2017 ‹2020› 2024` where room is short."""
    strip = Text()
    if not years:
        return strip
    full = 3 * len(years) + 16
    if full <= width * 0.6:
        for place, each in enumerate(years):
            word = str(each) if place == 0 or each == year else f"{each % 100:02}"
            word += "p" if each in provisional else ""
            strip.append("" if place == 0 else " ")
            strip.append(
                f"[{word}]" if each == year else word, ink.strong if each == year else ink.muted
            )
        return strip
    word = f"{year}p" if year in provisional else f"{year}"
    strip.append(f"{years[0]} ", ink.muted)
    strip.append(f"‹{word}›", ink.strong)
    strip.append(f" {years[-1]}", ink.muted)
    return strip


def _with_right(left: Text, right: Text, width: int) -> Text:
    """Return `left` cut to the room that `right` leaves at the end of a line of `width` cells."""
    room = width - right.cell_len - (2 if right.cell_len else 0)
    if room < 12 and right.cell_len:
        room, right = width, Text()
    if left.cell_len > room:
        left.right_crop(left.cell_len - room + 1)
        left.rstrip()
        left.append("…")
    gap = max(1, width - 1 - left.cell_len - right.cell_len)
    return Text.assemble(left, " " * gap, right) if right.cell_len else left
