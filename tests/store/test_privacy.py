from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from cxdata.errors import WorkspaceMissing, WorkspaceRefused
from cxdata.store import folders, privacy
from cxdata.store.workspace import SCRATCH, Workspace

TOKEN = "a-long-random-token"


def aged(workspace: Workspace, hours: float) -> None:
    then = time.time() - hours * 3600
    for file in workspace.path.parent.iterdir():
        os.utime(file, (then, then))


def test_a_private_workspace_comes_into_being_with_the_first_write(home: Path) -> None:
    mine = privacy.private(TOKEN)
    assert mine.snapshot().answers == 0
    assert mine.setting("zone") == "Europe/Warsaw"
    assert not mine.exists
    assert list(home.iterdir()) == []
    mine.set("zone", "UTC")
    assert privacy.private(TOKEN).setting("zone") == "UTC"
    assert mine.snapshot().zone == "UTC"
    assert privacy.private("another").setting("zone") == "Europe/Warsaw"


def test_it_is_in_no_list_and_its_file_does_not_tell_the_token(home: Path) -> None:
    mine = privacy.private(TOKEN)
    mine.set("zone", "UTC")
    assert folders.names() == []
    assert TOKEN not in str(mine.path)


def test_nobody_shares_a_workspace_by_having_no_token(home: Path) -> None:
    with pytest.raises(ValueError, match="empty token"):
        privacy.private("")


def test_it_ends_after_the_idle_limit_and_use_prolongs_it(home: Path) -> None:
    idle, used = privacy.private(TOKEN), privacy.private("another")
    for workspace in (idle, used):
        workspace.set("zone", "UTC")
    aged(idle, 25)
    privacy.private("another")
    assert privacy.expire() == 1
    assert (idle.exists, used.exists) == (False, True)
    assert privacy.expire(timedelta(0)) == 1
    assert list((home / privacy.PRIVATE).iterdir()) == []


def test_it_is_not_taken_from_under_somebody_at_work(home: Path) -> None:
    mine = privacy.private(TOKEN)
    mine.set("zone", "UTC")
    aged(mine, 25)
    with mine.connect():
        import threading

        removed: list[int] = []
        sweeping = threading.Thread(target=lambda: removed.append(privacy.expire()))
        sweeping.start()
        sweeping.join()
    assert removed == [0]
    assert mine.exists


def test_what_killed_programs_left_is_swept_up(home: Path) -> None:
    (home / SCRATCH).mkdir()
    for left in (home / ".0123.duckdb", home / SCRATCH / "duckdb_temp_1_0_storage_S32K-0.tmp"):
        left.touch()
        os.utime(left, (0, 0))
    (home / ".4567.duckdb").touch()
    privacy.expire()
    assert [file.name for file in home.rglob("*") if file.is_file()] == [".4567.duckdb"]


def test_keeping_moves_it_to_a_name(home: Path) -> None:
    mine = privacy.private(TOKEN)
    with pytest.raises(WorkspaceMissing) as refused:
        privacy.keep(TOKEN, "moja")
    assert refused.value.key == "workspace_empty"
    mine.set("zone", "UTC")
    folders.create("zajeta")
    with pytest.raises(WorkspaceRefused):
        privacy.keep(TOKEN, "zajeta")
    assert privacy.keep(TOKEN, "moja").setting("zone") == "UTC"
    assert not mine.exists
    assert folders.names() == ["moja", "zajeta"]
