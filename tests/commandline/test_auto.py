"""A question on the command line finds its data."""

import json
import shutil

import pytest

from aigoods.dataset.places import embedded_folder, places
from calling import call

FOUND = {
    "exporters --goods 854232 --year 2022": "no code 854232",
    "exporters --goods 8542 --eu one": "cannot be one trader here",
    "partners KOR --goods 854232 --year 2020": "no code 854232",
    "partners KOR --year 2020": "has partners for 2024, not for 2020",
    "matrix --goods 847150 --eu one": "no code 847150",
    "importers --measure unit-value --goods 8542": "knows no quantities",
    "pair TWN CHN --level code": "cannot be listed by code",
}


@pytest.mark.parametrize(("line", "reason"), FOUND.items())
def test_the_error_names_who_can_answer(line: str, reason: str) -> None:
    done = call(line)
    assert (done.code, done.out) == (1, b"")
    assert reason in done.said
    assert "The dataset chips-hs6 can answer it: give --dataset chips-hs6, or" in done.said


@pytest.mark.parametrize("line", FOUND)
def test_auto_asks_who_can_answer_and_says_so(line: str) -> None:
    done = call(f"{line} --dataset auto")
    assert done.code == 0, done.said
    assert done.out == call(f"{line} --dataset chips-hs6").out
    assert done.said.startswith("Answered by chips-hs6, for: ")
    quiet = call(f"{line} --dataset auto -q")
    assert (quiet.out, quiet.said) == (done.out, "")


def test_auto_stays_with_the_dataset_in_use_where_that_answers() -> None:
    done = call("exporters --goods 8542 --dataset auto --format json")
    assert json.loads(done.text)["meta"]["dataset"] == "core-hs4"
    assert call("data use chips-hs6").code == 0
    back = call("exporters --goods 8112 --dataset auto --format json")
    assert json.loads(back.text)["meta"]["dataset"] == "core-hs4"


@pytest.mark.parametrize(
    "line", ["economy Mexco", "exporters --year 2011", "exporters --filter nobody"]
)
@pytest.mark.parametrize("auto", ["", " --dataset auto"])
def test_where_nobody_can_answer_the_reason_stands_alone(line: str, auto: str) -> None:
    done = call(line + auto)
    assert done.code == 1
    assert "can answer it" not in done.said


def test_another_release_and_a_damaged_dataset_are_not_asked() -> None:
    for name in ("later", "broken"):
        shutil.copytree(embedded_folder("chips-hs6"), places().data / name)
    path = places().data / "later" / "manifest.json"
    path.write_text(path.read_text("utf-8").replace("V202601", "V202701"), "utf-8")
    (places().data / "broken" / "manifest.json").write_text("{")
    done = call("exporters --goods 854232")
    assert "The dataset chips-hs6 can answer it" in done.said


def test_auto_is_no_name_for_a_dataset() -> None:
    done = call("data import nothing.zip --name auto")
    assert done.code == 2
    assert "auto stands for any dataset that can answer" in done.said
