"""What every test shares: a home for workspaces of its own, in memory where the machine has room."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
if settings.get_current_profile_name() == "default":  # in CI another holds: the same examples each time
    settings.load_profile("here")

MEMORY, ROOM = Path("/dev/shm"), 4 << 30


def pytest_configure(config: pytest.Config) -> None:
    """A workspace waits for the disk after each change, which took half of an import's time in tests."""
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


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
