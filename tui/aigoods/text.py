"""Numbers as people read them, and foreign text made safe for a terminal."""

import re
import unicodedata
from collections.abc import Sequence

MISSING = "—"
MINUS = "−"
EIGHTHS = "▁▂▃▄▅▆▇█"
SPARKS = EIGHTHS[:6]

_ASCII = str.maketrans("–—−·’‘“”×øØłŁı", "----''\"\"xoOlLi") | str.maketrans(
    {"±": "+-", "ß": "ss", "æ": "ae", "Æ": "AE"}
)


def clean(text: str, limit: int = 2000) -> str:
    """Return `text` on one line, without anything that a terminal would obey.

    Control, format, surrogate and private characters (Unicode categories C*) go, line breaks and
    tabs become blanks, and the rest is cut at `limit` characters.
    """
    spaced = " ".join(text.split())
    return "".join(c for c in spaced if unicodedata.category(c)[0] != "C")[:limit]


def to_ascii(text: str) -> str:
    """Return `text` in pure ASCII: accents dropped, dashes made `-`, the unknown `?`."""
    split = unicodedata.normalize("NFKD", text.translate(_ASCII)).translate(_ASCII)
    bare = "".join(c for c in split if not unicodedata.combining(c))
    return bare.encode("ascii", "replace").decode("ascii")


def fold(text: str) -> str:
    """Return `text` for comparison: no accents, no case, blanks for punctuation."""
    plain = unicodedata.normalize("NFKD", text)
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return " ".join("".join(kept).casefold().split())


def decoded_once(text: str) -> str:
    """Return a text that was encoded as UTF-8 twice as it was meant, any other as it is."""
    for wrong in ("cp1252", "latin-1"):
        try:
            return text.encode(wrong).decode()
        except UnicodeError:
            continue
    return text


def slug(text: str) -> str:
    """Return `text` as a word for addresses: `Integrated circuits` is `integrated-circuits`."""
    return fold(text).replace(" ", "-")


def money(usd: float | None) -> str:
    """Return current US dollars with one of four units, as in `$216.3 bn` or `$820 k`."""
    if usd is None:
        return MISSING
    sign = MINUS if round(usd) < 0 else ""
    size = abs(usd)
    if size >= 999_950_000:
        return f"{sign}${size / 1e9:,.1f} bn"
    if size >= 999_500:
        return f"{sign}${size / 1e6:,.1f} m"
    if size >= 999.5:
        return f"{sign}${size / 1e3:,.0f} k"
    return f"{sign}${size:,.0f}"


def amount(text: str) -> float | None:
    """Return the dollars of `100m`, `1.5bn`, `250k` or `1000`, None where it is no such number."""
    found = _AMOUNT.fullmatch(text.strip().lower().removeprefix("$"))
    return float(found[1]) * _UNITS[found[2] or ""] if found else None


_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(k|m|bn|tn)?")
_UNITS = {"": 1, "k": 1e3, "m": 1e6, "bn": 1e9, "tn": 1e12}
SCALES = (0, 2, 3, 5, 6, 8, 9)
UNITS = {0: "$", 3: "$k", 6: "$m", 9: "$bn"}


def scale_of(largest: float) -> int:
    """Return the power of ten of the last digit, so that `largest` has at most four before it."""
    return next((scale for scale in SCALES if largest < 10 ** (scale + 4)), SCALES[-1])


