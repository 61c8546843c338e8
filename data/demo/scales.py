"""From a latent level in NPS points to answers on the three scales."""

import numpy as np

from data.demo.chance import Codes, Floats

# Inside promoters (9, 10), passives (7, 8) and detractors (0..6) the answers fall like this.
PROMOTERS = (0.40, 0.60)
PASSIVES = (0.42, 0.58)
DETRACTORS = (0.11, 0.06, 0.08, 0.11, 0.10, 0.25, 0.29)
CSAT_LOW = (0.28, 0.27, 0.45)
CES_LOW = (0.16, 0.16, 0.26, 0.42)


def nps(level: Floats, uniform: Floats) -> Codes:
    """Answers 0..10 whose expected NPS is `level` (points)."""
    score = np.clip(level / 100.0, -0.9, 0.9)
    passive = np.minimum(0.34 - 0.14 * np.abs(score), 0.96 - np.abs(score))
    shares = [((1 - passive - score) / 2, DETRACTORS), (passive, PASSIVES), ((1 - passive + score) / 2, PROMOTERS)]
    return _draw(shares, uniform)


def csat(level: Floats, uniform: Floats) -> Codes:
    """Answers 1..5; satisfied (4, 5) rise with the level."""
    score = level / 100.0
    satisfied = np.clip(0.58 + 0.52 * score, 0.08, 0.97)
    best = np.clip(0.48 + 0.30 * score, 0.1, 0.9)
    return 1 + _draw([(1 - satisfied, CSAT_LOW), (satisfied * (1 - best), (1.0,)), (satisfied * best, (1.0,))], uniform)


def ces(level: Floats, uniform: Floats) -> Codes:
    """Answers 1..7 (7 = very easy); easy (5..7) rise with the level."""
    score = level / 100.0
    easy = np.clip(0.62 + 0.44 * score, 0.08, 0.97)
    best = np.clip(0.36 + 0.30 * score, 0.05, 0.9)
    rest = easy * (1 - best)
    return 1 + _draw([(1 - easy, CES_LOW), (rest, (0.42, 0.58)), (easy * best, (1.0,))], uniform)


def _draw(shares: list[tuple[Floats, tuple[float, ...]]], uniform: Floats) -> Codes:
    """The first answer whose cumulative share exceeds the uniform."""
    edge = np.zeros_like(uniform)
    answer = np.zeros(len(uniform), dtype=np.int64)
    for share, parts in shares:
        for part in parts:
            edge = edge + share * part
            answer += uniform >= edge
    return np.minimum(answer, sum(len(parts) for _, parts in shares) - 1)
