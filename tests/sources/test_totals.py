"""Totals of all goods: read in the same pass, and what plain Python makes of the same lines."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aigoods.dataset.folder import open_dataset, verify
from aigoods.errors import AigoodsError, DataError
from aigoods.pages import answer, parse
from aigoods.sources.baci import everything
from aigoods.sources.baci.everything import read_everything
from aigoods.sources.importing import import_files
from aigoods.sources.source import Request
from calling import call
from made_baci import (
    HEADER,
    Row,
    drawn,
    expected,
    file_name,
    lay,
    make,
    pack,
    put_on_shelf,
    small_batches,
    table,
    tables,
    wto_codes,
)

ALL = (*wto_codes("HS22")[:12], "010121", "030254", "270900", "999999", "880240")
CODES = {"854231": "854231", "0302": "0302", "28": "28"}
Totals = dict[tuple[int, str, str], tuple[int, int | None]]


def wanted(texts: Iterable[str]) -> Totals:
    """Sum what must come of all goods to totals."""
    found: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for (year, who, flow, _), (usd, _, inside) in expected(texts, None).economy.items():
        found[year, who, flow][0] += usd
        found[year, who, flow][1] += inside
    return {key: (usd, inside) for key, (usd, inside) in found.items()}


def kept(folder: Path) -> Totals:
    rows = duckdb.read_parquet(f"{folder}/totals.parquet").fetchall()
    found: Totals = {row[:3]: row[3:] for row in rows}
    assert len(found) == len(rows)
    return found


def refuse(*_: object) -> NoReturn:
    raise AssertionError("a block of CEPII's form is read by words")


def spoiled(rows: list[Row]) -> str:
    """Write rows as a spreadsheet might: quoted, without leading zeros, with blanks and NA."""
    lines = table(rows).splitlines()
    for at in range(1, len(lines), 7):
        t, i, j, k, v, q = lines[at].split(",")
        lines[at] = ",".join((t, i, j, f'"{k}"', v, q or " NA "))
    for at in range(3, len(lines), 7):
        t, i, j, k, v, q = lines[at].split(",")
        lines[at] = ",".join((t, i, j, k.removeprefix("0"), v, q))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("way", [table, spoiled])
def test_totals_are_the_sums_of_all_lines(
    tmp_path: Path, seed: int, way: Callable[[list[Row]], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {file_name(year): way(drawn(seed, year, ALL)) for year in (2021, 2022)}
    if way is table:
        monkeypatch.setattr(everything, "_by_words", refuse)
    manifest = make(pack(tmp_path / "BACI_HS22_V202601.zip", texts), tmp_path / "made")
    assert "totals" in manifest.capabilities
    assert kept(tmp_path / "made") == wanted(texts.values())
    assert tables(tmp_path / "made") == expected(texts.values(), wto_codes("HS22"))
    verify(tmp_path / "made")


@pytest.mark.parametrize("goods", ["core-hs4", "all"])
def test_totals_are_the_same_whatever_the_basket(tmp_path: Path, goods: str) -> None:
    texts = {file_name(2022): table(drawn(9, 2022, ALL))}
    make(lay(tmp_path / "src", texts), tmp_path / "made", goods)
    assert kept(tmp_path / "made") == wanted(texts.values())


def test_small_batches_change_nothing(tmp_path: Path) -> None:
    texts = {file_name(2022): table(drawn(5, 2022, ALL, 60))}
    with small_batches():
        make(lay(tmp_path / "src", texts), tmp_path / "made")
    assert kept(tmp_path / "made") == wanted(texts.values())
    assert tables(tmp_path / "made") == expected(texts.values(), wto_codes("HS22"))


def test_years_of_one_file_own_trade_and_unknown_codes(tmp_path: Path) -> None:
    text = table(
        [
            (2021, 4, 8, "010121", "1.5", None),
            (2021, 842, 156, "854231", 7, 1),
            (2022, 276, 251, "010121", "0.0004", 1),  # rounds to nothing
            (2022, 276, 251, "9999AA", 2, "NA"),
            (2022, 842, 156, "854231", 3, 1),
            (2022, 842, 842, "010121", 5, 1),
            (2022, 947, 156, "010121", 4, 1),
        ]
    )
    path = lay(tmp_path / "src", {"mine.csv": text}) / "mine.csv"
    make([path], tmp_path / "made", edition="HS22", release="V202601")
    found = kept(tmp_path / "made")
    assert found == wanted([text])
    assert found[2022, "DEU", "exports"] == (2000, 2000)
    assert found[2022, "X947", "exports"] == (4000, 0)
    make([path], tmp_path / "one", years=(2022,), edition="HS22", release="V202601")
    assert kept(tmp_path / "one") == {key: each for key, each in found.items() if key[0] == 2022}


def test_a_line_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    lines = [HEADER, "2022,4,8,010121,1.5,", "2022,842,156,854231,7", "2022,842,156,854239,7,1"]
    with pytest.raises(DataError, match="a line with 5 fields where there are 6 columns"):
        make(lay(tmp_path / "src", {file_name(2022): "\n".join(lines) + "\n"}), tmp_path / "made")


def test_they_can_be_left_out(tmp_path: Path) -> None:
    source = lay(tmp_path / "src", {file_name(2022): table(drawn(1, 2022, ALL))})
    assert "totals" not in put_on_shelf([source], totals="no", name="less").capabilities
    assert call(f"data import {source} --no-totals --name none").code == 0
    done = call("exporters --measure rca --against all --dataset none --top 3")
    assert done.code == 1
    assert "does not know exports of all goods" in done.said
    assert call(f"data import {source} --name more").code == 0
    assert call("exporters --measure rca --against all --dataset more --top 3").code == 0
    with pytest.raises(AigoodsError, match="'maybe' is neither yes nor no"):
        put_on_shelf([source], totals="maybe")


def test_the_eu_as_one_is_compared_with_what_it_exports_to_others(tmp_path: Path) -> None:
    text = table(
        [
            (2022, 251, 276, "010121", 100, 1),
            (2022, 251, 842, "010121", 10, 1),
            (2022, 276, 842, "854231", 30, 1),
            (2022, 842, 276, "854231", 20, 1),
            (2022, 842, 276, "010121", 20, 1),
        ]
    )
    make(lay(tmp_path / "src", {file_name(2022): text}), tmp_path / "made")
    view = parse("exporters?measure=rca&eu=one")
    found = answer(view, open_dataset(tmp_path / "made"))
    assert found.view.against == "all"
    # Of 40 that the EU sells to others 30 are chips, of the 80 that the world trades 50.
    rcas = dict(found.table.select("iso3", "rca").iter_rows())
    assert rcas == pytest.approx({"EU27": (30 / 40) / (50 / 80), "USA": (20 / 40) / (50 / 80)})


def test_totals_below_their_goods_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = everything.read_everything

    def less(block: bytes, codes: dict[str, str], name: str) -> everything.Everything:
        found = whole(block, codes, name)
        return found._replace(sums=found.sums.with_columns(value_usd=1))

    monkeypatch.setattr("aigoods.sources.baci.reading.read_everything", less)
    source = lay(tmp_path / "src", {file_name(2022): table(drawn(1, 2022, ALL))})
    with pytest.raises(
        DataError, match="US dollars in the goods of the dataset, and 11 in all goods"
    ):
        import_files([source], Request(name="made"), lambda _: None)


FIELDS = st.tuples(
    st.sampled_from(["2022", "2021", "02022"]),
    st.sampled_from(["4", "842", "156", "004"]),
    st.sampled_from(["8", "276", "251"]),
    st.sampled_from(["854231", "030254", "30254", "280461", "999999", "9999AA", "854231.0"]),
    st.sampled_from(["1.5", "0.001", "0.0004", "12345678.9", "1e3"]),
    st.sampled_from(["", "1.5", "NA", " NA", "nan", "3e2"]),
)


@given(st.lists(FIELDS, min_size=1, max_size=12), st.sampled_from(["", "\r"]))
@settings(max_examples=150, deadline=None)
def test_both_ways_to_read_a_block_agree(rows: list[tuple[str, ...]], end: str) -> None:
    block = "".join(f"\n{','.join(row)}{end}" for row in rows).encode()
    quick, slow = read_everything(block, CODES, "x"), everything._by_words(block, CODES, "x")
    assert quick.rows.to_dicts() == slow.rows.to_dicts()
    keys = ["year", "exporter", "importer"]
    both = [
        {row[:3]: row[3] for row in each.sums.group_by(keys).sum().iter_rows() if row[3]}
        for each in (quick, slow)
    ]
    assert both[0] == both[1]
    usd = sum(int((Decimal(row[4]) * 1000).quantize(Decimal(1))) for row in rows)
    assert sum(both[0].values()) == usd
