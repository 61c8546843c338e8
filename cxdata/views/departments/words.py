"""Words that several cards of the departments page share: amounts, parts, periods, notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from cxdata.card import Card, Method, Verdict
from cxdata.choice import Span
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments.gap import DEPARTMENT, FOLDED
from cxdata.views.departments.owned import Owned, Row
from cxdata.views.method import method as noted


def amount(value: float, owned: Owned, text: Text, *, sign: bool = False) -> str:
    """ "7.1 pts" """
    shown = text.number(value, 1, sign=sign)
    return text("departments.amount", value=shown, unit=text(f"departments.unit.{owned.unit}"))


def ended(said: str) -> str:
    """Without a second full stop after "p.p." """
    return said.replace("p.p..", "p.p.")


def named(parts: pl.DataFrame, text: Text) -> pl.DataFrame:
    """The parts with the labels that readers know them by."""

    def label(row: Row) -> str:
        if row["kind"] == DEPARTMENT:
            return str(row["label"])
        if row["kind"] == FOLDED:
            return text("departments.folded", labels=row["label"])
        return text(f"departments.{row['kind']}")

    labels = [label(row) for row in parts.to_dicts()]
    return parts.with_columns(pl.Series("label", labels, dtype=pl.String))


def step(label: str, kind: str, value: float, ends: tuple[float, float] | None, n: int, verdict: Verdict | None) -> Row:
    """One row of a waterfall's frame."""
    low, high = ends or (None, None)
    return {"label": label, "kind": kind, "value": value, "low": low, "high": high, "n": n, "verdict": verdict}


STEPS = {
    "label": pl.String(), "kind": pl.String(), "value": pl.Float64(), "low": pl.Float64(), "high": pl.Float64(),
    "n": pl.Int64(), "verdict": pl.String(),
}  # fmt: skip


def metric(owned: Owned, text: Text) -> str:
    return text(f"metric.{owned.pool.metric}")


def period(owned: Owned, text: Text) -> str:
    return wording.period(owned.answers, text)


def foot(owned: Owned, text: Text, n: int, *more: str, days: Sequence[Span] = ()) -> str:
    return wording.foot(owned.answers, text, n, *more, scopes=[owned.pool.scope], days=days)


def method(owned: Owned, n: int, text: Text, *keys: str) -> Method:
    """The notes of these keys, then those of the metric, of suppression and of a pool."""
    pool = ["pool"] if owned.pool.deff > 1 else []
    return noted(text, n, *keys, owned.pool.metric, "few", *pool, "limits")


def told(rows: Iterable[tuple[str, float]], owned: Owned, text: Text) -> str:
    """ "Marketing −1.2 pts; IT +0.3 pts" """
    return "; ".join(
        text("departments.strip.part", label=label, amount=amount(value, owned, text, sign=True))
        for label, value in rows
    )


def real(parts: pl.DataFrame, sign: int, verdict: str = "real") -> list[str]:
    """Names of departments whose part is real and has that sign, the largest first."""
    mine = (pl.col("kind") == DEPARTMENT) & (pl.col("verdict") == verdict) & (pl.col("value") * sign > 0)
    labels: list[str] = parts.filter(mine).sort(pl.col("value").abs(), descending=True)["label"].to_list()
    return labels


def empty(key: str, title: str, said: str) -> Card:
    """A card that has nothing to show but a sentence."""
    return Card(key, title, "", "", None, said, None, pl.DataFrame(), 0, empty=said)
