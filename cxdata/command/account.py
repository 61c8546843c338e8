"""The rows of an import, accounted for in a line."""

from __future__ import annotations

from collections.abc import Mapping

from cxdata.text import Text

COUNTS = ("loaded", "updated", "duplicates", "rejected")


def account(file: str, counts: Mapping[str, int], text: Text) -> str:
    """ "a.csv: 1,204 rows = 1,190 loaded + 0 updated + 10 duplicates + 4 rejected"; `counts` holds rows and COUNTS."""
    parts = " + ".join(text(f"upload.count.{name}", n=counts[name]) for name in COUNTS)
    return text("receipt.account", file=file, rows=text("receipt.rows", n=counts["rows"]), parts=parts)
