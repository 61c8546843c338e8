"""Answers that stand side by side are listed like all others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

from cxdata.store import listing
from cxdata.store.answers import layers
from cxdata.store.snapshot import Snapshot
from tests.workspaces import make_workspace


def test_answers_beside_others_of_their_reply_are_listed_too(tmp_path: Path) -> None:
    rows = [("nps", 9, date(2026, 10, 5), "Kasa")] * 3
    frame = pl.DataFrame(rows, schema=["metric", "score", "day", "touchpoint"], orient="row")
    workspace = make_workspace(tmp_path / "two.duckdb", frame)
    with workspace.connect(write=True) as connection:
        layers(connection, [0, 0], [1, 2])
        shared = "resp + 100, day, month, touchpoint, channel, department, segment, region, 3"
        names = "resp, day, month, touchpoint, channel, department, segment, region, m1"
        connection.execute(f"INSERT INTO scores ({names}) SELECT {shared} FROM answers")
    snapshot = Snapshot(workspace)
    found = listing.answers(workspace, snapshot, metric="nps", lowest=True)
    snapshot.close()
    assert found["score"].to_list() == [3, 3, 3, 9, 9, 9]
