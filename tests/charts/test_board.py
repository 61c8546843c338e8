"""A card as a slide: nothing cut, nothing outside, everything said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import plotly.graph_objects as go
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.card import Card, Changes, Chart, Distribution, Event, Figure, Lines, Matrix, Series
from cxdata.charts import letters
from cxdata.charts.look import LIGHT
from cxdata.charts.slides import slide
from cxdata.charts.slides.board import MOST_BARS, board
from cxdata.charts.slides.fitting import sized
from cxdata.text import Lang, Text

PL, EN = Text("pl"), Text("en")
WHY = "ten przedział dotyczy samej tej zmiany, a werdykt uwzględnia wiele porównań naraz"
TODAY = date(2026, 11, 22)
LONG = "Koszyk i płatność w sklepie internetowym dla stałych klientów"


def months(scores: list[float | None], n: int = 120) -> pl.DataFrame:
    days = [date(2025 + i // 12, i % 12 + 1, 1) for i in range(len(scores))]
    return pl.DataFrame(
        {
            "period": days,
            "n": [n] * len(scores),
            "score": scores,
            "low": [None if s is None else s - 8 for s in scores],
            "high": [None if s is None else s + 8 for s in scores],
            "hidden": [None if s is not None else "few" for s in scores],
        },
        schema_overrides={"score": pl.Float64, "low": pl.Float64, "high": pl.Float64, "hidden": pl.String},
    )


FALLING: list[float | None] = [34.0, 36, 33, 35, 37, 34, 33, 36, 35, 30, 22, 11, 4, 0, -8]
STEADY: list[float | None] = [30.0 + i % 3 for i in range(15)]


def lines(*labels: str, multiples: bool = False, goal: float | None = None, events: tuple[Event, ...] = ()) -> Lines:
    roles: Any = ("main", "second", "third", "fourth", "fifth")
    series = tuple(
        Series(label, months(FALLING if i % 2 else STEADY), "quiet" if multiples else roles[i])
        for i, label in enumerate(labels)
    )
    return Lines(series, "points", "month", goal=goal, events=events, multiples=multiples)


def changes(count: int, label: str = "Punkt {i}") -> Changes:
    rows = [
        {
            "label": label.format(i=i), "n": 1200 + i, "score": 30.0, "change": 12.0 - i, "low": 6.0 - i,
            "high": 18.0 - i, "verdict": "real" if i in (0, count - 1) else "chance",
        }
        for i in range(count)
    ]  # fmt: skip
    return Changes(pl.DataFrame(rows), "points")


def distribution() -> Distribution:
    rows = [
        {"score": i, "n": i * i + 1, "kind": ["negative", "neutral", "positive"][(i > 6) + (i > 8)]} for i in range(11)
    ]
    return Distribution(pl.DataFrame(rows), "points")


def number(spark: pl.DataFrame) -> Figure:
    return Figure(
        "nps", "points", 1138, 34.2, 30.0, 39.0, None, -1.8, -4.0, 1.0, "real", spark.drop("hidden"),
        "NPS", "gotowość do polecenia", "34,2", "przedział 30–39, n = 1 138", "−1,8", "rzeczywisty spadek", "worse",
        moved_between="przedział od −4 do 1", why=WHY,
    )  # fmt: skip


def card(chart: Chart | None, title: str = "Dostawa kurierem: rzeczywisty spadek", **more: Any) -> Card:
    found = Card(
        key="overview.trend",
        title=title,
        subtitle="NPS: relacja z firmą, sierpień–październik 2026, miesięcznie",
        foot="n = 1 138 · filtry: Sklep · źródło: opinie.csv · przedziały 95%",
        method="…",
        alt="…",
        chart=chart,
        table=pl.DataFrame(),
        n=1138,
    )
    return replace(found, **more)


CHARTS: dict[str, Chart] = {
    "one line": lines("Dostawa kurierem"),
    "two lines and a goal": lines("firma", LONG, goal=35.0),
    "five lines at one level": lines("a", "b", "c", LONG, "e"),
    "events": lines("firma", events=(Event(1, date(2025, 6, 3), LONG), Event(2, date(2025, 8, 9), "koniec SMS-ów"))),
    "panels": lines(*(f"{LONG} {i}" for i in range(12)), multiples=True),
    "changes": changes(8, LONG + " {i}"),
    "many changes": changes(25, LONG + " {i}"),
    "distribution": distribution(),
    "a number": number(months(FALLING)),
    "a number without history": number(months(FALLING[:1])),
}


def said(figure: go.Figure) -> list[str]:
    """All words of the slide, line by line, with plain spaces."""
    texts = [note.text.removeprefix("<b>").removesuffix("</b>") for note in figure.layout.annotations]
    return [text.replace("\u00a0", " ") for text in texts]


def box(figure: go.Figure, note: Any) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of an annotation in pixels of the slide."""
    margin, bold = figure.layout.margin, note.text.startswith("<b>")
    rows = note.text.removeprefix("<b>").removesuffix("</b>").split("<br>")
    size = note.font.size or figure.layout.template.layout.annotationdefaults.font.size
    wide = note.width or max(letters.width(row, size, bold) for row in rows)
    high = size * (1.22 + 1.3 * (len(rows) - 1))
    x = margin.l + _share(figure, note.xref, note.x) * (slide.WIDTH - margin.l - margin.r) + (note.xshift or 0)
    y = margin.t + (1 - _share(figure, note.yref, note.y)) * (slide.HEIGHT - margin.t - margin.b) - (note.yshift or 0)
    left = {"left": x, "right": x - wide}.get(note.xanchor or "", x - wide / 2)
    top = {"top": y, "bottom": y - high}.get(note.yanchor or "", y - high / 2)
    return left, top, left + wide, top + high


