"""What an initiative changed, on answers whose effect is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from cxdata.governance.measures.effects import Found, effect
from cxdata.governance.tables import INITIATIVES
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from tests.governance.frames import frame
from tests.workspaces import make_workspace

ROW: dict[str, Any] = dict.fromkeys(INITIATIVES.names) | {"name": "Trasa", "status": "done"}


def answers(touchpoint: str, at: date, up: int, middle: int, down: int, region: str = "A") -> list[tuple[object, ...]]:
    return [("nps", score, at, touchpoint, region) for score in [10] * up + [8] * middle + [3] * down]


def months() -> list[date]:
    return [date(2025 + at // 12, at % 12 + 1, 5) for at in range(18)]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """January 2025 to June 2026, 100 answers a month and touchpoint.

    Dostawa: 20 (50/20/30) up to December 2025, 40 (60/20/20) after; Kasa: 20 throughout, 24 (52/20/28) from 2026 on.
    Pomoc: 20, but -20 (30/20/50) in December 2025 alone. Salon: region A 20 then 40, region B 20 throughout, 50 each.
    """
    rows = []
    for at in months():
        late = at.year == 2026
        rows += answers("Dostawa", at, *((60, 20, 20) if late else (50, 20, 30)))
        rows += answers("Kasa", at, *((52, 20, 28) if late else (50, 20, 30)))
        rows += answers("Pomoc", at, *((30, 20, 50) if at == date(2025, 12, 5) else (50, 20, 30)))
        rows += answers("Salon", at, *((30, 10, 10) if late else (25, 10, 15)))
        rows += answers("Salon", at, 25, 10, 15, "B")
    schema = ["metric", "score", "day", "touchpoint", "region"]
    path: Path = tmp_path_factory.mktemp("effects") / "w.duckdb"
    made: Workspace = make_workspace(
        path, pl.DataFrame(rows, schema=schema, orient="row"), settings={"as_of": "2026-06-30"}
    )
    return made.snapshot()


def of(snapshot: Snapshot, **values: Any) -> Found:
    return effect(snapshot, ROW | {"start": date(2026, 1, 1)} | values)


def test_a_comparison_takes_off_what_changed_everywhere(snapshot: Snapshot) -> None:
    # Dostawa 20 -> 40, Kasa 20 -> 24: (40 - 20) - (24 - 20) = 16 (adjusted centres: a hair less).
    # 12 months before and 6 after; n = 1200, 600, 1200, 600.
    # error^2 = .76/1203 + .64/603 + .76/1203 + .742/603 (in fractions): 0.00355; root: 5.96 points.
    found = of(snapshot, touchpoints=["Dostawa"], compared=["Kasa"])
    assert (found.method, found.reason, found.n) == ("compared", None, (1200, 600, 1200, 600))
    assert found.effect == pytest.approx(16.0, abs=0.15)
    assert found.low is not None
    assert found.high is not None
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * 5.96, abs=0.15)
    assert found.measurable
    assert found.before == (date(2025, 1, 1), date(2025, 12, 1))
    assert found.after == (date(2026, 1, 1), date(2026, 6, 1))
    assert found.parallel == pytest.approx(1.0)


def test_another_dimension_can_tell_treated_from_compared(snapshot: Snapshot) -> None:
    found = of(snapshot, touchpoints=["Salon"], compare_by="region", treated=["A"], compared=["B"])
    assert found.n == (600, 300, 600, 300)
    assert found.effect == pytest.approx(20.0, abs=0.3)
    assert found.scores[1] - found.scores[0] - found.scores[3] + found.scores[2] == pytest.approx(found.effect)


def test_without_a_comparison_each_month_is_one_observation(snapshot: Snapshot) -> None:
    found = of(snapshot, touchpoints=["Dostawa"])
    assert (found.method, found.effect, found.n) == ("own_past", pytest.approx(20.0), (1200, 600))
    assert found.scores[1] - found.scores[0] == pytest.approx(20.0)


def test_months_of_the_work_itself_belong_to_neither_side(snapshot: Snapshot) -> None:
    found = of(snapshot, touchpoints=["Dostawa"], compared=["Kasa"], finish=date(2026, 2, 20))
    assert found.after == (date(2026, 3, 1), date(2026, 6, 1))
    running = of(snapshot, touchpoints=["Dostawa"], start=date(2025, 12, 15), finish=date(2026, 12, 31))
    assert (running.before, running.after) == (
        (date(2025, 1, 1), date(2025, 11, 1)),
        (date(2026, 1, 1), date(2026, 6, 1)),
    )


def test_a_trough_before_the_start_is_no_past_to_compare_with(snapshot: Snapshot) -> None:
    # December lay 40 points below the eleven months before it; with it in the baseline there would be an "effect".
    found = of(snapshot, touchpoints=["Pomoc"])
    assert (found.trigger, found.rebound) == ((date(2025, 12, 1),), pytest.approx(40.0))
    assert (found.effect, found.measurable) == (pytest.approx(0.0), False)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"start": None}, "not_begun"),
        ({"start": date(2026, 7, 1)}, "not_begun"),
        ({"touchpoints": None}, "no_touchpoint"),
        ({"touchpoints": ["Poczta"]}, "no_touchpoint"),
        ({"compared": ["Poczta"]}, "unknown_group"),
        ({"compare_by": "region", "treated": ["C"], "compared": ["A"]}, "unknown_group"),
        ({"start": date(2026, 5, 1)}, "too_early"),
        ({"start": date(2025, 3, 1)}, "no_past"),
    ],
)
def test_what_cannot_be_told_yet_is_said(snapshot: Snapshot, values: dict[str, Any], reason: str) -> None:
    found = of(snapshot, **{"touchpoints": ["Dostawa"], **values})
    assert (found.method, found.effect, found.reason, found.measurable) == (None, None, reason, False)


def test_other_work_at_the_same_places_is_named(snapshot: Snapshot) -> None:
    def line(name: str, touchpoint: str, start: date) -> tuple[Any, ...]:
        return name, (touchpoint,), None, None, start, None, "nps", None, "done"

    table = frame(
        INITIATIVES,
        line("Trasa", "Dostawa", date(2026, 1, 1)),
        line("Druga kasa", "Kasa", date(2026, 3, 1)),
        line("Dawniej", "Kasa", date(2024, 3, 1)),
        line("Gdzie indziej", "Salon", date(2026, 3, 1)),
    )
    row = table.row(0, named=True) | {"compared": ["Kasa"]}
    assert effect(snapshot, row, table).disturbed == ("Druga kasa",)
