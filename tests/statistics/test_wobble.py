from datetime import date

import numpy as np
import polars as pl
import pytest

from cxdata.statistics.two_groups import nps_difference
from cxdata.statistics.variances import between
from cxdata.statistics.wobble import movements, wobble, wobbles

CLASSES = ("positive", "neutral", "negative")


def months(k: int, n: int, tau: float, *, rng, step=0.0, at=99, season=0.0) -> pl.DataFrame:
    index = np.arange(k)
    level = 30 + rng.normal(0, tau, k) + season * np.sin(index * np.pi / 6) + np.where(index >= at, step, 0)
    up, down = (0.7 + level / 100) / 2, (0.7 - level / 100) / 2
    table = np.array([rng.multinomial(n, [p, 1 - p - d, d]) for p, d in zip(up, down, strict=True)])
    return pl.DataFrame(
        {
            "period": [date(2022 + m // 12, m % 12 + 1, 1) for m in index],
            **dict(zip(CLASSES, table.T, strict=True)),
            "n": [n] * k,
            "n_eff": [float(n)] * k,
        }
    )


def typical(repeat: int, *arguments, **options) -> float:
    rng = np.random.default_rng(11)
    return float(np.mean([wobble(months(*arguments, rng=rng, **options), "nps") for _ in range(repeat)]))


def test_it_finds_the_planted_variance_and_not_the_sampling_error():
    assert typical(30, 36, 3300, 4.0) == pytest.approx(16, abs=3)
    assert typical(30, 12, 3300, 4.0) == pytest.approx(16, abs=4)
    assert typical(30, 36, 300, 0.0) < 4


def test_season_and_a_lasting_change_are_not_wobble():
    assert typical(30, 36, 3300, 4.0, season=8.0) == pytest.approx(16, abs=3.5)
    assert typical(30, 36, 3300, 4.0, step=-40.0, at=27) == pytest.approx(16, abs=4)


def test_under_twelve_months_it_says_nothing():
    rng = np.random.default_rng(1)
    assert wobble(months(11, 300, 4.0, rng=rng), "nps") is None
    empty = months(14, 300, 4.0, rng=rng).with_columns(
        n_eff=pl.when(pl.int_range(pl.len()) < 4).then(0.0).otherwise(300.0)
    )
    assert wobble(empty, "nps") is None
    assert wobble(months(13, 300, 0.0, rng=rng), "csat") is not None


def test_the_variance_between_is_dersimonian_and_lairds():
    nps, se = np.array([28, 35, 12, 41, 22, 30.0]), np.array([8, 5, 11, 6, 9, 4.0])
    assert between(nps, se**2) == pytest.approx(20.49338, abs=1e-5)


def test_ordinary_movement_at_large_n_is_rarely_called_real():
    rng = np.random.default_rng(6)
    called = {"with": 0, "without": 0}
    for _ in range(200):
        series = months(36, 3300, 4.0, rng=rng)
        tau2 = wobble(series, "nps")
        before, after = (tuple(series.row(i, named=True)[x] for x in CLASSES) for i in (34, 35))
        called["with"] += bool(nps_difference(before, after, tau2, interval=False).p <= 0.05)
        called["without"] += bool(nps_difference(before, after, interval=False).p <= 0.05)
    assert called["with"] <= 18
    assert called["without"] >= 70


def test_many_series_at_once_are_what_each_is_alone():
    """Padding, gaps and the company of other series change nothing."""
    rng = np.random.default_rng(5)
    parts = []
    for number in range(40):
        k = int(rng.integers(8, 40))
        series = months(k, int(rng.integers(30, 900)), 3.0, rng=rng, step=-25.0, at=int(rng.integers(4, 60)))
        kept = series.filter(pl.Series(rng.random(k) > 0.1))
        parts.append(kept.with_columns(name=pl.lit(f"series {number}"), side=pl.lit(number % 2)))
    together = wobbles(pl.concat(parts).sample(fraction=1.0, shuffle=True, seed=1), ["name", "side"], "nps")
    alone = {part["name"][0]: wobble(part.drop("name", "side"), "nps") for part in parts}
    found = dict(together.select("name", "wobble").iter_rows())
    assert set(found) == {name for name, value in alone.items() if value is not None}
    assert 20 < len(found) < 40
    for name, value in found.items():
        assert value == pytest.approx(alone[name], abs=1e-9)


def test_it_says_how_well_the_variance_is_known():
    """36 months less twelve of the season, and less one where the level shifts; noise of 400 answers is 17.5 points."""
    rng = np.random.default_rng(2)
    calm = months(36, 400, 0.0, rng=rng).with_columns(name=pl.lit("calm"))
    fallen = months(36, 400, 0.0, rng=rng, step=-40.0, at=20).with_columns(name=pl.lit("fallen"))
    young = months(14, 400, 0.0, rng=rng).with_columns(name=pl.lit("young"))
    found = wobbles(pl.concat([calm, fallen, young]), ["name"], "nps").sort("name")
    assert found.select("name", "months", "free").rows() == [("calm", 36, 24), ("fallen", 36, 23), ("young", 14, 13)]
    assert found["noise"][0] == pytest.approx(1e4 * (0.7 - 0.3**2) / 400, rel=0.03)


def test_any_monthly_number_has_its_ordinary_movement():
    """Means with a sampling variance of 4 and true movement of 9, one series of which shifts for good."""
    rng = np.random.default_rng(8)
    rows = [
        (name, date(2023 + m // 12, m % 12 + 1, 1), float(rng.normal(0, (9 + 4) ** 0.5) + (m >= 20) * step), 4.0)
        for name, step in ((n, 30.0 * (n % 2)) for n in range(60))
        for m in range(36)
    ]
    frame = pl.DataFrame(rows, schema=["name", "period", "score", "variance"], orient="row")
    found = movements(frame, ["name"])
    assert found["months"].unique().to_list() == [36]
    for side in (0, 1):
        assert found.filter(pl.col("name") % 2 == side)["wobble"].mean() == pytest.approx(9, abs=1.2)
