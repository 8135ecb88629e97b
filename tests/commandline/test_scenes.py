"""What is on the screen as a command line: read again it is the same, and prints that chart."""

import base64
import shlex
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from addresses import EVERY
from aigoods.analysis.answer import Answer
from aigoods.analysis.scene import KINDS, Scene
from aigoods.analysis.view import View
from aigoods.charts import picture
from aigoods.charts.picture import draw, kinds
from aigoods.charts.style import Style
from aigoods.commandline.parser import read
from aigoods.commandline.question import asked, question
from aigoods.dataset.folder import open_dataset
from aigoods.dataset.places import embedded_folder
from aigoods.errors import UsageError
from aigoods.explorer import run
from aigoods.output.filters import fitting
from aigoods.pages import answer, named, parse, parse_scene
from aigoods.pages.command import command_line
from aigoods.text import clean
from calling import call
from driver import driving

texts = st.text(st.characters(exclude_categories=["C"]), max_size=12)
keys = st.from_regex(r"[A-Za-z0-9][a-z0-9-]{1,8}", fullmatch=True)


@cache
def answered(address: str) -> Answer:
    return answer(parse(address), open_dataset(embedded_folder()))


def printed(line: str, width: int, height: int) -> list[str]:
    """Return the chart that a command line prints, as many lines as it has."""
    done = call(
        f"{line} -q --format table --width {width} --height {height}".removeprefix("aigoods")
    )
    assert (done.code, done.said) == (0, "")
    return done.text.splitlines()


@given(
    address=st.sampled_from(EVERY),
    chart=st.sampled_from(["", *KINDS]),
    scale=st.tuples(st.booleans(), st.booleans()),
    marks=st.lists(keys, max_size=4),
    wanted=texts,
    highlight=st.just("") | keys,
)
@settings(max_examples=60)
def test_a_scene_as_a_command_line_is_that_scene_again(
    address: str,
    chart: str,
    scale: tuple[bool, bool],
    marks: list[str],
    wanted: str,
    highlight: str,
) -> None:
    view = parse(address)
    scene = Scene(view, marks=tuple(marks), filter=wanted)
    if chart:
        scene = Scene(view, chart, *scale, tuple(marks), wanted, highlight)
    _, name, *words = shlex.split(command_line(scene, "core-hs4"))
    again, how = asked(named(name), read(question(named(name)), words))
    # The first grouping is what the page takes by itself, so it is not spelled out.
    said = view if again.view.by or view.by != named(name).groupings[0] else view.but(by="")
    assert again == replace(scene, view=said)
    assert how.dataset == "core-hs4"