def scale_unit(scale: int) -> str:
    """Return the unit of dollars whose last digit is 10 to the power `scale`: `$bn` for 8."""
    return UNITS[-(-scale // 3) * 3]


def scaled(usd: float, scale: int) -> str:
    """Return dollars in the unit of `scale` without its name: `82.9`; a trace is `<0.1`."""
    power = -(-scale // 3) * 3
    decimals = power - scale
    if 0 < usd < 10**scale / 2:
        return f"<{10**-decimals:.{decimals}f}"
    return f"{usd / 10**power:,.{decimals}f}".replace("-", MINUS)


def size(count: int) -> str:
    """Return a number of bytes with a unit that fits, as in `34.2 MB`."""
    if count >= 999_950_000:
        return f"{count / 1e9:,.1f} GB"
    return f"{count / 1e6:,.1f} MB" if count >= 999_500 else f"{count / 1e3:,.0f} kB"


def unit_value(usd: float | None) -> str:
    """Return US dollars per kilogram with three figures: `$1,234/kg`, `$12.3/kg`, `$0.0456/kg`."""
    if usd is None:
        return MISSING
    if 0 < usd < 0.0001:
        return "<$0.0001/kg"
    if usd >= 999_950:
        return f"${usd / 1e6:,.1f} m/kg"
    return f"${three_figures(usd)}/kg"


def rca(ratio: float | None) -> str:
    """Return a revealed comparative advantage with two decimals: `2.41`; a trace is `<0.01`."""
    if ratio is None:
        return MISSING
    return "<0.01" if 0 < ratio < 0.005 else f"{ratio:,.2f}"


def symmetric_rca(ratio: float | None) -> str:
    """Return a symmetric RCA with its sign: `+0.41`."""
    return MISSING if ratio is None else f"{ratio:+.2f}".replace("-", MINUS)


def concentration(hhi: float | None) -> str:
    """Return a Herfindahl-Hirschman index with the word for it: `1,194, moderate`.

    Source of the words: US Department of Justice and Federal Trade Commission, Merger Guidelines
    (2023), 2.1, where they are said of firms in a market: unconcentrated below 1,000, moderately
    concentrated to 1,800, highly concentrated above.
    """
    if hhi is None:
        return MISSING
    shown = round(hhi)
    word = "low" if shown < 1000 else "moderate" if shown <= 1800 else "high"
    return f"{count(hhi)}, {word}"


def tons(quantity: float | None) -> str:
    """Return metric tons with three figures: `1,234 t`, `12.3 t`, `0.0456 t`."""
    if quantity is None:
        return MISSING
    if 0 < quantity < 0.0001:
        return "<0.0001 t"
    if quantity >= 999_950:
        return f"{quantity / 1e6:,.1f} m t"
    return f"{three_figures(quantity)} t"


def three_figures(size: float) -> str:
    """Return a number with at least three figures and none after the point from 100 on."""
    if size >= 99.95:
        return f"{size:,.0f}"
    return f"{size:.1f}" if size >= 9.995 else f"{size:.2f}" if size >= 0.9995 else f"{size:.3g}"


def ratio(number: float) -> str:
    """Return one amount over another: `1.42`, `38.5`, `1,250`."""
    digits = 2 if number < 10 else 1 if number < 100 else 0
    return f"{number:,.{digits}f}"


def share(part: float | None) -> str:
    """Return a part of one as a percentage with one decimal; a trace of trade is `<0.1%`."""
    if part is None:
        return MISSING
    if 0 < part < 0.0005:
        return "<0.1%"
    return f"{part * 100:,.1f}%".replace("-", MINUS)


def growth(rate: float | None) -> str:
    """Return a rate of change with its sign, `+12.3%`; above tenfold without decimals."""
    if rate is None:
        return MISSING
    if rate > 999.995:
        return ">+99,999%"
    percent = rate * 100 + 0.0  # A zero has no sign of its own; a small fall keeps it.
    text = f"{percent:+,.0f}%" if percent >= 999.95 else f"{percent:+,.1f}%"
    return text.replace("-", MINUS)


def points(part: float | None) -> str:
    """Return a difference in points: `+1.2 pp`, a small one `−0.02 pp`, one of less `−<0.01 pp`."""
    if part is None:
        return MISSING
    if 0 < abs(part) < 0.00005:
        return f"{'+' if part > 0 else MINUS}<0.01 pp"
    if 0 < abs(part) < 0.0005:
        return f"{part * 100:+.2f} pp".replace("-", MINUS)
    return f"{growth(part).removesuffix('%')} pp"


def short_growth(rate: float) -> str:
    """Return a rate of change in at most six characters: `+3.1%`, `−12%`, `>+999%`."""
    percent = rate * 100 + 0.0
    if percent > 999.5:
        return ">+999%"
    if -100 < percent < -99.5:
        return f"{MINUS}{min(99.9, -percent):.1f}%"  # Something is left.
    text = f"{percent:+.1f}%" if abs(percent) < 9.95 else f"{percent:+.0f}%"
    return text.replace("-", MINUS)


def rank_change(places: int | None) -> str:
    """Return the places won (`▲2`) or lost (`▼1`) since the year before, `=` for none."""
    if places is None:
        return ""
    if places == 0:
        return "="
    return f"▲{places}" if places > 0 else f"▼{-places}"


def count(number: float | None) -> str:
    """Return a whole number with thousands separators."""
    return MISSING if number is None else f"{number:,.0f}".replace("-", MINUS)


def ordinal(place: int) -> str:
    """Return a place in a ranking: `1st`, `8th`, `12th`, `23rd`."""
    last = 0 if place // 10 % 10 == 1 else place % 10
    return f"{place}{dict(enumerate(('st', 'nd', 'rd'), 1)).get(last, 'th')}"


def listing(words: Sequence[str]) -> str:
    """Return `a`, `a and b` or `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def alternatives(words: Sequence[str]) -> str:
    """Return `a`, `a or b` or `a, b or c`."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def upper_first(text: str) -> str:
    """Return `text` for the head of a line; its other letters stay as they are."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return `text` for the middle of a sentence; an acronym at its head stays as it is."""
    head = text[:2]
    return text if len(head) == 2 and head[1].isupper() else text[:1].lower() + text[1:]


def spark(values: list[float | None], *, low_is_high: bool = False) -> str:
    """Return one block a value, scaled from the lowest to the highest, so that the shape is seen.

    No block fills its cell, so that there is air between rows; values that are all alike are a line
    in the middle, gaps are blank. `low_is_high` turns the scale round, for ranks.
    """
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = (max(known), min(known)) if low_is_high else (min(known), max(known))
    blocks = []
    for value in values:
        if value is None:
            blocks.append(" ")
            continue
        height = (value - low) / (high - low) if high != low else 0.5
        blocks.append(SPARKS[min(len(SPARKS) - 1, int(height * len(SPARKS)))])
    return "".join(blocks)


def bar(part: float | None, width: int) -> str:
    """Return `part` of `width` cells as a bar that is exact to an eighth of a cell."""
    if part is None or part <= 0 or width <= 0:
        return ""
    eighths = min(width * 8, max(1, round(part * width * 8)))
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()


def possessive(name: str) -> str:
    """Return `Mexico's` or `Netherlands'`."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"
