import dataclasses
from collections.abc import Callable

import polars as pl
import pytest

from aigoods.analysis.answer import Answer
from aigoods.charts.data import indexed
from aigoods.charts.picture import draw
from aigoods.charts.ranked import bars
from aigoods.charts.series import MOST_SEGMENTS, chosen, lines, stack
from aigoods.charts.style import Style

Ask = Callable[[str], Answer]


def names(answer: Answer, marked: tuple[str, ...] = ()) -> list[str]:
    found = lines(answer, marked)
    assert found is not None
    return [line.name for line in found.lines]


def test_the_first_five_of_a_ranking_are_drawn(ask: Ask) -> None:
    assert names(ask("exporters")) == ["China", "Taiwan", "Korea", "United States", "Malaysia"]


def test_marked_rows_take_their_place_in_the_order_of_the_table(ask: Ask) -> None:
    assert names(ask("exporters"), ("MEX", "CHN")) == ["China", "Mexico"]
    assert names(ask("exporters"), ("XXX",))[0] == "China"


def test_values_are_those_of_the_answer(ask: Ask) -> None:
    answer = ask("exporters")
    found = lines(answer)
    assert found is not None
    assert found.unit == "usd"
    assert found.years == tuple(range(2017, 2025))
    assert list(found.lines[0].values) == answer.table["series"][0].to_list()


def test_others_are_the_rest_of_the_shares(ask: Ask) -> None:
    found = lines(ask("exporters?measure=share"))
    assert found is not None
    assert found.lines[-1].name == "others"
    for year in zip(*(line.values for line in found.lines), strict=True):
        assert sum(v for v in year if v is not None) == pytest.approx(1)


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("exporters", ()),
        ("exporters?measure=share", ("MEX",)),
        ("exporters?measure=share&within=europe", ()),
        ("exporters?measure=share&by=region", ()),
        ("exporters?measure=share&sort=-growth", ()),
        ("goods?measure=share", ()),
    ],
)
def test_others_are_left_out(ask: Ask, address: str, marked: tuple[str, ...]) -> None:
    assert "others" not in names(ask(address), marked)


def test_growth_starts_where_it_can_be_known(ask: Ask) -> None:
    found = lines(ask("exporters?measure=growth"))
    assert found is not None
    assert found.years[0] == 2018


def test_pages_of_years_give_one_line(ask: Ask) -> None:
    assert names(ask("economy?economy=MEX&by=year")) == ["Exports"]
    assert names(ask("economy?economy=MEX&by=year&flow=imports&measure=rank")) == ["Imports"]
    fallback = lines(ask("goods?by=year&measure=rank"))
    assert fallback is not None
    assert fallback.unit == "usd"


def test_the_world_gives_a_line_a_segment(ask: Ask) -> None:
    assert names(ask("world")) == ["Equipment", "Intermediate inputs", "Raw materials"]


def test_only_the_deepest_goods_are_compared(ask: Ask) -> None:
    rows = chosen(ask("goods?by=family"), ())
    assert set(rows["level"]) == {"family"}
    assert rows["value_usd"].is_sorted(descending=True)


def test_segments_add_up_to_the_total(ask: Ask) -> None:
    for address, column in (
        ("world", "value_usd"),
        ("economy?economy=MEX&by=code", "exports_usd"),
    ):
        found = stack(ask(address))
        assert found is not None
        years = ask("economy?economy=MEX&by=year" if "MEX" in address else "world").table[column]
        sums = [sum(v or 0 for v in y) for y in zip(*(x.values for x in found.lines), strict=True)]
        assert sums == pytest.approx(years.to_list())


def test_a_stack_without_goods_that_were_not_traded_in_the_year_says_so(ask: Ask) -> None:
    for whole in ("economy?economy=MEX&by=code", "world"):
        assert "goods traded in" not in draw(ask(whole), "stacked", Style(78, 20))
    chad = ask("economy?economy=TCD&by=code")
    assert "exports of goods traded in 2024" in draw(chad, "stacked", Style(78, 20))
    assert "goods traded in" not in draw(chad, "lines", Style(78, 20))


