from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from cxdata.card import Effects, Lines
from cxdata.choice import Choice
from cxdata.findings.ranking import findings
from cxdata.governance.current import Tables
from cxdata.governance.records import Held
from cxdata.governance.tables import DECISIONS, INITIATIVES
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.initiatives import cards, initiatives, register
from tests.governance.frames import frame
from tests.views.company import risen_rows
from tests.views.governed import governed

PL, EN = Text("pl"), Text("en")


def work(*rows: tuple[object, ...]) -> pl.DataFrame:
    """name, touchpoints, owner, status, start, finish, expected, compared"""
    full = [
        (name, points, owner, None, start, finish, "nps", expected, status, None, None, None, compared, None)
        for name, points, owner, status, start, finish, expected, compared in rows
    ]
    return frame(INITIATIVES, *full)  # type: ignore[arg-type]


WORK = work(
    ("Nowe kasy", ["Kasa"], "Sprzedaż", "done", date(2025, 10, 15), date(2025, 11, 1), 20.0, ["Dostawa"]),
    ("Etykiety", ["Dostawa"], "Logistyka", "running", date(2026, 1, 1), None, 5.0, ["Reklamacja"]),
    ("Plan", ["Reklamacja"], "Logistyka", "planned", date(2027, 1, 1), None, None, None),
)
# Due by 31 October 2026: three. By the first date one; late one, open one (re-dated, large).
DECIDED = frame(
    DECISIONS,
    ("D-1", date(2026, 1, 5), "Done in time", "Sprzedaż", None, date(2026, 2, 1), None, date(2026, 1, 30), "small"),
    ("D-2", date(2026, 1, 5), "Done late", "Logistyka", "Kasa", date(2026, 3, 1), None, date(2026, 4, 1), None),
    ("D-3", date(2026, 2, 5), "Still open", "Logistyka", None, date(2026, 6, 1), date(2026, 9, 1), None, "large"),
    ("D-4", date(2026, 10, 5), "Not due", "Sprzedaż", None, date(2026, 12, 1), None, None, None),
)


@pytest.fixture(scope="module")
def company() -> tuple[Snapshot, Tables]:
    levels = [("Cel", "nps", "touchpoints", None, None, 10.0, date(2026, 12, 31))]
    _, snapshot, tables = governed(risen_rows(), [("Kasa", "Sprzedaż", "A")], levels)
    return snapshot, {**tables, "initiatives": Held(WORK, 1), "decisions": Held(DECIDED, 1)}


def test_effects_are_judged_against_what_was_left_alone(company: tuple[Snapshot, Tables]) -> None:
    shown = initiatives(*company, EN)
    chart = shown.effects.chart
    assert isinstance(chart, Effects)
    rows = {row["label"]: row for row in chart.frame.to_dicts()}
    # Kasa +30 against Dostawa 0; the adjusted scores lie a hair nearer to zero.
    assert rows["Nowe kasy"]["effect"] == pytest.approx(30.0, abs=0.6)
    assert (rows["Nowe kasy"]["said"], rows["Nowe kasy"]["tone"]) == ("really better", "better")
    assert rows["Nowe kasy"]["state"] == "done Nov\xa02025"
    assert (rows["Etykiety"]["said"], rows["Etykiety"]["tone"]) == ("no measurable effect yet", "quiet")
    assert (rows["Plan"]["effect"], rows["Plan"]["said"]) == (None, "has not begun")
    assert shown.headline == "A real improvement after 1 of 2 initiatives judged"


def test_the_card_names_after_which_it_is_better_or_worse_beside_a_headline_that_counts(
    company: tuple[Snapshot, Tables],
) -> None:
    found = initiatives(*company, PL).facts
    kasy, etykiety, plan = found.works
    assert [cards.named(found, text) for text in (PL, EN)] == [
        "Lepiej po inicjatywie: Nowe kasy",
        "Better after: Nowe kasy",
    ]
    harmed = replace(etykiety, verdict="worse")
    both = replace(found, works=(kasy, harmed, plan))
    assert [cards.effects(both, text).title for text in (PL, EN)] == [
        "Lepiej po inicjatywie: Nowe kasy; gorzej po inicjatywie: Etykiety",
        "Better after: Nowe kasy; worse after: Etykiety",
    ]
    assert cards.effects_title(both, PL) == "Poprawa po 1, pogorszenie po 1 z 2 ocenionych inicjatyw"
    more = replace(found, works=(kasy, replace(plan, verdict="better"), harmed, harmed))
    assert (
        cards.named(more, PL) == "Lepiej po inicjatywach: Nowe kasy i Plan; gorzej po inicjatywach: Etykiety i Etykiety"
    )
    assert cards.named(replace(found, works=(harmed,)), PL) == "Gorzej po inicjatywie: Etykiety"
    assert cards.named(replace(found, works=(harmed,)), EN) == "Worse after: Etykiety"
    assert [cards.named(replace(found, works=(etykiety, plan)), text) for text in (PL, EN)] == [
        "Bez skutku większego niż przypadek: Etykiety",
        "No effect beyond chance: Etykiety",
    ]
    assert [cards.named(replace(found, works=(plan,)), text) for text in (PL, EN)] == [
        "Skutek jeszcze nieznany: Plan",
        "Effect not known yet: Plan",
    ]


