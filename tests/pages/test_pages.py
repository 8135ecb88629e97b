"""The registry of pages: what each says of itself, what importing it costs, who may ask for it."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import aigoods
import renew
from addresses import start
from aigoods.analysis.view import View
from aigoods.dataset.folder import Dataset
from aigoods.errors import UsageError
from aigoods.pages import PAGES, answer, check, every, named, parse
from aigoods.pages.page import Page

SOURCE = Path(aigoods.__file__).parent
by_name = pytest.mark.parametrize("here", every(), ids=PAGES)


@by_name
def test_a_page_says_what_it_is(here: Page) -> None:
    assert re.fullmatch(r"[A-Z][^.]{10,60}\.", here.help)
    assert here.title.isalpha()
    assert re.search("[Cc]olumns", here.columns)
    assert len({*here.examples}) == 2
    assert all(example.startswith(f"aigoods {here.name}") for example in here.examples)
    assert set(here.needs) | set(here.named) | set(here.keeps) <= {*here.fields, "flow", "eu"}
    assert here.beside == 0 or here.beside >= 100


def test_no_two_pages_have_one_name_or_key() -> None:
    assert [each.name for each in every()] == list(PAGES)
    keys = [each.key for each in every() if each.key]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 1 and key.isdigit() for key in keys)
    titles = [each.title for each in every()]
    assert len(set(titles)) == len(titles)


def test_pages_name_each_other_rightly() -> None:
    for each in every():
        if each.twin:
            assert named(each.twin).twin == each.name
        if each.under:
            assert named(each.under).key


@pytest.mark.parametrize("name", ["", "exporter", "\x1b[2J", "page"])
def test_another_page_is_refused_with_the_nearest(name: str) -> None:
    with pytest.raises(UsageError, match="There is no page"):
        named(name)


@by_name
def test_a_page_answers_what_it_is_asked(here: Page, able: Callable[[Page], Dataset]) -> None:
    found = answer(start(here), able(here))
    assert found.view == check(found.view)
    assert parse(str(found.view)) == found.view
    assert found.table.height


@pytest.mark.parametrize(
    "view",
    [
        View("world", flow="imports"),
        View(partner="USA"),
        View(by="code"),
        View("matrix", measure="rank"),
        View("economy", economy="CHN,MEX"),
        View("nonsense"),
    ],
)
def test_what_a_page_does_not_have_is_refused_before_anything_is_asked(view: View) -> None:
    with pytest.raises(UsageError) as caught:
        answer(view, None)  # type: ignore[arg-type]
    assert str(caught.value).endswith((".", "?"))


def test_only_pages_ask_for_the_page_of_a_view() -> None:
    """Other rooms ask `pages.of`, so that a new page needs no change in them."""
    found = []
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE)
        if room.parts[0] == "pages" or room == Path("analysis/view.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "page":
                asked = ast.unparse(node.value)
                if asked not in ("aigoods.pages", "moves"):
                    found.append(f"{room}: {ast.unparse(node)}")
    assert found == []


def test_the_notes_of_a_dataset_name_pages_that_are_there(dataset: Dataset) -> None:
    assert {name for note in dataset.manifest.notes for name in note.pages} <= set(PAGES)


def test_the_table_of_keys_in_the_readme_is_that_of_the_registry() -> None:
    text = renew.README.read_text(encoding="utf-8")
    assert text == renew.with_keys(text), "python tests/renew.py"
