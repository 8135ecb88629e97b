"""What the shell offers while a command is typed: commands, options, economies, goods, years ..."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from aigoods.commandline.language import Argument, Command, Group
from aigoods.errors import AigoodsError, UsageError
from aigoods.out import put
from aigoods.text import clean, lower_first, slug

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from aigoods.commandline.language import Option
    from aigoods.dataset.manifest import Manifest

SHELLS = ("bash", "zsh", "fish")
Offered = dict[str, str]
"""Words, each with what it stands for."""


def complete(start: Command, commands: Sequence[Command | Group]) -> None:
    """Tell the shell what may stand where its cursor is, and end the program.

    The shell calls the program with the line in COMP_LINE, as argcomplete wants it.
    """
    from argcomplete.completers import SuppressCompleter
    from argcomplete.finders import CompletionFinder

    from aigoods.commandline.parser import whole

    class Finder(CompletionFinder):
        """Says in bash, too, what the words stand for, as long as there are several."""

        def quote_completions(
            self, completions: list[str], cword_prequote: str, last_wordbreak_pos: int | None
        ) -> list[str]:
            quoted = super().quote_completions(completions, cword_prequote, last_wordbreak_pos)
            if len(quoted) < 2 or os.environ.get("_ARGCOMPLETE_SHELL") != "bash":
                return quoted
            said = [self._display_completions.get(word) or "" for word in completions]
            return [
                f"{word}  ({meaning})" if meaning else word
                for word, meaning in zip(quoted, said, strict=True)
            ]

    Finder()(
        whole(start, commands, _completer),
        always_complete_options=False,
        default_completer=SuppressCompleter(),
    )


def dataset_on(line: str) -> str:
    """Return the dataset that a line that is being typed names, nothing where it names none."""
    try:
        words = shlex.split(line)
    except ValueError:  # A quote is still open.
        words = line.split()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "--dataset":
            return following
        if word.startswith("--dataset="):
            return word.partition("=")[2]
    return ""


def economies(prefix: str, _: str) -> Offered:
    """Return the economies whose code or name begins like `prefix`, in the case typed so far.

    Shells replace only what they can continue, so a code stays in small letters where it was begun
    in them, and a name comes with hyphens for blanks; commands understand both.
    """
    from aigoods.catalog.economies import economies as every
    from aigoods.catalog.economies import meant

    wanted, found = prefix.casefold(), {}
    for economy in every().values():
        if economy.kind != "economy":
            continue
        code = economy.iso3.lower() if prefix.islower() else economy.iso3
        for word in (code, slug(economy.name)):
            if word.casefold().startswith(wanted) and len(meant(word)) == 1:
                found[prefix + word[len(prefix) :]] = economy.name
                break
    return found


def marks(prefix: str, dataset: str) -> Offered:
    """Return the economies that may follow the last comma of a list."""
    before, comma, last = prefix.rpartition(",")
    return {before + comma + word: said for word, said in economies(last, dataset).items()}


def goods(prefix: str, dataset: str) -> Offered:
    """Return the address words of the goods of a dataset."""
    known = manifest(dataset)
    nodes = known.basket.nodes if known else ()
    return {node.key: lower_first(node.name) for node in nodes if node.key.startswith(prefix)}


def years(prefix: str, dataset: str) -> Offered:
    """Return the years of a dataset, the last first."""
    known = manifest(dataset)
    listed = [str(year) for year in reversed(known.years)] if known else []
    return {year: "" for year in listed if year.startswith(prefix)}


def datasets(prefix: str, _: str) -> Offered:
    """Return the names of the datasets on this machine."""
    from aigoods.dataset.places import ALL_EMBEDDED, places

    try:
        names = sorted(path.name for path in places().data.iterdir() if path.is_dir())
    except OSError:
        names = []
    found = {}
    for name in (*ALL_EMBEDDED, *names):
        known = manifest(name)
        if known is not None and name.startswith(prefix):
            found[name] = known.title
    return found


def groups(prefix: str, _: str) -> Offered:
    """Return the groups of economies, the reader's own too, in the case typed so far."""
    from aigoods.catalog.groups import every
    from aigoods.commandline.own import take_groups

    take_groups()
    try:
        known = every()
    except UsageError:
        return {}
    wanted = prefix.casefold()
    return {
        prefix + key[len(prefix) :]: group.name
        for key, group in known.items()
        if key.startswith(wanted)
    }


def ones(prefix: str, dataset: str) -> Offered:
    """Return the groups that may follow the last comma of those that are one trader each."""
    before, comma, last = prefix.rpartition(",")
    return {before + comma + word: said for word, said in groups(last, dataset).items()}


def manifest(name: str) -> Manifest | None:
    """Return the manifest of a dataset, None where it cannot be read."""
    from aigoods.dataset.manifest_file import read_manifest
    from aigoods.dataset.places import find_dataset

    try:
        return read_manifest(find_dataset(name))
    except AigoodsError:
        return None


OFFERS: dict[str, Callable[[str, str], Offered]] = {
    "economies": economies,
    "marks": marks,
    "goods": goods,
    "years": years,
    "datasets": datasets,
    "groups": groups,
    "ones": ones,
    "traders": marks,
}


def _completer(each: Option | Argument) -> Callable[..., Offered] | None:
    """Return what argcomplete asks for the words of an option or argument."""

    def offered(prefix: str, **_: object) -> Offered:
        found = {word: "" for word in each.words if word.startswith(prefix)}
        if each.offer == "files":
            from argcomplete.completers import FilesCompleter

            found |= dict.fromkeys(FilesCompleter()(prefix), "")
        elif each.offer:
            found |= OFFERS[each.offer](prefix, dataset_on(os.environ.get("COMP_LINE", "")))
        return {word: clean(meaning) for word, meaning in found.items()}

    return offered if each.words or each.offer else None


def _print(given: argparse.Namespace) -> int:
    if given.shell not in SHELLS:
        shown = clean(given.shell, 40)
        raise UsageError(f"There is no completion for {shown!r}; give {', '.join(SHELLS)}.")
    from argcomplete.shell_integration import shellcode

    put(shellcode(["aigoods"], shell=given.shell))
    return 0


COMPLETION = Command(
    "completion",
    "Print what makes a shell complete commands.",
    _print,
    (
        "Economies, goods, years, datasets and options are offered. The first example is a line "
        "for ~/.bashrc, the second one for ~/.zshrc; for fish: aigoods completion fish > "
        "~/.config/fish/completions/aigoods.fish",
    ),
    ('eval "$(aigoods completion bash)"', 'eval "$(aigoods completion zsh)"'),
    (Argument("shell", "bash, zsh or fish.", words=SHELLS),),
)
