"""What is wrong with the roles at touchpoints as they stand in the grid, before anything is saved."""

from __future__ import annotations

import polars as pl
import streamlit as st

from cxdata.governance.checking import typed
from cxdata.governance.tables import OWNERSHIP
from cxdata.screen.markdown import plain, small
from cxdata.screen.records.begun import held_now, known_now
from cxdata.screen.records.problems import MOST_SAID
from cxdata.screen.visit.opening import Page
from cxdata.views.departments import matrix


def shown(page: Page, frame: pl.DataFrame) -> None:
    """A sentence for each problem of the matrix."""
    text = page.text
    entries, _ = typed(OWNERSHIP, frame, known_now(page))
    needed = ("touchpoint", "department", "role")
    whole = [entry.row for entry in entries if all(entry.row[name] is not None for name in needed)]
    schema = {column.name: column.dtype for column in OWNERSHIP.columns}
    rows = pl.DataFrame(whole, schema=schema, orient="row")
    labels = page.snapshot.labels("touchpoint").values()
    found = matrix.checked(rows, labels, held_now(page)["departments"].rows, page.snapshot.as_of, text)
    if not found:
        st.markdown(small(text("departments_page.clean")))
        return
    with st.expander(text("records.hygiene", n=len(found)), expanded=len(found) <= MOST_SAID):
        st.markdown("\n".join(f"- {plain(said)}" for said in found))
