"""Fuzzy search over economies and goods: accents and case ignored, the best first."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from aigoods.catalog.economies import EU27, UNCLASSIFIED, economies, meant, name, spellings
from aigoods.catalog.goods import Basket, Goods, heading_names
from aigoods.catalog.groups import every
from aigoods.catalog.tables import reference
from aigoods.errors import QueryError
from aigoods.text import clean, fold, listing, slug

INSIDE = 0.5
"""The least score of a text that stands in a spelling as it was typed."""

_MOST_LISTED = 6
_DIGITS = re.compile(r"\d{2}(?:[ .]?\d{2}){0,2}\Z")


class Candidate(NamedTuple):
    """Something that can be found: `key` for addresses, `name` and `hint` for the reader.

    What is not `listed` is found by what is typed alone, and not shown before that.
    """

    kind: Literal["economy", "group", "goods"]
    key: str
    name: str
    hint: str = ""
    listed: bool = True


class Word(NamedTuple):
    """What people call some goods: HS codes, headings or chapters, and what else to know."""

    word: str
    codes: tuple[str, ...]
    remark: str


class Found(NamedTuple):
    """Goods that were found, and a sentence that says how where the text is not their own name."""

    goods: Goods
    remark: str = ""


@cache
def words() -> dict[str, Word]:
    """Return what people call goods, by the folded word; `goods_words.csv` holds it."""
    return {
        fold(row["word"]): Word(row["word"], tuple(row["codes"].split(";")), row["remark"])
        for row in reference("goods_words")
    }


def resolve_goods(text: str, basket: Basket) -> Found:
    """Return the goods of a basket that `text` means; case and accents do not matter.

    In this order: an address word, a code (with or without points), a heading, a chapter or a name;
    a word that people use (`chips`); a part of a name. The best is taken, and the remark says so.

    Raises:
        QueryError: nothing fits, or several goods fit equally well; the sentence names them.

    """
    wanted = fold(text)
    digits = re.sub(r"[ .]", "", text) if _DIGITS.match(text.strip()) else ""
    named = {fold(node.name): node for node in reversed(basket.nodes)}
    exact = basket.get(digits or slug(text)) or named.get(wanted)
    if exact:
        return Found(exact)
    if digits:
        around = _around(digits, basket)
        if around:
            raise QueryError(
                f"The basket {basket.name} has no code {digits}, which is a part of "
                f"{_named(around)}; give {around.key}."
            )
        basket.node(digits)
    word = _word(wanted)
    if word:
        return _meant(word, basket)
    best = _best(wanted, basket.nodes) or _best(wanted, basket.wider.values())
    if not best:
        return Found(basket.node(clean(text, 60)))
    whole = max(best, key=lambda node: len(node.codes))
    if any(not set(node.codes) <= set(whole.codes) for node in best):
        raise _several(clean(text, 60), best, basket)
    return Found(whole, f"{clean(text, 60)!r} is taken as {_named(whole)}.")


def _word(wanted: str) -> Word | None:
    """Return what a folded word means, in the singular or the plural."""
    known = words()
    return known.get(wanted) or known.get(f"{wanted}s") or known.get(wanted.removesuffix("s"))


def _meant(word: Word, basket: Basket) -> Found:
    """Return the goods of the basket that a word means; what holds more where it has no narrower.

    Raises:
        QueryError: the word means several goods of the basket, or none.

    """
    inside = [node for node in map(basket.get, word.codes) if node]
    around = [node for node in (_around(code, basket) for code in word.codes) if node]
    nodes = list(dict.fromkeys(inside or around))
    more = f"; {word.remark}" if word.remark else ""
    if len(nodes) > 1:
        raise _several(word.word, nodes, basket)
    if not nodes:
        codes = listing(list(word.codes))
        raise QueryError(f"{word.word!r} means {codes}, not in the basket {basket.name}{more}.")
    taken = "taken as" if inside else "not told apart here and taken as all of"
    return Found(nodes[0], f"{word.word!r} is {taken} {_named(nodes[0])}{more}.")


def _around(code: str, basket: Basket) -> Goods | None:
    """Return the code of the basket that holds an HS code which is none of its own."""
    holding = (basket.by_key.get(code[:length]) for length in (4, 2) if length < len(code))
    return next((node for node in holding if node), None)


def _best(wanted: str, nodes: Iterable[Goods]) -> list[Goods]:
    """Return the nodes in whose name the text stands best: at its head, at a word's, inside."""
    scored = [(int(10 * score(wanted, fold(node.name))), node) for node in nodes]
    best = max((fit for fit, _ in scored), default=0)
    return [node for fit, node in scored if fit == best] if best >= 10 * INSIDE else []


