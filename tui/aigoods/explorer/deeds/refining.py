"""What a page can be told that no key of its own tells it: from when, of whom, how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aigoods import pages

if TYPE_CHECKING:
    from aigoods.analysis.view import View
    from aigoods.explorer.screens.painted import Painted

TOLD = {
    "since": ("From year", "the first known"),
    "of": ("Of whom", "economies, with commas between: China, Hong Kong"),
    "threshold": ("Above", "percent; 50"),
    "at_least": ("At least", "dollars: 100m, 1.5bn"),
}
"""The fields, each with its title and what an empty one means."""


def can_refine(view: View) -> bool:
    """Return whether the page of a View has one of these fields."""
    here = pages.of(view)
    return any(name in here.fields and name not in here.inert(view) for name in TOLD)


def refine(screen: Painted) -> None:
    """Let these fields of the page be typed, and ask anew."""
    from aigoods.explorer.screens.form import Entry, Form

    view, here = screen.view, pages.of(screen.view)
    names = [name for name in TOLD if name in here.fields and name not in here.inert(view)]
    told = [(name, getattr(view, name)) for name in names]
    asked = [
        Entry(TOLD[name][0], "" if value is None else str(value), TOLD[name][1])
        for name, value in told
    ]

    def asked_for(found: View | None) -> None:
        if found is not None and found != view:
            screen.go(found)

    form = Form(
        f"{here.title}: ask more closely",
        asked,
        lambda texts: refined(view, dict(zip(names, texts, strict=True))),
        does="ask",
    )
    screen.app.push_screen(form, asked_for)


def refined(view: View, texts: dict[str, str]) -> View:
    """Return `view` with the fields that were typed; an empty one is the page's own choice.

    Raises:
        UsageError: one is not well formed.
        QueryError: an economy is unknown.

    """
    from aigoods.analysis.view import YEAR_FIELDS, matches
    from aigoods.catalog.groups import find_trader

    fields: dict[str, Any] = {}
    for name, text in texts.items():
        if name in YEAR_FIELDS:
            if text:
                matches(name, text)
            fields[name] = int(text) if text else None
        elif name == "of":
            fields[name] = ",".join(find_trader(each) for each in text.split(",") if each.strip())
        else:
            fields[name] = text.lower().removeprefix("$").removesuffix("%").strip()
    return pages.check(view.but(**fields))
