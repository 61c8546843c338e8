import itertools
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from cxdata.statistics import drivers
from cxdata.statistics.driver_table import drivers as driver_table
from cxdata.statistics.driver_table import quadrant


def made(n: int, use, rng) -> tuple[np.ndarray, np.ndarray]:
    halo = rng.normal(size=n)
    x = np.column_stack([0.5 * halo + rng.normal(size=n) for _ in use])
    pull = np.linspace(0.6, 0.0, len(use))
    y = np.sign(np.round((x @ pull + rng.normal(size=n)) / 1.5))
    return np.where(rng.random(x.shape) < np.array(use), x, np.nan), y


def test_shares_are_the_mean_over_all_orders_and_sum_to_r2():
    x, y = made(300, (1, 1, 1, 1), np.random.default_rng(0))
    r, c = drivers.correlation_with(x, y)

    def r2(chosen) -> float:
        index = list(chosen)
        return float(c[index] @ np.linalg.solve(r[np.ix_(index, index)], c[index])) if index else 0.0

    share = np.zeros(4)
    for order in itertools.permutations(range(4)):
        for i, j in enumerate(order):
            share[j] += (r2(order[: i + 1]) - r2(order[:i])) / 24
    assert drivers.lmg(r, c).tolist() == pytest.approx(share.tolist())
    assert drivers.johnson(r, c).sum() == pytest.approx(r2(range(4)))
    assert drivers.importance(r, c).tolist() == pytest.approx(share.tolist())


def test_motor_trend_cars_give_the_published_shares():
    cars = pl.read_csv(Path(__file__).with_name("mtcars.csv"))
    three = drivers.lmg(*drivers.correlation_with(cars.select("am", "vs", "cyl").to_numpy(), cars["mpg"]))
    assert three.tolist() == pytest.approx([0.1774892, 0.2027032, 0.3817849], abs=1e-7)  # R's relaimpo
    four = drivers.johnson(*drivers.correlation_with(cars.select("cyl", "disp", "hp", "gear").to_numpy(), cars["mpg"]))
    assert four.tolist() == pytest.approx([0.2284797, 0.2221469, 0.2321744, 0.0963886], abs=1e-7)  # R's rwa


def test_many_drivers_go_by_relative_weights():
    x, y = made(400, (1,) * 14, np.random.default_rng(0))
    r, c = drivers.correlation_with(x, y)
    assert drivers.importance(r, c).tolist() == drivers.johnson(r, c).tolist()


def test_a_matrix_that_cannot_be_is_moved_to_one_that_can():
    found = drivers.nearest_correlation([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    assert np.linalg.eigvalsh(found).min() > 0
    assert np.diag(found).tolist() == pytest.approx([1, 1, 1])


def test_many_matrices_at_once_give_what_each_gives_alone():
    rng = np.random.default_rng(4)
    pairs = [drivers.correlation_with(*made(200, (1,) * 5, rng)) for _ in range(3)]
    r, c = (np.stack(of) for of in zip(*pairs, strict=True))
    bad = np.array([[1, 0.9, -0.9, 0, 0], [0.9, 1, 0.9, 0, 0], [-0.9, 0.9, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]])
    for shares in (drivers.lmg, drivers.johnson):
        np.testing.assert_allclose(shares(r, c), [shares(*pair) for pair in pairs], atol=1e-12)
    mended = drivers.nearest_correlation(np.stack([r[0], bad]))
    np.testing.assert_allclose(mended, [r[0], drivers.nearest_correlation(bad)], atol=1e-12)


def test_strength_is_for_users_and_the_company_view_counts_reach():
    x, y = made(6000, (0.3, 0.95, 0.9, 0.9), np.random.default_rng(1))
    found = driver_table(["rare", "common", "c", "d"], x, y, repeats=60)
    table = {row["driver"]: row for row in found.table.rows(named=True)}
    assert found.hidden is None
    assert table["rare"]["reach"] == pytest.approx(0.3, abs=0.03)
    assert table["rare"]["strength"] > table["common"]["strength"]
    assert table["rare"]["company"] < table["common"]["company"]
    assert table["rare"]["first"] == 1.0
    assert all(row["low"] <= row["strength"] <= row["high"] for row in table.values())
    assert found.table["strength"].sum() == pytest.approx(found.r2)


def test_complete_use_makes_both_views_the_ordinary_one():
    x, y = made(500, (1, 1, 1), np.random.default_rng(2))
    found = driver_table(["a", "b", "c"], x, y, repeats=20)
    expected = drivers.lmg(*drivers.correlation_with(x, y)).tolist()
    assert found.table["strength"].to_list() == pytest.approx(expected)
    assert found.table["company"].to_list() == pytest.approx(expected)


def test_few_joint_answers_or_a_weak_model_are_said():
    rng = np.random.default_rng(3)
    x, y = made(400, (1, 1, 0.05), rng)
    found = driver_table(["a", "b", "rare"], x, y, repeats=20)
    assert found.table.filter(pl.col("driver") == "rare")["strength"].to_list() == [None]
    assert driver_table(["a", "b", "rare"], x[:40], y[:40]).hidden == "few"
    assert driver_table(["a", "b"], x[:0, :2], y[:0]).hidden == "few"
    assert driver_table(["a", "b"], rng.normal(size=(400, 2)), rng.normal(size=400), repeats=20).hidden == "weak"


def test_what_everybody_rates_alike_is_no_driver_and_explains_nothing():
    x, y = made(400, (1, 1, 1), np.random.default_rng(5))
    x[:, 2] = 0.7
    found = driver_table(["a", "b", "same"], x, y, repeats=20)
    assert found.table.select("n", pl.col("strength").is_null()).rows() == [(400, False), (400, False), (400, True)]
    assert driver_table(["a", "b", "same"], x, np.full(400, 0.7), repeats=20).hidden == "few"


def test_a_quadrant_needs_both_intervals_clear():
    assert quadrant(0.2, 0.3, 0.1, 2, 5) == "fix"
    assert quadrant(0.2, 0.3, 0.1, -5, -2) == "keep"
    assert quadrant(0.02, 0.05, 0.1, 2, 5) == "watch"
    assert quadrant(0.02, 0.05, 0.1, -5, -2) == "fine"
    assert quadrant(0.05, 0.3, 0.1, 2, 5) is None
    assert quadrant(0.2, 0.3, 0.1, -2, 5) is None
