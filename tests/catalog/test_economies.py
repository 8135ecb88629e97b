"""Economies: counts, spellings, traps of the codes, groups and the EU."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.catalog import economies as catalog
from aigoods.catalog.economies import EU27, economies, find, meant
from aigoods.catalog.groups import find_group, group_key, groups
from aigoods.errors import QueryError
from aigoods.text import to_ascii

TABLE = Path(__file__).parents[2] / "data" / "reference" / "economies.csv"
BACI = Path(__file__).parents[1] / "sources" / "baci"
MEMBERS = [
    "AUT", "BEL", "BGR", "CYP", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GRC", "HRV",
    "HUN", "IRL", "ITA", "LTU", "LUX", "LVA", "MLT", "NLD", "POL", "PRT", "ROU", "SVK", "SVN",
    "SWE",
]  # fmt: skip


def test_counts() -> None:
    known = economies()
    assert Counter(e.kind for e in known.values()) == {
        "economy": 227,
        "former": 6,
        "residual area": 4,
    }
    assert len({e.name for e in known.values()}) == len(known) == 237
    codes = [e.trade_code for e in known.values() if e.trade_code]
    assert len(set(codes)) == len(codes)


def test_the_eu_is_the_27_members_of_2020() -> None:
    assert sorted(iso3 for iso3, e in economies().items() if e.eu27) == MEMBERS
    assert not economies()["GBR"].eu27


def test_former_economies_know_their_last_year() -> None:
    last = {iso3: e.last_year for iso3, e in economies().items() if e.kind == "former"}
    assert last == {"ANT": 2010, "CSK": 1992, "DDR": 1990, "SCG": 2005, "SUN": 1990, "ZA1": 1999}
    assert all(e.last_year is None for e in economies().values() if e.kind != "former")


@pytest.mark.parametrize(
    ("text", "iso3"),
    [
        ("MEX", "MEX"),
        ("mex", "MEX"),
        (" Mexico ", "MEX"),
        ("NA", "NAM"),
        ("na", "NAM"),
        ("NAM", "NAM"),
        ("490", "TWN"),
        ("s19", "TWN"),
        ("Other Asia, nes", "TWN"),
        ("chinese taipei", "TWN"),
        ("Chinese-Taipei", "TWN"),
        ("TW", "TWN"),
        ("842", "USA"),
        ("US", "USA"),
        ("United States of America", "USA"),
        ("251", "FRA"),
        ("757", "CHE"),
        ("579", "NOR"),
        ("699", "IND"),
        ("4", "AFG"),
        ("004", "AFG"),
        ("280", "DEU"),
        ("276", "DEU"),
        ("58", "BEL"),
        ("56", "BEL"),
        ("736", "SDN"),
        ("South Korea", "KOR"),
        ("Viet Nam", "VNM"),
        ("vietnam", "VNM"),
        ("turkey", "TUR"),
        ("cote d'ivoire", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("curacao", "CUW"),
        ("CURAÇAO", "CUW"),
        ("hong kong", "HKG"),
        ("EU", EU27),
        ("eu27", EU27),
        ("European Union", EU27),
        ("97", EU27),
        ("Rep. of Korea", "KOR"),
        ("Korea, Rep.", "KOR"),
        ("korea", "KOR"),
        ("Korea, South", "KOR"),
        ("S. Korea", "KOR"),
        ("Korea, Dem. People's Rep.", "PRK"),
        ("Democratic People’s Republic of Korea", "PRK"),
        ("Russian Federation", "RUS"),
        ("China, Hong Kong SAR", "HKG"),
        ("Hong Kong SAR, China", "HKG"),
        ("Hong Kong SAR", "HKG"),
        ("China, Macao SAR", "MAC"),
        ("Macau", "MAC"),
        ("United Rep. of Tanzania", "TZA"),
        ("Saint Lucia", "LCA"),
        ("ST LUCIA", "LCA"),
        ("Trinidad and Tobago", "TTO"),
        ("Tobago & Trinidad", "TTO"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("Brunei Darussalam", "BRN"),
        ("Slovak Republic", "SVK"),
        ("Taiwan, China", "TWN"),
        ("Taiwan Province of China", "TWN"),
        ("China", "CHN"),
        ("PRC", "CHN"),
        ("Ivory Coast", "CIV"),
        ("CÃ´te d'Ivoire", "CIV"),
        ("Swaziland", "SWZ"),
        ("UAE", "ARE"),
        ("U.A.E.", "ARE"),
        ("U.S.", "USA"),
        ("the United States", "USA"),
        ("Macedonia", "MKD"),
        ("FYR Macedonia", "MKD"),
        ("EL", "GRC"),
        ("UK", "GBR"),
        ("Gambia, The", "GMB"),
        ("The Netherlands", "NLD"),
        ("Congo, Dem. Rep.", "COD"),
        ("Dem. Rep. of the Congo", "COD"),
        ("D.R. Congo", "COD"),
        ("Congo, Rep.", "COG"),
        ("Republic of Congo", "COG"),
        ("Guinea", "GIN"),
        ("Samoa", "WSM"),
        ("Sudan", "SDN"),
        ("Kingdom of Saudi Arabia", "SAU"),
        ("Republic of Serbia", "SRB"),
        ("Federal Republic of Germany", "DEU"),
        ("East Germany", "DDR"),
        ("Yugoslavia", "SCG"),
        ("Serbia & Montenegro", "SCG"),
        ("USSR", "SUN"),
        ("Soviet Union", "SUN"),
        ("Czechoslovakia", "CSK"),
        ("Sudan (...2011)", "SDN"),
        ("840", "USA"),
        ("250", "FRA"),
        ("356", "IND"),
        ("578", "NOR"),
        ("756", "CHE"),
        ("158", "TWN"),
    ],
)
def test_find(text: str, iso3: str) -> None:
    assert find(text) == iso3


def test_every_spelling_of_the_table_finds_its_row() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    taken = {
        "CS": "two former economies share this ISO2",
        "Congo": "people say so of the Democratic Republic, too",
    }
    for row in rows:
        spellings = [row["iso3"], row["name"], row["wto_name"], row["trade_code"], row["iso2"]]
        spellings += row["former_trade_codes"].split(";")
        for spelling in filter(None, spellings):
            if spelling not in taken:
                assert find(spelling) == row["iso3"], spelling
                assert find(spelling.lower()) == row["iso3"], spelling


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Mexiko", ["Mexico (MEX)"]),
        ("Taiwn", ["Taiwan (TWN)"]),
        ("Kore", ["KOR", "PRK"]),
        ("Guinea Bisau", ["GNB", "GIN"]),
    ],
)
def test_a_wrong_name_gets_the_nearest_three(text: str, near: list[str]) -> None:
    with pytest.raises(QueryError) as caught:
        find(text)
    said = str(caught.value)
    assert said.startswith(f"No economy {text!r}. The nearest: ")
    assert 1 <= said.count(" (") <= 3
    for word in near:
        assert word in said


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("Congo", "DR Congo (COD) or Congo (COG)"),
        ("CS", "Czechoslovakia (...1992) (CSK) or Serbia and Montenegro (...2005) (SCG)"),
        ("Republic of China", "China (CHN) or Taiwan (TWN)"),
    ],
)
def test_names_of_two_economies_are_asked_about(text: str, between: str) -> None:
    assert len(meant(text)) == 2
    with pytest.raises(QueryError) as caught:
        find(text)
    assert str(caught.value) == f"{text!r} may be {between}; give the code of one of them."


def test_only_these_names_are_those_of_two_economies() -> None:
    index = catalog._index()
    doubled = {tuple(sorted(said)) for said, who in index.names.items() if len(who) > 1}
    assert doubled == {("congo",), ("china", "rep")}
    assert [code for code, who in index.codes.items() if len(who) > 1] == ["cs"]


def test_every_name_and_code_of_the_source_is_known() -> None:
    with (BACI / "country_codes_V202501.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 238
    for row in rows:
        wanted = find(row["country_code"])
        assert find(row["country_iso3"]) == economies()[wanted].iso3
        assert wanted in meant(row["country_name"])
        assert meant(row["country_name"]) == (wanted,) or row["country_name"] == "Congo"


def test_every_other_name_is_known() -> None:
    with (TABLE.parent / "economy_names.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({(row["name"], row["iso3"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["source"]
        assert row["iso3"] in {*economies(), EU27}
        for said in (row["name"], row["name"].upper(), row["name"].replace(" ", "-")):
            assert row["iso3"] in meant(said)


@given(st.data())
def test_how_a_name_is_written_does_not_matter(data: st.DataObject) -> None:
    economy = data.draw(st.sampled_from(list(economies().values())))
    words = data.draw(st.permutations(to_ascii(economy.name.replace("&", "and")).split()))
    said = " ".join(word.replace("St.", "Saint") for word in words)
    said = data.draw(st.sampled_from([said, said.upper(), said.lower(), f"the {said}"]))
    if not re.search(r"\d", said):
        assert economy.iso3 in meant(said)


@pytest.mark.parametrize("text", ["", "   ", "???", "9999", "qqqqqqqqqqqq", "\x1b[2J", "z" * 10**5])
def test_a_hopeless_name_gets_a_sentence(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        find(text)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


def test_names() -> None:
    assert catalog.name("TWN") == "Taiwan"
    assert catalog.name(EU27) == "European Union (27)"
    assert catalog.name("XQZ") == "XQZ"


@pytest.mark.parametrize("by", ["region", "sub-region", "income"])
def test_groups_have_address_words_that_lead_back(by: catalog.Grouping) -> None:
    names = groups(by)
    assert names[-1] == "Not classified"
    assert names[:-1] == sorted(names[:-1])
    for name in names:
        found = find_group(group_key(by, name))
        assert (found.kind, found.name) == (by, name)
    assert {e.group(by) for e in economies().values()} == set(names)


def test_the_groups_themselves() -> None:
    assert groups("region") == ["Africa", "Americas", "Asia", "Europe", "Oceania", "Not classified"]
    assert len(groups("sub-region")) == 18
    assert groups("income") == [
        "High income",
        "Low income",
        "Lower middle income",
        "Upper middle income",
        "Not classified",
    ]
    for iso3 in ("TWN", "HKG", "MAC"):
        assert economies()[iso3].group("sub-region") == "Eastern Asia"
    for iso3 in ("ETH", "VEN"):
        assert economies()[iso3].group("income") == "Not classified"


def test_an_unknown_group_gets_the_nearest() -> None:
    with pytest.raises(QueryError, match="eastern-asia"):
        find_group("eastern-asai")
    with pytest.raises(QueryError, match="asean, g20, asia, europe"):
        find_group("zzz")
