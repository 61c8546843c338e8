"""Which column means what, as a grid that a person edits: one row a column of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import polars as pl
import streamlit as st
from streamlit.column_config import NumberColumn, SelectboxColumn, TextColumn

from cxdata.errors import MappingRefused
from cxdata.reading.mapping import Mapping, Question, Suggestion
from cxdata.reading.sheet import Sheet
from cxdata.schema import DIMENSIONS, METRICS
from cxdata.screen.upload.veil import Veil
from cxdata.text import Text

SINGLE: Final = ("at", "id", "weight", "customer")
"""Roles that one column at most can play, called as the mapping calls them."""

ROLES: Final = (*METRICS, "comment", *SINGLE, *DIMENSIONS, "further", "names", "ignored")
_SCALES: Final = {"nps": (0, 10), "csat": (1, 5), "ces": (1, 7)}
_SEVERAL: Final = "; "
_EXAMPLES = 3
_CUT = 60
_BOTH = 381
"""Pixels of heading and examples together: short headings leave the examples more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the grid; all but heading and role matter for scores alone.

    `since` and `until` tell the parts of a split scale apart; nobody edits them here.
    """

    heading: str
    role: str
    low: int | None = None
    high: int | None = None
    direction: str = "up"
    about: str = ""
    missing: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


def rows(sheet: Sheet, mapping: Mapping) -> list[Row]:
    """The mapping as lines of the grid, in the order of the file's columns."""
    roles = _roles(mapping)
    questions: dict[str, list[Row]] = {}
    for each in mapping.questions:
        scale = each.low, each.high, each.direction, each.touchpoint
        row = Row(each.column, each.metric, *scale, each.missing, each.since, each.until)
        questions.setdefault(each.column, []).append(row)
    lines = (questions.get(heading, [Row(heading, roles.get(heading, "ignored"))]) for heading in sheet.headings)
    return [row for part in lines for row in part]


def _roles(mapping: Mapping) -> dict[str, str]:
    found = {theirs: ours if ours in DIMENSIONS else "further" for ours, theirs in mapping.dimensions.items()}
    found |= dict.fromkeys(mapping.comments, "comment") | dict.fromkeys(mapping.ignored, "ignored")
    found |= dict.fromkeys(mapping.names, "names")
    return found | {heading: name for name in SINGLE if (heading := getattr(mapping, name))}


def mapping(lines: Iterable[Row], before: Mapping) -> Mapping:
    """What the lines say; whatever the grid does not show stays as it was `before`.

    Raises MappingRefused where two columns play a part that one alone can play, or a scale is not one.
    """
    lines = list(lines)
    ours = {theirs: name for name, theirs in before.dimensions.items()}
    dimensions = {name: column for name in DIMENSIONS if (column := _only(lines, name))}
    dimensions |= {
        (ours.get(line.heading) if ours.get(line.heading) not in DIMENSIONS else None) or line.heading: line.heading
        for line in lines
        if line.role == "further"
    }
    known = {(each.column, each.since, each.until): each for each in before.questions}
    return replace(
        before,
        at=_only(lines, "at"),
        id=_only(lines, "id"),
        weight=_only(lines, "weight"),
        customer=_only(lines, "customer"),
        dimensions=dimensions,
        questions=tuple(
            _question(line, known.get((line.heading, line.since, line.until))) for line in lines if line.role in METRICS
        ),
        comments=_all(lines, "comment"),
        names=_all(lines, "names"),
        ignored=tuple(
            line.heading
            for line in lines
            if line.role == "ignored" or (line.role == "names" and line.heading in before.ignored)
        ),
    )


def _all(lines: Iterable[Row], role: str) -> tuple[str, ...]:
    return tuple(line.heading for line in lines if line.role == role)


def _only(lines: Iterable[Row], role: str) -> str:
    found = _all(lines, role)
    if len(found) > 1:
        raise MappingRefused("grid_two_columns", first=found[0], second=found[1])
    return found[0] if found else ""


def _question(line: Row, known: Question | None) -> Question:
    usual = _SCALES[line.role]
    low = usual[0] if line.low is None else line.low
    high = usual[1] if line.high is None else line.high
    if low >= high:
        raise MappingRefused("grid_scale", column=line.heading, low=low, high=high)
    same = known is not None and (known.metric, known.low, known.high, known.direction) == (
        line.role,
        low,
        high,
        line.direction,
    )
    kept: dict[str, Any] = {} if known is None else {"words": known.words}
    if same and known is not None:
        kept |= {"positive_from": known.positive_from, "negative_to": known.negative_to}
    return Question(
        column=line.heading,
        metric=line.role,  # type: ignore[arg-type]
        low=low,
        high=high,
        direction="down" if line.direction == "down" else "up",
        touchpoint=line.about,
        missing=line.missing,
        since=line.since,
        until=line.until,
        **kept,
    )


