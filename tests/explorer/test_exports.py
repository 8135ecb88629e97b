"""Copying, exporting, picking and the reader's own keys."""

import base64
import json
from datetime import date
from pathlib import Path

import pytest

from aigoods.analysis.scene import Scene
from aigoods.analysis.view import View
from aigoods.dataset.folder import Dataset
from aigoods.dataset.places import places
from aigoods.errors import UsageError
from aigoods.explorer.app import Explorer
from aigoods.explorer.clipboard import MOST_BYTES, sequence
from aigoods.explorer.exports import export, marked_text, rows_text
from aigoods.explorer.settings import SETTINGS_FILE, load_settings
from aigoods.output.formats import render
from aigoods.pages import answer, parse
from driver import Driver, driving


def test_the_sequence_is_osc_52_plain_in_tmux_twice_in_screen_in_pieces() -> None:
    plain = f"\x1b]52;c;{base64.b64encode(b'a' * 600).decode()}\x07"
    assert sequence("a" * 600, {}) == plain
    doubled = plain.replace("\x1b", "\x1b\x1b")
    assert sequence("a" * 600, {"TMUX": "x"}) == f"{plain}\x1bPtmux;{doubled}\x1b\\"
    wrapped = sequence("a" * 600, {"STY": "x"}) or ""
    pieces = [piece.removesuffix("\x1b\\") for piece in wrapped.split("\x1bP")[1:]]
    assert "".join(pieces) == plain
    assert all(len(piece) <= 768 - 4 for piece in pieces)


