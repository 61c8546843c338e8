from __future__ import annotations

from pathlib import Path

from tests.screen.conftest import Open, said, wrong


def test_a_moved_slider_changes_the_answer_and_the_link(demo: Path, start: Open) -> None:
    app = start("certainty", "en")
    assert wrong(app) == []
    assert app.title[0].value.startswith("120 answers show a change of at least")
    app.slider[0].set_value(20)
    app.run()
    assert app.query_params == {"size": "20"}
    assert "A change of 20 points" in " ".join(said(app))


def test_a_link_reopens_it_and_nonsense_in_it_is_left_alone(demo: Path, start: Open) -> None:
    app = start("certainty", "en", answers="2000", size="nonsense", sure="90")
    assert wrong(app) == []
    assert app.title[0].value.startswith("2,000 answers")
    assert app.slider[0].value == 5
    assert "at 90% confidence" in " ".join(said(app))
