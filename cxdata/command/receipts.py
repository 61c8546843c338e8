"""Receipts as the command line prints them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from cxdata.command.account import COUNTS, account
from cxdata.intake import assumed, undoing, words
from cxdata.intake.receipt import Receipt, standing
from cxdata.store.workspace import Workspace
from cxdata.text import Text


def shown(receipt: Receipt, workspace: Workspace) -> dict[str, Any]:
    """The receipt; that of corrections with the account of the import and all its corrections."""
    found: dict[str, Any] = {**asdict(receipt), "reasons": dict(receipt.reasons)}
    if receipt.corrects is not None:
        found["standing"] = asdict(standing(workspace, undoing.receipt(workspace, receipt.corrects)))
    return found


def told(receipt: Receipt, workspace: Workspace, text: Text) -> list[str]:
    if receipt.corrects is None:
        return list(_described(receipt, text))
    before = undoing.receipt(workspace, receipt.corrects)
    found = standing(workspace, before)
    both = [words.standing(found, text), account(before.file, found.counts, text)]
    return [*_described(receipt, text), *(f"  {line}" for line in both)]


def _described(receipt: Receipt, text: Text) -> Sequence[str]:
    """A receipt in words, a line each."""
    yours = [account(receipt.file, {name: getattr(receipt, name) for name in ("rows", *COUNTS)}, text)]
    if receipt.kind == "corrections":
        yours = [words.corrections(receipt, text)]
    told = []
    if receipt.repeated:
        told.append(text("receipt.repeated"))
    if receipt.replaced is not None:
        told.append(text("receipt.replaced", number=receipt.replaced))
    if receipt.answers or receipt.comments:
        told.append(f"{text('receipt.answers', n=receipt.answers)}, {text('receipt.comments', n=receipt.comments)}")
    if receipt.cells_refused:
        told.append(text("receipt.cells_refused", n=receipt.cells_refused))
    told += words.off_scale(receipt, text)
    told += [f"{said}: {text.number(n)}" for said, n in words.reasons(receipt, text)]
    told += words.told(receipt, text)
    told += assumed.said(receipt.assumed, text)
    return yours + [f"  {line}" for line in told]
