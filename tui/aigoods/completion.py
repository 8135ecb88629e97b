"""What the shell offers while a command is typed: economies, goods, years and datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.errors import AigoodsError
from aigoods.text import lower_first, slug

if TYPE_CHECKING:
    from aigoods.dataset.manifest import Manifest


def economies(incomplete: str) -> list[tuple[str, str]]:
    """Return the economies whose code or name begins like `incomplete`, in the case typed so far.

    Shells replace only what they can continue, so a code stays in small letters where it was begun
    in them, and a name comes with hyphens for blanks; commands understand both.
    """
    from aigoods.catalog.economies import economies as every

    wanted, found = incomplete.casefold(), []
    for economy in every().values():
        if economy.kind != "economy":
            continue
        code = economy.iso3.lower() if incomplete.islower() else economy.iso3
        for word in (code, slug(economy.name)):
            if word.casefold().startswith(wanted):
                found.append((incomplete + word[len(incomplete) :], economy.name))
                break
    return found


def goods(incomplete: str) -> list[tuple[str, str]]:
    """Return the address words of the goods of the dataset in use."""
    known = manifest("")
    nodes = known.basket.nodes if known else ()
    return [(node.key, lower_first(node.name)) for node in nodes if node.key.startswith(incomplete)]


def years(incomplete: str) -> list[str]:
    """Return the years of the dataset in use, the last first."""
    known = manifest("")
    listed = reversed(known.years) if known else ()
    return [str(year) for year in listed if str(year).startswith(incomplete)]


def datasets(incomplete: str) -> list[tuple[str, str]]:
    """Return the names of the datasets on this machine."""
    from aigoods.dataset.places import EMBEDDED, places

    try:
        names = sorted(path.name for path in places().data.iterdir() if path.is_dir())
    except OSError:
        names = []
    found = []
    for name in (EMBEDDED, *names):
        known = manifest(name)
        if known is not None and name.startswith(incomplete):
            found.append((name, known.title))
    return found


def manifest(name: str) -> Manifest | None:
    """Return the manifest of a dataset, None where it cannot be read."""
    from aigoods.dataset.manifest import read_manifest
    from aigoods.dataset.places import find_dataset

    try:
        return read_manifest(find_dataset(name))
    except AigoodsError:
        return None
