import numpy as np
import polars as pl
import pytest
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
