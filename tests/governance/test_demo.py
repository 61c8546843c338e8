"""The demo company's tables load whole and say what is planted in them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cxdata.command import main
from cxdata.governance.current import Tables, current
from cxdata.governance.goals import Goal
from cxdata.governance.hygiene import hygiene
from cxdata.governance.measures import ambassadors, effects, progress, promises, roles, series
from cxdata.governance.ownership import accountable
from cxdata.governance.standing import Standing, standing
from cxdata.governance.tables import TABLES
from cxdata.governance.uploading import load
from cxdata.reading import read
from cxdata.store.workspace import Workspace
from data.demo import council, governance, journey
from data.demo.edition import Edition, dictionary
from tests.governance.frames import day

TRUTHS: dict[str, Any] = journey.truths()
FILES = {
    "departments": governance.DEPARTMENTS,
    "people": council.PEOPLE,
    "cx_roles": council.ROLES,
    "ownership": governance.OWNERSHIP,
    "vision": council.VISION,
    "goals": governance.GOALS,
    "meetings": council.MEETINGS,
    "attendance": council.ATTENDANCE,
    "decisions": governance.DECISIONS,
    "initiatives": governance.INITIATIVES,
    "actions": council.ACTIONS,
    "events": governance.EVENTS,
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Standing:
    """The demo's tables of governance alone, on its last day."""
    return standing(loaded_whole(Edition(tmp_path_factory.mktemp("demo"))), TRUTHS["company"]["as_of"])


def loaded_whole(edition: Edition) -> Tables:
    """The tables of one edition, entered as anybody would; no row of them may be refused, and no column left over."""
    governance.write_tables(edition, TRUTHS["company"]["seed"])
    council.write_tables(edition, TRUTHS["company"]["seed"])
    workspace = Workspace(edition.folder / "demo.duckdb", "demo").create()
    for name, file in FILES.items():
        sheet = read(edition.path(file), folder=edition.folder)
        loaded = load(workspace, TABLES[name], sheet.table, by="demo")
        assert (name, loaded.rejects, loaded.unused, loaded.loaded) == (name, (), (), sheet.rows)
    return current(workspace)


def test_the_english_tables_load_whole_and_hold_the_same_rows(tables: Standing, tmp_path: Path) -> None:
    spoken = loaded_whole(Edition(tmp_path, "en"))
    assert {name: spoken[name].rows.height for name in FILES} == {
        name: tables.tables[name].rows.height for name in FILES
    }
    assert spoken["decisions"].rows["impact"].equals(tables.tables["decisions"].rows["impact"])


def test_ownership_is_misplaced_and_missing_where_that_was_planted(tables: Standing) -> None:
    touchpoints = [point.name for point in journey.touchpoints()]
    owned, teams = tables.tables["ownership"].rows, tables.departments
    states = accountable(owned, teams, tables.day, touchpoints)
    odd = states.filter(pl.col("state") != "owned").select("touchpoint", "state").rows()
    assert sorted(odd) == [
        ("Informacja o przesyłce", "none"),
        ("Program stałego klienta", "misplaced"),
        ("Reklamacja", "misplaced"),
        ("Zwrot towaru", "misplaced"),
    ]
    before = accountable(owned, teams, day("2025-03-31"), ["Informacja o przesyłce"])
    assert before.rows() == [("Informacja o przesyłce", "IT", "owned")]
    kinds = hygiene(owned, touchpoints, teams, tables.day).group_by("problem", maintain_order=True).len()
    assert dict(kinds.rows()) == {"many_c": 1, "no_a": 1, "no_r": 1, "misplaced": 3}


def test_the_council_lacks_two_departments_and_one_member_rarely_comes(tables: Standing) -> None:
    planted = TRUTHS["council"]
    found = roles.council(tables)
    assert (len(found.answering), list(found.missing)) == (planted["answering"], planted["missing"])
    assert [role.filled for role in roles.five(tables)] == [True] * 5
    assert roles.board_sponsor(tables) is True
    assert [role.people for role in roles.five(tables) if role.role == "sponsor"] == [(planted["sponsor"],)]
    assert roles.board_sponsor(standing(tables.tables, day("2024-12-31"))) is False
    shares = dict(roles.attendance(tables).select("person", "share").iter_rows())
    assert [name for name, share in shares.items() if share < 0.5] == [planted["rarely"]]


def test_promises_are_kept_by_one_department_and_broken_by_two(tables: Standing) -> None:
    planted = TRUTHS["promises"]
    whole = promises.kept(promises.register(tables), tables.day)
    assert whole.rate is not None
    assert 0.55 < whole.rate < 0.68
    assert whole.overdue >= 10
    rates = dict(promises.by_owner(tables).filter(pl.col("due") >= 5).select("owner", "rate").iter_rows())
    assert max(rates, key=lambda name: rates[name]) == planted["keeps"]
    assert all(rates[name] < 0.5 for name in planted["breaks"])


def test_ambassadors_are_named_in_more_departments_than_they_act_in(tables: Standing) -> None:
    planted = TRUTHS["ambassadors"]
    found = ambassadors.deeds(tables)
    assert found.filter(pl.col("ambassadors") > 0).height == planted["named"]
    assert found.filter(pl.col("lately") > 0)["department"].to_list() == planted["active"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The whole demo company, as the command builds it; in English, since the browser's tests build the Polish one."""
    path = tmp_path_factory.mktemp("whole") / "demo.duckdb"
    assert main(["demo", "--data-lang", "en", "--workspace", str(path)]) == 0
    return Workspace.at(path)


@pytest.fixture(scope="module")
def spoken(whole: Workspace) -> Standing:
    return standing(current(whole), TRUTHS["company"]["as_of"])


def english(planted: Iterable[str]) -> list[str]:
    return [dictionary()[name] for name in planted]


def test_past_goals_were_met_and_missed_as_planted(spoken: Standing, whole: Workspace) -> None:
    found: dict[str, list[str]] = {"met": [], "missed": [], "unclear": []}
    for row in spoken.past_goals.iter_rows(named=True):
        goal = Goal.of(row)
        found[progress.outcome(goal, series.reading(whole.snapshot(), goal))[0]].append(str(goal.name))
    assert {name: sorted(goals) for name, goals in found.items()} == {
        name: sorted(english(TRUTHS["past_goals"][name])) for name in found
    }


def test_initiatives_helped_harmed_or_did_nothing_that_can_be_measured(spoken: Standing, whole: Workspace) -> None:
    planted, found = TRUTHS["effects"], {}
    for row in spoken.initiatives.iter_rows(named=True):
        found[row["name"]] = effects.effect(whole.snapshot(), row, spoken.initiatives)
    measured = {name: one for name, one in found.items() if one.measurable}
    assert [name for name, one in measured.items() if (one.effect or 0) > 0] == english(planted["better"])
    assert [name for name, one in measured.items() if (one.effect or 0) < 0] == english(planted["worse"])
    assert [name for name, one in found.items() if one.reason == "not_begun"] == english(planted["not_begun"])
    quick, chance = (
        found[dictionary()[TRUTHS[name]["initiative"]]] for name in ("initiative_worked", "initiative_chance")
    )
    assert quick.low is not None
    assert quick.high is not None
    assert quick.low < TRUTHS["initiative_worked"]["effect"] < quick.high
    assert [f"{month:%Y-%m}" for month in chance.trigger] == [TRUTHS["initiative_chance"]["trough_month"]]
