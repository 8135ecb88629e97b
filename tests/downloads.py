"""A download of one file from a loopback server, and what a test looks at afterwards."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from aigoods.errors import AigoodsError, NetworkError
from aigoods.sources.download import TRIES, download
from loopback import Loopback

CONTENT = bytes(range(256)) * 1000
SIZE = len(CONTENT)
NO_MORE = f", and {TRIES} tries brought no more"


class Run(NamedTuple):
    """A download of `/a.zip`: what it called back, and the files that it leaves."""

    url: str
    target: Path
    progress: list[tuple[int, int | None]]
    pauses: list[float]

    def __call__(self) -> bytes:
        found = download(
            self.url,
            self.target,
            progress=lambda done, size: self.progress.append((done, size)),
            sleep=self.pauses.append,
        )
        assert found == self.target
        assert self.files() == [self.target.name]
        return self.target.read_bytes()

    def fails(self, error: type[AigoodsError] = NetworkError) -> str:
        with pytest.raises(error) as caught:
            self()
        sentence = str(caught.value)
        assert sentence.isprintable()
        assert sentence.endswith(".")
        assert not self.target.exists()
        return sentence

    def files(self) -> list[str]:
        return sorted(path.name for path in self.target.parent.iterdir())

    @property
    def part(self) -> Path:
        return self.target.with_name("a.zip.part")

    @property
    def label(self) -> Path:
        return self.target.with_name("a.zip.part.json")

    def keep(self, content: bytes, validator: str = '"one"', size: int | None = SIZE) -> None:
        self.target.parent.mkdir()
        self.part.write_bytes(content)
        self.label.write_text(json.dumps({"validator": validator, "size": size}))


def ranges(server: Loopback) -> list[str | None]:
    return [asked.get("range") for asked in server.asked]


def advice(run: Run) -> str:
    return f"fetch {run.url} on another machine and bring it here with scp."


def host(run: Run) -> str:
    return run.url.split("/")[2]
