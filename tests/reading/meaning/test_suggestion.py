"""Headings and values give a mapping, with an honest confidence and every open question named."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from cxdata.reading import Mapping, Question, Suggestion, read
from cxdata.reading.meaning.suggestion import suggest
from cxdata.text import LANGS, Text

Columns = dict[str, list[str]]


def suggestion(columns: Columns, remembered: tuple[Mapping, ...] = ()) -> Suggestion:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return suggest(read(buffer.getvalue().encode(), "a.csv"), remembered)


def drawn(values: list[int] | list[str], n: int = 60, seed: int = 1) -> list[str]:
    return [str(value) for value in Random(seed).choices(values, k=n)]


def days(n: int = 60) -> list[str]:
    return [f"2024-05-{1 + i % 28:02d}" for i in range(n)]


def one(heading: str, values: list[str]) -> tuple[Question | None, Suggestion]:
    """The question suggested for a single measured column beside a date."""
    found = suggestion({"date": days(len(values)), heading: values})
    return next(iter(found.mapping.questions), None), found


DEMO = "Id odpowiedzi;Data;Nr klienta;Punkt styku;Kanał;Dział;Segment;Województwo;Linia produktów;"
DEMO += "Jak prawdopodobne jest, że polecisz nas znajomym? (0-10);Ocena zadowolenia 1-5;"
DEMO += "Łatwość załatwienia sprawy 1-7;Komentarz\n"


def test_a_polish_survey_is_mapped_with_no_question_left(tmp_path: Path) -> None:
    rows = [
        f"PS-{i};{1 + i % 28:02d}.05.2026 10:{i % 60:02d};K{i % 7};Dostawa;{('telefon', 'www')[i % 2]};Logistyka;"
        f"{('Stali', 'Nowi')[i % 2]};śląskie;{('agd', 'rtv', 'meble')[i % 3]};{i % 11};{1 + i % 5};{1 + i % 7};"
        f"{'Kurier był miły i szybki' if i % 3 else ''}"
        for i in range(90)
    ]
    found = suggest(read((DEMO + "\n".join(rows)).encode("cp1250"), "a.csv", folder=tmp_path))
    assert found.sure
    assert found.problems == ()
    assert found.mapping == Mapping(
        read={"encoding": "cp1250", "separator": ";", "header_rows": 1},
        id="Id odpowiedzi",
        at="Data",
        date_order="dmy",
        customer="Nr klienta",
        questions=(
            Question("Jak prawdopodobne jest, że polecisz nas znajomym? (0-10)", "nps", 0, 10),
            Question("Ocena zadowolenia 1-5", "csat", 1, 5),
            Question("Łatwość załatwienia sprawy 1-7", "ces", 1, 7),
        ),
        dimensions={
            "touchpoint": "Punkt styku",
            "channel": "Kanał",
            "department": "Dział",
            "segment": "Segment",
            "region": "Województwo",
            "Linia produktów": "Linia produktów",
        },
        comments=("Komentarz",),
    )


@pytest.mark.parametrize(
    "heading",
    [
        "data;punkt styku;kanał;dział;segment;region;nps;csat;ces;komentarz",
        "date,touchpoint,channel,department,segment,region,nps,csat,ces,comment",
    ],
)
def test_a_template_is_sure_with_two_rows(heading: str) -> None:
    mark = ";" if ";" in heading else ","
    rows = [mark.join(["2026-10-14", "A", "B", "C", "D", "E", "9", "5", "6", "Dobrze było"])] * 2
    found = suggest(read("\n".join([heading, *rows]).encode()))
    assert found.sure
    assert [(q.metric, q.low, q.high) for q in found.mapping.questions] == [
        ("nps", 0, 10),
        ("csat", 1, 5),
        ("ces", 1, 7),
    ]
    assert list(found.mapping.dimensions) == ["touchpoint", "channel", "department", "segment", "region"]
    assert found.mapping.comments == (heading.split(mark)[-1],)


def test_a_conference_form_has_one_nps_two_keynotes_and_an_open_date_order() -> None:
    rate = "On a scale of 0-10, how would you rate"
    found = suggestion(
        {
            "Timestamp": [f"11/{1 + i % 9}/2019 8:51:{i:02d}" for i in range(40)],
            f"{rate} Sudsy?": drawn(list(range(11)), 40),
            "...why?": [f"Because of reason number {i}" for i in range(40)],
            f"{rate} the opening keynote?": drawn(list(range(11)), 40, 2),
            f"{rate} the closing keynote?": drawn(list(range(11)), 40, 3),
            "How would you rate the food at Sudsy (lunch)?": drawn(["Yum!", "Horrendous", "Edible"], 40),
        }
    )
    assert found.open == ("date_order", "metric")
    assert (found.mapping.at, found.mapping.date_order, found.orders) == ("Timestamp", "", ("dmy", "mdy"))
    assert found.mapping.questions == (
        Question(f"{rate} Sudsy?", "nps", 0, 10),
        Question(f"{rate} the opening keynote?", "csat", 0, 10, touchpoint="Opening keynote"),
        Question(f"{rate} the closing keynote?", "csat", 0, 10, touchpoint="Closing keynote"),
    )
    assert found.mapping.comments == ("...why?",)
    assert found.problems == (("nps_by_rating", {"column": f"{rate} Sudsy?"}),)
    assert not found.sure


@pytest.mark.parametrize(
    ("heading", "values", "expected"),
    [
        ("Czy polecił(a)byś nas znajomym?", list(range(11)), ("nps", 0, 10, "up", ())),
        ("Likelihood to recommend", list(range(11)), ("nps", 0, 10, "up", ())),
        ("Oceń obsługę w skali od 1 do 10", [7, 8, 9], ("csat", 1, 10, "up", ())),
        ("overall_satisfaction", [1, 2, 3, 4, 5], ("csat", 1, 5, "up", ())),
        ("Satisfaction (%)", [0, 20, 40, 60, 80, 90, 100], ("csat", 0, 100, "up", ())),
        ("It was easy to get my case solved", [1, 2, 3, 4, 5, 6, 7], ("ces", 1, 7, "up", ())),
        ("Ile wysiłku kosztowało załatwienie sprawy? (1-5)", [1, 2, 3, 4, 5], ("ces", 1, 5, "down", ())),
        ("Jak łatwo było załatwić sprawę?", [1, 2, 3, 4, 5, 6, 7], ("ces", 1, 7, "up", ())),
        ("Zadowolenie 1-5", [1, 2, 3, 4, 5, 99], ("csat", 1, 5, "up", ("99",))),
        ("Zadowolenie", [1, 2, 3, 4, 5, 99], ("csat", 1, 5, "up", ("99",))),
        ("Satisfaction", ["1", "2", "3", "4", "5", "N/A", "nie dotyczy"], ("csat", 1, 5, "up", ("N/A", "nie dotyczy"))),
        ("NPS", ["9/10", "10 - zdecydowanie tak", "0 - zdecydowanie nie", "7.0"], ("nps", 0, 10, "up", ())),
    ],
)
def test_metric_scale_direction_and_codes_come_from_wording_and_values(
    heading: str, values: list[int] | list[str], expected: tuple[object, ...]
) -> None:
    question, found = one(heading, drawn(values, 200))
    assert question is not None
    missing = tuple(sorted(question.missing))
    assert (question.metric, question.low, question.high, question.direction, missing) == expected
    assert found.sure, (found.confidence, found.open)


def test_recommending_on_one_to_five_is_said_not_to_be_nps() -> None:
    question, found = one("How likely are you to recommend us? (1-5)", drawn([1, 2, 3, 4, 5]))
    assert question == Question("How likely are you to recommend us? (1-5)", "csat", 1, 5)
    assert found.problems == (
        ("nps_scale", {"column": "How likely are you to recommend us? (1-5)", "low": 1, "high": 5}),
    )


def test_a_reversed_scale_is_asked_about_and_not_flipped_in_silence() -> None:
    question, found = one("Ocena obsługi 1-5 (1 = bardzo dobrze, 5 = bardzo źle)", drawn([1, 2, 3, 4, 5]))
    assert question is not None
    assert question.direction == "down"
    assert found.open == ("direction",)
    facts = {"column": question.column, "low": 1, "high": 5, "label": "1 = bardzo dobrze"}
    assert found.problems == (("scale_reversed", facts),)


def test_words_of_a_scale_get_scores() -> None:
    words = [
        "zdecydowanie niezadowolony",
        "raczej niezadowolony",
        "raczej zadowolony",
        "zdecydowanie zadowolony",
        "bd.",
    ]
    question, found = one("Zadowolenie z obsługi", drawn(words, 50))
    assert question is not None
    assert dict(question.words) == dict(zip(words[:4], [1, 2, 4, 5], strict=True))
    assert (question.low, question.high, question.missing) == (1, 5, ("bd.",))
    assert found.sure


def test_fractions_are_no_scores() -> None:
    question, found = one("Satisfaction", drawn(["3,67", "4,5", "2,33"]))
    assert question is None
    assert found.open == ("question",)
    assert found.problems == (("not_whole", {"column": "Satisfaction"}),)


def test_several_ratings_are_told_apart_by_what_they_are_about() -> None:
    found = suggestion(
        {
            "date": days(),
            "How satisfied are you with the helpline?": drawn([1, 2, 3, 4, 5]),
            "Zadowolenie 1-5: Dostawa kurierem": drawn([1, 2, 3, 4, 5], seed=2),
            "staff_service_rating": drawn([1, 2, 3, 4, 5], seed=3),
            "Ogólne zadowolenie ze współpracy z nami 1-5": drawn([1, 2, 3, 4, 5], seed=4),
        }
    )
    assert [q.touchpoint for q in found.mapping.questions] == ["Helpline", "Dostawa kurierem", "Staff service", ""]
    assert found.sure


def test_noughts_of_one_rating_are_read_like_those_beside_it() -> None:
    values = [1] * 5 + [2, 3, 4, 5] * 20
    found = suggestion(
        {
            "date": days(87),
            "food rating": [str(v) for v in [0, 0, *values]],
            "seat rating": [str(v) for v in [1, 1, *values]],
            "wifi rating": [str(v) for v in [0] * 2 + [1, 0, 0] + values[3:]],
        }
    )
    assert [(q.low, q.high, q.missing) for q in found.mapping.questions] == [(1, 5, ("0",)), (1, 5, ()), (1, 5, ("0",))]


def test_ratings_without_a_wording_are_never_sure() -> None:
    found = suggestion(
        {"date": days(), **{f"Q7{name}": drawn([1, 2, 3, 4, 5], seed=i) for i, name in enumerate("ABCDE")}}
    )
    assert len(found.mapping.questions) == 5
    assert found.open == ("metric",)
    facts = {"n": 5, "column": "Q7A", "columns": ["Q7A", "Q7B", "Q7C", "Q7D", "Q7E"], "low": 1, "high": 5}
    assert found.problems == (("ratings_unnamed", facts),)
    assert not found.sure


def test_personal_columns_are_ignored_and_names_kept_for_masking() -> None:
    found = suggestion(
        {
            "Sygnatura czasowa": days(),
            "Imię i nazwisko": drawn(["Jan Kowalski", "Anna Nowak"]),
            "Kontakt": [f"osoba{i}@example.com" for i in range(60)],
            "Tel.": [f"+48 600 100 {i:03d}" for i in range(60)],
            "IP": ["10.0.0.1"] * 60,
            "nps": drawn(list(range(11))),
        }
    )
    assert found.mapping.ignored == ("Imię i nazwisko", "Kontakt", "Tel.", "IP")
    assert found.mapping.names == ("Imię i nazwisko",)
    assert found.sure


def test_the_time_of_answering_wins_over_the_time_of_starting() -> None:
    found = suggestion(
        {
            "ID": [str(i) for i in range(60)],
            "Godzina rozpoczęcia": days(),
            "Godzina ukończenia": days(),
            "Czy polecisz nas? (0-10)": drawn(list(range(11))),
        }
    )
    assert (found.mapping.id, found.mapping.at) == ("ID", "Godzina ukończenia")


def test_an_id_that_repeats_is_no_id() -> None:
    found = suggestion({"id": drawn(["a", "b", "c"]), "date": days(), "nps": drawn(list(range(11)))})
    assert found.mapping.id == ""
    assert found.problems == (("id_repeats", {"column": "id"}),)


def test_a_file_without_dates_asks_for_one() -> None:
    found = suggestion({"nps": drawn(list(range(11))), "comment": [f"text {i}" for i in range(60)]})
    assert found.open == ("date",)


def test_a_long_file_is_said_to_be_one() -> None:
    found = suggestion(
        {
            "answer_id": [str(i) for i in range(60)],
            "question_category": ["NPS", "comment"] * 30,
            "answer_content": ["9", "Very nice course, thank you"] * 30,
            "date": days(),
        }
    )
    assert found.open == ("question",)
    assert found.problems == (("long_file", {"question": "question_category", "value": "answer_content"}),)


def test_constants_ids_and_free_text_become_no_dimensions() -> None:
    found = suggestion(
        {
            "date": days(),
            "nps": drawn(list(range(11))),
            "wersja ankiety": ["v1"] * 60,
            "kod": [f"X{i}" for i in range(60)],
            "godzina": drawn(["10:15", "11:20 AM"]),
            "sklep": drawn(["Kraków", "Łódź"]),
            "Co Ci się podobało?": [f"Podobała mi się obsługa numer {i}" for i in range(60)],
        }
    )
    assert found.mapping.dimensions == {"sklep": "sklep"}
    assert found.mapping.comments == ("Co Ci się podobało?",)


def test_a_remembered_mapping_is_taken_where_its_headings_are() -> None:
    columns = {"kiedy": days(), "p1": drawn(list(range(11))), "p2": drawn([1, 2, 3, 4, 5])}
    known = Mapping(at="kiedy", date_order="dmy", questions=(Question("p1", "nps", 0, 10),))
    foreign = replace(known, questions=(Question("p9", "nps", 0, 10), Question("p1", "nps", 0, 10)))
    found = suggestion(columns, (foreign, known))
    assert found.sure
    assert found.mapping.questions == known.questions
    assert found.mapping.date_order == "ymd"


def test_values_behind_the_sample_count_as_well() -> None:
    n = 3000
    found = suggestion(
        {
            "date": ["3/4/2024"] * (n - 1) + ["25/4/2024"],
            "satisfaction": drawn([1, 2, 3, 4, 5], n - 40) + drawn([6, 7], 40),
            "shop": ["A", "B"] * (n // 2),
        }
    )
    assert found.open == ()
    assert found.mapping.date_order == "dmy"
    assert [(q.low, q.high) for q in found.mapping.questions] == [(1, 7)]


@pytest.mark.parametrize(
    ("heading", "values", "said"),
    [
        ("kwartał", ["2025-Q1", "2025-Q2", "2025-Q3"], "dates_only_quarter"),
        ("okres", ["I kw. 2025", "II kw. 2025", "III kw. 2025"], "dates_only_quarter"),
        ("tydzień", ["2025-W01", "2025-W02", "2025-W03"], "dates_only_week"),
        ("Period", ["2025-01", "2025-02", "2025-03"], "dates_only_month"),
    ],
)
def test_months_quarters_and_weeks_are_dates_and_said_to_be_coarse(heading: str, values: list[str], said: str) -> None:
    found = suggestion({heading: values * 20, "NPS": drawn([0, 6, 7, 9, 10])})
    assert (found.mapping.at, found.mapping.dimensions) == (heading, {})
    assert found.problems == ((said, {"column": heading}),)


@pytest.mark.parametrize("lang", LANGS)
def test_every_problem_has_its_sentence(lang: str) -> None:
    text = Text(lang)  # type: ignore[arg-type]
    facts = {
        "n": 3,
        "line": 9,
        "label": "1 = x",
        "words": "x, y",
        "codes": "0 (3)",
        "said": "x",
        "kept": 2,
        "columns": 4,
        "column": "a",
        "low": 1,
        "high": 5,
        "question": "a",
        "value": "b",
        "encoding": "x",
    }
    keys = ["lines_skipped", "letters_lost", "rows_short", "rows_long", "id_repeats", "not_whole", "nps_scale"]
    keys += [
        "nps_by_rating",
        "scale_reversed",
        "ratings_unnamed",
        "dimensions_many",
        "long_file",
        "test_answers",
        "offered",
        "codes_missing",
        "words_unknown",
        "dates_only_month",
        "dates_only_quarter",
        "dates_only_week",
    ]
    assert all(text(f"problems.{key}", **facts) for key in keys)


def test_codes_for_no_answer_are_named_as_the_file_writes_them() -> None:
    question, _ = one("Zadowolenie 1-5", drawn(["1.0", "2.0", "3.0", "4.0", "5.0", "99.0"], 120))
    assert question is not None
    assert question.missing == ("99.0",)


def test_times_under_a_heading_that_names_their_zone_are_in_that_zone() -> None:
    times = [f"2024-05-{1 + i % 28:02d} 23:30:00" for i in range(60)]
    found = suggestion({"#": [f"t{i}" for i in range(60)], "nps": drawn(list(range(11))), "Submit Date (UTC)": times})
    assert (found.mapping.at, found.mapping.zone) == ("Submit Date (UTC)", "UTC")


def test_a_battery_in_doubt_without_codes_is_asked_about_once() -> None:
    columns = {
        f"Q7{name}": drawn([1, 2, 3, 4] if name == "A" else [1, 2, 3, 4, 5], seed=i) for i, name in enumerate("ABCDE")
    }
    found = suggestion({"date": days(), **columns})
    assert {(q.low, q.high, q.missing) for q in found.mapping.questions} == {(1, 5, ())}
    assert found.open == ("metric",)


@pytest.mark.parametrize("heading", ["Komentarz do dostawy", "Comment on the delivery"])
def test_short_comments_that_repeat_are_comments_where_the_heading_says_so(heading: str) -> None:
    columns = {"date": days(), "NPS": drawn(list(range(11))), heading: drawn(["ok", "super", "za drogo", "długo"])}
    assert suggestion(columns).mapping.comments == (heading,)
    kinds = suggestion({**columns, "Comment category": drawn(["price", "time"])}).mapping
    assert (kinds.comments, list(kinds.dimensions)) == ((heading,), ["Comment category"])
