"""To which pages a command applies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods import pages

if TYPE_CHECKING:
    from aigoods.analysis.view import View


def has_panes(view: View) -> bool:
    """Return whether the page has panes."""
    return bool(pages.of(view).panes(view))


def has_year(view: View) -> bool:
    """Return whether the page is of a year."""
    return "year" in pages.of(view).fields


def has_across(view: View) -> bool:
    """Return whether there is something to go to at either side: a year or a column."""
    return has_year(view) or pages.of(view).crosses is not None


def is_grouped(view: View) -> bool:
    """Return whether the rows can be grouped in another way."""
    return len(pages.of(view).groupings) > 1 and view.by != "year"


def has_flow(view: View) -> bool:
    """Return whether the page has another flow."""
    here = pages.of(view)
    return bool("flow" in here.fields or here.twin) and "flow" not in here.inert(view)


def has_eu(view: View) -> bool:
    """Return whether the page knows the EU, or a group, as one trader."""
    here = pages.of(view)
    return "eu" in here.fields and "eu" not in here.inert(view)


def is_compared(view: View) -> bool:
    """Return whether the page has an RCA, which is against something."""
    return "against" in pages.of(view).fields


def turns(view: View, field: str) -> bool:
    """Return whether a field of the page has more than one choice."""
    here = pages.of(view)
    return field in here.fields and (field != "measure" or len(here.measures) > 1)


def is_tree(view: View) -> bool:
    """Return whether the rows are a tree of goods."""
    return pages.of(view).tree and view.by != "year"
