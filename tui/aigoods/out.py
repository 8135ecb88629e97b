"""The one way out for text: standard output for data, standard error for sentences.

What a stream cannot say in its encoding is said in ASCII. A stream that is closed or full is one
sentence and exit code 1; of a reader that has gone nothing is said.
"""

from __future__ import annotations

import codecs
import os
import sys
from typing import TYPE_CHECKING

from aigoods.errors import DataError
from aigoods.text import lower_first, to_ascii
from aigoods.whole import in_words

if TYPE_CHECKING:
    from typing import TextIO

_IN_ASCII = "aigoods-ascii"


def put(content: str | bytes) -> None:
    """Write data to standard output at once: text in its encoding, bytes as they are.

    Raises:
        DataError: standard output is closed, or what it goes to is full.
        BrokenPipeError: who reads it has seen enough.

    """
    if sys.stdout is None:
        raise DataError("Cannot write to standard output: it is closed.")
    try:
        _write(sys.stdout, content)
    except BrokenPipeError:
        _abandon(sys.stdout)
        raise
    except OSError as error:
        _abandon(sys.stdout)
        reason = lower_first(in_words(error))
        raise DataError(f"Cannot write to standard output: {reason}.") from None


def say(sentence: str, end: str = "\n") -> None:
    """Write a sentence to standard error, if there is one."""
    if sys.stderr is None:
        return
    try:
        _write(sys.stderr, f"{sentence}{end}")
    except OSError:
        _abandon(sys.stderr)


def terminal(stream: TextIO | None) -> bool:
    """Return whether a stream is a terminal; one that is closed is none."""
    return stream is not None and not stream.closed and stream.isatty()


def keep_closed() -> None:
    """Give the standard streams that the caller closed to nothing.

    A file that is opened would else take their numbers, and be written to in their place.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _write(stream: TextIO, content: str | bytes) -> None:
    if isinstance(content, str):
        encoding = stream.encoding or "utf-8"
        content = content.encode(encoding, _IN_ASCII)
    binary = getattr(stream, "buffer", None)
    if binary is None:  # A stream of text alone, such as one that takes the place of a terminal.
        stream.write(content.decode(stream.encoding or "utf-8"))
    else:
        stream.flush()
        binary.write(content)
    stream.flush()


def _abandon(stream: TextIO) -> None:
    """Let what is still in the buffer go nowhere, so that it does not fail again at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _in_ascii(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return to_ascii(error.object[error.start : error.end]), error.end


codecs.register_error(_IN_ASCII, _in_ascii)
