"""The last screen comes back as it was, or not at all."""

import json
from pathlib import Path

import pytest

from aigoods.analysis.view import View
from aigoods.dataset.folder import Dataset
from aigoods.dataset.places import embedded_folder
from aigoods.explorer.kept import first_screen, load_screen, stamp, to_json
from aigoods.explorer.sheet import Sheet
from aigoods.pages import answer, parse


def kept(sheet: Sheet, asked: View, folder: Path) -> Path:
    """Return the file in `folder` with this screen of the embedded dataset."""
    path = folder / "screen.json"
    path.write_text(to_json(sheet, asked, stamp(embedded_folder())), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "address",
    [
        "exporters",
        "economy?economy=MEX&year=2022",
        "goods?by=family",
        "world",
        "partners?economy=TWN",
        "matrix?measure=share",
    ],
)
def test_a_screen_comes_back_as_it_was(address: str, dataset: Dataset, tmp_path: Path) -> None:
    view = parse(address)
    sheet = Sheet.of(answer(view, dataset))
    path = kept(sheet, view, tmp_path)
    back = load_screen(path, view, embedded_folder())
    assert back is not None
    assert (back.rows, back.widths, back.kinds) == (sheet.rows, sheet.widths, sheet.kinds)
    for name in ("view", "title", "columns", "key", "label", "years", "facts", "notes", "totals"):
        assert getattr(back.head, name) == getattr(sheet.head, name), name
    assert back.head.manifest == sheet.head.manifest
    sums = [type(column.sum) for column in sheet.head.columns]
    assert [type(column.sum) for column in back.head.columns] == sums


def test_another_view_or_dataset_or_program_finds_no_screen(
    dataset: Dataset, tmp_path: Path
) -> None:
    sheet, place = Sheet.of(answer(View(), dataset)), embedded_folder()
    path = kept(sheet, View(), tmp_path)
    assert load_screen(path, View(), place) is not None
    assert load_screen(path, View("importers"), place) is None
    assert load_screen(path, View(), tmp_path) is None
    assert load_screen(path, View(), "s3://nowhere/core-hs4") is None
    path.write_text(to_json(sheet, View(), "0.0 12345678"), encoding="utf-8")
    assert load_screen(path, View(), place) is None


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"stamp": "now"}', "\ud800", "[" * 100_000])
def test_a_damaged_screen_is_as_good_as_none(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "screen.json"
    path.write_bytes(damage.encode("utf-8", "surrogatepass"))
    assert load_screen(path, View(), embedded_folder()) is None


@pytest.mark.parametrize("field", ["title", "notes", "rows", "widths"])
def test_a_screen_that_a_terminal_would_obey_is_not_shown(
    field: str, dataset: Dataset, tmp_path: Path
) -> None:
    path = kept(Sheet.of(answer(View(), dataset)), View(), tmp_path)
    assert load_screen(path, View(), embedded_folder()) is not None
    content = json.loads(path.read_text(encoding="utf-8"))
    hostile = "\x1b]52;c;aGVsbG8=\x07"
    if field == "title":
        content["head"][field] = hostile
    elif field == "widths":
        content[field][hostile] = 3
    elif field == "notes":
        content["head"][field].append(hostile)
    else:
        content[field][0][2]["economy"] = hostile
    path.write_text(json.dumps(content), encoding="utf-8")
    assert load_screen(path, View(), embedded_folder()) is None


def test_the_screen_that_is_shipped_is_the_one_that_is_computed(dataset: Dataset) -> None:
    shipped = load_screen(first_screen(), View(), embedded_folder())
    assert shipped is not None, "make it anew: python -m aigoods.explorer.kept"
    made = Sheet.of(answer(View(), dataset))
    assert [(row.key, row.cells) for row in shipped.rows] == [
        (row.key, row.cells) for row in made.rows
    ]
    # The last digit of a power may differ from one processor to another.
    for ours, theirs in zip(shipped.rows, made.rows, strict=True):
        for name, value in theirs.values.items():
            assert ours.values[name] == pytest.approx(value, rel=1e-12), name
    for name in ("view", "title", "unit", "columns", "notes", "manifest"):
        assert getattr(shipped.head, name) == getattr(made.head, name), name
    assert (shipped.widths, shipped.kinds) == (made.widths, made.kinds)


def test_the_stamp_changes_with_the_manifest(tmp_path: Path) -> None:
    assert stamp(embedded_folder())
    assert stamp(tmp_path) == ""
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    first = stamp(tmp_path)
    (tmp_path / "manifest.json").write_text("{ }", encoding="utf-8")
    assert "" != stamp(tmp_path) != first
