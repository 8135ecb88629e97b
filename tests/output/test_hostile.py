"""Names that want to be formulas, columns, tags or commands of a terminal stay names."""

import csv
import io
import json
import unicodedata
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import polars as pl
import pytest

from aigoods.analysis.answer import Answer
from aigoods.catalog.goods import Code
from aigoods.output.formats import FORMATS, render
from aigoods.output.table import TableStyle
from aigoods.pages import answer, parse
from worlds import CODES, World

NAMES = (
    "=HYPERLINK(A1)",
    "+1+cmd",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\x1b=1+1",
    "\x00 =1+1",
    'say "hi", twice',
    "one, two",
    "line\nbreak\r\nand\ttab",
    "pipe | and \\ back\\|slash",
    "<script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "&lt;b&gt; &amp; co",
    "![picture](http://example.org/x) `code` *b* _i_",
    "\x1b]52;c;aGVsbG8=\x07 red \x1b[31m",
    "bidi \u202e\u2066 zero\u200b",
    "# heading",
    "1. list",
    "中文名字的货物非常长非常长非常长非常长非常长",
    "e\u0301 combining",
    "",
)


def clean_name(name: str) -> str:
    kept = "".join(c for c in " ".join(name.split()) if unicodedata.category(c)[0] != "C")
    return " ".join(kept.split())


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def hostile(name: str) -> Answer:
    """The goods of an economy, of a family and of a dataset whose texts are hostile."""
    codes = tuple(Code(c.code, name, c.segment, c.family) for c in CODES[:3])
    flows = [(year, "TWN", "USA", c.code, 10**9 + year) for year in (2004, 2005) for c in codes]
    world = World(codes, (2004, 2005), tuple(flows))
    dataset = world.dataset()
    changed: dict[str, Any] = {
        field: f"{name} {field}" for field in ("title", "source", "release", "licence", "origin")
    }
    dataset = replace(dataset, manifest=replace(dataset.manifest, name=name, **changed))
    found = answer(parse("economy?economy=TWN&by=code"), dataset)
    assert set(found.table["goods"]) == {name}
    return replace(found, title=name, unit=name, notes=(name, "second"))


@pytest.mark.parametrize("format_", [f for f in FORMATS if f != "parquet"])
def test_no_text_holds_what_a_terminal_obeys(hostile: Answer, format_: str) -> None:
    text = render(hostile, format_).decode()
    allowed = {"\n", "\t"} if format_ == "tsv" else {"\n"}
    odd = {c for c in text if unicodedata.category(c)[0] == "C"} - allowed
    assert odd == set()


def test_csv_has_the_same_rows_and_no_formula(hostile: Answer, name: str) -> None:
    dialects: dict[str, Any] = {
        "csv": {},
        "tsv": {"delimiter": "\t", "quoting": csv.QUOTE_NONE},
    }
    for format_, dialect in dialects.items():
        text = render(hostile, format_).decode()
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True, **dialect))
        assert len(rows) == text.count("\n") - 1 == hostile.table.height
        wanted = clean_name(name)
        for row in rows:
            assert row["goods"].removeprefix("'") == wanted
            assert row["goods"].startswith("'") == wanted.startswith(("=", "+", "-", "@"))
            assert row["value_usd"] == "1000002005"
            assert None not in row


def test_numbers_are_not_guarded(hostile: Answer) -> None:
    fallen = replace(
        hostile, table=hostile.table.with_columns(growth=-0.5, rank=pl.lit(-1, pl.Int64))
    )
    back = pl.read_csv(render(fallen, "csv"))
    assert set(back["growth"]) == {-0.5}
    assert set(back["rank"]) == {-1}


def test_json_ndjson_and_parquet_hold_the_clean_name(hostile: Answer, name: str) -> None:
    wanted = {clean_name(name)}
    assert {row["goods"] for row in json.loads(render(hostile, "json"))["rows"]} == wanted
    lines = render(hostile, "ndjson").decode().splitlines()
    assert {json.loads(line)["goods"] for line in lines} == wanted
    assert set(pl.read_parquet(io.BytesIO(render(hostile, "parquet")))["goods"]) == wanted


def test_markdown_is_read_as_it_was_meant(hostile: Answer, name: str) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    tokens = markdown_it.MarkdownIt("gfm-like", {"linkify": False}).parse(
        render(hostile, "markdown").decode()
    )
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children}
    assert kinds <= {"text", "text_special", "hardbreak", "softbreak"}
    assert not {"html_block", "ordered_list_open", "code_block"} & {t.type for t in tokens}
    assert sum(token.type == "heading_open" for token in tokens) == 1
    assert sum(token.type == "bullet_list_open" for token in tokens) == 1
    cells = [token for token in inline if token.level == 4]
    said = ["".join(child.content for child in token.children) for token in cells]
    assert said.count(clean_name(name)) >= hostile.table.height
    rows = sum(token.type == "tr_open" for token in tokens)
    assert rows == hostile.table.height + 1
    assert sum(t.type in ("td_open", "th_open") for t in tokens) == rows * len(hostile.columns)


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {key for key, _ in attrs}
        if tag not in ("meta",):
            self.open.append(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "td":
            self.cells[-1] += data


def test_html_is_a_page_without_scripts_or_links(hostile: Answer, name: str) -> None:
    text = render(hostile, "html").decode()
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    assert not {"script", "a", "img", "link", "b", "iframe"} & set(page.tags)
    assert page.attributes == {
        *("lang", "charset", "http-equiv", "content", "name"),
        *("scope", "class", "title", "data-value"),
    }
    assert page.cells.count(clean_name(name)) >= hostile.table.height
    assert len(page.cells) == hostile.table.height * len(hostile.columns)


@pytest.mark.parametrize("style", [TableStyle(40), TableStyle(60, ascii=True), TableStyle(200)])
def test_the_table_keeps_its_lines(hostile: Answer, style: TableStyle) -> None:
    from rich.cells import cell_len

    lines = render(hostile, "table", style=style).decode().split("\n")
    assert all(cell_len(line) <= style.width for line in lines)
    assert sum("$1.0 bn" in line for line in lines) == hostile.table.height
    assert not any("\x1b" in line for line in lines)


def test_the_raw_values_beside_formatted_ones(hostile: Answer) -> None:
    text = render(hostile, "html").decode()
    row: dict[str, Any] = hostile.table.row(0, named=True)
    assert f'data-value="{row["value_usd"]}">$1.0 bn<' in text
    assert f'data-value="{row["share"]!r}">' in text
