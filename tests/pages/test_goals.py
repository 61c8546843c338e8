from __future__ import annotations

from pathlib import Path

from cxdata.governance import records
from cxdata.governance.tables import GOALS
from cxdata.store import folders
from tests.screen.conftest import Open, press, said, wrong


def own(demo: Path) -> None:
    """A workspace that can be written to, with the demo's answers."""
    folders.copy(folders.open("demo"), "mine")


def test_a_goal_is_judged_while_it_is_typed(demo: Path, start: Open) -> None:
    app = start("goals", "en")
    assert wrong(app) == []
    assert "There are no goals yet" in said(app)
    assert [one.proto.format for one in app.date_input] == ["DD.MM.YYYY"]
    judged = said(app)[-1] if "specific" in said(app)[-1] else next(s for s in said(app) if "**specific**" in s)
    assert ":red[:material/close:] **detectable** A change of 5 points needs" in judged
    app.number_input[1].set_value(100)
    app.run()
    judged = next(s for s in said(app) if "**specific**" in s)
    assert "**detectable** A change of 5 points" not in judged


def test_a_goal_is_saved_with_who_set_it(demo: Path, start: Open) -> None:
    own(demo)
    app = start("goals", "en", w="mine")
    app.text_input(key="goal_name").set_value("First goal")
    app.text_input(key="who").set_value("Anna")
    press(app, "Save the goal")
    assert wrong(app) == []
    held = records.rows(folders.open("mine"), GOALS)
    assert held.select("name", "metric", "scope").rows() == [("First goal", "nps", "relationship")]
    assert records.history(folders.open("mine"), GOALS)[0].by == "Anna"
    app.number_input[1].set_value(90)
    press(app, "Save the goal")
    assert wrong(app) == ["Metric: Row 1 says the same. Keep one of the two."]
    assert records.rows(folders.open("mine"), GOALS).height == 1


def test_the_demo_company_lets_a_goal_be_checked_but_not_saved(demo: Path, start: Open) -> None:
    app = start("goals", "en")
    assert not any(button.label == "Save the goal" for button in app.button)


def test_the_form_begins_where_there_are_answers_and_makes_no_level_up(demo: Path, start: Open) -> None:
    own(demo)
    with folders.open("mine").connect(write=True) as connection:
        connection.execute("DELETE FROM answers WHERE touchpoint = 0")
        connection.execute("DELETE FROM scores WHERE touchpoint = 0")
    app = start("goals", "en", w="mine")
    assert app.selectbox(key="goal_scope_en").value == "touchpoints"
    app.selectbox(key="goal_scope_en").set_value("relationship").run()
    assert [number.value for number in app.number_input] == [None, None]
    assert any("Enter a target to see" in words for words in said(app))
    press(app, "Save the goal")
    assert wrong(app) == [
        "Enter a target to see whether the goal is well set and whether there are answers enough to check it."
    ]
    assert records.rows(folders.open("mine"), GOALS).is_empty()
