"""What lets one choose: an economy, goods, a year, a page, or anything by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.errors import AigoodsError
from aigoods.explorer import moves
from aigoods.explorer.command import Command
from aigoods.explorer.deeds.running import run
from aigoods.text import clean, lower_first

if TYPE_CHECKING:
    from aigoods.analysis.answer import Head
    from aigoods.analysis.view import View
    from aigoods.catalog.search import Candidate
    from aigoods.explorer.screens.painted import Painted
    from aigoods.explorer.screens.picker import Choice, Found
    from aigoods.pages.page import Page


def go_to_year(screen: Painted, view: View) -> None:
    """Ask for `view`, the present one in another year; where rows are years, go to its row."""
    if screen.answer is not None and screen.answer.rows == "periods":
        screen.history.here.cursor = str(view.year)
    screen.go(view)


def go_to_page(screen: Painted, name: str) -> None:
    """Go to a page; economies that it needs are that of the row, and the last one looked at.

    A page that compares several has the marked ones.
    """
    answer, page = screen.answer, pages.named(name)
    marks = screen.history.here.scene.marks
    if page.several and marks and answer is not None and answer.rows in ("economies", "groups"):
        compared = ",".join(mark.upper() for mark in marks if mark != answer.rest)
        screen.go(moves.page(screen.view, name, answer.manifest, economy=compared))
        return
    row = screen.table.cursor_key if answer is not None and answer.rows == "economies" else ""
    if answer is not None and row == answer.rest:
        row = ""  # It gathers economies and is none.
    last = screen.history.last_economy()
    known = (last, row) if len(page.needs) > 1 else (row, last)
    _go_with(screen, page, list(dict.fromkeys(filter(None, known))))


def page_command(page: Page) -> Command:
    """Return the command that goes to a page."""
    name = "goods_page" if page.name == "goods" else page.name  # `goods` chooses them.
    said = page.help.removesuffix(".") + (": that of the row, or choose one" if page.needs else "")
    keys = (page.key,) if page.key else ()
    deed = partial(go_to_page, name=page.name)
    return Command(name, keys, name.replace("_", " "), said, "Go", deed, goes_to=page.name)


def _go_with(screen: Painted, page: Page, economies: list[str]) -> None:
    """Go to a page with the first of `economies`; what it needs besides is chosen."""
    from aigoods.catalog.economies import name
    from aigoods.catalog.search import candidates
    from aigoods.explorer.screens.picker import Picker

    answer = screen.answer
    if len(economies) >= len(page.needs):
        manifest = answer.manifest if answer is not None else None
        given = dict(zip(page.needs, economies, strict=False))
        screen.go(moves.page(screen.view, page.name, manifest, **given))
    elif answer is not None:
        among = [c for c in candidates(answer.manifest.basket) if c.kind == "economy"]
        wanted = page.needs[len(economies)].capitalize()
        if economies:
            wanted += f" of {name(economies[-1])}"

        def chosen(choice: Choice | None) -> None:
            if choice is not None:
                _go_with(screen, page, [*economies, choice.key])

        screen.app.push_screen(Picker(wanted, lambda text: _things(text, among)), chosen)


def choose_goods(screen: Painted) -> None:
    """Choose the goods of the page from the tree."""
    from aigoods.catalog.search import goods_candidates
    from aigoods.explorer.screens.picker import Picker

    if screen.answer is not None:
        among = goods_candidates(screen.answer.manifest.basket)
        picker = Picker("Goods", lambda text: _things(text, among, 150))
        screen.app.push_screen(picker, partial(_chosen, screen))


def palette(screen: Painted) -> None:
    """Go to an economy, a good, a year or an address, or run a command, by a part of its name."""
    from aigoods.catalog.search import candidates
    from aigoods.explorer.screens.picker import Picker

    answer = screen.answer
    if answer is None:
        return
    among = candidates(answer.manifest.basket)
    commands = tuple(
        command
        for command in screen.explorer.commands
        if command.name != "palette" and command.applies(screen.view)
    )
    picker = Picker("Go to, or do", lambda text: _anything(text, among, commands, answer))
    screen.app.push_screen(picker, partial(_chosen, screen))


def choose_page(screen: Painted) -> None:
    """Choose one of all pages by its name, its digit or what it shows."""
    from aigoods.explorer.screens.picker import Picker

    commands = tuple(c for c in screen.explorer.commands if c.goes_to)
    picker = Picker("Pages", lambda text: _pages(text, commands))
    screen.app.push_screen(picker, partial(_chosen, screen))


def _chosen(screen: Painted, choice: Choice | None) -> None:
    """Follow a choice from a picker."""
    if choice is None:
        return
    view = screen.view
    try:
        match choice.kind:
            case "command":
                run(screen, choice.key)
            case "economy":
                kept = view.goods if pages.of(view).filters else "all"
                screen.go(pages.come(view, "economy", economy=choice.key, goods=kept))
            case "group":
                screen.go(moves.group(view, choice.key))
            case "address":
                screen.go_to(pages.parse_scene(choice.key))
            case "year":
                go_to_year(screen, moves.in_year(view, int(choice.key)))
            case _:
                screen.go(moves.good(view, choice.key))
    except AigoodsError as error:
        screen.say(str(error), "warning")


def _things(text: str, among: list[Candidate], most: int = 50, *, loosely: bool = True) -> Found:
    """Return the candidates that fit `text`, or the nearest ones and that none does.

    Those that only have its letters somewhere fit `loosely`.
    """
    from aigoods.catalog.search import INSIDE, nearest, search
    from aigoods.explorer.screens.picker import Choice, Found

    found = search(text, among, most, 0.0 if loosely else INSIDE)
    near = [] if found else nearest(text, among)
    choices = [Choice(c.kind, c.key, c.name, c.hint) for c in found or near]
    return Found(choices, "" if found else _nothing(text, choices))


def _anything(
    text: str, among: list[Candidate], commands: tuple[Command, ...], answer: Head
) -> Found:
    """Return the years, commands, economies and goods that fit `text`, or the nearest."""
    from aigoods.explorer.fitting import NAMED, fitting, nearest
    from aigoods.explorer.screens.picker import Choice, Found

    def chosen(command: Command) -> Choice:
        return Choice("command", command.name, command.help, command.shown_key)

    if "?" in text.strip()[1:] or "#" in text:  # A question mark alone is a key.
        return _address(text.strip())
    found = fitting(text, commands)
    if not text.strip():
        return Found([chosen(command) for _, command in found])
    if _is_year(text):
        if int(text) in answer.years:
            return Found([Choice("year", text.strip(), f"The year {text.strip()}", "year")])
        here = _things(text, among)
        known = f"There are annual data for {answer.manifest.spelled(answer.years)}."
        return Found([], known) if here.said else here
    things = _things(text, among, loosely=not found)
    if things.said and not found:
        both = [*(chosen(command) for command in nearest(text, commands)), *things.choices]
        return Found(both, _nothing(text, both))
    named = [chosen(command) for place, command in found if place <= NAMED]
    others = [chosen(command) for place, command in found if place > NAMED]
    return Found([*named, *([] if things.said else things.choices), *others])


def _address(text: str) -> Found:
    """Return the scene that an address names, or why it names none."""
    from aigoods.explorer.screens.picker import Choice, Found

    try:
        scene = pages.parse_scene(text)
    except AigoodsError as error:
        return Found([], clean(str(error)))
    return Found([Choice("address", text, str(scene), "address")])


def _pages(text: str, commands: tuple[Command, ...]) -> Found:
    """Return the pages that fit `text`."""
    from aigoods.explorer.screens.picker import Choice, Found

    wanted, choices = text.casefold().split(), []
    for command in commands:
        page = pages.named(command.goes_to)
        said = f"{page.title}: {lower_first(page.help.removesuffix('.'))}"
        if all(word in f"{command.shown_key} {said}".casefold() for word in wanted):
            choices.append(Choice("command", command.name, said, command.shown_key))
    return Found(choices, "" if choices else f"No page fits {clean(text, 30)!r}.")


def _is_year(text: str) -> bool:
    digits = text.strip()
    return len(digits) == 4 and digits.isascii() and digits.isdigit() and digits[:2] in ("19", "20")


def _nothing(text: str, near: list[Choice]) -> str:
    said = f"Nothing fits {clean(text, 30)!r}"
    return f"{said}; the nearest:" if near else f"{said}; type a part of a name, or a code."
