"""The line of `/`: filters by words and numbers, searches that hide nothing."""

from __future__ import annotations

from driver import driving


async def test_a_filter_by_number_follows_the_typing_and_is_part_of_the_address() -> None:
    async with driving() as driver:
        await driver.press("slash")
        await driver.type("asia growth>20%")
        shown = driver.rows
        assert 0 < len(shown) < 20
        assert str(driver.main.scene).endswith("#filter=asia%20growth%3E20%25")
        await driver.press("enter", "j", "k")
        assert driver.main.history.here.scene.filter == "asia growth>20%"
        assert driver.rows == shown
        await driver.press("escape")
        assert len(driver.rows) == 226
        assert driver.main.filter is None


async def test_a_filter_that_is_not_finished_changes_nothing_and_enter_says_why() -> None:
    async with driving() as driver:
        await driver.press("slash")
        await driver.type("korea")
        shown = driver.rows
        await driver.type(" >")
        assert driver.rows == shown
        assert "… · tab search" in driver.screen[-1]
        await driver.press("enter")
        assert driver.notices == ["After > comes a number, as in >1bn."]
        assert driver.main.filter is not None
        assert driver.main.filter.has_focus
        await driver.type("1bn")
        assert len(driver.rows) == 1
        await driver.press("enter")
        assert not driver.main.filter.has_focus


async def test_a_filter_that_a_table_cannot_read_is_told_in_its_place() -> None:
    async with driving("exporters#filter=nothing>3") as driver:
        assert driver.rows == []
        assert "nothing>3 names no column of this table" in driver.text
        assert "esc clears the filter" in " ".join(driver.text.split())
        await driver.press("escape")
        assert len(driver.rows) == 226


async def test_a_search_hides_nothing_and_goes_round() -> None:
    async with driving() as driver:
        await driver.press("slash", "tab")
        await driver.type("oecd")
        assert len(driver.rows) == 226
        assert driver.main.table.cursor_key == "KOR"
        assert driver.screen[-3].startswith(" find oecd")
        await driver.press("enter")
        assert "38 of 226 · n next" in driver.screen[-1]
        await driver.press("n")
        assert driver.main.table.cursor_key == "USA"
        await driver.press("N", "N")
        assert driver.notices == ["The search goes round."]
        assert driver.main.history.here.scene.filter == ""
        await driver.press("escape")
        assert driver.main.filter is None
        assert len(driver.main.history.places) == 1
        await driver.press("n")
        assert driver.notices == ["Nothing is searched for; / and then tab begins a search."]


async def test_tab_turns_a_filter_into_a_search_and_back() -> None:
    async with driving() as driver:
        await driver.press("slash")
        await driver.type("viet")
        assert len(driver.rows) == 1
        await driver.press("tab")
        assert len(driver.rows) == 226
        assert driver.main.table.cursor_key == "VNM"
        await driver.press("tab")
        assert len(driver.rows) == 1
        assert driver.main.history.here.scene.filter == "viet"


async def test_a_search_opens_the_branch_that_it_leads_into() -> None:
    async with driving("goods") as driver:
        await driver.move_to("intermediate-inputs")
        await driver.press("z", "slash", "tab")
        await driver.type("8542")
        assert driver.main.table.cursor_key == "8542"
