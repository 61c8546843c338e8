"""Owners, goals, signals and warnings: whole sentences, and nothing said beyond what each of them can bear."""

from __future__ import annotations

import gc
import weakref
from datetime import date

import numpy as np

from cxdata.choice import Choice, months_later
from cxdata.findings.ranking import findings
from cxdata.store.snapshot import Snapshot
from tests.findings.ground import EN, NB, PL, found, governance, told
from tests.findings.test_changes import day, years
from tests.scan.invitations import inviting
from tests.views.company import LAST, answers, opened, steady_rows

UNTIL = date(2026, 12, 31)
STEADY = [row for row in steady_rows() if row[3] != "Rzadki punkt"]
PEOPLE = (("Sprzedaż", "operating"), ("Logistyka", "operating"), ("Zespół CX", "cx_team"))
ROLES = (("Kasa", "Sprzedaż", "A"), ("Reklamacja", "Zespół CX", "A"))
GOAL = (("Każdy kontakt", "nps", "touchpoints", None, None, 60.0, UNTIL),)


def without_piles(said: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Hand-made promoters give tens alone, which is told and tested by itself."""
    return [one for one in said if one[0] not in ("do sprawdzenia", "to be checked")]


def test_gaps_that_nobody_or_a_cx_team_answers_for_are_told_with_their_size() -> None:
    of = found(STEADY, tables=governance(PEOPLE, ROLES, GOAL))
    assert without_piles(told(of, PL))[:2] == [
        (
            "rzeczywiście poniżej celu",
            "Zespół CX zamiast działu operacyjnego odpowiada za: Reklamacja (NPS 13, cel 60).",
            "obniża wynik wszystkich punktów styku o 15,8 pkt (przedział 13,2–18,5), n = 360",
        ),
        (
            "rzeczywiście poniżej celu",
            "Bez właściciela: Dostawa (NPS 25, cel 60).",
            "obniża wynik wszystkich punktów styku o 11,7 pkt (przedział 9,2–14,1), n = 360",
        ),
    ]
    assert without_piles(told(of, EN))[1][1:] == (
        "Without an owner: Dostawa (NPS 25, goal 60).",
        "lowers the score of all touchpoints by 11.7 pts (interval 9.2–14.1), n = 360",
    )
    assert (of.ranked[0].link.page, dict(of.ranked[0].link.own)) == (
        "departments",
        {"view": "owners", "about": "misplaced"},
    )


def test_without_a_goal_a_missing_owner_is_a_fact() -> None:
    of = found(STEADY, tables=governance(PEOPLE, (*ROLES, ("Kasa", "Logistyka", "A"))))
    assert without_piles(told(of, PL)) == [
        (
            "fakt",
            "Zespół CX zamiast działu operacyjnego odpowiada za: Reklamacja. To 33% odpowiedzi o punktach styku (NPS).",
            "n = 360",
        ),
        ("fakt", "Kilku właścicieli naraz: Kasa. To 33% odpowiedzi o punktach styku (NPS).", "n = 360"),
        ("fakt", "Bez właściciela: Dostawa. To 33% odpowiedzi o punktach styku (NPS).", "n = 360"),
    ]
    assert without_piles(told(of, EN))[2][:2] == (
        "fact", "Without an owner: Dostawa. That is 33% of the answers about touchpoints (NPS).",
    )  # fmt: skip


def test_where_no_owner_was_ever_entered_none_is_missing() -> None:
    assert without_piles(told(found(STEADY, tables=governance(PEOPLE, (), GOAL)), PL)) == []


def test_a_goal_that_the_answers_cannot_show_says_how_many_it_takes() -> None:
    """Kasa stands at 33 with 360 answers a quarter; two points more take some 10,900."""
    levels = (
        ("Szybka kasa", "nps", "touchpoint", "Kasa", 33.0, 35.0, UNTIL),
        (None, "nps", "touchpoint", "Dostawa", 25.0, 29.0, UNTIL),
        ("Dużo wyżej", "nps", "relationship", None, None, 60.0, UNTIL),
    )
    of = found(STEADY, tables=governance(PEOPLE, (), levels))
    assert without_piles(told(of, PL)) == [
        (
            "za mało odpowiedzi",
            f"Cel „Szybka kasa” (zostało: 2 punkty): przy n = 360 takiej zmiany nie widać, okres potrzebuje n = "
            f"31{NB}396. Podobnie jeszcze 1 cel.",
            "wynik 33, cel 35, n = 360",
        )
    ]
    assert without_piles(told(of, EN))[0][1] == (
        "Goal “Szybka kasa” (left to go: 2 points): n = 360 cannot show such a change, a period needs n = 31,396. "
        "The same goes for 1 more goal."
    )
    unnamed = found(STEADY, tables=governance(PEOPLE, (), levels[1:2]))
    assert without_piles(told(unnamed, PL))[0][1].startswith("Cel NPS, Dostawa (zostało: 4 punkty): przy n = 360")


def test_a_shift_long_ago_is_a_signal_with_its_range() -> None:
    """The level rose by 25 points twenty months ago: the year before knows it already, so nothing changed since."""
    rng = np.random.default_rng(4)
    rows = []
    for back in range(36):
        up = 0.6 if back < 20 else 0.475
        for name in ("Kasa", None):
            level = up if name else 0.5
            rows += answers(day(back), *(int(n) for n in rng.multinomial(200, [level, 0.15, 0.85 - level])), name)
    of = found(rows)
    signals = [one for one in told(of, PL) if one[0] == "sygnał"]
    assert signals == [
        (
            "sygnał",
            f"Kasa: poziom NPS przesunął się z 11 na 37 (początek: kwiecień{NB}2025, zakres: marzec–maj{NB}2025).",
            f"n = 7{NB}200",
        )
    ]
    assert [one.word for one in of.ranked if one.word == "real"] == []
    assert [dict(one.link.own) for one in of.ranked if one.word == "signal"] == [{"line": "limits"}]
    assert [one[1] for one in told(of, EN) if one[0] == "signal"] == [
        f"Kasa: the level of NPS shifted from 11 to 37 (start: April{NB}2025, range: March–May{NB}2025)."
    ]


def test_a_last_month_beyond_the_limits_is_a_signal_where_the_quarter_is_not_real() -> None:
    rng = np.random.default_rng(9)
    rows = []
    for back in range(30):
        level = 0.28 if back == 0 else 0.5
        rows += answers(day(back), *(int(n) for n in rng.multinomial(150, [level, 0.25, 0.75 - level])))
    said = told(found(rows, Choice(preset="year")), PL)
    limits = [one for one in said if one[0] == "sygnał"]
    assert len(limits) == 1
    assert limits[0][1].startswith("Relacja z firmą: NPS −")
    assert limits[0][1].endswith(f", październik{NB}2026.")
    assert "poniżej granic zwykłych wahań (" in limits[0][1]


def test_tens_without_nines_are_to_be_checked() -> None:
    rows = [
        ("nps", score, months_later(LAST, -back), "Kasa", "Sklep", None) for back in (0, 12) for score in _tens(back)
    ]
    said = told(found(rows, Choice(preset="month")), PL)
    assert (
        "do sprawdzenia",
        "Kasa: dziesiątek jest 80 z 100, a dziewiątek 2. Warto sprawdzić, jak zbierano oceny.",
        "",
    ) in said
    ordinary = [
        ("nps", score, months_later(LAST, -back), "Kasa", "Sklep", None) for back in (0, 1) for score in _tens(12)
    ]
    assert [one for one in told(found(ordinary, Choice(preset="month")), EN) if one[0] == "to be checked"] == []


def _tens(back: int) -> list[int]:
    return [*[10] * 80, 9, 9, *[7] * 18] if back == 0 else [*[10] * 50, *[9] * 32, *[7] * 18]


def test_a_score_that_rises_while_fewer_answer_is_to_be_checked() -> None:
    rows = years(((50, 50, 50), (50, 15, 5), ("Kasa", "Sklep")), ((90, 60, 50), (90, 60, 50), ()))
    said = told(found(rows), PL)
    assert (
        "do sprawdzenia",
        "Kasa: NPS wyżej, a odpowiedzi mniej: 210 zamiast 450. Warto sprawdzić, kto przestał odpowiadać.",
        "zmiana +64 (przedział 53–75), n = 210",
    ) in said
    assert said[0][0] == "rzeczywisty wzrost"


RISEN = years(((50, 50, 50), (90, 30, 30), ("Kasa", "Sklep")), ((90, 60, 50), (90, 60, 50), ()))
FEWER_ANSWER = (
    "Kasa: NPS wyżej, ale odpowiada mniejsza część zaproszonych: 30% zamiast 50%. "
    "Warto sprawdzić, kto przestał odpowiadać."
)


def sent(invitations: int, before: int) -> list[str]:
    """Invitations at the till in each month of the quarter, and a year earlier."""
    months = (8, 9, 10)
    return [f"{year}-{at:02};Kasa;Sklep;{n}" for year, n in ((2026, invitations), (2025, before)) for at in months]


def warned(*lines: str) -> list[str]:
    of = findings(inviting(RISEN, *lines), Choice())
    return [said for word, said, _ in told(of, PL) if word == "do sprawdzenia" and "odpowiada" in said]


def test_where_invitations_are_known_it_is_their_share_that_warns() -> None:
    assert warned(*sent(500, 300)) == [FEWER_ANSWER]


def test_a_share_that_stays_or_hardly_falls_warns_of_nothing_though_fewer_or_more_were_invited() -> None:
    assert warned(*sent(300, 300)) == []
    assert warned(*sent(340, 300)) == []
    assert warned(*sent(100_000, 0)) == []


def test_a_department_that_hardly_anybody_rates_is_named_with_its_answers() -> None:
    rows = [
        *STEADY,
        *answers(day(0), 8, 2, 1, "Faktura", "E-mail"),
        *answers(day(1), 3, 0, 0, "Faktura", "E-mail", "csat"),
    ]
    people = (*PEOPLE, ("Finanse", "operating"), ("Zarząd", "operating"))
    roles = (
        ("Kasa", "Sprzedaż", "A"),
        ("Dostawa", "Logistyka", "A"),
        ("Reklamacja", "Logistyka", "A"),
        ("Faktura", "Finanse", "A"),
    )
    of = found(rows, tables=governance(people, roles))
    assert without_piles(told(of, PL)) == [
        ("za mało odpowiedzi", "Za mało odpowiedzi, by ocenić dział: Finanse (n = 14).", "")
    ]
    assert without_piles(told(of, EN))[0][1] == "Too few answers to judge a department: Finanse (n = 14)."
    assert [dict(one.link.own) for one in of.ranked if one.kind == "thin"] == [{"department": "Finanse"}]


def test_what_was_found_is_let_go_with_its_answers() -> None:
    snapshot = Snapshot(opened(STEADY)[0])
    findings(snapshot, Choice())
    old = weakref.ref(snapshot)
    del snapshot
    gc.collect()
    assert old() is None
