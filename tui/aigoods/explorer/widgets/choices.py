"""A list to choose from, whose cursor is seen without colours too."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.widgets import OptionList

if TYPE_CHECKING:
    from textual.style import Style


class Choices(OptionList):
    """An OptionList that obeys `text-style: reverse`, which Textual leaves out of its options."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """Return the style of a part, reversed where the style sheet says so."""
        style = super().get_visual_style(*component_classes, partial=partial)
        parts = (self.get_component_styles(name).text_style for name in component_classes)
        return replace(style, reverse=True) if any(part.reverse for part in parts) else style
