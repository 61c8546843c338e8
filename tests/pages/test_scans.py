"""How often pages go over the answers: once for all that share a scan, and not at all when the period moves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cxdata.store.snapshot import Snapshot
from tests.screen.conftest import Open, wrong


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the answers were grouped by, one entry a statement."""
    found: list[tuple[str, ...]] = []
    asked: Callable[..., Any] = Snapshot._asked

    def counting(snapshot: Snapshot, scan: Any, groups: dict[str, str], fineness: Any) -> Any:
        found.append(tuple(sorted({*groups} - {"measure", "score", "span"})))
        return asked(snapshot, scan, groups, fineness)

    monkeypatch.setattr(Snapshot, "_asked", counting)
    return found


PAGE = ("channel", "month", "touchpoint")
"""The scan of the overview, from which the findings behind the word "real" of other pages come too."""

OWN = ("month", "touchpoint")
"""A scan of the page's own, where no sentence needs the findings."""

EVEN = ("region", "touchpoint")
"""The map also asks whether touchpoints feel the same everywhere: by channel the page's scan says it, by others each
has one of its own, for these counts are few enough for a snapshot of many answers to keep."""


@pytest.mark.parametrize(
    ("page", "own", "moved"),
    [
        ("overview", [], []),
        ("trends", [], []),
        ("touchpoints", [EVEN], [EVEN]),
        ("departments", [], []),
        ("drivers", [OWN], []),
        ("certainty", [OWN], []),
    ],
)
def test_pages_share_a_scan_and_a_moved_period_counts_nothing_anew(
    demo: Path, start: Open, scans: list[tuple[str, ...]], page: str, own: list[Any], moved: list[Any]
) -> None:
    app = start(page, browser="en")
    assert scans == [PAGE, *own]
    for preset in ("year", "all"):
        scans.clear()
        app.radio(key="period_en").set_value(preset).run()
        assert scans == moved
    assert wrong(app) == []
