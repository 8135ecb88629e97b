"""The file of a manifest, `manifest.json`: written, read and checked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from aigoods.catalog.goods import Basket, Code
from aigoods.catalog.periods import Grain, Period
from aigoods.dataset.manifest import FileEntry, Manifest, Note, PartnerScope
from aigoods.dataset.schema import ECONOMY_FILE, MANIFEST_FILE, SCHEMA_VERSION
from aigoods.errors import DataError
from aigoods.text import clean
from aigoods.whole import in_words

if TYPE_CHECKING:
    from aigoods.dataset.places import Place

AGAIN = "import the data again."


def to_json(manifest: Manifest) -> str:
    """Return the manifest as the text of `manifest.json`."""
    content = {
        "schema_version": SCHEMA_VERSION,
        "name": manifest.name,
        "title": manifest.title,
        "source": manifest.source,
        "release": manifest.release,
        "hs_edition": manifest.edition,
        "grain": manifest.grain,
        "basket": {
            "name": manifest.basket.name,
            "title": manifest.basket.title,
            **({"word": manifest.basket.word} if manifest.basket.word else {}),
            "codes": [code._asdict() for code in manifest.basket.codes],
        },
        "period_grain": manifest.period_grain.name.lower(),
        "years": manifest.years,
        "provisional_years": manifest.provisional,
        "licence": manifest.licence,
        "citation": manifest.citation,
        "origin": manifest.origin,
        "retrieved": manifest.retrieved,
        "files": {
            name: {"sha256": entry.sha256, "bytes": entry.size, "rows": entry.rows}
            for name, entry in manifest.files.items()
        },
        "partners": manifest.partners and manifest.partners._asdict(),
        "notes": [note._asdict() for note in manifest.notes],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str, where: str) -> Manifest:
    """Return the manifest in `text`; all its texts are made safe for a terminal.

    Raises:
        DataError: it is not JSON, of another schema version, or a field is missing or wrong.

    """
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise DataError(f"The manifest of {where} is not JSON; {AGAIN}") from None
    if not isinstance(content, dict):
        raise DataError(f"The manifest of {where} is not an object; {AGAIN}")
    version = content.get("schema_version")
    if version not in (1, SCHEMA_VERSION):
        raise DataError(
            f"{where} has schema version {clean(str(version), 20)}, this program reads "
            f"1 to {SCHEMA_VERSION}; {AGAIN}"
        )
    try:
        return _manifest(content)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        what = clean(str(error).strip("'\""), 80)
        raise DataError(f"The manifest of {where} is damaged ({what}); {AGAIN}") from None


def read_manifest(place: Place) -> Manifest:
    """Return the manifest of the dataset at `place`.

    Raises:
        DataError: it is missing, unreadable or damaged.
        NetworkError: the address cannot be reached.

    """
    if isinstance(place, str):
        return from_json(_fetched(place), clean(place, 300))
    path = place / MANIFEST_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"There is no dataset in {place}: {MANIFEST_FILE} is missing.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = in_words(error) if isinstance(error, OSError) else "it is not UTF-8"
        raise DataError(f"Cannot read {path}: {reason}.") from None
    return from_json(text, str(place))


def _fetched(address: str) -> str:
    """Return the text of the manifest at an address; Polars reads it, with the user's credentials.

    Raises:
        DataError: it is not there or is no text.
        NetworkError: the address cannot be reached.

    """
    import polars as pl

    from aigoods.dataset.reading import promptly

    lines = promptly(lambda: pl.read_lines(f"{address}/{MANIFEST_FILE}", glob=False), address)
    return "\n".join(lines.to_series())


def _manifest(content: dict[str, Any]) -> Manifest:
    """Return the manifest in the content of a file of either version; 1 knows years alone."""
    grain = Grain.YEAR
    if content["schema_version"] != 1:
        grain = Grain[_text(content["period_grain"]).upper()]
    files = {
        _file_name(name): FileEntry(
            sha256=_text(entry["sha256"]), size=int(entry["bytes"]), rows=int(entry["rows"])
        )
        for name, entry in content["files"].items()
    }
    if ECONOMY_FILE not in files:
        raise ValueError(f"no entry for {ECONOMY_FILE}")
    years = _periods(content["years"], grain)
    if not years:
        raise ValueError("no years")
    scope = content["partners"]
    return Manifest(
        name=_text(content["name"]),
        title=_text(content["title"]),
        source=_text(content["source"]),
        release=_text(content["release"]),
        edition=_text(content["hs_edition"]),
        grain=_text(content["grain"]),
        basket=_basket(content["basket"]),
        years=years,
        provisional=_periods(content["provisional_years"], grain),
        licence=_text(content["licence"]),
        citation=_text(content["citation"]),
        origin=_text(content["origin"]),
        retrieved=_text(content["retrieved"]),
        files=files,
        partners=scope
        and PartnerScope(
            years=_periods(scope["years"], grain),
            together=_texts(scope["together"]),
            together_name=_text(scope["together_name"]),
            least_usd=int(scope["least_usd"]),
            quantities=scope.get("quantities", False) is True,
        ),
        notes=tuple(
            Note(
                text=_text(note["text"]),
                codes=_texts(note["codes"]),
                economies=_texts(note["economies"]),
                pages=_texts(note["pages"]),
                since=int(note.get("since", 0)),
            )
            for note in content["notes"]
        ),
        period_grain=grain,
    )


def _basket(content: dict[str, Any]) -> Basket:
    codes = tuple(Code(*(_text(row[name]) for name in Code._fields)) for row in content["codes"])
    if not codes:
        raise ValueError("no codes in the basket")
    word = _text(content.get("word", ""))
    return Basket(_text(content["name"]), _text(content["title"]), codes, word)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return clean(value)


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list")
    return tuple(_text(value) for value in values)


def _periods(values: object, grain: Grain) -> tuple[int, ...]:
    if not isinstance(values, list) or not all(type(number) is int for number in values):
        raise TypeError(f"{values!r} is no list of years")
    return tuple(sorted({Period.numbered(number, grain).number for number in values}))


def _file_name(name: object) -> str:
    text = _text(name)
    if "/" in text or "\\" in text or text.startswith("."):
        raise ValueError(f"{text!r} is no plain file name")
    return text
