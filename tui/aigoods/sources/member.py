"""One file of a release, alone or inside a zip, read as blocks of whole lines."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from aigoods.errors import DataError
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

BLOCK = 2 << 20
LONGEST_LINE = 64 << 10
_PIECE = 64 << 10


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
