"""Where the reader has been: scenes with their cursor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from aigoods import pages
from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View


@dataclass(slots=True, repr=False)
class Place:
    """A Scene with what the reader did there; `cursor` and `folded` are keys of rows.

    `folded` is None for those that a page begins with. `search` is what is looked for while no row
    is hidden, `column` the one that was pointed out. `dataset` is the name of the one that
    answered, "" for the one in use.
    """

    scene: Scene
    cursor: str = ""
    folded: frozenset[str] | None = None
    dataset: str = ""
    search: str = ""
    column: str = ""

    @property
    def view(self) -> View:
        """The View of the scene."""
        return self.scene.view

    def look(self, **changes: Any) -> None:
        """Look at it in another way: `changes` are fields of the scene."""
        self.scene = replace(self.scene, **changes)


class History:
    """The places on the way to the present one; the last is where the reader is."""

    def __init__(self, scene: Scene) -> None:
        self.places = [Place(replace(scene, highlight=""), scene.highlight)]

    @property
    def here(self) -> Place:
        """The present place."""
        return self.places[-1]

    def go(self, view: View) -> None:
        """Go to `view`; another subject is a new place, the rest only changes this one.

        Marks and filter stay as long as the rows have the same kind of keys; the chart stays.
        """
        here = self.here
        anew = Place(replace(here.scene, view=view, marks=(), filter=""))
        if subject(view) != subject(here.view):
            self.places.append(anew)
        elif here.view.by and view.by != here.view.by:
            self.places[-1] = anew
        else:
            here.look(view=view)

    def visit(self, view: View) -> None:
        """Go to `view` as to a place of its own, for another dataset answers it."""
        self.places.append(Place(replace(self.here.scene, view=view, marks=(), filter="")))

    def back(self) -> bool:
        """Go back one place; False at the first."""
        if len(self.places) == 1:
            return False
        self.places.pop()
        return True

    def last_economy(self) -> str:
        """Return the economy last looked at, empty for none."""
        return next((p.view.economies[0] for p in reversed(self.places) if p.view.economy), "")


def subject(view: View) -> tuple[str, ...]:
    """Return what a View is about, apart from how it is shown; the panes of a page are one."""
    here = pages.of(view)
    panes = here.panes(view)
    kin = [pages.of(panes[0].view).name] if panes else sorted((here.name, here.twin))
    return (*kin, view.economy, view.partner, view.goods, view.within)
