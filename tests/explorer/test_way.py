"""Where a View is in the data, and where each step of the way leads."""

import pytest

from aigoods.catalog.goods import core_hs4
from aigoods.explorer.theme import INKS
from aigoods.explorer.way import way
from aigoods.explorer.widgets.heading import way_line
from aigoods.pages import parse


@pytest.mark.parametrize(
    ("address", "words", "back"),
    [
        ("exporters", "Exporters", ()),
        ("importers?within=eastern-asia", "Importers › Eastern Asia", ("importers",)),
        ("world?goods=equipment", "World › Equipment", ("world",)),
        ("economy?economy=TUR", "Exporters › Türkiye", ("exporters",)),
        (
            "economy?economy=TWN&goods=8542&flow=imports",
            "Importers › Taiwan › Integrated circuits (8542)",
            ("importers", "economy?flow=imports&economy=TWN"),
        ),
        (
            "pair?economy=MEX&partner=USA&goods=8541",
            "Exporters › Mexico › United States › Semiconductor devices, with LEDs and solar cells "
            "(8541)",
            ("exporters", "economy?economy=MEX", "pair?economy=MEX&partner=USA"),
        ),
        (
            "explain?about=economy%3Fflow%3Dimports%26economy%3DTWN%26year%3D2022&row=8542&column=share",
            "Importers › Taiwan › Why",
            ("importers?year=2022", "economy?flow=imports&economy=TWN&year=2022"),
        ),
        ("series?economy=CHN,TWN,MEX", "Series › China, Taiwan and Mexico", ("series",)),
        (
            "exporters?goods=nothing-known&within=no-such-group",
            "Exporters › nothing-known › no-such-group",
            ("exporters", "exporters?goods=nothing-known"),
        ),
    ],
)
def test_the_way_says_where_one_is_and_each_step_leads_back(
    address: str, words: str, back: tuple[str, ...]
) -> None:
    found = way(parse(address), core_hs4())
    assert " › ".join(crumb.words for crumb in found) == words
    assert tuple(str(crumb.view) for crumb in found[:-1]) == back


def test_before_the_data_goods_are_named_by_their_word() -> None:
    assert [crumb.words for crumb in way(parse("exporters?goods=8542"), None)][-1] == "8542"


@pytest.mark.parametrize(
    ("room", "line"),
    [
        (60, " Exporters › Taiwan › Integrated circuits (8542)"),
        (40, " … › Taiwan › Integrated circuits (8542)"),
        (32, " … › Integrated circuits (8542)"),
    ],
)
def test_a_long_way_loses_its_first_steps(room: int, line: str) -> None:
    steps = way(parse("economy?economy=TWN&goods=8542"), core_hs4())
    assert way_line(steps, room, INKS["ansi-dark"]).plain == line
