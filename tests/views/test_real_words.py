"""A screen marks what is beyond chance among its own tests; its words say "real" only of what the workspace does."""

from __future__ import annotations

from functools import cache

import polars as pl
import pytest

from cxdata.card import Heatmap, Said, Standing, Strip, Waterfall
from cxdata.charts.bars import standing, waterfall, waterfall_strip
from cxdata.charts.heatmap import cells as heatmap_cells
from cxdata.charts.look import LIGHT
from cxdata.findings import family
from cxdata.governance.standing import standing as stands
from cxdata.text import Text
from cxdata.views.departments import departments, strip
from cxdata.views.departments.panel import panel
from cxdata.views.initiatives.facts import facts
from cxdata.views.touchpoints import Asked, touchpoints
from cxdata.views.touchpoints.cell import cell
from cxdata.views.touchpoints.consistency_card import card
from tests.views.company import answers
from tests.views.governed import BEFORE, LEVELS, MONTH, NOW, Company, governed

PL, EN = Text("pl"), Text("en")
CROWD = [
    row
    for at in range(20)
    for day in (BEFORE, NOW)
    for row in answers(day, 20, 10, 10, f"Punkt {at:02}", "Sklep", "csat")
]
"""Twenty touchpoints of another metric in which nothing happens: they make the word real dearer."""
NEAR = [*answers(NOW, 40, 30, 30, "Dostawa", "Kurier"), *answers(NOW, 60, 20, 20, "Kasa", "Sklep")]
UNEVEN = [*answers(NOW, 40, 20, 20, "Dostawa", "Kurier"), *answers(NOW, 20, 20, 30, "Dostawa", "Automat")]
LOW = answers(NOW, 80, 70, 50, "Dostawa", "Kurier")


@cache
def near() -> Company:
    return governed([*NEAR, *CROWD])


@cache
def low() -> Company:
    return governed([*LOW, *CROWD], [("Dostawa", "Logistyka", "A")], LEVELS[:1])


@pytest.mark.parametrize(
    ("text", "headline", "counted", "panel_word"),
    [
        (
            PL,
            "Dostawa, październik\u00a02026: NPS\u00a010, na tej mapie odstaje: o 15 punktów poniżej wyniku firmy 25.",
            "Rzeczywiście gorzej: 0 z 2 komórek, lepiej: 0. "
            "Tylko na tej mapie odstają 2 komórki: w skali całej firmy to może być przypadek. ",
            "odstaje na tej mapie, ale w skali całej firmy to może być przypadek",
        ),
        (
            EN,
            "Dostawa, October\u00a02026: NPS\u00a010, which stands out on this map: 15 points below the company's 25.",
            "Really worse: 0 of 2 cells, better: 0. "
            "2 cells stand out on this map only: across the whole company they could be chance. ",
            "stands out on this map, but across the whole company it could be chance",
        ),
    ],
)
def test_the_map_marks_a_cell_that_its_words_do_not_call_real(
    text: Text, headline: str, counted: str, panel_word: str
) -> None:
    workspace, snapshot, tables = near()
    shown = touchpoints(snapshot, MONTH, text, tables)
    assert shown.headline == headline
    assert shown.sentence.startswith(counted)
    opened = cell(workspace, shown, text, tables)
    assert opened is not None
    assert opened.verdict[-1] == Said(panel_word, "quiet")
    assert shown.real.is_empty()
    assert panel_word in shown.card.table["werdykt" if text is PL else "verdict"].to_list()
    chart = shown.card.chart
    assert isinstance(chart, Heatmap)
    assert set(chart.cells.filter(pl.col("row") != "", pl.col("column") != "")["verdict"]) == {"here"}


def test_the_same_cell_alone_in_its_workspace_is_real() -> None:
    _, snapshot, tables = governed(NEAR)
    assert touchpoints(snapshot, MONTH, EN, tables).headline == (
        "Dostawa, October\u00a02026: NPS\u00a010, really 15 points below the company's 25."
    )


def test_losses_that_are_older_and_of_the_map_alone_are_not_called_real() -> None:
    before = NOW.replace(month=5)
    rows = [*answers(before, 37, 30, 33, "Dostawa", "Kurier"), *answers(before, 63, 18, 19, "Kasa", "Sklep")]
    even = [row for point in ("Dostawa", "Kasa") for row in answers(NOW, 50, 25, 25, point, "Sklep")]
    _, snapshot, tables = governed([*rows, *even, *CROWD])
    said = [touchpoints(snapshot, MONTH, text, tables).headline for text in (PL, EN)]
    assert said == [
        "Ostatnio nic rzeczywiście nie odbiega. Zaznaczone komórki odstają tylko na tej mapie.",
        "Nothing really differs of late. The marked cells stand out on this map only.",
    ]


