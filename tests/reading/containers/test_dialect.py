"""A table of answers comes back equal from every dialect, encoding and container, with nothing said about them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cxdata.reading import read

HEADINGS = ("Id odpowiedzi", "Data", "Punkt styku", "Ocena (0-10)", "Komentarz")
Row = tuple[str, str, str, str, str]

comments = st.one_of(
    st.just(""),
    st.sampled_from(["Źle się działo, niestety", "ok", 'mówili "zaraz"', "dwa\nwiersze; tak", "1,5 godziny | długo"]),
    st.text(st.sampled_from('aą łz,;|"\n\t.!?5'), max_size=20),
)
answers = st.tuples(
    st.integers(1, 10**6).map(str),
    st.dates().map(str),
    st.sampled_from(["Łódź", "Żywiec, rynek", "Kasa", ""]),
    st.integers(0, 10).map(str),
    comments,
)
tables = st.lists(answers, min_size=1, max_size=12)


def trimmed(rows: list[Row]) -> list[tuple[str | None, ...]]:
    return [tuple(cell or None for cell in row) for row in rows]


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=tables,
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso-8859-2"]),
    everything=st.booleans(),
)
@example(rows=[("1", "2024-01-01", "Kasa", "9", '"')], separator=";", end="\n", encoding="utf-8", everything=False)
def test_text_comes_back_equal(
    tmp_path: Path, rows: list[Row], separator: str, end: str, encoding: str, everything: bool
) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(
        buffer, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL
    )
    writer.writerows([HEADINGS, *rows])
    sheet = read(buffer.getvalue().encode(encoding), "a.csv", folder=tmp_path)
    assert (sheet.separator, sheet.header_rows, sheet.headings) == (separator, 1, HEADINGS)
    assert sheet.table.rows() == trimmed(rows)
    assert sheet.problems == ()


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=tables)
@pytest.mark.parametrize("suffix", ["xlsx", "parquet"])
def test_other_containers_come_back_equal(tmp_path: Path, rows: list[Row], suffix: str) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(HEADINGS, pl.String), orient="row")
    typed = frame.with_columns(pl.col("Data").str.to_date("%Y-%m-%d"), pl.col("Ocena (0-10)").cast(pl.Float64))
    path = tmp_path / f"a.{suffix}"
    if suffix == "parquet":
        typed.write_parquet(path)
    else:
        frame.write_excel(path)
    sheet = read(path, folder=tmp_path)
    assert sheet.headings == HEADINGS
    assert sheet.table.rows() == trimmed(rows)
