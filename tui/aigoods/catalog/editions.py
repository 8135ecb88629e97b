"""HS editions: which codes of a later edition stand for a code of an earlier one."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from aigoods.catalog.tables import reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DIGITS = 6
WTO_EDITIONS = ("HS2007", "HS2012", "HS2017", "HS2022")
"""The editions in which all codes of the WTO's list exist, or heirs of theirs."""

LACKING = {"HS1992": 26, "HS1996": 15, "HS2002": 14}
"""How many of the list's 103 codes do not exist in an earlier edition."""


class Link(NamedTuple):
    """A code of an edition that took over a part of a code of the edition before."""

    edition: str
    code: str
    predecessor: str
    description: str


@cache
def links(edition: str) -> tuple[Link, ...]:
    """Return the links of an edition such as `HS2022`; none where no code changed."""
    rows = reference("hs_editions")
    return tuple(Link(**row) for row in rows if row["edition"] == edition)


def edition_name(short: str) -> str:
    """Return `HS2022` for `HS22`, as BACI shortens it; `HS96` is of the last century."""
    year = int(short.removeprefix("HS"))
    return f"HS{1900 + year if year > 80 else 2000 + year}"


def code_map(codes: Iterable[str], edition: str) -> dict[str, str]:
    """Return which code of a basket stands for the codes of an edition, by their first digits.

    Each of `codes` (two, four or six digits) stands for all that begins with it. A code of the
    edition that no other stands for counts under its predecessor, where that is in the basket.
    """
    own = list(codes)
    found = {code: code for code in own}
    for link in links(edition):
        if basket_code(found, link.code) is None:
            target = basket_code(found, link.predecessor)
            if target is not None:
                found[link.code] = target
    return found


def basket_code(mapped: Mapping[str, str], code: str) -> str | None:
    """Return the code of the basket that stands for an HS6 `code`, None for none of them."""
    for length in (DIGITS, 4, 2):
        if code[:length] in mapped:
            return mapped[code[:length]]
    return None
