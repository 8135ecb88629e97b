"""Runs inside a terminal: writes to it what comes through a socket, and says when it is obeyed.

    python inside.py SOCKET

A message is a length of four bytes and the bytes to write. After them the terminal is asked for its
state (DSR 5), which it answers in order: once it has, it has obeyed all before. The answer through
the socket is a line: window, columns and rows.
"""

import os
import socket
import sys
import tty

ASK, SAID = b"\x1b[5n", b"\x1b[0n"


def main(path: str) -> None:
    """Serve until the socket is closed."""
    tty.setraw(0)
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(path)
        file = line.makefile("rwb")
        while length := file.read(4):
            data = memoryview(file.read(int.from_bytes(length, "big")) + ASK)
            while data:
                data = data[os.write(1, data) :]
            said = b""
            while SAID not in said:
                said += os.read(0, 100)
            columns, rows = os.get_terminal_size(0)
            file.write(f"{os.environ.get('WINDOWID', 0)} {columns} {rows}\n".encode())
            file.flush()


if __name__ == "__main__":
    main(sys.argv[1])