def roles(lines: Iterable[Row]) -> dict[str, str]:
    """Which part each column plays, by heading."""
    return {line.heading: line.role for line in lines}


def frame(sheet: Sheet, suggestion: Suggestion, lines: Sequence[Row], text: Text, veil: Veil) -> pl.DataFrame:
    """What the editor shows: heading, example, role, low, high, direction, about, sure."""
    head = sheet.head(200)
    return pl.DataFrame(
        {
            "heading": [_named(line, text) for line in lines],
            "example": [_example(head[line.heading], veil) for line in lines],
            "role": [line.role for line in lines],
            "low": [line.low for line in lines],
            "high": [line.high for line in lines],
            "direction": [line.direction if line.role in METRICS else None for line in lines],
            "about": [line.about for line in lines],
            "missing": [_SEVERAL.join(line.missing) for line in lines],
            "sure": [_sure(suggestion.confidence, line.heading, text) for line in lines],
        },
        schema_overrides={
            "low": pl.Int64,
            "high": pl.Int64,
            "direction": pl.String,
            "about": pl.String,
            "missing": pl.String,
        },
    )


def _named(line: Row, text: Text) -> str:
    """The heading, with the days for which this part of it holds."""
    days = [
        text(f"upload.span.{edge}", day=text.day(day)) for edge in ("since", "until") if (day := getattr(line, edge))
    ]
    return f"{line.heading} ({', '.join(days)})" if days else line.heading


def _example(cells: pl.Series, veil: Veil) -> str:
    """The first few different values, as far as they may be read."""
    seen = cells.drop_nulls().unique(maintain_order=True)
    first = [cell.strip() for cell in seen.to_list() if cell.strip()][:_EXAMPLES]
    shown = dict.fromkeys(veil.over(cells.name, cell) for cell in first)
    return " · ".join(cell if len(cell) <= _CUT else cell[: _CUT - 1] + "…" for cell in shown)


def _sure(confidence: Table[str, float], heading: str, text: Text) -> str:
    if heading not in confidence:
        return ""
    value = confidence[heading]
    step = "sure" if value >= 0.8 else "likely" if value >= 0.5 else "guess"
    return text("upload.confidence", word=text(f"upload.confidence_word.{step}"), share=text.percent(value * 100))


def edited(sheet: Sheet, suggestion: Suggestion, lines: Sequence[Row], key: str, text: Text, veil: Veil) -> list[Row]:
    """Shows the grid beginning with `lines` and returns them as the person has left them."""

    def said(role: object) -> str:
        return text(f"upload.role.{role}")

    wide = min(235, max(130, 24 + 8 * max((len(line.heading) for line in lines), default=0)))
    result = st.data_editor(
        frame(sheet, suggestion, lines, text, veil),
        key=key,
        hide_index=True,
        width="stretch",
        height="content" if len(lines) <= 16 else 600,
        disabled=["heading", "example", "sure"],
        placeholder="",
        alt=text("upload.grid_alt"),
        column_config={
            "heading": TextColumn(text("upload.column.heading"), pinned=True, width=wide),
            "example": TextColumn(text("upload.column.example"), width=_BOTH - wide),
            "role": SelectboxColumn(
                text("upload.column.role"), options=ROLES, format_func=said, required=True, width=190
            ),
            "low": NumberColumn(text("upload.column.low"), step=1, width=64, help=text("upload.column.scale_help")),
            "high": NumberColumn(text("upload.column.high"), step=1, width=54, help=text("upload.column.scale_help")),
            "direction": SelectboxColumn(
                text("upload.column.direction"),
                options=("up", "down"),
                format_func=lambda way: text(f"upload.direction.{way}"),
                width=118,
            ),
            "about": TextColumn(text("upload.column.about"), help=text("upload.column.about_help"), width=120),
            "missing": TextColumn(text("upload.column.missing"), help=text("upload.column.missing_help"), width=140),
            "sure": TextColumn(text("upload.column.sure"), width=100),
        },
    )
    return [
        Row(
            shown.heading,
            line["role"] or "ignored",
            _whole(line["low"]),
            _whole(line["high"]),
            line["direction"] or "up",
            (line["about"] or "").strip(),
            tuple(cell for part in (line["missing"] or "").split(_SEVERAL.strip()) if (cell := part.strip())),
            shown.since,
            shown.until,
        )
        for shown, line in zip(lines, result.iter_rows(named=True), strict=True)
    ]


def _whole(value: float | None) -> int | None:
    """An editor with empty cells in a column of whole numbers hands back fractions."""
    return None if value is None or value != value else int(value)
