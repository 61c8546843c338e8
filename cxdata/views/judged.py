"""What a page found out: the whole population with its score, and its members with their verdicts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from cxdata.scan.answers import NOW, Answers, Population
from cxdata.scan.family import WHOLE
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.wording import Row


@dataclass(frozen=True)
class Judged:
    """What a page found out: the whole population with its score, and its members with their verdicts.

    `rows`: a family frame with `label`, of one metric and without the whole.
    """

    answers: Answers
    whole: Population
    dimension: str
    now: Row
    row: Row
    rows: pl.DataFrame

    @classmethod
    def of(cls, answers: Answers, whole: Population, family: pl.DataFrame, dimension: str, text: Text) -> Judged:
        """The part of a family that speaks of the whole's metric."""
        labels = answers.snapshot.labels(dimension) if dimension in answers.frame.columns else {}
        mine = family.filter(pl.col("metric") == whole.metric)
        members = mine.filter(pl.col("code") != WHOLE).with_columns(
            label=pl.col("code").replace_strict(labels, default=text("words.not_given"), return_dtype=pl.String)
        )
        now = whole.scores(span=NOW).row(0, named=True)
        return cls(answers, whole, dimension, now, mine.row(by_predicate=pl.col("code") == WHOLE, named=True), members)

    def moved(self, verdict: str, sign: int) -> list[Row]:
        """Members with that verdict and direction, the largest change first."""
        found = self.rows.filter((pl.col("verdict") == verdict) & (pl.col("change") * sign > 0))
        return found.sort(pl.col("change").abs(), descending=True).to_dicts()

    @cached_property
    def lead(self) -> Row | None:
        """The member to speak of first: the largest real loss, else gain, else the same within the sample."""
        for verdict in ("real", "sample"):
            for sign in (-1, 1):
                if found := self.moved(verdict, sign):
                    return found[0]
        return None


def summary(judged: Judged, text: Text) -> str:
    """ "Down: Delivery and Returns; up: App", or that everything could be chance."""
    beside = wording.than(judged.answers, judged.dimension) in wording.BESIDE
    for verdict in ("real", "sample"):
        down, up = (_labels(judged.moved(verdict, sign), text) for sign in (-1, 1))
        if down and up:
            said = text("findings.below_above" if beside else "findings.down_up", down=down, up=up)
        elif down:
            said = text("findings.below" if beside else "findings.down", labels=down)
        elif up:
            said = text("findings.above" if beside else "findings.up", labels=up)
        else:
            continue
        return said if verdict == "real" else text("findings.in_sample", finding=said[:1].lower() + said[1:])
    return text("findings.all_chance_rest" if beside else "findings.all_chance")


def _labels(rows: list[Row], text: Text) -> str:
    return wording.named([row["label"] for row in rows], text) if rows else ""
