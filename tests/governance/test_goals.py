"""Which goal applies: the most specific one that is open."""

from __future__ import annotations

from cxdata.governance.goals import Goal, applying, opened, targets, without_goal, without_owner
from tests.governance.frames import day, goals

GOALS = goals(
    ("firma", "nps", "relationship", None, 36.0, 42.0, day("2026-12-31"), "Zespół CX"),
    ("każdy", "nps", "touchpoints", None, 32.0, 36.0, day("2026-12-31"), "Zespół CX"),
    ("dawny", "nps", "touchpoint", "Odbiór", 30.0, 40.0, day("2025-12-31"), "Sprzedaż"),
    ("paczka", "nps", "touchpoint", "Dostawa", 34.0, 45.0, day("2027-12-31"), "Logistyka"),
    ("paczka", "nps", "touchpoint", "Dostawa", 34.0, 40.0, day("2026-12-31"), None),
    ("łatwo", "ces", "touchpoint", "Kasa", None, 80.0, day("2026-10-31"), None),
)
NOW = day("2026-10-31")


def target(goal: Goal | None) -> float | None:
    return None if goal is None else goal.target


def test_each_scope_has_its_own_goal() -> None:
    assert applying(GOALS, "nps", NOW) == Goal(
        1, "firma", "nps", "relationship", None, 36.0, 42.0, day("2026-12-31"), "Zespół CX"
    )
    assert target(applying(GOALS, "nps", NOW, "touchpoints")) == 36.0
    assert target(applying(GOALS, "csat", NOW)) is None


def test_a_touchpoint_takes_its_own_goal_and_else_the_pools() -> None:
    assert target(applying(GOALS, "nps", NOW, touchpoint="Kasa")) == 36.0
    assert target(applying(GOALS, "ces", NOW, touchpoint="Kasa")) == 80.0
    assert target(applying(GOALS, "ces", NOW, touchpoint="Dostawa")) is None


def test_of_several_open_goals_the_nearest_deadline_counts_and_then_the_next() -> None:
    assert target(applying(GOALS, "nps", NOW, touchpoint="Dostawa")) == 40.0
    assert target(applying(GOALS, "nps", day("2027-01-01"), touchpoint="Dostawa")) == 45.0


def test_a_goal_is_open_to_the_end_of_its_last_day() -> None:
    assert opened(GOALS, NOW)["id"].to_list() == [6, 1, 2, 5, 4]
    assert target(applying(GOALS, "ces", day("2026-11-01"), touchpoint="Kasa")) is None
    assert target(applying(GOALS, "nps", NOW, touchpoint="Odbiór")) == 36.0
    assert target(applying(GOALS, "nps", day("2025-12-31"), touchpoint="Odbiór")) == 40.0


def test_targets_stand_beside_touchpoints_in_their_order() -> None:
    assert targets(GOALS, "nps", NOW, ["Odbiór", "Dostawa"]).rows() == [
        ("Odbiór", 36.0, None, day("2026-12-31"), 2, False),
        ("Dostawa", 40.0, 34.0, day("2026-12-31"), 5, True),
    ]
    assert targets(GOALS, "csat", NOW, ["Kasa"]).rows() == [("Kasa", None, None, None, None, None)]
    for touchpoint in ("Odbiór", "Dostawa", "Kasa"):
        one = applying(GOALS, "nps", NOW, touchpoint=touchpoint)
        assert targets(GOALS, "nps", NOW, [touchpoint])["goal"].to_list() == [one and one.id]


def test_goals_without_owner_and_touchpoints_without_goal_are_named() -> None:
    assert without_owner(GOALS, NOW)["id"].to_list() == [6, 5]
    assert without_goal(GOALS, "nps", NOW, ["Kasa", "Dostawa", "Odbiór"]) == ["Kasa", "Odbiór"]


def test_no_goals_apply_where_there_are_none() -> None:
    assert applying(goals(), "nps", NOW) is None
    assert len(targets(goals(), "nps", NOW, [])) == 0
