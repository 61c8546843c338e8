"""Where nothing is planted nothing is called real, and what is planted is found: `python -m tests.nulls`, shortly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np

from cxdata.choice import Choice
from tests.nulls.company import Company, answers
from tests.nulls.running import caught, nulls, rate

ROOT = Path(__file__).parents[2]
FEW = 12
MOST = 3
"""Of twelve companies with a chance of 5 % each, more than three show a false finding in 1 of 450 runs."""


def test_companies_without_effects_show_hardly_anything_called_real() -> None:
    seen = list(nulls(FEW, Choice()))
    assert sum(bool(one.real) for one in seen) <= MOST
    assert all(said.split(": ")[0] in ("real", "sample", "signal", "check") for one in seen for said in one.said)


def test_a_touchpoint_that_collapses_is_found_where_enough_answer() -> None:
    _, many, frame = caught(6, 45.0, Choice())
    large = frame.filter(frame["n"] >= 150)
    assert many == 6
    assert large.height >= 3
    assert large.filter(large["word"] != "real").height <= 1


def test_the_same_number_is_the_same_company() -> None:
    def made() -> tuple[int, int]:
        rng = np.random.default_rng([1, 2])
        frame = answers(Company.drawn(rng), rng)
        return frame.height, int(frame["score"].sum())

    assert made() == made()


def test_the_rate_comes_with_wilsons_interval() -> None:
    assert rate(3, 200) == "3 of 200: 1.5 % (95 % interval 0.5 to 4.3 %)"


def test_the_command_prints_both_rates() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "tests.nulls", "--companies", "1"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    lines = run.stdout.splitlines()
    assert lines[-2].startswith("companies without any planted effect that show a finding called real: ")
    assert lines[-1].startswith("that show a signal of the charts, which is never called real: ")
