"""What changed, what the mix did, and metrics that part ways: whole sentences on companies known to the last answer."""

from __future__ import annotations

import pytest

from cxdata.choice import Choice
from tests.findings.ground import EN, NB, PL, found, told
from tests.views.company import answers, month, moved_rows, steady_rows


def day(back: int):
    return month(back).replace(day=10)


def years(*parts: tuple[tuple[int, int, int], tuple[int, int, int], tuple[object, ...]], late: int = 4):
    """Three years of months; each part: its answers before, in the last `late` months, and whom about."""
    rows = []
    for back in range(36):
        for before, after, about in parts:
            rows += answers(day(back), *(after if back < late else before), *about)
    return rows


def test_real_changes_stand_first_with_interval_n_and_the_month_of_the_shift() -> None:
    assert told(found(moved_rows()), PL)[:2] == [
        (
            "rzeczywisty spadek",
            f"Dostawa: NPS −42, o 67 punktów mniej niż rok wcześniej. Sygnał przesunięcia poziomu: lipiec{NB}2026.",
            "zmiana −67 (przedział od −77 do −56), n = 360",
        ),
        (
            "rzeczywisty wzrost",
            f"Kasa: NPS 79, o 46 punktów więcej niż rok wcześniej. Sygnał przesunięcia poziomu: lipiec{NB}2026.",
            "zmiana +46 (przedział 37–55), n = 360",
        ),
    ]
    assert told(found(moved_rows()), EN)[0] == (
        "real drop",
        f"Dostawa: NPS −42, 67 points below a year earlier. Signal of a shift in level: July{NB}2026.",
        "change −67 (interval −77 to −56), n = 360",
    )


def test_a_company_without_changes_has_none() -> None:
    assert [one.word for one in found(steady_rows()).ranked if one.word in ("real", "sample", "signal")] == []


def test_one_channel_that_falls_alone_is_named() -> None:
    """Deliveries by app lose 60 points; twice as many by phone stay, and the touchpoint falls by 20."""
    rows = years(
        ((50, 30, 20), (20, 30, 50), ("Dostawa", "Aplikacja")),
        ((100, 60, 40), (100, 60, 40), ("Dostawa", "Telefon")),
        ((90, 60, 50), (90, 60, 50), ()),
    )
    of = found(rows)
    assert told(of, PL)[0][:2] == (
        "rzeczywisty spadek",
        "Dostawa, Aplikacja: NPS −30, o 60 punktów mniej niż rok wcześniej.",
    )
    assert told(of, EN)[1][1] == (
        f"Dostawa: NPS 10, 20 points below a year earlier. Signal of a shift in level: July{NB}2026."
    )
    assert of.ranked[0].link.choice.query() == {"f.touchpoint": ["Dostawa"]}
    assert (of.ranked[0].link.page, dict(of.ranked[0].link.own)) == ("trends", {"by": "channel"})


def test_a_channel_that_only_does_what_its_touchpoint_does_is_not_told_again() -> None:
    rows = years(
        ((50, 30, 20), (20, 30, 50), ("Dostawa", "Aplikacja")), ((50, 30, 20), (20, 30, 50), ("Dostawa", "Telefon"))
    )
    changes = [one.labels for one in found(rows).ranked if one.kind == "change" and one.labels]
    assert changes == [("Dostawa",)]


def test_two_metrics_that_say_the_same_make_one_finding() -> None:
    rows = years(
        ((50, 30, 20), (20, 30, 50), ("Dostawa", "Telefon")),
        ((80, 10, 10), (40, 20, 40), ("Dostawa", "Telefon", "csat")),
        ((90, 60, 50), (90, 60, 50), ()),
    )
    assert [one[1] for one in told(found(rows), PL) if one[0].startswith("rzeczywist")] == [
        "Dostawa: NPS −30, o 60 punktów mniej niż rok wcześniej. Ten sam kierunek: CSAT. "
        f"Sygnał przesunięcia poziomu: lipiec{NB}2026."
    ]
    csat = told(found(rows, Choice(metric="csat")), EN)
    assert csat[0][1].startswith("Dostawa: CSAT 40%, 40 p.p. below a year earlier. Same direction: NPS.")


