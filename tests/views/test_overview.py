"""What the overview says: whole titles and sentences in both languages, and the numbers behind them."""

from __future__ import annotations

import json

import numpy as np
import polars as pl
import pytest

from cxdata.card import Changes, Figure, Said
from cxdata.choice import Choice, months_later
from cxdata.errors import ChoiceRefused
from cxdata.text import Text
from cxdata.views.overview import overview
from tests.views.company import LAST, answers, month, moved, moved_rows, opened, steady, steady_rows

PL, EN = Text("pl"), Text("en")
NB = "\u00a0"


def test_the_largest_real_loss_is_the_headline() -> None:
    shown = overview(moved()[1], Choice(preset="month"), PL)
    assert shown.headline == "Dostawa: NPS −42, o 67 punktów mniej niż rok wcześniej."
    assert shown.parts == (
        Said("Spadek jest rzeczywisty", "worse"),
        Said(": z 25 na −42, n = 120. "),
        Said(f"Sygnał przesunięcia poziomu: lipiec{NB}2026. "),
        Said("Relacja z firmą: NPS 18, tyle samo co rok wcześniej."),
    )
    english = overview(moved()[1], Choice(preset="month"), EN)
    assert english.headline == "Dostawa: NPS −42, 67 points below a year earlier."
    assert english.sentence == (
        f"The drop is real: from 25 to −42, n = 120. Signal of a shift in level: July{NB}2026. "
        "The relationship: NPS 18, the same as a year earlier."
    )


def test_cards_say_finding_population_n_source_and_period() -> None:
    shown = overview(moved()[1], Choice(preset="month"), PL)
    assert [card.key for card in shown.figures] == ["overview.nps", "overview.csat", "overview.ces"]
    assert shown.trend.title == (
        "NPS firmy 18, tyle samo co rok wcześniej; Dostawa: z 25 na −42, spadek jest rzeczywisty"
    )
    assert shown.trend.subtitle == (
        f"NPS: relacja z firmą i Dostawa, listopad{NB}2024 – październik{NB}2026, miesięcznie; pasmo: przedział 95%; "
        f"porównano październik{NB}2026 i październik{NB}2025 (szare pola z wynikiem)"
    )
    assert shown.trend.foot == f"n = 9{NB}600 · źródło: answers.csv · przedziały 95%"
    assert shown.changes.title == "W dół: Dostawa; w górę: Kasa"
    assert shown.changes.subtitle == f"Zmiana NPS w ciągu roku, październik{NB}2026"
    assert shown.changes.foot == (
        "n = 360 · za mało odpowiedzi na porównanie: Rzadki punkt · źródło: answers.csv · przedziały 95%"
    )
    english = overview(moved()[1], Choice(preset="month"), EN)
    assert english.changes.title == "Down: Dostawa; up: Kasa"
    assert english.trend.title == (
        "Company NPS 18, the same as a year earlier; Dostawa: from 25 to −42, the drop is real"
    )
    assert english.changes.foot == (
        "n = 360 · too few answers to compare: Rzadki punkt · source: answers.csv · 95% intervals"
    )
    for card in (*shown.figures[:2], shown.trend, shown.changes):
        assert card.method is not None
        assert card.method.cannot.endswith(PL("methods.limits.cannot"))
        assert card.alt
        assert card.table.height


def test_a_figure_carries_its_words_and_numbers() -> None:
    card = overview(moved()[1], Choice(preset="month"), PL).figures[0]
    found = card.chart
    assert isinstance(found, Figure)
    assert (found.name, found.meaning, found.value) == ("NPS", "gotowość do polecenia", "18")
    assert (found.interval, found.moved, found.said, found.tone) == (
        "przedział 10–25, n = 400",
        "0",
        "bez zmiany",
        "quiet",
    )
    assert (found.n, found.score, found.verdict) == (400, pytest.approx(17.5), "chance")
    assert card.title == "NPS 18, tyle samo co rok wcześniej"
    assert found.spark.height == 24
    csat = overview(moved()[1], Choice(preset="month"), EN).figures[1].chart
    assert isinstance(csat, Figure)
    assert (csat.value, csat.interval, csat.moved) == ("80%", "interval 71–87%, n = 100", "0 p.p.")


