"""The manifest: what is written is read back; what is damaged is refused in a sentence."""

import json
import shutil
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.catalog.periods import Grain
from aigoods.dataset.folder import Dataset, open_dataset, verify
from aigoods.dataset.manifest import FileEntry, Manifest, Note, PartnerScope
from aigoods.dataset.manifest_file import from_json, to_json
from aigoods.dataset.places import embedded_folder
from aigoods.dataset.schema import MANIFEST_FILE
from aigoods.errors import DataError
from worlds import SMALL, made_manifest

FILES = {"economy.parquet": FileEntry("ab" * 32, 10, 2)}
MADE = made_manifest(SMALL, files=FILES)

sentences = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=30)
year_lists = st.lists(st.integers(1900, 2100), max_size=5, unique=True).map(sorted).map(tuple)


def content(**changes: Any) -> dict[str, Any]:
    return {**json.loads(to_json(MADE)), **changes}


def read(found: object) -> Manifest:
    return from_json(json.dumps(found), "here")


def test_a_manifest_is_read_back_as_written(dataset: Dataset) -> None:
    for manifest in (MADE, dataset.manifest, replace(MADE, partners=None, notes=())):
        assert from_json(to_json(manifest), "here") == manifest
        assert to_json(from_json(to_json(manifest), "here")) == to_json(manifest)


@given(
    st.builds(
        Manifest,
        name=sentences,
        title=sentences,
        source=sentences,
        release=sentences,
        edition=sentences,
        grain=sentences,
        basket=st.just(MADE.basket),
        years=year_lists.filter(bool),
        provisional=year_lists,
        licence=sentences,
        citation=sentences,
        origin=sentences,
        retrieved=sentences,
        files=st.just(FILES),
        partners=st.none()
        | st.builds(
            PartnerScope,
            years=year_lists,
            together=st.lists(sentences).map(tuple),
            together_name=sentences,
            least_usd=st.integers(0, 10**9),
        ),
        notes=st.lists(
            st.builds(Note, sentences, *(st.lists(sentences, max_size=2).map(tuple),) * 3),
            max_size=3,
        ).map(tuple),
    )
)
def test_any_manifest_is_read_back_as_written(manifest: Manifest) -> None:
    assert from_json(to_json(manifest), "here") == manifest


def test_a_dataset_of_the_first_version_opens_as_before(dataset: Dataset, tmp_path: Path) -> None:
    for path in map(embedded_folder().joinpath, ("economy.parquet", "partners.parquet")):
        shutil.copy(path, tmp_path)
    shutil.copy(Path(__file__).with_name("manifest_1.json"), tmp_path / MANIFEST_FILE)
    verify(tmp_path)
    # What it has not are the exports of all goods, and the note on Taiwan.
    now, new = dataset.manifest, ("Exports of all goods", "Taiwan is code 490")
    assert open_dataset(tmp_path).manifest == replace(
        now,
        files={name: now.files[name] for name in ("economy.parquet", "partners.parquet")},
        notes=tuple(note for note in now.notes if not note.text.startswith(new)),
    )


@pytest.mark.parametrize(
    ("scope", "able", "floor"),
    [
        (None, set(), 0),
        (PartnerScope((2008,), ("8541", "8542"), "chips", 1000), {"partners"}, 0),
        (PartnerScope((2008,)), {"partners", "partners-by-code", "intra-eu"}, 0),
        (
            PartnerScope((2008,), least_usd=1000, quantities=True),
            {"partners", "partners-by-code", "intra-eu", "unit-values"},
            1000,
        ),
    ],
)
def test_capabilities_and_floor_follow_from_the_partners(
    scope: PartnerScope | None, able: set[str], floor: int
) -> None:
    manifest = replace(MADE, partners=scope)
    assert set(manifest.capabilities) == able
    assert manifest.floor_usd == floor


@pytest.mark.parametrize(
    ("grain", "wrong"), [("month", [202213]), ("quarter", [2022]), ("year", [202201]), ("day", [])]
)
def test_the_numbers_of_periods_fit_their_grain(grain: str, wrong: list[int]) -> None:
    with pytest.raises(DataError, match="is damaged"):
        read(content(period_grain=grain, years=wrong))


def test_months_are_read_back_as_written() -> None:
    months = (202211, 202212, 202301)
    made = replace(MADE, period_grain=Grain.MONTH, years=months, provisional=(), partners=None)
    assert read(json.loads(to_json(made))) == made


