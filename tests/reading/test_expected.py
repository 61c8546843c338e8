"""The command that compares a folder's files with its expected.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.expected import main


def folder_of(tmp_path: Path, **wanted: Any) -> Path:
    rows = "".join(f"2024-05-0{i % 9 + 1};{i % 11};ok\n" for i in range(22))
    (tmp_path / "a.csv").write_text("Data;NPS;Uwagi\n" + rows, "utf-8")
    entry = {"file": "a.csv", "encoding": "utf-8", "delimiter": ";", "header_rows": 1, "data_rows": 22, "columns": 3}
    entry["metrics"] = {"NPS": {"n": 22, "promoters": 4, "passives": 4, "detractors": 14, "nps": -45.454545}}
    (tmp_path / "expected.json").write_text(json.dumps({"files": [entry | wanted]}), "utf-8")
    return tmp_path


def test_a_folder_that_reads_as_expected_is_said_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(folder_of(tmp_path)) == 0
    assert capsys.readouterr().out == "OK      a.csv\n1 of 1 files read as expected\n"


def test_every_difference_is_listed_as_found_and_expected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(folder_of(tmp_path, data_rows=20, metrics={"NPS": {"n": 22, "nps": 1.5}})) == 1
    assert capsys.readouterr().out.splitlines() == [
        "differs a.csv",
        "        rows: 22 / 20",
        "        NPS nps: -45.45454545454545 / 1.5",
        "0 of 1 files read as expected",
    ]