def _several(text: str, nodes: list[Goods], basket: Basket) -> QueryError:
    """Return what is said where several goods fit; the first stands for those with its codes."""
    apart = list({node.codes: node for node in reversed(nodes)}.values())[::-1]
    listed = [f"{node.key} ({_title(node)})" for node in apart]
    more, listed = len(listed) - _MOST_LISTED, listed[:_MOST_LISTED]
    said = f"{', '.join(listed)} and {more} more" if more > 0 else listing(listed)
    return QueryError(
        f"{text!r} fits several goods of the basket {basket.name}: {said}; give one of them."
    )


def _title(node: Goods) -> str:
    wide = node.level in ("heading", "chapter")
    return heading_names().get(node.key, node.level) if wide else node.name


def _named(node: Goods) -> str:
    return f"{node.key} ({node.name})" if node.level == "code" else node.name


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
        return INSIDE + 0.1 * fit
    letters = iter(spelling)
    if len(query) > 2 and all(letter in letters for letter in query.replace(" ", "")):
        return 0.1 + 0.1 * fit
    return 0.0


def candidates(basket: Basket) -> list[Candidate]:
    """Return all economies, then their groups and all goods of a basket.

    Raises:
        UsageError: the reader's own groups cannot be read.

    """
    found = [
        Candidate("economy", e.iso3, e.name, f"{e.iso3} · {e.sub_region or e.kind}")
        for e in economies().values()
    ]
    union = Candidate("economy", EU27, name(EU27), "EU · as one trader")
    groups = [
        Candidate("group", group.key, group.name, f"{len(group.members)} economies, one by one")
        for group in every().values()
        if group.name != UNCLASSIFIED
    ]
    return [*found, union, *groups, *goods_candidates(basket)]


def goods_candidates(basket: Basket) -> list[Candidate]:
    """Return all goods of a basket, parents before children, then its headings and chapters."""
    return [
        Candidate("goods", node.key, node.name, node.key if node.level == "code" else node.level)
        for node in basket.nodes
    ] + [
        Candidate("goods", node.key, node.name, node.level, listed=False)
        for node in basket.wider.values()
    ]


def search(
    text: str, among: Iterable[Candidate], most: int = 50, least: float = 0.0
) -> list[Candidate]:
    """Return the candidates that fit `text`, best first; all that are listed where it is empty.

    What has a score of `least` or less does not fit, and letters that merely come in this order
    do not where a word fits.
    """
    wanted = fold(text)
    if not wanted:
        return [candidate for candidate in among if candidate.listed][:most]
    said_so = [
        (fit, word)
        for spelling, word in words().items()
        if (fit := score(wanted, spelling)) >= INSIDE
    ]
    named = meant(text)
    ranked = []
    for place, candidate in enumerate(among):
        said = {fold(candidate.key), fold(candidate.name)}
        if candidate.kind == "economy":
            said |= {each for each in spellings(candidate.key) if not each.isdigit()}
        best = max(score(wanted, spelling) for spelling in said)
        if candidate.kind == "economy" and candidate.key in named:
            best = 1.0
        elif candidate.kind == "goods" and candidate.key.isdigit():
            best = max(best, *(fit * _meets(word, candidate.key) for fit, word in said_so), 0.0)
        if best > least and (candidate.listed or best >= INSIDE):
            ranked.append((-best, place, candidate))
    ranked.sort(key=lambda row: row[:2])
    words_fit = bool(ranked) and -ranked[0][0] >= INSIDE
    fitting = [candidate for fit, _, candidate in ranked if not words_fit or -fit >= INSIDE]
    return fitting[:most]


def nearest(text: str, among: Iterable[Candidate], most: int = 3) -> list[Candidate]:
    """Return the candidates with a name spelled much like `text`, nearest first."""
    from difflib import get_close_matches

    spelled: dict[str, Candidate] = {}
    for candidate in among:
        said = [
            fold(candidate.name),
            *(spellings(candidate.key) if candidate.kind == "economy" else []),
        ]
        for spelling in said:
            spelled.setdefault(spelling, candidate)
            spelled.setdefault(spelling.split(" ")[0], candidate)
    near = get_close_matches(fold(text), spelled, 3 * most)
    return list(dict.fromkeys(spelled[spelling] for spelling in near))[:most]


def _meets(word: Word, key: str) -> float:
    """Return how near the codes of a word are to a code: the same, a part or the whole of it."""
    if key in word.codes:
        return 1.0
    near = (key.startswith(code) or (len(key) >= 4 and code.startswith(key)) for code in word.codes)
    return 0.97 if any(near) else 0.0
