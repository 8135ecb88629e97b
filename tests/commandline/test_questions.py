"""The command line: the same answers in a pipe, exit codes, addresses, what may be imported."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigoods.analysis.scene import FIRST, Scene
from aigoods.analysis.view import (
    AGAINST,
    BLOC_FORMS,
    EU_FORMS,
    FLOWS,
    LISTS,
    PUBLISHED_SERIES,
    TOPICS,
    View,
)
from aigoods.commandline.give import Output
from aigoods.commandline.parser import read
from aigoods.commandline.question import asked, question
from aigoods.dataset.folder import Dataset
from aigoods.output.formats import render
from aigoods.pages import PAGES, answer, named, parse
from aigoods.pages.command import command_line
from calling import call, run

CALLS = {
    "exporters --year 2022 --goods 8542": "exporters?goods=8542&year=2022",
    "importers --by income --sort -growth": "importers?by=income&sort=-growth",
    "exporters --within eastern-asia --since 2019": "exporters?within=eastern-asia&since=2019",
    "economy Mexico": "economy?economy=MEX",
    "economy 490 --flow imports --level segment": "economy?economy=TWN&flow=imports&by=segment",
    "economy mex --goods 8471 --level year": "economy?economy=MEX&goods=8471&by=year",
    "goods": "goods",
    "goods 'Integrated circuits'": "goods?goods=integrated-circuits",
    "goods --level family --flow imports": "goods?by=family&flow=imports",
    "partners 'chinese taipei' --flow imports": "partners?economy=TWN&flow=imports",
    "pair MX usa": "pair?economy=MEX&partner=USA",
    "series CHN MEX --goods 8542 --index 2017": "series?economy=CHN,MEX&goods=8542&index=2017",
    "series --measure share": "series?measure=share",
    "world": "world",
    "matrix --year 2024": "matrix?year=2024",
    "matrix --flow imports --by region --measure share --sort -from_asia": (
        "matrix?flow=imports&by=region&measure=share&sort=-from_asia"
    ),
    "matrix --eu one --within europe --sort to_usa": "matrix?eu=one&within=europe&sort=to_usa",
}


@pytest.mark.parametrize(
    "format_name", ["csv", "tsv", "json", "ndjson", "parquet", "markdown", "html"]
)
@pytest.mark.parametrize(("line", "address"), CALLS.items())
def test_a_command_prints_the_answer_to_its_view(
    line: str, address: str, format_name: str, dataset: Dataset
) -> None:
    result = call(f"{line} --format {format_name}")
    assert result.code == 0, result.said
    assert result.out == render(answer(parse(address), dataset), format_name)


def test_a_pipe_gets_csv_on_stdout_and_notes_on_stderr() -> None:
    result = call("exporters --year 2022 --goods 8542 --top 3")
    head, *rows = result.text.splitlines()
    assert head.startswith(
        "rank,iso3,economy,value_usd,share,growth,rank_change,cagr,all_exports_share,value_2017"
    )
    assert [row.split(",")[1] for row in rows] == ["TWN", "CHN", "KOR"]
    assert "220 of 223 rows left out by --top 3." in result.said
    assert "Etalab Open Licence 2.0" in result.said
    assert "Note: 2024 is provisional" in result.said
    assert call("exporters --top 3 -q").said == ""


def test_an_empty_table_says_why_on_stderr() -> None:
    done = run("partners", "Burundi", "--format", "csv")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert b"by Burundi in 2024" in done.stderr


def test_the_first_exporter_of_chips_in_2022() -> None:
    done = run("exporters", "--year", "2022", "--goods", "8542", "--format", "json")
    content = json.loads(done.stdout)
    assert (content["rows"][0]["iso3"], content["rows"][0]["value_usd"]) == ("TWN", 216253581668)
    assert content["meta"]["view"] == "exporters?goods=8542&year=2022&by=economy"
    assert content["meta"]["citation"].startswith("Gaulier, G. and Zignago, S.")


def test_a_file_is_what_stdout_would_be_with_its_metadata_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "chips.csv"
    result = call(f"exporters --goods 8542 -o {path}")
    assert result.code == 0
    assert result.text == ""
    assert path.read_bytes() == call("exporters --goods 8542 --format csv").out
    meta = json.loads((tmp_path / "chips.csv.metadata.json").read_text())
    assert meta["view"] == "exporters?goods=8542&year=2024&by=economy"
    assert str(path) in result.said


def test_a_chart_stands_below_its_table() -> None:
    result = call("economy MEX --goods 8471 --chart --format table --width 60 --height 12 --ascii")
    assert result.code == 0
    assert result.text.isascii()
    assert result.text.count("Mexico's exports of computers") == 2
    assert all(len(line) <= 60 for line in result.text.splitlines())


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("economy Mexco", 1, "The nearest: Mexico (MEX)"),
        ("exporters --goods 8543", 1, "8542"),
        ("exporters --year 2011", 1, "has data for 2017–2024, not for 2011"),
        ("partners MEX --year 2020", 1, "has partners for 2024"),
        ("partners MEX --goods 8471", 1, "partners by code"),
        ("matrix --year 2020", 1, "has partners for 2024, not for 2020"),
        ("matrix --goods 8471", 1, "partners by code"),
        (
            "matrix --measure rank",
            2,
            "The page matrix has no rank; it shows value, share and growth.",
        ),
        (
            "world --measure growth",
            2,
            "The page world has no growth; it shows value and unit-value.",
        ),
        ("matrix --measure growth", 1, "takes the flows of 2023"),
        ("matrix --sort -to_xyz", 1, "Cannot sort by 'to_xyz'; the columns are rank"),
        ("matrix --flow imports --sort to_usa", 1, "Cannot sort by 'to_usa'"),
        ("matrix --by code", 2, "There is no by 'code'"),
        ("matrix --flow both", 2, "There is no flow 'both'"),
        ("matrix --within nowhere", 1, "There is no group 'nowhere'; the nearest: asean"),
        ("matrix --by region --within asia", 1, "leave out by=region"),
        ("exporters --eu one", 1, "the EU cannot be one trader here"),
        ("exporters --dataset nowhere", 1, "There is no dataset in"),
        ("exporters --sort nonsense", 1, "the columns are rank"),
        ("search zzzzqqqq", 1, "Nothing is called"),
        ("exporters --measure values", 2, "did you mean value?"),
        ("exporters --format xls", 2, "There is no format 'xls'"),
        ("exporters -o table.xls", 2, "names no format"),
        ("exporters --chart --format csv", 2, "A chart stands below a table"),
        ("exporters --chart -o table.csv", 2, "A chart stands below a table"),
        ("exporters --chart=pie", 2, "There is no chart 'pie'; give lines, bars, stacked, heat,"),
        ("exporters --chart=stacked --format table", 1, "nothing to draw as stacked here; give"),
        ("exporters --chart=", 2, "--chart lacks its value: --chart=KIND, or --chart alone."),
        ("exporters --log", 2, "--log is of the chart; give --chart, too."),
        ("exporters --marks CHN,ATL --format table", 1, "No economy 'ATL'"),
        ("goods --marks 8543", 1, "There is no row '8543' here to mark."),
        ("exporters --filter zzz", 1, "No row fits 'zzz'."),
        ("exporters --top 0", 2, "--top takes a whole number of 1 or more, not '0'."),
        ("exporters --top -1", 2, "--top takes a whole number of 1 or more, not '-1'."),
        ("exporters --width 5", 2, "--width takes a whole number from 20 to 500, not '5'."),
        ("exporters --year x", 2, "--year takes a whole number, not 'x'."),
        ("exporters --year --goods", 2, "--year takes a whole number, not '--goods'."),
        ("exporters --year", 2, "--year lacks its value: --year YEAR."),
        ("exporters --ascii=yes", 2, "--ascii takes no value"),
        ("exporters --yaer 2022", 2, "There is no option --yaer; did you mean --year?"),
        ("exporters --nonsense", 2, "There is no option --nonsense; aigoods exporters --help"),
        ("exporters --out x.csv", 2, "There is no option --out"),
        ("exporters -x", 2, "There is no option -x"),
        ("exporters MEX", 2, "exporters has no place for 'MEX'"),
        ("economy MEX --chart bars", 2, "write --chart=bars without a blank."),
        ("economy", 2, "aigoods: economy takes ECONOMY, such as aigoods economy Mexico"),
        ("pair MEX", 2, "aigoods: pair takes ECONOMY PARTNER, such as aigoods pair"),
        ("goods 8542 8541", 2, "has no place for '8541'"),
        ("--dataset nowhere exporters", 2, "put --dataset after exporters"),
        ("--fresh exporters --top 3", 2, "put --dataset after exporters"),
        ("--frsh", 2, "There is no option --frsh; did you mean --fresh?"),
        ("nonsense", 2, "There is no command 'nonsense'; aigoods --help lists"),
        ("exportes", 2, "There is no command 'exportes'; did you mean exporters?"),
        ("data lst", 2, "There is no command data 'lst'; did you mean list?"),
        ("search chips --top x", 2, "--top takes a whole number of 1 or more"),
        ("completion csh", 2, "There is no completion for 'csh'; give bash, zsh, fish."),
        ("open 'exporters?year=1'", 2, "year '1' is not well formed"),
    ],
)
def test_failures_are_a_sentence_and_an_exit_code(line: str, code: int, said: str) -> None:
    done = call(line)
    assert (done.code, done.out) == (code, b"")
    assert done.said.splitlines()[-1].startswith("aigoods: ")
    assert said in done.said


@pytest.mark.parametrize(
    "address",
    ["exporters?year=2022\x1b[31m", "?", "exporters?economy=%1B", "exporters?goods=../x", "a?b=c"],
)
def test_hostile_addresses_are_usage(address: str) -> None:
    done = run(address)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"\x1b" not in done.stderr
    assert len(done.stderr.decode().splitlines()) == 1


def read_line(line: str) -> tuple[Scene, Output]:
    """Return what a line that asks for a page is read as."""
    _, name, *words = shlex.split(line)
    return asked(named(name), read(question(named(name)), words))


words = st.sampled_from


@st.composite
def views(draw: st.DrawFn) -> View:
    own = named(draw(words(list(PAGES))))
    years = st.none() | st.integers(1000, 2999)
    given_fields: dict[str, Any] = {
        "economy": draw(words(["MEX", "TWN", "EU27"])) if "economy" in own.needs else "",
        "partner": "USA" if "partner" in own.needs else "",
        **(
            {"about": "exporters?year=2022", "row": "MEX>USA", "column": "share"}
            if own.explains
            else {}
        ),
    }
    if own.several:
        given_fields["economy"] = ",".join(
            draw(st.lists(words(["CHN", "TWN", "KOR"]), unique=True))
        )
    choices = {
        "year": years,
        "since": years,
        "index": years,
        "goods": words(["all", "8542", "equipment", "integrated-circuits"]),
        "by": words(["", *own.groupings]),
        "within": words(["", "asia", "high-income"]),
        "eu": words(EU_FORMS),
        "one": words(["", "ASEAN", "MERCOSUR,USMCA"]),
        "blocs": words(BLOC_FORMS),
        "measure": words(own.measures),
        "sort": words(["", "growth", "-value_usd"]),
        "flow": words(FLOWS),
        "series": words(["", *PUBLISHED_SERIES]),
        "topic": words(["", *TOPICS]),
        "against": words(["", *AGAINST]),
        "list": words(["", *LISTS]),
        "of": words(["", "CHN", "CHN,HKG"]),
        "at_least": words(["", "100m", "1.5bn"]),
        "threshold": words(["", "33.3"]),
        "across": words(["", "3", "25"]),
        "decompose": st.booleans(),
    }
    for name in own.options:
        given_fields[name] = draw(choices[name])
    if "goods" in own.named:
        given_fields["goods"] = draw(choices["goods"])
    return View(own.name, **given_fields)


@given(view=views())
@settings(max_examples=150)
def test_a_view_as_a_command_line_is_that_view_again(view: View) -> None:
    scene, how = read_line(command_line(Scene(view)))
    # The first grouping is what the page takes by itself, so it is not spelled out.
    here = named(view.page)
    usual = view.by == here.groupings[0] and not here.usual
    assert scene == Scene(view.but(by="") if usual else view)
    assert how == Output()
    assert parse(str(view)) == view


def test_options_stand_anywhere_and_read_as_they_are_written() -> None:
    view = View("series", economy="CHN,TWN", goods="8542", sort="-cagr")
    for line in (
        "series CHN TWN --goods 8542 --sort -cagr -qo x.csv",
        "series --sort=-cagr CHN --goods=8542 TWN -q -o x.csv",
        "series --output x.csv CHN -qq --sort -cagr --goods 8542 -- TWN",
        "series -qox.csv CHN TWN --goods 9999 --goods 8542 --sort -cagr",
    ):
        scene, how = read_line(f"aigoods {line}")
        assert scene.view == view
        assert how == Output(output=Path("x.csv"), quiet=True)
    assert read_line("aigoods economy --chart MEX --no-color")[0].chart == FIRST
    assert read_line("aigoods economy --chart=bars MEX")[0].chart == "bars"
    assert not read_line("aigoods world --no-color")[1].color
    assert read_line("aigoods world --no-color --color")[1].color


def test_search_and_info_are_lines_with_tabs() -> None:
    assert call("search 'cote d ivoire'").text.splitlines()[0] == "economy\tCIV\tCôte d'Ivoire"
    assert call("search chips").text.splitlines()[0].startswith("goods\t8542\t")
    told = dict(line.split("\t", 1) for line in call("info").text.splitlines())
    assert told["licence"] == "Etalab Open Licence 2.0"
    assert told["years"] == "2017–2024"
    assert told["source"] == "BACI"


def test_settings_are_shown_checked_and_wrong_ones_named() -> None:
    path = Path(call("config path").text.strip())
    assert path.name == "settings.toml"
    assert "no settings file" in call("config check").text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(call("config show").text)
    assert call("config check").text == "The settings are right.\n"
    for wrong, said in (
        ("thme = 'x'", "unknown key 'thme'; did you mean theme?"),
        ("theme = 'ansi-drk'", "did you mean ansi-dark?"),
        ("[keys]\nmesure = 'F2'", "unknown keys.mesure; did you mean measure?"),
        ("[keys]\nmeasure = 'q'", "keys.quit is 'q', which belongs to measure"),
        ("[keys]\nmeasure = 3", "keys.measure is a key or a list of keys"),
        ("theme = ", "are not TOML"),
        ("dataset = 'core-hs4'", "choose it with aigoods data use NAME"),
    ):
        path.write_text(wrong)
        failed = call("config check")
        assert (failed.code, failed.out) == (2, b"")
        assert str(path) in failed.said
        assert said in failed.said


def test_goods_are_found_by_name_or_word() -> None:
    def first(text: str) -> str:
        done = call(f"exporters --goods {text} --top 1")
        assert done.code == 0
        assert ("'chips' is taken as 8542 (Integrated circuits)." in done.said) == (text == "chips")
        return done.text.splitlines()[1].split(",")[1]

    assert first("'Integrated Circuits'") == first("chips") == first("8542") == "TWN"
    assert first("85") == first("equipment") == "CHN"
    assert "taken as" not in call("exporters --goods chips --top 1 -q").said
    for text in ("circuits", "'\x1b[31m'", "854231"):
        assert call(f"exporters --goods {text}").code == 1


def test_a_chart_draws_all_that_is_named_or_says_what_is_not() -> None:
    names = ["CHN", "TWN", "KOR", "USA", "MYS", "SGP", "VNM", "JPN", "MEX", "NLD", "DEU", "THA"]
    seven = call(f"series {' '.join(names[:7])} --chart --format table --height 20")
    assert all(f"{marker} " in seven.text for marker in "●■▲◆▼○□")
    assert "The chart shows" not in seven.said
    twelve = call(f"series {' '.join(names)} --chart --format table")
    assert "10 of 12 economies" in twelve.text
    said = "The chart shows 10 of 12 economies, without Germany and Thailand."
    assert said in twelve.said
    assert said not in twelve.text
