"""Names that settings and the program share; nothing of Textual is needed to know them."""

THEMES = ("aigoods-dark", "aigoods-light", "ansi-dark", "ansi-light")
CHANGES, FULL = "changes", "full"
"""What is sent to the terminal: what has changed, or all that Textual writes."""
