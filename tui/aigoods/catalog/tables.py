"""Where the shipped data lies, and how its reference tables are read."""

import csv
from functools import cache
from pathlib import Path

from aigoods.errors import DataError
from aigoods.whole import in_words


@cache
def data_folder() -> Path:
    """Return the folder `data`: inside the installed package, or beside `tui/` in a checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "data", package.parents[1] / "data"):
        if (folder / "reference").is_dir():
            return folder
    raise DataError(f"The reference tables of aigoods are missing beside {package}; install again.")


def reference(name: str) -> list[dict[str, str]]:
    """Return the rows of `data/reference/<name>.csv`, every cell as text.

    Raises:
        DataError: the table cannot be read.

    """
    path = data_folder() / "reference" / f"{name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError as error:
        raise DataError(f"Cannot read the reference table {path}: {in_words(error)}.") from None
