"""What was refused, corrected: the receipt adds up over both imports, and undoing takes only the corrections back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from cxdata.errors import MappingRefused
from cxdata.intake import importing, mending, undoing
from cxdata.intake.mending import Correction, Mended
from cxdata.intake.receipt import Receipt, rejects, standing
from cxdata.reading import Mapping, Question, Sheet
from cxdata.store.answers import every
from cxdata.store.workspace import Workspace

Written = Callable[..., Sheet]
Stored = Callable[[Workspace], pl.DataFrame]

ROWS = [
    "1;2026-01-05;9;5;Dostawa;telefon;Świetnie",
    "2;2026-01-05;11;4;Dostawa;telefon;",
    "3;kiedyś;3;2;Infolinia;czat;za długo",
    "4;2026-01-06;abc;;Infolinia;czat;",
    "5;2026-01-07;x;y;Kasa;sklep;",
    "6;2026-01-08;99;;;;",
]


@pytest.fixture
def faulty(written: Written, headings: str) -> Sheet:
    return written("a.csv", headings, *ROWS)


@pytest.fixture
def loaded(workspace: Workspace, faulty: Sheet, mapping: Mapping) -> Receipt:
    receipt = importing.load(workspace, faulty, mapping)
    assert (receipt.loaded, receipt.rejected, receipt.cells_refused) == (2, 4, 1)
    return receipt


def corrected(workspace: Workspace, *cells: tuple[int, str, str], of: int = 1, **options: str) -> Mended:
    return mending.correct(workspace, of, [Correction(*cell) for cell in cells], **options)


def counts(receipt: Receipt) -> tuple[int, ...]:
    return receipt.rows, receipt.loaded, receipt.updated, receipt.duplicates, receipt.rejected


def test_a_corrected_cell_joins_the_row_that_was_loaded_without_it(
    workspace: Workspace, loaded: Receipt, stored: Stored
) -> None:
    done = corrected(workspace, (3, "polecenie", "10"), by="Ola")
    assert (done.receipt.import_id, done.receipt.corrects, counts(done.receipt)) == (2, 1, (1, 0, 1, 0, 0))
    assert stored(workspace).filter(metric="nps").rows() == [
        (date(2026, 1, 5), "Dostawa", "telefon", "nps", 9),
        (date(2026, 1, 5), "Dostawa", "telefon", "nps", 10),
    ]
    with workspace.connect() as connection:
        assert connection.sql("SELECT count(*), count(DISTINCT import) FROM responses").fetchall() == [(2, 1)]


def test_a_corrected_date_brings_the_whole_row(workspace: Workspace, loaded: Receipt, stored: Stored) -> None:
    done = corrected(workspace, (4, "data", "2026-02-03 10:00"))
    assert counts(done.receipt) == (1, 1, 0, 0, 0)
    assert (done.receipt.answers, done.receipt.comments) == (2, 1)
    assert stored(workspace).filter(touchpoint="Infolinia").rows() == [
        (date(2026, 2, 3), "Infolinia", "czat", "csat", 2),
        (date(2026, 2, 3), "Infolinia", "czat", "nps", 3),
    ]
    with workspace.connect() as connection:
        assert connection.sql("SELECT text FROM comments ORDER BY text").fetchall() == [("za długo",), ("Świetnie",)]


def test_the_account_adds_up_over_the_import_and_its_corrections(workspace: Workspace, loaded: Receipt) -> None:
    done = corrected(
        workspace,
        (3, "polecenie", "10"),
        (4, "data", "jutro"),
        (5, "polecenie", "8"),
        (6, "polecenie", "1"),
        (6, "zadowolenie", "7"),
    )
    assert counts(done.receipt) == (5, 2, 1, 0, 2)
    assert [(each.line, each.value, reason) for each, reason in done.still] == [
        (4, "jutro", "unreadable_date"),
        (6, "7", "out_of_range"),
    ]
    found = standing(workspace, loaded)
    assert (found.listed, found.mended) == (6, 3)
    assert found.counts == {"rows": 6, "loaded": 4, "updated": 0, "duplicates": 0, "rejected": 2}
    assert rejects(workspace, 1).rows() == [
        (4, True, "data", "kiedyś", "unreadable_date"),
        (6, True, "zadowolenie", "y", "not_a_number"),
        (7, True, "", "", "no_answer"),
    ]
    assert rejects(workspace, 2).select("line", "value", "reason").rows() == [
        (4, "jutro", "unreadable_date"),
        (6, "7", "out_of_range"),
    ]


def test_the_second_cell_of_a_row_can_follow_later(workspace: Workspace, loaded: Receipt, stored: Stored) -> None:
    corrected(workspace, (6, "polecenie", "1"))
    done = corrected(workspace, (6, "zadowolenie", "5"))
    assert counts(done.receipt) == (1, 0, 1, 0, 0)
    assert stored(workspace).filter(touchpoint="Kasa")["score"].to_list() == [5, 1]
    with workspace.connect() as connection:
        assert connection.sql("SELECT count(*) FROM responses").fetchall() == [(3,)]


def test_corrections_of_which_nothing_can_be_read_are_no_import(workspace: Workspace, loaded: Receipt) -> None:

    done = corrected(workspace, (3, "polecenie", "12"), (4, "data", ""), (7, "", "9"), (2, "polecenie", "9"))
    assert (done.receipt.import_id, counts(done.receipt)) == (1, (4, 0, 0, 0, 4))
    assert [reason for _, reason in done.still] == ["out_of_range", "unreadable_date", "not_mendable", "not_listed"]
    assert undoing.imports(workspace)["id"].to_list() == [1]
    assert len(rejects(workspace, 1)) == 6


def test_undoing_corrections_refuses_the_rows_again(workspace: Workspace, loaded: Receipt, stored: Stored) -> None:
    before, listed = stored(workspace), rejects(workspace, 1)
    corrected(workspace, (3, "polecenie", "10"), (4, "data", "2026-02-03"), (5, "polecenie", "8"))
    undoing.undo(workspace, 2, by="Ola")
    assert stored(workspace).equals(before)
    assert rejects(workspace, 1).equals(listed)
    assert standing(workspace, loaded).mended == 0
    again = corrected(workspace, (3, "polecenie", "10"), (4, "data", "2026-02-03"), (5, "polecenie", "8"))
    assert counts(again.receipt) == (3, 2, 1, 0, 0)


def test_an_import_is_undone_together_with_its_corrections(workspace: Workspace, loaded: Receipt) -> None:
    corrected(workspace, (3, "polecenie", "10"), (4, "data", "2026-02-03"))
    with pytest.raises(MappingRefused) as refused:
        undoing.undo(workspace, 1)
    assert refused.value.key == "undo_together"
    undoing.undo(workspace, 1, together=True)
    assert workspace.snapshot().answers == 0
    with workspace.connect() as connection:
        for table in ("kept", "additions", "rejects", "responses", "comments"):
            assert connection.sql(f"SELECT count(*) FROM {table}").fetchall() == [(0,)]


def test_the_same_file_again_keeps_the_corrections(
    workspace: Workspace, loaded: Receipt, faulty: Sheet, mapping: Mapping, stored: Stored
) -> None:
    corrected(workspace, (3, "polecenie", "10"), (4, "data", "2026-02-03"))
    before = stored(workspace)
    assert importing.load(workspace, faulty, mapping).repeated
    assert stored(workspace).equals(before)


@pytest.mark.parametrize("ids", [True, False])
def test_the_next_months_file_with_the_same_faulty_rows_keeps_the_corrections(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored, ids: bool
) -> None:
    own = mapping if ids else replace(mapping, id="")
    importing.load(workspace, written("a.csv", headings, *ROWS), own)
    corrected(workspace, (3, "polecenie", "10"), (5, "polecenie", "8"))
    before = stored(workspace)
    more = importing.load(workspace, written("b.csv", headings, *ROWS, "7;2026-02-01;9;;;;"), own)
    assert (more.loaded, more.updated, more.duplicates, more.rejected) == (1, 0, 2, 4)
    assert stored(workspace).filter(pl.col("day") < date(2026, 2, 1)).equals(before)


@pytest.mark.parametrize("ids", [True, False])
def test_a_row_corrected_here_and_in_the_source_counts_once(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored, ids: bool
) -> None:
    own = mapping if ids else replace(mapping, id="")
    importing.load(workspace, written("a.csv", headings, *ROWS), own)
    corrected(
        workspace, (4, "data", "2026-02-03"), (5, "polecenie", "8"), (6, "polecenie", "1"), (6, "zadowolenie", "2")
    )
    before = stored(workspace)
    mended = [ROWS[2].replace("kiedyś", "2026-02-03"), ROWS[3].replace("abc", "8"), "5;2026-01-07;1;2;Kasa;sklep;"]
    again = importing.load(workspace, written("b.csv", headings, *mended), own)
    assert again.loaded == 0
    assert stored(workspace).equals(before)


def test_a_row_of_a_response_with_several_touchpoints_joins_the_others(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored
) -> None:
    rows = ["1;2026-01-05;9;;Dostawa;;", "1;2026-01-05;x;;Infolinia;;", "1;2026-01-05;y;;Kasa;;słabo"]
    importing.load(workspace, written("a.csv", headings, *rows), mapping)
    done = corrected(workspace, (3, "polecenie", "4"), (4, "polecenie", "2"))
    assert counts(done.receipt) == (2, 1, 1, 0, 0)
    assert stored(workspace).select("touchpoint", "score").rows() == [("Dostawa", 9), ("Infolinia", 4), ("Kasa", 2)]
    with workspace.connect() as connection:
        assert connection.sql("SELECT count(*) FROM responses").fetchall() == [(1,)]
    undoing.undo(workspace, 2)
    assert stored(workspace)["score"].to_list() == [9]


def test_equal_rows_without_ids_are_as_many_after_their_correction(
    workspace: Workspace, written: Written, mapping: Mapping, headings: str, stored: Stored
) -> None:
    own = replace(mapping, id="")
    importing.load(
        workspace, written("a.csv", headings, *[";2026-01-05;11;;Kasa;;"] * 3, ";2026-01-05;10;;Kasa;;"), own
    )
    done = corrected(workspace, *((line, "polecenie", "10") for line in (2, 3, 4)))
    assert counts(done.receipt) == (3, 3, 0, 0, 0)
    assert stored(workspace)["score"].to_list() == [10] * 4
    again = importing.load(workspace, written("b.csv", headings, *[";2026-01-05;10;;Kasa;;"] * 5), own)
    assert (again.loaded, again.duplicates) == (1, 4)


def test_a_row_that_a_later_file_has_brought_is_a_duplicate(
    workspace: Workspace, loaded: Receipt, written: Written, mapping: Mapping, headings: str, stored: Stored
) -> None:
    later = ["4;2026-01-06;3;;Infolinia;czat;", "2;2026-01-05;7;4;Dostawa;telefon;"]
    importing.load(workspace, written("b.csv", headings, *later), mapping)
    before = stored(workspace)
    done = corrected(workspace, (5, "polecenie", "8"), (3, "polecenie", "10"))
    assert counts(done.receipt) == (2, 0, 0, 2, 0)
    assert stored(workspace).equals(before)
    assert standing(workspace, loaded).counts == {"rows": 6, "loaded": 2, "updated": 0, "duplicates": 1, "rejected": 3}


@pytest.mark.parametrize("asked", [1, 2])
def test_weights_can_be_corrected(workspace: Workspace, written: Written, asked: int) -> None:
    questions = (Question("ocena", "nps", 0, 10), Question("wysiłek", "ces", 1, 7))[:asked]
    mapping = Mapping(at="data", date_order="ymd", weight="waga", questions=questions, customer="klient")
    rows = ["2026-01-05;9;6;dużo;K1", "2026-01-06;9;6;1,5;K1"]
    importing.load(workspace, written("a.csv", "data;ocena;wysiłek;waga;klient", *rows), mapping)

    def weights() -> list[tuple[float | None, float | None]]:
        with workspace.connect() as connection:
            return connection.sql(
                f"SELECT a.weight, r.weight FROM {every(connection)} AS a JOIN responses AS r USING (resp) "
                "ORDER BY resp"
            ).fetchall()

    assert counts(corrected(workspace, (2, "waga", "2,5")).receipt) == (1, 0, 1, 0, 0)
    assert weights() == [(2.5, 2.5)] * asked + [(1.5, 1.5)] * asked
    undoing.undo(workspace, 2)
    assert weights() == [(None, None)] * asked + [(1.5, 1.5)] * asked


def test_another_mapping_of_the_file_takes_its_corrections_back_with_it(
    workspace: Workspace, loaded: Receipt, faulty: Sheet, mapping: Mapping, stored: Stored
) -> None:
    corrected(workspace, (3, "polecenie", "10"), (5, "polecenie", "8"))
    importing.load(workspace, faulty, replace(mapping, comments=()), replace=True)
    assert stored(workspace)["score"].to_list() == [4, 5, 9]
    assert undoing.imports(workspace)["id"].to_list() == [3]


def test_the_history_tells_corrections_from_imports(workspace: Workspace, loaded: Receipt) -> None:
    corrected(workspace, (3, "polecenie", "10"), by="Ola")
    assert undoing.receipt(workspace, 2).kind == "corrections"
    assert undoing.imports(workspace).select("id", "file", "kind", "by").row(0) == (2, "a.csv", "corrections", "Ola")


def test_there_is_nothing_to_correct_in_an_import_that_is_not_there(workspace: Workspace, loaded: Receipt) -> None:
    with pytest.raises(MappingRefused) as refused:
        corrected(workspace, (3, "polecenie", "10"), of=7)
    assert (refused.value.key, refused.value.facts) == ("no_import", {"found": 7})
