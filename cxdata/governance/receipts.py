"""What an upload of a table did, in the reader's words: every row accounted for, and why some were left out."""

from __future__ import annotations

import polars as pl

from cxdata.governance.records import Saved
from cxdata.governance.uploading import Loaded
from cxdata.text import Text

COUNTS = ("added", "changed", "removed")


def account(file: str, done: Loaded, text: Text) -> list[str]:
    """Every row accounted for, what that changed, and headings of no use."""
    rows = text("upload.rows", n=done.rows)
    loaded, rejected = text.number(done.loaded), text.number(done.rejected)
    said = [text("records.account", file=file, rows=rows, loaded=loaded, rejected=rejected), saved(done.saved, text)]
    return [*said, text("records.unused", columns=", ".join(done.unused))] if done.unused else said


def saved(done: Saved, text: Text) -> str:
    """What a save changed, in other tables too, and what others had changed meanwhile."""
    said = [text("records.saved", **{name: text.number(getattr(done, name)) for name in COUNTS})]
    if done.followed:
        said.append(text("records.followed", n=done.followed))
    if done.shared:
        said.append(text("records.shared", n=done.shared))
    if done.meanwhile:
        said.append(text("records.kept", n=len(done.meanwhile)))
    return " ".join(said)


def rejects(done: Loaded, text: Text) -> pl.DataFrame:
    """line, column, value, reason of every reject, headed and said in the reader's language."""
    rows = [
        (reject.line, reject.column, reject.value, text(f"errors.{reject.reason}", **reject.facts))
        for reject in done.rejects
    ]
    heads = [text(f"refused.{name}") for name in ("line", "column", "value", "reason")]
    kinds = (pl.Int64, pl.String, pl.String, pl.String)
    return pl.DataFrame(rows, schema=dict(zip(heads, kinds, strict=True)), orient="row")
