"""Tables and comments to read, as they reach the browser."""

from __future__ import annotations

from datetime import date

import polars as pl

from cxdata.screen.cards import tables
from cxdata.text import Text

PL, EN = Text("pl"), Text("en")


def test_numbers_and_days_stand_as_the_reader_writes_them() -> None:
    assert tables.cells(pl.Series([2829, -3, None]), PL) == ["2\u00a0829", "−3", "–"]
    assert tables.cells(pl.Series([-0.95, -1.5, 19124.0]), PL) == ["−0,95", "−1,50", "19\u00a0124,00"]
    assert tables.cells(pl.Series([12345.0, -2.0]), EN) == ["12,345", "−2"]
    assert tables.cells(pl.Series([0.12345]), EN) == ["0.123"]
    assert tables.cells(pl.Series([date(2026, 10, 21), None]), PL) == ["21\u00a0paź\u00a02026", ""]
    assert tables.cells(pl.Series("miesiąc", [date(2026, 10, 1)]), PL) == ["paź\u00a02026"]
    assert tables.cells(pl.Series([["a", "b"], []]), PL) == ["a, b", ""]


def test_what_a_cell_holds_is_never_markup() -> None:
    frame = pl.DataFrame({"<b>head</b>": ["<img src=x onerror=alert(1)> & more"]})
    assert tables.drawn(frame, PL) == (
        '<table><thead><tr><th scope="col">&lt;b&gt;head&lt;/b&gt;</th></tr></thead><tbody><tr>'
        "<td>&lt;img src=x onerror=alert(1)&gt; &amp; more</td></tr></tbody></table>"
    )


def test_figures_stand_under_a_heading_at_the_right_also_where_they_are_words() -> None:
    frame = pl.DataFrame({"dział": ["IT", "HR"], "w terminie": ["7 z 8", "–"], "n": [1, None], "termin": ["", "x"]})
    heads = tables.drawn(frame, PL).split("</thead>")[0]
    assert heads == (
        '<table><thead><tr><th scope="col" class="short">dział</th><th scope="col" class="figure">w terminie</th>'
        '<th scope="col" class="figure">n</th><th scope="col" class="short">termin</th></tr>'
    )
