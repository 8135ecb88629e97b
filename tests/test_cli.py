"""The command line: the same answers in a pipe, exit codes, addresses, what may be imported."""

import inspect
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from aigoods import cli
from aigoods.analysis.engine import answer
from aigoods.analysis.view import (
    BLOC_FORMS,
    BY,
    EU_FORMS,
    FLOWS,
    MEASURES,
    View,
    parse,
)
from aigoods.dataset.folder import Dataset
from aigoods.errors import UsageError
from aigoods.output.command import OPTIONS, command_line
from aigoods.output.formats import render
from aigoods.printing import Output
from aigoods.quick import plain

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
    "matrix --year 2024 --goods 8542": "matrix?year=2024&goods=8542",
    "matrix --flow imports --by region --measure share --sort -from_asia": (
        "matrix?flow=imports&by=region&measure=share&sort=-from_asia"
    ),
    "matrix --eu one --within europe --sort to_usa": "matrix?eu=one&within=europe&sort=to_usa",
}
QUESTIONS = [
    *("exporters", "importers", "economy", "goods", "partners", "pair", "series", "world"),
    "matrix",
]


def call(line: str) -> Result:
    return CliRunner().invoke(cli.app, shlex.split(line))


def run(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "aigoods", *words],
        capture_output=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **env},
    )


@pytest.mark.parametrize(
    "format_name", ["csv", "tsv", "json", "ndjson", "parquet", "markdown", "html"]
)
@pytest.mark.parametrize(("line", "address"), CALLS.items())
def test_a_command_prints_the_answer_to_its_view(
    line: str, address: str, format_name: str, dataset: Dataset
) -> None:
    result = call(f"{line} --format {format_name}")
    assert result.exit_code == 0, result.stderr
    assert result.stdout_bytes == render(answer(parse(address), dataset), format_name)


def test_a_pipe_gets_csv_on_stdout_and_notes_on_stderr() -> None:
    result = call("exporters --year 2022 --goods 8542 --top 3")
    head, *rows = result.stdout.splitlines()
    assert head.startswith("rank,iso3,economy,value_usd,share,growth,rank_change,cagr,value_2017")
    assert [row.split(",")[1] for row in rows] == ["TWN", "CHN", "KOR"]
    assert "220 of 223 rows left out by --top 3." in result.stderr
    assert "Etalab Open Licence 2.0" in result.stderr
    assert "Note: 2024 is provisional" in result.stderr
    assert call("exporters --top 3 -q").stderr == ""


def test_an_empty_table_says_why_on_stderr() -> None:
    done = run("partners", "Tuvalu", "--format", "csv")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert b"by Tuvalu in 2024" in done.stderr


def test_the_first_exporter_of_chips_in_2022() -> None:
    done = run("exporters", "--year", "2022", "--goods", "8542", "--format", "json")
    content = json.loads(done.stdout)
    assert (content["rows"][0]["iso3"], content["rows"][0]["value_usd"]) == ("TWN", 216253581668)
    assert content["meta"]["view"] == "exporters?goods=8542&year=2022&by=economy"
    assert content["meta"]["citation"].startswith("Gaulier, G. and Zignago, S.")


def test_a_file_is_what_stdout_would_be_with_its_metadata_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "chips.csv"
    result = call(f"exporters --goods 8542 -o {path}")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert path.read_bytes() == call("exporters --goods 8542 --format csv").stdout_bytes
    meta = json.loads((tmp_path / "chips.csv.metadata.json").read_text())
    assert meta["view"] == "exporters?goods=8542&year=2024&by=economy"
    assert str(path) in result.stderr


