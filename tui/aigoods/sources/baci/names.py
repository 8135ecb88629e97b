"""The names in the small tables beside BACI's files: of codes and of economies."""

from __future__ import annotations

import csv
import re

from aigoods.text import clean, decoded_once

_NAMES = ("country_name", "country_name_abbreviation", "country_name_full")
_TRADE_CODE = re.compile(r" *[0-9]{1,6} *\Z")


def read_descriptions(text: str) -> dict[str, str]:
    """Return the descriptions in the text of BACI's `product_codes` file, by HS6 code.

    Text that is no such table gives none: the codes stand for themselves then.
    """
    rows = _rows(text)
    return {
        row["code"].strip().upper().zfill(6): clean(decoded_once(row.get("description", "")), 200)
        for row in rows
        if row.get("code")
    }


def read_country_names(text: str) -> dict[int, str]:
    """Return the names in the text of BACI's `country_codes` file, by trade code.

    Releases to V202301 have a short and a full name. In some they were encoded twice; what reads
    back as UTF-8 is taken back.
    """
    return {
        int(row["country_code"]): clean(decoded_once(name), 80)
        for row in _rows(text)
        if _TRADE_CODE.match(row.get("country_code", ""))
        and (name := next(filter(None, (row.get(column, "") for column in _NAMES)), ""))
    }


def _rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a small table by the names of its columns; none where it is no table."""
    reader = csv.DictReader(text.splitlines(), restkey="", restval="")
    try:
        return [{column.strip().lower(): word for column, word in row.items()} for row in reader]
    except csv.Error:
        return []
