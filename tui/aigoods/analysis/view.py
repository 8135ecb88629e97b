"""A View is a value: what is asked, as a frozen dataclass that prints as an address."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from aigoods.analysis import measures
from aigoods.errors import UsageError
from aigoods.text import clean

FLOWS = ("exports", "imports")
MEASURES = tuple(measures.MEASURES)
GROUPINGS = ("economy", "region", "sub-region", "income")
LEVELS = ("segment", "family", "code", "year")
EU_FORMS = ("members", "one")
BLOC_FORMS = ("members", "one")
AGAINST = ("all", "basket")
"""What an RCA compares with: exports of all goods, or of the goods of the basket."""

TOPICS = (
    "world-totals",
    "exporter-ranking",
    "bilateral",
    "policy",
    "outlook",
    "other-lists",
    "mexico",
)
"""What published figures are about, and the economy whose place is put to the test."""
LISTS = ("wto-2025",)
"""The lists of goods whose world trade is known as a whole, beside the datasets."""

PUBLISHED_SERIES = ("us-ai-imports",)
"""Series that others published."""

OF_FLOW = {"exporters": "exports", "importers": "imports"}
"""The pages that are of one flow; their addresses do not say which."""

YEAR_FIELDS = ("year", "since", "index")
LEADING = 12
"""How many leading partners have a column of a matrix, unless `across` says otherwise."""
FLAGS = ("decompose",)
"""The fields that are true or false; an address has them as 1, or not at all."""
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z"), "a word such as eastern-asia"
_YEAR = re.compile(r"[12][0-9]{3}\Z"), "a year such as 2022"
_CODE = "(?:[A-Z][A-Z0-9]{2,3}|[A-Z0-9]+(?:-[A-Z0-9]+)+|[A-Z][A-Z0-9]{1,29})"
_FORMS = {
    "page": _WORD,
    "measure": _WORD,
    "by": _WORD,
    "within": _WORD,
    "goods": (_WORD[0], "a code or a word such as integrated-circuits"),
    "economy": (
        re.compile(rf"{_CODE}(?:,{_CODE}){{0,39}}\Z"),
        "ISO codes such as CHN,TWN,MEX",
    ),
    "partner": (re.compile(rf"{_CODE}\Z"), "an ISO code such as USA"),
    "one": (re.compile(rf"{_CODE}(?:,{_CODE}){{0,39}}\Z"), "codes of groups such as EU27,ASEAN"),
    "of": (re.compile(rf"{_CODE}(?:,{_CODE}){{0,39}}\Z"), "ISO codes such as CHN,HKG"),
    "at_least": (
        re.compile(r"[0-9]{1,13}(?:\.[0-9]{1,3})?(?:k|m|bn|tn)?\Z"),
        "dollars such as 100m or 1.5bn",
    ),
    "across": (re.compile(r"[1-9][0-9]?\Z"), "a number such as 12"),
    "threshold": (re.compile(r"(?:100|[0-9]{1,2})(?:\.[0-9]{1,2})?\Z"), "a percentage such as 50"),
    "about": (re.compile(r"[!-~]{1,600}\Z"), "an address such as exporters?year=2022"),
    "row": (re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,80}\Z"), "the key of a row such as MEX"),
    "column": (re.compile(r"[a-z][a-z0-9_]{0,60}\Z"), "a column such as share"),
    "sort": (re.compile(r"-?[a-z][a-z0-9_]*\Z"), "a column such as growth or -growth"),
    **dict.fromkeys(YEAR_FIELDS, _YEAR),
}
"""The form of each field, and an example of it."""
_WORDS = {
    "flow": FLOWS,
    "eu": EU_FORMS,
    "blocs": BLOC_FORMS,
    "against": ("", *AGAINST),
    "topic": ("", *TOPICS),
    "series": ("", *PUBLISHED_SERIES),
}


@dataclass(frozen=True, slots=True)
class View:
    """What is asked. Empty texts and None stand for the page's own choice.

    `goods` is the key of a node of the basket, `economy` and `partner` an ISO3 (or `EU27`; on the
    page `series` some of them with commas between), `year` the year shown (None: the last),
    `since` the baseline, from which a change or CAGR runs (None: the first of the dataset),
    `index` the year that is 100 on the page `series`, `by` the grouping of the rows, `within` the
    key of a region, sub-region or income group whose economies alone are listed, `eu` whether the
    EU is one trader,
    `one` the codes of other groups that are one trader each (EU27 among them becomes `eu`),
    `blocs` whether each region, sub-region or income group is one, `list` a list of goods whose
    world trade is shown instead of that of the dataset, `sort` a column, descending after a `-`,
    `topic` that of published figures, `series` one that others published. `of` are suppliers whose
    part together is wanted, `at_least` the dollars (`100m`) from which on something is listed or
    judged, `threshold` a percentage, `across` how many leading partners have a column ("": 12).
    `against` is what an RCA compares with ("": all goods where they are known), `decompose` tells
    whether changes are parted into their effects. `about` is the address of another answer, of
    which a `row` and a `column` are meant.

    Raises:
        UsageError: a field is not well formed. Whether the page has it shows in `pages.check`,
            whether a value exists in a dataset in `pages.answer`.

    """

    page: str = "exporters"
    flow: str = "exports"
    goods: str = "all"
    economy: str = ""
    partner: str = ""
    year: int | None = None
    since: int | None = None
    index: int | None = None
    measure: str = "value"
    by: str = ""
    within: str = ""
    eu: str = "members"
    one: str = ""
    blocs: str = "members"
    list: str = ""
    sort: str = ""
    topic: str = ""
    series: str = ""
    of: str = ""
    at_least: str = ""
    threshold: str = ""
    across: str = ""
    against: str = ""
    about: str = ""
    row: str = ""
    column: str = ""
    decompose: bool = False

    def __post_init__(self) -> None:
        if self.page in OF_FLOW:
            object.__setattr__(self, "flow", OF_FLOW[self.page])
        if self.one:
            self._without_eu()
        for name, allowed in _WORDS.items():
            one_of(name, getattr(self, name), allowed)
        if self.list:
            one_of("list", self.list, LISTS)
        for name in _FORMS:
            if (value := getattr(self, name)) not in ("", None):
                matches(name, str(value))

    def _without_eu(self) -> None:
        """Bring `one` into the form in which it prints: of the EU `eu` tells."""
        matches("one", self.one.upper())
        groups = sorted(set(self.one.upper().split(",")))
        if "EU27" in groups:
            groups.remove("EU27")
            object.__setattr__(self, "eu", "one")
        object.__setattr__(self, "one", ",".join(groups))

    @property
    def merged(self) -> tuple[str, ...]:
        """The groups that are one trader each, by code."""
        union = ("EU27",) if self.eu == "one" else ()
        return (*union, *filter(None, self.one.split(",")))

    def __str__(self) -> str:
        """Print the address: `exporters?goods=8542&year=2022`; defaults are left out."""
        query = urlencode(
            [
                (field.name, 1 if field.name in FLAGS else getattr(self, field.name))
                for field in fields(self)
                if field.name not in ("page", *(["flow"] if self.page in OF_FLOW else []))
                and getattr(self, field.name) != field.default
            ],
            safe=",",
        )
        return f"{self.page}?{query}" if query else self.page

    @property
    def economies(self) -> tuple[str, ...]:
        """The economies that the page is about."""
        return tuple(dict.fromkeys(self.economy.split(","))) if self.economy else ()

    def but(self, **changes: Any) -> View:
        """Return this View with some fields changed."""
        return replace(self, **changes)


def one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    """Check that a field is one of the words that it may be.

    Raises:
        UsageError: it is none; the sentence names the nearest.

    """
    if value not in allowed:
        from difflib import get_close_matches

        near = get_close_matches(value, allowed, 1)
        hint = (
            f"did you mean {near[0]}?"
            if near
            else f"choose from {', '.join(filter(None, allowed))}."
        )
        raise UsageError(f"There is no {name} {clean(value, 40)!r}; {hint}")


def matches(name: str, value: str) -> None:
    """Check that a field has its form.

    Raises:
        UsageError: it has not; the sentence gives an example.

    """
    pattern, example = _FORMS[name]
    if not pattern.match(value):
        raise UsageError(f"{name} {clean(value, 40)!r} is not well formed; give {example}.")
