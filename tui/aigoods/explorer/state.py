"""What the explorer remembers from one start to the next: the last scene and the theme."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.errors import UsageError
from aigoods.pages import parse_scene
from aigoods.whole import WriteError, write_whole

if TYPE_CHECKING:
    from pathlib import Path

STATE_FILE = "explorer.json"


class State(NamedTuple):
    """Scene and theme of the last time; an empty theme stands for the terminal's own.

    `dataset` was turned to while `used` was the one in use; "" where it was the one to begin with.
    """

    scene: Scene = Scene(View())
    theme: str = ""
    dataset: str = ""
    used: str = ""


def load_state(folder: Path) -> State:
    """Return the state kept in `folder`; where it is missing or damaged, a fresh one."""
    try:
        content = json.loads((folder / STATE_FILE).read_text(encoding="utf-8"))
        other = (str(content.get(name, "")) for name in ("dataset", "used"))
        return State(parse_scene(str(content["scene"])), str(content["theme"]), *other)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, UsageError):
        return State()


def save_state(folder: Path, state: State) -> str:
    """Keep `state` in `folder`; return a sentence about what failed, empty where nothing did."""
    content = {"scene": str(state.scene), "theme": state.theme}
    if state.dataset:
        content |= {"dataset": state.dataset, "used": state.used}
    return save_text(folder / STATE_FILE, json.dumps(content) + "\n")


def save_text(path: Path, text: str, what: str = "The last view") -> str:
    """Write a file whole or not at all; return a sentence about what failed, or nothing.

    `what` begins the sentence: it is what the file holds.
    """
    try:
        write_whole({path: text.encode()}, folders=True)
    except WriteError as error:
        return f"{what} was not kept in {path.parent}: {error.reason}."
    return ""
