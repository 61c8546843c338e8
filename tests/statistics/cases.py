"""Inputs of every family of reference vectors, at the edges: nothing, one group, ties, fractions, unequal sides."""

from __future__ import annotations

import random
from typing import Any

import numpy as np

Input = dict[str, Any]
_THREE = ("promoters", "passives", "detractors")
_DEPARTMENTS = ["Sales", "IT", "Marketing", "Service", "Finance", "CX team"]


def named(names: tuple[str, ...], *rows: tuple[Any, ...]) -> list[Input]:
    return [dict(zip(names, row, strict=True)) for row in rows]


def one(name: str, *values: Any) -> list[Input]:
    return [{name: value} for value in values]


def matrix(seed: int) -> Input:
    """A RACI matrix of up to six touchpoints: no A, an A who is also R, up to four R, gaps of both signs."""
    rng = random.Random(seed)
    weights = [rng.random() for _ in range(rng.randint(1, 6))]
    points = {}
    for i, weight in enumerate(weights):
        points[f"t{i}"] = {
            "weight": weight / sum(weights),
            "nps": rng.randint(-60, 80),
            "target": rng.choice([20, 40, 50]),
            "A": rng.choice([*_DEPARTMENTS, None]),
            "R": rng.sample(_DEPARTMENTS, rng.randint(0, 4)),
        }
    return {"touchpoints": points, "departments": _DEPARTMENTS}


def data(seed: int, drivers: int, rows: int) -> Input:
    rng = np.random.default_rng(seed)
    common = rng.normal(size=rows)
    x = {f"d{i}": (0.5 * common + rng.normal(size=rows)).round(3) for i in range(drivers)}
    y = sum((i + 1) / drivers * column for i, column in enumerate(x.values())) + 2 * rng.normal(size=rows)
    table = {name: column.tolist() for name, column in x.items()} | {"y": np.asarray(y).round(3).tolist()}
    return {"data": "made", "y": "y", "x": list(x), "rows": table}


def noise(seed: int, size: int, shift: float = 0.0, at: int = 0) -> list[float]:
    rng = random.Random(seed)
    return [round(rng.gauss(30.0, 5.0) + (shift if i >= at else 0.0), 3) for i in range(size)]


def months(seed: int, size: int) -> list[list[int]]:
    rng = random.Random(seed)
    return [[rng.randint(10, 80), rng.randint(5, 40), rng.randint(5, 40)] for _ in range(size)]


def decisions(*rows: tuple[str, str | None]) -> Input:
    return {"as_of": "2026-06-15", "decisions": named(("original_due", "done"), *rows)}


_COUNTS = [
    (1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 30), (30, 0, 0), (1, 1, 1), (2, 0, 1), (0, 3, 2), (500, 0, 500),
    (7, 90, 3), (15, 15, 0), (12.5, 3.25, 4.75), (100_000, 50_000, 20_000),
]  # fmt: skip
_PAIRS = [
    ([10, 0, 0], [10, 0, 0]), ([0, 10, 0], [0, 10, 0]), ([10, 0, 0], [0, 10, 0]), ([3, 3, 3], [3, 3, 3]),
    ([9, 1, 0], [5, 3, 2]), ([1, 2, 3], [2000, 500, 100]), ([0, 5, 5], [5, 5, 0]), ([0, 20, 1], [1, 20, 0]),
    ([30, 0, 30], [15, 30, 15]), ([2, 1, 0], [0, 1, 2]), ([100, 0, 0], [95, 5, 0]), ([45, 20, 10], [45.5, 20.5, 9.5]),
]  # fmt: skip

