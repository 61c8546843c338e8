from __future__ import annotations

import json

import polars as pl
import pytest

from cxdata.errors import EditRefused
from cxdata.store import members
from cxdata.store.workspace import Workspace


def shown(workspace: Workspace, dimension: str) -> list[tuple[object, ...]]:
    frame = members.listed(workspace.snapshot(), dimension)
    return list(frame.select("code", "label", "merged_into", "n").iter_rows())


def test_members_are_listed_with_their_answers(workspace: Workspace) -> None:
    assert shown(workspace, "channel") == [(1, "telefon", None, 3), (2, "e-mail", None, 2), (3, "czat", None, 2)]


def test_a_renamed_member_leaves_its_label_behind_for_later_files(workspace: Workspace) -> None:
    assert members.rename(workspace, "touchpoint", 1, "  Dostawa   do domu ", by="Ala") == 1
    assert shown(workspace, "touchpoint") == [
        (1, "Dostawa do domu", None, 4),
        (2, "Infolinia", None, 3),
        (3, "Kurier", "Dostawa do domu", 0),
    ]


def test_a_member_takes_its_former_label_back(workspace: Workspace) -> None:
    members.rename(workspace, "touchpoint", 1, "Dostawa")
    members.rename(workspace, "touchpoint", 1, "Kurier")
    assert shown(workspace, "touchpoint") == [
        (1, "Kurier", None, 4),
        (2, "Infolinia", None, 3),
        (3, "Dostawa", "Kurier", 0),
    ]


def test_two_members_can_swap_their_labels(workspace: Workspace) -> None:
    members.edit(workspace, "channel", pl.DataFrame({"code": [1, 2], "label": ["e-mail", "telefon"]}))
    assert shown(workspace, "channel") == [(1, "e-mail", None, 3), (2, "telefon", None, 2), (3, "czat", None, 2)]


def test_a_label_that_another_member_has_means_merging_and_changes_nothing(workspace: Workspace) -> None:
    with pytest.raises(EditRefused) as refused:
        members.edit(workspace, "channel", pl.DataFrame({"code": [3, 1], "label": ["faks", "e-mail"]}))
    assert refused.value.key == "member_duplicate"
    assert refused.value.facts == {"dimension": "channel", "label": "e-mail", "codes": [1, 2]}
    assert shown(workspace, "channel")[2] == (3, "czat", None, 2)


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"code": 9, "label": "x"}, "member_unknown"),
        ({"code": 0, "label": "x"}, "member_unknown"),
        ({"code": 1, "label": " "}, "member_empty"),
        ({"code": 1, "label": None}, "member_empty"),
        ({"code": 1, "label": "x" * 201}, "member_long"),
        ({"code": 1, "contacts": -1}, "member_contacts"),
        ({"code": 1, "contacts": 1.5}, "member_contacts"),
        ({"code": 1, "position": "pierwszy"}, "member_position"),
    ],
)
def test_what_does_not_hold_is_refused(workspace: Workspace, row: dict[str, object], key: str) -> None:
    with pytest.raises(EditRefused) as refused:
        members.edit(workspace, "channel", pl.DataFrame([row], strict=False))
    assert refused.value.key == key


def test_stage_order_and_contacts_are_set_in_bulk_and_audited(workspace: Workspace) -> None:
    wanted = pl.DataFrame(
        {"code": [1, 2], "stage": ["Zakup", "Obsługa"], "position": [2.0, 1.0], "contacts": [12000, None]}
    )
    assert members.edit(workspace, "touchpoint", wanted, by="Ala") == 2
    assert members.edit(workspace, "touchpoint", wanted, by="Ala") == 0
    found = members.listed(workspace.snapshot(), "touchpoint")
    assert list(found.select("code", "stage", "position", "contacts").iter_rows()) == [
        (2, "Obsługa", 1, None),
        (1, "Zakup", 2, 12000),
    ]
    history = members.history(workspace)
    assert history.select("by", "table", "key").row(1) == ("Ala", "members", "touchpoint:1")
    assert json.loads(history["before"][1]) == {"stage": "", "position": None, "contacts": None}
    assert json.loads(history["after"][1]) == {"stage": "Zakup", "position": 2, "contacts": 12000}


def test_merging_follows_to_where_the_target_counts_and_takes_along_what_was_merged(workspace: Workspace) -> None:
    members.merge(workspace, "channel", [1], into=2)
    members.merge(workspace, "channel", [2], into=3)
    assert shown(workspace, "channel") == [(1, "telefon", "czat", 3), (2, "e-mail", "czat", 2), (3, "czat", None, 2)]
    members.merge(workspace, "channel", [3], into=1)
    assert workspace.snapshot().labels("channel") == {1: "telefon"}
    assert members.unmerge(workspace, "channel", [2, 3]) == 2
    assert [row[2] for row in shown(workspace, "channel")] == [None, None, None]
