"""Copying through the terminal: OSC 52, which reaches the reader's own machine over SSH."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from aigoods.errors import DataError
from aigoods.explorer.state import save_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MOST_BYTES = 74_994
"""What terminals take at least: 100,000 characters of base64 with the frame around them."""

SCREEN_CHUNK = 256
"""GNU screen cuts a string at 768 bytes; smaller pieces are put together again."""


def sequence(text: str, environ: Mapping[str, str]) -> str | None:
    """Return what makes the terminal copy `text`, None where it is more than terminals take.

    Inside tmux it is said twice: plainly, which tmux itself takes where `set-clipboard` is on, and
    wrapped for the terminal around it. Inside screen it is wrapped, in pieces.
    """
    content = text.encode()
    if len(content) > MOST_BYTES:
        return None
    plain = f"\x1b]52;c;{base64.b64encode(content).decode()}\x07"
    if environ.get("TMUX"):
        doubled = plain.replace("\x1b", "\x1b\x1b")
        return f"{plain}\x1bPtmux;{doubled}\x1b\\"
    if environ.get("STY"):
        pieces = [plain[at : at + SCREEN_CHUNK] for at in range(0, len(plain), SCREEN_CHUNK)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return plain


def clip(text: str, what: str, environ: Mapping[str, str], path: Path) -> tuple[str, str]:
    """Return what makes the terminal copy `text`, and a sentence about it; `what` names the text.

    Where it is more than terminals take there is nothing to send, and the text is in `path`.

    Raises:
        DataError: the file cannot be written.

    """
    codes = sequence(text, environ)
    if codes is not None:
        return codes, f"{what}: {len(text):,} characters sent to the terminal's clipboard."
    if failure := save_text(path, text, f"{what} is too long for a clipboard and"):
        raise DataError(failure)
    return "", f"{what} is too long for a clipboard and is in {path}."