@pytest.mark.parametrize(
    ("text", "between", "verdict", "why"),
    [
        (
            PL,
            "przedział od −25 do −1 p.p.",
            "być może przypadek",
            "ten przedział dotyczy samej tej zmiany, a werdykt uwzględnia wiele porównań naraz",
        ),
        (
            EN,
            "interval −25 to −1 p.p.",
            "could be chance",
            "this interval is of the one change alone; the verdict allows for many comparisons at once",
        ),
    ],
)
def test_a_change_called_chance_whose_interval_leaves_out_zero_says_why(
    text: Text, between: str, verdict: str, why: str
) -> None:
    kept = [row for row in steady_rows() if not (row[0] == "csat" and row[2] >= LAST)]  # type: ignore[operator]
    snapshot = opened([*kept, *answers(LAST.replace(day=10), 67, 13, 20, "Kasa", "Sklep", "csat")])[1]
    figures = [card.chart for card in overview(snapshot, Choice(preset="month"), text).figures[:2]]
    csat = figures[1]
    assert isinstance(csat, Figure)
    assert (csat.moved, csat.moved_between, csat.said, csat.why) == ("−13 p.p.", between, verdict, why)
    assert isinstance(figures[0], Figure)
    assert figures[0].why == ""


def test_changes_are_sorted_under_their_verdicts_and_the_table_holds_all() -> None:
    card = overview(moved()[1], Choice(preset="month"), PL).changes
    assert isinstance(card.chart, Changes)
    assert card.chart.frame.select("label", "n", "verdict").rows() == [
        ("Dostawa", 120, "real"), ("Kasa", 120, "real"), ("Reklamacja", 120, "chance"),
    ]  # fmt: skip
    assert card.table.columns == ["nazwa", "n", "n wcześniej", "wynik", "zmiana", "zmiana od", "zmiana do", "werdykt"]
    assert card.table.row(0)[:5] == ("Dostawa", 120, 120, -41.7, -66.7)
    assert card.table.row(3) == ("Rzadki punkt", 8, 8, None, None, None, None, "za mało odpowiedzi")
    assert overview(moved()[1], Choice(preset="month"), EN).changes.table.columns[4:] == [
        "change",
        "change from",
        "change to",
        "verdict",
    ]


def test_a_company_without_changes_claims_none() -> None:
    shown = overview(steady()[1], Choice(preset="month"), PL)
    assert shown.headline == "Nic nie zmieniło się w rok bardziej, niż mógłby sprawić przypadek."
    assert shown.sentence == "Relacja z firmą: NPS 18, tyle samo co rok wcześniej. Sprawdziliśmy 3 punkty styku."
    assert shown.changes.title == "Każda z tych zmian może być przypadkiem"
    assert shown.trend.title == "NPS firmy 18, tyle samo co rok wcześniej"
    said = json.dumps(
        [shown.headline, shown.sentence, *(c.title for c in (*shown.figures, shown.trend, shown.changes))]
    )
    assert "rzeczywist" not in said.replace("\\u0119", "e")


@pytest.mark.parametrize("seed", [1, 2])
def test_noise_alone_is_not_called_real(seed: int) -> None:
    """Scores drawn anew each month round one level, with an ordinary wobble of three points."""
    rng = np.random.default_rng(seed)
    rows = []
    for back in range(26):
        day = months_later(LAST, -back).replace(day=10)
        for touchpoint in (None, *(f"Punkt {i}" for i in range(6))):
            up = float(np.clip(0.45 + rng.normal(0, 0.015), 0, 1))
            rows += answers(day, *(int(n) for n in rng.multinomial(120, [up, 0.35, 0.65 - up])), touchpoint)
    shown = overview(opened(rows)[1], Choice(preset="month"), EN)
    assert shown.headline == "Nothing changed in a year more than chance could explain."
    assert "real" not in shown.sentence


def test_a_short_history_speaks_of_this_sample_only() -> None:
    snapshot = opened(moved_rows(8, 3))[1]
    shown = overview(snapshot, Choice(preset="quarter", compare="previous"), PL)
    assert shown.headline == "Dostawa: NPS −42, w tej próbie o 67 punktów mniej niż kwartał wcześniej."
    assert shown.sentence.startswith(
        "Różni się w tej próbie: z 25 na −42, n = 360. "
        "Historia jest krótsza niż 12 miesięcy, więc zwykłych wahań jeszcze nie znamy."
    )
    assert shown.changes.title == "W tej próbie w dół: Dostawa; w górę: Kasa"
    assert shown.changes.verdict == "sample"
    english = overview(snapshot, Choice(preset="quarter", compare="previous"), EN)
    assert english.headline == "Dostawa: NPS −42, in this sample 67 points below a quarter earlier."
    assert "real" not in english.sentence