def _share(figure: go.Figure, ref: str, value: float) -> float:
    if ref == "paper":
        return value
    axis = figure.layout[f"{ref[0]}axis{ref[1:].removesuffix(' domain')}"]
    low, high = axis.domain or (0, 1)
    start, end = (0, 1) if ref.endswith("domain") else axis.range
    return float(low + (value - start) / (end - start) * (high - low))


@pytest.mark.parametrize("name", CHARTS)
def test_every_word_stands_inside_the_slide(name: str) -> None:
    figure = board(card(CHARTS[name], LONG * 3), PL, today=TODAY)
    for note in figure.layout.annotations:
        left, top, right, bottom = box(figure, note)
        assert min(left, top, slide.WIDTH - right, slide.HEIGHT - bottom) >= 0, note.text


@pytest.mark.parametrize("name", CHARTS)
def test_no_words_stand_on_one_another(name: str) -> None:
    figure = board(card(CHARTS[name]), PL, today=TODAY)
    boxes = [(note.text, box(figure, note)) for note in figure.layout.annotations]
    for i, (one, a) in enumerate(boxes):
        for other, b in boxes[:i]:
            across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
            assert across <= 1 or down <= 4, (one, other)


@pytest.mark.parametrize("name", CHARTS)
def test_type_is_large_enough_for_a_projector_and_of_the_font_that_travels_along(name: str) -> None:
    layout = board(card(CHARTS[name]), PL, today=TODAY).to_dict()["layout"]
    dark = [note for note in layout["annotations"] if note["font"].get("color") != LIGHT.card]
    assert min(note["font"].get("size", 13) for note in dark) >= 13
    assert "Helvetica" not in str(layout)


def test_the_frame_says_metric_period_comparison_n_source_filters_method_and_day() -> None:
    figure = board(
        card(CHARTS["one line"]),
        PL,
        filters="filtry: Sklep, Telefon",
        compared="porównanie: rok wcześniej",
        today=TODAY,
    )
    words = " ".join(said(figure))
    assert "Dostawa kurierem: rzeczywisty spadek" in words
    assert "NPS: relacja z firmą, sierpień–październik 2026, miesięcznie; porównanie: rok wcześniej" in words
    assert "n = 1 138" in words
    assert "źródło: opinie.csv · przedziały 95% · filtry: Sklep, Telefon" in words
    assert words.count("filtry: Sklep") == 1
    assert "słupki: liczba odpowiedzi, bez wyniku poniżej 30 odpowiedzi" in words
    assert "obraz z 22 listopada 2026" in words
    assert "Ład CX" in words


def test_numbers_and_months_are_in_the_readers_language() -> None:
    polish, english = (board(card(CHARTS["one line"]), text, today=TODAY) for text in (PL, EN))
    assert any(word.endswith("; n = 1 138") for word in said(polish))
    assert any(word.endswith("; n = 1,138") for word in said(english))
    assert polish.layout.xaxis.ticktext[-1] == "mar\u00a02026"
    assert english.layout.xaxis.ticktext[-1] == "Mar\u00a02026"
    assert "picture of 22 November 2026" in " ".join(said(english))


def test_the_end_of_a_line_says_its_whole_name_its_score_and_its_interval() -> None:
    words = said(board(card(lines(LONG, "firma")), PL))
    assert "Koszyk i płatność w" in words
    assert "sklepie internetowym dla" in words
    assert "stałych klientów" in words
    assert "32" in words
    assert "mar, przedział 24–40" in words
    assert "−8" in words
    assert "mar, przedział od −16 do 0" in words


