"""What each page looks like in each format, to the byte."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from addresses import start
from aigoods.analysis.answer import Answer
from aigoods.dataset.folder import Dataset
from aigoods.output.formats import FORMATS, render
from aigoods.output.table import TableStyle
from aigoods.pages import answer, every, parse
from aigoods.pages.page import Page
from worlds import TONS

Ask = Callable[[str], Answer]
GOLDEN = Path(__file__).parent / "golden"
TOP = 12
PAGES = {
    "exporters": "exporters?year=2022&goods=8542",
    "importers": "importers?by=income",
    "economy-code": "economy?economy=MEX&by=code",
    "economy-year": "economy?economy=MEX&by=year",
    "goods": "goods",
    "goods-year": "goods?goods=8542",
    "world": "world",
    "world-list": "world?list=wto-2025",
    "world-list-family": "world?year=2022&by=family&list=wto-2025",
    "world-family": "world?by=family",
    "rca": "economy?economy=MEX&by=code&measure=rca&sort=-rca",
    "concentration": "concentration",
    "concentration-year": "concentration?goods=8112",
    "movers": "movers?since=2018",
    "movers-effects": "movers?since=2018&goods=8542&at_least=5bn&decompose=1",
    "movers-family": "movers?flow=imports&by=family",
    "pair": "pair?economy=MEX&partner=USA",
    "series": "series?economy=CHN,TWN,MEX&goods=8542",
    "series-index": "series?economy=MEX,VNM,THA,EU27,USA,JPN&index=2017",
    "partners": "partners?economy=MEX",
    "matrix": "matrix",
    "chain": "chain?economy=MYS",
    "explain": "explain?about=exporters%3Fyear%3D2022&row=MEX&column=share",
    "published": "published?topic=world-totals",
    "published-series": "published?series=us-ai-imports",
    "published-mexico": "published?topic=mexico",
    "matrix-region": "matrix?flow=imports&by=region&measure=share",
}
MADE = {
    "groups": "exporters?by=region&blocs=one",
    "one": "importers?one=EU27,USMCA",
    "unit-values": "exporters?measure=unit-value",
    "dependence": "dependence?economy=MEX&year=2006&of=CHN,TWN",
    "exposure": "exposure?economy=TWN&year=2006",
    "pair-code": "pair?economy=TWN&partner=USA&by=code&measure=unit-value&flow=imports&year=2006",
}
"""Pages that take partners by code and quantities, of a world that is made up."""

EVERY = (*PAGES, *MADE)
SUFFIXES = {"table": "80.txt", "markdown": "md", "parquet": "parquet.json"}
STYLES = {
    "40": TableStyle(40),
    "120": TableStyle(120, notes=False),
    "60-ascii": TableStyle(60, ascii=True),
    "100-color": TableStyle(100, color=True, notes=False),
}


@pytest.fixture(autouse=True)
def _fixed_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aigoods.output.metadata.__version__", "0.0.0")


def golden(name: str, content: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("AIGOODS_UPDATE_GOLDEN") == "1":
        path.write_bytes(content)
    assert content.decode() == path.read_bytes().decode()


def others() -> list[Page]:
    """Return the pages that have no address above."""
    named = {address.partition("?")[0] for address in (*PAGES.values(), *MADE.values())}
    return [page for page in every() if page.name not in named]


def found(ask: Ask, page: str) -> Answer:
    return ask(PAGES[page]) if page in PAGES else answer(parse(MADE[page]), TONS.dataset())


def told(parquet: bytes) -> bytes:
    """What a Parquet file says, whatever its bytes: schema, rows and metadata."""
    frame = pl.read_parquet(io.BytesIO(parquet))
    content = {
        "schema": {name: str(dtype) for name, dtype in frame.schema.items()},
        "rows": frame.to_dicts(),
        "aigoods": json.loads(pl.read_parquet_metadata(io.BytesIO(parquet))["aigoods"]),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


@pytest.mark.parametrize("page", EVERY)
@pytest.mark.parametrize("format_", FORMATS)
def test_golden(ask: Ask, page: str, format_: str) -> None:
    content = render(found(ask, page), format_, top=TOP)
    if format_ == "parquet":
        content = told(content)
    golden(f"{page}.{SUFFIXES.get(format_, format_)}", content)


@pytest.mark.parametrize("page", EVERY)
@pytest.mark.parametrize("style", STYLES)
def test_golden_table(ask: Ask, page: str, style: str) -> None:
    golden(f"{page}.{style}.txt", render(found(ask, page), "table", top=TOP, style=STYLES[style]))


def test_a_page_without_an_address_here_has_a_golden_file_all_the_same(dataset: Dataset) -> None:
    for page in others():
        content = render(answer(start(page), dataset), "table", top=TOP, style=TableStyle(80))
        golden(f"{page.name}.80.txt", content)


def test_no_golden_file_is_left_over() -> None:
    names = {f"{page}.{SUFFIXES.get(format_, format_)}" for page in EVERY for format_ in FORMATS}
    names |= {f"{page}.{style}.txt" for page in EVERY for style in STYLES}
    names |= {f"{page.name}.80.txt" for page in others()}
    assert {path.name for path in GOLDEN.iterdir()} == names
