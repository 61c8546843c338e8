"""Decisions against the date first promised, and the state of initiatives, worked out by hand."""

from __future__ import annotations

import pytest

from cxdata.governance.measures import promises, work
from tests.governance.measures.hand import DEPARTMENTS, Lines, company, day

# number, decided, decision, owner, touchpoint, due, redated, done, impact
DECISIONS: Lines = [
    ("D1", day("2026-01-10"), "a", "Sprzedaż", None, day("2026-01-31"), None, day("2026-01-30"), "small"),
    ("D2", day("2026-01-10"), "b", "Sprzedaż", None, day("2026-02-15"), day("2026-03-31"), day("2026-03-01"), "large"),
    ("D3", day("2026-01-10"), "c", "IT", None, day("2026-03-31"), day("2026-05-31"), None, "large"),
    ("D4", day("2026-02-10"), "d", "Sprzedaż", None, day("2026-04-30"), None, day("2026-04-30"), "medium"),
    ("D5", day("2026-02-10"), "e", None, None, day("2026-05-31"), None, None, None),
    ("D6", day("2026-03-10"), "f", "IT", None, day("2026-07-31"), None, None, "small"),
    ("D7", day("2026-03-10"), "g", "IT"),
    ("D8", day("2026-03-10"), "h", "IT", None, None, None, day("2026-04-01")),
    ("D9", day("2026-07-10"), "not taken yet", "IT", None, day("2026-08-31")),
]


def test_a_decision_is_kept_late_overdue_or_open_by_its_first_date() -> None:
    # On 15 June 2026: D3 is 76 days late (31 March), D5 15 days (31 May), D2 was done 14 days late.
    found = promises.register(company(decisions=DECISIONS))
    assert found.select("number", "state", "late_by", "moved", "broken_again").rows() == [
        ("D1", "kept", None, False, False),
        ("D2", "late", 14, True, False),
        ("D3", "overdue", 76, True, True),
        ("D4", "kept", None, False, False),
        ("D5", "overdue", 15, False, False),
        ("D6", "open", None, False, False),
        ("D7", "undated", None, False, False),
        ("D8", "done", None, False, False),
    ]


def test_a_new_date_does_not_make_a_promise_kept() -> None:
    # Due by 15 June: D1 to D5. Kept 2 of 5, late 1 (D2), overdue 2 (D3, D5); re-dated 2 of the 6 with a date;
    # median age of the overdue: (76 + 15) / 2 = 45.5; one of them is large (D3).
    standing = company(decisions=DECISIONS)
    found = promises.kept(promises.register(standing), standing.day)
    assert found == (5, 2, 1, 2, pytest.approx(0.4), 2, pytest.approx(2 / 6), 45.5, 1)


def test_what_was_done_later_was_open_on_the_day() -> None:
    # On 20 February 2026 of D1, D2 (due 15 February) and the rest nothing but D1 was done.
    standing = company(day("2026-02-20"), decisions=DECISIONS)
    assert promises.kept(promises.register(standing), standing.day)[:4] == (2, 1, 0, 1)


def test_promises_are_counted_by_owner_and_those_of_nobody_too() -> None:
    found = promises.by_owner(company(departments=DEPARTMENTS, decisions=DECISIONS))
    assert found.select("owner", "due", "kept", "late", "overdue", "rate").rows() == [
        ("Sprzedaż", 3, 2, 1, 0, pytest.approx(2 / 3)),
        ("IT", 1, 0, 0, 1, 0.0),
        (None, 1, 0, 0, 1, 0.0),
    ]
    nothing = company(departments=DEPARTMENTS)
    assert promises.kept(promises.register(nothing), nothing.day) == (0, 0, 0, 0, None, 0, None, None, 0)
    assert promises.by_owner(nothing).is_empty()


def initiative(
    name: str, status: str, start: str | None, finish: str | None, points: tuple[str, ...], cost: float | None = None
) -> tuple[object, ...]:
    began, ended = (day(text) if text else None for text in (start, finish))
    return name, points, "IT", None, began, ended, "nps", 5.0, status, cost


INITIATIVES = [
    initiative("Sklep", "done", "2026-01-01", "2026-03-31", ("Kasa",), 90.0),
    initiative("Trasa", "running", "2026-01-01", "2026-05-31", ("Dostawa", "Zwrot"), 100.0),
    initiative("Aplikacja", "running", "2026-02-01", None, ("Zwrot",), None),
    initiative("Faktura", "planned", "2026-06-01", None, ("Faktura",)),
    initiative("Potem", "planned", "2026-09-01", None, ("Kasa",)),
    initiative("Kiedyś", "planned", None, None, ("Kasa",)),
    initiative("Ankieta", "stopped", "2026-01-01", "2026-02-01", ("Kasa",)),
]


def test_an_initiative_is_late_at_its_start_or_at_its_end() -> None:
    # On 15 June: Trasa should have ended 15 days ago, Faktura should have begun 14 days ago.
    found = work.register(company(initiatives=INITIATIVES))  # type: ignore[arg-type]
    assert found.select("name", "state", "late_by").rows() == [
        ("Sklep", "done", None),
        ("Trasa", "late_finish", 15),
        ("Aplikacja", "running", None),
        ("Faktura", "late_start", 14),
        ("Potem", "coming", None),
        ("Kiedyś", "coming", None),
        ("Ankieta", "stopped", None),
    ]


def test_gaps_without_work_and_work_without_a_gap_are_named() -> None:
    standing = company(initiatives=INITIATIVES)  # type: ignore[arg-type]
    assert work.gaps(standing, ["Faktura", "Zwrot", "Kasa"]) == ["Faktura", "Kasa"]
    assert work.idle(standing, ["Zwrot"]).rows() == [("Dostawa", "Trasa", "IT", "late_finish")]
    # 100 split over two touchpoints; Aplikacja's cost is not known.
    assert work.money(standing).rows() == [("Dostawa", 50.0, 1, 0), ("Zwrot", 50.0, 2, 1)]
