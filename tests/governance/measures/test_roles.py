"""The five roles, the council and its attendance, worked out by hand."""

from __future__ import annotations

import pytest

from cxdata.governance.measures import ambassadors, roles
from cxdata.governance.standing import Standing
from tests.governance.measures.hand import DEPARTMENTS, OWNERSHIP, Lines, company, day

PEOPLE: Lines = [
    ("Anna", None, "Wiceprezeska", "yes"),
    ("Piotr", "Sprzedaż", None, "no"),
    ("Jan", "IT"),
    ("Ewa", "Logistyka"),
    ("Zofia", "Zespół CX"),
]
ROLES: Lines = [
    ("Anna", "sponsor", None, day("2026-01-01")),
    ("Piotr", "council", "Sprzedaż", day("2025-01-01")),
    ("Jan", "council", None, day("2026-03-01")),
    ("Ewa", "council", None, day("2025-01-01"), day("2026-04-30")),
    ("Zofia", "cx_team"),
    ("Piotr", "ambassador"),
]
MEETINGS: Lines = [(day(f"2026-0{month}-10"),) for month in range(1, 7)]


def staffed(**more: Lines) -> Standing:
    return company(departments=DEPARTMENTS, people=PEOPLE, cx_roles=ROLES, ownership=OWNERSHIP, **more)


def test_a_role_is_filled_by_those_in_office_on_the_day() -> None:
    found = {role.role: role for role in roles.five(staffed())}
    assert list(found) == ["cx_team", "sponsor", "council", "expert", "ambassador"]
    assert {name: role.people for name, role in found.items()} == {
        "cx_team": ("Zofia",),
        "sponsor": ("Anna",),
        "council": ("Piotr", "Jan"),
        "expert": (),
        "ambassador": ("Piotr",),
    }
    assert [found[name].filled for name in ("sponsor", "expert")] == [True, False]
    assert found["council"].departments == ("Sprzedaż", "IT")
    assert (found["council"].missing, found["sponsor"].missing) == (("Logistyka",), ())
    assert found["ambassador"].missing == ("IT", "Logistyka")


@pytest.mark.parametrize(("board", "said"), [("yes", True), ("no", False), (None, None)])
def test_a_sponsor_sits_on_the_board_or_not_or_nobody_has_said(board: str | None, said: bool | None) -> None:
    standing = company(people=[("Anna", None, None, board)], cx_roles=[("Anna", "sponsor")])
    assert roles.board_sponsor(standing) is said
    assert roles.board_sponsor(company()) is False


def test_the_council_lacks_departments_that_answer_for_touchpoints() -> None:
    # A somewhere: Sprzedaż, Logistyka, IT (Faktura) and the CX team, which does not count; Logistyka's term is over.
    found = roles.council(staffed())
    assert (found.answering, found.represented) == (("Sprzedaż", "IT", "Logistyka"), ("Sprzedaż", "IT"))
    assert (found.missing, found.share) == (("Logistyka",), pytest.approx(2 / 3))
    assert roles.council(company(departments=DEPARTMENTS)).share is None


def test_attendance_counts_meetings_of_ones_own_term_and_no_silence() -> None:
    # Noted: January to April and June (nothing was noted in May).
    # Piotr: 5 meetings, present 3, deputy 1, unnoted 1 (April): 3 / 4. Jan, from March: 3 meetings: present, absent,
    # unnoted: 1 / 2. Ewa, up to April: 4 meetings, present 1, excused 1, unnoted 2: 1 / 2. In all: 5 of 8.
    noted = {
        "Piotr": {1: "present", 2: "present", 3: "deputy", 6: "present"},
        "Jan": {1: "present", 3: "present", 4: "absent"},
        "Ewa": {1: "excused", 2: "present"},
    }
    lines: Lines = [
        (day(f"2026-0{month}-10"), person, word) for person, months in noted.items() for month, word in months.items()
    ]
    standing = staffed(meetings=MEETINGS, attendance=lines)
    assert roles.attendance(standing).rows() == [
        ("Piotr", "Sprzedaż", 5, 3, 1, 0, 0, 1, 0.75),
        ("Jan", "IT", 3, 1, 0, 0, 1, 1, 0.5),
        ("Ewa", "Logistyka", 4, 1, 0, 1, 0, 2, 0.5),
    ]
    assert roles.attended(standing) == pytest.approx(5 / 8)
    assert roles.attended(standing, day("2026-05-01")) == 1.0
    assert roles.attended(staffed()) is None


def test_ambassadors_reach_as_far_as_they_did_something() -> None:
    # Three operating departments. Ambassadors: Piotr (Sprzedaż). Actions since 16 March 2026 (91 days): one in IT.
    # 1 ambassador among 200 people: 0.5 per hundred.
    actions: Lines = [
        (day("2026-06-01"), "Piotr", "Rozmowa", "IT"),
        (day("2026-03-16"), "Piotr", "Zebranie"),
        (day("2026-07-01"), "Piotr", "Jutro"),
    ]
    standing = staffed(actions=actions)
    assert ambassadors.reach(standing) == pytest.approx((1, 1 / 3, 1 / 3, 0.5))
    assert ambassadors.deeds(standing).rows() == [
        ("Sprzedaż", 100, 1, 1, 0, day("2026-03-16")),
        ("IT", 60, 0, 1, 1, day("2026-06-01")),
        ("Logistyka", 40, 0, 0, 0, None),
    ]
    assert ambassadors.reach(company()) == (0, None, None, None)