def test_a_chart_stands_below_its_table() -> None:
    result = call("economy MEX --goods 8471 --chart --format table --width 60 --height 12 --ascii")
    assert result.exit_code == 0
    assert result.stdout.isascii()
    assert result.stdout.count("Mexico's exports of computers") == 2
    assert all(len(line) <= 60 for line in result.stdout.splitlines())


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
        ("matrix --measure rank", 1, "The matrix shows value, share and growth, not rank."),
        ("matrix --measure growth", 1, "takes the flows of 2023"),
        ("matrix --sort -to_xyz", 1, "Cannot sort by 'to_xyz'; the columns are rank"),
        ("matrix --flow imports --sort to_usa", 1, "Cannot sort by 'to_usa'"),
        ("matrix --by code", 2, "There is no by 'code'"),
        ("matrix --flow both", 2, "There is no flow 'both'"),
        ("matrix --within nowhere", 1, "No region, sub-region or income group 'nowhere'"),
        ("matrix --by region --within asia", 1, "leave out by=region"),
        ("exporters --eu one", 1, "the EU cannot be one trader here"),
        ("exporters --dataset nowhere", 1, "There is no dataset in"),
        ("exporters --sort nonsense", 1, "the columns are rank"),
        ("search zzzzqqqq", 1, "Nothing is called"),
        ("exporters --measure values", 2, "did you mean value?"),
        ("exporters --format xls", 2, "There is no format 'xls'"),
        ("exporters -o table.xls", 2, "names no format"),
        ("exporters --chart", 2, "A chart stands below a table"),
        ("exporters --top 0", 2, "top"),
        ("exporters --nonsense", 2, "nonsense"),
        ("--dataset nowhere exporters", 2, "put --dataset after exporters"),
        ("nonsense", 2, "nonsense"),
        ("open 'exporters?year=1'", 2, "year '1' is not well formed"),
    ],
)
def test_failures_are_a_sentence_and_an_exit_code(line: str, code: int, said: str) -> None:
    done = run(*shlex.split(line))
    assert done.returncode == code
    assert done.stdout == b""
    assert said in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


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


def test_a_closed_pipe_is_quiet() -> None:
    shell = f"{shlex.quote(sys.executable)} -m aigoods exporters -q | head -1"
    done = subprocess.run(["bash", "-c", shell], capture_output=True, check=False, timeout=60)
    assert done.stdout.startswith(b"rank,iso3")
    assert done.stderr == b""


@pytest.mark.parametrize("words", [["--version"], ["--help"], ["exporters", "--help"]])
def test_version_and_help_import_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; sys.argv = ['aigoods', *" + repr(words) + "]\n"
        "from aigoods.__main__ import main\n"
        "try:\n    main()\n"
        "finally:\n    print({'polars', 'textual', 'plotext', 'rich'} & set(sys.modules), "
        "file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.stdout
    assert done.stderr.decode().strip() == "set()"


@pytest.mark.parametrize("format_name", ["csv", "table"])
def test_the_command_line_never_imports_textual(format_name: str) -> None:
    code = (
        f"import sys; sys.argv = ['aigoods', 'exporters', '--format', '{format_name}', '-q']\n"
        "from aigoods.__main__ import main\n"
        "try:\n    main()\n"
        "finally:\n    print({'textual', 'plotext'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, timeout=60
    )
    assert done.stderr.decode().strip() == "set()"


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_help_names_the_columns_and_two_examples_that_work(
    name: str, dataset: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = inspect.getdoc(getattr(cli, name)) or ""
    examples = [line.strip() for line in said.splitlines() if line.strip().startswith("aigoods ")]
    assert len(examples) == 2
    monkeypatch.chdir(tmp_path)
    for example in examples:
        assert call(example.removeprefix("aigoods ").replace("--chart", "")).exit_code == 0, example
    start = {"economy": "economy?economy=MEX", "partners": "partners?economy=MEX"}
    start["pair"] = "pair?economy=MEX&partner=USA"
    if name not in ("economy", "goods", "series", "world", "importers"):
        for column in answer(parse(start.get(name, name)), dataset).columns:
            known = column.kind == "series" or (column.heat and "to_usa ..." in said)
            assert known or column.name in said, column.name


words = st.sampled_from


@st.composite
def views(draw: st.DrawFn) -> View:
    page = draw(words(list(OPTIONS)))
    own = OPTIONS[page]
    years = st.none() | st.integers(1000, 2999)
    given_fields = {
        "economy": draw(words(["MEX", "TWN", "EU27"]))
        if page in ("economy", "partners", "pair")
        else "",
        "partner": "USA" if page == "pair" else "",
    }
    if page == "series":
        given_fields["economy"] = ",".join(
            draw(st.lists(words(["CHN", "TWN", "KOR"]), unique=True))
        )
    choices = {
        "year": years,
        "since": years,
        "index": years,
        "goods": words(["all", "8542", "equipment", "integrated-circuits"]),
        "by": words(["", *BY[page]]),
        "level": words(["", *BY[page]]),
        "within": words(["", "asia", "high-income"]),
        "eu": words(EU_FORMS),
        "blocs": words(BLOC_FORMS),
        "measure": words(MEASURES),
        "sort": words(["", "growth", "-value_usd"]),
        "flow": words(FLOWS),
    }
    for option in own:
        given_fields["by" if option == "level" else option] = draw(choices[option])
    if page == "goods":
        given_fields["goods"] = draw(choices["goods"])
    return View(page, **given_fields)


@given(view=views())
@settings(max_examples=150)
def test_a_view_as_a_command_line_is_that_view_again(view: View) -> None:
    seen: list[View] = []

    def catch(asked: View, how: Output) -> int:
        assert how.dataset == ""
        seen.append(asked)
        return 0

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "give", catch)
        result = call(command_line(view).removeprefix("aigoods "))
    assert result.exit_code == 0, result.output
    # The first grouping is what the page takes by itself, so it is not spelled out.
    usual = view.by == BY[view.page][0] and "by" in OPTIONS[view.page]
    assert seen == [view.but(by="") if usual else view]
    assert parse(str(view)) == view


