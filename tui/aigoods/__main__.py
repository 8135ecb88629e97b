"""The entry point: the bare explorer starts without the command line's own imports."""

from __future__ import annotations

import gc
import os
import sys

from aigoods.errors import AigoodsError
from aigoods.out import keep_closed, say
from aigoods.text import clean


def main() -> None:
    """Run the program; a failure is one sentence on stderr and an exit code."""
    # While modules are imported and a table is made the collector finds nothing to free and takes a
    # tenth of the time; the explorer turns it on once its data is there.
    gc.disable()
    keep_closed()
    try:
        if sys.argv[1:] or "_ARGCOMPLETE" in os.environ:
            from aigoods.commandline.main import run as run_command_line

            sys.exit(run_command_line(sys.argv[1:]))
        from aigoods.explorer.run import run

        sys.exit(run())
    except AigoodsError as error:
        from aigoods.commandline.remedies import told

        say(f"aigoods: {clean(told(error))}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)  # Whoever read has seen enough.


def program() -> None:
    """Run the program, and end its process at once.

    All that is written is flushed by then, and to free what Polars holds would take a tenth of the
    time of a command. The explorer has threads to wait for, and ends as usual.
    """
    try:
        main()
    except SystemExit as end:
        if "textual" in sys.modules or not isinstance(end.code, int):
            raise
        os._exit(end.code)


if __name__ == "__main__":
    program()
