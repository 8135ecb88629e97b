"""All commands of the explorer: footer, help, palette and key bindings come from this one list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.explorer import moves
from aigoods.explorer.command import Command
from aigoods.explorer.deeds import charts, choosing, program, rows, sharing, views

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.pages.page import Page


def _to(page: Page) -> Command:
    """Return the command that goes to a page."""
    name = "goods_page" if page.name == "goods" else page.name  # `goods` chooses them.
    said = page.help.removesuffix(".") + (": that of the row, or choose one" if page.needs else "")
    keys = (page.key,) if page.key else ()
    deed = partial(choosing.go_to_page, name=page.name)
    return Command(name, keys, name.replace("_", " "), said, "Go", deed, goes_to=page.name)


def _has_panes(view: View) -> bool:
    return bool(pages.of(view).panes(view))


def _is_grouped(view: View) -> bool:
    return len(pages.of(view).groupings) > 1 and view.by != "year"


def _has_flow(view: View) -> bool:
    here = pages.of(view)
    return bool("flow" in here.fields or here.twin) and "flow" not in here.inert(view)


def _has_eu(view: View) -> bool:
    here = pages.of(view)
    return "eu" in here.fields and "eu" not in here.inert(view)


def _is_tree(view: View) -> bool:
    return pages.of(view).tree and view.by != "year"


COMMANDS: tuple[Command, ...] = (
    Command(
        "open",
        ("enter",),
        "open",
        "Open what lies behind the row",
        "Go",
        views.open_row,
        1,
        of_rows=True,
    ),
    Command(
        "back", ("escape", "backspace"), "back", "Clear the filter, or go back", "Go", views.back
    ),
    *map(_to, pages.every()),
    Command(
        "pages",
        ("p",),
        "pages",
        "All pages, also those without a digit",
        "Go",
        choosing.choose_page,
    ),
    Command(
        "next_pane",
        ("tab",),
        "pane",
        "Next pane of an economy, a pair or a good",
        "Go",
        views.moving(lambda view: moves.next_pane(view, 1)),
        2,
        applies=_has_panes,
    ),
    Command(
        "last_pane",
        ("shift+tab",),
        "pane back",
        "Pane before",
        "Go",
        views.moving(lambda view: moves.next_pane(view, -1)),
        applies=_has_panes,
    ),
    Command(
        "palette",
        ("colon", "ctrl+p"),
        "go to",
        "Go to an economy, a good or a page, or run a command",
        "Go",
        choosing.palette,
    ),
    Command(
        "year_back",
        ("left_square_bracket", "left", "h"),
        "year",
        "A year back",
        "Show",
        views.year_back,
        4,
    ),
    Command(
        "year_on",
        ("right_square_bracket", "right", "l"),
        "year",
        "A year on",
        "Show",
        views.year_on,
    ),
    Command(
        "flow",
        ("f",),
        "flow",
        "The other flow: exports or imports",
        "Show",
        views.moving(moves.other_flow),
        applies=_has_flow,
    ),
    Command(
        "goods",
        ("g",),
        "goods",
        "Choose the goods: all, a segment, a family or a code",
        "Show",
        choosing.choose_goods,
        5,
    ),
    Command(
        "grouping",
        ("b",),
        "by",
        "Group by: economy, region, sub-region, income; or by level",
        "Show",
        views.answered(moves.next_grouping),
        applies=_is_grouped,
    ),
    Command(
        "measure",
        ("m",),
        "measure",
        "Measure: value, share, growth, rank, unit value",
        "Show",
        views.measure,
    ),
    Command(
        "eu",
        ("u",),
        "EU",
        "The EU, or each group of a ranking, as one trader or as its members",
        "Show",
        views.moving(moves.eu_form),
        applies=_has_eu,
    ),
    Command(
        "filter", ("slash",), "filter", "Filter the rows as you type", "Rows", rows.filter_rows, 3
    ),
    Command(
        "sort",
        ("s",),
        "sort",
        "Sort by the next column",
        "Rows",
        views.answered(moves.next_sort),
        of_rows=True,
        of_table=True,
    ),
    Command(
        "reverse",
        ("S",),
        "turn sort",
        "Sort the other way round",
        "Rows",
        views.answered(moves.reverse_sort),
        of_rows=True,
        of_table=True,
    ),
    Command(
        "mark", ("space",), "mark", "Mark the row for the chart", "Rows", rows.mark, of_rows=True
    ),
    Command("unmark", ("U",), "unmark", "Take all marks away", "Rows", rows.unmark),
    Command(
        "fold",
        ("z",),
        "fold",
        "Fold or unfold the branch of the goods tree",
        "Rows",
        rows.fold,
        applies=_is_tree,
        of_rows=True,
        of_table=True,
    ),
    Command("chart", ("c",), "chart", "Next chart: lines, bars, stacked", "Chart", charts.chart, 6),
    Command(
        "table", ("t",), "table", "Table and chart, table alone, chart alone", "Chart", charts.table
    ),
    Command("log", ("L",), "log", "Logarithmic scale for lines", "Chart", charts.log),
    Command("index", ("x",), "index", "Lines as an index, first year = 100", "Chart", charts.index),
    Command(
        "copy_row", ("y",), "copy row", "Copy the row", "Program", sharing.copy_row, of_rows=True
    ),
    Command(
        "copy_view", ("Y",), "copy table", "Copy the table as TSV", "Program", sharing.copy_view
    ),
    Command(
        "copy_command",
        ("A",),
        "copy command",
        "Copy the command line that prints this view",
        "Program",
        sharing.copy_command,
    ),
    Command(
        "export",
        ("e",),
        "export",
        "Export the table or the chart to a file",
        "Program",
        sharing.export,
    ),
    Command(
        "data",
        ("D",),
        "datasets",
        "Datasets: use another, import, fetch, verify, remove",
        "Program",
        program.show_data,
    ),
    Command(
        "next_dataset",
        ("d",),
        "other data",
        "The next dataset on this machine, with the view as far as it can answer it",
        "Program",
        program.next_dataset,
    ),
    Command(
        "notes",
        ("i",),
        "notes",
        "Notes, source, licence and citation",
        "Program",
        program.show_notes,
    ),
    Command("help", ("question_mark", "f1"), "help", "This help", "Program", program.show_help, 7),
    Command(
        "theme",
        ("T",),
        "theme",
        "Next theme: dark, light, ANSI dark, ANSI light",
        "Program",
        program.theme,
    ),
    Command(
        "suspend", ("ctrl+z",), "suspend", "Back to the shell until fg", "Program", program.suspend
    ),
    Command("quit", ("q", "ctrl+q"), "quit", "Quit", "Program", program.quit_program),
    Command(
        "interrupt",
        ("ctrl+c",),
        "interrupt",
        "Quit at once, with exit code 130",
        "Program",
        program.interrupt,
    ),
)

BY_NAME = {command.name: command for command in COMMANDS}
