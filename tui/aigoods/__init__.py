"""World trade in AI-enabling goods, explored in the terminal and in pipes."""

__version__ = "0.1.0"
