"""What holds of every import, whatever is in the files and however they are cut."""

import random
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from aigoods.dataset.folder import open_dataset
from aigoods.dataset.schema import ECONOMY_FILE, PARTNERS_FILE
from aigoods.errors import DataError
from aigoods.pages import answer, parse
from made_baci import (
    Tables,
    core_codes,
    expected,
    file_name,
    lay,
    make,
    members,
    pack,
    small_batches,
    table,
    tables,
    wto_codes,
)

TRADERS = (842, 156, 490, 276, 251, 56, 344, 579, 699, 757, 516, 7, 849, 891)
CODES = ("854231", "854239", "854151", "854159", "811231", "811241", "811292", "280461",
         "854140", "854141", "847150", "010121", "999999", "9999AA")  # fmt: skip
YEARS = (2022, 2023, 2024)
GOODS = {"wto-2025": wto_codes("HS22"), "core-hs4": core_codes(), "all": None}

VALUES = st.one_of(st.integers(0, 9), st.integers(1, 10**12)).map(
    lambda milli: Decimal(milli) / 1000
)
QUANTITIES = st.one_of(st.none(), st.just("NA"), st.integers(0, 10**6).map(lambda n: n / 8))
KEYS = st.tuples(*map(st.sampled_from, (YEARS, TRADERS, TRADERS, CODES)))
ROWS = st.lists(
    st.tuples(KEYS, VALUES, QUANTITIES).map(lambda row: (*row[0], *row[1:])),
    min_size=1,
    max_size=60,
    unique_by=lambda row: row[:4],
).map(lambda rows: sorted(rows, key=lambda row: row[:4]))
MAIN = st.sampled_from(list(GOODS))

Flow = tuple[int, int, int, str, Decimal, float | str | None]
"""A row of ROWS."""


def files(rows: list[Flow]) -> dict[str, str]:
    return {
        file_name(year): table(row for row in rows if row[0] == year)
        for year in sorted({row[0] for row in rows})
    }


def imported(rows: list[Flow], goods: str, folder: Path) -> Tables | None:
    """Return the tables of an import, None where no flow is of the goods."""
    made = folder / "data" / "made"
    try:
        make(lay(folder / "src", files(rows)), made, goods)
    except DataError as error:
        said = str(error)
        assert said.startswith("There is no flow")
        assert not made.exists()
        return None
    return tables(made)


@settings(max_examples=60)
@given(rows=ROWS, goods=MAIN)
def test_every_cell_of_any_files(rows: list[Flow], goods: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = imported(rows, goods, Path(folder)) or Tables({}, {})
    assert found == expected(files(rows).values(), GOODS[goods])


@settings(max_examples=40)
@given(rows=ROWS, goods=MAIN)
def test_the_sums_agree(rows: list[Flow], goods: str) -> None:
    """World exports are world imports; extra-EU and intra-EU are the members; partners the sums."""
    with tempfile.TemporaryDirectory() as folder:
        found = imported(rows, goods, Path(folder))
        if found is None:
            return
        world: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for (year, _, flow, code), (usd, _, _) in found.economy.items():
            world[year, code][flow] += usd
        assert all(sums["exports"] == sums["imports"] for sums in world.values())

        inside = members()
        for flow, (own, other) in (("exports", (1, 2)), ("imports", (2, 1))):
            within = sum(
                usd for key, (usd, _) in found.partners.items()
                if key[own] in inside and key[other] in inside
            )  # fmt: skip
            beyond = sum(
                usd for key, (usd, _) in found.partners.items()
                if key[own] in inside and key[other] not in inside
            )  # fmt: skip
            rows_of_members = [
                cells for key, cells in found.economy.items()
                if key[2] == flow and key[1] in inside
            ]  # fmt: skip
            assert sum(cells[2] for cells in rows_of_members) == within
            assert sum(cells[0] for cells in rows_of_members) == within + beyond

        sums: dict[tuple[int, str, str, str], int] = defaultdict(int)
        for (year, exporter, importer, code), (usd, _) in found.partners.items():
            sums[year, exporter, "exports", code] += usd
            sums[year, importer, "imports", code] += usd
        assert sums == {key: cells[0] for key, cells in found.economy.items()}


@settings(max_examples=40)
@given(rows=ROWS, goods=MAIN, data=st.data())
def test_neither_order_nor_batches_nor_packing_matter(
    rows: list[Flow], goods: str, data: st.DataObject
) -> None:
    """Bytes, not only numbers: the second import is shuffled, packed, or cut into small parts.

    Rows that are written in several parts must lie pair by pair, as those of CEPII do.
    """
    lines, batch = data.draw(st.sampled_from([(1, 10**6), (2, 10**6), (1, 1), (3, 5)]))
    shuffle = data.draw(st.integers(0, 9))
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        if imported(rows, goods, folder) is None:
            return
        pairs = list(dict.fromkeys(row[:3] for row in rows))
        chance = random.Random(shuffle)  # noqa: S311
        chance.shuffle(pairs)
        mixed = sorted(rows, key=lambda row: (row[0], pairs.index(row[:3]), chance.random()))
        source = pack(folder / "a.zip", files(mixed))
        stack.enter_context(small_batches(lines, batch))
        make(source, folder / "data" / "other", goods)
        for file in (ECONOMY_FILE, PARTNERS_FILE):
            one, other = (folder / "data" / each / file for each in ("made", "other"))
            assert one.read_bytes() == other.read_bytes()


@settings(max_examples=15)
@given(rows=ROWS, goods=MAIN)
def test_questions_to_it_are_answered_with_these_numbers(rows: list[Flow], goods: str) -> None:
    """From the files to the answer: the exports of the last year, and of the EU as one trader."""
    with tempfile.TemporaryDirectory() as folder:
        found = imported(rows, goods, Path(folder))
        if found is None:
            return
        dataset = open_dataset(Path(folder) / "data" / "made")
        last = max(key[0] for key in found.economy)
        wanted: dict[str, int] = defaultdict(int)
        for (year, who, flow, _), (usd, _, _) in found.economy.items():
            if year == last and flow == "exports":
                wanted[who] += usd
        ranked = answer(parse("exporters"), dataset).table
        ranked_values = dict(zip(ranked["iso3"], ranked["value_usd"], strict=True))
        assert ranked_values == {
            who: usd for who, usd in wanted.items() if who not in ("SCG", "PUS")
        }
        inside = members()
        beyond = sum(
            usd for (year, exporter, importer, _), (usd, _) in found.partners.items()
            if year == last and exporter in inside and importer not in inside
        )  # fmt: skip
        as_one = answer(parse("exporters?eu=one"), dataset).table
        ours = dict(zip(as_one["iso3"], as_one["value_usd"], strict=True))
        assert ours.get("EU27", 0) == beyond
