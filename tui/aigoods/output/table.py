"""The table as aligned text for people, as wide as the terminal and no wider."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from aigoods.output.cells import deepest, facts_line, row_cells, shade, titled, tone, total_cells
from aigoods.text import EIGHTHS, SPARKS, bar, clean, to_ascii

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aigoods.analysis.answer import Answer, Head
    from aigoods.output.layout import Slot

Parts = list[tuple[str, str]]
"""A line in pieces, each with the name of its colour."""

SGR = {
    "strong": "1",
    "head": "1",
    "muted": "90",
    "bar": "36",
    "spark": "36",
    "up": "32",
    "down": "31",
}
"""The codes of the sixteen colours, which follow the terminal's own theme."""

_ASCII = str.maketrans(f"▲▼{SPARKS}", "^v123456")


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Width in cells, colour codes, pure ASCII, whether the notes stand below, and marked rows."""

    width: int = 80
    color: bool = False
    ascii: bool = False
    notes: bool = True
    marks: tuple[str, ...] = ()

    def plain(self, text: str) -> str:
        """Return `text` in the characters of this style; the blocks of a spark become digits."""
        return to_ascii(text.translate(_ASCII)) if self.ascii else text

    def bar(self, part: float, width: int) -> str:
        """Return `part` of `width` cells as a bar in the characters of this style."""
        if self.ascii:
            return "#" * max(1, round(part * width)) if part > 0 else ""
        return bar(part, width)

    @property
    def cut(self) -> str:
        """What stands at the end of a text that was cut."""
        return ".." if self.ascii else "…"


def table(answer: Answer, style: TableStyle | None = None, top: int | None = None) -> str:
    """Return title, unit and source, the columns that fit, the facts and the notes.

    Which columns stand, and how wide, is the rule of the explorer. `top` keeps the first rows.
    """
    from aigoods.output.layout import folded

    style = style or TableStyle()
    source = answer.manifest
    below = [answer.unit, source.name, f"{source.source} {source.release}"]
    lines: list[Parts] = []

    def say(words: list[str], color: str = "", glue: str = " ", first: str = "") -> None:
        texts = [style.plain(clean(word)) for word in words]
        indent = " " * len(first)
        for number, line in enumerate(folded(texts, style.width - len(first), style.plain(glue))):
            lines.append([((indent if number else first) + line, color)])

    say(titled(answer).split(), "strong")
    say(below, "muted", " · ")
    lines += [[], *_body(answer, style, top), []]
    say(facts_line(answer).split(" · "), glue=" · ")
    for note in answer.notes if style.notes else ():
        if note == answer.empty:
            continue  # It stands in the place of the rows.
        say(note.split(), "muted", first="- ")
    while lines and not lines[-1]:
        lines.pop()
    return "".join(f"{_paint(line, style)}\n" for line in lines)


def _body(answer: Answer, style: TableStyle, top: int | None) -> list[Parts]:
    """Return the headings and the rows."""
    from rich.cells import cell_len

    from aigoods.output.frame import listed
    from aigoods.output.layout import Slot, folded, left_out, padded, slots

    titles = [c._replace(title=style.plain(clean(c.title))) for c in answer.columns]
    head = replace(answer.head, columns=tuple(titles))
    shown = listed(answer)
    shown = shown if top is None else shown.head(max(0, top))
    rows = [
        (values, {name: style.plain(cell) for name, cell in row_cells(head, values).items()})
        for values in shown.iter_rows(named=True)
    ]
    sums = {name: style.plain(cell) for name, cell in total_cells(head).items()}
    every = [*(cells for _, cells in rows), *([sums] if sums else [])]
    widths = {
        column.name: max((cell_len(cells[column.name]) for cells in every), default=0)
        for column in titles
    }
    aside = (Slot("mark", 2),) if style.marks else ()
    # The blank that ends a line is not printed; the block that ends a shaded cell is.
    shaded = not style.ascii and any(column.heat for column in titles)
    found = (*aside, *slots(head, widths, style.width + (not shaded) - 2 * len(aside)))
    peak = answer.table[answer.bars[0]].max() if answer.bars else None
    most = deepest(head, [values for values, _ in rows])
    sorted_by = str.maketrans("▲▼", "**") if style.ascii else {}
    lines: list[Parts] = [
        [(padded(slot.title.translate(sorted_by), slot, style.cut), "muted") for slot in found]
    ]
    if sums:
        said = [sums.get(slot.name, "") for slot in found]
        lines.append(
            [
                (padded(text, slot, style.cut), "strong")
                for text, slot in zip(said, found, strict=True)
            ]
        )
    for values, cells in rows:
        lines.append([_piece(head, slot, values, cells, peak, most, style) for slot in found])
    if missing := left_out(head, found):
        more = style.plain(f"… {missing}: wider window or --format csv")
        lines += [[(line, "muted")] for line in folded(more.split(), style.width)]
    if left := answer.table.height - len(rows):
        more = f"… {left:,} more row{'s' if left > 1 else ''}"
        lines.append([(style.plain(more), "muted")])
    elif not rows:
        words = [style.plain(clean(word)) for word in answer.empty.split()]
        lines += [[(line, "")] for line in folded(words, style.width)]
    return lines


def _piece(
    head: Head,
    slot: Slot,
    values: Mapping[str, Any],
    cells: Mapping[str, str],
    peak: Any,
    most: float,
    style: TableStyle,
) -> tuple[str, str]:
    from aigoods.output.layout import MARK, padded

    if slot.kind == "bar":
        part = (values[head.bars[0]] or 0) / peak if peak else 0
        return padded(style.bar(part, slot.width - 1), slot, style.cut), "bar"
    if slot.kind == "mark":
        marked = str(values[head.key]) in style.marks
        return padded(("*" if style.ascii else MARK) if marked else "", slot), "strong"
    column = head.column(slot.name)
    color = tone(head, column, values) if column else ""
    cell = padded(cells[slot.name], slot, style.cut)
    depth = shade(column, values[slot.name], most) if column and not style.ascii else 0
    return (cell[:-1] + EIGHTHS[depth - 1] if depth else cell), color


def _paint(parts: Parts, style: TableStyle) -> str:
    """Return a line without blanks at its end, cut where even the least columns are too wide."""
    from rich.cells import cell_len, set_cell_size

    if sum(cell_len(text) for text, _ in parts) > style.width + 1:
        kept: Parts = []
        room = style.width - len(style.cut)
        for text, color in parts:
            kept.append((set_cell_size(text, min(room, cell_len(text))), color))
            room -= cell_len(kept[-1][0])
        parts = [*kept, (style.cut, "")]
    while parts and not parts[-1][0].strip():
        parts = parts[:-1]
    if parts:
        parts = [*parts[:-1], (parts[-1][0].rstrip(), parts[-1][1])]
    return "".join(
        f"\x1b[{SGR[color]}m{text}\x1b[0m" if style.color and color and text.strip() else text
        for text, color in parts
    )
