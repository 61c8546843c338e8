from __future__ import annotations

from pathlib import Path

from tests.screen.conftest import Open, said, wrong


def test_without_records_the_page_says_what_to_enter(demo: Path, start: Open) -> None:
    app = start("initiatives", "en")
    assert wrong(app) == []
    assert "There are no decisions or initiatives yet" in said(app)
    assert "There are no decisions yet." in said(app)
    assert app.selectbox == []
