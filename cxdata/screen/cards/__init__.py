"""Cards on a page: the finding, the chart, n and source beneath; numbers and method one button away."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import streamlit as st

from cxdata import charts, spreadsheet
from cxdata.card import Card, Figure, Method, Said
from cxdata.errors import CxError
from cxdata.screen import trouble
from cxdata.screen.cards import pictures, plots, tables
from cxdata.screen.cards.plots import Pick, Picking
from cxdata.screen.markdown import plain, small, toned
from cxdata.screen.visit.opening import Page
from cxdata.text import Text
from cxdata.text.amounts import title_of
from cxdata.views.method import PARTS

ONE_COLUMN: Final = 724
"""Width of a chart, in pixels, where cards stand one under another: on a tablet held upright."""


def headline(words: str, sentence: str | tuple[Said, ...] = (), more: tuple[Said, ...] = ()) -> None:
    """The page's answer: its title, a sentence under it, and what stands beside it in a line of its own."""
    with st.container(key="head_page", gap=4):
        st.title(plain(title_of(words)), anchor=False)
        if said := plain(sentence) if isinstance(sentence, str) else toned(sentence):
            st.markdown(said)
        if more:
            st.markdown(toned(more))


def show(card: Card, page: Page, *, width: int | None = None, height: int | None = None, stretch: bool = False) -> None:
    """One card with its frame; `width` and `height` of the chart in pixels, `stretch` to end level with neighbours."""
    level = stretch and card.chart is not None
    with st.container(border=True, key=f"card_{card.key}", gap=4, height="stretch" if level else "content"):
        body(card, page, width=width, height=height)


def body(
    card: Card, page: Page, *, width: int | None = None, height: int | None = None, pick: Picking = False
) -> list[Pick]:
    """What stands inside the frame; `pick` lets the reader click points, as `plots.drawn` says."""
    heading(card, page)
    if card.subtitle:
        st.markdown(small(card.subtitle))
    points = _chart(card, page, width, height, pick)
    if card.foot:
        st.markdown(small(card.foot))
    return points


def titled(words: str, key: str) -> None:
    """The title of a card that holds no chart."""
    with st.container(horizontal=True, key=f"headrow_{key}"):
        st.header(plain(words), anchor=False)


def heading(card: Card, page: Page) -> None:
    """The finding, and at its right what leads to the numbers."""
    with st.container(horizontal=True, gap=4, vertical_alignment="top", key=f"headrow_{card.key}"):
        st.header(plain(card.title), anchor=False)
        if card.chart is not None:
            tools(card, page)


def tools(card: Card, page: Page, *, csv: bool = True) -> None:
    """Quiet buttons: the data as CSV; a picture; numbers and method in a window, which offers the data too."""
    text = page.text
    with st.container(horizontal=True, gap=4, width="content", key=f"tools_{card.key}"):
        if csv:
            download(card, page, icon_only=True)
        pictures.button(card, page)
        if st.button(
            text("cards.numbers"),
            key=f"numbers_{card.key}",
            icon=":material/table_chart:",
            type="tertiary",
            help=text("cards.numbers_help"),
        ):
            numbers(card, page)


def download(card: Card, page: Page, *, icon_only: bool = False) -> None:
    st.download_button(
        page.text("cards.csv"),
        lambda: spreadsheet.csv(card.table, page.lang),
        file_name=f"{card.key.replace('.', '-')}.csv",
        mime=spreadsheet.MIME,
        key=f"csv_{card.key}_{'corner' if icon_only else 'window'}",
        icon=":material/download:",
        type="tertiary" if icon_only else "secondary",
        help=page.text("cards.csv_help") if icon_only else None,
        on_click="ignore",
        disabled=card.table.is_empty(),
    )


