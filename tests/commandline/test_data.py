"""The commands of `aigoods data`: what they do, what goes to stdout and stderr, exit codes."""

import gc
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from aigoods.__main__ import main
from aigoods.commandline import completion
from aigoods.dataset.folder import verify
from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import embedded_folder, in_use, places
from aigoods.errors import UsageError
from aigoods.sources.baci.plan import usual_name
from aigoods.sources.importing import DOWNLOADS
from aigoods.sources.source import read_years
from loopback import File, Loopback, Reply, loopback
from made_baci import HEADER, drawn, file_name, lay, pack, table, tables, wto_codes

CODES = wto_codes("HS22")
TEXTS = {file_name(year): table(drawn(9, year, CODES, 200)) for year in (2022, 2023)}
USUAL = "baci-hs22-v202601"


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """A function that calls the program as a shell would, without a terminal."""

    def run(*words: object, answer: str = "", terminal: bool = False) -> Done:
        monkeypatch.setattr(sys, "argv", ["aigoods", *map(str, words)])
        monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
        monkeypatch.setattr(sys.stdin, "isatty", lambda: terminal)
        code = 0
        try:
            main()
        except SystemExit as exit_:
            code = int(exit_.code or 0)
        finally:
            gc.enable()
        return Done(code, *capfd.readouterr())

    return run


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return pack(tmp_path / "BACI_HS22_V202601.zip", TEXTS)


@pytest.fixture
def made(run: Run, source: Path) -> Path:
    """The folder of a dataset that was imported."""
    assert run("data", "import", source).code == 0
    return places().data / USUAL


def test_import_prints_the_name_and_nothing_else_on_stdout(run: Run, source: Path) -> None:
    done = run("data", "import", source)
    assert (done.code, done.out) == (0, f"{USUAL}\n")
    lines = done.err.splitlines()
    assert lines[0].startswith(f"{file_name(2022)} · 1 of 2 · ")
    kept = len(tables(places().data / USUAL).partners)
    assert f"{file_name(2023)} · 2 of 2 · 100% · {kept:,} rows kept · " in done.err
    (summary,) = [line for line in lines if line.startswith(f"{USUAL}: wto-2025 in 2022–2023, ")]
    found = tables(places().data / USUAL)
    rows = len(found.economy) + len(found.partners)
    rows += (
        duckdb.read_parquet(f"{places().data / USUAL}/totals.parquet").count("*").fetchall()[0][0]
    )
    assert f" {rows:,} rows, " in summary
    assert lines[-1] == f"aigoods data use {USUAL} makes it the one that questions go to."
    assert any(line.startswith("Note: Hong Kong") for line in lines)
    assert in_use() == "core-hs4"
    verify(places().data / USUAL)


def test_import_with_all_its_options(run: Run, tmp_path: Path) -> None:
    rows = [row for year in (2022, 2023, 2024) for row in drawn(1, year, CODES, 90)]
    path = lay(tmp_path, {"loose.csv": table(rows)}) / "loose.csv"
    words = ["--goods", "core-hs4", "--years", "2022,2024", "--name", "mine", "--use"]
    done = run("data", "import", path, *words, "--edition", "HS22", "--release", "V202601")
    assert (done.code, done.out) == (0, "mine\n")
    assert done.err.endswith("Questions go to it from now on.\n")
    manifest = read_manifest(places().data / "mine")
    assert (manifest.years, manifest.basket.name) == ((2022, 2024), "core-hs4")
    assert in_use() == "mine"
    exporters = run("exporters", "--format", "csv", "-q")
    values: dict[str, int] = {}
    for (year, who, flow, _), (usd, _, _) in tables(places().data / "mine").economy.items():
        if (year, flow) == (2024, "exports"):
            values[who] = values.get(who, 0) + usd
    best = max(values, key=lambda who: values[who])
    assert exporters.out.splitlines()[1].split(",")[1] == best


