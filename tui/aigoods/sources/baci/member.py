"""One file of a release, alone or inside a zip, read as blocks of whole lines."""

from __future__ import annotations

import contextlib
import os
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from aigoods.errors import DataError
from aigoods.text import clean
from aigoods.whole import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

BLOCK = 2 << 20
LONGEST_LINE = 64 << 10
MOST_INFLATED = 100
"""What grows more than so many times is no table of trade: CEPII's files grow about fourfold."""
_PIECE = 64 << 10


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a release: `path` alone, or the part `info` of the zip `path`.

    `size` is in bytes, unpacked; `gzipped` says that the file is packed with gzip.
    """

    path: Path
    size: int
    info: zipfile.ZipInfo | None = None
    gzipped: bool = False

    @property
    def name(self) -> str:
        """The name without folders and without `.gz`, safe for a terminal."""
        if self.info:
            return clean(name_parts(self.info.filename)[-1], 120)
        return clean(self.path.name.removesuffix(".gz") if self.gzipped else self.path.name, 120)

    @property
    def checked(self) -> bool:
        """Whether a checksum tells that the content is whole."""
        return self.info is not None or self.gzipped

    @property
    def unended(self) -> bool:
        """Whether it is a file on disk, without a checksum, whose last line has no line break."""
        if self.checked or self.size == 0:
            return False
        with contextlib.suppress(OSError), self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"
        return False

    def blocks(self, size: int = BLOCK) -> Iterator[bytes]:
        """Yield the content, first the first line, then blocks of about `size` bytes.

        Every later block begins with the line break before its first line and ends with a whole
        line. A byte order mark at the head is left out. A last line without a line break is whole
        where a checksum says so, or where it has as many fields as the first.

        Raises:
            DataError: it cannot be read, is damaged or cut short, grows out of all proportion, or
                has a line that is longer than any of BACI.

        """
        pieces: list[bytes] = []
        held, header, commas = 0, False, 0
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
                header, commas = True, content.count(b",", 0, end)
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
        end = content.rfind(b"\n")
        last = content[end + 1 :]
        if last and not self.checked and last.count(b",") != commas:
            raise DataError(
                f"{self.name} ends in the middle of a line; it was not copied to its end."
            )
        if last or end > 0:
            yield content if last else content[:end]

    def text(self, most: int = 16 << 20) -> str:
        """Return the whole content of a small file, in UTF-8 or, where it is none, in Latin-1.

        Raises:
            DataError: it cannot be read, is damaged, or larger than `most` bytes.

        """
        if self.size > most:
            raise DataError(f"{self.name} has {self.size:,} bytes; such a file has a few thousand.")
        content = b"".join(self._pieces())
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("latin-1")

    def _check_line(self, length: int) -> None:
        if length > LONGEST_LINE:
            raise DataError(
                f"{self.name} has a line of over {LONGEST_LINE // 1024} KiB; it is no file of BACI."
            )

    def _pieces(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                if self.gzipped:
                    yield from self._gunzipped(file)
                elif self.info:
                    yield from self._inflated(file)
                else:
                    yield from iter(lambda: file.read(1 << 20), b"")
        except OSError as error:
            raise DataError(f"Cannot read {clean(str(self.path))}: {in_words(error)}.") from None

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

    def _gunzipped(self, file: BinaryIO) -> Iterator[bytes]:
        """Yield what a file packed with gzip holds; the codec checks its length and its CRC.

        Source: RFC 1952; such a file is one or more members behind each other.
        """
        codec = _codec()
        inflater, packed, read, out = None, b"", 0, 0
        while packed := packed or file.read(_PIECE):
            if inflater is None:
                inflater = codec.decompressobj(31)
            read += len(packed)
            try:
                piece = inflater.decompress(packed)
            except codec.error:
                raise DataError(
                    f"{clean(self.path.name)} is damaged or cut short; get it again."
                ) from None
            read -= len(inflater.unused_data)
            out += len(piece)
            if out > MOST_INFLATED * read + (64 << 10):
                raise DataError(
                    f"{clean(self.path.name)} grows {MOST_INFLATED}-fold and more; it is no table "
                    "of trade."
                )
            yield piece
            packed = inflater.unused_data
            if inflater.eof:
                inflater = None
        if inflater is not None:
            raise DataError(f"{clean(self.path.name)} is damaged or cut short; get it again.")


def name_parts(filename: str) -> list[str]:
    """Return the folders and the name in a name inside a zip, also of one made on Windows."""
    return filename.replace("\\", "/").split("/")


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
