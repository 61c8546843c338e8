"""What the upload page asks about the scores of a file, each answered in one click."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.pages.test_upload import IMPORT, button, dropped, shown_cells
from tests.screen.conftest import Open, press, said, wrong

REVERSED = "Data;Ocena obsługi (1 = bardzo dobrze, 5 = bardzo źle)\n" + "".join(
    f"2026-10-{1 + at % 28:02};{1 + at % 5}\n" for at in range(60)
)
GREW = "date,overall rating\n" + "".join(
    [f"2015-0{1 + at // 40}-{1 + at % 27:02d},{1 + at % 5}\n" for at in range(200)]
    + [f"2015-0{7 + at // 30}-{1 + at % 27:02d},{1 + at % 10}\n" for at in range(60)]
)
CODES = "date,food rating,seat rating\n" + "".join(
    f"2026-10-{1 + at % 28:02},{(0, 0, 3, 4, 5, 0)[at % 6]},{(0, 5, 3, 4, 0, 2)[at % 6]}\n" for at in range(120)
)
UNDATED = "How likely are you to recommend us? (0-10)\n" + "".join(f"{at % 11}\n" for at in range(60))


def test_a_reversed_scale_is_asked_about_and_turned_by_one_click(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "pl"), ("a.csv", REVERSED))
    assert wrong(app) == []
    question = next(each for each in app.radio if "wygląda na odwróconą" in each.label)
    assert question.label == (
        "**Skala „Ocena obsługi (1 = bardzo dobrze, 5 = bardzo źle)” wygląda na odwróconą („1 = bardzo dobrze”). "
        "Która ocena jest najlepsza?**"
    )
    assert (question.options, question.value) == (["najlepsza jest 1", "najlepsza jest 5"], None)
    assert button(app, IMPORT["pl"]).disabled
    assert "Odpowiedz na pytanie nad tabelą." in said(app)[-1]
    question.set_value("high").run()
    assert not button(app, IMPORT["pl"]).disabled
    assert " up " in f" {shown_cells(app)} "
    next(each for each in app.radio if "wygląda na odwróconą" in each.label).set_value("low").run()
    assert " down " in f" {shown_cells(app)} "


def test_a_scale_that_changed_is_split_or_kept_whole_by_one_click(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("a.csv", GREW))
    assert wrong(app) == []
    question = next(each for each in app.radio if "changed midway" in each.label)
    assert question.options == [
        "split: until 30\u00a0June\u00a02015 a scale of 1–5, since 1\u00a0July\u00a02015 one of 1–10",
        "one scale of 1–10 all the time",
    ]
    question.set_value("one").run()
    assert "until" not in shown_cells(app)
    next(each for each in app.radio if "changed midway" in each.label).set_value("split").run()
    assert "overall rating (until 30\u00a0June\u00a02015)" in shown_cells(app)
    press(app, IMPORT["en"])
    assert wrong(app) == []
    assert "They gave 260 scores and 0 comments." in str(said(app))


def test_one_click_takes_what_is_suggested_and_codes_are_counted(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("a.csv", CODES))
    assert wrong(app) == []
    assert "To be taken as no answer in 2 columns of scores: 0 (100)." in str(said(app))
    question = next(each for each in app.radio if "Which scale" in each.label)
    assert question.options == ["a scale of 1–5; 0 means no answer", "a scale of 0–5"]
    question.set_value("1").run()
    assert not button(app, IMPORT["en"]).disabled
    press(app, IMPORT["en"])
    assert "They gave 240 scores and 0 comments." in str(said(app))


def test_an_undated_file_may_belong_to_a_period(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "en"), ("a.csv", UNDATED))
    assert wrong(app) == []
    assert "**The file has no dates. When were these answers given?**" in str(said(app))
    assert button(app, IMPORT["en"]).disabled
    next(each for each in app.get("button_group")).set_value("period").run()
    app.date_input[0].set_value((date(2026, 4, 1), date(2026, 4, 30))).run()
    assert "The answers will stand in the middle of this period: 15\u00a0April\u00a02026." in " ".join(said(app))
    assert not button(app, IMPORT["en"]).disabled


def test_an_undated_file_may_be_as_old_as_dates_are_read(demo: Path, start: Open) -> None:
    app = dropped(start("upload", "pl"), ("a.csv", UNDATED))
    assert wrong(app) == []
    app.date_input[0].set_value(date(2015, 5, 31)).run()
    assert not button(app, IMPORT["pl"]).disabled
    app.date_input[0].set_value(date(1985, 5, 31)).run()
    assert "31\u00a0maja\u00a01985 to za wcześnie: przyjmujemy odpowiedzi od 1\u00a0stycznia\u00a01990." in " ".join(
        said(app)
    )
    assert button(app, IMPORT["pl"]).disabled
    app.date_input[0].set_value(date(2099, 1, 1)).run()
    assert "1\u00a0stycznia\u00a02099 jeszcze nie nadszedł: podaj dzień dzisiejszy albo wcześniejszy." in " ".join(
        said(app)
    )
    assert button(app, IMPORT["pl"]).disabled


def test_values_off_the_scale_are_counted_where_the_receipt_counts_its_rows(demo: Path, start: Open) -> None:
    sheet = "Data;NPS\n" + "".join(f"2026-10-{1 + at % 28:02};{11 if at % 8 == 0 else at % 11}\n" for at in range(40))
    app = dropped(start("upload", "pl"), ("a.csv", sheet))
    press(app, IMPORT["pl"])
    assert wrong(app) == []
    assert "5 wartości spoza skali uznaliśmy za brak odpowiedzi: 11 (5)." in said(app)
