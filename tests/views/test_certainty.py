from __future__ import annotations

from math import ceil

import polars as pl
import pytest

from cxdata.card import Detectable, Strip
from cxdata.choice import Choice
from cxdata.statistics.detection import Basis, basis
from cxdata.text import Text
from cxdata.views.certainty import Certainty, Setting, certainty
from tests.views.company import answers, month, opened, steady

PL, EN = Text("pl"), Text("en")
START = Setting()


def counts(n: int, up: int, down: int, n_eff: float | None = None) -> pl.DataFrame:
    row = {"n": n, "n_eff": n if n_eff is None else n_eff, "positive": up, "neutral": n - up - down, "negative": down}
    return pl.DataFrame([row])


def asked(setting: Setting = START, text: Text = EN) -> Certainty:
    return certainty(steady()[1], Choice(), text, setting)


@pytest.mark.parametrize(("change", "needed"), [(5, 3831), (10, 958), (15, 426), (20, 240)])
def test_the_needs_are_those_of_the_published_formula(change: float, needed: int) -> None:
    # (1.96 + 0.8416)^2 * 2 * 0.61 / change^2 for half promoters and a fifth detractors
    own = basis(counts(400, 200, 80), "nps", 1.0, 0.0)
    assert ceil(own.needed(change, 0.95)) == needed
    assert float(own.detectable(needed, 0.95)) == pytest.approx(change, rel=0.002)
    assert own.chance(change, needed, 0.95) == pytest.approx(0.8, abs=0.002)


def test_people_who_rate_several_touchpoints_and_weights_cost_answers() -> None:
    plain = basis(counts(400, 200, 80), "nps", 1.0, 0.0)
    pooled = basis(counts(400, 200, 80, n_eff=200), "nps", 1.5, 0.0)
    assert pooled.deff == pytest.approx(3.0)
    assert pooled.needed(10, 0.95) == pytest.approx(3 * plain.needed(10, 0.95))


def test_ordinary_movement_is_not_bought_off_with_answers() -> None:
    own = Basis(400, 1.0, 0.61, wobble=9.0)
    assert own.needed(5, 0.95) == float("inf")
    # 2.8016 * sqrt(2 * 9) = 11.9 points at any number of answers
    assert float(own.detectable(1e9, 0.95)) == pytest.approx(11.886, abs=0.01)


def test_without_answers_the_usual_mix_stands_in() -> None:
    own = basis(counts(0, 0, 0), "nps", 1.0, 0.0)
    assert (own.n, own.spread) == (0, pytest.approx(0.61))


def test_the_page_starts_from_the_answers_of_the_period() -> None:
    shown = asked()
    assert shown.n == 1200  # three months of 400 answers about the relationship: 160 up, 90 down
    assert shown.headline == "1,200 answers show a change of at least 9 points"
    assert "A change of 5 points shows in only" in shown.parts[0].words
    assert "a false alarm happens in 5% of comparisons" in shown.parts[1].words
    chart = shown.curve.chart
    assert isinstance(chart, Detectable)
    assert (chart.n, chart.change) == (1200, 5.0)
    assert chart.frame["change"].is_sorted(descending=True)


def test_moving_n_change_and_confidence_moves_the_answer() -> None:
    assert asked(Setting(n=5000)).headline == "5,000 answers show a change of at least 5 points"
    assert asked(Setting(change=15.0)).parts[0].words.startswith("A change of 15 points shows in over 99% of cases")
    assert asked(Setting(confidence=99)).headline == "1,200 answers show a change of at least 11 points"


def test_each_touchpoint_says_what_it_can_show() -> None:
    shown = asked(Setting(change=12.0), text=PL)
    assert isinstance(shown.groups.chart, Strip)
    rows = shown.groups.chart.frame
    assert rows["label"].to_list() == ["Dostawa", "Kasa", "Reklamacja", "Rzadki punkt"]
    assert rows["value"].arg_max() == 3
    assert shown.groups.title == "Żaden z 4 punktów styku nie pokaże zmiany o 12 punktów"
    wider = asked(Setting(change=20.0), text=PL)
    assert wider.groups.title == "Zmianę o 20 punktów pokażą 3 z 4 punktów styku"


def test_an_empty_workspace_asks_for_answers() -> None:
    shown = certainty(opened([])[1], Choice(), PL, Setting())
    assert shown.groups.chart is None
    assert shown.headline == "10 odpowiedzi pokaże zmianę o co najmniej 98 punktów"


def test_a_chart_of_some_touchpoints_says_of_how_many() -> None:
    rows = [row for at in range(16) for row in answers(month(0).replace(day=3), 20, 10, 5, f"Point {at:02}")]
    shown = certainty(opened(rows)[1], Choice(), EN, START).groups
    assert isinstance(shown.chart, Strip)
    assert (shown.chart.frame.height, shown.table.height) == (14, 16)
    assert "14 of 16 shown" in shown.foot


def test_from_a_handful_of_answers_the_usual_spread_is_taken_and_that_is_said() -> None:
    few = basis(counts(3, 0, 3), "nps", 1.0, 0.0)
    assert few.spread == pytest.approx(0.61)
    assert ceil(few.needed(10, 0.95)) == 958
    rows = answers(month(0).replace(day=10), 0, 0, 3)
    said = "".join(part.words for part in certainty(opened(rows)[1], Choice(), EN, START).parts)
    assert "3 answers do not show how far ratings differ" in said
    assert "do not show how far" not in "".join(part.words for part in asked().parts)
