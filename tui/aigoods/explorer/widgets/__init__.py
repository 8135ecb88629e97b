"""The widgets of the explorer, one a file."""
