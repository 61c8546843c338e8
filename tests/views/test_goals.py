from __future__ import annotations

from datetime import date

import pytest

from cxdata.card import Ways
from cxdata.text import Text
from cxdata.views.goals import Goals, goals
from cxdata.views.goals.cards import chance
from tests.views.company import answers, month
from tests.views.governed import Company, governed

PL, EN = Text("pl"), Text("en")
UNTIL = date(2027, 6, 30)


def rated() -> list[tuple[object, ...]]:
    """24 months of the relationship at NPS 20 (40 % and 20 %), of Kasa at 50, and five answers about Rzadki."""
    rows = []
    for back in range(24):
        day = month(back).replace(day=10)
        rows += answers(day, 40, 40, 20)
        rows += answers(day, 60, 30, 10, "Kasa")
    return [*rows, *answers(month(0).replace(day=3), 3, 1, 1, "Rzadki")]


def company(*levels: tuple[object, ...]) -> Company:
    return governed(rated(), [("Kasa", "Sprzedaż", "A")], levels)


def shown(made: Company, text: Text = EN) -> Goals:
    return goals(made[1], made[2], text)


def rows(card: object) -> dict[str, dict[str, object]]:
    chart = card.chart  # type: ignore[attr-defined]
    assert isinstance(chart, Ways)
    return {str(row["label"]): row for row in chart.frame.to_dicts()}


def test_the_way_runs_from_the_baseline_to_the_target() -> None:
    found = shown(company(("Half way", "nps", "relationship", None, 10.0, 30.0, UNTIL)))
    row = rows(found.open)["Half way"]
    # Now 20, from 10 to 30: half of the way. Three months of 100 answers.
    assert (row["way"], row["n"], row["now"], row["target"]) == (0.5, 300, "20", "30")
    assert 0.0 < row["way_low"] < 0.5 < row["way_high"]  # type: ignore[operator]
    assert row["detail"] == "NPS: the relationship · no owner"
    assert "last three full months (August–October\u00a02026);" in found.open.subtitle
    polish = shown(company(("Half way", "nps", "relationship", None, 10.0, 30.0, UNTIL)), PL).open
    assert "ostatnie trzy pełne miesiące (sierpień–październik\u00a02026);" in polish.subtitle


def test_a_goal_far_above_a_steady_level_is_unlikely_and_one_far_below_likely() -> None:
    found = shown(
        company(
            ("Too high", "nps", "relationship", None, 20.0, 45.0, UNTIL),
            ("Long met", "nps", "touchpoint", "Kasa", 20.0, 30.0, UNTIL),
        )
    )
    row = rows(found.open)
    assert (row["Too high"]["said"], row["Too high"]["tone"]) == ("under 1%", "worse")
    assert (row["Long met"]["said"], row["Long met"]["tone"]) == ("over 99%", "better")
    assert found.headline == "1 of 2 open goals has a chance of 20% at most"
    assert found.open.title == "A chance of 20% at most: Too high"
    assert found.open.foot.endswith(" · source: answers.csv · 95% intervals")


def test_a_goal_about_a_touchpoint_with_few_answers_shows_neither_way_nor_chance() -> None:
    found = shown(company(("Rare", "nps", "touchpoint", "Rzadki", 0.0, 30.0, UNTIL)), PL)
    row = rows(found.open)["Rare"]
    assert (row["way"], row["now"], row["said"]) == (None, "za mało", "nie wiadomo")
    assert found.open.title == "Za mało odpowiedzi, żeby mówić o szansach"


def test_a_past_goal_was_met_or_missed_by_the_last_months_before_its_deadline() -> None:
    over = date(2026, 6, 30)
    found = shown(
        company(
            ("Met", "nps", "relationship", None, 0.0, 10.0, over),
            ("Missed", "nps", "touchpoint", "Kasa", 40.0, 59.0, over),
            ("At the target", "nps", "relationship", None, 10.0, 20.0, over),
        ),
        PL,
    )
    row = rows(found.past)
    # NPS 20 and 50 over 300 answers: intervals of 11 to 28 and 42 to 57.
    assert [row[name]["said"] for name in ("Met", "Missed", "At the target")] == [
        "osiągnięty", "nieosiągnięty", "nierozstrzygnięty",
    ]  # fmt: skip
    assert row["At the target"]["tone"] == "quiet"
    assert found.past.foot == "n = 900 · źródło: answers.csv · przedziały 95%"
    assert found.past.title == "Cele po terminie: 1 osiągnięty, 1 nieosiągnięty, 1 nierozstrzygnięty"
    assert found.open.chart is None
    assert found.headline == "Wszystkie cele mają już termin za sobą"


def test_letters_say_what_does_not_hold_and_why() -> None:
    found = shown(company(("Small step", "nps", "relationship", None, 20.0, 22.0, UNTIL)), PL)
    letters = found.letters.row(0, named=True)
    assert (letters["konkretny"], letters["mierzalny"], letters["wykrywalny"]) == ("✕", "✓", "✕")
    assert letters["cel"] == "Small step"
    # 2.8016^2 * 2 * 0.56 / 0.02^2 = 21,976 answers a quarter with 40 % and 20 %; one answer of each kind is added.
    assert "Zmiana o 2 pkt wymaga 21\xa0992 ocen na kwartał; jest 300" in letters["co poprawić"]
    assert letters["co poprawić"].startswith("Nikt za ten cel nie odpowiada. Wskaż dział.")


def test_what_is_missing_is_named() -> None:
    found = shown(company(("Each", "nps", "touchpoints", None, 20.0, 60.0, UNTIL)), PL)
    assert found.lacking == (
        "1 cel nie ma właściciela: Each.",
        "2 punkty styku nie mają własnego celu: Kasa i Rzadki.",
        "Nie ma celów strategicznych, którym cele mogłyby służyć. Wpisz wizję i cele strategiczne.",
    )


def test_without_goals_the_page_asks_for_the_first_one() -> None:
    found = shown(company(), PL)
    assert found.headline == "Nie ma jeszcze żadnego celu"
    assert found.open.chart is None
    assert found.past.chart is None
    assert found.letters.is_empty()
    assert found.lacking == ("2 punkty styku nie mają własnego celu: Kasa i Rzadki.",)


def test_what_too_few_answers_leave_open_is_neither_missed_nor_within_reach() -> None:
    """Five answers about Rzadki in the last month: nothing is known of its goals, ended or not."""
    over = date(2026, 9, 30)
    found = shown(
        company(
            ("Ended", "nps", "touchpoint", "Rzadki", 10.0, 20.0, over),
            ("Open", "nps", "touchpoint", "Rzadki", 10.0, 20.0, UNTIL),
        ),
        PL,
    )
    assert found.headline == "1 otwarty cel; za mało odpowiedzi, żeby mówić o szansach"
    assert found.parts[0].words == "Przy 1 zakończonym celu odpowiedzi nie wystarczą, żeby to ocenić."
    assert found.past.title == "Za mało odpowiedzi, żeby ocenić cele po terminie"


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (None, "not known"),
        ((0.001, 0.004), "under 1%"),
        ((0.995, 0.999), "over 99%"),
        ((0.3, 0.3), "30%"),
        ((0.12, 0.4), "12–40%"),
        ((0.0, 0.4), "1–40%"),
    ],
)
def test_a_chance_is_never_certain_and_never_impossible(span: tuple[float, float] | None, said: str) -> None:
    assert chance(span, EN) == said
