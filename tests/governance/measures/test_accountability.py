"""How accountability is spread, worked out by hand."""

from __future__ import annotations

import polars as pl
import pytest

from cxdata.governance.measures import accountability
from cxdata.governance.ownership import Weights
from tests.governance.measures.hand import CONTACTS, DEPARTMENTS, OWNERSHIP, company, day


def test_only_one_operating_owner_covers_a_touchpoint() -> None:
    # Owned: Kasa 1200 and Dostawa 800 of 3000 contacts: 2000 / 3000; 2 of 5 touchpoints.
    # Clean (one A, at least one R, at most four C): Dostawa alone: 1 / 5.
    found = accountability.covered(company(departments=DEPARTMENTS, ownership=OWNERSHIP), CONTACTS)
    assert found == pytest.approx((2000 / 3000, 2 / 5, 1 / 5))


def test_shares_follow_contacts_and_roles() -> None:
    # Kasa: Sprzedaż 1200. Dostawa (one R): Logistyka 400, IT 400. Aplikacja (no A, one R): nobody 250, IT 250.
    # Faktura (two A, no R): Sprzedaż 150, IT 150. Zwrot: CX team 200. Sum 3000.
    shares = accountability.shares(company(departments=DEPARTMENTS, ownership=OWNERSHIP), CONTACTS)
    found = {row["department"]: row["share"] * 3000 for row in shares.to_dicts()}
    assert found == pytest.approx({"Sprzedaż": 1350, "IT": 800, "Logistyka": 400, "Zespół CX": 200, None: 250})
    assert accountability.dump(shares) == pytest.approx(200 / 3000)


def test_effective_owners_count_the_departments_that_are_named() -> None:
    # Of 2750: 1350, 800, 400, 200. HHI = (1350^2 + 800^2 + 400^2 + 200^2) / 2750^2 = 2,662,500 / 7,562,500 = 0.352066.
    shares = accountability.shares(company(departments=DEPARTMENTS, ownership=OWNERSHIP), CONTACTS)
    spread = accountability.spread(shares)
    assert spread is not None
    assert spread.effective_n == pytest.approx(7_562_500 / 2_662_500)
    nobody = accountability.shares(company(departments=DEPARTMENTS), CONTACTS)
    assert (accountability.spread(nobody), accountability.dump(nobody)) == (None, 0.0)


def test_what_is_misallocated_is_what_would_have_to_change_hands() -> None:
    # Expected by who serves: Kasa by Sprzedaż (1200), Dostawa by Logistyka and IT (400 each), Aplikacja by IT (500),
    # Faktura and Zwrot by Sprzedaż (300 + 200): Sprzedaż 1700, IT 900, Logistyka 400 of 3000.
    # As it is: 1350, 800, 400, CX team 200, nobody 250. Surplus: CX 200, nobody 250; to Sprzedaż 350, to IT 100.
    tally = pl.DataFrame(
        [
            ("Kasa", "Sprzedaż", 30),
            ("Kasa", None, 99),
            ("Dostawa", "Logistyka", 7),
            ("Dostawa", "IT", 7),
            ("Aplikacja", "IT", 5),
            ("Faktura", "Sprzedaż", 2),
            ("Zwrot", "Sprzedaż", 4),
        ],
        schema=["touchpoint", "department", "n"],
        orient="row",
    )
    expected = accountability.served(tally, CONTACTS)
    assert {k: round(v * 3000) for k, v in expected.iter_rows()} == {"Sprzedaż": 1700, "Logistyka": 400, "IT": 900}
    shares = accountability.shares(company(departments=DEPARTMENTS, ownership=OWNERSHIP), CONTACTS)
    found = accountability.misallocated(shares, expected)
    assert found is not None
    assert found.share == pytest.approx(450 / 3000)
    assert [(d, round(s * 3000)) for d, s in found.moves.select("department", "surplus").rows()] == [
        (None, 250),
        ("Zespół CX", 200),
        ("Logistyka", 0),
        ("IT", -100),
        ("Sprzedaż", -350),
    ]
    assert accountability.misallocated(shares, expected.clear()) is None


def test_an_owner_that_left_no_trace_lately_is_one_on_paper() -> None:
    found = accountability.acted(
        company(
            departments=DEPARTMENTS,
            decisions=[
                ("D1", day("2026-05-12"), "Druga kasa", "Sprzedaż"),
                ("D2", day("2025-11-10"), "Trasa", "Logistyka", None, None, None, day("2026-07-01")),
            ],
            initiatives=[
                ("Aplikacja od nowa", None, "IT", None, day("2025-01-01"), None, None, None, "running"),
            ],
        )
    )
    # 90 days before 15 June 2026 is 17 March. What was done on 1 July lies ahead; what runs counts as today.
    assert found.rows() == [
        ("Sprzedaż", day("2026-05-12"), True),
        ("IT", day("2026-06-15"), True),
        ("Logistyka", day("2025-11-10"), False),
    ]


def test_without_touchpoints_nothing_is_claimed() -> None:
    none = Weights(CONTACTS.frame.clear(), "contacts")
    standing = company(departments=DEPARTMENTS, ownership=OWNERSHIP)
    assert accountability.covered(standing, none) == (None, None, None)
    assert accountability.shares(standing, none)["share"].to_list() == [0.0, 0.0, 0.0, 0.0]
