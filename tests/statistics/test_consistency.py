import numpy as np
import polars as pl
import pytest
from scipy.optimize import brentq
from scipy.stats import chi2
from statsmodels.stats.meta_analysis import combine_effects

from cxdata.statistics.consistency import consistency
from cxdata.statistics.variances import common_variance


def counts(touchpoint: int, rows) -> pl.DataFrame:
    table = np.array(rows)
    n = table.sum(axis=1)
    return pl.DataFrame(
        {
            "touchpoint": [touchpoint] * len(n),
            "channel": range(len(n)),
            "n": n,
            "n_eff": n.astype(float),
            **dict(zip(("positive", "neutral", "negative"), table.T, strict=True)),
        }
    )


def test_channels_that_differ_are_told_from_channels_that_do_not():
    same, apart = [(50, 30, 20), (48, 31, 21), (51, 30, 19)], [(50, 30, 20), (20, 30, 50), (70, 20, 10), (3, 3, 3)]
    table = consistency(pl.concat([counts(2, apart), counts(1, same), counts(3, same[:1])]), "touchpoint", "nps")
    assert table["touchpoint"].to_list() == [1, 2, 3]
    assert table["groups"].to_list() == [3, 3, 1]
    assert table["verdict"].to_list() == ["chance", "real", "few"]
    assert table["tau"][0] == 0.0
    assert table["tau"][1] > 30


def test_q_and_tau_are_those_of_a_meta_analysis():
    frame = counts(1, [(50, 30, 20), (20, 30, 50), (70, 20, 10)])
    score = np.array([30, -30, 60.0])
    oracle = combine_effects(score, common_variance(frame, "nps"), method_re="chi2")
    row = consistency(frame, "touchpoint", "nps").row(0, named=True)
    assert (row["q"], row["tau"] ** 2) == (pytest.approx(oracle.q), pytest.approx(oracle.tau2))


@pytest.mark.parametrize("mix", [(0.5, 0.3, 0.2), (0.9, 0.08, 0.02)])
def test_equal_channels_are_called_different_at_the_level_of_the_test(mix):
    rng = np.random.default_rng(1)
    frame = pl.concat([counts(i, rng.multinomial(40, mix, 6)) for i in range(250)])
    assert (consistency(frame, "touchpoint", "nps")["p"] <= 0.05).mean() < 0.085


def test_the_interval_of_tau_holds_the_values_that_q_does_not_refuse():
    frame = pl.concat([counts(1, [(50, 30, 20), (20, 30, 50), (70, 20, 10)]), counts(2, [(50, 30, 20), (49, 31, 20)])])
    table = consistency(frame, "touchpoint", "nps")
    score, variance = np.array([30, -30, 60.0]), common_variance(frame.filter(touchpoint=1), "nps")

    def excess(tau: float, level: float) -> float:
        weight = 1 / (variance + tau**2)
        mean = (weight * score).sum() / weight.sum()
        return float((weight * (score - mean) ** 2).sum() - chi2.ppf(level, 2))

    ends = [brentq(excess, 0, 500, args=(level,)) for level in (0.975, 0.025)]
    ends[1] = min(ends[1], 100.0)
    assert table.select("low", "high").row(0) == pytest.approx(tuple(ends), abs=1e-6)
    assert table["low"][1] == 0.0 == table["tau"][1]


def test_shares_differ_too_and_hundreds_of_touchpoints_take_no_time():
    rng = np.random.default_rng(3)
    frame = pl.concat(
        [counts(i, rng.multinomial(60, (0.7 + 0.2 * (i % 2), 0.1, 0.2 - 0.2 * (i % 2)), 5)) for i in range(60)]
    )
    mixed = counts(99, [(95, 3, 2), (40, 30, 30)])
    table = consistency(pl.concat([frame, mixed]), "touchpoint", "csat")
    assert table.row(-1, named=True)["verdict"] == "real"
    assert (table["p"][:-1] <= 0.05).mean() < 0.15
    assert consistency(frame.clear(), "touchpoint", "csat").height == 0
