"""Each family of reference vectors at its edges, against values computed apart from the product."""

import warnings

import pytest

from tests import vectors
from tests.statistics.cases import CASES
from tests.statistics.oracles import changes, governance, scores
from tests.statistics.test_vectors import largest_difference

ORACLES = scores.FAMILIES | changes.FAMILIES | governance.FAMILIES
BY_SOLVER = {
    "nps_diff_score": 1e-3,
    "n_per_group": 0.05,
    "mde": 1e-3,
    "prob_at_least": 1e-5,
    "peeking": 1e-5,
    "rtm": 1e-5,
}


@pytest.mark.parametrize("family", sorted(CASES))
def test_a_family_gives_what_its_oracle_gives_at_every_edge(family):
    wrong = []
    for given in CASES[family]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an oracle divides by nothing where the answer is "none"
            expected = vectors.plain(ORACLES[family](given))
        found = vectors.computed(f"{family}_case", given)
        if largest_difference(expected, found) > BY_SOLVER.get(family, 2e-6):
            wrong.append((given, expected, found))
    assert wrong == []


def test_no_family_is_left_without_cases_or_an_oracle():
    known = set(vectors.FAMILIES) - {"nile"}
    assert known == set(CASES) == set(ORACLES)


def test_the_window_of_a_rolling_score_is_read_from_the_name_of_its_vector():
    months = {"months": [[1, 0, 0], [0, 1, 0], [0, 0, 1]]}
    assert vectors.computed("rolling_2m", months) == {"window_1_2": 50.0, "window_2_3": -50.0, "change": -100.0}


def test_what_cannot_be_computed_is_named_and_stops_nothing_else(tmp_path, capsys):
    path = tmp_path / "some.json"
    path.write_text(
        '[{"id": "kish", "input": {"weights": [1, 1]}}, {"id": "rtm", "input": {"k": 0, "true_nps": 1, "promoters": 0,'
        ' "detractors": 0, "n_each": 0}}, {"id": "xmr", "input": []}, {"id": "kish_2", "input": {"weights": [2]}}]'
    )
    assert vectors.main([str(path)]) == 1
    shown = capsys.readouterr()
    assert shown.out.count('"computed": null') == 2
    assert shown.out.count('"n_eff"') == 2
    assert shown.err.splitlines()[0] == "rtm: ZeroDivisionError: float division by zero"
