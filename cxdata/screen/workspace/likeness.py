"""Values that look like one and the same: offered for merging with one click, or to be called different for good."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl
import streamlit as st

from cxdata.errors import CxError
from cxdata.screen import trouble
from cxdata.screen.filters import capital
from cxdata.screen.markdown import plain, small
from cxdata.screen.places import way
from cxdata.screen.visit import people
from cxdata.screen.visit.opening import dimension_name
from cxdata.store import likeness, members
from cxdata.store.likeness import Offer
from cxdata.store.snapshot import Snapshot
from cxdata.store.workspace import Workspace
from cxdata.text import Text

SHOWN: Final = 5
"""Offers at a time; the others follow once these are answered."""


def offered(workspace: Workspace, snapshot: Snapshot, dimensions: Sequence[str], name: str, text: Text) -> None:
    """The questions about these dimensions; nothing where nothing looks alike. `name` tells places on a page apart."""
    if workspace.readonly or not snapshot.answers:
        return
    found = [offer for each in dimensions for offer in likeness.offers(workspace, snapshot, each)]
    if not found:
        return
    st.markdown(f"**{text('likeness.title')}**")
    for place, offer in enumerate(found[:SHOWN]):
        with st.container(horizontal=True, gap=8, vertical_alignment="center", key=f"alike_{name}_{place}"):
            st.markdown(plain(_said(offer, text)), width="stretch")
            st.button(
                text("likeness.same"),
                key=f"same_{name}_{offer.dimension}_{offer.code}_{offer.into}",
                on_click=_merged,
                args=(workspace, offer),
            )
            st.button(
                text("likeness.different"),
                key=f"different_{name}_{offer.dimension}_{offer.code}_{offer.into}",
                type="tertiary",
                on_click=_parted,
                args=(workspace, offer),
            )
    if len(found) > SHOWN:
        st.markdown(small(text("likeness.more", n=len(found) - SHOWN)))


def _said(offer: Offer, text: Text) -> str:
    return text(
        "likeness.pair",
        dimension=capital(dimension_name(text, offer.dimension)),
        one=offer.label,
        n_one=text.number(offer.n),
        other=offer.into_label,
        n_other=text.number(offer.into_n),
        why=text(f"likeness.why.{offer.why}"),
    )


def _merged(workspace: Workspace, offer: Offer) -> None:
    try:
        members.merge(workspace, offer.dimension, [offer.code], offer.into, people.stated())
    except CxError as problem:
        trouble.refused(problem)


def _parted(workspace: Workspace, offer: Offer) -> None:
    try:
        likeness.different(workspace, offer, people.stated())
    except CxError as problem:
        trouble.refused(problem)


def stageless(snapshot: Snapshot, text: Text) -> None:
    """Touchpoints that no journey stage holds yet, where other touchpoints have one; asked once, remembered since."""
    own = snapshot.members.filter(pl.col("dimension") == "touchpoint", pl.col("canonical") == pl.col("code"))
    if (own["stage"] == "").all():
        return
    names = own.filter(pl.col("stage") == "")["label"].to_list()
    if names:
        shown = ", ".join(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")
        with st.container(horizontal=True, gap=8, vertical_alignment="center"):
            st.markdown(small(text("likeness.stageless", names=shown)))
            st.page_link(way("workspace"), label=text("likeness.stages"), icon=":material/route:")
