"""What is said to be typed against a failure, and that only the front ends say so."""

import ast
import re
from pathlib import Path

import pytest

import aigoods
from aigoods.commandline.remedies import REMEDIES, questioned, told
from aigoods.dataset.places import IN_USE_FILE, embedded_folder, places
from aigoods.errors import DataError, NetworkError
from aigoods.explorer.screens import working

PACKAGE = Path(aigoods.__file__).parent
ROOMS = ("catalog", "dataset", "sources", "analysis", "charts")
BELOW = [*(path for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py")))]


def sentences(path: Path) -> list[str]:
    """Return the texts in a module, but for what documents it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documents
    ]


@pytest.mark.parametrize("path", BELOW, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_sentence_below_the_front_ends_names_an_option_or_a_command(path: Path) -> None:
    wrong = re.compile(r"--[a-z]|aigoods (data|config)\b")
    assert [text for text in sentences(path) if wrong.search(text)] == []


def test_both_front_ends_know_every_remedy() -> None:
    words = {
        word
        for path in BELOW
        for word in re.findall(r'Error\([^()]*"([a-z]+)"\)', path.read_text(encoding="utf-8"))
    }
    assert set(REMEDIES) == set(working.REMEDIES) >= words
    assert told(NetworkError("It is away.", "import")).endswith("aigoods data import FILE.")
    assert told(NetworkError("It is away.")) == "It is away."


def test_a_question_goes_to_the_dataset_in_use() -> None:
    with questioned("") as place:
        assert place == embedded_folder()
    places().data.mkdir(parents=True)
    (places().data / IN_USE_FILE).write_text("made\n")
    with questioned("") as place:
        assert place == places().data / "made"


@pytest.mark.parametrize(
    ("named", "used", "advised"), [("", "made", True), ("made", "made", False), ("", "", False)]
)
def test_only_where_the_dataset_in_use_fails_is_the_way_back_told(
    named: str, used: str, advised: bool
) -> None:
    places().data.mkdir(parents=True)
    (places().data / IN_USE_FILE).write_text(used)
    with pytest.raises(DataError, match="It is damaged") as failure, questioned(named):
        raise DataError("It is damaged.")
    assert str(failure.value).endswith("aigoods data use core-hs4.") is advised
