"""Files that ask for more memory than an import is first given, and files in any order of time."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from cxdata.intake import importing
from cxdata.reading import Mapping, Question, Sheet, read
from cxdata.store import connection as duck
from cxdata.store.workspace import Workspace

ROWS = 30_000
MAPPING = Mapping(
    id="id",
    at="data",
    date_order="ymd",
    customer="klient",
    questions=(Question("nps", "nps", 0, 10),),
    dimensions={"touchpoint": "punkt"},
    comments=("uwagi",),
)


def long(path: Path, order: list[int]) -> Sheet:
    """Every row differs: id, day, customer and comment."""
    rows = (
        f"{row},2026-{1 + row * 9 // ROWS:02}-{1 + row % 28:02},{row % 11},punkt {row % 7},klient {row},"
        f"Długa uwaga numer {row} o tym, co się zdarzyło, napisana w całości przez człowieka"
        for row in order
    )
    path.write_text("id,data,nps,punkt,klient,uwagi\n" + "\n".join(rows) + "\n", "utf-8")
    return read(path)


def test_an_import_that_needs_more_memory_is_tried_again_with_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = []
    opened = duck.opened

    def noted(scratch: Path, folders: list[Path], most: int = 0) -> object:
        given.append(most)
        return opened(scratch, folders, most)

    monkeypatch.setattr(duck, "LEAN", 100_000)
    monkeypatch.setattr(importing.duck, "opened", noted)
    sheet = long(tmp_path / "a.csv", list(range(ROWS)))
    receipt = importing.load(Workspace.at(tmp_path / "w.duckdb"), sheet, MAPPING)
    assert (receipt.loaded, receipt.answers, receipt.comments) == (ROWS, ROWS, ROWS)
    assert [most for most in given if most] == [1_200_000, duck.memory()]


def test_an_import_does_not_load_pandas_which_takes_longer_than_many_a_file(tmp_path: Path) -> None:
    long(tmp_path / "a.csv", list(range(ROWS)))
    program = """
import sys
from pathlib import Path
from cxdata.intake import importing
from cxdata.reading import read
from cxdata.store.workspace import Workspace
from tests.intake.test_large import MAPPING
print(importing.load(Workspace.at("w.duckdb"), read(Path("a.csv")), MAPPING).loaded, "pandas" in sys.modules)
"""
    found = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=found, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == (f"{ROWS} False\n", "")


@pytest.mark.parametrize("order", ["newest first", "shuffled"])
def test_answers_stand_by_day_whatever_the_order_of_the_file(tmp_path: Path, order: str) -> None:
    rows = list(range(ROWS - 1, -1, -1))
    if order == "shuffled":
        random.Random(1).shuffle(rows)
    workspace = Workspace.at(tmp_path / "w.duckdb")
    importing.load(workspace, long(tmp_path / "a.csv", rows), MAPPING)
    with workspace.connect() as connection:
        answers = connection.sql("SELECT day, resp FROM answers ORDER BY rowid").fetchall()
        said = connection.sql(
            "SELECT count(*) FROM responses JOIN comments USING (resp) JOIN answers USING (resp) "
            "WHERE answers.day = comments.day AND answers.day = responses.day AND text LIKE '%numer%'"
        ).fetchall()
    assert answers == sorted(answers)
    assert said == [(ROWS,)]