def test_an_import_again_replaces_the_dataset(run: Run, made: Path, tmp_path: Path) -> None:
    fewer = {name: TEXTS[name] for name in list(TEXTS)[:1]}
    assert run("data", "import", pack(tmp_path / "x.zip", fewer)).code == 0
    assert read_manifest(made).years == (2022,)
    assert run("data", "list").out.count("baci") == 1


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--years", "twenty"], 2, "'twenty' are no years; give such as 2022, 2017-2024"),
        (["--years", "2024-2022"], 2, "'2024-2022' are no years"),
        (["--years", "1999"], 1, "There is no flow of the goods and years asked for"),
        (["--name", "A B"], 2, "'A B' is no name for a dataset"),
        (["--name", "core-hs4"], 2, "core-hs4 is an embedded dataset"),
        (["--goods", "chips"], 2, "There is no basket 'chips'"),
        (["--goods", "gone.csv"], 1, "Cannot read the basket gone.csv"),
        (["--edition", "HS17"], 1, "such as BACI_HS22_Y2022_V202601.csv of HS17 in "),
        (["--edition", "17"], 2, "'17' is no HS edition"),
        (["--release", "2026"], 2, "2026"),
        (["--nonsense"], 2, "nonsense"),
    ],
)
def test_what_import_refuses(
    words: list[str], code: int, said: str, run: Run, source: Path
) -> None:
    done = run("data", "import", source, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert [path.name for path in places().data.glob("*") if path.name != ".lock"] == []


def test_import_wants_a_path(run: Run) -> None:
    assert run("data", "import").code == 2


def test_list(run: Run, made: Path) -> None:
    broken = places().data / "broken"
    broken.mkdir()
    (broken / "manifest.json").write_text("{")
    done = run("data", "list")
    assert done.code == 0
    head, *rows = (line.split("\t") for line in done.out.splitlines())
    assert " ".join(head) == "name used source release edition basket years rows bytes"
    assert [row[0] for row in rows] == ["core-hs4", "chips-hs6", USUAL, "broken"]
    by_name = {row[0]: row for row in rows}
    manifest = read_manifest(made)
    size = sum(path.stat().st_size for path in made.iterdir())
    count = sum(entry.rows for entry in manifest.files.values())
    assert by_name[USUAL][1:] == [
        "", "BACI", "V202601", "HS2022", "wto-2025", "2022–2023", str(count), str(size),
    ]  # fmt: skip
    assert by_name["core-hs4"][1] == "*"
    assert by_name["broken"][2:8] == ["—"] * 6
    assert done.err.startswith("aigoods: ")
    assert "is not JSON" in done.err


def test_info(run: Run, made: Path) -> None:
    done = run("data", "info", USUAL)
    assert (done.code, done.err) == (0, "")
    assert "BACI HS22 V202601: AI-enabling goods" in done.out
    assert "Etalab Open Licence 2.0" in done.out
    assert "CEPII Working Paper 2010-23" in done.out
    assert str(made) in done.out
    assert "HS2017" in run("data", "info").out
    gone = run("data", "info", "gone")
    assert (gone.code, gone.out) == (1, "")


@pytest.mark.usefixtures("made")
def test_use(run: Run) -> None:
    done = run("data", "use", USUAL)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"Questions go to {USUAL} from now on.\n"
    assert in_use() == USUAL
    assert f"{USUAL}\t*\t" in run("data", "list").out
    gone = run("data", "use", "gone")
    assert (gone.code, gone.out) == (1, "")
    assert gone.err == (
        f"aigoods: There is no dataset 'gone'; there are core-hs4, chips-hs6, {USUAL}.\n"
    )
    assert in_use() == USUAL
    assert run("data", "use", "core-hs4").code == 0
    assert in_use() == "core-hs4"


def test_verify(run: Run, made: Path) -> None:
    done = run("data", "verify", USUAL)
    assert (done.code, done.out, done.err) == (0, f"{made} is as it was written.\n", "")
    assert run("data", "verify").out == f"{embedded_folder()} is as it was written.\n"
    stray = made / "notes.txt"
    stray.write_text("mine", encoding="utf-8")
    strange = run("data", "verify", USUAL)
    assert (strange.code, strange.out) == (1, "")
    assert strange.err == f"aigoods: {stray} is no part of the dataset; move it elsewhere.\n"
    stray.unlink()
    path = made / "partners.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    broken = run("data", "verify", USUAL)
    assert (broken.code, broken.out) == (1, "")
    assert broken.err == (f"aigoods: {path} is not as it was written; import the data again.\n")


def test_path(run: Run, made: Path) -> None:
    assert run("data", "path", USUAL) == (0, f"{made}\n", "")
    assert run("data", "path") == (0, f"{embedded_folder()}\n", "")
    run("data", "use", USUAL)
    assert run("data", "path") == (0, f"{made}\n", "")


def test_path_of_nothing_is_a_failure(run: Run) -> None:
    done = run("data", "path", "gone")
    assert (done.code, done.out) == (1, "")
    assert done.err == f"aigoods: There is no dataset in {places().data / 'gone'}.\n"


def test_remove_with_a_yes(run: Run, made: Path) -> None:
    refused = run("data", "remove", USUAL)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"aigoods: Removing {USUAL} takes a yes; give --yes.\n"
    for answer in ("", "\n", "n\n", "no\n", "yess\n"):
        kept = run("data", "remove", USUAL, answer=answer, terminal=True)
        assert (kept.code, kept.out) == (0, "")
        assert kept.err.startswith(f"Remove {USUAL}, ")
        assert kept.err.endswith("? [y/N] It stays.\n")
        verify(made)
    gone = run("data", "remove", USUAL, answer="y\n", terminal=True)
    assert (gone.code, gone.out) == (0, "")
    assert gone.err.endswith(f"{USUAL} is removed.\n")
    assert not made.exists()


def test_remove_at_once(run: Run, made: Path) -> None:
    run("data", "use", USUAL)
    done = run("data", "remove", USUAL, "--yes")
    assert done == (0, "", f"{USUAL} is removed.\n")
    assert not made.exists()
    assert in_use() == "core-hs4"
    again = run("data", "remove", USUAL, "-y")
    assert again.code == 1
    assert "there are core-hs4, chips-hs6." in again.err


def test_the_embedded_dataset_stays(run: Run) -> None:
    done = run("data", "remove", "core-hs4", "--yes")
    assert (done.code, done.out) == (1, "")
    assert done.err == "aigoods: core-hs4 is embedded in the program and cannot be removed.\n"
    verify(embedded_folder())


@pytest.mark.parametrize(
    "command", ["import", "fetch", "list", "info", "use", "verify", "remove", "path"]
)
def test_each_has_help_with_examples(command: str, run: Run) -> None:
    text = run("data", command, "--help").out
    assert "Examples:" in text
    assert f"aigoods data {command}" in text


@pytest.mark.usefixtures("made")
def test_names_are_offered() -> None:
    (places().data / ".downloads").mkdir()
    (places().data / "empty").mkdir()
    assert list(completion.datasets("", "")) == ["core-hs4", "chips-hs6", USUAL]
    assert completion.datasets("baci", "") == {
        USUAL: "BACI HS22 V202601: AI-enabling goods of the World Trade Report 2025"
    }
    assert completion.datasets("x", "") == {}


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("", ()), ("  ", ()), ("2022", (2022,)), ("2017-2019", (2017, 2018, 2019)),
        ("2024,2012, 2017 - 2018", (2012, 2017, 2018, 2024)), ("2022,2022-2023", (2022, 2023)),
        ("2022-2022", (2022,)),
    ],
)  # fmt: skip
def test_texts_of_years(text: str, years: tuple[int, ...]) -> None:
    assert read_years(text) == years


