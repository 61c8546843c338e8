"""Findings on touchpoints for whose gap no operating department answers."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from typing import Any, Final

import polars as pl

from cxdata.findings import family, gaps
from cxdata.findings.changes import weight
from cxdata.findings.finding import Evidence, Finding, Kind, Link
from cxdata.findings.ground import Ground
from cxdata.governance import ownership

Row = dict[str, Any]
_KINDS: Final[Mapping[str, Kind]] = {"none": "unowned", "several": "shared", "misplaced": "misplaced"}
_WITHOUT_GOAL: Final = 12.0
"""Points that count for a touchpoint without an owner where no gap is known."""


def found(ground: Ground, judged: pl.DataFrame) -> list[Finding]:
    """One finding for each state that touchpoints are in without an operating owner.

    "real" where scores really lie below the goals; else the bare fact of who is missing, where answers are left by the
    filters that speak of them.
    """
    told = []
    for state, labels in gaps.states(ground).items():
        code = ownership.STATES.index(state)
        rows = judged.filter(pl.col("kind") == family.GAP, pl.col("code") == code, pl.col("change") < 0).to_dicts()
        real = [row for row in rows if row["verdict"] == "real"]
        own = [row for row in real if row["metric"] == ground.choice.metric] or real
        best = max(own, key=lambda row: -row["change"], default=None)
        one = _told(ground, state, labels, best)
        if one.evidence.n or not ground.coarse.filtered:
            told.append(one)
    return told


def _told(ground: Ground, state: str, labels: list[str], row: Row | None) -> Finding:
    kind = _KINDS[state]
    link = Link("departments", ground.choice, {"view": "owners", "about": state})
    metric = row["metric"] if row else ground.choice.metric
    reach = ground.reach(metric, *(code for code, label in ground.labels.items() if label in labels))
    if row is None:
        n = sum(n for (of, code), n in ground.sizes.items() if of == metric and ground.labels.get(code) in labels)
        facts = {"share": 100.0 * reach}
        return Finding(
            kind, "fact", metric, tuple(labels), Evidence("count", n), _WITHOUT_GOAL * sqrt(reach), link, facts
        )
    evidence = Evidence(
        "gap", row["n_after"], None, row["score_after"], row["score_before"], row["change"], row["low"], row["high"],
        row["p"], row["q"],
    )  # fmt: skip
    distance = row["score_after"] - row["score_before"]
    return Finding(kind, "real", metric, tuple(labels), evidence, weight(distance, metric, reach), link)
