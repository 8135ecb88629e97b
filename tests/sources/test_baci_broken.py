"""What is broken or hostile: one sentence and an exit code, and all datasets as they were."""

import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

from aigoods.dataset.folder import verify
from aigoods.dataset.places import places
from aigoods.errors import AigoodsError
from made_baci import (
    HEADER,
    check_sentence,
    drawn,
    file_name,
    lay,
    pack,
    put_on_shelf,
    small_batches,
    table,
    wto_codes,
)

NAME = file_name(2022)
GOOD = table(drawn(5, 2022, wto_codes("HS22"), 2000))
LINE = "2022,842,484,854231,1.5,0.25"


class Case(NamedTuple):
    """What is imported, how, and a part of the sentence that must come of it."""

    paths: list[Path]
    said: str
    code: int = 1
    options: Mapping[str, str] = MappingProxyType({})


def one(folder: Path, text: str | bytes, name: str = NAME) -> list[Path]:
    return [lay(folder / "src", {name: text}) / name]


def line(folder: Path, wrong: str, said: str) -> Case:
    return Case(one(folder, f"{HEADER}\n{LINE}\n{wrong}\n{LINE.replace('842', '490')}\n"), said)


def archive(folder: Path, change: Callable[[bytearray], bytearray | None]) -> list[Path]:
    path = pack(folder / "BACI_HS22_V202601.zip", {NAME: GOOD})
    content = bytearray(path.read_bytes())
    path.write_bytes(change(content) or content)
    return [path]


def half(content: bytearray) -> bytearray:
    return content[: len(content) // 2]


def wrong_crc(content: bytearray) -> None:
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 16, 1)


def flipped(content: bytearray) -> None:
    content[5000] ^= 0xFF


def encrypted(content: bytearray) -> None:
    content[content.index(b"PK\x01\x02") + 8] |= 1


def deflate64(content: bytearray) -> None:
    content[content.index(b"PK\x01\x02") + 10] = 9


