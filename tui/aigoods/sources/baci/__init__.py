"""CEPII's BACI: every flow between two economies by HS6 code.

BACI reconciles what exporter and importer report; values are thousand current US dollars,
quantities metric tons. Source: Gaulier, G. and Zignago, S. (2010), CEPII Working Paper 2010-23.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aigoods.errors import UsageError
from aigoods.sources.source import GOODS, NAME, TOTALS, YEARS, Field
from aigoods.text import clean, listing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from aigoods.sources.source import Plan, Request

USUAL_EDITION = "HS17"
EDITIONS = ("HS12", "HS17", "HS22")
"""The editions that can be fetched, by the names that they have in BACI's files."""
RELEASE_PATTERN = r"V[0-9]{4}(?:0[1-9]|1[0-2])[a-z]?"


def read_edition(text: str) -> str:
    """Return an HS edition as BACI writes it, or nothing.

    Raises:
        UsageError: it is not well formed.

    """
    edition = text.upper()
    if text and not re.fullmatch(r"HS[0-9]{2}", edition, re.ASCII):
        raise UsageError(
            f"{clean(text, 20)!r} is no HS edition as BACI names them; give HS12, HS17 or HS22."
        )
    return edition


def check_edition(text: str) -> str:
    """Return an HS edition that can be fetched, as BACI writes it.

    Raises:
        UsageError: BACI has none of this name; the sentence names those that it has.

    """
    edition = text.upper()
    if edition not in EDITIONS:
        raise UsageError(
            f"No edition {clean(text, 40)!r} of BACI can be fetched; possible are "
            f"{listing(list(EDITIONS))}."
        )
    return edition


def read_release(text: str) -> str:
    """Return a release as CEPII writes it, `V`, year, month and at most one letter, or nothing.

    Raises:
        UsageError: it is not well formed.

    """
    release = text[:1].upper() + text[1:]
    if text and not re.fullmatch(RELEASE_PATTERN, release):
        raise UsageError(
            f"{clean(text, 40)!r} is no release of BACI; one is written V, year and month, such "
            "as V202601, sometimes with a letter at the end."
        )
    return release


EDITION = Field(
    "edition", "HS12, HS17 or HS22.", "as the files say, or HS22", "", EDITIONS, read=read_edition
)
RELEASE = Field("release", "Such as V202601.", "as the files say, or V202601", read=read_release)
OWN_NAME = NAME._replace(
    help="Name of the dataset; of edition and release if left out.",
    empty="such as baci-hs17-v202601",
)
MIRROR = Field(
    "mirror", "Address of another server with CEPII's folders.", "CEPII's server, or an address"
)


class Baci:
    """BACI as a source of flows."""

    name = "baci"
    title = "BACI"
    publisher = "CEPII"
    files = "a BACI_*.zip, a folder of its files, or a .csv"
    example = "BACI_HS17_V202601.zip"
    about = "CEPII sends some 50 KB a second: HS22 takes hours."
    to_import = (GOODS, YEARS, TOTALS, EDITION, RELEASE, OWN_NAME)
    to_fetch = (
        EDITION._replace(
            help=f"HS12, HS17 or HS22; {USUAL_EDITION} if left out.",
            empty="HS12, HS17 or HS22",
            default=USUAL_EDITION,
            read=check_edition,
        ),
        RELEASE._replace(
            help="Such as V202601; the newest if left out.", empty="the newest, or V202601"
        ),
        GOODS,
        YEARS,
        TOTALS,
        OWN_NAME,
        MIRROR,
    )

    def plan(self, paths: Sequence[Path], request: Request) -> Plan:
        """Return what will be imported from a zip, a folder or CSV files."""
        from aigoods.sources.baci.plan import plan

        return plan(paths, request)

    def fetch(
        self, request: Request, folder: Path, progress: Callable[[str, int, int | None], None]
    ) -> Path:
        """Download the archive of an edition; name and basket are looked at first."""
        from aigoods.sources.baci.releases import fetch

        return fetch(request, folder, progress)


SOURCE = Baci()
