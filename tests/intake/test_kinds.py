"""Templates: known by their headings, loaded, corrected, undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cxdata.errors import MappingRefused
from cxdata.intake import importing, invitations, kinds, touchpoints, undoing
from cxdata.intake.receipt import rejects
from cxdata.reading import Mapping, Question, Sheet, read
from cxdata.store.workspace import Workspace

Written = Callable[..., Sheet]
TEMPLATES = Path(__file__).parents[2] / "data" / "templates"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("zaproszenia", "invitations"),
        ("invitations", "invitations"),
        ("punkty_styku", "touchpoints"),
        ("touchpoints", "touchpoints"),
        ("opinie", "answers"),
        ("feedback", "answers"),
    ],
)
def test_templates_are_known_by_their_headings(name: str, kind: str) -> None:
    assert kinds.kind(read(TEMPLATES / f"{name}.csv")) == kind


def sent(workspace: Workspace) -> list[tuple[object, ...]]:
    with workspace.connect() as connection:
        return connection.sql(
            "SELECT month // 12, month % 12 + 1, t.label, c.label, sent FROM invitations "
            "LEFT JOIN members AS t ON t.dimension = 'touchpoint' AND t.code = touchpoint "
            "LEFT JOIN members AS c ON c.dimension = 'channel' AND c.code = channel ORDER BY ALL"
        ).fetchall()


INVITED = "miesiąc;punkt styku;kanał;wysłano"


def test_invitations_are_loaded_with_a_receipt(workspace: Workspace, written: Written) -> None:
    rows = [
        "2026-09;Kasa;;1 240",
        "09.2026;Dostawa;Czat;7",
        "październik 2026;Kasa;;5,0",
        ";Kasa;;1",
        "lato;Kasa;;1",
        "2026-09;Kasa;Czat;dużo",
        "2026-09;Sad;Czat;",
    ]
    receipt = invitations.load(workspace, written("z.csv", INVITED, *rows))
    assert (receipt.kind, receipt.rows, receipt.loaded, receipt.rejected) == ("invitations", 7, 3, 4)
    assert sent(workspace) == [
        (2026, 9, "Dostawa", "Czat", 7),
        (2026, 9, "Kasa", None, 1240),
        (2026, 10, "Kasa", None, 5),
    ]
    assert rejects(workspace, 1).rows() == [
        (5, True, "miesiąc", "", "no_month"),
        (6, True, "miesiąc", "lato", "unreadable_month"),
        (7, True, "wysłano", "dużo", "not_a_number"),
        (8, True, "wysłano", "", "no_number"),
    ]


def test_a_corrected_number_takes_the_earlier_ones_place_until_undone(workspace: Workspace, written: Written) -> None:
    invitations.load(workspace, written("a.csv", INVITED, "2026-09;Kasa;Czat;10", "2026-10;Kasa;Czat;20"))
    receipt = invitations.load(
        workspace,
        written(
            "b.csv",
            INVITED,
            "2026-09;Kasa;Czat;11",
            "2026-10;Kasa;Czat;20",
            "2026-11;Kasa;Czat;3",
            "2026-11;Kasa;Czat;4",
        ),
    )
    assert (receipt.loaded, receipt.updated, receipt.duplicates, receipt.rejected) == (1, 1, 1, 1)
    assert [row[-1] for row in sent(workspace)] == [11, 20, 4]
    undoing.undo(workspace, 2)
    assert [row[-1] for row in sent(workspace)] == [10, 20]


def test_the_same_template_twice_changes_nothing(workspace: Workspace, written: Written) -> None:
    sheet = written("a.csv", INVITED, "2026-09;Kasa;Czat;10", "x;;;")
    invitations.load(workspace, sheet)
    again = invitations.load(workspace, sheet)
    assert (again.repeated, again.duplicates, again.rejected, again.loaded) == (True, 1, 1, 0)


def test_touchpoints_get_stage_order_and_contacts(workspace: Workspace, written: Written) -> None:
    heading = "punkt styku;etap;kolejność;kontakty"
    touchpoints.load(workspace, written("a.csv", heading, "Kasa;Zakup;1;3 300 000", "Dostawa;Odbiór;2;"))
    receipt = touchpoints.load(
        workspace, written("b.csv", heading, "Kasa;;5;", "Dostawa;Odbiór;2;", ";x;1;1", "Czat;;x;")
    )
    assert (receipt.loaded, receipt.updated, receipt.duplicates, receipt.rejected) == (0, 1, 1, 2)
    assert receipt.reasons == {"no_touchpoint": 1, "not_a_number": 1}
    assert _members(workspace) == [("Dostawa", "Odbiór", 2, None), ("Kasa", "Zakup", 5, 3_300_000)]
    undoing.undo(workspace, 2)
    assert _members(workspace) == [("Dostawa", "Odbiór", 2, None), ("Kasa", "Zakup", 1, 3_300_000)]
    undoing.undo(workspace, 1)
    assert _members(workspace) == []


def _members(workspace: Workspace) -> list[tuple[object, ...]]:
    with workspace.connect() as connection:
        return connection.sql("SELECT label, stage, position, contacts FROM members ORDER BY label").fetchall()


def test_a_template_that_was_imported_can_be_replaced_by_answers(workspace: Workspace, written: Written) -> None:
    sheet = written("a.csv", INVITED, "2026-09;Kasa;Czat;10")
    invitations.load(workspace, sheet)
    mapping = Mapping(date=date(2026, 9, 30), questions=(Question("wysłano", "nps", 0, 10),))
    with pytest.raises(MappingRefused) as refused:
        importing.load(workspace, sheet, mapping)
    assert refused.value.key == "other_mapping"
    assert importing.load(workspace, sheet, mapping, replace=True).loaded == 1
    assert sent(workspace) == []
