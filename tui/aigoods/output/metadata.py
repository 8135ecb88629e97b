"""What a table of numbers alone does not say: what was asked, and where the numbers come from."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from aigoods import __version__
from aigoods.analysis.answer import provenance
from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer, Head


def metadata(answer: Answer) -> dict[str, object]:
    """Return what is said about the numbers, ready for JSON.

    `years` are those of the rows or of the series; `year_columns` those of a series in formats that
    have no lists. `totals`, where there are any, are of all rows together, by column.
    """
    from aigoods.output.frame import year_columns

    source = answer.manifest
    columns = []
    for column in answer.columns:
        said: dict[str, object] = {
            name: getattr(column, name) for name in ("name", "title", "kind", "help")
        }
        if column.kind == "series":
            said["year_columns"] = year_columns(answer)
        columns.append(said)
    content: dict[str, object] = {
        "view": str(answer.view),
        "title": answer.title,
        "unit": answer.unit,
        "columns": columns,
        "facts": [fact._asdict() for fact in answer.facts],
        "notes": list(answer.notes),
        "years": list(answer.years),
        "provisional_years": list(source.provisional),
        "source": source.source,
        "release": source.release,
        "hs_edition": source.edition,
        "grain": source.grain,
        "basket": source.basket.name,
        "dataset": source.name,
        "dataset_title": source.title,
        "licence": source.licence,
        "citation": source.citation,
        "origin": source.origin,
        "retrieved": source.retrieved,
        "program": f"aigoods {__version__}",
    }
    if answer.totals:
        content["totals"] = {fact.name: fact.value for fact in answer.totals}
    return {key: _safe(value) for key, value in content.items()}


def source_sentences(answer: Head) -> list[str]:
    """Return where the numbers come from, for the foot of a page."""
    source = answer.manifest
    said = [
        f"Source: {provenance(source)}; dataset {source.name}, basket {source.basket.name}",
        f"Origin: {source.origin}",
        f"Citation: {source.citation}",
        f"Licence: {source.licence}",
        f"Retrieved: {source.retrieved}",
        f"View: {answer.view} · aigoods {__version__}",
    ]
    return [clean(sentence) for sentence in said if not sentence.endswith(": ")]


def _safe(value: Any) -> Any:
    """Return a value that JSON can hold and a terminal can show."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, list):
        return [_safe(each) for each in value]
    if isinstance(value, dict):
        return {key: _safe(each) for key, each in value.items()}
    return value
