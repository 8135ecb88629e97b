"""The releases of BACI that CEPII publishes: which is the newest, and where its archives lie."""

from __future__ import annotations

import re

from aigoods.errors import NetworkError, UsageError
from aigoods.sources.download import bring_over
from aigoods.sources.web import WebError, broken_off, fault_of, host, open_address, read_some
from aigoods.text import clean, listing

# Both from https://www.cepii.fr/DATA_DOWNLOAD/baci/doc/baci_webpage.html; a mirror has the same.
BASE = "https://www.cepii.fr/DATA_DOWNLOAD/baci"
VERSION_PAGE = "doc/baci_webpage.html"
ARCHIVE = "data/BACI_{edition}_{release}.zip"

EDITIONS = ("HS12", "HS17", "HS22")
"""The editions of BACI whose codes the program maps, by the name in its files."""

_RELEASE = r"V[0-9]{4}(?:0[1-9]|1[0-2])[a-z]?"
_LONGEST_PAGE = 4 << 20


def latest_release(edition: str, base: str = BASE) -> str:
    """Return the newest release of an edition that the version page names, as in `V202601`.

    Raises:
        UsageError: an unknown edition, or a `base` that is no web address.
        NetworkError: the page cannot be had or names no release of the edition.

    """
    check_edition(edition)
    url = f"{check_base(base)}/{VERSION_PAGE}"
    try:
        page = _page(url)
    except WebError as failure:
        raise NetworkError(f"{failure.what}; {_advice(edition, base)}.") from None
    releases: list[bytes] = re.findall(rf"BACI_{edition}_({_RELEASE})\.zip".encode(), page)
    if not releases:
        raise NetworkError(
            f"{host(url)} answered with a page that names no release of BACI {edition}, perhaps "
            f"the sign-in page of this network; {_advice(edition, base)}."
        )
    # As text V202601 < V202601b < V202701: the order of the releases.
    return max(releases).decode()


def archive_url(edition: str, release: str, base: str = BASE) -> str:
    """Return the address of the archive of one edition in one release.

    Raises:
        UsageError: an unknown edition, a `release` or `base` that is not well formed.

    """
    check_edition(edition)
    check_release(release)
    return f"{check_base(base)}/{ARCHIVE.format(edition=edition, release=release)}"


def check_edition(edition: str) -> None:
    """Check that BACI has this edition.

    Raises:
        UsageError: it has not; the sentence names those that it has.

    """
    if edition not in EDITIONS:
        raise UsageError(
            f"No edition {clean(edition, 40)!r} of BACI can be fetched; possible are "
            f"{listing(list(EDITIONS))}."
        )


def check_release(release: str) -> None:
    """Check that `release` is written as CEPII does: `V`, year, month and at most one letter.

    Raises:
        UsageError: it is not.

    """
    if not re.fullmatch(_RELEASE, release):
        raise UsageError(
            f"{clean(release, 40)!r} is no release of BACI; one is written V, year and month, such "
            "as V202601, sometimes with a letter at the end."
        )


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
