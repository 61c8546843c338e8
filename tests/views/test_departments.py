from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdata.card import Matrix, Shift, Standing, Strip, Waterfall
from cxdata.choice import Choice
from cxdata.text import Text
from cxdata.views.departments import departments, goal_value, strip
from cxdata.views.departments.change import change, channels
from cxdata.views.departments.facts import Facts, judged
from cxdata.views.departments.gap import gap
from cxdata.views.departments.owned import Owned
from cxdata.views.departments.panel import panel
from cxdata.views.departments.standing import stand
from cxdata.views.departments.standing_card import indistinct
from tests.views.company import answers
from tests.views.governed import (
    BEFORE,
    LEVELS,
    MONTH,
    NOW,
    PEOPLE,
    RATED,
    ROLES,
    TURNED,
    UNTIL,
    Company,
    governed,
    values,
    with_contacts,
)  # fmt: skip
from tests.workspaces import make_workspace

PL, EN = Text("pl"), Text("en")


@cache
def firm() -> Company:
    return governed(RATED, ROLES, LEVELS)


@cache
def helped() -> Company:
    return governed(
        TURNED, [("Pomoc", "Obsługa", "A")], [("Pomoc", "nps", "touchpoints", None, None, 40.0, UNTIL)],
        [("Obsługa", "operating")],
    )  # fmt: skip


def owned(company: Company, choice: Choice = MONTH) -> Owned:
    return Owned.of(company[1], company[2], choice)


def test_the_gap_is_shared_by_role_and_adds_up() -> None:
    # Each touchpoint weighs 1/4. Against 30 (Dostawa 40): Kasa +2.5, Dostawa -10, Infolinia -7.5, Zwrot -12.5.
    # Dostawa is half Logistyka's (A) and half Sprzedaż's (R); Infolinia half nobody's and half Logistyka's (R).
    found = gap(owned(firm()), "answers")
    assert found is not None
    assert (found.goal, found.score, found.n, found.mismatch) == (30.0, 5.0, 400, 2.5)
    assert values(found.parts, "label", "value") == [
        ("", -3.75), ("", -12.5), ("Logistyka", -8.75), ("Sprzedaż", -2.5),
    ]  # fmt: skip
    assert found.parts["kind"].to_list() == ["nobody", "misplaced", "department", "department"]
    assert found.parts["names"].to_list() == [["Infolinia"], ["Zwrot"], ["Dostawa", "Infolinia"], ["Dostawa", "Kasa"]]
    assert found.of("nobody", "misplaced") == -16.25


def test_contacts_weigh_touchpoints_instead_of_answers() -> None:
    # Kasa 300 of 600 contacts, the others 100 each: 40/2 - 20/6 = 16.67; Kasa's gap 10/2 = 5, Zwrot's -50/6.
    contacts = {"Kasa": 300, "Dostawa": 100, "Infolinia": 100, "Zwrot": 100}
    found = gap(owned(with_contacts(governed(RATED, ROLES, LEVELS), contacts)), "contacts")
    assert found is not None
    assert round(found.score, 6) == 16.666667
    assert round(found.of("misplaced"), 6) == -8.333333
    assert round(found.parts["value"].sum() + found.mismatch - (found.score - found.goal), 9) == 0


def test_a_touchpoint_that_changed_hands_counts_for_each_owner_in_its_months() -> None:
    # September at -20 is Logistyka's, October at +20 Sprzedaż's; half of the answers each, against a goal of 0.
    rated = [*answers(date(2026, 9, 5), 20, 40, 40, "Kasa"), *answers(NOW, 40, 40, 20, "Kasa")]
    roles = [
        ("Kasa", "Logistyka", "A", None, date(2026, 9, 30)),
        ("Kasa", "Sprzedaż", "A", date(2026, 10, 1), None),
    ]
    company = governed(rated, roles, [("Cel", "nps", "touchpoints", None, None, 0.0, UNTIL)])
    found = gap(owned(company, Choice(preset="quarter")), "answers")
    assert found is not None
    assert values(found.parts, "label", "value") == [("Logistyka", -10.0), ("Sprzedaż", 10.0)]
    rows = stand(owned(company, Choice(preset="quarter"))).rows
    assert rows.select("label", "n", "score").rows() == [("Sprzedaż", 100, 20.0), ("Logistyka", 100, -20.0)]


