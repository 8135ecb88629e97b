"""A dataset on a web server: the same answers, a part of the bytes, a sentence where it fails.

Run by `test_elsewhere.py` in a process of its own: once Polars has read from an address, a thread
of its reads the environment for ever, and a change to it then can end the process.
"""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

from aigoods.analysis.view import View
from aigoods.dataset import reading
from aigoods.dataset.folder import open_dataset, verify
from aigoods.dataset.manifest import PartnerScope
from aigoods.dataset.manifest_file import read_manifest
from aigoods.dataset.places import find_dataset
from aigoods.dataset.schema import ECONOMY_FILE, MANIFEST_FILE, PARTNERS_FILE
from aigoods.dataset.writer import write_dataset
from aigoods.errors import AigoodsError, DataError, NetworkError
from aigoods.explorer.kept import stamp
from aigoods.pages import answer, parse
from driver import driving
from loopback import File, Loopback, Reply, loopback
from worlds import CODES, PLAIN, TONS, World, made_manifest

FILES = (MANIFEST_FILE, ECONOMY_FILE, PARTNERS_FILE)
ADDRESSES = (
    "exporters",
    "importers?eu=one",
    "exporters?by=region&blocs=one",
    "economy?economy=DEU",
    "goods?measure=unit-value",
    "world",
    "series?economy=TWN,USA",
    "partners?economy=TWN",
    "pair?economy=TWN&partner=USA",
)


@pytest.fixture(scope="session")
def one_server() -> Iterator[Loopback]:
    with loopback() as found:
        yield found


@pytest.fixture
def server(one_server: Loopback) -> Loopback:
    one_server.reset()
    return one_server


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave the environment alone; the caller has made a home."""
    monkeypatch.chdir(tmp_path)


def serve(server: Loopback, folder: Path) -> str:
    for name in FILES:
        server.files[f"/made/{name}"] = File((folder / name).read_bytes())
    return f"{server.url}/made"


@pytest.fixture
def folder(make_dataset: Callable[..., Path]) -> Path:
    return make_dataset(TONS)


def refusal(address: str, kind: type[AigoodsError]) -> str:
    with pytest.raises(AigoodsError) as caught:
        open_dataset(find_dataset(address))
    text = str(caught.value)
    assert type(caught.value) is kind
    assert text.endswith(".")
    assert text.isprintable()
    return text


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_gives_the_answers_of_the_folder(
    server: Loopback, folder: Path, address: str
) -> None:
    there = open_dataset(find_dataset(f"{serve(server, folder)}/"))
    here = open_dataset(folder)
    assert there.manifest == here.manifest
    found, wanted = (answer(parse(address), dataset) for dataset in (there, here))
    assert found.table.equals(wanted.table)
    assert (found.facts, found.notes) == (wanted.facts, wanted.notes)


def large(folder: Path) -> None:
    """Write a dataset whose partners are many row groups, of economies and codes by turns."""
    number = pl.int_range(400_000, eager=True).alias("n")
    partners = pl.DataFrame(number).select(
        year=2004 + pl.col("n") % 4,
        exporter=(pl.col("n").hash(1) % 8).replace_strict(dict(enumerate(PLAIN))),
        importer=(pl.col("n").hash(2) % 8).replace_strict(dict(enumerate(PLAIN[3:] + PLAIN[:3]))),
        code=(pl.col("n").hash(3) % 5).replace_strict({n: c.code for n, c in enumerate(CODES[:5])}),
        value_usd=pl.col("n").hash(4) % 10**9 + 1,
        quantity_t=pl.lit(None, pl.Float64),
    )
    partners = partners.cast({"value_usd": pl.Int64, "year": pl.Int32}).filter(
        pl.col("exporter") != pl.col("importer")
    )
    sides = [
        partners.group_by("year", pl.col(own).alias("economy"), "code")
        .agg(pl.col("value_usd").sum())
        .with_columns(
            flow=pl.lit(flow),
            quantity_t=pl.lit(None, pl.Float64),
            intra_eu_usd=pl.lit(None, pl.Int64),
        )
        for own, flow in (("exporter", "exports"), ("importer", "imports"))
    ]
    years = (2004, 2005, 2006, 2007)
    world = World(CODES[:5], years, ())
    manifest = made_manifest(world, partners=PartnerScope(years))
    write_dataset(folder, manifest, pl.concat(sides), partners)


def test_a_question_about_partners_fetches_a_part_of_the_file(
    server: Loopback, tmp_path: Path
) -> None:
    folder = tmp_path / "large"
    large(folder)
    address = serve(server, folder)
    size = (folder / PARTNERS_FILE).stat().st_size
    path = f"/made/{PARTNERS_FILE}"
    dataset = open_dataset(find_dataset(address))
    opening = server.sent[path]
    assert opening < size / 4
    view = View("pair", economy="MEX", partner="USA")
    assert answer(view, dataset).table.equals(answer(view, open_dataset(folder)).table)
    opening = server.sent[path]
    one = View("partners", economy="MEX", goods=CODES[0].code)
    assert answer(one, dataset).table.equals(answer(one, open_dataset(folder)).table)
    assert 0 < server.sent[path] - opening < size / 2
    server.sent.clear()
    answer(View(), dataset)
    assert path not in server.sent


def test_where_there_is_nothing_it_says_so(server: Loopback, folder: Path) -> None:
    address = f"{server.url}/nowhere"
    assert refusal(address, DataError) == (f"There is no dataset at {address}, or not all of it.")
    serve(server, folder)
    del server.files[f"/made/{PARTNERS_FILE}"]
    assert "There is no dataset at" in refusal(f"{server.url}/made", DataError)


def test_a_server_that_refuses_is_named_with_what_it_answers(server: Loopback) -> None:
    server.replies.extend([Reply(403, {"Content-Length": "0"})] * 3)
    text = refusal(f"{server.url}/made", NetworkError)
    assert text == f"Cannot read {server.url}/made: the server answers 403 Forbidden."


def test_a_silent_server_does_not_hold_the_program(
    server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "PATIENCE", 0.2)
    server.replies.extend([Reply(raw=True, ending="hold")] * 3)
    assert "does not answer within" in refusal(f"{server.url}/made", NetworkError)


REFUSED = """object-store error: Generic HTTP error: Error performing GET http://127.0.0.1:1/made \
in 2.9s, after 10 retries, max_retries: 10, retry_timeout: 180s  - HTTP error: error sending request

