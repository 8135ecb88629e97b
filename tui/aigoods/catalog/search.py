"""Fuzzy search over economies and goods: accents and case ignored, the best first."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from aigoods.catalog.economies import EU27, economies, name, spellings
from aigoods.catalog.goods import Basket
from aigoods.text import fold

WORDS: dict[str, set[str]] = {
    "8471": {"servers", "laptops", "data centre"},
    "8473": {"graphics cards", "motherboards"},
    "8486": {"lithography"},
    "8541": {"solar cells", "leds", "diodes", "transistors"},
    "8542": {"chips", "semiconductors", "processors", "gpu", "memory"},
}
"""What people call the goods of some headings."""


class Candidate(NamedTuple):
    """Something that can be found: `key` for addresses, `name` and `hint` for the reader."""

    kind: Literal["economy", "goods"]
    key: str
    name: str
    hint: str = ""


def score(query: str, spelling: str) -> float:
    """Return how well a folded query fits a folded spelling, 0 for not at all, 1 for the same.

    Equal, then beginning, then beginning of a word, then inside, then all letters in order; in
    each class shorter spellings come first.
    """
    if not query or not spelling:
        return 0.0
    if query == spelling:
        return 1.0
    fit = len(query) / len(spelling)
    if spelling.startswith(query):
        return 0.8 + 0.1 * fit
    if f" {query}" in spelling:
        return 0.7 + 0.1 * fit
    words = query.split()
    if len(words) > 1 and all(f" {word}" in f" {spelling}" for word in words):
        return 0.6 + 0.1 * fit
    if query in spelling:
        return 0.5 + 0.1 * fit
    letters = iter(spelling)
    if len(query) > 2 and all(letter in letters for letter in query.replace(" ", "")):
        return 0.1 + 0.1 * fit
    return 0.0


def candidates(basket: Basket) -> list[Candidate]:
    """Return all economies, then all goods of a basket."""
    found = [
        Candidate("economy", e.iso3, e.name, f"{e.iso3} · {e.sub_region or e.kind}")
        for e in economies().values()
    ]
    union = Candidate("economy", EU27, name(EU27), "EU · as one trader")
    return [*found, union, *goods_candidates(basket)]


def goods_candidates(basket: Basket) -> list[Candidate]:
    """Return all goods of a basket, parents before children."""
    return [
        Candidate("goods", node.key, node.name, node.key if node.level == "code" else node.level)
        for node in basket.nodes
    ]


def search(text: str, among: Iterable[Candidate], most: int = 50) -> list[Candidate]:
    """Return the candidates that fit `text`, best first; all of them where it is empty."""
    wanted = fold(text)
    if not wanted:
        return list(among)[:most]
    ranked = []
    for place, candidate in enumerate(among):
        said = {fold(candidate.key), fold(candidate.name)}
        if candidate.kind == "economy":
            said |= {each for each in spellings(candidate.key) if not each.isdigit()}
            said |= {each for each in spellings(candidate.key) if each == wanted}
        else:
            said |= WORDS.get(candidate.key[:4], set())
        best = max(score(wanted, spelling) for spelling in said)
        if best:
            ranked.append((-best, place, candidate))
    return [candidate for _, _, candidate in sorted(ranked, key=lambda row: row[:2])[:most]]