def numbers(card: Card, page: Page) -> None:
    """A window with the card's table, how it was computed, what was assumed of the files, and the table as a file."""

    @st.dialog(plain(card.title), width="large")
    def window() -> None:
        st.markdown(small(card.subtitle))
        if not card.table.is_empty():
            tables.shown(card.table, card.alt)
        if card.method is not None:
            st.markdown(note(card.method, page.text))
        _assumed(page)
        st.markdown(small(card.foot))
        download(card, page)

    window()


def note(method: Method, text: Text) -> str:
    """The method note as Markdown: the four things that it says, each under its name."""
    parts = [f"**{text(f'methods.part.{name}')}**  \n{plain(getattr(method, name))}" for name in PARTS]
    return "\n\n".join([f"## {text('cards.method')}", *parts])


def _assumed(page: Page) -> None:
    """What was assumed when the files were read, folded; files read alike stand together."""
    from cxdata.intake import sources  # with it come readers of all formats, which no first screen needs

    try:
        found = sources.behind(page.workspace, page.text)
    except CxError as problem:
        trouble.refused(problem)
        return
    alike: dict[tuple[str, ...], list[str]] = {}
    for source in found:
        if source.assumed:
            alike.setdefault(source.assumed, []).append(source.file)
    if not alike:
        return
    with st.expander(page.text("cards.assumed")):
        for said, files in alike.items():
            lines = "\n".join(f"- {plain(sentence)}" for sentence in said)
            st.markdown(f"**{plain(', '.join(dict.fromkeys(files)))}**\n\n{lines}")


def _chart(card: Card, page: Page, width: int | None, height: int | None, pick: Picking) -> list[Pick]:
    if card.chart is None or isinstance(card.chart, Figure):
        empty(card)
        return []
    sizes = {name: size for name, size in (("width", width), ("height", height)) if size is not None}
    if page.narrow:
        sizes["width"] = ONE_COLUMN
    return plots.drawn(card.chart, page, key=f"chart_{card.key}", alt=card.alt or card.title, pick=pick, **sizes)


def empty(card: Card) -> None:
    """Why there is nothing to draw, and what to do."""
    st.markdown(plain(card.empty or card.alt))


Weight = Literal["big", "small"]


def figures(cards: Sequence[Card], page: Page) -> None:
    """Single numbers side by side; the first one is the big number of the page."""
    for place, (column, card) in enumerate(zip(st.columns(len(cards), gap=16), cards, strict=True)):
        with column, st.container(border=True, key=f"card_{card.key}", gap=0, height="stretch"):
            _figure(card, page, "big" if place == 0 else "small")


def _figure(card: Card, page: Page, weight: Weight) -> None:
    figure = card.chart
    if not isinstance(figure, Figure):
        st.markdown(f":small[**{plain(card.title)}**]")
        st.markdown(small(card.subtitle))
        empty(card)
        return
    with st.container(horizontal=True, gap=4, vertical_alignment="center", key=f"headrow_{card.key}"):
        st.markdown(f":small[**{plain(figure.name)}**]")
        tools(card, page, csv=False)
    if figure.meaning:
        st.markdown(small(figure.meaning))
    value, spark = st.columns([1, 1], gap=8, vertical_alignment="center")
    with value, st.container(key=f"value_{weight}_{card.key}"):
        st.markdown(plain(figure.value))
    if not figure.spark.is_empty():
        spark.image(charts.spark(figure, page.look), width="stretch", alt=card.alt)
    st.markdown(small(figure.interval))
    st.markdown(_moved(figure))


def _moved(figure: Figure) -> str:
    """ "-4.6 pts, real drop": the word in the colour of its verdict, an arrow where it is real."""
    colour = {"worse": "red", "better": "green"}.get(figure.tone)
    moved = f"**{plain(figure.moved)}** " if figure.moved else ""
    if colour is None:
        return f"{moved}{small(figure.said)}" if figure.said or moved else ""
    arrow = ":material/arrow_downward:" if (figure.change or 0) < 0 else ":material/arrow_upward:"
    return f"{moved}:small[:{colour}[{arrow} **{plain(figure.said)}**]]"
