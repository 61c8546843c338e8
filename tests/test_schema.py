from __future__ import annotations

import pytest

from cxdata.schema import Measure, cuts


@pytest.mark.parametrize(
    ("metric", "low", "high", "up", "expected"),
    [
        ("nps", 0, 10, True, (9, 6)),
        ("csat", 1, 5, True, (4, 2)),
        ("csat", 0, 5, True, (4, 2)),
        ("csat", 1, 7, True, (6, 3)),
        ("csat", 1, 10, True, (9, 6)),
        ("csat", -2, 2, True, (1, -1)),
        ("csat", 0, 100, True, (80, 59)),
        ("csat", 1, 5, False, (2, 4)),
        ("ces", 1, 7, True, (5, 3)),
        ("ces", 1, 5, True, (4, 2)),
        ("ces", 1, 5, False, (2, 4)),
        ("csat", 1, 20, True, (16, 9)),
    ],
)
def test_a_scale_has_a_usual_cut(metric: str, low: int, high: int, up: bool, expected: tuple[int, int]) -> None:
    assert cuts(metric, low, high, up) == expected  # type: ignore[arg-type]


def test_measures_of_one_scale_may_share_a_mean_whatever_their_wording() -> None:
    assert Measure.of("csat", 1, 5, "A").scale == Measure.of("csat", 1, 5, "B").scale
    assert Measure.of("csat", 1, 5).scale != Measure.of("csat", 1, 5, up=False).scale