def test_what_does_not_add_up_is_not_stacked(ask: Ask) -> None:
    assert stack(ask("economy?economy=MEX&measure=growth")) is None
    assert stack(ask("exporters")) is None


def test_index_is_100_in_the_first_year(ask: Ask) -> None:
    found = lines(ask("exporters"))
    assert found is not None
    index = indexed(found)
    assert {line.values[0] for line in index.lines} == {100}
    assert index.unit == "index"


def test_a_missing_year_is_a_gap(ask: Ask) -> None:
    answer = ask("economy?economy=MEX&by=year")
    without = answer.table.filter(pl.col("year") != 2020)
    found = lines(dataclasses.replace(answer, table=without))
    assert found is not None
    assert found.years == tuple(range(2017, 2025))
    assert found.lines[0].values[3] is None


def test_bars_add_marked_rows_at_the_end(ask: Ask) -> None:
    found = bars(ask("exporters"), ("FRA", "CHN"), 6)
    assert found is not None
    shown = [(bar.name, bar.marked, bar.apart) for bar in found.bars]
    assert shown[0] == ("China", True, False)
    assert shown[-1] == ("France", True, True)
    assert len(shown) == 5


@pytest.mark.parametrize("most", [1, 2, 3, 4, 5, 6, 10, 300])
def test_bars_never_take_more_rows_than_there_are(ask: Ask, most: int) -> None:
    for marked in ((), ("CHN",), ("FRA",), ("MEX", "FRA", "BRA", "IND"), ("SGP", "VNM", "JPN")):
        found = bars(ask("exporters"), marked, most)
        assert found is not None
        assert len(found.bars) + sum(bar.apart for bar in found.bars) <= most


def test_bars_of_years_keep_their_order(ask: Ask) -> None:
    found = bars(ask("economy?economy=MEX&by=year"), (), 3)
    assert found is not None
    assert [bar.name for bar in found.bars] == ["2022", "2023", "2024p"]


TWELVE = ("CHN", "TWN", "KOR", "USA", "MYS", "SGP", "VNM", "JPN", "MEX", "NLD", "DEU", "THA")


@pytest.mark.parametrize("count", [1, 5, 6, 7, 10])
def test_up_to_ten_marked_rows_are_all_drawn(ask: Ask, count: int) -> None:
    found = lines(ask("exporters"), TWELVE[:count])
    assert found is not None
    assert (len(found.lines), found.of, found.left) == (count, "", ())


def test_of_more_than_ten_marked_rows_it_is_said_which_are_drawn(ask: Ask) -> None:
    found = lines(ask("exporters"), TWELVE)
    assert found is not None
    assert len(found.lines) == 10
    assert found.of == "10 of 12 marked"
    assert found.left == ("Germany", "Thailand")


def test_all_economies_that_a_series_names_are_drawn(ask: Ask) -> None:
    assert len(names(ask(f"series?economy={','.join(TWELVE[:7])}"))) == 7
    found = lines(ask(f"series?economy={','.join(TWELVE)}"))
    assert found is not None
    assert (found.of, found.left) == ("10 of 12 economies", ("Germany", "Thailand"))


def test_a_marked_row_without_values_is_named(ask: Ask) -> None:
    answer = ask("exporters")
    gaps = pl.when(pl.col("iso3") == "MEX").then(None).otherwise(pl.col("series"))
    gappy = dataclasses.replace(answer, table=answer.table.with_columns(series=gaps))
    found = lines(gappy, ("CHN", "MEX"))
    assert found is not None
    assert [line.name for line in found.lines] == ["China"]
    assert (found.of, found.left) == ("1 of 2 marked", ("Mexico",))
    under = lines(gappy, (), "MEX")
    assert under is not None
    assert under.left == ("Mexico",)


