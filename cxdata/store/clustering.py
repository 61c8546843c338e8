"""How far ratings by one person are alike: sums over responses in SQL, for pools of touchpoint answers."""

from __future__ import annotations

from cxdata.schema import Metric
from cxdata.store.workspace import Connection

EXACT_UP_TO = 500_000
"""Number of answers up to which responses are counted one by one; beyond that approximately."""

# What the score averages: 1, 0, -1 for NPS, 1 or 0 for shares.
WORTH = """CASE WHEN up = (score >= positive_from) OR score = positive_from THEN 1
    WHEN metric = 'nps' AND (up = (score <= negative_to) OR score = negative_to) THEN -1 ELSE 0 END"""

_SUMS = f"""
WITH worth AS (
    SELECT resp, {WORTH} AS x FROM answers JOIN measures ON answers.measure = measures.id
    WHERE metric = $metric AND touchpoint <> 0
), response AS (
    SELECT count(*) AS k, sum(x) AS s, sum(x * x) AS q FROM worth GROUP BY resp HAVING count(*) > 1
)
SELECT sum(k * (k - 1)) / 2.0, sum(s * s - q) / 2.0, sum((k - 1) * s), sum((k - 1) * q) FROM response
"""


def correlation(connection: Connection, metric: Metric) -> float:
    """Correlation of two touchpoint ratings of one response, over all pairs; 0.0 where no response holds two.

    Fisher's intraclass correlation from additive sums, as `cxdata.statistics.clustering` defines them.
    """
    row = connection.sql(_SUMS, params={"metric": metric}).fetchall()[0]
    pairs, products, sums, squares = (float(value or 0) for value in row)
    if not pairs:
        return 0.0
    mean = sums / (2 * pairs)
    spread = squares / (2 * pairs) - mean * mean
    return (products / pairs - mean * mean) / spread if spread > 1e-12 else 0.0


def effect(ratings: float, r: float) -> float:
    """1 + (k - 1) r, never under 1."""
    return 1.0 + (max(ratings, 1.0) - 1.0) * max(r, 0.0)
