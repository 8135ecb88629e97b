"""The command line: one parser, one command a page, and those around the datasets."""
