from __future__ import annotations

import polars as pl
import pytest
from scipy.stats import binomtest, norm

from cxdata.statistics.level import against


def counts(positive: float, neutral: float, negative: float, n_eff: float | None = None) -> pl.DataFrame:
    n = positive + neutral + negative
    row = {"n": int(n), "n_eff": n_eff or float(n), "positive": positive, "neutral": neutral, "negative": negative}
    return pl.DataFrame([row])


def test_a_share_is_tested_with_the_variance_of_the_level() -> None:
    # 60 of 100 against 70 %: z = -0.1 / sqrt(0.7 * 0.3 / 100) = -2.1822
    row = against(counts(60, 20, 20), 70.0, "csat").row(0, named=True)
    assert row["change"] == pytest.approx(-10.0)
    assert row["p"] == pytest.approx(2 * norm.sf(0.1 / (0.7 * 0.3 / 100) ** 0.5))
    assert row["p"] == pytest.approx(binomtest(60, 100, 0.7).pvalue, abs=0.01)


def test_a_score_at_its_level_has_no_evidence_against_it() -> None:
    row = against(counts(50, 30, 20), 30.0, "nps").row(0, named=True)
    assert (row["change"], row["p"]) == (pytest.approx(0.0), pytest.approx(1.0))


def test_an_nps_is_tested_with_the_shape_left_free() -> None:
    # With every answer of the kind that counts, P = (1 + d) / 2 and the variance is 1 - d squared: a sign test.
    row = against(counts(70, 0, 30), 20.0, "nps").row(0, named=True)
    assert row["p"] == pytest.approx(2 * norm.sf(0.2 / ((1 - 0.2**2) / 100) ** 0.5))


def test_a_design_effect_takes_answers_away() -> None:
    one = against(counts(60, 20, 20), 70.0, "csat", 1.0)["p"][0]
    two = against(counts(60, 20, 20), 70.0, "csat", 2.0)["p"][0]
    assert one < two


@pytest.mark.parametrize(("frame", "level"), [(counts(20, 5, 4), 10.0), (counts(60, 20, 20), float("nan"))])
def test_too_few_answers_and_no_level_have_no_verdict(frame: pl.DataFrame, level: float) -> None:
    assert against(frame, level, "nps").select("change", "p").row(0) == (None, None)