@pytest.mark.parametrize(
    "text", ["", "{", "not json", '{"schema_version": 1', "\x00", "[" * 100_000, '{"a": 1e}']
)
def test_damaged_json_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="The manifest of here is not JSON"):
        from_json(text, "here")


@pytest.mark.parametrize("found", [[], "text", 1, None, True])
def test_json_of_another_form_is_refused(found: object) -> None:
    with pytest.raises(DataError, match="is not an object"):
        read(found)


@pytest.mark.parametrize("version", [0, 3, "1", None, "\x1b[2J", [1], "x" * 999])
def test_another_schema_version_is_refused(version: object) -> None:
    with pytest.raises(DataError, match="this program reads 1") as caught:
        read(content(schema_version=version))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize("field", sorted(set(content()) - {"schema_version"}))
def test_a_missing_field_is_named(field: str) -> None:
    found = content()
    del found[field]
    with pytest.raises(DataError, match=f"damaged .*{field}"):
        read(found)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": 5},
        {"name": None},
        {"title": ["a"]},
        {"years": []},
        {"years": "2017"},
        {"years": [2017, "2018"]},
        {"years": [True]},
        {"years": [2017.5]},
        {"years": [2**31]},
        {"years": [-1]},
        {"years": None},
        {"files": []},
        {"files": {}},
        {"files": {"other.parquet": {"sha256": "", "bytes": 1, "rows": 1}}},
        {"files": {"economy.parquet": {"sha256": "", "bytes": "x", "rows": 1}}},
        {"files": {"economy.parquet": {"sha256": "", "bytes": float("inf"), "rows": 1}}},
        {"files": {"economy.parquet": {"sha256": "", "bytes": float("nan"), "rows": 1}}},
        {"files": {"economy.parquet": {"sha256": "", "bytes": 1}}},
        {"files": {"economy.parquet": None}},
        {"basket": {}},
        {"basket": {"name": "a", "title": "a", "codes": []}},
        {"basket": {"name": "a", "title": "a", "codes": [{"code": "1"}]}},
        {"partners": {"years": [2024]}},
        {"partners": "yes"},
        {"notes": [{"text": "a"}]},
        {"notes": "a"},
        {"notes": [{"text": "a", "codes": "b", "economies": [], "pages": []}]},
    ],
)
def test_a_wrong_field_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(DataError, match="The manifest of here is damaged") as caught:
        read(content(**changes))
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "name",
    [
        "../economy.parquet",
        "..",
        ".hidden",
        "/etc/passwd",
        "a/b",
        "..\\up",
        "\x00../up",
        "\x1b/up",
    ],
)
def test_a_file_outside_the_folder_is_refused(name: str) -> None:
    files = content()["files"]
    with pytest.raises(DataError, match="no plain file name"):
        read(content(files={**files, name: files["economy.parquet"]}))


def test_texts_are_made_safe_for_a_terminal() -> None:
    evil = "a\x1b]52;c;AAAA\x07\r\nb\u202e\ud800"
    found = content(
        name=evil,
        title=evil,
        source=evil,
        release=evil,
        hs_edition=evil,
        grain=evil,
        licence=evil,
        citation=evil,
        origin=evil,
        retrieved=evil,
        notes=[{"text": evil, "codes": [evil], "economies": [evil], "pages": [evil]}],
    )
    found["basket"]["codes"][0]["description"] = evil
    found["basket"]["title"] = evil
    found["partners"]["together_name"] = evil
    manifest = read(found)
    shown = repr(manifest)
    assert "\\x1b" not in shown
    assert "\\u202e" not in shown
    assert not [c for c in to_json(manifest) if unicodedata.category(c)[0] == "C" and c != "\n"]
    assert manifest.title == manifest.notes[0].codes[0] == "a]52;c;AAAA b"


def test_years_are_sorted_and_single() -> None:
    assert read(content(years=[2019, 2017, 2019])).years == (2017, 2019)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
)


@given(json_values, st.sampled_from(sorted(set(content()) - {"schema_version"})))
def test_any_value_in_any_field_is_read_or_refused(value: object, field: str) -> None:
    said = ""
    try:
        read(content(**{field: value}))
    except DataError as error:
        said = str(error)
    assert said.isprintable()
