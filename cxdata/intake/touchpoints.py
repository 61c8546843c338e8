"""Stage, order and contact volume of touchpoints, from a file."""

from __future__ import annotations

from cxdata.intake import kinds
from cxdata.intake.kinds import Outcome, Refusal
from cxdata.intake.receipt import Receipt
from cxdata.reading import Sheet
from cxdata.store import vocabulary
from cxdata.store.workspace import Connection, Workspace

Place = tuple[str, int | None, int | None]


def load(workspace: Workspace, sheet: Sheet, *, by: str = "") -> Receipt:
    """Imports the template touchpoint, stage, order, contacts. A blank cell leaves what the workspace knows."""
    return kinds.load(workspace, sheet, "touchpoints", by, _written)


def _written(connection: Connection, number: int, rows: list[dict[str, str]]) -> Outcome:
    outcome = Outcome()
    held: dict[str, Place] = {
        str(label): (str(stage), position, contacts)
        for label, stage, position, contacts in connection.sql(
            "SELECT label, stage, position, contacts FROM members WHERE dimension = 'touchpoint'"
        ).fetchall()
    }
    given: dict[str, tuple[int, Place]] = {}
    for place, row in enumerate(rows):
        label = row["touchpoint"]
        try:
            if not label:
                raise Refusal("touchpoint", "", "no_touchpoint")
            known = held.get(label, ("", None, None))
            order, contacts = kinds.whole(row, "order", -(10**6)), kinds.whole(row, "contacts")
            if order is not None and abs(order) > 10**6:
                raise Refusal("order", row["order"], "out_of_range")
        except Refusal as why:
            outcome.refused.append((place, why))
            continue
        if label in given:
            outcome.refused.append((given[label][0], Refusal("touchpoint", label, "superseded")))
        stage = row.get("stage", "") or known[0]
        given[label] = (
            place,
            (stage, known[1] if order is None else order, known[2] if contacts is None else contacts),
        )
    changed = {label: new for label, (_, new) in given.items() if held.get(label) != new}
    outcome.loaded = sum(label not in held for label in changed)
    outcome.updated = len(changed) - outcome.loaded
    outcome.duplicates = len(given) - len(changed)
    _save(connection, number, changed)
    return outcome


def _save(connection: Connection, number: int, changed: dict[str, Place]) -> None:
    codes = vocabulary.codes(connection, "touchpoint", list(changed))
    connection.execute(
        "INSERT INTO previous_members (replaced, dimension, code, label, canonical, stage, position, contacts) "
        f"SELECT {number}, dimension, code, label, canonical, stage, position, contacts FROM members "
        "WHERE dimension = 'touchpoint' AND code IN (SELECT unnest($codes::SMALLINT[]))",
        {"codes": codes},
    )
    for code, (stage, position, contacts) in zip(codes, changed.values(), strict=True):
        connection.execute(
            "UPDATE members SET stage = $stage, position = $position, contacts = $contacts "
            "WHERE dimension = 'touchpoint' AND code = $code",
            {"stage": stage, "position": position, "contacts": contacts, "code": code},
        )