@given(
    address=st.sampled_from(EVERY),
    chart=st.sampled_from(["", *KINDS]),
    scale=st.tuples(st.booleans(), st.booleans()),
    marks=st.lists(texts.map(clean).filter(bool), max_size=4),
    wanted=texts.map(clean),
    highlight=texts.map(clean),
)
def test_a_scene_as_an_address_is_that_scene_again(
    address: str,
    chart: str,
    scale: tuple[bool, bool],
    marks: list[str],
    wanted: str,
    highlight: str,
) -> None:
    scene = Scene(parse(address), chart, *scale, tuple(marks), wanted, highlight)
    assert parse_scene(str(scene)) == scene
    assert str(scene).isascii()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ("chart=pie", "There is no chart 'pie'; give lines, bars, stacked, heat"),
        ("chart", "names chart once, with a value, or not at all."),
        ("log=1&log=1", "names log once"),
        ("log=yes", "has log=1, or no log."),
        ("index=2017", "has index=1, or no index."),
        ("year=2020", "After # an address has no 'year'; there are chart, log, index, marks,"),
        ("%1b[2J=1", "has no '%1b[2J'"),
        ("&", "has no ''"),
    ],
)
def test_what_stands_wrong_after_the_mark_is_refused(how: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_scene(f"exporters#{how}")
    assert said in str(caught.value)
    assert str(caught.value).isprintable()


def test_texts_after_the_mark_are_made_safe_for_a_terminal() -> None:
    scene = parse_scene("exporters#filter=a%1b%5b2J,b&marks=%00MEX,VNM%0a")
    assert (scene.filter, scene.marks) == ("a[2J,b", ("MEX", "VNM"))


@pytest.mark.parametrize(
    "line",
    [
        "exporters --year 2022 --marks 'Korea,usa' --filter an --chart=lines --log --indexed -i",
        "'exporters?year=2022#chart=lines&log=1&index=1&marks=KOR,USA&filter=an'",
        "open 'exporters?year=2022#chart=lines&log=1&index=1&marks=KOR,USA&filter=an'",
    ],
)
def test_the_explorer_opens_with_the_whole_scene(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Scene] = []

    def noted(scene: Scene, **_: object) -> int:
        opened.append(scene)
        return 0

    monkeypatch.setattr(run, "run", noted)
    assert call(line).code == 0
    marks = ("KOR", "USA")
    assert opened == [Scene(View(year=2022), "lines", True, True, marks, "an")]  # noqa: FBT003


@pytest.mark.parametrize(("size", "beside"), [((80, 24), False), ((120, 40), True)])
async def test_a_scene_is_looked_at_as_it_says(size: tuple[int, int], beside: bool) -> None:
    scene = parse_scene("exporters?year=2022#chart=bars&log=1&marks=MEX,CHN&filter=a")
    async with driving(str(scene), size=size) as driver:
        main = driver.main
        assert (main.chart_shown, main.table_shown, main.kind) == (True, beside, "bars")
        assert main.charted == ("MEX", "CHN")
        assert main.filter is not None
        assert driver.app.state.scene == replace(
            scene, view=driver.head.view, highlight="" if beside else main.table.cursor_key
        )
    async with driving("exporters#chart=bars&highlight=MEX", size=size) as driver:
        assert driver.main.chart_shown
        assert driver.main.table_shown is beside
        assert driver.main.table.cursor_key == "MEX"


@st.composite
def scenes(draw_: st.DrawFn) -> tuple[Scene, Answer]:
    found = answered(draw_(st.sampled_from(EVERY)))
    rows = [str(key) for key in found.table[found.key].to_list()]
    some = st.lists(st.sampled_from(rows), max_size=14, unique=True)
    scene = Scene(
        found.view,
        draw_(st.sampled_from(kinds(found))),
        draw_(st.booleans()),
        draw_(st.booleans()),
        tuple(draw_(some)),
        draw_(st.sampled_from(["", "a", "20", "8"])),
        draw_(st.sampled_from(["", *rows])),
    )
    return scene, found


@given(drawn=scenes(), width=st.integers(40, 120), height=st.integers(8, 40))
@settings(max_examples=40)
def test_a_scene_prints_the_chart_of_the_screen(
    drawn: tuple[Scene, Answer], width: int, height: int
) -> None:
    scene, found = drawn
    shown, word = scene.marks, "marked"
    if scene.filter and not shown:
        shown, word = tuple(fitting(found, scene.filter)), "found"
    if scene.filter and not fitting(found, scene.filter):
        return
    style = Style(width, height, log=scene.log, index=scene.index)
    wanted = draw(found, scene.chart, style, shown, cursor=scene.highlight, word=word)  # type: ignore[arg-type]
    lines = printed(command_line(scene), width, height)
    assert lines[-len(wanted.splitlines()) :] == wanted.splitlines()


class Seen(NamedTuple):
    """A chart that the explorer drew, and at what size."""

    style: Style
    text: str


STATES = {
    "the leaders": ("exporters", (120, 40), []),
    "two rows marked": ("exporters?goods=8542", (120, 40), ["j", "space", "j", "j", "space"]),
    "a mark that has no row in the year": ("exporters", (120, 40), ["end", "space", "["]),
    "a chart alone": ("exporters?year=2022", (80, 24), ["j", "j", "c"]),
    "the next kind": ("economy?economy=MEX", (120, 30), ["c"]),
    "lines on a log scale": ("series?economy=CHN,TWN,MEX", (120, 30), ["L"]),
    "lines from 100": ("exporters", (120, 40), ["x"]),
    "rows that fit": ("exporters", (120, 40), ["slash", "k", "o", "r", "enter"]),
    "more rows than are drawn": ("exporters", (120, 40), ["slash", "a", "enter", "c"]),
    "goods": ("goods?by=family", (140, 40), ["end", "space"]),
    "years": ("economy?economy=MEX&by=year", (130, 40), ["L", "x"]),
    "shares": ("exporters?by=region&measure=share", (120, 30), ["c", "c"]),
    "the world": ("world", (140, 36), []),
}


@pytest.mark.parametrize("state", STATES)
async def test_the_command_that_is_copied_prints_the_chart_of_the_screen(
    state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, size, pressed = STATES[state]
    seen: list[Seen] = []
    copied: list[str] = []

    def spy(found: Answer, kind: Any, style: Style, marked: Any, **how: Any) -> str:
        plain = draw(found, kind, replace(style, palette="plain"), marked, **how)
        seen.append(Seen(style, plain))
        return draw(found, kind, style, marked, **how)

    monkeypatch.setattr(picture, "draw", spy)
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    async with driving(address, size=size) as driver:
        monkeypatch.setattr(driver.app, "send", copied.append)
        await driver.press(*pressed)
        await driver.settle()
        last = seen[-1]
        await driver.press("A")
        await driver.settle()
    line = base64.b64decode(copied[-1][7:-1]).decode()
    shown = [text.rstrip() for text in last.text.splitlines()]
    lines = [text.rstrip() for text in printed(line, last.style.width, last.style.height)]
    assert lines[-len(shown) :] == shown, line


async def test_marks_are_copied_where_there_is_no_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    async with driving("exporters?year=2022", size=(80, 24)) as driver:
        monkeypatch.setattr(driver.app, "send", copied.append)
        await driver.press("j", "space", "L", "A")
        await driver.settle()
    line = base64.b64decode(copied[-1][7:-1]).decode()
    assert line == "aigoods exporters --year 2022 --marks TWN"
    marked = [text for text in printed(f"{line} --top 5", 80, 20) if text.startswith("●")]
    assert len(marked) == 1
    assert "Taiwan" in marked[0]


def test_a_filter_leaves_the_rows_that_fit_it_and_says_how_many() -> None:
    done = call("exporters --filter korea --format csv")
    assert [line.split(",")[1] for line in done.text.splitlines()[1:]] == ["KOR", "PRK"]
    assert done.said.startswith("2 of 226 rows fit --filter korea.\n")
    assert call("exporters --filter 'viet nam' -q").text.count("\n") == 2


def test_marks_are_given_by_code_or_name_and_stand_in_a_table_alone() -> None:
    line = "exporters --top 4 --format table -q --marks"
    assert call(f"{line} KOR,usa").out == call(f"{line} 'Korea,United States'").out
    assert call(f"{line} KOR --ascii").text.count("\n* ") == 1
    told = call("exporters --marks KOR --format csv")
    assert told.out == call("exporters --format csv").out
    assert told.said.startswith("Marks stand in a table and in a chart, not in csv.\n")


def test_what_a_chart_leaves_out_is_said_on_stderr() -> None:
    many = "CHN TWN MEX USA KOR MYS SGP VNM JPN DEU NLD THA"
    done = call(f"series {many} --chart --format table")
    assert done.said.startswith(
        "The chart shows 10 of 12 economies, without Netherlands and Thailand.\n"
    )
    assert call("series CHN TWN --chart --format table").said.startswith("Licence: ")
