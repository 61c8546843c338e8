"""Method notes: what stands behind a chart, put together part by part from the catalogue's notes."""

from __future__ import annotations

from cxdata.card import Method
from cxdata.text import Text

PARTS = ("formula", "n", "assumed", "cannot")


def method(text: Text, n: int | None, *keys: str, of: str = "answers") -> Method:
    """The notes of these keys in their order, each part with those keys that have it; n answers (or `of` people) first.

    Raises ValueError where a part stays empty: every chart says all four.
    """
    counted = [] if n is None else [text(f"methods.{of}.n", n=n)]
    said = {part: [text(name) for key in keys if text.has(name := f"methods.{key}.{part}")] for part in PARTS}
    said["n"] = counted + said["n"]
    if missing := [part for part in PARTS if not said[part]]:
        raise ValueError(f"the method of {', '.join(keys)} does not say: {', '.join(missing)}")
    return Method(**{part: " ".join(said[part]) for part in PARTS})
