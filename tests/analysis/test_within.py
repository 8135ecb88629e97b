"""The members of a group, listed with the shares and ranks of the world."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigoods.analysis.view import View
from aigoods.catalog import groups
from aigoods.catalog.groups import own_group, shipped
from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.pages import answer
from printed import printed
from worlds import World, worlds

NAMED = [key for key, group in shipped().items() if group.kind == "members"]


@settings(max_examples=25)
@given(worlds(), st.sampled_from(("exporters", "importers", "matrix")), st.sampled_from(NAMED))
def test_members_are_the_rows_of_the_world_that_are_theirs(
    world: World, page: str, key: str
) -> None:
    dataset, members = world.dataset(), shipped()[key].members
    whole = printed(answer(View(page, year=world.years[-1]), dataset))
    found = printed(answer(View(page, within=key, year=world.years[-1]), dataset))
    assert found.rows() == [row for row in whole.rows() if row[1] in members]


@pytest.mark.parametrize(
    "address", [View("exporters", goods="8542"), View("partners", economy="CHN"), View("matrix")]
)
def test_the_members_that_trade_are_listed_and_named(address: View, dataset: Dataset) -> None:
    found = answer(address.but(within="asean"), dataset)
    assert set(found.table["iso3"]) <= set(shipped()["asean"].members)
    assert {"SGP", "MYS", "VNM"} <= set(found.table["iso3"])
    assert found.title.endswith(", members of ASEAN, 2024")
    assert any("Its members of today are taken in every year." in note for note in found.notes)


def test_g20_says_that_it_is_nineteen_economies(dataset: Dataset) -> None:
    found = answer(View(within="g20"), dataset)
    assert len(found.table) == 19
    assert any("nineteen economies alone (not the EU" in note for note in found.notes)


def test_a_group_of_ones_own(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    own = own_group("Chip four", ["TWN", "KOR", "JPN", "USA"])
    monkeypatch.setattr(groups._Own, "read", lambda: (own,))
    found = answer(View(within="chip-four"), dataset)
    assert set(found.table["iso3"]) == set(own.members)
    assert "Chip four is a group of your settings: TWN, KOR, JPN and USA." in found.notes


def test_the_eu_as_one_is_listed_where_all_its_members_are() -> None:
    chips = open_dataset(embedded_folder("chips-hs6"))
    found = answer(View(within="eu27", eu="one"), chips)
    assert found.table["iso3"].to_list() == ["EU27"]
    some = answer(View(within="g7", eu="one"), chips)
    assert set(some.table["iso3"]) == {"CAN", "JPN", "GBR", "USA"}
    assert "The members of the EU that are in G7 are not listed." in some.notes
