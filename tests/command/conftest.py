"""A command as somebody types it, in English, within a home of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cxdata.command import main

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(home: Path, capsys: pytest.CaptureFixture[str]) -> Said:
    """Runs a command in English; returns its exit code, standard output and standard error."""

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        try:
            code = main([*map(str, arguments), "--lang", "en"])
        except SystemExit as ended:
            code = int(ended.code or 0)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run
