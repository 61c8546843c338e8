"""The account over files of every shape: preambles, footers, several header rows, wide and long, other notations."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxdata.intake import importing, plan
from cxdata.intake.receipt import rejects
from cxdata.store.answers import every
from cxdata.store.workspace import Workspace

CELLS = st.sampled_from(["0", "10", "9,0", "9/10", "7", "8", "x", "", "bd.", "5 - raczej tak", " 6 ", "ż"])
DAYS = st.sampled_from(["2026-01-05", "06.01.2026", "7 stycznia 2026", "2026-02-30", "jutro", "", "2026-01-08 12:00"])
SAID = st.sampled_from(["", "dobrze", "dzwońcie 600 700 800", 'cytat "x"', "a\nb", "koniec; naprawdę", "=1+1"])
ROWS = st.lists(st.tuples(DAYS, CELLS, CELLS, SAID), min_size=12, max_size=30)
PREAMBLE = st.sampled_from([[], [["Raport z badania"]], [["Raport"], [""], ["Wygenerowano", "2026-02-01"]]])
FOOTER = st.sampled_from([[], [["Razem", "12"]], [[""], ["Źródło: ankieta"]]])
DIALECT = st.sampled_from([(";", "cp1250"), (",", "utf-8"), ("\t", "utf-16"), (";", "utf-8-sig")])


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, PREAMBLE, FOOTER, DIALECT)
def test_rows_add_up_and_every_refusal_is_listed_whatever_the_shape(
    rows: list[tuple[str, ...]],
    preamble: list[list[str]],
    footer: list[list[str]],
    dialect: tuple[str, str],
) -> None:
    separator, encoding = dialect
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerows(preamble)
    writer.writerow(["Data", "Czy nas polecisz? (0-10)", "Zadowolenie z dostawy (0-10)", "Komentarz"])
    writer.writerows([(f"2026-01-0{1 + at % 9}", str(at % 11), str(at % 11), "ok") for at in range(20)])
    writer.writerows(rows)
    writer.writerows(footer)
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "a.csv"
        path.write_bytes(out.getvalue().encode(encoding))
        found = plan.check(path, folder=Path(made))
        assert found.mapping is not None
        workspace = Workspace.at(Path(made) / "w.duckdb")
        receipt = importing.load(workspace, found.sheet, found.mapping)
        listed = rejects(workspace, 1)
        assert receipt.rows == found.sheet.rows
        assert receipt.rows == receipt.loaded + receipt.updated + receipt.duplicates + receipt.rejected
        assert receipt.rejected == listed.filter("whole")["line"].n_unique()
        assert receipt.cells_refused == len(listed.filter(~listed["whole"]))
        with workspace.connect() as connection:
            counted = connection.sql(f"SELECT count(*) FROM {every(connection)}").fetchall()
        assert counted == [(receipt.answers,)]
