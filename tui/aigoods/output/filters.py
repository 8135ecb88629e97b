"""Which rows of a table fit a filter: one rule for the explorer and for printed tables.

A filter is made of terms with blanks between them; a row fits that fits all of them:

    filter   = { [ "!" ] term }
    term     = word | '"' text '"' | [ column ] operator number | column "=" text
    operator = ">" | ">=" | "<" | "<=" | "="
    number   = digits [ "k" | "m" | "bn" | "tn" | "%" ]

A word fits where the name of the row contains it, where its key or, of an economy, another name of
it begins with it, or where it is a group that the economy is in (`asia`, `EU`, `high-income`).
Words in a row may also be one name, as in `viet nam`. A column is called by its name or heading or
the begin of one; without it a number of dollars is about the value, a percentage about the only
column of percentages. A row fits no comparison with what it does not have, turned by `!` or not.
Numbers are equal that are so in the digits that were given.
"""

from __future__ import annotations

import re
from contextlib import suppress
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING, Any, NamedTuple

from aigoods.errors import UsageError
from aigoods.text import alternatives, amount, clean, fold, listing, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aigoods.analysis.answer import Answer, Head
    from aigoods.analysis.column import Column

_TOKEN = re.compile(r'"[^"]*"?|[<>]=?|=|[^\s"<>=]+')
_NUMBER = re.compile(r"[+-]?\$?(\d[\d,]*(?:\.(\d+))?)(%|pp|k|m|bn|tn)?", re.ASCII)
_UNITS = ("%", "pp", "k", "m", "bn", "tn")
_ORDERS = {">": gt, ">=": ge, "<": lt, "<=": le}
_OPERATORS = (*_ORDERS, "=")
_PARTS = ("share", "growth", "contribution")
"""The kinds of columns that are typed as percentages."""

_WORDS = ("text", "code")


class Word(NamedTuple):
    """A folded word or name, and the economies of the group that it names."""

    text: str
    members: frozenset[str] = frozenset()

    def fits(self, head: Head, key: str, name: str) -> bool:
        """Return whether the row with this key and this folded name fits."""
        if self.members:
            return key in self.members or f" {self.text}" in f" {name}"
        if self.text in name or fold(key).startswith(self.text):
            return True
        if head.rows != "economies":
            return False
        from aigoods.catalog.economies import spellings

        return any(
            spelling.startswith(self.text) and not spelling.isdigit() for spelling in spellings(key)
        )


class Compared(NamedTuple):
    """A comparison of a column with a number, which is told to half a `step`, or with a text."""

    column: str
    operator: str
    wanted: float | str
    step: float = 0.0

    def fits(self, value: Any) -> bool:
        """Return whether a value that is there fits."""
        if isinstance(self.wanted, str):
            return self.wanted in fold(str(value))
        if self.operator == "=":
            return bool(abs(value - self.wanted) <= self.step / 2)
        return bool(_ORDERS[self.operator](value, self.wanted))


class Filter(NamedTuple):
    """A filter that was read: `words` are wanted, `whole` is all of them as one name.

    What is not wanted, or is when a comparison does not hold, stands behind True in pairs.
    """

    whole: Word | None = None
    words: tuple[Word, ...] = ()
    without: tuple[Word, ...] = ()
    compared: tuple[tuple[bool, Compared], ...] = ()

    def fits(self, head: Head, key: str, name: str, values: Mapping[str, Any]) -> bool:
        """Return whether the row of `head` with this key, name and these values fits."""
        for turned, term in self.compared:
            value = values[term.column]
            if value is None or term.fits(value) is turned:
                return False
        plain = fold(name)
        if any(word.fits(head, key, plain) for word in self.without):
            return False
        if self.whole is not None and self.whole.fits(head, key, plain):
            return True
        return all(word.fits(head, key, plain) for word in self.words)


def read_filter(text: str, head: Head) -> Filter:
    """Return the filter that `text` says of the table of `head`; an empty one fits every row.

    Raises:
        UsageError: a term cannot be read, or names a column that the table does not have.

    """
    words: list[str] = []
    without: list[str] = []
    compared = []
    for turned, column, operator, said in _terms(text, head):
        if operator:
            compared.append((turned, _compared(head, column, operator, said)))
        elif fold(said):
            (without if turned else words).append(said)
    whole = _word(head, " ".join(words)) if len(words) > 1 else None
    made = [tuple(_word(head, word) for word in some) for some in (words, without)]
    return Filter(whole, made[0], made[1], tuple(compared))


def fitting(answer: Answer, wanted: str) -> list[str]:
    """Return the keys of the rows of `answer` that fit the filter `wanted`, in their order.

    Raises:
        UsageError: the filter cannot be read.

    """
    from aigoods.output.cells import row_cells

    filtered = read_filter(wanted, answer)
    return [
        key
        for values in answer.table.iter_rows(named=True)
        if filtered.fits(
            answer,
            key := str(values[answer.key]),
            row_cells(answer, values)[answer.label],
            values,
        )
    ]


