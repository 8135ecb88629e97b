"""Where the reader has been."""

from collections.abc import Callable

import pytest

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.explorer.history import History, subject
from aigoods.pages import carry, parse


def been(*addresses: str) -> History:
    history = History(Scene(parse(addresses[0])))
    for address in addresses[1:]:
        history.go(parse(address))
    return history


def looked(address: str) -> Scene:
    return Scene(parse(address), chart="lines", log=True)


def touch(history: History) -> None:
    here = history.here
    here.cursor, here.folded = "KOR", frozenset({"equipment"})
    here.look(filter="an", marks=("KOR", "JPN"), chart="lines", log=True)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("exporters?by=economy", "economy?economy=KOR&by=code"),
        ("exporters?by=economy", "exporters?by=economy&goods=8542"),
        ("exporters?by=region", "exporters?by=economy&within=asia"),
        ("economy?economy=KOR&by=code", "economy?economy=JPN&by=code"),
        ("goods?by=code", "world?by=segment"),
    ],
)
def test_another_subject_is_a_new_place(here: str, there: str) -> None:
    history = been(here)
    touch(history)
    history.go(parse(there))
    assert [place.view for place in history.places] == [parse(here), parse(there)]
    assert (history.here.cursor, history.here.scene) == ("", looked(there))
    assert history.back()
    assert (history.here.cursor, history.here.scene.filter) == ("KOR", "an")
    assert history.here.scene.marks == ("KOR", "JPN")


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("exporters?by=economy&year=2024", "exporters?by=economy&year=2023"),
        ("exporters?by=economy", "importers?by=economy"),
        ("exporters?by=economy", "exporters?by=economy&measure=rank&sort=growth&eu=one"),
        ("exporters?goods=8542&by=economy", "importers?goods=8542&by=economy"),
        ("economy?economy=KOR&by=code", "economy?economy=KOR&by=code&flow=imports"),
    ],
)
def test_rows_of_the_same_kind_keep_cursor_filter_and_marks(here: str, there: str) -> None:
    history = been(here)
    touch(history)
    history.go(parse(there))
    assert [place.view for place in history.places] == [parse(there)]
    assert (history.here.cursor, history.here.scene.filter) == ("KOR", "an")
    assert (history.here.scene.marks, history.here.folded) == (
        ("KOR", "JPN"),
        frozenset({"equipment"}),
    )


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("exporters?by=economy", "exporters?by=region"),
        ("economy?economy=KOR&by=code", "economy?economy=KOR&by=year"),
        ("economy?economy=KOR&by=code", "partners?economy=KOR&by=economy"),
        ("exporters?goods=8542&by=economy", "goods?goods=8542&by=year"),
    ],
)
def test_rows_of_another_kind_drop_them_without_a_new_place(here: str, there: str) -> None:
    history = been(here)
    touch(history)
    history.go(parse(there))
    assert [place.view for place in history.places] == [parse(there)]
    assert (history.here.cursor, history.here.folded) == ("", None)
    assert history.here.scene == looked(there)


def test_at_the_first_place_there_is_no_way_back() -> None:
    history = been("exporters", "world")
    assert history.back()
    assert not history.back()
    assert history.here.view == View()


def test_the_economy_last_looked_at() -> None:
    assert been("exporters", "goods").last_economy() == ""
    history = been("exporters", "economy?economy=KOR", "partners?economy=MEX", "world")
    assert history.last_economy() == "MEX"


@pytest.mark.parametrize(
    "change",
    [
        lambda view: view.but(economy="JPN"),
        lambda view: view.but(goods="8542"),
        lambda view: carry(view, "goods"),
    ],
)
def test_a_subject_is_what_a_view_is_about(change: Callable[[View], View]) -> None:
    view = parse("economy?economy=KOR&by=code")
    assert subject(change(view)) != subject(view)
    assert subject(view.but(year=2019, by="year", measure="rank", sort="year")) == subject(view)
    assert subject(parse("partners?economy=KOR")) == subject(view)