def test_the_range_covers_every_rule_of_sharing() -> None:
    # Two R: the lead rule gives A 2/3 and each R 1/6, equal parts give 1/3 each; the gap is -30.
    roles = [("Kasa", "A1", "A"), ("Kasa", "R1", "R"), ("Kasa", "R2", "R")]
    people = [(name, "operating") for name in ("A1", "R1", "R2")]
    levels = [("Cel", "nps", "touchpoints", None, None, 30.0, UNTIL)]
    found = gap(owned(governed(answers(NOW, 30, 40, 30, "Kasa"), roles, levels, people)), "answers")
    assert found is not None
    assert values(found.parts, "label", "value", "least", "most") == [
        ("A1", -20.0, -20.0, -10.0), ("R1", -5.0, -10.0, -5.0), ("R2", -5.0, -10.0, -5.0),
    ]  # fmt: skip
    assert (found.parts["low"] < found.parts["least"]).all()
    assert (found.parts["high"] > found.parts["most"]).all()


def test_departments_with_too_few_answers_are_folded_so_that_none_can_be_told() -> None:
    rated = [*answers(NOW, 20, 20, 20, "Kasa"), *answers(NOW, 1, 1, 1, "Faktura"), *answers(NOW, 9, 9, 9, "Raty")]
    roles = [("Kasa", "Sprzedaż", "A"), ("Faktura", "Logistyka", "A"), ("Raty", "Serwis", "A")]
    people = [*PEOPLE, ("Serwis", "operating")]
    found = gap(owned(governed(rated, roles, LEVELS[:1], people)), "answers")
    assert found is not None
    assert found.parts.filter(kind="folded").select("label", "n", "p").rows() == [("Logistyka, Serwis", 30, None)]
    assert round(found.parts["value"].sum() - found.change, 9) == 0


@settings(max_examples=6, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 9)), min_size=2, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["D1", "D2", "D3"]), st.sampled_from("ARCI")), max_size=8),
    st.integers(-50, 80),
)
def test_whatever_the_matrix_the_waterfalls_sum_exactly(
    counts: list[tuple[int, int, int]], raci: list[tuple[int, str, str]], level: int
) -> None:
    rated = [row for at, given in enumerate(counts) for row in answers(NOW, *given, f"T{at}", "K")]  # type: ignore[misc]
    rated += [row for at, given in enumerate(counts[::-1]) for row in answers(BEFORE, *given, f"T{at}", "K")]  # type: ignore[misc]
    roles = {(f"T{at}", name, role) for at, name, role in raci if at < len(counts)}
    people = [("D1", "operating"), ("D2", "operating"), ("D3", "cx_team")]
    levels = [("Cel", "nps", "touchpoints", None, None, float(level), UNTIL)]
    company = owned(governed(rated, sorted(roles), levels, people))
    found = gap(company, "answers")
    assert found is not None
    assert abs(found.parts["value"].sum() + found.mismatch - (found.score - found.goal)) < 1e-9
    moved = change(company, "answers", channels(company))
    assert moved is not None
    total = moved.mix.value + moved.channels.value + moved.parts["value"].sum()
    assert abs(total - (moved.after - moved.before)) < 1e-9


