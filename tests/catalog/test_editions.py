"""HS editions: which code of a basket stands for a code of an edition."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.catalog.editions import basket_code, code_map, edition_name, links
from aigoods.catalog.goods import core_hs4, wto_2025
from made_baci import core_codes, placed, wto_codes

CHANGED = [
    row["code"]
    for row in csv.DictReader(
        (Path(__file__).parents[2] / "data/reference/hs_editions.csv").read_text().splitlines()
    )
]


@pytest.mark.parametrize(
    ("short", "name"),
    [("HS92", "HS1992"), ("HS96", "HS1996"), ("HS02", "HS2002"), ("HS07", "HS2007"),
     ("HS12", "HS2012"), ("HS17", "HS2017"), ("HS22", "HS2022"), ("HS28", "HS2028")],
)  # fmt: skip
def test_names_of_editions(short: str, name: str) -> None:
    assert edition_name(short) == name


@pytest.mark.parametrize("edition", ["HS1992", "HS2012", "HS2017", "HS2028"])
def test_only_hs2022_has_links(edition: str) -> None:
    assert links(edition) == ()
    assert code_map(["8542", "854150"], edition) == {"8542": "8542", "854150": "854150"}


def test_links_of_hs2022() -> None:
    found = {link.code: link.predecessor for link in links("HS2022")}
    assert found["854151"] == found["854159"] == "854150"
    assert (found["811231"], found["811241"]) == ("811292", "811292")
    assert (found["811239"], found["811249"]) == ("811299", "811299")
    assert {found[code] for code in ("854141", "854142", "854143", "854149")} == {"854140"}
    assert len(found) == len(CHANGED) == len(set(CHANGED))


@pytest.mark.parametrize(
    ("short", "edition", "count"),
    [
        ("HS07", "HS2007", 103),
        ("HS12", "HS2012", 103),
        ("HS17", "HS2017", 103),
        ("HS22", "HS2022", 104),
    ],
)
def test_the_wto_list_in_each_edition(short: str, edition: str, count: int) -> None:
    codes = [code.code for code in wto_2025(edition).codes]
    assert sorted(codes) == sorted(wto_codes(short))
    assert len(codes) == len(set(codes)) == count
    assert ("854150" in codes) is (edition != "HS2022")
    assert {"854151", "854159"} & set(codes) == ({"854151", "854159"} if count == 104 else set())
    assert "854140" not in codes
    mapped = code_map(codes, edition)
    more = {
        "811231": "811292", "811241": "811292", "811239": "811299", "811249": "811299",
        "842132": "842139", "847983": "847989",
    }  # fmt: skip
    assert mapped == {code: code for code in codes} | (more if edition == "HS2022" else {})


def test_headings_stand_for_all_inside() -> None:
    mapped = code_map([code.code for code in core_hs4().codes], "HS2022")
    assert mapped == {code: code for code in core_codes()}
    assert basket_code(mapped, "854159") == "8541"
    assert basket_code(mapped, "854299") == "8542"
    assert basket_code(mapped, "851713") is None


def test_an_own_code_comes_before_its_predecessor() -> None:
    assert code_map(["854150", "854151"], "HS2022") == {
        "854150": "854150",
        "854151": "854151",
        "854159": "854150",
    }
    assert code_map(["8517", "851712"], "HS2022")["8517"] == "8517"
    assert basket_code(code_map(["85"], "HS2022"), "854159") == "85"


CODE = st.one_of(
    st.sampled_from([*CHANGED, "854140", "854150", "811292", "811299", "851712", "851770"]),
    st.from_regex(r"\A(85(41|42|17)|8112|9999)([0-9]{2}|AA)\Z"),
)


@given(
    basket=st.lists(CODE.flatmap(lambda code: st.sampled_from([code, code[:4], code[:2]]))),
    code=CODE,
    edition=st.sampled_from(["HS17", "HS22"]),
)
def test_every_code_counts_where_plain_rules_say(
    basket: list[str], code: str, edition: str
) -> None:
    """Codes do not lie inside each other: `own_basket` sees to that."""
    clear = [one for one in dict.fromkeys(basket) if not any(
        other != one and one.startswith(other) for other in basket
    )]  # fmt: skip
    mapped = code_map(clear, edition_name(edition))
    assert basket_code(mapped, code) == placed(code, clear, edition)
