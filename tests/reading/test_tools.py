"""Exports of survey tools are recognised by their first rows."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from cxdata.intake.plan import check
from cxdata.reading import Question, Sheet, read, tools
from cxdata.reading.meaning.suggestion import suggest
from cxdata.screen.upload.recognition import summary
from cxdata.text import LANGS, Text
from tests.reading.exports.records import NAMED


def sheet_of(rows: list[list[str]], folder: Path) -> Sheet:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return read(buffer.getvalue().encode(), "a.csv", folder=folder)


QUALTRICS = ["StartDate", "EndDate", "Status", "IPAddress", "Finished", "RecordedDate", "ResponseId", "Q1", "Q2"]
WORDING = ["Data rozpoczęcia", "Data zakończenia", "Typ", "IP", "Koniec", "Zapis", "Id", "Czy polecisz\nnas?", "Czemu?"]
ANSWER = [
    "2024-05-01 08:00:00",
    "2024-05-01 08:01:00",
    "0",
    "10.0.0.1",
    "1",
    "2024-05-01 08:01:01",
    "R_1",
    "9",
    "bo tak",
]


@pytest.mark.parametrize("sign", ['{"ImportId":"%s"}', "{'ImportId': u'%s'}"])
def test_qualtrics_has_three_header_rows_and_the_second_is_the_wording(tmp_path: Path, sign: str) -> None:
    sheet = sheet_of([QUALTRICS, WORDING, [sign % name for name in QUALTRICS], ANSWER, ANSWER], tmp_path)
    assert (sheet.tool, sheet.header_rows, sheet.rows) == ("qualtrics", 3, 2)
    assert sheet.headings == tuple(QUALTRICS)
    assert sheet.questions[7] == "Czy polecisz nas?"
    assert sheet.table.row(0)[7:] == ("9", "bo tak")
    assert sheet.line(0) == 5


def test_old_qualtrics_names_its_columns_in_the_second_row(tmp_path: Path) -> None:
    labels = [
        "ResponseID",
        "ResponseSet",
        "Name",
        "IPAddress",
        "Status",
        "StartDate",
        "EndDate",
        "Finished",
        "Polecisz?",
    ]
    numbers = [*(f"V{i}" for i in range(1, 9)), "Q1"]
    sheet = sheet_of(
        [numbers, labels, ["R_1", "x", "A", "1.1.1.1", "0", *["2024-05-01 08:00:00"] * 2, "1", "9"]], tmp_path
    )
    assert (sheet.tool, sheet.header_rows, sheet.rows) == ("qualtrics", 2, 1)
    assert sheet.headings == (*labels[:8], "Q1")
    assert sheet.questions[8] == "Polecisz?"


def test_surveymonkey_fills_questions_over_their_options(tmp_path: Path) -> None:
    first = ["Respondent ID", "Start Date", "Polecisz nas?", "Oceń", "", "Uwagi"]
    second = ["", "", "Response", "Kasa", "Dostawa", "Open-Ended Response"]
    sheet = sheet_of([first, second, ["1", "05/13/2024 08:00:00 AM", "9", "5", "4", "ok"]], tmp_path)
    assert (sheet.tool, sheet.header_rows, sheet.rows) == ("surveymonkey", 2, 1)
    assert sheet.headings == ("Respondent ID", "Start Date", "Polecisz nas?", "Oceń - Kasa", "Oceń - Dostawa", "Uwagi")


@pytest.mark.parametrize(
    ("headings", "tool"),
    [
        (["Timestamp", "How likely are you to recommend us?"], "google_forms"),
        (["Sygnatura czasowa", "Adres e-mail", "Czy nas polecisz?"], "google_forms"),
        (
            ["ID", "Godzina rozpoczęcia", "Godzina ukończenia", "Adres e-mail", "Nazwa", "Czy nas polecisz?"],
            "microsoft_forms",
        ),
        (["ID", "Start time", "Completion time", "Email", "Name", "Would you recommend us?"], "microsoft_forms"),
        (["#", "Would you recommend us?", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"], "typeform"),
        (["id", "submitdate", "lastpage", "startlanguage", "Q1"], "limesurvey"),
        (["date", "touchpoint", "nps", "comment"], ""),
    ],
)
def test_a_tool_with_one_header_row_is_known_by_its_own_headings(
    tmp_path: Path, headings: list[str], tool: str
) -> None:
    sheet = sheet_of([headings, ["1"] * len(headings), ["2"] * len(headings)], tmp_path)
    assert (sheet.tool, sheet.header_rows, sheet.rows) == (tool, 1, 2)


def test_two_header_rows_of_no_known_tool_are_joined(tmp_path: Path) -> None:
    first = ["Obsługa", "", "", "Produkt", "", ""]
    second = ["uprzejmość", "czas", "wiedza", "jakość", "cena", "wygląd"]
    sheet = sheet_of([first, second, ["5", "4", "3", "5", "4", "2"], ["1", "4", "3", "5", "2", "2"]], tmp_path)
    assert (sheet.header_rows, sheet.rows) == (2, 2)
    assert sheet.headings[:4] == ("Obsługa - uprzejmość", "Obsługa - czas", "Obsługa - wiedza", "Produkt - jakość")


@pytest.mark.parametrize(
    ("tool", "id", "at", "question", "dimensions", "comments"),
    [
        (
            "formbricks",
            "Response ID",
            "Timestamp",
            Question("1. How likely are you to recommend us?", "nps", 0, 10),
            {"department": "department"},
            ("2. Why?",),
        ),
        (
            "surveylab",
            "Id odpowiedzi",
            "Data zakończenia",
            Question("Czy polecisz nas?", "nps", 0, 10),
            {"Custom 1": "Custom 1"},
            (),
        ),
        (
            "medallia",
            "request_id",
            "response_received_at",
            Question("star_rating", "csat", 1, 5),
            {"channel": "channel"},
            (),
        ),
        (
            "zendesk",
            "id",
            "created_at",
            Question("score", "csat", 1, 2, missing=("offered", "unoffered"), words={"good": 2, "bad": 1}),
            {},
            ("comment",),
        ),
        ("delighted", "id", "created_at", Question("score", "nps", 0, 10), {}, ("comment",)),
        ("customergauge", "", "SurveyCompletedDate", Question("NetPromoterScore", "nps", 0, 10), {}, ("Comment",)),
        ("thanx", "nps_feedback_id", "rated_at", Question("rating", "nps", 0, 10), {}, ("review",)),
        ("touchpoints_gov", "", "created_at", Question("question_1", "csat", 1, 5), {}, ("question_4",)),
    ],
)
def test_a_tool_known_by_name_needs_no_mapping_step(
    tmp_path: Path,
    tool: str,
    id: str,
    at: str,
    question: Question,
    dimensions: dict[str, str],
    comments: tuple[str, ...],
) -> None:
    headings, rows = NAMED[tool]
    sheet = sheet_of([headings, *rows], tmp_path)
    assert (sheet.tool, sheet.header_rows, sheet.rows) == (tool, 1, 40)
    found = suggest(sheet)
    assert (found.sure, found.open) == (True, ())
    assert (found.mapping.id, found.mapping.at) == (id, at)
    assert found.mapping.questions == (question,)
    assert (found.mapping.dimensions, found.mapping.comments) == (dimensions, comments)


def test_surveys_that_were_only_sent_are_said_and_are_no_answers(tmp_path: Path) -> None:
    headings, rows = NAMED["zendesk"]
    assert suggest(sheet_of([headings, *rows], tmp_path)).problems == (("offered", {"n": 20}),)


def test_test_answers_of_qualtrics_are_counted_before_import(tmp_path: Path) -> None:
    body = [[*ANSWER[:2], "1" if i < 9 else "0", *ANSWER[3:6], f"R_{i}", str(i % 11), "bo tak"] for i in range(40)]
    sheet = sheet_of([QUALTRICS, WORDING, ['{"ImportId":"x"}'] * 9, *body], tmp_path)
    assert ("test_answers", {"n": 9}) in suggest(sheet).problems


@pytest.mark.parametrize("lang", LANGS)
def test_every_tool_is_called_by_its_name(lang: str) -> None:
    named = {tools.called(tool, lang) for tool in tools.names()}
    assert len(named) == len(tools.names()) >= 14
    assert {"Qualtrics", "Medallia Agent Connect", {"pl": "Formularzy Google", "en": "Google Forms"}[lang]} <= named
    assert tools.called("webankieta", lang) == "webankieta"


PLANTED = """
from cxdata.reading.recognised import Habits, Recognised, has_all

