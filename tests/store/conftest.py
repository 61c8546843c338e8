"""A small workspace for the tests of the store."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from cxdata.store.workspace import Workspace
from tests.workspaces import make_workspace

ANSWERS = pl.DataFrame(
    [
        ("nps", 9, date(2026, 1, 2), "Kurier", "telefon", 1, "Szybko i miło"),
        ("csat", 5, date(2026, 1, 2), "Kurier", "telefon", 1, None),
        ("nps", 3, date(2026, 1, 20), None, "e-mail", 2, None),
        ("nps", 10, date(2026, 2, 4), "Infolinia", "telefon", 3, None),
        ("nps", 0, date(2026, 2, 5), "Infolinia", None, 4, "Długo czekałam"),
        ("nps", 6, date(2026, 2, 6), "Infolinia", "czat", 5, None),
        ("nps", 8, date(2026, 2, 7), "Kurier", "czat", 6, None),
        ("nps", 7, date(2026, 2, 8), "Kurier", "e-mail", 7, None),
    ],
    schema=["metric", "score", "day", "touchpoint", "channel", "resp", "comment"],
    orient="row",
)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the small workspace, made once; tests take copies."""
    return make_workspace(tmp_path_factory.mktemp("filled") / "firma.duckdb", ANSWERS).path


@pytest.fixture
def workspace(tmp_path: Path, filled: Path) -> Workspace:
    return Workspace.at(shutil.copyfile(filled, tmp_path / "firma.duckdb"))
