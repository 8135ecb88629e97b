"""Groups of economies: regions, income groups, those that analysts use, and the reader's own."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from aigoods.catalog.economies import (
    EU27,
    UNCLASSIFIED,
    Grouping,
    economies,
    eu27_members,
    find,
    meant,
    name,
)
from aigoods.catalog.tables import reference
from aigoods.errors import AigoodsError, QueryError, UsageError
from aigoods.text import clean, fold, listing, slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Kind = Literal["region", "sub-region", "income", "members", "own"]
LONGEST_NAME = 30
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


class Group(NamedTuple):
    """Some economies under one name; `key` is its address word.

    Its `kind` is the grouping that it is of, `members` where economies are listed by name in
    `groups.csv` (the same ones in every year, so that lines compare), or `own` where the reader
    has named it. `members` are ISO3; `note` is what must be known of them.
    """

    key: str
    name: str
    kind: Kind
    members: tuple[str, ...]
    note: str = ""

    @property
    def code(self) -> str:
        """Its code where it is one trader: `ASEAN`, `EU27`."""
        return self.key.upper()

    @property
    def of_grouping(self) -> bool:
        """Whether it is one of the groups that a grouping divides all economies into."""
        return self.kind in get_args(Grouping)


def groups(by: Grouping) -> list[str]:
    """Return the names of the groups of one kind, sorted, those without one at the end."""
    found = sorted({economy.group(by) for economy in economies().values()} - {UNCLASSIFIED})
    return [*found, UNCLASSIFIED]


def group_key(by: Grouping, name: str) -> str:
    """Return the address word of a group: `eastern-asia`, or `no-region` for the rest."""
    return f"no-{by}" if name == UNCLASSIFIED else slug(name)


@cache
def shipped() -> dict[str, Group]:
    """Return the groups that need no settings, by key: ASEAN and the like, then regions."""
    found = {"eu27": Group("eu27", name(EU27), "members", tuple(eu27_members()), _EU27)}
    for row in reference("groups"):
        key = row["key"]
        before = found[key].members if key in found else ()
        found[key] = Group(key, row["name"], "members", (*before, row["iso3"]), row["note"])
    for by in get_args(Grouping):
        for each in groups(by):
            members = tuple(e.iso3 for e in economies().values() if e.group(by) == each)
            key = group_key(by, each)
            found.setdefault(key, Group(key, each, by, members))
    return found


_EU27 = "the 27 members since 2020"
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


class _Own:
    """Where the reader's own groups come from: only the front ends know where they are kept."""

    read: Callable[[], Iterable[Group]] = tuple


def read_own_with(read: Callable[[], Iterable[Group]]) -> None:
    """Take the reader's own groups from `read`, which is called when they are asked for."""
    _Own.read = read


def every() -> dict[str, Group]:
    """Return all groups by key, the reader's own first.

    Raises:
        UsageError: the reader's own cannot be read.

    """
    return {group.key: group for group in _Own.read()} | shipped()


def find_group(text: str) -> Group:
    """Return the group of this name or address word; case and accents do not matter.

    Raises:
        QueryError: there is none; the sentence names the nearest.
        UsageError: it may be the reader's own, and these cannot be read.

    """
    key = slug(text)
    if found := shipped().get(key):
        return found
    known = every()
    if found := known.get(key):
        return found
    named = {fold(group.name): group for group in known.values() if group.name != UNCLASSIFIED}
    if found := named.get(fold(text)):
        return found
    from difflib import get_close_matches

    near = get_close_matches(key, known, 3) or ["asean", "g20", "asia", "europe"]
    raise QueryError(f"There is no group {clean(text, 40)!r}; the nearest: {', '.join(near)}.")


def trader(code: str) -> Group | None:
    """Return the group that is the trader with this code, `ASEAN`; None where it is an economy."""
    if code in economies() or not code.isupper():
        return None
    with suppress(UsageError):  # A code that nobody knows is none of the reader's own.
        found = shipped().get(code.lower()) or every().get(code.lower())
        return None if found is None or found.name == UNCLASSIFIED else found
    return None


def find_trader(text: str) -> str:
    """Return the code of an economy or of a group as one trader, by any name.

    Raises:
        QueryError: nothing matches, or several do equally.

    """
    try:
        return find(text)
    except QueryError:
        with suppress(AigoodsError):
            if (group := find_group(text)).name != UNCLASSIFIED:
                return group.code
        raise


def members_of(code: str) -> tuple[str, ...]:
    """Return the economies behind a code: the members of a group, or the economy itself."""
    group = trader(code)
    return group.members if group else (code,)


def as_traders(codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the members of groups that are one trader each, by code, the order of the codes.

    Raises:
        QueryError: there is no such group, or two of them share a member.

    """
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        group = find_group(code)
        if group.name == UNCLASSIFIED:
            raise QueryError(f"The economies of {group.key} are no group; leave it out of one.")
        for other, members in found.items():
            if both := sorted(set(members) & set(group.members)):
                few = [name(iso3) for iso3 in both[:3]] + (["others"] if both[3:] else [])
                raise QueryError(
                    f"{name(other)} and {group.name} cannot be one trader each in the same "
                    f"question: {listing(few)} {'is' if len(both) == 1 else 'are'} in both; leave "
                    "one of the two out."
                )
        found[group.code] = group.members
    return found


def own_group(said: str, economies_given: object) -> Group:
    """Return a group of the reader's own from its name and its economies.

    Raises:
        UsageError: the name is another group's or no name, or the economies are no list of
            economies; the sentence, which begins with the name, says what is right.

    """
    shown, key = clean(said, 40), slug(said)
    if not _KEY.match(key) or not said.isprintable() or len(said) > LONGEST_NAME:
        raise UsageError(
            f"{shown!r} is no name for a group; give one of letters and digits, of at most "
            f"{LONGEST_NAME} characters."
        )
    if key in shipped():
        raise UsageError(
            f"{shown!r} is the group {shipped()[key].name} already; give another name."
        )
    if meant(said) or key.upper() in economies():
        raise UsageError(f"{shown!r} is the name of an economy; give the group another.")
    if (
        not isinstance(economies_given, list)
        or not economies_given
        or not all(isinstance(each, str) for each in economies_given)
    ):
        raise UsageError(f'{shown!r} takes a list of economies, such as ["TWN", "KOR"].')
    members = []
    for each in economies_given:
        try:
            iso3 = find(each)
        except QueryError as error:
            raise UsageError(f"{shown!r} has an economy that is none. {error}") from None
        known = economies().get(iso3)
        if known is None or known.kind == "residual area":
            raise UsageError(f"{shown!r} has {name(iso3)}, which is not one economy; leave it out.")
        if iso3 in members:
            raise UsageError(f"{shown!r} has {name(iso3)} twice; give it once.")
        members.append(iso3)
    return Group(key, said, "own", tuple(members))
