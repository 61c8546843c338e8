"""A finding in words: its sentence, the word of what it claims, and the numbers behind it in a line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from cxdata.card import Tone
from cxdata.choice import month_end
from cxdata.findings import words
from cxdata.findings.finding import Evidence, Finding, Kind
from cxdata.findings.ground import TOUCHPOINT, Ground
from cxdata.text import Text, amounts

_MOST_NAMED: Final = 3


def sentence(one: Finding, ground: Ground, text: Text) -> str:
    """What was found, in one to three short sentences."""
    return " ".join(parts(one, ground, text))


def parts(one: Finding, ground: Ground, text: Text) -> list[str]:
    """The same sentence by sentence: the first says it, the others add to it."""
    return [said.replace("p.p..", "p.p.") for said in _SAID[one.kind](one, ground, text) if said]


def word(one: Finding, ground: Ground, text: Text) -> str:
    """What it claims: "real drop", "differs in this sample", "signal"."""
    if one.kind == "effect":
        return text(f"finding.word.effect.{'worse' if one.worse else 'better'}")
    if one.word == "real" and one.kind == "change":
        return text(f"findings.verdict.real.{words.direction(one.evidence.change or 0.0, _than(one, ground))}")
    if one.word in ("real", "sample") and one.kind in ("mix", "contradiction"):
        return text(f"finding.word.{one.kind}.{one.word}")
    if one.word == "real":
        return text("finding.word.gap")
    return text("findings.verdict.sample" if one.word == "sample" else f"finding.word.{one.word}")


def tone(one: Finding) -> Tone:
    """Only what is real has a colour."""
    if one.word != "real":
        return "quiet"
    return "better" if one.worse is False and one.kind != "contradiction" else "worse"


def detail(one: Finding, ground: Ground, text: Text) -> str:
    """The numbers behind it: change, interval, n; nothing where the sentence says them all."""
    unit, found = amounts.unit(one.metric), one.evidence
    change = amounts.change(found.change, unit, text)
    if one.kind == "contradiction":
        rise: Evidence = one.facts["rise"]
        up = amounts.change(rise.change, amounts.unit(one.facts["up"]), text)
        named = {"up": text(f"metric.{one.facts['up']}"), "down": text(f"metric.{one.metric}")}
        return text("finding.detail.contradiction", **named, rise=up, fall=change, n=min(found.n, rise.n))
    if found.test == "gap":
        lost = text.number(-(found.change or 0.0), 1)
        amount = text("departments.amount", value=lost, unit=text(f"departments.unit.{unit}"))
        low, high = (None if end is None else -end for end in (found.high, found.low))
        return text("finding.detail.gap", amount=amount, interval=_interval(low, high, text, 1), n=found.n)
    if one.kind == "effect":
        return text("finding.detail.change", change=change, interval=_interval(found.low, found.high, text), n=found.n)
    if found.test in ("difference", "mix"):
        beside = "beside" if _than(one, ground) in words.BESIDE else "change"
        key = f"finding.detail.{'mix' if one.kind == 'mix' else beside}"
        return text(key, change=change, interval=_interval(found.low, found.high, text), n=found.n)
    if found.test == "power":
        return text("finding.detail.goal", **_ends(one, text), n=found.n)
    return "" if one.kind in ("thin", "pile_up", "overdue") else text("finding.detail.n", n=found.n)


def _interval(low: float | None, high: float | None, text: Text, digits: int = 0) -> str:
    """Of a change: its unit stands at the change itself."""
    return amounts.interval(low, high, "points", text, digits)


def label(one: Finding, ground: Ground, text: Text) -> str:
    """Whom it is about, as a name."""
    if not one.labels:
        return words.population(ground.coarse.population(one.metric), ground.answers, text)
    if len(one.labels) == 2 and one.kind in ("change", "contradiction", "fewer"):
        return text("finding.inside", label=one.labels[0], member=one.labels[1])
    return one.labels[0]


def _than(one: Finding, ground: Ground) -> words.Than:
    return words.than(ground.answers, TOUCHPOINT if one.labels else None)


def _change(one: Finding, ground: Ground, text: Text) -> list[str]:
    found = one.evidence
    key = "finding.change_sample" if one.word == "sample" else "finding.change"
    facts = {
        "label": label(one, ground, text),
        "metric": text(f"metric.{one.metric}"),
        "score": amounts.score(found.score, amounts.unit(one.metric), text),
        "gap": words.gap(found.change or 0.0, one.metric, _than(one, ground), text),
    }
    since = one.facts.get("since")
    return [
        text(key, **facts),
        _also(one, text),
        text("finding.since", month=text.month(since)) if since else "",
    ]


def _also(one: Finding, text: Text) -> str:
    """The metrics that moved the same way."""
    metrics = [text(f"metric.{metric}") for metric in one.facts.get("also", ())]
    return text("finding.also", metrics=text.list(metrics)) if metrics else ""


def _mix(one: Finding, ground: Ground, text: Text) -> list[str]:
    within = "channel" if ground.inner == "channel" else "group"
    way = "down" if one.worse else "up"
    said = text(
        f"finding.{'turned' if one.facts.get('turned') else 'mix'}.{within}.{way}",
        label=label(one, ground, text),
        metric=text(f"metric.{one.metric}"),
        amount=amounts.size(one.evidence.change or 0.0, one.metric, text),
        dimension=text(f"dimension.{ground.inner}"),
        than=text(f"findings.than.{_than(one, ground)}"),
    )
    grown = one.facts.get("grown")
    if grown is None:
        return [said, _also(one, text)]
    member, before, after = grown
    shares = {"before": text.percent(100.0 * before), "after": text.percent(100.0 * after)}
    return [said, text("finding.grown", member=member, **shares), _also(one, text)]


def _contradiction(one: Finding, ground: Ground, text: Text) -> list[str]:
    facts = {"up": text(f"metric.{one.facts['up']}"), "down": text(f"metric.{one.metric}")}
    than = text(f"findings.than.{_than(one, ground)}")
    return [text("finding.contradiction", label=label(one, ground, text), than=than, **facts)]


def _ownerless(one: Finding, _: Ground, text: Text) -> list[str]:
    said = text(f"finding.{one.kind}", labels=amounts.named(one.labels, text, _MOST_NAMED))
    metric = text(f"metric.{one.metric}")
    if one.word == "real":
        return [text("finding.level", said=said, metric=metric, **_ends(one, text))]
    share = text("finding.share", share=text.percent(one.facts["share"]), metric=metric)
    return [text("finding.fact", said=said), share]


def _ends(one: Finding, text: Text) -> dict[str, str]:
    """The score, and the goal that it is held against."""
    unit, found = amounts.unit(one.metric), one.evidence
    return {"score": amounts.score(found.score, unit, text), "goal": amounts.score(found.before, unit, text)}


def _shift(one: Finding, ground: Ground, text: Text) -> list[str]:
    unit, found = amounts.unit(one.metric), one.evidence
    facts = one.facts
    return [
        text(
            "finding.shift",
            label=label(one, ground, text),
            metric=text(f"metric.{one.metric}"),
            before=amounts.score(found.before, unit, text),
            after=amounts.score(found.score, unit, text),
            month=text.month(facts["start"]),
            range=text.period(facts["first"], month_end(facts["last"])),
        )
    ]


def _limits(one: Finding, ground: Ground, text: Text) -> list[str]:
    unit, found = amounts.unit(one.metric), one.evidence
    return [
        text(
            f"finding.limits.{'down' if one.worse else 'up'}",
            label=label(one, ground, text),
            metric=text(f"metric.{one.metric}"),
            score=amounts.score(found.score, unit, text),
            limits=amounts.interval(found.low, found.high, unit, text),
            month=text.month(one.facts["month"]),
        )
    ]


def _goal(one: Finding, _: Ground, text: Text) -> list[str]:
    name, needed = one.facts["name"], one.facts["needed"]
    if name:
        named = text("finding.goal_named", name=name)
    else:
        whom = one.labels[0] if one.labels else text(f"population.{one.facts['scope']}")
        named = text("finding.goal_of", metric=text(f"metric.{one.metric}"), label=whom)
    facts = {"name": named, "amount": amounts.size(one.evidence.change or 0.0, one.metric, text)}
    more = one.facts["more"]
    said = (
        text("finding.goal_never", **facts)
        if needed is None
        else text("finding.goal", **facts, n=one.evidence.n, needed=text.number(needed))
    )
    return [said, text("finding.goal_more", n=more) if more else ""]


def _pile_up(one: Finding, ground: Ground, text: Text) -> list[str]:
    counts = {name: text.number(one.facts[name]) for name in ("tens", "nines")}
    return [text("finding.pile_up", label=label(one, ground, text), n=one.evidence.n, **counts)]


def _fewer(one: Finding, ground: Ground, text: Text) -> list[str]:
    facts = {"label": label(one, ground, text), "metric": text(f"metric.{one.metric}")}
    if "rates" in one.facts:
        now, before = (text.percent(100.0 * rate) for rate in one.facts["rates"])
        return [text("finding.fewer_rate", now=now, before=before, **facts)]
    return [text("finding.fewer", n=one.evidence.n, before=text.number(one.evidence.n_before), **facts)]


def _thin(one: Finding, _: Ground, text: Text) -> list[str]:
    each: Mapping[str, int] = one.facts["each"]
    named = [text("finding.thin_one", label=name, n=n) for name, n in each.items()]
    return [text("finding.thin", labels=amounts.named(named, text, _MOST_NAMED))]


def _effect(one: Finding, _: Ground, text: Text) -> list[str]:
    facts = {
        "name": one.labels[0],
        "metric": text(f"metric.{one.metric}"),
        "amount": amounts.size(one.evidence.change or 0.0, one.metric, text),
        "points": amounts.named(one.facts["points"], text, _MOST_NAMED),
    }
    return [text(f"finding.effect.{'worse' if one.worse else 'better'}", **facts)]


def _no_effect(one: Finding, _: Ground, text: Text) -> list[str]:
    labels = amounts.named(one.labels, text, _MOST_NAMED)
    return [text("finding.no_effect", n=len(one.labels), all=one.facts["all"], labels=labels)]


def _overdue(one: Finding, _: Ground, text: Text) -> list[str]:
    facts = one.facts
    said = text("finding.overdue", n=one.evidence.n)
    large = text("finding.overdue_large", n=facts["large"]) if facts["large"] else ""
    owner = facts["owner"] or text("departments.nobody")
    longest = text("finding.overdue_longest", decision=facts["decision"], owner=owner, n=facts["days"])
    return [said, large, longest]


def _unworked(one: Finding, _: Ground, text: Text) -> list[str]:
    facts = {"metric": text(f"metric.{one.metric}"), "labels": amounts.named(one.labels, text, _MOST_NAMED)}
    return [text("finding.unworked", n=len(one.labels), **facts)]


_SAID: Final[Mapping[Kind, Callable[[Finding, Ground, Text], list[str]]]] = {
    "change": _change,
    "mix": _mix,
    "contradiction": _contradiction,
    "unowned": _ownerless,
    "shared": _ownerless,
    "misplaced": _ownerless,
    "shift": _shift,
    "limits": _limits,
    "goal": _goal,
    "pile_up": _pile_up,
    "fewer": _fewer,
    "thin": _thin,
    "effect": _effect,
    "no_effect": _no_effect,
    "overdue": _overdue,
    "unworked": _unworked,
}