def test_metrics_that_part_ways_are_one_finding_as_sure_as_both() -> None:
    rows = years(
        ((50, 60, 40), (90, 40, 20), ("Kasa", "Sklep")),
        ((120, 20, 10), (70, 20, 60), ("Kasa", "Sklep", "ces")),
        ((90, 60, 50), (90, 60, 50), ()),
    )
    of = found(rows)
    assert told(of, PL)[0] == (
        "obie zmiany rzeczywiste",
        "Kasa: NPS wyżej, a CES niżej niż rok wcześniej.",
        "NPS +40, CES −33 p.p., n = 450",
    )
    assert told(of, EN)[0][:2] == ("both changes real", "Kasa: NPS higher, but CES lower than a year earlier.")
    assert [one.kind for one in of.ranked if one.word == "real"] == ["contradiction"]


def test_a_score_that_falls_though_every_channel_rises_is_the_mix() -> None:
    """By phone 50 then 55 points, by chat 10 then 15; chat grows from a fifth to a half."""
    rows = years(
        ((96, 48, 16), (60, 30, 5), ("Pomoc", "Telefon")),
        ((12, 20, 8), (39, 38, 23), ("Pomoc", "Czat")),
        ((90, 60, 50), (90, 60, 50), ()),
        late=6,
    )
    of = found(rows)
    mix = next(one for one in of.ranked if one.kind == "mix")
    assert mix.word == "real"
    said = next(one for one in told(of, PL) if one[0] == "rzeczywista zmiana udziałów")
    assert said == (
        "rzeczywista zmiana udziałów",
        "Pomoc: inne udziały kanałów obniżyły NPS o 13 punktów, choć w tej próbie każdy kanał ma wynik wyższy niż rok "
        "wcześniej. Najbardziej urósł udział: Czat, z 20% na 51%.",
        "−13 (przedział od −16 do −9), n = 585",
    )
    assert (mix.link.page, dict(mix.link.own)) == ("departments", {"split": "Pomoc"})
    assert "although in this sample every channel scores higher than a year earlier" in str(told(of, EN))


def test_a_short_history_claims_no_more_than_this_sample() -> None:
    of = found(moved_rows(8, 3), Choice(preset="quarter", compare="previous"))
    assert {one.word for one in of.ranked if one.kind == "change"} == {"sample"}
    assert told(of, PL)[0] == (
        "różni się w tej próbie",
        "Dostawa: NPS −42, w tej próbie o 67 punktów mniej niż kwartał wcześniej.",
        "zmiana −67 (przedział od −77 do −56), n = 360",
    )
    assert not [said for said in told(of, EN) if "real" in said[0]]


def test_beside_the_rest_the_words_are_those_of_a_difference() -> None:
    of = found(moved_rows(), Choice(compare="rest"))
    assert told(of, PL)[0][:2] == (
        "rzeczywiście niżej", "Dostawa: NPS −42, o 88 punktów mniej niż pozostałe punkty styku.",
    )  # fmt: skip
    assert told(of, EN)[0][2].startswith("difference −88 (interval ")


@pytest.mark.parametrize("n", [8, 29])
def test_places_with_too_few_answers_are_never_spoken_of(n: int) -> None:
    up, down = (n, 0, 0), (0, 0, n)
    rows = [*answers(day(0), *up, "Kasa", "Sklep"), *answers(day(12), *down, "Kasa", "Sklep")]
    rows += years(((90, 60, 50), (90, 60, 50), ()))
    assert [one.labels for one in found(rows, Choice(preset="month")).ranked if one.kind == "change"] == []


def test_every_p_value_stands_in_one_family() -> None:
    of = found(moved_rows())
    tests = of.family.filter(of.family["p"].is_not_null())
    assert set(tests["kind"]) == {"whole", "point", "inside"}
    smallest = tests.sort("p").row(0, named=True)
    assert smallest["q"] == pytest.approx(smallest["p"] * tests.height, rel=1e-6)
    assert {one.evidence.q for one in of.ranked if one.word == "real"} <= set(tests["q"])
