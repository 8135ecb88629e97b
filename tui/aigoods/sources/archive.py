"""The files of a BACI release, in a zip or in a folder, read as blocks of whole lines."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO

from aigoods.errors import DataError, UsageError
from aigoods.text import clean, listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Any

BLOCK = 8 << 20
LONGEST_LINE = 64 << 10
MOST_INFLATED = 100
"""A member that grows more than so many times is no table of trade: CEPII's grow about fourfold."""

_PIECE = 64 << 10
_YEAR = re.compile(r"BACI_(HS\d\d)_Y(\d{4})_(V\d{6}[a-z]?).*\.csv\Z", re.IGNORECASE)
_ZIP = re.compile(r"BACI_(HS\d\d)_(V\d{6}[a-z]?).*\.zip\Z", re.IGNORECASE)
_COUNTRIES = re.compile(r"country_codes_V.*\.csv\Z", re.IGNORECASE)
_PRODUCTS = re.compile(r"product_codes_.*\.csv\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a release: `path` alone, or the part `info` of the zip `path`.

    `size` is in bytes, unpacked.
    """

    path: Path
    size: int
    info: zipfile.ZipInfo | None = None

    @property
    def name(self) -> str:
        """The name without folders, safe for a terminal."""
        return clean(self.info.filename.split("/")[-1] if self.info else self.path.name, 120)

    def blocks(self, size: int = BLOCK) -> Iterator[bytes]:
        """Yield the content, first the first line, then blocks of about `size` bytes.

        Every later block begins with the line break before its first line and ends with a whole
        line. A byte order mark at the head is left out.

        Raises:
            DataError: it cannot be read, is damaged or cut short, grows out of all proportion, or
                has a line that is longer than any of BACI.

        """
        pieces: list[bytes] = []
        held, header = 0, False
        for piece in self._pieces():
            pieces.append(piece)
            held += len(piece)
            if held < size and header:
                continue
            content = b"".join(pieces)
            if not header:
                end = content.find(b"\n")
                if end < 0:
                    self._check_line(len(content))
                    pieces = [content]
                    continue
                header = True
                yield content[:end].removeprefix(b"\xef\xbb\xbf")
                content = content[end:]
            end = content.rfind(b"\n")
            self._check_line(len(content) - end)
            if end > 0:
                yield content[:end]
            pieces, held = [content[end:]], len(content) - end
        content = b"".join(pieces)
        if not header:
            raise DataError(f"{self.name} has no line of data.")
        if not content.endswith(b"\n"):
            raise DataError(
                f"{self.name} ends in the middle of a line; it was not copied to its end."
            )
        if len(content) > 1:
            yield content[:-1]

    def text(self, most: int = 16 << 20) -> str:
        """Return the whole content of a small file; bytes that are no UTF-8 are replaced.

        Raises:
            DataError: it cannot be read, is damaged, or larger than `most` bytes.

        """
        if self.size > most:
            raise DataError(f"{self.name} has {self.size:,} bytes; such a file has a few thousand.")
        return b"".join(self._pieces()).decode("utf-8-sig", "replace")

    def _check_line(self, length: int) -> None:
        if length > LONGEST_LINE:
            raise DataError(
                f"{self.name} has a line of over {LONGEST_LINE // 1024} KiB; it is no file of BACI."
            )

    def _pieces(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                yield from (
                    self._inflated(file) if self.info else iter(lambda: file.read(1 << 20), b"")
                )
        except OSError as error:
            raise DataError(f"Cannot read {clean(str(self.path))}: {error.strerror}.") from None

    def _inflated(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield what the member of the zip holds, checked against its length and its CRC."""
        info = self.info
        assert info is not None  # noqa: S101
        codec = _codec()
        file.seek(_content_offset(file, info, self))
        left, out, crc = info.compress_size, 0, 0
        stored = info.compress_type == zipfile.ZIP_STORED
        inflater = None if stored else codec.decompressobj(-15)
        while left > 0:
            packed = file.read(min(_PIECE, left))
            if not packed:
                raise DataError(f"{clean(self.path.name)} is cut short inside {self.name}.")
            left -= len(packed)
            try:
                piece = packed if inflater is None else inflater.decompress(packed)
            except codec.error:
                raise DataError(
                    f"{clean(self.path.name)} is damaged inside {self.name}; get it again."
                ) from None
            out += len(piece)
            if out > info.file_size:
                raise DataError(
                    f"{self.name} is longer than {clean(self.path.name)} says; get it again."
                )
            crc = codec.crc32(piece, crc)
            yield piece
        if out != info.file_size or crc != info.CRC:
            raise DataError(
                f"{clean(self.path.name)} is damaged: {self.name} does not agree with its "
                "checksum; get it again."
            )


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
    names: tuple[str, ...] = field(default=())


def find_release(paths: Sequence[Path], edition: str = "", release: str = "") -> Release:
    """Return the release that lies at `paths`: a zip, a folder of its files, or single CSV files.

    `edition` and `release` stand in where the names do not tell them, and choose among several.

    Raises:
        DataError: nothing is there, a zip is damaged or unsafe.
        UsageError: the names tell no edition or release, or more than one.

    """
    members = [member for path in paths for member in _members(path)]
    tables: list[tuple[str, str, int | None, Member]] = []
    countries = products = None
    for member in members:
        found = _YEAR.match(member.name)
        if found:
            tables.append((found[1].upper(), _release(found[2 + 1]), int(found[2]), member))
        elif _COUNTRIES.match(member.name):
            countries = member
        elif _PRODUCTS.match(member.name):
            products = member
        elif member.info is None and member.path in paths:
            tables.append((edition, release, None, member))
    tables = [
        row
        for row in tables
        if (not edition or row[0] == edition) and (not release or row[1] == release)
    ]
    if not tables:
        where = listing([clean(str(path)) for path in paths])
        wanted = " ".join(word for word in (edition, release) if word)
        raise DataError(
            f"There is no table such as BACI_HS22_Y2022_V202601.csv"
            f"{f' of {wanted}' if wanted else ''} in {where}."
        )
    kinds = sorted({row[:2] for row in tables})
    if len(kinds) > 1:
        listed = listing([f"{each[0] or 'no edition'} {each[1] or 'no release'}" for each in kinds])
        raise UsageError(
            f"{listed} lie together, and two releases are never mixed; choose with --edition and "
            "--release."
        )
    kind = kinds[0]
    if not all(kind):
        raise UsageError(
            f"The name of {tables[0][3].name} tells no HS edition and no release; give --edition "
            "HS22 and --release V202601, or such as they are."
        )
    years = [year for _, _, year, _ in tables if year is not None]
    twice = sorted({year for year in years if years.count(year) > 1})
    if twice:
        raise UsageError(f"There is more than one file of {twice[0]}; name the one to import.")
    tables.sort(key=lambda row: row[2] or 0)
    newest = max(row[3].path.stat().st_mtime for row in tables)
    return Release(
        edition=kind[0],
        release=kind[1],
        years=tuple((row[2], row[3]) for row in tables),
        countries=countries,
        products=products,
        retrieved=datetime.fromtimestamp(newest, UTC).date().isoformat(),
        names=tuple(dict.fromkeys(clean(row[3].path.name, 120) for row in tables)),
    )


def _release(text: str) -> str:
    return text[0].upper() + text[1:].lower()


def _members(path: Path) -> list[Member]:
    if path.is_dir():
        try:
            inside = sorted(each for each in path.iterdir() if each.suffix.lower() == ".csv")
            return [Member(each, each.stat().st_size) for each in inside]
        except OSError as error:
            raise DataError(f"Cannot read {clean(str(path))}: {error.strerror}.") from None
    try:
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "that is no path"
        raise DataError(f"Cannot read {clean(str(path))}: {reason}.") from None
    if path.suffix.lower() == ".zip" or _is_zip(path):
        return _zip_members(path)
    return [Member(path, size)]


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


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
        raise DataError(f"Cannot read {clean(str(path))}: {error.strerror}.") from None
    found = []
    for info in infos:
        parts = info.filename.replace("\\", "/").split("/")
        if ".." in parts or info.filename.startswith(("/", "\\")):
            raise DataError(
                f"{name} holds the name {clean(info.filename, 80)!r}, which points outside; "
                "it is no archive of BACI."
            )
        if info.is_dir() or parts[-1].startswith(".") or not parts[-1].lower().endswith(".csv"):
            continue
        if info.flag_bits & 0x1 or info.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise DataError(
                f"{clean(parts[-1], 120)} in {name} is packed in a way that is not read here; "
                "unpack it and import the folder."
            )
        if info.file_size > MOST_INFLATED * info.compress_size + _PIECE:
            raise DataError(
                f"{clean(parts[-1], 120)} in {name} would grow {MOST_INFLATED}-fold and more; "
                "it is no table of trade."
            )
        found.append(Member(path, info.file_size, info))
    return found


def _content_offset(file: BinaryIO, info: zipfile.ZipInfo, member: Member) -> int:
    """Return where the packed content of a member begins, behind its own header.

    Source: PKWARE, APPNOTE.TXT, section 4.3.7, local file header.
    """
    file.seek(info.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise DataError(f"{clean(member.path.name)} is damaged before {member.name}; get it again.")
    name, extra = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
    return info.header_offset + 30 + name + extra


def _codec() -> Any:
    """Return the module that inflates: isal, three times as fast, or zlib where it is missing."""
    try:
        from isal import isal_zlib
    except ImportError:
        import zlib

        return zlib
    return isal_zlib
