"""The datasets on this machine: use another one, import, fetch, verify and remove."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Static

from aigoods.dataset import shelf
from aigoods.dataset.places import places
from aigoods.errors import AigoodsError, DataError
from aigoods.explorer import jobs
from aigoods.explorer.lasting import in_thread
from aigoods.explorer.messages import Ended, Listed, Loaded
from aigoods.explorer.screens.data_forms import choose_source, fetch_form, import_form
from aigoods.explorer.screens.working import Working
from aigoods.explorer.shelf_lines import USED, details, key_lines, lines, name_of
from aigoods.explorer.widgets.table import Table
from aigoods.sources.source import USUAL_GOODS
from aigoods.text import clean, size

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widgets import DataTable

    from aigoods.dataset.shelf import Shelved
    from aigoods.sources.source import Request, Source

KEYS = (
    ("enter", "use"),
    ("i", "import"),
    ("f", "fetch"),
    ("v", "verify"),
    ("x", "remove"),
    ("esc", "back"),
)
KEYS_AT_WORK = (("esc", "stop"), ("D", "back while it goes on"))
KEYS_ASKED = (("y", "remove"), ("esc", "keep"))


class DataScreen(Working):
    """Lists the datasets; what takes long runs in a thread, also while the page is not shown."""

    AUTO_FOCUS = "#table"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("i", "import_files", show=False),
        Binding("f", "fetch", show=False),
        Binding("v", "verify", show=False),
        Binding("x", "remove", show=False),
        Binding("y", "agree", show=False),
        Binding("escape", "leave", show=False),
        Binding("D,q,backspace", "close", show=False),
        Binding("ctrl+c", "interrupt", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.datasets: list[Shelved] = []
        self.at = ""
        self.said = Text()
        self.doomed: Shelved | None = None
        self.path, self.goods = "", USUAL_GOODS

    def compose(self) -> ComposeResult:
        """Compose the list above what is said of the row and of the work."""
        yield Static(id="shelf-head", markup=False)
        yield Table()
        yield Static(id="shelf-details", markup=False)
        yield Static(id="shelf-said", markup=False)
        yield Static(id="shelf-keys", markup=False)

    @property
    def table(self) -> Table:
        """The list."""
        return self.query_one(Table)

    @property
    def row(self) -> Shelved | None:
        """The dataset under the cursor, None before they are listed."""
        key = self.table.cursor_key
        return self.datasets[int(key)] if key else None

    def on_screen_resume(self) -> None:
        """List the datasets anew: they may have changed."""
        self.look()

    def on_resize(self) -> None:
        """Lay everything out for the new size."""
        self.paint()

    @in_thread("shelf")
    def look(self) -> None:
        """List the datasets."""
        self.post_message(Listed(shelf.shelved()))

    def on_listed(self, message: Listed) -> None:
        """Show the datasets, the cursor on the one where it was, at first on the one in use."""
        self.datasets = message.datasets
        names = [each.name for each in self.datasets]
        if self.at not in names:
            self.at = next((each.name for each in self.datasets if each.used), names[0])
        self.paint()

    def paint(self) -> None:
        """Paint everything for the present size and theme."""
        ink, width = self.explorer.ink, self.size.width
        head = Text(no_wrap=True)
        head.append(" Datasets  ", ink.strong)
        head.append(USED, ink.mark).append(" questions go to it", ink.muted)
        self.query_one("#shelf-head", Static).update(head)
        if self.datasets:
            names = [each.name for each in self.datasets]
            header, listed = lines(self.datasets, width - 2, ink)
            self.table.show(header, listed, str(names.index(self.at)), self.table.size.height)
        self.paint_row()
        self.say(self.said)

    def paint_row(self) -> None:
        """Paint what is known of the dataset under the cursor."""
        if self.datasets and self.table.cursor_key:
            place = int(self.table.cursor_key)
            said = details(self.datasets, place, self.size.width - 2, self.explorer.ink)
            self.query_one("#shelf-details", Static).update(said)

    def say(self, said: Text) -> None:
        """Show a sentence and the keys that count now."""
        self.said = said
        self.query_one("#shelf-said", Static).update(said)
        keys = KEYS_ASKED if self.doomed else KEYS_AT_WORK if self.job else KEYS
        shown = key_lines(keys, self.size.width, self.explorer.ink)
        self.query_one("#shelf-keys", Static).update(shown)

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        """Tell of the dataset under the cursor."""
        if event.row_key is not None and event.row_key.value and self.row is not None:
            self.at = self.row.name
            if self.doomed is not None and self.doomed.name != self.at:
                self._spare()
            self.paint_row()

    def on_data_table_row_selected(self) -> None:
        """Use the dataset under the cursor."""
        if not self._spare() and self.row is not None:
            self.use(self.row)

    @in_thread("use")
    def use(self, dataset: Shelved) -> None:
        """Let questions go to a dataset, here and at the next starts, once it gave an answer."""
        from aigoods.analysis.view import View
        from aigoods.dataset.folder import open_dataset
        from aigoods.pages import answer

        try:
            if dataset.manifest is None:
                raise DataError(dataset.trouble)
            opened = open_dataset(dataset.folder)
            answer(View(), opened)
            shelf.use(dataset.name)
        except AigoodsError as error:
            self.post_message(Ended(str(error), "error"))
            return
        self.app.post_message(Loaded(opened, used=dataset.name))

    def action_import_files(self) -> None:
        """Ask what to import, and begin."""

        def begin(given: tuple[Path, Request] | None) -> None:
            if given is not None:
                path, request = given
                self.path, self.goods = str(path), request.goods
                self.start(f"Importing {path}", partial(jobs.import_files, path, request))

        if self._free():
            self.app.push_screen(import_form(self.path, self.goods), begin)

    def action_fetch(self) -> None:
        """Ask what to fetch, and begin; where there are several sources, ask from which first."""

        def begin(source: Source, request: Request | None) -> None:
            if request is not None:
                title = " ".join(filter(None, ("Fetching", source.title, *request.own.values())))
                kept = "Stopped; what came is kept, and f goes on from there."
                self.start(title, partial(jobs.fetch, source, request), kept)

        def ask(source: Source | None) -> None:
            if source is not None:
                self.app.push_screen(fetch_form(source), partial(begin, source))

        if self._free():
            choose_source(self.app, ask)

    def action_verify(self) -> None:
        """Check the dataset under the cursor against the hashes of its manifest."""
        if self._free() and self.row is not None:
            self.start(f"Verifying {self.row.name}", partial(jobs.verify, self.row))

    def action_remove(self) -> None:
        """Ask whether the dataset under the cursor is to be removed."""
        if not self._free() or self.row is None:
            return
        name = name_of(self.row)
        if self.row.embedded:
            self.say(Text(f"{name} is embedded in the program and cannot be removed."))
            return
        self.doomed = self.row
        asked = f"Remove {name}, {size(self.row.size)}? y removes it, esc keeps it."
        self.say(Text(asked, self.explorer.ink.mark))

    def action_agree(self) -> None:
        """Remove the dataset that was asked about."""
        doomed, self.doomed = self.doomed, None
        if doomed is not None:
            self.start(f"Removing {doomed.name}", partial(jobs.remove, doomed))

    def action_leave(self) -> None:
        """Keep what was to be removed, or stop the work, or leave the page."""
        if not self._spare() and not self.stop_job():
            self.action_close()

    def action_close(self) -> None:
        """Leave the page; a work goes on."""
        self._spare()
        if self.is_active:
            self.app.pop_screen()

    def action_interrupt(self) -> None:
        """Stop the work, or leave the explorer at once."""
        if not self.stop_job():
            self.app.exit(return_code=130)

    def on_ended(self, message: Ended) -> None:
        """Say how it ended, also where the page is not shown; list the datasets anew."""
        if message.job is not None:
            self.job = None
        sentence = clean(message.sentence)
        ink = self.explorer.ink
        colours = {"error": ink.down, "warning": ink.mark}
        self.say(Text(sentence, colours.get(message.severity, "")))
        if not self.is_current:
            self.explorer.say(sentence, message.severity)
        if message.done is not None:
            self.at = message.done.name
            if message.done.changed:
                self._follow(places().data / message.done.name)
        self.look()

    def _follow(self, folder: Path) -> None:
        """Open the dataset on the screen anew if it is the one in `folder`, which changed."""
        shown = self.explorer.dataset
        if shown is None or isinstance(shown.place, str):
            return
        if shown.place.resolve() == folder.resolve():
            if not folder.exists():
                self.explorer.dataset_named = ""
            self.explorer.load()

    def _free(self) -> bool:
        """Return whether no work is at hand; say so where one is."""
        self._spare()
        if self.job is not None:
            self.explorer.say("One thing at a time: esc stops what is at work.")
        return self.job is None

    def _spare(self) -> bool:
        """Keep what was to be removed; return whether there was such a question."""
        asked, self.doomed = self.doomed is not None, None
        if asked:
            self.say(Text("It stays."))
        return asked
