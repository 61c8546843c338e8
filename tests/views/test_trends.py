"""Trends by any dimension, how time coarsens, and what stands behind a point."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from cxdata.card import Distribution, Lines
from cxdata.charts import DARK, figure
from cxdata.choice import Choice
from cxdata.scan.answers import Answers
from cxdata.scan.family import family
from cxdata.text import Text
from cxdata.views.drill import drill
from cxdata.views.overview import overview
from cxdata.views.trends import Asked, trends
from tests.screen.conftest import answers as shop
from tests.views.company import LAST, answers, frame, month, moved, opened, steady
from tests.workspaces import make_workspace

PL, EN = Text("pl"), Text("en")
NB = "\u00a0"


def chart(shown) -> Lines:  # type: ignore[no-untyped-def]
    found = shown.cards[0].chart
    assert isinstance(found, Lines)
    return found


def test_the_whole_is_one_line_over_two_years() -> None:
    shown = trends(moved()[1], Choice(preset="month"), PL)
    found = chart(shown)
    assert [(line.label, line.frame.height, line.scope) for line in found.series] == [("firma", 24, "relationship")]
    assert found.grain == "month"
    assert found.series[0].frame.row(-1) == (
        date(2026, 10, 1),
        400,
        17.5,
        pytest.approx(9.85, abs=0.01),
        pytest.approx(24.89, abs=0.01),
        None,
    )
    assert shown.cards[0].title == "NPS firmy 18, tyle samo co rok wcześniej"
    assert shown.cards[0].table.columns == [
        "seria", "początek okresu", "n", "wynik", "przedział od", "przedział do", "dlaczego ukryte",
    ]  # fmt: skip


def test_members_of_a_dimension_become_lines_that_know_their_answers() -> None:
    shown = trends(moved()[1], Choice(preset="month"), PL, Asked(by="touchpoint"))
    found = chart(shown)
    assert not found.multiples
    assert found.by == "touchpoint"
    assert {line.label: dict(line.where) for line in found.series}["Dostawa"] == {"touchpoint": ("Dostawa",)}
    assert len({line.role for line in found.series}) == len(found.series)
    assert shown.headline == "Największy spadek: Dostawa, NPS −42, o 67 punktów mniej niż rok wcześniej."
    assert shown.cards[0].title == "W dół: Dostawa; w górę: Kasa"
    assert found.n is not None
    assert found.n["n"][-1] == 368


def test_small_charts_colour_real_changes_only() -> None:
    found = chart(
        trends(moved()[1], Choice(preset="month"), PL, Asked(by="touchpoint", multiples=True, order="change"))
    )
    assert found.multiples
    assert [(line.label, line.role) for line in found.series] == [
        ("Dostawa", "second"), ("Kasa", "main"), ("Reklamacja", "quiet"), ("Rzadki punkt", "quiet"),
    ]  # fmt: skip
    assert figure(found, DARK, PL).layout.height > 100


def test_many_members_are_cut_and_the_rest_is_said() -> None:
    rows = [
        row
        for i in range(15)
        for back in range(3)
        for row in answers(month(back).replace(day=10), 30 + i, 10, 10, f"Punkt {i:02}")
    ]
    shown = trends(opened(rows)[1], Choice(preset="month"), PL, Asked(by="touchpoint"))
    assert len(chart(shown).series) == 12
    assert chart(shown).series[0].label == "Punkt 14"
    assert "12 z 15, które mają najwięcej odpowiedzi" in shown.cards[0].foot
    five = trends(opened(rows)[1], Choice(preset="month"), PL, Asked(by="touchpoint", multiples=False))
    assert len(chart(five).series) == 5


def test_months_that_are_thin_become_quarters_and_the_page_says_so() -> None:
    rows = [row for back in range(24) for row in answers(month(back).replace(day=10), 8, 4, 4)]
    shown = trends(opened(rows)[1], Choice(preset="quarter"), PL)
    assert chart(shown).grain == "quarter"
    assert shown.sentence.endswith("Czas liczymy kwartałami, bo w miesiącach odpowiedzi jest za mało na wynik.")
    assert "kwartalnie" in shown.cards[0].subtitle
    kept = trends(opened(rows)[1], Choice(preset="quarter"), PL, Asked(grain="month"))
    assert chart(kept).grain == "month"
    assert chart(kept).series[0].frame["score"].null_count() == 24
    assert chart(kept).series[0].frame["hidden"].to_list() == ["thin"] * 24


def test_a_file_of_one_day_is_told_in_words() -> None:
    shown = trends(
        opened([row for row in answers(date(2026, 5, 12), 14, 10, 15) if row[2] == date(2026, 5, 12)] * 2)[1],
        Choice(preset="month"),
        EN,
    )
    assert shown.cards[0].chart is None
    assert shown.cards[0].subtitle == f"NPS: the relationship, 12{NB}May{NB}2026, daily; bars: 95% interval"
    assert shown.cards[0].empty == (
        f"An interval is known for one period only: 12{NB}May{NB}2026. "
        "NPS −5, interval −30 to 21, n = 40. A line is drawn from two periods on."
    )


@pytest.mark.parametrize("by", [None, "channel"])
def test_coarse_periods_count_no_answer_outside_the_days_that_are_named(by: str | None) -> None:
    rows = [row for back in range(36) for row in answers(month(back).replace(day=10), 4, 2, 2, "Faktura", "Poczta")]
    workspace, snapshot = opened(rows)
    choice = Choice(where={"touchpoint": ("Faktura",)})
    shown = trends(snapshot, choice, PL, Asked(by=by))
    found = chart(shown)
    assert found.grain == "year"
    frame = found.series[0].frame
    assert frame.select("period", "n").rows() == [
        (date(2024, 1, 1), 16), (date(2025, 1, 1), 96), (date(2026, 1, 1), 80),
    ]  # fmt: skip
    inside = snapshot.tally(metric="nps", where=choice.where, start=date(2024, 11, 1), end=date(2026, 10, 31))
    assert inside["n"].sum() == 192 == shown.cards[0].n
    assert f"listopad{NB}2024 – październik{NB}2026" in shown.cards[0].subtitle
    assert (
        f"niepełne okresy: 2024 (listopad–grudzień{NB}2024), 2026 (styczeń–październik{NB}2026)" in shown.cards[0].foot
    )
    first = drill(
        workspace, snapshot, choice, PL, series=found.series[0], period=date(2024, 1, 1), grain="year"
    )  # fmt: skip
    assert first.card.n == 16
    assert first.card.title.endswith(f": 2024 (listopad–grudzień{NB}2024)")


def test_the_title_names_the_days_it_compares_and_the_chart_shades_them() -> None:
    shown = trends(moved()[1], Choice(), PL)
    now, before = (date(2026, 8, 1), date(2026, 10, 31)), (date(2025, 8, 1), date(2025, 10, 31))
    assert chart(shown).windows == (before, now)
    assert shown.cards[0].subtitle.endswith(
        f"; porównano sierpień–październik{NB}2026 i sierpień–październik{NB}2025 (szare pola z wynikiem)"
    )
    assert chart(shown).series[0].levels == (17.5, 17.5)
    by_touchpoint = chart(trends(moved()[1], Choice(), PL, Asked(by="touchpoint")))
    assert {series.levels for series in by_touchpoint.series} == {()}
    bands = [shape for shape in figure(chart(shown), DARK, PL).layout.shapes if shape.type == "rect"]
    assert [(band.x0, band.x1) for band in bands] == [(8.5, 11.5), (20.5, 23.5)]


def test_a_few_weeks_are_told_by_week() -> None:
    rows = [row for week in range(8) for row in answers(date(2026, 5, 4) + timedelta(days=7 * week), 30, 20, 10)]
    rows = [(*row[:2], min(row[2], date(2026, 5, 4) + timedelta(days=60)), *row[3:]) for row in rows]  # type: ignore[type-var]
    found = chart(trends(opened(rows)[1], Choice(preset="all"), PL))
    assert found.grain == "week"
    assert found.series[0].frame["period"][0] == date(2026, 5, 4)


def test_periods_without_answers_stay_as_gaps() -> None:
    rows = [row for back in (0, 1, 4) for row in answers(month(back).replace(day=10), 30, 20, 10)]
    found = chart(trends(opened(rows)[1], Choice(preset="month"), PL, Asked(grain="month")))
    assert found.series[0].frame.select("n", "hidden").rows() == [
        (60, None),
        (0, "none"),
        (0, "none"),
        (60, None),
        (60, None),
    ]


def test_answers_that_do_not_say_are_left_out_aloud() -> None:
    rows = [
        *answers(LAST.replace(day=10), 60, 20, 10, "Kasa", "Sklep"),
        *answers(LAST.replace(day=10), 60, 20, 10, "Kasa", "Telefon"),
        *answers(LAST.replace(day=10), 3, 1, 1, "Kasa"),
    ]
    shown = trends(opened(rows)[1], Choice(preset="month"), PL, Asked(by="channel"))
    assert [line.label for line in chart(shown).series] == ["Sklep", "Telefon"]
    assert "5 odpowiedzi bez tej informacji pominięto" in shown.cards[0].foot


def test_a_dimension_that_nobody_speaks_of_says_so() -> None:
    shown = trends(steady()[1], Choice(preset="month"), PL, Asked(by="region"))
    assert shown.cards[0].chart is None
    assert shown.cards[0].empty == (
        "Żadna odpowiedź NPS w tym okresie i przy tych filtrach nie mówi: region. "
        "Wybierz inny podział albo zdejmij filtr."
    )


def test_without_a_past_the_breakdown_names_its_range() -> None:
    rows = answers(LAST.replace(day=10), 60, 20, 20, "Kasa") + answers(LAST.replace(day=10), 20, 20, 60, "Dostawa")
    shown = trends(opened(rows)[1], Choice(preset="month"), PL, Asked(by="touchpoint"))
    assert shown.cards[0].title == "NPS od −40 (Dostawa) do 40 (Kasa)"


def test_a_point_opens_its_distribution_and_answers() -> None:
    rows = [*answers(LAST.replace(day=10), 20, 10, 9, "Kasa", "Sklep")]
    said = frame(rows).with_columns(comment=pl.when(pl.col("score") == 3).then(pl.lit("Długo <b>czekałem</b>")))
    workspace, snapshot = opened(said)
    found = chart(trends(snapshot, Choice(preset="month"), PL, Asked(by="touchpoint")))
    opened_up = drill(
        workspace, snapshot, Choice(preset="month"), PL, series=found.series[0], period=LAST, grain="month"
    )
    assert opened_up.card.title == f"Kasa: październik{NB}2026"
    assert opened_up.card.subtitle == "NPS 28, przedział 2–51, n = 39"
    spread = opened_up.card.chart
    assert isinstance(spread, Distribution)
    assert dict(spread.frame.select("score", "n").rows())[10] == 20
    assert spread.frame["kind"].to_list() == ["negative"] * 7 + ["neutral"] * 2 + ["positive"] * 2
    assert opened_up.rows is not None
    assert opened_up.rows.columns == ["dzień", "ocena", "Punkt styku", "Kanał", "komentarz"]
    assert opened_up.rows.filter(pl.col("komentarz").is_not_null()).height == 9
    assert opened_up.note == "Pokazano 39 z 39 odpowiedzi, najpierw najnowsze."


@pytest.mark.parametrize(("n", "listed", "drawn"), [(4, False, False), (7, True, False), (12, True, True)])
def test_small_groups_keep_their_secrets(n: int, listed: bool, drawn: bool) -> None:
    workspace, snapshot = opened(
        [*answers(LAST.replace(day=10), n, 0, 0, "Kasa"), *answers(LAST.replace(day=10), 40, 10, 10, "Okno")]
    )
    found = chart(trends(snapshot, Choice(preset="month"), EN, Asked(by="touchpoint", multiples=True)))
    series = next(line for line in found.series if line.label == "Kasa")
    opened_up = drill(workspace, snapshot, Choice(preset="month"), EN, series=series, period=LAST, grain="month")
    assert (opened_up.rows is not None, opened_up.card.chart is not None) == (listed, drawn)
    assert opened_up.card.n == n
    if not listed:
        assert opened_up.note == "Under 5 answers, what people wrote is not shown."


def test_the_point_of_the_relationship_opens_the_relationship_only() -> None:
    workspace, snapshot = moved()
    found = chart(trends(snapshot, Choice(preset="month"), PL))
    opened_up = drill(
        workspace, snapshot, Choice(preset="month"), PL, series=found.series[0], period=LAST, grain="month"
    )
    assert opened_up.card.n == 400


def test_a_trend_calls_real_only_what_the_workspace_does(tmp_path: Path) -> None:
    """Three touchpoints and channels, two metrics: a fall that passes among touchpoints alone, but not among all."""
    snapshot = make_workspace(tmp_path / "demo.duckdb", shop(), settings={"as_of": "2026-10-31"}).snapshot()
    found = Answers.of(snapshot, Choice())
    wholes = [found.population(metric) for metric in snapshot.metrics]
    alone = family(found, wholes, [found.scoped("nps", "touchpoints")], "touchpoint")
    assert "real" in alone["verdict"].to_list()
    assert overview(snapshot, Choice(), EN).changes.title == "Each of these changes could be chance"
    assert trends(snapshot, Choice(), EN, Asked(by="touchpoint")).cards[0].title == (
        "Each of these changes could be chance"
    )


def test_a_series_too_thin_for_a_score_is_named_and_not_drawn() -> None:
    shown = trends(moved()[1], Choice(preset="month"), PL, Asked(by="touchpoint"))
    assert "Rzadki punkt" not in [line.label for line in chart(shown).series]
    assert "bez linii, bo w większości okresów odpowiedzi jest za mało na wynik: Rzadki punkt" in shown.cards[0].foot
