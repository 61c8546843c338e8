from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from cxdata.errors import ChoiceRefused
from cxdata.store import listing, members
from cxdata.store.workspace import Workspace


def test_answers_are_listed_newest_first_with_labels_and_comments(workspace: Workspace) -> None:
    found = listing.answers(workspace, workspace.snapshot(), metric="nps", scope="touchpoints", limit=4)
    assert found.columns == ["day", "touchpoint", "channel", "score", "low", "high", "text"]
    assert list(found.select("day", "touchpoint", "channel", "score", "text").iter_rows()) == [
        (date(2026, 2, 8), "Kurier", "e-mail", 7, None),
        (date(2026, 2, 7), "Kurier", "czat", 8, None),
        (date(2026, 2, 6), "Infolinia", "czat", 6, None),
        (date(2026, 2, 5), "Infolinia", None, 0, "Długo czekałam"),
    ]


def test_the_lowest_scores_can_come_first(workspace: Workspace) -> None:
    found = listing.answers(workspace, workspace.snapshot(), metric="nps", scope="all", lowest=True, limit=3)
    assert found["score"].to_list() == [0, 3, 6]


def test_only_answers_with_a_comment_when_asked(workspace: Workspace) -> None:
    found = listing.answers(workspace, workspace.snapshot(), metric="nps", scope="touchpoints", commented=True)
    assert found["text"].to_list() == ["Długo czekałam", "Szybko i miło"]


def test_what_was_said_of_the_touchpoint_goes_before_what_was_said_of_the_whole(workspace: Workspace) -> None:
    with workspace.connect(write=True) as connection:
        connection.execute("INSERT INTO comments SELECT resp, day, 0, 'Ogólnie' FROM answers WHERE score IN (0, 8)")
    found = listing.answers(workspace, workspace.snapshot(), metric="nps", scope="touchpoints", commented=True)
    assert found["text"].to_list() == ["Ogólnie", "Długo czekałam", "Szybko i miło"]


def test_where_nobody_commented_nothing_is_listed(workspace: Workspace) -> None:
    with workspace.connect(write=True) as connection:
        connection.execute("DELETE FROM comments")
    assert listing.answers(workspace, workspace.snapshot(), metric="nps", scope="all", commented=True).is_empty()


def test_many_list_at_once_and_the_file_is_free_for_a_writer_afterwards(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()

    def lowest(_: int) -> list[int]:
        found = listing.answers(workspace, snapshot, metric="nps", scope="all", lowest=True, limit=3)
        return found["score"].to_list()

    with ThreadPoolExecutor(4) as readers:
        assert list(readers.map(lowest, range(8))) == [[0, 3, 6]] * 8
    workspace.set("zone", "UTC")
    assert workspace.setting("zone") == "UTC"


def test_a_choice_of_under_five_answers_lists_nothing(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    with pytest.raises(ChoiceRefused) as refused:
        listing.answers(workspace, snapshot, metric="nps", where={"touchpoint": ["Infolinia"]})
    assert (refused.value.key, refused.value.facts) == ("too_few_to_list", {"n": 3, "least": 5})
    assert listing.count(snapshot, "nps", {"touchpoint": ["Infolinia"]}) == 3
    assert listing.count(snapshot, "nps", scope="all") == 7


def test_merged_members_are_listed_under_the_label_that_they_count_under(workspace: Workspace) -> None:
    members.merge(workspace, "touchpoint", [2], into=1)
    found = listing.answers(workspace, workspace.snapshot(), metric="nps", where={"touchpoint": ["Kurier"]})
    assert found["touchpoint"].unique().to_list() == ["Kurier"]
    assert len(found) == 6
