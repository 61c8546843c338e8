from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from cxdata.card import Strip
from cxdata.governance.current import Tables
from cxdata.governance.records import Held
from cxdata.governance.tables import ATTENDANCE, CX_ROLES, MEETINGS, PEOPLE
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text
from cxdata.views.roles import Roles, roles
from tests.governance.frames import frame
from tests.views.company import opened
from tests.views.governed import EMPTY, MONTH, NOW, departments, ownership

PL, EN = Text("pl"), Text("en")
PEOPLE_ROWS = frame(
    PEOPLE, ("Anna", None, "Board", "yes"), ("Jan", "Sprzedaż", "Head", "no"), ("Ewa", "Zespół CX", "CX", "no")
)
ROLE_ROWS = frame(CX_ROLES, ("Anna", "sponsor"), ("Jan", "council"), ("Ewa", "cx_team"))
MET = frame(MEETINGS, (date(2026, 5, 5), "May"), (date(2026, 6, 5), "June"), (date(2026, 7, 5), "July"))
CAME = frame(
    ATTENDANCE, (date(2026, 5, 5), "Jan", "absent"), (date(2026, 6, 5), "Jan", "deputy"),
    (date(2026, 7, 5), "Jan", "present"),
)  # fmt: skip


def rated() -> pl.DataFrame:
    """100 answers each: Kasa 50, Dostawa 0 (served by Logistyka), Zwrot 0; all in October 2026."""
    rows = []
    for touchpoint, up, down, served in (
        ("Kasa", 60, 10, "Sprzedaż"), ("Dostawa", 30, 30, "Logistyka"), ("Zwrot", 30, 30, "Sprzedaż"),
    ):  # fmt: skip
        scores = [10] * up + [8] * (100 - up - down) + [3] * down
        rows += [("nps", score, NOW, touchpoint, served) for score in scores]
    return pl.DataFrame(rows, schema=["metric", "score", "day", "touchpoint", "department"], orient="row")


@pytest.fixture(scope="module")
def company() -> tuple[Snapshot, Tables]:
    workspace, _ = opened(rated())
    with workspace.connect(write=True) as connection:
        for at, (label, stage) in enumerate((("Kasa", "Zakup"), ("Dostawa", "Dostawa"), ("Zwrot", "Dostawa")), 1):
            connection.execute(
                "UPDATE members SET stage = $s, position = $p WHERE label = $l AND dimension = 'touchpoint'",
                {"s": stage, "p": at, "l": label},
            )
    made = {
        "departments": departments(
            ("Sprzedaż", "operating"), ("Logistyka", "operating"), ("Zespół CX", "cx_team"), ("IT", "operating")
        ),
        "ownership": ownership(("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"), ("Zwrot", "Zespół CX", "A")),
        "people": PEOPLE_ROWS, "cx_roles": ROLE_ROWS, "meetings": MET, "attendance": CAME,
    }  # fmt: skip
    return workspace.snapshot(), EMPTY | {name: Held(rows, 1) for name, rows in made.items()}


@pytest.fixture(scope="module")
def shown(company: tuple[Snapshot, Tables]) -> Roles:
    return roles(*company, MONTH, PL)


def test_the_cx_teams_share_of_operations_is_the_headline(shown: Roles) -> None:
    # Three touchpoints with 100 answers each, one of them the CX team's: a third.
    assert shown.headline == "Zespół CX ponosi 33% odpowiedzialności za punkty styku, a nie powinien żadnej"
    assert "".join(part.words for part in shown.parts) == (
        "Obsadzono 3 z 5 ról. Działy operacyjne odpowiadają za punkty styku, na które przypada 67% kontaktów."
    )


def test_accountability_far_from_the_work_weighs_more_than_what_the_cx_team_carries(
    company: tuple[Snapshot, Tables],
) -> None:
    # Sales serves two thirds of the contacts and owns one; IT serves none and owns one.
    snapshot, tables = company
    owners = ownership(("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"), ("Zwrot", "IT", "A"))
    far = roles(snapshot, {**tables, "ownership": Held(owners, 2)}, MONTH, PL)
    assert far.headline == "33% odpowiedzialności za punkty styku jest nie tam, gdzie obsługuje się klientów"
    assert far.spread.title == "IT: 33% odpowiedzialności, a 0% obsługi klientów"


