"""Groups in the explorer and on the command line: by name, and one's own from the settings."""

from pathlib import Path

import pytest

from aigoods.catalog.groups import own_group
from aigoods.errors import UsageError
from aigoods.explorer.settings import SETTINGS_FILE, Settings, load_settings, to_toml
from calling import call
from driver import driving

OWN = '[groups]\n"Chip four" = ["TWN", "Korea", "JPN", "USA"]\n'


@pytest.mark.parametrize(
    ("start", "typed", "address"),
    [
        ("exporters?year=2022", "asean", "exporters?year=2022&by=economy&within=asean"),
        ("importers?by=region", "oecd", "importers?year=2024&by=economy&within=oecd"),
        ("matrix", "eastern asia", "matrix?year=2024&by=economy&within=eastern-asia"),
        (
            "economy?economy=MEX&flow=imports",
            "mercosur",
            "importers?year=2024&by=economy&within=mercosur",
        ),
        ("world", "g7", "exporters?year=2024&by=economy&within=g7"),
    ],
)
async def test_a_group_is_reached_by_its_name(start: str, typed: str, address: str) -> None:
    async with driving(start) as driver:
        await driver.press("colon")
        await driver.type(typed)
        await driver.press("enter")
        assert driver.address == address


async def test_ones_own_is_reached_by_its_name() -> None:
    settings = Settings(groups=(own_group("Chip four", ["TWN", "KOR", "JPN", "USA"]),))
    async with driving(settings=settings) as driver:
        await driver.press("colon")
        await driver.type("chip f")
        await driver.press("enter")
        assert driver.address == "exporters?year=2024&by=economy&within=chip-four"
        assert "members of Chip four" in driver.text
        await driver.press("escape")
        assert driver.address == "exporters?year=2024&by=economy"


async def test_u_makes_one_trader_of_the_group_that_is_listed() -> None:
    async with driving("exporters?within=asean", dataset="chips-hs6") as driver:
        await driver.press("u")
        assert driver.address == "exporters?year=2024&by=economy&one=ASEAN"
        await driver.move_to("ASEAN")
        await driver.press("enter")
        assert driver.address == "economy?economy=ASEAN&year=2024&by=code&one=ASEAN"
        assert driver.screen[1].startswith(" ASEAN's exports of chips")
        await driver.press("escape", "u")
        assert driver.address == "exporters?year=2024&by=economy"


async def test_where_trade_inside_is_not_known_the_dataset_that_does_is_offered() -> None:
    async with driving("exporters?within=asean") as driver:
        await driver.press("u")
        assert "chips-hs6" in driver.text
        await driver.press("enter")
        assert driver.address == "exporters?year=2024&by=economy&one=ASEAN"


def test_the_settings_say_ones_own(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text(OWN)
    settings = load_settings(tmp_path)
    (group,) = settings.groups
    assert (group.key, group.members) == ("chip-four", ("TWN", "KOR", "JPN", "USA"))
    (tmp_path / SETTINGS_FILE).write_text(to_toml(settings))
    assert load_settings(tmp_path).groups == settings.groups


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("groups = 3", "groups is a table, such as [groups]"),
        ('[groups]\nMine = ["Atlantis"]', "in groups, 'Mine' has an economy that is none."),
        ('[groups]\nOECD = ["USA"]', "in groups, 'OECD' is the group OECD already"),
        ('[groups]\nMine = ["USA"]\nmine = ["CAN"]', "'mine' and 'Mine' are the same name"),
    ],
)
def test_settings_with_wrong_groups_are_a_sentence(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text(text)
    with pytest.raises(UsageError) as caught:
        load_settings(tmp_path)
    assert message in str(caught.value)


@pytest.fixture
def config() -> Path:
    """Return the settings file of the command line."""
    path = Path(call("config path").text.strip())
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def test_the_command_line_takes_names_and_ones_own(config: Path) -> None:
    config.write_text(OWN)
    listed = call("exporters --within 'Chip Four' --format csv").text.splitlines()[1:]
    assert {line.split(",")[1] for line in listed} == {"TWN", "KOR", "JPN", "USA"}
    assert call("exporters --within ASEAN").text == call("exporters --within asean").text != ""
    assert call("search 'chip four'").text.startswith("group\tchip-four\tChip four\n")


def test_wrong_settings_matter_only_where_ones_own_may_be_meant(config: Path) -> None:
    config.write_text("groups = 3")
    assert call("exporters --within asean --quiet").code == 0
    found = call("exporters --within chip-four")
    assert (found.code, found.out) == (2, b"")
    assert "groups is a table" in found.said


def test_an_unknown_group_gets_the_nearest() -> None:
    found = call("exporters --within aseen")
    assert (found.code, found.out) == (1, b"")
    assert "There is no group 'aseen'; the nearest: asean" in found.said


def test_groups_as_one_trader_by_any_name(config: Path) -> None:
    config.write_text(OWN)
    found = call("exporters --one 'chip four,eu27' --dataset chips-hs6 --format csv --quiet")
    assert found.code == 0, found.said
    assert {"CHIP-FOUR", "EU27"} <= {row.split(",")[1] for row in found.text.splitlines()}
    pair = "pair ASEAN 'Chip four' --level year --dataset chips-hs6 --quiet"
    assert call(pair).text.startswith("year,exports_usd")
    assert call("exporters --one ASEAN").code == 1
    assert "'Mexco'" in call("economy Mexco").said