def test_the_rest_is_the_others_or_what_the_filters_leave_out() -> None:
    shown = overview(moved()[1], Choice(preset="month", compare="rest"), PL)
    assert shown.headline == "Dostawa: NPS −42, o 88 punktów mniej niż pozostałe punkty styku."
    assert shown.parts[0] == Said("Różnica jest rzeczywista", "worse")
    assert shown.changes.title == "Niżej niż reszta: Dostawa; wyżej: Kasa"
    chosen = Choice(preset="month", compare="rest", where={"touchpoint": ("Dostawa",)})
    filtered = overview(moved()[1], chosen, PL)
    assert filtered.figures[0].title == "NPS −42, o 88 punktów mniej niż reszta odpowiedzi: rzeczywiście niżej"
    assert filtered.figures[0].subtitle == f"Dostawa, październik{NB}2026"


def test_a_filter_that_leaves_no_word_on_the_relationship_speaks_of_touchpoints() -> None:
    shown = overview(moved()[1], Choice(preset="month", where={"channel": ("Kurier",)}), PL)
    assert shown.figures[0].subtitle == f"Punkty styku w wybranej grupie, październik{NB}2026"
    assert shown.trend.foot.endswith("filtry: Kurier · źródło: answers.csv · przedziały 95%")


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(ChoiceRefused):
        overview(moved()[1], Choice(preset="month", where={"channel": ("Gołąb",)}), PL)


def test_too_few_answers_show_an_interval_but_no_score() -> None:
    snapshot = opened(answers(LAST.replace(day=10), 8, 5, 4))[1]
    shown = overview(snapshot, Choice(preset="month"), PL)
    assert shown.headline == "Relacja z firmą: za mało odpowiedzi na wynik, NPS leży w przedziale od −15 do 55."
    assert (
        shown.sentence
        == "n = 17, wynik pokazujemy od 30 odpowiedzi. To wszystkie odpowiedzi, jakie tu są. Wgraj kolejne."
    )
    found = shown.figures[0].chart
    assert isinstance(found, Figure)
    assert (found.score, found.value, found.hidden) == (None, "–", "thin")
    text = json.dumps([card.table.to_dicts() for card in (shown.figures[0], shown.trend)], default=str)
    assert "23.5" not in text
    assert shown.trend.chart is None
    assert shown.trend.empty == (
        f"Przedział znamy tylko dla jednego okresu: październik{NB}2026. "
        "Za mało odpowiedzi na wynik: przedział od −15 do 55, n = 17. Linię narysujemy od dwóch okresów."
    )
    assert "23.5" not in json.dumps([shown.trend.alt, shown.trend.title, shown.trend.subtitle])


def test_a_handful_of_answers_shows_their_number_only() -> None:
    snapshot = opened(answers(LAST.replace(day=10), 4, 2, 1))[1]
    shown = overview(snapshot, Choice(preset="month"), EN)
    assert shown.headline == "The relationship: too few answers to say anything."
    assert shown.sentence == (
        "n = 7, an interval is shown from 10 answers on, a score from 30. "
        "These are all the answers there are. Upload more."
    )
    assert shown.trend.chart is None
    assert shown.trend.empty == (
        "There are 7 answers here, but no period holds 10 of them, from which an interval is shown. "
        "Choose a longer period, another breakdown or fewer filters."
    )
    found = shown.figures[0].chart
    assert isinstance(found, Figure)
    assert (found.low, found.high, found.interval) == (None, None, "n = 7")
    assert shown.figures[0].table.select("score", "interval from", "interval to").null_count().row(0) == (
        shown.figures[0].table.height,
    ) * 3  # fmt: skip


def test_an_empty_workspace_says_what_to_do() -> None:
    shown = overview(
        opened(pl.DataFrame(schema={"metric": pl.String, "score": pl.Int64, "day": pl.Date}))[1],
        Choice(preset="month"),
        PL,
    )
    assert shown.headline == "Nie ma tu jeszcze żadnych odpowiedzi."
    assert shown.sentence == ("Wgraj plik z opiniami, a w tym miejscu pojawi się, co się zmieniło i czy to coś znaczy.")
    assert [card.empty is not None for card in (*shown.figures, shown.trend, shown.changes)] == [True] * 5


def test_a_period_without_answers_says_where_they_are() -> None:
    day = LAST.replace(day=10)
    choice = Choice(preset="free", start=day.replace(year=2020), end=day.replace(year=2020, day=20))
    shown = overview(moved()[1], choice, PL)
    assert shown.headline == f"NPS: brak odpowiedzi w okresie 10{NB}października{NB}2020 – 20{NB}października{NB}2020."
    assert shown.sentence == (
        f"Odpowiedzi pochodzą z okresu: 10{NB}listopada{NB}2023 – 20{NB}października{NB}2026. "
        "Zmień okres, aby je zobaczyć."
    )


