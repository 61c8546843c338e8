"""A table of answers comes back equal from every dialect, encoding and container, and every line has its account."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cxdata.reading import Sheet, read

HEADINGS = ("Id odpowiedzi", "Data", "Punkt styku", "Ocena (0-10)", "Komentarz")
Row = tuple[str, str, str, str, str]

comments = st.one_of(
    st.just(""),
    st.sampled_from(["Źle się działo, niestety", "ok", 'mówili "zaraz"', "dwa\nwiersze; tak", "1,5 godziny | długo"]),
    st.text(st.sampled_from('aą łz,;|"\n\t.!?'), max_size=20),
)
plain = st.text(st.sampled_from("aą łżó-.!?5ŚćŹ"), max_size=20).map(str.strip)


def answers(said: st.SearchStrategy[str], least: int = 1) -> st.SearchStrategy[list[Row]]:
    one = st.tuples(
        st.integers(1, 10**6).map(str),
        st.dates().map(str),
        st.sampled_from(["Łódź", "Żywiec, rynek", "Kasa", ""]),
        st.integers(0, 10).map(str),
        said,
    )
    return st.lists(one, min_size=least, max_size=12)


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1250", "iso-8859-2")
TITLES = ("Raport NPS", "Badanie satysfakcji; maj 2024", "Firma: Ład, sp. z o.o.", "")
NOTES = ("Razem", "* bez ankiet próbnych", "Źródło: badanie własne", "")


def written(rows: list[Row], separator: str, end: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=quoting).writerows([HEADINGS, *rows])  # type: ignore[arg-type]
    return buffer.getvalue()


def cells(rows: list[Row]) -> list[tuple[str | None, ...]]:
    return [tuple(cell or None for cell in row) for row in rows]


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=answers(comments),
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    encoding=st.sampled_from(ENCODINGS),
    everything=st.booleans(),
    stated=st.booleans(),
)
@example(
    rows=[("1", "2024-01-01", "Kasa", "9", '"')],
    separator=";",
    end="\n",
    encoding="utf-8",
    everything=False,
    stated=False,
)
def test_text_comes_back_equal(
    tmp_path: Path, rows: list[Row], separator: str, end: str, encoding: str, everything: bool, stated: bool
) -> None:
    text = written(rows, separator, end, csv.QUOTE_ALL if everything else csv.QUOTE_MINIMAL)
    said = f"sep={separator}{end}" if stated else ""
    sheet = read((said + text).encode(encoding), "a.csv", folder=tmp_path)
    assert (sheet.separator, sheet.header_rows, sheet.headings) == (separator, 1, HEADINGS)
    assert sheet.table.rows() == cells(rows)
    assert [key for key, _ in sheet.problems] == ["lines_skipped"] * stated


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=answers(plain),
    separator=st.sampled_from(",;\t|"),
    ends=st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=1, max_size=3),
    how=st.sampled_from([('"', False), ('"', True), ("'", False)]),
)
def test_odd_line_ends_and_quotes_come_back_equal(
    tmp_path: Path, rows: list[Row], separator: str, ends: list[str], how: tuple[str, bool]
) -> None:
    quote, escaped = how
    said = [(*row[:4], f"{row[4]}{quote} {row[4]}") for row in rows]
    lines = [separator.join(f"{quote}{cell}{quote}" for cell in HEADINGS)]
    doubled = f"\\{quote}" if escaped else quote * 2
    lines += [separator.join(f"{quote}{cell.replace(quote, doubled)}{quote}" for cell in row) for row in said]
    text = "".join(line + ends[i % len(ends)] for i, line in enumerate(lines))
    sheet = read(text.encode(), "a.csv", folder=tmp_path, separator=separator, quote=None if escaped else quote)
    assert sheet.headings == HEADINGS
    assert sheet.table.rows() == cells(said)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=answers(comments, 4),
    titles=st.lists(st.sampled_from(TITLES), max_size=4),
    notes=st.lists(st.sampled_from(NOTES), max_size=3, unique=True),
    blank=st.integers(0, 3),
    separator=st.sampled_from(";\t"),
)
def test_every_line_is_a_title_a_heading_a_row_or_a_note(
    tmp_path: Path, rows: list[Row], titles: list[str], notes: list[str], blank: int, separator: str
) -> None:
    rows = [(f"{i}", *row[1:]) for i, row in enumerate(rows, 1)]
    above = "".join(f'"{title}"\n' if title else "\n" for title in titles)
    total = ("Razem", "", "", "57", "")
    below = [separator.join(total) if note == "Razem" else note and f'"{note}"' for note in notes]
    text = above + written(rows, separator, "\n") + "\n" * blank + "".join(f"{line}\n" for line in below)
    sheet = read(text.encode(), "a.csv", folder=tmp_path)
    assert sheet.headings == HEADINGS
    assert sheet.table.rows() == cells(rows)
    assert (sheet.skipped, sheet.header_rows, sheet.after) == (len(titles), 1, sum(map(bool, notes)))
    assert ids(sheet, text) == [row[0] for row in rows]


def ids(sheet: Sheet, text: str) -> list[str]:
    """What stands first on each row's line."""
    lines = text.split("\n")
    return [lines[sheet.line(row) - 1].split(sheet.separator)[0].strip('"') for row in range(sheet.rows)]


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=answers(comments))
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
    assert sheet.table.rows() == cells(rows)
