from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl

from cxdata.choice import Choice
from cxdata.scan.answers import Answers
from cxdata.scan.response import invited
from cxdata.store.snapshot import Snapshot
from tests.scan.invitations import inviting
from tests.views.company import answers, month


def day(back: int) -> date:
    return month(back).replace(day=10)


ROWS = [
    row
    for back in (0, 1, 2, 12, 13, 14)
    for row in (
        *answers(day(back), 60, 40, 20, "Kasa", "Sklep"),
        *answers(day(back), 30, 20, 10, "Kasa", "Telefon"),
        *answers(day(back), 50, 30, 20, None, None),
    )
]
MONTH = Choice(preset="month", compare="year")


def rates(snapshot: Snapshot, choice: Choice = MONTH, by: tuple[str, ...] = ("channel",)) -> list[tuple[int, ...]]:
    """(span, invited, answered) of every cell, in order."""
    found = invited(Answers.of(snapshot, choice, by=by), "nps")
    return found.select("span", "invited", "answered").rows()


def named(snapshot: Snapshot, frame: pl.DataFrame) -> list[tuple[str | None, str | None]]:
    points, channels = snapshot.labels("touchpoint"), snapshot.labels("channel")
    return [(points.get(p), channels.get(c)) for p, c in frame.select("touchpoint", "channel").iter_rows()]


def test_answers_are_held_against_the_invitations_of_their_month_touchpoint_and_channel() -> None:
    snapshot = inviting(ROWS, "2026-10;Kasa;Sklep;400", "2026-10;Kasa;Telefon;300", "2025-10;Kasa;Sklep;240")
    found = invited(Answers.of(snapshot, MONTH, by=["channel"]), "nps")
    assert named(snapshot, found) == [("Kasa", "Sklep"), ("Kasa", "Sklep"), ("Kasa", "Telefon")]
    assert rates(snapshot) == [(1, 400, 120), (2, 240, 120), (1, 300, 60)]


def test_invitations_without_a_channel_stand_for_all_of_them() -> None:
    snapshot = inviting(ROWS, "2026-10;Kasa;;600", "2026-10;;;500")
    found = invited(Answers.of(snapshot, MONTH, by=["channel"]), "nps")
    assert named(snapshot, found) == [(None, None), ("Kasa", None)]
    assert rates(snapshot) == [(1, 500, 100), (1, 600, 180)]
    assert rates(snapshot, by=()) == [(1, 500, 100), (1, 600, 180)]


def test_months_that_a_period_cuts_are_left_out_and_so_are_those_without_answers() -> None:
    sent = [f"2026-{month:02};Kasa;Sklep;400" for month in (7, 8, 9, 10)]
    snapshot = inviting(ROWS, *sent)
    halves = Choice(preset="free", start=date(2026, 7, 1), end=date(2026, 10, 20))
    assert rates(snapshot, halves) == [(1, 800, 240)]


def test_a_filter_by_channel_keeps_its_invitations_and_one_by_segment_leaves_none() -> None:
    snapshot = inviting(ROWS, "2026-10;Kasa;Sklep;400", "2026-10;Kasa;Telefon;300")
    assert rates(snapshot, MONTH.kept("channel", ("Telefon",))) == [(1, 300, 60)]
    answered = Answers.of(snapshot, MONTH, by=["channel"])
    elsewhere = replace(answered, choice=replace(MONTH, where={"segment": ("Firmy",)}))
    assert invited(elsewhere, "nps").is_empty()


def test_more_answers_than_invitations_are_no_rate() -> None:
    snapshot = inviting(ROWS, "2026-10;Kasa;Sklep;100", "2026-10;Kasa;Telefon;300")
    assert rates(snapshot) == [(1, 300, 60)]


def test_another_metric_has_its_own_rate() -> None:
    snapshot = inviting([*ROWS, *answers(day(0), 10, 5, 5, "Kasa", "Sklep", "csat")], "2026-10;Kasa;Sklep;400")
    csat = invited(Answers.of(snapshot, MONTH, by=["channel"]), "csat")
    assert csat.select("invited", "answered").rows() == [(400, 20)]
