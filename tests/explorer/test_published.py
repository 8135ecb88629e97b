"""The page of published figures in the explorer."""

from driver import driving


async def test_the_page_is_reached_by_name_and_turned_by_topic() -> None:
    async with driving(size=(160, 40)) as driver:
        await driver.press("colon")
        await driver.type("published")
        await driver.press("enter")
        assert driver.address == "published"
        assert "more than $700 bn (#1)" in driver.text
        await driver.press("tab")
        assert driver.address == "published?topic=world-totals"
        assert "$2,900 bn" in driver.text


async def test_keys_of_other_pages_say_that_they_do_nothing_here() -> None:
    async with driving("published?topic=outlook") as driver:
        for key in ("[", "]"):
            await driver.press(key)
            assert driver.address == "published?topic=outlook"
        assert driver.notices[-1] == "] is for other pages: A year on."
        await driver.press("m", "f", "u", "b", "s", "c", "i")
        assert driver.address.startswith("published?")


async def test_a_figure_opens_what_a_dataset_was_asked() -> None:
    async with driving("published?topic=exporter-ranking") as driver:
        await driver.press("enter")
        assert driver.address == "exporters?year=2022&by=economy"
        await driver.press("escape")
        assert driver.address == "published?topic=exporter-ranking"


async def test_the_monthly_index_stands_beside_the_topics() -> None:
    async with driving("published", size=(80, 24)) as driver:
        await driver.press("shift+tab")
        assert driver.address == "published?series=us-ai-imports"
        assert "Jan 2023" in driver.text
        await driver.press("enter", "[", "]", "c", "s")
        assert driver.address.startswith("published?")
        assert "2022" not in driver.text
