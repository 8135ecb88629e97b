"""From files or from CEPII's server to a dataset on the shelf, for commands and explorer alike."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aigoods.catalog.editions import edition_name
from aigoods.dataset.places import places
from aigoods.dataset.shelf import check_name, locked
from aigoods.errors import DataError, UsageError
from aigoods.sources.archive import find_release
from aigoods.sources.baskets import ALL_GOODS, named_basket, own_name
from aigoods.sources.releases import BASE, archive_url, check_release, latest_release
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aigoods.dataset.manifest import Manifest
    from aigoods.sources.progress import Progress

DOWNLOADS = ".downloads"
USUAL_GOODS = "wto-2025"
USUAL_EDITION = "HS17"
_EDITION = re.compile(r"HS[0-9]{2}\Z")
_SPAN = re.compile(r"([0-9]{4})(?:-([0-9]{4}))?\Z")


class Wanted(NamedTuple):
    """What of a release is wanted: basket, years (all where empty), and the dataset's name.

    An empty name stands for one made of edition, release and basket. `edition` and `release` are
    needed where the names of files do not tell them.
    """

    goods: str = USUAL_GOODS
    years: tuple[int, ...] = ()
    name: str = ""
    edition: str = ""
    release: str = ""


def import_baci(
    paths: Sequence[Path], wanted: Wanted, report: Callable[[Progress], None]
) -> Manifest:
    """Make a dataset from a zip, a folder or CSV files of BACI and put it on the shelf.

    One of the same name is replaced. `report` is told how far the import is.

    Raises:
        DataError: nothing of BACI is there, it is damaged, another import is at work, or the
            dataset cannot be written.
        UsageError: the name, the basket, the edition or the release is not well formed.

    """
    check_wanted(wanted)
    from aigoods.sources.baci import import_release

    try:
        release = find_release(paths, wanted.edition, wanted.release)
        name = wanted.name or usual_name(release.edition, release.release, wanted.goods)
        with locked() as data:
            return import_release(release, data / name, name, wanted.goods, wanted.years, report)
    except DataError:
        _drop_damaged([path for path in paths if path.parent == places().data / DOWNLOADS])
        raise


def check_wanted(wanted: Wanted) -> None:
    """Check the words of what is wanted.

    Raises:
        UsageError: the name, the edition or the release is not well formed.

    """
    if wanted.edition and not _EDITION.match(wanted.edition):
        raise UsageError(
            f"{clean(wanted.edition, 20)!r} is no HS edition as BACI names them; give HS12, "
            "HS17 or HS22."
        )
    if wanted.release:
        check_release(wanted.release)
    if wanted.name:
        check_name(wanted.name)


def _drop_damaged(archives: Sequence[Path]) -> None:
    """Remove the downloaded archives that are damaged, so that the next fetch gets them again."""
    import zipfile
    import zlib

    for path in archives:
        try:
            with zipfile.ZipFile(path) as archive:
                damaged = archive.testzip() is not None
        except (zipfile.BadZipFile, zlib.error, EOFError):
            damaged = True
        except (OSError, RuntimeError, ValueError):
            damaged = False
        if damaged:
            path.unlink(missing_ok=True)


def fetch_baci(wanted: Wanted, base: str, progress: Callable[[str, int, int | None], None]) -> Path:
    """Download the archive of an edition and return where it lies; what is there is gone on with.

    Name and basket are looked at first, for a download takes hours. The newest release is taken
    where none is wanted. `progress` is told the name of the archive, the bytes that are there and
    those of the whole.

    Raises:
        NetworkError: the server does not answer as it should, or has no such release.
        DataError: another import is at work, the basket cannot be read, or the disk is full.
        UsageError: edition, release, name, basket or address is not well formed.

    """
    check_wanted(wanted)
    edition = wanted.edition or USUAL_EDITION
    if wanted.goods != ALL_GOODS:
        named_basket(wanted.goods, edition_name(edition))
    release = wanted.release or latest_release(edition, base or BASE)
    url = archive_url(edition, release, base or BASE)
    name = url.rpartition("/")[2]
    from aigoods.sources.download import download

    with locked() as data:
        target = data / DOWNLOADS / name
        if target.exists():
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        return download(url, target, progress=lambda done, total: progress(name, done, total))


def usual_name(edition: str, release: str, goods: str) -> str:
    """Return the name of a dataset for which none was given: `baci-hs17-v202601`."""
    kind = own_name(Path(goods)) if goods.lower().endswith(".csv") else goods
    words = ["baci", edition, release, kind]
    return "-".join(word for word in words if word != USUAL_GOODS).lower()[:64]


def read_years(text: str) -> tuple[int, ...]:
    """Return the years in a text such as `2017-2024` or `2012,2017-2019`.

    Raises:
        UsageError: it is not well formed, or runs backwards.

    """
    found: set[int] = set()
    for part in text.replace(" ", "").split(",") if text.strip() else ():
        span = _SPAN.match(part)
        first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, -1)
        if last < first:
            raise UsageError(
                f"{clean(part, 20)!r} are no years; give such as 2022, 2017-2024 or 2012,2022."
            )
        found.update(range(first, last + 1))
    return tuple(sorted(found))
