import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.statistics import decomposition

ROW = st.tuples(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400))
TABLE = st.lists(ROW, min_size=4, max_size=4).filter(lambda rows: sum(map(sum, rows)) > 0)


def counts(rows) -> pl.DataFrame:
    up, middle, down = (list(column) for column in zip(*rows, strict=True))
    n = [sum(row) for row in rows]
    names = {"g": [f"g{i}" for i in range(len(rows))], "n": n, "n_eff": [float(x) for x in n]}
    return pl.DataFrame({**names, "positive": up, "neutral": middle, "negative": down})


def total(rows) -> float:
    up, middle, down = np.array(rows).sum(axis=0)
    return 100 * (up - down) / (up + middle + down)


@settings(max_examples=40, deadline=None)
@given(TABLE, TABLE)
def test_mix_and_rate_sum_to_the_change_and_turn_with_the_periods(one, two):
    there = decomposition.change_by_group(counts(one), counts(two), "nps")
    assert there["mix"].sum() + there["rate"].sum() == pytest.approx(total(two) - total(one), abs=1e-9)
    back = decomposition.change_by_group(counts(two), counts(one), "nps")
    assert np.allclose(there["mix"], -back["mix"])
    assert np.allclose(there["rate"], -back["rate"])


def test_every_channel_better_and_the_total_worse_is_all_mix():
    split = decomposition.mix_rate([0.8, 0.2], [50, 10], [0.5, 0.5], [55, 15])
    assert (split.before, split.after) == (42, 35)
    assert (split.mix.sum(), split.rate.sum()) == (pytest.approx(-12), pytest.approx(5))


def test_a_group_that_is_new_is_mix_only():
    table = decomposition.change_by_group(
        counts([(60, 20, 20), (0, 0, 0)]), counts([(60, 20, 20), (10, 40, 50)]), "nps"
    )
    assert table["rate"].to_list() == [0, 0]
    assert table["score_before"].to_list() == [40, None]
    assert table["mix"].sum() == pytest.approx(0 - 40)


def test_the_error_of_a_rate_covers_its_truth():
    rng = np.random.default_rng(3)
    inside = []
    for _ in range(300):
        sides = []
        for mix in ((0.5, 0.5), (0.3, 0.7)):
            first, second = rng.multinomial(400, mix)
            sides.append(counts([rng.multinomial(first, [0.5, 0.3, 0.2]), rng.multinomial(second, [0.3, 0.4, 0.3])]))
        table = decomposition.change_by_group(*sides, "nps")
        inside.append(abs(table["rate"][0]) <= 1.96 * table["rate_error"][0])
    assert 0.91 <= np.mean(inside) <= 0.985


def test_no_answers_on_a_side_leave_nothing_to_split():
    assert decomposition.change_by_group(counts([(0, 0, 0)]), counts([(1, 2, 3)]), "nps").height == 0


@settings(max_examples=40, deadline=None)
@given(TABLE, TABLE)
def test_two_factors_sum_to_the_change(one, two):
    sides = []
    for rows in (one, two):
        table = np.array(rows, dtype=float).reshape(2, 2, 3)
        n = table.sum(axis=2)
        score = np.divide(100 * (table[..., 0] - table[..., 2]), n, out=np.full((2, 2), np.nan), where=n > 0)
        sides += [n / n.sum(), score]
    found = decomposition.two_factor(*sides)
    assert sum(found.values()) == pytest.approx(total(two) - total(one), abs=1e-9)


def test_a_published_two_factor_product():
    found = decomposition.factors({"a": 10930, "b": 0.717892}, {"a": 16591, "b": 0.825974}, decomposition.product)
    assert found == {"a": pytest.approx(4369.913, abs=1e-3), "b": pytest.approx(1487.262, abs=1e-3)}
