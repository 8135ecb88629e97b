"""Goods in three levels: segment (raw materials, ...), family (Integrated circuits, ...), code.

Beside that tree stand the headings and chapters of the Harmonized System, and the stages of the
chain: what of a basket lies in one of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Literal, NamedTuple

from aigoods.catalog.chain import stages
from aigoods.catalog.editions import links
from aigoods.catalog.tables import reference
from aigoods.errors import QueryError
from aigoods.text import fold, lower_first, slug

Level = Literal["all", "segment", "family", "code", "heading", "chapter", "stage"]
SEGMENTS = ("raw materials", "intermediate inputs", "equipment")
HEADINGS: Mapping[int, Literal["heading", "chapter"]] = {2: "chapter", 4: "heading"}
"""What the first digits of a code are, by their number."""

ALL = "all"
AI_ENABLING = "AI-enabling goods"
OWN = "goods of "
"""What the title of a basket of the user's own begins with."""


class Code(NamedTuple):
    """One code of a basket: an HS6 code or an HS4 heading, with its place in the tree."""

    code: str
    description: str
    segment: str
    family: str


class Goods(NamedTuple):
    """A node of the tree: everything, a segment, a family or a code; or what `wider` holds.

    `key` is its word in an address (`all`, `raw-materials`, `integrated-circuits`, `8542`), `said`
    what it is called in the middle of a sentence where that is not its name. A heading, chapter or
    stage has no segment, for its codes may lie in several.
    """

    key: str
    level: Level
    name: str
    codes: tuple[str, ...]
    segment: str = ""
    said: str = ""

    @property
    def phrase(self) -> str:
        """The node for the middle of a sentence: `integrated circuits (8542)`."""
        if self.said:
            return self.said
        name = lower_first(self.name)
        return f"{name} ({self.key})" if self.level == "code" else name


@dataclass(frozen=True, repr=False)
class Basket:
    """Which codes count in a dataset, as a tree of three levels: AI-enabling goods, or others.

    `word` is what they are in the middle of a sentence where they are a part of AI-enabling goods.
    """

    name: str
    title: str
    codes: tuple[Code, ...]
    word: str = ""

    @property
    def phrase(self) -> str:
        """What all codes together are in the middle of a sentence."""
        if self.name == ALL:
            return "all goods"
        return self.title if self.title.startswith(OWN) else self.word or AI_ENABLING

    @cached_property
    def nodes(self) -> tuple[Goods, ...]:
        """Every node, parents before children: all goods, segment, family, code.

        A family that has the name of its segment keeps its own address word, `<name>-family`.
        """
        found = [Goods(ALL, "all", "All goods", _codes(self.codes), said=self.phrase)]
        for segment in self.segments:
            inside = [c for c in self.codes if c.segment == segment]
            name = segment[:1].upper() + segment[1:]
            found.append(Goods(slug(segment), "segment", name, _codes(inside), segment))
            for family in dict.fromkeys(c.family for c in inside):
                members = [c for c in inside if c.family == family]
                key = self._family_key(segment, family)
                found.append(Goods(key, "family", family, _codes(members), segment))
                found += [
                    Goods(c.code, "code", c.description, (c.code,), segment)
                    for c in sorted(members, key=lambda c: c.code)
                ]
        return tuple(found)

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The segments that have codes, in the order of production."""
        own = dict.fromkeys(c.segment for c in self.codes)
        known = [segment for segment in SEGMENTS if segment in own]
        return (*known, *(segment for segment in own if segment not in known))

    @cached_property
    def by_key(self) -> Mapping[str, Goods]:
        """The nodes by their word in an address."""
        return {node.key: node for node in self.nodes}

    @cached_property
    def wider(self) -> Mapping[str, Goods]:
        """The chapters and headings by their digits, then the stages, in which codes of it lie.

        Headings that are codes of the basket themselves are not among them.
        """
        inside: dict[str, list[Code]] = {}
        for code in self.codes:
            for length in HEADINGS:
                if length < len(code.code):
                    inside.setdefault(code.code[:length], []).append(code)
        return {
            key: _heading(key, _codes(inside[key]))
            for key in sorted(inside.keys() - self.by_key.keys())
        } | {stage.key: stage for stage in self.stages}

    @cached_property
    def stages(self) -> tuple[Goods, ...]:
        """The stages of the chain of which the basket has goods, in their order."""
        found = []
        for stage in stages():
            codes = _codes(code for code in self.codes if code.family in stage.families)
            if codes:
                said = f"{lower_first(stage.name)} (stage {stage.number})"
                found.append(Goods(stage.key, "stage", stage.name, codes, said=said))
        return tuple(found)

    def level(self, level: Level) -> tuple[Goods, ...]:
        """Return the nodes of one level in the order of the tree, or of their keys."""
        return tuple(node for node in (*self.nodes, *self.wider.values()) if node.level == level)

    def get(self, key: str) -> Goods | None:
        """Return the node, heading, chapter or stage of this address word, None if none has it."""
        return self.by_key.get(key) or self.wider.get(key)

    def node(self, key: str) -> Goods:
        """Return the node, heading, chapter or stage with this address word.

        Raises:
            QueryError: there is none; the sentence names the nearest three.

        """
        found = self.get(key)
        if found is None:
            near = ", ".join(f"{node.key} ({node.name})" for node in self.nearest(key))
            hint = f"The nearest: {near}." if near else "See the Goods page for the list."
            raise QueryError(f"No goods {key!r} in the basket {self.name}. {hint}")
        return found

    def nearest(self, text: str, most: int = 3) -> list[Goods]:
        """Return the nodes whose word or name looks most like `text`."""
        from difflib import SequenceMatcher
        from itertools import takewhile

        wanted = fold(text)

        def likeness(node: Goods) -> float:
            if wanted.isdigit() and node.level == "code":
                same = takewhile(
                    lambda pair: pair[0] == pair[1], zip(wanted, node.key, strict=False)
                )
                return len(list(same)) / max(len(wanted), len(node.key))
            return max(
                SequenceMatcher(None, wanted, fold(name)).ratio() for name in (node.key, node.name)
            )

        scored = sorted(((likeness(node), node) for node in self.nodes), key=lambda x: -x[0])
        return [node for score, node in scored[:most] if score >= 0.5]

    def _family_key(self, segment: str, family: str) -> str:
        """Return the address word of a family, apart from every segment and from its namesakes."""
        word = slug(family)
        others = {c.segment for c in self.codes if c.family == family}
        if word in {ALL, *(slug(s) for s in self.segments)}:
            word = f"{word}-family"
        return f"{word}-{slug(segment)}" if len(others) > 1 else word


@cache
def heading_names() -> Mapping[str, str]:
    """Return the names of the chapters, and of the headings that hold AI-enabling goods."""
    chapters = {row["chapter"]: row["name"] for row in reference("hs_chapters")}
    return chapters | {row["heading"]: row["name"] for row in reference("hs_headings")}


def _heading(key: str, codes: tuple[str, ...]) -> Goods:
    """Return what of a basket lies in a heading (four digits) or a chapter (two)."""
    level = HEADINGS[len(key)]
    count = f"{len(codes)} code{'s' if len(codes) > 1 else ''} of the basket"
    name = heading_names().get(key, level.capitalize())
    return Goods(key, level, f"{name} ({key}: {count})", codes)


def _codes(codes: Iterable[Code]) -> tuple[str, ...]:
    return tuple(sorted(c.code for c in codes))


@cache
def core_hs4() -> Basket:
    """Return the basket `core-hs4`: ten HS headings that hold the core of the WTO's list."""
    codes = tuple(
        Code(row["hs4"], row["description"], row["segment"], row["family"])
        for row in reference("goods_hs4")
    )
    return Basket("core-hs4", "ten HS4 headings around AI-enabling goods", codes)


