"""Downloading one large file over a slow line: whatever came is kept, and the next try goes on."""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from aigoods.errors import DataError, NetworkError
from aigoods.sources.web import WebError, broken_off, host, open_address, read_some
from aigoods.whole import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from http.client import HTTPResponse
    from io import FileIO
    from pathlib import Path

TRIES = 5
LONGEST_WAIT = 120
_NO_MORE = f", and {TRIES} tries brought no more"
_PIECE = 1 << 16
_RANGE = re.compile(r"bytes (?:([0-9]{1,18})-([0-9]{1,18})|\*)/([0-9]{1,18}|\*)")


def download(
    url: str,
    target: Path,
    *,
    progress: Callable[[int, int | None], None],
    sleep: Callable[[float], None] = time.sleep,
) -> Path:
    """Download `url` to `target`, replacing what is there, and return `target`.

    The bytes go to `NAME.part`, with what the server said of the file in `NAME.part.json`, and
    are renamed when the file is whole. A part from before is gone on with if the server still has
    the same file (ETag or Last-Modified, and size); otherwise it is begun anew. A lost connection
    and a busy server are asked again after a pause of `sleep`, until five tries in a row brought
    nothing or the file was begun anew five times. Two downloads to one target are the caller's
    to keep apart.

    `progress` is called with the bytes that are there and those of the whole file (None where the
    server does not say). An exception that it raises, or Ctrl-C, ends the download; the part stays.

    Raises:
        NetworkError: the server cannot be reached, refuses, has no such file or sends another.
        DataError: the disk is full or the place not writable; the part stays.

    """
    part = _Part(target)
    came = False
    fruitless = 0
    while True:
        before = part.done
        try:
            _receive(url, part, progress)
            part.finish()
        except WebError as failure:
            fruitless = 0 if part.done > before else fruitless + 1
            came = came or part.done > before
            if not failure.passing or not (failure.reached or came):
                raise _given_up(failure, url, part) from None
            if fruitless == TRIES or part.begun_anew > TRIES:
                raise _given_up(failure, url, part, _NO_MORE) from None
            pause = 2**fruitless if failure.wait is None else failure.wait
            sleep(min(pause, LONGEST_WAIT))
        else:
            return target


def bring_over(what: str) -> str:
    """Return how a file comes to a machine whose network does not let it be downloaded."""
    return f"fetch {what} on another machine and bring it here with scp"


class _Part:
    """What is there of a file: its bytes, and the validator and size of the file they are from.

    Bytes without a validator are of no known file, so they count as none.
    """

    def __init__(self, target: Path) -> None:
        self.target = target
        self.path = target.with_name(f"{target.name}.part")
        self.label = target.with_name(f"{target.name}.part.json")
        self.validator: str | None = None
        self.size: int | None = None
        self.done = 0
        self.begun_anew = 0
        try:
            kept = json.loads(self.label.read_bytes())
            validator, size = kept["validator"], kept["size"]
            done = self.path.stat().st_size
        except (OSError, ValueError, TypeError, KeyError):
            return
        if _is_validator(validator) and (size is None or isinstance(size, int)):
            self.validator, self.size, self.done = validator, size, done

    def begin(self, validator: str | None, size: int | None) -> None:
        """Drop the bytes that are there and begin with a file of this validator and size."""
        self.begun_anew += self.done > 0
        self.validator, self.size, self.done = validator, size, 0
        with self._writing():
            self.target.parent.mkdir(parents=True, exist_ok=True)
            # The label goes first and comes last: it never stands beside bytes of another file.
            self.label.unlink(missing_ok=True)
            self.path.write_bytes(b"")
            if validator is not None:
                self.label.write_text(json.dumps({"validator": validator, "size": size}))

    def check_room(self, coming: int) -> None:
        """Check that the disk has room for so many bytes, before hours go by until it is full."""
        with self._writing():
            free = shutil.disk_usage(self.path.parent).free
        if coming > free:
            raise DataError(
                f"{self.path.parent} has {free:,} bytes free, and {coming:,} of "
                f"{self.target.name} are to come{self.kept}."
            )

    def open(self) -> FileIO:
        """Open for appending, without a buffer: what `append` took is in the file."""
        with self._writing():
            return self.path.open("ab", buffering=0)

    def append(self, file: FileIO, piece: bytes) -> None:
        """Write `piece` at the end; a full disk may take a part of it."""
        rest = memoryview(piece)
        while rest:
            with self._writing():
                written = file.write(rest)
            self.done += written
            rest = rest[written:]

    def finish(self) -> None:
        """Give the file its name."""
        with self._writing():
            with self.path.open("rb") as file:
                os.fsync(file.fileno())
            self.path.replace(self.target)
            self.label.unlink(missing_ok=True)

    @property
    def kept(self) -> str:
        """Say what the next download goes on from, as the next clause of a sentence."""
        if not self.done or self.validator is None:
            return ""
        return f"; the {self.done:,} bytes that came are kept for the next time"

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise DataError(f"Cannot write {self.path}: {in_words(error)}{self.kept}.") from None


