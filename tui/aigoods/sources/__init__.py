"""Where flows come from: each source yields tables in the schema of a dataset."""
