"""The demo company's tables load whole and say what is planted in them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from cxdata.governance.hygiene import hygiene
from cxdata.governance.ownership import accountable
from cxdata.governance.records import rows
from cxdata.governance.tables import DEPARTMENTS, GOALS, OWNERSHIP
from cxdata.governance.uploading import load
from cxdata.store.workspace import Workspace
from data.demo import governance, journey
from tests.governance.frames import day


def test_the_demos_tables_load_without_a_reject_and_hold_the_planted_truths(tmp_path: Path) -> None:
    governance.write_tables(tmp_path, 215)
    workspace = Workspace(tmp_path / "demo.duckdb", "demo").create()
    for table, name in ((DEPARTMENTS, "dzialy"), (OWNERSHIP, "wlasnosc"), (GOALS, "cele")):
        file = pl.read_csv(tmp_path / f"{name}.csv", separator=";", infer_schema=False)
        loaded = load(workspace, table, file, by="demo")
        assert (loaded.rejects, loaded.unused, loaded.loaded) == ((), (), len(file))
    touchpoints = [point.name for point in journey.touchpoints()]
    owned, teams = rows(workspace, OWNERSHIP), rows(workspace, DEPARTMENTS)
    standing = accountable(owned, teams, day("2026-10-31"), touchpoints)
    odd = standing.filter(pl.col("state") != "owned").select("touchpoint", "state").rows()
    assert sorted(odd) == [
        ("Informacja o przesyłce", "none"),
        ("Program stałego klienta", "misplaced"),
        ("Reklamacja", "misplaced"),
        ("Zwrot towaru", "misplaced"),
    ]
    before = accountable(owned, teams, day("2025-03-31"), ["Informacja o przesyłce"])
    assert before.rows() == [("Informacja o przesyłce", "IT", "owned")]
    kinds = hygiene(owned, touchpoints, teams, day("2026-10-31")).group_by("problem", maintain_order=True).len()
    assert dict(kinds.rows()) == {"many_c": 1, "no_a": 1, "no_r": 1, "misplaced": 3}
