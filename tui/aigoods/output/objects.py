"""JSON, NDJSON and Parquet: numbers with their types."""

from __future__ import annotations

import json as encoder
from io import BytesIO
from typing import TYPE_CHECKING

from aigoods.output.frame import flat, listed
from aigoods.output.metadata import metadata

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer

PARQUET_KEY = "aigoods"
"""The key of the metadata, as JSON, in the footer of a Parquet file."""


def json(answer: Answer) -> bytes:
    """Return `{"meta": {...}, "rows": [...]}`; a series is a list, for the `years` of the meta."""
    content = {"meta": metadata(answer), "rows": listed(answer).to_dicts()}
    text = encoder.dumps(content, ensure_ascii=False, allow_nan=False, indent=2)
    return f"{text}\n".encode()


def ndjson(answer: Answer) -> bytes:
    """Return one object a line; a series is spread over its years, as no meta could name them."""
    lines = (
        encoder.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"
        for row in flat(answer).iter_rows(named=True)
    )
    return "".join(lines).encode()


def parquet(answer: Answer) -> bytes:
    """Return the table as Parquet, its metadata as JSON under the key `aigoods`."""
    file = BytesIO()
    meta = encoder.dumps(metadata(answer), ensure_ascii=False, allow_nan=False)
    flat(answer).write_parquet(file, compression="zstd", metadata={PARQUET_KEY: meta})
    return file.getvalue()
