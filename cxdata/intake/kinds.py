"""What a file holds, told by its headings: answers, or one of our own templates; and how such a template is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from cxdata.errors import MappingRefused
from cxdata.intake import ledger, origin, rejects
from cxdata.intake.receipt import Receipt
from cxdata.reading import Sheet
from cxdata.reading.checking.scores import trimmed
from cxdata.store.workspace import Connection, Workspace

Kind = Literal["answers", "invitations", "touchpoints", "corrections"]

COLUMNS: dict[str, tuple[str, ...]] = {
    "month": ("miesiąc", "month"),
    "touchpoint": ("punkt styku", "touchpoint"),
    "channel": ("kanał", "channel"),
    "sent": ("wysłano", "sent"),
    "stage": ("etap", "stage"),
    "order": ("kolejność", "order"),
    "contacts": ("kontakty", "contacts"),
}
"""Our column -> its headings in the templates, Polish and English."""

_NEEDED: dict[Kind, tuple[set[str], set[str]]] = {
    "invitations": ({"month", "sent"}, {"touchpoint", "channel"}),
    "touchpoints": ({"touchpoint"}, {"stage", "order", "contacts"}),
}


def places(headings: Sequence[str]) -> dict[str, int]:
    """Our columns among the headings -> which heading."""
    known = {heading: name for name, headings in COLUMNS.items() for heading in headings}
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        if name := known.get(trimmed(heading).lower()):
            found.setdefault(name, place)
    return found


def kind(sheet: Sheet) -> Kind:
    """A template is recognised when it has the columns it needs and no heading of any other kind.

    Raises FileRefused where no rows stand under the headings.
    """
    found = places(ledger.filled(sheet).headings)
    if len(found) == len(sheet.headings) > 1:
        for name, (needed, allowed) in _NEEDED.items():
            if needed <= set(found) <= needed | allowed:
                return name
    return "answers"


class Refusal(Exception):
    """Why a row gives nothing: the column at fault, what stands there, a reason."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(column, value, reason)
        self.column, self.value, self.reason = column, value, reason


@dataclass(slots=True)
class Outcome:
    """What became of the rows of a template."""

    loaded: int = 0
    updated: int = 0
    duplicates: int = 0
    refused: list[tuple[int, Refusal]] = field(default_factory=list)


_REFUSED = {"row": pl.Int32, "heading": pl.Int32, "value": pl.String, "reason": pl.String, "whole": pl.Boolean}

Work = Callable[[Connection, int, list[dict[str, str]]], Outcome]


def load(workspace: Workspace, sheet: Sheet, name: Kind, by: str, work: Work) -> Receipt:
    """Enters a template as an import: `work` gets its rows as trimmed texts, None where a column is not there.

    The same bytes again are no import where they change nothing. Raises FileRefused where there are no rows.
    """
    found = places(ledger.filled(sheet).headings)
    for column in sorted(_NEEDED[name][0] - set(found)):
        raise MappingRefused("template_column", column=COLUMNS[column][0], other=COLUMNS[column][1])
    rows = [{column: trimmed(row[place] or "") for column, place in found.items()} for row in sheet.table.iter_rows()]
    ledger.made(workspace)
    with workspace.connect(write=True) as connection:
        connection.execute("BEGIN")
        earlier = ledger.earlier(connection, sheet.digest)
        receipt = _entered(connection, sheet, name, by, rows, work)
        if earlier and not receipt.loaded and not receipt.updated:
            connection.execute("ROLLBACK")
            return earlier.receipt.again()
        connection.execute("COMMIT")
    return receipt


def _entered(
    connection: Connection, sheet: Sheet, name: Kind, by: str, rows: list[dict[str, str]], work: Work
) -> Receipt:
    number, found = ledger.next_number(connection), places(sheet.headings)
    outcome = work(connection, number, rows)
    refused = [(row, found.get(why.column), why.value, why.reason, True) for row, why in outcome.refused]
    listed = pl.DataFrame(sorted(refused, key=lambda each: each[0]), schema=_REFUSED, orient="row")
    connection.register("listed", listed)
    rejects.write(connection, number, sheet, None)
    connection.unregister("listed")
    receipt = Receipt(
        file=sheet.name,
        import_id=number,
        kind=name,
        rows=len(rows),
        loaded=outcome.loaded,
        updated=outcome.updated,
        duplicates=outcome.duplicates,
        rejected=len(outcome.refused),
        read=origin.of(sheet),
        reasons=dict(Counter(why.reason for _, why in outcome.refused).most_common()),
    )
    ledger.enter(connection, receipt, sheet.digest, "", by)
    return receipt


def whole(row: dict[str, str], column: str, least: int = 0) -> int | None:
    """A whole number as people write it ("1 240"), None for a blank cell. Raises Refusal."""
    text = row.get(column, "")
    if not text:
        return None
    digits = text.replace(" ", "").removesuffix(".0").removesuffix(",0")
    if not digits.isascii() or not digits.removeprefix("-").isdigit():
        raise Refusal(column, text, "not_a_number")
    number = int(digits)
    if not least <= number < 10**12:
        raise Refusal(column, text, "out_of_range")
    return number
