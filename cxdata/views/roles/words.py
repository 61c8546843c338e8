"""Sentences of the roles page: its headline, and where the journey changes hands."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from cxdata.card import Said
from cxdata.charts import words
from cxdata.governance.measures import roles as measures
from cxdata.governance.standing import Standing
from cxdata.governance.tables import FIVE_ROLES
from cxdata.schema import Metric
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.roles import people
from cxdata.views.roles.silos import Joints, Stage
from cxdata.views.roles.spread import Spread


def headline(then: Standing, found: Spread, text: Text) -> str:
    """The heaviest finding: accountability far from the work, the CX team carrying operations, roles that nobody fills,
    a council that lacks owners."""
    vacant = people.empty_roles(then)
    if len(vacant) == len(FIVE_ROLES) and found.carried == 0:
        return text("roles.headline.begin")
    if found.scattered and found.moved is not None:
        return text("roles.headline.moved", share=text.percent(100 * found.moved.share))
    if found.dumped:
        return text("roles.headline.dump", share=text.percent(100 * (found.dump or 0.0)))
    if vacant:
        labels = text.list([people.role(role, text) for role in vacant])
        return text("roles.headline.vacant", n=len(FIVE_ROLES) - len(vacant), labels=labels)
    missing = measures.council(then).missing
    if missing:
        return text("roles.headline.council", labels=wording.named(list(missing), text, 3))
    return text("roles.headline.filled")


def sentence(then: Standing, found: Spread, text: Text) -> tuple[Said, ...]:
    vacant = people.empty_roles(then)
    parts = [Said(text("roles.sentence.filled", n=len(FIVE_ROLES) - len(vacant)))]
    if found.covered.weighted is not None and found.carried:
        parts.append(Said(" " + text("roles.sentence.covered", share=text.percent(100 * found.covered.weighted))))
    if found.covered.weighted is not None and found.carried == 0:
        parts.append(Said(" " + text("roles.sentence.nobody")))
    if found.dumped and found.scattered:
        share = text.percent(100 * (found.dump or 0.0))
        parts.append(Said(" " + text("roles.sentence.dump", share=share), "worse"))
    return tuple(parts)


def stages(found: Sequence[Stage], text: Text) -> pl.DataFrame:
    """Stages with who owns them and where ownership changes hands."""
    nobody = text("departments.nobody")

    def name(owner: str | None) -> str:
        return owner or nobody

    rows = [
        {
            text("roles.head.stage"): stage.name or text("roles.no_stage"),
            text("roles.head.owners"): " → ".join(name(owner) for owner in stage.owners),
            text("roles.head.joints"): len(stage.joints),
            text("roles.head.where"): "; ".join(f"{before} → {after}" for before, _, after, _ in stage.joints),
        }
        for stage in found
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


def joints(found: Joints | None, metric: Metric, text: Text) -> tuple[str, ...]:
    """How scores fare after a change of hands."""
    if found is None:
        return (text("roles.joints.none"),)
    if found.joint is None or found.within is None or found.change is None:
        return (text("roles.joints.few", n=len(found.points)),)
    unit = wording.unit(metric)
    low, high = (words.change(end, unit, text) for end in (found.low, found.high))
    facts = {
        "n": len(found.points),
        "metric": text(f"metric.{metric}"),
        "joint": wording.score(found.joint, metric, text),
        "within": wording.score(found.within, metric, text),
        "change": words.change(found.change, unit, text),
        "interval": text("charts.from_to", low=low, high=high),
        "n_joint": text.number(found.n_joint),
        "n_within": text.number(found.n_within),
        "verdict": text(f"roles.joints.verdict.{found.verdict}"),
    }
    return (text("roles.joints.said", **facts),)
