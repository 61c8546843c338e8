from __future__ import annotations

from datetime import date

import pytest

from cxdata.card import Card, Strip
from cxdata.choice import Choice
from cxdata.text import Text
from cxdata.views.certainty import Setting, certainty
from tests.findings.ground import governance
from tests.scan.invitations import inviting
from tests.views.company import answers, month, opened

PL, EN = Text("pl"), Text("en")
ROWS = [
    row
    for back in range(15)
    for row in (
        *answers(month(back).replace(day=10), 60, 40, 20, "Kasa", "Sklep"),
        *answers(month(back).replace(day=10), 30, 20, 10, "Dostawa", "Kurier"),
    )
]
SENT = [line for at in (8, 9, 10) for line in (f"2026-{at:02};Kasa;Sklep;400", f"2026-{at:02};Dostawa;Kurier;120")]


def shown(*sent: str, target: float | None = None, text: Text = PL, choice: Choice = Choice()) -> Card:  # noqa: B008
    goals = [("Cel", "nps", "touchpoints", None, None, target, date(2026, 12, 31))] if target is not None else []
    return certainty(inviting(ROWS, *sent), choice, text, Setting(), governance(levels=goals)).response


def test_each_touchpoint_says_how_many_of_those_invited_answered_the_fewest_first() -> None:
    card = shown(*SENT)
    assert isinstance(card.chart, Strip)
    rows = card.chart.frame.select("label", "value", "n", "detail").rows()
    assert rows == [("Kasa", 30.0, 360, "360 z 1\u00a0200"), ("Dostawa", 50.0, 180, "180 z 360")]
    # Wilson for 360 of 1,200: 27.5 to 32.7
    assert card.chart.frame.select("low", "high").row(0) == (
        pytest.approx(27.48, abs=0.01),
        pytest.approx(32.65, abs=0.01),
    )
    assert card.title == "Odpowiada 35% zaproszonych: najmniej Kasa 30%, najwięcej Dostawa 50%"
    assert card.n == 540


def test_a_goal_says_what_the_silent_would_have_to_score() -> None:
    # NPS 33.3 of 540 among 1,560 invited: (30 - .346 * 33.3) / .654 = 28.2
    assert shown(*SENT, target=30.0).title == (
        "Odpowiada 35% zaproszonych. Cel 30 byłby nieosiągnięty, gdyby pozostali oceniali na NPS poniżej 28"
    )
    assert shown(*SENT, target=40.0, text=EN).title == (
        "35% of those invited answer. The goal of 40 would be met if the others scored an NPS of at least 44"
    )
    assert shown(*SENT, target=90.0, text=EN).title == (
        "35% of those invited answer. Even the best ratings of the others would not reach the goal of 90"
    )


def test_where_invitations_are_unknown_the_card_says_why_and_what_to_do() -> None:
    unknown = certainty(opened(ROWS)[1], Choice(), PL, Setting()).response
    assert (unknown.empty or "").startswith("Nie wiadomo, ilu klientów poproszono o ocenę. Wgraj plik")
    assert unknown.chart is None
    assert (shown("2024-01;Kasa;Sklep;10").empty or "").startswith("W całych miesiącach wybranego okresu")


def test_the_rate_of_the_period_compared_with_stands_in_the_table() -> None:
    earlier = [f"2025-{at:02};Kasa;Sklep;600" for at in (8, 9, 10)]
    table = shown(*SENT, *earlier).table
    assert table.columns == [
        "Punkt styku", "zaproszeni", "odpowiedzieli", "odsetek odpowiedzi, %", "od, %", "do, %",
        "w okresie porównania, %",
    ]  # fmt: skip
    assert table.select("Punkt styku", "odsetek odpowiedzi, %", "w okresie porównania, %").rows() == [
        ("Kasa", 30.0, 20.0), ("Dostawa", 50.0, None),
    ]  # fmt: skip
