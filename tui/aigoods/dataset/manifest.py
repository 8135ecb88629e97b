"""The manifest of a dataset: what it holds, where that comes from and under which licence."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from aigoods.catalog.goods import Basket, Code
from aigoods.catalog.periods import Grain, Period, spelled
from aigoods.dataset.schema import ECONOMY_FILE, MANIFEST_FILE, SCHEMA_VERSION, TOTALS_FILE
from aigoods.errors import DataError
from aigoods.text import clean
from aigoods.whole import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aigoods.dataset.places import Place


AGAIN = "import the data again."
Capability = Literal["partners", "partners-by-code", "unit-values", "intra-eu", "totals"]


class Note(NamedTuple):
    """A caveat the reader must see, wherever its codes, economies or pages come into a view.

    An empty tuple means any; `since` is the first year that it is about, 0 for every year.
    """

    text: str
    codes: tuple[str, ...] = ()
    economies: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    since: int = 0


class PartnerScope(NamedTuple):
    """What the partner table holds: its years, and whether codes come only as a sum.

    `together` are the codes whose sum alone is known, under the code `together_code`, named
    `together_name`; empty where every code stands for itself. Flows below `least_usd` are absent,
    and where codes stand for themselves the table of economies is the sum of those that are there.
    `quantities` tells whether quantities are known, of some flows at least.
    """

    years: tuple[int, ...]
    together: tuple[str, ...] = ()
    together_name: str = ""
    least_usd: int = 0
    quantities: bool = False

    @property
    def together_code(self) -> str:
        """The code of the sum in the partner table, `8486+8541+8542`."""
        return "+".join(self.together)


class FileEntry(NamedTuple):
    """One file of a dataset as it was written."""

    sha256: str
    size: int
    rows: int


@dataclass(frozen=True, slots=True, repr=False)
class Manifest:
    """All that a reader of a dataset must know before its tables are opened.

    `grain` is what one code is, such as an HS4 heading; `years` and `provisional` are numbers of
    periods of `period_grain`.
    """

    name: str
    title: str
    source: str
    release: str
    edition: str
    grain: str
    basket: Basket
    years: tuple[int, ...]
    provisional: tuple[int, ...]
    licence: str
    citation: str
    origin: str
    retrieved: str
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    partners: PartnerScope | None = None
    notes: tuple[Note, ...] = ()
    period_grain: Grain = Grain.YEAR

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What the dataset can do: with partners by code it knows trade inside the EU, too."""
        scope = self.partners
        can: set[Capability] = {"partners"} if scope else set()
        if scope and not scope.together:
            can |= {"partners-by-code", "intra-eu"}
            can |= {"unit-values"} if scope.quantities else set()
        can |= {"totals"} if TOTALS_FILE in self.files else set()
        return frozenset(can)

    def period(self, number: int) -> Period:
        """Return the period that the tables hold as `number`."""
        return Period.numbered(number, self.period_grain)

    def tagged(self, number: int) -> str:
        """Return a period in words, with a `p` where it is provisional: `2024p`."""
        return self.period(number).long + ("p" if number in self.provisional else "")

    def spelled(self, periods: tuple[int, ...]) -> str:
        """Return numbers of periods in words: `2017–2024`."""
        return spelled(periods, self.period_grain)

    @property
    def floor_usd(self) -> int:
        """The smallest flow of one code between two economies that the dataset holds, 0 for all."""
        return self.partners.least_usd if self.partners and not self.partners.together else 0

    def to_json(self) -> str:
        """Return the manifest as the text of `manifest.json`."""
        content = {
            "schema_version": SCHEMA_VERSION,
            "name": self.name,
            "title": self.title,
            "source": self.source,
            "release": self.release,
            "hs_edition": self.edition,
            "grain": self.grain,
            "basket": {
                "name": self.basket.name,
                "title": self.basket.title,
                **({"word": self.basket.word} if self.basket.word else {}),
                "codes": [code._asdict() for code in self.basket.codes],
            },
            "period_grain": self.period_grain.name.lower(),
            "years": self.years,
            "provisional_years": self.provisional,
            "licence": self.licence,
            "citation": self.citation,
            "origin": self.origin,
            "retrieved": self.retrieved,
            "files": {
                name: {"sha256": entry.sha256, "bytes": entry.size, "rows": entry.rows}
                for name, entry in self.files.items()
            },
            "partners": self.partners and self.partners._asdict(),
            "notes": [note._asdict() for note in self.notes],
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @classmethod
    def from_json(cls, text: str, where: str) -> Manifest:
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
        return Manifest.from_json(_fetched(place), clean(place, 300))
    path = place / MANIFEST_FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise DataError(f"There is no dataset in {place}: {MANIFEST_FILE} is missing.") from None
    except (OSError, UnicodeDecodeError) as error:
        reason = in_words(error) if isinstance(error, OSError) else "it is not UTF-8"
        raise DataError(f"Cannot read {path}: {reason}.") from None
    return Manifest.from_json(text, str(place))


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
