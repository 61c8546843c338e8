"""A table being edited: what does not hold, what others did meanwhile, saving, and taking the last save back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from cxdata.errors import CxError
from cxdata.governance import receipts, records, undoing
from cxdata.governance.checking import check
from cxdata.governance.history import told
from cxdata.governance.keeping import Change
from cxdata.governance.merging import Collided
from cxdata.governance.records import Refused, Saved
from cxdata.governance.spec import Table
from cxdata.governance.tables import OWNERSHIP, TABLES
from cxdata.governance.undoing import Batch
from cxdata.screen import trouble
from cxdata.screen.markdown import plain, small
from cxdata.screen.records import grid, heirs, problems, remarks
from cxdata.screen.records.begun import NUMBER, Begun, anew, begun, differs, held_now, known_now, redrawn
from cxdata.screen.visit import people
from cxdata.screen.visit.held import held
from cxdata.screen.visit.opening import Page
from cxdata.screen.workspace.imports import moment
from cxdata.text import NOTHING

_MOST_TOLD = 6


def edited(page: Page, table: Table) -> None:
    """The grid, what does not hold in it, and the row of buttons under it."""
    edit = begun(page, table)
    name = f"grid_{page.workspace.name}_{table.name}_{edit.turn}_{page.lang}"
    if name not in st.session_state and edit.shown is not edit.latest:
        redrawn(edit)
        name = f"grid_{page.workspace.name}_{table.name}_{edit.turn}_{page.lang}"
    edit.latest = grid.shown(page, table, edit.shown, edit.known, name)
    different = differs(table, edit)
    _meanwhile(page, table, edit, different)
    wrong = check(table, edit.latest, known_now(page)) if different else []
    problems.listed(table, wrong, edit.latest, page.text)
    if table is OWNERSHIP:
        remarks.shown(page, edit.latest)
    chosen = heirs.asked(page, table, edit) if different else heirs.NOTHING
    _bar(page, table, edit, different and not wrong and chosen.complete, different, chosen.heirs)


def _bar(page: Page, table: Table, edit: Begun, savable: bool, different: bool, chosen: dict[str, str]) -> None:
    """Who, save, discard; at the right the last save, to be taken back."""
    text = page.text
    with st.container(horizontal=True, gap=8, vertical_alignment="center", key=f"foot_{table.name}"):
        with st.container(width=240):
            people.asked_within(text, table.name)
        save = st.button(text("records.save"), type="primary", key=f"save_{table.name}", disabled=not savable)
        if different and st.button(text("records.discard"), key=f"discard_{table.name}", type="tertiary"):
            anew(page, table)
            st.rerun()
        if not different:
            _back(page, table)
    if save:
        rows, edit.heirs = edit.latest.drop(NUMBER), chosen
        kept(
            page,
            table,
            lambda: records.save(
                page.workspace, table, rows, by=people.stated(), base_version=edit.held.version, heirs=chosen
            ),
        )


def _meanwhile(page: Page, table: Table, edit: Begun, different: bool) -> None:
    """Somebody else has saved: without edits of one's own their rows come at once, else it is said what they did."""
    now = held_now(page)[table.name].version
    if now == edit.held.version:
        return
    if not different:
        anew(page, table)
        st.rerun()
    text = page.text
    changes = held(
        page,
        f"meanwhile_{table.name}",
        lambda: records.history(page.workspace, table)[: now - edit.held.version],
        now,
        edit.held.version,
    )
    st.info("\n\n".join([text("records.meanwhile"), *lines(page, table, changes)]), icon=":material/group:")


def lines(page: Page, table: Table, changes: Sequence[Change]) -> list[str]:
    """Changes in words, one a line: who, when, which row, from what to what."""
    text, zone = page.text, page.snapshot.zone
    said = []
    for change in changes[:_MOST_TOLD]:
        found = told(table, change, text)
        facts = {"row": found.row, "before": found.before, "after": found.after, "moved": found.moved}
        sentence = text(f"records.told.{found.deed}", **facts)
        said.append(plain(f"{change.by or NOTHING}, {moment(change.at, zone, text)}: {sentence}"))
    if len(changes) > _MOST_TOLD:
        said.append(plain(text("records.told_more", n=len(changes) - _MOST_TOLD)))
    return said


def _back(page: Page, table: Table) -> None:
    """The last save, and the button that takes it back."""
    text = page.text
    if not page.workspace.exists:
        return
    batch: Batch | None = held(
        page, f"last_{table.name}", lambda: undoing.last(page.workspace, table), held_now(page)[table.name].version
    )
    if batch is None:
        return
    at = moment(batch.at, page.snapshot.zone, text)
    label = text("records.last_by", by=plain(batch.by), at=at) if batch.by else text("records.last", at=at)
    with (
        st.container(horizontal=True, gap=4, horizontal_alignment="right", vertical_alignment="center"),
        st.popover(label, type="tertiary", icon=":material/undo:"),
    ):
        st.markdown(small(text("records.undo_what")))
        for name, changes in batch.changes.items():
            other = TABLES[name]
            title = text("records.undo_table", table=text(f"governance_table.{name}"), n=len(changes))
            st.markdown("\n".join([f"**{plain(title)}**", "", *(f"- {line}" for line in lines(page, other, changes))]))
        if st.button(text("records.undo"), key=f"undo_{table.name}", type="primary"):
            _taken_back(page, table, batch)


def _taken_back(page: Page, table: Table, batch: Batch) -> None:
    try:
        done = undoing.undo(page.workspace, table, by=people.stated(), of=batch.at)
    except Refused as refused:
        said = dict.fromkeys(page.text(f"errors.{problem.key}", **problem.facts) for problem in refused.problems)
        st.error("\n\n".join(plain(sentence) for sentence in said), icon=":material/error:")
        return
    except CxError as problem:
        trouble.refused(problem)
        return
    over(page, table, done)


def kept(page: Page, table: Table, work: Callable[[], Saved]) -> None:
    """Saves, says what that changed, and begins the table anew; what is in the way is said where it stands."""
    edit = begun(page, table)
    try:
        done = work()
    except Collided as collided:
        edit.clash = collided
        st.rerun()
    except Refused as refused:
        trouble.refused(refused)
        problems.listed(table, refused.problems, edit.latest, page.text)
        return
    except CxError as problem:
        trouble.refused(problem)
        return
    over(page, table, done)


def over(page: Page, table: Table, done: Saved) -> None:
    """Says what was saved, on the page that begins anew."""
    anew(page, table)
    st.toast(plain(receipts.saved(done, page.text)))
    st.rerun()
