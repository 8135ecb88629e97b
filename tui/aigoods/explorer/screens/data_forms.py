"""What the Data page asks before an import or a download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.dataset.places import typed_path
from aigoods.errors import UsageError
from aigoods.explorer.screens.form import Field, Form
from aigoods.sources.importing import (
    USUAL_EDITION,
    USUAL_GOODS,
    Wanted,
    check_wanted,
    read_years,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GOODS = Field("Goods", USUAL_GOODS, "wto-2025 core-hs4 all .csv")
YEARS = Field("Years", "", "all, or 2017-2024")
NAME = Field("Name", "", "such as baci-hs17-v202601")


def import_form(source: str, goods: str) -> Form:
    """Return the form of an import, with the path and the goods of the last one in it."""
    fields = [
        Field("From", source, "zip, folder or .csv", path=True),
        GOODS._replace(value=goods),
        YEARS,
        Field("Edition", "", "as the files say, or HS22"),
        Field("Release", "", "as the files say, or V202601"),
        NAME,
    ]
    return Form("Import BACI", fields, wanted_import)


def fetch_form() -> Form:
    """Return the form of a download."""
    fields = [
        Field("Edition", USUAL_EDITION, "HS12, HS17 or HS22"),
        Field("Release", "", "the newest, or V202601"),
        GOODS,
        YEARS,
        NAME,
        Field("Mirror", "", "CEPII's server, or an address"),
    ]
    return Form("Fetch BACI from CEPII", fields, wanted_fetch)


def wanted_import(texts: Sequence[str]) -> tuple[Path, Wanted]:
    """Return what is to be imported of the texts of the form as they were typed.

    Raises:
        AigoodsError: nothing of BACI lies at the path, or a text is not well formed.

    """
    from aigoods.sources.archive import find_release

    path, goods, years, edition, release, name = texts
    if not path:
        raise UsageError("Give a BACI_*.zip, a folder of its files, or a .csv.")
    wanted = _checked(goods, years, name, edition, release)
    place = typed_path(path)
    find_release([place], wanted.edition, wanted.release)
    return place, wanted


def wanted_fetch(texts: Sequence[str]) -> tuple[Wanted, str]:
    """Return what is to be fetched of the texts of the form, and from which server.

    Raises:
        UsageError: a text is not well formed.

    """
    from aigoods.sources.releases import check_edition

    edition, release, goods, years, name, mirror = texts
    wanted = _checked(goods, years, name, edition or USUAL_EDITION, release)
    check_edition(wanted.edition)
    return wanted, mirror


def _checked(goods: str, years: str, name: str, edition: str, release: str) -> Wanted:
    """Return the texts put together, the edition and the release as BACI writes them."""
    release = release[:1].upper() + release[1:]
    wanted = Wanted(_goods(goods), read_years(years), name, edition.upper(), release)
    check_wanted(wanted)
    return wanted


def _goods(text: str) -> str:
    if text.lower().endswith(".csv"):
        return str(typed_path(text))
    return text or USUAL_GOODS