def test_standing_is_by_owner_with_its_own_goal_and_without_the_cx_team() -> None:
    # Kasa (goal 30) is Sprzedaż's alone; Dostawa (goal 40) Logistyka's; Infolinia has no A, Zwrot a CX team.
    rows = stand(owned(firm())).rows
    assert rows.select("label", "n", "score", "goal", "change").rows() == [
        ("Sprzedaż", 100, 40.0, 30.0, 10.0), ("Logistyka", 100, 0.0, 40.0, -40.0),
    ]  # fmt: skip
    assert rows.select("first", "last").rows() == [(1, 1), (2, 2)]


def test_departments_of_the_same_score_are_not_told_apart() -> None:
    names = ("Marketing", "Serwis", "Zakupy")
    rated = [row for at, name in enumerate(names) for row in answers(NOW, 50 + at, 30, 20, f"Punkt {name}")]
    roles = [(f"Punkt {name}", name, "A") for name in names]
    found = stand(owned(governed(rated, roles, LEVELS[:1], [(name, "operating") for name in names])))
    assert found.rows.select("first", "last").rows() == [(1, 3)] * 3
    assert sorted(indistinct(found)) == sorted(names)


@pytest.mark.parametrize(("n", "hidden", "interval"), [(9, "few", False), (10, "thin", True), (29, "thin", True)])
def test_a_thin_department_shows_n_and_from_ten_answers_an_interval(n: int, hidden: str, interval: bool) -> None:
    rated = [*answers(NOW, 20, 20, 20, "Kasa"), *answers(NOW, n, 0, 0, "Dostawa")]
    row = stand(owned(governed(rated, ROLES, LEVELS))).rows.filter(label="Logistyka").row(0, named=True)
    assert (row["n"], row["score"], row["hidden"], row["low"] is not None) == (n, None, hidden, interval)
    assert (row["change"], row["p"], row["first"]) == (None, None, None)


def test_without_a_goal_departments_are_compared_with_the_others() -> None:
    company = governed(RATED, ROLES)
    shown = departments(company[1], company[2], MONTH, PL)
    assert gap(owned(company), "answers") is None
    assert stand(owned(company)).rows["change"].round(6).to_list() == [40.0, -40.0]
    assert shown.gap.title == "Nie ma celu, więc nie ma luki"
    assert shown.gap.empty is not None
    assert "zakres „punkty styku”" in shown.gap.empty
    assert shown.headline == "Niżej niż pozostałe: Logistyka; wyżej: Sprzedaż."


def test_a_change_splits_into_work_and_mix_to_the_last_point() -> None:
    # Every channel gains 5, and the whole falls from 42 to 35: work +5, other channels -12.
    company = owned(helped())
    found = change(company, "answers", channels(company))
    assert found is not None
    assert (round(found.before, 6), round(found.after, 6)) == (42.0, 35.0)
    assert (round(found.mix.value, 6), round(found.channels.value, 6)) == (0.0, -12.0)
    assert values(found.parts, "label", "value") == [("Obsługa", 5.0)]


def test_every_channel_better_and_the_whole_worse_is_said() -> None:
    company = helped()
    facts = Facts.of(company[1], company[2], MONTH)
    inside = facts.insides["Pomoc"]
    assert (round(inside.rate, 6), round(inside.mix, 6), inside.turned) == (5.0, -12.0, True)
    shown = departments(company[1], company[2], MONTH, PL)
    assert shown.inside.title == "W tej próbie każdy kanał lepiej, a całość gorzej: Pomoc"
    assert isinstance(shown.inside.chart, Shift)
    assert shown.inside.chart.frame.select(
        "label", pl.col("share_before", "share_after", "score_before", "score_after").round(6), "whole"
    ).rows() == [
        ("Telefon", 0.8, 0.5, 50.0, 55.0, False), ("Czat", 0.2, 0.5, 10.0, 15.0, False),
        ("Całość", 1.0, 1.0, 42.0, 35.0, True),
    ]  # fmt: skip
    assert "inne udziały kanałów −12,0 pkt (rzeczywiste)" in shown.inside.subtitle