def test_leaders_are_said_to_be_a_part(ask: Ask) -> None:
    top, first = lines(ask("exporters")), lines(ask("exporters?sort=economy"))
    assert top is not None
    assert first is not None
    assert (top.of, top.left) == ("top 5 of 226", ())
    assert first.of == "first 5 of 226"
    whole = lines(ask("exporters?by=income"))
    assert whole is not None
    assert whole.of == ""


def test_the_row_of_the_cursor_keeps_its_place_among_the_lines_or_is_the_last(ask: Ask) -> None:
    for marked, cursor, count, place in (
        ((), "CHN", 5, 0),
        ((), "FRA", 6, 5),
        (TWELVE[:3], "FRA", 4, 3),
        (TWELVE, "CHN", 10, 0),
        (TWELVE, "THA", 10, 9),
        (TWELVE, "FRA", 10, 9),
    ):
        found = lines(ask("exporters"), marked, cursor)
        assert found is not None
        assert [line.cursor for line in found.lines] == [at == place for at in range(count)]
    assert found is not None
    assert found.of == "9 of 12 marked"


def test_the_year_of_the_cursor_is_told(ask: Ask) -> None:
    for made in (lines(ask("world"), (), "2019"), stack(ask("world"), "2019")):
        assert made is not None
        assert made.here == 2019


def test_the_segment_of_the_cursor_is_told(ask: Ask) -> None:
    found = stack(ask("economy?economy=MEX"), "8542")
    assert found is not None
    assert [line.cursor for line in found.lines] == [False, True, False]


def test_bars_turn_the_page_with_the_cursor(ask: Ask) -> None:
    answer = ask("exporters")
    keys = answer.table["iso3"].to_list()
    for place in (0, 11, 12, 30, 225):
        found = bars(answer, (), 12, keys[place])
        assert found is not None
        assert len(found.bars) == 12
        assert [bar.key for bar in found.bars if bar.cursor] == [keys[place]]
    assert found is not None
    assert found.of == "215–226 of 226"
    top = bars(answer, (), 12, keys[11])
    assert top is not None
    assert top.of == "top 12 of 226"


def test_bars_name_the_marked_rows_that_have_no_room(ask: Ask) -> None:
    found = bars(ask("exporters"), TWELVE[1:], 6, "FRA")
    assert found is not None
    drawn = [bar.key for bar in found.bars]
    assert drawn[-1] == "FRA"
    assert len(found.left) == 11 - sum(key in TWELVE for key in drawn[1:])
    assert found.of == f"{11 - len(found.left)} of 11 marked"


def test_bars_show_a_marked_parent_of_the_tree_apart(ask: Ask) -> None:
    found = bars(ask("goods"), ("equipment",), 14)
    assert found is not None
    assert [(bar.key, bar.apart) for bar in found.bars if bar.marked] == [("equipment", True)]


def test_the_smallest_of_many_segments_are_gathered(twelve: Ask) -> None:
    answer = twelve("world")
    found, every = stack(answer), lines(answer)
    assert found is not None
    assert every is not None
    assert len(found.lines) == MOST_SEGMENTS
    assert found.lines[-1].name == "7 smaller segments"
    assert found.lines[-1].rest
    sums = [sum(v or 0 for v in y) for y in zip(*(x.values for x in found.lines), strict=True)]
    assert sums == pytest.approx(answer.table["value_usd"].to_list())
    assert len(every.lines) == 10
    assert every.of == "top 10 of 12 segments"
    assert len(every.left) == 2


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_each_segment_of_a_stack_has_a_fill_and_a_name_of_its_own(twelve: Ask, width: int) -> None:
    for ascii_only in (False, True):
        rows = draw(twelve("world"), "stacked", Style(width, 18, ascii=ascii_only)).split("\n")
        legend = "  ".join(rows[2 : 2 + 4])
        entries = [e for e in legend.split("  ") if e[:2].strip() in set("█▓░▒▚╱#+:x%/") and e]
        entries = [entry for entry in entries if entry[1:2] == " "]
        assert len(entries) == MOST_SEGMENTS
        assert len({entry[0] for entry in entries}) == MOST_SEGMENTS
        assert all(len(entry) >= 12 for entry in entries)
