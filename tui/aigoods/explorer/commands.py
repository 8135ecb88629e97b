"""All commands of the explorer: footer, help, palette and key bindings come from this one list."""

from __future__ import annotations

from functools import partial
from typing import get_args

from aigoods import pages
from aigoods.explorer import applying, moves
from aigoods.explorer.command import Command, Group, made
from aigoods.explorer.deeds import (
    charts,
    choosing,
    explaining,
    filtering,
    helping,
    program,
    refining,
    rows,
    sharing,
    views,
)

_go, _show, _rows, _chart, _program = (partial(made, group) for group in get_args(Group))
_back, _on = (partial(moves.next_pane, step=step) for step in (-1, 1))

COMMANDS: tuple[Command, ...] = (
    _go("open", "enter", "open", "Open what lies behind the row", views.open_row, 1, of_rows=True),
    _go("back", "escape backspace", "back", "Clear the filter, or go back", views.back),
    *(choosing.page_command(page) for page in pages.every() if not page.explains),
    _go("pages", "p", "pages", "All pages, also those without a digit", choosing.choose_page),
    _go(
        "next_pane",
        "tab",
        "pane",
        "Next pane of an economy, a pair or a good",
        views.moving(_on),
        2,
        applies=applying.has_panes,
    ),
    _go(
        "last_pane",
        "shift+tab",
        "pane back",
        "Pane before",
        views.moving(_back),
        applies=applying.has_panes,
    ),
    *(
        _go(
            side,
            f"{side} {letter}",
            side,
            f"A year {when}, in the matrix a column to the {side}",
            partial(views.across, step=step),
            applies=applying.has_across,
        )
        for side, letter, when, step in (("left", "h", "back", -1), ("right", "l", "on", 1))
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
        "Go to an economy, a good, a year, a page or an address, or run a command",
        choosing.palette,
        10,
    ),
    _show(
        "year_back",
        "left_square_bracket",
        "year",
        "A year back",
        views.year_back,
        4,
        applies=applying.has_year,
    ),
    _show(
        "year_on",
        "right_square_bracket",
        "year",
        "A year on",
        views.year_on,
        applies=applying.has_year,
    ),
    _show(
        "flow",
        "f",
        "flow",
        "The other flow: exports or imports",
        views.moving(moves.other_flow),
        8,
        applies=applying.has_flow,
    ),
    _show(
        "goods",
        "g",
        "goods",
        "Choose the goods: all, a segment, a family or a code",
        choosing.choose_goods,
        5,
        offered=partial(applying.turns, field="goods"),
    ),
    _show(
        "grouping",
        "b",
        "by",
        "Group by: economy, region, sub-region, income; or by level",
        views.answered(moves.next_grouping),
        applies=applying.is_grouped,
    ),
    _show(
        "measure",
        "m",
        "measure",
        "Measure: value, share, growth, rank, unit value, RCA, share of all exports",
        views.measure,
        7,
        offered=partial(applying.turns, field="measure"),
    ),
    _show(
        "against",
        "a",
        "against",
        "RCA against exports of all goods, or of the basket",
        views.answered(moves.other_side),
        applies=applying.is_compared,
    ),
    _show(
        "eu",
        "u",
        "EU",
        "The EU, or each group of a ranking, as one trader or as its members",
        views.moving(moves.eu_form),
        applies=applying.has_eu,
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
        "choose_sort",
        "ctrl+s",
        "sort by",
        "Choose the column to sort by",
        rows.choose_sort,
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
        "record",
        "v",
        "record",
        "All that the row, and those marked, say: a column each",
        rows.show_record,
        of_rows=True,
    ),
    _rows(
        "fold",
        "z",
        "fold",
        "Fold or unfold the branch of the goods tree",
        rows.fold,
        applies=applying.is_tree,
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
    _program("questions", "0", "questions", "Six questions and their keys", program.show_questions),
    _program(
        "help",
        "question_mark f1",
        "help",
        "Find a key by a word and press it",
        helping.show_help,
        99,
    ),
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