def test_what_is_too_long_for_a_terminal_is_not_sent() -> None:
    assert sequence("é" * (MOST_BYTES // 2), {}) is not None
    assert sequence("é" * (MOST_BYTES // 2 + 1), {}) is None


def test_a_row_is_copied_under_its_headings(dataset: Dataset) -> None:
    found = answer(View(year=2022, goods="8542"), dataset)
    heading, row = rows_text(found, ("MEX",)).split("\n")
    assert heading.split("\t")[:4] == ["rank", "iso3", "economy", "value_usd"]
    assert row.split("\t")[1:4] == ["MEX", "Mexico", "4445830725"]
    assert marked_text(found, ("MEX", "TWN")).split("\t")[1] == "TWN"
    assert marked_text(found, ()) == ""


async def test_copying_sends_the_text_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch, dataset: Dataset
) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    sent: list[str] = []
    async with driving("exporters?year=2022&goods=8542") as driver:
        monkeypatch.setattr(driver.app, "send", sent.append)
        await driver.press("j", "y", "Y", "A")
        await driver.settle()
    found = answer(View(year=2022, goods="8542"), dataset)
    said = [base64.b64decode(code[7:-1]).decode() for code in sent]
    assert sorted(said, key=len) == sorted(
        [
            rows_text(found, ("CHN",)),
            render(found, "tsv").decode(),
            "aigoods exporters --year 2022 --goods 8542",
        ],
        key=len,
    )


async def test_the_notes_copy_the_citation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.delenv("STY", raising=False)
    monkeypatch.setattr("aigoods.output.citation.today", lambda: date(2026, 11, 26))
    sent: list[str] = []
    async with driving("exporters?year=2022&goods=8542") as driver:
        monkeypatch.setattr(driver.app, "send", sent.append)
        await driver.press("j", "space", "i")
        assert "y copy citation" in driver.text
        await driver.press("y")
        await driver.settle()
    said = base64.b64decode(sent[0][7:-1]).decode()
    line = "aigoods exporters --year 2022 --goods 8542 --dataset core-hs4 --marks CHN"
    assert f"\nCommand: {line}\n\n@misc{{" in said
    assert "Accessed 2026-11-26" in said


async def test_a_copy_that_cannot_be_kept_says_that_it_is_a_copy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("aigoods.explorer.clipboard.MOST_BYTES", 10)
    state = places().state
    state.parent.mkdir(parents=True, exist_ok=True)
    state.write_text("in the way")
    async with driving("exporters?year=2022") as driver:
        said: list[tuple[str, str]] = []
        monkeypatch.setattr(driver.app, "say", lambda *words: said.append(words))
        await driver.press("Y")
        await driver.settle()
    ((sentence, severity),) = said
    head = f"The table is too long for a clipboard and was not kept in {state}: "
    assert sentence.startswith(head)
    assert severity == "error"


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.md", "x.parquet", "x.txt", "x.svg"])
async def test_a_view_is_written_where_the_reader_says(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    async with driving("economy?economy=MEX&goods=8471", size=(120, 40)) as driver:
        await driver.press("e", "ctrl+u")
        await driver.type(str(path))
        await driver.press("enter")
        await driver.settle()
    meta = json.loads((tmp_path / f"{name}.metadata.json").read_text())
    assert meta["view"] == "economy?goods=8471&economy=MEX&year=2024&by=year"
    content = path.read_bytes()
    said = {".csv": b"56744664891", ".json": b"56744664891", ".md": b"$56.7 bn"}
    assert said.get(path.suffix, {".parquet": b"PAR1"}.get(path.suffix, b"$60B")) in content


async def test_a_chart_is_written_as_it_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    async with driving(size=(120, 40)) as driver:
        await driver.press("L", "e", "ctrl+t", "ctrl+u")
        assert "on dark ground (ctrl+t)" in " ".join(driver.text.split())
        await driver.type(str(path))
        await driver.press("enter")
        await driver.settle()
    content = path.read_text(encoding="utf-8")
    assert "current US dollars, log scale" in content
    assert '<rect width="960" height="600" fill="#11161c"/>' in content


async def test_where_the_chart_is_alone_its_file_is_proposed() -> None:
    async with driving(size=(80, 24)) as driver:
        await driver.press("c", "e")
        assert "exporters-2024.svg" in driver.text


async def test_a_file_is_replaced_only_after_a_second_yes(tmp_path: Path) -> None:
    path = tmp_path / "kept.csv"
    path.write_text("mine")
    async with driving() as driver:
        await driver.press("e", "ctrl+u")
        await driver.type(str(path))
        await driver.press("enter")
        assert "enter again to replace it." in driver.text
        assert path.read_text() == "mine"
        await driver.press("enter")
        await driver.settle()
    assert path.read_text().startswith("rank,iso3")


def test_an_ending_that_says_nothing_is_refused(tmp_path: Path, dataset: Dataset) -> None:
    found = answer(parse("exporters"), dataset)
    with pytest.raises(UsageError, match="has no ending"):
        export(found, Scene(found.view, "lines"), tmp_path / "x.xyz")
    with pytest.raises(UsageError, match="nothing to draw"):
        export(found, Scene(found.view), tmp_path / "x.svg")
    with pytest.raises(UsageError, match="as SVG, not as PNG"):
        export(found, Scene(found.view, "lines"), tmp_path / "x.png")
    assert list(tmp_path.glob("x*")) == []


async def test_own_keys_do_what_the_settings_say(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE).write_text('theme = "aigoods-light"\n[keys]\nflow = ["f2"]\n')
    settings = load_settings(tmp_path)
    assert settings.theme == "aigoods-light"
    app = Explorer(Scene(View()), settings=settings)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        await driver.press("f")
        assert driver.head.view.page == "exporters"
        await driver.press("f2")
        assert driver.head.view.page == "importers"
        await driver.press("question_mark")
        assert any(command.shown_key == "f2" for command in settings.commands)


async def test_marks_come_back(tmp_path: Path) -> None:
    app = Explorer(Scene(View(), marks=("CHN", "MEX")))
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.settle()
        assert driver.body[1].startswith("●")
        assert app.state.scene.marks == ("CHN", "MEX")
    del tmp_path