def test_the_table_of_channels_says_what_moved_within_each() -> None:
    # Telefon falls from 50 to 25 over 320 and 200 answers, Czat rises from 10 to 15: the months are too few to know
    # what is ordinary, so the fall counts in this sample only.
    fallen = [
        *answers(BEFORE, 200, 80, 40, "Pomoc", "Telefon"), *answers(BEFORE, 32, 24, 24, "Pomoc", "Czat"),
        *answers(NOW, 100, 50, 50, "Pomoc", "Telefon"), *answers(NOW, 80, 70, 50, "Pomoc", "Czat"),
        *answers(BEFORE, 8, 4, 8, "Pomoc", "Sklep"), *answers(NOW, 8, 4, 8, "Pomoc", "Sklep"),
    ]  # fmt: skip
    _, snapshot, tables = governed(fallen, [("Pomoc", "Obsługa", "A")], LEVELS[:1], [("Obsługa", "operating")])
    for text, heads, verdicts in (
        (PL, ("kanał", "werdykt: wynik kanału"), ("w tej próbie", "być może przypadek", "za mało odpowiedzi")),
        (EN, ("channel", "verdict: the channel's score"), ("in this sample", "could be chance", "too few answers")),
    ):
        shown = departments(snapshot, tables, MONTH, text).inside.table
        assert dict(shown.select(heads).iter_rows()) == dict(
            zip(("Telefon", "Czat", "Sklep"), verdicts, strict=True)
        )  # fmt: skip


def test_mix_is_nobodys_bar() -> None:
    company = helped()
    chart = departments(company[1], company[2], MONTH, PL).change.chart
    assert isinstance(chart, Waterfall)
    rows = chart.frame.select("label", "kind", pl.col("value").round(6)).rows()
    assert rows == [("inne kanały", "mix", -12.0), ("Obsługa", "department", 5.0)]


def test_the_page_says_whose_the_gap_is() -> None:
    company = firm()
    polish, english = (departments(company[1], company[2], MONTH, text) for text in (PL, EN))
    assert polish.headline == "Do celu brakuje 25,0 pkt. Rzeczywiste straty w udziale działów (A i R): Logistyka."
    assert (
        english.headline
        == "We are 25.0 pts short of the goal. Real losses in departments' shares (A and R): Logistyka."
    )
    assert polish.sentence == (
        "NPS punktów styku: 5 (przedział od −2 do 12), cel 30, n = 400. "
        "Tam, gdzie nie odpowiada żaden dział operacyjny, rzeczywiście tracimy 16,3 pkt. "
    )
    assert polish.gap.title == "Luka 25,0 pkt; bez właściciela operacyjnego tracimy 16,3 pkt"
    chart = polish.gap.chart
    assert isinstance(chart, Waterfall)
    assert chart.frame["label"].to_list() == [
        "(bez właściciela)", "niewłaściwy właściciel", "Logistyka", "Sprzedaż", "niespójne cele",
    ]  # fmt: skip
    assert (chart.start, chart.end) == (30.0, 5.0)
    assert polish.standing.title == "Właściciele (A) rzeczywiście poniżej celu: Logistyka"
    assert polish.aside == (
        "Luka i to zestawienie mówią o czym innym: luka dzieli każdy punkt styku między A i R i nie pyta o "
        "kanały, a tu stoją tylko punkty, za które dział odpowiada (A), wobec jego własnego celu i "
        "na tle jego kanałów.\n"
        "Zespół CX odpowiada tu za: Zwrot. "
        "Nie prowadzi operacji, więc nie stoi w kolejności; te punkty czekają na dział."
    )
    assert isinstance(polish.standing.chart, Standing)
    assert "Zespół CX" not in polish.standing.chart.frame["label"].to_list()


