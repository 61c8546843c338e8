"""Dates of every usual shape are read; day and month are decided over the whole column, or asked."""

from __future__ import annotations

from datetime import datetime

import duckdb
import polars as pl
import pytest

from cxdata.reading.mapping import DateOrder
from cxdata.reading.meaning.dates import timestamp_sql
from cxdata.reading.meaning.timeline import Dated, dated

CONNECTION = duckdb.connect()


def moment(text: str | None, order: DateOrder = "", zone: str = "Europe/Warsaw") -> datetime | None:
    query = f"SELECT {timestamp_sql('d', order, zone)} FROM (VALUES ($d)) t(d)"
    found: datetime | None = CONNECTION.sql(query, params={"d": text}).fetchall()[0][0]
    return found


def column(*values: str | None) -> Dated:
    CONNECTION.execute("CREATE OR REPLACE TABLE t AS SELECT unnest($values::VARCHAR[]) AS c0", {"values": values})
    return dated(CONNECTION, "t", "c0")


FIFTH = datetime(2024, 3, 5)
TEN = datetime(2024, 3, 5, 10, 11)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2024-03-05", FIFTH),
        (" 2024-3-5 ", FIFTH),
        ("2024/03/05", FIFTH),
        ("2024.03.05 10:11", TEN),
        ("2024-03-05T10:11:00", TEN),
        ("2024-03-05 10:11:00.000000", TEN),
        ("2024-03-05T09:11:00Z", TEN),
        ("2024-03-05T09:11:00.000Z", TEN),
        ("2024-03-05 09:11:00 UTC", TEN),
        ("2024-03-05 04:11:00-05:00", TEN),
        ("2024/03/05 10:11:00 AM GMT+1", TEN),
        ("20240305", FIFTH),
        ("45356", FIFTH),
        ("45356.5", datetime(2024, 3, 5, 12)),
        ("1709629860", TEN),
        ("1709629860000", TEN),
        ("5 marca 2024", FIFTH),
        ("5 marca 2024 10:11", TEN),
        ("March 5, 2024 10:11 AM", TEN),
        ("5-Mar-2024", FIFTH),
        ("5-Mar-24", FIFTH),
        ("05 mar 24 10:11", TEN),
        ("5 III 2024", FIFTH),
        ("5.III.2024 r.", FIFTH),
        ("czwartek, 5 marca 2024 r., 10:11", TEN),
        ("March 5th, 2024, 10:11 a.m.", TEN),
        ("Tue Mar 05 2024 04:11:00 GMT-0500", TEN),
        ("Tue, 05 Mar 2024 10:11:00 +0100", TEN),
        ("2024-03-05 10:11:00 CET", TEN),
        ("2024-03-05, godz. 10:11", TEN),
        ("2024-03-05 10:11 p.m.", datetime(2024, 3, 5, 22, 11)),
        ("20240305101100", TEN),
        ("2024-03", datetime(2024, 3, 1)),
        ("3/2024", datetime(2024, 3, 1)),
        ("03.2024", datetime(2024, 3, 1)),
        ("marzec 2024", datetime(2024, 3, 1)),
        ("2025-Q3", datetime(2025, 8, 15)),
        ("Q1 2025", datetime(2025, 2, 15)),
        ("1Q2025", datetime(2025, 2, 15)),
        ("II kw. 2025 r.", datetime(2025, 5, 15)),
        ("IV kwartał 2025", datetime(2025, 11, 15)),
        ("2025 kwartał 3", datetime(2025, 8, 15)),
        ("2nd quarter 2025", datetime(2025, 5, 15)),
        ("2025-Q5", None),
        ("V kw. 2025", None),
        ("2025-W32", datetime(2025, 8, 7)),
        ("2025W01", datetime(2025, 1, 2)),
        ("2025-W32-1", datetime(2025, 8, 4)),
        ("tydzień 32/2025", datetime(2025, 8, 7)),
        ("32. tydzień 2025", datetime(2025, 8, 7)),
        ("week 1, 2026", datetime(2026, 1, 1)),
        ("2025-W54", None),
        ("5.3.24", None),
        ("05.03.2024", None),
        ("2024-02-30", None),
        ("2024-03-05 25:11", None),
        ("2024", None),
        ("marzec", None),
        ("infinity", None),
        ("epoch", None),
        ("", None),
        (None, None),
    ],
)
def test_dates_that_need_no_order_are_read(text: str | None, read: datetime | None) -> None:
    assert moment(text) == read


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        ("05.03.2024", "dmy", FIFTH),
        ("5.3.2024 r.", "dmy", FIFTH),
        ("5/3/2024 10:11", "dmy", TEN),
        ("05-03-2024 10:11:00", "dmy", TEN),
        ("3/5/2024, 10:11:00 AM", "mdy", TEN),
        ("03/05/2024 10:11 AM", "mdy", TEN),
        ("03/05/2024 12:00 am", "mdy", FIFTH),
        ("3/25/2024", "dmy", None),
        ("25.3.2024", "mdy", None),
        ("5.3.24", "dmy", FIFTH),
        ("05.03.24 10:11", "dmy", TEN),
        ("3/5/24 10:11 AM", "mdy", TEN),
        ("24-03-05", "ymd", FIFTH),
        ("5.3.97", "dmy", datetime(1997, 3, 5)),
        ("5.3.2024", "mdy+dmy", FIFTH),
        ("3/5/2024", "mdy+dmy", FIFTH),
        ("2024-03-05", "dmy", FIFTH),
        ("05.03.2024", "ymd", None),
    ],
)
def test_an_order_is_kept_to(text: str, order: DateOrder, read: datetime | None) -> None:
    assert moment(text, order) == read


