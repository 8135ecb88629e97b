"""What a command is made of: values that the parser, the help and the shell's completion read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aigoods.errors import UsageError
from aigoods.text import clean

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

Offer = Literal[
    "", "economies", "goods", "years", "datasets", "groups", "ones", "traders", "files", "marks"
]
"""What the shell offers for a value."""
HELP = "Help"


class Whole(NamedTuple):
    """Reads a whole number from `least` to `most` for an option; without limits any will do."""

    least: int | None = None
    most: int | None = None

    def read(self, option: str, text: str) -> int:
        """Return the number.

        Raises:
            UsageError: it is none, or outside the limits.

        """
        if text.isascii() and text.isdigit() and len(text) < 10:
            number = int(text)
            if (self.least or 0) <= number <= (number if self.most is None else self.most):
                return number
        limits = ""
        if self.least is not None:
            limits = f" of {self.least} or more"
        if self.most is not None:
            limits = f" from {self.least} to {self.most}"
        raise UsageError(f"{option} takes a whole number{limits}, not {clean(text, 40)!r}.")


class Option(NamedTuple):
    """An option: how it is written, its help, and its value.

    `value` names the value in the help; without it the option is a flag. One that is `bare` may
    also stand without its value, which else follows after `=`. `words` are all that it can be.
    """

    dest: str
    flags: tuple[str, ...]
    help: str
    value: str = ""
    group: str = "Options"
    default: Any = None
    read: Whole | None = None
    bare: bool = False
    negated: bool = False
    words: tuple[str, ...] = ()
    offer: Offer = ""


class Argument(NamedTuple):
    """What is named without an option: at least `least` words and, unless `many`, at most one."""

    dest: str
    help: str
    least: int = 1
    many: bool = False
    words: tuple[str, ...] = ()
    offer: Offer = ""

    @property
    def shown(self) -> str:
        """How the help writes it: `ECONOMY`, `[GOODS]`, `FILE...`."""
        shown = self.dest.upper() + ("..." if self.many else "")
        return shown if self.least else f"[{shown}]"


class Command(NamedTuple):
    """A command: its words, a sentence of help, paragraphs about it, examples, and its deed.

    `deed` does it and returns the exit code.
    """

    name: str
    help: str
    deed: Callable[[Namespace], int]
    about: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()

    @property
    def shown(self) -> str:
        """How a shell writes it, without its options."""
        return f"aigoods {self.name}".rstrip()


class Group(NamedTuple):
    """Commands under one word, such as those of `aigoods data`."""

    name: str
    help: str
    commands: tuple[Command, ...]

    def find(self, word: str) -> Command | None:
        """Return the command that is called so."""
        return next((each for each in self.commands if each.name.split()[-1] == word), None)


HELP_OPTION = Option("help", ("-h", "--help"), "Show this help.", group=HELP)
DATASET_OPTION = Option(
    "dataset",
    ("--dataset",),
    "Name, folder or address of a dataset; the one in use if left out.",
    "DATASET",
    default="",
    offer="datasets",
)
