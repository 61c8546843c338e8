"""A table of governance as a grid: columns, checks, saving and collisions all follow from its spec."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl
import streamlit as st
from streamlit.column_config import DateColumn, MultiselectColumn, NumberColumn, SelectboxColumn, TextColumn
from streamlit.elements.lib.column_types import ColumnConfig

from cxdata.errors import CxError
from cxdata.governance import receipts, records
from cxdata.governance.checking import check, typed
from cxdata.governance.current import current
from cxdata.governance.known import Known
from cxdata.governance.records import Held, Refused, Saved
from cxdata.governance.spec import LONGEST, Column, Problem, Table
from cxdata.governance.tables import DEPARTMENTS, OWNERSHIP, TABLES
from cxdata.screen import people, trouble
from cxdata.screen.markdown import plain, small
from cxdata.screen.opening import Page
from cxdata.text import Text
from cxdata.views.departments import matrix

MOST_SAID = 12
_TALL = 25


@dataclass
class Begun:
    """What a grid began with: the rows, the version to save against, and how often it has begun anew."""

    held: Held
    turn: int


def read(page: Page, table: Table, rows: pl.DataFrame) -> None:
    """The table as it stands, where it cannot be changed."""
    st.dataframe(
        rows.select(table.names),
        hide_index=True,
        width="stretch",
        height="content" if len(rows) <= _TALL else 600,
        placeholder="",
        alt=page.text(f"ownership.title.{table.name}"),
        column_config=columns(table, records.names(page.workspace, table), rows, page.text),
    )


def edited(page: Page, table: Table) -> None:
    """The grid, what does not hold in it, and saving."""
    text, workspace = page.text, page.workspace
    begun = _begun(page, table)
    known = records.names(workspace, table) if workspace.exists else Known()
    frame = shown(page, table, begun.held.rows, known, f"grid_{workspace.name}_{table.name}_{begun.turn}")
    different = changed(begun.held.rows, frame, table)
    _meanwhile(page, table, begun, different)
    problems = check(table, frame, known)
    listed(table, problems, text)
    if table is OWNERSHIP:
        hygiene(page, frame, known)
    heirs = _heirs(page, begun.held.rows, frame) if table is DEPARTMENTS else {}
    if not st.button(text("ownership.save"), type="primary", key=f"save_{table.name}", disabled=not different):
        return
    saved(
        page,
        table,
        lambda: records.save(workspace, table, frame, by=people.stated(), base_version=begun.held.version, heirs=heirs),
    )


def shown(page: Page, table: Table, rows: pl.DataFrame, known: Known, key: str) -> pl.DataFrame:
    """The grid to edit; returns the rows as they stand in it, with the ids of those that were there before."""
    frame: pl.DataFrame = st.data_editor(
        rows,
        key=key,
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        height="content" if len(rows) <= _TALL else 600,
        placeholder="",
        alt=page.text(f"ownership.title.{table.name}"),
        column_order=table.names,
        column_config=columns(table, known, rows, page.text),
    )
    return frame


def columns(table: Table, known: Known, rows: pl.DataFrame, text: Text) -> dict[str, ColumnConfig]:
    """How each column of the table is edited."""
    return {column.name: _column(table, column, known, rows, text) for column in table.columns}


def _column(table: Table, column: Column, known: Known, rows: pl.DataFrame, text: Text) -> ColumnConfig:
    label = table.heading(column.name, text.lang)
    if column.many:
        return _several(label, column, known, rows)
    if column.kind == "choice":

        def word(choice: object) -> str:
            if column.letters:
                return text(f"departments.role.{choice}")
            return table.word(column.name, str(choice), text.lang)

        return SelectboxColumn(label, options=list(column.choices), format_func=word, width="medium")
    if column.kind == "reference" and column.reference is not None:
        names = list(dict.fromkeys(known.names.get(column.reference, {}).values()))
        if names:
            unlisted = [name for name in rows[column.name].drop_nulls().unique() if name not in set(names)]
            return SelectboxColumn(label, options=[*names, *unlisted], width="medium")
    if column.kind == "date":
        return DateColumn(label, format="YYYY-MM-DD")
    if column.kind == "integer":
        return NumberColumn(label, step=1, format="localized")
    if column.kind == "number":
        return NumberColumn(label, format="localized")
    return TextColumn(label, max_chars=LONGEST, width="medium")


def _several(label: str, column: Column, known: Known, rows: pl.DataFrame) -> ColumnConfig:
    """A cell that holds several values, picked from those that there are."""
    names = list(dict.fromkeys(known.names.get(column.reference, {}).values())) if column.reference else []
    held = rows[column.name].explode().drop_nulls().unique(maintain_order=True).to_list() if len(rows) else []
    unlisted = [value for value in held if value not in set(names)]
    return MultiselectColumn(label, options=[*names, *unlisted], width="large")


def _begun(page: Page, table: Table) -> Begun:
    """The rows that the grid of this visit began with; anew for another workspace."""
    key = _key(page, table)
    found: Begun | None = st.session_state.get(key)
    if found is None:
        turn = int(st.session_state.get("grid_turn", 0)) + 1
        st.session_state["grid_turn"] = turn
        held = current(page.workspace)[table.name] if page.workspace.exists else Held(table.empty(), 0)
        found = st.session_state[key] = Begun(held, turn)
    return found


def _key(page: Page, table: Table) -> str:
    return f"begun_{page.workspace.path}_{table.name}"


def anew(page: Page, *tables: Table) -> None:
    """Lets the grids begin again with what the workspace holds now."""
    for table in tables or TABLES.values():
        st.session_state.pop(_key(page, table), None)


def changed(before: pl.DataFrame, after: pl.DataFrame, table: Table) -> bool:
    """Whether the grid holds anything else than it began with."""
    names = ["id", *table.names]
    then = before.select(names)
    now = after.select(pl.col(name).cast(kind, strict=False) for name, kind in then.schema.items())
    return not now.equals(then, null_equal=True)


def _meanwhile(page: Page, table: Table, begun: Begun, different: bool) -> None:
    """Somebody else has saved: without edits of one's own their rows come at once, else on demand."""
    now = current(page.workspace)[table.name].version if page.workspace.exists else 0
    if now == begun.held.version:
        return
    if not different:
        anew(page, table)
        st.rerun()
    st.warning(page.text("ownership.meanwhile"), icon=":material/group:")
    if st.button(page.text("ownership.reload"), key=f"reload_{table.name}", icon=":material/refresh:"):
        anew(page, table)
        st.rerun()


