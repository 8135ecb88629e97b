"""What the Data page asks before an import or a download."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aigoods.errors import UsageError
from aigoods.explorer.screens.form import Field, Form, expanded
from aigoods.sources.importing import USUAL_EDITION, USUAL_GOODS, Wanted, read_years

if TYPE_CHECKING:
    from collections.abc import Sequence

GOODS = Field("Goods", USUAL_GOODS, "wto-2025 core-hs4 all .csv")
YEARS = Field("Years", "", "all, or 2017-2024")


def import_form(source: str, goods: str) -> Form:
    """Return the form of an import, with the path and the goods of the last one in it."""
    fields = [
        Field("From", source, "zip, folder or .csv", path=True),
        GOODS._replace(value=goods),
        YEARS,
    ]
    return Form("Import BACI", fields, wanted_import)


def fetch_form() -> Form:
    """Return the form of a download."""
    fields = [
        Field("Edition", USUAL_EDITION, "HS12, HS17 or HS22"),
        Field("Release", "", "the newest, or V202601"),
        GOODS,
        YEARS,
    ]
    return Form("Fetch BACI from CEPII", fields, wanted_fetch)


def wanted_import(texts: Sequence[str]) -> tuple[Path, Wanted]:
    """Return what is to be imported of path, goods and years as they were typed.

    Raises:
        AigoodsError: nothing of BACI lies at the path, or a text is not well formed.

    """
    from aigoods.sources.archive import find_release

    path, goods, years = texts
    if not path:
        raise UsageError("Give a BACI_*.zip, a folder of its files, or a .csv.")
    wanted = Wanted(_goods(goods), read_years(years))
    place = expanded(path)
    find_release([place])
    return place, wanted


def wanted_fetch(texts: Sequence[str]) -> Wanted:
    """Return what is to be fetched of edition, release, goods and years as they were typed.

    Raises:
        UsageError: a text is not well formed.

    """
    from aigoods.sources.releases import check_edition, check_release

    edition, release, goods, years = texts
    edition, release = edition.upper() or USUAL_EDITION, release[:1].upper() + release[1:]
    check_edition(edition)
    if release:
        check_release(release)
    return Wanted(_goods(goods), read_years(years), edition=edition, release=release)


def _goods(text: str) -> str:
    if text.lower().endswith(".csv"):
        return str(expanded(text))
    return text or USUAL_GOODS
