"""Cells against a mapping: answers, and refusals with line, column, value and reason, counted."""
