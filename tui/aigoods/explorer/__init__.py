"""The explorer: the Textual app that paints answers and turns keys into Views."""
