"""Charts of a whole and its parts: who stands where, who holds how much, who has which role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from cxdata.card.words import MARKED, Unit


@dataclass(frozen=True)
class Waterfall:
    """How one number becomes another, in steps that sum to the difference exactly.

    `frame`, one row a step in the order to be read: label, kind, value, low, high (null: the step is no estimate), n,
    verdict (null: nothing to judge). Kinds: "nobody", "misplaced" (both drawn in outline), "department", "folded"
    (several with too few answers), "mismatch", "mix". `ranged`: what the column of low and high is called.
    """

    frame: pl.DataFrame
    unit: Unit
    start: float
    end: float
    start_label: str
    end_label: str
    ranged: str


@dataclass(frozen=True)
class Standing:
    """Scores as bars in order, with interval, goal, span of ranks and verdict.

    `frame`: label, n, score, low, high, hidden, goal, first, last (ranks it can hold; null: not ranked), change
    (against the goal or the rest), verdict, and where known shrunk (the score drawn towards the mean). `goal`: the one
    of all rows, that a line is drawn for; None where rows have their own: then each is a number and a mark on its bar.
    `against` says at the column of verdicts what was compared with.
    """

    frame: pl.DataFrame
    unit: Unit
    metric: str
    goal: float | None
    against: str
    ranks: bool = True


@dataclass(frozen=True)
class Funnel:
    """Scores by number of answers, and how far chance alone may carry them from the common score.

    `frame`: label, n, score, and perhaps explained (the channels make the difference: no colour). `limits`: n, low_2,
    high_2, low_3, high_3.
    """

    frame: pl.DataFrame
    limits: pl.DataFrame
    centre: float
    unit: Unit
    metric: str


@dataclass(frozen=True)
class Priority:
    """What goes with the whole against how well it does: both with their intervals, neither a lever.

    `frame`: label, n, x, x_low, x_high (shares of the whole's differences, percent), y, y_low, y_high (distance to
    the goal, negative below it), place (fix, keep, watch, fine; null where an interval crosses its line). `line`: the
    share that parts the important from the others. `x_label`, `y_label` name the axes, `corners` the four places.
    """

    frame: pl.DataFrame
    line: float
    unit: Unit
    x_label: str
    y_label: str
    corners: Mapping[str, str]


@dataclass(frozen=True)
class Detectable:
    """The smallest change that so many answers can show.

    `frame`: n, change (n rising; inf where nothing shows). `n`, `change`: the pair asked about.
    """

    frame: pl.DataFrame
    n: int
    change: float
    unit: Unit


@dataclass(frozen=True)
class Ways:
    """How far each of several goals has come on its own way from baseline to target.

    `frame`, one row a goal: label, detail, n, way, way_low, way_high (0 at the baseline, 1 at the target; null: no
    score, or no baseline), time (part of the time that is over, 0..1, or null), and as words now, range, count, target,
    by, said; tone (plain, worse, better, quiet) colours the last. `heads`: what the six columns of words are called.
    """

    frame: pl.DataFrame
    heads: tuple[str, str, str, str, str, str]


@dataclass(frozen=True)
class Effects:
    """What several pieces of work changed, round zero.

    `frame`, one row each: label, detail, n, effect, low, high (null: nothing can be said yet), expected (or null), and
    as words change, range, count, state, said; tone (plain, worse, better, quiet) colours the last. `heads`: what the
    five columns of words are called. `axis`: what the scale shows.
    """

    frame: pl.DataFrame
    heads: tuple[str, str, str, str, str]
    unit: Unit
    axis: str


@dataclass(frozen=True)
class Shift:
    """How the parts of a whole moved, and how much of the whole each was: `before` and `after` are the whole's scores.

    `frame`: label, share_before, share_after (0..1), score_before, score_after (null: no answers on that side),
    n_before, n_after, whole (true in the one row of the whole, which stands last).
    """

    frame: pl.DataFrame
    unit: Unit
    metric: str
    before_label: str
    after_label: str


@dataclass(frozen=True)
class Matrix:
    """Who has which role where. `rows`: stage, touchpoint, flagged. `roles`: touchpoint, department, role (A R C I)."""

    rows: pl.DataFrame
    roles: pl.DataFrame
    departments: tuple[str, ...]


@dataclass(frozen=True)
class Strip:
    """What each part adds to a sum, as bars from zero. `frame`: label, kind, value, low, high, n, verdict, detail.

    `most`: where the axis ends, which then has a scale; an interval that goes on runs to the edge. `coloured`: the
    verdicts that have a colour. `ranged`: head of a column of the intervals, where there is one.
    """

    frame: pl.DataFrame
    unit: Unit
    value_label: str
    detail_label: str
    most: float | None = None
    coloured: frozenset[str] = MARKED
    ranged: str = ""
