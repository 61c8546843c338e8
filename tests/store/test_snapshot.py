from __future__ import annotations

import gc
from datetime import date
from pathlib import Path
from weakref import ref

import polars as pl
import pytest

from cxdata.choice import Choice
from cxdata.errors import ChoiceRefused
from cxdata.scan.period import compared
from cxdata.store import cache, members
from cxdata.store.workspace import Workspace
from tests.workspaces import make_workspace


def dated(tmp_path: Path, *days: date) -> Workspace:
    frame = pl.DataFrame({"metric": ["nps"] * len(days), "score": [9] * len(days), "day": list(days)})
    return make_workspace(tmp_path / "w.duckdb", frame)


def test_a_snapshot_knows_what_the_workspace_holds(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    assert (snapshot.first, snapshot.last, snapshot.answers) == (date(2026, 1, 2), date(2026, 2, 8), 8)
    assert (snapshot.metrics, snapshot.dimensions) == (["nps", "csat"], ["touchpoint", "channel"])
    assert snapshot.has_relationship("nps")
    assert not snapshot.has_relationship("csat")
    assert snapshot.files == ["answers.csv"]
    assert snapshot.zone == "Europe/Warsaw"
    assert snapshot.cuts.to_dicts()[1] == {
        "measure": 2,
        "metric": "csat",
        "low": 1,
        "high": 5,
        "up": True,
        "positive_from": 4,
        "negative_to": 2,
    }


def test_now_is_the_end_of_the_last_month_with_answers_on_both_sides_of_its_middle(tmp_path: Path) -> None:
    days = date(2026, 1, 15), date(2026, 1, 16), date(2026, 2, 16), date(2026, 2, 28), date(2026, 3, 1)
    assert dated(tmp_path, *days).snapshot().as_of == date(2026, 1, 31)


def test_now_is_the_last_answer_where_no_month_is_whole(tmp_path: Path) -> None:
    assert dated(tmp_path, date(2026, 1, 3), date(2026, 2, 4)).snapshot().as_of == date(2026, 2, 4)


def test_now_can_be_pinned(workspace: Workspace) -> None:
    workspace.set("as_of", "2026-10-31")
    assert workspace.snapshot().as_of == date(2026, 10, 31)
    assert workspace.snapshot().through == date(2026, 10, 31)


def test_a_workspace_without_answers_has_empty_frames_and_today(tmp_path: Path) -> None:
    snapshot = Workspace.at(tmp_path / "pusta.duckdb").create().snapshot()
    assert (snapshot.first, snapshot.last, snapshot.answers) == (None, None, 0)
    assert (snapshot.metrics, snapshot.dimensions, snapshot.files) == ([], [], [])
    assert abs((snapshot.as_of - date.today()).days) <= 1
    found = snapshot.tally(["month", "touchpoint", "metric"], metric="nps", rest=True)
    assert found.columns == ["month", "touchpoint", "metric", "inside", "measure", "score", "n"]
    assert found.is_empty()
    assert snapshot.clustering("nps") == 1.0


def test_labels_are_those_of_canonical_members_in_the_order_set(workspace: Workspace) -> None:
    members.move(workspace, "channel", 3, position=1)
    members.move(workspace, "channel", 1, position=2)
    members.merge(workspace, "channel", [2], into=1)
    snapshot = workspace.snapshot()
    assert list(snapshot.labels("channel").items()) == [(3, "czat"), (1, "telefon")]
    assert snapshot.codes("channel", ["telefon"]) == [1, 2]
    with pytest.raises(ChoiceRefused) as refused:
        snapshot.codes("channel", ["e-mail"])
    assert refused.value.facts == {"dimension": "channel", "value": "e-mail"}


def test_everybody_shares_one_snapshot_until_somebody_writes(workspace: Workspace) -> None:
    first = workspace.snapshot()
    assert Workspace.at(workspace.path).snapshot() is first
    workspace.set("zone", "UTC")
    assert workspace.snapshot() is not first
    assert first.tally(scope="all")["n"].sum() == 8


def test_a_snapshot_that_nobody_uses_any_more_is_freed(workspace: Workspace) -> None:
    watched = ref(workspace.snapshot())
    workspace.set("zone", "UTC")
    workspace.snapshot()
    gc.collect()
    assert watched() is None


def test_only_so_many_snapshots_are_held(tmp_path: Path) -> None:
    many = [Workspace.at(tmp_path / f"w{number}.duckdb").create() for number in range(3)]
    first = many[0].snapshot()
    most, cache.MOST = cache.MOST, 2
    try:
        for workspace in many[1:]:
            workspace.snapshot()
    finally:
        cache.MOST = most
    assert many[0].snapshot() is not first


def replies(scores: list[tuple[int, int, str]]) -> pl.DataFrame:
    frame = pl.DataFrame(scores, schema=["resp", "score", "touchpoint"], orient="row")
    return frame.with_columns(metric=pl.lit("nps"), day=pl.lit(date(2026, 1, 5)))


def test_one_rating_a_reply_needs_no_wider_interval(tmp_path: Path) -> None:
    answers = replies([(number, number % 11, "a") for number in range(20)])
    assert make_workspace(tmp_path / "w.duckdb", answers).snapshot().clustering("nps") == 1.0


def test_replies_whose_ratings_agree_count_once(tmp_path: Path) -> None:
    answers = replies([(number, 10 if number % 2 else 2, place) for number in range(20) for place in "abc"])
    snapshot = make_workspace(tmp_path / "w.duckdb", answers).snapshot()
    assert snapshot.clustering("nps") == pytest.approx(3.0)
    assert snapshot.clustering("nps", {"touchpoint": ["a"]}) == 1.0
    assert snapshot.clustering("nps", {"touchpoint": ["a", "b"]}) == pytest.approx(2.0)
    assert snapshot.clustering("csat") == 1.0


def test_the_correlation_is_that_of_all_pairs_both_ways_round(tmp_path: Path) -> None:
    scores = [(1, 10, "a"), (1, 9, "b"), (2, 7, "a"), (2, 10, "b"), (3, 0, "a"), (3, 8, "b"), (4, 3, "a"), (4, 2, "b")]
    worth = {10: 1, 9: 1, 7: 0, 8: 0, 0: -1, 3: -1, 2: -1}
    pairs = [(worth[scores[at][1]], worth[scores[at + 1][1]]) for at in range(0, 8, 2)]
    both = pl.DataFrame(pairs + [(b, a) for a, b in pairs], schema=["x", "y"], orient="row")
    r = both.select(pl.corr("x", "y")).item()
    snapshot = make_workspace(tmp_path / "w.duckdb", replies(scores)).snapshot()
    assert snapshot.clustering("nps") == pytest.approx(1 + r)


def test_all_time_goes_on_to_the_last_answer_and_other_periods_to_the_last_whole_month(tmp_path: Path) -> None:
    days = (date(2026, 1, 5), date(2026, 1, 20), date(2026, 2, 3), date(2026, 2, 27), date(2026, 3, 11))
    snapshot = dated(tmp_path, *days).snapshot()
    assert (snapshot.as_of, snapshot.through) == (date(2026, 2, 28), date(2026, 3, 11))
    assert compared(Choice(preset="all"), snapshot).span == (date(2026, 1, 5), date(2026, 3, 11))
    assert compared(Choice(preset="month"), snapshot).span == (date(2026, 2, 1), date(2026, 2, 28))
