"""The card of findings on the overview: its words, its order, its table, and what it says when there is nothing."""

from __future__ import annotations

from dataclasses import replace

from cxdata.card import Listing
from cxdata.choice import Choice
from cxdata.findings.ranking import findings
from cxdata.text import Text
from cxdata.views.listing import listing
from cxdata.views.overview import overview
from tests.findings.ground import governance
from tests.views.company import answers, month, moved, moved_rows, opened, steady_rows

PL, EN = Text("pl"), Text("en")
NB = "\u00a0"
MONTH = Choice(preset="month")


def test_the_first_finding_is_the_headline_of_the_page() -> None:
    for text in (PL, EN):
        shown = overview(moved()[1], MONTH, text)
        assert isinstance(shown.findings.chart, Listing)
        assert shown.headline == shown.findings.chart.items[0].said


def test_each_item_has_its_word_sentence_numbers_and_way() -> None:
    card = listing(findings(moved()[1], MONTH), PL)
    assert isinstance(card.chart, Listing)
    first, second, third = card.chart.items
    assert (first.word, first.tone, first.said, first.beside) == (
        "Rzeczywisty spadek",
        "worse",
        "Dostawa: NPS −42, o 67 punktów mniej niż rok wcześniej.",
        f"Zmiana −67 (przedział od −85 do −47), n{NB}={NB}120. Sygnał przesunięcia poziomu: lipiec{NB}2026.",
    )
    assert (first.page, first.choice.where, dict(first.own)) == ("trends", {"touchpoint": ("Dostawa",)}, {})
    assert (second.word, second.tone) == ("Rzeczywisty wzrost", "better")
    assert (third.word, third.tone) == ("Do sprawdzenia", "quiet")
    assert (card.title, card.subtitle) == ("2 rzeczywiste ustalenia", f"Październik{NB}2026, wszystkie metryki")
    assert card.foot == "n = 868 · 10 porównań w jednej rodzinie · źródło: answers.csv · przedziały 95%"
    assert listing(findings(moved()[1], MONTH), EN).title == "2 real findings"


def test_the_table_holds_every_finding_with_its_numbers() -> None:
    table = listing(findings(moved()[1], MONTH), PL).table
    assert table.columns == [
        "nr", "werdykt", "ustalenie", "metryka", "n", "n wcześniej", "wynik", "wobec", "zmiana", "zmiana od",
        "zmiana do", "q",
    ]  # fmt: skip
    assert table.row(0)[:2] == (1, "Rzeczywisty spadek")
    assert table.row(0)[3:9] == ("NPS", 120, 120, -41.7, 25.0, -66.7)


def test_where_nothing_is_found_the_card_says_so_and_claims_nothing() -> None:
    rows = [row for back in range(26) for row in answers(month(back).replace(day=10), 45, 30, 25, None, None, "csat")]
    shown = overview(opened(rows)[1], Choice(preset="month", metric="csat"), PL)
    assert (shown.findings.title, shown.findings.chart) == ("Nic nie wykracza poza przypadek", None)
    assert shown.findings.empty == (
        "Żadna różnica nie jest większa, niż mógłby sprawić przypadek, i nic nie wymaga sprawdzenia."
    )
    assert shown.headline == "Nic nie zmieniło się w rok bardziej, niż mógłby sprawić przypadek."


def test_a_file_with_too_few_answers_is_not_said_to_be_without_differences() -> None:
    few = answers(month(0).replace(day=10), 6, 4, 3, "Kasa") + answers(month(0), 2, 2, 2, "Sklep")
    shown = overview(opened(few)[1], MONTH, EN)
    assert (shown.findings.title, shown.findings.chart) == ("Too few answers to compare", None)
    assert shown.findings.empty == (
        "Nowhere are there 30 answers on both sides of a comparison. These are all the answers there are. Upload more."
    )


def test_differences_of_a_short_history_are_counted_as_such() -> None:
    snapshot = opened(moved_rows(8, 3))[1]
    card = listing(findings(snapshot, Choice(preset="quarter", compare="previous")), PL)
    assert (card.title, card.verdict) == ("2 różnice w tej próbie", "sample")


def test_a_fact_on_owners_can_be_the_headline_a_signal_or_a_check_cannot() -> None:
    rows = [row for back in range(26) for row in answers(month(back).replace(day=10), 45, 30, 25, "Kasa", None)]
    people = (("Sprzedaż", "operating"),)
    owned = governance(people, (("Kasa", "Sprzedaż", "A"),))
    unowned = governance(people, (("Sklep", "Sprzedaż", "A"),))
    snapshot = opened(rows)[1]
    shown = overview(snapshot, MONTH, PL, unowned)
    assert shown.headline == "Bez właściciela: Kasa."
    assert shown.sentence == (
        "Fakt: n = 100. To 100% odpowiedzi o punktach styku (NPS). "
        "Wszystkie punkty styku: NPS 20, tyle samo co rok wcześniej."
    )
    assert overview(snapshot, MONTH, PL, owned).headline == (
        "Nic nie zmieniło się w rok bardziej, niż mógłby sprawić przypadek."
    )


def test_what_the_cards_call_real_is_real_in_the_family_of_the_workspace() -> None:
    found = findings(moved()[1], MONTH)
    shown = overview(moved()[1], MONTH, EN)
    real = found.family.filter(kind="point", metric="nps", verdict="real").height
    assert shown.changes.table["verdict"].to_list().count("real change") == real == 2


def test_a_fact_about_owners_is_a_headline_only_where_no_answers_are_left_out() -> None:
    rows = [row for row in steady_rows() if row[3] != "Rzadki punkt"]
    tables = governance((("Sprzedaż", "operating"),), (("Kasa", "Sprzedaż", "A"), ("Reklamacja", "Sprzedaż", "A")))
    snapshot = opened(rows)[1]
    whole = overview(snapshot, MONTH, PL, tables)
    assert whole.headline == "Bez właściciela: Dostawa."
    part = overview(snapshot, replace(MONTH, where={"touchpoint": ("Dostawa",)}), PL, tables)
    assert part.headline == "Nic nie zmieniło się w rok bardziej, niż mógłby sprawić przypadek."
    assert part.findings.chart.items[0].said == "Bez właściciela: Dostawa."  # type: ignore[union-attr]
