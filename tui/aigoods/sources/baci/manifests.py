"""What is said of a dataset made from BACI: its source, its basket and the caveats of its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aigoods.catalog.editions import edition_name
from aigoods.catalog.goods import heading_coverage
from aigoods.dataset.manifest import Manifest, Note, PartnerScope
from aigoods.sources.baci.names import read_country_names, read_descriptions
from aigoods.sources.baskets import all_basket, missing_codes
from aigoods.text import listing, money, share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aigoods.catalog.goods import Basket, Code
    from aigoods.sources.baci.archive import Release
    from aigoods.sources.source import Findings

LICENCE = "Etalab Open Licence 2.0"
CITATION = (
    "Gaulier, G. and Zignago, S. (2010) BACI: International Trade Database at the Product-Level. "
    "The 1994-2007 Version. CEPII Working Paper 2010-23."
)
SEGMENTS_ARE_OURS = Note(
    "Segments and families are this program's own rule, not the WTO's: raw materials are chapters "
    "28, 29, 71 and 81, equipment the capital goods of chapters 84 and 90, intermediate inputs the "
    "rest.",
    pages=("economy", "goods", "world"),
)
HONG_KONG = Note(
    "Hong Kong's trade is mostly transit: BACI takes out most of its re-exports, UN Comtrade does "
    "not (8542 exports in 2022: $10.7 bn against $213.8 bn).",
    economies=("HKG",),
)
TAIWAN = Note(
    'Taiwan is code 490 in BACI: in UN Comtrade that is "Other Asia, not elsewhere specified", '
    "in practice Taiwan.",
    economies=("TWN",),
    pages=("economy", "partners", "pair", "series"),
)
CHIPS = "8542"
RETIRED = 2022
"""The year from which on economies report in HS2022, which has no 854150."""
MOVED = Note(
    "HS2022 moved parts of these codes to codes that took over parts of others too and are not "
    "counted here: 841480 and 842139 to 841470, 847330 to 8524, 847989 to 848530 and 848580, "
    "850132 to 850172.",
    codes=("841480", "842139", "847330", "847989", "850132"),
)
"""Where a code of the list lost a part that no rule can give back; see `hs_editions.csv`."""

BEFORE_HS2012 = Note(
    "The WTO's list is of HS2012. All its codes exist in HS2007, where 847989 is wider: HS2012 "
    "moved parts of it to 845690, 847971 and 847979.",
)
REPRODUCED = Note(
    "The list of codes is the one of the WTO's World Trade Report 2025 as reproduced publicly; the "
    "report itself was not at hand."
)


def trader_notes(codes: Iterable[Code]) -> tuple[Note, ...]:
    """Return the notes on Taiwan and on what BACI makes of Hong Kong's transit, for `codes`.

    That on the economies behind it is about integrated circuits: figures of BACI HS17 V202601
    beside those that the economies report.
    """
    behind = Note(
        "What goes through Hong Kong weighs on the trade of others in 8542 (2023, BACI HS17 and as "
        "reported): China's imports $149 bn and $350 bn, Taiwan's exports $193 bn and $167 bn, "
        "Singapore's $58 bn and $138 bn, Korea's $104 bn and $86 bn.",
        codes=_inside(CHIPS, codes),
        economies=("CHN", "TWN", "SGP", "KOR"),
        pages=("economy", "partners", "pair", "series"),
    )
    return (TAIWAN, HONG_KONG, *([behind] if behind.codes else []))


def edition_note(edition: str) -> Note:
    """Return the note that names the HS edition, such as `HS17`."""
    return Note(
        f"This is BACI's edition {edition}; editions of one release differ by up to 17% (China's "
        "imports of 8542 in 2024: $203 bn in HS07, $174 bn in HS17), so they are never compared."
    )


def retired_notes(edition: str, codes: Iterable[Code]) -> tuple[Note, ...]:
    """Return the note that 854150 ends in BACI's editions before HS2022, such as `HS17`."""
    inside = _inside("854150", codes)
    if edition_name(edition) >= "HS2022" or not inside:
        return ()
    return (
        Note(
            "854150 ends in 2022 in BACI's editions before HS22, so trade falls there: the UN's "
            "table sends its heirs 854151 and 854159 to 851712, telephones.",
            codes=inside,
            since=RETIRED,
        ),
    )


def _inside(heading: str, codes: Iterable[Code]) -> tuple[str, ...]:
    """Return the codes that lie inside a heading or hold it."""
    return tuple(
        code.code
        for code in codes
        if code.code.startswith(heading) or heading.startswith(code.code)
    )


