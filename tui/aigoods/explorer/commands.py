"""All commands of the explorer: footer, help, palette and key bindings come from this one list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, get_args

from aigoods import pages
from aigoods.explorer import moves
from aigoods.explorer.command import Command, Deed, Group
from aigoods.explorer.deeds import (
    charts,
    choosing,
    explaining,
    filtering,
    program,
    refining,
    rows,
    sharing,
    views,
)

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


def _has_year(view: View) -> bool:
    return "year" in pages.of(view).fields


def _is_grouped(view: View) -> bool:
    return len(pages.of(view).groupings) > 1 and view.by != "year"


def _has_flow(view: View) -> bool:
    here = pages.of(view)
    return bool("flow" in here.fields or here.twin) and "flow" not in here.inert(view)


def _has_eu(view: View) -> bool:
    here = pages.of(view)
    return "eu" in here.fields and "eu" not in here.inert(view)


def _is_compared(view: View) -> bool:
    return "against" in pages.of(view).fields


def _turns(view: View, field: str) -> bool:
    here = pages.of(view)
    return field in here.fields and (field != "measure" or len(here.measures) > 1)


def _is_tree(view: View) -> bool:
    return pages.of(view).tree and view.by != "year"


def _command(
    group: Group, name: str, keys: str, word: str, said: str, deed: Deed, hint: int = 0, **more: Any
) -> Command:
    return Command(name, tuple(keys.split()), word, said, group, deed, hint, **more)


_go, _show, _rows, _chart, _program = (partial(_command, group) for group in get_args(Group))
_back, _on = (partial(moves.next_pane, step=step) for step in (-1, 1))

COMMANDS: tuple[Command, ...] = (
    _go("open", "enter", "open", "Open what lies behind the row", views.open_row, 1, of_rows=True),
    _go("back", "escape backspace", "back", "Clear the filter, or go back", views.back),
    *(_to(page) for page in pages.every() if not page.explains),
    _go("pages", "p", "pages", "All pages, also those without a digit", choosing.choose_page),
    _go(
        "next_pane",
        "tab",
        "pane",
        "Next pane of an economy, a pair or a good",
        views.moving(_on),
        2,
        applies=_has_panes,
    ),
    _go(
        "last_pane",
        "shift+tab",
        "pane back",
        "Pane before",
        views.moving(_back),
        applies=_has_panes,
    ),
    _go(
        "column_on",
        "full_stop",
        "column",
        "Point out the next column of numbers, which w explains",
        partial(explaining.point, step=1),
        of_rows=True,
        of_table=True,
    ),
    _go(
        "column_back",
        "comma",
        "column back",
        "Point out the column of numbers before",
        partial(explaining.point, step=-1),
        of_rows=True,
        of_table=True,
    ),
    _go(
        "explain",
        "w",
        "why",
        "Why a number of the row: its formula and the rows of the dataset behind it",
        explaining.explain,
        applies=explaining.can_explain,
        of_rows=True,
    ),
    _go(
        "palette",
        "colon ctrl+p",
        "go to",
        "Go to an economy, a good or a page, or run a command",
        choosing.palette,
        10,
    ),
    _show(
        "year_back",
        "left_square_bracket left h",
        "year",
        "A year back",
        views.year_back,
        4,
        applies=_has_year,
    ),
    _show(
        "year_on",
        "right_square_bracket right l",
        "year",
        "A year on",
        views.year_on,
        applies=_has_year,
    ),
    _show(
        "flow",
        "f",
        "flow",
        "The other flow: exports or imports",
        views.moving(moves.other_flow),
        8,
        applies=_has_flow,
    ),
    _show(
        "goods",
        "g",
        "goods",
        "Choose the goods: all, a segment, a family or a code",
        choosing.choose_goods,
        5,
        offered=partial(_turns, field="goods"),
    ),
    _show(
        "grouping",
        "b",
        "by",
        "Group by: economy, region, sub-region, income; or by level",
        views.answered(moves.next_grouping),
        applies=_is_grouped,
    ),
    _show(
        "measure",
        "m",
        "measure",
        "Measure: value, share, growth, rank, unit value, RCA, share of all exports",
        views.measure,
        7,
        offered=partial(_turns, field="measure"),
    ),
    _show(
        "against",
        "a",
        "against",
        "RCA against exports of all goods, or of the basket",
        views.answered(moves.other_side),
        applies=_is_compared,
    ),
    _show(
        "eu",
        "u",
        "EU",
        "The EU, or each group of a ranking, as one trader or as its members",
        views.moving(moves.eu_form),
        applies=_has_eu,
    ),
    _show(
        "refine",
        "r",
        "refine",
        "Ask more closely: from which year, of whom, above which part or size",
        refining.refine,
        applies=refining.can_refine,
    ),
    _rows(
        "filter",
        "slash",
        "filter",
        "Filter the rows: korea, asia, !EU, >1bn, growth>20%; then tab: search",
        filtering.filter_rows,
        3,
    ),
    _rows("next_match", "n", "next", "Next match of the search", filtering.next_match),
    _rows("last_match", "N", "last", "Match before", filtering.last_match),
    _rows(
        "sort",
        "s",
        "sort",
        "Sort by the next column",
        views.answered(moves.next_sort),
        of_rows=True,
        of_table=True,
    ),
    _rows(
        "reverse",
        "S",
        "turn sort",
        "Sort the other way round",
        views.answered(moves.reverse_sort),
        of_rows=True,
        of_table=True,
    ),
    _rows("mark", "space", "mark", "Mark the row for the chart", rows.mark, 9, of_rows=True),
    _rows("unmark", "U", "unmark", "Take all marks away", rows.unmark),
    _rows(
        "fold",
        "z",
        "fold",
        "Fold or unfold the branch of the goods tree",
        rows.fold,
        applies=_is_tree,
        of_rows=True,
        of_table=True,
    ),
    _chart(
        "chart", "c", "chart", "Next chart: lines, map, heat, slope", charts.chart, 6, of_chart=True
    ),
    _chart("choose_chart", "C", "charts", "Choose a chart of the page", charts.choose),
    _chart("table", "t", "table", "Table and chart, table alone, chart alone", charts.table),
    _chart("log", "L", "log", "Logarithmic scale for lines", charts.log),
    _chart("index", "x", "index", "Lines as an index, first year = 100", charts.index),
    _program("copy_row", "y", "copy row", "Copy the row", sharing.copy_row, of_rows=True),
    _program("copy_view", "Y", "copy table", "Copy the table as TSV", sharing.copy_view),
    _program(
        "copy_command",
        "A",
        "copy command",
        "Copy the command line that prints this view",
        sharing.copy_command,
    ),
    _program(
        "export", "e", "export", "Export the table or the chart to a file", sharing.export, 11
    ),
    _program(
        "data",
        "D",
        "datasets",
        "Datasets: use another, import, fetch, verify, remove",
        program.show_data,
    ),
    _program(
        "next_dataset",
        "d",
        "other data",
        "The next dataset on this machine, with the view as far as it can answer it",
        program.next_dataset,
    ),
    _program(
        "notes",
        "i",
        "notes",
        "Notes, source, licence and citation, which y copies",
        program.show_notes,
    ),
    _program("help", "question_mark f1", "help", "This help", program.show_help, 99),
    _program(
        "theme", "T", "theme", "Next theme: dark, light, ANSI dark, ANSI light", program.theme
    ),
    _program("repaint", "ctrl+l", "repaint", "Paint the whole screen again", program.repaint),
    _program("suspend", "ctrl+z", "suspend", "Back to the shell until fg", program.suspend),
    _program("quit", "q ctrl+q", "quit", "Quit", program.quit_program),
    _program(
        "interrupt", "ctrl+c", "interrupt", "Quit at once, with exit code 130", program.interrupt
    ),
)

BY_NAME = {command.name: command for command in COMMANDS}
