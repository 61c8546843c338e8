"""Differences round zero, told apart by their verdict."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest

from cxdata.card import Changes, Distribution
from cxdata.charts import LIGHT, figure, letters, spark
from cxdata.text import Text
from tests.charts import records
from tests.charts.records import months, steady

PL, EN = Text("pl"), Text("en")
ROWS = records.changes(
    ("Dostawa <kurierem>", 1214, 18.0, -11.0, -16.0, -6.0, "real"),
    ("Aplikacja", 1427, 41.0, 10.0, 5.0, 15.0, "real"),
    ("Reklamacje", 402, 6.0, -5.0, -15.0, 5.0, "chance"),
    ("Oferta", 22, None, None, None, None, "few"),
)


def bars(fig):  # type: ignore[no-untyped-def]
    return [trace for trace in fig.data if trace.type == "bar"]


def said(fig) -> list[str]:  # type: ignore[no-untyped-def]
    return [note.text for note in fig.layout.annotations]


def test_only_what_is_real_has_colour() -> None:
    real, chance = bars(figure(Changes(ROWS, "points"), LIGHT, PL))
    assert list(real.x) == [-11.0, 10.0]
    assert list(real.marker.color) == [LIGHT.worse, LIGHT.better]
    assert list(chance.marker.color) == [LIGHT.chance]


def test_a_difference_in_this_sample_is_an_outline() -> None:
    rows = ROWS.with_columns(verdict=pl.lit("sample")).head(1)
    (bar,) = bars(figure(Changes(rows, "points"), LIGHT, PL))
    assert list(bar.marker.color) == [LIGHT.card]
    assert bar.marker.line.width == 1
    assert "<b>Różnice w tej próbie</b>" in said(figure(Changes(rows, "points"), LIGHT, PL))


def test_rows_stand_under_the_word_of_their_verdict_with_n_and_change() -> None:
    notes = said(figure(Changes(ROWS, "points"), LIGHT, PL))
    headings = ["<b>Rzeczywiste zmiany</b>", "<b>Być może przypadek</b>", "<b>Za mało odpowiedzi</b>"]
    assert [note for note in notes if note in headings] == headings
    assert {"Dostawa &lt;kurierem&gt;", "1\u00a0214", "<b>−11</b>", "<b>+10</b>", "−5", "Oferta", "22"} <= set(notes)
    english = said(figure(Changes(ROWS, "points"), LIGHT, EN))
    assert {"<b>Real changes</b>", "<b>Could be chance</b>", "<b>Too few answers</b>", "1,214"} <= set(english)


@pytest.mark.parametrize("text", [PL, EN])
@pytest.mark.parametrize("width", [320, 361, 520])
def test_the_names_of_classes_stand_clear_of_one_another(text: Text, width: int) -> None:
    kinds = ["negative"] * 7 + ["neutral"] * 2 + ["positive"] * 2
    frame = pl.DataFrame({"score": range(11), "n": range(11), "kind": kinds})
    notes = figure(Distribution(frame, "points"), LIGHT, text, width=width).layout.annotations
    edges = []
    for note in notes:
        wide = letters.width(note.text.split("<br>")[0], 13)
        at = (note.x + 0.5) * width / 11 + (note.xshift or 0)
        left = at - {"left": 0.0, "center": wide / 2, "right": wide}[note.xanchor]
        edges.append((left, left + wide))
    assert all(before[1] + 6 <= after[0] for before, after in pairwise(edges))


def test_names_are_all_of_one_size_and_as_long_as_there_is_room() -> None:
    rows = records.changes(
        ("Pomoc przy składaniu zamówienia", 1214, 18.0, -11.0, -16.0, -6.0, "real"),
        ("Aplikacja", 1427, 41.0, 10.0, 5.0, 15.0, "real"),
    )
    for width in (361, 560, 900):
        notes = figure(Changes(rows, "points"), LIGHT, PL, width=width).layout.annotations
        names = [note for note in notes if note.hovertext]
        assert len({note.font.size for note in names}) == 1
    assert [note.text for note in names] == ["Pomoc przy składaniu zamówienia", "Aplikacja"]


def test_what_is_too_few_has_neither_bar_nor_change() -> None:
    fig = figure(Changes(ROWS.filter(pl.col("verdict") == "few"), "points"), LIGHT, PL)
    assert len(fig.data) == 0
    assert [note for note in said(fig) if note not in ("n", "zmiana", "<b>Za mało odpowiedzi</b>")] == [
        "Oferta",
        "22",
        "",
    ]


def test_whiskers_span_the_interval() -> None:
    fig = figure(Changes(ROWS, "points"), LIGHT, PL)
    whiskers = [trace for trace in fig.data if trace.type == "scatter"]
    assert list(whiskers[0].x) == [-16.0, -6.0, None, 5.0, 15.0, None]


def test_a_bar_says_everything_when_pointed_at() -> None:
    real = bars(figure(Changes(ROWS, "percent"), LIGHT, PL))[0]
    assert real.hovertext[0] == (
        "<b>Dostawa &lt;kurierem&gt;</b><br>zmiana −11 p.p., przedział od −16 do −6 p.p.<br>"
        "wynik w okresie: 18%<br>rzeczywista zmiana<br>n = 1\u00a0214"
    )


def test_a_distribution_shows_counts_in_classes_with_their_shares() -> None:
    frame = pl.DataFrame(
        {
            "score": range(11),
            "n": [8, 3, 4, 3, 4, 10, 11, 9, 15, 15, 18],
            "kind": ["negative"] * 7 + ["neutral"] * 2 + ["positive"] * 2,
        }
    )
    fig = figure(Distribution(frame, "points"), LIGHT, PL)
    (bar,) = fig.data
    assert list(bar.y) == frame["n"].to_list()
    assert list(bar.marker.color) == [LIGHT.series[1]] * 7 + [LIGHT.chance] * 2 + [LIGHT.accent] * 2
    assert said(fig) == ["krytycy<br><b>43%</b>", "neutralni<br><b>24%</b>", "promotorzy<br><b>33%</b>"]


def test_a_spark_draws_line_band_and_last_point_and_nothing_hidden() -> None:
    drawn = spark(records.figure(steady(4)), LIGHT)
    assert drawn.startswith("<svg ")
    assert drawn.count("<polyline") == drawn.count("<polygon") == drawn.count("<circle") == 1
    gapped = months((40, 30.0, 20.0, 40.0, None), (40, 31.0, 20.0, 40.0, None), (9, None, None, None, "few"))
    assert spark(records.figure(gapped), LIGHT).count("<polyline") == 1


def test_a_spark_of_one_score_is_empty() -> None:
    assert "<poly" not in spark(records.figure(steady(1)), LIGHT)


def test_a_single_number_is_no_plotly_figure() -> None:
    with pytest.raises(TypeError, match="words and a spark"):
        figure(records.figure(steady(3)), LIGHT, PL)
