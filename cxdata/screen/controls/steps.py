"""What a workspace still lacks to say more, as links: earlier months, owners, a goal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

from cxdata.governance.current import Tables
from cxdata.schema import METRICS
from cxdata.screen import cards
from cxdata.screen.places import PLACES, way
from cxdata.screen.visit import links
from cxdata.screen.visit.opening import Page
from cxdata.views.overview import Overview

_PLACES: Final = {"upload": "upload", "owners": "departments", "goal": "goals"}
_ICON: Final = ":material/arrow_forward:"


def missing(page: Page, shown: Overview, tables: Tables) -> list[str]:
    """The next steps of a workspace that holds answers, the one that says most first."""
    if not page.snapshot.answers:
        return []
    lacking = {
        "upload": shown.changes.chart is None and shown.findings.chart is None,
        "owners": tables["ownership"].rows.is_empty(),
        "goal": tables["goals"].rows.is_empty(),
    }
    return [step for step, lacks in lacking.items() if lacks]


def figures(page: Page, shown: Overview, lacking: Sequence[str]) -> None:
    """The scores of the metrics that the workspace asks for, and in the room of the others the next steps."""
    known = zip(shown.figures, METRICS, strict=True)
    asked = [card for card, metric in known if metric in page.snapshot.metrics]
    spare = len(METRICS) - len(asked)
    if not asked or not lacking or not spare:
        cards.figures(shown.figures, page)
        return
    left, right = st.columns([len(asked), spare], gap=16)
    with left:
        cards.figures(asked, page)
    with right:
        _show(page, lacking)


def rest(page: Page, lacking: Sequence[str]) -> None:
    """The next steps where all metrics are asked for, so that none leaves its room."""
    if lacking and len(page.snapshot.metrics) == len(METRICS):
        _show(page, lacking, stretch=False)


def _show(page: Page, steps: Sequence[str], *, stretch: bool = True) -> None:
    text = page.text
    with st.container(border=True, key="card_overview_steps", gap=18, height="stretch" if stretch else "content"):
        cards.titled(text("steps.title"), "overview_steps")
        for step in steps:
            place = next(place for place in PLACES if place.stem == _PLACES[step])
            same = links.query(page.workspace, page.snapshot, page.choice, place)
            st.page_link(
                way(place.stem), label=text(f"steps.{step}"), icon=_ICON, icon_position="right", query_params=same,
                width="content",
            )  # fmt: skip
