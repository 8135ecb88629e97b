"""The lines below the table: facts of the view, the dataset and its notes, and key hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from aigoods.output.cells import facts_line

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.explorer.command import Hint
    from aigoods.explorer.theme import Ink

GAP = " · "


class Status(Static):
    """The lines at the foot, made anew for each answer and width."""

    def __init__(self) -> None:
        super().__init__(id="status")


def foot(head: Head | None, hints: list[Hint], width: int, ink: Ink) -> Text:
    """Return the three lines; before there is an answer only the keys are known."""
    if head is None:
        return Text("\n\n") + hint_line(hints, width, ink)
    lines = [fact_line(head, width), source_line(head, width, ink)]
    return Text("\n").join([*lines, hint_line(hints, width, ink)])


def fact_line(answer: Head, width: int) -> Text:
    """Return the facts of the answer; those that do not fit are left out whole."""
    facts = facts_line(answer).split(" · ")
    while len(facts) > 1 and len(" · ".join(facts)) + 2 > width:
        facts.pop()
    return Text(f" {' · '.join(facts)}", no_wrap=True)


def source_line(answer: Head, width: int, ink: Ink) -> Text:
    """Return dataset, release, basket, unit and the number of notes; what is last goes first."""
    source = answer.manifest
    noted = f"{len(answer.notes)} notes (i)"
    parts = [source.name, f"{source.source} {source.release}", answer.unit, f"{source.grain}s"]
    if source.basket.name != source.name:
        parts.insert(2, source.basket.name)
    while len(parts) > 1 and len(" · ".join([*parts, noted])) + 2 > width:
        parts.pop()
    said = " · ".join(parts)
    line = Text(f" {said}", ink.muted, no_wrap=True)
    line.append(" · ", ink.muted)
    line.append(noted, ink.mark)
    return line


def hint_line(hints: list[Hint], width: int, ink: Ink) -> Text:
    """Return the keys of the footer that fit, the help, which is the last, always among them."""
    *others, last = [_said(hint, ink) for hint in hints]
    kept: list[Text] = []
    room = width - 1 - last.cell_len
    for said in others:
        if said.cell_len + len(GAP) <= room:
            kept.append(said)
            room -= said.cell_len + len(GAP)
    return Text(" ", no_wrap=True) + Text(GAP, ink.muted).join([*kept, last])


def _said(hint: Hint, ink: Ink) -> Text:
    if not hint.key:
        return Text(hint.word, ink.mark)
    return Text.assemble((hint.key, ink.strong), (f" {hint.word}", ink.muted))
