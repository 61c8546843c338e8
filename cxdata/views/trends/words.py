"""What is said of lines with their limits and without their season: the title, the notes beside, the foot."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from cxdata.card import Grain, Lines, Series
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.judged import Judged
from cxdata.views.trends.drawn import LATEST, Form, Part
from cxdata.views.trends.movement import LEAST_PERIODS, short
from cxdata.views.trends.season import Season, said


def title(chart: Lines, form: Form, text: Text) -> str | None:
    """What the limits find; None where none are asked for or known."""
    if not form.limits or all(line.limits is None for line in chart.series):
        return None
    lines = [line for line in chart.series if line.limits is not None]
    return _alone(lines[0], chart, text) if not _several(chart) else _many(lines, text)


def _several(chart: Lines) -> bool:
    return chart.by is not None or chart.multiples


def _alone(line: Series, chart: Lines, text: Text) -> str:
    """The last score beyond its limits; else a shift of level; how many were beyond; a drift; that it moves as ever."""
    limits = line.limits
    assert limits is not None
    frame = _beside(line)
    metric = text(f"metric.{chart.metric}")
    known = frame.filter(pl.col("signal").is_not_null())
    out = known.filter("signal")
    if known.is_empty():
        return text("trends.limits.unseen")
    if out.height and out["period"][-1] == known["period"][-1]:
        row = out.row(-1, named=True)
        side = "below" if row["score"] < row["centre"] else "above"
        limit = row["limit_low" if side == "below" else "limit_high"]
        shown = {name: wording.score(v, chart.metric, text) for name, v in (("score", row["score"]), ("limit", limit))}  # type: ignore[arg-type]
        return text(f"trends.limits.last.{side}", metric=metric, period=text.at(row["period"], chart.grain), **shown)
    if limits.turn is not None:
        turn = limits.turn
        ends = {name: wording.score(getattr(turn, name), chart.metric, text) for name in ("before", "after")}  # type: ignore[arg-type]
        return text("trends.limits.turned", metric=metric, period=text.at(turn.at, chart.grain), **ends)
    if out.height:
        at = text.at(out["period"][-1], chart.grain)
        return text("trends.limits.some", n=out.height, all=known.height, period=at)
    return text(f"trends.limits.{'drift' if limits.drift else 'calm'}", metric=metric, n=known.height)


def _beside(line: Series) -> pl.DataFrame:
    """`period, score, centre, limit_low, limit_high, signal`."""
    assert line.limits is not None
    limits = line.limits.frame.rename({"low": "limit_low", "high": "limit_high"})
    return line.frame.select("period", "score").join(limits, on="period", maintain_order="left")


def _label(line: Series, text: Text) -> str:
    """What a line is called in a sentence: its metric, where it is the whole of one."""
    return line.label if line.where or not line.metric else text(f"metric.{line.metric}")


def _many(lines: Sequence[Series], text: Text) -> str:
    """The lines whose latest scores are beyond their limits, which way; else those that drift."""
    ways: dict[str, list[str]] = {"down": [], "up": []}
    for line in lines:
        out = _beside(line).tail(LATEST).filter(pl.col("signal").fill_null(False))
        if out.height:
            row = out.row(-1, named=True)
            ways["down" if row["score"] < row["centre"] else "up"].append(_label(line, text))
    facts = {way: wording.named(labels, text) for way, labels in ways.items() if labels}
    if facts:
        return text(f"trends.limits.groups.{'_'.join(facts)}", **facts)
    turned = [_label(line, text) for line in lines if line.limits and line.limits.turn]
    if turned:
        return text("trends.limits.groups.turned", labels=wording.named(turned, text))
    drifting = [_label(line, text) for line in lines if line.limits and line.limits.drift]
    if drifting:
        return text("trends.limits.groups.drift", labels=wording.named(drifting, text))
    return text("trends.limits.groups.calm", n=len(lines))


def foot(chart: Lines, text: Text) -> tuple[str, ...]:
    """From how many periods the limits come, for the chart's foot; which lines have too few answers to be seen."""
    found = [line.limits for line in chart.series if line.limits is not None]
    more = []
    if found and not _several(chart):
        more.append(text("trends.limits.foot", n=found[0].periods))
    elif found:
        more.append(text("trends.limits.foot_each"))
    silent = [line.label for line in chart.series if line.frame["low"].null_count() == line.frame.height]
    if chart.by and silent and not chart.multiples:
        more.append(text("trends.silent", labels=wording.named(silent, text, 3)))
    return tuple(more)


def methods(chart: Lines, season: Season | None, form: Form) -> tuple[str, ...]:
    """Method notes besides that of a line."""
    found = ["control"] if any(line.limits for line in chart.series) else []
    if form.season and season is not None and season.known and chart.grain == "month":
        found.append("season")
    return tuple(found)


def notes(
    judged: Judged, chart: Lines, parts: Sequence[Part], season: Season | None, form: Form, grain: Grain, text: Text
) -> tuple[str, ...]:
    """What was done about season and limits, and what they show, in sentences beside the chart."""
    found = []
    if form.limits:
        found += _limits(judged, chart, parts, grain, text)
    if form.season and season is not None:
        earlier = len(parts) == 1 and len(chart.series) > 1
        found.append(said(season, grain, parts[0].of.metric, text, earlier=earlier))
    return tuple(found)


def _limits(judged: Judged, chart: Lines, parts: Sequence[Part], grain: Grain, text: Text) -> list[str]:
    first = chart.series[0]
    if _several(chart):
        without = [part.label for part in parts if short(part.of, grain) < LEAST_PERIODS]
        found = [text("trends.limits.base_each", period=text.at(judged.answers.compared.span[0], grain))]
        if without:
            found.append(text("trends.limits.short_each", labels=wording.named(without, text, 3), n=LEAST_PERIODS))
        return found + [_turned(line, chart, text) for line in chart.series if line.limits and line.limits.turn][:6]
    if first.limits is None:
        return [text("trends.limits.short", n=short(parts[0].of, grain), least=LEAST_PERIODS)]
    base = " – ".join(text.at(day, grain) for day in first.limits.base)
    found = [text("trends.limits.base", n=first.limits.periods, period=base)]
    if first.limits.drift:
        found.append(text("trends.limits.drifting"))
    if first.limits.turn:
        found.append(_turned(first, chart, text))
    return found


def _turned(line: Series, chart: Lines, text: Text) -> str:
    turn = line.limits.turn if line.limits else None
    assert turn is not None
    metric = line.metric or chart.metric
    levels = {"before": wording.score(turn.before, metric, text), "after": wording.score(turn.after, metric, text)}  # type: ignore[arg-type]
    days = {name: text.at(getattr(turn, name), chart.grain) for name in ("at", "first", "last")}
    key = "trends.limits.turn_of" if _several(chart) else "trends.limits.turn"
    return text(key, label=line.label, **levels, **days)
