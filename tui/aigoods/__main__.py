"""The entry point: the bare explorer starts without the command line's own imports."""

from __future__ import annotations

import gc
import os
import sys

from aigoods.errors import AigoodsError
from aigoods.text import clean


def main() -> None:
    """Run the program; a failure is one sentence on stderr and an exit code."""
    try:
        if sys.argv[1:]:
            from aigoods.cli import run_command_line

            run_command_line()
        else:
            # While modules are imported and the first table is made the collector finds nothing to
            # free and takes a tenth of the start; the explorer turns it on once its data is there.
            gc.disable()
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