@pytest.mark.parametrize(
    ("text", "title", "word", "said"),
    [
        (
            PL, "Nierówno tylko w skali tego ekranu (kanały): Dostawa", "nierówny tylko w skali tego ekranu",
            "Kanały: nierówne na tym ekranie, ale w skali całej firmy to może być przypadek",
        ),
        (
            EN, "Uneven among the tests of this screen only (channels): Dostawa", "uneven on this screen only",
            "Channels: uneven on this screen, but across the whole company it could be chance",
        ),
    ],
)  # fmt: skip
def test_channels_uneven_on_the_screen_alone_are_not_called_really_so(
    text: Text, title: str, word: str, said: str
) -> None:
    workspace, snapshot, tables = governed([*UNEVEN, *CROWD])
    shown = touchpoints(snapshot, MONTH, text, tables, Asked(cell=("Dostawa", "2026-10")))
    assert shown.even is not None
    made = card(shown.grid, shown.even, text)
    assert made is not None
    assert (made.title, made.table.row(0)[6]) == (title, word)
    assert isinstance(made.chart, Strip)
    assert waterfall_strip.colour(made.chart.frame.row(0, named=True), LIGHT) == LIGHT.worse
    opened = cell(workspace, shown, text, tables)
    assert opened is not None
    assert opened.even == (Said(said, "quiet"),)


@pytest.mark.parametrize(
    ("text", "headline", "gap", "stood", "own", "strip_title"),
    [
        (
            PL,
            "NPS 15,0, o 15,0 pkt poniżej celu 30,0: "
            "odstaje na tej stronie, ale w skali całej firmy to może być przypadek.",
            "Luka 15,0 pkt odstaje na tej stronie, ale w skali całej firmy to może być przypadek",
            "Odstaje tylko na tej stronie, w skali firmy może to być przypadek: Logistyka (niżej)",
            "Logistyka: NPS 15 przy własnym celu 30; "
            "różnica odstaje na tej stronie, ale w skali firmy może być przypadkiem.",
            "Do celu brakuje 15,0 pkt, co może być przypadkiem; "
            "żadnej straty działu nie da się wskazać ponad przypadek",
        ),
        (
            EN,
            "NPS 15.0, 15.0 pts below the goal 30.0: stands out on this page, "
            "but across the whole company it could be chance.",
            "The gap of 15.0 pts stands out on this page, but across the whole company it could be chance",
            "Stands out on this page only, across the company it could be chance: Logistyka (lower)",
            "Logistyka: NPS 15, own goal 30; "
            "the difference stands out on this page, but across the company could be chance.",
            "We are 15.0 pts short of the goal, which could be chance; no department's loss stands out beyond chance",
        ),
    ],
)
def test_departments_are_coloured_and_called_real_by_the_workspace_alone(
    text: Text, headline: str, gap: str, stood: str, own: str, strip_title: str
) -> None:
    workspace, snapshot, tables = low()
    shown = departments(snapshot, tables, MONTH, text)
    assert (shown.headline, shown.gap.title, shown.standing.title) == (headline, gap, stood)
    assert isinstance(shown.gap.chart, Waterfall)
    assert shown.gap.chart.frame["verdict"].to_list() == ["here"]
    assert isinstance(shown.standing.chart, Standing)
    assert standing.colour(shown.standing.chart.frame.row(0, named=True), LIGHT) == LIGHT.second
    opened = panel(workspace, snapshot, tables, MONTH, text, "Logistyka")
    assert (opened.headline, opened.points.title) == (own, stood.replace("Logistyka", "Dostawa"))
    made = strip(snapshot, tables, MONTH, text)
    assert made is not None
    assert made.title == strip_title


def test_a_touchpoint_is_really_below_its_goal_only_where_the_workspace_says_so() -> None:
    for rows, below in ((LOW, ("Dostawa",)), ([*LOW, *CROWD], ())):
        _, snapshot, tables = governed(rows, [("Dostawa", "Logistyka", "A")], LEVELS[:1])
        assert facts(snapshot, tables, stands(tables, snapshot.as_of)).below == below


def test_only_what_is_real_has_a_colour_among_departments() -> None:
    assert waterfall.tint("real", -1.0, LIGHT) == LIGHT.worse
    assert waterfall.tint("here", -1.0, LIGHT) == waterfall.tint("chance", -1.0, LIGHT) == LIGHT.second
    here = {"verdict": "here", "gap": -15.0, "against": "goal"}
    assert heatmap_cells.verdict(here, EN) == "stands out on this map, but across the whole company it could be chance"


def test_another_cell_or_order_of_the_map_judges_the_workspace_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _, snapshot, tables = governed([*NEAR, *CROWD])
    asked, judged = [], family.judged
    monkeypatch.setattr(family, "judged", lambda ground: asked.append(1) or judged(ground))
    for one in (Asked(), Asked(cell=("Kasa", "2026-10")), Asked(order="loss", find="Kasa")):
        touchpoints(snapshot, MONTH, PL, tables, one)
    assert asked == [1]
