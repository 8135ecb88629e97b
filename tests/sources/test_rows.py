"""Lines of a table: what is kept of them, what each field means, and what is refused."""

import re
from math import isclose
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigoods.errors import DataError
from aigoods.sources.baci.rows import (
    COLUMNS,
    check_header,
    line_pattern,
    read_rows,
    wanted_lines,
)
from aigoods.sources.intake import FLOWS
from made_baci import check_sentence

CODES = ["854231", "280461", "010121", "2804", "99"]
PATTERN = line_pattern(CODES)
LINE = "2022,842,484,854231,1.5,0.25"
ROW = (2022, 842, 484, "854231", 1500, 0.25)


def block(*lines: str) -> bytes:
    return "".join(f"\n{line}" for line in lines).encode()


def rows(*lines: str, pattern: str | None = PATTERN) -> list[tuple[Any, ...]]:
    frame = read_rows(wanted_lines(block(*lines), pattern, "A.csv"), "A.csv")
    assert dict(frame.schema) == FLOWS
    return frame.rows()


def sentence(*lines: str, pattern: str | None = PATTERN) -> str:
    with pytest.raises(DataError) as caught:
        rows(*lines, pattern=pattern)
    assert str(caught.value).startswith("A.csv")
    return check_sentence(caught.value)


both = pytest.mark.parametrize("pattern", [PATTERN, None], ids=["basket", "all"])


@both
@pytest.mark.parametrize(
    "line",
    [
        LINE, f"{LINE}\r", '2022,842,484,"854231",1.5,0.25',
        '"2022","842","484","854231","1.5","0.25"',
        '"2022","842","484","854231","1.5","0.25"\r', "2022,842,484,854231,   1.500,0.25",
        " 2022 , 842,484 , 854231 , 1.5 ,   0.25 ", "2022,842,484,\t854231\t,1.5,0.25",
        '2022,842,484," 854231 "," 1.5",0.25', "2022,842,484,854231,15e-1,.25",
        "2022,0842,484,854231,+1.5,0.250",
    ],
)  # fmt: skip
def test_ways_to_write_a_line(line: str, pattern: str | None) -> None:
    assert rows(line, pattern=pattern) == [ROW]
    assert rows(LINE.replace("484", "490"), line, pattern=pattern)[1] == ROW


@both
@pytest.mark.parametrize(
    "word", ["", "NA", "     NA", "NA ", '"NA"', "   ", '""', "NaN", "nan", "NA\r"]
)
def test_ways_to_write_no_quantity(word: str, pattern: str | None) -> None:
    assert rows(f"2022,842,484,854231,1.5,{word}", pattern=pattern) == [(*ROW[:5], None)]


@both
def test_a_code_without_its_leading_zero(pattern: str | None) -> None:
    found = rows("2022,842,484,10121,1,1", "2022,842,484,010121,2,1", pattern=pattern)
    assert [row[3:5] for row in found] == [("010121", 1000), ("010121", 2000)]


@both
@pytest.mark.parametrize("code", ["9999AA", "9999aa", "99ZZ12"])
def test_codes_of_letters(code: str, pattern: str | None) -> None:
    assert rows(f"2022,842,484,{code},1,1", pattern=pattern)[0][3] == code


@both
def test_flows_that_round_to_no_dollar_are_left_out(pattern: str | None) -> None:
    lines = [
        f"2022,842,484,854231,{v},1" for v in ("0", "0.000", "0.0004", "-0", "0.0006", "0.001")
    ]
    assert [row[4] for row in rows(*lines, pattern=pattern)] == [1, 1]


@both
def test_blank_lines_are_none(pattern: str | None) -> None:
    assert rows("", LINE, "", "\r", "   ", LINE, "", pattern=pattern) == [ROW, ROW]
    assert rows("", pattern=pattern) == []


def test_only_lines_of_the_codes_are_kept() -> None:
    others = [
        "854232",
        "85423",
        "804611",
        "28046",
        "989999",
    ]
    lines = [f"2022,842,484,{code},1,1" for code in others]
    assert rows(*lines) == []
    found = rows(lines[0], LINE, lines[1], "2022,842,484,280499,1,1", *lines, "1999,4,8,990000,1,")
    assert [row[3] for row in found] == ["854231", "280499", "990000"]