@given(view=views(), extra=st.sampled_from(["", "--top 3 -q", "-o x.csv --width 60", "--chart"]))
@settings(max_examples=150)
def test_the_plain_form_is_read_as_typer_reads_it(view: View, extra: str) -> None:
    seen: list[tuple[View, Output]] = []

    def catch(asked: View, how: Output) -> int:
        seen.append((asked, how))
        return 0

    line = f"{command_line(view)} {extra}".removeprefix("aigoods ")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "give", catch)
        assert call(line).exit_code == 0
    assert seen == [plain(shlex.split(line))]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "open x",
        "exporters --help",
        "exporters MEX",
        "exporters --year",
        "exporters --year=2022",
        "exporters --year x",
        "exporters --year --goods",
        "exporters --top 0",
        "exporters --top -1",
        "exporters --width 5",
        "exporters --nonsense 1",
        "exporters --level code",
        "exporters --no-color",
        "exporters -i",
        "economy",
        "pair MEX",
        "goods 8542 8541",
    ],
)
def test_all_else_is_left_to_typer(line: str) -> None:
    assert plain(shlex.split(line)) is None


def test_search_and_info_are_lines_with_tabs() -> None:
    assert call("search 'cote d ivoire'").stdout.splitlines()[0] == "economy\tCIV\tCôte d'Ivoire"
    assert call("search chips").stdout.splitlines()[0].startswith("goods\t8542\t")
    told = dict(line.split("\t", 1) for line in call("info").stdout.splitlines())
    assert told["licence"] == "Etalab Open Licence 2.0"
    assert told["years"] == "2017–2024"
    assert told["source"] == "BACI"


def test_settings_are_shown_checked_and_wrong_ones_named() -> None:
    path = Path(call("config path").stdout.strip())
    assert path.name == "settings.toml"
    assert "no settings file" in call("config check").stdout
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(call("config show").stdout)
    assert call("config check").stdout == "The settings are right.\n"
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
        with pytest.raises(UsageError, match=str(path)) as failure:
            CliRunner().invoke(cli.app, ["config", "check"], catch_exceptions=False)
        assert said in str(failure.value)


def test_completion_offers_economies_goods_and_years() -> None:
    from aigoods import completion

    assert ("MEX", "Mexico") in completion.economies("ME")
    assert ("mex", "Mexico") in completion.economies("me")
    assert ("cote-d-ivoire", "Côte d'Ivoire") in completion.economies("cote")
    for typed in ("mex", "cote-d-ivoire", "viet-nam"):
        assert call(f"economy {typed} -q --top 1").exit_code == 0
    assert ("8542", "integrated circuits") in completion.goods("85")
    assert completion.years("202") == ["2024", "2023", "2022", "2021", "2020"]
    assert [name for name, _ in completion.datasets("")] == ["core-hs4"]


def test_the_shell_is_answered_while_a_command_is_typed() -> None:
    done = run(_AIGOODS_COMPLETE="complete_bash", COMP_WORDS="aigoods economy ME", COMP_CWORD="2")
    assert done.stdout.decode().split() == ["MEX"]


def test_goods_are_found_by_name_or_word() -> None:
    def first(text: str) -> str:
        done = call(f"exporters --goods {text} --top 1 -q")
        assert done.exit_code == 0
        return done.stdout.splitlines()[1].split(",")[1]

    assert first("'Integrated Circuits'") == first("chips") == first("8542") == "TWN"
    assert first("85") == first("equipment") == "CHN"
    for text in ("circuits", "'\x1b[31m'", "854231"):
        assert call(f"exporters --goods {text}").exit_code == 1
