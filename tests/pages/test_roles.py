from __future__ import annotations

from pathlib import Path

from tests.screen.conftest import Open, said, wrong


def test_without_records_the_page_says_where_to_begin(demo: Path, start: Open) -> None:
    app = start("roles", "en")
    assert wrong(app) == []
    assert "It is not known yet who answers for what" in said(app)
