"""How cells look, by number, and the shortest way from one look to another (ECMA-48, SGR)."""

from __future__ import annotations

from typing import NamedTuple

PLAIN = 0
"""The number of the look that a terminal has after a reset."""
UNKNOWN = -1
"""The number of a look that is not known."""

BOLD, DIM = "1", "2"
OFF = {BOLD: "22", DIM: "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""Attributes, and what takes each away; bold and dim go together."""
COLOUR_PARTS = {"2": 5, "5": 3}
"""After 38 and 48: how many parts say a colour of 24 bits, and one of 256."""


class NotUnderstood(ValueError):  # noqa: N818 - it is no error of the program.
    """What is written to the terminal does more, or may do more, than is known here."""


class Look(NamedTuple):
    """The codes of a look: of its ink and ground, empty where they are the terminal's own."""

    ground: tuple[str, ...] = ()
    ink: tuple[str, ...] = ()
    attributes: frozenset[str] = frozenset()


class Looks:
    """All looks that have been met, each with its number; what was read once is looked up."""

    def __init__(self) -> None:
        self._looks = [Look()]
        self._numbers = {Look(): PLAIN}
        self._after: dict[tuple[int, str], int] = {}
        self._changes: dict[tuple[int, int], str] = {}

    def after(self, number: int, codes: str) -> int:
        """Return the look after `codes` have come, as `0;1;38;5;9`, upon the look `number`.

        An unknown look stays one until a reset.

        Raises:
            NotUnderstood: there is a code that is not known.

        """
        found = self._after.get((number, codes))
        if found is None:
            found = self._after[number, codes] = self._read(number, codes)
        return found

    def change(self, before: int, after: int) -> str:
        """Return the shortest sequence that makes the look `after` of the look `before`."""
        found = self._changes.get((before, after))
        if found is None:
            found = self._changes[before, after] = self._write(before, after)
        return found

    def _read(self, number: int, codes: str) -> int:
        parts = [part.lstrip("0") for part in codes.split(";")]
        look = None if number == UNKNOWN else self._looks[number]
        place = 0
        while place < len(parts):
            part, size = parts[place], 1
            if not part:
                look = Look()
            elif part in ("38", "48"):
                size = COLOUR_PARTS.get("".join(parts[place + 1 : place + 2]), 0)
                colour = tuple(each or "0" for each in parts[place : place + size])
                if not size or len(colour) < size:
                    raise NotUnderstood(codes)
                if look is not None:
                    inked = part == "38"
                    look = look._replace(ink=colour) if inked else look._replace(ground=colour)
            else:
                look = _with(look, part)
            place += size
        return UNKNOWN if look is None else self._number(look)

    def _number(self, look: Look) -> int:
        number = self._numbers.setdefault(look, len(self._looks))
        if number == len(self._looks):
            self._looks.append(look)
        return number

    def _write(self, before: int, after: int) -> str:
        new = self._looks[after]
        whole = [*sorted(new.attributes), *new.ink, *new.ground]
        anew = f"\x1b[{';'.join(['0', *whole] if whole else [])}m"
        if before == UNKNOWN:
            return anew
        old = self._looks[before]
        codes = sorted({OFF[each] for each in old.attributes - new.attributes})
        kept = old.attributes if "22" not in codes else old.attributes - {BOLD, DIM}
        codes += sorted(new.attributes - kept)
        codes += () if new.ink == old.ink else new.ink or ("39",)
        codes += () if new.ground == old.ground else new.ground or ("49",)
        step = f"\x1b[{';'.join(codes)}m" if codes else ""
        return min(step, anew, key=len)


def _with(look: Look | None, code: str) -> Look | None:
    """Return a look after one more code that stands alone.

    Raises:
        NotUnderstood: it is not known.

    """
    if code in OFF:
        return look and look._replace(attributes=look.attributes | {code})
    gone = {each for each, off in OFF.items() if off == code}
    if gone:
        return look and look._replace(attributes=look.attributes - gone)
    if not code.isascii() or not code.isdigit():
        raise NotUnderstood(code)
    number = int(code)
    if number in range(30, 38) or number in range(90, 98):
        return look and look._replace(ink=(code,))
    if number in range(40, 48) or number in range(100, 108):
        return look and look._replace(ground=(code,))
    if number == 39:
        return look and look._replace(ink=())
    if number == 49:
        return look and look._replace(ground=())
    raise NotUnderstood(code)
