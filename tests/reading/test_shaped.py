"""Dates told in several columns become one, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from cxdata.intake.plan import check
from cxdata.reading import Sheet, read
from cxdata.reading.meaning.date_parts import parts
from cxdata.reading.shaped import shaped

Rows = Sequence[tuple[object, ...]]


def sheet(headings: str, *rows: str) -> Sheet:
    body = "\n".join([headings, *rows]).encode()
    return shaped(read(body, "a.csv", separator=";", header_rows=1))


def last(found: Sheet) -> list[str | None]:
    return found.table.to_series(-1).to_list()


@pytest.mark.parametrize(
    ("headings", "rows", "heading", "dates"),
    [
        ("Rok;Miesiąc;Dzień;NPS", ["2025;3;7;9", "2025;11;28;2"], "Rok, Miesiąc, Dzień", ["2025-3-7", "2025-11-28"]),
        (
            "day;month;year;NPS",
            ["7;March;2025;9", "28;Nov;2025;2"],
            "year, month, day",
            ["7 March 2025", "28 Nov 2025"],
        ),
        ("NPS;rok;miesiąc", ["9;2025.0;3.0", "2;2024.0;12.0"], "rok, miesiąc", ["2025-3", "2024-12"]),
        ("rok;kwartał;NPS", ["2025;II;9", "2024;4;2"], "rok, kwartał", ["2025 QII", "2024 Q4"]),
        ("Year;Week;NPS", ["2025;3;9", "2024;W41;2"], "Year, Week", ["2025-W03", "2024-W41"]),
    ],
)
def test_the_parts_of_a_date_are_joined_as_people_write_it(
    headings: str, rows: list[str], heading: str, dates: list[str]
) -> None:
    found = sheet(headings, *rows)
    assert (found.headings[-1], last(found)) == (heading, dates)
    assert found.problems == (("date_joined", {"columns": heading}),)
    assert [found.line(row) for row in (0, 1)] == [2, 3]


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        ("data;rok;miesiąc;NPS", ["2025-03-07;2025;3;9", "2025-04-07;2025;4;2"]),
        ("rok;NPS", ["2025;9", "2024;3"]),
        ("miesiąc;dzień;NPS", ["3;7;9", "4;8;2"]),
        ("rok;miesiąc;NPS", ["1. rok;3;9", "2. rok;4;2"]),
        ("rok;miesiąc;NPS", ["2025;13;9", "2025;14;2"]),
    ],
)
def test_a_date_elsewhere_or_parts_that_are_none_leave_the_table_as_it_is(headings: str, rows: list[str]) -> None:
    found = sheet(headings, *rows)
    assert found.headings == tuple(headings.split(";"))
    assert found.problems == ()


def test_such_a_file_needs_no_question_and_its_parts_are_no_dimensions(tmp_path: Path) -> None:
    rows = [f"2025;{1 + i % 12};{1 + i % 28};{i % 11};Kasa" for i in range(60)]
    found = check("\n".join(["rok;miesiąc;dzień;NPS;punkt styku", *rows]).encode(), "a.csv", folder=tmp_path)
    assert found.sure
    assert found.mapping is not None
    assert (found.mapping.at, found.mapping.dimensions) == ("rok, miesiąc, dzień", {"touchpoint": "punkt styku"})


def test_headings_with_commas_and_one_that_is_taken_stay_apart(tmp_path: Path) -> None:
    rows = [f"2025;{1 + i % 12};{i % 11};Kasa;x" for i in range(60)]
    headings = '"rok, badania";miesiąc;NPS;punkt styku;"rok, badania, miesiąc"'
    found = check("\n".join([headings, *rows]).encode(), "a.csv", folder=tmp_path)
    assert found.mapping is not None
    assert found.mapping.at == found.sheet.headings[-1]
    assert len(set(found.sheet.headings)) == 6
    assert parts(found.sheet, found.mapping.at) == {0, 1}
    assert parts(found.sheet, "miesiąc") == set()
