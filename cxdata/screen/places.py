"""The pages: where each one lives, under which address, and what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

from cxdata.text import Text

ROOT: Final = Path(__file__).resolve().parents[2]
STATIC: Final = Path(__file__).resolve().parent / "static"


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its stem; `group` names the drop-down where it stands, "" stands for itself.

    `filtered`: has a bar. `kept`: has something to show without answers, from the tables that people keep.
    """

    stem: str
    group: str = ""
    filtered: bool = True
    kept: bool = False

    @property
    def path(self) -> Path:
        return ROOT / "pages" / f"{self.stem}.py"


PLACES: Final = (
    Place("overview"),
    Place("trends"),
    Place("touchpoints"),
    Place("departments"),
    Place("roles", kept=True),
    Place("goals", filtered=False),
    Place("initiatives", filtered=False),
    Place("drivers", "analysis"),
    Place("certainty", "analysis"),
    Place("upload", "data", filtered=False),
    Place("records", "data", filtered=False),
    Place("workspace", "data", filtered=False),
)
HOME: Final = PLACES[0]


def pages(text: Text) -> dict[str, list[Page]]:
    """What st.navigation takes: pages by the heading of their group, titles in the reader's language."""
    found: dict[str, list[Page]] = {}
    for place in PLACES:
        heading = text(f"frame.group.{place.group}") if place.group else ""
        page = st.Page(
            place.path,
            title=text(f"frame.page.{place.stem}"),
            url_path=place.stem,
            default=place is HOME,
        )
        found.setdefault(heading, []).append(page)
    return found


def place_of(page: Page) -> Place:
    """The place whose page runs now."""
    return next((place for place in PLACES if place.stem == page.url_path), HOME)


def way(stem: str) -> str:
    """What st.page_link and st.switch_page take for the page of that stem."""
    return str(next(place.path for place in PLACES if place.stem == stem))
