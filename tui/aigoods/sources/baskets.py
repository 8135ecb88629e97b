"""The baskets that an import can keep: the WTO's list, its headings, all goods, or one's own."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aigoods.catalog.editions import LACKING, WTO_EDITIONS, links
from aigoods.catalog.goods import OWN, Basket, Code, core_hs4, wto_2025
from aigoods.catalog.tables import reference
from aigoods.errors import DataError, UsageError
from aigoods.sources.source import ALL_GOODS, NAMED_GOODS
from aigoods.text import clean, listing, slug, to_ascii
from aigoods.whole import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_CODES = 7_000
_COLUMNS = ("code", "description", "segment", "family")


def named_basket(goods: str, edition: str) -> Basket:
    """Return the basket `goods` in an edition such as `HS2022`: a name, or the path of a CSV file.

    Raises:
        UsageError: there is no such basket, or not in this edition.
        DataError: the file cannot be read or is no basket.

    """
    if goods in ("wto-2025", "core-hs4"):
        if edition not in WTO_EDITIONS:
            lacking = {"core-hs4": "the heading 8486"}.get(goods, "")
            if goods == "wto-2025" and edition in LACKING:
                lacking = f"{LACKING[edition]} of the {len(wto_2025().codes)} codes of wto-2025"
            what = f"lacks {lacking}" if edition in LACKING else f"is not one that {goods} is in"
            raise UsageError(
                f"{edition} {what}; import an edition from HS07 to HS22, the basket {ALL_GOODS}, "
                "or one of your own."
            )
        return core_hs4() if goods == "core-hs4" else wto_2025(edition)
    if goods.lower().endswith(".csv"):
        return own_basket(Path(goods).expanduser())
    raise UsageError(
        f"There is no basket {clean(goods, 60)!r}; give {', '.join(NAMED_GOODS)} or a CSV file "
        f"with the columns {', '.join(_COLUMNS)}."
    )


def own_basket(path: Path) -> Basket:
    """Return the basket in a CSV file with the columns code, description, segment and family.

    A code has two, four or six digits and stands for all that begins with it. Where segment or
    family is empty or missing, the section or the chapter of the Harmonized System stands there.

    Raises:
        DataError: the file cannot be read, has no column `code`, a code that is none, stands there
            twice or lies inside another.

    """
    name = clean(path.name, 80)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            rows = list(reader)
            columns = [column.strip().lower() for column in reader.fieldnames or ()]
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"The basket {name} is no CSV in UTF-8: {clean(str(error), 80)}.") from None
    except (OSError, ValueError) as error:
        reason = in_words(error)
        raise DataError(f"Cannot read the basket {clean(str(path))}: {reason}.") from None
    if "code" not in columns:
        raise DataError(f"The basket {name} has no column code; give {', '.join(_COLUMNS)}.")
    codes: dict[str, Code] = {}
    for row in rows:
        said = {
            column.strip().lower(): clean(value or "", 200)
            for column, value in row.items()
            if isinstance(column, str) and not isinstance(value, list)
        }
        code = said["code"]
        if not code and not any(said.values()):
            continue
        if not (code.isascii() and code.isdigit() and len(code) in (2, 4, 6)):
            raise DataError(
                f"{clean(code, 20)!r} in the basket {name} is no HS code; codes have two, four "
                "or six digits, with their leading zeros."
            )
        if code in codes:
            raise DataError(f"{code} stands twice in the basket {name}.")
        usual = _placed(code, said.get("description", ""))
        segment, family = (
            text if slug(text) else other
            for text, other in (
                (said.get("segment", ""), usual.segment),
                (said.get("family", ""), usual.family),
            )
        )
        codes[code] = usual._replace(segment=segment, family=family)
    for code in codes:
        for length in (2, 4):
            if length < len(code) and code[:length] in codes:
                raise DataError(
                    f"{code} lies inside {code[:length]} in the basket {name} and would count "
                    "twice; leave one out."
                )
    if not codes:
        raise DataError(f"The basket {name} has no code.")
    if len(codes) > MOST_CODES:
        raise DataError(f"The basket {name} has {len(codes):,} codes; the HS has fewer.")
    return Basket(own_name(path), f"{OWN}{name}", tuple(codes.values()))


def own_name(path: Path) -> str:
    """Return the name of the basket in a file: the file's, but never that of another basket."""
    word = slug(to_ascii(path.stem))
    return f"own-{word}".rstrip("-") if word in ("", *NAMED_GOODS) else word


def all_basket(codes: Iterable[str], descriptions: Mapping[str, str]) -> Basket:
    """Return the basket of all `codes` of a release, by the sections and chapters of the HS."""
    listed = tuple(_placed(code, descriptions.get(code.upper(), "")) for code in sorted(codes))
    return Basket(ALL_GOODS, "all goods, by section and chapter of the Harmonized System", listed)


def _placed(code: str, description: str) -> Code:
    """Return a code with the section and the chapter in which it lies."""
    chapters = _chapters()
    row = chapters.get(code[:2], chapters["99"])
    said = clean(description, 120) or _descriptions().get(code, "")
    return Code(code, said or f"{row['name']}: {code}", row["section_name"], row["name"])


@cache
def _chapters() -> dict[str, dict[str, str]]:
    return {row["chapter"]: row for row in reference("hs_chapters")}


@cache
def _descriptions() -> dict[str, str]:
    return {link.code: link.description for link in links("HS2022")}


def missing_codes(basket: Basket, seen: Iterable[str]) -> str:
    """Return the codes of a basket without any flow as a phrase, empty where there are none."""
    seen = set(seen)
    absent = [code.code for code in basket.codes if code.code not in seen]
    more = f" and {len(absent) - 8} more" if len(absent) > 8 else ""
    return f"{listing(absent[:8]) if not more else ', '.join(absent[:8])}{more}"
