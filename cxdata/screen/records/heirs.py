"""What becomes of all that names a row which is being deleted."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl
import streamlit as st

from cxdata.governance.spec import Table
from cxdata.governance.succession import uses
from cxdata.screen.markdown import plain, small
from cxdata.screen.records.begun import Begun, held_now
from cxdata.screen.visit.opening import Page
from cxdata.text import Text

NOBODY = ""


class Chosen(NamedTuple):
    """Name of a deleted row -> what takes its place ("" for nothing); `complete`: it was said for all of them."""

    heirs: dict[str, str]
    complete: bool


NOTHING = Chosen({}, True)


def asked(page: Page, table: Table, edit: Begun) -> Chosen:
    """For each deleted row that is still named somewhere: who takes its place."""
    column, text = table.key[0], page.text
    kept = edit.latest["id"].cast(pl.Int64, strict=False).drop_nulls().to_list()
    gone = edit.held.rows.filter(~edit.held.rows["id"].is_in(kept))[column].to_list()
    if not gone or len(gone) > _MOST:
        return NOTHING
    frames = {name: held.rows for name, held in held_now(page).items()}
    left = [str(name) for name in edit.latest[column].drop_nulls().to_list() if name not in gone]
    found: dict[str, str] = {}
    used = [(str(name), uses(frames, table, str(name))) for name in gone if name is not None]
    used = [(name, places) for name, places in used if places]
    if used:
        st.warning(text("records.heirs", n=len(used)), icon=":material/call_split:")
    for name, places in used:
        chosen = st.selectbox(
            plain(text("records.heir", name=name, uses=_listed(places, text))), [NOBODY, *left], index=None,
            key=f"heir_{table.name}_{name}", width=480, placeholder=text("records.choose"),
            format_func=lambda heir: text("records.hand_over", name=heir) if heir else text("records.nobody"),
        )  # fmt: skip
        if chosen is not None:
            found[name] = chosen
        if chosen == NOBODY:
            st.markdown(small(_without(places, text)))
    return Chosen(found, len(found) == len(used))


_MOST = 40


def _listed(places: list[tuple[Table, str, int]], text: Text) -> str:
    """ "ownership 12, goals 3" """
    counts: dict[str, int] = {}
    for table, _, n in places:
        counts[table.name] = counts.get(table.name, 0) + n
    return ", ".join(f"{text(f'governance_table.{name}')} {text.number(n)}" for name, n in counts.items())


def _without(places: list[tuple[Table, str, int]], text: Text) -> str:
    """What is emptied and what goes where nobody takes the place."""
    needed = [place for place in places if place[0].column(place[1]).required]
    spare = [place for place in places if place not in needed]
    said = [text("records.emptied", uses=_listed(spare, text))] if spare else []
    said += [text("records.deleted", uses=_listed(needed, text))] if needed else []
    return " ".join(said)
