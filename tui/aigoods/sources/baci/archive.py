"""The files of a BACI release, in a zip or a folder: their edition, release and years."""

from __future__ import annotations

import contextlib
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from aigoods.errors import DataError, UsageError
from aigoods.sources.baci.member import MOST_INFLATED, Member, name_parts
from aigoods.sources.source import NothingThereError
from aigoods.text import clean, listing
from aigoods.whole import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TABLES = (".csv", ".csv.gz")
ZIP, GZIP = b"PK", b"\x1f\x8b"
_MAGIC = 8
_FOREIGN = (
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "packed with xz"),
    (b"BZh", "packed with bzip2"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd"),
    (b"PAR1", "a Parquet file"),
)
"""What files begin with that are not read here, and what they are."""

_YEAR = re.compile(r"BACI_(HS\d\d)_Y(\d{4})_(V\d{6}[a-z]?).*\.csv\Z", re.ASCII | re.IGNORECASE)
_OTHER = re.compile(r"(country|product)_codes_.*\.csv\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Release:
    """What was found: edition (`HS22`), release (`V202601`) and the file of each year.

    The year is None for a file whose name tells none. `retrieved` is the day from which the newest
    file is.
    """

    edition: str
    release: str
    years: tuple[tuple[int | None, Member], ...]
    countries: Member | None
    products: Member | None
    retrieved: str
    names: tuple[str, ...]


class _Table(NamedTuple):
    """A file of flows and what its name tells; empty and None where it tells nothing."""

    edition: str
    release: str
    year: int | None
    member: Member


def find_release(paths: Sequence[Path], edition: str = "", release: str = "") -> Release:
    """Return the release that lies at `paths`: a zip, a folder of its files, or single CSV files.

    CSV files may be packed with gzip. A folder may hold the zip in place of the files, or either
    one level deeper. `edition` and `release` stand in where the names do not tell them, and choose
    among several.

    Raises:
        NothingThereError: there is no table of BACI.
        DataError: a zip is damaged or unsafe.
        UsageError: the names tell no edition or release, more than one, or a year twice.

    """
    members = [member for path in paths for member in _members(path)]
    alone = [member for member in members if member.info is None and member.path in paths]
    tables = [
        _Table(found[1].upper(), _release(found[3]), int(found[2]), member)
        if (found := _YEAR.match(member.name))
        else _Table(edition, release, None, member)
        for member in members
        if _YEAR.match(member.name) or (member in alone and not _OTHER.match(member.name))
    ]
    chosen = [
        table
        for table in tables
        if edition in ("", table.edition) and release in ("", table.release)
    ]
    if not chosen:
        wanted = " of " + " ".join(filter(None, (edition, release))) if edition or release else ""
        raise NothingThereError(
            f"There is no table such as BACI_HS22_Y2022_V202601.csv{wanted} in "
            f"{listing([clean(str(path)) for path in paths])}{_workbooks(paths)}."
        )
    kind = _one_kind(chosen)
    newest = max(table.member.path.stat().st_mtime for table in chosen)
    return Release(
        edition=kind[0],
        release=kind[1],
        years=tuple((table.year, table.member) for table in sorted(chosen, key=_by_year)),
        countries=_beside(members, "COUNTRY_CODES_", kind[1]),
        products=_beside(members, f"PRODUCT_CODES_{kind[0]}_", kind[1]),
        retrieved=datetime.fromtimestamp(newest, UTC).date().isoformat(),
        names=tuple(dict.fromkeys(clean(table.member.path.name, 120) for table in chosen)),
    )


def _one_kind(tables: list[_Table]) -> tuple[str, str]:
    """Return the edition and the release that all tables share.

    Raises:
        UsageError: they are of several, of none that is known, or a year comes twice.

    """
    kinds = sorted({(table.edition, table.release) for table in tables})
    if len(kinds) > 1:
        listed = listing([" ".join(kind).strip() or "one of no known edition" for kind in kinds])
        raise UsageError(
            f"{listed} lie together, and two releases are never mixed; give the edition and "
            "the release of one."
        )
    if not all(kinds[0]):
        raise UsageError(
            f"The name of {tables[0].member.name} tells no HS edition and no release; give both, "
            "such as HS22 and V202601."
        )
    years = [table.year for table in tables if table.year is not None]
    twice = sorted({year for year in years if years.count(year) > 1})
    if twice:
        raise UsageError(f"There is more than one table of {twice[0]}; name the one to import.")
    return kinds[0]


def _beside(members: list[Member], head: str, release: str) -> Member | None:
    """Return the table of names that begins with `head`, that of the release before any other."""
    found = [
        member
        for member in members
        if _OTHER.match(member.name) and member.name.upper().startswith(head)
    ]
    return min(found, key=lambda member: f"_{release}." not in member.name, default=None)


def _by_year(table: _Table) -> int:
    return table.year or 0


def _release(text: str) -> str:
    return text[0].upper() + text[1:].lower()


def _members(path: Path) -> list[Member]:
    """Return the files at a path, whatever its name ends with.

    Raises:
        DataError: it cannot be read, or is packed in a way that is not read here.

    """
    try:
        if path.is_dir():
            return _inside(path)
        size = path.stat().st_size
        head = b""
        if path.is_file():
            with path.open("rb") as file:
                head = file.read(_MAGIC)
    except (OSError, ValueError) as error:
        reason = in_words(error)
        raise DataError(f"Cannot read {clean(str(path))}: {reason}.") from None
    if head.startswith(ZIP) or path.suffix.lower() == ".zip":
        return _zip_members(path)
    if head.startswith(GZIP):
        return [Member(path, _unpacked_size(path, size), gzipped=True)]
    for magic, what in _FOREIGN:
        if head.startswith(magic):
            raise DataError(
                f"{clean(path.name, 120)} is {what}, which is not read here; unpack it to CSV and "
                "import that."
            )
    return [Member(path, size)]


def _inside(folder: Path) -> list[Member]:
    """Return the files in a folder: its tables, or its zips, or those one level deeper."""
    inside = sorted(folder.iterdir())
    deeper = []
    for each in inside:
        with contextlib.suppress(OSError):  # What may not be looked into holds nothing for us.
            deeper += sorted(each.iterdir()) if each.is_dir() else []
    for found in (inside, deeper):
        for ending in (TABLES, (".zip",)):
            members = [
                member
                for path in found
                if path.name.lower().endswith(ending)
                and not path.name.startswith(".")
                and path.is_file()
                and (ending == TABLES or "baci" in path.name.lower())
                for member in _members(path)
            ]
            if any(_YEAR.match(member.name) for member in members):
                return members
    return []


def _unpacked_size(path: Path, size: int) -> int:
    """Return how many bytes a file packed with gzip says that it holds (RFC 1952, ISIZE)."""
    with path.open("rb") as file:
        file.seek(max(size - 4, 0))
        return max(int.from_bytes(file.read(4), "little"), size)


def _workbooks(paths: Sequence[Path]) -> str:
    """Return what is to be said of workbooks among the paths, which are zips of other files."""
    found = [clean(path.name, 120) for path in paths if path.suffix.lower() in (".xlsx", ".ods")]
    return f": {listing(found)} is a workbook, save it as CSV" if found else ""


def _zip_members(path: Path) -> list[Member]:
    name = clean(path.name, 120)
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError):
        raise DataError(
            f"{name} is no whole zip; it may have been cut short: get it again."
        ) from None
    except OSError as error:
        raise DataError(f"Cannot read {clean(str(path))}: {in_words(error)}.") from None
    found = []
    for info in infos:
        parts = name_parts(info.filename)
        if ".." in parts or (len(parts) > 1 and not parts[0]):
            raise DataError(
                f"{name} holds the name {clean(info.filename, 80)!r}, which points outside; "
                "it is no archive of BACI."
            )
        if parts[-1].startswith(".") or not parts[-1].lower().endswith(".csv"):
            continue
        if info.flag_bits & 0x1 or info.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise DataError(
                f"{clean(parts[-1], 120)} in {name} is packed in a way that is not read here; "
                "unpack it and import the folder."
            )
        if info.file_size > MOST_INFLATED * info.compress_size + (64 << 10):
            raise DataError(
                f"{clean(parts[-1], 120)} in {name} would grow {MOST_INFLATED}-fold and more; "
                "it is no table of trade."
            )
        found.append(Member(path, info.file_size, info))
    return found
