"""The releases of BACI that CEPII publishes: which is the newest, and where its archives lie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aigoods.catalog.editions import edition_name
from aigoods.errors import NetworkError, UsageError
from aigoods.sources.baci import RELEASE_PATTERN, USUAL_EDITION, check_edition
from aigoods.sources.baskets import named_basket
from aigoods.sources.download import bring_over, download
from aigoods.sources.source import ALL_GOODS
from aigoods.sources.web import WebError, broken_off, fault_of, host, open_address, read_some
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aigoods.sources.source import Request

# Both from https://www.cepii.fr/DATA_DOWNLOAD/baci/doc/baci_webpage.html; a mirror has the same.
BASE = "https://www.cepii.fr/DATA_DOWNLOAD/baci"
VERSION_PAGE = "doc/baci_webpage.html"
ARCHIVE = "data/BACI_{edition}_{release}.zip"

_LONGEST_PAGE = 4 << 20


def fetch(request: Request, folder: Path, progress: Callable[[str, int, int | None], None]) -> Path:
    """Download the archive of an edition, the newest release where none is asked for.

    Name and basket are looked at first, for a download takes hours.

    Raises:
        NetworkError: the server does not answer as it should, or has no such release.
        DataError: the basket cannot be read, or the disk is full.
        UsageError: there is no such edition or basket, or the mirror is no web address.

    """
    edition = check_edition(request.own.get("edition") or USUAL_EDITION)
    if request.goods != ALL_GOODS:
        named_basket(request.goods, edition_name(edition))
    base = request.own.get("mirror") or BASE
    release = request.own.get("release") or latest_release(edition, base)
    url = archive_url(edition, release, base)
    name = url.rpartition("/")[2]
    if (target := folder / name).exists():
        return target
    return download(url, target, progress=lambda done, total: progress(name, done, total))


def latest_release(edition: str, base: str = BASE) -> str:
    """Return the newest release of an edition that the version page names, as in `V202601`.

    Raises:
        UsageError: a `base` that is no web address.
        NetworkError: the page cannot be had or names no release of the edition.

    """
    url = f"{check_base(base)}/{VERSION_PAGE}"
    try:
        page = _page(url)
    except WebError as failure:
        raise NetworkError(f"{failure.what}; {_advice(edition, base)}.", "import") from None
    releases: list[bytes] = re.findall(rf"BACI_{edition}_({RELEASE_PATTERN})\.zip".encode(), page)
    if not releases:
        raise NetworkError(
            f"{host(url)} answered with a page that names no release of BACI {edition}, perhaps "
            f"the sign-in page of this network; {_advice(edition, base)}.",
            "import",
        )
    # As text V202601 < V202601b < V202701: the order of the releases.
    return max(releases).decode()


def archive_url(edition: str, release: str, base: str = BASE) -> str:
    """Return the address of the archive of one edition in one release.

    Raises:
        UsageError: a `base` that is not well formed.

    """
    return f"{check_base(base)}/{ARCHIVE.format(edition=edition, release=release)}"


def check_base(base: str) -> str:
    """Return the address of CEPII's folder or of a mirror of it, without a slash at its end.

    Raises:
        UsageError: it is no http or https address, or has a user, a query or a fragment.

    """
    fault = fault_of(base)
    if not fault and ("?" in base or "#" in base):
        fault = "has a ? or a # in it"
    if fault:
        raise UsageError(
            f"The mirror {clean(base, 100)!r} {fault}; give one such as {BASE}, with the folders "
            "doc and data in it."
        )
    return base.rstrip("/")


def _page(url: str) -> bytes:
    """Return the page at `url`, its first 4 MiB at most."""
    pieces: list[bytes] = []
    room = _LONGEST_PAGE
    with open_address(url) as answer:
        expected = answer.length
        while room and (piece := read_some(answer, room)):
            pieces.append(piece)
            room -= len(piece)
    page = b"".join(pieces)
    if expected is not None and len(page) < min(expected, _LONGEST_PAGE):
        raise broken_off(url, f"{len(page):,} of {expected:,} bytes came")
    return page


def _advice(edition: str, base: str) -> str:
    example = ARCHIVE.rpartition("/")[2].format(edition=edition, release="V202601")
    return f"name a release yourself, or {bring_over(f'an archive such as {example} of {base}')}"
