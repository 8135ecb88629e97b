"""Names that settings and themes share; nothing of Textual is needed to know them."""

THEMES = ("aigoods-dark", "aigoods-light", "ansi-dark", "ansi-light")
