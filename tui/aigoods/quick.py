"""The plain form of a question on the command line, read without Typer.

Importing Typer and building its commands takes as long as the answer itself. What is written
plainly (`aigoods exporters --year 2022 --goods 8542 --format json`) is read here; for all else
(help, completion, anything unusual or wrong) `plain` returns None and Typer reads it, with the same
result. A test holds the two together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aigoods.analysis.view import YEAR_FIELDS, View
from aigoods.output.command import OPTIONS
from aigoods.printing import Output

ECONOMIES = {"economy": 1, "partners": 1, "pair": 2}
FLAGS = {"--chart": "chart", "--ascii": "ascii", "--quiet": "quiet", "-q": "quiet"}
TEXTS = {"--dataset": "dataset", "--format": "format", "--output": "output", "-o": "output"}
NUMBERS = {"--top": (1, 10**9), "--width": (20, 500), "--height": (8, 200)}
"""Options with a whole number, and its limits."""


def plain(words: list[str]) -> tuple[View, Output] | None:
    """Return the View and the way of output that `words` ask for, None where they are not plain.

    Raises:
        AigoodsError: an economy, the goods or a field is wrong, as when Typer had read it.

    """
    page = words[0] if words else ""
    if page not in OPTIONS:
        return None
    fields: dict[str, Any] = {}
    how: dict[str, Any] = {}
    named: list[str] = []
    rest = iter(words[1:])
    for word in rest:
        if not word.startswith("-"):
            named.append(word)
            continue
        if word in FLAGS:
            how[FLAGS[word]] = True
            continue
        value = next(rest, None)
        option = word.removeprefix("--")
        if value is None or (value.startswith("-") and option != "sort"):
            return None
        if word in TEXTS:
            how[TEXTS[word]] = Path(value) if TEXTS[word] == "output" else value
        elif word in NUMBERS:
            least, most = NUMBERS[word]
            if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
                return None
            how[option] = int(value)
        elif word.startswith("--") and option in OPTIONS[page]:
            if option in YEAR_FIELDS and not (value.isascii() and value.isdigit()):
                return None
            fields["by" if option == "level" else option] = (
                int(value) if option in YEAR_FIELDS else value
            )
        else:
            return None
    return _view(page, fields, named, how)


def _view(
    page: str, fields: dict[str, Any], named: list[str], how: dict[str, Any]
) -> tuple[View, Output] | None:
    """Return the View with what was named put in its place, None for too much or too little."""
    from aigoods.catalog.economies import find

    if page == "goods" and len(named) <= 1:
        fields["goods"] = named[0] if named else "all"
    elif page == "series":
        fields["economy"] = ",".join(find(text) for text in named)
    elif len(named) != ECONOMIES.get(page, 0):
        return None
    else:
        fields |= {
            field: find(text) for field, text in zip(("economy", "partner"), named, strict=False)
        }
    if fields.get("goods", "all") != "all":
        from aigoods.catalog.search import resolve_goods
        from aigoods.dataset.manifest import read_manifest
        from aigoods.dataset.places import asked

        with asked(how.get("dataset", "")) as place:
            basket = read_manifest(place).basket
        fields["goods"] = resolve_goods(fields["goods"], basket).goods.key
    return View(page, **fields), Output(**how)
