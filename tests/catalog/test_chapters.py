"""The chapters and sections of the Harmonized System, as a tree of goods needs them."""

from __future__ import annotations

import csv
from pathlib import Path

from aigoods.text import clean, slug

TABLE = Path(__file__).parents[2] / "data" / "reference" / "hs_chapters.csv"
ROMAN = [
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
    "XXI",
]
LAST_CHAPTERS = [5, 14, 15, 24, 27, 38, 40, 43, 46, 49, 63, 67, 70, 71, 83, 85, 89, 92, 93, 96, 97]


def _rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_chapter_stands_once_in_its_section() -> None:
    rows = _rows()
    expected = [
        (f"{chapter:02}", section)
        for section, first, last in zip(
            ROMAN, [1, *(last + 1 for last in LAST_CHAPTERS)], LAST_CHAPTERS, strict=False
        )
        for chapter in range(first, last + 1)
        if chapter != 77
    ]
    assert [(row["chapter"], row["section"]) for row in rows] == [*expected, ("99", "")]


def test_names_are_short_plain_and_tell_apart_as_words_of_addresses() -> None:
    rows = _rows()
    sections = {(row["section"], row["section_name"]) for row in rows}
    assert len(sections) == len(ROMAN) + 1
    names = [row["name"] for row in rows] + [name for _, name in sections]
    assert all(name == clean(name) and 3 <= len(name) <= 45 for name in names)
    assert len({slug(name) for name in names}) == len(names)