@pytest.mark.parametrize(
    "text",
    ["22", "2022-", "-2022", "2022-23", "2023-2022", "2022;2023", ",", "2022,", "\x1b[m", "٢٠٢٢"],
)
def test_texts_that_are_no_years(text: str) -> None:
    with pytest.raises(
        UsageError, match=r"are no years; give such as 2022, 2017-2024 or"
    ) as caught:
        read_years(text)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("goods", "name"),
    [
        ("wto-2025", "baci-hs22-v202601"), ("core-hs4", "baci-hs22-v202601-core-hs4"),
        ("all", "baci-hs22-v202601-all"), ("~/My Chips.csv", "baci-hs22-v202601-my-chips"),
        ("wto-2025.csv", "baci-hs22-v202601-own-wto-2025"), ("芯片.csv", "baci-hs22-v202601-own"),
        ("all.CSV", "baci-hs22-v202601-own-all"), ("Größe.csv", "baci-hs22-v202601-grosse"),
    ],
)  # fmt: skip
def test_names_of_datasets_tell_the_basket(goods: str, name: str) -> None:
    assert usual_name("HS22", "V202601", goods) == name
    assert len(usual_name("HS22", "V202601", "x" * 99 + ".csv")) == 64


PAGE = "/baci/doc/baci_webpage.html"
ARCHIVE = "/baci/data/BACI_HS22_V202601.zip"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Loopback]:
    """CEPII's folders on the loopback interface: the version page and an archive."""
    content = pack(tmp_path / "served" / "a.zip", TEXTS).read_bytes()
    with loopback() as running:
        running.files[PAGE] = File(b"<a href='../data/BACI_HS22_V202601.zip'>HS22</a>")
        running.files[ARCHIVE] = File(content)
        yield running


def fetch(run: Run, server: Loopback, *words: str) -> Done:
    mirror = ["--mirror", f"{server.url}/baci"]
    return run("data", "fetch", "baci", "--edition", "HS22", *mirror, *words)


def test_fetch_reads_the_page_downloads_and_imports(run: Run, server: Loopback) -> None:
    done = fetch(run, server)
    assert (done.code, done.out) == (0, f"{USUAL}\n")
    assert server.paths == [PAGE, ARCHIVE]
    archive = places().data / DOWNLOADS / "BACI_HS22_V202601.zip"
    assert archive.read_bytes() == server.files[ARCHIVE].content
    assert f"The archive lies in {archive}.\n" in done.err
    assert read_manifest(places().data / USUAL).years == (2022, 2023)
    before = read_manifest(places().data / USUAL)
    again = fetch(run, server, "--goods", "core-hs4", "--years", "2023")
    assert (again.code, again.out) == (0, f"{USUAL}-core-hs4\n")
    assert server.paths == [PAGE, ARCHIVE, PAGE]
    assert read_manifest(places().data / USUAL) == before


