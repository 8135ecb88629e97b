"""Baskets of one's own and by name, and the tables of names that come with BACI."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from aigoods.errors import DataError, UsageError
from aigoods.sources.baci.names import read_country_names, read_descriptions
from aigoods.sources.baskets import (
    MOST_CODES,
    all_basket,
    missing_codes,
    named_basket,
    own_basket,
)
from aigoods.text import decoded_once
from made_baci import REAL, check_sentence


def written(folder: Path, text: str | bytes, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        own_basket(path)
    return check_sentence(caught.value)


def test_a_basket_of_ones_own(tmp_path: Path) -> None:
    text = (
        "\ufeffCode , DESCRIPTION,segment,Family,note\r\n"
        '8542,"Chips, of all kinds",equipment,Chips,x\r\n'
        "\r\n"
        " 280461 ,,raw materials,,\r\n"
        "01,,,,\r\n"
    )
    basket = own_basket(written(tmp_path, text, "My Chips.csv"))
    assert (basket.name, basket.title) == ("my-chips", "goods of My Chips.csv")
    assert [code.code for code in basket.codes] == ["8542", "280461", "01"]
    assert basket.codes[0].description == "Chips, of all kinds"
    assert basket.codes[1].family == "Inorganic chemicals"
    assert basket.codes[1].description == "Inorganic chemicals: 280461"
    assert basket.codes[2].segment == "Animals and animal products"
    assert basket.codes[2].family == "Live animals"


def test_codes_alone_are_enough(tmp_path: Path) -> None:
    basket = own_basket(written(tmp_path, "code\n854231\n854151"))
    assert [code.code for code in basket.codes] == ["854231", "854151"]
    assert basket.codes[1].description == "Semiconductor-based transducers"


@pytest.mark.parametrize(
    "name", ["wto-2025.csv", "core-hs4.csv", "all.csv", "WTO 2025.CSV", "---.csv"]
)
def test_an_own_basket_is_never_taken_for_another(name: str, tmp_path: Path) -> None:
    basket = own_basket(written(tmp_path, "code\n8542\n", name))
    assert basket.name not in ("wto-2025", "core-hs4", "all", "")
    assert basket.name.startswith("own")


def test_hostile_words_are_made_safe(tmp_path: Path) -> None:
    text = "code,description,segment,family\n8542,\x1b[31mred\u202e,\x1b]0;x\x07,!!!\n"
    (code,) = own_basket(written(tmp_path, text)).codes
    assert code.description == "[31mred"
    assert code.segment == "]0;x"
    assert code.family == "Electrical machinery and electronics"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no column code"),
        ("hs,name\n8542,x\n", "The basket own.csv has no column code; give code, description"),
        ("code\n", "The basket own.csv has no code."),
        ("code,family\n,\n,\n", "The basket own.csv has no code."),
        ("code\n854\n", "'854' in the basket own.csv is no HS code; codes have two, four or six"),
        ("code\n85423190\n", "is no HS code"), ("code\n9999AA\n", "is no HS code"),
        ("code,family\n,Chips\n", "'' in the basket own.csv is no HS code"),
        ("code\n٨٥\n", "is no HS code"), ("code\n8542.31\n", "is no HS code"),
        ("code\n8542\n8542\n", "8542 stands twice in the basket own.csv."),
        ("code\n854231\n8542\n", "854231 lies inside 8542 in the basket own.csv and would count"),
        ("code\n85\n8542\n", "8542 lies inside 85"),
        ("code\n85\n854231\n", "854231 lies inside 85"),
        ("code\n\x1b[31m\n", "is no HS code"), ('code\n"8542\n', "is no CSV in UTF-8"),
        ("code\n" + "1" * 200_000, "is no CSV in UTF-8"),
        (b"code\n\xff\xfe\n", "is no CSV in UTF-8"),
        ("code\n8542\n".encode("utf-16"), "is no CSV in UTF-8"),
    ],
    ids=lambda text: str(text)[:30],
)  # fmt: skip
def test_what_is_no_basket(text: str | bytes, said: str, tmp_path: Path) -> None:
    assert said in refused(written(tmp_path, text))


def test_more_codes_than_the_hs_has(tmp_path: Path) -> None:
    codes = "\n".join(f"{number:06}" for number in range(10_000, 10_000 + MOST_CODES + 1))
    assert "has 7,001 codes; the HS has fewer" in refused(written(tmp_path, f"code\n{codes}"))


@pytest.mark.parametrize("name", ["gone.csv", "folder.csv", "x" * 300 + ".csv", "nul\0.csv"])
def test_a_file_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert refused(tmp_path / name).startswith("Cannot read the basket ")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=6), head=st.booleans())
def test_any_text_is_a_basket_or_a_sentence(
    rows: list[list[str]], head: bool, tmp_path: Path
) -> None:
    lines = ["code,description,segment,family"] * head + [",".join(row) for row in rows]
    path = written(tmp_path, "\n".join(lines).encode("utf-8", "surrogatepass"))
    try:
        basket = own_basket(path)
    except DataError as error:
        check_sentence(error)
        return
    assert basket.codes
    for code in basket.codes:
        assert all(text.isprintable() and text for text in code)
    assert len(basket.by_key) == len(basket.nodes)


def test_named_baskets() -> None:
    assert len(named_basket("wto-2025", "HS2012").codes) == 103
    assert len(named_basket("wto-2025", "HS2022").codes) == 104
    assert len(named_basket("core-hs4", "HS2022").codes) == 10


@pytest.mark.parametrize("edition", ["HS1992", "HS2002", "HS2028"])
@pytest.mark.parametrize("goods", ["wto-2025", "core-hs4"])
def test_editions_in_which_the_list_does_not_exist(goods: str, edition: str) -> None:
    with pytest.raises(UsageError) as caught:
        named_basket(goods, edition)
    said = check_sentence(caught.value)
    assert said.startswith(f"{edition} ")
    assert "import an edition from HS07 to HS22, the basket all, or one of your own." in said


@pytest.mark.parametrize("goods", ["", "wto", "WTO-2025 ", "\x1b[31m", "basket.xlsx"])
def test_no_such_basket(goods: str) -> None:
    with pytest.raises(UsageError, match="give wto-2025, core-hs4, all or a CSV file") as caught:
        named_basket(goods, "HS2022")
    check_sentence(caught.value)


def test_a_path_may_begin_with_a_tilde() -> None:
    home = Path.home()
    home.mkdir(parents=True)
    written(home, "code\n8542\n")
    assert named_basket("~/own.csv", "HS2022").codes[0].code == "8542"


def test_all_goods_lie_in_their_chapters() -> None:
    basket = all_basket({"9999aa", "010121", "860110"}, {"010121": "Horses", "9999AA": "Other"})
    words = ("010121", "Horses", "Animals and animal products", "Live animals")
    assert tuple(basket.codes[0]) == words
    assert [code.code for code in basket.codes] == ["010121", "860110", "9999aa"]
    assert basket.codes[2].description == "Other"


DESCRIPTIONS = """\ufeffcode,description
010121,"Horses: live, pure-bred"
10129,Other horses
9999aa,"Not ""specified"" here"
854231,\x1b[31mred
"""


@pytest.mark.parametrize("header", ["code,description", "Code,Description", '"code","description"'])
def test_descriptions_of_products(header: str) -> None:
    text = DESCRIPTIONS.replace("\ufeffcode,description", header)
    assert read_descriptions(text) == {
        "010121": "Horses: live, pure-bred",
        "010129": "Other horses",
        "9999AA": 'Not "specified" here',
        "854231": "[31mred",
    }


def test_names_of_economies_that_were_encoded_twice() -> None:
    names = read_country_names((REAL / "country_codes_V202501.csv").read_text(encoding="utf-8"))
    assert len(names) == 238
    assert names[384] == "Côte d'Ivoire"
    assert names[531] == "Curaçao"
    assert names[792] == "Türkiye"
    assert names[490] == "Other Asia, nes"


def test_a_name_that_was_encoded_once_stays() -> None:
    for name in ("Côte d'Ivoire", "Türkiye", "Åland", "中国", "Saint Barthélemy", "", "Ã"):
        assert decoded_once(name) == name
        assert decoded_once(name.encode().decode("latin-1")) == name


@given(st.text(st.characters(codec="utf-8")))
@example("Éthiopie")
@example("“Åland”")
def test_any_name_that_was_encoded_twice_comes_back(name: str) -> None:
    for wrong in ("latin-1", "cp1252"):
        try:
            twice = name.encode().decode(wrong)
        except UnicodeDecodeError:  # Five bytes stand for nothing in cp1252.
            continue
        assert decoded_once(twice) == name


@given(st.lists(st.lists(st.text(max_size=6), max_size=4).map(",".join)).map("\n".join))
def test_any_text_of_names_is_read_or_left(text: str) -> None:
    for header in ("country_code,country_name\n", "code,description\n"):
        for found in (read_country_names(header + text), read_descriptions(header + text)):
            assert all(name.isprintable() for name in found.values())


@pytest.mark.parametrize("code", ["²", "1²", "٣x", "9" * 5000, "-4", "4.0", ""], ids=ascii)
def test_what_is_no_trade_code_is_passed_over(code: str) -> None:
    text = f"country_code,country_name\n{code},Nowhere\n842,USA\n"
    assert read_country_names(text) == {842: "USA"}


def test_codes_without_a_flow_are_listed(tmp_path: Path) -> None:
    codes = [f"{number:06}" for number in range(854201, 854212)]
    basket = own_basket(written(tmp_path, "code\n" + "\n".join(codes)))
    assert missing_codes(basket, codes) == ""
    assert missing_codes(basket, codes[1:]) == "854201"
    assert missing_codes(basket, codes[2:]) == "854201 and 854202"
    assert missing_codes(basket, []) == (
        "854201, 854202, 854203, 854204, 854205, 854206, 854207, 854208 and 3 more"
    )
