"""HTML: one page that stands alone, without scripts and without links to anything."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from aigoods.output.cells import RIGHT, facts_line, shown, titled, total_cells
from aigoods.output.frame import listed
from aigoods.output.metadata import source_sentences
from aigoods.text import clean

if TYPE_CHECKING:
    from aigoods.analysis.answer import Answer
    from aigoods.analysis.column import Column

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 76rem; }
body { padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
caption { font-size: 1.25rem; font-weight: 600; padding-bottom: .75rem; text-align: left; }
caption small { display: block; font-size: .9rem; font-weight: 400; opacity: .75; }
th, td { border-bottom: 1px solid #8884; padding: .25rem .6rem; text-align: left; }
thead th { border-bottom: 2px solid #8888; vertical-align: bottom; }
.n { text-align: right; white-space: nowrap; }
.s { letter-spacing: -.05em; white-space: pre; }
footer { font-size: .85rem; margin-top: 1rem; opacity: .85; }
footer p { margin: .2rem 0; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 9pt; margin: 0; max-width: none; padding: 0; }
  thead { display: table-header-group; }
  tr, footer li { break-inside: avoid; }
  caption, footer, caption small { opacity: 1; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html(answer: Answer, figure: str = "") -> bytes:
    """Return a page with the formatted table; `data-value` of a cell holds the number unrounded.

    `figure` is a chart as an element of SVG, which stands above the table.
    """
    title = _text(titled(answer))
    heads = "\n".join(_heading(column) for column in answer.columns)
    rows = "\n".join(
        f"<tr>{''.join(_cell(c, values[c.name], answer) for c in answer.columns)}</tr>"
        for values in listed(answer).iter_rows(named=True)
    )
    foot = [f"<p>{_text(facts_line(answer))}</p>"] if answer.facts else []
    if answer.notes:
        foot += ["<ul>", *(f"<li>{_text(note)}</li>" for note in answer.notes), "</ul>"]
    foot += [f"<p>{_text(sentence)}</p>" for sentence in source_sentences(answer)]
    footer = "\n".join(foot)
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{_STYLE}</style>
</head>
<body>
{_figure(figure)}<table>
<caption>{title} <small>{_text(answer.unit)}</small></caption>
<thead>
<tr>
{heads}
</tr>
</thead>
<tbody>
{rows}
</tbody>
{_totals(answer)}</table>
<footer>
{footer}
</footer>
</body>
</html>
""".encode()


def _figure(svg: str) -> str:
    style = "break-inside: avoid; margin: 0 0 1.5rem; overflow-x: auto"
    return f'<figure style="{style}">\n{svg}</figure>\n' if svg else ""


def _totals(answer: Answer) -> str:
    """Return the line of totals, which no program takes for a row."""
    cells = total_cells(answer)
    if not cells:
        return ""
    row = "".join(f"<td{_class(c)}>{_text(cells[c.name])}</td>" for c in answer.columns)
    return f"<tfoot>\n<tr>{row}</tr>\n</tfoot>\n"


def _heading(column: Column) -> str:
    hint = f' title="{_text(column.help)}"' if column.help else ""
    return f'<th scope="col"{_class(column)}{hint}>{_text(column.heading)}</th>'


def _cell(column: Column, value: Any, answer: Answer) -> str:
    raw = "" if column.kind in ("text", "code") else f' data-value="{_raw(value)}"'
    return f"<td{_class(column)}{raw}>{escape(shown(column, value, answer))}</td>"


def _class(column: Column) -> str:
    name = "n" if column.kind in RIGHT else "s" if column.kind == "series" else ""
    return f' class="{name}"' if name else ""


def _raw(value: Any) -> str:
    if value is None:
        return ""
    return json.dumps(value, allow_nan=False) if isinstance(value, list) else repr(value)


def _text(text: str) -> str:
    return escape(clean(text))
