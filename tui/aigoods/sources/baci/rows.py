"""From the text of a BACI table to rows: unwanted lines are rejected before they are parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.catalog.editions import DIGITS, basket_code
from aigoods.errors import DataError
from aigoods.sources.intake import FLOWS
from aigoods.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

COLUMNS = ("t", "i", "j", "k", "v", "q")
"""Year, exporter, importer, HS6 code, thousand current US dollars, metric tons."""

MISSING = ("", "NA", "NaN", "nan")
"""What stands for an unknown quantity."""

TYPED: dict[str, pl.DataType] = {
    "t": pl.UInt16(),
    "i": pl.UInt16(),
    "j": pl.UInt16(),
    "k": pl.String(),
    "v": pl.Float64(),
    "q": pl.Float64(),
}
FIRST_YEAR, LAST_YEAR = 1900, 2999
MOST = 1e12
"""Thousand dollars, and tons: a value above 10**15 dollars is no trade."""

RIGHT = {
    **dict.fromkeys(("i", "j"), pl.lit(value=True)),
    "t": pl.col("t").is_between(FIRST_YEAR, LAST_YEAR),
    "k": pl.col("k").str.contains("^[0-9A-Za-z]{6}$"),
    "v": pl.col("v").is_between(0, MOST),
    "q": pl.col("q").is_between(0, MOST) | pl.col("q").is_null(),
}
"""What a field must be besides its type."""

SOUND = pl.all_horizontal(
    *(each.all() for each in RIGHT.values()),
    *(pl.col(column).null_count() == 0 for column in COLUMNS if column != "q"),
)
_FIELD = r"[^,\n]*,"
_END = "(?:,|$)"
_ODD = rf"[0-9]{{7}}|[0-9]{{0,6}}[^0-9,\n]|[0-9]{{0,4}}{_END}"
"""What a field of a code begins with that is not five or six digits alone."""

_SHORT = rf"(?:{_FIELD}){{0,2}}[^,\n]*$"
"""A line of fewer than four fields, which may be blank."""


def check_header(line: bytes, name: str) -> None:
    """Check that a table begins with the columns of BACI.

    Raises:
        DataError: a column is missing or the order is another one.

    """
    words = line.decode("utf-8", "replace").lower().split(",")
    found = tuple(word.strip(' "\r') for word in words)
    if found == COLUMNS:
        return
    missing = [column for column in COLUMNS if column not in found]
    what = "their order is another one" if len(found) == len(COLUMNS) else "there are others too"
    if missing:
        what = f"the column {missing[0]} is missing"
    raise DataError(
        f"{name} has not the columns {','.join(COLUMNS)} of BACI: {what} in "
        f"{clean(line.decode('utf-8', 'replace'), 60)!r}."
    )


def line_pattern(prefixes: Iterable[str]) -> str:
    """Return the pattern of a line, from the line break before it, whose code has a prefix.

    A code may lack its leading zero. A line that ends with its code fits too, and so does every
    line with no code of digits alone (`854231.0`, `"854231"`, `9999AA`, none at all): such are for
    `read_rows` to read or to refuse, never passed over.
    """
    ways = []
    for prefix in sorted(prefixes):
        more = f"[0-9]{{{DIGITS - len(prefix)}}}" if len(prefix) < DIGITS else ""
        ways.append(("0?" + prefix[1:] if prefix.startswith("0") else prefix) + more)
    return rf"(?m)\n(?:{_FIELD * 3}(?:(?:{'|'.join(ways)}){_END}|{_ODD})[^\n]*|{_SHORT})"


def wanted_lines(block: bytes, pattern: str | None, name: str) -> bytes:
    """Return the lines of a block that fit `pattern`, all of them where it is None.

    `block` begins with a line break, as those of `Member.blocks` do, and so does what is returned;
    `name` is for the sentence of an error.

    Raises:
        DataError: a line has too few or too many fields, or the text is not UTF-8.

    """
    if pattern is None:
        if block.count(b",") != block.count(b"\n") * (len(COLUMNS) - 1):
            try:
                texts = [f"\n{line}" for line in block.decode().split("\n")]
            except UnicodeDecodeError:
                raise DataError(f"{name} is not UTF-8.") from None
            return "".join(_whole(pl.Series(texts), name)).encode()
        return block
    try:
        text = pl.Series([block]).cast(pl.String)
    except pl.exceptions.PolarsError:
        raise DataError(f"{name} is not UTF-8.") from None
    kept = text.str.extract_all(pattern).explode(empty_as_null=False)
    return (_whole(kept, name).str.join("").item() or "").encode()


def read_rows(lines: bytes, name: str) -> pl.DataFrame:
    """Return the rows of lines that each begin with a line break.

    The columns are those of FLOWS; flows that round to no dollar are left out. What cannot be read
    as numbers at once is read word by word, with the blanks and quotes around a word left out.

    Raises:
        DataError: a field that must be a number is none, a value is negative or not finite.

    """
    if not lines:
        return pl.DataFrame(schema=FLOWS)
    text = lines[1:]
    # No field of BACI holds a comma or a line break, so a quote is but a mark around a word.
    sound = b'"' not in text
    if sound:
        try:
            frame = pl.read_csv(
                text, has_header=False, schema=TYPED, null_values=["NA"], quote_char=None
            )
            sound = frame.select(SOUND).item()
        except pl.exceptions.PolarsError:
            sound = False
    if not sound:
        frame = _read_words(text, name)
    return as_flows(frame)


def as_flows(frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows in the columns of BACI in those of FLOWS, without those that round to nothing."""
    dollars = (pl.col("v") * 1000).round().cast(pl.Int64)
    found = frame.select("t", "i", "j", "k", dollars, "q")
    return found.rename(dict(zip(COLUMNS, FLOWS, strict=True))).filter(pl.col("value_usd") > 0)


