"""`w`: why a number of the row is what it is."""

from driver import driving


async def test_a_number_is_chosen_and_explained() -> None:
    async with driving("exporters?year=2022") as driver:
        await driver.press("w", *"share", "enter")
        assert driver.main.view.page == "explain"
        assert (driver.main.view.row, driver.main.view.column) == ("CHN", "share")
        assert "Share of China: 28.3% = " in driver.screen[1]
        await driver.press("w")
        assert driver.notices == [
            "w is for other pages: Why a number of the row: its formula and "
            "the rows of the dataset behind it."
        ]
        await driver.press("enter")
        assert str(driver.main.view).startswith("exporters?year=2022")


async def test_the_value_is_what_is_asked_first_and_its_goods_are_named() -> None:
    async with driving("exporters?year=2022") as driver:
        await driver.press("down", "w", "enter")
        assert driver.screen[1].startswith(" Value of Taiwan: ")
        assert "8542 Integrated circuits " in driver.screen[5]
        assert "8471 Computers, servers" in driver.screen[6]


async def test_a_column_is_pointed_out_and_explained() -> None:
    async with driving("exporters?year=2022", size=(120, 40)) as driver:
        await driver.press("full_stop", "full_stop", "full_stop")
        assert driver.main.history.here.column == "value_usd"
        await driver.press("comma", "comma", "comma")
        last = driver.main.history.here.column
        assert driver.main.has_column(last)
        await driver.press("full_stop", "full_stop", "full_stop", "full_stop", "down", "w")
        assert (driver.main.view.row, driver.main.view.column) == ("TWN", "share")
        assert "Share of Taiwan: " in driver.screen[1]
        await driver.press("escape")
        assert driver.main.history.here.column == "share"


async def test_a_word_that_no_number_has_is_said() -> None:
    async with driving("exporters") as driver:
        await driver.press("w", *"zzz")
        assert any("No number here fits 'zzz'." in line for line in driver.screen)
        await driver.press("escape")
        assert driver.main.view.page == "exporters"
