"""What comes from data, as it may stand in a picture."""

from __future__ import annotations

from math import isfinite

from aigoods.text import clean


def label(text: object) -> str:
    """Return a name without anything that a terminal would obey, cut at 200 characters."""
    return clean(str(text), 200)


def number(value: float | None) -> float | None:
    """Return a value that can be drawn: a float, or None for what is not finite."""
    return None if value is None or not isfinite(value) else float(value)
