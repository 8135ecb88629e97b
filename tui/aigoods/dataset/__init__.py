"""A dataset on disk: a folder with a manifest, an economy table and, if known, partners."""
