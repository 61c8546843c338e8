"""Typed rows out of a sheet, whatever shape its cells have; also where the sample told little of the file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from cxdata.reading import Mapping, Question, Sheet, read
from cxdata.reading.checking.staging import Staged, stage

MAPPING = Mapping(
    at="data",
    date_order="dmy",
    questions=(Question("ocena", "nps", 0, 10),),
    dimensions={"channel": "kanał"},
)


def staged(sheet: Sheet, mapping: Mapping = MAPPING) -> tuple[Staged, pl.DataFrame, pl.DataFrame]:
    """What was staged, its rows in the file's order with labels in words, and what was refused."""
    with duckdb.connect() as connection:
        found = stage(connection, sheet, mapping, "Europe/Warsaw")
        rows = connection.sql(
            "SELECT row, moment, s0 AS score, label, reason FROM staged "
            "LEFT JOIN labels ON labels.number = d0 ORDER BY row"
        ).pl()
        refused = connection.sql("SELECT row, heading, value, reason, whole FROM refused ORDER BY ALL").pl()
    return found, rows, refused


def sheet(path: Path, lines: list[str], name: str = "a.csv") -> Sheet:
    file = path / name
    file.write_text("\n".join(["data;ocena;kanał", *lines]) + "\n", "utf-8")
    return read(file, separator=";", header_rows=1)


def test_a_date_out_of_bounds_is_listed_as_the_file_writes_it(tmp_path: Path) -> None:
    _, _, refused = staged(sheet(tmp_path, ["05.01.2026;9;a", "04.01.2999;9;a", "1.2.1900 7:05;9;a"]))
    assert refused.rows() == [
        (1, 0, "04.01.2999", "future_date", True),
        (2, 0, "1.2.1900 7:05", "early_date", True),
    ]


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("05.01.2026", datetime(2026, 1, 5)),
        ("5.1.2026 7:05", datetime(2026, 1, 5, 7, 5)),
        ("05/01/2026 17:05:09", datetime(2026, 1, 5, 17, 5, 9)),
        ("2026-01-05T17:05:09", datetime(2026, 1, 5, 17, 5, 9)),
        ("2026-07-05T10:00:00Z", datetime(2026, 7, 5, 12)),
        ("05.01.26", datetime(2026, 1, 5)),
        ("31.02.2026", None),
    ],
)
def test_dates_are_read_in_the_samples_notation_and_in_any_other(
    tmp_path: Path, written: str, moment: datetime | None
) -> None:
    for usual in ("06.02.2026", "06.02.2026 10:00", "2026-02-06 10:00:00", written):
        _, rows, _ = staged(sheet(tmp_path, [f"{usual};9;a", f"{usual};9;a", f"{written};9;a"]))
        assert rows["moment"].to_list()[2] == moment
        assert rows["reason"].to_list()[2] == (None if moment else "unreadable_date")


def test_texts_that_the_sample_did_not_hold_are_understood_all_the_same(tmp_path: Path) -> None:
    lines = ["05.01.2026;9;telefon"] * 21_000
    lines += ["05.01.2026;8,0;czat", "05.01.2026;x;telefon", "05.01.2026;12;nowy", "06.01.2026;7;", "kiedyś;7;czat"]
    found, rows, refused = staged(sheet(tmp_path, lines))
    assert found.rows == 21_005
    assert rows.tail(5).select("row", "score", "label", "reason").rows() == [
        (21_000, 8, "czat", None),
        (21_001, None, "telefon", "not_a_number"),
        (21_002, None, None, "out_of_range"),
        (21_003, 7, None, None),
        (21_004, 7, "czat", "unreadable_date"),
    ]
    assert refused.rows() == [
        (21_001, 1, "x", "not_a_number", True),
        (21_002, 1, "12", "out_of_range", True),
        (21_004, 0, "kiedyś", "unreadable_date", True),
    ]
    assert rows["row"].to_list() == list(range(21_005))


def test_columns_of_many_texts_are_staged_whole(tmp_path: Path) -> None:
    lines = [f"05.01.2026;{i % 11};oddział {i % 700}" for i in range(3000)]
    lines += [f"05.01.2026;zły {i};tylko raz {i}" for i in range(3000)]
    _, rows, refused = staged(sheet(tmp_path, lines))
    assert rows.head(3000)["label"].to_list() == [f"oddział {i % 700}" for i in range(3000)]
    assert rows.head(3000)["score"].to_list() == [i % 11 for i in range(3000)]
    assert set(rows.tail(3000)["reason"]) == {"not_a_number"}
    assert refused["value"].to_list() == [f"zły {i}" for i in range(3000)]


