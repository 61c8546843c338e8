from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from cxdata.store import cells
from cxdata.store.members import merge
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from tests.workspaces import make_workspace

DAYS = 100
FIRST = date(2026, 1, 10)
LABELS = {"touchpoint": "ab", "channel": "klmn", "Marka": "xyz"}


def many(rows: int = 20_000) -> pl.DataFrame:
    """Answers of three dimensions over a hundred days; some without a value, some weighted."""
    at = pl.int_range(rows)

    def drawn(seed: int, of: int) -> pl.Expr:
        return (at.hash(seed) % of).cast(pl.Int64)

    def label(name: str, seed: int) -> pl.Expr:
        drawn_label = drawn(seed, len(LABELS[name]) + 1)
        return drawn_label.replace_strict(dict(enumerate(LABELS[name], 1)), default=None, return_dtype=pl.String)

    columns = {name: label(name, seed) for seed, name in enumerate(LABELS, 10)}
    return pl.select(
        metric=pl.when(drawn(1, 3) > 0).then(pl.lit("nps")).otherwise(pl.lit("csat")),
        score=1 + drawn(2, 5),
        day=pl.lit(FIRST) + pl.duration(days=drawn(3, DAYS)),
        weight=pl.when(drawn(4, 10) == 0).then(0.5),
        **columns,
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = make_workspace(tmp_path_factory.mktemp("cells") / "w.duckdb", many())
    codes = {label: code for code, label in workspace.snapshot().labels("channel").items()}
    merge(workspace, "channel", [codes["l"]], into=codes["k"])
    return workspace


@pytest.fixture(scope="module")
def counted(file: Workspace) -> Iterator[Snapshot]:
    """Asks the answers themselves, every time."""
    most, cells.MOST = cells.MOST, 0
    snapshot = Snapshot(file)
    cells.MOST = most
    yield snapshot
    snapshot.close()


@pytest.fixture(scope="module")
def kept(file: Workspace) -> Iterator[Snapshot]:
    snapshot = Snapshot(file)
    yield snapshot
    snapshot.close()


def emptied(file: Workspace) -> Snapshot:
    """A snapshot whose answers are gone once the first tally has counted them."""
    snapshot = Snapshot(file)
    snapshot.tally(["month", "touchpoint"], where={"channel": ["k"]}, scope="all")
    snapshot._connection.execute("DELETE FROM answers")
    return snapshot


days = st.integers(-20, DAYS + 20).map(lambda at: FIRST + timedelta(days=at))
edges = days | days.map(lambda day: day.replace(day=1)) | days.map(lambda day: day.replace(day=1) - timedelta(days=1))
filters = st.fixed_dictionaries(
    {},
    optional={
        "touchpoint": st.lists(st.sampled_from("ab"), unique=True),
        "channel": st.lists(st.sampled_from("kmn"), unique=True),
        "Marka": st.lists(st.sampled_from("xyz"), unique=True),
    },
).flatmap(lambda where: st.permutations(list(where)).map(lambda names: {name: where[name] for name in names}))


@settings(max_examples=60, deadline=None)
@given(
    by=st.lists(st.sampled_from([*LABELS, "month", "day", "metric"]), unique=True, max_size=3),
    where=filters,
    ends=st.lists(edges, min_size=4, max_size=4, unique=True).map(sorted),
    metric=st.sampled_from([None, "nps", "csat"]),
    scope=st.sampled_from([None, "headline", "relationship", "touchpoints", "all"]),
    rest=st.booleans(),
    bounds=st.tuples(st.booleans(), st.booleans()),
)
def test_cells_add_up_to_what_counting_the_answers_gives(
    counted: Snapshot,
    kept: Snapshot,
    by: list[str],
    where: dict[str, list[str]],
    ends: list[date],
    metric: Any,
    scope: Any,
    rest: bool,
    bounds: tuple[bool, bool],
) -> None:
    asked: dict[str, Any] = {"where": where, "metric": metric, "scope": scope, "rest": rest}
    asked["spans"] = [span for span in ((ends[0], ends[1]), (ends[2], ends[3])) if span[0] != ends[3]]
    asked["start"], asked["end"] = (day if bound else None for day, bound in zip(ends[1:3], bounds, strict=True))
    assert_frame_equal(kept.tally(by, **asked), counted.tally(by, **asked))


def test_a_move_of_period_metric_or_filter_asks_the_answers_nothing(file: Workspace, counted: Snapshot) -> None:
    snapshot = emptied(file)
    january = date(2026, 1, 1), date(2026, 1, 31)
    for asked in (
        {"by": ["month", "touchpoint"], "where": {"channel": ["m", "n"]}, "spans": [january]},
        {"by": ["metric", "month"], "metric": "csat", "end": january[1]},
        {"by": ["channel"], "where": {"channel": ["k"], "touchpoint": ["a"]}, "rest": True},
        {"by": ["month"], "spans": [(FIRST, FIRST + timedelta(days=DAYS))]},
    ):
        assert_frame_equal(snapshot.tally(**asked), counted.tally(**asked))  # type: ignore[arg-type]
    snapshot.close()


def test_what_cells_cannot_tell_is_counted(file: Workspace) -> None:
    snapshot = emptied(file)
    assert snapshot.tally(["Marka"], scope="all").is_empty()
    assert snapshot.tally(["day"], scope="all").is_empty()
    snapshot.close()


def test_the_filter_set_last_stays_free_where_not_all_fit(file: Workspace, kept: Snapshot) -> None:
    room = kept._cells.fitting(["channel"], {}, daily=False, rest=False)
    assert room is not None
    codes = {"channel": [1, 2], "Marka": [1]}
    for first, last in (("channel", "Marka"), ("Marka", "channel")):
        found = _tight(file).fitting([], {first: codes[first], last: codes[last]}, daily=False, rest=False)
        assert found is not None
        assert found.dimensions == {"touchpoint", last}
        assert found.fixed == {(first, tuple(codes[first]))}
    assert _tight(file).fitting([], codes, daily=False, rest=True) is None


def _tight(file: Workspace) -> cells.Cells:
    """Room for the cells of one dimension beside the touchpoint: 4 months, 11 + 5 scores, 3 touchpoints, 5 channels."""
    most, cells.MOST = cells.MOST, 4 * 16 * 3 * 5
    found = Snapshot(file)._cells
    cells.MOST = most
    return found


def test_the_cells_used_longest_ago_go_first(file: Workspace) -> None:
    snapshot = Snapshot(file)
    held, cells.HELD = cells.HELD, 1000
    try:
        for name, metric in (("channel", None), ("Marka", None), ("channel", "nps")):
            snapshot.tally(["month", name], metric=metric, scope="all")
    finally:
        cells.HELD = held
    heights = {tuple(sorted(known.dimensions)): frame.height for known, frame in snapshot._cells._held.items()}
    assert list(heights) == [("channel", "touchpoint")]
    snapshot.close()


def test_few_answers_are_counted_anew(workspace: Workspace) -> None:
    snapshot = workspace.snapshot()
    for names in combinations(("touchpoint", "channel"), 2):
        assert snapshot._cells.fitting(names, {}, daily=False, rest=False) is None