def test_fetch_of_a_release_by_name_reads_no_page(run: Run, server: Loopback) -> None:
    done = fetch(run, server, "--release", "V202601", "--name", "mine", "--use")
    assert (done.code, done.out) == (0, "mine\n")
    assert server.paths == [ARCHIVE]
    assert in_use() == "mine"


def test_fetch_goes_on_where_it_ended(run: Run, server: Loopback) -> None:
    content = server.files[ARCHIVE].content
    half = len(content) // 2
    part = places().data / DOWNLOADS / "BACI_HS22_V202601.zip.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(content[:half])
    label = {"validator": server.files[ARCHIVE].etag, "size": len(content)}
    part.with_name(f"{part.name}.json").write_text(json.dumps(label))
    assert fetch(run, server).code == 0
    assert [headers.get("range") for headers in server.asked] == [None, f"bytes={half}-"]
    assert read_manifest(places().data / USUAL).years == (2022, 2023)
    assert [path.name for path in part.parent.iterdir()] == ["BACI_HS22_V202601.zip"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["--goods", "chips"], 2, "There is no basket 'chips'"),
        (["--goods", "gone.csv"], 1, "Cannot read the basket gone.csv"),
        (["--name", "../up"], 2, "'../up' is no name"),
        (["--years", "x"], 2, "are no years"),
        (["--release", "V2026"], 2, "V2026"),
    ],
)
def test_fetch_asks_no_server_for_what_cannot_be_imported(
    words: list[str], code: int, said: str, run: Run, server: Loopback
) -> None:
    done = fetch(run, server, *words)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
    assert server.paths == []


def test_fetch_of_another_source(run: Run) -> None:
    done = run("data", "fetch", "oecd")
    assert (done.code, done.out) == (2, "")
    assert done.err == "aigoods: There is no source 'oecd' to fetch; there is baci.\n"


def test_fetch_where_there_is_no_such_release_or_no_server(run: Run, server: Loopback) -> None:
    done = fetch(run, server, "--release", "V209901")
    assert (done.code, done.out) == (3, "")
    assert "has no BACI_HS22_V209901.zip (404 Not Found); there is no such release" in done.err
    server.replies.append(Reply(403))
    done = fetch(run, server)
    assert (done.code, done.out) == (3, "")
    assert "bring it here with scp. Then: aigoods data import FILE." in done.err


def test_a_damaged_archive_is_downloaded_anew(run: Run, server: Loopback) -> None:
    whole = server.files[ARCHIVE].content
    broken = bytearray(whole)
    broken[200] ^= 0xFF
    server.files[ARCHIVE] = File(bytes(broken), etag='"broken"')
    done = fetch(run, server)
    assert (done.code, done.out) == (1, "")
    assert "get it again." in done.err
    server.files[ARCHIVE] = File(whole, etag='"whole"')
    assert fetch(run, server).code == 0
    assert server.paths == [PAGE, ARCHIVE] * 2


def test_an_archive_that_is_whole_stays_whatever_fails(run: Run, server: Loopback) -> None:
    done = fetch(run, server, "--years", "1999")
    assert (done.code, done.out) == (1, "")
    assert "There is no flow" in done.err
    assert fetch(run, server).code == 0
    assert server.paths.count(ARCHIVE) == 1


def test_a_page_in_place_of_the_archive(run: Run, server: Loopback) -> None:
    server.files[ARCHIVE] = File(b"<html>Sign in</html>", etag='"page"')
    done = fetch(run, server)
    assert done.code in (1, 3)
    assert done.out == ""
    assert done.err.splitlines()[-1].startswith("aigoods: ")
    server.files[ARCHIVE] = File(pack(Path("whole.zip"), TEXTS).read_bytes(), etag='"whole"')
    assert fetch(run, server).code == 0


def test_the_data_folder_of_the_environment(
    run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIGOODS_DATA", str(tmp_path / "elsewhere"))
    assert run("data", "import", source).code == 0
    assert run("data", "path", USUAL).out == f"{tmp_path / 'elsewhere' / USUAL}\n"
    assert (tmp_path / "elsewhere" / USUAL / "manifest.json").exists()


def test_a_header_alone_is_no_dataset(run: Run, tmp_path: Path) -> None:
    done = run("data", "import", lay(tmp_path / "src", {file_name(2022): f"{HEADER}\n"}))
    assert (done.code, done.out) == (1, "")
    assert "There is no flow of the goods and years asked for" in done.err
