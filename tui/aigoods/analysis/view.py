"""A View is a value: what is asked, as a frozen dataclass that prints as an address."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from aigoods.errors import UsageError
from aigoods.text import clean, listing

PAGES = (
    "exporters",
    "importers",
    "economy",
    "partners",
    "pair",
    "series",
    "goods",
    "world",
    "matrix",
)
FLOWS = ("exports", "imports")
MEASURES = ("value", "share", "growth", "rank", "unit-value")
MATRIX_MEASURES = ("value", "share", "growth")
"""The measures that a single flow between two has."""

OWN_MEASURES: dict[str, tuple[str, ...]] = {
    "matrix": MATRIX_MEASURES,
    "pair": ("value", "unit-value"),
    "world": ("value", "unit-value"),
}
"""The measures of the pages that have not all: a pair and the world have most beside another."""
GROUPINGS = ("economy", "region", "sub-region", "income")
LEVELS = ("segment", "family", "code", "year")
EU_FORMS = ("members", "one")
BLOC_FORMS = ("members", "one")

BY: dict[str, tuple[str, ...]] = {
    "exporters": GROUPINGS,
    "importers": GROUPINGS,
    "partners": GROUPINGS,
    "pair": LEVELS,
    "series": ("economy",),
    "economy": LEVELS,
    "goods": LEVELS,
    "world": ("segment",),
    "matrix": GROUPINGS,
}
"""The groupings of each page."""

RANKING_FIELDS = ("year", "goods", "by", "within", "eu", "blocs", "measure", "sort", "since")
FIELDS: dict[str, tuple[str, ...]] = {
    "exporters": RANKING_FIELDS,
    "importers": RANKING_FIELDS,
    "economy": ("economy", "year", "flow", "goods", "by", "eu", "measure", "sort", "since"),
    "partners": (
        *("economy", "year", "flow", "goods", "by", "within", "eu", "measure", "sort", "since"),
    ),
    "pair": ("economy", "partner", "year", "flow", "goods", "by", "eu", "measure", "sort"),
    "series": (
        *("economy", "year", "flow", "goods", "by", "measure", "index", "eu", "sort", "since"),
    ),
    "goods": ("goods", "year", "flow", "by", "eu", "measure", "sort", "since"),
    "world": ("year", "goods", "by", "eu", "measure", "sort"),
    "matrix": ("year", "flow", "goods", "by", "within", "eu", "measure", "sort"),
}
"""The fields of a View that each page has, in the order of its options; others it would ignore."""

YEAR_FIELDS = ("year", "since", "index")
_LONGEST = 1000
_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_ECONOMY = re.compile(r"[A-Z][A-Z0-9]{2,3}\Z")
_ECONOMIES = re.compile(r"[A-Z][A-Z0-9]{2,3}(?:,[A-Z][A-Z0-9]{2,3}){0,39}\Z")
_SORT = re.compile(r"-?[a-z][a-z0-9_]*\Z")
_YEAR = re.compile(r"[12][0-9]{3}\Z")


@dataclass(frozen=True, slots=True)
class View:
    """What is asked. Empty texts and None stand for the page's own choice.

    `goods` is the key of a node of the basket, `economy` and `partner` an ISO3 (or `EU27`; on the
    page `series` some of them with commas between), `year` the year shown (None: the last),
    `since` the first year of the CAGR (None: the first of the dataset), `index` the year that is
    100 on the page `series`, `by` the grouping of the rows, `within` the key of a region,
    sub-region or income group whose economies alone are listed, `eu` whether the EU is one trader,
    `blocs` whether each region, sub-region or income group is one, `sort` a column, descending
    after a `-`.

    Raises:
        UsageError: a field is not well formed, or one that the page does not have; whether a value
            exists in a dataset shows in `answer`.

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
    blocs: str = "members"
    sort: str = ""

    def __post_init__(self) -> None:
        _one_of("page", self.page, PAGES)
        if self.page in ("exporters", "importers"):
            object.__setattr__(self, "flow", self.page.replace("ers", "s"))
        _one_of("flow", self.flow, FLOWS)
        _one_of("measure", self.measure, MEASURES)
        own = OWN_MEASURES.get(self.page, MEASURES)
        if self.measure not in own:
            raise UsageError(
                f"The page {self.page} has no {self.measure}; it shows {listing(own)}."
            )
        _one_of("eu", self.eu, EU_FORMS)
        _one_of("blocs", self.blocs, BLOC_FORMS)
        if self.by:
            _one_of("by", self.by, BY[self.page])
        _matches("goods", self.goods, _WORD, "a code or a word such as integrated-circuits")
        if self.within:
            _matches("within", self.within, _WORD, "a word such as eastern-asia")
        if self.economy and self.page == "series":
            _matches("economy", self.economy, _ECONOMIES, "ISO codes such as CHN,TWN,MEX")
        elif self.economy:
            _matches("economy", self.economy, _ECONOMY, "an ISO code such as MEX")
        if self.partner:
            _matches("partner", self.partner, _ECONOMY, "an ISO code such as USA")
        for name in YEAR_FIELDS:
            if getattr(self, name) is not None:
                _matches(name, str(getattr(self, name)), _YEAR, "a year such as 2022")
        if self.sort:
            _matches("sort", self.sort, _SORT, "a column such as growth or -growth")
        for field in fields(self):
            if getattr(self, field.name) != field.default:
                _check_field(self.page, field.name)

    def __str__(self) -> str:
        """Print the address: `exporters?goods=8542&year=2022`; defaults are left out."""
        query = urlencode(
            [
                (field.name, getattr(self, field.name))
                for field in fields(self)
                if field.name not in _implied(self.page)
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
        """Return this View with some fields changed; on another page, those that it has."""
        page = changes.pop("page", self.page)
        if page == self.page:
            return replace(self, **changes)
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        return fitting(**{**own, **changes, "page": page})


def fitting(page: str, **given: Any) -> View:
    """Return the View of a page with those of the fields `given` that it has, and can show.

    Of several economies the first is kept where the page is about one.
    """
    kept = {name: given[name] for name in FIELDS[page] if name in given}
    if page != "series" and "economy" in kept:
        kept["economy"] = kept["economy"].partition(",")[0]
    if kept.get("measure") not in OWN_MEASURES.get(page, MEASURES):
        kept.pop("measure", None)
    if kept.get("by") not in BY[page]:
        kept.pop("by", None)
    return View(page, **kept)


def parse(address: str) -> View:
    """Return the View that prints as `address`; fields may come in any order.

    Raises:
        UsageError: it is too long, not well formed, or has an unknown or repeated field.

    """
    if len(address) > _LONGEST:
        raise UsageError(
            f"An address has at most {_LONGEST} characters, this one {len(address):,}."
        )
    page, mark, query = address.partition("?")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True) if mark else []
    except ValueError:
        raise UsageError(
            f"The address {clean(address, 60)!r} is not of the form page?field=value&field=value."
        ) from None
    from difflib import get_close_matches

    _one_of("page", page, PAGES)
    known = [field.name for field in fields(View) if field.name != "page"]
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name not in known:
            near = get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(FIELDS[page])}."
            raise UsageError(f"An address has no field {clean(name, 40)!r}; {hint}")
        _check_field(page, name)
        if name in given:
            raise UsageError(f"The address names {name} twice; give it once.")
        if not value:
            raise UsageError(f"The address gives {name} no value; leave {name} out, or give one.")
        if name in YEAR_FIELDS:
            _matches(name, value, _YEAR, "a year such as 2022")
            given[name] = int(value)
        else:
            given[name] = value
    view = View(page, **given)
    implied = given.keys() & _implied(page)
    if any(getattr(view, name) != given[name] for name in implied):
        raise UsageError(f"The page {page} has its own flow; leave flow out.")
    return view


def _check_field(page: str, name: str) -> None:
    if name not in {*FIELDS[page], *_implied(page)}:
        raise UsageError(f"The page {page} has no {name}; it has {listing(FIELDS[page])}.")


def _implied(page: str) -> set[str]:
    """Return the fields that the page itself decides."""
    return {"page", "flow"} if page in ("exporters", "importers") else {"page"}


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        from difflib import get_close_matches

        near = get_close_matches(value, allowed, 1)
        hint = f"did you mean {near[0]}?" if near else f"choose from {', '.join(allowed)}."
        raise UsageError(f"There is no {name} {clean(value, 40)!r}; {hint}")


def _matches(name: str, value: str, pattern: re.Pattern[str], example: str) -> None:
    if not pattern.match(value):
        raise UsageError(f"{name} {clean(value, 40)!r} is not well formed; give {example}.")
