"""How a difference is spoken of: how much, against what, and which way."""

from __future__ import annotations

from typing import Final, Literal

from cxdata.scan.answers import Answers, Population
from cxdata.text import Text
from cxdata.text.amounts import size, whole

Direction = Literal["down", "up", "below", "above"]
Than = Literal["year", "month", "quarter", "half", "previous", "rest", "others", "other_groups"]
BESIDE: Final = ("rest", "others", "other_groups")
"""Comparisons with other answers of the same time."""


def than(answers: Answers, dimension: str | None = None) -> Than:
    """What the comparison is with: an earlier time, the answers that the filters leave out, or the other members."""
    kind = answers.compared.kind
    if kind != "rest" or answers.filtered:
        return kind
    return "others" if dimension in (None, "touchpoint") else "other_groups"


def gap(change: float, metric: str, against: Than, text: Text) -> str:
    """ "11 points below a year earlier" """
    name = text(f"findings.than.{against}")
    if whole(change) == 0:
        return text("findings.same", than=name)
    return text("findings.less" if change < 0 else "findings.more", amount=size(change, metric, text), than=name)


def direction(change: float, against: Than) -> Direction:
    """Down and up over time, below and above beside the rest."""
    if against in BESIDE:
        return "below" if change < 0 else "above"
    return "down" if change < 0 else "up"


def population(of: Population, answers: Answers, text: Text) -> str:
    """Whose score it is: the relationship with the company, all touchpoints, or the one chosen."""
    chosen = answers.choice.where.get("touchpoint", ())
    filtered = any(values for name, values in answers.choice.where.items() if name != "touchpoint")
    if len(chosen) == 1:
        return text("population.one_filtered", label=chosen[0]) if filtered else chosen[0]
    if chosen:
        return text("population.several")
    return text(f"population.{of.scope}_filtered" if filtered else f"population.{of.scope}")
