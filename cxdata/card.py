"""What one chart says, complete and free of any medium: words, numbers, and a small record of the chart.

Every renderer (page, picture, slide, table) starts from a Card, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import polars as pl

Unit = Literal["points", "percent"]
Grain = Literal["day", "week", "month", "quarter", "year"]
Verdict = Literal["real", "sample", "chance", "few"]
"""`sample`: beyond the chance of sampling, but the ordinary wobble between periods is not known yet."""
Role = Literal["main", "second", "third", "fourth", "fifth", "quiet"]
Tone = Literal["plain", "worse", "better", "quiet"]
Scope = Literal["relationship", "touchpoints"]


@dataclass(frozen=True)
class Said:
    """A piece of a sentence; the tone colours words that say by themselves what the colour means."""

    words: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class Event:
    """A numbered mark on a time axis, its words beside the chart."""

    number: int
    at: date
    words: str


@dataclass(frozen=True)
class Series:
    """One line. `frame`: period (Date, first day), n, score, low, high (floats or null), hidden (str or null).

    `where` and `scope` say which answers stand behind a point, in addition to the reader's choice.
    """

    label: str
    frame: pl.DataFrame
    role: Role = "main"
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    scope: Scope | None = None


@dataclass(frozen=True)
class Lines:
    """Score over time with its interval as a band and n beneath; `multiples` draws one panel a series.

    All series have the same periods without gaps. `n` (period, n): the bars beneath; without it, those of the first
    series. `by`: the dimension whose members the series are. `partial`: periods, by their first day, of which only
    those days are counted. `windows`: days that the words compare with one another.
    """

    series: tuple[Series, ...]
    unit: Unit
    grain: Grain
    goal: float | None = None
    events: tuple[Event, ...] = ()
    multiples: bool = False
    metric: str = "nps"
    by: str | None = None
    n: pl.DataFrame | None = None
    partial: Mapping[date, tuple[date, date]] = field(default_factory=dict)
    windows: tuple[tuple[date, date], ...] = ()


@dataclass(frozen=True)
class Changes:
    """Differences as bars round zero, grouped under their verdict.

    `frame`: label, n, score, change, low, high, verdict; one row a bar, in the order to be drawn.
    """

    frame: pl.DataFrame
    unit: Unit


@dataclass(frozen=True)
class Figure:
    """One number with interval, change and a spark. `spark`: period, score, low, high, n.

    The words: `name` "NPS", `meaning` "willingness to recommend", `value` "34.2", `interval` "interval 30 to 39,
    n = 1,138", `moved` "-1.8 pts", `said` "could be chance" with the tone in which it is written.
    """

    metric: str
    unit: Unit
    n: int
    score: float | None
    low: float | None
    high: float | None
    hidden: str | None
    change: float | None
    change_low: float | None
    change_high: float | None
    verdict: Verdict | None
    spark: pl.DataFrame
    name: str = ""
    meaning: str = ""
    value: str = ""
    interval: str = ""
    moved: str = ""
    said: str = ""
    tone: Tone = "quiet"


@dataclass(frozen=True)
class Distribution:
    """How often each score was given. `frame`: score, n, kind (negative, neutral, positive)."""

    frame: pl.DataFrame
    unit: Unit


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
    (against the goal or the rest), verdict. `goal`: the one that a line is drawn for; a row's own, where it differs,
    is a mark on its bar. `against` says at the column of verdicts what was compared with.
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

    `frame`: label, n, score. `limits`: n, low_2, high_2, low_3, high_3.
    """

    frame: pl.DataFrame
    limits: pl.DataFrame
    centre: float
    unit: Unit
    metric: str


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
    """What each part adds to a sum, as bars from zero. `frame`: label, kind, value, low, high, n, verdict, detail."""

    frame: pl.DataFrame
    unit: Unit
    value_label: str
    detail_label: str


Against = Literal["goal", "company", "mixed", "year", "month", "quarter", "previous", "rest", "others", "outside"]
"""What a cell of a map is held against: its goal, the company's score (or one of the two), an earlier time, the rest
of its row, the other rows of its column, or the same cell outside the filters."""


@dataclass(frozen=True)
class HeatRow:
    """One row of a map; `kind` is a touchpoint, a whole stage (which may stand `open`), or everything together."""

    key: str
    label: str
    stage: str = ""
    kind: Literal["touchpoint", "stage", "whole"] = "touchpoint"
    open: bool = True


@dataclass(frozen=True)
class HeatColumn:
    """One column; `name` is the label in full, `group` what several columns have in common, such as their year."""

    key: str
    label: str
    name: str
    group: str = ""


@dataclass(frozen=True)
class Heatmap:
    """Scores of rows x columns as coloured cells with their margins.

    `cells`: row, column (keys), n, score, low, high, hidden, gap (to what the cell is held against), level (which is
    that score, or null), verdict, against. The last row is everything together; a cell whose column is "" is the
    margin of its row, headed `total`. Colour is the distance to the level: of each cell with a score, or, as
    `difference`, of really different cells alone. `middle`: the level where it is the same for all rows. `staged`: the
    rows stand under their stages; else each says its own. `opened`: the cell whose answers are shown.
    """

    rows: tuple[HeatRow, ...]
    columns: tuple[HeatColumn, ...]
    cells: pl.DataFrame
    unit: Unit
    metric: str
    against: Against
    total: str
    middle: float | None = None
    difference: bool = False
    staged: bool = True
    opened: tuple[str, str] | None = None


Chart = Lines | Changes | Figure | Distribution | Waterfall | Standing | Funnel | Shift | Matrix | Strip | Heatmap


@dataclass(frozen=True)
class Card:
    """`table` is what "data as CSV" gives: columns headed in the reader's language. `key` is stable, for widgets.

    `empty` says why there is nothing to show and what to do; then `chart` is None.
    """

    key: str
    title: str
    subtitle: str
    foot: str
    method: str
    alt: str
    chart: Chart | None
    table: pl.DataFrame
    n: int
    verdict: Verdict | None = None
    empty: str | None = None
    links: tuple[tuple[str, str], ...] = field(default=())
