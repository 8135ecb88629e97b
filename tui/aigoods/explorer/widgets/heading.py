"""The lines above the table: pages, the view as a sentence, the way here and the years."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text
from textual.widgets import Static

from aigoods import pages
from aigoods.analysis.answer import Head
from aigoods.analysis.view import View
from aigoods.explorer.theme import Ink
from aigoods.pages.page import Page, Pane

FORMS = ((9, "  "), (3, "  "), (3, " "), (2, " "))
"""How many letters other pages have and what stands between them, the best first."""
WITH_NAME = 76


class Heading(Static):
    """Three lines of text, made anew for each View and width."""

    def __init__(self) -> None:
        super().__init__(id="heading")


def heading(
    head: Head | None,
    view: View,
    crumbs: list[str],
    width: int,
    ink: Ink,
    elsewhere: str = "",
) -> Text:
    """Return the three lines; before there is an answer they say that the dataset is opened.

    `elsewhere` is the dataset where it is not the one that the reader chose.
    """
    if head is None:
        lines = [page_line(view, width, ink)]
        lines.append(Text(" Opening the dataset …", ink.strong))
        return Text("\n").join(lines)
    view = head.view
    lines = [
        page_line(view, width, ink, pages.of(view).panes(view)),
        title_line(head.title, head.cell_unit, width, ink),
        way_line(crumbs, head, width, ink, elsewhere),
    ]
    return Text("\n").join(lines)


def page_line(view: View, width: int, ink: Ink, panes: tuple[Pane, ...] = ()) -> Text:
    """Return the pages with their digits and, at the right, the panes of the present one.

    What is present is lit. The names of other pages are cut where room is short; where it is not
    enough, those that are farthest from the present one are left out.
    """
    right = Text("" if panes or width < WITH_NAME else "aigoods", ink.muted)
    for place, pane in enumerate(panes):
        right.append(" · " if place else "", ink.muted)
        right.append(pane.name, f"{ink.strong} underline" if pane.here else ink.muted)
    if panes and width >= 60:
        right.append("  tab", ink.muted)
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
    return _with_right(line, right, width)


def _names(shown: list[Page], lit: Page, longest: int, gap: str, ink: Ink) -> Text:
    """Return the names of pages, those that are not lit with so many letters at most."""
    line = Text(" ", no_wrap=True)
    for page in shown:
        line.append(f"{page.key} " if page.key else "", ink.muted)
        present = page is lit
        title = page.title if present else page.title[:longest]
        line.append(title, f"{ink.strong} underline" if present else ink.muted)
        line.append(gap if page is not shown[-1] else "")
    return line


def title_line(title: str, unit: str, width: int, ink: Ink) -> Text:
    """Return the title of the view and, at the right, the unit that its cells leave out."""
    return _with_right(Text(f" {title}", ink.strong, no_wrap=True), Text(unit, ink.strong), width)


def way_line(crumbs: list[str], head: Head, width: int, ink: Ink, elsewhere: str = "") -> Text:
    """Return the way to the view and, at the right, the years with the present one lit.

    Before the way stands the dataset where it is not the one that the reader chose.
    """
    strip = _year_strip(head, width, ink)
    there = Text(f" {elsewhere}:" if elsewhere else "", ink.mark, no_wrap=True)
    room = max(0, width - strip.cell_len - there.cell_len - 2)
    way = " › ".join(crumbs)
    if cell_len(way) > room - 1:
        way = f"… › {crumbs[-1]}" if len(crumbs) > 1 else crumbs[-1]
    return _with_right(there.append(f" {way}", ink.muted), strip, width)


def _year_strip(head: Head, width: int, ink: Ink) -> Text:
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
            strip.append(
                f"[{word}]" if each == year else word, ink.strong if each == year else ink.muted
            )
        return strip
    strip.append(f"{known.period(years[0]).long} ", ink.muted)
    strip.append(f"‹{known.tagged(head.period.number)}›", ink.strong)
    strip.append(f" {known.period(years[-1]).long}", ink.muted)
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
