"""The cards of goals: the ways of open ones, how past ones ended, and the letters of SMART and D."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl

from cxdata.card import Card, Said, Tone, Ways
from cxdata.governance.goals import Goal
from cxdata.governance.measures import smart
from cxdata.governance.measures.progress import Level
from cxdata.governance.tables import TOUCHPOINT
from cxdata.text import Text, rounded
from cxdata.views import wording
from cxdata.views.deeds import ended
from cxdata.views.departments.words import empty
from cxdata.views.goals.facts import Facts, Open, Past
from cxdata.views.method import method

OPEN, PAST = "goals.open", "goals.past"
UNLIKELY, LIKELY = 0.2, 0.8
MOST: Final = 12
"""Goals on one chart; the rest stands in the table."""

Row = dict[str, Any]
_SCHEMA: Final = {
    "label": pl.String(), "detail": pl.String(), "n": pl.Int64(), "way": pl.Float64(), "way_low": pl.Float64(),
    "way_high": pl.Float64(), "time": pl.Float64(), "now": pl.String(), "range": pl.String(), "count": pl.String(),
    "target": pl.String(), "by": pl.String(), "said": pl.String(), "tone": pl.String(),
}  # fmt: skip


def label(goal: Goal, text: Text) -> str:
    """The goal's own name, or what it is about."""
    return goal.name or scope(goal, text)


def scope(goal: Goal, text: Text) -> str:
    """ "NPS: Courier delivery" """
    about = goal.touchpoint if goal.scope == TOUCHPOINT else text(f"goals.scope.{goal.scope}")
    return text("goals.about", metric=text(f"metric.{goal.metric}"), about=about or text("goals.scope.touchpoint"))


def said(facts: Facts, text: Text) -> tuple[str, tuple[Said, ...]]:
    """Headline and sentence of the page."""
    if not facts.open and not facts.past:
        return text("goals.none_title"), (Said(text("goals.none")),)
    unlikely = [one for one in facts.open if one.chance is not None and one.chance[1] < UNLIKELY]
    if unlikely:
        headline = text("goals.headline.unlikely", n=len(unlikely), all=len(facts.open))
    elif facts.open:
        known = any(one.chance is not None for one in facts.open)
        headline = text(f"goals.headline.{'open' if known else 'unknown'}", n=len(facts.open))
    else:
        headline = text("goals.headline.closed")
    parts = []
    if facts.judged:
        parts.append(Said(text("deeds.met", n=facts.judged, told=_ended(facts, text))))
    if unjudged := len(facts.past) - facts.judged:
        parts.append(Said((" " if parts else "") + text("goals.unjudged", n=unjudged)))
    blind = [one for one in facts.open if any(check.letter == "D" for check in one.failing)]
    if blind:
        parts.append(Said((" " if parts else "") + text("goals.blind", n=len(blind)), "worse"))
    return headline, tuple(parts)


def open_card(facts: Facts, text: Text) -> Card:
    """Every open goal on the same scale, with its chance."""
    if not facts.open:
        return empty(OPEN, text("goals.open.title"), text("goals.open.none"))
    unlikely = [label(one.goal, text) for one in facts.open if one.chance is not None and one.chance[1] < UNLIKELY]
    known = [one for one in facts.open if one.chance is not None]
    if unlikely:
        title = text("goals.open.unlikely", labels=wording.named(unlikely, text, 2))
    else:
        title = text("goals.open.fair" if known else "goals.open.unknown")
    heads = tuple(text(f"goals.head.{name}") for name in ("now", "range", "n", "aim", "by", "chance"))
    rows = [_open_row(one, text) for one in facts.open]
    table, source = _open_table(facts, text), wording.source(facts.open_files, text)
    subtitle = text("goals.open.subtitle", period=_months(facts, text))
    return _card(OPEN, title, subtitle, rows, heads, table, text, "goals", source)


def _months(facts: Facts, text: Text) -> str:
    """The last three full months, which are the same for every goal that lies ahead."""
    levels = [one.progress.now for one in facts.open]
    return text.period(min(level.start for level in levels), max(level.end for level in levels))


def past_card(facts: Facts, text: Text) -> Card:
    """How the goals whose deadline is over ended."""
    if not facts.past:
        return empty(PAST, text("goals.past.title"), text("goals.past.none"))
    heads = tuple(text(f"goals.head.{name}") for name in ("then", "range", "n", "aim", "by", "outcome"))
    rows = [_past_row(one, text) for one in facts.past]
    title = text("goals.past.said" if facts.judged else "goals.past.unknown", told=_ended(facts, text))
    table, source = _past_table(facts, text), wording.source(facts.past_files, text)
    return _card(PAST, title, text("goals.past.subtitle"), rows, heads, table, text, "goals_past", source)


def _ended(facts: Facts, text: Text) -> str:
    return ended(facts.count("met"), facts.count("missed"), facts.judged, text)


