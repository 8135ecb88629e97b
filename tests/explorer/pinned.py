"""The version of Textual that made the pictures of the pages: another one draws them otherwise."""

from importlib.metadata import version
from pathlib import Path

MADE_WITH = Path(__file__).parent / "__snapshots__" / "textual_version.txt"


def why_not_compared(made_with: str, here: str) -> str:
    """Return why pictures made with one version are not compared under another, else ""."""
    if made_with == here:
        return ""
    return (
        f"The pictures were made with Textual {made_with}, and this is {here}; "
        "`python tests/renew.py` makes them anew."
    )


def why_not_here() -> str:
    """Return why pictures are not compared under the Textual that is installed, else ""."""
    return why_not_compared(MADE_WITH.read_text(encoding="utf-8").strip(), version("textual"))


def pin() -> None:
    """Keep the version that is installed as the one that makes the pictures."""
    MADE_WITH.write_text(version("textual") + "\n", encoding="utf-8", newline="\n")
