"""A program killed in the middle of an import leaves the workspace as before or as after."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from cxdata.intake import importing
from cxdata.reading import Mapping, Question, read
from cxdata.store.workspace import Workspace

ROOT = Path(__file__).parents[2]
ROWS = 60_000
MAPPING = Mapping(
    id="id", at="data", date_order="ymd", questions=(Question("nps", "nps", 0, 10),), dimensions={"channel": "kanał"}
)
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[3])
from pathlib import Path
from cxdata.intake import importing
from cxdata.reading import Mapping, Question, read
from cxdata.store.workspace import Workspace
mapping = Mapping(
    id="id", at="data", date_order="ymd", questions=(Question("nps", "nps", 0, 10),), dimensions={"channel": "kanał"}
)
sheet = read(Path(sys.argv[2]))
print("reading done", flush=True)
importing.load(Workspace.at(sys.argv[1]), sheet, mapping)
print("all done", flush=True)
"""


def file(path: Path, first: int, rows: int) -> Path:
    lines = (f"{place},2026-0{place % 9 + 1}-05,{place % 11},k{place % 5}" for place in range(first, first + rows))
    path.write_text("id,data,nps,kanał\n" + "\n".join(lines), "utf-8")
    return path


def test_killed_in_the_middle_of_an_import(tmp_path: Path) -> None:
    workspace = Workspace.at(tmp_path / "w.duckdb")
    importing.load(workspace, read(file(tmp_path / "a.csv", 0, 1000)), MAPPING)
    path = file(tmp_path / "b.csv", 500, ROWS)
    before, after = (1000, 1), (1000 + ROWS - 500, 2)
    seen = set()
    for pause in (0.1, 0.2, 0.3):
        program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(workspace.path), str(path), str(ROOT)], stdout=subprocess.PIPE
        )
        assert program.stdout is not None
        assert program.stdout.readline() == b"reading done\n"
        time.sleep(pause)
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
        program.stdout.close()
        seen.add(_counts(workspace))
    assert seen <= {before, after}
    importing.load(workspace, read(path), MAPPING)
    assert _counts(workspace) == after


def _counts(workspace: Workspace) -> tuple[int, int]:
    with workspace.connect() as connection:
        (row,) = connection.sql(
            "SELECT count(*), (SELECT count(*) FROM imports), (SELECT count(*) FROM responses) FROM answers"
        ).fetchall()
    assert row[0] == row[2]
    return int(row[0]), int(row[1])
