"""The quiet bar: period and comparison, metric, filters as chips; whose data it is, and in which language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from cxdata.choice import COMPARISONS, PRESETS, Choice
from cxdata.scan.period import compared, until
from cxdata.screen import days
from cxdata.screen.markdown import plain, small
from cxdata.screen.visit import language, opening
from cxdata.screen.visit.opening import Page, dimension_name
from cxdata.store import folders
from cxdata.store.snapshot import Snapshot
from cxdata.text import Text


def changed(choice: Choice) -> None:
    """The reader's choice from now on; warnings about a link have had their moment."""
    st.session_state["choice"] = choice
    st.session_state["touched"] = True
    st.session_state["warnings"] = []


def _choice() -> Choice:
    choice: Choice = st.session_state["choice"]
    return choice


def bar(page: Page) -> None:
    """Draws the left part of the bar; widgets write into the session's choice before the next run."""
    with st.popover(_period_label(page), icon=":material/calendar_today:", type="tertiary"):
        _period(page)
    with st.popover(page.text(f"metric.{page.choice.metric}"), icon=":material/show_chart:", type="tertiary"):
        _metric(page)
    with st.popover(page.text("filters.filters"), icon=":material/filter_list:", type="tertiary"):
        _dimensions(page)
    _chips(page)


def _period_label(page: Page) -> str:
    """ "October 2026 against October 2025"."""
    text, choice, snapshot = page.text, page.choice, page.snapshot
    found = compared(choice, snapshot)
    period = capital(text.period(*found.span))
    if found.kind == "rest":
        return text("filters.against_rest", period=period)
    if found.earlier is None or snapshot.first is None or found.earlier[1] < snapshot.first:
        return period
    return text("filters.against", period=period, other=text.period(*found.earlier))


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _period(page: Page) -> None:
    text, lang = page.text, page.lang
    _seed(f"period_{lang}", page.choice.preset)
    st.radio(
        text("filters.period"),
        PRESETS,
        format_func=lambda preset: text(f"filters.preset.{preset}"),
        key=f"period_{lang}",
        on_change=_take_preset,
        args=(page.snapshot, lang),
    )
    if page.choice.preset == "free":
        _free(page)
    _seed(f"compare_{lang}", page.choice.compare)
    st.radio(
        text("filters.compare"),
        COMPARISONS,
        format_func=lambda comparison: text(f"filters.comparison.{comparison}"),
        key=f"compare_{lang}",
        on_change=lambda: changed(replace(_choice(), compare=st.session_state[f"compare_{lang}"])),
    )
    said = text("filters.counted_from", day=text.day(page.snapshot.as_of))
    if page.snapshot.through > page.snapshot.as_of:
        said += " " + text("filters.counted_later", day=text.day(page.snapshot.through))
    st.markdown(small(said))


def _take_preset(snapshot: Snapshot, lang: str) -> None:
    """A free period begins as the period that was shown."""
    before, preset = _choice(), st.session_state[f"period_{lang}"]
    start, end = before.span(until(before, snapshot), snapshot.first)
    if preset == "free":
        changed(replace(before, preset=preset, start=start, end=end))
    else:
        changed(replace(before, preset=preset, start=None, end=None))


def _free(page: Page) -> None:
    start, end = page.choice.span(until(page.choice, page.snapshot), page.snapshot.first)
    _seed("period_from", start)
    _seed("period_to", end)
    for column, name in zip(st.columns(2, gap=8), ("from", "to"), strict=True):
        with column:
            st.date_input(
                page.text(f"filters.{name}"),
                key=f"period_{name}",
                format=days.WRITTEN,
                min_value=days.EARLIEST,
                max_value=days.LATEST,
                on_change=_take_days,
            )
    if st.session_state.get("days_wrong"):
        st.warning(page.text("filters.wrong_way_round"))


def _take_days() -> None:
    start, end = st.session_state["period_from"], st.session_state["period_to"]
    st.session_state["days_wrong"] = wrong = not start or not end or start > end
    if not wrong:
        changed(replace(_choice(), preset="free", start=start, end=end))


def _metric(page: Page) -> None:
    text, lang = page.text, page.lang
    _seed(f"metric_{lang}", page.choice.metric)
    st.radio(
        text("filters.metric"),
        page.snapshot.metrics,
        format_func=lambda metric: f"{text(f'metric.{metric}')}: {text(f'metric_meaning.{metric}')}",
        key=f"metric_{lang}",
        on_change=lambda: changed(replace(_choice(), metric=st.session_state[f"metric_{lang}"])),
    )


def _dimensions(page: Page) -> None:
    """One list of labels a dimension; the labels are data, so that they are the same in both languages."""
    if not page.snapshot.dimensions:
        st.markdown(small(page.text("filters.nothing_to_filter")))
    for dimension in page.snapshot.dimensions:
        key = f"keep_{page.workspace.name}_{dimension}"
        _seed(key, list(page.choice.where.get(dimension, ())))
        st.multiselect(
            plain(capital(dimension_name(page.text, dimension))),
            list(page.snapshot.labels(dimension).values()),
            key=key,
            placeholder=page.text("filters.anything"),
            on_change=_keep,
            args=(dimension, key),
        )


def _keep(dimension: str, key: str) -> None:
    changed(_choice().kept(dimension, st.session_state[key]))


def _chips(page: Page) -> None:
    for dimension, labels in page.choice.where.items():
        st.button(
            plain(_chip(page.text, labels)),
            key=f"chip_{dimension}",
            icon=":material/close:",
            icon_position="right",
            help=page.text("filters.chip_help", name=plain(dimension_name(page.text, dimension))),
            on_click=_keep_none,
            args=(dimension,),
        )


def _chip(text: Text, labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else text("filters.more", first=labels[0], n=len(labels) - 1)


def _keep_none(dimension: str) -> None:
    changed(_choice().kept(dimension, ()))


def _seed(key: str, value: object) -> None:
    """Shows the value in the widget of that key, whatever it showed before.

    Set anew in every run: a widget in a closed popover hears of it only in the run in which it is opened.
    """
    st.session_state[key] = value


def workspace_switch(names: Sequence[str], shown: str, text: Text) -> None:
    """Whose data the page shows, and the way to other data."""
    with st.popover(plain(workspace_name(text, shown)), icon=":material/database:", type="tertiary"):
        key = f"workspace_{text.lang}"
        _seed(key, shown)
        st.radio(
            text("frame.workspace.choose"),
            names,
            format_func=lambda name: plain(workspace_name(text, name)),
            key=key,
            on_change=lambda: opening.use(st.session_state[key]),
        )


def workspace_name(text: Text, name: str, *, apart: bool = True) -> str:
    """What readers call a workspace; `apart`: with the language of its data, where there are two demos."""
    if name == opening.MINE:
        return text("frame.workspace.private")
    lang = folders.demo_language(name)
    if lang is None:
        return name
    return text("frame.workspace.demo" if not apart or len(folders.demos()) < 2 else f"frame.workspace.demo_{lang}")


def language_switch(text: Text) -> None:
    lang = language.other(text.lang)
    st.button(
        text("frame.switch"),
        key="switch_language",
        type="tertiary",
        help=text("frame.switch_help"),
        on_click=language.switch,
        args=(lang,),
    )