def listed(table: Table, problems: Sequence[Problem], text: Text) -> None:
    """What does not hold, by row and column."""
    if not problems:
        return
    said = [placed(table, problem, text) for problem in problems[:MOST_SAID]]
    more = [text("ownership.more", n=len(problems) - MOST_SAID)] if len(problems) > MOST_SAID else []
    st.error("\n".join(f"- {plain(line)}" for line in [*said, *more]), icon=":material/error:")


def placed(table: Table, problem: Problem, text: Text) -> str:
    """ "Row 3, role: this field is needed." """
    return text(
        "ownership.problem",
        row=problem.row + 1,
        column=table.heading(problem.column, text.lang),
        said=text(f"errors.{problem.key}", **problem.facts),
    )


def hygiene(page: Page, frame: pl.DataFrame, known: Known) -> None:
    """What is wrong with the roles as they stand in the grid, before anything is saved."""
    text = page.text
    entries, _ = typed(OWNERSHIP, frame, known)
    needed = ("touchpoint", "department", "role")
    whole = [entry.row for entry in entries if all(entry.row[name] is not None for name in needed)]
    schema = {column.name: column.dtype for column in OWNERSHIP.columns}
    rows = pl.DataFrame(whole, schema=schema, orient="row")
    departments = current(page.workspace)["departments"].rows if page.workspace.exists else DEPARTMENTS.empty()
    labels = page.snapshot.labels("touchpoint").values()
    found = matrix.checked(rows, labels, departments, page.snapshot.as_of, text)
    if not found:
        st.markdown(small(text("departments_page.clean")))
        return
    with st.expander(text("ownership.hygiene", n=len(found)), expanded=len(found) <= MOST_SAID):
        st.markdown("\n".join(f"- {plain(said)}" for said in found))


def _heirs(page: Page, before: pl.DataFrame, after: pl.DataFrame) -> dict[str, str]:
    """For each deleted department that is still named somewhere, who takes its place; "" for nobody."""
    text, tables = page.text, current(page.workspace)
    kept = set(after["id"].drop_nulls().to_list())
    gone = before.filter(~pl.col("id").is_in(list(kept)))["name"].to_list()
    used = {*tables["ownership"].rows["department"], *tables["goals"].rows["owner"]}
    left = [name for name in after["name"].drop_nulls().to_list() if name not in gone]
    found: dict[str, str] = {}
    for name in gone:
        if name not in used:
            continue
        chosen = st.selectbox(
            plain(text("ownership.heir", name=name)), ["", *left], index=None, key=f"heir_{name}", width=320,
            format_func=lambda heir: heir or text("ownership.no_heir"), placeholder=text("ownership.choose"),
        )  # fmt: skip
        if chosen is not None:
            found[name] = chosen
    return found


def saved(page: Page, table: Table, work: Callable[[], Saved]) -> None:
    """Saves, says what that changed, and begins the page anew; what is in the way is said at its row."""
    try:
        done = work()
    except Refused as refused:
        trouble.refused(refused)
        listed(table, refused.problems, page.text)
        return
    except CxError as problem:
        trouble.refused(problem)
        return
    anew(page)
    st.toast(receipts.saved(done, page.text))
    st.rerun()