CASES: dict[str, list[Input]] = {
    "anhoj": one("n_useful", *range(1, 61), 100, 181, 182, 500),
    "bh": [
        *one("p", [0.03, 0.2, 0.01], [0.05], [1.0, 1.0, 1.0], [0.01, 0.01, 0.01, 0.5], [0.0, 1.0, 0.2]),
        {"p": [0.05, 0.04, 0.03, 0.02, 0.01], "q": 0.05},
        {"p": [0.051] * 6, "q": 0.1},
        {"p": [round(random.Random(3).random() ** 3, 6) for _ in range(48)], "q": 0.01},
    ],
    "ces": [
        *one("counts_1_to_7", [0, 0, 0, 0, 0, 0, 10], [10, 0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 1, 1]),
        *one("counts_1_to_7", [1, 0, 0, 0, 0, 0, 1], [1, 2, 3, 4, 5, 6, 7], [1000, 20, 3, 0, 0, 15, 2000]),
        *one("counts_1_to_7", [0, 0, 0, 3, 0, 0, 0]),
        *one("counts_1_to_5", [0, 0, 0, 0, 3], [4, 4, 4, 4, 4], [1, 0, 0, 0, 0], [10, 1, 0, 2, 30]),
        {"counts_0_to_10": [1, 0, 0, 2, 1, 3, 2, 8, 9, 4, 12]},
    ],
    "changepoint": one(
        "values", [1, 2], [1, 1, 1, 5, 5, 5], [5, 4, 3, 2, 1, 0, 0, 0], [-3.5, -2, -10, 4, 8, 9, 2.5], noise(1, 40),
        noise(2, 60, 9.0, 12), [0.1, 0.1, 0.1, 9],
    ),
    "commitments": [
        decisions(),
        decisions(("2026-06-15", "2026-06-15")),
        decisions(("2026-06-15", None), ("2026-06-16", "2026-06-01")),
        decisions(("2026-01-01", "2026-01-02"), ("2026-01-01", "2026-06-15"), ("2026-01-01", "2026-06-16")),
        decisions(*((f"2025-0{i}-10", f"2025-0{i}-{9 + i % 3:02d}") for i in range(1, 9))),
    ],
    "concentration": one(
        "shares", [1.0], [0.5, 0.5], [0.1, 0.25, 0.25, 0.2, 0.2], [0, 0, 1], [0.97, 0.01, 0.01, 0.01], [1 / 7] * 7,
    ),
    "confseq": named(
        ("n", "alpha", "t_star"), (1, 0.05, 400), (10, 0.05, 400), (5000, 0.05, 400), (1000, 0.01, 400),
        (250, 0.1, 100), (100_000, 0.05, 1000),
    ),
    "csat_diff": named(
        ("k1", "n1", "k2", "n2"), (56, 70, 48, 80), (0, 10, 0, 10), (10, 10, 0, 10), (10, 10, 10, 10), (0, 20, 5, 40),
        (1, 1, 0, 1), (300, 1000, 290, 1000), (5, 10, 500, 1000),
    ),
    "dasgupta": [
        {"a": [10, 12], "b": [0.5, 0.4]},
        {"a": [3, 3], "b": [2, 2]},
        {"a": [-1, 2], "b": [0, 4]},
        {"x": [1, 2], "y": [3, 5], "z": [2, 1]},
        {"a": [1, 2], "b": [3, 4], "c": [5, 6], "d": [7, 8]},
        {"a_1990_2000": [[1, 2, 3], [2, 2, 2]], "b_1990_2000": [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1]]},
    ],
    "decomp": named(
        ("category", "w1", "nps1", "w2", "nps2"),
        (["a"], [1], [20], [1], [30]),
        (["a", "b"], [0.5, 0.5], [10, 10], [0.5, 0.5], [10, 10]),
        (["a", "b", "c"], [0.6, 0.4, 0], [30, -10, None], [0.3, 0.4, 0.3], [30, -10, 5]),
        (["a", "b", "c"], [0.3, 0.3, 0.4], [1.5, -20.25, 100], [0.3, 0.7, 0], [2.5, -100, None]),
        (["a", "b"], [0, 1], [None, 0], [1, 0], [50, None]),
    ),
    "did": named(
        ("treated_before", "treated_after", "control_before", "control_after"),
        ([5, 0, 0], [0, 0, 5], [10, 10, 10], [10, 10, 10]),
        ([0, 10, 0], [0, 10, 0], [0, 10, 0], [0, 10, 0]),
        ([40, 30, 30], [40, 30, 30], [200, 120, 80], [210, 115, 75]),
        ([1, 1, 1], [2, 1, 0], [3000, 2000, 1000], [3100, 1900, 1000]),
        ([12, 0, 3], [9, 9, 9], [50, 40, 30], [20, 40, 60]),
    ),
    "eb": named(
        ("nps", "se"), ([10, 12, 11], [5, 5, 5]), ([30], [4]), ([20, 20, 20, 20], [3, 4, 5, 6]), ([-50, 50], [5, 5]),
        ([12.5, -8, 44, 60, 3], [10, 2, 7.5, 4, 12]), ([0, 100, -100, 30], [20, 1, 1, 15]),
    ),
    "gap_to_target": [matrix(seed) for seed in range(25)],
    "its": named(
        ("pre", "post"), ([1, 2, 3], [4, 5, 6]), ([10, 11], [12]), ([31, 27], [31, 27]), ([5], [6, 7]),
        ([-10, -20.5, -15, -12], [-9, -11, -13, -8, -10]), ([30.1, 30.1, 30.2], [29.9, 30.0, 30.3]),
    ),
    "johnson": [data(*shape) for shape in ((1, 1, 20), (2, 2, 15), (3, 3, 60), (4, 5, 40), (5, 8, 200))],
    "kish": one("weights", [1], [1, 1, 1], [0.3, 3], [1, 0, 1], [0.25] * 10 + [7], [2.5, 2.5, 2.5], [1e-3, 1]),
    "km": [
        *named(("time", "event"), ([1], [1]), ([1], [0]), ([5, 5, 5], [1, 1, 0]), ([1, 2, 3, 4], [1, 1, 1, 1])),
        *named(("time", "event"), ([10, 3, 3, 7, 7, 2], [0, 1, 0, 1, 1, 1]), ([0.5, 1.5, 2.25, 9], [1, 0, 1, 0])),
        *named(("hours", "closed"), ([1, 2, 3], [1, 1, 1]), ([50, 60], [1, 1]), ([10, 20, 30], [0, 0, 0])),
        *named(("hours", "closed"), ([48, 48, 49], [1, 1, 1]), ([1, 1, 1, 100], [1, 1, 1, 0]), ([47.5, 48.5], [1, 0])),
    ],
    "krippendorff": one(
        "units_by_raters", [[1, 2], [2, 1], [3, 3]], [[1, 1], [1, 2], [5, 5], [4, None]], [[1.5, 2], [3, 3.5], [2, 2]],
        [[1, None, 2], [None, 2, 2], [3, 3, 4], [5, 4, 5], [1, 1, 1]], [[1, 2, 3], [3, 2, 1]], [[2, 2], [2, 2]],
    ),
    "lmg": [data(*shape) for shape in ((1, 1, 20), (2, 2, 15), (3, 3, 60), (4, 5, 40), (5, 6, 200))],
    "maturity": one(
        "items", [["a", 3]], [["a", 3], ["a", 4], ["a", 5]], [["a", 1], ["b", 5], ["a", 2]], [["a", 2.5], ["b", 2.5]],
        [[name, rating] for name in "abcdefg" for rating in (1, 3, 5)],
    ),
    "mde": named(
        ("n", "promoters", "detractors"), (30, 0.5, 0.2), (500, 0.5, 0.2), (2000, 0.7, 0.1), (100, 0.45, 0.45),
        (1000, 0.5, 0.5), (5000, 0.95, 0.01),
    ),
    "misallocation": named(
        ("actual", "expected"), ([1, 0], [0, 1]), ([0.5, 0.5], [0.5, 0.5]), ([0.25] * 4, [0.1, 0.2, 0.3, 0.4]),
        ([1], [1]), ([0, 0, 1], [0.2, 0.2, 0.6]),
    ),
    "n_per_group": named(
        ("promoters", "detractors", "change_points"), (0.5, 0.2, 5), (0.7, 0.1, 10), (0.45, 0.45, 15), (0.5, 0.5, 5),
        (0.6, 0.3, 3), (0.9, 0.05, 8),
    ),
    "nps_ci": [{**case, "conf": conf} for conf in (0.95, 0.9, 0.99) for case in named(_THREE, *_COUNTS)],
    "nps_diff_aw": named(("before", "after"), *_PAIRS, ([1, 0, 0], [0, 0, 1])),
    "nps_diff_score": named(("before", "after"), *_PAIRS),
    "nps_laney": named(
        ("baseline_months_P_Pa_D", "new_months"),
        ([[50, 30, 20]] * 6, [[10, 10, 80]]),
        ([[5, 3, 2], [6, 1, 3], [9, 1, 0], [4, 4, 2], [7, 2, 1], [3, 3, 4]], [[0, 0, 10], [10, 0, 0], [1, 0, 0]]),
        (months(5, 24), [[60, 20, 20], [3, 3, 30], [300, 100, 100]]),
        ([[500, 300, 200], [480, 330, 190]], [[450, 350, 200]]),
        ([[1, 0, 1], [2, 2, 2], [0, 5, 0]], [[5, 5, 5]]),
    ),
    "nps_score_ci": [{**case, "conf": conf} for conf in (0.95, 0.9) for case in named(_THREE, *_COUNTS[:11])],
    "ownership": [
        {"touchpoints": named(("volume", "n_accountable", "owner"), *rows)}
        for rows in (
            [(100, 1, "IT")],
            [(100, 0, None), (50, 1, "CX team")],
            [(10, 2, None), (10, 1, "Zespół CX"), (30, 1, "Sales")],
            [(0, 1, "Sales"), (5, 0, None)],
            [(1.5, 1, "Logistics"), (2.5, 1, "cx"), (3, 1, "Excxel")],
        )
    ],
    "peeking": one("looks", 1, 2, 3, 4, 5),
    "prob_at_least": named(
        (*_THREE, "target"), (60, 25, 15, 0), (60, 25, 15, -20), (10, 0, 0, 90), (0, 0, 10, -50), (0, 10, 0, 0),
        (2, 1, 0, 50), (500, 300, 200, 30), (1, 0, 0, 99),
    ),
    "r_indicator": named(
        ("invited", "responded"), ([10], [5]), ([100, 100], [50, 50]), ([100, 200, 300], [0, 200, 10]),
        ([5, 5, 5, 5], [1, 2, 3, 4]), ([10, 10], [0, 0]),
    ),
    "raci": [{"A": 1, "R": m} for m in range(7)],
    "raking": named(
        ("counts", "row_targets", "col_targets"),
        ([[10, 10], [10, 10]], [0.5, 0.5], [0.5, 0.5]),
        ([[5, 10], [20, 40]], [0.7, 0.3], [0.2, 0.8]),
        ([[1, 2], [3, 4], [5, 6]], [0.2, 0.3, 0.5], [0.5, 0.5]),
        ([[12, 7, 30], [4, 22, 8], [17, 3, 9]], [0.3, 0.3, 0.4], [0.25, 0.25, 0.5]),
        ([[30, 20], [10, 40]], [50, 50], [60, 40]),
        ([[30, 0], [10, 40]], [0.4, 0.6], [0.5, 0.5]),
    ),
    "rolling": [
        *one("months", [[1, 0, 0], [0, 1, 0], [0, 0, 1], [5, 5, 5]], months(8, 12), [[100, 0, 0]] * 4),
        {"months": [[7.5, 2.5, 1], [3, 3, 3.5], [4, 4, 4], [9, 1, 1]]},
        {"months": months(9, 14), "window": 12},
    ],
    "rtm": named(
        ("k", "true_nps", "promoters", "detractors", "n_each"), (20, 30, 0.5, 0.2, 50), (1, 10, 0.4, 0.3, 30),
        (2, 0, 0.3, 0.3, 100), (50, -20, 0.2, 0.4, 12), (100, 40, 0.6, 0.2, 75),
    ),
    "tipping": named(
        ("nps_respondents", "response_rate", "threshold"), (42, 0.6, 30), (0, 0.5, 0), (-40, 0.1, -50), (80, 0.95, 20),
        (30, 1, 10), (100, 0.01, 0),
    ),
    "wilson": [
        *named(("k", "n"), (0, 1), (1, 1), (1, 2), (0, 20), (999, 1000), (1, 1_000_000), (7.5, 22.25)),
        {"k": 3, "n": 10, "conf": 0.9},
    ],
    "xmr": one("x", [1, 2], [5, 5, 5], [-10, 3, -4.5, 8], [34, 29, 31], noise(4, 30)),
}  # fmt: skip
