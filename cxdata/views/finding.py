"""The page's first sentences: the most important thing that changed, how sure it is, and how the whole stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from cxdata.card import Said
from cxdata.findings import finding as findings
from cxdata.findings import sentences
from cxdata.findings.finding import RANKS
from cxdata.findings.ranking import Findings
from cxdata.scan.answers import Answers
from cxdata.text import Text, rounded
from cxdata.views import wording
from cxdata.views.judged import Judged, summary
from cxdata.views.wording import Row


@dataclass(frozen=True)
class Finding:
    """A headline and the sentence under it, in pieces that may be coloured."""

    headline: str
    parts: tuple[Said, ...]

    @property
    def sentence(self) -> str:
        return "".join(part.words for part in self.parts)


def opening(found: Findings, judged: Judged, text: Text) -> Finding:
    """The first of the findings as headline; where none is worth one, what is said of the whole.

    Signals and what is to be checked are no headline: they do not answer whether anything changed. Neither do facts
    where answers were filtered out: who owns what hangs on no filter.
    """
    ranked = (one for one in found.ranked if RANKS[one.word] < RANKS["signal"])
    first = next((one for one in ranked if one.word != "fact" or not judged.answers.filtered), None)
    if first is None or _unknown(judged, text) is not None:
        return finding(judged, text)
    headline, *more = sentences.parts(first, found.ground, text)
    own = first.metric == judged.whole.metric and first.kind == "change"
    row = judged.row if own and not first.labels else next(_rows(judged, first.labels), None) if own else None
    parts = _sure(row, judged, text) if row is not None else _claimed(first, found, text)
    parts += [Said(f"{said} ") for said in more]
    if row is not judged.row:
        parts += _whole(judged, text)
    return _closed(headline, parts + _rescaled(parts[-1], judged, text))


def _rows(judged: Judged, labels: tuple[str, ...]) -> Iterator[Row]:
    """The member of that name among those judged."""
    return (row for row in judged.rows.to_dicts() if labels == (row["label"],))


def _claimed(first: findings.Finding, found: Findings, text: Text) -> list[Said]:
    """What a finding claims, and its numbers."""
    word = wording.capital(sentences.word(first, found.ground, text))
    numbers = sentences.detail(first, found.ground, text)
    return [Said(word, sentences.tone(first)), Said(f": {numbers}. " if numbers else ". ")]


def _closed(headline: str, parts: list[Said]) -> Finding:
    last = parts[-1]
    return Finding(headline, (*parts[:-1], Said(last.words.rstrip(" "), last.tone)))


def finding(judged: Judged, text: Text) -> Finding:
    """Headline and sentence; what is said of the whole never claims more than its verdict."""
    found = _unknown(judged, text) or _known(judged, text)
    return _closed(found.headline, [*found.parts, *_rescaled(found.parts[-1], judged, text)])


def _rescaled(last: Said, judged: Judged, text: Text) -> list[Said]:
    """That the compared periods were rated on different scales, where they were; it follows `last`."""
    compared, whole = judged.answers.compared, judged.whole
    if compared.earlier is None:
        return []
    changes = judged.answers.snapshot.rescaled.get((whole.metric, whole.scope == "relationship"), ())
    between = [one for one in changes if compared.earlier[0] < one.at <= compared.span[1]]
    if not between:
        return []
    before, after = wording.scale(between[0].before), wording.scale(between[-1].after)
    space = "" if last.words.endswith(" ") else " "
    return [Said(space + text("findings.rescaled", before=before, after=after))]


def _known(judged: Judged, text: Text) -> Finding:
    lead, whole = judged.lead, judged.row
    against = wording.than(judged.answers, judged.dimension)
    strong = whole["verdict"] == "real" and (
        lead is None or lead["verdict"] != "real" or lead["change"] > 0 > whole["change"]
    )
    if lead is not None and not strong:
        return Finding(_headline(lead, judged, text), (*_sure(lead, judged, text), *_whole(judged, text)))
    if whole["change"] is not None and whole["verdict"] != "chance":
        others = [Said(f"{summary(judged, text)}.")] if lead else _checked(judged, text, "unchanged")
        return Finding(_whole_headline(judged, text), (*_sure(whole, judged, text), *others))
    tested = judged.rows.filter(pl.col("verdict") != "few").height
    if whole["change"] is None and not tested:
        rests = Said(text("findings.rests_on", n=judged.now["n"]))
        return Finding(alone(judged, text), (rests, Said(incomparable(judged, text))))
    if against in wording.BESIDE:
        headline = text("findings.headline.nothing_rest")
    else:
        headline = text("findings.headline.nothing", span=text(f"stated.span.{against}"))
    return Finding(headline, (*_whole(judged, text), *_checked(judged, text, "checked")))


def _headline(lead: Row, judged: Judged, text: Text) -> str:
    against = wording.than(judged.answers, judged.dimension)
    metric = judged.whole.metric
    way = wording.direction(lead["change"], against)
    known = way if lead["verdict"] == "real" else {"below": "down", "above": "up"}.get(way, way)
    return text(
        f"findings.headline.{lead['verdict']}.{known}",
        label=lead["label"],
        metric=text(f"metric.{metric}"),
        score=wording.score(lead["score_after"], metric, text),
        gap=wording.gap(lead["change"], metric, against, text),
    )


def _whole_headline(judged: Judged, text: Text) -> str:
    metric, row = judged.whole.metric, judged.row
    return text(
        "findings.headline.whole",
        label=wording.population(judged.whole, judged.answers, text),
        metric=text(f"metric.{metric}"),
        score=wording.score(row["score_after"], metric, text),
        gap=wording.gap(row["change"], metric, wording.than(judged.answers), text),
    )


def _sure(row: Row, judged: Judged, text: Text) -> list[Said]:
    """The verdict in words, then from what to what."""
    metric = judged.whole.metric
    against = wording.than(judged.answers, judged.dimension)
    beside = against in wording.BESIDE
    ends = {side: wording.score(row[f"score_{side}"], metric, text) for side in ("before", "after")}
    said = text("findings.apart" if beside else "findings.moved", **ends, n=row["n_after"])
    verdict = wording.sayable(row["verdict"], row["change"], against, text, "sure")
    found = [Said(verdict, wording.tone(row["verdict"], row["change"])), Said(said)]
    return [*found, Said(text("findings.unknown_wobble"))] if row["verdict"] == "sample" else found


def _whole(judged: Judged, text: Text) -> list[Said]:
    """How the whole population stands, with its verdict."""
    metric, row, now = judged.whole.metric, judged.row, judged.now
    facts = {"label": wording.population(judged.whole, judged.answers, text), "metric": text(f"metric.{metric}")}
    if row["change"] is None:
        if now["hidden"]:
            key = "thin" if now["hidden"] == "thin" else "few"
            return [Said(text(f"findings.whole_{key}", label=facts["label"], n=now["n"]))]
        shown = {"score": wording.score(now["score"], metric, text), "interval": wording.interval(now, metric, text)}
        return [Said(text("findings.whole_alone", **facts, **shown, n=now["n"]))]
    against = wording.than(judged.answers)
    gap = wording.gap(row["change"], metric, against, text)
    said = text("findings.whole", **facts, score=wording.score(row["score_after"], metric, text), gap=gap)
    verdict = wording.sayable(row["verdict"], row["change"], against, text)
    if row["verdict"] == "chance" and rounded(abs(row["change"])) == 0:
        return [Said(f"{said.rstrip(', ')}. ")]
    return [Said(said), Said(verdict, wording.tone(row["verdict"], row["change"])), Said(". ")]


def _checked(judged: Judged, text: Text, key: str) -> list[Said]:
    """How many members were looked at, where none of them is spoken of."""
    tested = judged.rows.filter(pl.col("verdict") != "few").height
    kind = "touchpoints" if judged.dimension == "touchpoint" else "groups"
    return [Said(text(f"findings.{key}.{kind}", n=tested))] if tested > 1 and judged.lead is None else []


def alone(judged: Judged, text: Text) -> str:
    """The score with its interval, where there is nothing to compare it with."""
    metric = judged.whole.metric
    return text(
        "findings.headline.alone",
        label=wording.population(judged.whole, judged.answers, text),
        metric=text(f"metric.{metric}"),
        score=wording.score(judged.now["score"], metric, text),
        interval=wording.interval(judged.now, metric, text),
    )


def incomparable(judged: Judged, text: Text) -> str:
    """Why there is nothing to compare with, and what to choose instead."""
    if judged.answers.compared.earlier is None:
        return text("findings.nothing_beside")
    first, earlier = judged.answers.snapshot.first, judged.answers.compared.earlier
    if first is not None and earlier[1] < first:
        said = text("findings.before_first", day=text.day(first))
    else:
        said = text("findings.nothing_before", period=text.period(*earlier), n=judged.row["n_before"])
    other = first is not None and first < judged.answers.compared.span[0]
    return f"{said} {text('findings.other_comparison')}" if other else said


def _unknown(judged: Judged, text: Text) -> Finding | None:
    """What is said when the chosen period has no answers, or too few for a score and no member to speak of."""
    answers, now = judged.answers, judged.now
    if answers.snapshot.answers == 0:
        return Finding(text("findings.headline.empty"), (Said(text("findings.upload")),))
    if judged.lead is not None or not now["hidden"]:
        return None
    metric = text(f"metric.{judged.whole.metric}")
    if now["hidden"] == "none":
        headline = text("findings.headline.none", metric=metric, period=wording.period(answers, text))
        return Finding(headline, (Said(_elsewhere(answers, text)),))
    label = wording.population(judged.whole, answers, text)
    if now["hidden"] == "thin":
        interval = wording.interval(now, judged.whole.metric, text)
        headline = text("findings.headline.thin", label=label, metric=metric, interval=interval)
    else:
        headline = text("findings.headline.few", label=label)
    key = "thin" if now["hidden"] == "thin" else "few"
    parts = (text(f"findings.only_{key}", n=now["n"]), wording.more(answers, text))
    return Finding(headline, tuple(Said(part) for part in parts))


def _elsewhere(answers: Answers, text: Text) -> str:
    snapshot = answers.snapshot
    assert snapshot.first is not None
    assert snapshot.last is not None
    key = "have_filtered" if answers.filtered else "have"
    return text(f"findings.{key}", period=text.period(snapshot.first, snapshot.last))
