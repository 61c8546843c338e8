"""What is planted in the made-up company shows on the departments page."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp

import polars as pl
import pytest

from cxdata.choice import Choice
from cxdata.governance.current import Tables, current
from cxdata.governance.tables import TABLES
from cxdata.governance.uploading import load
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.departments import Departments, departments
from cxdata.views.departments.facts import Facts
from cxdata.views.departments.standing_card import indistinct
from data.demo import governance, journey
from data.demo.edition import Edition
from tests.data.conftest import company, replies
from tests.workspaces import make_workspace

__all__ = ["company", "replies"]
YEAR = Choice(preset="year")


@pytest.fixture(scope="session")
def shop(replies: pl.DataFrame) -> tuple[Snapshot, Tables]:
    """The company's NPS answers about touchpoints, with its departments, owners and goals."""
    rows = replies.filter(pl.col("nps").is_not_null()).select(
        pl.lit("nps").alias("metric"), pl.col("nps").alias("score"), pl.col("at").dt.date().alias("day"), "touchpoint",
        "channel",
    )  # fmt: skip
    folder = Path(mkdtemp())
    workspace = make_workspace(folder / "firma.duckdb", rows, settings={"as_of": "2026-10-31"})
    governance.write_tables(Edition(folder), 215)
    for name, file in (("departments", "dzialy"), ("ownership", "wlasnosc"), ("goals", "cele")):
        load(workspace, TABLES[name], pl.read_csv(folder / f"{file}.csv", separator=";", infer_schema=False))
    return workspace.snapshot(), current(workspace)


@pytest.fixture(scope="session")
def facts(shop: tuple[Snapshot, Tables]) -> Facts:
    return Facts.of(shop[0], shop[1], YEAR)


@pytest.fixture(scope="session")
def page(shop: tuple[Snapshot, Tables]) -> Departments:
    return departments(shop[0], shop[1], YEAR, Text("pl"))


def test_nobodys_and_misplaced_touchpoints_stand_before_all_departments(facts: Facts, page: Departments) -> None:
    assert facts.gap is not None
    first = facts.gap.parts.head(2)
    assert first.select("kind", "verdict").rows() == [("nobody", "real"), ("misplaced", "real")]
    assert [sorted(names) for names in first["names"].to_list()] == [
        ["Informacja o przesyłce"], ["Program stałego klienta", "Reklamacja", "Zwrot towaru"],
    ]  # fmt: skip
    assert page.matrix.title == "1 punkt styku bez właściciela, 3 u zespołu CX"
    assert "Zespół CX odpowiada tu za: Zwrot towaru, Reklamacja i Program stałego klienta." in page.aside


def test_three_equal_departments_are_not_told_apart(facts: Facts) -> None:
    equal = set(journey.truths()["equal_departments"]["departments"])
    assert equal <= set(indistinct(facts.stand))


def test_every_channel_of_help_is_better_and_the_whole_worse(facts: Facts, page: Departments) -> None:
    inside = facts.insides[journey.truths()["simpson"]["touchpoint"]]
    assert inside.turned
    assert (round(inside.rate), round(inside.mix)) == (8, -18)
    assert page.inside.title.endswith("każdy kanał lepiej, a całość gorzej: Pomoc w sprawie zamówienia")
    assert set(page.inside.table["werdykt: wynik kanału"]) <= {"rzeczywiste", "w tej próbie", "być może przypadek"}
    assert page.change.title.endswith("to głównie inne kanały i punkty styku, nie praca działów")
    assert facts.channels == "real"


def test_a_department_with_few_answers_in_a_month_has_no_score(shop: tuple[Snapshot, Tables]) -> None:
    rows = Facts.of(shop[0], shop[1], Choice(preset="month")).stand.rows
    assert rows.filter(label="Finanse").select("score", "first", "verdict").row(0) == (None, None, "few")


def test_the_parts_sum_to_the_gap_and_to_the_change(facts: Facts) -> None:
    assert facts.gap is not None
    assert facts.change is not None
    assert abs(facts.gap.parts["value"].sum() + facts.gap.mismatch - facts.gap.change) < 1e-9
    moved = facts.change.parts["value"].sum() + facts.change.mix.value + facts.change.channels.value
    assert abs(moved - (facts.change.after - facts.change.before)) < 1e-9


def test_the_table_of_the_change_names_the_verdict_of_each_touchpoint(page: Departments) -> None:
    help_desk = page.change.table.filter(pl.col("punkt styku") == journey.truths()["simpson"]["touchpoint"])
    assert help_desk.select("werdykt: wynik w kanałach", "werdykt: udziały kanałów").row(0)[1] == "rzeczywiste"
    assert page.change.table["werdykt: wynik w kanałach"].null_count() < page.change.table.height


@pytest.mark.parametrize("preset", ["quarter", "year"])
def test_a_department_has_one_verdict_wherever_it_is_shown(shop: tuple[Snapshot, Tables], preset: str) -> None:
    whole = Facts.of(shop[0], shop[1], Choice(preset=preset))
    brief = Facts.brief(whole.owned)
    assert whole.gap is not None
    assert brief.gap is not None
    assert (
        whole.gap.parts.select("label", "kind", "verdict").rows()
        == brief.gap.parts.select("label", "kind", "verdict").rows()
    )
    assert whole.stand.rows["verdict"].to_list() == brief.stand.rows["verdict"].to_list()
    assert "real" in whole.gap.parts.filter(kind="department")["verdict"]


def test_what_the_cx_team_and_nobody_lead_has_its_score_beside_promises_too(page: Departments) -> None:
    rows = {row["dział"]: row for row in page.deeds.to_dicts()}
    team, nobody = rows["Zespół CX (poza kolejnością)"], rows["(bez działu)"]
    assert (team["n"] > 300, nobody["n"] > 250) == (True, True)
    assert "za mało odpowiedzi" not in (team["NPS (przedział)"], nobody["NPS (przedział)"])
