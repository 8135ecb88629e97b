"""The terminals that the wire is proved on see each difference that a reader could."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from explorer.wire.emulators import Bittty, Pyte

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.wire.emulators import Emulator

KINDS = pytest.mark.parametrize("kind", [Pyte, Bittty])
SHOWN = ("31", "42", "97", "100", "38;5;208", "48;5;17", "38;2;1;2;3", "48;2;1;2;3")
TAKEN_BACK = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28"}
TAKEN_BACK |= {"9": "29", "53": "55"} | dict.fromkeys(SHOWN, "39;49")


@KINDS
@pytest.mark.parametrize("code", TAKEN_BACK)
def test_each_attribute_is_seen(kind: Callable[[int, int], Emulator], code: str) -> None:
    plain, styled, back = (kind(10, 2) for _ in range(3))
    plain.feed("\x1b[1;1Ha")
    styled.feed(f"\x1b[1;1H\x1b[{code}ma")
    back.feed(f"\x1b[1;1H\x1b[{code}m\x1b[{TAKEN_BACK[code]}ma")
    assert plain.row(0)[0] != styled.row(0)[0]
    assert plain.row(0) == back.row(0)


@KINDS
def test_rows_that_change_are_named(kind: Callable[[int, int], Emulator]) -> None:
    emulator = kind(10, 3)
    emulator.changed()
    emulator.feed("\x1b[2;4H字\x1b[3;1H")
    assert 1 in emulator.changed()
    assert emulator.cursor() == (0, 2, False)
    assert emulator.row(1)[3][0] == "字"


@KINDS
def test_the_alternate_screen_is_blank_at_taking_it(kind: Callable[[int, int], Emulator]) -> None:
    emulator, blank = kind(4, 2), kind(4, 2)
    emulator.feed("\x1b[?1049h\x1b[1;1Habc\x1b[?1049l\x1b[?1049h")
    assert emulator.row(0) == blank.row(0)