def heading_notes() -> tuple[Note, ...]:
    """Return the notes on headings that hold much beside the goods of the WTO's list."""
    return (
        Note(
            "8541 holds LEDs and solar cells too; about "
            f"{heading_coverage('8541')}% of its world trade of 2023 is on the WTO list.",
            codes=("8541",),
        ),
        Note(
            "8112 holds vanadium, hafnium, rhenium and other metals beside gallium and "
            f"germanium; about {heading_coverage('8112')}% of its world trade of 2023 is on "
            "the WTO list.",
            codes=("8112",),
        ),
    )


def baci_manifest(
    release: Release, name: str, basket: Basket | None, findings: Findings, unended: list[str]
) -> Manifest:
    """Return the manifest of a dataset made from a release, without the entries of its files.

    `basket` is None where all goods were kept, `unended` are the files without a line break at
    their end. The last year of a release is provisional: release
    V202601 ends with 2024.
    """
    if basket is None:
        texts = read_descriptions(release.products.text()) if release.products else {}
        basket = all_basket(findings.codes, texts)
    years = tuple(sorted(findings.years))
    last = int(release.release[1:5]) - 2
    edition = edition_name(release.edition)
    grain = {2: "HS2 chapter", 4: "HS4 heading", 6: "HS6 code"}
    lengths = {len(code.code) for code in basket.codes}
    notes = (
        *_basket_notes(basket),
        *findings_notes(release, basket, findings),
        *_unended_note(unended),
        edition_note(release.edition),
        *_edition_notes(release.edition, basket),
        *trader_notes(basket.codes),
    )
    return Manifest(
        name=name,
        title=f"BACI {release.edition} {release.release}: {basket.title}",
        source="BACI",
        release=release.release,
        edition=edition,
        grain=grain[lengths.pop()] if len(lengths) == 1 else "HS code",
        basket=basket,
        years=years,
        provisional=tuple(year for year in years if year >= last),
        licence=LICENCE,
        citation=CITATION,
        origin=f"CEPII, {listing(list(release.names[:3]))}"
        + (f" and {len(release.names) - 3} more files" if len(release.names) > 3 else ""),
        retrieved=release.retrieved,
        partners=PartnerScope(years=years, quantities=findings.quantities),
        notes=tuple(note for note in notes if note.since <= years[-1]),
    )


def findings_notes(release: Release, basket: Basket, findings: Findings) -> tuple[Note, ...]:
    """Return the caveats that come from what the import found."""
    edition = edition_name(release.edition)
    found = [
        Note(
            f"{listing(sorted(codes))} of {edition} count under {code}, from which they were split."
            if len(codes) > 1
            else f"{min(codes)} of {edition} counts under {code}, from which it was split.",
            codes=(code,),
        )
        for code, codes in sorted(findings.merged.items())
    ]
    absent = missing_codes(basket, findings.codes)
    if absent:
        found.append(Note(f"No flow of {absent} is in the release: see its HS edition."))
    if findings.unknown:
        names = read_country_names(release.countries.text()) if release.countries else {}
        who = [
            f"{code} ({names[code]})" if code in names else str(code)
            for code in sorted(findings.unknown)
        ]
        part = sum(findings.unknown.values()) / (2 * findings.total_usd or 1)
        found.append(
            Note(
                f"The trade codes {listing(who)} are unknown to this program and stand as X and "
                f"the code: {share(part)} of all exports and imports."
            )
        )
    if findings.own_trade_usd:
        found.append(
            Note(
                f"{money(findings.own_trade_usd)} of flows of an economy with itself are left out."
            )
        )
    return tuple(found)


def _unended_note(unended: list[str]) -> tuple[Note, ...]:
    if not unended:
        return ()
    verb = "has" if len(unended) == 1 else "have"
    return (
        Note(
            f"{listing(unended)} {verb} no line break at the end; the last line has all its "
            "fields, so it was taken to be whole."
        ),
    )


def _edition_notes(edition: str, basket: Basket) -> tuple[Note, ...]:
    """Return what an edition such as `HS22` does to the codes of a basket."""
    listed = basket.name == "wto-2025"
    return (
        *retired_notes(edition, basket.codes),
        *([MOVED] if listed and edition_name(edition) == "HS2022" else []),
        *([BEFORE_HS2012] if listed and edition_name(edition) < "HS2012" else []),
    )


def _basket_notes(basket: Basket) -> tuple[Note, ...]:
    if basket.name == "wto-2025":
        return (REPRODUCED, SEGMENTS_ARE_OURS)
    return (SEGMENTS_ARE_OURS, *heading_notes()) if basket.name == "core-hs4" else ()
