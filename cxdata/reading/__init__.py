"""Bytes -> Sheet: a text table exactly as found, and everything that was decided on the way."""