def test_what_stands_elsewhere_is_no_code() -> None:
    assert rows("2022,854231,484,854232,1,1", "2022,842,484,854232,854231,854231") == []


def test_no_line_at_all() -> None:
    assert read_rows(b"", "A.csv").rows() == []
    assert wanted_lines(b"", PATTERN, "A.csv") == b""


BROKEN = {
    "t": ["", "NA", "2022.0", "-2022", "twenty", "99999", "0", "1", "1e3", "20 22", "65536"],
    "i": ["", "NA", "842.5", "-1", "USA", "65536", "1e2", "0x1"],
    "j": ["", "NA", "484.0", "-4", "MEX", "99999999999999999999999", "4_8"],
    "v": ["", "NA", "-1", "-0.001", "nan", "NaN", "inf", "-inf", "1e400", "1e13", "1.5 USD",
          "1.2.3", "TRUE", "null", "0x1F", "1_000", "١٢", "\x1b[31m9", "$5", "1\x005"],
    "q": ["-1", "-0.5", "inf", "Infinity", "1e400", "1e13", "N/A", "null", "unknown", "..",
          "1\u202e5"],
}  # fmt: skip


@both
@pytest.mark.parametrize(("column", "word"), [(c, w) for c, words in BROKEN.items() for w in words])
def test_what_a_number_cannot_be(column: str, word: str, pattern: str | None) -> None:
    fields = dict(zip(COLUMNS, LINE.split(","), strict=True)) | {column: word}
    line = ",".join(fields.values())
    said = sentence(LINE, line, LINE, pattern=pattern)
    assert f"in the column {column} is no number that can stand there" in said


@both
@pytest.mark.parametrize(
    "code",
    [
        "",
        "85",
        "8542",
        "8542310",
        "85-231",
        "854 31",
        "8542.3",
        "854231.5",
        "8.54231E+05",
        "８54231",
        "HS854231",
        "1854231",
        "28046111",
        "0854231",
        "8542.31.00",
        "854231 x",
    ],
)
def test_what_a_code_cannot_be(code: str, pattern: str | None) -> None:
    said = sentence(LINE, f"2022,842,484,{code},1,1", pattern=pattern)
    assert "in the column k is no HS6 code" in said
    assert "in the line '2022,842,484," in said


@both
@pytest.mark.parametrize(
    ("code", "meant"),
    [
        ("854231.0", "854231"), ("854231.00", "854231"), ("8542.31", "854231"),
        ("'854231", "854231"), ('="854231"', "854231"), ('"8542.31"', "854231"),
        (" 854231.0 ", "854231"), ("10121.0", "010121"), ("0101.21", "010121"),
        ("101.21", "010121"), ("'010121'", "010121"), ("\u00a0854231", "854231"),
    ],
)  # fmt: skip
def test_codes_as_spreadsheets_write_them(code: str, meant: str, pattern: str | None) -> None:
    found = rows(LINE, f"2022,842,490,{code},1,1", LINE, pattern=pattern)
    assert [row[2:4] for row in found] == [(484, "854231"), (490, meant), (484, "854231")]


@pytest.mark.parametrize(
    ("line", "fields"), [("x", 1), ("2022", 1), ("2022,842", 2), ("2022,842,484", 3), (",", 2)]
)
def test_a_line_that_ends_before_its_code(line: str, fields: int) -> None:
    said = sentence(LINE, line, LINE)
    assert f"has a line with {fields} fields where there are 6 columns" in said


@both
@pytest.mark.parametrize(
    ("line", "fields"),
    [("2022,842,484,854231", 4), ("2022,842,484,854231\r", 4), ('2022,842,484,"854231"', 4),
     (LINE[:-5], 5),
     (f"{LINE},9", 7), (f"{LINE},,,", 9), ('2022,842,484,854231,"1,5",0.25', 7)],
)  # fmt: skip
def test_too_few_and_too_many_fields(line: str, fields: int, pattern: str | None) -> None:
    said = sentence(LINE, line, LINE, pattern=pattern)
    assert f"has a line with {fields} fields where there are 6 columns" in said


