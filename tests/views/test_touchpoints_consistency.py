"""How far a touchpoint's channels differ: in one family with the map, on a card of its own, and in the panel."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.card import Strip
from cxdata.choice import Choice
from cxdata.text import Text
from cxdata.views.touchpoints import Asked, Touchpoints, touchpoints
from cxdata.views.touchpoints.cell import cell
from cxdata.views.touchpoints.consistency_card import card
from tests.views.company import answers, month, opened

PL, EN = Text("pl"), Text("en")
MONTH = Choice(preset="month")
NOW = month(0).replace(day=5)
UNEVEN = [
    *answers(NOW, 90, 20, 10, "Dostawa", "Kurier"), *answers(NOW, 10, 20, 90, "Dostawa", "Automat"),
    *answers(NOW, 50, 40, 30, "Dostawa", "Salon"), *answers(NOW, 4, 1, 1, "Dostawa", "Faks"),
    *answers(NOW, 60, 40, 20, "Kasa", "Salon"), *answers(NOW, 58, 41, 21, "Kasa", "Sklep"),
    *answers(NOW, 30, 20, 10, "Zwrot", "Salon"), *answers(NOW, 9, 9, 9, "Zwrot", "Sklep"),
]  # fmt: skip


def shown(rows=UNEVEN, asked: Asked | None = None) -> tuple[object, Touchpoints]:  # type: ignore[no-untyped-def]
    workspace, snapshot = opened(rows)
    return workspace, touchpoints(snapshot, MONTH, PL, None, asked)


def test_channels_that_really_differ_are_told_from_those_that_do_not() -> None:
    _, found = shown()
    assert found.even is not None
    rows = {found.grid.labels[row["row"]]: row for row in found.even.of("channel").to_dicts()}
    assert {label: (row["groups"], row["verdict"]) for label, row in rows.items()} == {
        "Dostawa": (3, "real"), "Kasa": (2, "chance"), "Zwrot": (1, "few"),
    }  # fmt: skip
    uneven = rows["Dostawa"]
    assert (uneven["worst"], round(uneven["worst_score"]), uneven["best"], round(uneven["best_score"])) == (
        "Automat", -67, "Kurier", 67,
    )  # fmt: skip
    assert uneven["low"] < 60 < uneven["tau"] < uneven["high"]
    assert rows["Kasa"]["tau"] == 0.0


def test_the_card_says_it_and_holds_every_number() -> None:
    _, found = shown()
    assert found.even is not None
    made = card(found.grid, found.even, PL)
    assert made is not None
    assert made.title == "Nierówno w 1 punkcie styku: Dostawa, kanały leżą zwykle 64 punkty od średniej"
    assert isinstance(made.chart, Strip)
    assert made.chart.frame.select("label", "detail", "verdict").rows() == [
        ("Dostawa", "Automat −67, Kurier 67", "real"),
    ]  # fmt: skip
    assert made.chart.ranged == "przedział"
    assert made.chart.most == 100.0  # the upper end of the only interval
    assert made.subtitle.endswith("; kreska: przedział 95%")
    assert made.table.columns == [
        "Punkt styku", "porównanych", "n", "zwykle od średniej", "przedział od", "przedział do", "werdykt",
        "najniższy: kanał",
        "wynik najniższego", "najwyższy: kanał", "wynik najwyższego",
    ]  # fmt: skip
    assert made.table.row(-1)[:7] == ("Zwrot", 1, 60, None, None, None, "za mało odpowiedzi")
    assert made.verdict == "real"
    even = card(found.grid, found.even, EN, "region")
    assert even is not None
    assert even.title.startswith("Uneven at 1 touchpoint: Dostawa")


@pytest.mark.parametrize(
    ("text", "arrow"),
    [(PL, "; kreska: przedział 95%, strzałka: sięga dalej"), (EN, "; stroke: 95% interval, arrow: goes on")],
)
def test_only_an_interval_far_wider_than_the_others_leaves_the_scale(text: Text, arrow: str) -> None:
    rows = answers(NOW, 70, 10, 20, "Kasa", "Salon") + answers(NOW, 40, 20, 40, "Kasa", "Sklep")
    for touchpoint in ("Dostawa", "Zwrot", "Pomoc", "Montaż"):
        for at in range(8):
            rows += answers(NOW, 70 - 5 * at, 10, 20 + 5 * at, touchpoint, f"Kanał {at}")
    _, found = shown(rows)
    assert found.even is not None
    made = card(found.grid, found.even, text)
    assert made is not None
    assert isinstance(made.chart, Strip)
    assert made.chart.most is not None
    beyond = made.chart.frame.filter(pl.col("high") > made.chart.most)
    assert (made.chart.frame.height, beyond["label"].to_list(), beyond["high"].to_list()) == (5, ["Kasa"], [100.0])
    assert made.subtitle.endswith(arrow)


def test_the_panel_of_a_touchpoint_says_how_even_it_is() -> None:
    for row, said in (
        ("Dostawa", "Kanały nierówne: zwykle 64 punkty od średniej (Automat −67, Kurier 67)"),
        ("Kasa", "Kanały: różnice w granicach przypadku"),
    ):
        workspace, found = shown(asked=Asked(cell=(row, "2026-10")))
        panel = cell(workspace, found, PL)  # type: ignore[arg-type]
        assert panel is not None
        assert [part.words for part in panel.even] == [said]


def test_even_channels_of_many_touchpoints_are_called_uneven_no_more_often_than_the_family_allows() -> None:
    rows = []
    for i in range(40):
        for channel in ("a", "b", "c"):
            rows += answers(NOW, 20 + (i * 7 + ord(channel)) % 5, 12, 10, f"Punkt {i:02}", channel)
    _, found = shown(rows)
    assert found.even is not None
    assert set(found.even.rows["verdict"]) == {"chance"}
    made = card(found.grid, found.even, PL)
    assert made is not None
    assert made.title == ("Nie widać, by kanały tych samych punktów styku różniły się bardziej, niż sprawia przypadek")


def test_without_channels_there_is_no_card_and_with_few_answers_it_says_why() -> None:
    _, without = shown(answers(NOW, 50, 30, 20, "Kasa"))
    assert without.even is not None
    assert card(without.grid, without.even, PL) is None
    _, few = shown([*answers(NOW, 9, 5, 4, "Kasa", "Sklep"), *answers(NOW, 9, 5, 4, "Kasa", "Salon")])
    assert few.even is not None
    made = card(few.grid, few.even, PL)
    assert made is not None
    assert made.chart is None
    assert made.empty == (
        "Porównujemy części punktu styku, które mają co najmniej 30 odpowiedzi (kanały); żaden nie ma dwóch takich. "
        "Wybierz dłuższy okres albo mniej filtrów."
    )


def test_what_the_card_tests_belongs_to_the_family_of_the_map() -> None:
    moved = [*answers(NOW, 40, 30, 30, "Kasa"), *answers(month(12).replace(day=5), 58, 24, 18, "Kasa")]
    even = [
        row for i in range(10) for channel in ("a", "b") for row in answers(NOW, 20, 12, 10, f"Punkt {i}", channel)
    ]  # fmt: skip
    verdicts = []
    for rows in (moved, [*moved, *even]):
        _, found = shown(rows, Asked(mode="change"))
        code = next(code for code, label in found.grid.labels.items() if label == "Kasa")
        mine = found.cells.filter((pl.col("row") == code) & (pl.col("col") == len(found.grid.columns) - 1))
        verdicts.append(mine["verdict"][0])
    assert verdicts == ["sample", "chance"]
