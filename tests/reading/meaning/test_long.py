"""Files of one row an answer become one column a question."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from cxdata.reading import Question, Sheet, read
from cxdata.reading.meaning.long import widened
from cxdata.reading.meaning.suggestion import suggest


def sheet_of(rows: list[list[str]], folder: Path) -> Sheet:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return read(buffer.getvalue().encode(), "long.csv", folder=folder)


def answers(n: int) -> list[list[str]]:
    return [
        row
        for i in range(n)
        for row in (
            [f"s{i}", f"2024-05-{i % 27 + 1:02d}", "NPS", str(i % 11)],
            [f"s{i}", f"2024-05-{i % 27 + 1:02d}", "Why?", f"Because of the answer {i}"],
        )
    ]


def test_answers_of_one_response_become_one_row_on_the_line_of_the_first(tmp_path: Path) -> None:
    long = sheet_of([["submission_id", "collected_at", "field_id", "value"], *answers(20)], tmp_path)
    wide = widened(long, tmp_path)
    assert (long.rows, wide.rows) == (40, 20)
    assert wide.headings == ("submission_id", "collected_at", "NPS", "Why?")
    assert wide.table.row(3) == ("s3", "2024-05-04", "3", "Because of the answer 3")
    assert [wide.line(row) for row in (0, 1, 19)] == [2, 4, 40]
    assert wide.problems == (("long_turned", {"question": "field_id", "value": "value", "n": 2}),)
    assert (wide.digest, wide.name) == (long.digest, "long.csv")


def test_scores_and_comments_of_a_long_file_need_no_mapping_step(tmp_path: Path) -> None:
    wide = widened(sheet_of([["submission_id", "collected_at", "field_id", "value"], *answers(20)], tmp_path), tmp_path)
    found = suggest(wide)
    assert found.sure
    assert (found.mapping.id, found.mapping.at) == ("submission_id", "collected_at")
    assert found.mapping.questions == (Question("NPS", "nps", 0, 10),)
    assert found.mapping.comments == ("Why?",)


def test_without_a_response_id_every_answer_stays_a_row(tmp_path: Path) -> None:
    rows = [["data", "pytanie", "odpowiedź"], *(row[1:] for row in answers(20))]
    wide = widened(sheet_of(rows, tmp_path), tmp_path)
    assert wide.headings == ("data", "NPS", "Why?")
    assert wide.rows == 40
    assert wide.table.rows()[:2] == [("2024-05-01", "0", None), ("2024-05-01", None, "Because of the answer 0")]


def test_an_id_that_a_few_answers_share_by_mistake_joins_no_rows(tmp_path: Path) -> None:
    body = [[str(i // 2 if i < 4 else i), *row[1:]] for i, row in enumerate(answers(20))]
    wide = widened(sheet_of([["answer_id", "date", "question", "answer"], *body], tmp_path), tmp_path)
    assert wide.rows == 40
    assert wide.table["answer_id"].to_list()[:5] == ["0 NPS", "0 Why?", "1 NPS", "1 Why?", "4 NPS"]


def test_an_answer_without_a_question_stands_under_the_heading_of_the_values(tmp_path: Path) -> None:
    rows = [["date", "question", "answer"], *(row[1:] for row in answers(20)), ["2024-06-01", "", "7"]]
    wide = widened(sheet_of(rows, tmp_path), tmp_path)
    assert wide.headings == ("date", "NPS", "Why?", "answer")
    assert wide.table.row(40) == ("2024-06-01", None, None, "7")


def test_one_row_a_response_stays_as_it_is(tmp_path: Path) -> None:
    plain = sheet_of([["date", "nps", "comment"], *([f"2024-05-0{i}", "9", "ok"] for i in range(1, 9))], tmp_path)
    assert widened(plain, tmp_path) is plain


def test_questions_that_hold_no_scores_leave_the_sheet_as_it_is(tmp_path: Path) -> None:
    rows = [["question", "answer"], *([f"Topic {i % 3}", f"Some words {i}"] for i in range(30))]
    plain = sheet_of(rows, tmp_path)
    assert widened(plain, tmp_path) is plain
