"""A Scene as the command line that prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.analysis.view import BY, FIELDS, LEVELS, PAGES

if TYPE_CHECKING:
    from aigoods.analysis.scene import Scene


def _options(page: str) -> tuple[str, ...]:
    named = {"economy", "partner", *(["goods"] if page == "goods" else [])}
    if len(BY[page]) == 1:
        named.add("by")
    level = "level" if BY[page] == LEVELS else "by"
    return tuple(level if name == "by" else name for name in FIELDS[page] if name not in named)


OPTIONS: dict[str, tuple[str, ...]] = {page: _options(page) for page in PAGES}
"""The options of each command that stand for fields of a View; `level` stands for `by`."""


def command_line(scene: Scene, dataset: str = "") -> str:
    """Return the command that prints a scene: `aigoods exporters --year 2022 --chart=lines`.

    What the command line takes for granted is left out.
    """
    import shlex

    view = scene.view
    words = ["aigoods", view.page]
    words += [*view.economies, *([view.partner] if view.partner else [])]
    if view.page == "goods" and view.goods != "all":
        words.append(view.goods)
    plain = type(view)(view.page)
    for option in OPTIONS[view.page]:
        field = "by" if option == "level" else option
        value = getattr(view, field)
        if option == "by" and value == BY[view.page][0]:
            continue
        if value not in (None, "", getattr(plain, field)):
            words += [f"--{option}", str(value)]
    if dataset:
        words += ["--dataset", dataset]
    if scene.filter:
        words += ["--filter", scene.filter]
    if scene.marks:
        words += ["--marks", ",".join(scene.marks)]
    if scene.chart:
        words.append(f"--chart={scene.chart}")
        words += ["--log"] * scene.log + ["--indexed"] * scene.indexed
        words += ["--highlight", scene.highlight] if scene.highlight else []
    return shlex.join(words)
