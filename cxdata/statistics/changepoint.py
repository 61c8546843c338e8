"""When did the level shift: one split by least squares, with a permutation p value and a range of dates."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from cxdata.statistics.distributions import Array, Numbers, floats

LEAST: Final = 8
PERMUTATIONS: Final = 20_000
_BAI_95: Final = 11.0
_FIRST: Final = 100
_MOST_AT_ONCE: Final = 2_000


class Split(NamedTuple):
    """The best split: periods before it, the two levels, and how much squared error it explains."""

    before: int
    mean_before: float
    mean_after: float
    gain: float


class ChangePoint(NamedTuple):
    """A split with its permutation p value and the 95 % range of the number of periods before it."""

    split: Split
    p: float
    earliest: int
    latest: int


def best_split(values: Numbers, least: int = 1) -> Split:
    """The split into two levels with the least squared error, every split tried; `least` periods on each side."""
    (x,) = floats(values)
    gains = _gains(x[None, :])[0]
    at = int(np.argmax(gains[least - 1 : len(x) - least])) + least
    return Split(at, float(x[:at].mean()), float(x[at:].mean()), float(gains[at - 1]))


def change_point(
    values: Numbers, permutations: int = PERMUTATIONS, seed: int = 20_240, *, stop: int | None = None
) -> ChangePoint | None:
    """The split of a series of at least 8 periods, else None.

    p: the share of shuffled series whose best split explains as much, (1 + hits) / (1 + permutations). With `stop` the
    shuffling ends after so many hits, p being hits / shuffles (Besag and Clifford 1991, Biometrika 78:301): as valid,
    and quick where there is nothing. Range: Bai (1997, Econometric Theory 13:315), split -+ (floor(11 s^2 / d^2) + 1)
    with d the shift and s^2 the variance within the levels. Season has to be taken off before; shuffling assumes
    independent periods.
    """
    (x,) = floats(values)
    x = x[~np.isnan(x)]
    n = len(x)
    if n < LEAST:
        return None
    split = best_split(x, 2)
    p = _shuffled(x, split.gain, permutations, np.random.default_rng(seed), stop)
    shift = split.mean_after - split.mean_before
    within = float(((x - x.mean()) ** 2).sum() - split.gain) / (n - 2)
    reach = n if shift == 0.0 else int(min(float(n), _BAI_95 * within / shift**2)) + 1
    return ChangePoint(split, p, max(1, split.before - reach), min(n - 1, split.before + reach))


def _shuffled(x: Array, gain: float, permutations: int, rng: np.random.Generator, stop: int | None) -> float:
    """The p value of a best split that explains `gain`."""
    hits, done, size = 0, 0, _MOST_AT_ONCE if stop is None else _FIRST
    while done < permutations:
        size = min(size, permutations - done)
        shuffled = rng.permuted(np.broadcast_to(x, (size, len(x))), axis=1)
        as_good = _gains(shuffled)[:, 1 : len(x) - 2].max(axis=1) >= gain - 1e-9
        if stop is not None and hits + int(as_good.sum()) >= stop:
            return stop / (done + 1 + int(np.flatnonzero(as_good)[stop - hits - 1]))
        hits, done = hits + int(as_good.sum()), done + size
        size = min(_MOST_AT_ONCE, 4 * size)
    return (1 + hits) / (1 + done)


def _gains(rows: Array) -> Array:
    """Per row, the squared error explained by splitting after 1, 2, ... n - 1 values."""
    n = rows.shape[1]
    centred = rows - rows.mean(axis=1, keepdims=True)
    k = np.arange(1, n)
    left = np.cumsum(centred, axis=1)[:, :-1]
    return np.asarray(left**2 * n / (k * (n - k)))
