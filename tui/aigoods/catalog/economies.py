"""Economies: their names, codes, regions, income groups and dates of EU membership."""

import re
from functools import cache
from typing import Literal, NamedTuple

from aigoods.catalog.tables import reference
from aigoods.errors import QueryError
from aigoods.text import clean, fold, slug

Kind = Literal["economy", "former", "residual area"]
Grouping = Literal["region", "sub-region", "income"]
EU27 = "EU27"
UNCLASSIFIED = "Not classified"
_LAST_YEAR = re.compile(r"\(\.\.\.(\d{4})\)")


class Economy(NamedTuple):
    """One row of the table of economies; texts are empty where there is none.

    `trade_code` is the number in BACI and UN Comtrade (490 for Taiwan), `last_year` the last year
    of a former economy.
    """

    iso3: str
    iso2: str
    name: str
    wto_name: str
    trade_code: str
    former_trade_codes: tuple[str, ...]
    region: str
    sub_region: str
    income_group: str
    eu27: bool
    kind: Kind
    last_year: int | None

    def group(self, by: Grouping) -> str:
        """Return the region, sub-region or income group, `Not classified` where there is none."""
        found = {"region": self.region, "sub-region": self.sub_region, "income": self.income_group}
        return found[by] or UNCLASSIFIED


@cache
def economies() -> dict[str, Economy]:
    """Return all economies by ISO3, in the order of the table.

    `eu27` holds for the 27 members of 2020: those that joined and have not left.
    """
    found = {}
    for row in reference("economies"):
        last = _LAST_YEAR.search(row["name"])
        found[row["iso3"]] = Economy(
            iso3=row["iso3"],
            iso2=row["iso2"],
            name=row["name"],
            wto_name=row["wto_name"],
            trade_code=row["trade_code"],
            former_trade_codes=tuple(row["former_trade_codes"].split(";"))
            if row["former_trade_codes"]
            else (),
            region=row["region"],
            sub_region=row["sub_region"],
            income_group=row["income_group"],
            eu27=bool(row["eu_from"]) and not row["eu_until"],
            kind=_kind(row["kind"]),
            last_year=int(last[1]) if last else None,
        )
    return found


def eu27_members() -> list[str]:
    """Return the ISO3 of the 27 members of the EU of 2020, sorted."""
    return sorted(economy.iso3 for economy in economies().values() if economy.eu27)


def _kind(text: str) -> Kind:
    kinds: dict[str, Kind] = {
        "economy": "economy",
        "former": "former",
        "residual area": "residual area",
    }
    return kinds[text]


def name(iso3: str) -> str:
    """Return the name of an economy; a code that is not in the table stands for itself."""
    if iso3 == EU27:
        return "European Union (27)"
    known = economies().get(iso3)
    return known.name if known else iso3


def groups(by: Grouping) -> list[str]:
    """Return the names of the groups of one kind, sorted, those without one at the end."""
    found = sorted({economy.group(by) for economy in economies().values()} - {UNCLASSIFIED})
    return [*found, UNCLASSIFIED]


@cache
def _groups() -> dict[str, tuple[Grouping, str]]:
    kinds: tuple[Grouping, ...] = ("region", "sub-region", "income")
    found = {f"no-{by}": (by, UNCLASSIFIED) for by in kinds}
    return found | {slug(name): (by, name) for by in kinds for name in groups(by)[:-1]}


def group_key(by: Grouping, name: str) -> str:
    """Return the address word of a group: `eastern-asia`, or `no-region` for the rest."""
    return f"no-{by}" if name == UNCLASSIFIED else slug(name)


_SHORT = {
    "Latin America and the Caribbean": "LatAm",
    "Australia and New Zealand": "Aus+NZ",
    "Sub-Saharan Africa": "Sub-Sah.",
    "South-eastern Asia": "SE Asia",
    "Micronesia": "Micron.",
    "Polynesia": "Polyn.",
    "Melanesia": "Melan.",
    "High income": "High",
    "Upper middle income": "Upper mid",
    "Lower middle income": "Lower mid",
    "Low income": "Low",
    UNCLASSIFIED: "Unclass.",
}


