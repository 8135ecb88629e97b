"""The commands that print a page: from their words to a scene and how it is to be given."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aigoods.analysis.scene import FIRST, Scene, check_chart, ground
from aigoods.analysis.view import View
from aigoods.commandline.auto import answered
from aigoods.commandline.give import Output, give
from aigoods.commandline.language import Command
from aigoods.commandline.options import OUTPUTS, arguments, options
from aigoods.commandline.own import take_groups
from aigoods.commandline.remedies import questioned
from aigoods.errors import QueryError, UsageError
from aigoods.pages import check

if TYPE_CHECKING:
    from argparse import Namespace

    from aigoods.catalog.goods import Basket
    from aigoods.commandline.language import Argument, Option
    from aigoods.pages.page import Page


def question(page: Page) -> Command:
    """Return the command that prints a page."""
    return Command(
        page.name,
        page.help,
        partial(_answer, page),
        tuple(filter(None, (page.about, page.columns))),
        page.examples,
        arguments(page),
        (*options(page), *OUTPUTS),
    )


def asked(page: Page, given: Namespace) -> tuple[Scene, Output]:
    """Return what a command line asks for, and how the answer shall be given.

    Raises:
        AigoodsError: an economy, the goods or a field is wrong; an option of the chart is given
            without a chart.

    """
    check_chart(given.chart)
    take_groups()
    how = Output(
        given.dataset,
        given.format,
        Path(given.output) if given.output is not None else None,
        given.top,
        given.width,
        given.height,
        given.ascii,
        given.color,
        given.quiet,
        ground(given.ground),
    )
    chart = given.chart or FIRST * how.is_chart
    for option in ("log", "indexed", "highlight"):
        if getattr(given, option) and not chart:
            raise UsageError(f"--{option} is of the chart; give --chart, too.")
    scene = Scene(
        _view(page, given, how),
        chart,
        given.log,
        given.indexed,
        tuple(filter(None, given.marks.split(","))),
        given.filter,
        given.highlight,
    )
    return scene, how


def _answer(page: Page, given: Namespace) -> int:
    return answered(partial(_give, page), lambda line: asked(page, line)[0].view, given)


def _give(page: Page, given: Namespace) -> int:
    scene, how = asked(page, given)
    if given.explore:
        from aigoods.explorer.run import run

        keys = tuple(map(_key, scene.marks))
        found = replace(scene, marks=keys, highlight=_key(scene.highlight))
        return run(found, dataset=how.dataset)
    return give(scene, how)


def _key(word: str) -> str:
    """Return the key of the row that a mark is for: economies may be given by name."""
    from aigoods.catalog.groups import find_trader

    try:
        return find_trader(word)
    except QueryError:
        return word


def _basket(given: Namespace) -> Basket:
    """Return the goods that there are to ask for: those of the whole list, or of the dataset."""
    from aigoods.catalog.goods import wto_2025
    from aigoods.dataset.manifest_file import read_manifest

    if getattr(given, "list", None):
        return wto_2025()
    with questioned(given.dataset) as place:
        return read_manifest(place).basket


def _view(page: Page, given: Namespace, how: Output) -> View:
    """Return the View; which goods a word was taken for is said on standard error."""
    from aigoods.catalog.groups import find_trader

    fields: dict[str, Any] = {}
    taken: tuple[Option | Argument, ...] = (*options(page), *arguments(page))
    for each in taken:
        value = getattr(given, each.dest)
        if value is None:
            continue
        if each.offer == "economies":
            value = (
                ",".join(map(find_trader, value)) if isinstance(value, list) else find_trader(value)
            )
        elif each.offer == "groups":
            from aigoods.catalog.groups import find_group

            value = find_group(value).key
        elif each.offer == "ones":
            from aigoods.catalog.groups import find_group

            value = ",".join(find_group(word).code for word in value.split(","))
        elif each.offer == "traders":
            value = ",".join(map(find_trader, value.split(",")))
        elif each.offer == "goods" and value != "all":
            from aigoods.catalog.search import resolve_goods

            resolved = resolve_goods(value, _basket(given))
            value = resolved.goods.key
            how.say(filter(None, [resolved.remark]))
        fields[each.dest] = value
    return check(View(page.name, **fields))
