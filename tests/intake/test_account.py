"""Wild files: whatever stands in them, each row has one fate, and a second look finds nothing new."""

from __future__ import annotations

import csv
import tempfile
from datetime import datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdata.intake import importing
from cxdata.intake.receipt import rejects
from cxdata.reading import Mapping, Question, read
from cxdata.store.answers import every
from cxdata.store.workspace import Workspace

IDS = st.sampled_from(["", "1", "2", "3", "a", " a ", "ż"]) | st.text(max_size=4)
DAYS = st.sampled_from(
    ["2026-01-05", "2026-01-06 12:00", "2026-02-30", "jutro", "", "2999-01-01", "0001-01-01", "2026-1-5"]
)
SCORES = st.sampled_from(
    ["0", "10", "9,0", "9/10", "11", "-1", "5", "", " ", "x", "99", "3.5", "10 - tak", "\u00a07", "'8"]
)
LABELS = st.sampled_from(["", "Kasa", " Kasa", "kasa", "Dostawa", "\u00a0", "(nie podano)"]) | st.text(max_size=5)
SAID = st.sampled_from(["", "dobrze", "600700800", '"', "a\nb", ";", "=1+1", "\t"])
ROWS = st.lists(st.tuples(IDS, DAYS, SCORES, SCORES, LABELS, SAID), min_size=1, max_size=40)

MAPPING = Mapping(
    id="id",
    at="data",
    date_order="ymd",
    questions=(Question("nps", "nps", 0, 10, missing=("99",)), Question("csat", "csat", 1, 5)),
    dimensions={"touchpoint": "punkt", "Dowolny": "punkt"},
    comments=("opinia",),
)


def file(folder: Path, name: str, rows: list[tuple[str, ...]]) -> Path:
    """The rows as CSV; control characters that no reader accepts are left out, and no row is a blank line."""
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(["id", "data", "nps", "csat", "punkt", "opinia"])
        for row in rows:
            writer.writerow(
                [cell.replace("\0", "").replace("\r", "").encode("utf-8", "ignore").decode() for cell in row]
            )
    return path


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, ROWS)
def test_every_row_has_one_fate_and_a_second_look_finds_nothing_new(
    rows: list[tuple[str, ...]], more: list[tuple[str, ...]]
) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        workspace = Workspace.at(folder / "w.duckdb")
        options = {"separator": ";", "header_rows": 1, "encoding": "utf-8", "after": 0}
        first = importing.load(workspace, read(file(folder, "a.csv", rows), **options), MAPPING)
        assert first.rows == len(rows)
        listed = rejects(workspace, 1)
        assert first.rejected == listed.filter("whole")["line"].n_unique()
        assert first.cells_refused == len(listed.filter(~listed["whole"]))
        assert first.answers == _answers(workspace)
        both = importing.load(workspace, read(file(folder, "b.csv", [*rows, *more]), **options), MAPPING)
        assert both.rows == len(rows) + len(more)
        again = importing.load(workspace, read(file(folder, "c.csv", [*rows, *more, ("",) * 6]), **options), MAPPING)
        assert (again.loaded, again.updated, again.answers) == (0, 0, 0)
        assert again.rejected == both.rejected + 1


def _answers(workspace: Workspace) -> int:
    with workspace.connect() as connection:
        late = connection.sql(f"SELECT max(day) FROM {every(connection)}").fetchall()[0][0]
        assert late is None or late < datetime(2999, 1, 1).date()
        return int(connection.sql(f"SELECT count(*) FROM {every(connection)}").fetchall()[0][0])