def short_group(group: str) -> str:
    """Return the name of a group in a few letters, `E Asia`; EU27 for the EU as one trader."""
    if group == name(EU27):
        return EU27
    first, _, rest = group.partition(" ")
    return _SHORT.get(group) or (f"{first[0]} {rest}" if rest else group)


def find_group(key: str) -> tuple[Grouping, str]:
    """Return the kind and the name of the group with this address word.

    Raises:
        QueryError: there is none; the sentence lists the regions as examples.

    """
    try:
        return _groups()[key]
    except KeyError:
        from difflib import get_close_matches

        near = get_close_matches(key, _groups(), 3) or [slug(name) for name in groups("region")[:3]]
        raise QueryError(
            f"No region, sub-region or income group {key!r}; the nearest: {', '.join(near)}."
        ) from None


@cache
def _names() -> dict[str, str]:
    """Return every accepted spelling, folded, with its ISO3; current economies take precedence."""
    found: dict[str, str] = {}
    ranked = sorted(economies().values(), key=lambda e: e.kind != "economy")
    for economy in ranked:
        for spelling in (economy.iso3, economy.name, economy.wto_name, economy.trade_code):
            if spelling:
                found.setdefault(fold(spelling), economy.iso3)
    for economy in ranked:
        for spelling in (economy.iso2, *economy.former_trade_codes):
            if spelling:
                found.setdefault(fold(spelling), economy.iso3)
    for spelling in (EU27, "EU", "European Union", "European Union (27)", "97"):
        found[fold(spelling)] = EU27
    for spelling, iso3 in _ALSO.items():
        found.setdefault(spelling, iso3)
    return found


_ALSO = {
    "america": "USA",
    "britain": "GBR",
    "czech republic": "CZE",
    "other asia nes": "TWN",
    "s19": "TWN",
    "south korea": "KOR",
    "turkey": "TUR",
    "uk": "GBR",
    "united states": "USA",
    "united states of america": "USA",
    "us": "USA",
    "vietnam": "VNM",
}
"""Usual spellings that the table lacks, folded."""


def spellings(iso3: str) -> tuple[str, ...]:
    """Return every accepted spelling of an economy, folded: names, codes and usual other names."""
    found = tuple(spelling for spelling, known in _names().items() if known == iso3)
    return found or (fold(iso3),)


def find(text: str) -> str:
    """Return the ISO3 of an economy given as ISO3, ISO2, name, WTO name or trade code.

    Raises:
        QueryError: nothing matches; the sentence names the nearest three.

    """
    wanted = fold(text)
    known = _names()
    if wanted in known:
        return known[wanted]
    if wanted.isdigit() and wanted.lstrip("0") in known:
        return known[wanted.lstrip("0")]
    text = clean(text, 60)
    near = ", ".join(f"{name(iso3)} ({iso3})" for iso3 in nearest(text))
    hint = f"The nearest: {near}." if near else "Give a name, an ISO code or a trade code."
    raise QueryError(f"No economy {text!r}. {hint}")


def nearest(text: str, most: int = 3) -> list[str]:
    """Return the ISO3 of the economies whose spelling looks most like `text`, best first."""
    from difflib import SequenceMatcher

    wanted = fold(text)
    best: dict[str, float] = {}
    for spelling, iso3 in _names().items():
        score = SequenceMatcher(None, wanted, spelling).ratio()
        if wanted and (spelling.startswith(wanted) or f" {wanted}" in spelling):
            score = max(score, 0.9)
        best[iso3] = max(best.get(iso3, 0.0), score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    return [iso3 for iso3, score in ranked[:most] if score >= 0.5]