def _receive(url: str, part: _Part, progress: Callable[[int, int | None], None]) -> None:
    """Ask once for what is missing and take it; return when the part is whole."""
    headers: dict[str, str] = {}
    accept: tuple[int, ...] = (200, 206)
    if part.done and part.validator is not None:
        headers = {"Range": f"bytes={part.done}-", "If-Range": part.validator}
        accept = (200, 206, 416)
    with open_address(url, accept=accept, headers=headers) as answer:
        _check_is_the_file(answer)
        if answer.status == 200:
            size = coming = answer.length
            if size is None and not answer.chunked:
                raise WebError(
                    f"{host(answer.url)} does not say how long the file is, so a whole one cannot "
                    "be told from a part"
                )
            part.begin(_validator(answer), size)
        else:
            coming, size = _rest(answer, part)
        part.check_room(coming or 0)
        progress(part.done, size)
        with part.open() as file:
            for piece in _pieces(answer, coming):
                part.append(file, piece)
                progress(part.done, size)
    if size is not None and part.done < size:
        raise broken_off(answer.url, f"{part.done:,} of {size:,} bytes are there")


def _pieces(answer: HTTPResponse, coming: int | None) -> Iterator[bytes]:
    """Yield the body of an answer, at most `coming` bytes of it."""
    while coming is None or coming > 0:
        piece = read_some(answer, _PIECE if coming is None else min(_PIECE, coming))
        if not piece:
            return
        if coming is not None:
            coming -= len(piece)
        yield piece


def _rest(answer: HTTPResponse, part: _Part) -> tuple[int, int]:
    """Return how many bytes a 206 or a 416 brings, and the size of the file.

    An answer that does not go on where the part ends, or is of another file, drops the part.
    """
    found = _RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
    size = int(found[3]) if found and found[3] != "*" else part.size
    name = "ETag" if (part.validator or "").startswith('"') else "Last-Modified"
    seen = answer.headers.get(name, part.validator)
    if size is not None and part.size in (None, size) and part.validator == seen:
        if answer.status == 416 and part.done == size:
            return 0, size
        if answer.status == 206 and found and found[1]:
            first, last = int(found[1]), int(found[2])
            if first == part.done <= last < size:
                return last + 1 - first, size
    part.begin(None, None)
    raise WebError(
        f"{host(answer.url)} answered with another part of the file than asked for", passing=True
    )


def _check_is_the_file(answer: HTTPResponse) -> None:
    if answer.status != 416 and answer.headers.get_content_type() in (
        "text/html",
        "application/xhtml+xml",
    ):
        raise WebError(
            f"{host(answer.url)} answered with a web page instead of the file, perhaps the sign-in "
            "page of this network"
        )
    if answer.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise WebError(f"{host(answer.url)} sends the file packed in a way not asked for")


def _validator(answer: HTTPResponse) -> str | None:
    """Return what If-Range takes: a strong ETag, else Last-Modified (RFC 9110, section 13.1.5)."""
    etag = answer.headers.get("ETag", "").strip()
    for text in (etag if etag.startswith('"') else "", answer.headers.get("Last-Modified", "")):
        if _is_validator(text):
            return text
    return None


def _is_validator(text: object) -> bool:
    return isinstance(text, str) and 0 < len(text) <= 200 and text.isascii() and text.isprintable()


def _given_up(failure: WebError, url: str, part: _Part, tries: str = "") -> NetworkError:
    if failure.status in (404, 410):
        return NetworkError(
            f"{failure.what}{tries}{part.kept}; there is no such release of that edition there."
        )
    return NetworkError(f"{failure.what}{tries}{part.kept}; {bring_over(url)}.", "import")
