"""Saving tables: whole or not at all, audited, and merged with what others did in the meantime."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.errors import EditRefused, WorkspaceRefused
from cxdata.governance.records import Refused, Saved, held, history, rows, save
from cxdata.governance.spec import Problem
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP
from cxdata.governance.values import alike
from cxdata.store.workspace import Workspace
from tests.governance.frames import day, departments, goals, new, ownership

Entered = tuple[str, str, str, date | None]


def test_a_workspace_where_nobody_has_written_has_empty_tables(workspace: Workspace) -> None:
    found = held(workspace, OWNERSHIP)
    assert (found.rows.schema, len(found.rows), found.version) == (OWNERSHIP.schema, 0, 0)


def test_rows_come_back_as_they_were_saved_with_ids(staffed: Workspace) -> None:
    made = goals(
        ("Polecają", "nps", "relationship", None, 30.0, 35.5, day("2026-12-31"), "Zespół CX"),
        (None, "ces", "touchpoint", "Kasa", None, 78.0, day("2026-06-30"), None),
    )
    saved = save(staffed, GOALS, new(made), by="Ala")
    assert saved == Saved(version=2, added=2, changed=0, removed=0)
    assert rows(staffed, GOALS).equals(made)


def test_names_and_words_are_brought_to_their_proper_form(staffed: Workspace) -> None:
    typed = pl.DataFrame(
        {"touchpoint": [" kasa "], "department": ["zespół  cx"], "role": ["odpowiada"], "valid_from": ["1.03.2026"]}
    )
    save(staffed, OWNERSHIP, typed, by="Ala")
    assert rows(staffed, OWNERSHIP).equals(ownership(("Kasa", "Zespół CX", "A", day("2026-03-01"))))


def test_one_bad_row_keeps_every_row_from_being_saved(staffed: Workspace) -> None:
    made = new(ownership(("Kasa", "Sprzedaż", "A"), ("Poczta", "Kadry", "A", day("2026-05-01"), day("2026-04-30"))))
    with pytest.raises(Refused) as caught:
        save(staffed, OWNERSHIP, made, by="Ala")
    assert caught.value.problems == (
        Problem(1, "touchpoint", "governance_unknown_touchpoint", {"found": "Poczta"}),
        Problem(1, "department", "governance_unknown_departments", {"found": "Kadry"}),
        Problem(1, "valid_to", "governance_order", {"start": day("2026-05-01"), "end": day("2026-04-30")}),
    )
    assert (caught.value.key, caught.value.facts) == ("governance_refused", {"n": 3})
    assert len(rows(staffed, OWNERSHIP)) == 0
    assert history(staffed, OWNERSHIP) == []


def test_history_tells_who_changed_what_from_what(staffed: Workspace) -> None:
    edited = rows(staffed, DEPARTMENTS).with_columns(headcount=pl.Series([13, None, 3])).head(2)
    assert save(staffed, DEPARTMENTS, edited, by="Olek") == Saved(version=5, added=0, changed=1, removed=1)
    first = {"name": "Sprzedaż", "kind": "operating", "headcount": 12}
    third = {"name": "Zespół CX", "kind": "cx_team", "headcount": 3}
    found = history(staffed, DEPARTMENTS)
    assert [(c.by, c.id, c.before, c.after) for c in found[:2]] == [
        ("Olek", 3, third, None),
        ("Olek", 1, first, first | {"headcount": 13}),
    ]
    assert [(c.by, c.before, c.after) for c in history(staffed, DEPARTMENTS, 3)] == [
        ("Olek", third, None),
        ("Ala", None, third),
    ]


def test_ids_are_never_given_out_again(staffed: Workspace) -> None:
    save(staffed, DEPARTMENTS, rows(staffed, DEPARTMENTS).head(2), by="Ala")
    again = pl.concat([rows(staffed, DEPARTMENTS), departments(("IT", "operating")).with_columns(id=None)])
    save(staffed, DEPARTMENTS, again, by="Ala")
    assert rows(staffed, DEPARTMENTS)["id"].to_list() == [1, 2, 4]


def test_saving_what_is_there_changes_nothing(staffed: Workspace) -> None:
    saved = save(staffed, DEPARTMENTS, rows(staffed, DEPARTMENTS), by="Ala")
    assert saved == Saved(version=3, added=0, changed=0, removed=0)


def test_a_bad_row_of_before_does_not_stand_in_the_way_of_other_edits(workspace: Workspace) -> None:
    # Ownership was written before there were departments; then the list came without IT.
    save(workspace, OWNERSHIP, new(ownership(("Kasa", "IT", "A"))), by="Ala")
    save(workspace, DEPARTMENTS, new(departments(("Sprzedaż", "operating"))), by="Ala")
    more = pl.concat([rows(workspace, OWNERSHIP), ownership(("Kasa", "Sprzedaż", "R")).with_columns(id=None)])
    assert save(workspace, OWNERSHIP, more, by="Ala").added == 1


def test_edits_of_different_rows_at_the_same_time_are_both_kept(staffed: Workspace) -> None:
    seen = held(staffed, DEPARTMENTS)
    hers = seen.rows.with_columns(headcount=pl.Series([99, None, 3]))
    his = pl.concat([seen.rows.filter(pl.col("id") != 2), departments(("IT", "operating", 5)).with_columns(id=None)])
    save(staffed, DEPARTMENTS, hers, by="Ala", base_version=seen.version)
    saved = save(staffed, DEPARTMENTS, his, by="Olek", base_version=seen.version)
    assert rows(staffed, DEPARTMENTS).drop("id").rows() == [
        ("Sprzedaż", "operating", 99),
        ("Zespół CX", "cx_team", 3),
        ("IT", "operating", 5),
    ]
    assert (saved.added, saved.changed, saved.removed) == (1, 0, 1)
    (other,) = saved.meanwhile
    assert (other.by, other.id, other.before, other.after) == (
        "Ala",
        1,
        {"name": "Sprzedaż", "kind": "operating", "headcount": 12},
        {"name": "Sprzedaż", "kind": "operating", "headcount": 99},
    )


def test_edits_of_the_same_row_at_the_same_time_are_refused_naming_it(staffed: Workspace) -> None:
    seen = held(staffed, DEPARTMENTS)
    save(staffed, DEPARTMENTS, seen.rows.with_columns(headcount=1), by="Ala", base_version=seen.version)
    with pytest.raises(EditRefused) as caught:
        save(staffed, DEPARTMENTS, seen.rows.with_columns(headcount=2), by="Olek", base_version=seen.version)
    facts = caught.value.facts
    assert caught.value.key == "governance_collision"
    assert (facts["n"], facts["row"], facts["by"]) == (3, "Sprzedaż", "Ala")
    assert rows(staffed, DEPARTMENTS)["headcount"].to_list() == [1, 1, 1]


def test_deleting_a_row_that_somebody_has_changed_is_refused(staffed: Workspace) -> None:
    seen = held(staffed, DEPARTMENTS)
    save(staffed, DEPARTMENTS, seen.rows.with_columns(headcount=1), by="Ala", base_version=seen.version)
    with pytest.raises(EditRefused, match="governance_collision"):
        save(staffed, DEPARTMENTS, seen.rows.head(2), by="Olek", base_version=seen.version)


def test_two_people_who_make_the_same_change_agree(staffed: Workspace) -> None:
    seen = held(staffed, DEPARTMENTS)
    wanted = pl.concat([seen.rows.head(2), departments(("IT", "operating")).with_columns(id=None)])
    save(staffed, DEPARTMENTS, wanted, by="Ala", base_version=seen.version)
    saved = save(staffed, DEPARTMENTS, wanted, by="Olek", base_version=seen.version)
    assert (saved.added, saved.changed, saved.removed, len(saved.meanwhile)) == (0, 0, 0, 2)
    assert rows(staffed, DEPARTMENTS)["name"].to_list() == ["Sprzedaż", "Logistyka", "IT"]


def test_two_people_who_add_the_same_name_differently_are_told(staffed: Workspace) -> None:
    seen = held(staffed, DEPARTMENTS)
    for who, kind in (("Ala", "operating"), ("Olek", "cx_team")):
        wanted = pl.concat([seen.rows, departments(("IT", kind)).with_columns(id=None)])
        if who == "Ala":
            save(staffed, DEPARTMENTS, wanted, by=who, base_version=seen.version)
            continue
        with pytest.raises(Refused) as caught:
            save(staffed, DEPARTMENTS, wanted, by=who, base_version=seen.version)
        assert caught.value.problems == (Problem(3, "name", "governance_meanwhile", {"found": "IT"}),)


def test_a_version_that_the_workspace_never_had_is_refused(staffed: Workspace) -> None:
    with pytest.raises(EditRefused, match="governance_stale"):
        save(staffed, DEPARTMENTS, rows(staffed, DEPARTMENTS), by="Ala", base_version=4)


def test_many_at_once_lose_nothing(staffed: Workspace) -> None:
    seen = held(staffed, DEPARTMENTS)

    def add(number: int) -> Saved:
        wanted = pl.concat([seen.rows, departments((f"Dział {number}", "operating")).with_columns(id=None)])
        return save(staffed, DEPARTMENTS, wanted, by=f"osoba {number}", base_version=seen.version)

    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(add, range(6)))
    assert {one.added for one in saved} == {1}
    assert sorted(len(one.meanwhile) for one in saved) == [0, 1, 2, 3, 4, 5]
    assert set(rows(staffed, DEPARTMENTS)["name"]) >= {f"Dział {number}" for number in range(6)}
    assert sorted(rows(staffed, DEPARTMENTS)["id"]) == list(range(1, 10))


def test_a_read_only_workspace_is_read_and_not_written(staffed: Workspace) -> None:
    locked = Workspace(staffed.path, staffed.name, readonly=True)
    with pytest.raises(WorkspaceRefused, match="workspace_readonly"):
        save(locked, DEPARTMENTS, rows(locked, DEPARTMENTS), by="Ala")


def test_a_renamed_touchpoint_keeps_its_owners(staffed: Workspace) -> None:
    from cxdata.store import members

    save(staffed, OWNERSHIP, new(ownership(("Kasa", "Sprzedaż", "A"))), by="Ala")
    members.rename(staffed, "touchpoint", 1, "Kasy w sklepie")
    assert rows(staffed, OWNERSHIP)["touchpoint"].to_list() == ["Kasy w sklepie"]
    assert save(staffed, OWNERSHIP, rows(staffed, OWNERSHIP), by="Ala").changed == 0


def test_a_table_from_an_older_version_gains_its_columns(staffed: Workspace) -> None:
    with staffed.connect(write=True) as connection:
        connection.execute("CREATE TABLE goals (id BIGINT, metric VARCHAR, scope VARCHAR, target DOUBLE)")
        connection.execute("INSERT INTO goals VALUES (7, 'nps', 'relationship', 40)")
    (row,) = rows(staffed, GOALS).rows(named=True)
    assert row == dict.fromkeys(GOALS.names) | {"id": 7, "metric": "nps", "scope": "relationship", "target": 40.0}
    save(staffed, GOALS, rows(staffed, GOALS).with_columns(deadline=day("2026-12-31")), by="Ala")
    assert rows(staffed, GOALS)["deadline"].to_list() == [day("2026-12-31")]


def test_a_table_of_another_shape_in_a_foreign_file_is_read_as_far_as_it_goes(staffed: Workspace) -> None:
    with staffed.connect(write=True) as connection:
        connection.execute("CREATE TABLE goals (id VARCHAR, target VARCHAR, deadline BOOLEAN)")
        connection.execute("INSERT INTO goals VALUES ('x', '1', true), ('2', 'dużo', true)")
    assert rows(staffed, GOALS).rows() == [(2, *[None] * len(GOALS.names))]


NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).map(lambda text: f"{text}ż")
DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(tmp_path_factory.mktemp("blank") / "w.duckdb", "w").create()


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.tuples(NAMES, NAMES, st.sampled_from("ARCI"), DAYS),
        max_size=6,
        unique_by=lambda row: tuple(alike(" ".join(seen(name))) for name in row[:2]),
    )
)
def test_whatever_is_saved_comes_back_and_saves_again_without_change(blank: Workspace, entered: list[Entered]) -> None:
    made = pl.DataFrame(entered, schema=OWNERSHIP.names[:4], orient="row", strict=False)
    version = save(blank, OWNERSHIP, made, by="Ala").version
    kept = rows(blank, OWNERSHIP)
    assert [name.split() for name in kept["touchpoint"]] == [seen(row[0]) for row in entered]
    assert [name.split() for name in kept["department"]] == [seen(row[1]) for row in entered]
    assert kept.select("role", "valid_from").rows() == [row[2:] for row in entered]
    assert save(blank, OWNERSHIP, kept, by="Ala").version == version


def seen(text: str) -> list[str]:
    """The words of a text without control characters, and without the apostrophe before a formula."""
    shown = "".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 or c == "\ufeff" else c for c in text)
    bare = " ".join(shown.split())
    freed = bare.lstrip("'")
    return (freed if freed[:1] in tuple("=+-@") else bare).split()
