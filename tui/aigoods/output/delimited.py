"""CSV and TSV: a line of names, then one line a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from aigoods.output.frame import flat

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer

_FORMULA = r"^\s*[=+\-@\t\r]"


def csv(answer: Answer) -> bytes:
    """Return the table as CSV: quotes after RFC 4180, UTF-8 without a mark, missing cells empty.

    Lines end in a line feed alone, not in the RFC's CR LF, for that is what pipes expect and every
    reader accepts. A text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    return _guarded(answer).write_csv(quote_style="necessary").encode()


def tsv(answer: Answer) -> bytes:
    """Return the table as TSV, guarded as CSV is; no cell holds a tab, so nothing is quoted."""
    return _guarded(answer).write_csv(separator="\t", quote_style="never").encode()


def _guarded(answer: Answer) -> pl.DataFrame:
    text = pl.col(pl.String)
    return flat(answer).with_columns(
        pl.when(text.str.contains(_FORMULA)).then(pl.lit("'") + text).otherwise(text).name.keep()
    )