def _card(
    key: str, title: str, subtitle: str, rows: list[Row], heads: tuple[str, ...], table: pl.DataFrame, text: Text,
    note: str, source: str,
) -> Card:  # fmt: skip
    frame = pl.DataFrame(rows[:MOST], schema=_SCHEMA, orient="row")
    shown = [text("pictures.shown_of", shown=MOST, all=len(rows))] if len(rows) > MOST else []
    n = sum(row["n"] for row in rows)
    foot = [text("cardwords.n", n=n), *shown, source, text("cardwords.intervals")]
    told = "; ".join(f"{row['label']}: {row['now']} / {row['target']}, {row['by']}, {row['said']}" for row in rows)
    return Card(
        key=key,
        title=title,
        subtitle=subtitle,
        foot=" · ".join(part for part in foot if part),
        method=method(text, n, note, "few", "limits"),
        alt=told,
        chart=Ways(frame, (heads[0], heads[1], heads[2], heads[3], heads[4], heads[5])),
        table=table,
        n=n,
    )  # fmt: skip


def _score(value: float | None, goal: Goal, text: Text, decimals: int = 0) -> str:
    return wording.score(value, goal.metric, text, decimals)


def _level(level: Level, goal: Goal, text: Text) -> str:
    """The score, with a decimal where it would read like the target; or the interval alone, or too few answers."""
    if level.score is not None:
        alike = rounded(level.score) == rounded(goal.target) and rounded(level.score, 1) != rounded(goal.target, 1)
        return _score(level.score, goal, text, 1 if alike else 0)
    if level.low is not None and level.high is not None:
        return wording.interval({"low": level.low, "high": level.high}, goal.metric, text)
    return text("goals.few")


def _on_way(goal: Goal, value: float | None) -> float | None:
    if value is None or goal.baseline is None or goal.baseline == goal.target:
        return None
    return (value - goal.baseline) / (goal.target - goal.baseline)


def _row(goal: Goal, level: Level, time: float | None, words: str, tone: Tone, text: Text) -> Row:
    shown = level.score is not None
    ends = sorted(value for value in (_on_way(goal, level.low), _on_way(goal, level.high)) if value is not None)
    held = shown and len(ends) == 2
    owner = goal.owner or text("goals.no_owner")
    return {
        "label": label(goal, text),
        "detail": text("goals.owned", about=scope(goal, text), owner=owner) if goal.name else owner,
        "n": level.n,
        "way": _on_way(goal, level.score) if held else None,
        "way_low": ends[0] if held else None,
        "way_high": ends[1] if held else None,
        "time": time,
        "now": _level(level, goal, text),
        "range": wording.interval(level._asdict(), goal.metric, text) if shown else "",
        "count": text.number(level.n),
        "target": _score(goal.target, goal, text),
        "by": _short(goal.deadline, text),
        "said": words,
        "tone": tone,
    }


def _short(day: date, text: Text) -> str:
    return text.month(day, short=True)


def _open_row(one: Open, text: Text) -> Row:
    tone: Tone = "quiet"
    if one.chance is not None:
        tone = "worse" if one.chance[1] < UNLIKELY else "better" if one.chance[0] > LIKELY else "plain"
    return _row(one.goal, one.progress.now, one.progress.time, chance(one.chance, text), tone, text)


def chance(found: tuple[float, float] | None, text: Text) -> str:
    """ "12–40%": never certain, and never impossible."""
    if found is None:
        return text("goals.chance.unknown")
    low, high = (min(max(round(100 * value), 1), 99) for value in found)
    if high <= 1:
        return text("goals.chance.under")
    if low >= 99:
        return text("goals.chance.over")
    return text.percent(low) if low == high else f"{text.number(low)}–{text.percent(high)}"


def _past_row(one: Past, text: Text) -> Row:
    tones: dict[str, Tone] = {"met": "better", "missed": "worse"}
    words = text(f"goals.outcome.{one.outcome}")
    return _row(one.goal, one.level, None, words, tones.get(one.outcome, "quiet"), text)


def _open_table(facts: Facts, text: Text) -> pl.DataFrame:
    rows = [
        {**_numbers(one.goal, one.progress.now, text), text("goals.head.chance"): chance(one.chance, text)}
        for one in facts.open
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _past_table(facts: Facts, text: Text) -> pl.DataFrame:
    rows = [
        {**_numbers(one.goal, one.level, text), text("goals.head.outcome"): text(f"goals.outcome.{one.outcome}")}
        for one in facts.past
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def _numbers(goal: Goal, level: Level, text: Text) -> Row:
    rounded = {name: None if value is None else round(value, 1) for name, value in level._asdict().items() if name in (
        "score", "low", "high",
    )}  # fmt: skip
    return {
        text("goals.head.goal"): label(goal, text),
        text("goals.head.about"): scope(goal, text),
        text("goals.head.owner"): goal.owner,
        text("goals.head.baseline"): goal.baseline,
        text("goals.head.target"): goal.target,
        text("goals.head.by"): goal.deadline,
        text("columns.n"): level.n,
        **{text(f"columns.{name}"): value for name, value in rounded.items()},
    }


def letters(facts: Facts, text: Text) -> pl.DataFrame:
    """A row for each open goal, a column for each letter (holds, does not hold, cannot be told), and what to mend."""
    words = {True: text("goals.letter.yes"), False: text("goals.letter.no"), None: text("goals.letter.unknown")}
    rows = [
        {
            text("goals.head.goal"): label(one.goal, text),
            **{text(f"smart.letter.{check.letter}"): words[check.holds] for check in one.checks},
            text("goals.head.mend"): " ".join(smart.said(check, text) for check in one.failing),
        }
        for one in facts.open
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
