"""Two people at one table: what goes together does, and of what does not every field is said."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.governance.merging import Collided, Side
from cxdata.governance.records import held, history, rows, save
from cxdata.governance.tables import DECISIONS, DEPARTMENTS
from cxdata.store.workspace import Workspace
from tests.governance.frames import day, departments, frame, new


@pytest.fixture
def decided(staffed: Workspace) -> Workspace:
    """Two decisions, ids 1 and 2."""
    lines = [
        ("D1", day("2026-01-13"), "Trasa", "Logistyka", None, day("2026-03-01")),
        ("D2", day("2026-01-13"), "Kasa", "Sprzedaż", None, day("2026-04-01")),
    ]
    save(staffed, DECISIONS, new(frame(DECISIONS, *lines)), by="Ala")
    return staffed


def edited(shown: pl.DataFrame, id: int, **values: object) -> pl.DataFrame:
    """The rows with some fields of one of them changed."""
    return shown.with_columns(
        pl.when(pl.col("id") == id).then(pl.lit(value, shown.schema[name])).otherwise(pl.col(name)).alias(name)
        for name, value in values.items()
    )


def test_different_fields_of_one_row_are_both_kept_and_that_is_said(decided: Workspace) -> None:
    seen = held(decided, DECISIONS)
    save(decided, DECISIONS, edited(seen.rows, 1, done=day("2026-02-20")), by="Ala", base_version=seen.version)
    mine = edited(seen.rows, 1, impact="large")
    saved = save(decided, DECISIONS, mine, by="Olek", base_version=seen.version)
    assert (saved.changed, saved.shared, len(saved.meanwhile)) == (1, 1, 1)
    row = rows(decided, DECISIONS).row(0, named=True)
    assert (row["done"], row["impact"]) == (day("2026-02-20"), "large")
    assert [change.by for change in history(decided, DECISIONS, 1)] == ["Olek", "Ala", "Ala"]


def test_the_same_field_changed_differently_is_a_clash_with_both_values(decided: Workspace) -> None:
    seen = held(decided, DECISIONS)
    theirs = edited(seen.rows, 1, redated=day("2026-05-01"), owner="Sprzedaż")
    save(decided, DECISIONS, theirs, by="Ala", base_version=seen.version)
    mine = edited(edited(seen.rows, 1, redated=day("2026-06-01"), impact="small"), 2, impact="large")
    with pytest.raises(Collided) as caught:
        save(decided, DECISIONS, mine, by="Olek", base_version=seen.version)
    (clash,) = caught.value.clashes
    assert (clash.id, clash.row["number"], clash.column) == (1, "D1", "redated")
    assert (clash.theirs, clash.mine, clash.by) == (day("2026-05-01"), day("2026-06-01"), "Ala")
    assert caught.value.facts["n"] == 1
    assert rows(decided, DECISIONS)["impact"].to_list() == [None, None]


@pytest.mark.parametrize(("side", "redated"), [("mine", "2026-06-01"), ("theirs", "2026-05-01")])
def test_once_it_is_said_whose_value_stays_everything_else_is_kept(
    decided: Workspace, side: Side, redated: str
) -> None:
    seen = held(decided, DECISIONS)
    theirs = edited(seen.rows, 1, redated=day("2026-05-01"), owner="Sprzedaż")
    save(decided, DECISIONS, theirs, by="Ala", base_version=seen.version)
    line = frame(DECISIONS, ("D3", day("2026-02-10"), "Nowa")).with_columns(id=None)
    mine = pl.concat([edited(seen.rows, 1, redated=day("2026-06-01"), impact="small"), line])
    with pytest.raises(Collided) as caught:
        save(decided, DECISIONS, mine, by="Olek", base_version=seen.version)
    whole = caught.value.resolved({(1, "redated"): side})
    saved = save(decided, DECISIONS, whole, by="Olek", base_version=caught.value.version)
    assert (saved.added, saved.changed, saved.meanwhile) == (1, 1, ())
    row = rows(decided, DECISIONS).row(0, named=True)
    assert (row["redated"], row["owner"], row["impact"]) == (day(redated), "Sprzedaż", "small")
    assert rows(decided, DECISIONS)["number"].to_list() == ["D1", "D2", "D3"]


def test_a_third_save_between_is_a_clash_of_its_own(decided: Workspace) -> None:
    seen = held(decided, DECISIONS)
    save(decided, DECISIONS, edited(seen.rows, 1, impact="small"), by="Ala", base_version=seen.version)
    with pytest.raises(Collided) as first:
        save(decided, DECISIONS, edited(seen.rows, 1, impact="large"), by="Olek", base_version=seen.version)
    save(decided, DECISIONS, edited(rows(decided, DECISIONS), 1, impact="medium"), by="Ewa")
    whole = first.value.resolved({(1, "impact"): "mine"})
    with pytest.raises(Collided) as second:
        save(decided, DECISIONS, whole, by="Olek", base_version=first.value.version)
    (clash,) = second.value.clashes
    assert (clash.theirs, clash.mine, clash.by) == ("medium", "large", "Ewa")


@pytest.mark.parametrize(("side", "left"), [("mine", ["D2"]), ("theirs", ["D1", "D2"])])
def test_deleting_what_somebody_changed_is_asked(decided: Workspace, side: Side, left: list[str]) -> None:
    seen = held(decided, DECISIONS)
    save(decided, DECISIONS, edited(seen.rows, 1, impact="small"), by="Ala", base_version=seen.version)
    with pytest.raises(Collided) as caught:
        save(decided, DECISIONS, seen.rows.tail(1), by="Olek", base_version=seen.version)
    (clash,) = caught.value.clashes
    assert (clash.column, clash.mine) == ("", None)
    whole = caught.value.resolved({(1, ""): side})
    save(decided, DECISIONS, whole, by="Olek", base_version=caught.value.version)
    assert rows(decided, DECISIONS)["number"].to_list() == left


@pytest.mark.parametrize(("side", "left"), [("mine", ["D2", "D1"]), ("theirs", ["D2"])])
def test_changing_what_somebody_deleted_is_asked(decided: Workspace, side: Side, left: list[str]) -> None:
    seen = held(decided, DECISIONS)
    save(decided, DECISIONS, seen.rows.tail(1), by="Ala", base_version=seen.version)
    with pytest.raises(Collided) as caught:
        save(decided, DECISIONS, edited(seen.rows, 1, impact="small"), by="Olek", base_version=seen.version)
    (clash,) = caught.value.clashes
    assert (clash.column, clash.theirs) == ("", None)
    whole = caught.value.resolved({(1, ""): side})
    save(decided, DECISIONS, whole, by="Olek", base_version=caught.value.version)
    assert rows(decided, DECISIONS)["number"].to_list() == left


CELLS = st.sampled_from([None, 1, 2, 3])
COLUMN = st.lists(CELLS, min_size=3, max_size=3)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(CELLS, min_size=3, max_size=3),
    st.lists(CELLS, min_size=3, max_size=3),
    st.sampled_from(["mine", "theirs"]),
)
def test_whatever_two_people_enter_nothing_is_lost(
    tmp_path_factory: pytest.TempPathFactory, hers: list[int | None], his: list[int | None], side: Side
) -> None:
    workspace = Workspace(tmp_path_factory.mktemp("two") / "w.duckdb", "w").create()
    save(workspace, DEPARTMENTS, new(departments(("a", "operating"), ("b", "operating"), ("c", "operating"))), by="x")
    seen = held(workspace, DEPARTMENTS)
    theirs, mine = (seen.rows.with_columns(headcount=pl.Series(cells, dtype=pl.Int64)) for cells in (hers, his))
    save(workspace, DEPARTMENTS, theirs, by="Ala", base_version=seen.version)
    try:
        save(workspace, DEPARTMENTS, mine, by="Olek", base_version=seen.version)
    except Collided as collided:
        sides = {(clash.id, clash.column): side for clash in collided.clashes}
        whole = collided.resolved(sides)
        save(workspace, DEPARTMENTS, whole, by="Olek", base_version=collided.version)
    for was, other, own in zip(rows(workspace, DEPARTMENTS)["headcount"], hers, his, strict=True):
        if own is None or own == other:
            assert was == other
        elif other is None:
            assert was == own
        else:
            assert was == (own if side == "mine" else other)
