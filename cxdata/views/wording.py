"""Numbers and differences in sentences: how much, against what, and how sure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from cxdata.card import Method, Scope, Tone, Verdict
from cxdata.charts import words
from cxdata.choice import Span
from cxdata.findings.words import BESIDE as BESIDE
from cxdata.findings.words import Direction as Direction
from cxdata.findings.words import Than as Than
from cxdata.findings.words import direction as direction
from cxdata.findings.words import gap as gap
from cxdata.findings.words import population as population
from cxdata.findings.words import than as than
from cxdata.scan.answers import Answers, Population
from cxdata.schema import Metric
from cxdata.text import Text, rounded
from cxdata.text.amounts import named as named
from cxdata.text.amounts import unit as unit
from cxdata.views.method import method as noted

Row = dict[str, Any]

_MOST_FILE = 36
_TOUCHPOINTS: tuple[Scope, ...] = ("touchpoints",)


def tone(verdict: Verdict, change: float | None) -> Tone:
    """The colour of a verdict's words: only what is real has one."""
    return "quiet" if verdict != "real" or change is None else "worse" if change < 0 else "better"


def sayable(verdict: Verdict, change: float | None, against: Than, text: Text, key: str = "verdict") -> str:
    """The verdict in words that name the direction of what is real; what rounds to nothing is no change."""
    if verdict == "chance" and change is not None and rounded(abs(change)) == 0 and key == "verdict":
        return text("findings.verdict.same_rest" if against in BESIDE else "findings.verdict.same")
    if verdict == "real" and change is not None:
        return text(f"findings.{key}.real.{direction(change, against)}")
    return text(f"findings.{key}.{verdict}")


def state(label: str, verdict: Verdict, change: float | None, against: Than, text: Text) -> str:
    """ "Courier delivery: a real drop" """
    way = direction(change, against) if change is not None else "down"
    if verdict == "real":
        return text(f"findings.state.real.{way}", label=label)
    if verdict == "sample":
        return text(f"findings.state.sample.{'down' if (change or 0) < 0 else 'up'}", label=label)
    if verdict == "chance":
        key = "chance_rest" if way in ("below", "above") else "chance"
        return text(f"findings.state.{key}", label=label)
    return text("findings.state.few", label=label)


def inner(of: Population, answers: Answers, text: Text) -> str:
    """The same within a sentence: only names of touchpoints keep their capital."""
    named = population(of, answers, text)
    return named if len(answers.choice.where.get("touchpoint", ())) == 1 else named[:1].lower() + named[1:]


def short(of: Population, answers: Answers, text: Text) -> str:
    """The same in a word, for the end of a line."""
    chosen = answers.choice.where.get("touchpoint", ())
    if len(chosen) == 1:
        return chosen[0]
    return text("population.short.several" if chosen else f"population.short.{of.scope}")


def capital(words_of_sentence: str) -> str:
    return words_of_sentence[:1].upper() + words_of_sentence[1:]


def score(value: float | None, metric: Metric, text: Text, decimals: int = 0) -> str:
    return words.score(value, unit(metric), text, decimals)


def interval(row: Row, metric: Metric, text: Text) -> str:
    return words.interval(row["low"], row["high"], unit(metric), text)


def scale(ends: tuple[int, int]) -> str:
    """ "1–10" """
    return "–".join(str(end).replace("-", "−") for end in ends)


def period(answers: Answers, text: Text) -> str:
    return text.period(*answers.compared.span)


def more(answers: Answers, text: Text) -> str:
    """Where more answers are to be had: in a longer period, without filters or, if these are all, in further files."""
    (start, end), snapshot = answers.compared.span, answers.snapshot
    whole = snapshot.first is not None and start <= snapshot.first and end >= snapshot.through
    if not whole:
        return text("findings.longer")
    return text("findings.unfiltered" if answers.filtered else "findings.all_there_is")


def filters(answers: Answers, text: Text) -> str:
    """The labels that the filters keep, or nothing."""
    kept = [label for name in sorted(answers.choice.where) for label in answers.choice.where[name]]
    return text("cardwords.filters", labels=named(kept, text, 4)) if kept else ""


def foot(
    answers: Answers,
    text: Text,
    n: int,
    *more: str,
    scopes: Collection[Scope] = _TOUCHPOINTS,
    days: Sequence[Span] = (),
    metric: Metric | None = None,
    ranged: bool = True,
) -> str:
    """n, period, filters, source and kind of interval (where the chart shows any), in one line.

    The source are the files behind answers of these scopes on these days, by default those compared.
    """
    compared = answers.compared
    spans = days or [one for one in (compared.span, compared.earlier) if one]
    at = answers.choice.where.get("touchpoint", ())
    files = answers.snapshot.files_behind(metric or answers.choice.metric, scopes, spans, at)
    intervals = text("cardwords.intervals") if ranged else ""
    parts = [text("cardwords.n", n=n), *more, filters(answers, text), source(files, text), intervals]
    return " · ".join(part for part in parts if part)


def source(files: Sequence[str], text: Text) -> str:
    """ "source: first.csv and 2 more files", or nothing."""
    if not files:
        return ""
    listed = words.shortened(files[0], _MOST_FILE)
    if len(files) > 1:
        listed = text("cardwords.files_more", files=listed, n=len(files) - 1)
    return text("cardwords.source", files=listed)


def method(answers: Answers, n: int, text: Text, of: Population, *keys: str) -> Method:
    """The method note: how the score, the change and the chart are made, and what they cannot say."""
    pool = ["pool"] if of.scope == "touchpoints" and of.deff > 1 else []
    test = ["rest" if answers.compared.kind == "rest" else "change"]
    return noted(text, n, *keys, of.metric, "few", *pool, *test, "limits")
