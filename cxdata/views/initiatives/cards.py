"""The cards of the council's work: effects, one initiative beside its comparison."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import polars as pl

from cxdata.card import Card, Effects, Event, Lines, Role, Said, Series, Tone
from cxdata.charts import words
from cxdata.charts.bars.rows import first
from cxdata.choice import month_end
from cxdata.governance.tables import DONE, STOPPED
from cxdata.schema import Metric
from cxdata.statistics import tallies
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments.words import empty
from cxdata.views.initiatives.facts import Facts, Verdict, Work
from cxdata.views.method import method

EFFECTS, ONE = "initiatives.effects", "initiatives.one"
MOST: Final = 20
"""Initiatives on one chart; the rest stands in the table."""

Row = dict[str, Any]
_SCHEMA: Final = {
    "label": pl.String(), "detail": pl.String(), "n": pl.Int64(), "effect": pl.Float64(), "low": pl.Float64(),
    "high": pl.Float64(), "expected": pl.Float64(), "change": pl.String(), "range": pl.String(), "count": pl.String(),
    "state": pl.String(), "said": pl.String(), "tone": pl.String(),
}  # fmt: skip
_TONES: Final[dict[Verdict, Tone]] = {
    "better": "better", "worse": "worse", "none": "quiet", "broken": "quiet", "unknown": "quiet",
}  # fmt: skip


def metric_of(one: Work) -> Metric:
    found: Metric = one.row["metric"] or "nps"
    return found


def said(facts: Facts, text: Text) -> tuple[str, tuple[Said, ...]]:
    """Headline and sentence of the page."""
    if not facts.works and facts.decisions.is_empty():
        return text("initiatives.none_title"), (Said(text("initiatives.none")),)
    parts = []
    if facts.kept.rate is not None:
        rate = text.percent(100 * facts.kept.rate)
        parts.append(Said(text("initiatives.kept", n=facts.kept.due, rate=rate)))
        if facts.kept.overdue:
            parts.append(Said(" " + text("initiatives.overdue", n=facts.kept.overdue), "worse"))
    return effects_title(facts, text), tuple(parts)


def effects_title(facts: Facts, text: Text) -> str:
    """After how many of the initiatives that can be judged it is better or worse."""
    judged = facts.count("better", "worse", "none")
    if not judged:
        return text("initiatives.effects.unknown")
    better, worse = facts.count("better"), facts.count("worse")
    key = "both" if better and worse else "better" if better else "worse" if worse else "nothing"
    return text(f"initiatives.effects.{key}", n=judged, better=better, worse=worse)


def named(facts: Facts, text: Text) -> str:
    """After which initiatives it is better or worse; else which were judged without effect, or wait to be judged."""
    parts = [_which(facts, "better", text), _which(facts, "worse", text)]
    if found := "; ".join(part for part in parts if part):
        return wording.capital(found)
    return wording.capital(
        _which(facts, "none", text) or _which(facts, "broken", text) or _which(facts, "unknown", text)
    )


def _which(facts: Facts, verdict: Verdict, text: Text) -> str:
    names = [one.name for one in facts.works if one.verdict == verdict]
    if not names:
        return ""
    return text(f"initiatives.which.{verdict}", n=len(names), labels=wording.named(names, text, 2))


def effects(facts: Facts, text: Text) -> Card:
    """Every initiative with what it changed; of very many, those that really changed something come before others."""
    if not facts.works:
        return empty(EFFECTS, text("initiatives.effects.title"), text("initiatives.effects.none"))
    rows = [_row(one, text) for one in facts.works]
    change, ranged, count, state, told = (
        text(f"initiatives.head.{name}") for name in ("change", "range", "n", "state", "said")
    )
    axis = text("initiatives.chart.axis")
    n = sum(row["n"] for row in rows)
    shown = [text("pictures.shown_of", shown=MOST, all=len(rows))] if len(rows) > MOST else []
    foot = [
        text("cardwords.n", n=n),
        *shown,
        text("initiatives.effects.foot"),
        wording.source(facts.files, text),
        text("cardwords.intervals"),
        text("initiatives.effects.assumed"),
    ]
    frame = first(pl.DataFrame(rows, schema=_SCHEMA, orient="row"), MOST, pl.col("tone").is_in(["worse", "better"]))
    return Card(
        key=EFFECTS,
        title=named(facts, text),
        subtitle=text("initiatives.effects.subtitle"),
        foot=" · ".join(part for part in foot if part),
        method=method(text, n, "initiatives", "limits"),
        alt="; ".join(f"{row['label']}: {row['change']}, {row['said']}" for row in rows),
        chart=Effects(frame, (change, ranged, count, state, told), "points", axis),
        table=_table(facts, text),
        n=n,
    )


def verdict(one: Work, text: Text) -> str:
    """ "improved", "no measurable effect yet", or why nothing can be said."""
    if one.verdict == "unknown":
        return text(f"initiatives.reason.{one.found.reason}")
    running = one.row["status"] not in (DONE, STOPPED)
    low, high = one.found.low, one.found.high
    if one.verdict == "none" and low is not None and high is not None and (low > 0 or high < 0):
        return text("initiatives.verdict.sample")
    if one.verdict == "none" and running:
        return text("initiatives.verdict.none_yet")
    return text(f"initiatives.verdict.{one.verdict}")


def _row(one: Work, text: Text) -> Row:
    found, metric = one.found, metric_of(one)
    points = wording.named(list(one.row["touchpoints"] or ()), text, 2)
    hedged, unit = one.verdict == "broken", wording.unit(metric)
    low, high = (None if end is None else words.change(end, unit, text) for end in (found.low, found.high))
    return {
        "label": one.name,
        "detail": f"{text(f'metric.{metric}')}: {points}" if points else text(f"metric.{metric}"),
        "n": sum(found.n),
        "effect": None if hedged else found.effect,
        "low": None if hedged else found.low,
        "high": None if hedged else found.high,
        "expected": one.row["expected"],
        "change": "" if hedged or found.effect is None else words.change(found.effect, unit, text),
        "range": "" if hedged or low is None or high is None else text("charts.from_to", low=low, high=high),
        "count": text.number(sum(found.n)) if found.n else "",
        "state": state(one, text),
        "said": verdict(one, text),
        "tone": _TONES[one.verdict],
    }


def state(one: Work, text: Text) -> str:
    """ "done Aug 2025", "late by 30 days" """
    row = one.row
    if row["late_by"] is not None:
        return text(f"initiatives.state.{row['state']}", n=int(row["late_by"]))
    day: date | None = row["finish"] if row["state"] in (DONE, STOPPED) else row["start"]
    when = text.month(day, short=True) if day else ""
    return text(f"initiatives.state.{row['state']}", when=when).strip()


def _table(facts: Facts, text: Text) -> pl.DataFrame:
    rows = [
        {
            text("initiatives.head.name"): one.name,
            text("initiatives.head.owner"): one.row["owner"],
            text("initiatives.head.points"): wording.named(list(one.row["touchpoints"] or ()), text, 9),
            text("initiatives.head.state"): state(one, text),
            text("initiatives.head.start"): one.row["start"],
            text("initiatives.head.finish"): one.row["finish"],
            text("initiatives.head.expected"): one.row["expected"],
            text("initiatives.head.change"): None if one.found.effect is None else round(one.found.effect, 1),
            text("columns.low"): None if one.found.low is None else round(one.found.low, 1),
            text("columns.high"): None if one.found.high is None else round(one.found.high, 1),
            text("columns.n"): sum(one.found.n),
            text("initiatives.head.said"): verdict(one, text),
            text("initiatives.head.cost"): one.row["cost"],
        }
        for one in facts.works
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def one(work: Work, text: Text) -> tuple[Card | None, tuple[str, ...]]:
    """The initiative's months beside what it is compared with; and, in sentences, how its effect was judged."""
    notes = tuple(_notes(work, text))
    treated = work.found.treated
    if treated is None or treated.height < 2:
        return None, notes
    metric, compared = metric_of(work), work.found.compared
    sides: list[tuple[str, pl.DataFrame, Role]] = [(text("initiatives.one.treated"), treated, "main")]
    if compared is not None and compared.height:
        sides.append((text("initiatives.one.compared"), compared, "quiet"))
    months = pl.concat([side.select("period") for _, side, _ in sides]).unique().sort("period")
    levels = (work.found.scores[:2], work.found.scores[2:])
    series = tuple(
        Series(label, _series(months, side, metric), role, levels=level)
        for (label, side, role), level in zip(sides, levels, strict=False)
    )
    windows = tuple((span[0], month_end(span[1])) for span in (work.found.before, work.found.after) if span)
    first, last = months["period"][0], months["period"][-1]
    events = [
        Event(at, day, text(f"initiatives.one.{name}"))
        for at, (name, day) in enumerate(_days(work), 1)
        if first <= day.replace(day=1) <= last
    ]
    title = text("initiatives.one.title", name=work.name, said=verdict(work, text))
    n = int(treated["n"].sum())
    foot = [text("cardwords.n", n=n), wording.source(work.files, text), text("cardwords.intervals")]
    return Card(
        key=ONE,
        title=title,
        subtitle=text(
            "initiatives.one.subtitle_judged" if windows else "initiatives.one.subtitle",
            metric=text(f"metric.{metric}"),
        ),
        foot=" · ".join(part for part in foot if part),
        method=method(text, n, "initiatives", metric, "few", "limits"),
        alt=title,
        chart=Lines(series, wording.unit(metric), "month", events=tuple(events), metric=metric, windows=windows),
        table=_months(series, text),
        n=n,
    ), notes