def test_roles_and_what_is_wrong_with_them() -> None:
    company = firm()
    shown = departments(company[1], company[2], MONTH, PL)
    assert shown.matrix.title == "1 punkt styku bez właściciela, 1 u zespołu CX"
    chart = shown.matrix.chart
    assert isinstance(chart, Matrix)
    assert chart.departments == ("Sprzedaż", "Logistyka", "Zespół CX")
    assert chart.rows.filter("flagged")["touchpoint"].to_list() == ["Infolinia", "Zwrot"]
    assert "Infolinia: żaden dział nie odpowiada za wynik. Wskażcie jeden (A)." in shown.hygiene


def test_without_owners_the_page_says_where_to_begin() -> None:
    _, snapshot, tables = governed(RATED)
    shown = departments(snapshot, tables, MONTH, EN)
    assert (shown.headline, shown.owned, shown.answered) == (
        "Nobody has written down yet who is accountable for what.", False, True,
    )  # fmt: skip
    assert shown.matrix.empty is not None
    assert strip(snapshot, tables, MONTH, EN) is None


def test_without_answers_about_touchpoints_the_page_still_opens() -> None:
    _, snapshot, tables = governed(answers(NOW, 20, 20, 20), ROLES, LEVELS)
    shown = departments(snapshot, tables, MONTH, PL)
    assert (shown.headline, shown.answered) == ("W tym okresie nie ma odpowiedzi o punktach styku.", False)


def test_a_comparison_with_the_rest_has_no_change() -> None:
    company = firm()
    shown = departments(company[1], company[2], Choice(preset="month", compare="rest"), PL)
    assert shown.change.empty is not None
    assert shown.change.empty.startswith("Zmianę liczymy między dwoma okresami.")


def test_the_strip_names_losses_with_their_touchpoints() -> None:
    company = firm()
    card = strip(company[1], company[2], MONTH, PL)
    assert card is not None
    assert card.title == (
        "Do celu brakuje 25,0 pkt; największe straty: Logistyka 8,7 pkt i 16,3 pkt bez właściciela operacyjnego"
    )
    assert isinstance(card.chart, Strip)
    assert card.chart.frame.select("label", "value", "detail").rows() == [
        ("(bez właściciela)", 3.8, "Infolinia"),
        ("niewłaściwy właściciel", 12.5, "Zwrot"),
        ("Logistyka", 8.7, "Dostawa i Infolinia (A: nikt)"),
        ("Sprzedaż", 2.5, "Dostawa (A: Logistyka) i Kasa"),
        ("niespójne cele", -2.5, "cel wspólny 30,0, cele punktów 32,5"),
    ]


def test_goals_for_the_line_of_a_trend() -> None:
    tables = firm()[2]
    day = date(2026, 10, 31)
    assert goal_value(tables, "nps", day, "touchpoints") == 30.0
    assert goal_value(tables, "nps", day, "touchpoints", "Dostawa") == 40.0
    assert goal_value(tables, "nps", day, "relationship") is None
    assert goal_value(tables, "nps", date(2027, 1, 1), "touchpoints") is None


def test_all_tests_of_the_page_are_one_family() -> None:
    # Benjamini and Hochberg over 0.001, 0.04, 0.04, 0.5: q = 0.004, 0.053, 0.053, 0.5; alone 0.04 would be real.
    assert list(judged([[0.001, None], [0.04, 0.5], [0.04]])) == [["real", "few"], ["chance", "chance"], ["chance"]]


def test_one_persons_ratings_of_several_touchpoints_widen_a_departments_interval(tmp_path: Path) -> None:
    # 60 people rate both touchpoints alike: 120 ratings are worth 60.
    scores = [10] * 30 + [8] * 20 + [3] * 10
    rows = [("nps", score, NOW, point, at) for at, score in enumerate(scores) for point in ("Kasa", "Dostawa")]
    schema = ["metric", "score", "day", "touchpoint", "resp"]
    workspace = make_workspace(tmp_path / "firma.duckdb", pl.DataFrame(rows, schema=schema, orient="row"))
    tables = governed((), [("Kasa", "Sprzedaż", "A"), ("Dostawa", "Sprzedaż", "A")], LEVELS)[2]
    row = stand(Owned.of(workspace.snapshot(), tables, MONTH)).rows.row(0, named=True)
    assert (row["n"], round(row["n_eff"], 6)) == (120, 60.0)


