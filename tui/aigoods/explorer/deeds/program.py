"""What is done with the program: notes, datasets, theme, ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.explorer.deeds.sharing import seen

if TYPE_CHECKING:
    from aigoods.explorer.screens.painted import Painted


def show_notes(screen: Painted) -> None:
    """Show notes, source, licence and citation."""
    from aigoods.explorer.screens.notes import Notes

    if screen.answer is not None:
        screen.app.push_screen(Notes(screen.answer, seen(screen)))


def show_data(screen: Painted) -> None:
    """Show the datasets on this machine."""
    screen.explorer.open_shelf()


def next_dataset(screen: Painted) -> None:
    """Go on with the next dataset on this machine, with what it can answer of the View."""
    if screen.answer is not None:
        screen.explorer.next_dataset(screen.answer.view)


def show_questions(screen: Painted) -> None:
    """Show the questions to begin with."""
    from aigoods.explorer.screens.questions import Questions

    screen.app.push_screen(Questions(screen.explorer.commands))


def ask_first(screen: Painted) -> None:
    """Show the questions of a first start, unless the reader has begun already."""
    if not screen.explorer.begun:
        show_questions(screen)


def theme(screen: Painted) -> None:
    """Use the next theme."""
    screen.explorer.next_theme()
    screen.paint()


def repaint(screen: Painted) -> None:
    """Paint the whole screen, whatever others have written there."""
    screen.explorer.repaint()


def suspend(screen: Painted) -> None:
    """Give the terminal back to the shell until `fg`."""
    screen.app.action_suspend_process()


def interrupt(screen: Painted) -> None:
    """Leave at once, with the exit code of an interrupted program."""
    screen.explorer.leave(130)


def quit_program(screen: Painted) -> None:
    """Leave the explorer."""
    screen.app.exit()