def _days(work: Work) -> list[tuple[str, date]]:
    over = work.row["finish"] if work.row["state"] in (DONE, STOPPED) else None
    return [(name, day) for name, day in (("start", work.row["start"]), ("finish", over)) if day is not None]


def _series(months: pl.DataFrame, side: pl.DataFrame, metric: Metric) -> pl.DataFrame:
    """period, n, score, low, high, hidden of every month, 0 answers where there are none."""
    scored = tallies.scores(side.select("period", *tallies.COUNTS), metric)
    found = months.join(scored.select("period", "n", "score", "low", "high", "hidden"), on="period", how="left")
    none = pl.when(pl.col("n").is_null()).then(pl.lit("none")).otherwise("hidden")
    return found.with_columns(pl.col("n").fill_null(0), hidden=none)


def _months(series: tuple[Series, ...], text: Text) -> pl.DataFrame:
    frames = [
        line.frame.select(
            pl.lit(line.label).alias(text("columns.label")),
            pl.col("period").alias(text("dimension.month")),
            pl.col("n").alias(text("columns.n")),
            *(pl.col(name).round(1).alias(text(f"columns.{name}")) for name in ("score", "low", "high")),
        )
        for line in series
    ]
    return pl.concat(frames)


def _notes(work: Work, text: Text) -> list[str]:
    """How the effect was judged, and what speaks against taking it at its word."""
    found, metric = work.found, metric_of(work)
    if found.effect is None or found.low is None or found.high is None:
        return [text(f"initiatives.reason.{found.reason}_how")]
    unit = wording.unit(metric)
    ends = text("charts.from_to", low=words.change(found.low, unit, text), high=words.change(found.high, unit, text))
    notes = [
        text(
            f"initiatives.how.{found.method}",
            change=words.change(found.effect, unit, text),
            interval=ends,
            before=text.period(found.before[0], month_end(found.before[1])) if found.before else "",
            after=text.period(found.after[0], month_end(found.after[1])) if found.after else "",
            n=sum(found.n),
            scores=[wording.score(score, metric, text) for score in found.scores],
        )
    ]
    if work.verdict == "broken":
        notes.append(text("initiatives.how.broken"))
    if found.trigger:
        months = text.period(found.trigger[0], month_end(found.trigger[-1]))
        notes.append(text("initiatives.how.trigger", months=months, rebound=text.number(found.rebound)))
    if found.disturbed:
        notes.append(text("initiatives.how.disturbed", labels=wording.named(list(found.disturbed), text, 3)))
    return notes
