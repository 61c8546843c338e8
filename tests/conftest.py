"""What every test shares: a home for workspaces of its own."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty CXDATA_HOME."""
    folder = tmp_path / "workspaces"
    folder.mkdir()
    monkeypatch.setenv("CXDATA_HOME", str(folder))
    return folder
