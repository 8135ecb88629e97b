"""Calling the program: in this process, as a shell would read the line, or as a process."""

import gc
import io
import os
import shlex
import subprocess
import sys
from typing import NamedTuple

import pytest

from aigoods.__main__ import main


class Done(NamedTuple):
    """What a call came to."""

    code: int
    out: bytes
    said: str

    @property
    def text(self) -> str:
        """What stood on standard output, as text."""
        return self.out.decode()


def call(line: str) -> Done:
    """Run the program in this process with the words of a line, without a terminal."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["aigoods", *shlex.split(line)])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code: object = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        finally:
            gc.enable()
    assert isinstance(code, int)
    buffers = [stream.buffer.getvalue() for stream in (out, err)]
    return Done(code, buffers[0], buffers[1].decode())


def run(*words: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a process of its own, without a terminal."""
    return subprocess.run(
        [sys.executable, "-m", "aigoods", *words],
        capture_output=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **env},
    )


def shell(line: str, **env: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which `aigoods` is the program."""
    program = f"{shlex.quote(sys.executable)} -m aigoods"
    return subprocess.run(
        ["bash", "-c", f'aigoods() {{ {program} "$@"; }}; {line}'],
        capture_output=True,
        check=False,
        timeout=60,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **env},
    )
