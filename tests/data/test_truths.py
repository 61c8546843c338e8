"""What is planted in the made-up company can be counted in its files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from data.demo import journey

TRUTHS: dict[str, Any] = journey.truths()


def counts(rows: pl.DataFrame) -> tuple[float, float, int]:
    """NPS and its adjusted-Wald variance, in points, and n."""
    scores = rows["nps"].drop_nulls()
    promoters, detractors, n = (scores >= 9).sum(), (scores <= 6).sum(), len(scores)
    centre = (promoters - detractors) / (n + 3)
    spread = (promoters + detractors + 1.5) / (n + 3) - centre**2
    return 100 * (promoters - detractors) / n, 1e4 * spread / (n + 3), n


def nps(rows: pl.DataFrame) -> float:
    return counts(rows)[0]


def distance(one: pl.DataFrame, other: pl.DataFrame) -> float:
    """The difference in standard errors."""
    (first, first_variance, _), (second, second_variance, _) = counts(one), counts(other)
    return float((second - first) / (first_variance + second_variance) ** 0.5)


def of(rows: pl.DataFrame, touchpoint: str, first: str = "", last: str = "9") -> pl.DataFrame:
    return rows.filter(pl.col("touchpoint").eq(touchpoint) & pl.col("month").is_between(pl.lit(first), pl.lit(last)))


def owned(company: Path) -> pl.DataFrame:
    """Roles that are still held: touchpoint, department, role."""
    table = pl.read_csv(company / "wlasnosc.csv", separator=";", try_parse_dates=True)
    return table.filter(pl.col("do").is_null()).select("punkt styku", "dział", "rola")


def accountable(company: Path) -> dict[str, str]:
    rows = owned(company).filter(pl.col("rola") == "A")
    return dict(rows.select("punkt styku", "dział").rows())


def test_courier_delivery_collapses_on_the_app_alone(replies: pl.DataFrame, company: Path) -> None:
    planted = TRUTHS["collapse"]
    rows = of(replies, planted["touchpoint"]).with_columns(
        app=pl.col("channel") == planted["channel"], late=pl.col("month") >= planted["from"]
    )
    part = {(app, late): rows.filter(app=app, late=late) for app in (True, False) for late in (True, False)}
    assert abs(nps(part[True, False]) - planted["before"]) < 6
    assert abs(nps(part[True, True]) - planted["after"]) < 6
    assert distance(part[True, False], part[True, True]) < -6
    assert abs(nps(part[False, True]) - nps(part[False, False])) < 5  # May to October holds no December
    assert accountable(company)[planted["touchpoint"]] == planted["owner"] == "Logistyka"


def test_every_channel_gets_better_and_the_whole_gets_worse(replies: pl.DataFrame) -> None:
    planted = TRUTHS["simpson"]
    before, after = (of(replies, planted["touchpoint"], *planted[key]) for key in ("before_period", "after_period"))
    assert abs(nps(before) - planted["before_total"]) < 4
    assert abs(nps(after) - planted["after_total"]) < 4
    assert distance(before, after) < -2.5
    for channel in planted["before_share"]:
        one, other = (part.filter(channel=channel) for part in (before, after))
        assert nps(other) - nps(one) > 4
        assert abs(one.height / before.height - planted["before_share"][channel]) < 0.01
        assert abs(other.height / after.height - planted["after_share"][channel]) < 0.01


def test_only_parcel_information_has_nobody_accountable(company: Path, replies: pl.DataFrame) -> None:
    touchpoints = {point.name for point in journey.touchpoints()}
    assert touchpoints - set(accountable(company)) == {TRUTHS["unowned"]["touchpoint"]}
    assert abs(nps(of(replies, TRUTHS["unowned"]["touchpoint"])) - TRUTHS["unowned"]["level"]) < 6


def test_one_department_has_under_30_answers_in_every_quarter(company: Path, replies: pl.DataFrame) -> None:
    planted = TRUTHS["thin_department"]
    owners = accountable(company)
    assert [point for point in owners if owners[point] == planted["department"]] == [planted["touchpoint"]]
    quarters = of(replies, planted["touchpoint"]).group_by(pl.col("at").dt.truncate("1q"))
    answers = quarters.agg(pl.col("nps", "csat", "ces").count()).drop("at").sum_horizontal()
    assert len(answers) == 13
    assert answers.max() <= planted["most_answers_a_quarter"]
    served = replies.filter(pl.col("department") == planted["department"])
    assert served["touchpoint"].unique().to_list() == [planted["touchpoint"]]


def test_the_initiative_that_worked_stands_out_from_untreated_touchpoints(replies: pl.DataFrame) -> None:
    planted = TRUTHS["initiative_worked"]

    def change(touchpoint: str) -> float:
        rows, late = of(replies, touchpoint), pl.col("month") >= planted["from"]
        return nps(rows.filter(late)) - nps(rows.filter(~late))

    others = [change(touchpoint) for touchpoint in planted["comparable"]]
    assert len(others) >= 3
    assert max(map(abs, others)) < 4
    assert abs(change(planted["touchpoint"]) - sum(others) / len(others) - planted["effect"]) < 4


def test_the_initiative_that_only_looks_so_began_after_a_chance_trough(replies: pl.DataFrame) -> None:
    planted = TRUTHS["initiative_chance"]
    rows = of(replies, planted["touchpoint"])
    months = {month: nps(rows.filter(month=month)) for month in rows["month"].unique()}
    assert min(months, key=lambda month: months[month]) == planted["trough_month"]
    assert abs(months[planted["trough_month"]] - planted["trough"]) < 4
    before = rows.filter(pl.col("month") < planted["trough_month"])
    after = rows.filter(pl.col("month") >= planted["from"])
    assert abs(distance(before, after)) < 1.7
    assert nps(after) - months[planted["trough_month"]] > 25


def test_the_cx_team_is_accountable_for_a_whole_stage_and_nothing_else(company: Path) -> None:
    planted = TRUTHS["misplaced"]
    owners = accountable(company)
    stage = [point.name for point in journey.touchpoints() if point.stage == planted["stage"]]
    assert [point for point in owners if owners[point] == planted["department"]] == stage == planted["touchpoints"]


def test_three_departments_of_equal_quality_are_not_told_apart(company: Path, replies: pl.DataFrame) -> None:
    owners = accountable(company)
    planted = TRUTHS["equal_departments"]["departments"]
    for first, last in (("2025-11", "2026-10"), ("2026-08", "2026-10"), ("2026-07", "2026-09"), ("2023-11", "2026-10")):
        rows = replies.filter(pl.col("month").is_between(pl.lit(first), pl.lit(last)))
        parts = [rows.filter(pl.col("touchpoint").replace_strict(owners, default="") == name) for name in planted]
        apart = [distance(one, other) for one in parts for other in parts if one is not other]
        assert max(apart) < 1.7


def test_the_relationship_falls_in_may_2026(relationship: pl.DataFrame) -> None:
    planted = TRUTHS["relationship"]
    rows = relationship.rename({"Jak prawdopodobne jest, że polecisz nas znajomym? (0-10)": "nps"})
    late = pl.col("Data wypełnienia").dt.strftime("%Y-%m") >= planted["from"]
    assert abs(nps(rows.filter(~late)) - planted["level"]) < 3
    assert abs(nps(rows.filter(late)) - planted["after"]) < 4


def test_goals_initiatives_and_decisions_speak_of_the_company(company: Path) -> None:
    departments = set(pl.read_csv(company / "dzialy.csv", separator=";")["dział"])
    touchpoints = {point.name for point in journey.touchpoints()}
    for name, points in (
        ("cele.csv", "punkt styku"),
        ("inicjatywy.csv", "punkty styku"),
        ("decyzje.csv", "punkt styku"),
    ):
        table = pl.read_csv(company / name, separator=";")
        assert set(table["właściciel"].drop_nulls()) <= departments
        assert set(table[points].drop_nulls()) <= touchpoints
    assert set(owned(company)["dział"]) <= departments
    initiatives = pl.read_csv(company / "inicjatywy.csv", separator=";", try_parse_dates=True)
    assert initiatives.height == 12
    started = dict(initiatives.select("inicjatywa", pl.col("początek").dt.strftime("%Y-%m")).rows())
    for planted in (TRUTHS["initiative_worked"], TRUTHS["initiative_chance"]):
        assert started[planted["initiative"]] == planted["from"]


def test_the_council_has_met_every_month_and_done_nothing_after_today(company: Path) -> None:
    decisions = pl.read_csv(company / "decyzje.csv", separator=";", try_parse_dates=True)
    meetings = pl.read_csv(company / "posiedzenia.csv", separator=";", try_parse_dates=True)
    assert meetings["posiedzenie"].dt.strftime("%Y-%m").n_unique() == meetings.height == 36
    assert set(decisions["data decyzji"]) == set(meetings["posiedzenie"])
    assert decisions["nr"].n_unique() == decisions.height
    assert decisions["wykonano"].max() <= TRUTHS["company"]["as_of"]
    due = decisions.filter(pl.col("termin") <= TRUTHS["company"]["as_of"])
    kept = due.filter(pl.col("wykonano") <= pl.col("termin")).height / due.height
    assert 0.4 < kept < 0.8
