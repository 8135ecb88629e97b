"""What the explorer remembers from one start to the next: the last view and the theme."""

from __future__ import annotations

import contextlib
import json
import os
from typing import TYPE_CHECKING, NamedTuple

from aigoods.analysis.view import View, parse
from aigoods.errors import UsageError
from aigoods.text import clean

if TYPE_CHECKING:
    from pathlib import Path

STATE_FILE = "explorer.json"


class State(NamedTuple):
    """View, theme and marks of the last time; an empty theme stands for the terminal's own."""

    view: View = View()
    theme: str = ""
    marks: tuple[str, ...] = ()


def load_state(folder: Path) -> State:
    """Return the state kept in `folder`; where it is missing or damaged, a fresh one."""
    try:
        content = json.loads((folder / STATE_FILE).read_text(encoding="utf-8"))
        marks = tuple(clean(str(mark), 40) for mark in content.get("marks", ()))
        return State(parse(str(content["view"])), str(content["theme"]), marks)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, UsageError):
        return State()


def save_state(folder: Path, state: State) -> str:
    """Keep `state` in `folder`; return a sentence about what failed, empty where nothing did."""
    content = {"view": str(state.view), "theme": state.theme, "marks": state.marks}
    return save_text(folder / STATE_FILE, json.dumps(content) + "\n")


def save_text(path: Path, text: str, what: str = "The last view") -> str:
    """Write a file whole or not at all; return a sentence about what failed, or nothing.

    `what` begins the sentence: it is what the file holds.
    """
    fresh = path.with_suffix(f".{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        return f"{what} was not kept in {path.parent}: {error.strerror}."
    return ""
