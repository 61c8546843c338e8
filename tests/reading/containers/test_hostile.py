"""Whatever the bytes, reading gives a sheet that DuckDB scans whole, or refuses; suggesting never fails."""

from __future__ import annotations

from pathlib import Path

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
