"""Charts for documents from the command line: alone, in a page, and where they are refused."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from addresses import start
from aigoods.analysis.scene import Scene
from aigoods.pages import every
from aigoods.pages.command import command_line
from aigoods.pages.page import Page
from calling import call


@pytest.mark.parametrize("page", every(), ids=lambda page: page.name)
def test_every_page_is_an_svg_or_says_why_not(page: Page, tmp_path: Path) -> None:
    line = command_line(Scene(start(page)), "auto").removeprefix("aigoods ")
    path = tmp_path / "x.svg"
    done = call(f"{line} -o {path}")
    if done.code:
        assert "There is nothing to draw here; give another format, such as csv." in done.said
        assert not path.exists()
    else:
        root = ElementTree.parse(path).getroot()  # noqa: S314
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert (tmp_path / "x.svg.metadata.json").exists()
        assert call(f"{line} --format svg -q").out == path.read_bytes()


def test_marks_filter_and_scale_are_those_of_the_chart() -> None:
    said = call("exporters --format svg --marks Mexico,FRA --log -q").text
    assert ">Mexico $" in said
    assert ">China" not in said
    assert "log scale" in said
    found = call("exporters --format svg --chart=bars --filter viet -q").text
    assert ">Viet Nam<" in found
    assert call("exporters --format svg --chart=bars --top 3 -q").text.count(" bn</text>") == 3


def test_size_and_ground_are_as_asked_for() -> None:
    said = call("world --format svg --width 100 --height 50 --ground dark -q").text
    assert '<rect width="800" height="800" fill="#11161c"/>' in said


def test_a_page_of_html_has_its_chart_above_the_table() -> None:
    with_chart = call("world --format html --chart -q").text
    without = call("world --format html -q").text
    assert with_chart.count("<svg") == 1
    assert with_chart.index("<figure ") < with_chart.index("<table>")
    before, _, rest = with_chart.partition("<figure ")
    assert before + rest.partition("</figure>\n")[2] == without


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("exporters -o x.png", 2, "rsvg-convert -f png x.svg -o x.png makes a PNG of it."),
        ("exporters --chart -o x.PDF", 2, "rsvg-convert -f pdf x.svg -o x.pdf makes a PDF of it."),
        ("exporters --format jpg", 2, "A chart is written as SVG, not as JPG"),
        ("exporters --format csv --chart", 2, "or alone as SVG, not in csv; give --format table,"),
        ("exporters --ground dark", 2, "--ground is of a chart in SVG; give -o FILE.svg, too."),
        ("exporters --format svg --ground blue", 2, "There is no ground 'blue'; give white, dark"),
        ("exporters --format svg --width 30", 2, "needs --width 40 and --height 15 or more."),
        ("exporters --format svg --chart=stacked", 1, "nothing to draw as stacked here; give"),
        ("exporters --log", 2, "--log is of the chart; give --chart, too."),
        ("exporters --log --format csv", 2, "--log is of the chart; give --chart, too."),
    ],
)
def test_what_cannot_be_drawn_is_refused(line: str, code: int, said: str) -> None:
    done = call(line)
    assert (done.code, done.out) == (code, b"")
    assert said in done.said
