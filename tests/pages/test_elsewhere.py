"""Which dataset can answer a View, by manifests alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from aigoods.catalog.goods import wto_2025
from aigoods.dataset.folder import Dataset, open_dataset
from aigoods.dataset.manifest import Manifest, PartnerScope
from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import ALL_EMBEDDED, embedded_folder
from aigoods.dataset.shelf import Shelved, shelved
from aigoods.errors import QueryError
from aigoods.pages import answer, parse
from aigoods.pages.elsewhere import answers, nearest, others

ADDRESSES = [
    "exporters",
    "exporters?goods=854232",
    "exporters?goods=8542&eu=one",
    "exporters?by=region&blocs=one",
    "exporters?measure=unit-value",
    "exporters?measure=rca",
    "exporters?measure=rca&against=all&goods=8542",
    "exporters?measure=symmetric-rca&against=basket&goods=8542",
    "exporters?measure=of-exports",
    "economy?economy=KOR&measure=rca&by=year",
    "goods?measure=rca",
    "concentration?goods=8542",
    "exporters?year=2011",
    "economy?economy=EU27",
    "economy?economy=MEX&goods=2804",
    "partners?economy=KOR",
    "partners?economy=KOR&goods=8542",
    "partners?economy=KOR&year=2022",
    "partners?economy=KOR&goods=8112",
    "partners?economy=EU27",
    "pair?economy=TWN&partner=CHN",
    "pair?economy=TWN&partner=CHN&by=code",
    "matrix?year=2020",
    "matrix?goods=847150&eu=one",
    "goods?goods=8471&by=year",
    "series?economy=CHN,MEX&goods=8542&index=2018",
    "world?eu=one",
]
CORE, CHIPS = (read_manifest(embedded_folder(name)) for name in ALL_EMBEDDED)


def put(**manifests: Manifest) -> list[Shelved]:
    return [Shelved(name, Path(name), each, 1, used=False) for name, each in manifests.items()]


@pytest.fixture(scope="module", params=ALL_EMBEDDED)
def opened(request: pytest.FixtureRequest) -> Dataset:
    return open_dataset(embedded_folder(request.param))


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_manifest_knows_what_the_dataset_answers(opened: Dataset, address: str) -> None:
    view = parse(address)
    try:
        answer(view, opened)
        answered = True
    except QueryError:
        answered = False
    assert answers(opened.manifest, view) == answered


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_nearest_question_is_answered(opened: Dataset, address: str) -> None:
    view = parse(address)
    near = nearest(view, opened.manifest)
    answer(near, opened)
    if answers(opened.manifest, view):
        assert near == view


def test_who_can_answer() -> None:
    assert others(parse("partners?economy=KOR&year=2022"), CORE, shelved) == ["chips-hs6"]
    assert others(parse("exporters?eu=one"), CORE, shelved) == ["chips-hs6"]
    assert others(parse("exporters?goods=854232"), CORE, shelved) == ["chips-hs6"]
    assert others(parse("exporters?goods=8112"), CHIPS, shelved) == ["core-hs4"]
    assert others(parse("exporters?year=2011"), CORE, shelved) == []
    assert others(parse("world"), CORE, shelved) == []


def test_the_order_of_those_that_can() -> None:
    scope = PartnerScope(CHIPS.years, quantities=True)
    whole = replace(CHIPS, partners=scope)
    listed = replace(whole, basket=wto_2025())
    shelf = put(
        floor=CHIPS,
        later=replace(CHIPS, release="V202701"),
        short=replace(whole, years=(2022,), partners=scope._replace(years=(2022,))),
        whole=whole,
        listed=listed,
    )
    view = parse("partners?economy=KOR&goods=854232&year=2022")
    assert others(view, CORE, lambda: shelf) == ["listed", "whole", "short", "floor"]