def _terms(text: str, head: Head) -> Iterator[tuple[bool, str, str, str]]:
    """Yield each term: whether it is turned round, its column, its operator, and what it says.

    A column may have a blank behind it, where it is one; else the word before is a term by itself.
    """
    plain = text.replace("≥", ">=").replace("≤", "<=").replace("−", "-")
    tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(plain)]
    turned = False
    while tokens:
        word, _, end = tokens.pop(0)
        if word == "!":
            turned = not turned
            continue
        if word.startswith("!"):
            turned, word = not turned, word[1:]
        column, operator = "", word if word in _OPERATORS else ""
        if not operator and tokens and tokens[0][0] in _OPERATORS:
            glued = tokens[0][1] == end
            if word.endswith("!"):
                turned, word = not turned, word[:-1]
            if glued or _named(head, word, exactly=True):
                column, operator = word.strip('"'), tokens.pop(0)[0]
        if not operator:
            yield turned, "", "", word.strip('"')
        elif tokens and tokens[0][0] not in _OPERATORS:
            said, _, _ = tokens.pop(0)
            if tokens and tokens[0][0] in _UNITS and said[-1:].isdigit():
                said += tokens.pop(0)[0]
            yield turned, column, operator, said.strip('"')
        else:
            raise UsageError(f"After {clean(column, 30)}{operator} comes a number, as in >1bn.")
        turned = False
    if turned:
        raise UsageError("After ! comes what is not wanted, such as !EU.")


def _word(head: Head, said: str) -> Word:
    """Return a word; where rows are economies it may be one of their groups."""
    text = fold(said)
    if head.rows != "economies":
        return Word(text)
    from aigoods.catalog.economies import EU27, UNCLASSIFIED, meant
    from aigoods.catalog.groups import every, shipped

    key = EU27.lower() if meant(said) == (EU27,) else slug(said)
    group = shipped().get(key)
    with suppress(UsageError):  # What is wrong with the reader's own groups is said elsewhere.
        group = group or every().get(key)
    if group is None or group.name == UNCLASSIFIED:
        return Word(text)
    return Word(text, frozenset((*group.members, group.code)))


def _named(head: Head, word: str, *, exactly: bool = False) -> list[Column]:
    """Return the columns that a word names: by name or heading, else by the begin of one."""
    wanted = slug(word) or word
    names = {
        column.name: {
            slug(column.name),
            slug(column.name.removesuffix("_usd")),
            slug(column.title) or column.title,
        }
        for column in head.columns
        if column.kind != "series"
    }
    found = [c for c in head.columns if wanted and wanted in names.get(c.name, ())]
    if not found and not exactly and wanted:
        found = [
            c
            for c in head.columns
            if any(each.startswith(wanted) for each in names.get(c.name, ()))
        ]
    return found


def _compared(head: Head, said: str, operator: str, wanted: str) -> Compared:
    """Return the comparison of a column, of the usual one where none is said.

    Raises:
        UsageError: there is no such column, or there are several, or it has no such values.

    """
    found = _named(head, said) if said else _usual(head, wanted)
    shown = [column for column in found if not column.hidden]
    found = shown or found
    term = f"{clean(said, 30)}{operator}{clean(wanted, 30)}"
    if not found:
        numbers = [c.name for c in head.columns if not c.hidden and c.kind not in _WORDS]
        numbers = [name for name in numbers if name != "series"]
        raise UsageError(f"{term} names no column of this table; there are {listing(numbers)}.")
    if len(found) > 1:
        names = alternatives([column.name for column in found])
        raise UsageError(f"{term} may be about {names}; give one of them.")
    (column,) = found
    if column.kind in _WORDS:
        if operator != "=":
            raise UsageError(f"{column.name} holds words, so it takes {column.name}=word.")
        return Compared(column.name, operator, fold(wanted))
    number = _number(column, wanted)
    if number is None:
        example = {"usd": "1bn", **dict.fromkeys(_PARTS, "20%")}.get(column.kind, "10")
        raise UsageError(
            f"{term} has no number for {column.name}; give one such as {column.name}>{example}."
        )
    return Compared(column.name, operator, *number)


def _usual(head: Head, wanted: str) -> list[Column]:
    """Return the columns that a number without one is about."""
    shown = [column for column in head.columns if not column.hidden]
    if wanted.endswith(("%", "pp")):
        return [column for column in shown if column.kind in _PARTS]
    values = [column for column in shown if column.kind == "usd"]
    return [c for c in values if c.name in head.bars[:1]] or values[:1]


def _number(column: Column, said: str) -> tuple[float, float] | None:
    """Return a number in the unit of a column and the size of its last digit, None for no number.

    Percentages may stand without their sign.
    """
    found = _NUMBER.fullmatch(said.casefold())
    if not found:
        return None
    digits, decimals, unit = found[1].replace(",", ""), len(found[2] or ""), found[3] or ""
    sign = -1 if said.startswith("-") else 1
    if column.kind in _PARTS:
        factor = 0.01 if unit in ("", "%", "pp") else None
    elif column.kind == "usd":
        factor = amount(f"1{unit}")
    else:
        factor = None if unit else 1.0
    return None if factor is None else (sign * float(digits) * factor, factor * 10.0**-decimals)