def test_an_order_must_be_one_of_three() -> None:
    with pytest.raises(ValueError, match="dym"):
        timestamp_sql("d", "dym")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["2024-03-05", "2024-03-06 10:00"], Dated("ymd", (), 1.0)),
        (["3/4/2024", "25/4/2024", None], Dated("dmy", (), 1.0, True)),
        (["3/4/2024", "4/25/2024"], Dated("mdy", (), 1.0, True)),
        (["3/4/2024", "5/6/2024"], Dated("", ("dmy", "mdy"), 1.0, True)),
        (["03-04-2024 10:00", "05-06-2024 11:00"], Dated("", ("dmy", "mdy"), 1.0)),
        (["03.04.2024", "05.06.2024"], Dated("dmy", (), 1.0, True)),
        (["25/4/2024", "4/25/2024"], Dated("", ("dmy", "mdy"), 0.5, True)),
        (["2024-03-05", "x", "y", "z"], Dated("ymd", (), 0.25, True)),
        (["2024-03-05", "05.03.2024", "25.3.2024"], Dated("dmy", (), 1.0, True)),
        (["3/25/2024", "05.03.2024"], Dated("mdy+dmy", (), 1.0, True)),
        (["3/5/2024", "05.03.2024"], Dated("", ("dmy", "mdy+dmy"), 1.0, True)),
        (["25/3/2024", "05.03.2024"], Dated("dmy", (), 1.0, True)),
        (["05.03.24", "17.03.24"], Dated("dmy", (), 1.0, True)),
        (["3/25/24", "3/5/24"], Dated("mdy", (), 1.0, True)),
        (["24-03-05", "24-03-17", "23-12-31"], Dated("ymd", (), 1.0, True)),
        (["05/03/24", "06/04/24"], Dated("", ("dmy", "mdy", "ymd"), 1.0, True)),
        (["2024-03", "2024-04"], Dated("ymd", (), 1.0, True, "month")),
        (["marzec 2024", "kwiecień 2024"], Dated("ymd", (), 1.0, True, "month")),
        (["2024-Q1", "II kw. 2024"], Dated("ymd", (), 1.0, True, "quarter")),
        (["2024-W11", "2024-W12"], Dated("ymd", (), 1.0, True, "week")),
        (["12/31/1899 11:30:00 AM", "12/31/1899 08:00:00 AM"], Dated("mdy", (), 0.0)),
        (["", None], Dated("")),
    ],
)
def test_the_order_of_a_column_is_decided_by_all_its_values(values: list[str | None], found: Dated) -> None:
    assert column(*values) == found


def test_cells_beside_dates_are_counted_month_by_month_as_people_see_them() -> None:
    rows = [
        ("2024-03-05", "9"),
        ("2024-03-31", " 9\u00a0"),
        ("31 marca 2024", "8"),
        ("2024-04-01", ""),
        ("kiedyś", "7"),
    ]
    CONNECTION.execute("CREATE OR REPLACE TABLE t (c0 VARCHAR, c1 VARCHAR)")
    CONNECTION.executemany("INSERT INTO t VALUES (?, ?)", rows)
    found = dated(CONNECTION, "t", "c0", sample=pl.Series([day for day, _ in rows]), beside=["c1"])
    assert (found.order, found.share) == ("ymd", 0.8)
    assert found.months == {
        None: {"c1": {"7": 1}},
        datetime(2024, 3, 1): {"c1": {"9": 2, "8": 1}},
        datetime(2024, 4, 1): {"c1": {}},
    }
