import numpy as np
import pytest

from cxdata.statistics import power

TYPICAL = power.nps_spread(0.5, 0.2)


def test_answers_and_change_are_each_others_inverse():
    n = power.answers_needed(TYPICAL, [5, 10, 20])
    assert np.ceil(n).tolist() == [3831, 958, 240]
    assert power.detectable_change(TYPICAL, n).tolist() == pytest.approx([5, 10, 20])
    assert power.power_of(TYPICAL, 10, n[1], n[1]) == pytest.approx(0.8, abs=1e-3)


def test_wobble_sets_a_floor_that_no_number_of_answers_breaks():
    assert power.answers_needed(TYPICAL, 10, wobble=16) == np.inf
    n = power.answers_needed(TYPICAL, 25, wobble=16)
    assert power.detectable_change(TYPICAL, n, wobble=16) == pytest.approx(25)


def test_power_is_what_simulation_finds():
    from cxdata.statistics.two_groups import nps_difference

    rng = np.random.default_rng(4)
    before, after = rng.multinomial(300, [0.5, 0.3, 0.2], 3000), rng.multinomial(300, [0.58, 0.26, 0.16], 3000)
    found = np.mean(nps_difference(tuple(before.T), tuple(after.T), interval=False).p <= 0.05)
    assert found == pytest.approx(float(power.power_of(TYPICAL, 12, 300, 300)), abs=0.05)


def test_no_answers_detect_nothing():
    assert power.detectable_change(power.share_spread(0.5), 0) == np.inf
