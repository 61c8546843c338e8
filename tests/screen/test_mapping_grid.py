from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cxdata.errors import MappingRefused
from cxdata.reading.containers.files import read
from cxdata.reading.mapping import Mapping, Question, Suggestion
from cxdata.screen.upload.mapping_grid import Row, frame, mapping, rows
from cxdata.screen.upload.veil import Veil
from cxdata.text import Text

CSV = "Id;Data;Ocena;Marka;Kanał;Uwagi\n1;2026-01-02;9;Ład;www;dobrze\n2;2026-01-03;3;Inna;www;źle\n"
KNOWN = Mapping(
    id="Id",
    at="Data",
    date_order="ymd",
    questions=(Question("Ocena", "nps", 0, 10, missing=("99",), positive_from=8, negative_to=5),),
    dimensions={"channel": "Kanał", "brand": "Marka"},
    comments=("Uwagi",),
)


@pytest.fixture
def lines(tmp_path: Path) -> list[Row]:
    return rows(read(CSV.encode(), "a.csv", folder=tmp_path), KNOWN)


def test_the_grid_says_what_the_mapping_says(lines: list[Row]) -> None:
    assert lines == [
        Row("Id", "id"),
        Row("Data", "at"),
        Row("Ocena", "nps", 0, 10, missing=("99",)),
        Row("Marka", "further"),
        Row("Kanał", "channel"),
        Row("Uwagi", "comment"),
    ]


def test_an_untouched_grid_gives_the_mapping_back(lines: list[Row]) -> None:
    assert mapping(lines, KNOWN) == KNOWN


def test_another_scale_drops_the_cuts_of_the_old_one_and_keeps_missing_values(lines: list[Row]) -> None:
    lines[2] = replace(lines[2], role="csat", low=1, high=5, direction="down", about="Dostawa")
    assert mapping(lines, KNOWN).questions == (
        Question("Ocena", "csat", 1, 5, "down", missing=("99",), touchpoint="Dostawa"),
    )


def test_a_score_without_a_scale_gets_the_usual_one(lines: list[Row]) -> None:
    lines[3] = Row("Marka", "ces")
    found = mapping(lines, KNOWN)
    assert found.questions[1] == Question("Marka", "ces", 1, 7)
    assert found.dimensions == {"channel": "Kanał"}


def test_what_is_left_out_is_named_as_ignored(lines: list[Row]) -> None:
    lines[5] = Row("Uwagi", "ignored")
    assert mapping(lines, KNOWN).ignored == ("Uwagi",)


def test_names_that_are_left_out_stay_names_to_be_masked(tmp_path: Path) -> None:
    sheet = read(b"NPS;Imie\n1;Jan\n", "a.csv", folder=tmp_path)
    known = Mapping(questions=(Question("NPS", "nps", 0, 10),), names=("Imie",), ignored=("Imie",))
    shown = rows(sheet, known)
    assert shown[1] == Row("Imie", "names")
    assert mapping(shown, known) == known


def test_two_columns_cannot_both_be_the_date(lines: list[Row]) -> None:
    lines[0] = Row("Id", "at")
    with pytest.raises(MappingRefused) as refused:
        mapping(lines, KNOWN)
    assert Text("en").error(refused.value) == (
        "“Id” and “Data” have the same meaning, and only one column can have it. Change the meaning of one of them."
    )


def test_a_scale_runs_upwards(lines: list[Row]) -> None:
    lines[2] = replace(lines[2], low=10, high=10)
    with pytest.raises(MappingRefused) as refused:
        mapping(lines, KNOWN)
    assert Text("en").error(refused.value) == (
        "The scale of “Ocena” runs from 10 to 10. Its start must be lower than its end; correct it in the table."
    )


def test_the_editor_shows_examples_and_how_sure_the_guess_is(tmp_path: Path, lines: list[Row]) -> None:
    sheet = read(CSV.encode(), "a.csv", folder=tmp_path)
    shown = frame(sheet, Suggestion(KNOWN, {"Ocena": 0.9, "Marka": 0.6, "Data": 0.2}, ()), lines, Text("en"), Veil())
    assert shown["example"].to_list() == [
        "1 · 2",
        "2026-01-02 · 2026-01-03",
        "9 · 3",
        "Ład · Inna",
        "www",
        "dobrze · źle",
    ]
    assert shown["sure"].to_list() == ["", "check, 20%", "sure, 90%", "likely, 60%", "", ""]


SPLIT = replace(
    KNOWN,
    questions=(
        Question("Ocena", "csat", 1, 5, until=date(2026, 1, 2)),
        Question("Ocena", "csat", 1, 10, since=date(2026, 1, 3)),
    ),
)


def test_the_parts_of_a_split_scale_have_a_line_each(tmp_path: Path) -> None:
    sheet = read(CSV.encode(), "a.csv", folder=tmp_path)
    lines = rows(sheet, SPLIT)
    assert [(line.low, line.high, line.since, line.until) for line in lines if line.heading == "Ocena"] == [
        (1, 5, None, date(2026, 1, 2)),
        (1, 10, date(2026, 1, 3), None),
    ]
    assert mapping(lines, SPLIT) == SPLIT
    shown = frame(sheet, Suggestion(SPLIT, {}, ()), lines, Text("en"), Veil({}))
    assert shown["heading"].to_list()[2:4] == [
        "Ocena (until 2\u00a0January\u00a02026)",
        "Ocena (since 3\u00a0January\u00a02026)",
    ]


def test_what_means_no_answer_is_shown_and_edited_between_semicolons(tmp_path: Path, lines: list[Row]) -> None:
    lines[2] = replace(lines[2], missing=("99", "nie, dziękuję"))
    assert mapping(lines, KNOWN).questions[0].missing == ("99", "nie, dziękuję")
    sheet = read(CSV.encode(), "a.csv", folder=tmp_path)
    assert frame(sheet, Suggestion(KNOWN, {}, ()), lines, Text("pl"), Veil({}))["missing"][2] == "99; nie, dziękuję"