def test_a_number_says_the_interval_of_its_change_and_what_the_verdict_rests_on() -> None:
    words = " ".join(said(board(card(CHARTS["a number"]), PL)))
    assert "przedział od −4 do 1 rzeczywisty spadek" in words
    assert WHY in words


def test_names_that_a_page_cuts_stand_whole() -> None:
    for name in ("panels", "changes"):
        assert not any("…" in words for words in said(board(card(CHARTS[name]), PL)))


def test_changes_beyond_what_fits_are_left_out_aloud_and_real_ones_stay() -> None:
    figure = board(card(changes(25)), PL)
    words = said(figure)
    assert sum(word.startswith("Punkt ") for word in words) == MOST_BARS
    assert "Punkt 0" in words
    assert "Punkt 24" in words
    assert any("pokazano 10 z 25" in word for word in words)


def test_events_are_spelled_out_under_the_chart() -> None:
    words = said(board(card(CHARTS["events"]), PL))
    assert any(f"1  czerwiec 2025: {LONG}" in word for word in words)
    assert "1" in words
    assert "2" in words


def test_labels_from_a_file_are_shown_as_they_are() -> None:
    figure = board(card(lines("<b>A</b> & B"), "<i>R&D</i>"), EN)
    assert "&lt;i&gt;R&amp;D&lt;/i&gt;" in said(figure)
    assert "&lt;b&gt;A&lt;/b&gt; &amp; B" in said(figure)


@pytest.mark.parametrize("name", CHARTS)
def test_the_slide_is_light_and_says_every_colour_outright(name: str) -> None:
    figure = board(card(CHARTS[name]), PL)
    assert figure.layout.template.layout.plot_bgcolor == "rgba(0,0,0,0)"
    assert figure.layout.paper_bgcolor == LIGHT.card
    assert (figure.layout.width, figure.layout.height) == (1280, 720)
    assert "#0000" not in figure.to_json()


def test_what_only_a_screen_needs_does_not_travel() -> None:
    shown = board(card(CHARTS["one line"]), PL).to_json()
    assert "hovertext" not in shown
    assert "customdata" not in shown


def test_a_card_without_a_chart_has_no_slide() -> None:
    with pytest.raises(ValueError, match=r"overview\.trend"):
        board(card(None), PL)


def test_one_bar_stays_a_bar() -> None:
    figure = board(card(changes(1)), PL)
    plot = slide.HEIGHT - figure.layout.margin.t - figure.layout.margin.b
    low, high = figure.layout.yaxis.range
    assert plot / (high - low) * figure.data[0].width < 30


@pytest.mark.parametrize("natural", [120, 480, 900])
def test_a_chart_of_any_height_is_as_large_as_its_room_allows(natural: int) -> None:
    room = slide.Box(48, 110, 1232, 660)
    found, factor = sized(lambda width: go.Figure(layout={"height": natural, "width": width}), room)
    assert found.layout.height * factor <= room.height
    assert factor == min(1.45, room.height / natural)
    assert found.layout.width == round(room.width / factor)


def test_a_chart_without_a_height_fills_the_room() -> None:
    room = slide.Box(48, 110, 1232, 660)
    found, factor = sized(lambda width, height=None: go.Figure(layout={"height": height, "width": width}), room)
    assert found.layout.height == round(room.height / factor)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400), st.sampled_from(["pl", "en"]))
def test_any_headline_is_whole_and_leaves_the_chart_its_room(headline: str, lang: Lang) -> None:
    frame = slide.frame(headline, ["NPS"], ["n"], LIGHT, lang)
    bold = "".join(line.words for line in frame.lines if line.bold)
    assert "".join(bold.split()) == "".join(headline.split())
    assert frame.room.height > 300
    assert all(line.box.right <= slide.WIDTH for line in frame.lines)


def test_a_matrix_of_roles_speaks_neither_of_a_comparison_nor_of_answers() -> None:
    rows = pl.DataFrame({"stage": ["Zakup"], "touchpoint": ["Kasa"], "flagged": [False]})
    roles = pl.DataFrame({"touchpoint": ["Kasa"], "department": ["Sprzedaż"], "role": ["A"]})
    matrix = card(Matrix(rows, roles, ("Sprzedaż",)), n=0)
    words = " ".join(said(board(matrix, PL, compared="porównanie: rok wcześniej", today=TODAY)))
    assert "porównanie" not in words
    assert "n = 0" not in words