def test_a_long_list_of_initiatives_draws_twenty_and_keeps_the_rest_in_the_table(
    company: tuple[Snapshot, Tables],
) -> None:
    found = initiatives(*company, PL).facts
    many = replace(found, works=found.works[1:2] * 22 + found.works[:1])
    shown = cards.effects(many, PL)
    assert isinstance(shown.chart, Effects)
    assert shown.chart.frame.height == 20
    assert shown.chart.frame["label"][-1] == "Nowe kasy"  # what is real is never left out
    assert shown.table.height == 23
    assert " · pokazano 20 z 23 · " in shown.foot
    foot = cards.effects(found, PL).foot
    assert "pokazano" not in foot
    assert " · źródło: answers.csv · przedziały 95% · " in foot


def test_an_interval_off_zero_that_the_family_does_not_bear_out_is_not_called_nothing(
    company: tuple[Snapshot, Tables],
) -> None:
    works = {one.name: one for one in initiatives(*company, EN).facts.works}
    plain = works["Etykiety"]
    off = replace(plain, found=replace(plain.found, effect=5.0, low=1.0, high=9.0))
    assert [cards.verdict(one, EN) for one in (plain, off)] == ["no measurable effect yet", "differs in this sample"]


def test_promises_count_from_the_date_first_given(company: tuple[Snapshot, Tables]) -> None:
    shown = initiatives(*company, PL)
    assert "".join(part.words for part in shown.parts) == (
        "Z 3 decyzji, których termin minął, w pierwotnym terminie wykonano 33%. 1 jest otwarta po terminie."
    )
    assert shown.kept == (
        "Termin minął 3 decyzjom: wykonane w pierwotnym terminie 1, wykonane później 1, wciąż otwarte 1.",
        "1 termin przesunięto; liczy się pierwotny.",
        "Otwarte po terminie czekają 152 dni (mediana).",  # 1 June to 31 October
        "1 z nich ma duże znaczenie.",
    )


def test_what_was_done_ahead_of_its_date_is_told_apart_from_what_is_due(company: tuple[Snapshot, Tables]) -> None:
    """The tab of decisions in time counts it; the share of decisions that are due does not."""
    snapshot, tables = company
    ahead = ("D-5", date(2026, 5, 5), "Early", "Sprzedaż", None, date(2026, 12, 1), None, date(2026, 6, 1), None)
    decided = pl.concat([DECIDED, frame(DECISIONS, ahead).with_columns(id=pl.lit(5))], how="vertical_relaxed")
    shown = initiatives(snapshot, {**tables, "decisions": Held(decided, 2)}, EN)
    assert shown.kept[:2] == (
        "3 decisions are due: done by their original date 1, later 1, still open 1.",
        "1 decision is done though its date is still ahead.",
    )
    assert register(shown.facts, "kept", EN).height == 2


def test_the_register_lists_decisions_by_state_with_days_late(company: tuple[Snapshot, Tables]) -> None:
    found = initiatives(*company, EN).facts
    overdue = register(found, "overdue", EN)
    assert overdue.height == 1
    assert overdue.row(0, named=True)["decision"] == "Still open"
    assert register(found, "late", EN)["days late"].to_list() == [31]
    assert register(found, None, EN).height == 4


def test_gaps_that_nobody_works_on_and_work_without_a_gap_are_named(company: tuple[Snapshot, Tables]) -> None:
    shown = initiatives(*company, PL)
    assert shown.portfolio == (
        "NPS, sierpień–październik\xa02026: 1 punkt styku jest rzeczywiście poniżej celu, "
        "a nikt nad nim nie pracuje: Reklamacja.",
        "Praca tam, gdzie wynik nie jest rzeczywiście poniżej celu: Etykiety (Dostawa).",
    )


def test_the_overview_counts_the_same_gaps_without_work(company: tuple[Snapshot, Tables]) -> None:
    told = [one for one in findings(company[0], Choice(), company[1]).ranked if one.kind == "unworked"]
    assert [one.labels for one in told] == [initiatives(*company, PL).facts.gaps]


def test_one_initiative_stands_beside_its_comparison_with_what_speaks_against_it(
    company: tuple[Snapshot, Tables],
) -> None:
    works = {one.name: one for one in initiatives(*company, PL).facts.works}
    card, notes = cards.one(works["Nowe kasy"], PL)
    assert card is not None
    assert isinstance(card.chart, Lines)
    assert [line.label for line in card.chart.series] == ["tu pracowano", "porównanie"]
    assert card.foot.endswith(" · źródło: answers.csv · przedziały 95%")
    assert [event.words for event in card.chart.events] == ["początek", "koniec"]
    assert notes[0].startswith("Tu z 20 na 50, w porównaniu z 20 na 20. Różnica różnic: +30 (od +21 do +39); przed: ")
    scores = works["Nowe kasy"].found.scores
    assert [line.levels for line in card.chart.series] == [scores[:2], scores[2:]]
    assert scores[1] - scores[0] - (scores[3] - scores[2]) == pytest.approx(works["Nowe kasy"].found.effect)
    assert card.chart.windows == ((date(2024, 11, 1), date(2025, 9, 30)), (date(2025, 12, 1), date(2026, 10, 31)))
    assert "; przed: listopad\xa02024 – wrzesień\xa02025, po: grudzień\xa02025 –" in notes[0]
    assert cards.one(works["Plan"], PL) == (None, ("Inicjatywa jeszcze się nie zaczęła, więc nie ma czego mierzyć.",))


def test_without_any_record_the_page_says_what_to_enter(tmp_path: Path) -> None:
    _, snapshot, tables = governed(risen_rows())
    shown = initiatives(snapshot, tables, EN)
    assert shown.headline == "There are no decisions or initiatives yet"
    assert shown.effects.chart is None
    assert shown.kept == ("There are no decisions yet.",)
    assert shown.portfolio == (
        "No open goal is about touchpoints, so nobody knows where a gap is. Set one on the goals page.",
    )