def test_a_sheet_without_rows_stages_nothing(tmp_path: Path) -> None:
    frame = pl.DataFrame({"data": ["05.01.2026"], "ocena": ["9"], "kanał": ["a"]}).clear()
    frame.write_parquet(tmp_path / "a.parquet")
    found, rows, refused = staged(read(tmp_path / "a.parquet"))
    assert (found.rows, len(rows), len(refused)) == (0, 0, 0)


def test_the_same_rows_have_the_same_fingerprint_however_they_are_written(tmp_path: Path) -> None:
    def prints(lines: list[str], order: str) -> list[tuple[int, ...]]:
        with duckdb.connect() as connection:
            stage(connection, sheet(tmp_path, lines), Mapping(
                at="data", date_order=order, questions=MAPPING.questions, dimensions=MAPPING.dimensions
            ), "Europe/Warsaw")  # type: ignore[arg-type]  # fmt: skip
            return connection.sql("SELECT key, digest FROM staged ORDER BY row").fetchall()

    first = prints(["05.01.2026;9;czat", "06.01.2026;;telefon", "07.01.2026;x;"], "dmy")
    assert first == prints(["2026-01-05;9.0; czat", "2026-01-06 00:00; ;telefon", "1/7/2026;y;"], "mdy")
    assert first[0] == (None, 11893568660648640547)


SPLIT = Mapping(
    at="data",
    date_order="ymd",
    questions=(
        Question("ocena", "csat", 1, 5, until=date(2026, 1, 31)),
        Question("ocena", "csat", 1, 10, since=date(2026, 2, 1)),
    ),
)


@pytest.mark.parametrize("before", [0, 21_000])
def test_a_column_whose_scale_changed_is_read_on_each_days_own_scale(tmp_path: Path, before: int) -> None:
    lines = ["2026-01-02;1;a"] * before
    lines += ["2026-01-31 23:59;4;a", "2026-01-31;8;a", "2026-02-01;8;a", "2026-02-01 00:00;x;a", ";3;a"]
    with duckdb.connect() as connection:
        stage(connection, sheet(tmp_path, lines), SPLIT, "Europe/Warsaw")
        rows = connection.sql("SELECT s0, s1, reason FROM staged ORDER BY row").fetchall()[before:]
        refused = connection.sql(f"SELECT row - {before}, value, reason FROM refused ORDER BY ALL").fetchall()
    assert rows == [
        (4, None, None),
        (None, None, "out_of_range"),
        (None, 8, None),
        (None, None, "not_a_number"),
        (None, None, "no_date"),
    ]
    assert refused == [(1, "8", "out_of_range"), (3, "x", "not_a_number"), (4, None, "no_date")]


def test_a_split_scale_leaves_the_fingerprints_as_they_were(tmp_path: Path) -> None:
    whole = Mapping(at="data", date_order="ymd", questions=(Question("ocena", "csat", 1, 10),))
    digests = []
    for mapping in (whole, SPLIT):
        with duckdb.connect() as connection:
            stage(connection, sheet(tmp_path, ["2026-01-31;4;a", "2026-02-01;8;a"]), mapping, "Europe/Warsaw")
            digests.append(connection.sql("SELECT digest FROM staged ORDER BY row").fetchall())
    assert digests[0] == digests[1]


def test_rows_without_a_date_stand_in_the_middle_of_the_period(tmp_path: Path) -> None:
    wave = Mapping(date=date(2026, 5, 1), until=date(2026, 5, 31), questions=(Question("ocena", "nps", 0, 10),))
    with duckdb.connect() as connection:
        stage(connection, sheet(tmp_path, ["x;9;a"]), wave, "Europe/Warsaw")
        assert connection.sql("SELECT moment FROM staged").fetchall() == [(datetime(2026, 5, 16),)]


def test_times_told_in_another_zone_are_moved_and_bare_days_are_not(tmp_path: Path) -> None:
    told = Mapping(at="data", date_order="ymd", zone="UTC", questions=(Question("ocena", "nps", 0, 10),))
    with duckdb.connect() as connection:
        lines = ["2026-07-05 23:30:00;9;a", "2026-07-05;9;a", "2026-07-05T23:30:00+02:00;9;a"]
        stage(connection, sheet(tmp_path, lines), told, "Europe/Warsaw")
        assert [row[0] for row in connection.sql("SELECT moment FROM staged ORDER BY row").fetchall()] == [
            datetime(2026, 7, 6, 1, 30),
            datetime(2026, 7, 5),
            datetime(2026, 7, 5, 23, 30),
        ]
