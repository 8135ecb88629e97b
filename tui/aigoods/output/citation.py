"""How numbers are cited: the data they come from, the release, the view, and when it was seen."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from aigoods import __version__
from aigoods.analysis.answer import provenance
from aigoods.text import clean, slug, to_ascii

if TYPE_CHECKING:
    from aigoods.dataset.manifest import Manifest

_LATEX = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_{}"},
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def today() -> date:
    """Return the day it is where the program runs."""
    return datetime.now().astimezone().date()


def citation(source: Manifest, accessed: date, title: str, address: str, command: str) -> str:
    """Return the citation of a view in words, then as an entry of BibTeX, a blank line between.

    `address` and `command` ask for the view again; both are empty where the whole dataset is cited.
    """
    origin = f"dataset {source.name}, retrieved {source.retrieved}".removesuffix(", retrieved ")
    program = f"aigoods {__version__}"
    again = [f"View: {address}", f"Command: {command}"] if address else []
    said = [
        source.citation,
        f"Data: {provenance(source)}; {origin}; {source.licence}.",
        f"{title}. Accessed {accessed} with {program}.",
        *again,
    ]
    fields = {
        "title": title,
        "howpublished": ", ".join(filter(None, [program, address])),
        "year": str(accessed.year),
        "version": f"{source.source} {source.release}",
        "urldate": str(accessed),
        "note": " ".join([*said[:2], f"Accessed {accessed}.", *again[1:]]),
    }
    key = slug(to_ascii(f"{source.source} {source.release} {source.name} {address}"))
    entry = [f"@misc{{{key},"]
    entry += [f"  {name} = {{{_latex(value)}}}," for name, value in fields.items()]
    return "\n".join([*map(clean, filter(None, said)), "", *entry, "}", ""])


def _latex(text: str) -> str:
    # Two hyphens would be a dash.
    return clean(text).translate(_LATEX).replace("--", "-{}-")
