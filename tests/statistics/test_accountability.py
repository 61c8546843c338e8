import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.statistics import accountability as acc

DEPARTMENTS = ["sales", "it", "service", "finance", "cx"]
ROLES = st.lists(
    st.tuples(st.sampled_from(["p", "q", "r"]), st.sampled_from(DEPARTMENTS), st.sampled_from("ARCI")), max_size=14
)


def matrix(rows) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict.fromkeys(("touchpoint", "department", "role"), pl.String), orient="row")


def amounts(**values: float) -> pl.DataFrame:
    return pl.DataFrame({"touchpoint": list(values), "amount": list(values.values())})


def parts(frame: pl.DataFrame) -> dict:
    return dict(frame.select("department", "amount").rows())


@settings(max_examples=60, deadline=None)
@given(ROLES, st.sampled_from(acc.RULES))
def test_parts_sum_to_the_whole_and_only_owners_bear_anything(rows, rule):
    found = acc.attributed(amounts(p=7.0, q=-2.0, r=3.5), matrix(rows), rule)
    assert found["amount"].sum() == pytest.approx(8.5)
    bearing = {department for _, department, role in rows if role in "AR"}
    assert set(found["department"].drop_nulls()) == bearing


@settings(max_examples=30, deadline=None)
@given(ROLES)
def test_doubling_a_gap_doubles_its_shares_and_names_do_not_matter(rows):
    one, two = (parts(acc.attributed(amounts(p=x), matrix(rows))) for x in (3.0, 6.0))
    assert two == {name: pytest.approx(2 * value) for name, value in one.items()}
    renamed = matrix([(point, department[::-1], role) for point, department, role in rows])
    other = parts(acc.attributed(amounts(p=3.0), renamed))
    assert {name and name[::-1]: value for name, value in other.items()} == {
        k: pytest.approx(v) for k, v in one.items()
    }


def test_merging_touchpoints_with_the_same_owners_changes_nothing():
    rows = [("p", "it", "A"), ("p", "sales", "R"), ("q", "it", "A"), ("q", "sales", "R")]
    split = parts(acc.attributed(amounts(p=2.0, q=3.0), matrix(rows)))
    assert split == {k: pytest.approx(v) for k, v in parts(acc.attributed(amounts(p=5.0), matrix(rows))).items()}


def test_without_an_accountable_nobody_bears_that_share_never_the_cx_team():
    found = acc.by_department(amounts(p=6.0, q=4.0), matrix([("p", "it", "R"), ("p", "cx", "C")]), DEPARTMENTS)
    assert parts(found) == {None: 7.0, "it": 3.0, "sales": 0.0, "service": 0.0, "finance": 0.0, "cx": 0.0}


def test_a_department_that_is_a_and_r_counts_once_and_two_accountables_split():
    both = acc.ownership_shares(pl.Series(["p"]), matrix([("p", "it", "A"), ("p", "it", "R"), ("p", "sales", "R")]))
    assert dict(both.select("department", "share").rows()) == {"it": 0.5, "sales": 0.5}
    two = acc.ownership_shares(pl.Series(["p"]), matrix([("p", "it", "A"), ("p", "sales", "A"), ("p", "cx", "R")]))
    assert dict(two.select("department", "share").rows()) == {"it": 0.25, "sales": 0.25, "cx": 0.5}


def test_a_department_is_clear_only_when_its_range_stands_apart():
    rows = [("p", "it", "A"), ("p", "sales", "R"), ("p", "service", "R"), ("q", "finance", "A")]
    found = acc.by_department(amounts(p=30.0, q=8.0), matrix(rows))
    assert found.select("department", "low", "high", "clear").rows() == [
        ("it", pytest.approx(10), pytest.approx(20), False),
        ("finance", 8.0, 8.0, False),
        ("sales", pytest.approx(5), pytest.approx(10), False),
        ("service", pytest.approx(5), pytest.approx(10), False),
    ]
    alone = acc.by_department(amounts(p=30.0, q=50.0), matrix(rows))
    assert alone.row(0) == ("finance", 50.0, 0.0, 50.0, 50.0, True)


def test_gaps_weigh_and_carry_their_error():
    points = pl.DataFrame(
        {
            "touchpoint": ["p", "q"],
            "weight": [0.6, 0.4],
            "score": [20.0, None],
            "target": [30.0, 40.0],
            "variance": [25.0, None],
        }
    )
    assert acc.gaps(points).rows() == [("p", 6.0, 3.0), ("q", 0.0, 0.0)]
    assert acc.inconsistency(points, 40.0) == pytest.approx(6.0)
