"""The entry point: the bare explorer starts without the command line's own imports."""

from __future__ import annotations

import gc
import os
import sys

from aigoods.errors import AigoodsError
from aigoods.text import clean


def main() -> None:
    """Run the program; a failure is one sentence on stderr and an exit code."""
    # While modules are imported and a table is made the collector finds nothing to free and takes a
    # tenth of the time; the explorer turns it on once its data is there.
    gc.disable()
    try:
        if sys.argv[1:] or "_AIGOODS_COMPLETE" in os.environ:
            from aigoods.printing import give
            from aigoods.quick import plain

            asked = plain(sys.argv[1:]) if "_AIGOODS_COMPLETE" not in os.environ else None
            if asked is not None:
                sys.exit(give(*asked))
            from aigoods.cli import run_command_line

            run_command_line()
        else:
            from aigoods.explorer.run import run

            sys.exit(run())
    except AigoodsError as error:
        print(f"aigoods: {clean(str(error))}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        # Whoever read has seen enough; what is still in the buffer must not fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