@cache
def wto_2025(edition: str = "HS2012") -> Basket:
    """Return the basket `wto-2025`: the codes of the WTO's list, as reproduced, in an HS edition.

    103 HS6 codes in HS2012 and HS2017; in HS2022 104, for 8541.50 became 8541.51 and 8541.59.
    """
    heirs = {link.code: link.description for link in links(edition)}
    codes = []
    for row in reference("goods_hs6"):
        successors = row["hs2022_codes"].split(";") if heirs else [row["hs6_hs2012"]]
        for code in successors:
            said = heirs[code] if len(successors) > 1 else row["description"]
            codes.append(Code(code, said, row["segment"], row["family"]))
    return Basket("wto-2025", "AI-enabling goods of the World Trade Report 2025", tuple(codes))


@cache
def wto_codes() -> frozenset[str]:
    """Return the codes of the WTO's list in all HS editions."""
    lists = (wto_2025(edition).codes for edition in ("HS2012", "HS2022"))
    return frozenset(code.code for codes in lists for code in codes)


def core_coverage() -> float:
    """Return the part of the whole WTO list's world trade of 2023 that `core-hs4` holds.

    The codes of the list that lie inside the ten headings, over all 103 codes, by the value of
    world exports in BACI HS07 (`world_exports_2023_bn_usd_baci_hs07` of the reference table).
    """
    headings = {row["hs4"] for row in reference("goods_hs4")}
    inside = total = 0.0
    for row in reference("goods_hs6"):
        value = float(row["world_exports_2023_bn_usd_baci_hs07"])
        total += value
        inside += value if row["hs6_hs2012"][:4] in headings else 0.0
    return inside / total


def heading_coverage(heading: str) -> int:
    """Return the percentage of a heading's world trade of 2023 that is on the WTO list, about."""
    rows = {row["hs4"]: row for row in reference("goods_hs4")}
    return int(rows[heading]["share_of_heading_on_wto_list_2023_percent"])
