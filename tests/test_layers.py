"""What importing costs: the words come without Polars, the numbers without a screen."""

import ast
import os
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import aigoods
import aigoods.catalog
import aigoods.commandline
import aigoods.pages

CATALOG = [f"aigoods.catalog.{m.name}" for m in pkgutil.iter_modules(aigoods.catalog.__path__)]
HEAVY = ["polars", "textual", "plotext", "rich", "argcomplete"]


def loaded_by(module: str) -> set[str]:
    """Return the heavy packages that a fresh interpreter has loaded after importing `module`."""
    code = f"import sys, {module}; print(*(set({HEAVY!r}) & set(sys.modules)), {module}.__name__)"
    env = {**os.environ, "PYTHONPATH": str(Path(aigoods.__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=env, check=True
    )
    *heavy, name = done.stdout.split()
    assert name == module
    return set(heavy)


@pytest.mark.parametrize(
    "module",
    [
        *CATALOG,
        *(
            f"aigoods.commandline.{m.name}"
            for m in pkgutil.iter_modules(aigoods.commandline.__path__)
        ),
        "aigoods.analysis.scene",
        "aigoods.analysis.view",
        "aigoods.pages",
        *(f"aigoods.pages.{m.name}" for m in pkgutil.iter_modules(aigoods.pages.__path__)),
        "aigoods.errors",
        "aigoods.out",
        "aigoods.text",
        "aigoods.dataset.places",
    ],
)
def test_the_words_need_no_heavy_package(module: str) -> None:
    assert loaded_by(module) == set()


@pytest.mark.parametrize("module", ["cells", "files", "formats", "metadata", "table"])
def test_the_options_of_output_need_no_heavy_package(module: str) -> None:
    assert loaded_by(f"aigoods.output.{module}") == set()


@pytest.mark.parametrize("module", ["delimited", "frame", "html", "markdown", "objects"])
def test_files_are_made_with_polars_alone(module: str) -> None:
    assert loaded_by(f"aigoods.output.{module}") == {"polars"}


def test_the_numbers_need_polars_alone() -> None:
    assert loaded_by("aigoods.analysis.question") == {"polars"}


def test_the_catalog_was_found() -> None:
    assert {"aigoods.catalog.economies", "aigoods.catalog.goods"} <= set(CATALOG)


def test_what_the_page_of_the_house_names_is_there() -> None:
    """Every file and folder that `tui/README.md` names, some without the room they are in."""
    root = Path(__file__).parents[1]
    package = root / "tui" / "aigoods"
    text = (root / "tui" / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/-]+(?:\.py|\.csv|/))`", text))
    named |= set(re.findall(r"python (tests/\S+\.py)", text))
    assert len(named) > 30
    rooms = [root, package, root / "data" / "reference", *package.rglob("*")]
    assert not {name for name in named if not any((room / name).exists() for room in rooms)}


def test_no_modules_of_the_explorer_need_each_other() -> None:
    """Not even for their types: a module is understood by those below it."""
    below = {}
    for path in (Path(aigoods.__file__).parent / "explorer").rglob("*.py"):
        parts = path.relative_to(Path(aigoods.__file__).parents[1]).with_suffix("").parts
        found = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.ImportFrom)]
        below[".".join(parts)] = {
            name for n in found for name in (n.module, *(f"{n.module}.{a.name}" for a in n.names))
        }
    while leaves := [name for name, needed in below.items() if not needed & below.keys()]:
        for name in leaves:
            del below[name]
    assert not below, "in or above a circle"
