"""Reads the words of a command line: argparse, made from the values that describe a command."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from aigoods.analysis.scene import FIRST
from aigoods.commandline.language import HELP_OPTION, Argument, Command, Group, Option
from aigoods.errors import UsageError
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Completer = Callable[[Option | Argument], Callable[..., Any] | None]


class Parser(argparse.ArgumentParser):
    """An argparse parser whose failures are the program's own."""

    def __init__(self, prog: str, help: str = "") -> None:  # noqa: A002
        super().__init__(prog=prog, description=help, add_help=False, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Refuse what the words say."""
        raise UsageError(f"{self.prog}: {clean(message, 200)}.")


def read(command: Command, words: Sequence[str]) -> argparse.Namespace:
    """Return what `words` give for the arguments and options of `command`.

    `help` is true where the help is asked for; nothing else is there then.

    Raises:
        UsageError: an option does not exist, or lacks its value or has a wrong one; there are too
            few or too many words besides the options.

    """
    sorted_words = _sorted(command, words)
    if sorted_words is None:
        return argparse.Namespace(help=True)
    given, named = sorted_words
    _check_count(command, named)
    parser = Parser(command.shown)
    _add_command(parser, command)
    return parser.parse_args([*given, *(["--", *named] if named else [])])


def whole(
    start: Command, commands: Sequence[Command | Group], completer: Completer
) -> argparse.ArgumentParser:
    """Return the parser of the whole language, as the shell's completion needs it.

    `completer` gives what argcomplete asks for the values of an option or argument.
    """
    parser = Parser("aigoods")
    for option in (*start.options, HELP_OPTION):
        _add_option(parser, option, completer)
    _add_all(parser, commands, completer)
    return parser


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the one of `known` that looks most like `word`, nothing where none does."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word, known, 1, 0.7)), "")


def _add_all(
    parser: argparse.ArgumentParser, commands: Sequence[Command | Group], completer: Completer
) -> None:
    below = parser.add_subparsers()
    for command in commands:
        word = command.name.split()[-1]
        found = below.add_parser(word, prog=f"aigoods {command.name}", help=command.help)
        if isinstance(command, Group):
            _add_all(found, command.commands, completer)
        else:
            _add_command(found, command, completer)


def _add_command(
    parser: argparse.ArgumentParser, command: Command, completer: Completer | None = None
) -> None:
    for argument in command.arguments:
        many = "+" if argument.least else "*"
        one = None if argument.least else "?"
        action = parser.add_argument(argument.dest, nargs=many if argument.many else one)
        _describe(action, argument, completer)
    for option in (*command.options, HELP_OPTION):
        _add_option(parser, option, completer)


def _add_option(
    parser: argparse.ArgumentParser, option: Option, completer: Completer | None
) -> None:
    flags, dest = option.flags, option.dest
    if option.negated:
        on_off = argparse.BooleanOptionalAction
        action = parser.add_argument(flags[0], dest=dest, action=on_off, default=option.default)
    elif not option.value:
        action = parser.add_argument(*flags, dest=dest, action="store_true")
    else:
        action = parser.add_argument(
            *flags,
            dest=dest,
            default=option.default,
            nargs="?" if option.bare else None,
            const=FIRST if option.bare else None,
            type=partial(option.read.read, flags[-1]) if option.read else str,
        )
    _describe(action, option, completer)


def _describe(
    action: argparse.Action, each: Option | Argument, completer: Completer | None
) -> None:
    """Give an action its help and what is offered for it, which only completion needs."""
    action.help = each.help.replace("%", "%%")
    if completer is not None and (offered := completer(each)) is not None:
        vars(action)["completer"] = offered


def _sorted(command: Command, words: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return the options, each in one word with its value, and the other words; None for help.

    An option takes the word that follows as its value, whatever it looks like (`--sort -growth`),
    which argparse alone would not do.
    """
    known = {flag: o for o in (*command.options, HELP_OPTION) for flag in o.flags}
    given: list[str] = []
    named: list[str] = []
    rest = iter(words)
    for word in rest:
        if word == "--":
            named += rest
        elif word == "-" or not word.startswith("-"):
            named.append(word)
            if not command.name:
                break  # What follows the word of another command is not for this one.
        else:
            found = list(_options(command, known, word, rest))
            if HELP_OPTION.flags[-1] in found:
                return None
            given += found
    return given, named


def _options(
    command: Command, known: dict[str, Option], word: str, rest: Iterator[str]
) -> Iterator[str]:
    """Yield the options in a word, in their long form: `-qo` and `table.csv` are two."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        option = _known(command, known, name)
        if equals and not option.value:
            raise UsageError(f"{name} takes no value; leave out {clean(equals + value, 40)!r}.")
        if option.bare and equals and not value:
            raise UsageError(f"{name} lacks its value: {name}={option.value}, or {name} alone.")
        yield (
            word if equals or not option.value or option.bare else f"{name}={_value(option, rest)}"
        )
        return
    for place, letter in enumerate(word[1:], 2):
        option = _known(command, known, f"-{letter}")
        if option.value:
            yield f"{option.flags[-1]}={word[place:] or _value(option, rest)}"
            return
        yield option.flags[-1]


def _value(option: Option, rest: Iterator[str]) -> str:
    value = next(rest, None)
    if value is None:
        raise UsageError(f"{option.flags[-1]} lacks its value: {option.flags[-1]} {option.value}.")
    return value


def _known(command: Command, known: dict[str, Option], name: str) -> Option:
    if name in known:
        return known[name]
    near = nearest(name, list(known))
    hint = f"did you mean {near}?" if near else f"{command.shown} --help lists all there are."
    raise UsageError(f"There is no option {clean(name, 40)}; {hint}")


def _check_count(command: Command, named: list[str]) -> None:
    least = sum(argument.least for argument in command.arguments)
    many = any(argument.many for argument in command.arguments)
    if len(named) < least:
        wanted = " ".join(argument.shown for argument in command.arguments)
        example = f", such as {command.examples[0]}" if command.examples else ""
        raise UsageError(f"{command.name} takes {wanted}{example}.")
    if len(named) > len(command.arguments) and not many:
        word = named[len(command.arguments)]
        shown = clean(word, 40)
        bare = next((option for option in command.options if option.bare), None)
        hint = f"{command.shown} --help says what it takes."
        if bare is not None and word in bare.words:
            hint = f"write {bare.flags[-1]}={word} without a blank."
        raise UsageError(f"{command.name} has no place for {shown!r}; {hint}")
