"""Companies in which nothing happens but chance, the seasons and the ordinary wobble from month to month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from cxdata.choice import months_later

LAST = date(2026, 10, 1)
VOLUME = (0.94, 0.86, 0.92, 0.93, 0.97, 0.93, 0.88, 0.90, 0.96, 1.00, 1.22, 1.52)
ASKED = {"nps": 0.85, "csat": 0.6, "ces": 0.4}
ALIKE = {"nps": 1.0, "csat": 0.78, "ces": 0.62}
PASSIVE = 0.3
Floats: TypeAlias = npt.NDArray[np.float64]
Codes: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Company:
    """What a company is like. Levels, wobble and season in NPS points; volumes are replies in an ordinary month.

    A row a touchpoint, a column a channel; the relationship is touchpoint 0, if there is one. `together`: replies of
    one person, who is as like to himself as `person` says (variance of the person among that of an answer).
    """

    months: int
    volume: Floats
    share: Floats
    level: Floats
    wobble: Floats
    common: float
    winter: Floats
    drift: float
    together: int
    person: float

    @classmethod
    def drawn(cls, rng: np.random.Generator) -> Company:
        """A company such as there are: 6 to 25 touchpoints, one to four channels each, half a year to three years."""
        points, channels = int(rng.integers(6, 26)), int(rng.integers(3, 7))
        months = int(rng.choice([36, rng.integers(24, 36), rng.integers(13, 24), rng.integers(6, 12)], p=_LENGTHS))
        share = np.zeros((points + 1, channels))
        for row in share:
            served = rng.choice(channels, int(rng.integers(1, min(4, channels) + 1)), replace=False)
            row[served] = rng.dirichlet(np.full(len(served), 2.0))
        volume = np.exp(rng.normal(np.log(60), 0.9, points + 1))
        volume[0] = rng.uniform(100, 600) if rng.random() < 0.8 else 0.0
        usual = rng.uniform(1.0, 4.0)
        return cls(
            months=months,
            volume=volume,
            share=share,
            level=rng.normal(30, 12, (points + 1, 1)) + rng.normal(0, 6, share.shape),
            wobble=usual * np.exp(rng.normal(0, 0.3, points + 1)),
            common=float(rng.uniform(0, 1.5)),
            winter=rng.uniform(0, 4) * rng.uniform(0, 1.3, points + 1),
            drift=float(rng.uniform(0.0, 0.15)),
            together=int(rng.choice([1, 2, 4], p=[0.7, 0.2, 0.1])),
            person=float(rng.uniform(0.2, 0.5)),
        )


_LENGTHS = (0.6, 0.25, 0.1, 0.05)


def answers(company: Company, rng: np.random.Generator, moved: Floats | None = None) -> pl.DataFrame:
    """metric, score, day, resp, touchpoint, channel of every answer. `moved`: points added to months x touchpoints x
    channels, the last month last."""
    starts = [months_later(LAST, -back) for back in range(company.months - 1, -1, -1)]
    calendar = np.array([start.month - 1 for start in starts])
    counts = _counts(company, calendar, rng)
    level = _levels(company, calendar, rng) + (0.0 if moved is None else moved)
    month, point, channel = (np.repeat(axis.ravel(), counts.ravel()) for axis in np.indices(counts.shape))
    base = level[month, point, channel]
    order = rng.permutation(len(month))
    order = order[np.argsort(month[order], kind="stable")]
    person = np.empty(len(month), dtype=np.int64)
    person[order] = np.arange(len(month)) // company.together
    alike = company.person if company.together > 1 else 0.0
    mood = np.sqrt(alike) * rng.normal(size=len(month))[person] + np.sqrt(1 - alike) * rng.normal(size=len(month))
    day = np.array(starts, dtype="datetime64[D]")[month] + rng.integers(0, 28, len(month))
    frame = pl.DataFrame({"day": day, "resp": person + 1, "_point": point, "_channel": channel})
    names = {"touchpoint": pl.col("_point"), "channel": pl.col("_channel")}
    words = {0: None, **{code: f"Punkt {code}" for code in range(1, counts.shape[1])}}
    frame = frame.with_columns(
        names["touchpoint"].replace_strict(words, return_dtype=pl.String).alias("touchpoint"),
        names["channel"].replace_strict({c: f"Kanał {c + 1}" for c in range(counts.shape[2])}).alias("channel"),
    ).drop("_point", "_channel")
    parts = []
    for metric, asked in ASKED.items():
        own = np.sqrt(1 - ALIKE[metric] ** 2) * rng.normal(size=len(month))
        score = _score(metric, base, ALIKE[metric] * mood + own)
        kept = rng.random(len(month)) < asked
        parts.append(
            frame.with_columns(pl.lit(metric).alias("metric"), pl.Series("score", score)).filter(pl.Series(kept))
        )
    return pl.concat(parts)


def _counts(company: Company, calendar: Codes, rng: np.random.Generator) -> Codes:
    """Replies by month, touchpoint and channel: ordinary movement in how many there are and where they come from."""
    grown = 1.0 + company.drift * (np.arange(company.months) - company.months / 2) / 12
    expected = np.outer(np.array(VOLUME)[calendar] * grown, company.volume)
    expected = expected * np.exp(0.08 * rng.normal(size=expected.shape))
    moved = company.share[None] * np.exp(0.1 * rng.normal(size=(len(calendar), *company.share.shape)))
    share = moved / moved.sum(axis=2, keepdims=True)
    return np.asarray(rng.poisson(expected[:, :, None] * share), dtype=np.int64)


def _levels(company: Company, calendar: Codes, rng: np.random.Generator) -> Floats:
    months, (points, channels) = company.months, company.share.shape
    wave = np.cos(2 * np.pi * calendar / 12) - 1.5 * (calendar == 11)
    level = company.level[None] - (wave[:, None] * company.winter)[:, :, None]
    own = company.wobble[:, None] * rng.normal(size=(months, points, 1))
    inner = 0.5 * company.wobble[:, None] * rng.normal(size=(months, points, channels))
    return np.asarray(level + own + inner + company.common * rng.normal(size=(months, 1, 1)))


def _score(metric: str, level: Floats, z: Floats) -> Any:
    """Raw scores: the share of positive answers rises and that of negative ones falls with the level."""
    u = _below(z)
    up, down = (np.clip((1 - PASSIVE + side * level / 100) / 2, 0.02, 0.96) for side in (1, -1))
    kind = np.where(u < down, 0, np.where(u < 1 - up, 1, 2))
    within = np.select(
        [kind == 0, kind == 1],
        [u / down, (u - down) / np.maximum(1 - up - down, 1e-9)],
        (u - 1 + up) / up,
    ).clip(0, 1 - 1e-9)
    steps = {
        "nps": ([0, 2, 3, 5, 5, 6, 6], [7, 8], [9, 9, 10, 10, 10]),
        "csat": ([1, 2], [3], [4, 4, 5, 5]),
        "ces": ([1, 2, 3], [4], [5, 6, 6, 7]),
    }[metric]
    tables = [np.array(step) for step in steps]
    return np.select(
        [kind == number for number in range(3)],
        [table[(within * len(table)).astype(np.int64)] for table in tables],
    )


def _below(z: Floats) -> Floats:
    """The normal distribution function, to about 1e-4."""
    return np.asarray(1.0 / (1.0 + np.exp(-1.5976 * z - 0.07056 * z**3)))
