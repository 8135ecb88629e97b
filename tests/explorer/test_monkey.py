"""Three hundred steps of the monkey; `monkey.py` does as many as one wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.monkey import Monkey

if TYPE_CHECKING:
    from pathlib import Path


def test_three_hundred_steps_of_a_monkey_break_nothing(tmp_path: Path) -> None:
    Monkey(tmp_path, seed=8, say=lambda _: None).run(300)
