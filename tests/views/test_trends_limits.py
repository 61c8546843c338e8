"""Lines with the limits of their ordinary movement, without their season, of all metrics, and with what happened."""

from __future__ import annotations

from datetime import date
from functools import cache

import polars as pl
import pytest

from cxdata.card import Event, Lines
from cxdata.choice import Choice
from cxdata.governance.records import Held
from cxdata.governance.tables import TABLES
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.trends import Asked, Form, Trends, trends
from tests.views.company import answers, month, moved, opened, steady

PL, EN = Text("pl"), Text("en")
NB = "\u00a0"
MONTH = Choice(preset="month")
LIMITS, SEASON = Asked(form=Form(limits=True)), Asked(form=Form(season=True))


def chart(shown: Trends) -> Lines:
    found = shown.cards[0].chart
    assert isinstance(found, Lines)
    return found


def course(levels: list[tuple[int, int, int]], metric: str = "nps", channel: str | None = None) -> Snapshot:
    """A company with so many promoters, passives and detractors a month, the last month last."""
    rows = []
    for back, (up, middle, down) in enumerate(reversed(levels)):
        rows += answers(month(back).replace(day=10), up, middle, down, channel=channel, metric=metric)
    return opened(rows)[1]


CALM = [(50, 30, 20), (52, 30, 18), (48, 31, 21), (51, 29, 20)] * 9
FALLEN = [*CALM[:30], *[(20, 30, 50)] * 6]


@cache
def fallen() -> Snapshot:
    return course(FALLEN)


def test_a_calm_line_stays_within_limits_from_the_months_before_the_chosen_one() -> None:
    shown = trends(course(CALM), MONTH, PL, LIMITS)
    limits = chart(shown).series[0].limits
    assert limits is not None
    assert (limits.periods, limits.base) == (24, (date(2023, 11, 1), date(2025, 10, 1)))
    assert (limits.signals, limits.drift, limits.turn) == ([], False, None)
    card = shown.cards[0]
    assert card.title == "NPS waha się jak zwykle: wszystkie 24 okresy w granicach"
    assert card.verdict is None
    assert chart(shown).windows == ()
    assert "granice 3σ z 24 okresów" in card.foot
    assert "kreski poziome: środek i granice zwykłych wahań" in card.subtitle
    assert card.method is not None
    assert card.method.cannot.endswith(PL("methods.limits.cannot"))
    assert PL("methods.control.formula") in card.method.formula
    assert shown.notes == (
        f"Granice zwykłych wahań liczymy z 24 okresów: listopad{NB}2023 – październik{NB}2025. "
        "Punkt poza nimi to sygnał.",
    )


def test_a_month_that_falls_out_leads_and_the_shift_is_dated_with_its_range() -> None:
    shown = trends(fallen(), MONTH, EN, LIMITS)
    limits = chart(shown).series[0].limits
    assert limits is not None
    assert limits.signals == [date(2026, at, 1) for at in range(5, 11)]
    assert limits.turn is not None
    assert limits.turn.at == date(2026, 5, 1)
    assert limits.turn.first <= limits.turn.at <= limits.turn.last
    assert (round(limits.turn.before), round(limits.turn.after)) == (31, -30)
    assert shown.cards[0].title == f"October{NB}2026: NPS −30, below its ordinary movement (lower limit 7)"
    assert shown.notes[-1].startswith(f"The level went from 31 to −30, most likely in May{NB}2026 (95% range: ")


def test_a_shift_that_the_limits_now_hold_is_still_said() -> None:
    shown = trends(course([*CALM[:26], *[(40, 32, 28)] * 10]), MONTH, PL, LIMITS)
    limits = chart(shown).series[0].limits
    assert limits is not None
    assert limits.signals == []
    assert limits.turn is not None
    assert shown.cards[0].title == f"NPS przeszedł z poziomu 31 na 12: styczeń{NB}2026"


def test_eleven_months_say_why_there_are_no_limits() -> None:
    shown = trends(course(CALM[:11]), MONTH, PL, LIMITS)
    assert chart(shown).series[0].limits is None
    assert shown.cards[0].title == "Relacja z firmą: NPS 27, przedział 11–41"
    assert shown.notes == ("Na granice zwykłych wahań historia jest za krótka: 11 okresów, a potrzeba 12.",)
    assert "granice" not in shown.cards[0].foot


def test_shares_have_limits_of_their_own_within_the_scale() -> None:
    shown = trends(
        course([(98, 1, 1), (97, 2, 1), (99, 1, 0)] * 12, "csat"), Choice(preset="month", metric="csat"), PL, LIMITS
    )
    limits = chart(shown).series[0].limits
    assert limits is not None
    assert limits.frame["high"].max() == 100.0
    assert limits.frame["low"].min() == pytest.approx(100 * (0.98 - 3 * (0.98 * 0.02 / 100) ** 0.5), abs=0.2)
    assert shown.cards[0].title == "CSAT waha się jak zwykle: wszystkie 24 okresy w granicach"


def test_a_month_whose_score_is_hidden_is_no_signal() -> None:
    shown = trends(course([*CALM[:35], (0, 0, 20)]), Choice(preset="quarter"), PL, LIMITS)
    limits = chart(shown).series[0].limits
    assert limits is not None
    assert chart(shown).series[0].frame["score"][-1] is None
    assert limits.frame["signal"][-1] is None
    assert limits.signals == []