def of_wanted_codes(frame: pl.DataFrame, codes: Mapping[str, str] | None) -> pl.DataFrame:
    """Return the rows of wanted codes: some show only when they are read that they are none."""
    if codes is None:
        return frame
    found = frame["code"].unique()
    others = [code for code in found if basket_code(codes, code.upper()) is None]
    return frame.filter(~pl.col("code").is_in(others)) if others else frame


def _read_words(text: bytes, name: str) -> pl.DataFrame:
    """Return the fields with their types, without the blanks and quotes around them.

    Codes are read as spreadsheets write them: `854231.0`, `8542.31`, `'854231`, `="854231"`.

    Raises:
        DataError: a field that must be a number is none, a value is negative or not finite.

    """
    schema = dict.fromkeys(COLUMNS, pl.String)
    try:
        words = pl.read_csv(text, has_header=False, schema=schema, quote_char=None)
    except pl.exceptions.PolarsError as error:
        raise DataError(f"{name} is no table of BACI: {clean(str(error), 120)}.") from None
    words = words.with_columns(pl.all().fill_null("").str.strip_chars(' "\r\t'))
    words = words.with_columns(
        pl.col("k")
        .str.strip_chars("\u00a0 =\"'")
        .str.replace(r"^([0-9]{5,6})\.0+$", "${1}")
        .str.replace(r"^([0-9]{3,4})\.([0-9]{2})$", "${1}${2}")
        .str.replace("^([0-9]{5})$", "0${1}"),
        pl.when(~pl.col("q").is_in(MISSING)).then("q").alias("q"),
    )
    frame = words.with_columns(
        pl.col(column).cast(dtype, strict=False) for column, dtype in TYPED.items()
    )
    for column in COLUMNS:
        lost = frame[column].is_null() & words[column].is_not_null()
        wrong = frame.select(lost | ~RIGHT[column]).to_series()
        if wrong.any():
            line = words.filter(wrong).row(0)
            said = clean(str(line[COLUMNS.index(column)]), 40)
            what = "no HS6 code" if column == "k" else "no number that can stand there"
            raise DataError(
                f"{name}: {said!r} in the column {column} is {what}, in the line "
                f"{clean(','.join(str(each or '') for each in line), 80)!r}."
            )
    return frame


def _whole(lines: pl.Series, name: str) -> pl.Series:
    """Return lines without blank ones.

    Raises:
        DataError: one has not as many fields as there are columns.

    """
    ragged = lines.filter(lines.str.count_matches(",", literal=True) != len(COLUMNS) - 1)
    if ragged.is_empty():
        return lines
    said = ragged.filter(ragged.str.strip_chars(' "\r\t\n') != "")
    if not said.is_empty():
        raise DataError(
            f"{name} has a line with {said[0].count(',') + 1} fields where there are "
            f"{len(COLUMNS)} columns: {clean(said[0], 80)!r}."
        )
    return lines.filter(lines.str.contains(",", literal=True))
