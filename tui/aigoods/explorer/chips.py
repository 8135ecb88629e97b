"""What is switched on, in a line: each mode of the page with its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aigoods import pages
from aigoods.analysis.measures import MEASURES
from aigoods.text import clean, lower_first

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aigoods.analysis.answer import Head
    from aigoods.analysis.scene import Scene
    from aigoods.explorer.command import Command

LONGEST = 28


class Chip(NamedTuple):
    """One mode: the command that turns it, its key, what it stands at and whether that is unusual.

    Where room is short those that are not `on` leave, the ones with the lowest `weight` first.
    """

    command: str
    key: str
    words: str
    on: bool
    weight: int


def chips(
    head: Head,
    scene: Scene,
    commands: Sequence[Command],
    *,
    elsewhere: bool = False,
    scaled: bool = False,
) -> list[Chip]:
    """Return the modes that the page of an answer has, in their order on the screen.

    `elsewhere` tells that the dataset is not the one that the reader chose, `scaled` that lines
    are drawn that can have another scale.
    """
    view, basket = head.view, head.manifest.basket
    here = pages.of(view)
    keys = {command.name: command.shown_key for command in commands}
    fits = {command.name: command.applies(view) for command in commands}
    found: list[Chip] = []

    def add(command: str, words: str, weight: int, *, on: bool) -> None:
        found.append(Chip(command, keys[command], clean(words, LONGEST), on, weight))

    add("next_dataset", head.manifest.name, 9, on=elsewhere)
    if "goods" in here.fields:
        words, differs = _goods(head)
        add("goods", words, 8, on=differs)
    if len(here.measures) > 1:
        usual = "value" if "value" in here.measures else here.measures[0]
        add("measure", view.measure.replace("-", " "), 7, on=view.measure != usual)
    if fits["against"] and MEASURES[view.measure].against:
        add("against", f"against {view.against or 'all goods'}", 3, on=bool(view.against))
    if fits["grouping"] and view.by:
        usual = here.usual(basket.node(view.goods).level) if here.usual else here.groupings[0]
        add("grouping", f"by {view.by}", 6, on=view.by != usual)
    if fits["eu"]:
        words = f"{', '.join(view.merged)} as one" if view.merged else "EU members"
        words = "groups as one" if view.blocs == "one" else words
        add("eu", words, 5, on=words != "EU members")
    if scene.marks:
        add("unmark", f"{len(scene.marks):,} marked", 4, on=True)
    if scaled or scene.log:
        add("log", "log", 2, on=scene.log)
    if scaled or scene.index:
        add("index", "index", 1, on=scene.index)
    if scene.filter:
        add("filter", scene.filter, 3, on=True)
    return found


def _goods(head: Head) -> tuple[str, bool]:
    """Return the goods that the numbers are of, and whether these are others than all."""
    key, scope = head.view.goods, head.manifest.partners
    if head.summed and scope is not None:
        return scope.together_code, True
    if key == "all":
        return "all goods", False
    node = head.manifest.basket.get(key)
    return lower_first(node.name) if node else key, True