def test_a_department_in_harder_channels_is_compared_with_what_is_expected_there() -> None:
    # Phone 200 at 50 and chat 200 at 10 make 30 over both departments. Sprzedaż: 150 phone, 50 chat: 3/4 of 50 and
    # 1/4 of 10 = 40 expected; Logistyka: 50 and 150 = 20 expected.
    rated = [
        *answers(NOW, 105, 15, 30, "Kasa", "Telefon"), *answers(NOW, 15, 25, 10, "Kasa", "Czat"),
        *answers(NOW, 35, 5, 10, "Dostawa", "Telefon"), *answers(NOW, 45, 75, 30, "Dostawa", "Czat"),
    ]  # fmt: skip
    roles = [("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A")]
    company = governed(rated, roles)
    rows = stand(owned(company)).rows
    assert values(rows, "label", "score", "expected") == [("Sprzedaż", 40.0, 40.0), ("Logistyka", 20.0, 20.0)]
    shown = departments(company[1], company[2], MONTH, PL)
    assert "Sprzedaż pracuje w łatwiejszych kanałach: przeciętny dział miałby w nich 40 zamiast 30." in shown.aside
    assert "oczekiwany przy tych kanałach" in shown.standing.table.columns


def test_the_lowest_of_like_departments_is_drawn_in_and_its_rebound_foretold() -> None:
    people = [(f"Dział {at}", "operating") for at in range(5)]
    points = [f"Punkt {at}" for at in range(5)]
    rated = [
        row
        for at, (up, down) in enumerate(((20, 10), (19, 11), (18, 11), (18, 12), (12, 18)))
        for row in answers(NOW, up, 40 - up - down, down, points[at])
    ]
    roles = [(point, f"Dział {at}", "A") for at, point in enumerate(points)]
    company = governed(rated, roles, (), people)
    rows = stand(owned(company)).rows
    assert rows["label"][-1] == "Dział 4"
    assert rows["score"][-1] == -15.0
    assert -15.0 < rows["shrunk"][-1] < 15.0
    shown = departments(company[1], company[2], MONTH, EN)
    assert shown.aside.startswith("Cannot be told apart: ")
    assert "The lowest score tends to come back by itself: Dział 4 has −15" in shown.aside
    assert isinstance(shown.standing.chart, Standing)
    assert shown.standing.chart.frame["shrunk"].null_count() == 0
    assert "○ score drawn towards the mean: what is left once chance is taken off" in shown.standing.foot


def test_a_score_above_the_goal_is_no_gap_and_its_losses_are_told_as_such() -> None:
    # Kasa 60 and Zwrot -20 against 15 each: +22.5 and -17.5 make 20, five above the goal.
    rated = [*answers(NOW, 70, 20, 10, "Kasa"), *answers(NOW, 10, 60, 30, "Zwrot")]
    company = governed(rated, ROLES, [("Cel", "nps", "touchpoints", None, None, 15.0, UNTIL)])
    polish, english = (departments(company[1], company[2], MONTH, text) for text in (PL, EN))
    assert polish.headline == "NPS 20,0, o 5,0 pkt powyżej celu 15,0; to może być przypadek."
    assert english.headline == "NPS 20.0, 5.0 pts above the goal 15.0; that could be chance."
    assert polish.gap.title == "5,0 pkt powyżej celu, nie ma luki; nadwyżka może być przypadkiem"
    assert english.gap.title == "5.0 pts above the goal, so no gap; the surplus could be chance"
    assert polish.sentence.endswith("Tam, gdzie nie odpowiada żaden dział operacyjny, rzeczywiście tracimy 17,5 pkt. ")
    assert strip(company[1], company[2], MONTH, PL) is None


