"""What a page is: a value that says all that is to be said of one page and of no other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from aigoods.analysis.against import refusal
from aigoods.analysis.measures import MEASURES, USUAL
from aigoods.analysis.view import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.analysis.answer import Head
    from aigoods.analysis.column import Column
    from aigoods.analysis.question import Rules
    from aigoods.dataset.manifest import Capability, Manifest


class Pane(NamedTuple):
    """One of the panes among which a page can be turned; `here` is the one that is shown."""

    name: str
    view: View
    here: bool


def no_panes(_: View) -> tuple[Pane, ...]:
    """Return the panes of a page that has none."""
    return ()


def nothing(*_: object) -> tuple[str, ...]:
    """Return no word."""
    return ()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Page:
    """A page, and all that command line, help, heading and moves are made from.

    What it is called: `name` in addresses and as a command, `title` in the bar, `key` a digit, ""
    for those that are reached by their names. `under` is the page in whose place the bar lights,
    `twin` the one of the other flow. `help` is a sentence, `about` a paragraph; `columns` says
    which columns it prints, `cells` what is by the measure; `examples` are command lines.

    What it asks: `fields` of a View that it has, in the order of its options; `named` are those
    that a command takes without an option, beside those that it `needs`. `several` tells whether it
    is about several economies, `partners` whether it answers from flows among them, `takes` what
    else a dataset must be able to, `areas` whether an area not specified may be its subject,
    `shelf` whether it asks other datasets, too, `explains` whether it is
    about a number of another page.
    `groupings` begin with the usual one, unless `usual` returns another for the level of the goods.
    `answer` is `module:function` in analysis.

    Where it leads: `opens` returns what lies behind the row of a key, `crosses`, where rows and
    columns cross, what lies behind a cell or None, `panes` those of a View.
    `keeps` are the fields that are kept where one comes from another page; where `filters`, goods
    that are chosen filter it, else they lead to a ranking.

    How it looks: `inert` returns the fields that change nothing in a View, `lacks` the measures
    that it has not, `side_by_side` tells whether the table has all measures at once, `shifting`
    whether its columns follow flow and EU, `tree` whether goods are a tree. `order` is the sort in
    which rows other than years come by themselves, "" for rank or name. `beside` is the width in
    cells from which a chart has room beside it, 0 for never.
    """

    name: str
    title: str
    help: str
    columns: str
    examples: tuple[str, str]
    answer: str
    fields: tuple[str, ...]
    groupings: tuple[str, ...]
    opens: Callable[[Head, str], View]
    key: str = ""
    under: str = ""
    twin: str = ""
    about: str = ""
    cells: str = "What the series holds"
    needs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    several: bool = False
    partners: bool = False
    takes: tuple[Capability, ...] = ()
    areas: bool = True
    shelf: bool = False
    explains: bool = False
    measures: tuple[str, ...] = USUAL
    usual: Callable[[str], str] | None = None
    crosses: Callable[[Head, str, Column], View | None] | None = None
    panes: Callable[[View], tuple[Pane, ...]] = no_panes
    keeps: tuple[str, ...] = ("year", "measure", "eu", "one")
    filters: bool = True
    inert: Callable[[View], tuple[str, ...]] = nothing
    lacks: Callable[[View, Manifest | None], tuple[str, ...]] = nothing
    side_by_side: bool = False
    shifting: bool = False
    tree: bool = False
    order: str = ""
    beside: int = 100

    @property
    def arguments(self) -> tuple[str, ...]:
        """The fields that a command takes without an option."""
        return self.needs + self.named

    @property
    def options(self) -> tuple[str, ...]:
        """The fields that a command takes as options; a single word is no choice."""
        alone = [("by", self.groupings), ("measure", self.measures)]
        known = (*self.arguments, *(name for name, words in alone if len(words) == 1))
        return tuple(name for name in self.fields if name not in known)

    @property
    def rules(self) -> Rules:
        """What a question must know of the page."""
        from aigoods.analysis.question import Rules

        return Rules(
            self.name,
            self.groupings,
            self.usual,
            self.needs,
            self.partners,
            self.takes,
            self.areas,
            self.several,
        )

    def fit(self, **given: Any) -> View:
        """Return a View of this page with those of the fields `given` that it has, and can show.

        Of several economies the first is kept where the page is about one.
        """
        kept = {name: given[name] for name in self.fields if name in given}
        if not self.several and "economy" in kept:
            kept["economy"] = kept["economy"].partition(",")[0]
        if kept.get("measure") not in self.measures:
            kept.pop("measure", None)
        if kept.get("by") not in self.groupings:
            kept.pop("by", None)
        return View(self.name, **kept)


def usual_level(level: str) -> str:
    """Return how goods of a level are listed: by code, and one code by year."""
    return "year" if level == "code" else "code"


def without_position(view: View, manifest: Manifest | None) -> tuple[str, ...]:
    """Return the measures of exports alone that the dataset has not for a View."""
    words = (word for word, measure in MEASURES.items() if measure.exported)
    if manifest is None:
        return tuple(words) if view.flow == "imports" else ()
    return tuple(word for word in words if refusal(view.but(measure=word), manifest))


def one_code(head: Head) -> bool:
    """Return whether an answer is about one code, which has no goods below it."""
    return head.manifest.basket.node(head.view.goods).level == "code"


def inside_group(view: View, key: str) -> View:
    """Return the economies of the group with this key, one by one."""
    return view.but(by="economy", within=key, blocs="members", sort="")
