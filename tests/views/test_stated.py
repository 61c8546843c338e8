"""Titles of trends: from what to what, in how long, and how sure, in both languages."""

from __future__ import annotations

import pytest

from cxdata.choice import Choice
from cxdata.text import Text
from cxdata.views.trends import Asked, trends
from tests.views.company import moved, moved_rows, opened

PL, EN = Text("pl"), Text("en")
FALLEN = Choice(preset="month", where={"touchpoint": ("Dostawa",)})


@pytest.mark.parametrize(
    ("choice", "polish", "english"),
    [
        (
            FALLEN,
            "Dostawa: NPS spadł z 25 na −42 w rok, spadek jest rzeczywisty",
            "Dostawa: NPS fell from 25 to −42 in a year, the drop is real",
        ),
        (
            Choice(preset="month", where={"channel": ("Kurier",)}),
            "NPS punktów styku w wybranej grupie spadł z 25 na −42 w rok: spadek jest rzeczywisty",
            "NPS of touchpoints in the chosen group fell from 25 to −42 in a year: the drop is real",
        ),
        (
            Choice(preset="month", where={"touchpoint": ("Kasa",)}),
            "Kasa: NPS wzrósł z 33 na 79 w rok, wzrost jest rzeczywisty",
            "Kasa: NPS rose from 33 to 79 in a year, the rise is real",
        ),
        (
            Choice(preset="month", compare="rest", where={"touchpoint": ("Dostawa",)}),
            "Dostawa: NPS −42, reszta odpowiedzi 46, różnica jest rzeczywista",
            "Dostawa: NPS −42, the rest of the answers 46, the difference is real",
        ),
    ],
)
def test_a_title_says_from_what_to_what_and_how_sure(choice: Choice, polish: str, english: str) -> None:
    assert trends(moved()[1], choice, PL).cards[0].title == polish
    assert trends(moved()[1], choice, EN).cards[0].title == english


def test_what_holds_in_this_sample_only_does_not_fall() -> None:
    choice = Choice(preset="quarter", compare="previous", where={"touchpoint": ("Dostawa",)})
    shown = trends(opened(moved_rows(8, 3))[1], choice, PL)
    assert shown.cards[0].title == "Dostawa: NPS −42, kwartał wcześniej 25, różni się w tej próbie"


def test_every_metric_says_its_own() -> None:
    shown = trends(moved()[1], FALLEN, PL, Asked(every=True))
    assert shown.cards[0].title == "NPS: z 25 na −42, spadek jest rzeczywisty; CSAT: za mało odpowiedzi, by porównać"


def test_a_breakdown_with_one_real_change_says_from_what_to_what() -> None:
    choice = Choice(preset="month", where={"touchpoint": ("Dostawa",)})
    shown = trends(moved()[1], choice, PL, Asked(by="channel"))
    assert shown.cards[0].title == "Kurier: z 25 na −42, spadek jest rzeczywisty"
