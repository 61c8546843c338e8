from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cxdata.screen.cards import plots
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


_HALF_LOADED = """
import sys, threading, time
import plotly.graph_objects as go
from cxdata.screen.cards import plots

def loads():
    threading.Thread(target=__import__, args=("pandas",)).start()
    while "pandas" not in sys.modules:
        time.sleep(0.01)

def figure():
    if sys.argv[1] == "meanwhile" and "pandas" not in sys.modules:
        loads()
    return go.Figure(go.Scatter(x=[1.0, 2.0])).to_json(), 1

if sys.argv[1] == "before":
    loads()
print(plots.whole(figure)[1], hasattr(sys.modules["pandas"], "Series"))
"""


@pytest.mark.parametrize("moment", ["before", "meanwhile"])
def test_a_figure_is_made_while_another_thread_loads_pandas(moment: str) -> None:
    """Plotly looks for it in sys.modules, where it may stand half-loaded."""
    command = [sys.executable, "-c", _HALF_LOADED, moment]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split()[-2:] == ["1", "True"]


def test_the_first_screen_waits_for_neither_pandas_nor_all_of_scipy() -> None:
    said = "import cxdata.screen.cards, cxdata.views.overview, sys; print({'pandas', 'scipy.stats'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split()[-1] == "set()"
