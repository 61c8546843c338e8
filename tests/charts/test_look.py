"""Colours, contrast and the template that every figure carries."""

from __future__ import annotations

import re

import polars as pl
import pytest

from cxdata.card import Changes, Distribution, Lines
from cxdata.charts import DARK, LIGHT, Colours, figure
from cxdata.charts.look import faint
from cxdata.text import Text
from tests.charts.records import changes, series, steady

TEXT = Text("pl")


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_words_can_be_read_on_cards(look: Colours) -> None:
    assert contrast(look.ink, look.card) > 12
    for colour in (look.second, look.worse, look.better, look.accent):
        assert contrast(colour, look.card) > 4.5


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_series_stand_out_from_the_card(look: Colours) -> None:
    assert len(set(look.series)) == 5
    for colour in look.series:
        assert contrast(colour, look.card) > 3


def test_every_role_has_its_own_dash_among_the_five() -> None:
    dashes = [LIGHT.dash(role) for role in ("main", "second", "third", "fourth", "fifth")]
    assert len(set(dashes)) == 5


def test_faint_keeps_the_colour() -> None:
    assert faint("#0B5A66", 0.14) == "rgba(11,90,102,0.14)"


@pytest.mark.parametrize("look", [LIGHT, DARK], ids=["light", "dark"])
def test_no_figure_holds_placeholder_colours_or_a_foreign_template(look: Colours) -> None:
    rows = changes(("Dostawa", 60, 10.0, -12.0, -20.0, -4.0, "real"), ("Zwroty", 70, 20.0, 2.0, -4.0, 8.0, "chance"))
    spread = steady(1).select(score="n", n="n").with_columns(kind=pl.lit("positive"))
    charts = [
        Lines((series("firma", steady(24)),), "points", "month", goal=40),
        Lines((series("firma", steady(24)),), "points", "month", multiples=True),
        Changes(rows, "points"),
        Distribution(spread, "points"),
    ]
    for chart in charts:
        drawn = figure(chart, look, TEXT)
        assert not re.search(r"#0000[0-9a-fA-F]{2}\b", drawn.to_json())
        assert drawn.layout.template.layout.font.color == look.ink
        assert "px.colors" not in drawn.to_json()


def test_numbers_are_parted_as_the_language_does() -> None:
    chart = Lines((series("firma", steady(3)),), "points", "month")
    assert figure(chart, LIGHT, Text("pl")).layout.template.layout.separators == ", "
    assert figure(chart, LIGHT, Text("en")).layout.template.layout.separators == ".,"
