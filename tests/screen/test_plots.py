from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from cxdata.screen import plots
from tests.screen.conftest import Open, press, wrong
from tests.screen.conftest import plots as drawn


def test_the_same_chart_is_made_into_a_figure_once(demo: Path, start: Open) -> None:
    app = start(browser="en")
    made = dict(app.session_state["figures"])
    assert made
    app.run()
    assert dict(app.session_state["figures"]) == made
    app.radio(key="period_en").set_value("year").run()
    assert len(app.session_state["figures"]) > len(made)
    assert wrong(app) == []


def test_going_back_to_a_choice_shows_its_charts_again(demo: Path, start: Open) -> None:
    app = start(browser="en")
    first = drawn(app)
    assert drawn(app.radio(key="period_en").set_value("year").run()) != first
    assert drawn(app.radio(key="period_en").set_value("quarter").run()) == first


def test_figures_speak_the_language_of_the_page(demo: Path, start: Open) -> None:
    app = start(browser="en")
    english = drawn(app)
    assert drawn(press(app, "Polski")) != english


def test_only_so_many_figures_are_kept(demo: Path, start: Open) -> None:
    app = start(browser="en")
    for period in ("month", "half", "year", "two_years", "all", "quarter") * 2:
        for metric in ("nps", "csat"):
            app.radio(key="metric_en").set_value(metric)
            app.radio(key="period_en").set_value(period).run()
    assert len(app.session_state["figures"]) <= plots.MOST
    assert wrong(app) == []


def test_pandas_is_whole_before_any_figure_is_made() -> None:
    """Plotly looks for it in sys.modules, where another thread's import may stand half-loaded."""
    said = "import sys; import cxdata.screen.plots; print(hasattr(sys.modules['pandas'], 'Series'))"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split()[-1] == "True"
