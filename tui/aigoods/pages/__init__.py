"""All pages: `parse` and `check` a View, `answer` it; each page is a module, imported when asked.

`PAGES` is the registry. A new page is a line here, its module, one in analysis that answers, and a
golden file.
"""

from __future__ import annotations

from dataclasses import fields, replace
from functools import cache, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from aigoods.analysis.measures import MEASURES
from aigoods.analysis.scene import Scene, looked_at
from aigoods.analysis.view import FLAGS, OF_FLOW, YEAR_FIELDS, View, matches, one_of
from aigoods.errors import UsageError
from aigoods.text import clean, listing

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.question import Inner, Question
    from aigoods.dataset.folder import Collect, Dataset
    from aigoods.pages.page import Page

PAGES: dict[str, str] = {
    "exporters": "aigoods.pages.exporters",
    "importers": "aigoods.pages.importers",
    "economy": "aigoods.pages.economy",
    "partners": "aigoods.pages.partners",
    "pair": "aigoods.pages.pair",
    "series": "aigoods.pages.series",
    "goods": "aigoods.pages.goods",
    "world": "aigoods.pages.world",
    "concentration": "aigoods.pages.concentration",
    "movers": "aigoods.pages.movers",
    "matrix": "aigoods.pages.matrix",
    "chain": "aigoods.pages.chain",
    "dependence": "aigoods.pages.dependence",
    "exposure": "aigoods.pages.exposure",
    "published": "aigoods.pages.published",
    "explain": "aigoods.pages.explain",
}
"""The name of each page with its module, in the order of help and heading."""

LONGEST = 1000
"""Characters of the longest address."""
_FIELDS = tuple(field.name for field in fields(View))


@cache
def named(name: str) -> Page:
    """Return the page of this name.

    Raises:
        UsageError: there is none.

    """
    one_of("page", name, tuple(PAGES))
    found: Page = import_module(PAGES[name]).PAGE
    return found


def every() -> tuple[Page, ...]:
    """Return all pages in their order."""
    return tuple(map(named, PAGES))


def of(view: View) -> Page:
    """Return the page of a View."""
    return named(view.page)


def carry(view: View, name: str, **changes: Any) -> View:
    """Return `view` on another page: with all fields that this page has, and can show."""
    return named(name).fit(**{field: getattr(view, field) for field in _FIELDS[1:]} | changes)


def come(view: View, name: str, **changes: Any) -> View:
    """Return the start of a page: with those fields of `view` that it keeps, and `changes`."""
    there = named(name)
    # Years and goods of a whole list need not be in the dataset.
    kept = [field for field in there.keeps if not view.list or field not in ("year", "goods")]
    return there.fit(**{field: getattr(view, field) for field in kept} | changes)


def answer(view: View, dataset: Dataset, collect: Collect | None = None) -> Answer:
    """Return the answer to `view` from `dataset`; the one way to a number.

    `collect` runs the queries over the tables, which are sums down to some thousand rows: here by
    default, or on a cluster with a function such as `lambda query: query.remote().collect()`.

    Raises:
        UsageError: the View has a field that its page does not have.
        QueryError: the dataset has no answer: an unknown economy or good, a year outside it,
            partners or intra-EU trade that it does not know.
        DataError: a table of the dataset is damaged.
        NetworkError: the address of the dataset cannot be reached.

    """
    return _answered(view, dataset, collect)[1]


def _answered(view: View, dataset: Dataset, collect: Collect | None) -> tuple[Question, Answer]:
    """Return the question that a View asks of a dataset, and its answer."""
    from aigoods.analysis.question import resolve

    here = of(check(view))
    module, _, name = here.answer.partition(":")
    asked = resolve(view, dataset, here.rules, collect)
    if here.explains:
        asked = replace(asked, answered=partial(_inner, dataset, collect))
    if here.shelf:
        from aigoods.pages.shelf import neighbours

        asked = replace(asked, shelf=partial(neighbours, dataset, collect))
    answered: Answer = getattr(import_module(f"aigoods.analysis.{module}"), name)(asked)
    return asked, answered


def _inner(dataset: Dataset, collect: Collect | None, address: str) -> Inner:
    """Return what a dataset answers to another address."""
    from aigoods.analysis.question import Inner
    from aigoods.pages.command import command_line

    view = parse(address)
    if of(view).explains:
        raise UsageError("Numbers of other pages can be explained, not those of an explanation.")
    asked, answered = _answered(view, dataset, collect)
    line = command_line(Scene(view))
    return Inner(asked, answered, line, traceable=not (of(view).shelf or view.list))


def check(view: View) -> View:
    """Return `view` if its page has all that it asks.

    Raises:
        UsageError: there is no such page, grouping or measure, or the page does not have a field.

    """
    here = of(view)
    one_of("measure", view.measure, tuple(MEASURES))
    if view.measure not in here.measures:
        shown = listing(here.measures)
        why = (
            ", which is of what economies export to all" if MEASURES[view.measure].exported else ""
        )
        raise UsageError(f"The page {here.name} has no {view.measure}{why}; it shows {shown}.")
    if view.by:
        one_of("by", view.by, here.groupings)
    if len(view.economies) > 1 and not here.several:
        shown = clean(view.economy, 40)
        raise UsageError(f"The page {here.name} is about one economy, not about {shown}.")
    for field in fields(View):
        if getattr(view, field.name) != field.default:
            _check_field(here, field.name)
    return view


def parse_scene(address: str) -> Scene:
    """Return the Scene that prints as `address`; without a `#` it is the View alone.

    Raises:
        UsageError: a part is not well formed, or its page does not have a field.

    """
    asked, _, how = address.partition("#")
    return looked_at(parse(asked), how)


def parse(address: str) -> View:
    """Return the View that prints as `address`; fields may come in any order.

    Raises:
        UsageError: it is too long, not well formed, or has an unknown or repeated field; its page
            does not have what it asks.

    """
    if len(address) > LONGEST:
        raise UsageError(f"An address has at most {LONGEST} characters, this one {len(address):,}.")
    name, mark, query = address.partition("?")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if mark else []
    except ValueError:
        raise UsageError(
            f"The address {clean(address, 60)!r} is not of the form page?field=value&field=value."
        ) from None
    here = named(name)
    given: dict[str, Any] = {}
    for field, value in pairs:
        if field not in _FIELDS[1:]:
            from difflib import get_close_matches

            if field == "dataset":
                hint = "give the dataset beside it: --dataset NAME, in the explorer d."
            elif near := get_close_matches(field, _FIELDS[1:], 1):
                hint = f"did you mean {near[0]}?"
            else:
                hint = f"there are {', '.join(here.fields)}."
            raise UsageError(f"An address has no field {clean(field, 40)!r}; {hint}")
        _check_field(here, field)
        if field in given:
            raise UsageError(f"The address names {field} twice; give it once.")
        if not value:
            raise UsageError(f"The address gives {field} no value; leave {field} out, or give one.")
        if field in YEAR_FIELDS:
            matches(field, value)
            given[field] = int(value)
        elif field in FLAGS:
            if value != "1":
                raise UsageError(f"An address has {field}=1, or no {field}.")
            given[field] = True
        else:
            given[field] = value
    view = View(name, **given)
    if view.flow != given.get("flow", view.flow):
        raise UsageError(f"The page {name} has its own flow; leave flow out.")
    return check(view)


def _check_field(here: Page, name: str) -> None:
    if name not in here.fields and name != "page" and (name != "flow" or here.name not in OF_FLOW):
        raise UsageError(f"The page {here.name} has no {name}; it has {listing(here.fields)}.")
