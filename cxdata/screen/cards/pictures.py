"""A card as a picture for a slide: seen first, then saved as PNG or SVG or copied; the browser draws it."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import streamlit as st

from cxdata.card import Card
from cxdata.charts.slides.board import board, large
from cxdata.charts.slides.slide import EMBEDDED
from cxdata.scan import period
from cxdata.scan.period import until
from cxdata.screen.filters import workspace_name
from cxdata.screen.markdown import plain
from cxdata.screen.places import STATIC
from cxdata.screen.server import library
from cxdata.screen.visit.opening import Page
from cxdata.text import Text

_RANGES: Final = {
    "inter-latin-ext-wght-normal.woff2": (
        "U+0100-02BA, U+02BD-02C5, U+02C7-02CC, U+1E00-1E9F, U+20A0-20AB, U+20AD-20C0"
    ),
    "inter-latin-wght-normal.woff2": (
        "U+0000-00FF, U+0131, U+0152-0153, U+02C6, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212"
    ),
}
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_HTML: Final = """
<div class="picture">
  <div class="row">
    <button type="button" class="first" data-part="png" disabled></button>
    <button type="button" data-part="svg" disabled></button>
    <button type="button" data-part="copy" disabled></button>
    <p class="said" data-part="said" role="status"></p>
  </div>
  <div class="frame"><img data-part="image" alt=""><p data-part="wait" role="status"></p></div>
</div>
"""

_picture = st.components.v2.component(
    "lad_picture",
    html=_HTML,
    css=(STATIC / "picture.css").read_text("utf-8"),
    js=(STATIC / "picture.js").read_text("utf-8"),
)


def button(card: Card, page: Page) -> None:
    """A quiet button that opens the picture; nothing where the card has no chart."""
    if card.chart is None:
        return
    text = page.text
    key = f"picture_{card.key}"
    if st.button(
        text("pictures.button"), key=key, icon=":material/image:", type="tertiary", help=text("pictures.help")
    ):
        window(card, page)


def window(card: Card, page: Page) -> None:
    """The picture as it will be saved, and the ways to take it along."""

    @st.dialog(plain(page.text("pictures.title")), width="large")
    def shown() -> None:
        every = large(card.chart) and _rows(card, page)
        _picture(data=picture(card, page, date.today(), every=every), key=f"slide_{card.key}")

    shown()


def _rows(card: Card, page: Page) -> bool:
    """Asks whether a large map shows all its rows; by itself it shows those that matter, in large letters."""
    text = page.text
    options = ("major", "every")
    chosen = st.segmented_control(
        text("pictures.rows_label"), options, default="major", required=True, key=f"rows_{card.key}",
        format_func=lambda name: text(f"pictures.rows.{name}"), label_visibility="collapsed",
    )  # fmt: skip
    return chosen == "every"


def picture(card: Card, page: Page, today: date, *, every: bool = False) -> dict[str, object]:
    """What the browser draws from: the slide, where library and font are, words, and the name of the file.

    Always in the light look, because a slide is light.
    """
    text = page.text
    slide = board(
        card, text, filters=filters(page), compared=compared(page), company=company(page), today=today, every=every
    )
    words = {name: text(f"pictures.{name}") for name in ("png", "svg", "copy", "copied", "drawing", "failed")}
    return {
        "figure": slide.to_json(),
        "plotly": library.url(),
        "faces": [
            {"family": EMBEDDED, "url": f"{library.base()}/app/static/{name}", "weight": "100 900", "range": range_}
            for name, range_ in _RANGES.items()
        ],
        "title": card.headline,
        "alt": card.alt or card.headline,
        "file": file_name(card.headline, page.choice.span(until(page.choice, page.snapshot), page.snapshot.first)[1]),
        "words": {
            **words,
            "saved": text("pictures.saved", file="{file}"),
            "not_copied": text("pictures.not_copied"),
        },
    }


def filters(page: Page) -> str:
    """All labels that the filters keep, or that there are none."""
    kept = [label for name in sorted(page.choice.where) for label in page.choice.where[name]]
    return page.text("cardwords.filters", labels=", ".join(kept)) if kept else page.text("pictures.no_filters")


def compared(page: Page) -> str:
    """With what the period is compared; nothing where there is nothing before it."""
    text: Text = page.text
    found = period.compared(page.choice, page.snapshot)
    than = text(f"findings.than.{found.kind}")
    if found.kind == "rest":
        return text("pictures.compared", than=than)
    return text("pictures.compared_period", than=than, period=text.period(*found.earlier)) if found.earlier else ""


def company(page: Page) -> str:
    """The name of the workspace; a private one has none to show."""
    return "" if page.workspace.private else workspace_name(page.text, page.workspace.name, apart=False)


def file_name(headline: str, end: date) -> str:
    """The finding and the last month, without what a file system refuses, at most 90 letters before the month."""
    words = " ".join(_FORBIDDEN.sub(" ", headline).split())
    if len(words) > 90:
        words = words[:90].rsplit(" ", 1)[0]
    return f"{words.strip(' .,;')} - {end:%Y-%m}".removeprefix(" - ")
