"""How often a page goes over the answers when the period moves: nothing is counted twice."""

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
"""The one scan of a page, from which the findings behind its word "real" come too."""

OWN = ("month", "touchpoint")
"""A scan of the page's own, where no sentence needs the findings."""

EVEN = ("region", "touchpoint")
"""The map also asks whether touchpoints feel the same everywhere: by channel the page's scan says it, by others each
has one of its own, for these counts are few enough for a snapshot of many answers to keep."""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", [PAGE]),
        ("trends", [PAGE]),
        ("touchpoints", [PAGE, EVEN]),
        ("departments", [PAGE]),
        ("drivers", [OWN]),
        ("certainty", [OWN]),
    ],
)
def test_a_period_moved_counts_nothing_twice(
    demo: Path, start: Open, scans: list[tuple[str, ...]], page: str, expected: list[tuple[str, ...]]
) -> None:
    app = start(page, browser="en")
    scans.clear()
    app.radio(key="period_en").set_value("year").run()
    assert scans == expected
    app.radio(key="period_en").set_value("quarter").run()
    assert scans == expected
    assert wrong(app) == []