def test_who_left_the_council_is_told_with_the_day(company: tuple[Snapshot, Tables]) -> None:
    snapshot, tables = company
    terms = ROLE_ROWS.with_columns(
        valid_to=pl.when(pl.col("person") == "Jan").then(pl.lit(date(2026, 7, 31))).cast(pl.Date)
    )
    left = roles(snapshot, {**tables, "cx_roles": Held(terms, 2)}, MONTH, PL)
    assert left.council.rows() == [("Jan", "Sprzedaż", 3, 1, 1, 1, 33.0, date(2026, 7, 31))]


def test_the_five_roles_say_who_and_which_departments_lack_them(shown: Roles) -> None:
    rows = {row["rola"]: row for row in shown.five.to_dicts()}
    assert rows["Sponsor CX"]["kto"] == "Anna"
    assert rows["Ambasador CX"]["kto"] == "–"
    assert rows["Rada jakości"]["bez tej roli"] == "Logistyka i IT"
    assert shown.five_said == ("Sponsor zasiada w zarządzie.", "1 dział nie ma w CX żadnego udziału: IT.")


def test_the_council_is_held_against_the_departments_that_answer(shown: Roles) -> None:
    assert shown.council_said == (
        "Za punkty styku odpowiadają 2 działy; w radzie: 1.",
        "W radzie brakuje: Logistyka.",
        "W ostatnim roku członkowie byli osobiście na 33% posiedzeń; zastępca się nie liczy.",
        "Rzadziej niż co drugie posiedzenie: Jan.",
    )
    assert shown.council.rows() == [("Jan", "Sprzedaż", 3, 1, 1, 1, 33.0, None)]


def test_accountability_stands_beside_where_customers_are_served(shown: Roles) -> None:
    chart = shown.spread.chart
    assert isinstance(chart, Strip)
    rows = {row["label"]: row for row in chart.frame.to_dicts()}
    assert (rows["Zespół CX"]["kind"], rows["Zespół CX"]["detail"]) == ("misplaced", "0%")
    assert rows["Sprzedaż"]["value"] == pytest.approx(100 / 3)
    assert shown.spread.n == 0  # touchpoints are no answers
    assert shown.spread.foot == (
        "stan na 5\u00a0października\u00a02026 · 3 punkty styku, spis, bez przedziałów · źródło: answers.csv"
    )
    # Sales serves Kasa and Zwrot, two thirds of the contacts: the CX team's third would have to go there.
    assert rows["Sprzedaż"]["detail"] == "67%"
    assert "Żeby odpowiedzialność leżała tam, gdzie obsługuje się klientów, musiałoby zmienić ręce 33%." in (
        shown.spread_said
    )
    assert "Najwięcej ponad obsługę (p.p.): Zespół CX +33." in shown.spread_said


def test_the_journey_shows_where_it_changes_hands_and_how_scores_fare_there(shown: Roles) -> None:
    assert shown.stages["kto po kolei odpowiada"].to_list() == ["Sprzedaż", "Logistyka → Zespół CX"]
    assert shown.stages["zmiany właściciela"].to_list() == [0, 2]
    assert shown.stages["gdzie"].to_list() == ["", "Kasa → Dostawa; Dostawa → Zwrot"]
    assert shown.stages_said == (
        "Podróż klienta nigdy nie zmienia właściciela albo zmienia go w każdym miejscu, więc nie ma czego porównać.",
    )


def test_scores_after_a_change_of_hands_are_compared_with_the_others(company: tuple[Snapshot, Tables]) -> None:
    snapshot, tables = company
    owners = ownership(("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A"), ("Zwrot", "Logistyka", "A"))
    said = roles(snapshot, {**tables, "ownership": Held(owners, 2)}, MONTH, EN).stages_said[0]
    assert said.startswith(
        "NPS is 0 (n = 100) at 1 touchpoint right after a change of hands, and 0 (n = 100) where the owner stays "
        "the same; the difference could be chance: 0 (−21 to +21). That is a comparison"
    )


def test_without_any_record_the_page_says_where_to_begin(company: tuple[Snapshot, Tables]) -> None:
    shown = roles(company[0], EMPTY, MONTH, EN)
    assert shown.headline == "It is not known yet who answers for what"
    assert shown.spread.chart is None
    assert shown.stages.is_empty()
    assert shown.council_said == ("Nobody sits on the quality council yet.",)
