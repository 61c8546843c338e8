"""The card of findings: what deserves a sentence, the weightiest first, each with its word and its numbers."""

from __future__ import annotations

from typing import Final

import polars as pl

from cxdata.card import Card, Item, Listing, Verdict
from cxdata.findings import sentences
from cxdata.findings.finding import Finding
from cxdata.findings.ranking import Findings
from cxdata.scan.answers import NOW
from cxdata.text import Text, rounded
from cxdata.views import wording
from cxdata.views.method import method

KEY: Final = "overview.findings"
OPEN: Final = 5
MOST: Final = 12
"""Findings that a page shows at all; the table and the command line hold every one."""

_ROOM: Final = 26
"""Lines of the column's width that the open findings may take together."""

_LETTERS: Final = 46


def listing(found: Findings, text: Text) -> Card:
    """The card; without a finding its `empty` says how much was looked at."""
    tests = int(found.family["p"].count())
    title = _title(found, tests, text)
    subtitle = wording.capital(text("finding.subtitle", period=wording.period(found.ground.coarse, text)))
    n = int(found.ground.coarse.frame.filter("inside", pl.col("span") == NOW)["n"].sum())
    counted = [text("finding.tests", n=tests)] if tests else []
    foot = wording.foot(found.ground.coarse, text, n, *counted, scopes=["relationship", "touchpoints"])
    noted = method(text, n, "findings", "change" if found.ground.timed else "rest", "limits")
    if not found.ranked:
        said = (
            text("finding.none") if tests else f"{text('finding.none_few')} {wording.more(found.ground.coarse, text)}"
        )
        return Card(KEY, title, subtitle, foot, noted, said, None, pl.DataFrame(), n, empty=said)
    items = [item(one, found, text) for one in found.ranked[:MOST]]
    alt = text("finding.alt", title=title, rows=" ".join(f"{one.word}: {one.said}" for one in items[:OPEN]))
    chart = Listing(tuple(items), _open(items), _many(found, "real"))
    verdict: Verdict = next((word for word in ("real", "sample") if _many(found, word)), "chance" if tests else "few")
    return Card(KEY, title, subtitle, foot, noted, alt, chart, table(found, text), n, verdict)


def _many(found: Findings, word: str) -> int:
    return sum(one.word == word for one in found.ranked)


def _title(found: Findings, tests: int, text: Text) -> str:
    """How many findings a test stands behind, and how sure it is."""
    if real := _many(found, "real"):
        return text("finding.title", n=real)
    if sample := _many(found, "sample"):
        return text("finding.title_sample", n=sample)
    return text("finding.title_none" if tests else "finding.title_few")


def item(one: Finding, found: Findings, text: Text) -> Item:
    """One finding in words."""
    first, *more = sentences.parts(one, found.ground, text)
    numbers = sentences.detail(one, found.ground, text)
    if not numbers.startswith("n ="):
        numbers = wording.capital(numbers)
    numbers = numbers.replace(" = ", "\u00a0=\u00a0")
    return Item(
        word=wording.capital(sentences.word(one, found.ground, text)),
        tone=sentences.tone(one),
        said=first,
        beside=text("finding.numbers", numbers=numbers, more=" ".join(more)) if more and numbers else numbers,
        page=one.link.page,
        choice=one.link.choice,
        own=one.link.own,
        real=one.word == "real",
    )


def _open(items: list[Item]) -> int:
    """How many stand in sight: three at least, and as many as the column has room for."""
    lines = 0
    for at, one in enumerate(items):
        lines += 2 + sum(-(-len(words) // _LETTERS) for words in (one.said, one.beside))
        if at >= 3 and (lines > _ROOM or at >= OPEN):
            return at
    return len(items)


def table(found: Findings, text: Text) -> pl.DataFrame:
    """Every finding with its numbers, headed in the reader's language."""
    rows = []
    for place, one in enumerate(found.ranked, 1):
        shown = one.evidence
        rows.append(
            (
                place, wording.capital(sentences.word(one, found.ground, text)),
                sentences.sentence(one, found.ground, text), text(f"metric.{one.metric}"), shown.n, shown.n_before,
                *(_rounded(value) for value in (shown.score, shown.before, shown.change, shown.low, shown.high)),
                _rounded(shown.q, 4),
            )
        )  # fmt: skip
    columns = ("place", "verdict", "finding", "metric", "n", "n_before", "score", "against", "change", "change_low",
               "change_high", "q")  # fmt: skip
    kinds = [pl.Int64, pl.String, pl.String, pl.String, pl.Int64, pl.Int64, *[pl.Float64] * 6]
    headed = {text(f"columns.{name}"): kind for name, kind in zip(columns, kinds, strict=True)}
    return pl.DataFrame(rows, schema=headed, orient="row")


def _rounded(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else rounded(value, digits)
