"""A screen, kept so that the next start shows numbers before Polars is imported.

The last one is kept on leaving; the first one comes with the embedded dataset, made by
`python -m aigoods.explorer.kept`. A screen is shown only if program and dataset are the same as
when it was made, and the answer that is computed afterwards takes its place.
"""

from __future__ import annotations

import json
import re
import threading
import zlib
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from aigoods import __version__
from aigoods.analysis.answer import Drawing, Head
from aigoods.analysis.column import Column, Fact, Sum
from aigoods.analysis.view import View
from aigoods.catalog.tables import data_folder
from aigoods.dataset.manifest import Manifest
from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import EMBEDDED, embedded_folder
from aigoods.dataset.schema import MANIFEST_FILE
from aigoods.errors import DataError, UsageError
from aigoods.explorer.sheet import Row, Sheet
from aigoods.explorer.state import State, save_state, save_text
from aigoods.pages import parse

if TYPE_CHECKING:
    from pathlib import Path

    from aigoods.dataset.places import Place

SCREEN_FILE = "screen.json"
_KEPT = [field.name for field in fields(Head) if field.name not in ("view", "manifest")]
_ESCAPED = re.compile(r'\\[^"\\]')
"""What stands in JSON for a character that cannot be printed."""
_VALUES = {"columns": Column, "draws": Drawing, "facts": Fact, "totals": Fact}


class Keeper:
    """Keeps state and screen in a folder, from any thread.

    `failure` is a sentence about what went wrong the last time, empty where nothing did.
    """

    def __init__(self, folder: Path) -> None:
        self.failure = ""
        self._folder = folder
        self._lock = threading.Lock()

    def __call__(self, state: State, sheet: Sheet | None, stamped: str) -> None:
        """Keep `state`, and the screen if it shows the View of that state."""
        with self._lock:
            self.failure = save_state(self._folder, state)
            if (
                not self.failure
                and stamped
                and sheet is not None
                and sheet.head.view == state.scene.view
            ):
                screen = to_json(sheet, state.scene.view, stamped)
                self.failure = save_text(self._folder / SCREEN_FILE, screen)


def stamp(dataset: Place) -> str:
    """Return what program and dataset are now; empty where the dataset has no manifest here.

    The manifest holds the hashes of the tables, so it changes with them. Of a dataset at an address
    no screen is kept: whether it is the same takes as long to ask as the answer itself.
    """
    if isinstance(dataset, str):
        return ""
    try:
        return f"{__version__} {zlib.crc32((dataset / MANIFEST_FILE).read_bytes()):08x}"
    except OSError:
        return ""


def to_json(sheet: Sheet, asked: View, stamped: str) -> str:
    """Return the screen that answers `asked` as text; `stamped` is the `stamp` of its dataset."""
    head = sheet.head
    content = {
        "stamp": stamped,
        "asked": str(asked),
        "view": str(head.view),
        "head": {name: getattr(head, name) for name in _KEPT},
        "rows": sheet.rows,
        "widths": sheet.widths,
        "kinds": sheet.kinds,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def load_screen(path: Path, asked: View, dataset: Place) -> Sheet | None:
    """Return the screen kept in `path`, None unless it is what `dataset` answers to `asked`.

    A file that is damaged, or that holds what a terminal would obey, is as good as none.
    """
    stamped = stamp(dataset)
    try:
        text = path.read_text(encoding="utf-8").rstrip("\n")
        if not text.isprintable() or _ESCAPED.search(text):
            return None
        content = json.loads(text)
        if not stamped or content["stamp"] != stamped or content["asked"] != str(asked):
            return None
        return _sheet(content, read_manifest(dataset))
    except (OSError, ValueError, KeyError, TypeError, RecursionError, DataError, UsageError):
        return None


def _sheet(content: dict[str, Any], manifest: Manifest) -> Sheet:
    kept = {name: _tuples(value) for name, value in content["head"].items()}
    for name, values in _VALUES.items():
        kept[name] = tuple(values(*each) for each in kept[name])
    kept["columns"] = tuple(c._replace(sum=c.sum and Sum(*c.sum)) for c in kept["columns"])
    head = Head(view=parse(content["view"]), manifest=manifest, **kept)
    rows = tuple(Row(*row) for row in content["rows"])
    return Sheet(head, rows, content["widths"], tuple(content["kinds"]))


def _tuples(value: Any) -> Any:
    """Return lists of JSON as the tuples that they were."""
    return tuple(map(_tuples, value)) if isinstance(value, list) else value


def first_screen() -> Path:
    """Return the file of the screen with which a fresh explorer opens."""
    return data_folder() / "screens" / f"{EMBEDDED}.json"


def write_first_screen() -> None:
    """Write the first screen, computed from the embedded dataset."""
    from aigoods.dataset.folder import open_dataset
    from aigoods.pages import answer

    dataset = embedded_folder()
    sheet = Sheet.of(answer(View(), open_dataset(dataset)))
    text = to_json(sheet, View(), stamp(dataset)) + "\n"
    first_screen().write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_first_screen()
