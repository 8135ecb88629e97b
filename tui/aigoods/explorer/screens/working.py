"""A screen with one work at a time in a thread, which goes on while others are shown."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.screen import Screen

from aigoods.errors import AigoodsError
from aigoods.explorer.jobs import Job, Stopped
from aigoods.explorer.lasting import in_thread
from aigoods.explorer.messages import Ended, Progressed
from aigoods.explorer.screens.held import Held
from aigoods.explorer.shelf_lines import flowed
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable

    from aigoods.explorer.desk import Desk
    from aigoods.explorer.jobs import Done

REMEDIES = {"import": " Then i imports it."}
AS_THEY_WERE = "Stopped; the datasets are as they were."


class Working(Held, Screen[None]):
    """Begins a work, says how far it is, and posts Ended when it has ended."""

    job: Job | None = None

    @property
    def explorer(self) -> Desk:
        """The app."""
        return cast("Desk", self.app)

    @abstractmethod
    def say(self, said: Text) -> None:
        """Show a sentence."""

    def on_unmount(self) -> None:
        """Let the work end with the program."""
        if self.job is not None:
            self.job.stopping.set()

    def start(self, title: str, doing: Callable[[Job], Done], stopped: str = AS_THEY_WERE) -> None:
        """Begin a work; `stopped` is what is said where the reader ends it."""
        self.job = Job(lambda line: self.post_message(Progressed(line)))
        self.say(Text(f"{clean(title)} …"))
        self.run_job(self.job, doing, stopped)

    @in_thread("job")
    def run_job(self, job: Job, doing: Callable[[Job], Done], stopped: str) -> None:
        """Do a work and tell how it ended."""
        try:
            done = doing(job)
            ended = Ended(done.sentence, done=done, job=job)
        except Stopped:
            ended = Ended(stopped, "warning", job=job)
        except AigoodsError as error:
            ended = Ended(f"{error}{REMEDIES.get(error.remedy, '')}", "error", job=job)
        self.post_message(ended)

    def on_progressed(self, message: Progressed) -> None:
        """Show how far the work is, unless it is about to stop."""
        if self.job is not None and not self.job.stopping.is_set():
            self.say(Text(flowed(clean(message.line), self.size.width - 2)))

    def stop_job(self) -> bool:
        """Ask the work to stop; return whether there is one."""
        if self.job is None:
            return False
        self.job.stopping.set()
        self.say(Text("Stopping …", self.explorer.ink.mark))
        return True
