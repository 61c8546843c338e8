"""What does not hold in a grid, said by row and field."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import streamlit as st

from cxdata.governance.history import label
from cxdata.governance.spec import Problem, Row, Table
from cxdata.screen.markdown import plain
from cxdata.screen.records.begun import NUMBER
from cxdata.text import NOTHING, Text

MOST_SAID = 12


def listed(table: Table, problems: Sequence[Problem], frame: pl.DataFrame, text: Text) -> None:
    """What does not hold, by row and column of the frame."""
    if not problems:
        return
    said = [placed(table, problem, frame, text) for problem in problems[:MOST_SAID]]
    more = [text("records.more", n=len(problems) - MOST_SAID)] if len(problems) > MOST_SAID else []
    lines = [plain(line) for line in [*said, *more]]
    st.error(lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines), icon=":material/error:")


def placed(table: Table, problem: Problem, frame: pl.DataFrame, text: Text) -> str:
    """ "Row 3 (Kasa / IT / A), role: this field is needed." """
    facts = dict(problem.facts)
    if isinstance(facts.get("other"), int):
        facts["other"] = numbered(frame, int(str(facts["other"])) - 1)
    return text(
        "records.problem",
        row=named(table, frame, problem.row, text),
        column=table.heading(problem.column, text.lang),
        said=text(f"errors.{problem.key}", **facts),
    )


def named(table: Table, frame: pl.DataFrame, at: int, text: Text) -> str:
    """ "Row 3 (Kasa / IT / A)", or "New row (Kasa)"."""
    number = frame[NUMBER][at] if NUMBER in frame.columns else at + 1
    where = text("records.new_row") if number is None else text("records.row", number=int(number))
    row: Row = {name: value for name, value in frame.row(at, named=True).items() if name in table.names}
    name = label(table, row, text)
    return where if name == NOTHING else f"{where} ({name})"


def numbered(frame: pl.DataFrame, at: int) -> str:
    """The number that stands before the row in the grid, or its place where it is new."""
    number = frame[NUMBER][at] if NUMBER in frame.columns and at < len(frame) else None
    return str(at + 1 if number is None else int(number))
