"""Answers as tables for people and as files for programs."""
