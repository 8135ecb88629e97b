"""What the Data page asks before an import or a download, made from what the sources say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.dataset.places import typed_path
from aigoods.errors import UsageError
from aigoods.explorer.screens.form import Entry, Form
from aigoods.explorer.screens.picker import Choice, Found, Picker
from aigoods.sources import every, find_source, import_fields
from aigoods.sources.importing import plan_import
from aigoods.sources.source import read_request
from aigoods.text import alternatives, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import App

    from aigoods.sources.source import Field, Request, Source


def import_form(path: str, goods: str) -> Form:
    """Return the form of an import, with the path and the goods of the last one in it."""
    lines = _lines(import_fields(), {"goods": goods})
    first = Entry("From", path, "zip, folder or .csv", path=True)
    titles = alternatives([each.title for each in every()])
    return Form(f"Import {titles}", [first, *lines], _read_import)


def choose_source(app: App[None], then: Callable[[Source | None], None]) -> None:
    """Go on with the one source that there is, or with the one that is chosen."""
    sources = every()
    if len(sources) == 1:
        then(sources[0])
        return
    choices = [Choice("source", each.name, each.title, each.publisher) for each in sources]

    def find(text: str) -> Found:
        return Found([each for each in choices if fold(text) in fold(each.name)])

    def chosen(choice: Choice | None) -> None:
        then(find_source(choice.key) if choice else None)

    app.push_screen(Picker("Fetch from", find), chosen)


def fetch_form(source: Source) -> Form:
    """Return the form of a download."""
    lines = _lines(source.to_fetch, {})
    title = f"Fetch {source.title} from {source.publisher}"
    return Form(title, lines, lambda texts: _read(source.to_fetch, texts))


def _lines(fields: Sequence[Field], given: dict[str, str]) -> list[Entry]:
    return [
        Entry(each.name.capitalize(), given.get(each.name, each.default), each.empty)
        for each in fields
    ]


def _read(fields: Sequence[Field], texts: Sequence[str]) -> Request:
    return read_request(fields, dict(zip((each.name for each in fields), texts, strict=True)))


def _read_import(texts: Sequence[str]) -> tuple[Path, Request]:
    """Return what is to be imported of the texts of the form as they were typed.

    Raises:
        AigoodsError: nothing of a source lies at the path, or a text is not well formed.

    """
    path, *others = texts
    if not path:
        raise UsageError(f"Give {alternatives([each.files for each in every()])}.")
    request = _read(import_fields(), others)
    place = typed_path(path)
    plan_import([place], request)
    return place, request
