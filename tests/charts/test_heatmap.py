"""The map of cells: what has colour, what is outlined, what a cell says, and where things stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from cxdata.card import HeatColumn, Heatmap, HeatRow
from cxdata.charts import DARK, LIGHT, figure
from cxdata.charts.heatmap.cells import ink_on
from cxdata.charts.heatmap.plan import LEAST, abridged, least_width, planned
from cxdata.text import Text

PL, EN = Text("pl"), Text("en")
SCHEMA = {
    "row": pl.String, "column": pl.String, "n": pl.Int64, "score": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "hidden": pl.String, "gap": pl.Float64, "level": pl.Float64, "verdict": pl.String, "against": pl.String,
}  # fmt: skip
MONTHS = (
    HeatColumn("2025-12", "gru", "grudzień 2025", "2025"),
    HeatColumn("2026-01", "sty", "styczeń 2026", "2026"),
)
ROWS = (
    HeatRow("Kasa", "Kasa", "Zakup"),
    HeatRow("Dostawa <kurierem>", "Dostawa <kurierem>", "Dostawa"),
    HeatRow("", "Wszystkie punkty styku", "", "whole"),
)


def cell(row: str, column: str, score: float | None, gap: float | None = None, **more: Any) -> dict[str, Any]:
    shown = {"low": None if score is None else score - 5, "high": None if score is None else score + 5}
    known = {"n": 100, "hidden": None, "level": 40.0, "verdict": None, "against": "goal"}
    return {"row": row, "column": column, "score": score, "gap": gap, **shown, **known, **more}


CELLS = [
    cell("Kasa", "2025-12", 71, 31, verdict="real"),
    cell("Kasa", "2026-01", 41, 1, verdict="chance"),
    cell("Kasa", "", 55, 15, n=200),
    cell("Dostawa <kurierem>", "2025-12", None, n=21, hidden="thin", low=-10.0, high=30.0, level=None),
    cell("Dostawa <kurierem>", "2026-01", -8, -48, verdict="real"),
    cell("Dostawa <kurierem>", "", -3, -43, n=121),
    cell("", "2025-12", 60, 20, n=121),
    cell("", "2026-01", 20, -20, n=200),
    cell("", "", 30, -10, n=1321),
]


def heatmap(cells: list[dict[str, Any]] = CELLS, **more: Any) -> Heatmap:
    frame = pl.DataFrame(cells, schema=SCHEMA)
    made = Heatmap(ROWS, MONTHS, frame, "points", "nps", "goal", "cały okres", 40.0)
    return replace(made, **more)


def bars(fig) -> dict[tuple[str, str], dict[str, Any]]:  # type: ignore[no-untyped-def]
    """Each cell of the drawn figure by its keys."""
    trace = fig.data[0]
    found = {}
    for i, (row, column) in enumerate(trace.customdata):
        found[row, column] = {
            "fill": trace.marker.color[i],
            "line": trace.marker.line.color[i],
            "text": trace.text[i],
            "ink": trace.textfont.color[i],
            "said": trace.hovertext[i],
            "at": (trace.base[i], trace.x[i], trace.y[i]),
        }
    return found


def notes(fig) -> list[str]:  # type: ignore[no-untyped-def]
    return [note.text for note in fig.layout.annotations]


def test_score_cells_take_their_colour_from_the_distance_to_the_level() -> None:
    found = bars(figure(heatmap(), LIGHT, PL))
    assert found["Kasa", "2025-12"]["fill"] == LIGHT.scale[7]
    assert found["Kasa", "2026-01"]["fill"] == LIGHT.scale[4]
    assert found["Dostawa <kurierem>", "2026-01"]["fill"] == LIGHT.scale[0]
    assert [found[key]["text"] for key in (("Kasa", "2025-12"), ("Kasa", ""), ("", ""))] == [
        "71", "<b>55</b>", "<b>30</b>",
    ]  # fmt: skip


def test_too_few_answers_are_an_outline_with_n_and_no_colour() -> None:
    for look in (LIGHT, DARK):
        thin = bars(figure(heatmap(), look, PL))["Dostawa <kurierem>", "2025-12"]
        assert (thin["fill"], thin["line"], thin["text"]) == (look.card, look.chance, "n\u202f21")


def test_a_cell_without_answers_is_a_dot_and_not_a_zero() -> None:
    cells = [cell("Kasa", "2025-12", None, n=0, hidden="none", level=None), *CELLS[1:]]
    none = bars(figure(heatmap(cells), LIGHT, PL))["Kasa", "2025-12"]
    assert (none["text"], none["line"], none["said"]) == (
        "·", LIGHT.card, "<b>Kasa</b><br>grudzień 2025<br>brak odpowiedzi<br>n = 0",
    )  # fmt: skip


def test_corners_mark_what_is_really_different_but_never_the_margins() -> None:
    cells = [*CELLS[:2], cell("Kasa", "", 55, 15, verdict="real"), *CELLS[3:]]
    marks = figure(heatmap(cells), LIGHT, PL).data[1]
    assert len(marks.x) == 2
    assert list(marks.marker.color) == [ink_on(LIGHT.scale[7]), ink_on(LIGHT.scale[0])]


def test_as_a_difference_only_real_cells_have_colour() -> None:
    cells = [*CELLS[:4], cell("Dostawa <kurierem>", "2026-01", -8, -30, verdict="sample"), *CELLS[5:]]
    drawn = figure(heatmap(cells, difference=True, against="year"), LIGHT, PL)
    found = bars(drawn)
    assert (found["Kasa", "2025-12"]["fill"], found["Kasa", "2025-12"]["text"]) == (LIGHT.scale[7], "+31")
    assert (found["Kasa", "2026-01"]["fill"], found["Kasa", "2026-01"]["text"]) == (LIGHT.scale[4], "+1")
    assert found["Dostawa <kurierem>", "2026-01"]["fill"] == LIGHT.scale[4]
    assert list(drawn.data[1].marker.color) == [LIGHT.second]
    assert "NPS, zmiana w ciągu roku" in notes(drawn)


def test_a_cell_says_everything_when_pointed_at() -> None:
    found = bars(figure(heatmap(), LIGHT, PL))
    assert found["Dostawa <kurierem>", "2026-01"]["said"] == (
        "<b>Dostawa &lt;kurierem&gt;</b><br>styczeń 2026<br>NPS −8, przedział od −13 do −3<br>do celu 40: −48<br>"
        "rzeczywiście poniżej celu<br>n = 100"
    )
    assert found["Dostawa <kurierem>", "2025-12"]["said"] == (
        "<b>Dostawa &lt;kurierem&gt;</b><br>grudzień 2025<br>przedział od −10 do 30<br>"
        "za mało odpowiedzi na wynik (mniej niż 30)<br>n = 21"
    )
    english = bars(figure(heatmap(unit="percent", metric="csat"), LIGHT, EN))["Kasa", "2025-12"]["said"]
    assert english.endswith(
        "CSAT 71%, interval 66–76%<br>to the goal of 40%: +31 p.p.<br>really above the goal<br>n = 100"
    )


def test_numbers_can_be_read_on_every_colour() -> None:
    assert ink_on("#0B5A66") == ink_on("#8C2D04") == "#FFFFFF"
    assert ink_on("#F4C6A3") == ink_on("#7DB6B8") == "#1C2326"


def test_names_stages_years_and_n_stand_beside_the_cells() -> None:
    said = notes(figure(heatmap(), LIGHT, PL))
    assert {
        "<b>Zakup</b>", "<b>Dostawa</b>", "Kasa", "Dostawa &lt;kurierem&gt;", "<b>Wszystkie punkty styku</b>",
        "<b>2025</b>", "<b>2026</b>", "gru", "sty", "cały okres", "n", "200", "121", "1\u00a0321",
    } <= set(said)  # fmt: skip


def test_the_legend_says_scores_where_all_rows_share_a_round_level_and_distances_elsewhere() -> None:
    assert {"−35", "−15", "+15", "+35", "NPS, punkty do celu"} <= set(notes(figure(heatmap(middle=36.0), LIGHT, PL)))
    assert {"0", "20", "50", "70", "NPS"} <= set(notes(figure(heatmap(middle=35.0), LIGHT, PL)))
    assert {"−14", "−6", "+6", "+14"} <= set(notes(figure(heatmap(unit="percent", middle=None), LIGHT, PL)))


def test_folded_and_open_stages_carry_their_caret() -> None:
    rows = (
        HeatRow("stage:Zakup", "8 punktów styku", "Zakup", "stage", False),
        HeatRow("stage:Dostawa", "2 punkty styku", "Dostawa", "stage", True),
        ROWS[1],
        ROWS[2],
    )
    said = notes(figure(heatmap(rows=rows), LIGHT, PL))
    assert {"<b>▸ Zakup</b>", "<b>▾ Dostawa</b>", "8 punktów styku"} <= set(said)


def test_the_open_cell_has_a_ring() -> None:
    plain, ringed = (figure(heatmap(opened=key), LIGHT, PL).layout.shapes for key in (None, ("Kasa", "2026-01")))
    rings = [shape for shape in ringed if shape.line.color == LIGHT.ink]
    assert len(ringed) == len(plain) + 2
    assert (rings[0].y0, rings[0].y1) == (pytest.approx(0.01), pytest.approx(0.99))


def test_rows_of_any_order_name_their_stage_each() -> None:
    said = notes(figure(heatmap(staged=False, rows=(ROWS[1], replace(ROWS[0], stage="Dostawa"), ROWS[2])), LIGHT, PL))
    assert said.count("Dostawa") == 2


def wide(columns: int, rows: int) -> Heatmap:
    parts = tuple(HeatColumn(f"c{i}", f"kolumna {i}", f"kolumna {i}") for i in range(columns))
    points = tuple(
        HeatRow(f"Punkt {i}", f"Bardzo długa nazwa punktu styku numer {i}", f"Etap {i // 8}") for i in range(rows)
    )
    keys = [(row.key, column) for row in (*points, ROWS[2]) for column in (*(c.key for c in parts), "")]
    frame = pl.DataFrame([cell(row, column, 30.0, -10.0, verdict="real") for row, column in keys], schema=SCHEMA)
    return heatmap(columns=parts, rows=(*points, ROWS[2]), cells=frame)


@pytest.mark.parametrize("columns", [1, 6, 12, 24])
@pytest.mark.parametrize("width", [724, 844, 1184])
def test_cells_stay_large_enough_to_read_and_to_click(columns: int, width: int) -> None:
    plan = planned(wide(columns, 40), max(width, least_width(columns)), None)
    assert plan.cell >= LEAST
    assert plan.row >= 22


def test_headings_that_do_not_fit_stand_aslant() -> None:
    assert not planned(wide(6, 3), 1184, None).slanted
    assert planned(wide(24, 3), 1184, None).slanted
    assert figure(wide(24, 3), LIGHT, PL).layout.margin.t > 50


def test_the_map_fills_any_size_it_is_given() -> None:
    for height in (300, 480, 1000):
        fig = figure(wide(12, 22), LIGHT, PL, width=1172, height=height)
        margin, layout = fig.layout.margin, fig.layout
        assert layout.height == height
        assert margin.t + margin.b < height
    assert figure(wide(12, 22), LIGHT, PL).layout.height == pytest.approx(22 * 23 + 44, abs=40)


def test_two_hundred_rows_are_drawn() -> None:
    assert len(figure(wide(24, 200), LIGHT, PL).data[0].customdata) == 201 * 25


def test_for_a_picture_stages_fold_and_the_rest_is_counted() -> None:
    chart, shown, every = abridged(wide(3, 40), 28)
    assert ([row.kind for row in chart.rows].count("touchpoint"), shown, every) == (27, 27, 40)
    assert chart.rows[-1].kind == "whole"
    rows = (HeatRow("stage:A", "30 punktów", "A", "stage", True), *wide(3, 30).rows)
    folded, shown, every = abridged(heatmap(rows=rows, opened=("Kasa", "")), 28)
    assert [(row.kind, row.open) for row in folded.rows] == [("stage", False), ("whole", True)]
    assert (shown, every, folded.opened) == (1, 1, None)
    assert abridged(heatmap(), 28)[1:] == (2, 2)


def matters() -> Heatmap:
    """Twenty rows: "Punkt 05" really fell long ago, "Punkt 12" lately, "Punkt 17" is far off in total."""
    rows = [HeatRow(f"Punkt {i:02}", f"Punkt {i:02}", "Etap") for i in range(20)]
    columns = tuple(HeatColumn(f"2026-{m:02}", str(m), f"{m} 2026", "2026") for m in range(1, 6))
    cells = [cell(row.key, column.key, 30, -1, verdict="chance") for row in rows for column in columns]
    cells += [cell(row.key, "", 30, -30.0 if row.key == "Punkt 17" else -float(i) / 100) for i, row in enumerate(rows)]
    for key, column in (("Punkt 05", "2026-01"), ("Punkt 12", "2026-04")):
        cells = [
            {**one, "gap": -40.0, "verdict": "real"} if (one["row"], one["column"]) == (key, column) else one
            for one in cells
        ]
    whole = HeatRow("", "Razem", "", "whole")
    return heatmap(cells, rows=(*rows, whole), columns=columns)


def test_a_picture_keeps_the_rows_that_matter_in_their_order() -> None:
    chart, shown, every = abridged(matters(), 4, major=True)
    assert [row.label for row in chart.rows] == ["Punkt 12", "Punkt 17", "Punkt 19", "Razem"]
    assert (shown, every) == (3, 20)
    assert [row.label for row in abridged(matters(), 4)[0].rows] == ["Punkt 00", "Punkt 01", "Punkt 02", "Razem"]


def test_letters_of_a_picture_with_few_rows_are_large() -> None:
    few, _, _ = abridged(matters(), 13, major=True)
    plan = planned(few, 1184, 480)
    assert plan.text >= 16
    assert plan.label >= 17
    assert plan.head_text >= 15


def test_a_picture_of_all_rows_of_a_usual_map_has_letters_of_sixteen_pixels() -> None:
    plan = planned(wide(12, 22), 1184, 490)
    assert min(round(plan.text, 1), round(plan.label, 1)) >= 16
    assert plan.note >= 14
