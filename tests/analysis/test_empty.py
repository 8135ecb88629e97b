"""A table without rows says why in a sentence of its own, whatever the notes are."""

import pytest
from hypothesis import given

from aigoods.dataset.folder import Dataset
from aigoods.dataset.manifest import PartnerScope
from aigoods.output.formats import FORMATS, render
from aigoods.output.table import TableStyle, table
from aigoods.pages import answer, parse
from worlds import CODES, SMALL, World, made_manifest, worlds

EMPTY = {
    "exporters?goods=280461": "No economy has exports of silicon (280461) in 2008 in this dataset.",
    "importers?goods=280461": "No economy has imports of silicon (280461) in 2008 in this dataset.",
    "exporters?goods=280461&by=region": (
        "No economy has exports of silicon (280461) in 2008 in this dataset."
    ),
    "exporters?within=southern-asia": (
        "No economy in the group Southern Asia has exports of AI-enabling goods in 2008 in this "
        "dataset."
    ),
    "goods?goods=280461&by=code": "There is no trade in silicon (280461) in 2008 in this dataset.",
    "series?goods=280461": "No economy has exports of silicon (280461) in 2008 in this dataset.",
    "matrix?goods=280461": "The source reports no trade in silicon (280461) in 2008.",
    "economy?economy=MEX&by=code": (
        "The source reports no exports of AI-enabling goods by Mexico in 2008."
    ),
    "partners?economy=MEX": (
        "The source reports no exports of AI-enabling goods by Mexico in 2008."
    ),
    "partners?economy=TWN&within=southern-asia": (
        "Taiwan has no exports of AI-enabling goods to an economy in the group Southern Asia in "
        "2008 in this dataset."
    ),
    "pair?economy=MEX&partner=USA&by=code": (
        "Mexico and United States have no trade with each other in AI-enabling goods in 2008 in "
        "this dataset."
    ),
}


@pytest.mark.parametrize("address", EMPTY)
def test_an_empty_table_has_its_own_sentence_first_among_the_notes(address: str) -> None:
    found = answer(parse(address), SMALL.dataset())
    assert found.table.is_empty()
    assert found.empty == EMPTY[address]
    assert found.notes[0] == found.empty
    assert found.notes.count(found.empty) == 1


FLOOR = 10_000_000
SINGLE = "single flow of one code between two economies of $10 m or more"
LEFT_OUT = {
    "exporters?goods=280461": (
        "No economy has exports of silicon (280461) in 2008 in this dataset, which holds no other "
        f"than each {SINGLE}."
    ),
    "economy?economy=MEX&by=code": (
        f"The dataset made has no {SINGLE} among the exports of AI-enabling goods by Mexico in "
        "2008."
    ),
    "partners?economy=MEX": (
        f"The dataset made has no {SINGLE} among the exports of AI-enabling goods by Mexico in "
        "2008."
    ),
    "matrix?goods=280461": (
        f"The dataset made has no {SINGLE} among the trade in silicon (280461) in 2008."
    ),
    "pair?economy=MEX&partner=USA&by=code": (
        "Mexico and United States have no trade with each other in AI-enabling goods in 2008 in "
        f"this dataset, which holds no other than each {SINGLE}."
    ),
}


@pytest.mark.parametrize("address", LEFT_OUT)
def test_of_what_was_left_out_nothing_is_said(address: str) -> None:
    whole = SMALL.dataset()
    scope = PartnerScope(years=SMALL.years, least_usd=FLOOR)
    floored = Dataset(made_manifest(SMALL, partners=scope), whole.economy, whole.partners)
    found = answer(parse(address), floored)
    assert found.empty == LEFT_OUT[address]
    assert not any("source reports no" in note for note in found.notes)
    assert found.notes[:1] == (found.empty,)
    said = f"All values are sums: each is of every {SINGLE}; the rest is left out, which"
    assert any(note.startswith(said) for note in found.notes)
    assert not any("All values are sums" in note for note in answer(parse(address), whole).notes)


def test_partners_of_a_sum_above_a_floor_say_so(dataset: Dataset) -> None:
    found = answer(parse("partners?economy=BDI"), dataset)
    assert (
        found.empty
        == found.notes[0]
        == (
            "The dataset core-hs4 has no single flow between two economies of $1 k or more among "
            "the exports of semiconductors and chip-making machines by Burundi in 2024."
        )
    )
    assert answer(parse("economy?economy=BDI&by=code&goods=8542"), dataset).empty.startswith(
        "The source reports no exports of integrated circuits (8542) by Burundi"
    )


def test_a_world_without_notes_still_says_why() -> None:
    world = World(CODES[:2], (2004, 2005), ((2004, "TWN", "USA", "280461", 5),))
    found = answer(parse("exporters?goods=280461"), world.dataset())
    assert found.notes[0] == "No economy has exports of silicon (280461) in 2005 in this dataset."


@given(world=worlds())
def test_every_table_is_full_or_says_why(world: World) -> None:
    code = world.codes[0].code
    for address in (*EMPTY, f"exporters?goods={code}", f"goods?goods={code}&by=code", "matrix"):
        view = parse(address)
        if view.goods not in ("all", *(each.code for each in world.codes)):
            view = view.but(goods=code)
        known = {who for flow in world.flows for who in flow[1:3]}
        if not set(filter(None, (view.economy, view.partner))) <= known:
            continue
        found = answer(view, world.dataset())
        assert found.empty.endswith(".")
        assert (found.empty in found.notes) is found.table.is_empty()


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_written_of_an_empty_table(name: str) -> None:
    found = answer(parse("exporters?goods=280461"), SMALL.dataset())
    said = found.empty.encode() in b" ".join(render(found, name).split())
    assert said is (name not in ("csv", "tsv", "ndjson"))


def test_the_printed_table_says_it_once_in_the_place_of_the_rows() -> None:
    found = answer(parse("exporters?goods=280461"), SMALL.dataset())
    printed = table(found, TableStyle(40))
    assert " ".join(printed.split()).count(found.empty) == 1
    assert max(map(len, printed.splitlines())) <= 40
