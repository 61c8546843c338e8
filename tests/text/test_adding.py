"""What is printed beside each other adds up to what is printed as the sum."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cxdata.text import rounded
from cxdata.text.adding import adding


def test_what_was_rounded_furthest_gives_way() -> None:
    # -0.96, -0.88 and -1.92 make -3.76, printed -3.8; alone they print -1.0, -0.9 and -1.9.
    assert adding([-0.96, -0.88, -1.92], -3.76) == [-1.0, -0.9, -1.9]
    # Three times 0.25 are printed 0.3, but their sum 0.75 is 0.8.
    assert adding([0.25, 0.25, 0.25], 0.75) == [0.2, 0.3, 0.3]
    assert adding([-0.25, -0.25, -0.25], -0.75) == [-0.2, -0.3, -0.3]
    assert adding([0.04, 0.04, 0.04], 0.12) == [0.1, 0.0, 0.0]
    assert adding([], 0.0) == []


@given(st.lists(st.floats(-40, 40), min_size=1, max_size=12))
def test_the_printed_parts_sum_to_the_printed_whole_and_stay_within_a_step(values: list[float]) -> None:
    found = adding(values, sum(values))
    assert rounded(sum(found), 1) == rounded(sum(values), 1)
    assert all(abs(one - value) < 0.1 + 1e-9 for one, value in zip(found, values, strict=True))
