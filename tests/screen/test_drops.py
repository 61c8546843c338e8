from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from cxdata.screen.server import drops
from tests.screen.conftest import Open, said, wrong


def left_behind(home: Path, name: str, age: float) -> Path:
    folder = home / ".uploads" / name
    folder.mkdir(parents=True)
    (folder / "opinie.csv").write_text("Data;NPS\n", "utf-8")
    os.utime(folder, (time.time() - age,) * 2)
    return folder


def test_files_that_nobody_waits_for_are_gone_after_an_hour(home: Path) -> None:
    old, new = left_behind(home, "old", 3700), left_behind(home, "new", 3500)
    drops.swept()
    assert (old.exists(), new.exists()) == (False, True)


def test_opening_any_page_sweeps(demo: Path, start: Open) -> None:
    old = left_behind(demo, "old", 3700)
    drops.swept_in.cache_clear()
    assert wrong(start(browser="en")) == []
    assert not old.exists()


def test_a_file_that_a_visitor_still_has_before_them_outlives_the_hour(demo: Path, start: Open) -> None:
    app = start("upload", "en")
    app.file_uploader[0].set_value([("a.csv", b"Date,NPS\n2026-10-01,9\n", "text/csv")]).run()
    folder = app.session_state["drops"][0].folder
    os.utime(folder, (time.time() - 3700,) * 2)
    drops.swept_in.cache_clear()
    app.run()
    assert folder.exists()
    assert "a.csv" in said(app)


def test_a_file_that_is_gone_is_no_longer_waited_for(demo: Path, start: Open) -> None:
    app = start("upload", "en")
    app.file_uploader[0].set_value([("a.csv", b"Date,NPS\n2026-10-01,9\n", "text/csv")]).run()
    shutil.rmtree(app.session_state["drops"][0].folder)
    app.run()
    assert wrong(app) == []
    assert "a.csv" not in said(app)