Caused by:
    0: client error (Connect)
    1: tcp connect error
    2: Connection refused (os error 111)"""
"""What Polars 2.1 says after it has asked ten times."""
HOSTILE = "object-store error: no\x1b[2J\nkey."


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (ConnectionRefusedError(REFUSED), NetworkError, "Cannot reach {}: Connection refused."),
        (OSError(HOSTILE), NetworkError, "Cannot reach {}: no[2J key."),
        (pl.exceptions.ComputeError("out of spec"), DataError, "What lies at {} is damaged."),
        (FileNotFoundError("404"), DataError, "There is no dataset at {}, or not all of it."),
    ],
)
def test_what_polars_meets_is_a_sentence(
    error: Exception, kind: type[AigoodsError], said: str
) -> None:
    def fail() -> None:
        raise error

    for read in (reading.attempt, reading.promptly):
        with pytest.raises(kind) as caught:
            read(fail, "http://x/y")
        assert str(caught.value) == said.format("http://x/y")


def test_what_polars_remarks_of_a_bucket_stays_off_the_screen() -> None:
    def read() -> str:
        warnings.warn("'(default_)region' not set; polars will ask", UserWarning, stacklevel=1)
        return "read"

    assert reading.promptly(read, "s3://bucket/x") == "read"


def test_a_table_that_is_damaged_at_an_address(server: Loopback, folder: Path) -> None:
    address = serve(server, folder)
    server.files[f"/made/{ECONOMY_FILE}"] = File(b"x" * 500)
    assert "is damaged" in refusal(address, DataError)
    server.files[f"/made/{MANIFEST_FILE}"] = File(b"{")
    assert "is not JSON" in refusal(address, DataError)
    server.files[f"/made/{MANIFEST_FILE}"] = File(b"\xff\xfe{}")
    assert address in refusal(address, DataError)


def test_rows_that_are_damaged_show_when_they_are_read(server: Loopback, folder: Path) -> None:
    address = serve(server, folder)
    dataset = open_dataset(find_dataset(address))
    whole = server.files[f"/made/{ECONOMY_FILE}"].content
    server.files[f"/made/{ECONOMY_FILE}"] = File(
        b"PAR1" + b"\xff" * (len(whole) - 1200) + whole[-1196:]
    )
    with pytest.raises(DataError, match="is damaged"):
        answer(View(), dataset)
    server.files.clear()
    with pytest.raises(DataError, match="There is no dataset at"):
        answer(View("partners", economy="TWN"), dataset)


def test_an_address_is_not_verified(server: Loopback, folder: Path) -> None:
    address = serve(server, folder)
    with pytest.raises(DataError, match="copy the folder here first"):
        verify(find_dataset(address))
    assert not server.paths


@pytest.mark.parametrize("name", ["s3://bucket/x", "gs://b/x/", "https://host/x", "HTTP://h/x"])
def test_addresses_are_no_paths(name: str) -> None:
    assert find_dataset(name) == name.rstrip("/")
    assert stamp(find_dataset(name)) == ""


def test_the_manifest_of_an_address_is_read_with_its_accents(
    server: Loopback, make_dataset: Callable[..., Path]
) -> None:
    folder = make_dataset(TONS, title="Côte d'Ivoire — 臺灣")
    assert read_manifest(find_dataset(serve(server, folder))) == read_manifest(folder)


async def test_the_explorer_opens_an_address(server: Loopback, folder: Path) -> None:
    address = serve(server, folder)
    async with driving("exporters", dataset=address) as driver:
        assert driver.head.manifest.name == "made"
        assert "Taiwan" in driver.text
        await driver.press("enter", "tab")
        assert driver.head.view.page == "economy"


async def test_the_explorer_says_why_an_address_is_not_open(server: Loopback) -> None:
    async with driving("exporters", dataset=f"{server.url}/nowhere") as driver:
        assert driver.head.manifest.name == "core-hs4"
        assert any("There is no dataset at" in notice for notice in driver.notices)
