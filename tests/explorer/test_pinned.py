"""Pictures are compared under the version of Textual that made them, and under no other."""

from importlib.metadata import version
from pathlib import Path

import pytest

from explorer import pinned
from explorer.pinned import pin, why_not_compared, why_not_here


def test_pictures_are_compared_with_the_version_that_made_them() -> None:
    assert why_not_compared("8.2.8", "8.2.8") == ""


@pytest.mark.parametrize("here", ["8.2.9", "8.2.80", "8.3.0", "9.0.0rc1"])
def test_with_another_version_the_reason_names_both_and_what_to_do(here: str) -> None:
    assert why_not_compared("8.2.8", here) == (
        f"The pictures were made with Textual 8.2.8, and this is {here}; "
        "`python tests/renew.py` makes them anew."
    )


def test_pictures_made_anew_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pinned, "MADE_WITH", tmp_path / "version.txt")
    pinned.MADE_WITH.write_text("8.2.0\n")
    assert why_not_here().startswith("The pictures were made with Textual 8.2.0, and this is ")
    pin()
    assert why_not_here() == ""
    assert pinned.MADE_WITH.read_bytes() == f"{version('textual')}\n".encode()
