"""From the bytes of a terminal to keys, mouse and pastes; what is not understood is dropped.

Textual's own reader ends at bytes that are no UTF-8 and at numbers beyond Unicode, and types
out, key by key, what it does not know: the answer of a terminal to a question of another program
would press `q`. Here the bytes are cut into whole sequences first, by their form (ECMA-48, section
5.4; xterm's mouse reports), and each is read by itself.
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser
from textual.events import Key, MouseEvent, Paste
from textual.messages import TerminalSupportsSynchronizedOutput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.message import Message

ESC = b"\x1b"
PASTE, PASTED = b"\x1b[200~", b"\x1b[201~"
LONGEST = 32
"""Characters of the longest sequence that Textual reads; of longer ones it makes keys."""
MOST = 1 << 18
"""Bytes that are kept for the end of a sequence or of a paste that does not come."""
FAR = 10_000
"""Cells; no terminal is as wide, so a report of the mouse beyond is none."""
UNIT = re.compile(
    rb"""
      [^\x1b]+                                               # text
    | \x1b\[200~.*?\x1b\[201~                                # a paste
    | \x1b\[M(?:[^\x1b]{3}|[^\x1b]{0,2}(?=\x1b))             # an old report of the mouse
    | \x1b\[\[(?:[^\x1b]|(?=\x1b))                           # F1 to F5 of the Linux console
    | \x1b\[\d+\$(?!y)                                       # a key with shift, of rxvt
    | \x1b\[(?!200~|M|\[)[\x20-?]*(?:[@-~]|(?=[^\x20-~]))    # a control sequence
    | \x1bO[0-9;]*(?:[@-~]|(?=[^0-9;@-~]))                   # a key of the keypad
    | \x1b[PX\]^_][^\x07\x1b]*(?:\x07|\x1b\\|(?=\x1b[^\\]))  # a string, such as a colour
    | \x1b(?=\x1b)                                           # esc before another sequence
    | \x1b[\xc2-\xf4](?:[\x80-\xbf]+|(?=[^\x80-\xbf]))        # alt and a letter beyond ASCII
    | \x1b[^\x1b\[OPX\]^_\xc2-\xf4]                           # alt and a key
    """,
    re.DOTALL | re.VERBOSE,
)
STRING = re.compile(rb"\x1b[PX\]^_]")
CUT_OFF = re.compile(rb"\x1b[\[O]")


class Keys:
    """Makes messages of bytes that come in any pieces; `pending` waits for its end.

    A control sequence that is cut off by a byte that has no place in it is dropped up to there.
    """

    def __init__(self) -> None:
        self.pending = b""
        self._parser = XTermParser()
        self._decoder = getincrementaldecoder("utf-8")("ignore")

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield what is whole with `data` at the end."""
        self.pending += data
        while match := UNIT.match(self.pending):
            self.pending = self.pending[match.end() :]
            yield from self._read(match.group())
        if len(self.pending) > MOST:
            yield from self.rest()

    def rest(self) -> Iterator[Message]:
        """Yield what `pending` is, as nothing has followed it for a while.

        An `esc`, `alt` and a key, or a paste whose end was lost; anything else is dropped.
        """
        rest, self.pending = self.pending, b""
        if rest.startswith(PASTE):
            yield from self._read(rest)
        elif rest == ESC or (len(rest) == len(ESC) + 1 and rest.isascii()):
            yield from self._known(rest.decode())

    def _read(self, unit: bytes) -> Iterator[Message]:
        """Yield what a whole sequence, or a piece of text, says."""
        if not unit.startswith(ESC):
            for letter in self._decoder.decode(unit):
                yield from self._known(letter)
            return
        self._decoder.reset()
        if unit.startswith(PASTE):
            text = unit.removeprefix(PASTE).removesuffix(PASTED).decode("utf-8", "ignore")
            yield Paste(text.replace("\0", ""))
            return
        sequence = unit.decode("utf-8", "ignore")
        if STRING.match(unit) or CUT_OFF.fullmatch(unit) or len(sequence) > LONGEST:
            return
        if len(sequence) > 1 or unit == ESC:
            yield from self._known(sequence)

    def _known(self, sequence: str) -> Iterator[Message]:
        """Yield what Textual makes of one whole sequence, or nothing where it fails."""
        parser = self._parser
        try:
            found = list(parser.feed(sequence))
            if parser._timeout_time is not None and len(sequence) <= 2:
                parser._timeout_time = 0.0
                found += parser.tick()
        except Exception:  # Whatever it is that bytes from outside set off.
            found, self._parser = [], XTermParser()
        if parser._timeout_time is not None:  # It waits for more, which belongs to the next one.
            self._parser = XTermParser()
        yield from filter(_understood, found)


def _understood(message: Message) -> bool:
    """Return whether a message may reach the app.

    Sizes come from the terminal itself, and whether its window has the focus is nothing to us.
    """
    if isinstance(message, Key):
        return not any("\ud800" <= letter <= "\udfff" for letter in message.key)
    if isinstance(message, MouseEvent):
        return max(message.x, message.y) < FAR
    return isinstance(message, Paste | TerminalSupportsSynchronizedOutput)
