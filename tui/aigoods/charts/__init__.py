"""Answers drawn as text: lines over years, stacked columns and horizontal bars."""
