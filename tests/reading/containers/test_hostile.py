"""Whatever the bytes, reading gives a sheet that DuckDB scans whole, or refuses; suggesting never fails."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cxdata.errors import FileRefused
from cxdata.reading import Mapping, read
from cxdata.reading.meaning.suggestion import suggest
from cxdata.text import Text

WORDS = [
    b"nps",
    b"date",
    b"9",
    b"10",
    b"2024-05-01",
    b"3/4/2024",
    b"Komentarz",
    b"99",
    b"1,5",
    b'"',
    b'""',
    b"'",
    b"\\",
    b" ",
]
MARKS = [
    b",",
    b";",
    b"\t",
    b"|",
    b"\n",
    b"\r\n",
    b"\r",
    b"\n\n",
    b"\xb9",
    b"\xef\xbb\xbf",
    "ą".encode(),
    b"\x00",
    b"\x1f",
]
contents = st.one_of(
    st.lists(st.sampled_from(WORDS + MARKS * 2), max_size=60).map(b"".join),
    st.binary(max_size=80),
    st.binary(max_size=40).map(lambda rest: b"PK\x03\x04" + rest),
    st.binary(max_size=40).map(lambda rest: b"PAR1" + rest + b"PAR1"),
)


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents)
@example(b"a,b\n1,2\n3,4" * 3 + b"\r")
@example(b'a;b\n"1;2\n3;4\n')
@example(b"nps\n\n9\n\n")
@example(b"nps\nnps1,5\r1,5")
@example(b'a "x,"b"c\n1,2\n3,4\n')
@example(b'a","b\n1,2\n3,4\n')
def test_any_bytes_are_read_whole_or_refused_in_words(tmp_path: Path, content: bytes) -> None:
    try:
        sheet = read(content, "a.csv", folder=tmp_path)
    except FileRefused as refusal:
        Text("pl").error(refusal)
        return
    table = sheet.table
    assert table.shape == (sheet.rows, len(sheet.headings))
    lines = [sheet.line(i) for i in range(sheet.rows)]
    assert lines == sorted(set(lines))
    found = suggest(sheet)
    assert Mapping.of_toml(found.mapping.to_toml()) == found.mapping
    assert all(Text("en")(f"problems.{key}", **facts) for key, facts in (*sheet.problems, *found.problems))


def far(row: int, column: int, text: str = "b") -> bytes:
    """A workbook of two cells."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet()
        page.write(0, 0, "a")
        page.write(row, column, text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "key", "facts"),
    [
        (far(1_048_575, 16_383), "file_cells", {"found": 17_179_869_184, "limit": 60_000_000}),
        (far(1_048_575, 20), "file_cells", {"found": 22_020_096, "limit": 60_000_000}),
        (far(5, 16_383), "file_columns", {"found": 16_384, "limit": 2000}),
    ],
)
def test_a_book_of_two_cells_far_apart_takes_no_memory(
    tmp_path: Path, content: bytes, key: str, facts: dict[str, int]
) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(content, "a.xlsx", folder=tmp_path)
    assert (refusal.value.key, refusal.value.facts) == (key, facts)


def with_entry(content: bytes, name: str, change: tuple[bytes, bytes]) -> bytes:
    """The workbook with one of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            text = old.read(entry)
            new.writestr(entry, text.replace(*change) if entry == name else text)
    return buffer.getvalue()


def test_a_cell_longer_than_a_spreadsheet_takes_is_refused(tmp_path: Path) -> None:
    content = with_entry(far(1, 0, "endless"), "xl/sharedStrings.xml", (b"endless", b"e" * (1 << 20)))
    with pytest.raises(FileRefused) as refusal:
        read(content, "a.xlsx", folder=tmp_path)
    assert (refusal.value.key, refusal.value.facts) == ("file_cell_huge", {"limit": 128})
    assert read(far(1, 0, "ą" * 32_767), "a.xlsx", folder=tmp_path).table.item() == "ą" * 32_767


def test_an_open_document_whose_one_cell_stands_for_millions_is_refused(tmp_path: Path) -> None:
    cell = b'<table:table-cell office:value-type="float" table:number-columns-repeated="999999"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", b"<office:spreadsheet><table:table-row>" + cell)
    with pytest.raises(FileRefused) as refusal:
        read(buffer.getvalue(), "a.ods", folder=tmp_path)
    assert (refusal.value.key, refusal.value.facts) == ("file_cells", {"found": 999_999, "limit": 10_000})


def test_a_quote_that_is_never_closed_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refusal:
        read(b'a,b\n1,"' + b"x" * (20 << 20) + b"\n2,3\n", "a.csv", folder=tmp_path, quote='"')
    assert (refusal.value.key, refusal.value.facts) == ("file_cell_long", {"limit": 16})
