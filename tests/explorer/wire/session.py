"""One session at the keyboard, in which every page, dialog and theme comes and the size changes."""

from __future__ import annotations

SIZES = {"smaller": (100, 30), "tiny": (40, 15), "too small": (30, 8), "larger": (140, 45)}
"""Steps of the session that are no keys; `back` is the size at the start."""

SESSION = (
    *("j", "pagedown", "k", "end", "home", "left_square_bracket", "right_square_bracket", "f"),
    *("space", "j", "space", "c", "c", "t", "t", "t", "L", "x", "U"),
    *("slash", "t", "é", "字", "backspace", "backspace", "a", "i", "enter", "escape", "smaller"),
    *("enter", "tab", "shift+tab", "enter", "escape", "2", "3", "4", "z", "b", "5", "6", "l"),
    *("tiny", "p", "down", "escape", "1", "g", "8", "5", "down", "enter", "too small", "larger"),
    *("s", "S", "u", "T", "m", "down", "escape", "question_mark", "f", "escape"),
    *("colon", "k", "o", "enter", "i", "pagedown", "escape", "back", "T"),
    *("D", "j", "escape", "e", "escape", "d", "T", "1", "T"),
)
"""Names of keys, as Textual has them, and of sizes."""
