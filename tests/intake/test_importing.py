"""From a file to a receipt: every row accounted for, nothing doubled, nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from cxdata.errors import MappingRefused, WorkspaceRefused
from cxdata.intake import importing
from cxdata.intake.receipt import Receipt, rejects
from cxdata.reading import Mapping, Question, Sheet, read
from cxdata.store.answers import every
from cxdata.store.workspace import Workspace

Written = Callable[..., Sheet]
Stored = Callable[[Workspace], pl.DataFrame]


@pytest.fixture
def faulty(written: Written, headings: str) -> Sheet:
    return written(
        "styczeń.csv",
        headings,
        "1;2026-01-05 10:00;9;5;Dostawa;telefon;Świetnie",
        "2;2026-01-05;11;4;Dostawa;telefon;",
        "3;2026-01-06;99;;Infolinia;;",
        "4;2026-01-06;abc;;Infolinia;czat;Źle",
        "5;kiedyś;3;2;Infolinia;czat;",
        ";;;;;;",
        "7;;8;3;Infolinia;czat;",
        "8;2026-01-07;x;y;Infolinia;czat;",
        "9;2026-01-08; 7 ;3,0; Dostawa ;telefon;",
        encoding="cp1250",
    )


def test_a_receipt_accounts_for_every_row(workspace: Workspace, faulty: Sheet, mapping: Mapping) -> None:
    receipt = importing.load(workspace, faulty, mapping)
    assert replace(receipt, assumed=()) == Receipt(
        file="styczeń.csv",
        import_id=1,
        rows=9,
        loaded=4,
        rejected=5,
        cells_refused=2,
        answers=5,
        comments=2,
        reasons={"not_a_number": 2, "empty": 1, "no_answer": 1, "no_date": 1, "out_of_range": 1, "unreadable_date": 1},
        read={
            "tool": "",
            "confidence": 1.0,
            "container": "text",
            "encoding": "cp1250",
            "separator": ";",
            "sheet": "",
            "columns": 7,
            "header_rows": 1,
            "above": 0,
            "below": 0,
        },
        wording=("polecenie", "zadowolenie"),
        date_order="ymd",
    )


def test_rejects_name_line_column_value_and_reason(workspace: Workspace, faulty: Sheet, mapping: Mapping) -> None:
    importing.load(workspace, faulty, mapping)
    assert rejects(workspace, 1).rows() == [
        (3, False, "polecenie", "11", "out_of_range"),
        (4, True, "", "", "no_answer"),
        (5, False, "polecenie", "abc", "not_a_number"),
        (6, True, "data", "kiedyś", "unreadable_date"),
        (7, True, "", "", "empty"),
        (8, True, "data", "", "no_date"),
        (9, True, "polecenie", "x", "not_a_number"),
        (9, True, "zadowolenie", "y", "not_a_number"),
    ]


def test_a_wide_file_becomes_one_row_an_answer(
    workspace: Workspace, faulty: Sheet, mapping: Mapping, stored: Stored
) -> None:
    importing.load(workspace, faulty, mapping)
    assert stored(workspace).rows() == [
        (date(2026, 1, 5), "Dostawa", "telefon", "csat", 4),
        (date(2026, 1, 5), "Dostawa", "telefon", "csat", 5),
        (date(2026, 1, 5), "Dostawa", "telefon", "nps", 9),
        (date(2026, 1, 8), "Dostawa", "telefon", "csat", 3),
        (date(2026, 1, 8), "Dostawa", "telefon", "nps", 7),
    ]


def test_the_same_file_twice_changes_nothing(
    workspace: Workspace, faulty: Sheet, mapping: Mapping, stored: Stored
) -> None:
    first = importing.load(workspace, faulty, mapping)
    before, version = stored(workspace), workspace.version
    again = importing.load(workspace, faulty, replace(mapping, read={"encoding": "cp1250"}))
    assert again == replace(first, loaded=0, duplicates=4, cells_refused=0, answers=0, comments=0, repeated=True)
    assert workspace.version == version
    assert stored(workspace).equals(before)


def test_another_mapping_of_the_same_bytes_is_refused_until_it_may_replace(
    workspace: Workspace, faulty: Sheet, mapping: Mapping, stored: Stored
) -> None:
    importing.load(workspace, faulty, mapping)
    other = replace(mapping, questions=mapping.questions[:1])
    with pytest.raises(MappingRefused) as refused:
        importing.load(workspace, faulty, other)
    assert (refused.value.key, refused.value.facts) == ("other_mapping", {"file": "styczeń.csv", "number": 1})
    receipt = importing.load(workspace, faulty, other, replace=True)
    assert (receipt.import_id, receipt.replaced, receipt.loaded, receipt.answers) == (2, 1, 3, 2)
    assert set(stored(workspace)["metric"]) == {"nps"}


def test_files_that_overlap_double_nothing_and_keep_genuine_repeats(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored
) -> None:
    plain = replace(mapping, id="")
    rows = [f";2026-01-0{day};9;5;Dostawa;telefon;" for day in (1, 1, 1, 2, 3)]
    first = importing.load(workspace, written("a.csv", headings, *rows[:4]), plain)
    second = importing.load(workspace, written("b.csv", headings, *rows), plain)
    assert (first.loaded, first.duplicates) == (4, 0)
    assert (second.loaded, second.duplicates) == (1, 4)
    assert len(stored(workspace)) == 10


def test_a_changed_response_is_replaced_whole(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored
) -> None:
    importing.load(
        workspace, written("a.csv", headings, "1;2026-01-05;2;1;Dostawa;czat;Fatalnie", "2;2026-01-05;9;;;;"), mapping
    )
    receipt = importing.load(
        workspace,
        written("b.csv", headings, "1;2026-01-05;8;;Dostawa;czat;", "2;2026-01-05;9;;;;", "3;2026-01-05;7;;;;"),
        mapping,
    )
    assert (receipt.loaded, receipt.updated, receipt.duplicates) == (1, 1, 1)
    assert stored(workspace)["score"].to_list() == [8, 7, 9]
    with workspace.connect() as connection:
        assert connection.sql("SELECT count(*) FROM comments").fetchall() == [(0,)]


def test_the_later_of_two_versions_in_one_file_counts(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored
) -> None:
    sheet = written(
        "a.csv", headings, "1;2026-01-05;2;;Dostawa;;", "1;2026-01-05;8;;Dostawa;;", "1;2026-01-05;8;;Dostawa;;"
    )
    receipt = importing.load(workspace, sheet, mapping)
    assert (receipt.rows, receipt.loaded, receipt.duplicates, receipt.rejected) == (3, 1, 1, 1)
    assert rejects(workspace, 1).rows() == [(2, True, "id", "1", "superseded")]
    assert stored(workspace)["score"].to_list() == [8]


def test_rows_of_one_response_about_several_touchpoints_belong_together(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    rows = ["1;2026-01-05;2;;Dostawa;;", "1;2026-01-05;8;;Infolinia;;", "2;2026-01-05;8;;Infolinia;;"]
    receipt = importing.load(workspace, written("a.csv", headings, *rows), mapping)
    again = importing.load(workspace, written("b.csv", headings, *reversed(rows)), mapping)
    assert (receipt.loaded, receipt.answers) == (3, 3)
    assert (again.duplicates, again.loaded) == (3, 0)
    with workspace.connect() as connection:
        assert connection.sql("SELECT count(*) FROM responses").fetchall() == [(2,)]


def test_an_id_that_comes_back_at_other_times_names_a_person(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored
) -> None:
    rows = [f"K{person};2026-0{month}-05;{month};;Dostawa;;" for month in (1, 2, 3) for person in range(5)]
    receipt = importing.load(workspace, written("a.csv", headings, *rows), mapping)
    again = importing.load(workspace, written("b.csv", headings, *rows, "K1;2026-04-05;9;;Dostawa;;"), mapping)
    assert (receipt.loaded, again.duplicates, again.loaded) == (15, 15, 1)
    alone = importing.load(workspace, written("c.csv", headings, "K1;2026-04-05;9;;Dostawa;;"), mapping)
    assert (alone.duplicates, alone.loaded) == (1, 0)
    assert len(stored(workspace)) == 16


def test_a_half_bad_file_gives_its_good_half(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    bad = [
        "n;31.02.2026;9;;;;",
        "n;2026-01-05;?;;;;",
        "n;2026-01-05;9,5;;;;",
        "n;2999-01-01;9;;;;",
        "n;1900-01-01;9;;;;",
    ]
    rows = [row.replace("n", str(place), 1) for place, row in enumerate([*bad, "n;2026-01-05;9;;;;"] * 50)]
    rows += [f"x{place};2026-01-05;9;;;;" for place in range(200)]
    receipt = importing.load(workspace, written("a.csv", headings, *rows), mapping)
    assert (receipt.rows, receipt.loaded, receipt.rejected, receipt.cells_refused) == (500, 250, 250, 0)
    assert receipt.reasons == {
        "early_date": 50,
        "future_date": 50,
        "not_a_number": 50,
        "not_whole": 50,
        "unreadable_date": 50,
    }


def test_a_comment_without_a_score_is_loaded_masked(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    sheet = written(
        "a.csv", headings, "1;2026-01-05;;;Dostawa;;Dzwońcie 600 700 800", "2;2026-01-05;;;;;Pani Anna miła"
    )
    receipt = importing.load(workspace, sheet, mapping, names=["Anna Nowak"])
    assert (receipt.loaded, receipt.answers, receipt.comments, receipt.masked) == (2, 0, 2, 2)
    assert _comments(workspace) == [("Dostawa", "Dzwońcie [tel.]"), (None, "Pani [osoba] miła")]


def test_comments_stay_as_written_for_who_decides_so(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    sheet = written("a.csv", headings, "1;2026-01-05;;;Dostawa;;a@b.example")
    assert importing.load(workspace, sheet, mapping, masked=False).masked == 0
    assert _comments(workspace) == [("Dostawa", "a@b.example")]


def test_names_in_the_files_own_columns_are_masked(workspace: Workspace, written: Written) -> None:
    sheet = written(
        "a.csv", "kto;data;opinia", "Jan Kowalski;2026-01-05;Kowalski poleca", "Ewa;2026-01-05;Tu Jan, nie Ewa"
    )
    importing.load(workspace, sheet, Mapping(at="data", date_order="ymd", comments=("opinia",), names=("kto",)))
    assert _comments(workspace) == [(None, "[osoba] poleca"), (None, "Tu [osoba], nie [osoba]")]


def _comments(workspace: Workspace) -> list[tuple[object, ...]]:
    with workspace.connect() as connection:
        return connection.sql(
            "SELECT label, text FROM comments "
            "LEFT JOIN members ON dimension = 'touchpoint' AND code = touchpoint ORDER BY resp"
        ).fetchall()


def test_questions_about_touchpoints_carry_them(workspace: Workspace, written: Written, stored: Stored) -> None:
    sheet = written("a.csv", "data;firma;dostawa;kasa", "2026-01-05;9;4;5", "2026-01-06;8;;1")
    questions = (
        Question("firma", "nps", 0, 10),
        Question("dostawa", "csat", 1, 5, touchpoint="Dostawa"),
        Question("kasa", "csat", 1, 5, touchpoint=" Kasa "),
    )
    receipt = importing.load(workspace, sheet, Mapping(at="data", date_order="ymd", questions=questions))
    assert (receipt.loaded, receipt.answers) == (2, 5)
    assert stored(workspace).select("touchpoint", "metric", "score").rows() == [
        ("Dostawa", "csat", 4),
        ("Kasa", "csat", 5),
        (None, "nps", 9),
        ("Kasa", "csat", 1),
        (None, "nps", 8),
    ]


def test_labels_are_trimmed_and_equal_however_their_letters_are_composed(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored
) -> None:
    labels = ["Łódź", " Łódź\u00a0", "Ło\u0301dz\u0301", "", "  "]
    rows = [f"{place};2026-01-0{place + 1};9;;{label};;" for place, label in enumerate(labels)]
    importing.load(workspace, written("a.csv", headings, *rows), mapping)
    assert stored(workspace)["touchpoint"].to_list() == ["Łódź", "Łódź", "Łódź", None, None]


def test_further_columns_become_dimensions_up_to_500_values(workspace: Workspace, written: Written) -> None:
    lines = [f"2026-01-05;9;produkt {place % 3};numer {place}" for place in range(600)]
    mapping = Mapping(
        at="data",
        date_order="ymd",
        questions=(Question("ocena", "nps", 0, 10),),
        dimensions={"Produkt": "Produkt", "Faktura": "Faktura"},
    )
    receipt = importing.load(workspace, written("a.csv", "data;ocena;Produkt;Faktura", *lines), mapping)
    assert (receipt.loaded, receipt.attributes) == (600, ("Faktura",))
    snapshot = workspace.snapshot()
    assert list(snapshot.labels("Produkt").values()) == ["produkt 0", "produkt 1", "produkt 2"]
    assert snapshot.tally(["Produkt"], metric="nps")["n"].to_list() == [200, 200, 200]
    with workspace.connect() as connection:
        assert connection.sql("SELECT count(*), min(name) FROM attributes").fetchall() == [(600, "Faktura")]
    later = importing.load(workspace, written("b.csv", "data;ocena", "2026-01-06;8"), replace(mapping, dimensions={}))
    assert later.loaded == 1
    assert workspace.snapshot().tally(["Produkt"], metric="nps")["n"].to_list() == [1, 200, 200, 200]


def test_a_question_keeps_its_measure_from_file_to_file(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    importing.load(workspace, written("a.csv", headings, "1;2026-01-05;9;5;;;"), mapping)
    with workspace.connect(write=True) as connection:
        connection.execute("UPDATE measures SET positive_from = 5 WHERE metric = 'csat'")
    importing.load(workspace, written("b.csv", headings, "2;2026-01-05;9;5;;;"), mapping)
    strict = replace(mapping.questions[1], positive_from=3, negative_to=2)
    importing.load(workspace, written("c.csv", headings, "3;2026-01-05;9;5;;;"), replace(mapping, questions=(strict,)))
    with workspace.connect() as connection:
        rows = connection.sql(
            "SELECT id, metric, positive_from, negative_to, question FROM measures ORDER BY id"
        ).fetchall()
    assert rows == [(1, "nps", 9, 6, "polecenie"), (2, "csat", 5, 2, "zadowolenie"), (3, "csat", 3, 2, "zadowolenie")]


def test_a_file_without_dates_takes_the_mappings(workspace: Workspace, written: Written, stored: Stored) -> None:
    mapping = Mapping(date=date(2026, 5, 31), questions=(Question("ocena", "nps", 0, 10),))
    importing.load(workspace, written("a.csv", "x;ocena", "a;9", "b;8"), mapping)
    assert stored(workspace)["day"].to_list() == [date(2026, 5, 31)] * 2


def test_an_order_of_dates_that_the_file_leaves_open_is_asked(
    workspace: Workspace, written: Written, stored: Stored
) -> None:
    mapping = Mapping(at="data", questions=(Question("ocena", "nps", 0, 10),))
    with pytest.raises(MappingRefused) as refused:
        importing.load(workspace, written("a.csv", "data;ocena", "03/04/2026;9"), mapping)
    assert (refused.value.key, refused.value.facts) == ("date_order_open", {"column": "data"})
    assert not workspace.exists
    importing.load(workspace, written("b.csv", "data;ocena", "03/04/2026;9", "13/04/2026;8"), mapping)
    assert stored(workspace)["day"].to_list() == [date(2026, 4, 3), date(2026, 4, 13)]


def test_a_column_that_is_not_there_is_named_with_the_likeliest_meant(
    workspace: Workspace, written: Written, mapping: Mapping
) -> None:
    sheet = written("a.csv", "id;data;Polecenie;komentarz", "1;2026-01-05;9;")
    with pytest.raises(MappingRefused) as refused:
        importing.load(workspace, sheet, replace(mapping, dimensions={}))
    assert (refused.value.key, refused.value.facts) == (
        "unknown_column",
        {"found": "polecenie", "expected": "Polecenie"},
    )


def test_weights_and_customers_are_kept(workspace: Workspace, written: Written) -> None:
    mapping = Mapping(
        at="data", date_order="ymd", weight="waga", customer="klient", questions=(Question("ocena", "nps", 0, 10),)
    )
    rows = ["2026-01-05;9;1,5;K1", "2026-01-06;9;;K2", "2026-01-07;9;dużo;K3", "2026-01-08;9;-1;"]
    receipt = importing.load(workspace, written("a.csv", "data;ocena;waga;klient", *rows), mapping)
    assert (receipt.loaded, receipt.cells_refused, receipt.reasons) == (4, 2, {"not_a_number": 2})
    with workspace.connect() as connection:
        rows = connection.sql("SELECT weight, customer FROM responses ORDER BY resp").fetchall()
    assert [(weight, bool(customer)) for weight, customer in rows] == [
        (1.5, True), (None, True), (None, True), (None, False),
    ]  # fmt: skip


def test_test_answers_of_a_survey_tool_are_no_answers(workspace: Workspace, written: Written) -> None:
    mapping = Mapping(
        read={"tool": "qualtrics"}, at="EndDate", date_order="ymd", questions=(Question("Q1", "nps", 0, 10),)
    )
    sheet = written("a.csv", "EndDate;Status;Q1", "2026-01-05;0;9", "2026-01-05;1;9", "2026-01-05;Survey Preview;9")
    receipt = importing.load(workspace, sheet, mapping)
    assert (receipt.loaded, receipt.rejected, receipt.reasons) == (1, 2, {"preview": 2})


def test_answers_of_files_that_interleave_stand_in_order(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str
) -> None:
    days = [(date(2026, 1, 1) + timedelta(days=place)).isoformat() for place in range(40)]
    for name, chosen in (("a.csv", days[1::2]), ("b.csv", days[::-2])):
        importing.load(workspace, written(name, headings, *(f"{name}{day};{day};9;5;;;" for day in chosen)), mapping)
    with workspace.connect() as connection:
        order = connection.sql(f"SELECT measure, day FROM {every(connection)}").fetchall()
    assert order == sorted(order)
    assert len(order) == 80


def test_headings_and_values_that_look_like_sql_are_only_text(workspace: Workspace, written: Written) -> None:
    nasty = "o'cena\"); DROP TABLE answers; --"
    mapping = Mapping(
        at="da'ta", date_order="ymd", questions=(Question(nasty, "nps", 0, 10, missing=("b'd",)),),
        dimensions={'x"; DROP TABLE members; --': "wy'miar"},
    )  # fmt: skip
    sheet = written(
        "a'b.csv", "da'ta;\"" + nasty.replace('"', '""') + "\";wy'miar", "2026-01-05;9;it's", "2026-01-05;b'd;x"
    )
    receipt = importing.load(workspace, sheet, mapping)
    assert (receipt.loaded, receipt.rejected, receipt.reasons) == (1, 1, {"no_answer": 1})


def test_a_workspace_to_be_read_only_takes_no_import(workspace: Workspace, faulty: Sheet, mapping: Mapping) -> None:
    importing.load(workspace, faulty, mapping)
    locked = replace(workspace, readonly=True)
    with pytest.raises(WorkspaceRefused) as refused:
        importing.load(locked, faulty, replace(mapping, comments=()))
    assert refused.value.key == "workspace_readonly"


def test_a_scale_that_cannot_be_is_refused(workspace: Workspace, faulty: Sheet, mapping: Mapping) -> None:
    upside_down = replace(mapping, questions=(Question("polecenie", "nps", 10, 0),))
    with pytest.raises(MappingRefused) as refused:
        importing.load(workspace, faulty, upside_down)
    assert (refused.value.key, refused.value.facts) == ("scale_range", {"column": "polecenie", "low": 10, "high": 0})
    assert not workspace.exists


def test_lines_are_those_that_a_spreadsheet_shows(workspace: Workspace, written: Written, mapping: Mapping) -> None:
    lines = [
        "id;data;polecenie;komentarz",
        '1;2026-01-05;9;"dwa',
        'wiersze"',
        "",
        "2;2026-01-05;x;",
        '3;2026-01-05;9;"jeszcze',
        "",
        'raz"',
        "4;2026-01-05;12;ok",
    ]
    plain = replace(mapping, questions=mapping.questions[:1], dimensions={})
    receipt = importing.load(workspace, written("a.csv", *lines), plain)
    assert (receipt.rows, receipt.loaded, receipt.rejected, receipt.cells_refused) == (4, 3, 1, 1)
    assert rejects(workspace, 1).select("line", "whole", "value").rows() == [(5, True, "x"), (9, False, "12")]


def test_large_files_keep_their_answers_near_their_days(workspace: Workspace, tmp_path: Path) -> None:
    days = [date(2024, 1, 1) + timedelta(days=place // 1000) for place in range(300_000)]
    frame = pl.DataFrame({"data": days, "ocena": [place % 11 for place in range(300_000)]})
    frame = frame.sample(fraction=1.0, shuffle=True, seed=3).cast(pl.String)
    frame.write_parquet(tmp_path / "a.parquet")
    mapping = Mapping(at="data", date_order="ymd", questions=(Question("ocena", "nps", 0, 10),))
    assert importing.load(workspace, read(tmp_path / "a.parquet"), mapping).loaded == 300_000
    with workspace.connect() as connection:
        (back,) = connection.sql(
            "SELECT count(*) FILTER (day < earlier) FROM "
            "(SELECT day, lag(day) OVER (ORDER BY rowid) AS earlier FROM answers)"
        ).fetchall()[0]
    assert back < 10
