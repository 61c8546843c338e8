"""What every test shares: a home for workspaces of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Workspaces that tests make once and share lie where pytest clears up."""
    usual = tempfile.tempdir
    tempfile.tempdir = str(tmp_path_factory.mktemp("shared"))
    yield
    tempfile.tempdir = usual


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty CXDATA_HOME."""
    folder = tmp_path / "workspaces"
    folder.mkdir()
    monkeypatch.setenv("CXDATA_HOME", str(folder))
    return folder
