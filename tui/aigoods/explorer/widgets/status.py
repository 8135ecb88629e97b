"""The lines below the table: facts of the view, and keys with the number of its notes."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from aigoods.explorer.widgets.heading import source_above
from aigoods.explorer.widgets.pressed import Pressed, joined, part, running, with_right
from aigoods.output.cells import facts_line

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.explorer.command import Hint
    from aigoods.explorer.theme import Ink

GAP = " · "


class Status(Pressed):
    """The lines at the foot, made anew for each answer and width."""

    def __init__(self) -> None:
        super().__init__(id="status")


def foot(
    head: Head | None,
    hints: list[Hint],
    notes_key: str,
    width: int,
    ink: Ink,
    *,
    low: bool = False,
) -> Text:
    """Return the two lines; before there is an answer only the keys are known."""
    if head is None:
        return Text("\n", no_wrap=True).append(hint_line(hints, width, ink))
    words = f"{len(head.notes)} notes" + (f" ({notes_key})" if notes_key else "")
    notes = part(words, ink.mark, running("notes"))
    keys = hint_line(hints, width - notes.cell_len - 2, ink)
    return Text("\n").join([fact_line(head, width, low=low), with_right(keys, notes, width)])


def fact_line(head: Head, width: int, *, low: bool = False) -> Text:
    """Return the facts of the answer, and its source where the title leaves it no room.

    On a `low` screen, which has no line of modes, the dataset stands for its source. What does not
    fit is left out whole.
    """
    facts = [fact for fact in facts_line(head).split(GAP) if fact]
    known = head.manifest
    last = [] if source_above(head, width) else [f"{known.source} {known.release}"]
    last = [known.name] if low else last
    while len(facts) > 1 and cell_len(GAP.join(facts + last)) + 2 > width:
        facts.pop()
    if facts and cell_len(GAP.join(facts + last)) + 2 > width:
        last = []
    return Text(f" {GAP.join(facts + last)}", no_wrap=True)


def hint_line(hints: list[Hint], width: int, ink: Ink) -> Text:
    """Return the keys of the footer that fit, the help, which is the last, always among them."""
    *others, last = [_said(hint, ink) for hint in hints]
    kept: list[Text] = []
    room = width - 1 - last.cell_len
    for said in others:
        if said.cell_len + len(GAP) <= room:
            kept.append(said)
            room -= said.cell_len + len(GAP)
    return Text(" ", no_wrap=True).append(joined([*kept, last], GAP, ink.muted))


def _said(hint: Hint, ink: Ink) -> Text:
    """Return a key and its word, to be clicked; of two keys each is clicked by itself."""
    if not hint.key:
        return Text(hint.word, ink.mark)
    line = Text(no_wrap=True)
    for key, command in zip_longest(hint.key.split(), hint.commands):
        press = running(command) if command else None
        line.append(" " if line else "").append(part(key, ink.strong, press))
    return line.append(part(f" {hint.word}", ink.muted, press))
