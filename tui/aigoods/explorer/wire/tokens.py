"""What Textual writes, in pieces that are understood; everything else is not."""

from __future__ import annotations

import re

CERTAIN = (
    " -~\xa1-\xac\xae-\u02ff"  # Latin
    "\u0391-\u03a1\u03a3-\u03c9\u0400-\u0482\u048a-\u052f"  # Greek, Cyrillic
    "\u2010-\u2027\u2030-\u203b\u203d-\u2048\u2070-\u2071\u2074-\u208e\u20a0-\u20bf"
    "\u2190-\u2193\u2200-\u22ff\u2500-\u25a9\u25ac-\u25b5\u25b7-\u25bf\u25c1-\u25fa"
    "\u2713\u2717\u2800-\u28ff"  # Arrows, operators, boxes, blocks, shapes, marks, Braille
)
"""Characters that stand in one cell each, and alter no other one."""

TOKEN = re.compile(
    rf"""
      \x1b\[ (?P<codes> [\d;]* ) m (?: (?P<text> [{CERTAIN}]+ ) (?P<reset> \x1b\[0m )? )?
    | (?P<more> [{CERTAIN}]+ )
    | (?P<lines> \n* ) \x1b\[ (?P<row> \d* ) (?: ; (?P<column> \d* ) )? H
    | (?P<doubtful> [^\x00-\x1f\x7f-\x9f]+ )
    | \x1b\[\?2026 (?P<frame> [hl] )
    | \x1b\[\?7 (?P<wrap> [hl] )
    | (?P<whole> \x1b\[\?1049[hl] )
    | (?P<aside>
          \x1b\[\? (?: 25 | 100[02-6] | 101[56] | 2004 | 2048 ) [hl]  # cursor, mouse, focus, pastes
        | \x1b\[\? \d+ \$p                                            # a question about a mode
        | \x1b\[ [<>=] [\d;]* u                                       # the protocol of keys
        | \x1b\] (?! 8; ) [^\x07\x1b]* (?: \x07 | \x1b\\ )            # title, clipboard, pointer
        | \x1bPtmux; (?: [^\x1b] | \x1b\x1b )* \x1b\\                 # the clipboard within tmux
        | \x1bP (?: \x1b\] )? [\w+/=;]* \x07? \x1b\\                  # and within GNU screen
      )
    """,
    re.ASCII | re.VERBOSE,
)
"""A piece that is understood: mostly a look, a text in it and a reset, as Rich writes each segment.

One that is `aside` changes neither cells nor cursor nor look.
"""

CUT_OFF = re.compile(
    r"""
      \x1b \Z
    | \x1b\[ [\x20-?]* \Z
    | \x1b\] [^\x07\x1b]* \x1b? \Z
    | \x1bP (?: [^\x1b] | \x1b[^\\] )* \x1b? \Z
    """,
    re.VERBOSE,
)
"""The beginning of a sequence whose end is yet to come."""
