from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from cxdata.governance.current import Tables
from cxdata.governance.records import Held
from cxdata.governance.standing import standing
from cxdata.governance.tables import DECISIONS, INITIATIVES
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views import deeds
from cxdata.views.asks import asks
from cxdata.views.deeds import Deeds
from cxdata.views.departments import departments
from cxdata.views.departments.owned import Owned
from cxdata.views.overview import overview
from tests.governance.frames import frame, goals
from tests.views.company import answers, opened
from tests.views.governed import EMPTY, LEVELS, MONTH, NOW, PEOPLE, RATED, ROLES, governed

PL, EN = Text("pl"), Text("en")
# Due by 31 October 2026: Sprzedaż two, one kept and one open; Logistyka one, done late. One nobody's is not due yet.
DECIDED = frame(
    DECISIONS,
    ("1", date(2026, 1, 5), "Kept", "Sprzedaż", None, date(2026, 2, 1), None, date(2026, 1, 30)),
    ("2", date(2026, 1, 5), "Open", "Sprzedaż", None, date(2026, 3, 1)),
    ("3", date(2026, 1, 5), "Late", "Logistyka", None, date(2026, 3, 1), None, date(2026, 5, 1)),
    ("4", date(2026, 9, 5), "Ahead", None, None, date(2026, 12, 1)),
)
WORK = frame(
    INITIATIVES,
    ("One", ["Kasa"], "Sprzedaż", None, date(2026, 5, 1), None, "nps", None, "running"),
    ("Two", ["Kasa"], "Sprzedaż", None, date(2026, 5, 1), date(2026, 8, 1), "nps", None, "done"),
)
# In September 2026 Kasa has NPS 40 over 100 answers, an interval of 23 to 54: 15 is met, 60 is missed, 50 open.
PAST = goals(
    ("Met", "nps", "touchpoint", "Kasa", None, 15.0, date(2026, 10, 30), "Sprzedaż"),
    ("Missed", "nps", "touchpoint", "Kasa", None, 60.0, date(2026, 10, 29), "Sprzedaż"),
    ("Open", "nps", "touchpoint", "Kasa", None, 50.0, date(2026, 10, 28), "Logistyka"),
)


@pytest.fixture(scope="module")
def company() -> tuple[Snapshot, Tables]:
    _, snapshot, tables = governed([*RATED, *answers(date(2026, 9, 5), 60, 20, 20, "Kasa")], ROLES, (), PEOPLE)
    made = {"decisions": DECIDED, "initiatives": WORK, "goals": PAST}
    return snapshot, {**tables, **{name: Held(rows, 1) for name, rows in made.items()}}


def test_promises_and_deeds_are_counted_for_each_owner_and_for_all(company: tuple[Snapshot, Tables]) -> None:
    snapshot, tables = company
    found = deeds.deeds(snapshot, standing(tables, date(2026, 10, 31)))
    assert found["Sprzedaż"] == Deeds(due=2, kept=1, overdue=1, running=1, ended=2, met=1, missed=1)
    assert found["Logistyka"] == Deeds(due=1, late=1, ended=1)
    assert found[None] == Deeds(due=3, kept=1, late=1, overdue=1, running=1, ended=3, met=1, missed=1)
    assert "".join(part.words for part in deeds.sentence(found, date(2026, 10, 31), PL)) == (
        "Dotrzymano 1 z 3 obietnic, których termin minął. 1 spełniono po terminie. 1 jest otwarta po terminie. "
        "W toku jest 1 inicjatywa. Zakończyły się 3 cele: 1 osiągnięty, 1 nieosiągnięty, 1 nierozstrzygnięty. "
        "Stan na 31\xa0października\xa02026, niezależnie od okresu i filtrów."
    )


def test_they_stand_beside_the_score_also_where_there_are_too_few_answers(company: tuple[Snapshot, Tables]) -> None:
    snapshot, tables = company
    rows = pl.DataFrame(
        [("Logistyka", 100, 0.0, -20.0, 20.0, None), ("Sprzedaż", 4, None, None, None, "few")],
        schema=["label", "n", "score", "low", "high", "hidden"], orient="row",
    )  # fmt: skip
    shown = deeds.table(rows, deeds.deeds(snapshot, standing(tables, date(2026, 10, 31))), "nps", EN)
    assert shown.row(0) == ("Logistyka", "0 (−20 to 20)", 100, "0 of 1", 0, 0, "1 undecided")
    assert shown.row(1) == ("Sprzedaż", "too few answers", 4, "1 of 2", 1, 1, "1 met, 1 missed")


