"""From bytes to keys: everything that is understood arrives, nothing else does any harm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._xterm_parser import XTermParser
from textual.events import Key, MouseDown, MouseScrollDown, Paste

from aigoods.explorer.keys import MOST, Keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.message import Message

WHOLE = [
    sequence.encode()
    for sequence, keys in ANSI_SEQUENCES_KEYS.items()
    if keys is not IGNORE_SEQUENCE
    and sequence != "\x1b\x1b"
    and not re.fullmatch(r"\x1b\[\d+;\d+R", sequence)  # Also the place of the cursor.
]
FOREIGN = [
    b"\xe9",  # Latin-1
    b"\xff\xfe",
    b"\xed\xa0\x80",  # A surrogate in UTF-8.
    b"\x1b[M " + bytes([32 + 130, 32 + 10]),  # An old report of the mouse.
    b"\x1b[M#\xff\xff",
    b"\x1b[1099::102u",
    b"\x1b[49;1:1u",
    b"\x1b[1114112u",
    b"\x1b[55296;1;55296u",
    b"\x1b[97;1;" + b"97:" * 40 + b"98u",
    b"\x1b[" + b"9" * 5000 + b"u",
    b"\x1b[<0;99999999999;1M",
    b"\x1b[<0;-3;1M",
    b"\x1b[48;1;1;0;0t",
    b"\x1b[48;99999;99999;1;1t",
    b"\x1b[5;5R",
    b"\x1b[?2048;1$y",
    b"\x1b[?62;22c",
    b"\x1b[>0;276;0c",
    b"\x1b[I",
    b"\x1b[O",
    b"\x1b]11;rgb:1111/2222/qqqq\x07",
    b"\x1b]11;rgb:1111/2222/qqqq\x1b\\",
    b"\x1bP>|qterm(1)\x1b\\",
    b"\x1b_Gi=1;q\x1b\\",
    b"\x1b[\xe9",
    b"\x1b[1;\xff",
    b"\x1b[[q",
    b"\x1b\xe9",
]


def read(pieces: Sequence[bytes]) -> list[Message]:
    """Return what comes of bytes, after which nothing follows."""
    keys = Keys()
    found = [message for piece in pieces for message in keys.feed(piece)]
    return [*found, *keys.rest()]


def names(messages: list[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, Key)]


def test_each_key_of_textual_arrives_whole_and_in_pieces() -> None:
    parser = XTermParser()
    for sequence in WHOLE:
        expected = [key.key for key in parser._sequence_to_key_events(sequence.decode())]
        assert expected
        for pieces in ([sequence], [bytes([each]) for each in sequence]):
            assert names(read(pieces)) == expected, sequence
            if sequence != b"\x1b":
                assert names(read([*pieces, b"j"])) == [*expected, "j"], sequence


@pytest.mark.parametrize("sequence", FOREIGN, ids=lambda each: repr(each[:20]))
def test_what_is_not_understood_is_dropped_and_nothing_of_it_typed(sequence: bytes) -> None:
    typed = names(read([b"a", sequence, b"b"]))
    assert typed == ["a", "b"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("é字".encode(), ["é", "字"]),
        (b"\x1bx", ["alt+x"]),
        ("\x1bé".encode(), ["alt+é"]),
        (b"\x1b", ["escape"]),
        (b"\x1b\x1b[A", ["escape", "up"]),
        (b"\x1b[", ["left_square_bracket"]),
        (b"\x1bO", ["alt+shift+o"]),
        (b"\x1b[27u", ["escape"]),
        (b"\x1b[122;5u", ["ctrl+z"]),
        (b"\x1b[57443;3u", ["left_alt"]),
    ],
)
def test_keys_have_their_names(data: bytes, expected: list[str]) -> None:
    assert names(read([data])) == expected


def test_a_paste_is_one_whatever_is_in_it() -> None:
    for text in (b"8542", b"", b"a\x1b[31mb\nq", "é".encode() * 9000):
        (paste,) = read([b"\x1b[200~", text[:3], text[3:], b"\x1b[20", b"1~"])
        assert isinstance(paste, Paste)
        assert paste.text == text.decode()


def test_a_paste_without_an_end_does_not_take_the_keys_for_ever() -> None:
    keys = Keys()
    assert list(keys.feed(b"\x1b[200~abc")) == []
    assert [message.text for message in keys.rest() if isinstance(message, Paste)] == ["abc"]
    assert names(list(keys.feed(b"q"))) == ["q"]
    assert len(list(keys.feed(b"\x1b[200~" + b"x" * MOST))) == 1
    assert keys.pending == b""


def test_the_mouse_is_understood() -> None:
    down, wheel = read([b"\x1b[<0;11;6M\x1b[<65;1;1M"])
    assert isinstance(down, MouseDown)
    assert (down.x, down.y) == (10, 5)
    assert isinstance(wheel, MouseScrollDown)


TOKENS = st.one_of(
    st.sampled_from([*WHOLE, *FOREIGN, b"\x1b[200~", b"\x1b[201~", b"\x1b", b"\x1b[", b"\x1b[M"]),
    st.binary(max_size=12),
    st.builds(
        lambda numbers, end: b"\x1b[" + b";".join(str(n).encode() for n in numbers) + end,
        st.lists(st.integers(-9, 1 << 40), max_size=5),
        st.sampled_from([b"u", b"~", b"M", b"R", b"t", b"A", b"$y", b":3u", b"m"]),
    ),
)


@settings(max_examples=300)
@given(st.lists(TOKENS, max_size=12), st.data())
def test_no_bytes_raise_and_afterwards_keys_arrive(
    tokens: list[bytes], data: st.DataObject
) -> None:
    whole = bytearray(b"".join(tokens))
    for _ in range(data.draw(st.integers(0, 3)) if whole else 0):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    keys = Keys()
    found = [*keys.feed(bytes(whole[:cut])), *keys.feed(bytes(whole[cut:])), *keys.rest()]
    for key in names(found):
        key.encode()
    assert names(list(keys.feed(b"j\x1b[Aq"))) == ["j", "up", "q"]
