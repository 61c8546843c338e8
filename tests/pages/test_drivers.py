from __future__ import annotations

from pathlib import Path

from tests.screen.conftest import Open, plots, said, wrong


def test_without_people_who_rate_both_the_page_says_what_to_upload(demo: Path, start: Open) -> None:
    app = start("drivers", "en")
    assert wrong(app) == []
    assert "Nobody has rated both the relationship and touchpoints" in said(app)
    assert plots(app) == []
