"""SMART and D, progress, chances and outcomes of goals on answers that can be counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from cxdata.governance.goals import Goal
from cxdata.governance.measures.progress import level, outcome, progress
from cxdata.governance.measures.series import Reading, read, reading
from cxdata.governance.measures.smart import Check, checked, said
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text, catalogue
from tests.workspaces import make_workspace

GOAL = Goal(
    id=1,
    name="Szybciej",
    metric="nps",
    scope="touchpoint",
    touchpoint="Kasa",
    baseline=20.0,
    target=30.0,
    deadline=date(2026, 12, 31),
    owner="Sprzedaż",
    start=date(2026, 1, 1),
    checkpoints=(date(2026, 6, 30), date(2026, 9, 30)),
    vision="Słowo dotrzymane",
)


def month(
    year: int, number: int, up: int, middle: int, down: int, touchpoint: str = "Kasa"
) -> list[tuple[object, ...]]:
    """So many promoters, passives and detractors of a touchpoint in a month."""
    scores = [10] * up + [8] * middle + [3] * down
    return [("nps", score, date(year, number, 10), touchpoint) for score in scores]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Kasa: 100 answers a month, NPS 20 in 2024 and 2025 (50/20/30), 24 in January to June 2026 (52/20/28).

    Dostawa: 4 answers in June 2026.
    """
    rows = [row for year in (2024, 2025) for at in range(1, 13) for row in month(year, at, 50, 20, 30)]
    rows += [row for at in range(1, 7) for row in month(2026, at, 52, 20, 28)]
    rows += month(2026, 6, 2, 1, 1, "Dostawa")
    frame = pl.DataFrame(rows, schema=["metric", "score", "day", "touchpoint"], orient="row")
    path: Path = tmp_path_factory.mktemp("goals") / "w.duckdb"
    return make_workspace(path, frame, settings={"as_of": "2026-06-30"}).snapshot()


@pytest.fixture(scope="module")
def kasa(snapshot: Snapshot) -> Reading:
    return reading(snapshot, GOAL)


def letters(goal: Goal, reading: Reading, strategic: bool = True) -> dict[str, tuple[bool | None, str]]:
    return {check.letter: (check.holds, check.reason) for check in checked(goal, reading, strategic)}


def test_a_reading_counts_answers_and_yearly_changes(kasa: Reading) -> None:
    # 30 months of 100: 300 a quarter. Quarters a year apart: 2024 to 2025 no change (months 15 to 24 of the series);
    # then April 2026 less April 2025: 4 points, and less while the quarter is mixed.
    assert (kasa.months.height, kasa.quarterly, kasa.known) == (30, 300.0, True)
    assert len(kasa.yearly) == 16
    assert kasa.yearly[:10] == pytest.approx([0.0] * 10)
    assert kasa.yearly[10:] == pytest.approx([4 / 3, 8 / 3, 4, 4, 4, 4])
    assert kasa.wobble == 0.0


def test_a_goal_may_hold_every_letter_but_the_last(kasa: Reading) -> None:
    # Ten points in a year: nine tenths of the yearly changes so far were at most 4. The last year's mix is 51/20/29 of
    # 100 (two halves): with one answer of each kind added, spread = .8 - .22^2 or so; needs
    # (1.96 + 0.8416)^2 * 2 * 0.75 / 0.1^2 = about 1,180 a quarter, and there are 300.
    assert letters(GOAL, kasa) == {
        "S": (True, "fine"),
        "M": (True, "fine"),
        "A": (False, "unusual"),
        "R": (True, "fine"),
        "T": (True, "fine"),
        "D": (False, "too_few"),
    }
    facts = {check.letter: check.facts for check in checked(GOAL, kasa)}
    assert facts["A"] == pytest.approx({"asked": 10.0, "usual": 4.0}, abs=0.05)
    assert (facts["D"]["change"], facts["D"]["have"]) == (10.0, 300)
    assert 1170 < int(facts["D"]["need"]) < 1190


@pytest.mark.parametrize(
    ("change", "letter", "told"),
    [
        ({"owner": None}, "S", (False, "no_owner")),
        ({"touchpoint": None}, "S", (False, "no_touchpoint")),
        ({"baseline": None}, "M", (False, "no_baseline")),
        ({"baseline": None}, "A", (None, "no_baseline")),
        ({"baseline": 30.0}, "A", (False, "no_change")),
        ({"target": 23.0}, "A", (True, "fine")),
        ({"deadline": date(2029, 1, 1)}, "A", (True, "fine")),
        ({"reason": "Nowe kasy skróciły kolejki w próbie"}, "A", (True, "justified")),
        ({"vision": None}, "R", (False, "no_link")),
        ({"checkpoints": (date(2026, 6, 30),)}, "T", (False, "few_checkpoints")),
        ({"target": 60.0}, "D", (True, "fine")),
        ({"target": 20.0}, "D", (None, "no_change")),
    ],
)
def test_each_letter_fails_for_a_reason_of_its_own(
    kasa: Reading, change: dict[str, object], letter: str, told: tuple[bool | None, str]
) -> None:
    assert letters(replace(GOAL, **change), kasa)[letter] == told  # type: ignore[arg-type]


