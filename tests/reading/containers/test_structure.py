"""Rows and lines found in the bytes agree with Python's csv module, whatever the text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdata.reading import Sheet, read
from cxdata.reading.containers import structure as structure_module
from cxdata.reading.containers.structure import layout

cells = st.text(st.sampled_from('ab1 ,;"\n\r\tą'), max_size=6)


def rows_of(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return sheet.table.rows()


def oracle(text: str, separator: str) -> tuple[list[int], list[list[str]]]:
    reader, line, lines, rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1, [], []
    for row in reader:
        if row:
            lines.append(line)
            rows.append(row)
        line = reader.line_num + 1
    return lines, rows


def padded(row: list[str], width: int) -> list[str]:
    return (row + [""] * width)[:width]


def written(table: list[list[str]], separator: str, end: str, quoting: int) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator, lineterminator=end, quoting=quoting).writerows(table)  # type: ignore[arg-type]
    return buffer.getvalue()


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    table=st.integers(2, 4).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), max_size=8)
    ),
    separator=st.sampled_from(",;\t|"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    blank=st.booleans(),
)
def test_any_table_comes_back_equal_with_the_line_of_every_row(
    tmp_path: Path, table: list[list[str]], separator: str, end: str, quoting: int, blank: bool
) -> None:
    width = len(table[0]) if table else 2
    heading = [f"name {i}" for i in range(width)]
    body = [written([row], separator, end, quoting) for row in table]
    text = written([heading], separator, end, quoting) + (end if blank else "").join(body)
    sheet = read(
        text.encode(),
        "a.csv",
        folder=tmp_path,
        separator=separator,
        quote='"',
        header_rows=1,
        skip=0,
        after=0,
        encoding="utf-8",
    )
    lines, rows = oracle(text, separator)
    assert sheet.headings == tuple(heading)
    assert rows_of(sheet) == [tuple(cell or None for cell in padded(row, width)) for row in rows[1:]]
    assert sheet.rows == len(rows) - 1
    assert [sheet.line(i) for i in range(sheet.rows)] == lines[1:]


def test_small_chunks_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure_module, "CHUNK", 7)
    path = tmp_path / "a.csv"
    path.write_bytes(b'1,"a ""b"" c",3\n\n2,"line\nbreak\n\nand more",4\n5,,6\n\n7,8,9')
    found = layout(path, 0, 10, 3, ",", '"')
    assert found.regular
    assert found.rows == 4
    assert found.lines is not None
    assert found.lines.tolist() == [10, 12, 16, 18]


@pytest.mark.parametrize(
    "body",
    [
        b"1,2,3\n1,2\n",
        b"1,2,3\n1,2,3,4\n",
        b'1,2,3\n1,2 "x,3\n',
        b'1,"a"b,3\n',
        b'1,2,"open\n3,4,5\n',
        b"1,2,3\r\n4,5,6\n",
        b"1,2,3\r4,5,6\r",
        b'1,"a\rb",3\n',
        b"1,2,3\n" + b"x" * (1 << 21) + b",2,3\n",
        b'1,2,3\n1,"' + b"0123456789 0123\n" * (1 << 16) + b'",3\n',
        b'1,2,3\n1,"' + b"0123456789 0123\n" * (1 << 17) + b'",3\n',
    ],
)
def test_a_body_on_which_readers_differ_is_irregular(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(body)
    assert not layout(path, 0, 1, 3, ",", '"').regular


def test_a_plain_body_needs_no_list_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"h,h,h\r\n" + b'1,"x, y",3\r\n' * 5000)
    found = layout(path, 7, 2, 3, ",", '"')
    assert (found.regular, found.rows, found.lines) == (True, 5000, None)


def test_line_feeds_inside_quotes_of_a_windows_file_are_kept(tmp_path: Path) -> None:
    sheet = read(b'a,b\r\n1,"x\ny"\r\n\r\n2,z\r\n', "a.csv", folder=tmp_path)
    assert rows_of(sheet) == [("1", "x\ny"), ("2", "z")]
    assert [sheet.line(0), sheet.line(1)] == [2, 5]