def lying_bomb(folder: Path) -> list[Path]:
    """Thirty megabytes of flows that say they are one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    rows = f"\n{LINE}".encode() * 36_000
    packed = packer.compress(HEADER.encode()) + b"".join(packer.compress(rows) for _ in range(30))
    packed += packer.flush()
    path = pack(folder / "a.zip", {NAME: packed}, zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<H", content, entry + 10, zipfile.ZIP_DEFLATED)
    struct.pack_into("<L", content, entry + 24, 1_000_000)
    path.write_bytes(content)
    return [path]


def holes(folder: Path) -> list[Path]:
    (path,) = one(folder, "")
    os.truncate(path, 10 << 30)
    return [path]


def made_folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def two_files(folder: Path, *names: str) -> list[Path]:
    return [lay(folder / "src", dict.fromkeys(names, f"{HEADER}\n{LINE}\n"))]


RED = "\x1b[31mred\x1b]0;owned\x07\r\n\u202e"
LOOSE = {"edition": "HS22", "release": "V202601"}
CASES: dict[str, Callable[[Path], Case]] = {
    "truncated zip": lambda f: Case(archive(f, half), "is no whole zip; it may have been cut"),
    "wrong crc": lambda f: Case(archive(f, wrong_crc), "does not agree with its checksum"),
    "flipped byte": lambda f: Case(archive(f, flipped), "get it again."),
    "encrypted": lambda f: Case(archive(f, encrypted), "is packed in a way that is not read here"),
    "deflate64": lambda f: Case(archive(f, deflate64), "is packed in a way that is not read here"),
    "names outside": lambda f: Case(
        [pack(f / "a.zip", {NAME: GOOD, "../../evil.csv": GOOD})], "which points outside"),
    "absolute names": lambda f: Case(
        [pack(f / "a.zip", {NAME: GOOD, "/etc/evil.csv": GOOD})], "which points outside"),
    "bomb of zeros": lambda f: Case(
        [pack(f / "a.zip", {NAME: bytes(200 << 20)})], "would grow 100-fold and more"),
    "lying bomb": lambda f: Case(lying_bomb(f), f"{NAME} is longer than a.zip says"),
    "bzip2": lambda f: Case([pack(f / "a.zip", {NAME: GOOD}, zipfile.ZIP_BZIP2)], "unpack it"),
    "empty zip": lambda f: Case([pack(f / "a.zip", {})], "There is no table such as"),
    "zip of other things": lambda f: Case([pack(f / "a.zip", {"a.jpg": "x"})], "There is no table"),
    "page in place of a zip": lambda f: Case(
        one(f, "<html>403</html>", "BACI_HS22_V202601.zip"), "is no whole zip"),
    "missing column": lambda f: Case(
        one(f, f"t,i,j,k,q\n{LINE}\n"), f"{NAME} has not the columns t,i,j,k,v,q of BACI: the"),
    "other order": lambda f: Case(
        one(f, f"t,i,j,k,q,v\n{LINE}\n"), "their order is another one in 't,i,j,k,q,v'."),
    "other separator": lambda f: Case(
        one(f, GOOD.replace(",", ";")), "has not the columns t,i,j,k,v,q of BACI"),
    "text in a number": lambda f: line(f, "2022,842,490,854231,many,1", "'many' in the column v"),
    "negative": lambda f: line(f, "2022,842,490,854231,-1.5,1", "'-1.5' in the column v"),
    "NaN": lambda f: line(f, "2022,842,490,854231,NaN,1", "'NaN' in the column v"),
    "infinite": lambda f: line(f, "2022,842,490,854231,inf,1", "'inf' in the column v"),
    "1e400": lambda f: line(f, "2022,842,490,854231,1e400,1", "'1e400' in the column v"),
    "negative tons": lambda f: line(f, "2022,842,490,854231,1,-1", "'-1' in the column q"),
    "economy by name": lambda f: line(f, "2022,USA,490,854231,1,1", "'USA' in the column i"),
    "too few fields": lambda f: line(f, "2022,842,490,854231,1", "has a line with 5 fields"),
    "too many fields": lambda f: line(f, "2022,842,490,854231,1,5,1", "has a line with 7 fields"),
    "a lone quote": lambda f: line(f, '2022,842,490,"854231,many,"', "'many' in the column v"),
    "line of ten gigabytes": lambda f: Case(holes(f), "has a line of over 64 KiB; it is no file"),
    "no end of line": lambda f: Case(one(f, GOOD[:-3]), "ends in the middle of a line"),
    "cut inside a line": lambda f: Case(one(f, GOOD[:-9]), "it was not copied to its end."),
    "empty": lambda f: Case(one(f, ""), f"{NAME} has no line of data."),
    "no UTF-8": lambda f: Case(one(f, f"{HEADER}\n{LINE}\n".encode() + b"\xff\n"), "is not UTF-8"),
    "UTF-16": lambda f: Case(one(f, GOOD.encode("utf-16")), "has not the columns"),
    "flow twice": lambda f: line(
        f, LINE, f"{NAME} has the flow from 842 to 484 of 854231 in 2022 twice; it is damaged"),
    "year in two files": lambda f: Case(
        [path / name for path in two_files(f, "a.csv", "b.csv") for name in ("a.csv", "b.csv")],
        "The year 2022 stands in b.csv and in a file before it.", options=LOOSE),
    "year of the name": lambda f: Case(
        one(f, GOOD, file_name(2023)), f"{file_name(2023)} has flows of 2022; its name says 2023."),
    "table of a year twice": lambda f: Case(
        two_files(f, NAME, NAME.replace(".csv", " (1).csv")), "more than one table of 2022", 2),
    "two releases": lambda f: Case(
        two_files(f, NAME, file_name(2022, release="V202501")), "two releases are never mixed", 2),
    "two editions": lambda f: Case(
        two_files(f, NAME, file_name(2022, "HS17")), "give the edition and the release of one", 2),
    "no edition": lambda f: Case(one(f, GOOD, "korea.csv"), "tells no HS edition and", 2),
    "not there": lambda f: Case([f / "gone.zip"], "No such file or directory."),
    "empty folder": lambda f: Case([lay(f / "src", {})], "There is no table such as"),
    "folder in place of a file": lambda f: Case(
        [made_folder(f / "src" / NAME).parent], "There is no table such as"),
    "no flow of the goods": lambda f: Case(
        one(f, f"{HEADER}\n2022,842,484,010121,1,1\n"), "There is no flow of the goods and years"),
    "no flow of the years": lambda f: Case(
        one(f, GOOD), "There is no flow of the goods and years", options={"years": "2019"}),
    "red names": lambda f: Case(
        one(f, GOOD, f"{RED}.csv"), "The name of [31mred]0;owned .csv tells no HS edition", 2),
    "red fields": lambda f: line(
        f, f"2022,842,490,854231,{RED[:9]},1", "'[31mred' in the column v"),
    "red header": lambda f: Case(one(f, f"{RED[:9]}\n{LINE}\n"), "the column t is missing in"),
    "red members": lambda f: Case([pack(f / "a.zip", {f"../{RED}": ""})], "which points outside"),
    "no such basket": lambda f: Case(
        one(f, GOOD), "There is no basket 'chips'; give wto-2025", 2, {"goods": "chips"}),
    "no such file of a basket": lambda f: Case(
        one(f, GOOD), "Cannot read the basket", options={"goods": str(f / "gone.csv")}),
    "basket of another edition": lambda f: Case(
        one(f, GOOD, file_name(2022, "HS02")), "lacks 14 of the 103 codes of wto-2025", 2),
    "bad name": lambda f: Case(one(f, GOOD), "'../up' is no name for", 2, {"name": "../up"}),
    "embedded name": lambda f: Case(
        one(f, GOOD), "core-hs4 is an embedded dataset", 2, {"name": "core-hs4"}),
    "bad edition": lambda f: Case(
        one(f, GOOD), "'HS2022' is no HS edition as BACI names", 2, {"edition": "HS2022"}),
    "bad release": lambda f: Case(one(f, GOOD), "no release", 2, {"release": "2026"}),
}  # fmt: skip


def contents() -> dict[str, bytes]:
    """Every file of the data folder but the lock."""
    data = places().data
    return {
        str(path.relative_to(data)): path.read_bytes()
        for path in sorted(data.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    """A dataset of the name that the import would take, which must stay as it is."""
    rows = table(drawn(6, 2022, wto_codes("HS22"), 300))
    source = lay(tmp_path / "before", {NAME: rows})
    put_on_shelf([source], name="old")
    before = contents()
    yield places().data / "old"
    assert contents() == before
    assert sorted(path.name for path in places().data.iterdir() if path.name != ".lock") == ["old"]
    verify(places().data / "old")


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("what", CASES)
def test_each_is_a_sentence_and_changes_nothing(what: str, tmp_path: Path) -> None:
    case = CASES[what](tmp_path / "case")
    with pytest.raises(AigoodsError) as caught:
        put_on_shelf(case.paths, **{"name": "old", **case.options})
    assert case.said in check_sentence(caught.value)
    assert caught.value.exit_code == case.code


THROUGH = [
    "truncated zip", "wrong crc", "names outside", "lying bomb", "missing column", "1e400",
    "a lone quote", "line of ten gigabytes", "two releases", "folder in place of a file",
    "red names", "red fields",
]  # fmt: skip


def command(case: Case) -> list[str]:
    words = [str(path) for path in case.paths]
    for name, value in {"name": "old", **case.options}.items():
        words += [f"--{name}", value]
    return [sys.executable, "-m", "aigoods", "data", "import", *words]


@pytest.mark.usefixtures("old")
@pytest.mark.parametrize("what", THROUGH)
def test_through_the_command_line(what: str, tmp_path: Path) -> None:
    case = CASES[what](tmp_path / "case")
    done = subprocess.run(
        command(case), capture_output=True, check=False, timeout=60, stdin=subprocess.DEVNULL
    )
    assert done.stdout == b""
    assert done.returncode == case.code
    *progress, sentence = done.stderr.decode().splitlines()
    assert sentence.startswith("aigoods: ")
    assert case.said in sentence
    assert sentence.isprintable()
    assert sentence.endswith(".")
    assert all(" · " in said for said in progress)


def scattered(pairs: int) -> str:
    """Return flows of many pairs; the first pair comes once more at the end."""
    rows = [
        (2022, 1000 + i, 842, code, 1, 1) for i in range(pairs) for code in ("854231", "854232")
    ]
    return table([*rows, (2022, 1000, 842, "854233", 1, 1)])


@pytest.mark.usefixtures("old")
def test_a_pair_in_two_places_of_a_large_file(tmp_path: Path) -> None:
    paths = one(tmp_path / "case", scattered(100))
    with small_batches(10, 50), pytest.raises(AigoodsError) as caught:
        put_on_shelf(paths, name="old")
    assert check_sentence(caught.value) == (
        f"{NAME} has the flows from 1000 to 842 in two places; so many rows are only read in "
        "order, by exporter and importer."
    )


@pytest.mark.usefixtures("old")
def test_a_flow_twice_in_two_batches(tmp_path: Path) -> None:
    """Side by side it is found as such, far apart as a pair in two places."""
    other = "2022,842,490,854232,1,1"
    for lines, said in (
        ([LINE, LINE], "of 854231 in 2022 twice; it is damaged"),
        ([LINE, other, other.replace("490", "56"), LINE], "from 842 to 484 in two places"),
    ):
        paths = one(tmp_path / "case", "\n".join([HEADER, *lines, ""]))
        with small_batches(1), pytest.raises(AigoodsError, match=said):
            put_on_shelf(paths, name="old")


def test_a_large_line_in_little_memory(tmp_path: Path) -> None:
    """A line of 200 MB under a limit that a copy of it would break."""
    (path,) = one(tmp_path / "case", f"{HEADER}\n")
    os.truncate(path, 200 << 20)
    code = f"""
import resource
from pathlib import Path
from types import MappingProxyType
import polars
from aigoods.sources.importing import import_files
from aigoods.sources.source import Request
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (used + (190 << 20), -1))
import_files([Path({str(path)!r})], Request(), lambda _: None)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True, timeout=60
    )
    assert done.stderr.splitlines()[-1] == (
        f"aigoods.errors.DataError: {NAME} has a line of over 64 KiB; it is no file of BACI."
    )
