"""Answers drawn as text: lines, columns, bars, tables of shades, slopes and maps of the world."""