def test_panels_have_the_colour_of_their_signals_only() -> None:
    shown = trends(moved()[1], MONTH, PL, Asked(by="touchpoint", multiples=True, form=Form(limits=True)))
    roles = {line.label: line.role for line in chart(shown).series}
    assert roles == {"Kasa": "main", "Dostawa": "second", "Reklamacja": "quiet", "Rzadki punkt": "quiet"}
    assert shown.cards[0].title == "Poniżej zwykłych wahań: Dostawa; powyżej: Kasa"
    assert any(said.startswith("Dostawa: poziom zmienił się z 25 na −42") for said in shown.notes)
    calm = trends(steady()[1], MONTH, PL, Asked(by="touchpoint", multiples=True, form=Form(limits=True)))
    assert calm.cards[0].title == "Wszystkie 4 linie wahają się jak zwykle"


def seasonal(years: int) -> Snapshot:
    """The last month of every year is far worse, round an even level."""
    worst = [(500, 300, 200)] * 11 + [(300, 300, 400)]
    return course((worst * years)[-12 * years :] or worst)


def test_a_season_is_taken_off_with_words_that_say_how() -> None:
    shown = trends(seasonal(3), MONTH, PL, SEASON)
    main, raw = chart(shown).series
    spread = [line.frame["score"].max() - line.frame["score"].min() for line in (main, raw)]  # type: ignore[operator]
    assert spread[0] < 5 < 35 < spread[1]
    assert (raw.label, raw.role, raw.frame["low"].null_count()) == ("z sezonem", "quiet", raw.frame.height)
    said = "Odjęto sezon: odchylenia od trendu STL z 36 miesięcy historii, ściągnięte ku zeru. Najbardziej odbiega "
    assert shown.notes[0].startswith(f"{said}październik: −")
    assert "wynik bez sezonu" in shown.cards[0].subtitle
    assert shown.cards[0].method is not None
    assert PL("methods.season.assumed") in shown.cards[0].method.assumed
    two = trends(seasonal(2), MONTH, PL, SEASON)
    assert two.notes[0].startswith("Odjęto sezon: średnie odchylenie każdego miesiąca roku z 24 miesięcy historii")


def test_without_a_season_nothing_is_taken_off() -> None:
    shown = trends(course(CALM), MONTH, PL, SEASON)
    assert len(chart(shown).series) == 1
    assert shown.notes == (
        "Nic nie odjęto: w 36 miesiącach historii różnice między miesiącami roku mieszczą się w przypadku.",
    )
    assert "bez sezonu" not in shown.cards[0].subtitle


def test_under_two_years_the_same_months_of_last_year_stand_beside() -> None:
    shown = trends(course(CALM[:18]), MONTH, EN, SEASON)
    main, earlier = chart(shown).series
    assert earlier.label == "a year earlier"
    assert earlier.frame["score"][-6:].to_list() == main.frame["score"][:6].to_list()
    assert earlier.frame["score"][:12].null_count() == 12
    assert shown.notes == (
        "The season is not taken off: the history has 18 months, where 24 are needed. Until then only the same month "
        "last year is a fair comparison. The grey line holds the same months a year earlier.",
    )
    assert len(chart(trends(course(CALM[:9]), MONTH, EN, SEASON)).series) == 1


def test_limits_without_the_season_do_not_call_its_worst_month_a_signal() -> None:
    with_it = trends(seasonal(3), Choice(preset="quarter"), PL, LIMITS)
    without = trends(seasonal(3), Choice(preset="quarter"), PL, Asked(form=Form(limits=True, season=True)))
    found = [chart(shown).series[0].limits for shown in (with_it, without)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[1].signals == []
    assert found[0].signals == [date(2025, 10, 1), date(2026, 10, 1)]


def test_every_metric_stands_in_a_panel_of_its_own() -> None:
    shown = trends(steady()[1], MONTH, PL, Asked(every=True))
    found = chart(shown)
    assert [(line.label, line.metric) for line in found.series] == [
        ("NPS: firma", "nps"), ("CSAT: punkty styku", "csat"),
    ]  # fmt: skip
    assert (found.multiples, shown.every) == (True, True)
    assert shown.cards[0].title == "NPS i CSAT: bez wyraźnej zmiany"
    assert shown.cards[0].subtitle.startswith("NPS i CSAT: relacja z firmą")


def test_every_metric_of_each_member_stands_in_a_row() -> None:
    shown = trends(steady()[1], MONTH, PL, Asked(by="channel", every=True))
    found = chart(shown)
    assert found.across == 2
    assert [line.label for line in found.series][:2] == ["Sklep: NPS", "Sklep: CSAT"]
    assert {line.label: line.frame["n"].sum() for line in found.series}["Kurier: CSAT"] == 0


def happened(*rows: tuple[date, str, list[str] | None]) -> dict[str, Held]:
    frame = pl.DataFrame([(i, *row) for i, row in enumerate(rows, 1)], schema=TABLES["events"].schema, orient="row")
    return {name: Held(table.empty(), 0) for name, table in TABLES.items()} | {"events": Held(frame, 1)}


def test_what_happened_is_numbered_in_order_and_kept_to_the_days_shown() -> None:
    tables = happened(
        (date(2026, 9, 3), "cennik", None), (date(2026, 3, 9), "przewoźnik", ["Dostawa"]),
        (date(2020, 1, 1), "dawno", None), (date(2026, 11, 5), "później", None),
    )  # fmt: skip
    shown = trends(moved()[1], MONTH, PL, None, tables)
    assert chart(shown).events == (
        Event(1, date(2026, 3, 9), "przewoźnik", ("Dostawa",)), Event(2, date(2026, 9, 3), "cennik"),
    )  # fmt: skip
    assert shown.events == (
        (1, f"9{NB}marca{NB}2026: przewoźnik (Dostawa)"), (2, f"3{NB}września{NB}2026: cennik"),
    )  # fmt: skip
    other = trends(moved()[1], Choice(preset="month", where={"touchpoint": ("Kasa",)}), PL, None, tables)
    assert [event.words for event in chart(other).events] == ["cennik"]
