from __future__ import annotations

import polars as pl

from cxdata.screen.workspace.members import differing

LISTED = pl.DataFrame(
    {
        "code": [1, 2, 3],
        "label": ["Dostawa", "Infolinia", "Czat"],
        "merged_into": [None, None, "Infolinia"],
        "stage": ["Zakup", "", ""],
        "position": [1, None, None],
        "contacts": [None, 10, None],
        "n": [5, 6, 7],
    },
    schema_overrides={"contacts": pl.Int64, "position": pl.Int32},
)


def test_an_untouched_grid_changes_nothing() -> None:
    assert differing(LISTED, LISTED).is_empty()


def test_only_rows_that_were_edited_are_written() -> None:
    edited = LISTED.with_columns(
        pl.Series("label", ["Kurier", "Infolinia", "Czat"]), pl.Series("position", [1.0, None, 2.0])
    )
    assert differing(LISTED, edited).to_dicts() == [
        {"code": 1, "label": "Kurier", "stage": "Zakup", "position": 1, "contacts": None},
        {"code": 3, "label": "Czat", "stage": "", "position": 2, "contacts": None},
    ]
