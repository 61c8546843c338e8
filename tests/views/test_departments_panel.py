from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl

from cxdata.card import Lines, Standing
from cxdata.choice import Choice
from cxdata.text import Text
from cxdata.views.departments.panel import Panel, panel
from tests.views.company import answers, month
from tests.views.governed import BEFORE, LEVELS, MONTH, NOW, RATED, ROLES, Company, governed

PL, EN = Text("pl"), Text("en")
NB = "\u00a0"


def spoken(rows: list[tuple[object, ...]], words: str) -> list[tuple[object, ...]]:
    """The same answers, each with its score and these words as a comment."""
    return [(*row[:5], f"{row[1]}: {words}") for row in rows]


@cache
def firm() -> Company:
    rated = [
        *spoken(answers(NOW, 30, 40, 30, "Dostawa", "Kurier"), "kurier"),
        *RATED[:100],
        *(row for back in range(1, 24) for row in answers(month(back).replace(day=5), 20, 20, 20, "Dostawa", "Kurier")),
    ]
    return governed(rated, ROLES, LEVELS)


def opened(name: str, company: Company | None = None, text: Text = EN, choice: Choice = MONTH) -> Panel:
    workspace, snapshot, tables = company or firm()
    return panel(workspace, snapshot, tables, choice, text, name)


def test_a_department_is_judged_against_its_own_goal() -> None:
    assert opened("Logistyka").headline == "Logistyka: NPS 0, really below its own goal 40."
    said = "".join(part.words for part in opened("Logistyka").parts)
    assert said.startswith("Accountable (A) for 1 touchpoint: Dostawa. ")


def test_its_touchpoints_stand_against_their_goals() -> None:
    chart = opened("Logistyka").points.chart
    assert isinstance(chart, Standing)
    assert chart.frame.select("label", "n", "score", "goal", "verdict").rows() == [("Dostawa", 100, 0.0, 40.0, "real")]
    assert not chart.ranks
    assert opened("Logistyka").points.title == "Really below the goal: Dostawa"
    assert opened("Logistyka").points.headline == "Logistyka, really below the goal: Dostawa"
    assert opened("Logistyka", text=PL).points.headline == "Logistyka, rzeczywiście poniżej celu: Dostawa"
    alone = opened("Sprzedaż", text=PL).points.headline
    assert alone == "Sprzedaż: żaden punkt styku nie odstaje od celu ponad przypadek"


def test_its_trend_says_from_what_to_what() -> None:
    assert opened("Logistyka").trend.title == "Logistyka: NPS 0, the same as a year earlier"
    subtitle = opened("Logistyka", text=PL).trend.subtitle
    assert subtitle.endswith(
        f"; porównano 1{NB}października{NB}2026 – 15{NB}października{NB}2026 i "
        f"1{NB}października{NB}2025 – 15{NB}października{NB}2025 (szare pola z wynikiem)"
    )
    chart = opened("Logistyka").trend.chart
    assert isinstance(chart, Lines)
    assert (chart.series[0].levels, len(chart.windows), chart.compared) == ((0.0, 0.0), 2, False)
    rated = [*answers(BEFORE, 60, 20, 20, "Dostawa"), *answers(NOW, 10, 20, 70, "Dostawa")]
    fallen = governed(rated, ROLES, LEVELS)
    assert opened("Logistyka", fallen, PL).trend.title == (
        "Logistyka: NPS −60, rok wcześniej 40, różni się w tej próbie"
    )
    assert opened("Logistyka", fallen).trend.title == ("Logistyka: NPS −60, a year earlier 40, differs in this sample")


def test_its_trend_is_of_what_it_owned_at_the_time() -> None:
    chart = opened("Logistyka").trend.chart
    assert isinstance(chart, Lines)
    assert chart.series[0].frame["n"].to_list() == [60] * 23 + [100]
    assert chart.goal == 40.0
    handed = [("Dostawa", "Logistyka", "A", date(2026, 1, 1), None), *ROLES[2:]]
    company = governed([], handed, LEVELS)[2]
    later = panel(firm()[0], firm()[1], company, MONTH, EN, "Logistyka").trend.chart
    assert isinstance(later, Lines)
    assert later.series[0].frame["period"][0] == date(2026, 1, 1)


def test_what_it_has_and_with_whom() -> None:
    assert opened("Logistyka").duties.rows() == [
        ("Dostawa", "A", "Logistyka", "Sprzedaż", None, None),
        ("Infolinia", "R", None, "Logistyka", None, None),
    ]
    assert opened("Logistyka").duties.columns[:2] == ["touchpoint", "role"]


def test_comments_come_with_the_lowest_ratings_first() -> None:
    found = opened("Logistyka").comments
    assert found is not None
    assert found["comment"].to_list()[0] == "3: kurier"
    assert found["rating"].to_list() == sorted(found["rating"].to_list())
    assert found["touchpoint"].unique().to_list() == ["Dostawa"]


def test_under_five_answers_nothing_that_people_wrote_is_shown() -> None:
    rated = [*spoken(answers(NOW, 2, 1, 1, "Dostawa"), "kurier"), *answers(NOW, 20, 20, 20, "Kasa")]
    shown = opened("Logistyka", governed(rated, ROLES, LEVELS))
    assert (shown.comments, shown.note) == (None, "Under 5 answers, what people wrote is not shown.")
    assert shown.headline == "Logistyka: too few answers for a score, n = 4."


def test_a_thin_department_has_its_interval() -> None:
    rated = [*answers(NOW, 10, 5, 5, "Dostawa"), *answers(NOW, 20, 20, 20, "Kasa")]
    shown = opened("Logistyka", governed(rated, ROLES, LEVELS), PL)
    assert shown.headline == "Logistyka: za mało odpowiedzi na wynik, przedział od −12 do 55, n = 20."
    assert shown.points.title == "Za mało odpowiedzi na wynik punktu styku"


def test_a_cx_team_has_duties_but_no_standing() -> None:
    shown = opened("Zespół CX", governed(RATED, ROLES, LEVELS), PL)
    assert shown.headline == "Zespół CX: zespół CX nie stoi w kolejności działów."
    assert "".join(part.words for part in shown.parts) == (
        "Odpowiada (A) za 1 punkt styku: Zwrot. Nie prowadzi operacji, więc te punkty styku czekają na dział. "
    )
    assert shown.duties["punkt styku"].to_list() == ["Zwrot"]


def test_a_department_without_touchpoints_says_so() -> None:
    shown = opened("Zarząd")
    assert shown.headline == "Zarząd: no touchpoint of its own in this period."
    assert (shown.points.chart, shown.trend.chart, shown.comments) == (None, None, None)
    assert shown.duties.is_empty()
    assert isinstance(shown.duties, pl.DataFrame)


def test_a_department_has_one_goal_on_its_page() -> None:
    # Kasa at the common goal of 30 and Dostawa at its own of 40, 100 answers each: 35.
    roles = [("Kasa", "Logistyka", "A"), ("Dostawa", "Logistyka", "A")]
    shown = opened("Logistyka", governed([*RATED[:100], *RATED[100:200]], roles, LEVELS), PL)
    assert shown.headline == "Logistyka: NPS 20, rzeczywiście poniżej własnego celu 35."
    assert isinstance(shown.trend.chart, Lines)
    assert shown.trend.chart.goal == 35.0
    assert isinstance(shown.points.chart, Standing)
    assert shown.points.chart.goal is None
    assert shown.points.chart.frame.select("label", "goal").rows() == [("Kasa", 30.0), ("Dostawa", 40.0)]
    assert "kreska i kolumna „cel”: cel własny" in shown.points.foot