NAME = "Głosomat"
HABITS = Habits(tests=("Tryb", ("próba",)), aside=("Numer urządzenia",))


def recognise(rows):
    return Recognised("glosomat", 1, 0.95) if has_all(rows[0], ("Numer urządzenia", "Tryb")) else None
"""


def test_a_tool_is_one_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "glosomat.py").write_text(PLANTED, "utf-8")
    monkeypatch.setattr(tools, "__path__", [*tools.__path__, str(tmp_path)])
    tools.names.cache_clear()
    try:
        rows = [[str(i), "A7", ("próba", "")[i > 3], f"2024-05-{i + 1:02d}", str(i % 11)] for i in range(28)]
        sheet = sheet_of([["Nr", "Numer urządzenia", "Tryb", "Data", "NPS"], *rows], tmp_path)
        assert (sheet.tool, tools.called(sheet.tool, "pl")) == ("glosomat", "Głosomat")
        assert suggest(sheet).problems == (("test_answers", {"n": 4}),)
        plan = check(sheet.path, "a.csv", folder=tmp_path)
        assert (
            summary(plan, Text("pl"))[0]
            == "To plik z Głosomat; 1 wiersz nagłówka; 24 odpowiedzi, pominięto 4 podglądy."
        )
    finally:
        tools.names.cache_clear()
        sys.modules.pop("cxdata.reading.tools.glosomat", None)
