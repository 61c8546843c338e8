"""A receipt in sentences, the same on the page and in the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cxdata.intake import origin, refused
from cxdata.intake.memory import Known
from cxdata.intake.receipt import Receipt, Standing
from cxdata.text import Text

_SHOWN = 12
_COUNTS = ("loaded", "updated", "duplicates", "rejected")


def told(receipt: Receipt, text: Text) -> list[str]:
    """How the file was read, what became of personal data, and of columns that are not answers."""
    return [
        *origin.told(receipt.read, receipt.rows, receipt.reasons, text),
        *_masked(receipt, text),
        *_private(receipt, text),
        *_columns(receipt, text),
    ]


def reasons(receipt: Receipt, text: Text) -> list[tuple[str, int]]:
    """Why rows and cells were refused, and how many, most frequent first."""
    tool = str(receipt.read.get("tool", ""))
    return [(refused.said(name, text, tool), n) for name, n in receipt.reasons.items()]


def off_scale(receipt: Receipt, text: Text) -> list[str]:
    """How many values were no answer because they lie off the scale, and which."""
    counts = receipt.off_scale
    cells = ", ".join(f"{cell} ({text.number(n)})" for cell, n in counts.items())
    return [text("receipt.off_scale", n=sum(counts.values()), cells=cells)] if counts else []


def differs(known: Known, text: Text) -> str:
    """How a file's headings differ from those of an earlier one."""
    parts = [
        text(f"receipt.headings_{name}", columns=_some([text.quoted(column) for column in columns], text))
        for name, columns in (("added", known.added), ("gone", known.gone))
        if columns
    ]
    return text("receipt.headings_differ", file=known.file, parts="; ".join(parts))


def corrections(receipt: Receipt, text: Text) -> str:
    """How many corrections came to what: they are the rows of such a receipt."""
    parts = " + ".join(text(f"receipt.corrected.{name}", n=getattr(receipt, name)) for name in _COUNTS)
    return text("receipt.corrections", file=receipt.file, n=receipt.rows, parts=parts)


def standing(found: Standing, text: Text) -> str:
    """ "Of 13 refused entries, 9 are in by now, 4 are still refused." """
    return text(
        "receipt.standing",
        listed=text("receipt.listed", n=found.listed),
        mended=text("receipt.mended", n=found.mended),
        left=text("receipt.left", n=found.listed - found.mended),
    )


def _masked(receipt: Receipt, text: Text) -> list[str]:
    where = [
        text(f"receipt.masked_in.{name}", n=n)
        for name, n in (("comments", receipt.masked), ("labels", receipt.labels_masked))
        if n
    ]
    what = [text(f"receipt.hidden.{kind}", n=n) for kind, n in receipt.hidden.items()]
    return [text("receipt.masked", what=text.list(what), where=text.list(where))] if where and what else []


def _private(receipt: Receipt, text: Text) -> list[str]:
    found = []
    if receipt.private:
        found.append(text("receipt.private", columns=_kinds(receipt.private, text)))
    if receipt.customer:
        found.append(text("receipt.customer", column=receipt.customer))
    return found


def _kinds(columns: Mapping[str, str], text: Text) -> str:
    return _some([f"{text.quoted(name)} ({text(f'receipt.kind.{kind}')})" for name, kind in columns.items()], text)


def _columns(receipt: Receipt, text: Text) -> list[str]:
    return [
        text(f"receipt.{name}", columns=_some([text.quoted(column) for column in columns], text))
        for name in ("attributes", "left_out")
        if (columns := getattr(receipt, name))
    ]


def _some(named: Iterable[str], text: Text) -> str:
    """A list that is cut where it would fill the page."""
    listed = list(named)
    if len(listed) <= _SHOWN:
        return text.list(listed)
    return text("receipt.and_more", listed=", ".join(listed[:_SHOWN]), n=len(listed) - _SHOWN)
