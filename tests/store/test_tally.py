from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from cxdata.errors import ChoiceRefused
from cxdata.store.members import merge
from cxdata.store.tally import disjoint
from cxdata.store.workspace import Workspace
from tests.workspaces import make_workspace

JANUARY, FEBRUARY = (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28))


def rows(frame: pl.DataFrame) -> list[tuple[Any, ...]]:
    return list(frame.iter_rows())


def test_without_groups_the_histogram_of_the_relationship_is_the_headline(workspace: Workspace) -> None:
    assert rows(workspace.snapshot().tally(metric="nps")) == [(1, 3, 1)]


def test_without_relationship_answers_the_headline_is_the_pool_of_touchpoints(workspace: Workspace) -> None:
    assert rows(workspace.snapshot().tally(["metric"])) == [("csat", 2, 5, 1), ("nps", 1, 3, 1)]


def test_a_touchpoint_among_groups_or_filters_counts_touchpoint_answers_only(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    assert rows(snapshot.tally(["touchpoint"], metric="nps")) == [
        (1, 1, 7, 1),
        (1, 1, 8, 1),
        (1, 1, 9, 1),
        (2, 1, 0, 1),
        (2, 1, 6, 1),
        (2, 1, 10, 1),
    ]
    assert rows(snapshot.tally(metric="nps", where={"touchpoint": ["Infolinia"]})) == [(1, 0, 1), (1, 6, 1), (1, 10, 1)]


def test_a_scope_overrides_the_headline(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    assert snapshot.tally(metric="nps", scope="touchpoints")["n"].sum() == 6
    assert snapshot.tally(metric="nps", scope="relationship")["n"].sum() == 1
    assert snapshot.tally(metric="nps", scope="all")["n"].sum() == 7
    assert snapshot.tally(["touchpoint"], metric="nps", scope="all")["touchpoint"].unique().sort().to_list() == [
        0,
        1,
        2,
    ]


def test_months_are_their_first_days_and_days_are_dates(workspace: Workspace) -> None:
    found = workspace.snapshot().tally(["month", "day"], metric="csat")
    assert rows(found) == [(date(2026, 1, 1), date(2026, 1, 2), 2, 5, 1)]
    assert found.schema["month"] == found.schema["day"] == pl.Date


def test_spans_are_numbered_from_one_and_zero_lies_outside(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    found = snapshot.tally(metric="nps", scope="all", spans=[FEBRUARY, JANUARY])
    assert rows(found.group_by("span").agg(pl.col("n").sum()).sort("span")) == [(1, 5), (2, 2)]
    cut = [(date(2026, 2, 5), date(2026, 2, 7))]
    found = snapshot.tally(metric="nps", scope="all", spans=cut)
    assert rows(found.group_by("span").agg(pl.col("n").sum()).sort("span")) == [(0, 4), (1, 3)]
    assert found.schema["span"] == pl.UInt8


def test_overlapping_spans_are_a_mistake(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="spans overlap"):
        workspace.snapshot().tally(spans=[JANUARY, (date(2026, 1, 31), date(2026, 2, 3))])
    assert disjoint([FEBRUARY, JANUARY])
    assert not disjoint([(date(2026, 1, 2), date(2026, 1, 1))])


def test_the_rest_is_told_apart_by_a_flag_and_keeps_answers_without_a_value(workspace: Workspace) -> None:
    found = workspace.snapshot().tally(metric="nps", where={"channel": ["telefon"]}, rest=True, scope="all")
    assert rows(found.group_by("inside").agg(pl.col("n").sum()).sort("inside")) == [(False, 5), (True, 2)]


def test_a_period_is_cut_by_day_where_it_does_not_follow_months(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()

    def counted(start: date | None, end: date | None) -> int:
        return int(snapshot.tally(metric="nps", scope="all", start=start, end=end)["n"].sum())

    assert counted(*JANUARY) == 2
    assert counted(date(2026, 1, 3), date(2026, 2, 4)) == 2
    assert counted(None, date(2026, 1, 31)) == 2
    assert counted(date(2026, 2, 7), None) == 2


def test_merged_members_count_under_their_canonical_one(workspace: Workspace) -> None:
    merge(workspace, "touchpoint", [2], into=1)
    snapshot = workspace.snapshot()
    assert snapshot.tally(["touchpoint"], metric="nps")["touchpoint"].unique().to_list() == [1]
    assert snapshot.tally(metric="nps", where={"touchpoint": ["Kurier"]})["n"].sum() == 6


def test_unknown_names_are_refused_with_the_name(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    with pytest.raises(ChoiceRefused) as refused:
        snapshot.tally(["marka"])
    assert (refused.value.key, refused.value.facts) == ("filter_dimension", {"dimension": "marka"})
    with pytest.raises(ChoiceRefused) as refused:
        snapshot.tally(where={"channel": ["faks'; DROP TABLE answers; --"]})
    assert refused.value.key == "filter_value"
    assert snapshot.answers == 8


def test_weights_are_summed_with_their_squares(tmp_path: Path) -> None:
    answers = pl.DataFrame(
        {"metric": ["nps"] * 3, "score": [9, 9, 9], "day": [date(2026, 1, 1)] * 3, "weight": [0.5, 2.0, None]}
    )
    found = make_workspace(tmp_path / "w.duckdb", answers).snapshot().tally()
    assert found.to_dicts() == [{"measure": 1, "score": 9, "n": 3, "w": 3.5, "w2": 5.25}]


def test_a_heading_that_is_a_column_of_the_tally_steps_aside(tmp_path: Path) -> None:
    answers = pl.DataFrame({"metric": ["nps"], "score": [9], "day": [date(2026, 1, 1)], "n": ["tak"], 'a"b': ["x"]})
    snapshot = make_workspace(tmp_path / "w.duckdb", answers).snapshot()
    assert snapshot.dimensions == ["n_", 'a"b']
    assert rows(snapshot.tally(["n_"], where={"n_": ["tak"], 'a"b': ["x"]})) == [(1, 1, 9, 1)]


DIMENSIONS = ("touchpoint", "channel", "Marka")
labels = st.sampled_from([None, "a", "b", "ż'\"; --"])
answer = st.fixed_dictionaries(
    {
        "metric": st.sampled_from(["nps", "csat"]),
        "score": st.integers(1, 5),
        "day": st.dates(date(2025, 11, 1), date(2026, 2, 28)),
        "up": st.booleans(),
        **dict.fromkeys(DIMENSIONS, labels),
    }
)
SCHEMA = {"metric": pl.String, "score": pl.Int16, "day": pl.Date, "up": pl.Boolean}
SCHEMA |= dict.fromkeys(DIMENSIONS, pl.String)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    answers=st.lists(answer, min_size=1, max_size=40),
    by=st.lists(st.sampled_from([*DIMENSIONS, "month", "day", "metric"]), unique=True, max_size=3),
    channels=st.lists(st.sampled_from(["a", "b"]), unique=True),
    start=st.dates(date(2025, 11, 1), date(2026, 2, 28)),
    length=st.integers(0, 100),
)
def test_a_tally_equals_a_naive_count_and_coarser_ones_are_its_sums(
    answers: list[dict[str, Any]], by: list[str], channels: list[str], start: date, length: int
) -> None:
    frame = pl.DataFrame(answers, schema=SCHEMA)
    end = start + timedelta(days=length)
    with tempfile.TemporaryDirectory() as folder:
        snapshot = make_workspace(Path(folder) / "w.duckdb", frame).snapshot()
        known = set(snapshot.labels("channel").values())
        where = {"channel": [label for label in channels if label in known]}
        found = snapshot.tally(by, where=where, start=start, end=end, scope="all")
        total = snapshot.tally(where=where, start=start, end=end, scope="all")
        kept = frame.filter(pl.col("day").is_between(start, end))
        if where["channel"]:
            kept = kept.filter(pl.col("channel").is_in(where["channel"]))
        naive = (
            kept.with_columns(month=pl.col("day").dt.month_start())
            .group_by([*by, "metric", "up", "score"] if "metric" not in by else [*by, "up", "score"])
            .agg(n=pl.len().cast(pl.Int64))
        )
        named = found.join(snapshot.cuts.select("measure", "up", metric_="metric"), on="measure")
        for name in by:
            if name in DIMENSIONS:
                shown = pl.col(name).replace_strict(snapshot.labels(name), default=None, return_dtype=pl.String)
                named = named.with_columns(shown)
        named = named.with_columns(metric="metric_").select(naive.columns)
        assert_frame_equal(named, naive, check_row_order=False)
        coarser = found.group_by("measure", "score").agg(pl.col("n").sum()).sort("measure", "score")
        assert_frame_equal(coarser, total)
        snapshot.close()
