"""Whether there is a terminal to draw on."""

import sys

import pytest

from aigoods.errors import UsageError
from aigoods.explorer.run import check_terminal


def pretend(monkeypatch: pytest.MonkeyPatch, term: str, **ttys: bool) -> None:
    monkeypatch.setenv("TERM", term)
    for stream in ("stdin", "stdout", "stderr"):
        is_terminal = ttys.get(stream, True)
        monkeypatch.setattr(getattr(sys, stream), "isatty", lambda is_one=is_terminal: is_one)


@pytest.mark.parametrize("term", ["xterm-256color", "screen", "linux", "vt100"])
def test_a_terminal_is_accepted(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, term, stdin=True, stdout=True)
    check_terminal()


def test_printing_marked_rows_leaves_stdout_to_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "xterm-256color", stdin=True, stdout=False)
    check_terminal(printing=True)
    pretend(monkeypatch, "xterm-256color", stdin=True, stdout=True, stderr=False)
    with pytest.raises(UsageError, match="draws on a terminal"):
        check_terminal()


@pytest.mark.parametrize("term", ["", "dumb", "unknown"])
def test_a_terminal_without_a_cursor_is_refused(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, term, stdin=True, stdout=True)
    with pytest.raises(UsageError, match=f"TERM={term} cannot move its cursor"):
        check_terminal()


@pytest.mark.parametrize(("stdin", "stdout"), [(True, False), (False, True), (False, False)])
def test_a_pipe_is_refused(stdin: bool, stdout: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, "xterm-256color", stdin=stdin, stdout=stdout)
    with pytest.raises(UsageError, match="there is none here"):
        check_terminal()
