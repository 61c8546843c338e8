"""A small company: four touchpoints with answers, three departments, and who serves whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copyfile

import polars as pl
import pytest

from cxdata.governance.records import save
from cxdata.governance.tables import DEPARTMENTS
from cxdata.store.workspace import Workspace
from tests.workspaces import make_workspace


def answers(touchpoint: str | None, department: str | None, n: int) -> list[tuple[object, ...]]:
    return [("nps", 9, date(2026, 10, 1 + at % 28), touchpoint, department) for at in range(n)]


# Served: Kasa 12 by Sprzedaż, 7 by IT, 1 by Logistyka; Dostawa 6 by Logistyka, 6 by Sprzedaż; Infolinia: not given.
ANSWERS = pl.DataFrame(
    [
        *answers("Kasa", "Sprzedaż", 12),
        *answers("Kasa", "IT", 7),
        *answers("Kasa", "Logistyka", 1),
        *answers("Dostawa", "Logistyka", 6),
        *answers("Dostawa", "Sprzedaż", 6),
        *answers("Infolinia", None, 5),
        *answers(None, "Sprzedaż", 4),
    ],
    schema=["metric", "score", "day", "touchpoint", "department"],
    orient="row",
)


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Files of the two workspaces below, made once."""
    folder = tmp_path_factory.mktemp("originals")
    first = make_workspace(folder / "firma.duckdb", ANSWERS)
    second = Workspace(folder / "obsada.duckdb", "obsada")
    copyfile(first.path, second.path)
    rows = [("Sprzedaż", "operating", 12), ("Logistyka", "operating", None), ("Zespół CX", "cx_team", 3)]
    save(second, DEPARTMENTS, pl.DataFrame(rows, schema=DEPARTMENTS.names, orient="row"), by="Ala")
    return first.path, second.path


@pytest.fixture
def workspace(originals: tuple[Path, Path], tmp_path: Path) -> Workspace:
    """Nothing but answers: touchpoints Kasa, Dostawa, Infolinia."""
    return Workspace.at(copyfile(originals[0], tmp_path / "firma.duckdb"))


@pytest.fixture
def staffed(originals: tuple[Path, Path], tmp_path: Path) -> Workspace:
    """With the departments Sprzedaż, Logistyka and Zespół CX, ids 1 to 3."""
    return Workspace.at(copyfile(originals[1], tmp_path / "obsada.duckdb"))
