"""Writing an answer to a file, with what it holds in a second file beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from aigoods.whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

METADATA_SUFFIX = ".metadata.json"


def write_file(
    path: Path, content: bytes, meta: dict[str, object] | None, *, overwrite: bool = True
) -> list[Path]:
    """Write `content` to `path`, and `meta` to `<path>.metadata.json`; return what was written.

    Either both are written or none, see `write_whole`.

    Raises:
        DataError: the disk is full, the folder missing, the place not writable or no file, or the
            file exists and `overwrite` is False.

    """
    contents = {path: content}
    if meta is not None:
        text = json.dumps(meta, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
        contents[path.parent / (path.name + METADATA_SUFFIX)] = text.encode()
    write_whole(contents, overwrite=overwrite)
    return list(contents)