def test_a_line_too_short_beside_one_too_long() -> None:
    sentence("2022,842,484,854231,1", f"{LINE},9", pattern=None)


@both
def test_bytes_that_are_no_text(pattern: str | None) -> None:
    with pytest.raises(DataError, match=r"^A\.csv .*\.$"):
        read_rows(wanted_lines(b"\n2022,842,484,854231,1,\xff\xfe", pattern, "A.csv"), "A.csv")


FIELD = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=12),
    st.text('0123456789.eE+-naINFx_" \t\r', max_size=8),
    st.sampled_from([word for words in BROKEN.values() for word in words]),
    st.integers(-1, 70_000).map(str),
    st.floats(-1, 1e13).map(repr),
)


def read_plainly(column: str, word: str) -> Any:
    """What a word of a column is by Python's own reading."""
    word = word.strip(' "\r\t')
    if column in ("t", "i", "j"):
        return int(word)
    if column == "k":
        word = re.sub(r"^([0-9]{3,4})\.([0-9]{2})$", r"\1\2", word.strip("\u00a0 =\"'"))
        return re.sub(r"\.0+$", "", word).zfill(6)
    if column == "q":
        return None if word in ("", "NA", "NaN", "nan") else float(word)
    return float(word) * 1000


@both
@given(column=st.sampled_from(COLUMNS), word=FIELD)
def test_any_text_in_a_field_gives_a_sentence_or_what_it_says(
    column: str, word: str, pattern: str | None
) -> None:
    fields = dict(zip(COLUMNS, LINE.split(","), strict=True)) | {column: word}
    line = ",".join(fields.values())
    try:
        found = rows(LINE, line, LINE, pattern=pattern)
    except DataError as error:
        check_sentence(error)
        return
    assert found[0] == found[-1] == ROW
    assert len(found) in (2, 3)
    if len(found) == 2:
        assert column == "k" or (column == "v" and read_plainly(column, word) < 1)
        return
    value = found[1][COLUMNS.index(column)]
    meant = read_plainly(column, word)
    if column == "v":
        assert abs(value - meant) <= 0.5000001
    elif column == "q" and meant is not None:
        assert isclose(value, meant, rel_tol=1e-15)
    else:
        assert value == meant
    assert [each for at, each in enumerate(found[1]) if at != COLUMNS.index(column)] == [
        each for at, each in enumerate(ROW) if at != COLUMNS.index(column)
    ]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_sentence_or_rows(content: bytes) -> None:
    for pattern in (PATTERN, None):
        try:
            found = read_rows(wanted_lines(b"\n" + content, pattern, "A.csv"), "A.csv")
        except DataError as error:
            check_sentence(error)
        else:
            assert dict(found.schema) == FLOWS


@pytest.mark.parametrize(
    "line",
    [b"t,i,j,k,v,q", b"t,i,j,k,v,q\r", b"T,I,J,K,V,Q", b'"t","i","j","k","v","q"',
     b" t, i, j, k, v, q"],
)  # fmt: skip
def test_ways_to_write_the_header(line: bytes) -> None:
    check_header(line, "A.csv")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"t,i,j,k,v", "the column q is missing"),
        (b"t,i,j,k,q", "the column v is missing"),
        (b"T,I,J,K,Q,V", "their order is another one"),
        (b"t,i,j,k,q,v", "their order is another one"),
        (b"t,i,j,k,v,q,x", "there are others too"),
        (b"", "the column t is missing"),
        (b"year;exporter;importer", "the column t is missing"),
        (b"\xff\xfet\x00,\x00i", "is missing"),
        (b"t,i,j,k,v,\x1b[31mq", "the column q is missing"),
    ],
)  # fmt: skip
def test_another_header_is_refused(line: bytes, said: str) -> None:
    with pytest.raises(DataError) as caught:
        check_header(line, "A.csv")
    assert said in check_sentence(caught.value)
