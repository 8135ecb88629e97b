"""Economies: their names, codes, regions, income groups and dates of EU membership."""

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from aigoods.catalog.tables import reference
from aigoods.errors import QueryError
from aigoods.text import alternatives, clean, decoded_once, fold

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
            kind=cast("Kind", row["kind"]),
            last_year=int(last[1]) if last else None,
        )
    return found


def eu27_members() -> list[str]:
    """Return the ISO3 of the 27 members of the EU of 2020, sorted."""
    return sorted(economy.iso3 for economy in economies().values() if economy.eu27)


def name(iso3: str) -> str:
    """Return the name of an economy, or of a group as one trader; else the code itself."""
    if iso3 == EU27:
        return "European Union (27)"
    known = economies().get(iso3)
    if known:
        return known.name
    from aigoods.catalog.groups import trader

    group = trader(iso3)
    return group.name if group else iso3


_SAME = {
    "br": "british",
    "brit": "british",
    "democratic": "dem",
    "federal": "fed",
    "federated": "fed",
    "fr": "french",
    "is": "island",
    "isd": "island",
    "isds": "island",
    "islands": "island",
    "n": "north",
    "northern": "north",
    "republic": "rep",
    "s": "south",
    "saint": "st",
    "sainte": "st",
    "sint": "st",
    "southern": "south",
    "states": "state",
    "sts": "state",
    "territories": "territory",
    "terr": "territory",
}
"""Words of names that are written in several ways, each with the one that stands for all."""

_IDLE = {"a", "and", "of", "the"}
_FORMS = {
    "arab", "bolivarian", "commonwealth", "dem", "fed", "hashemite", "independent", "islamic",
    "kingdom", "peoples", "plurinational", "rep", "socialist", "state", "sultanate", "union",
    "united",
}  # fmt: skip
"""Words that say how a state is governed: without them a name may still be one economy's."""

_UNTIL = re.compile(r"\(\.\.\.\d{4}\)")
_LETTERS = re.compile(r"\b(?:\w )+\w\b")


def _words(text: str) -> frozenset[str]:
    """Return the words of a name, in one form for all its spellings and in no order."""
    plain = _folded(_UNTIL.sub("", text)).replace("people s", "peoples")
    return frozenset(_SAME.get(word, word) for word in plain.split()) - _IDLE


def _folded(text: str) -> str:
    """Return a text folded, with letters between points as one word: `usa` for `U.S.A.`."""
    return _LETTERS.sub(lambda run: run[0].replace(" ", ""), fold(text))


class _Index(NamedTuple):
    """All accepted spellings: codes and names that stand for one economy or, rarely, for several.

    `codes` are folded, `names` sets of words, `cores` those without words such as republic;
    `spellings` has every one of them as it is written, folded, by ISO3.
    """

    codes: dict[str, set[str]]
    names: dict[frozenset[str], set[str]]
    cores: dict[frozenset[str], set[str]]
    spellings: dict[str, dict[str, None]]


@cache
def _index() -> _Index:
    found = _Index({}, {}, {}, {})

    def add_code(code: str, iso3: str) -> None:
        found.codes.setdefault(fold(code), set()).add(iso3)
        found.spellings.setdefault(iso3, {})[fold(code)] = None

    def add_name(said: str, iso3: str) -> None:
        words = _words(said)
        found.names.setdefault(words, set()).add(iso3)
        found.cores.setdefault(words - _FORMS, set()).add(iso3)
        found.spellings.setdefault(iso3, {})[fold(said)] = None

    for e in economies().values():
        for code in (e.iso3, e.trade_code, e.iso2, *e.former_trade_codes):
            if code:
                add_code(code, e.iso3)
        for said in (e.name, e.wto_name):
            if said:
                add_name(said, e.iso3)
    add_code(EU27, EU27)
    for row in reference("economy_names"):
        said = row["name"]
        if said.isdigit() or (len(said) <= 3 and said.isupper()):
            add_code(said, row["iso3"])
        else:
            add_name(said, row["iso3"])
    return found


def spellings(iso3: str) -> tuple[str, ...]:
    """Return every accepted spelling of an economy, folded: names, codes and usual other names."""
    return tuple(_index().spellings.get(iso3, (fold(iso3),)))


def meant(text: str) -> tuple[str, ...]:
    """Return the ISO3 of the economies that `text` names: one, none, or several equally, sorted.

    Codes are ISO3, ISO2, trade codes, ISO numbers, with zeros before them or not. Of names neither
    case nor accents, the order of the words, `and`, `the`, nor how saint, republic or islands are
    written matter; where no name fits, words such as republic or kingdom do not count.
    """
    known, wanted = _index(), _folded(text)
    if wanted.isdigit() and wanted.isascii():
        wanted = wanted.lstrip("0")
    words = _words(decoded_once(text))
    core = words - _FORMS
    found = known.codes.get(wanted) or known.names.get(words) or (core and known.cores.get(core))
    return tuple(sorted(found or ()))


def find(text: str) -> str:
    """Return the ISO3 of an economy given by any code or name that `meant` understands.

    Raises:
        QueryError: nothing matches, or several do equally; the sentence names them or the nearest.

    """
    found = meant(text)
    if len(found) == 1:
        return found[0]
    text = clean(text, 60)
    listed = [f"{name(iso3)} ({iso3})" for iso3 in found or nearest(text)]
    if found:
        raise QueryError(f"{text!r} may be {alternatives(listed)}; give the code of one of them.")
    hint = f"The nearest: {', '.join(listed)}." if listed else "Give a name, an ISO or trade code."
    raise QueryError(f"No economy {text!r}. {hint}")


def nearest(text: str, most: int = 3) -> list[str]:
    """Return the ISO3 of the economies whose spelling looks most like `text`, best first."""
    from difflib import SequenceMatcher

    wanted = fold(text)
    if wanted.isdigit():
        return []
    begun = len(wanted) > 1 and wanted not in _IDLE | _FORMS | _SAME.keys()
    long = {word for word in wanted.split() if len(word) > 3} - _FORMS - _SAME.keys()
    best: dict[str, float] = {}
    for iso3, written in _index().spellings.items():
        for spelling in written:
            score = SequenceMatcher(None, wanted, spelling).ratio()
            if begun and f" {wanted}" in f" {spelling}":
                score = max(score, 0.9)
            elif long & set(spelling.split()):
                score = max(score, 0.65 + 0.1 * score)
            best[iso3] = max(best.get(iso3, 0.0), score)
    ranked = sorted(best.items(), key=lambda item: -item[1])
    return [iso3 for iso3, score in ranked[:most] if score >= 0.65]
