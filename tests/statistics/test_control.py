from datetime import date

import numpy as np
import polars as pl
import pytest

from cxdata.statistics import control


def series(rows: list[tuple[int, int, int]]) -> pl.DataFrame:
    up, middle, down = (list(column) for column in zip(*rows, strict=True))
    n = [sum(row) for row in rows]
    return pl.DataFrame(
        {
            "period": [date(2023 + i // 12, i % 12 + 1, 1) for i in range(len(rows))],
            "n": n,
            "n_eff": [float(x) for x in n],
            "positive": up,
            "neutral": middle,
            "negative": down,
        }
    )


def test_a_month_outside_its_limits_is_a_signal_and_others_are_not():
    found = control.chart(series([(50, 30, 20), (52, 28, 20), (48, 32, 20)] * 4 + [(20, 30, 50)]), "nps", 12)
    assert found is not None
    table = found.table
    assert table.columns == ["period", "n", "score", "centre", "low", "high", "signal"]
    assert table["signal"].to_list() == [False] * 12 + [True]
    assert found.baseline.sigma == 1.0
    assert (found.periods, found.first, found.last) == (12, date(2023, 1, 1), date(2023, 12, 1))
    assert table["centre"][0] == pytest.approx(30)
    assert table["low"][0] == pytest.approx(30 - 300 * np.sqrt((0.7 - 0.09) / 100))


def test_a_month_without_answers_has_no_signal_and_eleven_months_no_chart():
    rows = [(5, 3, 2)] * 13
    table = control.chart(series([*rows, (0, 0, 0)]), "csat").table
    assert table.row(-1)[1:3] == (0, None)
    assert table["signal"][-1] is None
    assert control.chart(series([(5, 3, 2)] * 11 + [(0, 0, 0)]), "nps") is None


def test_what_is_judged_sets_no_limits_where_there_is_enough_before_it():
    calm, fallen = [(50, 30, 20), (52, 28, 20), (48, 32, 20)] * 5, [(20, 30, 50)] * 3
    found = control.chart(series(calm + fallen), "nps", before=date(2024, 4, 1))
    assert (found.periods, found.last) == (15, date(2024, 3, 1))
    assert found.table["centre"][0] == pytest.approx(30)
    assert found.table["signal"].to_list() == [False] * 15 + [True] * 3
    early = control.chart(series(calm + fallen), "nps", before=date(2023, 6, 1))
    assert early.periods == 18
    assert early.table["centre"][0] == pytest.approx((15 * 30 - 3 * 30) / 18)


def test_limits_without_the_season_stand_round_what_is_left():
    winter = [(30, 30, 40) if i % 12 == 11 else (50, 30, 20) for i in range(24)]
    season = pl.DataFrame({"month": [12], "effect": [-40.0]})
    found = control.chart(series(winter), "nps", season=season)
    assert found.table["score"].to_list() == pytest.approx([30.0] * 24)
    assert found.table["signal"].sum() == 0
    assert control.chart(series(winter), "nps").table["score"][11] == pytest.approx(-10)


def test_false_alarms_stay_rare_with_and_without_real_wobble():
    rng = np.random.default_rng(4)
    for n, tau in ((150, 0.0), (2000, 4.0)):
        alarms = 0
        for _ in range(150):
            level = 30 + rng.normal(0, tau, 36)
            rows = [rng.multinomial(n, [0.35 + x / 200, 0.3, 0.35 - x / 200]) for x in level]
            up, middle, down = np.array(rows[:24]).T
            baseline = control.nps_baseline(up, middle, down)
            low, high = control.limits(baseline, n)
            score = np.array([(row[0] - row[2]) / n for row in rows[24:]])
            alarms += bool(((score < low) | (score > high)).any())
        assert alarms / 150 < 0.14


@pytest.mark.parametrize(("n", "limits"), [(8, (6, 1)), (10, (6, 2)), (16, (7, 4)), (36, (8, 13)), (0, (0, 0))])
def test_run_limits_follow_the_published_rule(n, limits):
    assert control.run_limits(n) == limits


def test_a_slow_drift_is_a_signal_of_runs_and_ordinary_movement_is_not():
    drift = control.runs([1, 2, 1, 2, 1, 2, 1, 2, 1, -1, -2, -1], 0)
    assert (drift.useful, drift.longest, drift.crossings, drift.signal) == (12, 9, 1, True)
    calm = control.runs([1, -1, 2, 0, -2, 1, -1, -2, 1, 2, -1], 0)
    assert (calm.useful, calm.longest, calm.signal) == (10, 2, False)
    assert control.runs([0, 0], 0).signal is False