def test_what_has_no_department_has_a_row_so_that_the_table_sums_to_the_overview(
    company: tuple[Snapshot, Tables],
) -> None:
    snapshot, tables = company
    nobodys = frame(DECISIONS, ("5", date(2026, 1, 5), "Nobody's", None, None, date(2026, 3, 1)))
    goal = goals(("Alone", "nps", "touchpoint", "Kasa", None, 30.0, date(2026, 10, 28), None))
    more = {"decisions": pl.concat([DECIDED, nobodys]), "goals": pl.concat([PAST, goal])}
    then = standing({**tables, **{name: Held(rows, 1) for name, rows in more.items()}}, date(2026, 10, 31))
    rows = pl.DataFrame(
        [("Sprzedaż", 4, None, None, None, "few")],
        schema={"label": pl.String, "n": pl.Int64, "score": pl.Float64, "low": pl.Float64, "high": pl.Float64,
                "hidden": pl.String},
        orient="row",
    )  # fmt: skip
    for text, name, met in ((PL, "(bez działu)", "1 nierozstrzygnięty"), (EN, "(no department)", "1 undecided")):
        shown = deeds.table(rows, deeds.deeds(snapshot, then), "nps", text)
        kept = "0 z 1" if text is PL else "0 of 1"
        assert shown.row(-1) == (name, "–", None, kept, 1, 0, met)


def test_the_departments_page_and_the_overview_carry_them(company: tuple[Snapshot, Tables]) -> None:
    snapshot, tables = company
    assert departments(snapshot, tables, MONTH, EN).deeds["department"].to_list()[:1] == ["Sprzedaż"]
    said = "".join(part.words for part in overview(snapshot, MONTH, EN, tables).deeds)
    assert said.startswith("1 of 3 promises that are due were kept.")


def test_where_nobody_has_promised_anything_nothing_is_shown() -> None:
    _, snapshot, tables = governed(RATED, ROLES, LEVELS)
    found = deeds.deeds(snapshot, standing(tables, date(2026, 10, 31)))
    assert deeds.sentence(found, date(2026, 10, 31), PL) == ()
    assert departments(snapshot, tables, MONTH, PL).deeds.is_empty()


def asked(snapshot: Snapshot, tables: Tables, text: Text = PL) -> list[tuple[str, str]]:
    found = asks(snapshot, tables, Owned.of(snapshot, tables, MONTH), text)
    return [(one.question, one.proposal) for one in found]


def test_the_board_is_asked_for_owners_and_about_goals_that_contradict_each_other() -> None:
    # Goals: Dostawa 40, the others 30 each, together 32.5 against a common 30. Nobody says who served.
    _, snapshot, tables = governed(RATED, ROLES, LEVELS)
    assert asked(snapshot, tables) == [
        (
            "Kto odpowiada za ten punkt styku? Dziś nikt: Infolinia.",
            "Propozycja: wyznaczyć dział, który wykonuje tu pracę (R).",
        ),
        (
            "Który dział przejmie punkt styku od zespołu CX: Zwrot?",
            "Propozycja: wyznaczyć dział, który wykonuje tu pracę (R).",
        ),
        (
            "Cele punktów styku razem dają NPS 32,5, a wspólny cel to 30. Który obowiązuje?",
            "Propozycja: podnieść wspólny cel do 32,5 albo obniżyć cele punktów.",
        ),
    ]


def test_whoever_serves_most_of_the_answers_is_proposed() -> None:
    rows = [("nps", 9, NOW, "Infolinia", "Logistyka" if at < 70 else "Sprzedaż") for at in range(100)]
    frame_ = pl.DataFrame(rows, schema=["metric", "score", "day", "touchpoint", "department"], orient="row")
    _, snapshot = opened(frame_)
    _, _, tables = governed(RATED, [("Kasa", "Sprzedaż", "A")], ())
    assert asked(snapshot, tables, EN) == [
        (
            "Who answers for this touchpoint? Nobody today: Infolinia.",
            "Proposal: Infolinia: Logistyka (serves 70% of the answers).",
        )
    ]


def test_a_later_goal_that_is_lower_is_asked_about() -> None:
    levels = (
        ("A", "nps", "relationship", None, None, 40.0, date(2026, 12, 31)),
        ("B", "nps", "relationship", None, None, 30.0, date(2027, 12, 31)),
    )
    _, snapshot, tables = governed(RATED, (), levels)
    assert asked(snapshot, tables, EN) == [
        (
            "Two open goals are about the same (NPS: the relationship), and the later one is lower. Which one counts?",
            "Proposal: keep one.",
        )
    ]


def test_without_records_nothing_is_asked() -> None:
    _, snapshot, _ = governed(RATED)
    assert asked(snapshot, EMPTY) == []
