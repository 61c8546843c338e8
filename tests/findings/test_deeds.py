"""Promises and deeds among the findings: whole sentences, and no effect called real outside the family."""

from __future__ import annotations

from datetime import date

import polars as pl

from cxdata.governance.records import Held
from cxdata.governance.tables import DECISIONS, INITIATIVES
from tests.findings.ground import EN, PL, found, governance, told
from tests.governance.frames import frame
from tests.views.company import risen_rows

UNTIL = date(2026, 12, 31)
PEOPLE = (("Sprzedaż", "operating"), ("Logistyka", "operating"))
ROLES = (("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"), ("Reklamacja", "Logistyka", "A"))
GOAL = (("Każdy kontakt", "nps", "touchpoints", None, None, 15.0, UNTIL),)
DECIDED = frame(
    DECISIONS,
    ("D-1", date(2026, 1, 5), "Skrócić formularz", "Logistyka", None, date(2026, 7, 1), None, None, "large"),
    ("D-2", date(2026, 1, 5), "Opisać zwroty", "Sprzedaż", None, date(2026, 10, 1)),
    ("D-3", date(2026, 1, 5), "Zrobione", "Sprzedaż", None, date(2026, 2, 1), None, date(2026, 2, 1)),
)
WORK = frame(
    INITIATIVES,
    (
        "Nowe kasy", ["Kasa"], "Sprzedaż", None, date(2025, 10, 15), date(2025, 11, 1), "nps", 20.0, "done", None, None,
        None, ["Dostawa"],
    ),
    (
        "Etykiety", ["Dostawa"], "Logistyka", None, date(2025, 10, 15), date(2025, 11, 1), "nps", 5.0, "done", None,
        None, None, ["Reklamacja"],
    ),
)  # fmt: skip


def tables() -> dict[str, Held]:
    made = dict(governance(PEOPLE, ROLES, GOAL))
    return made | {"decisions": Held(DECIDED, 1), "initiatives": Held(WORK, 1)}


def test_effects_promises_and_gaps_without_work_are_told() -> None:
    of = found(risen_rows(), tables=tables())
    said = {sentence for _, sentence, _ in told(of, PL)}
    assert (
        "Po inicjatywie „Nowe kasy”: Kasa, NPS o 30 punktów lepiej, niż wynikałoby ze zmian tam, gdzie nic nie robiono."
        in said
    )
    assert (
        "2 decyzje są otwarte po pierwotnym terminie. 1 z nich ma duże znaczenie. "
        "Najdłużej, 122 dni, czeka: Skrócić formularz (Logistyka)."
    ) in said
    assert "1 z 2 ocenionych inicjatyw zakończyła się bez mierzalnego skutku: Etykiety." in said
    assert "NPS: 1 punkt styku jest rzeczywiście poniżej celu, a nikt nad nim nie pracuje: Reklamacja." in said


def test_each_claims_no_more_than_it_can_bear_and_leads_to_its_view() -> None:
    of = found(risen_rows(), tables=tables())
    kinds = {one.kind: one for one in of.ranked}
    assert (kinds["effect"].word, kinds["overdue"].word) == ("real", "fact")
    assert (kinds["no_effect"].word, kinds["unworked"].word) == ("check", "fact")
    assert (kinds["effect"].link.page, dict(kinds["effect"].link.own)) == ("initiatives", {"initiative": "Nowe kasy"})
    assert kinds["unworked"].link.page == "touchpoints"
    words = {sentence: word for word, sentence, _ in told(of, EN)}
    said = (
        "After the initiative “Nowe kasy”: Kasa, NPS 30 points better "
        "than the change where nothing was done would suggest."
    )
    assert words[said] == "really better"


def test_without_records_nothing_of_the_kind_is_told() -> None:
    of = found(risen_rows(), tables=governance(PEOPLE, ROLES, GOAL))
    assert not {"effect", "no_effect", "overdue", "unworked"} & {one.kind for one in of.ranked}


def test_what_an_initiative_changed_is_not_told_again_as_a_change_of_some_touchpoint() -> None:
    """The number of an initiative once passed for the code of a touchpoint, which then had a drop it never saw."""
    held = governance(PEOPLE, ROLES, GOAL)
    alone = [
        (one.labels, one.evidence.change) for one in found(risen_rows(), tables=held).ranked if one.kind == "change"
    ]
    for shift in range(3):
        work = Held(WORK.with_columns(pl.col("id") + shift), 1)
        beside = found(risen_rows(), tables=held | {"initiatives": work}).ranked
        assert [(one.labels, one.evidence.change) for one in beside if one.kind == "change"] == alone
