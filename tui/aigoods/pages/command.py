"""A Scene as the command line that prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages
from aigoods.analysis.view import LEVELS, View

if TYPE_CHECKING:
    from aigoods.analysis.scene import Scene
    from aigoods.pages.page import Page


def option(page: Page, field: str) -> str:
    """Return how the command of a page calls a field: the grouping of goods is their level."""
    if field == "by" and set(page.groupings) <= set(LEVELS):
        return "level"
    return field.replace("_", "-")


def command_line(scene: Scene, dataset: str = "") -> str:
    """Return the command that prints a scene: `aigoods exporters --year 2022 --chart=lines`.

    What the command line takes for granted is left out.
    """
    import shlex

    view, page = scene.view, pages.of(scene.view)
    plain = View(page.name)
    words = ["aigoods", page.name]
    for field in page.arguments:
        if getattr(view, field) != getattr(plain, field):
            words += getattr(view, field).split(",")
    for field in page.options:
        value, written = getattr(view, field), option(page, field)
        taken = page.groupings[0] if field == "by" and not page.usual else getattr(plain, field)
        if value not in (None, "", taken):
            words += [f"--{written}"] if value is True else [f"--{written}", str(value)]
    if dataset:
        words += ["--dataset", dataset]
    if scene.filter:
        words += ["--filter", scene.filter]
    if scene.marks:
        words += ["--marks", ",".join(scene.marks)]
    if scene.chart:
        words.append(f"--chart={scene.chart}")
        words += ["--log"] * scene.log + ["--indexed"] * scene.index
        words += ["--highlight", scene.highlight] if scene.highlight else []
    return shlex.join(words)