def test_a_score_at_the_goal_is_neither() -> None:
    company = governed(answers(NOW, 40, 20, 40, "Kasa"), ROLES, [("Cel", "nps", "touchpoints", None, None, 0.0, UNTIL)])
    shown = departments(company[1], company[2], MONTH, PL)
    assert (shown.headline, shown.gap.title) == (
        "NPS 0,0: równo z celem.", "Równo z celem: straty i zyski się znoszą",
    )  # fmt: skip


def test_what_stands_on_the_bars_adds_up_to_what_stands_in_the_title() -> None:
    # 13 of 40, 7 of 30 and 11 of 37 for each: shares that no decimal holds.
    rated = [*answers(NOW, 13, 9, 18, "Kasa"), *answers(NOW, 7, 11, 12, "Dostawa"), *answers(NOW, 11, 13, 13, "Zwrot")]
    company = governed(rated, ROLES, LEVELS)
    shown, card = departments(company[1], company[2], MONTH, PL), strip(company[1], company[2], MONTH, PL)
    found = gap(owned(company), "answers")
    assert found is not None
    assert card is not None
    assert isinstance(card.chart, Strip)
    assert isinstance(shown.gap.chart, Waterfall)
    assert round(card.chart.frame["value"].sum(), 6) == -found.size
    assert round(shown.gap.chart.frame["value"].sum(), 6) == found.size == round(shown.gap.chart.end - 30.0, 6)
    same = shown.gap.chart.frame.join(card.chart.frame, on="label")
    assert (same["value"] + same["value_right"]).abs().max() == 0
    assert card.chart.frame["value"].round(1).to_list() == card.chart.frame["value"].to_list()
    assert f"brakuje {PL.number(-found.size, 1)} pkt" in card.title


def test_a_score_that_its_channels_explain_is_no_merit() -> None:
    # Phone is at 60 and chat at 0 wherever they are served: Sprzedaż has 9 phones to 1 chat (54), Logistyka 1 to 9 (6),
    # both together 30. Taken to ordinary channels either has 30, which is the goal.
    rated = [
        *answers(NOW, 126, 36, 18, "Kasa", "Telefon"), *answers(NOW, 6, 8, 6, "Kasa", "Czat"),
        *answers(NOW, 14, 4, 2, "Dostawa", "Telefon"), *answers(NOW, 54, 72, 54, "Dostawa", "Czat"),
    ]  # fmt: skip
    roles = [("Kasa", "Sprzedaż", "A"), ("Dostawa", "Logistyka", "A")]
    company = governed(rated, roles, LEVELS[:1])
    polish, english = (departments(company[1], company[2], MONTH, text) for text in (PL, EN))
    assert polish.standing.title == (
        "Żaden właściciel (A) nie odstaje od celu ponad przypadek; wyżej, lecz w łatwiejszych kanałach: Sprzedaż; "
        "niżej, lecz w trudniejszych kanałach: Logistyka"
    )
    assert english.standing.title == (
        "No owner (A) is off the goal beyond chance; higher, but in easier channels: Sprzedaż; "
        "lower, but in harder channels: Logistyka"
    )
    assert isinstance(polish.standing.chart, Standing)
    assert polish.standing.chart.frame.select("label", "score", "verdict").rows() == [
        ("Sprzedaż", 54.0, "mix"), ("Logistyka", 6.0, "mix"),
    ]  # fmt: skip
    assert "Sprzedaż pracuje w łatwiejszych kanałach: przeciętny dział miałby w nich 54 zamiast 30." in polish.aside
    assert "Logistyka pracuje w trudniejszych kanałach: przeciętny dział miałby w nich 6 zamiast 30." in polish.aside
    alone = panel(company[0], company[1], company[2], MONTH, PL, "Sprzedaż").headline
    assert alone == "Sprzedaż: NPS 54, powyżej własnego celu 30, ale w łatwiejszych kanałach (przeciętny dział: 54)."
