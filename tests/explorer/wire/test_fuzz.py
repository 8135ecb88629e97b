"""Random streams through the wire: the terminal shows the same, whatever a program writes.

`AIGOODS_EXAMPLES=5000 pytest tests/explorer/wire/test_fuzz.py` tries as many, others each time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.wire.both import END_OF_FRAME, FRAME, Both
from explorer.wire.emulators import Bittty, Pyte

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.wire.emulators import Emulator

COLUMNS, ROWS = 14, 5
ANY_CELL = len(f"\x1b[{ROWS};{COLUMNS}H")
EXAMPLES = int(os.environ.get("AIGOODS_EXAMPLES", "40"))
"""How many streams each test tries; other ones at each run where the variable is set."""
FUZZ = settings(max_examples=EXAMPLES, derandomize="AIGOODS_EXAMPLES" not in os.environ)
KINDS = pytest.mark.parametrize("kind", [Pyte, Bittty])

CODES = (
    *("0", "", "1", "2", "3", "4", "7", "8", "9", "22", "23", "24", "27", "28", "29", "39", "49"),
    *("31", "42", "97", "100", "38;5;208", "48;5;17", "38;2;10;20;30", "48;2;0;0;0", "38;2;0;1;7"),
    *("5", "25", "1;31;44", "0;7", "3;38;2;250;250;250;48;2;18;18;18;9"),
)
ODD_CODES = (*CODES, "21", "53", "55", "38", "58;5;1", "10")
FEW = ("0", "1", "2", "1;2", "22", "38;5;208", "7")
"""Looks of which several meet in a row, bold and dim among them, which one code takes back."""
LETTERS = "abc  xyz──█▍▆─01é·"
ODD = "字🙂\u0301\u200d\ufe0f\u200b\u0e33ﬁ\u00ad\u202e\U0001f1e9\U0001f1ea\u1100\u1161\u2764\u200e"
UNKNOWN = (  # Modes that last and change what a letter or a line end does are left out.
    *("\x1b[2J", "\x1b[K", "\x1b[1K", "\x1b[3X", "\x1b[2@", "\x1b[P", "\x1b[L", "\x1b[M", "\x1b[J"),
    *("\x1b[2A", "\x1b[B", "\x1b[3C", "\x1b[D", "\x1b[G", "\x1b[3d", "\x1b[s", "\x1b[u", "\x1b[S"),
    *("\x1b7", "\x1b8", "\x1bM", "\x1bD", "\x1bE", "\x1bc", "\x1b[!p"),
    *("\x1b[?25h", "\x1b[?25l", "\x1b[H\x1b[0m\x1b[?1049h", "\x1b[?7l", "\x1b[?7h"),
    *("\x1b]0;a title\x07", "\x1b]52;c;aGk=\x1b\\", "\x1b]22;text\x07", "\x1b[5n", "\x1b[?1003h"),
    *("\t", "\b", "\r", "\x0b", "\x0c", "\x07", "\x00", "\x7f", "\x0e", "\x0f", "\x1b(0", "\x1b(B"),
    *("\x1b]8;;https://example.org\x1b\\", "\x1b]8;;\x1b\\", "\x1b[>4;1m"),
    *("\x1b[58;2;1;2;3m", "\x1b[59m", "\x1b[38;2;1m", "\x1b[999;999H", "\x1b[;3H", "\x1b[H"),
)


def moves(columns: int = COLUMNS, rows: int = ROWS) -> st.SearchStrategy[str]:
    """Return moves to any cell."""
    return st.builds("\x1b[{};{}H".format, st.integers(1, rows), st.integers(1, columns))


def texts(letters: str, most: int) -> st.SearchStrategy[str]:
    """Return pieces of styled text as Textual writes them, and others."""
    looks = st.lists(st.sampled_from(ODD_CODES), min_size=1, max_size=3).map(";".join)
    text = st.text(letters, min_size=1, max_size=most)
    return st.one_of(
        st.builds("\x1b[{}m{}\x1b[0m".format, looks, text),
        st.builds("\x1b[{}m{}".format, looks, text),
        text,
    )


def runs(letters: str, codes: tuple[str, ...] = CODES) -> st.SearchStrategy[str]:
    """Return a move and text that ends at the edge at the latest, as frames of Textual do."""

    def fitting(y: int, x: int, pieces: list[tuple[str, str]]) -> str:
        room, said = COLUMNS - x + 1, f"\x1b[{y};{x}H"
        for look, text in pieces:
            said += f"\x1b[{look}m{text[:room]}\x1b[0m" if text[:room] else ""
            room -= len(text[:room])
        return said

    piece = st.tuples(st.sampled_from(codes), st.text(letters, min_size=1, max_size=COLUMNS))
    pieces = st.lists(piece, min_size=1, max_size=4)
    return st.builds(fitting, st.integers(1, ROWS), st.integers(1, COLUMNS), pieces)


PLAIN = st.lists(
    st.one_of(runs(LETTERS), runs("ab", FEW), runs("a ", ("0", "1")), st.just("\n")),
    min_size=1,
    max_size=12,
)
WILD = st.lists(
    st.one_of(
        runs(LETTERS),
        runs("a", FEW),
        moves(),
        texts(LETTERS, 9),
        texts(LETTERS + ODD, 4),
        st.sampled_from(UNKNOWN),
        st.sampled_from(("\n", FRAME, END_OF_FRAME)),
    ),
    min_size=1,
    max_size=14,
)
SIZES = st.sampled_from(((COLUMNS, ROWS), (COLUMNS, ROWS), (9, 3), (20, 7)))


@KINDS
@pytest.mark.parametrize("in_frames", [True, False])
@given(frames=st.lists(PLAIN, min_size=1, max_size=5))
@FUZZ
def test_frames_of_plain_text(
    kind: Callable[[int, int], Emulator], in_frames: bool, frames: list[list[str]]
) -> None:
    both = Both(kind, COLUMNS, ROWS, in_frames=in_frames)
    for frame in frames:
        both.write("".join(frame) + "\x1b[1;1H")


@KINDS
@given(frame=PLAIN)
@FUZZ
def test_what_is_shown_already_costs_next_to_nothing(
    kind: Callable[[int, int], Emulator], frame: list[str]
) -> None:
    both = Both(kind, COLUMNS, ROWS, in_frames=True)
    whole = "".join(frame).replace("\n", "") + "\x1b[1;1H"
    both.write(whole)
    both.write(whole)
    before = both.sizes[1]
    both.write(whole)
    assert both.sizes[1] - before <= ANY_CELL


@KINDS
@given(frames=st.lists(WILD, min_size=1, max_size=4), data=st.data())
@FUZZ
def test_any_stream_in_any_pieces(
    kind: Callable[[int, int], Emulator], frames: list[list[str]], data: st.DataObject
) -> None:
    both = Both(kind, COLUMNS, ROWS, in_frames=True)
    for frame in frames:
        both.resize(*data.draw(SIZES))
        whole = "".join(frame)
        if data.draw(st.booleans()):  # Without it most moves behind an odd letter are lost.
            whole = f"\x1b[?7l{whole}"
        cuts = data.draw(st.lists(st.integers(0, len(whole)), max_size=3).map(sorted))
        for begin, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
            both.write(whole[begin:end])
