"""Whose gap is it: touchpoint amounts shared over the departments that the RACI matrix names.

An accounting identity, not a cause: "share of the gap in touchpoints you own". A touchpoint without an Accountable goes
to nobody (department null), never to a CX team that owns nothing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import polars as pl

LEAD: Final = "lead"
EQUAL: Final = "equal"
RULES: Final = (LEAD, EQUAL)


class Shares(NamedTuple):
    """The Accountable's share and that of each Responsible."""

    accountable: float
    responsible: float


def shares(responsible: int, rule: str = LEAD) -> Shares:
    """Shapley shares of one Accountable and m Responsible, as fractions.

    "lead": the result comes when the Accountable acts and at least one Responsible does: m / (m + 1) and
    1 / (m (m + 1)); alone, the Accountable bears all. "equal": everybody must act, or anybody can fix it (a game and
    its dual share the Shapley value): 1 / (m + 1) each. The lead game is this project's choice, the value Shapley's.
    """
    m = responsible
    if m == 0:
        return Shares(1.0, 0.0 if rule == LEAD else 1.0)
    if rule == LEAD:
        return Shares(m / (m + 1), 1.0 / (m * (m + 1)))
    return Shares(1.0 / (m + 1), 1.0 / (m + 1))


def ownership_shares(touchpoints: pl.Series, raci: pl.DataFrame, rule: str = LEAD) -> pl.DataFrame:
    """`touchpoint, department, share` of the matrix `touchpoint, department, role`; shares of a touchpoint sum to 1.

    Only A and R bear anything: consulted and informed people hold no decision. A department that is A and R counts as
    A. Two Accountables split the A share equally (an error of the matrix, to be shown elsewhere). No Accountable: that
    share stands at department null.
    """
    bearing: dict[object, dict[object, str]] = {point: {} for point in touchpoints}
    for point, department, role in raci.select("touchpoint", "department", "role").iter_rows():
        if role in ("A", "R") and point in bearing:
            bearing[point][department] = min(role, bearing[point].get(department, role))
    rows: list[tuple[object, object, float]] = []
    for point, roles in bearing.items():
        owners = [department for department, role in roles.items() if role == "A"]
        own = shares(len(roles) - len(owners), rule)
        rows += [(point, department, own.accountable / len(owners)) for department in owners]
        rows += [(point, department, own.responsible) for department, role in roles.items() if role == "R"]
        rows += [] if owners else [(point, None, own.accountable)]
    schema = {"touchpoint": touchpoints.dtype, "department": raci.schema["department"], "share": pl.Float64()}
    return pl.DataFrame(rows, schema=schema, orient="row")


def attributed(amounts: pl.DataFrame, raci: pl.DataFrame, rule: str = LEAD) -> pl.DataFrame:
    """`department, amount, error` from `touchpoint, amount` and, if there, `error` (standard error of the amount).

    amount_d = sum of a_kd amount_k, error_d = sqrt(sum of a_kd^2 error_k^2): the parts and department null sum to the
    whole. Amounts may be gaps to goal or the rate part of a change; the mix part belongs to nobody and stays out.
    """
    table = amounts if "error" in amounts.columns else amounts.with_columns(error=pl.lit(0.0))
    split = ownership_shares(amounts["touchpoint"], raci, rule).join(table, on="touchpoint", nulls_equal=True)
    return (
        split.group_by("department")
        .agg(
            amount=(pl.col("share") * pl.col("amount")).sum(),
            error=((pl.col("share") * pl.col("error").fill_null(0.0)) ** 2).sum().sqrt(),
        )
        .sort("amount", "department", descending=[True, False], nulls_last=True)
    )


def gaps(touchpoints: pl.DataFrame) -> pl.DataFrame:
    """`touchpoint, amount, error`: G = w (target - score) in points of the total, from `touchpoint, weight, score,
    target` and, if there, `variance` (of the score, points squared). Weights are shares that sum to 1; a touchpoint
    without target or score has no gap."""
    variance = pl.col("variance") if "variance" in touchpoints.columns else pl.lit(0.0)
    return touchpoints.select(
        "touchpoint",
        amount=(pl.col("weight") * (pl.col("target") - pl.col("score"))).fill_null(0.0),
        error=pl.col("weight") * variance.fill_null(0.0).sqrt(),
    )


def inconsistency(touchpoints: pl.DataFrame, company_target: float) -> float:
    """How far the company's target lies above its touchpoints' weighted targets: "inconsistent targets"."""
    return company_target - float((touchpoints["weight"] * touchpoints["target"]).sum())


def by_department(amounts: pl.DataFrame, raci: pl.DataFrame, departments: list[str] | None = None) -> pl.DataFrame:
    """`department, amount, error, low, high, clear`: the lead rule's amount and its range over all share rules.

    `departments` adds those that bear nothing, with 0. `clear`: the range overlaps with no other department's, so the
    department may be ranked; never true for null.
    """
    each = [attributed(amounts, raci, rule) for rule in RULES]
    table = each[0].join(each[1], on="department", how="full", coalesce=True, nulls_equal=True, suffix="_equal")
    if departments:
        named = pl.DataFrame({"department": departments}, schema={"department": each[0].schema["department"]})
        table = table.join(named, on="department", how="full", coalesce=True, nulls_equal=True)
    table = table.with_columns(pl.col("amount", "error", "amount_equal").fill_null(0.0)).select(
        "department",
        "amount",
        "error",
        low=pl.min_horizontal("amount", "amount_equal"),
        high=pl.max_horizontal("amount", "amount_equal"),
    )
    table = table.sort("amount", "department", descending=[True, False], nulls_last=True)
    spans = list(zip(table["department"], table["low"], table["high"], strict=True))
    clear = [
        name is not None
        and all(
            high < other_low or other_high < low for other, other_low, other_high in spans if other not in (None, name)
        )
        for name, low, high in spans
    ]
    return table.with_columns(pl.Series("clear", clear, dtype=pl.Boolean))
