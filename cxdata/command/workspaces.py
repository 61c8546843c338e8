"""Listing workspaces and imports, and taking an import back."""

from __future__ import annotations

import json
from argparse import Namespace

from cxdata import spreadsheet
from cxdata.command import Refused
from cxdata.command.account import account
from cxdata.command.formats import FORMATS
from cxdata.errors import MappingRefused
from cxdata.intake import refused as refusals
from cxdata.intake import undoing
from cxdata.store import folders
from cxdata.text import Text


def listed(asked: Namespace, text: Text) -> int:
    """Names of workspaces, or the imports of one, newest first."""
    if not asked.workspace:
        names = folders.names()
        print(json.dumps(names) if asked.json else "\n".join(names) or text("command.no_workspaces"))
        return 0
    rows = undoing.imports(folders.open(asked.workspace)).to_dicts()
    if asked.json:
        print(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
    elif not rows:
        print(text("command.no_imports", name=asked.workspace))
    for row in rows if not asked.json else ():
        print(f"{row['id']:>4}  {row['at']:%Y-%m-%d %H:%M} UTC  {account(row['file'], row, text)}")
    return 0


def refused(asked: Namespace, text: Text) -> int:
    """What an import refused and nobody has corrected. CSV is the list that is mended and imported again."""
    workspace = folders.open(asked.workspace)
    if asked.format == "csv":
        table = refusals.table(workspace, asked.number, text)
        print(spreadsheet.csv(table, text.lang, marked=False).decode(), end="")
    else:
        shown = refusals.listed(workspace, asked.number, text).drop("correction", "file", "import")
        print(FORMATS[asked.format](shown, text), end="")
    return 0


def undone(asked: Namespace, text: Text) -> int:
    try:
        receipts = undoing.undo(folders.open(asked.workspace), asked.number, asked.together, asked.by)
    except MappingRefused as problem:
        if problem.key != "undo_together":
            raise
        raise Refused(text("command.undo_together", **problem.facts)) from None
    print(text("command.undone", files=", ".join(f"{receipt.file} ({receipt.import_id})" for receipt in receipts)))
    return 0