def test_nothing_to_compare_with_is_said() -> None:
    snapshot = opened(answers(LAST.replace(day=10), 20, 10, 9))[1]
    shown = overview(snapshot, Choice(preset="month"), EN)
    assert shown.headline == "The relationship: NPS 28, interval 2–51."
    assert shown.sentence == f"n = 39. Nothing to compare with: the first answer is from 10{NB}October{NB}2026."
    assert shown.changes.empty == (
        "These data name no touchpoints. Point out the column that names them when you upload the file."
    )


def test_touchpoints_without_ratings_are_told_apart_from_none_at_all() -> None:
    whole = [row for back in (0, 12) for row in answers(month(back).replace(day=10), 60, 20, 10)]
    other = answers(LAST.replace(day=10), 30, 10, 5, "Kasa", metric="csat")
    shown = overview(opened([*whole, *other])[1], Choice(preset="month"), PL).changes
    assert (shown.title, shown.empty) == (
        "NPS bez punktów styku",
        "Punktów styku nikt tu nie ocenił miarą NPS. Oceniono je miarą CSAT: wybierz ją u góry.",
    )
    earlier = answers(month(3).replace(day=10), 30, 10, 5, "Kasa")
    shown = overview(opened([*whole, *earlier])[1], Choice(preset="month"), EN).changes
    assert (shown.title, shown.empty) == (
        "No ratings of touchpoints",
        "No NPS answer in this period and with these filters is about a touchpoint. "
        "Choose a longer period or fewer filters.",
    )


def test_a_metric_nobody_was_asked_for_has_a_title_and_a_subtitle_like_the_others() -> None:
    card = overview(opened(answers(LAST.replace(day=10), 20, 10, 9))[1], Choice(preset="month"), PL).figures[1]
    assert (card.title, card.subtitle) == ("CSAT", "zadowoleni")


def test_a_half_is_the_same_on_the_card_and_in_every_sentence() -> None:
    shown = overview(opened(answers(LAST.replace(day=10), 90, 230, 80))[1], Choice(preset="month"), PL)
    assert shown.figures[0].chart.value == "3"  # type: ignore[union-attr]
    assert shown.headline.startswith("Relacja z firmą: NPS 3, przedział")


def test_the_files_named_are_those_whose_answers_are_counted() -> None:
    workspace = opened(moved_rows())[0]
    with workspace.connect(write=True) as connection:
        connection.execute(
            """INSERT INTO imports
            SELECT 2, "at", 'relacja.csv', digest, mapping, "by", kind, receipt, undone FROM imports"""
        )
        connection.execute(
            "UPDATE responses SET import = 2 WHERE resp IN (SELECT resp FROM answers WHERE touchpoint = 0)"
        )
    snapshot = workspace.snapshot()
    assert snapshot.files == ["answers.csv", "relacja.csv"]
    shown = overview(snapshot, Choice(preset="month"), PL)
    assert "źródło: relacja.csv · " in shown.figures[0].foot
    assert "źródło: answers.csv · " in shown.figures[1].foot
    assert "źródło: answers.csv · " in shown.changes.foot
    assert "źródło: answers.csv i jeszcze 1 plik · " in shown.trend.foot  # the company beside a touchpoint
    assert snapshot.files_behind("nps", ["relationship"], [(month(2), LAST)]) == ["relacja.csv"]
    assert snapshot.files_behind("nps", ["touchpoints"], [(month(80), month(70))]) == []


def test_one_metric_alone_is_spoken_of_whatever_was_chosen() -> None:
    snapshot = opened(answers(LAST.replace(day=10), 30, 10, 5, "Kasa", "Sklep", "csat"))[1]
    shown = overview(snapshot, Choice(preset="month"), PL)
    assert shown.headline == "Wszystkie punkty styku: CSAT 67%, przedział 52–79%."
    assert shown.figures[0].empty == "Żadne pytanie w tej przestrzeni nie mierzy NPS."


def test_a_period_that_overlaps_last_year_is_compared_with_the_time_just_before() -> None:
    shown = overview(moved()[1], Choice(preset="two_years"), PL)
    assert shown.changes.subtitle.startswith("Zmiana NPS wobec poprzedniego okresu")


def test_one_page_is_one_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot = opened(moved_rows())[1]
    asked = []
    real = type(snapshot).tally
    monkeypatch.setattr(type(snapshot), "tally", lambda self, *a, **k: asked.append(1) or real(self, *a, **k))
    overview(snapshot, Choice(preset="month"), PL)
    assert len(asked) == 1
