"""The lines below the table: facts of the view, the dataset and its notes, and key hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from aigoods.explorer.commands import Command, applies, hints
from aigoods.output.cells import facts_line

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.explorer.theme import Ink


class Status(Static):
    """The lines at the foot, made anew for each answer and width."""

    def __init__(self) -> None:
        super().__init__(id="status")


def foot(
    head: Head | None, view: View, commands: tuple[Command, ...], width: int, ink: Ink
) -> Text:
    """Return the three lines; before there is an answer only the keys are known."""
    if head is None:
        return Text("\n\n") + hint_line(view, commands, width, ink)
    lines = [fact_line(head, width), source_line(head, width, ink)]
    return Text("\n").join([*lines, hint_line(head.view, commands, width, ink)])


def fact_line(answer: Head, width: int) -> Text:
    """Return the facts of the answer; those that do not fit are left out whole."""
    facts = facts_line(answer).split(" · ")
    while len(facts) > 1 and len(" · ".join(facts)) + 2 > width:
        facts.pop()
    return Text(f" {' · '.join(facts)}", no_wrap=True)


def source_line(answer: Head, width: int, ink: Ink) -> Text:
    """Return dataset, release, basket, unit and the number of notes; what is last goes first."""
    source = answer.provenance
    noted = f"{len(answer.notes)} notes (i)"
    parts = [source.dataset, f"{source.source} {source.release}", answer.unit, f"{source.grain}s"]
    if source.basket != source.dataset:
        parts.insert(2, source.basket)
    while len(parts) > 1 and len(" · ".join([*parts, noted])) + 2 > width:
        parts.pop()
    said = " · ".join(parts)
    line = Text(f" {said}", ink.muted, no_wrap=True)
    line.append(" · ", ink.muted)
    line.append(noted, ink.mark)
    return line


def hint_line(view: View, commands: tuple[Command, ...], width: int, ink: Ink) -> Text:
    """Return the keys of the footer that fit, the help always among them."""
    line = Text(" ", no_wrap=True)
    room = width - len(" ? help")
    *others, last = hints(commands)
    on = next(c.shown_key for c in commands if c.name == "year_on")
    for command in others:
        key = command.shown_key + (f" {on}" if command.name == "year_back" else "")
        size = len(key) + len(command.word) + 3
        if not applies(command, view) or line.cell_len + size > room:
            continue
        _hint(line, key, command.word, ink)
    _hint(line, last.shown_key, last.word, ink)
    return line


def _hint(line: Text, key: str, word: str, ink: Ink) -> None:
    line.append(key, ink.strong)
    line.append(f" {word}  ", ink.muted)
