"""Scores, changes and intervals as they are written: what every medium and every sentence says alike."""

from __future__ import annotations

from collections.abc import Sequence

from cxdata.card.words import Unit
from cxdata.text import NOTHING, Text, rounded


def unit(metric: str) -> Unit:
    """NPS is told in points, CSAT and CES in percent."""
    return "points" if metric == "nps" else "percent"


def title_of(sentence: str) -> str:
    """A sentence as a title: without its full stop, unless that belongs to an abbreviation."""
    bare = sentence.strip()
    return bare if bare.endswith("p.p.") else bare.removesuffix(".")


def score(value: float | None, unit: Unit, text: Text, digits: int = 0) -> str:
    """ "34", "71%"; a dash for nothing."""
    return text.number(value, digits) if unit == "points" else text.percent(value, digits)


def change(value: float | None, unit: Unit, text: Text, digits: int = 0) -> str:
    """ "−11", "+4 p.p." """
    shown = text.number(value, digits, sign=True)
    return shown if unit == "points" or shown == NOTHING else text("charts.percentage_points", value=shown)


def interval(low: float | None, high: float | None, unit: Unit, text: Text, digits: int = 0) -> str:
    """ "30–39", "76–81%"; in words where a minus would meet the dash."""
    if low is None or high is None:
        return NOTHING
    ends = text.number(low, digits), text.number(high, digits)
    sign = "" if unit == "points" else "%"
    if low < 0 or high < 0:
        return text("charts.from_to", low=ends[0], high=ends[1] + sign)
    return f"{ends[0]}–{ends[1]}{sign}"


def span(low: float | None, high: float | None, unit: Unit, text: Text) -> str:
    """The interval of a change: "−11 to −4", "2–4 p.p." """
    found = interval(low, high, "points", text)
    return found if unit == "points" or found == NOTHING else text("charts.percentage_points", value=found)


def size(value: float, metric: str, text: Text) -> str:
    """How much, without a sign: "11 points", "4 p.p." """
    return text("findings.points" if metric == "nps" else "findings.percentage_points", n=whole(value))


def whole(value: float) -> int:
    """The size of a difference as a whole number."""
    return int(rounded(abs(value)))


def named(labels: Sequence[str], text: Text, most: int = 2) -> str:
    """The first labels, and how many more there are."""
    if len(labels) <= most:
        return text.list(labels)
    return text("findings.and_more", labels=", ".join(labels[:most]), count=len(labels) - most)
