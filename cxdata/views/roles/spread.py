"""How accountability is spread over departments, beside where customers are served."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from cxdata.card import Card, Strip
from cxdata.governance.measures.accountability import Covered, Misallocated
from cxdata.governance.ownership import Weights
from cxdata.governance.standing import Standing
from cxdata.governance.tables import CX_TEAM
from cxdata.statistics.concentration import Concentration
from cxdata.text import Text
from cxdata.views import wording
from cxdata.views.departments.words import empty
from cxdata.views.method import method

KEY: Final = "roles.spread"
LEAST: Final = 0.02
"""Share of accountability from which a surplus is worth naming."""
MUCH: Final = 0.1
"""Share that would have to change hands from which this is the heaviest thing to say."""
CARRIED: Final = 0.005
"""Share that the CX team carries from which it is worth saying."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Spread:
    """Coverage, `department, kind, share`, the CX-dump index, concentration, what would have to change hands (None: no
    answer says who served), owners without a trace of acting lately, and the files whose answers say who served."""

    covered: Covered
    shares: pl.DataFrame
    dump: float | None
    concentration: Concentration | None
    moved: Misallocated | None
    idle: tuple[str, ...]
    files: tuple[str, ...] = ()

    @property
    def carried(self) -> int:
        """Departments that carry anything."""
        return self.shares.filter(pl.col("share") > 0, pl.col("department").is_not_null()).height

    @property
    def dumped(self) -> bool:
        """Whether the CX team carries any operations."""
        return self.dump is not None and self.dump >= CARRIED

    @property
    def scattered(self) -> bool:
        """Whether much would have to change hands, and most of that between operating departments."""
        return self.moved is not None and self.moved.share >= MUCH and self.moved.share > 2 * (self.dump or 0.0)


def card(found: Spread, weighed: Weights, day: date, text: Text) -> Card:
    """Bars: each department's share of accountability; beside it what serving customers would suggest."""
    held = found.shares.filter(pl.col("share") > 0)
    if held.is_empty() or found.carried == 0:
        return empty(KEY, text("roles.spread.title"), text("roles.spread.none"))
    expected = dict(found.moved.moves.select("department", "expected").iter_rows()) if found.moved else {}
    rows = [_row(row, expected, text) for row in held.sort("share", descending=True).to_dicts()]
    first = [row for row in rows if row["kind"] != "department"]
    frame = pl.DataFrame(
        [*first, *(row for row in rows if row["kind"] == "department")],
        schema={
            "label": pl.String, "kind": pl.String, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64,
            "n": pl.Int64, "verdict": pl.String, "detail": pl.String,
        },
        orient="row",
    )  # fmt: skip
    points = weighed.frame.height
    told = "; ".join(f"{row['label']} {text.percent(row['value'])}" for row in frame.to_dicts())
    return Card(
        key=KEY,
        title=title(found, text),
        subtitle=text(f"roles.spread.subtitle_{weighed.by}"),
        foot=" · ".join(
            filter(
                None,
                [
                    text("roles.spread.day", day=text.day(day)),
                    text("roles.spread.foot", n=points),
                    wording.source(found.files, text),
                ],
            )
        ),
        method=method(text, None, "roles_spread"),
        alt=text("roles.spread.alt", rows=told),
        chart=Strip(frame, "percent", "%", text("roles.spread.expected")),
        table=_table(found, text),
        n=0,
    )


def unknown(text: Text) -> Card:
    """The card before the first answer."""
    return empty(KEY, text("roles.spread.title"), text("roles.spread.no_answers"))


def title(found: Spread, text: Text) -> str:
    """Who carries most beyond what they serve, the CX team's share, or how many departments carry it all."""
    if found.scattered and found.moved is not None:
        most = found.moved.moves.filter(pl.col("department").is_not_null(), pl.col("surplus") >= LEAST).head(1)
        for row in most.to_dicts():
            shares = {name: text.percent(100 * row[name]) for name in ("actual", "expected")}
            return text("roles.spread.above", department=row["department"], **shares)
    if found.dumped:
        return text("roles.spread.dump", share=text.percent(100 * (found.dump or 0.0)))
    if found.concentration is not None:
        effective = text.number(found.concentration.effective_n, 1)
        return text("roles.spread.effective", effective=effective, n=found.carried)
    return text("roles.spread.title")


def _row(row: Row, expected: dict[str | None, float], text: Text) -> Row:
    name = row["department"]
    kind = "nobody" if name is None else "misplaced" if row["kind"] == CX_TEAM else "department"
    should = 0.0 if kind == "misplaced" else expected.get(name)
    return {
        "label": text("departments.nobody") if name is None else name,
        "kind": kind,
        "value": 100 * row["share"],
        "low": None,
        "high": None,
        "n": 0,
        "verdict": None,
        "detail": "" if should is None or name is None else text.percent(100 * should),
    }


def said(found: Spread, then: Standing, text: Text) -> tuple[str, ...]:
    """Coverage, effective owners, what would have to change hands, owners on paper."""
    if found.carried == 0:
        return ()
    lines = []
    if found.covered.weighted is not None and found.covered.plain is not None:
        lines.append(
            text(
                "roles.spread.covered",
                weighted=text.percent(100 * found.covered.weighted),
                plain=text.percent(100 * found.covered.plain),
            )
        )
    if found.concentration is not None:
        effective = text.number(found.concentration.effective_n, 1)
        lines.append(text("roles.spread.as_if", effective=effective, n=len(then.operating)))
    if found.moved is not None:
        lines.append(text("roles.spread.moved", share=text.percent(100 * found.moved.share)))
        lines += _mended(found.moved, text)
    if found.idle:
        lines.append(text("roles.spread.idle", n=len(found.idle), labels=wording.named(list(found.idle), text, 4)))
    return tuple(lines)


def _mended(moved: Misallocated, text: Text) -> list[str]:
    """Who would hand over most, and who would take it."""
    named = moved.moves.filter(pl.col("department").is_not_null())
    more = named.filter(pl.col("surplus") >= LEAST).head(3)
    less = named.filter(pl.col("surplus") <= -LEAST).sort("surplus").head(3)
    lines = []
    for key, part in (("give", more), ("take", less)):
        if part.height:
            points = [f"{row['department']} {text.number(100 * row['surplus'], sign=True)}" for row in part.to_dicts()]
            lines.append(text(f"roles.spread.{key}", labels=text.list(points)))
    return lines


def _table(found: Spread, text: Text) -> pl.DataFrame:
    expected = dict(found.moved.moves.select("department", "expected").iter_rows()) if found.moved else {}
    rows = [
        {
            text("columns.label"): row["department"] or text("departments.nobody"),
            text("roles.head.share_of"): round(100 * row["share"], 1),
            text("roles.head.expected"): None
            if row["department"] not in expected
            else round(100 * expected[row["department"]], 1),
        }
        for row in found.shares.to_dicts()
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