def test_what_the_data_do_not_hold_is_not_judged(snapshot: Snapshot) -> None:
    nowhere = replace(GOAL, touchpoint="Poczta")
    told = letters(nowhere, reading(snapshot, nowhere), strategic=False)
    assert (told["S"], told["M"]) == ((False, "unknown_touchpoint"), (False, "no_answers"))
    assert (told["A"], told["D"]) == ((None, "no_history"), (None, "no_answers"))
    assert letters(replace(nowhere, vision=None), reading(snapshot, nowhere), strategic=False)["R"] == (
        False,
        "no_vision",
    )


def test_progress_is_the_way_behind_beside_the_time_behind(snapshot: Snapshot, kasa: Reading) -> None:
    # Now (April to June): 24; baseline 20, target 30: 4 of 10 points; 180 of 364 days.
    found = progress(GOAL, kasa, snapshot.as_of)
    assert (found.now.n, found.now.score) == (300, pytest.approx(24.0))
    assert (found.now.start, found.now.end) == (date(2026, 4, 1), date(2026, 6, 30))
    assert (found.way, found.time) == (pytest.approx(0.4), pytest.approx(180 / 364))
    # The level of the last twelve months is 22, the line goes on a little above 24; 30 is far for both.
    assert found.staying.expected == pytest.approx(22.0, abs=0.1)
    assert 24.0 < found.trending.expected < 28.0
    assert found.staying.chance < found.trending.chance < 0.5


def test_a_past_goal_is_met_or_missed_by_the_last_three_months_before_it(kasa: Reading) -> None:
    over = replace(GOAL, deadline=date(2026, 6, 30))
    # NPS 24 over 300 answers: 24 +- 1.96 * 100 * sqrt((0.80 - 0.24^2) / 300), about 14 to 34.
    assert outcome(replace(over, target=14.0), kasa)[0] == "met"
    assert outcome(replace(over, target=35.0), kasa)[0] == "missed"


def test_a_past_goal_whose_interval_holds_the_target_is_neither_met_nor_missed(kasa: Reading) -> None:
    over = replace(GOAL, deadline=date(2026, 6, 30))
    assert outcome(replace(over, target=24.0), kasa)[0] == "unclear"
    assert outcome(replace(over, target=25.0), kasa)[0] == "unclear"


def test_the_three_full_months_before_the_deadline_count(kasa: Reading) -> None:
    # A deadline within a month: the three months before that month count, January to March 2026 for 15 April.
    early = outcome(replace(GOAL, deadline=date(2026, 4, 15)), kasa)[1]
    assert (early.start, early.end, early.score) == (date(2026, 1, 1), date(2026, 3, 31), pytest.approx(24.0))


def test_too_few_answers_claim_nothing(snapshot: Snapshot) -> None:
    thin = replace(GOAL, touchpoint="Dostawa", deadline=date(2026, 6, 30))
    found = reading(snapshot, thin)
    assert outcome(thin, found)[0] == "unknown"
    now = progress(thin, found, snapshot.as_of)
    assert (now.now.n, now.now.score, now.way) == (4, None, None)
    assert now.staying.months == 0


def test_the_pool_of_touchpoints_and_the_relationship_are_told_apart(snapshot: Snapshot) -> None:
    assert read(snapshot, "nps", "touchpoints").months["n"][-1] == 104
    assert read(snapshot, "nps", "relationship").months.is_empty()
    assert level(read(snapshot, "nps", "relationship"), snapshot.as_of).n == 0


def test_every_reason_is_said_in_both_languages_with_numbers_as_they_are_written(kasa: Reading) -> None:
    checks = {check.letter: check for check in checked(GOAL, kasa)}
    assert said(checks["D"], Text("en")) == (
        "A change of 10 points needs {} answers a quarter; you have 300, which show {} points or more."
    ).format(*numbers(checks["D"], Text("en")))
    assert said(checks["A"], Text("pl")).startswith("10,0 pkt w rok to więcej, niż ten wynik zmieniał się dotąd")
    spoken = {key for key in catalogue() if key.startswith("smart.") and key.count(".") == 2}
    assert spoken >= {f"smart.{check.letter}.{check.reason}" for check in checks.values()}


def numbers(check: Check, text: Text) -> tuple[str, str]:
    return text.number(float(check.facts["need"])), text.number(float(check.facts["seen"]), 1)
